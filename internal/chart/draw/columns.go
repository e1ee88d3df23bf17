package draw

import (
	"math"
	"strconv"

	"muara/internal/chart"
	"muara/internal/ledger"
)

const (
	plotHeight = 230 // px
	valueRoom  = 24  // px above a column for its number
	lineRoom   = 16  // px from one line of a label to the next
)

// widths are the widths in px from which a picture with numbers is shown; the
// style sheet has a rule for each. Where it is narrower, rows take its place.
var widths = []int{320, 400, 480, 560, 640, 720}

// columnsPicture draws columns over time: with a number on each where they
// have room, and with an axis where there are too many of them.
func (d *drawing) columnsPicture() {
	need := d.columnsNeed()
	i := 0
	for i < len(widths) && float64(widths[i]) < need {
		i++
	}
	if i == len(widths) {
		d.manyColumns()
		return
	}
	d.open("div", "class", "pic pic-columns need-"+strconv.Itoa(widths[i]))
	d.patterns(d.paints(d.columnPaint))
	d.key(d.keyItems(func(series int) paint { return d.columnPaint(0, series) }))
	f, height := d.columnsFrame(float64(widths[i]))
	d.openSVG("wide", height)
	f.columns(d.everyNumber())
	d.close("svg")
	class := "rows timed"
	if !d.single() {
		class = "rows timed many"
	}
	d.newRows(class+" narrow", d.columnPaint).write()
	d.close("div")
}

// manyColumns draws columns that are too many for a number each.
func (d *drawing) manyColumns() {
	d.open("div", "class", "pic pic-columns many")
	d.patterns(d.paints(d.columnPaint))
	d.key(d.keyItems(func(series int) paint { return d.columnPaint(0, series) }))
	f := d.newFrame(valueRoom, plotHeight, true)
	d.openSVG("", f.manyHeight())
	f.columns(d.fewNumbers())
	d.close("svg")
	d.close("div")
}

// openSVG opens a picture of a page: as wide as its place, so high, a group
// whose name is the chart's text and whose points are its list.
func (d *drawing) openSVG(class string, height float64) {
	d.open("svg", "class", class, "width", "100%", "height", num(height), "role", "group", "aria-label", d.name(), "focusable", "false")
}

// name is the accessible name of a picture.
func (d *drawing) name() string {
	if d.c.Text != "" {
		return d.c.Text
	}
	return d.c.Title
}

// columnPaint is the paint of a column: the accent where there is one series,
// the palette with its grains where there are more.
func (d *drawing) columnPaint(row, series int) paint {
	switch {
	case d.c.Rows[row].Muted:
		return paint{color: 0}
	case d.single():
		return paint{accent: true}
	default:
		return paint{color: series%chart.Colors + 1, grain: true}
	}
}

// columnsNeed is the width in px that columns need for a number on each.
func (d *drawing) columnsNeed() float64 {
	value := 0.0
	for _, r := range d.c.Rows {
		for _, p := range r.Points {
			value = math.Max(value, d.textWidth(d.caption(p), 13)*1.04)
		}
	}
	return float64(len(d.c.Rows)) * (float64(d.series())*(value+3) + 5)
}

// columnsFrame lays columns with numbers out for a width and returns the
// height of the picture.
func (d *drawing) columnsFrame(width float64) (frame, float64) {
	f := d.newFrame(valueRoom, plotHeight, false)
	if few := 4; f.slots < few { // two columns should not be two walls
		f.first, f.slots = float64(few-f.slots)/2, few
	}
	height := f.top + f.height
	if f.lo < 0 {
		height += valueRoom - 6
	}
	height += 4 + float64(f.labelLines(width))*lineRoom
	if noted(d.c.Rows) {
		height += 22
	}
	return f, height + 4
}

func (f frame) manyHeight() float64 {
	h := f.top + f.height + 26
	if noted(f.c.Rows) {
		h += 22
	}
	return h + 4
}

func noted(rows []chart.Row) bool {
	for _, r := range rows {
		if r.Note != "" {
			return true
		}
	}
	return false
}

// labelLines is how many lines the longest label takes in its slot.
func (f frame) labelLines(width float64) int {
	lines := 1
	for _, r := range f.c.Rows {
		lines = max(lines, len(f.labelText(r.Label, width)))
	}
	return lines
}

func (f frame) labelText(label string, width float64) []string {
	if lines, ok := f.wrap(label, 13, f.slot()*width-4, 3); ok {
		return lines
	}
	return []string{label}
}

// numbers says which points have their number written.
type numbers func(row, series int) bool

func (d *drawing) everyNumber() numbers { return func(int, int) bool { return true } }

