package draw

import (
	"math"
	"slices"
	"strings"

	"muara/internal/chart"
)

// dashes tell lines apart without colour; the first is solid.
var dashes = []string{"", "8 4", "2 5", "10 3 2 3"}

// linesPicture draws one line for each column of values, over time.
func (d *drawing) linesPicture() {
	d.open("div", "class", "pic pic-lines")
	d.key(d.lineKey())
	f := d.newFrame(valueRoom, plotHeight+10, true)
	d.openSVG("", f.manyHeight())
	f.lines()
	d.close("svg")
	d.close("div")
}

// lineKey explains lines: a hollow marker covers less, a gap is unknown.
func (d *drawing) lineKey() []keyItem {
	items := d.keyItems(func(int) paint { return paint{} })
	for i := range items {
		switch {
		case items[i].paint != nil:
			items[i].paint, items[i].hollow = nil, true
		case items[i].gap:
			items[i].gap, items[i].broken, items[i].text = false, true, d.p.T("chart.gap")
		}
	}
	return items
}

// lines draws the whole picture.
func (f frame) lines() {
	f.grid()
	f.baseline()
	for s := range f.series() {
		f.path(s)
	}
	f.open("g", "role", "list")
	for s := range f.series() {
		for i := range f.c.Rows {
			f.stop(i, s)
		}
	}
	f.close("g")
	f.notes(f.timeAxis(f.top+f.height) + 2)
}

// path draws the line of a series with a gap at every unknown value. On a
// page it stands in a picture that stretches with its place, while the
// stroke keeps its width.
func (f frame) path(series int) {
	const across = 1000 // units over the width on a page
	x := func(row int) float64 { return f.mid(row) * across }
	if f.file {
		x = func(row int) float64 { return f.left + f.mid(row)*f.width }
	}
	var path strings.Builder
	drawing := false
	for i, r := range f.c.Rows {
		v, known := point(r, series).Value()
		if !known {
			drawing = false
			continue
		}
		command := "M"
		if drawing {
			command = "L"
		}
		drawing = true
		path.WriteString(command + num(x(i)) + " " + num(f.y(v)))
	}
	kv := []string{"class", "line " + f.lineClass(series), "d", path.String(), "stroke-dasharray", dashes[series%len(dashes)]}
	if f.file {
		f.leaf("path", kv...)
		return
	}
	height := num(f.top + f.height)
	f.open("svg", "class", "stretch", "width", "100%", "height", height, "viewBox", "0 0 1000 "+height,
		"preserveAspectRatio", "none", "aria-hidden", "true", "focusable", "false")
	f.leaf("path", append(kv, "vector-effect", "non-scaling-stroke")...)
	f.close("svg")
}

func (d *drawing) lineClass(series int) string {
	if d.single() {
		return "sr"
	}
	return stroke(series%chart.Colors + 1)
}

// stop draws the marker of a point, its link and perhaps its number.
func (f frame) stop(row, series int) {
	pt := point(f.c.Rows[row], series)
	v, known := pt.Value()
	if !known {
		return // a gap; the table says so in words
	}
	f.open("g", "role", "listitem")
	defer f.close("g")
	var kv []string
	if !f.file && len(f.c.Rows) > manyStops {
		kv = []string{"tabindex", "-1"}
	}
	name := f.c.Describe(f.p, row, series)
	defer f.link(pt.Href, name, kv...)()
	y := f.y(v)
	at, free := f.valueY(row, series, y)
	written := free && slices.Contains(speaking(f.c.Rows, series), row)
	if !written {
		f.hint(name)
	}
	x := f.x(f.mid(row))
	f.leaf("circle", "class", "hit", "cx", x, "cy", num(y), "r", "9")
	f.marker(f.markerOf(series), x, num(y), f.markerSize(row, series), pt.Partial)
	if written {
		f.value(pt, f.mid(row), at)
		return
	}
	f.dispute(pt, f.mid(row), y-8)
}

// valueY puts a number above its point, or below where a greater series of
// the same row is near, and reports whether there is room for it at all.
func (f frame) valueY(row, series int, y float64) (at float64, free bool) {
	for s := range f.series() {
		other, known := point(f.c.Rows[row], s).Value()
		if o := f.y(other); known && s != series && o <= y && y-o < 34 {
			return y + 20, y+22 < f.top+f.height
		}
	}
	return y - 10, true
}

// markerOf is the number of the marker of a series: 0 is the accent's.
func (d *drawing) markerOf(series int) int {
	if d.single() {
		return 0
	}
	return series + 1
}

// markerSize is the radius of a marker: small where there are many, yet never
// too small to see a point that no line reaches.
func (f frame) markerSize(row, series int) float64 {
	size := 4.0
	switch n := len(f.c.Rows); {
	case n > 60:
		size = 1.6
	case n > 24:
		size = 2.6
	}
	known := func(i int) bool {
		return i >= 0 && i < len(f.c.Rows) && point(f.c.Rows[i], series).Known()
	}
	if !known(row-1) && !known(row+1) {
		size = math.Max(size, 3)
	}
	return size
}

// marker draws the sign of a series at a place: a disc, a square, a triangle,
// a diamond. It is hollow where the value covers less than its row says.
func (d *drawing) marker(series int, x, y string, r float64, hollow bool) {
	color, ring := fill(series), stroke(series)
	if series == 0 {
		color, ring = "fr", "sr"
	}
	if hollow {
		color = "hollow"
	}
	class := "dot " + color + " " + ring
	if series <= 1 {
		d.leaf("circle", "class", class, "cx", x, "cy", y, "r", num(r))
		return
	}
	// A nested picture carries a shape to a place given in percent.
	d.open("svg", "x", x, "y", y, "width", "1", "height", "1", "overflow", "visible", "class", "at")
	d.leaf("path", "class", class, "d", shape(series, r))
	d.close("svg")
}

func shape(series int, r float64) string {
	a, b := num(r), num(2*r)
	switch series % 4 {
	case 2:
		return "M-" + a + " -" + a + "h" + b + "v" + b + "h-" + b + "z"
	case 3:
		t := num(r * 1.15)
		return "M0 -" + t + "L" + t + " " + a + "L-" + t + " " + a + "z"
	default:
		t := num(r * 1.25)
		return "M0 -" + t + "L" + t + " 0L0 " + t + "L-" + t + " 0z"
	}
}
