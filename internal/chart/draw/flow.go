package draw

import (
	"cmp"
	"math"
	"slices"
)

// A flow diagram as a layered graph: nodes in layers from left to right,
// flows between them. Widths of flows and heights of nodes are values times
// one scale, so that what comes in and what goes out can be compared anywhere.
type flowGraph struct {
	nodes []flowNode
	links []flowLink
	order [][]int // nodes of each layer from top to bottom
}

type flowNode struct {
	layer   int
	last    bool    // a remainder: kept at the bottom
	value   float64 // the greater of what comes in and what goes out
	y, h    float64 // px
	in, out []int   // links
}

type flowLink struct {
	from, to int
	value    float64
	y0, y1   float64 // px, the upper edge where it leaves and where it arrives
	h        float64 // px
}

// newFlowGraph takes layers as given, or finds them where all are zero: a
// node stands one layer behind the last of those that flow to it. Links that
// do not lead to a later layer are dropped; their indices are returned.
func newFlowGraph(nodes []flowNode, links []flowLink) (g flowGraph, dropped []int) {
	g.nodes = slices.Clone(nodes)
	if !slices.ContainsFunc(nodes, func(n flowNode) bool { return n.layer != 0 }) {
		findLayers(g.nodes, links)
	}
	for i, l := range links {
		if l.value <= 0 || g.nodes[l.from].layer >= g.nodes[l.to].layer {
			dropped = append(dropped, i)
			l.value = 0
		}
		g.links = append(g.links, l)
		if l.value > 0 {
			g.nodes[l.from].out = append(g.nodes[l.from].out, i)
			g.nodes[l.to].in = append(g.nodes[l.to].in, i)
		}
	}
	deepest := 0
	for i := range g.nodes {
		n := &g.nodes[i]
		n.value = math.Max(g.sum(n.in), g.sum(n.out))
		if n.value > 0 {
			deepest = max(deepest, n.layer)
		}
	}
	g.order = make([][]int, deepest+1)
	for i, n := range g.nodes {
		if n.value > 0 {
			g.order[n.layer] = append(g.order[n.layer], i)
		}
	}
	for _, layer := range g.order {
		slices.SortStableFunc(layer, func(a, b int) int {
			x, y := g.nodes[a], g.nodes[b]
			if x.last != y.last {
				return after(x.last)
			}
			return cmp.Compare(y.value, x.value)
		})
	}
	return g, dropped
}

func (g *flowGraph) sum(links []int) float64 {
	total := 0.0
	for _, l := range links {
		total += g.links[l].value
	}
	return total
}

// findLayers lengthens paths until they settle; a circle settles at the number
// of nodes, and the flow that closes it is dropped by the caller.
func findLayers(nodes []flowNode, links []flowLink) {
	for range nodes {
		moved := false
		for _, l := range links {
			if l.value > 0 && nodes[l.to].layer <= nodes[l.from].layer && nodes[l.from].layer+1 < len(nodes) {
				nodes[l.to].layer, moved = nodes[l.from].layer+1, true
			}
		}
		if !moved {
			return
		}
	}
}

// untangle orders the nodes of each layer by the middle of their neighbours,
// sweeping to the right and back, and keeps the order with the fewest
// crossings, weighed by what crosses. Barycentre method: K. Sugiyama,
// S. Tagawa, M. Toda, IEEE Trans. SMC 11(2), 1981.
func (g *flowGraph) untangle() {
	best, least := g.copyOrder(), g.crossings()
	for sweep := range 12 {
		for k := range g.order {
			layer := k
			if sweep%2 == 1 {
				layer = len(g.order) - 1 - k
			}
			g.sortLayer(layer, sweep%2 == 0)
		}
		if c := g.crossings(); c < least {
			best, least = g.copyOrder(), c
		}
	}
	g.order = best
}

func (g *flowGraph) copyOrder() [][]int {
	out := make([][]int, len(g.order))
	for i, layer := range g.order {
		out[i] = slices.Clone(layer)
	}
	return out
}

// rank is the place of every node in its layer.
func (g *flowGraph) rank() []float64 {
	rank := make([]float64, len(g.nodes))
	for _, layer := range g.order {
		for i, n := range layer {
			rank[n] = float64(i) / math.Max(float64(len(layer)), 1)
		}
	}
	return rank
}

func (g *flowGraph) sortLayer(layer int, right bool) {
	rank := g.rank()
	middle := func(n int) float64 {
		links := g.nodes[n].in
		if !right {
			links = g.nodes[n].out
		}
		sum, weight := 0.0, 0.0
		for _, l := range links {
			other := g.links[l].from
			if !right {
				other = g.links[l].to
			}
			sum += rank[other] * g.links[l].value
			weight += g.links[l].value
		}
		if weight == 0 {
			return rank[n]
		}
		return sum / weight
	}
	slices.SortStableFunc(g.order[layer], func(a, b int) int {
		if x, y := g.nodes[a].last, g.nodes[b].last; x != y {
			return after(x)
		}
		return cmp.Compare(middle(a), middle(b))
	})
}

