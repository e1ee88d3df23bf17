package explore

import (
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// table is the table of a view, ready to be written.
type table struct {
	heads  []head
	rows   []line
	total  *line
	labels int // columns that hold names and no numbers
	more   bool
	from   int // rank of the first row, from 1
	all    int // rows of the whole answer, -1 where they were not counted
}

type head struct {
	text string
	href string // sorts by this column; empty where nothing does
	sort string // ascending, descending, or empty
}

type line struct {
	names []name
	cells []cell
	rest  bool
}

type name struct {
	code, text string
	href       string // the view inside
	partial    int    // months of a year that is not whole, else 0
}

type cell struct {
	text string // empty where there is no value
	href string // its trace
	down bool   // below zero
}

// mostColumns of a table: what is more does not fit a screen.
const mostColumns = 24

func (p *page) table() table {
	switch {
	case p.a.cells != nil:
		return p.acrossTable()
	case p.a.other != nil:
		return p.againstTable()
	}
	return p.plainTable()
}

func (p *page) begin(f *facts.Frame) table {
	t := table{labels: len(f.Dims), more: f.More, from: (p.s.page-1)*p.s.size + 1, all: f.Total}
	if p.a.other != nil {
		t.more = p.a.from+p.a.count < f.Len()
	} else if p.a.count < f.Len() {
		t.more = true
	}
	for _, d := range f.Dims {
		t.heads = append(t.heads, p.sortable(p.dimName(d), string(d), false))
	}
	return t
}

// sortable is a heading that sorts; a second time it turns the order round.
func (p *page) sortable(text, by string, first bool) head {
	h := head{text: i18n.Capital(text)}
	now := p.order()[0]
	desc := first
	if now.By == by {
		desc = !now.Desc
		h.sort = "ascending"
		if now.Desc {
			h.sort = "descending"
		}
	}
	s := p.s.fresh()
	s.q.Order = []facts.Order{{By: by, Desc: desc}}
	h.href = s.href(p.r) + "#table"
	return h
}

func (p *page) plainTable() table {
	f := p.a.rows
	t := p.begin(f)
	for _, c := range f.Columns {
		t.heads = append(t.heads, p.sortable(p.heading(c.Measure), string(c.Measure), true))
	}
	for i := range p.a.count {
		l := p.line(f, i)
		codes := codesOf(f, i)
		for k := range f.Columns {
			c := &f.Columns[k]
			l.cells = append(l.cells, p.cell(c, i, codes, p.s))
		}
		t.rows = append(t.rows, l)
	}
	t.total = p.totalLine(f)
	return t
}

// line begins a row with its names, each leading to the view inside.
func (p *page) line(f *facts.Frame, i int) line {
	var l line
	for k, d := range f.Dims {
		code := f.Codes[k][i]
		n := name{text: p.label(d, code)}
		if coded(d) && code != facts.Unspecified {
			n.code = code
			n.text = strings.TrimPrefix(n.text, code+" ") // the code of what has no name of its own
			if n.text == code {
				n.text = p.r.T("explore.unnamed")
			}
		}
		if s, ok := p.drill(d, code); ok {
			n.href = s.href(p.r)
		}
		if d == facts.Year {
			n.partial = p.partial(code)
		}
		l.names = append(l.names, n)
		l.rest = l.rest || code == facts.Unspecified
	}
	return l
}

// partial is how many months a year has that is not whole, else 0.
func (p *page) partial(year string) int {
	ps := periodOf(facts.Year, year)
	if len(ps) == 0 || !p.schema.Monthly {
		return 0
	}
	n := 0
	for months := p.anyMonths(ps[0].From.Year()); months != 0; months &= months - 1 {
		n++
	}
	return n % 12 // none at all is not a part
}

func codesOf(f *facts.Frame, i int) []string {
	out := make([]string, len(f.Codes))
	for k := range f.Codes {
		out[k] = f.Codes[k][i]
	}
	return out
}

// cell is a number with the address of its trace. Codes are those of the row
// in the order of rows and columns of s.
func (p *page) cell(c *facts.Column, i int, codes []string, s state) cell {
	if c == nil || i < 0 || !c.Known(i) {
		return cell{}
	}
	return cell{text: p.text(c, i), down: isSigned(c.Measure) && number(c, i) < 0, href: p.traceHref(s, c.Measure, codes)}
}

func (p *page) traceHref(s state, m facts.Measure, codes []string) string {
	s = s.fresh()
	s.pic, s.q.Order, s.size = "", nil, pageRows
	s.q.Measures = []facts.Measure{m}
	pairs := []string{keyMeasure, string(m)}
	if len(codes) > 0 {
		pairs = append(pairs, keyRow, joined(codes))
	} else {
		s.q.By, s.across = nil, ""
	}
	return s.hrefOf(p.r, ui.ExploreTrace, pairs...)
}

// totalLine is the sum of all rows of the answer, not only of this page.
func (p *page) totalLine(f *facts.Frame) *line {
	if p.a.total == nil || p.a.total.Len() == 0 || f.Len() == 0 {
		return nil
	}
	l := &line{}
	for _, c := range f.Columns {
		t := p.a.total.Column(c.Measure)
		switch {
		case t != nil:
			l.cells = append(l.cells, p.cell(t, 0, nil, p.s))
		case p.a.grown != nil && p.s.time() == "" && p.a.grown.Column(c.Measure) != nil:
			l.cells = append(l.cells, p.cell(p.a.grown.Column(c.Measure), 0, nil, p.s))
		case c.Measure == facts.Share && p.s.time() == "" && !slices.Contains(f.Dims, facts.Flow):
			l.cells = append(l.cells, cell{text: p.write(facts.Share, 100)})
		default:
			l.cells = append(l.cells, cell{})
		}
	}
	return l
}

// columnsOf are the codes of the columns of a view, the newest or the greatest
// where there are too many, and whether some were left out.
func (p *page) columnsOf() (codes []string, cut bool) {
	codes = slices.Clone(p.a.columns.Codes[0])
	if len(codes) <= mostColumns {
		slices.Sort(codes)
		return codes, false
	}
	switch p.s.across {
	case facts.Year, facts.Month, facts.Quarter:
		slices.Sort(codes)
		return codes[len(codes)-mostColumns:], true
	}
	at := keysOf(p.a.columns)
	c := &p.a.columns.Columns[0]
	slices.SortStableFunc(codes, func(a, b string) int {
		x, y := number(c, at[joined([]string{a})]), number(c, at[joined([]string{b})])
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return codes[:mostColumns/2], true
}

func (p *page) acrossTable() table {
	f := p.a.rows
	t := p.begin(f)
	codes, _ := p.columnsOf()
	for _, code := range codes {
		text := p.labelAs(p.s.across, code, true)
		if n := 0; p.s.across == facts.Year {
			if n = p.partial(code); n > 0 {
				text += " (" + p.r.Plural("common.months", n) + ")"
			}
		}
		t.heads = append(t.heads, head{text: i18n.Capital(text)})
	}
	sums := f.Columns[0].Measure == p.first()
	if sums {
		t.heads = append(t.heads, p.sortable(p.r.T("explore.sum"), string(p.first()), true))
	}
	at, col := keysOf(p.a.cells), &p.a.cells.Columns[0]
	for i := range p.a.count {
		l := p.line(f, i)
		row := codesOf(f, i)
		for _, code := range codes {
			full := append(slices.Clone(row), code)
			l.cells = append(l.cells, p.found(col, at, full, p.s))
		}
		if sums {
			s := p.s
			s.across = ""
			l.cells = append(l.cells, p.cell(&f.Columns[0], i, row, s))
		}
		t.rows = append(t.rows, l)
	}
	l := &line{}
	at, col = keysOf(p.a.columns), &p.a.columns.Columns[0]
	for _, code := range codes {
		s := p.s
		s.q.By = nil
		l.cells = append(l.cells, p.found(col, at, []string{code}, s))
	}
	if sums {
		l.cells = append(l.cells, p.cell(p.a.total.Column(p.first()), 0, nil, p.s))
	}
	if f.Len() > 0 {
		t.total = l
	}
	return t
}

// found is the cell of some codes, empty where the frame does not have them.
func (p *page) found(c *facts.Column, at map[string]int, codes []string, s state) cell {
	i, ok := at[joined(codes)]
	if !ok {
		return cell{}
	}
	return p.cell(c, i, codes, s)
}

func (p *page) againstTable() table {
	f := p.a.rows
	t := p.begin(f)
	now, then := p.sideNames()
	m := p.first()
	for i := range t.heads {
		t.heads[i].href, t.heads[i].sort = "", ""
	}
	unit := p.units.of(m).Name(p.r.Printer)
	t.heads = append(t.heads, head{text: now + " (" + unit + ")"}, head{text: then + " (" + unit + ")"}, head{text: p.r.T("explore.difference")}, head{text: p.r.T("explore.ratio")})
	at := keysOf(p.a.other)
	side, _ := p.otherState()
	for i := p.a.from; i < p.a.from+p.a.count; i++ {
		l := p.line(f, i)
		codes := codesOf(f, i)
		l.cells = append(l.cells, p.cell(&f.Columns[0], i, codes, p.oneSide()))
		j, ok := at[joined(codes)]
		if !ok {
			j = -1
		}
		l.cells = append(l.cells, p.cell(&p.a.other.Columns[0], j, codes, side))
		l.cells = append(l.cells, p.compared(&f.Columns[0], i, &p.a.other.Columns[0], j)...)
		t.rows = append(t.rows, l)
	}
	if a, b := p.a.total.Column(m), p.otherTotal(m); a != nil && b != nil && a.Len() > 0 && b.Len() > 0 && f.Len() > 0 {
		t.total = &line{cells: append([]cell{p.cell(a, 0, nil, p.oneSide()), p.cell(b, 0, nil, side)}, p.compared(a, 0, b, 0)...)}
	}
	return t
}

func (p *page) otherTotal(m facts.Measure) *facts.Column {
	if p.a.otherTotal == nil {
		return nil
	}
	return p.a.otherTotal.Column(m)
}

// compared are the difference and the change of two values.
func (p *page) compared(a *facts.Column, i int, b *facts.Column, j int) []cell {
	var x, y float64
	ka, kb := i >= 0 && a.Known(i), j >= 0 && b.Known(j)
	additive := p.first() == facts.Value || p.first() == facts.Weight
	if !additive && (!ka || !kb) {
		return []cell{{}, {}}
	}
	if ka {
		x = number(a, i)
	}
	if kb {
		y = number(b, j)
	}
	diff := p.write(p.first(), x-y)
	if x > y && !strings.HasPrefix(diff, "+") {
		diff = "+" + diff
	}
	out := []cell{{text: diff, down: x < y}, {}}
	if kb && y > 0 {
		out[1] = cell{text: p.r.SignedPercent(x/y-1, 1), down: x < y}
	}
	return out
}

// oneSide and otherState are the views of the two sides.
func (p *page) oneSide() state {
	s := p.s
	s.against = ""
	if now, _, _, err := p.sides(); err == nil {
		s.q.Periods = now.Periods
	}
	return s
}

func (p *page) otherState() (state, error) {
	s := p.s
	s.against = ""
	_, then, _, err := p.sides()
	s.q.Periods, s.q.Where = then.Periods, then.Where
	return s, err
}

// sideNames name the two sides of a comparison.
func (p *page) sideNames() (now, then string) {
	o, err := readAgainst(p.s.against)
	if err != nil {
		return "", ""
	}
	if o.dim == "" {
		a, b := p.oneSide(), state{}
		b, _ = p.otherState()
		return p.periodsText(a.q.Periods), p.periodsText(b.q.Periods)
	}
	now = p.r.T("explore.all-of", p.dimName(o.dim))
	if code, ok := p.s.only(o.dim); ok {
		now = p.label(o.dim, code)
	}
	return now, p.label(o.dim, o.code)
}

func (p *page) periodsText(ps []trade.Period) string {
	if len(ps) == 0 {
		return p.coverage()
	}
	out := make([]string, len(ps))
	for i, x := range ps {
		if x.IsYear() && p.schema.Monthly {
			x = p.reached(x)
		}
		out[i] = p.r.Period(x)
	}
	return p.r.List(out)
}
