package draw

import (
	"fmt"

	"muara/internal/chart"
	"muara/internal/i18n"
)

// Options say what a picture for download tells of itself.
type Options struct {
	Printer i18n.Printer
	Origin  string // scheme and host, to make links whole: https://muara.example; empty for none
	Licence string // SPDX id of the figures: CC-BY-4.0
}

// The sheet of a picture for download, in px.
const (
	sheetWidth  = 960
	sheetMargin = 32
)

// SVG returns the picture of a chart as a file that stands alone: light
// colours, title, key, source, address and licence within it. The size is
// that of a slide or half a page; text has 12 px or more.
func SVG(c chart.Chart, o Options) []byte {
	d := newDrawing(c, o.Printer)
	d.file, d.left, d.width, d.base = true, sheetMargin, sheetWidth-2*sheetMargin, o.Origin
	y := d.heading(sheetMargin)
	y = d.sheet(y + 8)
	y = d.footing(y+20, o)

	root := &pen{}
	height := num(y + sheetMargin/2)
	root.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", num(sheetWidth), "height", height,
		"viewBox", "0 0 "+num(sheetWidth)+" "+height, "role", "img", "lang", string(o.Printer.Lang), "aria-label", c.Title)
	root.word("title", c.Title)
	root.word("desc", c.Text)
	root.leaf("rect", "width", "100%", "height", "100%", "fill", paper)
	root.buf.Write(d.buf.Bytes())
	root.close("svg")
	root.buf.WriteByte('\n')
	return root.buf.Bytes()
}

// heading writes the title and what is drawn; it returns the y below.
func (d *drawing) heading(y float64) float64 {
	y = d.paragraph(d.c.Title, "title", 22, y, 28)
	return d.paragraph(d.c.What, "what", 14, y, 20)
}

// paragraph writes wrapped lines from y on and returns the y below.
func (d *drawing) paragraph(s, class string, size, y, step float64) float64 {
	lines, ok := d.wrap(s, size, d.width, 6)
	if !ok && s != "" {
		lines = []string{s} // one word wider than the sheet, or a very long text
	}
	for _, l := range lines {
		y += step
		d.word("text", l, "class", class, "x", num(d.left), "y", num(y-6))
	}
	return y
}

// footing writes where the figures come from.
func (d *drawing) footing(y float64, o Options) float64 {
	d.leaf("line", "class", "grid", "x1", d.x(0), "x2", d.x(1), "y1", num(y), "y2", num(y))
	y += 4
	if d.c.Source != "" {
		y = d.paragraph(d.p.T("chart.source", d.c.Source), "source", 12, y, 18)
	}
	line := d.c.Link
	if line != "" {
		line = o.Origin + line
	}
	if o.Licence != "" {
		if line != "" {
			line += " · "
		}
		line += d.p.T("chart.licence", o.Licence)
	}
	return d.paragraph(line, "source", 12, y, 18)
}

// sheet draws the picture itself from y on and returns the y below.
func (d *drawing) sheet(y float64) float64 {
	if d.c.Kind == chart.Spans { // shares may be known where values are not
		return d.spansSheet(y)
	}
	if _, _, any := d.c.Extent(); !any {
		return d.paragraph(d.p.T("chart.empty"), "what", 14, y, 24)
	}
	switch d.c.Kind {
	case chart.Columns:
		return d.columnsSheet(y)
	case chart.Lines:
		return d.linesSheet(y)
	case chart.Areas:
		return d.areasSheet(y)
	case chart.Sankey:
		return d.sankeySheet(y)
	case chart.Scatter:
		return d.scatterSheet(y)
	case chart.Multiples:
		return d.multiplesSheet(y)
	case chart.Heat:
		return d.heatSheet(y)
	case chart.Map:
		if d.mapped() {
			return d.mapSheet(y)
		}
		return d.barsSheet(y)
	case chart.Stacked:
		return d.stackSheet(y)
	case chart.Treemap:
		return d.treemapSheet(y)
	default:
		return d.barsSheet(y)
	}
}

// shifted draws something below y.
func (d *drawing) shifted(y, height float64, do func()) float64 {
	d.open("g", "transform", "translate(0 "+num(y)+")")
	do()
	d.close("g")
	return y + height
}

func (d *drawing) columnsSheet(y float64) float64 {
	d.patterns(d.paints(d.columnPaint))
	y = d.keySheet(y, d.keyItems(func(series int) paint { return d.columnPaint(0, series) }))
	if d.columnsNeed() <= d.width {
		f, height := d.columnsFrame(d.width)
		return d.shifted(y, height, func() { f.columns(d.everyNumber()) })
	}
	f := d.newFrame(valueRoom, plotHeight, true)
	return d.shifted(y, f.manyHeight(), func() { f.columns(d.fewNumbers()) })
}

