package draw

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"muara/internal/chart"
)

// Sizes of a flow diagram, in px.
const (
	nodeWidth = 10
	nodeGap   = 6
	nodeSlot  = 17 // from the middle of a node to that of the next, for its name
	ribbonEnd = 1  // between a node and its flows
)

// sankeyPicture draws flows from left to right between nodes in layers. In
// narrow places names stand on the flows instead of beside them.
func (d *drawing) sankeyPicture() {
	d.open("div", "class", "pic pic-sankey need-640")
	g, drawn := d.flows()
	height := g.needs(420)
	g.place(height, nodeGap, nodeSlot)
	d.openSVG("wide", height+4)
	d.sankey(g, 640)
	d.close("svg")
	tall := g.needs(460)
	g.place(tall, nodeGap, nodeSlot)
	d.openSVG("narrow", tall+4)
	d.sankey(g, 300)
	d.close("svg")
	d.leftOut(d.undrawn(drawn))
	d.close("div")
}

func (d *drawing) sankeySheet(y float64) float64 {
	g, drawn := d.flows()
	height := g.needs(520)
	g.place(height, nodeGap, nodeSlot+2)
	y = d.shifted(y+12, height, func() { d.sankey(g, d.width) })
	if left := d.undrawn(drawn); len(left) > 0 {
		y = d.paragraph(d.p.T("chart.not-drawn", list(left)), "source", 12, y+6, 18)
	}
	return y
}

// flows reads the graph from the chart and orders it. It returns which rows
// are drawn.
func (d *drawing) flows() (g flowGraph, drawn []bool) {
	at := d.nodeAt()
	nodes := make([]flowNode, len(d.c.Nodes))
	for i, n := range d.c.Nodes {
		nodes[i] = flowNode{layer: n.Layer, last: n.Muted}
	}
	links := make([]flowLink, len(d.c.Rows))
	drawn = make([]bool, len(d.c.Rows))
	for i, r := range d.c.Rows {
		from, ok0 := at[r.From]
		to, ok1 := at[r.To]
		v, known := point(r, 0).Value()
		if ok0 && ok1 && known && v > 0 {
			links[i], drawn[i] = flowLink{from: from, to: to, value: v}, true
		}
	}
	if len(nodes) == 0 {
		return flowGraph{}, drawn
	}
	g, dropped := newFlowGraph(nodes, links)
	for _, i := range dropped {
		drawn[i] = false
	}
	g.untangle()
	return g, drawn
}

// needs is a height in which every name of the fullest layer has room.
func (g *flowGraph) needs(least float64) float64 {
	for _, layer := range g.order {
		least = math.Max(least, float64(len(layer))*(nodeSlot+7))
	}
	return least
}

// undrawn names the flows that have no place in the picture.
func (d *drawing) undrawn(drawn []bool) []string {
	var left []string
	for i, r := range d.c.Rows {
		pt := point(r, 0)
		switch v, known := pt.Value(); {
		case drawn[i] || known && v == 0:
		case !known:
			left = append(left, r.Label+" ("+d.p.T("chart.unknown")+")")
		default:
			left = append(left, r.Label+" ("+d.caption(pt)+")")
		}
	}
	return left
}

// sides is the room that names have at both sides, as fractions of the width.
// width is the least in px.
func sides(layers int, width float64) (left, right float64) {
	if width < 400 || layers < 2 {
		return 0, 0
	}
	return 0.24, 0.24
}

// sankey draws the graph; width is the least in px at which it is shown.
func (d *drawing) sankey(g flowGraph, width float64) {
	layers := len(g.order)
	if layers == 0 {
		return
	}
	left, right := sides(layers, width)
	node := nodeWidth / width
	if !d.file && width < 400 {
		node = 6 / width
	}
	at := func(layer int) float64 { // the left edge of a layer
		switch {
		case layers == 1:
			return left
		case left > 0 || layer == layers-1:
			return left + (1-left-right-node)*float64(layer)/float64(layers-1)
		}
		// Without sides the last gap holds the names of two layers.
		return (1 - node) * float64(layer) / float64(layers)
	}
	nodeColors, linkColors := d.flowColors(g)
	d.ribbons(g, linkColors, at, node)
	d.open("g", "role", "list")
	for _, layer := range g.order {
		for _, n := range layer {
			d.node(g, n, nodeColors[n], at, node, left, width)
		}
	}
	d.close("g")
}

