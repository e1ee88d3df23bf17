package draw

import (
	"cmp"
	"math"
	"strings"

	"muara/internal/chart"
)

// Sizes of a little picture, in px.
const (
	miniHeight = 74
	miniTop    = 4
	miniAcross = 4 // in a file
	miniGap    = 24
)

// mini is one of many little pictures over time, all on one scale: the line
// of a column of values over a pale ground.
type mini struct {
	frame
	series int
}

func (d *drawing) minis() []mini {
	lo, hi, _ := d.c.Extent()
	f := frame{drawing: d, top: miniTop, height: miniHeight, lo: math.Min(lo, 0), hi: math.Max(hi, 0), slots: max(len(d.c.Rows), 1)}
	if f.lo == f.hi {
		f.hi = f.lo + 1
	}
	out := make([]mini, d.series())
	for s := range out {
		out[s] = mini{f, s}
	}
	return out
}

// multiplesPicture draws a grid of little pictures, each named, with its last
// value.
func (d *drawing) multiplesPicture() {
	d.open("div", "class", "pic pic-multiples")
	d.scaleNote()
	d.open("ul", "class", "minis", "role", "list")
	for _, m := range d.minis() {
		d.open("li")
		m.heading()
		d.open("svg", "width", "100%", "height", num(miniTop+miniHeight+2), "role", "img", "aria-label", m.say(), "focusable", "false")
		m.draw()
		d.close("svg")
		d.close("li")
	}
	d.close("ul")
	d.open("p", "class", "pic-span num", "aria-hidden", "true")
	d.text(d.span())
	d.close("p")
	d.close("div")
}

// span names the first and the last row: all pictures reach from the one to
// the other.
func (d *drawing) span() string {
	rows := d.c.Rows
	if len(rows) < 2 {
		return ""
	}
	return slotName(rows[0]) + " – " + slotName(rows[len(rows)-1])
}

// scaleNote says that all pictures have one scale, and how far it reaches.
func (d *drawing) scaleNote() {
	text, href := d.greatest()
	d.open("p", "class", "pic-scale")
	d.text(d.p.T("chart.one-scale") + " ")
	rows{drawing: d}.fig(href, spoken(text, d.p.T("chart.greatest", text, d.c.UnitName(d.p))), text, "num")
	d.close("p")
}

func (d *drawing) scaleText() string {
	text, _ := d.greatest()
	return d.p.T("chart.one-scale") + " " + text
}

// heading writes the name and the last known value.
func (m mini) heading() {
	name := m.colName(m.series)
	m.open("p", "class", "mini-head")
	if href := m.head(m.series).Href; href != "" {
		m.word("a", name, "href", safeURL(href))
	} else {
		m.word("b", name)
	}
	if row := m.last(m.series); row >= 0 {
		pt := point(m.c.Rows[row], m.series)
		rows{drawing: m.drawing}.fig(pt.Href, m.c.Describe(m.p, row, m.series), m.caption(pt), "num")
	}
	m.close("p")
}

// say is the accessible text: from where to where.
func (m mini) say() string {
	first, last := -1, m.last(m.series)
	for i := range m.c.Rows {
		if point(m.c.Rows[i], m.series).Known() {
			first = i
			break
		}
	}
	if first < 0 {
		return m.colName(m.series) + ": " + m.p.T("chart.unknown")
	}
	if first == last {
		return m.c.Describe(m.p, last, m.series)
	}
	return m.c.Describe(m.p, first, m.series) + " – " + m.c.Rows[last].Label + ": " + m.c.Full(m.p, m.series, point(m.c.Rows[last], m.series))
}

