package draw

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyGraph draws a layered graph with flows to later layers.
func anyGraph(t *rapid.T) ([]flowNode, []flowLink) {
	var nodes []flowNode
	layers := rapid.IntRange(2, 5).Draw(t, "layers")
	for l := range layers {
		for range rapid.IntRange(1, 8).Draw(t, "nodes") {
			nodes = append(nodes, flowNode{layer: l, last: rapid.IntRange(0, 9).Draw(t, "last") == 0})
		}
	}
	var links []flowLink
	for range rapid.IntRange(1, 40).Draw(t, "links") {
		a, b := rapid.IntRange(0, len(nodes)-1).Draw(t, "a"), rapid.IntRange(0, len(nodes)-1).Draw(t, "b")
		if nodes[a].layer > nodes[b].layer {
			a, b = b, a
		}
		if nodes[a].layer < nodes[b].layer {
			links = append(links, flowLink{from: a, to: b, value: rapid.Float64Range(0.1, 1000).Draw(t, "value")})
		}
	}
	return nodes, links
}

func TestFlowsConserveAndNothingOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes, links := anyGraph(t)
		g, dropped := newFlowGraph(nodes, links)
		if len(dropped) > 0 {
			t.Fatalf("flows to later layers were dropped: %v", dropped)
		}
		before := g.crossings()
		g.untangle()
		if after := g.crossings(); after > before+1e-9 {
			t.Fatalf("crossings went from %g to %g", before, after)
		}
		height := g.needs(300)
		g.place(height, nodeGap, nodeSlot)
		scale := -1.0
		for _, l := range g.links { // one scale for all
			if scale < 0 {
				scale = l.h / l.value
			}
			if math.Abs(l.h/l.value-scale) > 1e-9*scale {
				t.Fatalf("a flow of %g is %g px high, another scale than %g", l.value, l.h, scale)
			}
		}
		for i, n := range g.nodes {
			if n.value == 0 {
				continue
			}
			if math.Abs(n.h-n.value*scale) > 1e-6 {
				t.Fatalf("node %d of %g is %g px high", i, n.value, n.h)
			}
			ends := func(links []int, y func(flowLink) float64, what string) {
				at := n.y
				for _, l := range links { // stacked without gaps or overlaps, within the node
					if math.Abs(y(g.links[l])-at) > 1e-6 {
						t.Fatalf("%s of node %d: a flow at %g, want %g", what, i, y(g.links[l]), at)
					}
					at += g.links[l].h
				}
				if at > n.y+n.h+1e-6 {
					t.Fatalf("%s of node %d hang over it by %g", what, i, at-n.y-n.h)
				}
			}
			ends(n.out, func(l flowLink) float64 { return l.y0 }, "flows out")
			ends(n.in, func(l flowLink) float64 { return l.y1 }, "flows in")
		}
		for _, layer := range g.order {
			for k, n := range layer {
				a := g.nodes[n]
				if a.y < -0.01 || a.y+a.h > height+0.6 {
					t.Fatalf("node %d leaves the picture: %g to %g of %g", n, a.y, a.y+a.h, height)
				}
				if k == 0 {
					continue
				}
				b := g.nodes[layer[k-1]]
				if a.y-b.y-b.h < nodeGap-0.01 {
					t.Fatalf("nodes %d and %d are %g px apart", layer[k-1], n, a.y-b.y-b.h)
				}
				if names := a.y + a.h/2 - b.y - b.h/2; names < nodeSlot-0.01 {
					t.Fatalf("the names of nodes %d and %d are %g px apart", layer[k-1], n, names)
				}
				if b.last && !a.last {
					t.Fatalf("a remainder stands above node %d", n)
				}
			}
		}
	})
}

func TestFlowsUntangle(t *testing.T) {
	// Three goods to three partners, crosswise: one order has no crossing.
	nodes := []flowNode{{layer: 0}, {layer: 0}, {layer: 0}, {layer: 1}, {layer: 1}, {layer: 1}}
	links := []flowLink{{from: 0, to: 5, value: 3}, {from: 1, to: 4, value: 2}, {from: 2, to: 3, value: 4}}
	g, _ := newFlowGraph(nodes, links)
	g.untangle()
	if c := g.crossings(); c != 0 {
		t.Errorf("crossings of %g are left in %v", c, g.order)
	}
}

func TestFlowsFindTheirLayers(t *testing.T) {
	nodes := make([]flowNode, 4)
	links := []flowLink{{from: 0, to: 1, value: 1}, {from: 1, to: 2, value: 1}, {from: 0, to: 2, value: 1}, {from: 3, to: 2, value: 1}}
	g, dropped := newFlowGraph(nodes, links)
	var layers []int
	for _, n := range g.nodes {
		layers = append(layers, n.layer)
	}
	if !slices.Equal(layers, []int{0, 1, 2, 0}) || len(dropped) > 0 {
		t.Errorf("layers %v, dropped %v", layers, dropped)
	}
	// A circle cannot be laid from left to right: what closes it is left out.
	if _, dropped := newFlowGraph(make([]flowNode, 2), []flowLink{{from: 0, to: 1, value: 1}, {from: 1, to: 0, value: 1}}); len(dropped) == 0 {
		t.Error("a circle was drawn")
	}
}

func TestNamesAtTheEndsKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SliceOfN(rapid.Float64Range(0, 300), 1, 30).Draw(t, "at")
		var ends []end
		for i, y := range at {
			ends = append(ends, end{series: i, at: y})
		}
		hi := math.Max(300, float64(len(at))*endStep)
		spread := spread(ends, 0, hi)
		for i, e := range spread {
			if e.y < -1e-9 || e.y > hi+1e-9 {
				t.Fatalf("a name at %g of %g", e.y, hi)
			}
			if i > 0 && (e.y-spread[i-1].y < endStep-1e-9 || e.at < spread[i-1].at) {
				t.Fatalf("names %d and %d: %+v, %+v", i-1, i, spread[i-1], e)
			}
		}
	})
}
