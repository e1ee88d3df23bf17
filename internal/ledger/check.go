package ledger

import (
	"cmp"
	"math"
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
	for i := range down {
		down[i].sign = -down[i].sign
	}
	return down
}

// upper returns the least upper bound on P(to) - P(from) that the agreed
// figures give, and the way that gives it (Bellman and Ford).
func (l *line) upper(from, to int32) ([]step, int64) {
	const far = math.MaxInt64
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
	use := l.agreeing()
	for changed := true; changed; {
		changed = false
		for _, i := range use {
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
	return way, dist[to]
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

// cycles checks each figure or share that closes a cycle against the best way
// over those that are shorter, or newer: every cycle has one edge that no
// earlier one has.
func (l *line) cycles(sc *scratch) []*Check {
	g := &graph{edges: slices.Clone(l.edges[:l.own])}
	for i, e := range l.aside {
		g.edges = slices.Delete(g.edges, int(e)-i, int(e)-i+1)
	}
	slices.SortStableFunc(g.edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.to-a.from, b.to-b.from), cmp.Compare(a.weight, b.weight))
	})
	use := make([]int32, len(g.edges))
	for i := range use {
		use[i] = int32(i)
	}
	g.connect(len(l.comp), use)
	return l.closing(sc, g, use, 0)
}

// sweep checks the edges that came from identities against the rest of their
// series. Most of these checks follow from others; what is worth keeping is a
// failed one that no other explains.
func (s *solved) sweep(sc *scratch) {
	for _, ln := range s.lines {
		if ln.own == len(ln.edges) {
			continue
		}
		g := &graph{edges: ln.edges}
		use := ln.agreeing()
		g.connect(len(ln.comp), use)
		for _, c := range ln.closing(sc, g, use, int32(ln.own)) {
			if !c.OK && !s.explained(c) {
				s.tested = append(s.tested, c)
			}
		}
	}
}

// name is the identity that an edge came from, empty for a figure or share.
func (e *edge) name() string {
	if e.way == nil {
		return ""
	}
	return e.way.Identity
}

// closing checks each edge from a number on that closes a cycle with those
// before it.
func (l *line) closing(sc *scratch, g *graph, use []int32, first int32) []*Check {
	t := newTree(len(l.comp))
	var out []*Check
	for _, i := range use {
		e := &g.edges[i]
		if t.union(e.from, e.to, 0) || i < first {
			continue
		}
		sc.search(g, e.from, e.to, i)
		terms := merge(slices.Clone(e.terms()), -1, g.unroll(sc.steps(e.from, e.to)).Terms)
		if len(terms) > 0 {
			out = append(out, newCheck(l.series, terms, e.name()))
		}
	}
	return out
}
