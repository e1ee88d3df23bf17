package ui

import (
	"strconv"

	"github.com/a-h/templ"

	"muara/internal/chart"
)

// picture is the drawing of a chart that needs no script.
func picture(_ *Request, _ chart.Chart) templ.Component { return templ.NopComponent }

// payload is what the script draws from, as JSON that may stand in a script
// element; empty where a chart stays as it is.
func payload(_ *Request, _ chart.Chart) string { return "" }

func hasShare(c chart.Chart, column int) bool {
	for _, row := range c.Rows {
		if column < len(row.Points) && row.Points[column].Share != "" {
			return true
		}
	}
	return false
}

func pointHref(r *Request, p chart.Point) string {
	if p.Href != "" || p.Answer.Series.Flow == "" {
		return p.Href
	}
	return r.AnswerHref(p.Answer, "")
}

func pointText(r *Request, p chart.Point) string {
	if p.Text != "" {
		return p.Text
	}
	return r.AmountText(p.Answer)
}

// sortKey is the exact value for sorting; unknown values have none.
func sortKey(p chart.Point) string {
	if !p.Answer.Known() {
		return ""
	}
	return strconv.FormatInt(int64(p.Answer.Value), 10)
}
