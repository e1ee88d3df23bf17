package draw

import "muara/internal/chart"

// barsPicture draws ranked bars.
func (d *drawing) barsPicture() {
	d.open("div", "class", "pic pic-bars")
	d.patterns(d.paints(d.barPaint))
	d.key(d.keyItems(func(series int) paint { return d.barPaint(-1, series) }))
	class := "rows ranked"
	if !d.single() {
		class += " many"
	}
	d.newRows(class, d.barPaint).write()
	d.close("div")
}

// barPaint is the paint of a ranked bar: length tells the value and the label
// says what it is, so one colour is enough, with grey for a remainder. What
// stands beside it for comparison is a lighter neighbour.
func (d *drawing) barPaint(row, series int) paint {
	switch {
	case series > 0:
		return paint{color: series + 1, grain: true}
	case row >= 0 && d.c.Rows[row].Muted:
		return paint{color: 0}
	default:
		return paint{accent: true}
	}
}

// paints lists every paint that a picture uses, for its patterns.
func (d *drawing) paints(of func(row, series int) paint) []paint {
	var out []paint
	for i, r := range d.c.Rows {
		for s := range d.series() {
			p := of(i, s)
			out = append(out, p)
			if point(r, s).Partial {
				p.hatch, p.grain = true, false
				out = append(out, p)
			}
		}
	}
	if d.series() > 0 {
		first := paint{accent: true, hatch: true}
		if !d.single() && d.c.Kind == chart.Columns {
			first = paint{color: 1, hatch: true}
		}
		out = append(out, first) // the key's sample
	}
	return out
}
