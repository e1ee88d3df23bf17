package chart

import (
	"strconv"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// Fact is a value that is no published figure: what a query over trade facts
// says of one cell. Its unit is the chart's, in whole units: US$, kilograms,
// US$ per kilogram, percent (12.5 is 12.5 %).
type Fact struct {
	Number float64      // for drawing
	Exact  string       // the same exactly, a decimal with a point, for tables; empty where Number is all there is
	Known  bool         // false where the facts do not reach: an empty place, never a zero
	Status FactStatus   // how it is known; empty counts as Recorded
	Period trade.Period // what it covers; the zero period says nothing
	Source string       // id of the release that it was read from, may be empty
}

// FactStatus says how a fact is known.
type FactStatus string

// The ways to know a fact.
const (
	Recorded  FactStatus = "recorded"  // a sum of what the release records
	Computed  FactStatus = "computed"  // worked out by a formula: share, growth, index
	Estimated FactStatus = "estimated" // filled in or modelled, by the source or by us
	Converted FactStatus = "converted" // carried over from another edition of the HS
)

// exact is the fact as a decimal with a point.
func (f Fact) exact() string {
	if f.Exact != "" {
		return f.Exact
	}
	return strconv.FormatFloat(f.Number, 'f', -1, 64)
}

// Exact writes a point's value exactly for tables, with a decimal point: an
// answer in million US$ or thousand tonnes, a fact in whole units. It is empty
// where the value is not known.
func (p Point) Exact() string {
	switch {
	case !p.Known():
		return ""
	case p.Fact != nil:
		return p.Fact.exact()
	}
	return Decimal(p.Answer.Series, p.Answer.Value)
}

// Period returns what a point covers, and whether it says so.
func (p Point) Period() (trade.Period, bool) {
	if p.Fact != nil {
		return p.Fact.Period, p.Fact.Period != trade.Period{}
	}
	return p.Answer.Period, p.Answer.Series.Flow != ""
}

// StatusCode says how a point is known, for machines: published, derived,
// conflicting, recorded, computed, estimated, converted or unknown.
func (p Point) StatusCode() string {
	switch {
	case !p.Known():
		return string(ledger.Unknown)
	case p.Fact == nil:
		return string(p.Answer.Status)
	case p.Fact.Status == "":
		return string(Recorded)
	}
	return string(p.Fact.Status)
}

// StatusText says how a point is known, in the reader's language.
func (p Point) StatusText(pr i18n.Printer) string {
	if p.Fact == nil || !p.Known() {
		return StatusName(pr, p.Answer.Status)
	}
	return pr.T("chart.status." + p.StatusCode())
}

// FactStatuses lists the ways to know a fact, best first.
func FactStatuses() []FactStatus { return []FactStatus{Recorded, Computed, Estimated, Converted} }

// OfFacts reports whether the chart shows facts and not answers.
func (c Chart) OfFacts() bool { return c.Unit.Of != "" || len(c.Units) > 0 }

// UnitOf returns the unit of a column of values of a chart of facts.
func (c Chart) UnitOf(col int) Unit {
	if col < len(c.Units) {
		return c.Units[col]
	}
	return c.Unit
}

// UnitCode names the unit of a column of values in tables, for machines:
// "USD million" or "kt" of answers, "USD", "kg" or another whole unit of facts.
func (c Chart) UnitCode(col int) string {
	switch {
	case c.OfFacts():
		return c.UnitOf(col).Code()
	case c.weighed():
		return "kt"
	}
	return "USD million"
}