// ribbons draws the flows. On a page they stand in a picture that stretches
// with its place; heights, which tell the values, stay as they are.
func (d *drawing) ribbons(g flowGraph, colors []int, at func(int) float64, node float64) {
	x := func(fraction float64) float64 { return fraction * 1000 }
	if d.file {
		x = func(fraction float64) float64 { return d.left + fraction*d.width }
		d.open("g", "role", "list")
		defer d.close("g")
	} else {
		height := 0.0
		for _, n := range g.nodes {
			height = math.Max(height, n.y+n.h)
		}
		h := num(height + 2)
		d.open("svg", "class", "stretch", "width", "100%", "height", h, "viewBox", "0 0 1000 "+h,
			"preserveAspectRatio", "none", "focusable", "false")
		defer d.close("svg")
		d.open("g", "role", "list")
		defer d.close("g")
	}
	for i, l := range g.links {
		if l.value <= 0 {
			continue
		}
		a, b := g.nodes[l.from], g.nodes[l.to]
		x0, x1 := x(at(a.layer)+node), x(at(b.layer))
		d.open("g", "role", "listitem")
		say := d.c.Describe(d.p, i, 0)
		end := d.link(point(d.c.Rows[i], 0).Href, say)
		d.hint(say)
		d.leaf("path", "class", "ribbon "+fill(colors[i]), "d", ribbon(x0, l.y0, x1, l.y1, l.h))
		end()
		d.close("g")
	}
}

// flowColors are the colours of nodes, -1 for ink, and of flows. Where the
// chart colours no node, the first layer takes the palette from the greatest
// on. A flow has the colour of the node that it leaves, else of the node that
// it reaches, else of most of what came into the node that it leaves.
func (d *drawing) flowColors(g flowGraph) (nodes, links []int) {
	nodes = make([]int, len(g.nodes))
	coloured := slices.ContainsFunc(d.c.Nodes, func(n chart.Node) bool { return n.Color > 0 })
	for i, n := range d.c.Nodes {
		switch {
		case n.Muted:
		case coloured && n.Color > 0:
			nodes[i] = n.Color
		default:
			nodes[i] = -1
		}
	}
	if !coloured {
		first := slices.Clone(g.order[0])
		slices.SortStableFunc(first, func(a, b int) int { return cmp.Compare(g.nodes[b].value, g.nodes[a].value) })
		for place, n := range first {
			if place < chart.Colors && nodes[n] < 0 {
				nodes[n] = place + 1
			}
		}
	}
	links = make([]int, len(g.links))
	for _, layer := range g.order { // from left to right, so that colours travel
		for _, n := range layer {
			for _, l := range g.nodes[n].out {
				to := nodes[g.links[l].to]
				switch {
				case nodes[n] >= 0:
					links[l] = nodes[n]
				case to > 0:
					links[l] = to
				default:
					links[l] = g.mostOf(g.nodes[n].in, links)
				}
			}
		}
	}
	return nodes, links
}

// mostOf is the colour of more than half of what flows in, grey for none.
func (g *flowGraph) mostOf(in, colors []int) int {
	total, by := 0.0, map[int]float64{}
	for _, l := range in {
		total += g.links[l].value
		by[colors[l]] += g.links[l].value
	}
	for color, v := range by {
		if v > total/2 {
			return color
		}
	}
	return 0
}

