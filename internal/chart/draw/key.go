package draw

import (
	"muara/internal/chart"
	"muara/internal/ledger"
)

// keyItem is one line of the key: what a colour, a dash or a mark means.
type keyItem struct {
	text   string
	paint  *paint // a filled swatch
	line   int    // 1-based series of a line swatch, 0 for none
	gap    bool   // the dotted mark of an unknown value
	broken bool   // a line with a gap
	hollow bool   // the open marker of a line
	symbol string // a sign as it stands beside a value
	href   string // a view of what it names, may be empty
	series bool   // names a column of values, which the ends of lines may do instead
}

// keyItems lists only what the picture shows.
func (d *drawing) keyItems(paintOf func(series int) paint) []keyItem {
	var items []keyItem
	if !d.single() {
		for i := range d.series() {
			it := keyItem{text: d.colName(i), href: d.head(i).Href, series: true}
			if d.c.Kind == chart.Lines {
				it.line = i + 1
			} else {
				p := paintOf(i)
				it.paint = &p
			}
			items = append(items, it)
		}
	}
	partial, unknown, dispute, estimate := d.marks()
	if partial {
		p := paintOf(0)
		p.hatch, p.grain = true, false
		items = append(items, keyItem{text: d.p.T("chart.partial"), paint: &p})
	}
	if unknown {
		items = append(items, keyItem{text: d.p.T("chart.unknown"), gap: true})
	}
	if dispute {
		items = append(items, keyItem{text: d.p.T("chart.conflict"), symbol: disputed})
	}
	if estimate {
		items = append(items, keyItem{text: d.p.T("chart.status.estimated"), symbol: about})
	}
	return items
}

// marks reports which marks the chart's points need.
func (d *drawing) marks() (partial, unknown, dispute, estimate bool) {
	for _, r := range d.c.Rows {
		for i := range d.series() {
			pt := point(r, i)
			partial = partial || pt.Known() && pt.Partial
			unknown = unknown || !pt.Known()
			dispute = dispute || pt.Answer.Status == ledger.Conflicting
			estimate = estimate || pt.StatusCode() == string(chart.Estimated)
		}
	}
	return partial, unknown, dispute, estimate
}

// key writes the key of a page's picture, nothing where there is nothing to
// explain.
func (d *drawing) key(items []keyItem) {
	if len(items) == 0 {
		return
	}
	d.open("ul", "class", "pic-key", "aria-label", d.p.T("chart.legend"))
	for _, it := range items {
		class := ""
		if it.series && d.named() {
			class = "series"
		}
		d.open("li", "class", class)
		if it.symbol != "" {
			d.word("span", it.symbol, "class", "dispute", "aria-hidden", "true")
		} else {
			d.open("svg", "class", "swatch", "width", "24", "height", "12", "aria-hidden", "true", "focusable", "false")
			d.swatch(it, 0, 0)
			d.close("svg")
		}
		if it.href != "" {
			d.word("a", it.text, "href", safeURL(it.href))
		} else {
			d.word("span", it.text)
		}
		d.close("li")
	}
	d.close("ul")
}

// swatch draws the sample of an item in a box of 24 by 12 pixels.
func (d *drawing) swatch(it keyItem, x, y float64) {
	switch {
	case it.paint != nil:
		d.leaf("rect", append([]string{"x", num(x), "y", num(y), "width", "24", "height", "12"}, d.attrs(*it.paint)...)...)
	case it.line > 0:
		d.leaf("path", "class", "line "+stroke(d.c.HeadColor(it.line-1)), "stroke-dasharray", dash(it.line-1),
			"d", "M"+num(x)+" "+num(y+6)+"h24")
		d.marker(it.line, num(x+12), num(y+6), 4, false)
	case it.broken:
		d.leaf("path", "class", "line s0", "d", "M"+num(x)+" "+num(y+6)+"h8m8 0h8")
	case it.hollow:
		d.marker(0, num(x+12), num(y+6), 4, true)
	case it.gap:
		d.leaf("line", "class", "missing", "x1", num(x+3), "x2", num(x+21), "y1", num(y+9), "y2", num(y+9))
	}
}
