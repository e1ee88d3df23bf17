package ledger

import "slices"

// close adds the edges that identities give: a member over an interval from
// all the others. A new edge may serve in a way of its series and so in the
// next identity; this goes on until no edge is better than what is known. It
// reports whether any was added.
//
// Ways are found in order of their number of figures (Knuth's generalisation
// of Dijkstra's algorithm, 1977): when edges of k figures are added, every way
// of fewer is known. So a value never rests on itself, which would take fewer
// figures than it has. Intervals across blocks need no edges: all ways of all
// members pass the same boundary between the blocks.
func (s *solved) close(sc *scratch, patches []patch) bool {
	found := false
	for i := range patches {
		found = patches[i].close(s, sc) || found
	}
	if found {
		for _, ln := range s.lines {
			ln.rejoin()
		}
	}
	return found
}

// patches cuts the graphs of a group into the blocks of their union.
func (s *solved) patches() []patch {
	if len(s.identities) == 0 {
		return nil
	}
	type origin struct {
		line int
		edge int32
	}
	var ends [][2]int32
	var from []origin
	for i, ln := range s.lines {
		for _, e := range ln.joined() {
			ends = append(ends, [2]int32{ln.edges[e].from, ln.edges[e].to})
			from = append(from, origin{i, e})
		}
	}
	of, count := blocks(s.boundaries, ends)
	patches := make([]patch, count)
	for i, b := range of {
		p := &patches[b]
		if p.graphs == nil {
			p.graphs = make([]graph, len(s.lines))
		}
		p.nodes = append(p.nodes, ends[i][0], ends[i][1])
		g := &p.graphs[from[i].line]
		g.edges = append(g.edges, s.lines[from[i].line].edges[from[i].edge])
	}
	for i := range patches {
		slices.Sort(patches[i].nodes)
		patches[i].nodes = slices.Compact(patches[i].nodes)
	}
	return patches
}

// joined returns the edges that have arcs, ascending.
func (l *line) joined() []int32 {
	var out []int32
	for u := range int32(len(l.start) - 1) {
		for _, a := range l.at(u) {
			if a.to > u {
				out = append(out, a.edge)
			}
		}
	}
	slices.Sort(out)
	return out
}

// rejoin rebuilds arcs and components after edges were added.
func (l *line) rejoin() {
	l.join()
	t := newTree(len(l.comp))
	for i := range l.edges {
		t.union(l.edges[i].from, l.edges[i].to, 0)
	}
	for u := range l.comp {
		l.comp[u], _ = t.find(int32(u))
	}
}

// patch is one block of a group: the graph of each line over the block's
// boundaries, renumbered from 0, and the weights of all best ways.
type patch struct {
	nodes  []int32 // boundaries, ascending
	graphs []graph
	best   [][]weight // by line: best[x*len(nodes)+y], nil for a line without edges
}

// candidate is an edge that may be added: a member over an interval from all
// the others.
type candidate struct {
	identity, target int // target is a position in the identity
	x, y             int32
	weight           weight
}

func (p *patch) close(s *solved, sc *scratch) bool {
	p.number()
	p.best = make([][]weight, len(p.graphs))
	for i := range p.graphs {
		p.refresh(i, 0, sc)
	}
	found := false
	for {
		next := p.candidates(s.identities)
		if len(next) == 0 {
			return found
		}
		found = true
		known := make([]int, len(p.graphs))
		for i := range known {
			known[i] = len(p.graphs[i].edges)
		}
		for _, c := range next {
			i := s.identities[c.identity].lines[c.target]
			e := p.edge(&s.identities[c.identity], c, sc)
			p.graphs[i].edges = append(p.graphs[i].edges, e)
			e.from, e.to = p.nodes[e.from], p.nodes[e.to]
			s.lines[i].edges = append(s.lines[i].edges, e)
		}
		for i, n := range known {
			p.refresh(i, n, sc)
		}
	}
}

// number renumbers the boundaries of the block from 0, in order.
func (p *patch) number() {
	for i := range p.graphs {
		for k := range p.graphs[i].edges {
			e := &p.graphs[i].edges[k]
			from, _ := slices.BinarySearch(p.nodes, e.from)
			to, _ := slices.BinarySearch(p.nodes, e.to)
			e.from, e.to = int32(from), int32(to)
		}
	}
}

// refresh works out the best ways of a line again after edges from a number on
// were added: those from each boundary that one of them brings nearer.
func (p *patch) refresh(i, from int, sc *scratch) {
	n, g := len(p.nodes), &p.graphs[i]
	if from == len(g.edges) {
		return
	}
	use := make([]int32, len(g.edges))
	for k := range use {
		use[k] = int32(k)
	}
	g.connect(n, use)
	g.unit = false // parallel edges: let the search choose
	if p.best[i] == nil {
		p.best[i] = slices.Repeat([]weight{unreached}, n*n)
		for x := range n {
			p.best[i][x*n+x] = 0
		}
	}
	for x := range n {
		row := p.best[i][x*n : (x+1)*n]
		nearer := func(e edge) bool {
			return e.weight.beyond(row[e.from]) < row[e.to] || e.weight.beyond(row[e.to]) < row[e.from]
		}
		if slices.ContainsFunc(g.edges[from:], nearer) {
			sc.search(g, int32(x), -1, all)
			copy(row, sc.label[:n])
		}
	}
}

// candidates returns the members that their others give better than known, of
// the fewest figures that any takes.
func (p *patch) candidates(identities []sum) []candidate {
	n := len(p.nodes)
	fewest := unreached.figures()
	var out []candidate
	row := make([]weight, n)
	for k := range identities {
		id := &identities[k]
		for t, target := range id.lines {
			if !p.reaches(id, t) {
				continue
			}
			for x := range n - 1 {
				p.together(id, t, x, row)
				for y := x + 1; y < n; y++ {
					w := row[y]
					if w == unreached || w.figures() > fewest || p.best[target] != nil && w >= p.best[target][x*n+y] {
						continue
					}
					if w.figures() < fewest {
						fewest, out = w.figures(), out[:0]
					}
					out = append(out, candidate{k, t, int32(x), int32(y), w})
				}
			}
		}
	}
	return out
}

// reaches reports whether all members but one have edges here.
func (p *patch) reaches(id *sum, target int) bool {
	ok := true
	id.others(target, func(l int32, _ int) { ok = ok && p.best[l] != nil })
	return ok
}

// together sums the weights of all members but one from x to each later
// boundary.
func (p *patch) together(id *sum, target, x int, row []weight) {
	n := len(p.nodes)
	for y := range row {
		row[y] = foreign
	}
	id.others(target, func(l int32, _ int) {
		for y, w := range p.best[l][x*n : (x+1)*n] {
			row[y] = row[y].beyond(w)
		}
	})
}

// edge spells a candidate out in figures.
func (p *patch) edge(id *sum, c candidate, sc *scratch) edge {
	var terms []Term
	id.others(c.target, func(l int32, sign int) {
		sc.search(&p.graphs[l], c.x, c.y, all)
		terms = merge(terms, sign, p.graphs[l].unroll(sc.steps(c.x, c.y)).Terms)
	})
	d := derivation(terms, id.name)
	return edge{from: c.x, to: c.y, weight: weigh(terms) | foreign, value: d.Value, half: d.half(), way: d}
}
