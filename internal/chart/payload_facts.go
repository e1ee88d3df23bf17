package chart

import (
	"strconv"

	"muara/internal/i18n"
)

// crowdedPoints is the number of points from which each leads to the view of
// its column and not to one of its own: a thousand addresses weigh more than
// the picture.
const crowdedPoints = 400

// factRows are the rows of a chart of facts, as short as they can be: what
// follows from the row, its column and the unit is put together again in the
// browser. Pictures that the browser does not draw need no rows at all.
func factRows(c Chart, p i18n.Printer) []payloadRow {
	switch c.Kind {
	case Columns, Lines, Areas, Map:
	default:
		return []payloadRow{}
	}
	points := 0
	for _, r := range c.Rows {
		points += len(r.Points)
	}
	out := make([]payloadRow, len(c.Rows))
	for i, r := range c.Rows {
		row := payloadRow{Key: r.Key, Label: r.Label, Note: r.Note, Muted: r.Muted, Color: c.ColorOf(i), Href: r.Href}
		row.Points = make([]payloadPoint, len(r.Points))
		for col, pt := range r.Points {
			q := factPayload(c, p, col, pt)
			if points > crowdedPoints && col < len(c.Heads) && c.Heads[col].Href != "" {
				q.Href = ""
			}
			row.Points[col] = q
		}
		out[i] = row
	}
	return out
}

func factPayload(c Chart, p i18n.Printer, col int, pt Point) payloadPoint {
	q := payloadPoint{Share: pt.Share, Href: pt.Href}
	v, known := pt.Value()
	if !known {
		q.Status = pt.StatusCode()
		return q
	}
	v = drawn(v)
	q.Value, q.Text = &v, c.Value(p, col, pt)
	if status := pt.StatusCode(); status != string(Recorded) {
		q.Status, q.How = status, pt.StatusText(p)
	}
	if pt.Partial {
		q.Partial = pt.PartialText(p)
	}
	return q
}

// drawn rounds a value to what a picture can show: five digits.
func drawn(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 4, 64), 64)
	if err != nil { // a number that was just written
		return v
	}
	return rounded
}

func columnPayload(c Chart, p i18n.Printer) (fulls []string, heads []payloadHead) {
	for col := range c.Columns {
		fulls = append(fulls, c.UnitOf(col).Full(p, "#"))
		head := payloadHead{Color: c.HeadColor(col)}
		if col < len(c.Heads) {
			head.Href = c.Heads[col].Href
		}
		heads = append(heads, head)
	}
	return fulls, heads
}
