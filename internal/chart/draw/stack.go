package draw

import "strings"

const stackHeight = 34 // px

// partPaint is the paint of a part of a whole.
func (d *drawing) partPaint(row, _ int) paint {
	return paint{color: d.c.ColorOf(row), grain: true}
}

// parts are the rows that have an area: known and above zero.
func (d *drawing) parts() (rows []int, left []string, total float64) {
	for i, r := range d.c.Rows {
		v, known := point(r, 0).Value()
		switch {
		case known && v > 0:
			rows = append(rows, i)
			total += v
		case !known:
			left = append(left, r.Label+" ("+d.p.T("chart.unknown")+")")
		case v < 0:
			left = append(left, r.Label+" ("+d.caption(point(r, 0))+")")
		}
	}
	return rows, left, total
}

// stackPicture draws one bar of parts, and the parts as a list.
func (d *drawing) stackPicture() {
	d.open("div", "class", "pic pic-stack")
	d.patterns(d.paints(d.partPaint))
	d.open("svg", "width", "100%", "height", num(stackHeight), "role", "img", "aria-label", d.name(), "focusable", "false")
	d.stack(0, stackHeight)
	d.close("svg")
	d.partList()
	d.close("div")
}

// stack draws the bar. A white line parts the parts.
func (d *drawing) stack(y, height float64) {
	rows, _, total := d.parts()
	at := 0.0
	for n, i := range rows {
		v, _ := point(d.c.Rows[i], 0).Value()
		width := v / total
		d.leaf("rect", append([]string{
			"x", d.x(at), "y", num(y), "width", d.w(width), "height", num(height),
		}, d.attrs(d.pointPaint(i))...)...)
		if n > 0 {
			d.leaf("line", "class", "seam", "x1", d.x(at), "x2", d.x(at), "y1", num(y), "y2", num(y+height))
		}
		at += width
	}
}

func (d *drawing) pointPaint(row int) paint {
	p := d.partPaint(row, 0)
	if point(d.c.Rows[row], 0).Partial {
		p.hatch, p.grain = true, false
	}
	return p
}

// partList names the parts with their numbers.
func (d *drawing) partList() {
	r := rows{drawing: d}
	d.open("ol", "class", "rows parts", "role", "list")
	for i, row := range d.c.Rows {
		d.open("li")
		p := d.pointPaint(i)
		d.open("svg", "class", "swatch", "width", "14", "height", "14", "aria-hidden", "true", "focusable", "false")
		if v, known := point(row, 0).Value(); known && v >= 0 {
			d.leaf("rect", append([]string{"width", "14", "height", "14"}, d.attrs(p)...)...)
		} else {
			d.leaf("line", "class", "missing", "x1", "1", "x2", "13", "y1", "10", "y2", "10")
		}
		d.close("svg")
		r.rowLabel(row)
		r.number(i, 0, point(row, 0))
		d.close("li")
	}
	d.close("ol")
}

// leftOut says what a picture of parts leaves out.
func (d *drawing) leftOut(left []string) {
	if len(left) > 0 {
		d.word("p", d.p.T("chart.not-drawn", list(left)), "class", "pic-left")
	}
}

func list(items []string) string { return strings.Join(items, "; ") }
