package ledger

import (
	"cmp"
	"slices"

	"muara/internal/trade"
)

// newCheck tests terms that should sum to zero. The term over most months
// counts as plus: the year less its months.
func newCheck(s trade.Series, terms []Term, identity string) *Check {
	p := terms[0].Figure.Period
	longest := terms[0]
	for _, t := range terms {
		q := t.Figure.Period
		p.From, p.To = min(p.From, q.From), max(p.To, q.To)
		if q.Months() > longest.Figure.Period.Months() {
			longest = t
		}
	}
	if longest.Sign < 0 {
		terms = merge(nil, -1, terms)
	}
	d := derivation(terms, identity)
	return &Check{Series: s, Period: p, Terms: d.Terms, Residual: d.Value, Rounding: d.half(),
		OK: abs(d.Value) <= uint64(d.half()), Identity: identity}
}

// contradictions finds, for each edge that was set aside, the figures that it
// contradicts.
func (s *solved) contradictions(sc *scratch, ln *line) {
	for _, i := range ln.aside {
		e := &ln.edges[i]
		c := ln.against(e, sc.route(&ln.graph, e.from, e.to))
		if c == nil || c.OK {
			c = ln.against(e, ln.tightest(e))
		}
		if c != nil {
			s.tested = append(s.tested, c)
		}
	}
}

// against checks an edge against another way between its ends.
func (l *line) against(e *edge, way []step) *Check {
	terms := merge(slices.Clone(e.terms()), -1, l.unroll(way).Terms)
	if len(terms) == 0 {
		return nil
	}
	return newCheck(l.series, terms, "")
}

// tightest returns the way whose rounding leaves an edge that was set aside no
// room: the other part of a negative cycle of the constraints.
func (l *line) tightest(e *edge) []step {
	up, hi := l.upper(e.from, e.to)
	if int64(e.value-e.half) > hi {
		return up
	}
	down, _ := l.upper(e.to, e.from)
	slices.Reverse(down)
	for i := range down {
		down[i].sign = -down[i].sign
	}
	return down
}

// upper returns the least upper bound on P(to) - P(from) that the agreed
// figures give, and the way that gives it (Bellman and Ford).
func (l *line) upper(from, to int32) ([]step, int64) {
	const far = int64(1) << 62
	dist := make([]int64, len(l.comp))
	via, prev := make([]step, len(dist)), make([]int32, len(dist))
	for u := range dist {
		dist[u] = far
	}
	dist[from] = 0
	relax := func(u, v int32, max int64, by step) bool {
		if dist[u] == far || dist[u]+max >= dist[v] {
			return false
		}
		dist[v], via[v], prev[v] = dist[u]+max, by, u
		return true
	}
	for changed := true; changed; {
		changed = false
		aside := l.aside
		for i := range int32(l.own) {
			if len(aside) > 0 && aside[0] == i {
				aside = aside[1:]
				continue
			}
			e := &l.edges[i]
			fwd := relax(e.from, e.to, int64(e.value+e.half), step{i, 1})
			back := relax(e.to, e.from, int64(e.half-e.value), step{i, -1})
			changed = changed || fwd || back
		}
	}
	var way []step
	for u := to; u != from; u = prev[u] {
		way = append(way, via[u])
	}
	slices.Reverse(way)
	return way, dist[to]
}

// testSums checks the identities on each interval for which a member has a
// figure and all are known, and on as many more as tie the boundaries that all
// members share together. A test that the ledger would pass by construction is
// none.
func (s *solved) testSums(sc *scratch) {
	for i := range s.identities {
		id := &s.identities[i]
		tied := newTree(s.boundaries)
		test := func(x, y int32) {
			if s.testSum(sc, i, x, y) {
				tied.union(x, y, 0)
			}
		}
		for _, l := range id.lines {
			ln := s.lines[l]
			for k := range ln.figs {
				e := &ln.edges[k]
				if k == 0 || e.from != ln.edges[k-1].from || e.to != ln.edges[k-1].to {
					test(e.from, e.to)
				}
			}
		}
		class := make([]int32, s.boundaries)
		for _, l := range id.lines {
			class = refine(class, s.lines[l].comp)
		}
		last := map[int32]int32{}
		for u := range int32(s.boundaries) {
			if v, ok := last[class[u]]; ok {
				a, _ := tied.find(v)
				if b, _ := tied.find(u); a != b {
					test(v, u)
				}
			}
			last[class[u]] = u
		}
	}
}

