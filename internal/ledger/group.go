package ledger

import (
	"cmp"
	"slices"
	"sync"

	"muara/internal/trade"
)

// group is a set of series that identities link. Its figures are solved
// together, when they are first asked for; shares point from a group to those
// of their wholes, never in a circle.
type group struct {
	number     int32
	members    []int32 // numbers of series, by slug
	identities []sum
	needs      []int32 // groups of the wholes that shares refer to
	newest     int     // ordinal of the newest figure here or in needs
	dated      bool    // all of them have a date
	first      trade.Month
	boundaries int // number of boundaries from first
}

// sum is an identity over the lines of a group: the first is the whole.
type sum struct {
	name  string
	lines []int32 // positions in members
}

// others calls f for each line but one with the sign that it takes when that
// one is to be found from the others.
func (s *sum) others(target int, f func(line int32, sign int)) {
	for i, l := range s.lines {
		switch {
		case i == target:
		case i == 0 || target == 0:
			f(l, 1)
		default:
			f(l, -1)
		}
	}
}

// cell solves a group once.
type cell struct {
	once   sync.Once
	solved *solved
}

// solved is a group as known on a date: its lines with every edge that can be
// found, and the checks between them.
type solved struct {
	*group
	ledger *Ledger
	lines  []*line
	tested []*Check // identity checks and the failed checks of single series
	summed map[summed]bool
	failed map[atom][]*Check

	once   sync.Once
	passed []*Check // passed checks of single series, made when asked for
}

func (l *Ledger) solve(g *group) *solved {
	s := &solved{group: g, ledger: l}
	for _, m := range g.members {
		e := &l.base.series[m]
		s.lines = append(s.lines, newLine(e.series, g.first, g.boundaries, l.visible(e.figs)))
	}
	sc := l.base.scratch()
	defer l.base.done(sc)
	s.takeShares(sc, func(sh *Share) bool { return s.line(sh.Of) == nil })
	for again := true; again; {
		again = s.round(sc)
	}
	s.markDisputed()
	return s
}

// round settles the lines, tests them and closes them under the identities. It
// reports whether that made the whole of a further share known: then all is
// settled anew with it.
func (s *solved) round(sc *scratch) (again bool) {
	inside := func(sh *Share) bool { return s.line(sh.Of) != nil }
	for _, ln := range s.lines {
		ln.settle()
	}
	if s.takeShares(sc, inside) {
		return true
	}
	s.tested, s.summed = nil, map[summed]bool{}
	for _, ln := range s.lines {
		s.contradictions(sc, ln)
	}
	patches := s.patches()
	s.testSums(sc, patches)
	if !s.close(sc, patches) {
		return false
	}
	s.testSums(sc, patches)
	s.sweep(sc)
	return s.takeShares(sc, inside)
}

// line returns the line of a series, nil if it is not of this group.
func (s *solved) line(of trade.Series) *line {
	e := &s.ledger.base.series[s.ledger.base.number[of]]
	if e.group != s.number {
		return nil
	}
	return s.lines[e.place]
}

// takeShares finds the values of the shares that are wanted where the whole is
// known, for the next settling, and reports whether there were any new ones.
func (s *solved) takeShares(sc *scratch, want func(*Share) bool) bool {
	found := false
	for i, m := range s.members {
		ln := s.lines[i]
		for _, sh := range s.ledger.base.series[m].shares {
			if !s.ledger.sees(sh.Published) || !want(sh) || slices.Contains(ln.taken, sh) {
				continue
			}
			if d := s.ledger.shareOf(s, sc, sh); d != nil {
				ln.taken = append(ln.taken, sh)
				ln.fresh = append(ln.fresh, wayEdge(d, sh.Period, ln.first))
				found = true
			}
		}
	}
	return found
}

func wayEdge(d *Derivation, p trade.Period, first trade.Month) edge {
	return edge{from: int32(p.From - first), to: int32(p.To - first + 1),
		weight: weigh(d.Terms), value: d.Value, half: d.half(), way: d}
}

// shareOf returns a share times its whole, nil where that is unknown.
//
// A printed share was computed from the whole as it stood then: an edition of
// the whole published on the same day goes before the newest. A whole that is
// itself known from a share only is not used.
func (l *Ledger) shareOf(from *solved, sc *scratch, s *Share) *Derivation {
	whole := from.line(s.Of)
	if whole == nil {
		whole, _ = l.find(s.Of)
	}
	a, b, ok := whole.ends(s.Period)
	if !ok {
		return nil
	}
	var d *Derivation
	for i, end := whole.editions(a, b); i < end && d == nil; i++ {
		if whole.figs[i].Published == s.Published {
			d = whole.unroll([]step{{int32(i), 1}})
		}
	}
	if d == nil {
		way := whole.best(sc, a, b)
		if way == nil {
			return nil
		}
		d = whole.unroll(way)
	}
	terms := scaled(d.Terms, s)
	if len(terms) == 0 {
		return nil
	}
	return derivation(terms, "")
}

// markDisputed notes which edges rest on a failed check, so that an answer
// without any is quick.
func (s *solved) markDisputed() {
	s.failed = map[atom][]*Check{}
	for _, c := range s.tested {
		if !c.OK {
			for _, t := range c.Terms {
				if list := s.failed[t.atom()]; !slices.Contains(list, c) {
					s.failed[t.atom()] = append(list, c)
				}
			}
		}
	}
	for _, ln := range s.lines {
		if len(s.failed) == 0 && len(ln.edges) == len(ln.figs) {
			continue
		}
		for i := range ln.edges {
			if slices.ContainsFunc(ln.edges[i].terms(), s.isDisputed) {
				if ln.disputed == nil {
					ln.disputed = make([]bool, len(ln.edges))
				}
				ln.disputed[i] = true
			}
		}
	}
}

// isDisputed reports whether a term, or the figure of which it takes a share,
// lies on a failed check.
func (s *solved) isDisputed(t Term) bool {
	if len(s.failed[t.atom()]) > 0 {
		return true
	}
	plain := atom{t.Figure, nil}
	if s.line(t.Figure.Series) != nil {
		return len(s.failed[plain]) > 0
	}
	return len(s.ledger.failedOn(plain)) > 0
}

// compareSeries orders series by slug.
func compareSeries(a, b trade.Series) int { return cmp.Compare(a.String(), b.String()) }
