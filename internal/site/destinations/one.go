package destinations

import (
	"fmt"

	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/refdata"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// destination is what the page of one country shows.
type destination struct {
	r       *ui.Request
	name    string
	exports office.History
	imports office.History
	spans   chart.Chart
	reports []pack.SmallFirmFact // small exporters who name the country
	around  trade.Period         // the period that the page speaks of first
}

func one(r *ui.Request) (*ui.View, error) {
	code := r.Param("code")
	country, ok := refdata.CountryOf(code)
	if !ok || country.ISO3 != code {
		return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: fmt.Sprintf("Tidak ada negara dengan kode %q. Pakai kode tiga huruf ISO 3166, misalnya JPN.", breakdown.Short(code)),
			EN: fmt.Sprintf("There is no country with the code %q. Use the three letters of ISO 3166, for example JPN.", breakdown.Short(code)),
		}}
	}
	d := &destination{r: r, name: r.Text(country.Name),
		exports: r.Office.History(countries.Part(code), r.AsOf),
		imports: r.Office.History(origins.Part(code), r.AsOf)}
	for _, f := range r.Office.Pack().SmallFirms {
		for _, iso := range f.Countries {
			if iso == code {
				d.reports = append(d.reports, f)
			}
		}
	}
	v := &ui.View{Title: d.name, Description: r.T("breakdown.destination.description", d.name, r.RegionName())}
	if !d.exports.Empty() {
		d.around = d.exports.Main.Period
		v.Title = breakdown.MainText(r, d.exports)
	} else {
		v.NoIndex = d.imports.Empty() && len(d.reports) == 0
	}
	d.draw()
	if len(d.spans.Rows) > 0 {
		v.Charts = append(v.Charts, d.spans)
	}
	v.Body = onePage(d)
	return v, nil
}

func (d *destination) draw() {
	r := d.r
	pic := breakdown.Picture{ID: "shares", Link: r.Self(),
		Title: r.T("breakdown.one.spans", d.name), What: r.T("breakdown.spans.what.one")}
	d.spans = pic.SpansOfHistory(r, d.exports)
}
