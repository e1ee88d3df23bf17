package office

import (
	"slices"
	"strconv"
	"strings"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/report"
	"muara/internal/trade"
)

// unknownSection lists what the releases do not tell, so that nobody takes a
// gap for zero.
func (c *composer) unknownSection() report.Section {
	s := report.Section{ID: "unknown", Heading: phrase("statement.unknown.heading")}
	for _, f := range []trade.Flow{trade.Export, trade.Import, trade.Balance} {
		if gaps := c.gaps(f); len(gaps) > 0 {
			s.Bullets = append(s.Bullets, c.say("statement.unknown."+string(f), gaps))
		}
	}
	for _, cut := range []Cut{{Flow: trade.Export, By: trade.Chapter}, {Flow: trade.Export, By: trade.Country}, {Flow: trade.Export, By: trade.PortGroup}} {
		if len(c.periods(cut)) == 0 {
			s.Bullets = append(s.Bullets, c.say("statement.unknown.by."+string(cut.By)))
		}
	}
	if c.asked.To > c.span.To || c.asked.From < c.years[0].Whole.From {
		s.Bullets = append(s.Bullets, c.say("statement.unknown.range", report.When(c.asked),
			report.When{From: c.years[0].Whole.From, To: c.years[len(c.years)-1].Whole.To}))
	}
	if len(s.Bullets) > 0 {
		s.Paragraphs = [][]report.Sentence{{phrase("statement.unknown.about")}}
	}
	return s
}

// gaps lists the years whose value is not known in full, with the part that is.
func (c *composer) gaps(f trade.Flow) report.List {
	var out report.List
	for _, y := range c.years {
		switch a := y.flow(f); {
		case !a.Known():
			out = append(out, phrase("statement.it", report.When(y.Whole)))
		case a.Period != y.Whole:
			out = append(out, phrase("statement.unknown.part", report.When(y.Whole), report.Within(a.Period), report.Money{Answer: a}))
		}
	}
	return out
}

// conflictSection names the other values of every figure that the statement
// uses and on which sources disagree.
func (c *composer) conflictSection() report.Section {
	s := report.Section{ID: "conflicts", Heading: phrase("statement.conflict.heading")}
	for _, a := range slices.Clone(c.used) {
		if a.Status == ledger.Conflicting {
			s.Bullets = append(s.Bullets, c.conflict(a))
			continue
		}
		for _, x := range c.pack.LeftOut {
			if x.Series == a.Series && x.Period == a.Period {
				s.Bullets = append(s.Bullets, c.leftOut(x)...)
			}
		}
	}
	return s
}

// mostOthers is how many other values of a figure are named.
const mostOthers = 3

func (c *composer) conflict(a ledger.Answer) report.Sentence {
	var others report.List
	seen := map[trade.Amount]bool{a.Value: true}
	kind := a.Alternatives[0].Kind
	for _, alt := range a.Alternatives {
		if seen[alt.Value] || len(others) == mostOthers {
			continue
		}
		seen[alt.Value] = true
		others = append(others, c.evidence(a, alt.Derivation))
		if alt.Kind != kind {
			kind = ""
		}
	}
	key := "statement.conflict.plain"
	switch kind {
	case ledger.Revision:
		key = "statement.conflict.revision"
	case ledger.Contradiction:
		key = "statement.conflict.contradiction"
	}
	ours := c.evidence(a, *a.Best)
	s := phrase(key, report.Words(c.SeriesName(a.Series)), report.When(a.Period), ours, others)
	s.Notes = c.cite([]ledger.Answer{a})
	for _, alt := range a.Alternatives {
		for _, t := range alt.Terms {
			if t.Figure != nil {
				s.Notes = c.note(s.Notes, t.Figure.Sources)
			}
		}
	}
	slices.Sort(s.Notes)
	return s
}

// evidence is a value and where it stands: printed by a source on a day, or
// computed from other figures.
func (c *composer) evidence(a ledger.Answer, d ledger.Derivation) report.Sentence {
	if d.Published() {
		f := d.Terms[0].Figure
		if src, ok := sourceOf(c.Office, f.Sources); ok {
			return phrase("statement.conflict.printed", report.Figure{Figure: f}, report.Name(shortName(src)), report.Day(f.Published))
		}
	}
	return phrase("statement.conflict.computed", report.Printed{Series: a.Series, Period: a.Period, Value: d.Value})
}

// shortName is the publisher without the address that may follow it.
func shortName(s pack.Source) string {
	name, _, _ := strings.Cut(s.Publisher, " (")
	return name
}

