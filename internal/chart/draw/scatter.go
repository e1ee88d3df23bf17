package draw

import (
	"cmp"
	"math"
	"slices"

	"muara/internal/chart"
)

// Sizes of a scatter, in px.
const (
	scatterHeight = 380
	scatterFoot   = 44
	greatestDot   = 24 // radius
	leastDot      = 3.5
	dotSize       = 5 // radius where size says nothing
	manyDots      = 400
	manyNames     = 30
	dotText       = 12
)

// axis places values along a side of a picture.
type axis struct {
	log    bool
	lo, hi float64
	ticks  []float64
}

// at is the place of a value, 0 to 1.
func (a axis) at(v float64) float64 {
	if a.log {
		return (math.Log10(v) - math.Log10(a.lo)) / (math.Log10(a.hi) - math.Log10(a.lo))
	}
	return (v - a.lo) / (a.hi - a.lo)
}

// newAxis covers values with round ticks, powers of ten on a log axis.
func newAxis(values []float64, log bool) axis {
	lo, hi := slices.Min(values), slices.Max(values)
	if !log {
		t := chart.Ticks(lo, hi, chart.AxisTicks)
		return axis{lo: t[0], hi: t[len(t)-1], ticks: t}
	}
	a := axis{log: true, lo: math.Pow10(int(math.Floor(math.Log10(lo) + 1e-9))), hi: math.Pow10(int(math.Ceil(math.Log10(hi) - 1e-9)))}
	if a.hi <= a.lo {
		a.hi = a.lo * 10
	}
	stride := max(1, int(math.Round(math.Log10(a.hi/a.lo)))/5)
	for e := 0; ; e += stride {
		t := a.lo * math.Pow10(e)
		if t > a.hi*1.001 {
			return a
		}
		a.ticks = append(a.ticks, t)
	}
}

// dot is a row in a scatter.
type dot struct {
	row  int
	x, y float64 // fraction of the width; px
	r    float64 // px
	name string  // what of its label is written
	wide bool    // its name is left out in narrow places
	side int     // where the name stands, see sidesOfDot
}

// scatter is a laid out picture of dots.
type scatter struct {
	*drawing
	ax, ay axis
	top    float64
	height float64
	dots   []dot    // the greatest first
	left   []string // rows without a place
	nodes  map[string]int
}

func (d *drawing) scatterPicture() {
	s, ok := d.newScatter(scatterHeight)
	if !ok {
		d.word("p", d.p.T("chart.empty"), "class", "pic pic-empty")
		return
	}
	s.nameDots(300, false)
	s.nameDots(540, true)
	d.open("div", "class", "pic pic-scatter")
	d.nodeKey()
	d.openSVG("", s.top+s.height+scatterFoot)
	s.draw()
	d.close("svg")
	d.leftOut(s.left)
	d.close("div")
}

func (d *drawing) scatterSheet(y float64) float64 {
	s, ok := d.newScatter(480)
	if !ok {
		return d.paragraph(d.p.T("chart.empty"), "what", 14, y, 24)
	}
	s.nameDots(d.width, false)
	y = d.keySheet(y, d.nodeItems())
	y = d.shifted(y+6, s.top+s.height+scatterFoot, s.draw)
	if len(s.left) > 0 {
		y = d.paragraph(d.p.T("chart.not-drawn", list(s.left)), "source", 12, y+4, 18)
	}
	return y
}