// ribbon is the outline of a flow: level where it leaves and arrives.
func ribbon(x0, y0, x1, y1, h float64) string {
	mid := num((x0 + x1) / 2)
	h = math.Max(h, 0.6)
	return "M" + num(x0) + " " + num(y0) +
		"C" + mid + " " + num(y0) + " " + mid + " " + num(y1) + " " + num(x1) + " " + num(y1) +
		"V" + num(y1+h) +
		"C" + mid + " " + num(y1+h) + " " + mid + " " + num(y0+h) + " " + num(x0) + " " + num(y0+h) + "Z"
}

// nodeText is the name of a node as far as it fits, and its value where that
// fits too: behind the name, or below it on a high node.
type nodeText struct {
	name, value string
	below       bool
}

func (d *drawing) nodeText(label, value string, high, room float64) nodeText {
	t := nodeText{name: d.fit(label, endSize, room)}
	switch {
	case d.textWidth(label+"  "+value, endSize) <= room:
		t.value = value
	case high >= 2*nodeSlot:
		t.value, t.below = value, true
	}
	return t
}

// node draws a node and its name: beside it at the outer sides, where there
// is room for that, on the flows behind it else.
func (d *drawing) node(g flowGraph, n, color int, at func(int) float64, wide, left, width float64) {
	node, of := g.nodes[n], d.c.Nodes[n]
	layers := len(g.order)
	x := at(node.layer)
	class, tx, dx := "node-name", x+wide, 5.0
	room := func(width float64) float64 { return (1-2*left)*width/float64(max(layers-1, 1)) - wide*width - 14 }
	switch {
	case left == 0:
		room = func(width float64) float64 { return width/float64(max(layers, 2)) - wide*width - 8 }
		if node.layer == layers-1 {
			class, tx, dx = "node-name end", x, -5
		}
	case node.layer == 0:
		class, tx, dx = "node-name end", x, -6
		room = func(width float64) float64 { return left*width - 10 }
	case node.layer == layers-1:
		room = func(width float64) float64 { return left*width - 10 }
	}
	value := d.nodeValue(node.value)
	tight := d.nodeText(of.Label, value, node.h, room(width))
	roomy := tight
	if !d.file && left > 0 {
		roomy = d.nodeText(of.Label, value, node.h, room(roomyWidth))
	}
	say := of.Label + ": " + d.c.Full(d.p, 0, chart.Point{Fact: &chart.Fact{Number: node.value, Known: true}, Text: value})
	say = spoken(strings.TrimSpace(roomy.name+" "+roomy.value), say)
	d.open("g", "role", "listitem")
	end := d.link(of.Href, say)
	d.hint(say)
	paint := "fi"
	if color >= 0 {
		paint = fill(color)
	}
	d.leaf("rect", "class", paint, "x", d.x(x), "y", num(node.y), "width", d.w(wide), "height", num(math.Max(node.h, 1)))
	if tight == roomy {
		d.nodeName(tight, class, "", tx, node.y+node.h/2, dx)
	} else {
		d.nodeName(tight, class+" tight", "true", tx, node.y+node.h/2, dx)
		d.nodeName(roomy, class+" roomy", "", tx, node.y+node.h/2, dx)
	}
	end()
	d.close("g")
}

func (d *drawing) nodeName(t nodeText, class, hidden string, x, middle, dx float64) {
	y := middle + 4.5
	if t.below {
		y -= 8
	}
	d.open("text", "class", class, "x", d.x(x), "y", num(y), "transform", "translate("+num(dx)+")", "aria-hidden", hidden)
	d.text(t.name + " ")
	switch {
	case t.below:
		d.word("tspan", t.value, "class", "end-value", "x", d.x(x), "y", num(y+16))
	case t.value != "":
		d.word("tspan", t.value, "class", "end-value")
	}
	d.close("text")
}

// nodeValue writes the value of a node, the sum of its flows.
func (d *drawing) nodeValue(v float64) string {
	if d.c.OfFacts() {
		return d.c.UnitOf(0).Number(d.p, v)
	}
	return d.p.Decimal(v, 2)
}
