package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"muara/internal/trade"
)

// newBase sorts figures by series and finds the groups.
func newBase(figures []Figure, shares []Share, identities []Identity) (*base, error) {
	b := &base{number: map[trade.Series]int32{}, views: map[int]*Ledger{}}
	b.sortFigures(figures)
	for i := range shares {
		s := &shares[i]
		n := b.add(s.Series)
		b.series[n].shares = append(b.series[n].shares, s)
		b.add(s.Of)
	}
	for _, id := range identities {
		b.add(id.Whole)
		for _, p := range id.Parts {
			b.add(p)
		}
	}
	for i := range b.series {
		slices.SortFunc(b.series[i].shares, func(x, y *Share) int {
			return cmp.Or(comparePeriods(x.Period, y.Period),
				cmp.Compare(staleness(x.Published), staleness(y.Published)), cmp.Compare(x.ID, y.ID))
		})
	}
	b.sorted = make([]int32, len(b.series))
	slugs := make([]string, len(b.series))
	for i := range b.sorted {
		b.sorted[i], slugs[i] = int32(i), b.series[i].series.String()
	}
	slices.SortFunc(b.sorted, func(x, y int32) int { return cmp.Compare(slugs[x], slugs[y]) })
	b.collectDates(figures, shares)
	b.makeGroups(identities)
	return b, b.order()
}

func comparePeriods(a, b trade.Period) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

// add returns the number of a series.
func (b *base) add(s trade.Series) int32 {
	n, ok := b.number[s]
	if !ok {
		n = int32(len(b.series))
		b.number[s] = n
		b.series = append(b.series, entry{series: s})
	}
	return n
}

// sortFigures gives each series its figures, by period, newest edition first.
// The order, and with it every choice between equals, does not depend on the
// order in which figures were given.
func (b *base) sortFigures(figures []Figure) {
	of := make([]int32, len(figures))
	var counts []int32
	for i := range figures {
		if i > 0 && figures[i].Series == figures[i-1].Series {
			of[i] = of[i-1]
		} else {
			of[i] = b.add(figures[i].Series)
		}
		for len(counts) < len(b.series) {
			counts = append(counts, 0)
		}
		counts[of[i]]++
	}
	pool := make([]*Figure, 0, len(figures))
	for n, c := range counts {
		b.series[n].figs = pool[len(pool) : len(pool) : len(pool)+int(c)]
		pool = pool[:len(pool)+int(c)]
	}
	for i := range figures {
		e := &b.series[of[i]]
		e.figs = append(e.figs, &figures[i])
	}
	var s sorter
	for n := range b.series {
		s.sort(b.series[n].figs)
	}
}

// sorter sorts figures by packed keys: first month, last month, staleness and
// place, which is several times as fast as comparing figures.
type sorter struct {
	keys []uint64
	figs []*Figure
}

const (
	placeBits = 20
	monthBits = 12
)

func (s *sorter) sort(figs []*Figure) {
	if len(figs) >= 1<<placeBits {
		slices.SortFunc(figs, compareFigures)
		return
	}
	s.keys, s.figs = s.keys[:0], append(s.figs[:0], figs...)
	for i, f := range figs {
		k := uint64(f.Period.From-firstMonth)<<monthBits | uint64(f.Period.To-firstMonth)
		s.keys = append(s.keys, (k<<20|uint64(staleness(f.Published)))<<placeBits|uint64(i))
	}
	slices.Sort(s.keys)
	same := 0 // where figures of the same period and date begin
	for i, k := range s.keys {
		figs[i] = s.figs[k&(1<<placeBits-1)]
		if k>>placeBits != s.keys[same]>>placeBits {
			same = i
		}
		for j := i; j > same && figs[j].ID < figs[j-1].ID; j-- {
			figs[j], figs[j-1] = figs[j-1], figs[j]
		}
	}
}

func compareFigures(x, y *Figure) int {
	return cmp.Or(comparePeriods(x.Period, y.Period),
		cmp.Compare(staleness(x.Published), staleness(y.Published)), cmp.Compare(x.ID, y.ID))
}

func (b *base) collectDates(figures []Figure, shares []Share) {
	seen := map[trade.Date]bool{}
	add := func(d trade.Date) {
		if !d.IsZero() && !seen[d] {
			seen[d] = true
			b.dates = append(b.dates, d.Ordinal())
		}
	}
	for i := range figures {
		add(figures[i].Published)
	}
	for i := range shares {
		add(shares[i].Published)
	}
	slices.Sort(b.dates)
	b.dates = slices.Compact(b.dates)
}