// newScatter finds axes and places. A row has a place where both values are
// known and, on a log axis, above zero.
func (d *drawing) newScatter(height float64) (*scatter, bool) {
	s := &scatter{drawing: d, top: 34, height: height, nodes: d.nodeAt()}
	var xs, ys, sizes []float64
	var rows []int
	for i, r := range d.c.Rows {
		x, ok0 := point(r, 0).Value()
		y, ok1 := point(r, 1).Value()
		switch {
		case !ok0 || !ok1:
			s.left = append(s.left, r.Label+" ("+d.p.T("chart.unknown")+")")
		case d.c.LogX && x <= 0 || d.c.LogY && y <= 0:
			s.left = append(s.left, r.Label)
		default:
			z, _ := point(r, 2).Value()
			rows, xs, ys, sizes = append(rows, i), append(xs, x), append(ys, y), append(sizes, math.Max(z, 0))
		}
	}
	if n := len(s.left); n > 12 {
		s.left = append(s.left[:12], d.p.T("chart.others", d.p.Count(n-12)))
	}
	if len(rows) == 0 {
		return nil, false
	}
	s.ax, s.ay = newAxis(xs, d.c.LogX), newAxis(ys, d.c.LogY)
	most := slices.Max(sizes)
	for i, row := range rows {
		r := float64(dotSize)
		if most > 0 {
			r = math.Max(leastDot, greatestDot*math.Sqrt(sizes[i]/most))
		}
		s.dots = append(s.dots, dot{row: row, x: s.ax.at(xs[i]), y: s.top + height*(1-s.ay.at(ys[i])), r: r})
	}
	slices.SortStableFunc(s.dots, func(a, b dot) int { return cmp.Compare(b.r, a.r) })
	return s, true
}

// box is the ground of a dot or a name in px at a width.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) meets(o box) bool { return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1 }

// sidesOfDot are the places of a name, the best first: right, left, above,
// below; each with its anchor's class.
var sidesOfDot = [...]string{"", "end", "middle", "middle"}

// namePlace is the anchor of a name relative to its dot's middle.
func namePlace(side int, r float64) (dx, dy float64) {
	switch side {
	case 0:
		return r + 4, 4
	case 1:
		return -r - 4, 4
	case 2:
		return 0, -r - 5
	}
	return 0, r + 14
}

func (d *drawing) nameBox(n dot, side int, width float64) box {
	w := d.textWidth(n.name, dotText)
	dx, dy := namePlace(side, n.r)
	x, y := n.x*width+dx, n.y+dy
	switch side {
	case 1:
		x -= w
	case 2, 3:
		x -= w / 2
	}
	return box{x - 1, y - 11, x + w + 1, y + 4}
}

// nameDots writes names at the dots from the greatest on, where they meet no
// other name and no other dot at a width in px; wider places only move them
// apart. Names that only a wide place has room for are marked.
func (s *scatter) nameDots(width float64, wide bool) {
	var taken []box
	for _, n := range s.dots {
		taken = append(taken, box{n.x*width - n.r, n.y - n.r, n.x*width + n.r, n.y + n.r})
		if n.name != "" {
			taken = append(taken, s.nameBox(n, n.side, width))
		}
	}
	names := 0
	for i := range s.dots {
		n := &s.dots[i]
		if n.name != "" || s.c.Rows[n.row].Muted {
			continue
		}
		if names++; names > manyNames {
			return
		}
		try := *n
		try.name = s.fit(s.c.Rows[n.row].Label, dotText, 150)
		for side := range sidesOfDot {
			b := s.nameBox(try, side, width)
			if b.x0 < 0 || b.x1 > width || b.y0 < s.top-8 || b.y1 > s.top+s.height+6 {
				continue
			}
			if k := slices.IndexFunc(taken, b.meets); k >= 0 {
				continue
			}
			try.side, try.wide = side, wide
			*n = try
			taken = append(taken, b)
			break
		}
	}
}

// draw draws the whole picture.
func (s *scatter) draw() {
	s.axes()
	s.open("g", "role", "list")
	for i, n := range s.dots {
		s.dot(i, n)
	}
	s.close("g")
	s.open("g", "aria-hidden", "true")
	for _, n := range s.dots {
		if n.name == "" {
			continue
		}
		class := "dot-name " + sidesOfDot[n.side]
		if n.wide {
			class += " minor"
		}
		dx, dy := namePlace(n.side, n.r)
		s.word("text", n.name, "class", class, "x", s.x(n.x), "y", num(n.y+dy), "transform", "translate("+num(dx)+")")
	}
	s.close("g")
}

