package draw

import "muara/internal/chart"

// nodeItems are the lines of the key for the chart's nodes that rows belong
// to: each its colour and name. Nodes beyond the palette share the grey.
func (d *drawing) nodeItems() []keyItem {
	used := map[string]bool{}
	for _, r := range d.c.Rows {
		if r.Group != "" && point(r, 0).Known() {
			used[r.Group] = true
		}
	}
	var items []keyItem
	rest := 0
	for i, n := range d.c.Nodes {
		color := d.nodeColors[i]
		switch {
		case !used[n.Key]:
		case color == 0 && !n.Muted:
			rest++
		default:
			items = append(items, keyItem{text: n.Label, href: n.Href, paint: &paint{color: color}})
		}
	}
	if rest > 0 {
		items = append(items, keyItem{text: d.p.T("chart.others", d.p.Count(rest)), paint: &paint{color: 0}})
	}
	return items
}

func (d *drawing) nodeKey() { d.key(d.nodeItems()) }

// nodeAt finds a node by its key.
func (d *drawing) nodeAt() map[string]int {
	at := make(map[string]int, len(d.c.Nodes))
	for i, n := range d.c.Nodes {
		at[n.Key] = i
	}
	return at
}

// head returns what is known of a column of values.
func (d *drawing) head(col int) chart.Node {
	if col < len(d.c.Heads) {
		return d.c.Heads[col]
	}
	return chart.Node{}
}
