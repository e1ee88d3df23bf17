package explore

import (
	"context"
	"slices"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/trade"
)

// answer is what the desk said to a view.
type answer struct {
	rows  *facts.Frame // one row for each row of the table, those of the page first
	top   *facts.Frame // the greatest rows, for the picture; may be rows itself
	cells *facts.Frame // rows by columns, where the view has columns; else nil
	other *facts.Frame // what rows are compared with, where the view compares; else nil

	total      *facts.Frame // one row: the whole under the same filters
	otherTotal *facts.Frame
	columns    *facts.Frame // the whole by the columns of the view
	grown      *facts.Frame // growth of the whole, nil where it cannot be had

	from  int // of rows, the first of the page
	count int // rows on the page
	notes []facts.Note
}

// pictured is how many rows a picture may show: a treemap the most.
const pictured = 300

// mostCells bounds rows that are asked for with their columns, or compared.
const mostCells = 20_000

// ask answers a view.
func (p *page) ask(ctx context.Context) error {
	a := &p.a
	var err error
	ask := func(q facts.Query) *facts.Frame {
		if err != nil {
			return nil
		}
		var f *facts.Frame
		if f, err = p.desk.Ask(ctx, q); err == nil {
			for _, n := range f.Notes {
				if !slices.ContainsFunc(a.notes, func(m facts.Note) bool { return m.Code == n.Code && slices.Equal(m.Args, n.Args) }) {
					a.notes = append(a.notes, n)
				}
			}
		}
		return f
	}
	q := p.s.q
	switch {
	case p.s.across != "":
		p.askAcross(ask)
	case p.s.against != "":
		p.askAgainst(ask, &err)
	default:
		p.askRows(ask)
	}
	if err != nil {
		return err
	}
	whole := q
	whole.By, whole.Order = nil, nil
	whole.Measures = p.additive()
	a.total = ask(whole)
	if err != nil {
		return err
	}
	a.grown = p.growthOfWhole(ctx)
	return nil
}

// additive are the measures of the view's release that sum up.
func (p *page) additive() []facts.Measure {
	out := []facts.Measure{facts.Value}
	if slices.Contains(p.schema.Measures, facts.Weight) {
		out = append(out, facts.Weight, facts.UnitValue)
	}
	return append(out, facts.Rows)
}

// order is that of the table: the reader's, else time as it runs, else the
// greatest first.
func (p *page) order() []facts.Order {
	if len(p.s.q.Order) > 0 {
		return p.s.q.Order
	}
	if p.s.time() != "" && p.s.across == "" && len(p.s.q.By) == 1 {
		return []facts.Order{{By: string(p.s.q.By[0])}}
	}
	return []facts.Order{{By: string(p.first()), Desc: true}}
}

// first is the measure that a view is about.
func (p *page) first() facts.Measure { return p.s.q.Measures[0] }

func (p *page) askRows(ask func(facts.Query) *facts.Frame) {
	a := &p.a
	q := p.s.q
	q.Order = p.order()
	usual := q.Order[0] == (facts.Order{By: string(p.first()), Desc: true}) || len(q.By) == 1 && q.Order[0].By == string(q.By[0]) && p.s.time() != "" && !q.Order[0].Desc
	q.Limit, q.Offset = p.s.size, (p.s.page-1)*p.s.size
	if usual && p.s.page == 1 {
		q.Limit = max(p.s.size, p.mostPictured())
	}
	a.rows = ask(q)
	if a.rows == nil {
		return
	}
	a.count = min(p.s.size, a.rows.Len())
	if usual && p.s.page == 1 {
		a.top = a.rows
		return
	}
	q.Order, q.Limit, q.Offset = []facts.Order{{By: string(p.first()), Desc: true}}, p.mostPictured(), 0
	if p.s.time() != "" {
		q.Order = []facts.Order{{By: string(p.s.time())}}
	}
	a.top = ask(q)
}

// mostPictured is how many rows the picture is made of: flows add up many small
// ones.
func (p *page) mostPictured() int {
	if p.kind() == chart.Sankey {
		return mostCells
	}
	return pictured
}

// askAcross asks for the rows by their values first, and then for the cells of
// those that the page shows. Shares are of all rows, so there all are asked.
func (p *page) askAcross(ask func(facts.Query) *facts.Frame) {
	a := &p.a
	q := p.s.q
	q.Measures = []facts.Measure{facts.Value}
	if p.first() == facts.Weight {
		q.Measures = []facts.Measure{facts.Weight}
	}
	q.Order = nil
	for _, o := range p.s.q.Order {
		if slices.Contains(q.By, facts.Dim(o.By)) || o.By == string(q.Measures[0]) {
			q.Order = append(q.Order, o)
		}
	}
	if len(q.Order) == 0 {
		q.Order = []facts.Order{{By: string(q.Measures[0]), Desc: true}}
	}
	q.Limit, q.Offset = p.s.size, (p.s.page-1)*p.s.size
	if a.rows = ask(q); a.rows == nil {
		return
	}
	a.top, a.count = a.rows, a.rows.Len()
	c := p.s.asked()
	c.Measures, c.Order, c.Limit = p.s.q.Measures[:1], nil, mostCells
	if m := p.first(); m != facts.Share && m != facts.Contribution && m != facts.RCA {
		for i, d := range a.rows.Dims {
			codes := once(a.rows.Codes[i])
			if isFolded(d) || len(codes) == 0 || len(codes) > 200 {
				continue // a folded dimension knows no filter for what belongs nowhere
			}
			c.Where = append(slices.Clone(c.Where), facts.Filter{Dim: d, Values: codes})
		}
	}
	a.cells = ask(c)
	w := p.s.q
	w.By, w.Measures, w.Order = []facts.Dim{p.s.across}, p.s.q.Measures[:1], nil
	a.columns = ask(w)
}