// dot draws a dot; beyond the greatest ones they are scenery, named in the
// table.
func (s *scatter) dot(i int, n dot) {
	r := s.c.Rows[n.row]
	color := s.dotColor(r)
	kv := []string{"class", "spot " + fill(color), "cx", s.x(n.x), "cy", num(n.y), "r", num(n.r)}
	if i >= manyDots {
		s.leaf("circle", kv...)
		return
	}
	s.open("g", "role", "listitem")
	say := s.say(n.row)
	var attrs []string
	if !s.file && len(s.dots) > manyStops && i > 0 {
		attrs = []string{"tabindex", "-1"}
	}
	end := s.link(cmp.Or(r.Href, point(r, 1).Href, point(r, 0).Href), say, attrs...)
	s.hint(say)
	s.leaf("circle", kv...)
	end()
	s.close("g")
}

// dotColor is that of the row's node; dots of no node share one colour.
func (s *scatter) dotColor(r chart.Row) int {
	node, grouped := s.nodes[r.Group]
	switch {
	case r.Muted:
		return 0
	case r.Color > 0:
		return r.Color
	case grouped:
		return s.nodeColors[node]
	}
	return 1
}

// say is a row in a line: "Batubara: Pertumbuhan 12,5%; Nilai US$3,1 miliar".
func (s *scatter) say(row int) string {
	r := s.c.Rows[row]
	out := r.Label
	for col, pt := range r.Points {
		sep := "; "
		if col == 0 {
			sep = ": "
		}
		out += sep + s.colName(col) + " " + s.c.Full(s.p, col, pt)
	}
	return out
}

// axes draws both grids with their values and names.
func (s *scatter) axes() {
	bottom := s.top + s.height
	s.open("g", "class", "axis", "aria-hidden", "true")
	for i, text := range s.tickText(1, s.ay.ticks) {
		y := s.top + s.height*(1-s.ay.at(s.ay.ticks[i]))
		s.leaf("line", "class", lineOf(s.ay, i), "x1", s.x(0), "x2", s.x(1), "y1", num(y), "y2", num(y))
		if i > 0 || !s.ax.log { // the corner has the value of the other axis
			s.word("text", text, "class", "axis", "x", s.x(0), "y", num(y-4))
		}
	}
	texts := s.tickText(0, s.ax.ticks)
	for i, text := range texts {
		at := s.ax.at(s.ax.ticks[i])
		class := "axis middle"
		switch {
		case i == 0:
			class = "axis"
		case i == len(texts)-1:
			class = "axis end"
		}
		s.leaf("line", "class", lineOf(s.ax, i), "x1", s.x(at), "x2", s.x(at), "y1", num(s.top), "y2", num(bottom))
		s.word("text", text, "class", class, "x", s.x(at), "y", num(bottom+16))
	}
	s.word("text", "↑ "+s.axisName(1), "class", "label", "x", s.x(0), "y", "13")
	s.word("text", s.axisName(0)+" →", "class", "label end", "x", s.x(1), "y", num(bottom+36))
	s.close("g")
}

// lineOf draws zero in ink and all else as grid.
func lineOf(a axis, i int) string {
	if !a.log && a.ticks[i] == 0 {
		return "base"
	}
	return "grid"
}

func (s *scatter) axisName(col int) string {
	name := s.colName(col)
	if unit := s.c.UnitOf(col).Of; s.c.OfFacts() && unit != chart.Percent {
		name += " (" + s.c.UnitOf(col).Name(s.p) + ")"
	}
	return s.fit(name, endSize, 290)
}

func (s *scatter) tickText(col int, ticks []float64) []string {
	if !s.c.OfFacts() {
		return s.c.TickText(s.p, ticks)
	}
	c := s.c
	c.Unit, c.Units = s.c.UnitOf(col), nil
	return c.TickText(s.p, ticks)
}
