package draw

import (
	"cmp"
	"slices"

	"muara/internal/chart"
)

// What a person can see of a treemap: tiles of so many square pixels or more,
// and not more than so many. What is smaller becomes one tile of a group.
const (
	leastTile   = 42 // px²
	wideTiles   = 400
	narrowTiles = 90
)

// treemapPicture draws parts of a whole by area, once for wide and once for
// narrow places: a tile that is stretched reads badly.
func (d *drawing) treemapPicture() {
	d.open("div", "class", "pic pic-treemap need-640")
	d.nodeKey()
	d.openSVG("wide", d.treemapHeight())
	parts := d.gather()
	d.treemap(parts, rect{w: 720, h: d.treemapHeight()}, 640, wideTiles)
	d.close("svg")
	d.openSVG("narrow", 440)
	d.treemap(parts, rect{w: 340, h: 440}, 300, narrowTiles)
	d.close("svg")
	_, left, _ := d.parts()
	d.leftOut(left)
	d.close("div")
}

// treemapHeight gives many tiles more room.
func (d *drawing) treemapHeight() float64 {
	if len(d.c.Rows) > 60 {
		return 480
	}
	return 400
}

// part is one tile of a treemap: a row, or the rest of a group that is too
// small to see one by one.
type part struct {
	row   int // -1 for a rest
	value float64
	color int
	group int // of the chart's nodes, -1 for none
	count int // rows in a rest
}

// treemap lays tiles out for a frame. The least width in px at which the
// picture is shown decides which text fits.
func (d *drawing) treemap(parts []part, frame rect, least float64, most int) {
	parts, places := d.tiles(parts, frame, most)
	d.open("g", "role", "list")
	for i, p := range parts {
		d.tile(p, places[i], frame.w, least, i == 0)
	}
	d.close("g")
}

// tiles chooses the tiles of a frame among all parts and places them.
func (d *drawing) tiles(parts []part, frame rect, most int) ([]part, []rect) {
	if d.c.OfFacts() { // published figures are few, and each is somebody's word
		parts = mergeSmall(parts, leastTile/(frame.w*frame.h), most)
	}
	if len(d.c.Nodes) == 0 {
		values := make([]float64, len(parts))
		for i, p := range parts {
			values[i] = p.value
		}
		return parts, squarify(values, frame)
	}
	return nest(parts, frame)
}

// gather lists the parts, group by group from the greatest to the least. The
// order is stable: equal values stand as their rows do.
func (d *drawing) gather() []part {
	rows, _, _ := d.parts()
	parts := make([]part, len(rows))
	groups := map[string]int{}
	for i, n := range d.c.Nodes {
		groups[n.Key] = i
	}
	place := 0 // of rows that take their colour in turn
	for n, i := range rows {
		r := d.c.Rows[i]
		v, _ := point(r, 0).Value()
		p := part{row: i, value: v, group: -1, count: 1}
		if g, ok := groups[r.Group]; ok {
			p.group, p.color = g, d.nodeColors[g]
		} else {
			p.color = d.tileColor(r, &place)
		}
		parts[n] = p
	}
	d.bySize(parts)
	return parts
}

// tileColor is chart.ColorOf for rows that are visited in order.
func (d *drawing) tileColor(r chart.Row, place *int) int {
	switch {
	case r.Muted:
		return 0
	case r.Color >= 1 && r.Color <= chart.Colors:
		*place++
		return r.Color
	}
	*place++
	if *place > chart.Colors {
		return 0
	}
	return *place
}

// mergeSmall makes one part of what is smaller than a share of the whole, or
// beyond the most parts that are drawn, in each group where there are several
// of them.
func mergeSmall(parts []part, share float64, most int) []part {
	least := 0.0
	for _, p := range parts {
		least += p.value * share
	}
	if bound := make([]float64, 0, len(parts)); len(parts) > most {
		for _, p := range parts {
			bound = append(bound, p.value)
		}
		slices.SortFunc(bound, func(a, b float64) int { return cmp.Compare(b, a) })
		least = max(least, bound[most-1])
	}
	out := make([]part, 0, min(len(parts), most))
	for i := 0; i < len(parts); {
		end := i
		for end < len(parts) && parts[end].group == parts[i].group {
			end++
		}
		group := parts[i:end]
		small := slices.IndexFunc(group, func(p part) bool { return p.value < least })
		if small < 0 || len(group)-small < 2 {
			out = append(out, group...)
		} else {
			out = append(out, group[:small]...)
			rest := part{row: -1, group: group[0].group, count: len(group) - small}
			if rest.group >= 0 {
				rest.color = group[0].color
			}
			for _, p := range group[small:] {
				rest.value += p.value
			}
			out = append(out, rest)
		}
		i = end
	}
	return out
}

// bySize puts the greatest group first and in it the greatest part; a
// remainder comes last, however great.
func (d *drawing) bySize(parts []part) {
	total := map[int]float64{}
	for _, p := range parts {
		total[p.group] += p.value
	}
	muted := func(p part) bool { return p.row >= 0 && d.c.Rows[p.row].Muted }
	apart := func(p part) bool {
		return p.group < 0 && len(d.c.Nodes) > 0 || p.group >= 0 && d.c.Nodes[p.group].Muted
	}
	slices.SortFunc(parts, func(a, b part) int {
		if a.group != b.group {
			if x, y := apart(a), apart(b); x != y {
				return after(x)
			}
			return cmp.Or(cmp.Compare(total[b.group], total[a.group]), cmp.Compare(a.group, b.group))
		}
		if x, y := muted(a), muted(b); x != y {
			return after(x)
		}
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.row, b.row))
	})
}

func after(last bool) int {
	if last {
		return 1
	}
	return -1
}

// nest cuts a frame into groups and each group into its parts. Areas stay in
// proportion throughout: a group's name stands in the key, not in a strip that
// would take from its area.
func nest(parts []part, frame rect) ([]part, []rect) {
	var totals []float64
	var starts []int
	for i, p := range parts {
		if i == 0 || p.group != parts[i-1].group {
			starts, totals = append(starts, i), append(totals, 0)
		}
		totals[len(totals)-1] += p.value
	}
	places := make([]rect, 0, len(parts))
	for g, place := range squarify(totals, frame) {
		end := len(parts)
		if g+1 < len(starts) {
			end = starts[g+1]
		}
		var values []float64
		for _, p := range parts[starts[g]:end] {
			values = append(values, p.value)
		}
		places = append(places, squarify(values, place)...)
	}
	return parts, places
}