// crossings sums, over every pair of flows that cross, the lesser of the two.
func (g *flowGraph) crossings() float64 {
	rank, sum := g.rank(), 0.0
	for i, a := range g.links {
		for _, b := range g.links[:i] {
			if a.value <= 0 || b.value <= 0 || g.nodes[a.from].layer != g.nodes[b.from].layer || g.nodes[a.to].layer != g.nodes[b.to].layer {
				continue
			}
			if (rank[a.from]-rank[b.from])*(rank[a.to]-rank[b.to]) < 0 {
				sum += math.Min(a.value, b.value)
			}
		}
	}
	return sum
}

// place gives nodes and flows their places within a height, with gap px
// between nodes and at least slot px from the middle of one to the next, so
// that each has room for its name.
func (g *flowGraph) place(height, gap, slot float64) {
	scale := math.Inf(1)
	for _, layer := range g.order {
		total, taken := 0.0, 0.0
		for _, n := range layer {
			total += g.nodes[n].value
		}
		taken = gap * float64(max(len(layer)-1, 0))
		if total > 0 {
			scale = math.Min(scale, math.Max(height-taken, height/4)/total)
		}
	}
	scale = g.fitting(scale, height, gap, slot)
	for _, layer := range g.order { // centred
		free := (height - g.stack(layer, scale, gap, slot)) / 2
		for _, n := range layer {
			g.nodes[n].y += math.Max(free, 0)
		}
	}
	for range 8 {
		g.relax(height, gap, slot)
	}
	g.placeLinks(scale)
}

// fitting is the greatest scale up to one given at which every layer fits a
// height: slots for names take more where many nodes are thin.
func (g *flowGraph) fitting(scale, height, gap, slot float64) float64 {
	fits := func(scale float64) bool {
		for _, layer := range g.order {
			if g.stack(layer, scale, gap, slot) > height {
				return false
			}
		}
		return true
	}
	if fits(scale) {
		return scale
	}
	low, high := 0.0, scale
	for range 40 {
		if mid := (low + high) / 2; fits(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// stack puts the nodes of a layer one below the other from zero on, each at
// its height, and returns the height of all.
func (g *flowGraph) stack(layer []int, scale, gap, slot float64) float64 {
	y, bottom := 0.0, 0.0
	for i, n := range layer {
		node := &g.nodes[n]
		node.h = node.value * scale
		if i > 0 {
			y = g.below(layer[i-1], n, gap, slot)
		} else {
			y = math.Max(0, (slot-node.h)/2)
		}
		node.y = y
		bottom = math.Max(y+node.h, y+node.h/2+slot/2)
	}
	return bottom
}

// below is the highest y of node n under node above.
func (g *flowGraph) below(above, n int, gap, slot float64) float64 {
	a := g.nodes[above]
	return math.Max(a.y+a.h+gap, a.y+a.h/2+slot-g.nodes[n].h/2)
}

// relax moves every node towards the middle of its neighbours, as far as its
// layer's order and height allow.
func (g *flowGraph) relax(height, gap, slot float64) {
	for k, layer := range g.order {
		for _, n := range layer {
			node := &g.nodes[n]
			links, side := node.in, func(l flowLink) int { return l.from }
			if k == 0 || len(links) == 0 {
				links, side = node.out, func(l flowLink) int { return l.to }
			}
			sum, weight := 0.0, 0.0
			for _, l := range links {
				o := g.nodes[side(g.links[l])]
				sum += (o.y + o.h/2) * g.links[l].value
				weight += g.links[l].value
			}
			if weight > 0 {
				node.y += 0.5 * (sum/weight - node.h/2 - node.y)
			}
		}
		g.settle(layer, height, gap, slot)
	}
}

// settle parts the nodes of a layer that relax has driven into each other.
func (g *flowGraph) settle(layer []int, height, gap, slot float64) {
	for i, n := range layer {
		node := &g.nodes[n]
		node.y = math.Max(node.y, (slot-node.h)/2)
		node.y = math.Max(node.y, 0)
		if i > 0 {
			node.y = math.Max(node.y, g.below(layer[i-1], n, gap, slot))
		}
	}
	for i := len(layer) - 1; i >= 0; i-- {
		node := &g.nodes[layer[i]]
		node.y = math.Min(node.y, math.Min(height-node.h, height-node.h/2-slot/2))
		if i+1 < len(layer) {
			next := g.nodes[layer[i+1]]
			node.y = math.Min(node.y, math.Min(next.y-gap-node.h, next.y+next.h/2-slot-node.h/2))
		}
	}
}

// placeLinks stacks the flows at both of their ends in the order of what they
// join, so that those of one node do not cross.
func (g *flowGraph) placeLinks(scale float64) {
	for i := range g.links {
		g.links[i].h = g.links[i].value * scale
	}
	middle := func(n int) float64 { return g.nodes[n].y + g.nodes[n].h/2 }
	for _, node := range g.nodes {
		slices.SortStableFunc(node.out, func(a, b int) int {
			return cmp.Compare(middle(g.links[a].to), middle(g.links[b].to))
		})
		slices.SortStableFunc(node.in, func(a, b int) int {
			return cmp.Compare(middle(g.links[a].from), middle(g.links[b].from))
		})
		y := node.y
		for _, l := range node.out {
			g.links[l].y0 = y
			y += g.links[l].h
		}
		y = node.y
		for _, l := range node.in {
			g.links[l].y1 = y
			y += g.links[l].h
		}
	}
}
