package ledger

import (
	"cmp"
	"slices"
)

// tree is a weighted union-find over boundaries: it keeps which are connected
// and the potential of each, P(t) minus P of its root.
type tree struct {
	parent []int32
	offset []int64
}

func newTree(n int) *tree {
	t := &tree{parent: make([]int32, n), offset: make([]int64, n)}
	for i := range t.parent {
		t.parent[i] = int32(i)
	}
	return t
}

// find returns the root of u and halves the way there.
func (t *tree) find(u int32) (root int32, potential int64) {
	for t.parent[u] != u {
		p := t.parent[u]
		t.offset[u], t.parent[u] = t.offset[u]+t.offset[p], t.parent[p]
		potential += t.offset[u]
		u = t.parent[u]
	}
	return u, potential
}

// same reports whether a and b are connected.
func (t *tree) same(a, b int32) bool {
	a, _ = t.find(a)
	b, _ = t.find(b)
	return a == b
}

// union joins the components of a and b so that P(b) - P(a) = v. It reports
// false, and changes nothing, where they are joined already.
func (t *tree) union(a, b int32, v int64) bool {
	ra, pa := t.find(a)
	rb, pb := t.find(b)
	if ra == rb {
		return false
	}
	// P(b) = pb + P(rb) must be pa + P(ra) + v. The earlier boundary stays
	// root, so that the outcome does not depend on the order of figures.
	d := pa + v - pb
	if rb < ra {
		ra, rb, d = rb, ra, -d
	}
	t.parent[rb], t.offset[rb] = ra, d
	return true
}

// settle connects the boundaries of a line and sets aside the edges that
// contradict newer ones.
//
// Figures agree within rounding iff the difference constraints
//
//	v - h <= P(to) - P(from) <= v + h
//
// have a solution, that is, iff they have no negative cycle. The potentials of
// a spanning tree are nearly a solution where the figures are consistent: a
// few rounds of relaxation complete it. Only where that fails are edges tried
// one by one.
func (l *line) settle() {
	l.edges = append(l.edges[:l.own], l.fresh...)
	l.own, l.fresh = len(l.edges), nil
	t := newTree(len(l.figAt) - 1)
	for i := range l.edges {
		e := &l.edges[i]
		t.union(e.from, e.to, int64(e.value))
	}
	l.comp = make([]int32, len(t.parent))
	pot := make([]int64, len(t.parent))
	for u := range pot {
		l.comp[u], pot[u] = t.find(int32(u))
	}
	l.aside = nil
	if !l.relax(slices.Clone(pot), 16) {
		l.accept(pot)
	}
	l.join()
}

// relax looks for a solution of all constraints in a few rounds.
func (l *line) relax(pot []int64, rounds int) bool {
	for range rounds {
		stable := true
		for i := range l.edges {
			e := &l.edges[i]
			lo, hi := int64(e.value-e.half), int64(e.value+e.half)
			switch d := pot[e.to] - pot[e.from]; {
			case d > hi:
				pot[e.to], stable = pot[e.from]+hi, false
			case d < lo:
				pot[e.from], stable = pot[e.to]-lo, false
			}
		}
		if stable {
			return true
		}
	}
	return false
}

// accept admits edges newest first, as long as they leave a solution, and sets
// the others aside. Of figures published together the shorter go first: a sum
// is computed from its months, not they from it.
func (l *line) accept(pot []int64) {
	order := make([]int32, len(l.edges))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := &l.edges[a], &l.edges[b]
		return cmp.Or(cmp.Compare(x.weight.stale(), y.weight.stale()), cmp.Compare(x.weight, y.weight),
			cmp.Compare(x.to-x.from, y.to-y.from))
	})
	c := &constraints{pot: pot, at: make([][]bound, len(pot))}
	for _, i := range order {
		e := &l.edges[i]
		lo, hi := int64(e.value-e.half), int64(e.value+e.half)
		if !c.admit(bound{e.from, e.to, hi}, bound{e.to, e.from, -lo}) {
			l.aside = append(l.aside, i)
		}
	}
	slices.Sort(l.aside)
}

// bound demands P(to) <= P(from) + max.
type bound struct {
	from, to int32
	max      int64
}

// constraints is a feasible system of bounds with a solution.
type constraints struct {
	pot   []int64
	at    [][]bound // by from
	undo  []change
	queue []int32
}

type change struct {
	node int32
	old  int64
}

// admit adds bounds that belong together if a solution remains.
func (c *constraints) admit(bs ...bound) bool {
	c.undo = c.undo[:0]
	for n, b := range bs {
		c.at[b.from] = append(c.at[b.from], b)
		if c.restore(b) {
			continue
		}
		for i := len(c.undo) - 1; i >= 0; i-- {
			c.pot[c.undo[i].node] = c.undo[i].old
		}
		for _, b := range bs[:n+1] {
			c.at[b.from] = c.at[b.from][:len(c.at[b.from])-1]
		}
		return false
	}
	return true
}

// restore lowers potentials until they obey a new bound again. The others have
// a solution, so it fails only when the bound closes a negative cycle: when
// obeying it would lower its own start.
func (c *constraints) restore(b bound) bool {
	c.queue = c.queue[:0]
	lower := func(d bound) bool {
		p := c.pot[d.from] + d.max
		if c.pot[d.to] <= p {
			return true
		}
		if d.to == b.from {
			return false
		}
		c.undo = append(c.undo, change{d.to, c.pot[d.to]})
		c.pot[d.to] = p
		c.queue = append(c.queue, d.to)
		return true
	}
	if !lower(b) {
		return false
	}
	for i := 0; i < len(c.queue); i++ {
		for _, d := range c.at[c.queue[i]] {
			if !lower(d) {
				return false
			}
		}
	}
	return true
}
