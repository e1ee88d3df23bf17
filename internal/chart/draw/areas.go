package draw

import (
	"math"
	"strings"
)

// areasPicture draws columns of values stacked on each other, over time.
func (d *drawing) areasPicture() {
	d.open("div", "class", "pic pic-areas")
	d.key(d.areaKey())
	f := d.newFrame(valueRoom, d.linesHeight(plotHeight+40), true)
	f.withEnds(f.areas, f.areaEnds())
	d.close("div")
}

func (d *drawing) areasSheet(y float64) float64 {
	items := d.areaKey()
	if d.named() {
		items = items[min(d.series(), len(items)):]
	}
	y = d.keySheet(y, items)
	f := d.newFrame(valueRoom, d.linesHeight(320), true)
	return d.shifted(y, f.manyHeight(), func() { f.withEnds(f.areas, f.areaEnds()) })
}

// areaKey names the areas, the last of the columns first, as they stand.
func (d *drawing) areaKey() []keyItem {
	items := d.keyItems(func(series int) paint { return paint{color: d.c.HeadColor(series)} })
	kept := items[:0]
	for _, it := range items {
		if it.gap {
			it.gap, it.broken, it.text = false, true, d.p.T("chart.gap")
		}
		if it.paint == nil || !it.paint.hatch { // areas hatch nothing
			kept = append(kept, it)
		}
	}
	return kept
}

// stacked returns the lower and the upper edge of a series in every row, and
// which rows are wholly known: without one part the others would stand too low
// and their sum look like a fall. What is below zero has no height.
func (f frame) stacked() (edges [][]float64, known []bool) {
	edges = make([][]float64, f.series()+1)
	known = make([]bool, len(f.c.Rows))
	for i := range known {
		known[i] = true
	}
	edges[0] = make([]float64, len(f.c.Rows))
	for s := range f.series() {
		edges[s+1] = make([]float64, len(f.c.Rows))
		ever := f.last(s) >= 0
		for i, r := range f.c.Rows {
			v, ok := point(r, s).Value()
			known[i] = known[i] && (ok || !ever)
			edges[s+1][i] = edges[s][i] + math.Max(v, 0)
		}
	}
	return edges, known
}

// areas draws the whole picture. A row with an unknown part is a gap in all
// areas.
func (f frame) areas() {
	edges, known := f.stacked()
	f.grid()
	x := func(row int) float64 { return f.mid(row) * 1000 }
	if f.file {
		x = func(row int) float64 { return f.left + f.mid(row)*f.width }
	} else {
		height := num(f.top + f.height)
		f.open("svg", "class", "stretch", "width", "100%", "height", height, "viewBox", "0 0 1000 "+height,
			"preserveAspectRatio", "none", "aria-hidden", "true", "focusable", "false")
	}
	half := 0.35 * (x(1) - x(0))
	for s := range f.series() {
		var path strings.Builder
		for from := 0; from < len(known); from++ {
			if !known[from] {
				continue
			}
			to := from
			for to+1 < len(known) && known[to+1] {
				to++
			}
			f.band(&path, edges[s], edges[s+1], from, to, x, half)
			from = to
		}
		f.leaf("path", "class", "band "+fill(f.c.HeadColor(s)), "d", path.String(), "vector-effect", "non-scaling-stroke")
	}
	if !f.file {
		f.close("svg")
	}
	f.baseline()
	f.scale()
	f.notes(f.timeAxis(f.top+f.height) + 2)
}

// band adds one unbroken piece of an area to a path; a single row becomes a
// short bar.
func (f frame) band(path *strings.Builder, low, high []float64, from, to int, x func(int) float64, half float64) {
	if from == to {
		l, r := num(x(from)-half), num(x(from)+half)
		path.WriteString("M" + l + " " + num(f.y(high[from])) + "H" + r + "V" + num(f.y(low[from])) + "H" + l + "Z")
		return
	}
	for i := from; i <= to; i++ {
		command := "L"
		if i == from {
			command = "M"
		}
		path.WriteString(command + num(x(i)) + " " + num(f.y(high[i])))
	}
	for i := to; i >= from; i-- {
		path.WriteString("L" + num(x(i)) + " " + num(f.y(low[i])))
	}
	path.WriteString("Z")
}

// areaEnds are the names of the areas at the middle of their last height.
func (f frame) areaEnds() []end {
	edges, known := f.stacked()
	row := len(known) - 1
	for row >= 0 && !known[row] {
		row--
	}
	if row < 0 {
		return nil
	}
	var ends []end
	for s := range f.series() {
		if point(f.c.Rows[row], s).Known() {
			ends = append(ends, end{series: s, row: row, at: f.y((edges[s][row] + edges[s+1][row]) / 2)})
		}
	}
	return spread(ends, f.top+4, f.top+f.height-2)
}
