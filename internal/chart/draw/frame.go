package draw

import (
	"math"
	"slices"

	"muara/internal/chart"
	"muara/internal/trade"
)

// frame is the ground of a picture over time: slots of equal width from left
// to right, one for each row, and values from bottom to top.
type frame struct {
	*drawing
	top, height float64 // px, of the plot
	lo, hi      float64 // values at its bottom and top
	slots       int     // at least as many as rows
	first       float64 // slots left empty before the first row
	ticks       []float64
}

// y places a value.
func (f frame) y(v float64) float64 {
	return f.top + f.height*(f.hi-v)/(f.hi-f.lo)
}

// mid is the middle of a row's slot as a fraction of the width.
func (f frame) mid(row int) float64 {
	return (f.first + float64(row) + 0.5) / float64(f.slots)
}

// slot is the width of a slot as a fraction.
func (f frame) slot() float64 { return 1 / float64(f.slots) }

// newFrame makes a frame for the chart's values. With ticks it ends on round
// values; without, on the values themselves.
func (d *drawing) newFrame(top, height float64, ticks bool) frame {
	lo, hi, _ := d.c.Extent()
	f := frame{drawing: d, top: top, height: height, lo: math.Min(lo, 0), hi: math.Max(hi, 0), slots: max(len(d.c.Rows), 1)}
	if ticks {
		f.ticks = chart.Ticks(lo, hi, chart.AxisTicks)
		f.lo, f.hi = f.ticks[0], f.ticks[len(f.ticks)-1]
	}
	if f.lo == f.hi {
		f.hi = f.lo + 1
	}
	if n := len(d.c.Rows); d.named() && n > 1 { // from edge to edge: the names begin where the lines end
		f.first, f.slots = -0.5, n-1
	}
	return f
}

// grid draws the lines of the ticks. Like their values they are scenery,
// hidden from screen readers: every figure has its own link.
func (f frame) grid() {
	if len(f.ticks) == 0 {
		return
	}
	f.open("g", "class", "axis", "aria-hidden", "true")
	for _, t := range f.ticks {
		if y := num(f.y(t)); t != 0 {
			f.leaf("line", "class", "grid", "x1", f.x(0), "x2", f.x(1), "y1", y, "y2", y)
		}
	}
	f.close("g")
}

// scale writes the values of the ticks above their lines, over what is drawn.
func (f frame) scale() {
	if len(f.ticks) == 0 {
		return
	}
	f.open("g", "class", "axis scale", "aria-hidden", "true")
	texts := f.c.TickText(f.p, f.ticks)
	for i, t := range f.ticks {
		if t != 0 {
			f.word("text", texts[i], "class", "axis", "x", f.x(0), "y", num(f.y(t)-4))
		}
	}
	f.close("g")
}

// baseline draws the line of zero.
func (f frame) baseline() {
	y := num(f.y(0))
	f.leaf("line", "class", "base", "x1", f.x(0), "x2", f.x(1), "y1", y, "y2", y, "aria-hidden", "true")
}

// tick is a text under the plot.
type tick struct {
	row   int
	text  string
	minor bool // left out where it is narrow
}

// The widths that ticks are chosen for: with every tick shown, and with the
// minor ones left out.
const wideTicks, narrowTicks = 540.0, 290.0

// timeTicks chooses the texts under many slots: the years where rows are
// months, every so many labels otherwise.
func timeTicks(rows []chart.Row) []tick {
	ticks := yearTicks(rows)
	if len(ticks) < 2 {
		ticks = ticks[:0]
		for i, r := range rows {
			ticks = append(ticks, tick{row: i, text: slotName(r)})
		}
	}
	ticks = thin(ticks, wideTicks)
	kept := thin(ticks, narrowTicks)
	for i := range ticks {
		ticks[i].minor = !slices.ContainsFunc(kept, func(k tick) bool { return k.row == ticks[i].row })
	}
	return ticks
}

