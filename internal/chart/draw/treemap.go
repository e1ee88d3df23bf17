package draw

import (
	"cmp"
	"slices"
	"strings"

	"muara/internal/chart"
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
	say := d.c.Describe(d.p, row, 0)
	text := d.tileText(row, r.w*least/across, r.h)
	d.open("g", "role", "listitem")
	defer d.close("g")
	var kv []string
	if !d.file {
		kv = []string{"data-tip", say}
	}
	defer d.link(pt.Href, d.tileName(row, text, say), kv...)()
	if text.number == "" {
		d.hint(say)
	}
	// The nested picture clips its text and gives it a corner to stand in.
	d.open("svg", "x", d.x(r.x/across), "y", num(r.y), "width", d.w(r.w/across), "height", num(r.h), "class", "tile-box")
	color := fill(d.c.ColorOf(row))
	inner := num(max(r.h-gap, 1))
	d.leaf("rect", "class", "hollow", "width", "100%", "height", inner)
	d.leaf("rect", "class", color+" tint", "width", "100%", "height", inner)
	d.leaf("rect", "class", color, "width", "100%", "height", num(min(4, r.h)))
	d.leaf("rect", "class", "seam-fill", "x", "100%", "width", num(gap), "height", "100%", "transform", "translate(-2)")
	d.writeTile(text)
	d.close("svg")
}

// tileText is what fits on a tile: the label in lines and the number, the
// label alone, a code, or nothing. The rest is in its name and in the table.
type tileText struct {
	lines  []string
	number string
	key    string
}

// tileName is the accessible name of a tile: what stands on it, word by word,
// so that a reader who speaks it is understood, then the rest of the sentence.
func (d *drawing) tileName(row int, t tileText, say string) string {
	r := d.c.Rows[row]
	switch {
	case t.number != "":
		return r.Label + " " + t.number + ", " + d.c.UnitName(d.p) + "; " + chart.StatusName(d.p, point(r, 0).Answer.Status)
	case t.key != "" && !strings.Contains(say, t.key):
		return t.key + " " + say
	default:
		return say
	}
}

const (
	tilePad  = 8  // px
	tileSize = 13 // px of text
)

// tileText chooses what fits in a width and height in px.
func (d *drawing) tileText(row int, width, height float64) tileText {
	r, room := d.c.Rows[row], width-2*tilePad
	lines, ok := d.wrap(r.Label, tileSize*1.05, room, 3)
	if !ok || float64(len(lines))*lineRoom+14 > height {
		if len(r.Key) <= 3 && d.textWidth(r.Key, tileSize) <= width-tilePad && height >= 26 {
			return tileText{key: r.Key} // a code says more than an empty tile
		}
		return tileText{}
	}
	t := tileText{lines: lines}
	if 30+float64(len(lines))*lineRoom > height {
		return t
	}
	bare := d.caption(point(r, 0))
	full := bare
	if share := point(r, 0).Share; share != "" {
		full += " · " + share
	}
	for _, number := range []string{full, bare} {
		if d.textWidth(number, tileSize) <= room {
			t.number = number
			break
		}
	}
	return t
}

func (d *drawing) writeTile(t tileText) {
	if t.key != "" {
		d.word("text", t.key, "class", "tile", "x", "4", "y", "19")
	}
	y := 22.0
	for _, l := range t.lines {
		// The space keeps words apart where the lines are read as one name.
		d.word("text", l+" ", "class", "tile", "x", num(tilePad), "y", num(y))
		y += lineRoom
	}
	if t.number != "" {
		d.word("text", t.number, "class", "detail num", "x", num(tilePad), "y", num(y+1))
	}
}
