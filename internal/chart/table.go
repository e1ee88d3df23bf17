package chart

import (
	"strconv"
	"strings"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// Grid is a chart as a long table: one record for each row and column of
// values, unknown ones included with an empty value.
type Grid struct {
	Columns []GridColumn
	Records [][]string // as many cells as Columns
}

// GridColumn is one column of a Grid.
type GridColumn struct {
	Key     string // stable name for machines: value, low, period
	Numeric bool   // cells are exact decimals with a point, or empty
}

// Name is the heading of a column for people, in the reader's language. The
// first column is headed as in the chart.
func (tc GridColumn) Name(p i18n.Printer, c Chart) string {
	if tc.Key == "label" && c.RowName != "" {
		return c.RowName
	}
	return p.T("chart.table." + tc.Key)
}

// tableColumns are the columns of every table, in order.
var tableColumns = []GridColumn{
	{Key: "key"}, {Key: "label"}, {Key: "column"}, {Key: "series"}, {Key: "period"},
	{Key: "value", Numeric: true}, {Key: "unit"}, {Key: "share"}, {Key: "status"}, {Key: "partial"},
	{Key: "low", Numeric: true}, {Key: "high", Numeric: true},
	{Key: "sources"}, {Key: "note"}, {Key: "figure"},
}

// Table returns the table of a chart. Values are exact decimals with a
// point, in million US$ ("USD million") or thousand tonnes ("kt"), those of
// facts in whole units ("USD", "kg"); sources are ids separated by spaces;
// figure is the path of the figure page or of the view that a fact opens.
func Table(c Chart) Grid {
	t := Grid{Columns: append([]GridColumn(nil), tableColumns...)}
	for _, r := range c.Rows {
		for i, p := range r.Points {
			t.Records = append(t.Records, record(c, r, i, p))
		}
	}
	return t
}

func record(c Chart, r Row, col int, p Point) []string {
	a := p.Answer
	var low, high, period, series string
	sources := SourcesOf(a)
	if covers, ok := p.Period(); ok {
		period = covers.String()
	}
	switch {
	case p.Fact != nil && p.Fact.Source != "":
		sources = []string{p.Fact.Source}
	case p.Fact == nil && a.Series.Flow != "":
		series = a.Series.String()
	}
	if p.Fact == nil && p.Known() {
		low, high = Decimal(a.Series, a.Low), Decimal(a.Series, a.High)
	}
	column := ""
	if col < len(c.Columns) {
		column = c.Columns[col]
	}
	return []string{
		r.Key, r.Label, column, series, period, p.Exact(), unitCode(c, col, p), p.Share, p.StatusCode(), strconv.FormatBool(p.Partial),
		low, high, strings.Join(sources, " "), r.Note, p.Href,
	}
}

// unitCode is the unit of a point in a table; an answer knows its own.
func unitCode(c Chart, col int, p Point) string {
	if c.OfFacts() {
		return c.UnitCode(col)
	}
	if p.Answer.Series.Measure == trade.Weight {
		return "kt"
	}
	return "USD million"
}

// Decimal writes an amount exactly, with a decimal point and at least two
// decimals: 1725.99 million US$, or thousand tonnes.
func Decimal(s trade.Series, a trade.Amount) string {
	scale, digits := int64(trade.Million), 8
	if s.Measure == trade.Weight {
		scale, digits = int64(trade.KiloTonne), 6
	}
	sign, n := "", int64(a)
	if n < 0 {
		sign, n = "-", -n
	}
	frac := strconv.FormatInt(n%scale, 10)
	frac = strings.Repeat("0", digits-len(frac)) + frac
	for len(frac) > 2 && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	return sign + strconv.FormatInt(n/scale, 10) + "." + frac
}

// SourcesOf lists the ids of the sources that an answer rests on, each once,
// in the order of its derivation.
func SourcesOf(a ledger.Answer) []string {
	if a.Best == nil {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	add := func(ids []string) {
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	for _, t := range a.Best.Terms {
		if t.Figure != nil {
			add(t.Figure.Sources)
		}
		if t.Share != nil {
			add(t.Share.Sources)
		}
	}
	return out
}
