package draw

import (
	"slices"
	"strings"

	"muara/internal/chart"
)

// tile draws one part: a tint of its colour with a strong edge on top, so
// that ink reads on it in any theme, and as much text as fits.
func (d *drawing) tile(p part, r rect, across, least float64, first bool) {
	const gap = 2 // px between tiles
	text := d.tileText(p, r.w*least/across, r.h)
	roomy := text
	if !d.file && least > narrowTreemap {
		roomy = d.tileText(p, r.w*roomyWidth/across, r.h)
	}
	href, say := d.tileSay(p)
	d.open("g", "role", "listitem")
	defer d.close("g")
	var kv []string
	if !d.file && (text.number != "" || text.key != "") {
		kv = []string{"data-tip", say}
	}
	if !d.file && len(d.c.Rows) > manyTiles && !first {
		kv = append(kv, "tabindex", "-1")
	}
	defer d.link(href, d.tileName(p, roomy, text.key, say), kv...)()
	if text.number == "" {
		d.hint(say)
	}
	color := fill(p.color)
	if roomy.bare() && (r.w < 40 || r.h < 24) { // too small to be more than a mark
		d.leaf("rect", "class", color+" tint seam", "x", d.x(r.x/across), "y", num(r.y), "width", d.w(r.w/across), "height", num(r.h))
		return
	}
	// The nested picture clips its text and gives it a corner to stand in.
	d.open("svg", "x", d.x(r.x/across), "y", num(r.y), "width", d.w(r.w/across), "height", num(r.h), "class", "tile-box")
	inner := num(max(r.h-gap, 1))
	d.leaf("rect", "class", "hollow", "width", "100%", "height", inner)
	d.leaf("rect", "class", color+" tint", "width", "100%", "height", inner)
	d.leaf("rect", "class", color, "width", "100%", "height", num(min(4, r.h)))
	d.leaf("rect", "class", "seam-fill", "x", "100%", "width", num(gap), "height", "100%", "transform", "translate(-2)")
	if text.same(roomy) {
		d.writeTile(text)
	} else {
		d.open("g", "class", "tight", "aria-hidden", "true")
		d.writeTile(text)
		d.close("g")
		d.open("g", "class", "roomy")
		d.writeTile(roomy)
		d.close("g")
	}
	d.close("svg")
}

// From roomyWidth px on a tile says more, where more fits.
const narrowTreemap, roomyWidth = 300, 960

// manyTiles is the number of rows from which the keyboard stops at the first
// tile only: arrow keys walk on from there, and the table has the same links.
const manyTiles = 60

// tileSay is where a tile leads and its one line.
func (d *drawing) tileSay(p part) (href, say string) {
	group := chart.Node{}
	if p.group >= 0 {
		group = d.c.Nodes[p.group]
	}
	if p.row < 0 {
		say = d.restLabel(p) + ": " + d.c.Full(d.p, 0, chart.Point{Fact: &chart.Fact{Number: p.value, Known: true}})
		href = group.Href
	} else {
		say = d.c.Describe(d.p, p.row, 0)
		href = point(d.c.Rows[p.row], 0).Href
	}
	if group.Label != "" {
		say += "; " + group.Label
	}
	return href, say
}

func (d *drawing) restLabel(p part) string {
	return d.p.T("chart.others", d.p.Count(p.count))
}

// tileText is what fits on a tile: the label in lines and the number, the
// label alone, a code, or nothing. The rest is in its name and in the table.
type tileText struct {
	lines  []string
	number string
	key    string
}

func (t tileText) same(o tileText) bool {
	return t.number == o.number && t.key == o.key && slices.Equal(t.lines, o.lines)
}

func (t tileText) bare() bool { return t.number == "" && t.key == "" && len(t.lines) == 0 }

// tileName is the accessible name of a tile: what stands on it, word by word,
// so that a reader who speaks it is understood, then the rest of the sentence.
// key is the code that stands on it where it is tight.
func (d *drawing) tileName(p part, t tileText, key, say string) string {
	if p.row < 0 {
		return say
	}
	r := d.c.Rows[p.row]
	if t.number != "" {
		say = r.Label + " " + t.number + ", " + d.c.UnitName(d.p) + "; " + point(r, 0).StatusText(d.p)
	}
	for _, k := range []string{t.key, key} {
		if !strings.Contains(say, k) {
			say = k + " " + say
		}
	}
	return say
}

const (
	tilePad  = 8  // px
	tileSize = 13 // px of text
)

// tileText chooses what fits in a width and height in px.
func (d *drawing) tileText(p part, width, height float64) tileText {
	if width < 26 || height < 26 { // not even a code
		return tileText{}
	}
	label, key := d.tileLabel(p)
	room := width - 2*tilePad
	lines, ok := d.wrap(label, tileSize*1.05, room, 3)
	if !ok || float64(len(lines))*lineRoom+14 > height {
		if key != "" && d.textWidth(key, tileSize*1.05) <= width-tilePad && height >= 26 {
			return tileText{key: key} // a code says more than an empty tile
		}
		return tileText{}
	}
	t := tileText{lines: lines}
	if 30+float64(len(lines))*lineRoom > height {
		return t
	}
	bare, full := d.tileNumber(p)
	for _, number := range []string{full, bare} {
		if number != "" && d.textWidth(number, tileSize) <= room {
			t.number = number
			break
		}
	}
	return t
}

// tileLabel is the name of a tile and the code that may stand for it, of four
// letters at most.
func (d *drawing) tileLabel(p part) (label, key string) {
	if p.row < 0 {
		return d.restLabel(p), ""
	}
	r := d.c.Rows[p.row]
	if len(r.Key) <= 4 {
		key = r.Key
	}
	return r.Label, key
}

// tileNumber is the value of a tile, bare and with its share.
func (d *drawing) tileNumber(p part) (bare, full string) {
	if p.row < 0 {
		return "", ""
	}
	pt := point(d.c.Rows[p.row], 0)
	bare = d.caption(pt)
	if pt.Share == "" {
		return bare, bare
	}
	return bare, bare + " · " + pt.Share
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