// draw draws the ground and the line with gaps where nothing is known.
func (m mini) draw() {
	line, ground := m.paths()
	color := m.c.HeadColor(m.series)
	if len(m.c.Heads) == 0 || m.head(m.series).Color == 0 && color != 0 {
		color = 1 // the name tells them apart
	}
	height := num(m.top + m.height)
	if !m.file {
		m.open("svg", "class", "stretch", "width", "100%", "height", height, "viewBox", "0 0 1000 "+height, "preserveAspectRatio", "none", "aria-hidden", "true", "focusable", "false")
	}
	m.leaf("path", "class", fill(color)+" tint", "d", ground)
	m.leaf("path", "class", "line "+stroke(color), "d", line, "vector-effect", "non-scaling-stroke")
	if !m.file {
		m.close("svg")
	}
	y := num(m.y(0))
	m.leaf("line", "class", "bracket", "x1", m.x(0), "x2", m.x(1), "y1", y, "y2", y)
	if row := m.last(m.series); row >= 0 {
		pt := point(m.c.Rows[row], m.series)
		v, _ := pt.Value()
		m.leaf("circle", "class", "dot "+fill(color)+" "+stroke(color), "cx", m.x(m.mid(row)), "cy", num(m.y(v)), "r", "2.5")
	}
}

func (m mini) paths() (line, ground string) {
	x := func(row int) float64 { return m.mid(row) * 1000 }
	if m.file {
		x = func(row int) float64 { return m.left + m.mid(row)*m.width }
	}
	var l, g strings.Builder
	zero := num(m.y(0))
	from := -1
	for i := 0; i <= len(m.c.Rows); i++ {
		known := i < len(m.c.Rows) && point(m.c.Rows[i], m.series).Known()
		switch {
		case known && from < 0:
			from = i
			v, _ := point(m.c.Rows[i], m.series).Value()
			l.WriteString("M" + num(x(i)) + " " + num(m.y(v)))
			g.WriteString("M" + num(x(i)) + " " + zero + "L" + num(x(i)) + " " + num(m.y(v)))
		case known:
			v, _ := point(m.c.Rows[i], m.series).Value()
			step := "L" + num(x(i)) + " " + num(m.y(v))
			l.WriteString(step)
			g.WriteString(step)
		case from >= 0:
			g.WriteString("V" + zero + "Z")
			from = -1
		}
	}
	return l.String(), g.String()
}

// multiplesSheet draws the grid into a file and returns the y below.
func (d *drawing) multiplesSheet(y float64) float64 {
	y = d.paragraph(d.scaleText()+" · "+d.span(), "source", 12, y, 20) + 6
	left, width := d.left, d.width
	defer func() { d.left, d.width = left, width }()
	d.width = (width - (miniAcross-1)*miniGap) / miniAcross
	for s, m := range d.minis() {
		d.left = left + float64(s%miniAcross)*(d.width+miniGap)
		if s > 0 && s%miniAcross == 0 {
			y += miniHeight + 52
		}
		text := ""
		href := m.head(s).Href
		if row := d.last(s); row >= 0 {
			pt := point(d.c.Rows[row], s)
			text, href = d.caption(pt), cmp.Or(pt.Href, href)
		}
		end := d.link(href, m.say())
		d.hint(m.say())
		name := d.fit(d.colName(s), 13, d.width-d.textWidth(text, 13)-8)
		if name == "" {
			name, text = d.fit(d.colName(s), 13, d.width), ""
		}
		d.word("text", name, "class", "label", "x", d.x(0), "y", num(y+16))
		d.word("text", text, "class", "value end", "x", d.x(1), "y", num(y+16))
		end()
		d.shifted(y+20, 0, m.draw)
	}
	return y + miniHeight + 40
}

// shadeOf is the step of a value on a ramp of five, 1 to 5, 0 for nothing:
// equal steps of its root, which spread what would otherwise be one dark
// giant among pale dwarfs. Below zero it is negative.
func shadeOf(v, most float64) int {
	if most <= 0 || v == 0 {
		return 0
	}
	step := min(max(int(math.Ceil(math.Sqrt(math.Abs(v)/most)*shades-1e-9)), 1), shades)
	if v < 0 {
		return -step
	}
	return step
}

const shades = 5

// most is the greatest size of any value, on either side of zero.
func most(c chart.Chart) float64 {
	lo, hi, _ := c.Extent()
	return math.Max(math.Abs(lo), math.Abs(hi))
}
