package destinations

import (
	"slices"
	"strings"

	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/office/profile"
	"muara/internal/pack"
	"muara/internal/site/breakdown"
	"muara/internal/site/loaded"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// destination is what the page of a country or a bloc shows.
type destination struct {
	r       *ui.Request
	name    string
	exports office.History
	imports office.History
	spans   chart.Chart
	reports []pack.SmallFirmFact // small exporters who name the country
	around  trade.Period         // the period that the page speaks of first

	country profile.Country
	blocks  *loaded.Blocks
}

func one(r *ui.Request) (*ui.View, error) {
	code := r.Param("code")
	if known := profile.AreaCode(code); known != code {
		if _, err := profile.AreaOf(known); err == nil {
			return breakdown.Moved(r, known), nil
		}
	}
	flow, err := loaded.Flow(r)
	if err != nil {
		return nil, err
	}
	p := profile.New(r.Facts, r.Office)
	d := &destination{r: r}
	if d.country, err = p.Country(r.HTTP.Context(), code, flow); err != nil {
		return nil, err
	}
	d.name = r.Text(d.country.Name)
	d.exports = r.Office.History(countries.Part(code), r.AsOf)
	d.imports = r.Office.History(origins.Part(code), r.AsOf)
	d.blocks = loaded.New(r, flow, loaded.Subject{Name: d.name, Country: true, Wide: true, Bloc: d.country.IsBloc(), Members: d.country.Members}, d.country.Views, p.Names())
	for _, f := range r.Office.Pack().SmallFirms {
		if slices.Contains(f.Countries, code) {
			d.reports = append(d.reports, f)
		}
	}
	v := &ui.View{Title: d.name, Description: r.T("breakdown.destination.description", d.name, r.RegionName())}
	if !d.exports.Empty() {
		d.around = d.exports.Main.Period
		v.Title = breakdown.MainText(r, d.exports)
	} else {
		v.NoIndex = d.imports.Empty() && len(d.reports) == 0 && !d.blocks.Any()
	}
	d.draw()
	if len(d.spans.Rows) > 0 {
		v.Charts = append(v.Charts, d.spans)
	}
	v.Charts = append(v.Charts, d.blocks.Charts()...)
	v.Body = onePage(d)
	return v, nil
}

// mirrorHref compares what both sides report of the trade with the country.
func (d *destination) mirrorHref() string {
	href := d.r.Href(ui.Mirror)
	sep := "?"
	if strings.Contains(href, "?") {
		sep = "&"
	}
	return href + sep + "partner=" + d.country.Code
}

func (d *destination) draw() {
	r := d.r
	pic := breakdown.Picture{ID: "shares", Link: r.Self(),
		Title: r.T("breakdown.one.spans", d.name), What: r.T("breakdown.spans.what.one")}
	d.spans = pic.SpansOfHistory(r, d.exports)
}