func (d *drawing) fewNumbers() numbers {
	chosen := map[[2]int]bool{}
	if d.single() {
		for _, row := range speaking(d.c.Rows, 0) {
			chosen[[2]int{row, 0}] = true
		}
	}
	return func(row, series int) bool { return chosen[[2]int{row, series}] }
}

// columns draws the whole picture.
func (f frame) columns(written numbers) {
	f.grid()
	f.open("g", "role", "list")
	labelled := len(f.ticks) == 0
	for i := range f.c.Rows {
		for s := range f.series() {
			f.column(i, s, written(i, s), labelled)
		}
	}
	f.close("g")
	f.baseline()
	f.scale()
	bottom := f.top + f.height
	if !labelled {
		f.notes(f.timeAxis(bottom) + 2)
		return
	}
	if f.lo < 0 {
		bottom += valueRoom - 6
	}
	bottom = f.labels(bottom)
	f.notes(bottom)
}

// labels writes the names of the slots and returns the y below them. They
// wrap to the narrowest width at which the picture is shown.
func (f frame) labels(y float64) float64 {
	width := f.width
	if !f.file {
		width = math.Max(f.columnsNeed(), float64(widths[0]))
	}
	lines := 1
	f.open("g", "aria-hidden", "true")
	for i, r := range f.c.Rows {
		text := f.labelText(r.Label, width)
		lines = max(lines, len(text))
		for n, line := range text {
			f.word("text", line, "class", "label middle", "x", f.x(f.mid(i)), "y", num(y+4+float64(n+1)*lineRoom-2))
		}
	}
	f.close("g")
	return y + 6 + float64(lines)*lineRoom
}

// column draws one point: the whole height of its place is the link.
func (f frame) column(row, series int, written, labelled bool) {
	pt := point(f.c.Rows[row], series)
	n := float64(f.series())
	gap := 0.32 * f.slot() // between the rows
	if !labelled {
		gap = 0.2 * f.slot()
	}
	width := (f.slot() - gap) / n
	x := f.mid(row) - (f.slot()-gap)/2 + float64(series)*width
	f.open("g", "role", "listitem")
	defer f.close("g")
	var kv []string
	if !f.file && len(f.c.Rows) > manyStops {
		kv = []string{"tabindex", "-1"} // the table beside it has the same links
	}
	name := f.c.Describe(f.p, row, series)
	defer f.link(pt.Href, name, kv...)()
	if !written || !pt.Known() {
		f.hint(name)
	}
	f.leaf("rect", "class", "hit", "x", f.x(x), "y", num(f.top-valueRoom), "width", f.w(width), "height", num(f.height+valueRoom))
	v, known := pt.Value()
	if !known {
		f.missing(x, width)
		return
	}
	p := f.columnPaint(row, series)
	if pt.Partial {
		p.hatch, p.grain = true, false
	}
	inset := width * 0.03
	if n == 1 {
		inset = 0
	}
	top, bottom := f.y(math.Max(v, 0)), f.y(math.Min(v, 0))
	f.leaf("rect", append([]string{
		"x", f.x(x + inset), "y", num(top), "width", f.w(width - 2*inset), "height", num(math.Max(bottom-top, 1)),
	}, f.attrs(p)...)...)
	y := top - 7
	if v < 0 {
		y = bottom + 16
	}
	if written {
		f.value(pt, x+width/2, y)
	} else {
		f.dispute(pt, x+width/2, y)
	}
}

// manyStops is the number of rows from which the keyboard does not stop at
// every point of a picture.
const manyStops = 24

// value writes a number; near an edge it leans inward.
func (f frame) value(pt chart.Point, x, y float64) {
	class := "value num middle"
	if len(f.ticks) > 0 {
		switch {
		case x > 0.9:
			class, x = "value num end", math.Min(x+f.slot()/2, 1)
		case x < 0.1:
			class, x = "value num", math.Max(x-f.slot()/2, 0)
		}
	}
	f.word("text", f.caption(pt), "class", class, "x", f.x(x), "y", num(y))
}

// dispute writes the sign of a dispute where the number has no room.
func (f frame) dispute(pt chart.Point, x, y float64) {
	if pt.Answer.Status == ledger.Conflicting {
		f.word("text", disputed, "class", "dispute middle", "x", f.x(x), "y", num(y))
	}
}

// missing marks an empty place: dots on the line of zero, and nothing that
// could be read as a value.
func (f frame) missing(x, width float64) {
	y := num(f.y(0) - 4)
	f.leaf("line", "class", "missing", "x1", f.x(x+width*.2), "x2", f.x(x+width*.8), "y1", y, "y2", y)
}
