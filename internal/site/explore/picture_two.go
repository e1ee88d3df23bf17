package explore

import (
	"slices"

	"muara/internal/chart"
	"muara/internal/facts"
)

// drawCells is a picture of rows by columns: over time, or a table of shades.
func (p *page) drawCells(c *chart.Chart) {
	codes, _ := p.columnsOf()
	f, at := p.a.rows, keysOf(p.a.cells)
	col := &p.a.cells.Columns[0]
	most := map[chart.Kind]int{chart.Lines: mostLines, chart.Areas: mostLines, chart.Multiples: mostSmall, chart.Heat: heatRows, chart.Bars: mostLines}[c.Kind]
	n := min(f.Len(), most)
	over := c.Kind == chart.Lines || c.Kind == chart.Areas || c.Kind == chart.Multiples
	if !over { // rows stay rows
		if c.Kind == chart.Bars && len(codes) > 4 {
			codes = codes[:4]
		}
		for _, code := range codes {
			c.Columns = append(c.Columns, p.labelAs(p.s.across, code, true))
		}
		for i := range n {
			r := p.row(f, i)
			for _, code := range codes {
				r.Points = append(r.Points, p.crossing(col, at, f, i, code))
			}
			c.Rows = append(c.Rows, r)
		}
		return
	}
	c.RowName = p.dimName(p.s.across)
	for i := range n {
		c.Columns = append(c.Columns, p.rowName(f, i))
		c.Heads = append(c.Heads, chart.Node{Key: key(f, i), Label: p.rowName(f, i), Href: p.inside(f, i), Muted: slices.Contains(codesOf(f, i), facts.Unspecified)})
	}
	rest := c.Kind == chart.Areas && (f.Len() > n || f.More) && !slices.Contains(p.s.q.By, facts.Bloc)
	if rest {
		c.Columns = append(c.Columns, p.r.T("explore.rest"))
		c.Heads = append(c.Heads, chart.Node{Key: "rest", Label: p.r.T("explore.rest"), Muted: true})
	}
	wholes := keysOf(p.a.columns)
	for _, code := range codes {
		r := chart.Row{Key: code, Label: p.labelAs(p.s.across, code, true)}
		if s, ok := p.drill(p.s.across, code); ok {
			r.Href = s.href(p.r)
		}
		partial := p.s.across == facts.Year && p.partial(code) > 0
		if partial {
			r.Note = p.r.Plural("common.months", p.partial(code))
		}
		sum := 0.0
		for i := range n {
			pt := p.crossing(col, at, f, i, code)
			pt.Partial = partial
			if pt.Fact.Known {
				sum += pt.Fact.Number
			}
			r.Points = append(r.Points, pt)
		}
		if rest {
			pt := chart.Point{Fact: &chart.Fact{Status: chart.Computed}}
			if j, ok := wholes[joined([]string{code})]; ok && p.a.columns.Columns[0].Known(j) {
				left := max(number(&p.a.columns.Columns[0], j)-sum, 0)
				pt.Fact.Known, pt.Fact.Number, pt.Text = true, left, p.write(p.first(), left)
			}
			r.Points = append(r.Points, pt)
		}
		c.Rows = append(c.Rows, r)
	}
}

// crossing is the cell of a row and a column.
func (p *page) crossing(col *facts.Column, at map[string]int, f *facts.Frame, i int, code string) chart.Point {
	codes := append(codesOf(f, i), code)
	j, ok := at[joined(codes)]
	if !ok {
		j = -1
	}
	return p.point(col, j, "", p.s, codes)
}

// drawSides is a picture of a comparison: bars in pairs, or dots.
func (p *page) drawSides(c *chart.Chart) {
	f, at := p.a.rows, keysOf(p.a.other)
	now, then := p.sideNames()
	c.Columns = []string{now, then}
	other, _ := p.otherState()
	most := mostBars / 2
	if c.Kind == chart.Scatter {
		c.Columns = []string{then, now}
		c.LogX, c.LogY = true, true
		most = mostDots
	}
	for i := range f.Len() {
		if len(c.Rows) >= most {
			break
		}
		codes := codesOf(f, i)
		j, ok := at[joined(codes)]
		if !ok {
			j = -1
		}
		r := p.row(f, i)
		a := p.point(&f.Columns[0], i, r.Href, p.oneSide(), codes)
		b := p.point(&p.a.other.Columns[0], j, r.Href, other, codes)
		r.Points = []chart.Point{a, b}
		if c.Kind == chart.Scatter {
			if !a.Known() || !b.Known() || a.Fact.Number <= 0 || b.Fact.Number <= 0 {
				continue
			}
			r.Points = []chart.Point{b, a}
		}
		c.Rows = append(c.Rows, r)
	}
}