// yearTicks are the Januaries of rows that are months.
func yearTicks(rows []chart.Row) []tick {
	var ticks []tick
	for i, r := range rows {
		if m, err := trade.ParseMonth(r.Key); err == nil && m.Number() == 1 {
			ticks = append(ticks, tick{row: i, text: trade.YearOf(m.Year()).String()})
		}
	}
	return ticks
}

// slotName is what stands under a slot: its year rather than "Jan-Nov 2022",
// since the hatching says that it is not a whole one.
func slotName(r chart.Row) string {
	if p, err := trade.ParsePeriod(r.Key); err == nil && p.IsYear() {
		return r.Key
	}
	return r.Label
}

// thin keeps every so many ticks, so that they fit a width in px.
func thin(ticks []tick, width float64) []tick {
	widest := 0.0
	for _, t := range ticks {
		widest = math.Max(widest, textWidth(t.text, 12))
	}
	room := max(2, int(width/(widest+9)))
	stride := max(1, (len(ticks)+room-1)/room)
	var out []tick
	for i := 0; i < len(ticks); i += stride {
		out = append(out, ticks[i])
	}
	return out
}

// timeAxis writes the ticks and returns the y below them.
func (f frame) timeAxis(y float64) float64 {
	f.open("g", "class", "axis", "aria-hidden", "true")
	for _, t := range timeTicks(f.c.Rows) {
		class, at := "axis middle", f.mid(t.row)
		x := f.x(at)
		f.leaf("line", "class", "bracket", "x1", x, "x2", x, "y1", num(y), "y2", num(y+4))
		switch half := f.textWidth(t.text, 12) / 2 / narrowTicks; {
		case at-half < 0:
			class, x = "axis", f.x(0)
		case at+half > 1:
			class, x = "axis end", f.x(1)
		}
		if t.minor {
			class += " minor"
		}
		f.word("text", t.text, "class", class, "x", x, "y", num(y+18))
	}
	f.close("g")
	return y + 22
}

// notes writes the annotations under the plot: neighbours with the same words
// share them under one bracket. It returns the y below.
func (f frame) notes(y float64) float64 {
	any := false
	for i := 0; i < len(f.c.Rows); {
		note, j := f.c.Rows[i].Note, i+1
		for j < len(f.c.Rows) && f.c.Rows[j].Note == note {
			j++
		}
		if note != "" {
			any = true
			f.note(note, i, j-1, y)
		}
		i = j
	}
	if !any {
		return y
	}
	return y + 22
}

func (f frame) note(note string, from, to int, y float64) {
	mid := (f.mid(from) + f.mid(to)) / 2
	if to > from {
		x1, x2 := f.x(f.mid(from)-f.slot()*.38), f.x(f.mid(to)+f.slot()*.38)
		f.leaf("line", "class", "bracket", "x1", x1, "x2", x2, "y1", num(y+2), "y2", num(y+2), "aria-hidden", "true")
	}
	class, x := "note middle", f.x(mid)
	switch room := f.textWidth(note, 12) / 2 / 320; {
	case mid-room < 0:
		class, x = "note", f.x(0)
	case mid+room > 1:
		class, x = "note end", f.x(1)
	}
	f.word("text", note, "class", class, "x", x, "y", num(y+16))
}

// speaking returns the points whose numbers are written where not every one
// has room: the greatest and the last known one of a series.
func speaking(rows []chart.Row, series int) []int {
	best, last := -1, -1
	for i, r := range rows {
		v, known := point(r, series).Value()
		if !known {
			continue
		}
		last = i
		if best < 0 {
			best = i
		} else if b, _ := point(rows[best], series).Value(); v > b {
			best = i
		}
	}
	out := []int{}
	for _, i := range []int{best, last} {
		if i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	if len(out) == 2 && float64(last-best)/float64(len(rows)) < 0.22 {
		out = out[1:] // too near to stand side by side: the news wins
	}
	return out
}