// refine splits classes by another partition.
func refine(class, by []int32) []int32 {
	number := map[[2]int32]int32{}
	out := make([]int32, len(class))
	for u := range class {
		k := [2]int32{class[u], by[u]}
		n, ok := number[k]
		if !ok {
			n = int32(len(number))
			number[k] = n
		}
		out[u] = n
	}
	return out
}

// testSum checks an identity on one interval and reports whether all members
// were known. Where a printed figure was set aside, it is tested as well as
// the way that replaces it.
func (s *solved) testSum(sc *scratch, identity int, x, y int32) bool {
	done := sumTest{identity, x, y}
	if s.summed[done] {
		return true
	}
	id := &s.identities[identity]
	aside := false
	for _, l := range id.lines {
		_, is := slices.BinarySearch(s.lines[l].aside, s.lines[l].direct(x, y))
		aside = aside || is
		if s.lines[l].best(sc, x, y) == nil {
			return false
		}
	}
	s.summed[done] = true
	s.addSum(id, func(l *line) []step { return l.best(sc, x, y) })
	if aside {
		s.addSum(id, func(l *line) []step { return l.agreed(sc, x, y) })
	}
	return true
}

// sumTest is an interval on which an identity was tested.
type sumTest struct {
	identity int
	x, y     int32
}

func (s *solved) addSum(id *sum, way func(*line) []step) {
	var terms []Term
	for i, l := range id.lines {
		sign := 1
		if i > 0 {
			sign = -1
		}
		terms = merge(terms, sign, s.lines[l].unroll(way(s.lines[l])).Terms)
	}
	if proves(terms) {
		s.tested = append(s.tested, newCheck(s.lines[id.lines[0]].series, terms, id.name))
	}
}

// proves reports whether terms test an identity: figures of more than one
// series are left.
func proves(terms []Term) bool {
	return slices.ContainsFunc(terms, func(t Term) bool { return t.Figure.Series != terms[0].Figure.Series || t.Share != terms[0].Share })
}

// ownChecks returns the independent checks that the figures of each series
// pass among themselves: one for each figure that closes a cycle with shorter
// ones.
func (s *solved) ownChecks() []*Check {
	s.once.Do(func() {
		sc := s.ledger.base.scratch()
		defer s.ledger.base.done(sc)
		for _, ln := range s.lines {
			s.passed = append(s.passed, ln.cycles(sc)...)
		}
	})
	return s.passed
}

// cycles checks each edge that closes a cycle against the best way over edges
// that are shorter, or newer: every cycle has one edge that no earlier one has.
func (l *line) cycles(sc *scratch) []*Check {
	var g graph
	for i := range l.edges[:l.own] {
		if _, aside := slices.BinarySearch(l.aside, int32(i)); !aside {
			g.edges = append(g.edges, l.edges[i])
		}
	}
	slices.SortStableFunc(g.edges, func(a, b edge) int {
		if d := (a.to - a.from) - (b.to - b.from); d != 0 {
			return int(d)
		}
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.from, b.from))
	})
	use := make([]int32, len(g.edges))
	for i := range use {
		use[i] = int32(i)
	}
	g.connect(len(l.comp), use)
	t := newTree(len(l.comp))
	var out []*Check
	for i := range g.edges {
		e := &g.edges[i]
		if t.union(e.from, e.to, 0) {
			continue
		}
		sc.search(&g, e.from, e.to, int32(i))
		terms := merge(slices.Clone(e.terms()), -1, g.unroll(sc.steps(e.from, e.to)).Terms)
		if len(terms) > 0 {
			out = append(out, newCheck(l.series, terms, ""))
		}
	}
	return out
}
