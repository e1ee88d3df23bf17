package breakdown

import (
	"sort"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// SpansOf draws the shares of a comparison through time: one strip for each
// code, one bar for each period, as long as the months that it covers. Months
// that no release covers stay empty.
func (pic Picture) SpansOf(r *ui.Request, c office.Comparison) chart.Chart {
	out := chart.Chart{
		ID: pic.ID, Kind: chart.Spans, Title: pic.Title, What: pic.What,
		RowName: r.T("breakdown.period"), Link: pic.Link,
	}
	for _, code := range c.Codes {
		out.Columns = append(out.Columns, Name(r, c.Part(code)))
	}
	var answers []ledger.Answer
	for i := len(c.Rows) - 1; i >= 0; i-- { // charts read from the oldest on
		row := chart.Row{Key: c.Rows[i].Period.String(), Label: r.PeriodShort(c.Rows[i].Period)}
		for _, p := range c.Rows[i].Parts {
			row.Points = append(row.Points, Point(r, p))
			answers = append(answers, p.Answer)
		}
		out.Rows = append(out.Rows, row)
	}
	out.Text = r.T("breakdown.spans.text", r.Count(len(c.Rows)), r.List(out.Columns))
	out.Source = sourceLine(r, answers)
	return out
}

// SpansOfHistory draws the share of one series through time.
func (pic Picture) SpansOfHistory(r *ui.Request, h office.History) chart.Chart {
	c := office.Comparison{
		Cut:   office.Cut{Flow: h.Series.Flow, By: h.Series.By, Scope: h.Series.Scope},
		Codes: []string{h.Series.Code},
	}
	for _, p := range h.Rows {
		if p.Share.Known {
			c.Rows = append(c.Rows, office.ComparisonRow{Period: p.Period, Parts: []office.Part{p}})
		}
	}
	return pic.SpansOf(r, c)
}

// LinesOf draws months, one line for each series; months that are not known
// are gaps.
func (pic Picture) LinesOf(r *ui.Request, lines []office.Line) chart.Chart {
	out := chart.Chart{
		ID: pic.ID, Kind: chart.Lines, Title: pic.Title, What: pic.What,
		RowName: r.T("breakdown.month"), Link: pic.Link,
	}
	var answers []ledger.Answer
	for i, l := range lines {
		out.Columns = append(out.Columns, Name(r, l.Series))
		for m, a := range l.Months {
			if i == 0 {
				out.Rows = append(out.Rows, chart.Row{Key: a.Period.String(), Label: r.PeriodShort(a.Period)})
			}
			out.Rows[m].Points = append(out.Rows[m].Points, answerPoint(r, a))
			answers = append(answers, a)
		}
	}
	out.Text = r.T("breakdown.lines.text", r.List(out.Columns))
	out.Source = sourceLine(r, answers)
	return out
}

// ByYear orders the rows of a history for reading: the year in which a period
// ends, newest first, and within it the longest first.
func ByYear(rows []office.Part) []office.Part {
	sorted := append([]office.Part(nil), rows...)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i].Period, sorted[j].Period
		if a.To.Year() != b.To.Year() {
			return a.To.Year() > b.To.Year()
		}
		if a.Months() != b.Months() {
			return a.Months() > b.Months()
		}
		return a.To > b.To
	})
	return sorted
}

// firstOf is the earliest month that any row covers.
func firstOf(rows []office.Part) trade.Month {
	first := rows[0].Period.From
	for _, p := range rows {
		first = min(first, p.Period.From)
	}
	return first
}
