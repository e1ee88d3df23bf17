package draw

import (
	"math"
	"slices"
	"strings"

	"muara/internal/chart"
)

// dashes tell lines apart without colour; the first is solid.
var dashes = []string{"", "8 4", "2 5", "10 3 2 3"}

// dash is the dash of a series. Where the palette begins anew the dashes
// shift, so that 32 lines differ in the one or the other.
func dash(series int) string { return dashes[(series+series/chart.Colors)%len(dashes)] }

// manyPoints is the number of points from which a picture has its lines and
// their ends only: nobody aims at one of a thousand points. Script reads them
// under the pointer, and the table has them all.
const manyPoints = 400

func (d *drawing) crowded() bool { return len(d.c.Rows)*d.series() > manyPoints }

// linesPicture draws one line for each column of values, over time.
func (d *drawing) linesPicture() {
	d.open("div", "class", "pic pic-lines")
	d.key(d.lineKey())
	f := d.newFrame(valueRoom, d.linesHeight(plotHeight+10), true)
	f.withEnds(f.lines, f.lineEnds())
	d.close("div")
}

// linesHeight is high enough for a name at the end of every line.
func (d *drawing) linesHeight(least float64) float64 {
	return math.Max(least, float64(d.series())*endStep)
}

// linesSheet draws lines into a file and returns the y below.
func (d *drawing) linesSheet(y float64) float64 {
	items := d.lineKey()
	if d.named() { // the ends of the lines say which is which
		items = items[min(d.series(), len(items)):]
	}
	y = d.keySheet(y, items)
	f := d.newFrame(valueRoom, d.linesHeight(300), true)
	return d.shifted(y, f.manyHeight(), func() { f.withEnds(f.lines, f.lineEnds()) })
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
	f.scale()
	if f.crowded() {
		f.lastMarks()
	} else {
		f.open("g", "role", "list")
		for s := range f.series() {
			for i := range f.c.Rows {
				f.stop(i, s)
			}
		}
		f.close("g")
	}
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
	class := "line " + f.lineClass(series)
	if f.series() > chart.Colors {
		class += " thin"
	}
	kv := []string{"class", class, "d", path.String(), "stroke-dasharray", dash(series)}
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
	return stroke(d.c.HeadColor(series))
}

// lastMarks puts a marker at the last known point of every line.
func (f frame) lastMarks() {
	f.open("g", "aria-hidden", "true")
	for s := range f.series() {
		if row := f.last(s); row >= 0 {
			v, _ := point(f.c.Rows[row], s).Value()
			f.marker(f.markerOf(s), f.x(f.mid(row)), num(f.y(v)), 3, false)
		}
	}
	f.close("g")
}

// last is the last row in which a series is known, -1 for none.
func (d *drawing) last(series int) int {
	for i := len(d.c.Rows) - 1; i >= 0; i-- {
		if point(d.c.Rows[i], series).Known() {
			return i
		}
	}
	return -1
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
	written := free && !f.named() && slices.Contains(speaking(f.c.Rows, series), row)
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
	color, ring := "fr", "sr"
	if series > 0 {
		color, ring = fill(d.c.HeadColor(series-1)), stroke(d.c.HeadColor(series-1))
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