// drawFlows joins the greatest codes of two breakdowns; what is smaller goes
// into one node on its side.
func (p *page) drawFlows(c *chart.Chart) {
	f := p.a.top
	col := &f.Columns[0]
	if p.first() == facts.Share && f.Column(facts.Value) != nil {
		col = f.Column(facts.Value)
		c.Unit = p.units.of(facts.Value)
	}
	sides := [2]map[string]bool{{}, {}}
	for side := range sides {
		for i := range f.Len() {
			if len(sides[side]) < sankeySide {
				sides[side][f.Codes[side][i]] = true
			}
		}
	}
	type pair struct{ from, to string }
	sums, order, parts := map[pair]float64{}, []pair{}, map[pair]int{}
	for i := range f.Len() {
		if !col.Known(i) || number(col, i) <= 0 {
			continue
		}
		k := pair{f.Codes[0][i], f.Codes[1][i]}
		if !sides[0][k.from] {
			k.from = "rest"
		}
		if !sides[1][k.to] {
			k.to = "rest"
		}
		if _, ok := sums[k]; !ok {
			order = append(order, k)
		}
		sums[k] += number(col, i)
		parts[k] = i
	}
	if left := p.beyond(f, col); left > 0 {
		k := pair{"rest", "rest"}
		if _, ok := sums[k]; !ok {
			order = append(order, k)
		}
		sums[k] += left
	}
	c.Columns = []string{p.r.T("explore.measure." + string(col.Measure))}
	for _, k := range order {
		p.node(c, f.Dims[0], k.from, 0)
		p.node(c, f.Dims[1], k.to, 1)
		x := sums[k]
		pt := chart.Point{Fact: &chart.Fact{Known: true, Number: x, Status: chart.Computed}, Text: p.write(col.Measure, x)}
		r := chart.Row{Key: k.from + "-" + k.to, From: "0" + k.from, To: "1" + k.to, Label: p.nodeName(f.Dims[0], k.from) + " – " + p.nodeName(f.Dims[1], k.to)}
		if k.from != "rest" && k.to != "rest" {
			pt = p.point(col, parts[k], p.inside(f, parts[k]), p.s, codesOf(f, parts[k]))
		}
		r.Points = []chart.Point{pt}
		c.Rows = append(c.Rows, r)
	}
}

// beyond is what the whole has beyond the rows of a frame that was cut.
func (p *page) beyond(f *facts.Frame, col *facts.Column) float64 {
	whole := p.a.total.Column(col.Measure)
	if !f.More || whole == nil || whole.Len() == 0 || !whole.Known(0) || slices.Contains(f.Dims, facts.Bloc) {
		return 0
	}
	left := number(whole, 0)
	for i := range f.Len() {
		if col.Known(i) {
			left -= number(col, i)
		}
	}
	return left
}

func (p *page) nodeName(d facts.Dim, code string) string {
	if code == "rest" {
		return p.r.T("explore.rest")
	}
	return p.label(d, code)
}

func (p *page) node(c *chart.Chart, d facts.Dim, code string, layer int) {
	n := chart.Node{Key: []string{"0", "1"}[layer] + code, Label: p.nodeName(d, code), Layer: layer, Muted: code == "rest" || code == facts.Unspecified}
	if s, ok := p.drill(d, code); ok && code != "rest" {
		n.Href = s.href(p.r)
	}
	if !slices.ContainsFunc(c.Nodes, func(m chart.Node) bool { return m.Key == n.Key }) {
		c.Nodes = append(c.Nodes, n)
	}
}

// upright is the second measure of a scatter: the first that is no share.
func (p *page) upright() *facts.Column {
	cols := p.a.top.Columns
	for k := range cols[1:] {
		if cols[k+1].Measure != facts.Share {
			return &cols[k+1]
		}
	}
	return &cols[1]
}

// drawDots sets two measures against each other: the first across, the second
// that is no share of it up.
func (p *page) drawDots(c *chart.Chart) {
	f := p.a.top
	x, y := &f.Columns[0], p.upright()
	c.Units = []chart.Unit{p.units.of(x.Measure), p.units.of(y.Measure)}
	c.Columns = []string{p.r.T("explore.measure." + string(x.Measure)), p.r.T("explore.measure." + string(y.Measure))}
	c.LogX = x.Measure == facts.Value || x.Measure == facts.Weight
	for i := range f.Len() {
		if len(c.Rows) >= mostDots || !x.Known(i) || !y.Known(i) || c.LogX && number(x, i) <= 0 {
			continue
		}
		r := p.row(f, i)
		r.Points = []chart.Point{p.point(x, i, r.Href, p.s, codesOf(f, i)), p.point(y, i, r.Href, p.s, codesOf(f, i))}
		c.Rows = append(c.Rows, r)
	}
}
