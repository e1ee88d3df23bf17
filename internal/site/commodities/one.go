package commodities

import (
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/office/profile"
	"muara/internal/site/breakdown"
	"muara/internal/site/loaded"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// commodity is what the page of a section, chapter, heading, subheading, tariff
// line, sector or product shows.
type commodity struct {
	r        *ui.Request
	series   trade.Series // of its published figures; none has figures but chapters, sectors and products
	name     string
	exports  office.History
	imports  office.History
	spans    chart.Chart
	products []office.Part // products of the pack that lie in the chapter
	around   trade.Period  // the period that the page speaks of first

	goods  *profile.Commodity // nil for sectors and products of the pack
	blocks *loaded.Blocks     // of goods
	names  bool               // a nomenclature is loaded
}

func one(r *ui.Request) (*ui.View, error) {
	code := r.Param("code")
	c := &commodity{r: r}
	if s, ok := ofPack(r, code); ok {
		c.series, c.name = s, breakdown.Name(r, s)
	} else if known := written(r, code); known != code {
		return breakdown.Moved(r, known), nil
	} else if err := c.find(code); err != nil {
		return nil, err
	}
	imports := c.series
	imports.Flow = trade.Import
	c.exports, c.imports = r.Office.History(c.series, r.AsOf), r.Office.History(imports, r.AsOf)
	v := &ui.View{Title: c.name, Description: r.T("breakdown.commodity.description", c.name, r.RegionName())}
	if !c.exports.Empty() {
		c.around = c.exports.Main.Period
		v.Title = breakdown.MainText(r, c.exports)
	} else {
		v.NoIndex = c.imports.Empty() && !c.told()
	}
	c.draw()
	if len(c.spans.Rows) > 0 {
		v.Charts = append(v.Charts, c.spans)
	}
	if c.blocks != nil {
		v.Charts = append(v.Charts, c.blocks.Charts()...)
	}
	v.Body = onePage(c)
	return v, nil
}

// ofPack finds a sector or product of the pack.
func ofPack(r *ui.Request, code string) (trade.Series, bool) {
	for _, n := range r.Office.Pack().Sectors {
		if n.Code == code {
			return sectors.Part(code), true
		}
	}
	for _, n := range r.Office.Pack().Products {
		if n.Code == code {
			return products.Part(code), true
		}
	}
	return trade.Series{}, false
}

// written is a code as its page has it: 4407.10 becomes 440710, xv XV.
func written(r *ui.Request, code string) string {
	if low := strings.ToLower(code); low != code {
		if _, ok := ofPack(r, low); ok {
			return low
		}
	}
	known := profile.GoodsCode(code)
	if _, err := profile.New(r.Facts, r.Office).Place(known); err != nil {
		return code // it would not be found there either
	}
	return known
}

// find asks what is known of goods of an HS code.
func (c *commodity) find(code string) error {
	r := c.r
	flow, err := loaded.Flow(r)
	if err != nil {
		return err
	}
	p := profile.New(r.Facts, r.Office)
	goods, err := p.Commodity(r.HTTP.Context(), code, flow)
	if err != nil {
		return err
	}
	c.goods, c.names, c.series = &goods, p.Names(), chapters.Part(code)
	c.name = i18n.Capital(r.Text(goods.Name))
	if !goods.Named {
		c.name = "HS " + code
	}
	c.blocks = loaded.New(r, flow, loaded.Subject{Name: c.name, Code: code, Wide: goods.Level == facts.Section}, goods.Views, c.names)
	if !goods.Named && goods.Listed && !c.told() {
		return &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Kode HS " + code + " tidak ada dalam daftar HS yang dimuat, juga tidak dalam data yang dimuat.",
			EN: "The HS code " + code + " is in none of the loaded lists of the HS, nor in the loaded data.",
		}}
	}
	return nil
}

// told reports whether a loaded data set tells something.
func (c *commodity) told() bool { return c.blocks != nil && c.blocks.Any() }

// headed is the name with the code before it, for a page without a finding.
func (c *commodity) headed() string {
	if c.goods == nil || !c.goods.Named {
		return c.name
	}
	if c.wordy() {
		return "HS " + c.goods.Code
	}
	return c.crumbName()
}

// wordy reports whether a name is as long as a paragraph, as those of
// subheadings can be.
func (c *commodity) wordy() bool { return c.goods != nil && len([]rune(c.name)) > 70 }

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
	switch {
	case c.goods == nil || !c.goods.Named:
		return c.name
	case c.wordy():
		return c.goods.Code
	case c.goods.Level == facts.Section:
		return c.r.T("loaded.crumb.section", c.goods.Code) + " " + c.name
	}
	return c.goods.Code + " " + c.name
}

// crumbs lead through the Harmonized System.
func (c *commodity) crumbs() []ui.Link {
	out := []ui.Link{{Text: c.r.T("ui.nav.commodities"), Href: c.r.Href(ui.Commodities)}}
	if c.goods != nil {
		for _, g := range c.goods.Above {
			text := g.Code
			if len(out) == 1 {
				text = c.r.T("loaded.crumb.section", g.Code)
			}
			out = append(out, ui.Link{Text: text, Href: c.r.Href(ui.Commodity, g.Code)})
		}
	}
	return append(out, ui.Link{Text: c.crumbName()})
}