// leftOut names printed values of a cell that the compilers did not enter.
func (c *composer) leftOut(x pack.LeftOut) []report.Sentence {
	var printed report.List
	for _, p := range x.Printed {
		src, ok := c.Source(p.SourceID)
		v, readable := printedValue(p.Text)
		if !ok || !readable || p.Text == x.Kept {
			continue
		}
		v.Series, v.Period = x.Series, x.Period
		printed = append(printed, phrase("statement.conflict.printed", v, report.Name(shortName(src)), report.Day(src.Published)))
	}
	if len(printed) == 0 {
		return nil
	}
	return []report.Sentence{phrase("statement.conflict.leftout", report.Words(c.SeriesName(x.Series)), report.When(x.Period), printed,
		report.Prose{Text: x.Note, Series: x.Series, Period: x.Period})}
}

// printedValue reads what a source printed: 456.17 (million US$) or 21.93 %.
func printedValue(text string) (report.Printed, bool) {
	number, isShare := strings.CutSuffix(text, "%")
	whole, fraction, _ := strings.Cut(strings.TrimSpace(number), ".")
	unit := 8 // decimals of a million US$ in cents
	if isShare {
		unit = 4 // decimals of a percent in millionths
	}
	if len(fraction) > unit {
		return report.Printed{}, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", unit-len(fraction)), 10, 64)
	if err != nil {
		return report.Printed{}, false
	}
	if isShare {
		return report.Printed{Share: trade.Share(n), IsShare: true}, true
	}
	return report.Printed{Value: trade.Amount(n)}, true
}

// mostTerms is how many terms of a computation are written out.
const mostTerms = 8

// computedSection shows how each value that no source printed was computed.
func (c *composer) computedSection() report.Section {
	s := report.Section{ID: "computed", Heading: phrase("statement.computed.heading")}
	for _, a := range slices.Clone(c.used) {
		if a.Best == nil || a.Best.Published() || !hasFigures(a.Best) {
			continue
		}
		name, when := report.Words(c.computedName(a.Series)), report.When(a.Period)
		if len(a.Best.Terms) > mostTerms {
			s.Bullets = append(s.Bullets, phrase("statement.computed.many", name, when, report.Money{Answer: a}))
			continue
		}
		s.Bullets = append(s.Bullets, phrase("statement.computed.terms", name, when, report.Money{Answer: a}, c.terms(a.Best)))
	}
	return s
}

// computedName names a series; a remainder is called what it is.
func (c *composer) computedName(s trade.Series) trade.Text {
	if s.By != trade.Other {
		return c.SeriesName(s)
	}
	flow, by := FlowName(s.Flow), inText(DimensionName(trade.Dimension(s.Code)))
	return trade.Text{
		ID: "Sisa " + lower(flow.ID) + " yang tidak dirinci menurut " + by.ID,
		EN: flow.EN + " not broken down by " + by.EN,
	}
}

func hasFigures(d *ledger.Derivation) bool {
	if d == nil {
		return false
	}
	for _, t := range d.Terms {
		if t.Figure == nil {
			return false
		}
	}
	return len(d.Terms) > 0
}

func (c *composer) terms(d *ledger.Derivation) report.Terms {
	ordered := slices.Clone(d.Terms)
	slices.SortStableFunc(ordered, func(a, b ledger.Term) int { return b.Sign - a.Sign })
	var out report.Terms
	for _, t := range ordered {
		out = append(out, report.Term{Term: t, Name: c.SeriesName(t.Figure.Series)})
	}
	return out
}

// notesSection says how to read the statement and what it was made from.
func (c *composer) notesSection() report.Section {
	s := report.Section{ID: "notes", Heading: phrase("statement.notes.heading")}
	add := func(key string, parts ...report.Part) { s.Bullets = append(s.Bullets, phrase(key, parts...)) }
	if c.usesStatus(ledger.Derived) {
		add("statement.notes.derived")
	}
	if c.usesStatus(ledger.Conflicting) {
		add("statement.notes.conflicting")
	}
	add("statement.notes.basis")
	add("statement.notes.compare")
	for _, n := range c.notesOn(c.span, balance) {
		add("statement.notes.remark", report.Words(n.Label), report.When(n.Period),
			report.Prose{Text: n.Text, Series: balance, Period: n.Period})
	}
	add("statement.notes.authority", report.Words(c.pack.Region.Authority))
	add("statement.notes.edition", c.region(), report.Code(c.pack.Version), report.Day(c.pack.Compiled), report.Day(c.st.Composed))
	if !c.asOf.IsZero() {
		add("statement.notes.asof", report.Day(c.asOf))
	}
	return s
}

func (c *composer) usesStatus(s ledger.Status) bool {
	return slices.ContainsFunc(c.used, func(a ledger.Answer) bool { return a.Status == s })
}
