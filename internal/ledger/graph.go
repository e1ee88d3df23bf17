package ledger

import (
	"cmp"
	"slices"

	"muara/internal/trade"
)

// edge says how much was added between two boundaries: a figure, or a compound
// way (a share of a whole, an identity) that stands for one.
type edge struct {
	from, to int32 // boundaries, from < to
	weight   weight
	value    trade.Amount
	half     trade.Amount
	fig      *Figure     // nil for a compound edge
	way      *Derivation // nil for a figure
}

// terms returns the signed figures behind an edge.
func (e *edge) terms() []Term {
	if e.fig != nil {
		return []Term{{Sign: 1, Figure: e.fig}}
	}
	return e.way.Terms
}

func figureEdge(f *Figure, first trade.Month) edge {
	return edge{from: int32(f.Period.From - first), to: int32(f.Period.To - first + 1),
		weight: figureWeight(f.Published), value: f.Value, half: f.Half, fig: f}
}

// graph joins boundaries 0..n-1 by edges. Only edges that have arcs take part
// in paths.
type graph struct {
	edges []edge
	start []int32 // arcs[start[u]:start[u+1]] leave boundary u
	arcs  []arc
	unit  bool // every arc is a single figure, arcs are sorted by neighbour
}

// arc leads to a neighbour. An edge taken forwards counts as plus: the
// neighbour is then the later boundary.
type arc struct{ to, edge int32 }

// connect rebuilds the arcs over n boundaries from the numbered edges.
func (g *graph) connect(n int, use []int32) {
	g.start = make([]int32, n+1)
	g.arcs = make([]arc, 2*len(use))
	g.unit = true
	for _, i := range use {
		e := &g.edges[i]
		g.start[e.from]++
		g.start[e.to]++
		g.unit = g.unit && e.fig != nil
	}
	sum := int32(0)
	for u := range g.start {
		sum, g.start[u] = sum+g.start[u], sum
	}
	// Earlier neighbours first, then later ones: over edges sorted by their
	// ends this leaves the arcs of each boundary sorted by neighbour.
	next := slices.Clone(g.start)
	place := func(u, v, i int32) {
		g.arcs[next[u]] = arc{v, i}
		next[u]++
	}
	for _, i := range use {
		place(g.edges[i].to, g.edges[i].from, i)
	}
	for _, i := range use {
		place(g.edges[i].from, g.edges[i].to, i)
	}
}

func (g *graph) at(u int32) []arc { return g.arcs[g.start[u]:g.start[u+1]] }

// step is an edge taken forwards (+1) or backwards (-1).
type step struct {
	edge int32
	sign int32
}

// scratch is the working memory of a search; it is reused between searches.
type scratch struct {
	label   []weight
	via     []step  // how a boundary was reached
	prev    []int32 // from where
	touched []int32
	levels  [][]int32 // boundaries by number of figures
	path    []step
}

func (sc *scratch) reset(n int) {
	if len(sc.label) < n {
		sc.label = make([]weight, n)
		sc.via, sc.prev = make([]step, n), make([]int32, n)
		for i := range sc.label {
			sc.label[i] = unreached
		}
	} else {
		for _, u := range sc.touched {
			sc.label[u] = unreached
		}
	}
	sc.touched = sc.touched[:0]
	for i := range sc.levels {
		sc.levels[i] = sc.levels[i][:0]
	}
}

func (sc *scratch) push(level int, u int32) {
	for len(sc.levels) <= level {
		sc.levels = append(sc.levels, nil)
	}
	sc.levels[level] = append(sc.levels[level], u)
}

// search labels boundaries with the weight of the best way from a boundary,
// over edges below a number. With a target it stops when that is settled;
// a target of -1 labels everything.
//
// Each edge takes at least one figure, so a label is final once all boundaries
// reached by fewer figures are done: levels replace a priority queue.
func (sc *scratch) search(g *graph, from, target, below int32) {
	sc.reset(len(g.start) - 1)
	sc.label[from] = 0
	sc.touched = append(sc.touched, from)
	sc.push(0, from)
	for c := 0; c < len(sc.levels); c++ {
		if target >= 0 && sc.label[target].figures() <= c {
			return
		}
		for i := 0; i < len(sc.levels[c]); i++ {
			if u := sc.levels[c][i]; sc.label[u].figures() == c {
				sc.relax(g, u, target, below)
			}
		}
	}
}

func (sc *scratch) relax(g *graph, u, target, below int32) {
	label := sc.label[u]
	for _, a := range g.at(u) {
		if a.edge >= below {
			continue
		}
		w, old := label.plus(g.edges[a.edge].weight), sc.label[a.to]
		if w >= old || target >= 0 && w >= sc.label[target] {
			continue
		}
		if old == unreached {
			sc.touched = append(sc.touched, a.to)
		}
		if old.figures() != w.figures() {
			sc.push(w.figures(), a.to)
		}
		sc.label[a.to], sc.prev[a.to], sc.via[a.to] = w, u, step{a.edge, sign(u, a.to)}
	}
}

// steps returns the way that the last search found to a boundary, last step
// first. It is valid until the scratch is used again.
func (sc *scratch) steps(from, to int32) []step {
	sc.path = sc.path[:0]
	if sc.label[to] == unreached {
		return nil
	}
	for u := to; u != from; u = sc.prev[u] {
		sc.path = append(sc.path, sc.via[u])
	}
	return sc.path
}

const all = int32(1<<31 - 1)

// route returns the best way between two boundaries, nil if there is none. It
// is valid until the scratch is used again.
func (sc *scratch) route(g *graph, from, to int32) []step {
	if g.unit {
		if p := sc.shortRoute(g, from, to); p != nil {
			return p
		}
	}
	sc.search(g, from, to, all)
	return sc.steps(from, to)
}

// shortRoute looks for ways of one or two figures by merging the neighbours of
// both ends, which are sorted.
func (sc *scratch) shortRoute(g *graph, from, to int32) []step {
	x, y := g.at(from), g.at(to)
	if i, ok := slices.BinarySearchFunc(x, to, byNeighbour); ok {
		sc.path = append(sc.path[:0], step{x[i].edge, sign(from, to)})
		return sc.path
	}
	best := unreached
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].to < y[j].to:
			i++
		case x[i].to > y[j].to:
			j++
		default:
			if w := g.edges[x[i].edge].weight.plus(g.edges[y[j].edge].weight); w < best {
				best = w
				mid := x[i].to
				sc.path = append(sc.path[:0], step{x[i].edge, sign(from, mid)}, step{y[j].edge, sign(mid, to)})
			}
			i, j = i+1, j+1
		}
	}
	if best == unreached {
		return nil
	}
	return sc.path
}

func byNeighbour(a arc, to int32) int { return cmp.Compare(a.to, to) }

func sign(from, to int32) int32 {
	if to < from {
		return -1
	}
	return 1
}
