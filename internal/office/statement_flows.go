package office

import (
	"muara/internal/ledger"
	"muara/internal/report"
	"muara/internal/trade"
)

// flowSection says exports and imports of the last full year, and of later
// parts of a year as far as they compare or have not been stated yet.
func (c *composer) flowSection() report.Section {
	s := report.Section{ID: "flows", Heading: phrase("statement.flows.heading")}
	for _, series := range []trade.Series{exports, imports} {
		var p []report.Sentence
		for _, g := range c.changes(series) {
			if g.Known || g.Now.Period.IsYear() || !c.inLead(g.Now) {
				p = append(p, c.flowChange(g))
			}
		}
		if len(p) > 0 {
			s.Paragraphs = append(s.Paragraphs, p)
		}
	}
	return s
}

// inLead reports whether the first paragraph has stated an answer.
func (c *composer) inLead(a ledger.Answer) bool {
	for _, s := range c.st.Sections[0].Paragraphs[0] {
		for _, stated := range s.Answers() {
			if stated.Series == a.Series && stated.Period == a.Period {
				return true
			}
		}
	}
	return false
}

// flowChange says a value and its change against the same months a year
// before, or that these are not known.
func (c *composer) flowChange(g ledger.Growth) report.Sentence {
	now, before := report.When(g.Now.Period), report.When(g.Before.Period)
	flow := string(g.Now.Series.Flow)
	if !g.Known {
		return c.say("statement.flow.nobase."+flow, now, report.Money{Answer: g.Now}, before)
	}
	return c.say("statement.flow."+trend(g)+"."+flow, now, report.Money{Answer: g.Now},
		report.Rate{Growth: g}, before, report.Money{Answer: g.Before})
}

// tableSection is the table of all years.
func (c *composer) tableSection() report.Section {
	first, last := c.years[0].Whole, c.years[len(c.years)-1].Whole
	grid := &report.Grid{
		Caption: phrase("statement.table.caption", report.When{From: first.From, To: last.To}, report.UnitName{}),
		Head: []report.Sentence{phrase("statement.table.period"), phrase("statement.table.exports"),
			phrase("statement.table.imports"), phrase("statement.table.balance"), phrase("statement.table.sources")},
	}
	for _, y := range c.years {
		notes := report.Sentence{Notes: c.cite([]ledger.Answer{y.Exports, y.Imports, y.Balance})}
		row := yearPeriod(y)
		grid.Rows = append(grid.Rows, []report.Sentence{
			phrase("statement.it", report.When(row)),
			cell(y.Exports, row), cell(y.Imports, row), cell(y.Balance, row), notes,
		})
	}
	return report.Section{ID: "table", Heading: phrase("statement.table.heading"), Table: grid}
}

// yearPeriod names a row: the whole year within the range, or the shorter
// period if that is all that any flow is known for.
func yearPeriod(y statementYear) trade.Period {
	row := trade.Period{From: y.Whole.From, To: y.Whole.From}
	for _, a := range []ledger.Answer{y.Exports, y.Imports, y.Balance} {
		if a.Known() {
			row.To = max(row.To, a.Period.To)
		}
	}
	if y.empty() {
		return y.Whole
	}
	return row
}

// cell is a value, with its months where they are not those of the row.
func cell(a ledger.Answer, row trade.Period) report.Sentence {
	switch {
	case a.Known() && a.Period != row:
		return phrase("statement.cell.partial", report.Money{Answer: a, Plain: true}, report.Months(a.Period))
	case !a.Known():
		// The words of an unknown value lead to the page of the row's period.
		a.Period = row
	}
	return phrase("statement.it", report.Money{Answer: a, Plain: true})
}
