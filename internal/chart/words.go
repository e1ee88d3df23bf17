package chart

import (
	"strings"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// weighed reports whether a chart shows weights; a chart never mixes measures.
func (c Chart) weighed() bool {
	for _, r := range c.Rows {
		for _, p := range r.Points {
			if p.Answer.Series.Flow != "" {
				return p.Answer.Series.Measure == trade.Weight
			}
		}
	}
	return false
}

// UnitName names the unit of a chart: US$ juta, ribu ton, persen.
func (c Chart) UnitName(p i18n.Printer) string {
	if c.OfFacts() {
		return c.UnitOf(0).Name(p)
	}
	if c.weighed() {
		return p.T("common.unit.weight")
	}
	return p.UnitName()
}

// amount writes an amount of a series without its unit.
func amount(p i18n.Printer, s trade.Series, a trade.Amount) string {
	if s.Measure == trade.Weight {
		return p.Weight(a)
	}
	return p.Amount(a)
}

// Full writes a point's value with its unit, US$3.050,82 juta, or says that it
// is not known. A fact has no unit of its own: see Chart.Full.
func (pt Point) Full(p i18n.Printer) string {
	switch {
	case !pt.Known():
		return p.T("chart.unknown")
	case pt.Fact != nil:
		return pt.Text
	case pt.Answer.Series.Measure == trade.Weight:
		return p.T("common.weight.text", p.Weight(pt.Answer.Value))
	default:
		return p.Money(pt.Answer.Value)
	}
}

// Full writes a point of a column of values with its unit: US$3.050,82 juta,
// 12,5%; or says that it is not known.
func (c Chart) Full(p i18n.Printer, col int, pt Point) string {
	if pt.Fact == nil || !pt.Known() {
		return pt.Full(p)
	}
	return c.UnitOf(col).Full(p, c.Value(p, col, pt))
}

// Value writes a point's value without its unit, empty where it is not known.
// What the caller wrote comes first.
func (c Chart) Value(p i18n.Printer, col int, pt Point) string {
	if pt.Text != "" || pt.Fact == nil || !pt.Known() {
		return pt.Text
	}
	return c.UnitOf(col).Number(p, pt.Fact.Number)
}

// StatusName says how an answer is known, in the reader's language.
func StatusName(p i18n.Printer, s ledger.Status) string {
	switch s {
	case ledger.Published, ledger.Derived, ledger.Conflicting:
		return p.T("common.status." + string(s))
	default:
		return p.T("common.status.unknown")
	}
}

// Range says between which values a figure lies that was worked out from
// rounded ones; empty for one as printed, whose rounding its digits show.
func (pt Point) Range(p i18n.Printer) string {
	a := pt.Answer
	if !pt.Known() || pt.Fact != nil || a.Low >= a.High || a.Best != nil && a.Best.Published() {
		return ""
	}
	low, high := amount(p, a.Series, a.Low), amount(p, a.Series, a.High)
	if low == high {
		return ""
	}
	return p.T("chart.range", low, high)
}

// Describe says one point in a line, for titles, labels and live regions:
// "2021, Ekspor: US$3.102,06 juta; angka rilis".
func (c Chart) Describe(p i18n.Printer, row, col int) string {
	r := c.Rows[row]
	name := r.Label
	if len(c.Columns) > 1 && col < len(c.Columns) {
		name += ", " + c.Columns[col]
	}
	if col >= len(r.Points) {
		return name + ": " + p.T("chart.unknown")
	}
	pt := r.Points[col]
	parts := []string{name + ": " + c.Full(p, col, pt)}
	if pt.Known() {
		if pt.Share != "" {
			parts[0] += " (" + pt.Share + ")"
		}
		if pt.Partial {
			parts = append(parts, pt.PartialText(p))
		}
		if pt.StatusCode() != string(Recorded) { // the rule among facts goes without saying
			parts = append(parts, pt.StatusText(p))
		}
	}
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	return strings.Join(parts, "; ")
}

// PartialText says what a point covers that covers less than its row says.
func (pt Point) PartialText(p i18n.Printer) string {
	if period, ok := pt.Period(); ok {
		return p.T("chart.partial.period", p.Period(period))
	}
	return p.T("chart.partial")
}

// TickText writes the values of an axis without useless decimals. Values are
// in the chart's unit: million US$ or thousand tonnes, of facts whole units.
func (c Chart) TickText(p i18n.Printer, ticks []float64) []string {
	if c.OfFacts() {
		return c.UnitOf(0).ticks(p, ticks)
	}
	series := trade.Series{}
	if c.weighed() {
		series.Measure = trade.Weight
	}
	out := make([]string, len(ticks))
	for i, t := range ticks {
		// Ticks are round numbers: rounding to the smallest unit is exact.
		out[i] = amount(p, series, trade.Amount(roundHalf(t*float64(scaleOf(series)))))
	}
	if p.Unit == i18n.Dollars && series.Measure == trade.Value {
		return out // no decimals to trim, and a dot that groups thousands
	}
	return trimDecimals(p, out)
}

func roundHalf(x float64) float64 {
	if x < 0 {
		return -roundHalf(-x)
	}
	return float64(int64(x + 0.5))
}

// trimDecimals drops decimals that are zero in every text: 2.000,00 -> 2.000.
func trimDecimals(p i18n.Printer, texts []string) []string {
	sep := ","
	if p.Lang == i18n.EN {
		sep = "."
	}
	for _, t := range texts {
		_, decimals, found := strings.Cut(t, sep)
		if !found || strings.Trim(decimals, "0") != "" {
			return texts
		}
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i], _, _ = strings.Cut(t, sep)
	}
	return out
}
