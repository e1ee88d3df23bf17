package explore

import (
	"slices"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// How many rows the kinds of pictures show.
const (
	mostBars   = 20
	mostLines  = 8
	mostSmall  = 12
	mostFlows  = 40
	mostDots   = 200
	heatRows   = 25
	sankeySide = 12
)

// pictures lists the kinds that fit a view, the one to begin with first.
func (p *page) pictures() []chart.Kind {
	sums := p.first() == facts.Value || p.first() == facts.Weight || p.first() == facts.Share
	by := p.s.q.By
	switch {
	case p.s.against != "":
		return []chart.Kind{chart.Bars, chart.Scatter}
	case isTime(p.s.across) && sums:
		return []chart.Kind{chart.Areas, chart.Lines, chart.Multiples, chart.Heat}
	case isTime(p.s.across):
		return []chart.Kind{chart.Lines, chart.Multiples, chart.Heat}
	case p.s.across != "":
		return []chart.Kind{chart.Heat, chart.Bars}
	case len(by) == 1 && isTime(by[0]):
		return []chart.Kind{chart.Columns, chart.Lines}
	case len(by) == 2 && slices.ContainsFunc(by, isTime):
		return []chart.Kind{chart.Bars}
	case len(by) == 2 && sums:
		return []chart.Kind{chart.Sankey, chart.Treemap, chart.Bars}
	}
	var out []chart.Kind
	switch d := by[0]; {
	case !sums:
	case coded(d):
		out = append(out, chart.Treemap)
	case d == facts.Partner || d == facts.Reporter:
		out = append(out, chart.Map)
	}
	out = append(out, chart.Bars)
	if sums && by[0] != facts.Bloc && !slices.Contains(out, chart.Treemap) {
		out = append(out, chart.Treemap)
	}
	if len(p.s.q.Measures) > 1 {
		out = append(out, chart.Scatter)
	}
	return out
}

func isTime(d facts.Dim) bool { return d == facts.Year || d == facts.Month || d == facts.Quarter }

// kind is the picture of the view: the reader's where it fits.
func (p *page) kind() chart.Kind {
	kinds := p.pictures()
	if slices.Contains(kinds, p.s.pic) {
		return p.s.pic
	}
	if p.s.pic == "" && len(p.s.q.By) == 1 && isTime(p.s.q.By[0]) && p.a.top != nil && p.a.top.Len() > 24 {
		return chart.Lines
	}
	return kinds[0]
}

// picture draws a view; nil where there is nothing to draw.
func (p *page) picture(title string) *chart.Chart {
	f := p.a.top
	if f == nil || f.Len() == 0 {
		return nil
	}
	c := &chart.Chart{
		ID: "view", Kind: p.kind(), Title: title, Text: p.lede(), RowName: p.dimName(f.Dims[0]),
		Unit: p.units.of(p.first()), Source: p.sourceLine(), Link: p.s.href(p.r),
	}
	c.What = p.what()
	switch {
	case p.a.other != nil:
		p.drawSides(c)
	case p.a.cells != nil:
		p.drawCells(c)
	case c.Kind == chart.Sankey:
		p.drawFlows(c)
	case c.Kind == chart.Scatter:
		p.drawDots(c)
	default:
		p.drawRows(c)
	}
	if len(c.Rows) == 0 {
		return nil
	}
	return c
}

// what says what the picture shows: nilai ekspor 2023 menurut bab, US$ juta.
func (p *page) what() string {
	names := ""
	for i, d := range p.s.asked().By {
		if i > 0 {
			names += " × "
		}
		names += p.dimName(d)
	}
	measure := p.r.T("explore.measure." + string(p.first()))
	if p.kind() == chart.Scatter && p.s.against == "" {
		measure += " × " + p.r.T("explore.measure."+string(p.upright().Measure))
	}
	return p.r.T("explore.what", measure, p.subject(), names, p.units.of(p.first()).Name(p.r.Printer))
}

func (p *page) sourceLine() string {
	return p.r.T("explore.source-line", p.r.Text(p.sub.set.Title), p.releaseDate())
}

// point is a value with the view that its mark opens.
func (p *page) point(c *facts.Column, i int, href string, s state, codes []string) chart.Point {
	pt := chart.Point{Fact: &chart.Fact{Source: p.sub.set.ID + "/" + p.release()}}
	if c == nil || i < 0 || !c.Known(i) {
		return pt
	}
	pt.Fact.Known, pt.Fact.Number, pt.Fact.Exact = true, number(c, i), exact(c, i)
	pt.Fact.Status = chart.Computed
	if c.Ints != nil && c.Measure != facts.Change {
		pt.Fact.Status = chart.Recorded
		if m := p.sub.set.Manifest; m != nil && m.Converted != nil {
			pt.Fact.Status = chart.Converted
		}
	}
	pt.Text, pt.Href = p.text(c, i), href
	if href == "" {
		pt.Href = p.traceHref(s, c.Measure, codes)
	}
	return pt
}

// inside is the address of the view inside a row: of the first of its codes
// that has one.
func (p *page) inside(f *facts.Frame, i int) string {
	for k := len(f.Dims) - 1; k >= 0; k-- {
		if s, ok := p.drill(f.Dims[k], f.Codes[k][i]); ok {
			return s.href(p.r)
		}
	}
	return ""
}

func (p *page) row(f *facts.Frame, i int) chart.Row {
	code := f.Codes[len(f.Codes)-1][i]
	r := chart.Row{Key: key(f, i), Label: p.rowName(f, i), Href: p.inside(f, i), Muted: code == facts.Unspecified}
	if d := f.Dims[0]; len(f.Dims) == 1 && coded(d) && code != facts.Unspecified {
		if r.Label == code {
			r.Label = "HS " + code
		}
	}
	if len(f.Dims) == 1 && f.Dims[0] == facts.Year {
		if n := p.partial(code); n > 0 {
			r.Note = p.r.Plural("common.months", n)
		}
	}
	if len(f.Dims) == 1 && f.Dims[0] == facts.Month {
		r.Label = p.labelAs(facts.Month, code, true)
	}
	return r
}

// drawRows is a picture of one measure: bars, columns, lines, tiles, a map.
func (p *page) drawRows(c *chart.Chart) {
	f := p.a.top
	col := &f.Columns[0]
	if p.first() == facts.Share && f.Column(facts.Value) != nil {
		col = f.Column(facts.Value)
	}
	c.Unit, c.Columns = p.units.of(col.Measure), []string{p.r.T("explore.measure." + string(col.Measure))}
	most := min(f.Len(), pictured)
	if c.Kind == chart.Bars {
		most = mostBars
	}
	share := f.Column(facts.Share)
	shown := 0.0
	for i := range f.Len() {
		if len(c.Rows) >= most {
			break
		}
		if c.Kind == chart.Treemap && (!col.Known(i) || number(col, i) <= 0) {
			continue
		}
		r := p.row(f, i)
		pt := p.point(col, i, r.Href, p.s, codesOf(f, i))
		if share != nil && share.Known(i) {
			pt.Share = p.text(share, i)
		}
		if r.Note != "" && f.Dims[0] == facts.Year {
			pt.Partial = true
			if ps := periodOf(facts.Year, f.Codes[0][i]); len(ps) == 1 {
				pt.Fact.Period = p.reached(ps[0])
			}
		}
		if pt.Fact.Known {
			shown += pt.Fact.Number
		}
		r.Points = []chart.Point{pt}
		if c.Kind == chart.Treemap {
			p.group(c, &r, f, i)
		}
		c.Rows = append(c.Rows, r)
	}
	p.rest(c, col, shown)
}

// reached cuts a year to the months that are there, where they are one run.
func (p *page) reached(year trade.Period) trade.Period {
	runs := monthsIn(year.From.Year(), p.anyMonths(year.From.Year()))
	if len(runs) == 1 {
		return runs[0]
	}
	return year
}

// rest adds what the picture leaves out of the whole, for sums that do not
// overlap.
func (p *page) rest(c *chart.Chart, col *facts.Column, shown float64) {
	whole := p.a.total.Column(col.Measure)
	if c.Kind == chart.Map || c.Kind == chart.Columns || c.Kind == chart.Lines || slices.Contains(p.s.q.By, facts.Bloc) ||
		whole == nil || whole.Len() == 0 || !whole.Known(0) || (col.Measure != facts.Value && col.Measure != facts.Weight) {
		return
	}
	left := number(whole, 0) - shown
	if left <= 0.005 || !p.a.top.More && p.a.top.Len() <= len(c.Rows) {
		return
	}
	c.Rows = append(c.Rows, chart.Row{
		Key: "rest", Label: p.r.T("explore.rest"), Muted: true,
		Points: []chart.Point{{Fact: &chart.Fact{Known: true, Number: left, Status: chart.Computed}, Text: p.write(col.Measure, left)}},
	})
}

// group puts a tile under its section of the HS, its continent, or the first of
// two breakdowns.
func (p *page) group(c *chart.Chart, r *chart.Row, f *facts.Frame, i int) {
	d, code := f.Dims[0], f.Codes[0][i]
	var n chart.Node
	switch {
	case len(f.Dims) == 2:
		n = chart.Node{Key: code, Label: p.label(d, code), Muted: code == facts.Unspecified}
		r.Label = p.label(f.Dims[1], f.Codes[1][i])
		if s, ok := p.drill(d, code); ok {
			n.Href = s.href(p.r)
		}
	case coded(d) && d != facts.Section:
		s, ok := sectionOf(code)
		if !ok {
			return
		}
		n = chart.Node{Key: s.Code, Label: p.r.Text(s.Name)}
		if !p.s.filtered(facts.Chapter) && !p.s.filtered(facts.Heading) {
			if v, ok := p.drill(facts.Section, s.Code); ok {
				n.Href = v.by(facts.Chapter).href(p.r)
			}
		}
	case d == facts.Partner || d == facts.Reporter:
		for _, b := range refdata.BlocsOf(code, 0) {
			if slices.Contains(continentCodes, b.Code) {
				n = chart.Node{Key: b.Code, Label: p.r.Text(b.Name)}
			}
		}
	}
	if n.Key == "" {
		return
	}
	r.Group = n.Key
	if !slices.ContainsFunc(c.Nodes, func(m chart.Node) bool { return m.Key == n.Key }) {
		c.Nodes = append(c.Nodes, n)
	}
}

// continentCodes are the parts of the world of UN M49 that do not overlap.
var continentCodes = []string{"002", "019", "142", "150", "009"}
