package ports

import (
	"fmt"
	"strings"

	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// harbour is what the page of one port shows.
type harbour struct {
	r       *ui.Request
	port    pack.Named
	name    string
	exports office.History
	imports office.History
	spans   chart.Chart
	around  trade.Period // the period that the page speaks of first
}

func one(r *ui.Request) (*ui.View, error) {
	h := &harbour{r: r}
	code := r.Param("code")
	for _, p := range r.Office.Pack().Ports {
		if p.Code == code {
			h.port = p
		}
	}
	if h.port.Code == "" {
		for _, p := range r.Office.Pack().Ports {
			if strings.EqualFold(p.Code, code) {
				return breakdown.Moved(r, p.Code), nil
			}
		}
		return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: fmt.Sprintf("Tidak ada pelabuhan %q dalam paket data ini.", breakdown.Short(code)),
			EN: fmt.Sprintf("There is no port %q in this data pack.", breakdown.Short(code)),
		}}
	}
	h.name = r.Text(h.port.Name)
	h.exports = r.Office.History(ports.Part(code), r.AsOf)
	h.imports = r.Office.History(unloading.Part(code), r.AsOf)
	v := &ui.View{Title: h.name, Description: r.T("breakdown.port.description", h.name, r.RegionName())}
	if !h.exports.Empty() {
		h.around = h.exports.Main.Period
		v.Title = breakdown.MainText(r, h.exports)
	}
	pic := breakdown.Picture{ID: "shares", Link: r.Self(),
		Title: r.T("breakdown.one.spans", h.name), What: r.T("breakdown.spans.what.one")}
	h.spans = pic.SpansOfHistory(r, h.exports)
	if len(h.spans.Rows) > 0 {
		v.Charts = append(v.Charts, h.spans)
	}
	v.Body = onePage(h)
	return v, nil
}

// place says on which side of the border the port lies.
func (h *harbour) place() string {
	if h.port.In == office.InsideRegion {
		return h.r.T("breakdown.port.inside", h.name, h.r.RegionName())
	}
	return h.r.T("breakdown.port.outside", h.name, h.r.RegionName())
}