// isFolded reports whether a dimension is folded from another.
func isFolded(d facts.Dim) bool {
	return d == facts.Section || d == facts.Bloc || d == facts.Continent || d == facts.Quarter
}

// askAgainst asks the same of two periods, regions, reporters or flows.
func (p *page) askAgainst(ask func(facts.Query) *facts.Frame, err *error) {
	a := &p.a
	now, then, note, fault := p.sides()
	if fault != nil {
		*err = fault
		return
	}
	if note != nil {
		a.notes = append(a.notes, *note)
	}
	m := []facts.Measure{p.first()}
	for _, side := range []*facts.Query{&now, &then} {
		side.Measures, side.Order, side.Limit = m, []facts.Order{{By: string(m[0]), Desc: true}}, mostCells
	}
	a.rows, a.other = ask(now), ask(then)
	now.By, then.By, now.Order, then.Order = nil, nil, nil, nil
	if m[0] != facts.RCA && m[0] != facts.Share {
		a.otherTotal = ask(then)
	}
	if *err == nil && (a.rows.More || a.other.More) {
		*err = invalid("Terlalu banyak baris untuk dibandingkan; pilih rincian yang lebih kasar atau saring dahulu.",
			"Too many rows to compare; choose a coarser breakdown or filter first.")
	}
	if *err == nil {
		a.rows = merged(a.rows, a.other)
		a.top = a.rows
		a.from = min((p.s.page-1)*p.s.size, a.rows.Len())
		a.count = min(p.s.size, a.rows.Len()-a.from)
		a.rows.Total = a.rows.Len()
	}
}

// merged adds the rows that only the other side has, without values.
func merged(now, then *facts.Frame) *facts.Frame {
	out := &facts.Frame{Dims: now.Dims, Codes: make([][]string, len(now.Codes)), Notes: now.Notes}
	have := keysOf(now)
	var lost []int
	for key, i := range keysOf(then) {
		if _, ok := have[key]; !ok {
			lost = append(lost, i)
		}
	}
	slices.Sort(lost)
	for d := range now.Codes {
		out.Codes[d] = slices.Clone(now.Codes[d])
		for _, i := range lost {
			out.Codes[d] = append(out.Codes[d], then.Codes[d][i])
		}
	}
	n := now.Len()
	for _, c := range now.Columns {
		miss := make([]bool, n+len(lost))
		copy(miss, c.Missing)
		for i := n; i < len(miss); i++ {
			miss[i] = true
		}
		c.Missing = miss
		if c.Ints != nil {
			c.Ints = append(slices.Clone(c.Ints), make([]int64, len(lost))...)
		} else {
			c.Floats = append(slices.Clone(c.Floats), make([]float64, len(lost))...)
		}
		out.Columns = append(out.Columns, c)
	}
	return out
}

// growthOfWhole is how the whole changed on the year before, over the months
// that both years have; nil where that cannot be said.
func (p *page) growthOfWhole(ctx context.Context) *facts.Frame {
	s := p.s
	if s.across != "" && s.time() == "" || s.q.LikeForLike {
		return nil
	}
	q := s.q
	q.By, q.Order, q.Measures = nil, nil, []facts.Measure{facts.Value, facts.Growth, facts.Change}
	if s.time() != "" || len(q.Periods) == 0 {
		q.By, q.Limit = []facts.Dim{facts.Year}, 1
		q.Order = []facts.Order{{By: string(facts.Year), Desc: true}}
	} else if !s.comparable(p.schema) {
		return nil
	}
	f, err := p.desk.Ask(ctx, q)
	if err != nil || f.Len() == 0 || trade.CodeOf(ctx.Err()) != trade.Internal {
		return nil
	}
	return f
}

// keysOf finds the rows of a frame by their codes.
func keysOf(f *facts.Frame) map[string]int {
	out := make(map[string]int, f.Len())
	for i := range f.Len() {
		out[key(f, i)] = i
	}
	return out
}

// key joins the codes of a row as the address of a trace has them.
func key(f *facts.Frame, i int) string {
	codes := make([]string, len(f.Codes))
	for d := range f.Codes {
		codes[d] = f.Codes[d][i]
	}
	return joined(codes)
}
