package draw

import (
	"cmp"
	"slices"
)

// treemapPicture draws parts of a whole by area, once for wide and once for
// narrow places: a tile that is stretched reads badly.
func (d *drawing) treemapPicture() {
	d.open("div", "class", "pic pic-treemap need-560")
	d.openSVG("wide", 400)
	d.treemap(rect{w: 720, h: 400}, 560)
	d.close("svg")
	d.openSVG("narrow", 440)
	d.treemap(rect{w: 340, h: 440}, 300)
	d.close("svg")
	_, left, _ := d.parts()
	d.leftOut(left)
	d.close("div")
}

// treemap lays tiles out for a frame. The least width in px at which the
// picture is shown decides which text fits.
func (d *drawing) treemap(frame rect, least float64) {
	rows, _, _ := d.parts()
	d.bySize(rows)
	values := make([]float64, len(rows))
	for n, i := range rows {
		values[n], _ = point(d.c.Rows[i], 0).Value()
	}
	d.open("g", "role", "list")
	for n, r := range squarify(values, frame) {
		d.tile(rows[n], r, frame.w, least)
	}
	d.close("g")
}

// bySize puts the greatest first and a remainder last, however great.
func (d *drawing) bySize(rows []int) {
	slices.SortStableFunc(rows, func(a, b int) int {
		if x, y := d.c.Rows[a].Muted, d.c.Rows[b].Muted; x != y {
			if x {
				return 1
			}
			return -1
		}
		x, _ := point(d.c.Rows[a], 0).Value()
		y, _ := point(d.c.Rows[b], 0).Value()
		return cmp.Compare(y, x)
	})
}

// tile draws one part: a tint of its colour with a strong edge on top, so
// that ink reads on it in any theme, and as much text as fits.
func (d *drawing) tile(row int, r rect, across, least float64) {
	const gap = 2 // px between tiles
	pt := point(d.c.Rows[row], 0)
	d.open("g", "role", "listitem")
	defer d.close("g")
	defer d.link(pt.Href, d.c.Describe(d.p, row, 0))()
	// The nested picture clips its text and gives it a corner to stand in.
	d.open("svg", "x", d.x(r.x/across), "y", num(r.y), "width", d.w(r.w/across), "height", num(r.h), "class", "tile-box")
	color := fill(d.c.ColorOf(row))
	inner := num(max(r.h-gap, 1))
	d.leaf("rect", "class", "hollow", "width", "100%", "height", inner)
	d.leaf("rect", "class", color+" tint", "width", "100%", "height", inner)
	d.leaf("rect", "class", color, "width", "100%", "height", num(min(4, r.h)))
	d.leaf("rect", "class", "seam-fill", "x", "100%", "width", num(gap), "height", "100%", "transform", "translate(-2)")
	d.tileText(row, r.w*least/across, r.h)
	d.close("svg")
}

// tileText writes the label and the number of a tile where they fit in a
// width and height in px. What does not fit is in the title and the table.
func (d *drawing) tileText(row int, width, height float64) {
	const pad, size = 8, 13
	pt := point(d.c.Rows[row], 0)
	numberText := d.caption(pt)
	if pt.Share != "" {
		numberText += " · " + pt.Share
	}
	lines, ok := d.wrap(d.c.Rows[row].Label, size*1.05, width-2*pad, 3)
	if !ok || float64(len(lines))*lineRoom+14 > height {
		key := d.c.Rows[row].Key // a code says more than an empty tile
		if len(key) <= 3 && d.textWidth(key, size) <= width-8 && height >= 26 {
			d.word("text", key, "class", "tile", "x", "4", "y", "19")
		}
		return
	}
	y := 22.0
	for _, l := range lines {
		d.word("text", l, "class", "tile", "x", num(pad), "y", num(y))
		y += lineRoom
	}
	if d.textWidth(numberText, size) > width-2*pad {
		numberText = d.caption(pt)
	}
	if y+8 <= height && d.textWidth(numberText, size) <= width-2*pad {
		d.word("text", numberText, "class", "detail num", "x", num(pad), "y", num(y+1))
	}
}
