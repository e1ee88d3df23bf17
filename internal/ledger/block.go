package ledger

// blocks numbers the biconnected components of the multigraph whose edges join
// the given ends among n boundaries, and returns the number of each edge.
//
// A simple path between two boundaries of a block never leaves it, and neither
// does a cycle. So paths, checks and identities can all be worked out block by
// block; published trade falls into blocks of about a year, since everything
// cumulates from January.
func blocks(n int, ends [][2]int32) (of []int32, count int) {
	start := make([]int32, n+2)
	for _, e := range ends {
		start[e[0]+2]++
		start[e[1]+2]++
	}
	for u := 2; u < len(start); u++ {
		start[u] += start[u-1]
	}
	arcs := make([]arc, 2*len(ends))
	for i, e := range ends {
		for k, u := range e {
			arcs[start[u+1]] = arc{e[1-k], int32(i)}
			start[u+1]++
		}
	}
	b := &blockSearch{start: start, arcs: arcs, seen: make([]int32, n), of: make([]int32, len(ends))}
	for u := range int32(n) {
		if b.seen[u] == 0 {
			b.visit(u, -1)
		}
	}
	return b.of, int(b.count)
}

// blockSearch is the depth-first search of Hopcroft and Tarjan (1973).
type blockSearch struct {
	start []int32
	arcs  []arc
	seen  []int32 // order of discovery, from 1
	clock int32
	open  []int32 // edges not yet in a block
	of    []int32
	count int32
}

// visit explores from u and returns the earliest boundary that its subtree
// reaches back to.
func (b *blockSearch) visit(u, by int32) (low int32) {
	b.clock++
	b.seen[u] = b.clock
	low = b.clock
	for _, a := range b.arcs[b.start[u]:b.start[u+1]] {
		switch {
		case a.edge == by || b.seen[a.to] > b.seen[u]:
		case b.seen[a.to] > 0:
			b.open = append(b.open, a.edge)
			low = min(low, b.seen[a.to])
		default:
			mark := len(b.open)
			b.open = append(b.open, a.edge)
			under := b.visit(a.to, a.edge)
			low = min(low, under)
			if under >= b.seen[u] {
				for _, e := range b.open[mark:] {
					b.of[e] = b.count
				}
				b.open = b.open[:mark]
				b.count++
			}
		}
	}
	return low
}
