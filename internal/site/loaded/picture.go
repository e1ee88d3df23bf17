package loaded

import (
	"strconv"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/profile"
	"muara/internal/refdata"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// How many rows pictures and tables of a page show; the explorer has all.
const (
	mostBars  = 10
	mostTiles = 30
	mostLands = 60
	mostTiled = 2 // pictures of tiles on a page; further data sets have bars
	fewParts  = 6 // as many are bars rather than tiles or a map
	tableRows = 10
)

// draw makes the pictures of a block.
func (b *Block) draw() {
	v := b.V
	b.years = b.overYears()
	b.months = b.overMonths()
	if b.subject.Bloc || !b.subject.Country {
		kind := chart.Bars
		if !b.mapped && v.Partners.Len() >= fewParts { // one map is enough: it is the heaviest picture
			kind, b.mapped = chart.Map, true
		}
		b.partners = b.parts("partners", kind, v.Partners, mostLands)
	}
	if v.GoodsBy != "" {
		kind := chart.Bars
		if b.tiled < mostTiled && v.Goods.Len() >= fewParts {
			kind = chart.Treemap
			b.tiled++
		}
		b.goods = b.parts("goods", kind, v.Goods, mostTiles)
	}
	if v.Market != nil {
		b.sellers = b.parts("sellers", chart.Bars, v.Market.Sellers, mostBars)
		b.buyers = b.parts("buyers", chart.Bars, v.Market.Buyers, mostBars)
	}
}

// chart is the frame of a picture.
func (b *Block) chart(part string, kind chart.Kind, a profile.Answer, title string) *chart.Chart {
	return &chart.Chart{
		ID: b.id(part), Kind: kind, Title: title, Text: title, Unit: b.units.money,
		What:    b.what(b.subjectOf(part), b.periodOf(part)),
		RowName: b.R.T("loaded.dim." + string(a.Query.By[0])), Columns: []string{b.R.T("loaded.measure.value")},
		Source: b.R.T("loaded.source-line", b.R.Text(b.V.Set.Title), b.releaseDate()), Link: b.R.Self(),
	}
}

// what says what is shown, over which period, in which unit.
func (b *Block) what(subject, period string) string {
	return i18n.Capital(subject) + ", " + period + "; " + b.units.money.Name(b.R.Printer)
}

// subjectOf is what a part of the block counts.
func (b *Block) subjectOf(part string) string {
	switch {
	case part != "sellers" && part != "buyers":
		return b.whose()
	case b.subject.Country:
		return b.R.T("loaded.market.country", b.subject.Name)
	}
	return b.R.T("loaded.market.goods")
}

func (b *Block) periodOf(part string) string {
	if part == "years" || part == "months" {
		return b.covers()
	}
	return b.newest()
}

// overYears is the value of each year; one year alone is no picture.
func (b *Block) overYears() *chart.Chart {
	a := b.V.Years
	if a.Len() < 2 {
		return nil
	}
	c := b.chart("years", chart.Columns, a, b.yearsTitle())
	for i := range a.Len() {
		code := a.Code(i)
		row := chart.Row{Key: code, Label: code}
		pt := b.point(a, facts.Value, i)
		if y, err := strconv.Atoi(code); err == nil {
			if n := b.partial(y); n > 0 {
				row.Note, pt.Partial = b.R.Plural("common.months", n), true
				if runs := profile.Runs(y, b.monthsOf(y)); len(runs) == 1 {
					pt.Fact.Period = runs[0]
				}
			} else {
				pt.Fact.Period = trade.YearOf(y)
			}
		}
		row.Points = []chart.Point{pt}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// yearsTitle is what the years say: Ekspor Indonesia 2024 naik.
func (b *Block) yearsTitle() string {
	now := b.V.Now()
	if c := b.V.Years.Frame.Column(facts.Growth); c != nil && now >= 0 && c.Known(now) {
		return b.R.T("loaded.years.moved", i18n.Capital(b.whose()), b.newest(), direction(b.R, c.Floats[now]))
	}
	return i18n.Capital(b.whose()) + ", " + b.covers()
}

func (b *Block) overMonths() *chart.Chart {
	a := b.V.Months
	if a.Len() < 2 {
		return nil
	}
	c := b.chart("months", chart.Lines, a, b.R.T("loaded.months.title"))
	at := map[string]int{}
	for i := range a.Len() {
		at[a.Code(i)] = i
	}
	first, err1 := trade.ParseMonth(a.Code(0))
	last, err2 := trade.ParseMonth(a.Code(a.Len() - 1))
	if err1 != nil || err2 != nil {
		return nil
	}
	for m := first; m <= last; m++ { // a month without rows is a gap, not a zero
		i, ok := at[m.String()]
		if !ok {
			i = -1
		}
		c.Rows = append(c.Rows, chart.Row{Key: m.String(), Label: b.label(facts.Month, m.String()), Points: []chart.Point{b.point(a, facts.Value, i)}})
	}
	return c
}

// parts is a breakdown as a map, tiles or bars.
func (b *Block) parts(part string, kind chart.Kind, a profile.Answer, most int) *chart.Chart {
	if a.Len() < 2 {
		return nil
	}
	d := a.Query.By[0]
	if kind == chart.Bars {
		most = mostBars
	}
	c := b.chart(part, kind, a, b.partsTitle(part, a))
	if kind == chart.Map {
		c.Place = breakdown.Home(b.R)
	}
	for i := range min(a.Len(), most) {
		code := a.Code(i)
		pt := b.point(a, facts.Value, i)
		if !pt.Known() || pt.Fact.Number <= 0 {
			continue
		}
		row := chart.Row{Key: code, Label: b.label(d, code), Href: b.page(d, code), Muted: code == facts.Unspecified, Points: []chart.Point{pt}}
		if coded(d) && row.Label == code {
			row.Label = "HS " + code
		}
		if part == "sellers" {
			row.Color = 1
			if code == b.V.Market.Home {
				row.Color = 2
			}
		}
		if kind == chart.Treemap && d == facts.Chapter {
			b.group(c, &row)
		}
		c.Rows = append(c.Rows, row)
	}
	if kind == chart.Treemap {
		b.rest(c, a, most)
	}
	return c
}

// rest adds what the tiles leave out, as far as its share is known.
func (b *Block) rest(c *chart.Chart, a profile.Answer, most int) {
	sum := int64(0)
	for i := most; i < a.Len(); i++ {
		sum += a.Cents(i)
	}
	if sum <= 0 {
		return
	}
	c.Rows = append(c.Rows, chart.Row{Key: "rest", Label: b.R.T("loaded.rest"), Muted: true, Points: []chart.Point{{
		Fact: &chart.Fact{Known: true, Number: float64(sum) / 100, Exact: Decimal(sum, 2), Status: chart.Computed},
		Text: b.units.money.Number(b.R.Printer, float64(sum)/100), Href: Href(b.R, a.Query),
	}}})
}

// group puts a chapter's tile into its section.
func (b *Block) group(c *chart.Chart, row *chart.Row) {
	ch, ok := refdata.ChapterOf(row.Key)
	if !ok {
		return
	}
	s, ok := refdata.SectionOf(ch.Section)
	if !ok {
		return
	}
	row.Group = s.Code
	for _, n := range c.Nodes {
		if n.Key == s.Code {
			return
		}
	}
	c.Nodes = append(c.Nodes, chart.Node{Key: s.Code, Label: b.R.Text(s.Name), Href: b.turned(b.R.Href(ui.Commodity, s.Code))})
}

// direction is a change without its size, for headings, which are no links.
func direction(r *ui.Request, ratio float64) string {
	switch {
	case ratio > 0.0005:
		return r.T("loaded.rose")
	case ratio < -0.0005:
		return r.T("loaded.fell")
	}
	return r.T("common.unchanged")
}

// partsTitle names the greatest part: Tujuan terbesar: Jepang.
func (b *Block) partsTitle(part string, a profile.Answer) string {
	i := 0
	if a.Code(0) == facts.Unspecified && a.Len() > 1 {
		i = 1
	}
	key := "loaded." + part + ".title"
	if part == "partners" {
		key += "." + string(b.Flow)
	}
	return b.R.T(key, b.label(a.Query.By[0], a.Code(i)))
}
