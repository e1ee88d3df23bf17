package ledger

import (
	"cmp"
	"slices"

	"muara/internal/trade"
)

// line is one series of a solved group: its figures and the graph of those
// that agree. Boundaries are counted from the group's first month.
type line struct {
	graph
	series trade.Series
	first  trade.Month
	figs   []*Figure // by period, newest edition first; edges[i] is figs[i]
	figAt  []int32   // figs[figAt[u]:figAt[u+1]] start at boundary u
	comp   []int32   // boundaries of one component are connected

	own   int      // edges[:own] are figures and shares, the others come from identities
	taken []*Share // shares that are edges, or will be
	fresh []edge   // of shares, for the next settling

	aside    []int32 // edges that contradict newer ones, in no path; ascending
	disputed []bool  // by edge: on a failed check; nil if none is
}

func newLine(s trade.Series, first trade.Month, n int, figs []*Figure) *line {
	l := &line{series: s, first: first, figs: figs, own: len(figs)}
	l.edges = make([]edge, len(figs))
	l.figAt = make([]int32, n+1)
	for i, f := range figs {
		l.edges[i] = figureEdge(f, first)
		l.figAt[l.edges[i].from+1]++
	}
	for u := 1; u <= n; u++ {
		l.figAt[u] += l.figAt[u-1]
	}
	return l
}

// ends returns the boundaries of a period, false where the group has none.
func (l *line) ends(p trade.Period) (from, to int32, ok bool) {
	a, b, n := int(p.From-l.first), int(p.To-l.first)+1, len(l.comp)
	return int32(a), int32(b), a >= 0 && a < b && b < n
}

// editions returns the range of figures printed for exactly one interval,
// newest first.
func (l *line) editions(from, to int32) (lo, hi int) {
	lo, hi = int(l.figAt[from]), int(l.figAt[from+1])
	n, ok := slices.BinarySearchFunc(l.edges[lo:hi], to, func(e edge, to int32) int { return cmp.Compare(e.to, to) })
	if !ok {
		return 0, 0
	}
	lo += n
	end := lo
	for end < hi && l.edges[end].to == to {
		end++
	}
	return lo, end
}

// direct returns the edge of the newest figure printed for an interval, -1 if
// there is none.
func (l *line) direct(from, to int32) int32 {
	if lo, hi := l.editions(from, to); lo < hi {
		return int32(lo)
	}
	return -1
}

// best returns the way that answers an interval: the figure printed for it,
// else the best way over those that agree. It is valid until the scratch is
// used again.
func (l *line) best(sc *scratch, from, to int32) []step {
	if e := l.direct(from, to); e >= 0 {
		sc.path = append(sc.path[:0], step{e, 1})
		return sc.path
	}
	return l.agreed(sc, from, to)
}

// agreed returns the best way over figures that were not set aside.
func (l *line) agreed(sc *scratch, from, to int32) []step {
	if l.comp[from] != l.comp[to] {
		return nil
	}
	return sc.route(&l.graph, from, to)
}

// agreeing returns the edges that were not set aside.
func (l *line) agreeing() []int32 {
	use := make([]int32, 0, len(l.edges))
	aside := l.aside
	for i := range int32(len(l.edges)) {
		if len(aside) > 0 && aside[0] == i {
			aside = aside[1:]
		} else {
			use = append(use, i)
		}
	}
	return use
}

// join rebuilds the arcs from the edges that were not set aside. Of several
// figures for one interval the newest takes part.
func (l *line) join() {
	last := &edge{from: -1}
	use := slices.DeleteFunc(l.agreeing(), func(i int32) bool {
		e := &l.edges[i]
		again := e.fig != nil && e.from == last.from && e.to == last.to
		if e.fig != nil {
			last = e
		}
		return again
	})
	l.connect(len(l.figAt)-1, use)
}
