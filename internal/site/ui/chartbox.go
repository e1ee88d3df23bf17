package ui

import (
	"strconv"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/chart/draw"
)

// picture is the drawing of a chart that needs no script.
func picture(r *Request, c chart.Chart) templ.Component { return draw.Picture(c, r.Printer) }

// payload is what the script draws from, as a script element that no browser
// runs. The encoder escapes what could end the element.
func payload(r *Request, c chart.Chart) templ.Component {
	return templ.Raw(`<script type="application/json" data-payload>` + string(chart.Payload(c, r.Printer)) + `</script>`)
}

// A table on a page is for reading: so many rows of facts, and links as long as
// there are not more than so many. The downloads have all of them.
const (
	mostRows  = 200
	mostLinks = 600
)

func tableRows(c chart.Chart) []chart.Row {
	if c.OfFacts() && len(c.Rows) > mostRows {
		return c.Rows[:mostRows]
	}
	return c.Rows
}

func crowded(c chart.Chart) bool {
	return c.OfFacts() && min(len(c.Rows), mostRows)*len(c.Columns) > mostLinks
}

func hasShare(c chart.Chart, column int) bool {
	for _, row := range c.Rows {
		if column < len(row.Points) && row.Points[column].Share != "" {
			return true
		}
	}
	return false
}

func pointHref(r *Request, p chart.Point) string {
	if p.Href != "" || p.Fact != nil || p.Answer.Series.Flow == "" {
		return p.Href
	}
	return r.AnswerHref(p.Answer, "")
}

func pointText(r *Request, c chart.Chart, column int, p chart.Point) string {
	if text := c.Value(r.Printer, column, p); text != "" {
		return text
	}
	return r.AmountText(p.Answer)
}

// sortKey is the exact value for sorting; unknown values have none.
func sortKey(p chart.Point) string {
	switch {
	case !p.Known():
		return ""
	case p.Fact != nil:
		return p.Exact()
	}
	return strconv.FormatInt(int64(p.Answer.Value), 10)
}
