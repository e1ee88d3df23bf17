package breakdown

import (
	"strconv"

	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Nearest leads to the n periods with a breakdown that lie nearest.
func Nearest(r *ui.Request, cal office.Calendar, chosen trade.Period, n int) []ui.Link {
	var links []ui.Link
	for _, bp := range cal.Nearest(chosen, n) {
		links = append(links, ui.Link{Text: r.Period(bp.Period), Href: PeriodHref(r, bp.Period)})
	}
	return links
}

// Span is what a reader can choose from: the months of the total and of every
// period with a breakdown.
func Span(r *ui.Request, cal office.Calendar, whole trade.Series, chosen trade.Period) trade.Period {
	span := chosen
	if p, ok := r.Office.Ledger(r.AsOf).Span(whole); ok {
		span = hull(span, p)
	}
	for _, bp := range cal.Periods {
		span = hull(span, bp.Period)
	}
	// A period from a link may lie far off; the list of months stays short.
	const most = 60 * 12
	if span.Months() > most {
		span.From = span.To - most + 1
	}
	return span
}

func hull(a, b trade.Period) trade.Period {
	return trade.Period{From: min(a.From, b.From), To: max(a.To, b.To)}
}

// yearsText writes years for a sentence, runs joined: "2013, 2014 dan 2016".
func yearsText(r *ui.Request, years []int) string {
	var runs []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		switch {
		case j == i:
			runs = append(runs, strconv.Itoa(years[i]))
		case j == i+1:
			runs = append(runs, strconv.Itoa(years[i]), strconv.Itoa(years[j]))
		default:
			runs = append(runs, strconv.Itoa(years[i])+"–"+strconv.Itoa(years[j]))
		}
		i = j + 1
	}
	return r.List(runs)
}