func (d *drawing) treemapSheet(y float64) float64 {
	const height = 500
	y = d.keySheet(y, d.nodeItems())
	y = d.shifted(y+8, height, func() { d.treemap(d.gather(), rect{w: d.width, h: height}, d.width, wideTiles) })
	if _, left, _ := d.parts(); len(left) > 0 {
		y = d.paragraph(d.p.T("chart.not-drawn", list(left)), "source", 12, y+4, 18)
	}
	return y
}

func (d *drawing) stackSheet(y float64) float64 {
	d.patterns(d.paints(d.partPaint))
	d.stack(y+12, stackHeight)
	y += 12 + stackHeight + 8
	for i, r := range d.c.Rows {
		y += 24
		pt := point(r, 0)
		if v, known := pt.Value(); known && v >= 0 {
			d.leaf("rect", append([]string{"x", num(d.left), "y", num(y - 12), "width", "14", "height", "14"}, d.attrs(d.pointPaint(i))...)...)
		} else {
			d.leaf("line", "class", "missing", "x1", num(d.left+1), "x2", num(d.left+13), "y1", num(y-3), "y2", num(y-3))
		}
		d.word("text", r.Label, "class", "label", "x", num(d.left+24), "y", num(y))
		d.numberSheet(i, 0, y)
	}
	return y + 8
}

// barsSheet draws ranked bars, a line of text above each.
func (d *drawing) barsSheet(y float64) float64 {
	d.patterns(d.paints(d.barPaint))
	y = d.keySheet(y, d.keyItems(func(series int) paint { return d.barPaint(-1, series) }))
	r := d.newRows("", d.barPaint)
	for i, row := range d.c.Rows {
		y += 24
		d.word("text", labelNote(row), "class", "label", "x", num(d.left), "y", num(y))
		for s := range d.series() {
			if s > 0 {
				y += 20
			}
			d.numberSheet(i, s, y)
			y += 7
			d.barSheet(r, i, s, y)
			y += 10
		}
	}
	return y + 8
}

func labelNote(r chart.Row) string {
	if r.Note == "" {
		return r.Label
	}
	return fmt.Sprintf("%s (%s)", r.Label, r.Note)
}

func (d *drawing) barSheet(r rows, row, series int, y float64) {
	at := func(fraction float64) string { return d.x(fraction) }
	d.leaf("rect", "class", "track", "x", at(0), "y", num(y), "width", d.w(1), "height", "10")
	x, width, p, known := r.bar(row, series)
	if !known {
		d.leaf("line", "class", "missing", "x1", num(d.left+4), "x2", num(d.left+36), "y1", num(y+5), "y2", num(y+5))
		return
	}
	d.leaf("rect", append([]string{"x", at(x), "y", num(y), "width", d.w(width), "height", "10"}, d.attrs(p)...)...)
	if r.zero > 0 {
		d.leaf("line", "class", "base", "x1", at(r.zero), "x2", at(r.zero), "y1", num(y), "y2", num(y+10))
	}
}

// numberSheet writes a value and its share at the right edge.
func (d *drawing) numberSheet(row, series int, y float64) {
	pt := point(d.c.Rows[row], series)
	defer d.link(pt.Href, d.c.Describe(d.p, row, series))()
	text := d.caption(pt)
	switch {
	case !pt.Known():
		d.word("text", d.p.T("chart.unknown"), "class", "note end", "x", d.x(1), "y", num(y))
		return
	case pt.Share != "":
		text += " · " + pt.Share
	}
	d.word("text", text, "class", "value end", "x", d.x(1), "y", num(y))
}

// keySheet writes the key in a line, or more where it is long.
func (d *drawing) keySheet(y float64, items []keyItem) float64 {
	if len(items) == 0 {
		return y
	}
	y += 22
	x := d.left
	for _, it := range items {
		width := 34 + d.textWidth(it.text, 13) + 22
		if x > d.left && x+width > d.left+d.width {
			x, y = d.left, y+22
		}
		if it.symbol != "" {
			d.word("text", it.symbol, "class", "dispute", "x", num(x+8), "y", num(y))
		} else {
			d.swatch(it, x, y-11)
		}
		d.word("text", it.text, "class", "label", "x", num(x+32), "y", num(y))
		x += width
	}
	return y + 8
}