// makeGroups joins the series that identities link and numbers the groups and
// their members by slug.
func (b *base) makeGroups(identities []Identity) {
	t := newTree(len(b.series))
	for _, id := range identities {
		for _, p := range id.Parts {
			t.union(b.number[id.Whole], b.number[p], 0)
		}
	}
	number := map[int32]int32{}
	for _, n := range b.sorted {
		root, _ := t.find(n)
		g, ok := number[root]
		if !ok {
			g = int32(len(b.groups))
			number[root] = g
			b.groups = append(b.groups, group{number: g})
		}
		e := &b.series[n]
		e.group, e.place = g, int32(len(b.groups[g].members))
		b.groups[g].members = append(b.groups[g].members, n)
	}
	sorted := slices.Clone(identities)
	slices.SortFunc(sorted, func(x, y Identity) int { return cmp.Compare(x.Name, y.Name) })
	for _, id := range sorted {
		g := &b.groups[b.series[b.number[id.Whole]].group]
		lines := []int32{b.series[b.number[id.Whole]].place}
		for _, p := range id.Parts {
			lines = append(lines, b.series[b.number[p]].place)
		}
		g.identities = append(g.identities, sum{name: id.Name, lines: lines})
	}
	for i := range b.groups {
		b.measure(&b.groups[i])
	}
}

// measure notes the boundaries of a group and the groups of its wholes.
func (b *base) measure(g *group) {
	g.dated = true
	first, last := trade.Month(1<<30), trade.Month(0)
	span := func(p trade.Period) { first, last = min(first, p.From), max(last, p.To+1) }
	for _, m := range g.members {
		e := &b.series[m]
		for _, f := range e.figs {
			span(f.Period)
			g.newest = max(g.newest, f.Published.Ordinal())
			g.dated = g.dated && !f.Published.IsZero()
		}
		for _, s := range e.shares {
			span(s.Period)
			g.newest = max(g.newest, s.Published.Ordinal())
			g.dated = g.dated && !s.Published.IsZero()
			if of := b.series[b.number[s.Of]].group; of != g.number && !slices.Contains(g.needs, of) {
				g.needs = append(g.needs, of)
			}
		}
	}
	if first < last {
		g.first, g.boundaries = first, int(last-first)+1
	}
}

// order makes sure that shares point from part to whole without a circle, and
// lets each group know the newest figure that it rests on.
func (b *base) order() error {
	const open, done = 1, 2
	state := make([]int8, len(b.groups))
	var visit func(g int32) error
	visit = func(g int32) error {
		switch state[g] {
		case open:
			return invalid("deret %[1]s adalah bagian dari deret yang merupakan bagiannya sendiri",
				"the series %[1]s is given as a share of a series that is a share of it", b.series[b.groups[g].members[0]].series)
		case done:
			return nil
		}
		state[g] = open
		for _, n := range b.groups[g].needs {
			if err := visit(n); err != nil {
				return err
			}
			b.groups[g].newest = max(b.groups[g].newest, b.groups[n].newest)
			b.groups[g].dated = b.groups[g].dated && b.groups[n].dated
		}
		state[g] = done
		return nil
	}
	for g := range b.groups {
		if err := visit(int32(g)); err != nil {
			return err
		}
	}
	return nil
}

func invalid(id, en string, args ...any) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)}}
}

// asOf returns the view up to a date of publication. Groups without anything
// newer are shared with the whole ledger.
func (b *base) asOf(ordinal int) *Ledger {
	n, ok := slices.BinarySearch(b.dates, ordinal)
	if !ok {
		n--
	}
	cutoff := 0
	if n >= 0 {
		cutoff = b.dates[n]
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if l := b.views[cutoff]; l != nil {
		return l
	}
	l := &Ledger{base: b, cutoff: cutoff, cells: make([]*cell, len(b.groups))}
	for i := range l.cells {
		if g := &b.groups[i]; g.newest <= cutoff && g.dated {
			l.cells[i] = b.whole.cells[i]
		} else {
			l.cells[i] = &cell{}
		}
	}
	// Views are cheap to make again: when there are too many, start over.
	if len(b.views) >= maxViews {
		clear(b.views)
	}
	b.views[cutoff] = l
	return l
}

const maxViews = 256
