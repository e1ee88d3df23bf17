package commodities

import (
	"fmt"

	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/refdata"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// commodity is what the page of one chapter, sector or product shows.
type commodity struct {
	r        *ui.Request
	series   trade.Series
	name     string
	exports  office.History
	imports  office.History
	spans    chart.Chart
	products []office.Part // products of the pack that lie in the chapter
	around   trade.Period  // the period that the page speaks of first
}

func one(r *ui.Request) (*ui.View, error) {
	s, err := resolve(r, r.Param("code"))
	if err != nil {
		return nil, err
	}
	imports := s
	imports.Flow = trade.Import
	c := &commodity{r: r, series: s, name: breakdown.Name(r, s),
		exports: r.Office.History(s, r.AsOf), imports: r.Office.History(imports, r.AsOf)}
	v := &ui.View{Title: c.name, Description: r.T("breakdown.commodity.description", c.name, r.RegionName())}
	if !c.exports.Empty() {
		c.around = c.exports.Main.Period
		v.Title = breakdown.MainText(r, c.exports)
	} else {
		v.NoIndex = c.imports.Empty()
	}
	c.draw()
	if len(c.spans.Rows) > 0 {
		v.Charts = append(v.Charts, c.spans)
	}
	v.Body = onePage(c)
	return v, nil
}

// resolve finds what a code of the address names: an HS chapter, or a sector
// or product of the pack.
func resolve(r *ui.Request, code string) (trade.Series, error) {
	for _, c := range refdata.Chapters() {
		if c.Code == code {
			return chapters.Part(code), nil
		}
	}
	for _, n := range r.Office.Pack().Sectors {
		if n.Code == code {
			return sectors.Part(code), nil
		}
	}
	for _, n := range r.Office.Pack().Products {
		if n.Code == code {
			return products.Part(code), nil
		}
	}
	return trade.Series{}, &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: fmt.Sprintf("Tidak ada komoditas dengan kode %q. Pakai dua angka bab HS, misalnya 27.", breakdown.Short(code)),
		EN: fmt.Sprintf("There is no commodity with the code %q. Use the two digits of an HS chapter, for example 27.", breakdown.Short(code)),
	}}
}

func (c *commodity) draw() {
	r := c.r
	pic := breakdown.Picture{ID: "shares", Link: r.Self(),
		Title: r.T("breakdown.one.spans", c.name), What: r.T("breakdown.spans.what.one")}
	c.spans = pic.SpansOfHistory(r, c.exports)
	for _, p := range r.Office.Facts(products, r.AsOf) {
		if c.series.By == trade.Chapter && c.holds(p.Series.Code) {
			c.products = append(c.products, p)
		}
	}
}

// holds reports whether a product of the pack lies in the chapter.
func (c *commodity) holds(product string) bool {
	for _, n := range c.r.Office.Pack().Products {
		if n.Code == product {
			return n.In == c.series.Code
		}
	}
	return false
}

// crumbName is the last step of the way here: "27 Bahan bakar mineral".
func (c *commodity) crumbName() string {
	if c.series.By == trade.Chapter {
		return c.series.Code + " " + c.name
	}
	return c.name
}
