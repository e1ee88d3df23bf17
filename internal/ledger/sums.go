package ledger

import (
	"cmp"
	"slices"
)

// testSums checks the identities on each interval for which a member has a
// figure and all are known, and on as many more as tie the boundaries that all
// members share together.
//
// An interval that shorter tests tie already is tested too, but if that fails
// only because of a figure that failed before, it says nothing new about the
// others and is left out.
func (s *solved) testSums(sc *scratch, patches []patch) {
	for i := range s.identities {
		id := &s.identities[i]
		tests := s.sumTests(sc, i, s.printedFor(id))
		tied := newTree(s.boundaries)
		for _, t := range tests {
			s.keep(t, tied)
		}
		for k := range patches {
			for _, at := range s.shared(id, patches[k].nodes) {
				if !tied.same(at[0], at[1]) {
					for _, t := range s.sumTests(sc, i, [][2]int32{at}) {
						s.keep(t, tied)
					}
				}
			}
		}
	}
}

// sumTest is a test of an identity on an interval.
type sumTest struct {
	x, y  int32
	check *Check // nil if the identity holds by construction
	aside bool   // a printed figure was passed over for the way that replaces it
}

func (s *solved) keep(t sumTest, tied *tree) {
	fresh := tied.union(t.x, t.y, 0)
	if t.check != nil && (fresh || t.aside || t.check.OK || !s.explained(t.check)) {
		s.tested = append(s.tested, t.check)
	}
}

// explained reports whether a term of a check lies on a failed one.
func (s *solved) explained(c *Check) bool {
	return slices.ContainsFunc(s.tested, func(d *Check) bool {
		return !d.OK && slices.ContainsFunc(c.Terms, func(t Term) bool { return d.has(t.atom()) })
	})
}

func (c *Check) has(a atom) bool {
	return slices.ContainsFunc(c.Terms, func(t Term) bool { return t.atom() == a })
}

// printedFor returns the intervals for which a member of an identity has a
// figure.
func (s *solved) printedFor(id *sum) [][2]int32 {
	var out [][2]int32
	for _, l := range id.lines {
		ln := s.lines[l]
		for i := range ln.figs {
			out = append(out, [2]int32{ln.edges[i].from, ln.edges[i].to})
		}
	}
	return sortedPairs(out)
}

func sortedPairs(list [][2]int32) [][2]int32 {
	slices.SortFunc(list, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(list)
}

// shared returns intervals that tie all those boundaries of a block together
// that are connected in every member of an identity.
func (s *solved) shared(id *sum, nodes []int32) [][2]int32 {
	apart := func(u, v int32) int {
		for _, l := range id.lines {
			if d := cmp.Compare(s.lines[l].comp[u], s.lines[l].comp[v]); d != 0 {
				return d
			}
		}
		return 0
	}
	nodes = slices.Clone(nodes)
	slices.SortStableFunc(nodes, apart)
	var out [][2]int32
	for i := 1; i < len(nodes); i++ {
		if apart(nodes[i-1], nodes[i]) == 0 {
			out = append(out, [2]int32{nodes[i-1], nodes[i]})
		}
	}
	return out
}

// sumTests tests an identity on intervals where all members are known and that
// were not tested yet, fewest figures first. Where a printed figure was set
// aside, both it and the way that replaces it are tested.
func (s *solved) sumTests(sc *scratch, identity int, at [][2]int32) []sumTest {
	id := &s.identities[identity]
	var out []sumTest
	for _, p := range at {
		x, y := p[0], p[1]
		known, aside := true, false
		for _, l := range id.lines {
			ln := s.lines[l]
			known = known && (ln.comp[x] == ln.comp[y])
			_, is := slices.BinarySearch(ln.aside, ln.direct(x, y))
			aside = aside || is
		}
		done := summed{identity, x, y}
		if !known || s.summed[done] {
			continue
		}
		s.summed[done] = true
		out = append(out, sumTest{x, y, s.sumCheck(id, func(l *line) []step { return l.best(sc, x, y) }), false})
		if aside {
			out = append(out, sumTest{x, y, s.sumCheck(id, func(l *line) []step { return l.agreed(sc, x, y) }), true})
		}
	}
	size := func(t sumTest) int {
		if t.check == nil {
			return 0
		}
		return len(t.check.Terms)
	}
	slices.SortStableFunc(out, func(a, b sumTest) int { return cmp.Compare(size(a), size(b)) })
	return out
}

// summed is an interval on which an identity was tested.
type summed struct {
	identity int
	x, y     int32
}

// sumCheck checks an identity over given ways of its members. It returns nil
// where the ledger would pass by construction: when no two series are left
// that could disagree.
func (s *solved) sumCheck(id *sum, way func(*line) []step) *Check {
	var terms []Term
	for i, l := range id.lines {
		sign := 1
		if i > 0 {
			sign = -1
		}
		terms = merge(terms, sign, s.lines[l].unroll(way(s.lines[l])).Terms)
	}
	different := func(t Term) bool {
		return t.Figure.Series != terms[0].Figure.Series || t.Share != terms[0].Share
	}
	if !slices.ContainsFunc(terms, different) {
		return nil
	}
	return newCheck(s.lines[id.lines[0]].series, terms, id.name)
}
