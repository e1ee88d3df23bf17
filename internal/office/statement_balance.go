package office

import (
	"math"
	"slices"

	"muara/internal/ledger"
	"muara/internal/report"
	"muara/internal/trade"
)

// The words for change. A change below this size, or one that rounding alone
// could explain, is called "almost unchanged" rather than a rise or a fall.
const almostNothing = 0.01

// trend says whether a value rose, fell or stayed: up, down, flat.
func trend(g ledger.Growth) string {
	overlap := g.Now.Low <= g.Before.High && g.Before.Low <= g.Now.High
	switch {
	case math.Abs(g.Ratio) < almostNothing || overlap:
		return "flat"
	case g.Ratio > 0:
		return "up"
	default:
		return "down"
	}
}

// lead is the title and the first paragraph: the record of the balance and its
// last known value.
func (c *composer) lead() report.Section {
	var p []report.Sentence
	known := c.known()
	switch {
	case len(known) == 0:
		p = c.leadWithoutBalance()
	case len(known) == 1:
		a := known[0]
		kind := sign(a.Value)
		c.st.Title = phrase("statement.title.one."+kind, c.region(), report.Money{Answer: a}, report.When(a.Period))
		p = append(p, c.say("statement.record.one."+kind, c.region(), report.Money{Answer: a}, report.When(a.Period)))
		p = append(p, c.flowsBehind(a)...)
	default:
		key, parts := c.record(known)
		c.st.Title = phrase("statement.title."+key, parts...)
		p = append(p, c.say("statement.record."+key, parts...))
		p = append(p, c.latestBalance(known[len(known)-1]))
	}
	return report.Section{ID: "lead", Paragraphs: [][]report.Sentence{p}}
}

func (c *composer) region() report.Part { return report.Words(c.pack.Region.Name) }

// record chooses how to say the signs of the known balances. "Every year" is
// said only where every year from the first to the last is known in full, the
// last one at least from January on.
func (c *composer) record(known []ledger.Answer) (key string, parts []report.Part) {
	first, last := known[0].Period, known[len(known)-1].Period
	kind, same := sameSign(known)
	if !same || kind == "balanced" {
		return "mixed", []report.Part{c.region(), c.bySign(known)}
	}
	if len(known) == 2 && c.unbroken() {
		return "both." + kind, []report.Part{c.region(), report.When(first), report.When(last)}
	}
	parts = []report.Part{c.region(), yearName(first.From.Year()), report.Until(last)}
	if c.unbroken() {
		return "all." + kind, parts
	}
	return "known." + kind, parts
}

// unbroken reports whether every year from the first known balance to the last
// is known in full; the last may be known in part.
func (c *composer) unbroken() bool {
	first, last := -1, -1
	for i, y := range c.years {
		if y.Balance.Known() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i := first; i < last; i++ {
		if b := c.years[i].Balance; !b.Known() || !b.Period.IsYear() {
			return false
		}
	}
	return first >= 0
}

// bySign groups periods by the sign of the balance: "surplus pada 2017–2018,
// tetapi defisit pada 2019".
func (c *composer) bySign(known []ledger.Answer) report.Part {
	var out []report.Part
	for _, kind := range []string{"surplus", "deficit", "balanced"} {
		var periods []trade.Period
		for _, a := range known {
			if sign(a.Value) == kind {
				periods = append(periods, a.Period)
			}
		}
		if len(periods) > 0 {
			out = append(out, phrase("statement.years."+kind, whenList(periods)))
		}
	}
	switch len(out) {
	case 2:
		return phrase("statement.years.two", out...)
	case 3:
		return phrase("statement.years.three", out...)
	default:
		return out[0]
	}
}

// whenList lists periods and joins three or more full years in a row:
// 2017–2019 dan 2021.
func whenList(periods []trade.Period) report.List {
	var out report.List
	for i := 0; i < len(periods); {
		run := i
		for run+1 < len(periods) && periods[run].IsYear() && periods[run+1].IsYear() &&
			periods[run+1].From == periods[run].To+1 {
			run++
		}
		if run >= i+2 {
			out = append(out, phrase("statement.it", report.When{From: periods[i].From, To: periods[run].To}))
			i = run + 1
			continue
		}
		out = append(out, phrase("statement.it", report.When(periods[i])))
		i++
	}
	return out
}

func (c *composer) latestBalance(a ledger.Answer) report.Sentence {
	x, m := c.l.Answer(exports, a.Period), c.l.Answer(imports, a.Period)
	kind := sign(a.Value)
	if x.Known() && m.Known() {
		return c.say("statement.latest.flows."+kind, report.When(a.Period),
			report.Money{Answer: x}, report.Money{Answer: m}, report.Money{Answer: a})
	}
	return c.say("statement.latest.only."+kind, report.When(a.Period), report.Money{Answer: a})
}

// flowsBehind says exports and imports of a single balance.
func (c *composer) flowsBehind(a ledger.Answer) []report.Sentence {
	x, m := c.l.Answer(exports, a.Period), c.l.Answer(imports, a.Period)
	if !x.Known() || !m.Known() {
		return nil
	}
	return []report.Sentence{c.say("statement.behind", report.Money{Answer: x}, report.Money{Answer: m})}
}

// leadWithoutBalance speaks of exports, or imports, where no balance is known.
func (c *composer) leadWithoutBalance() []report.Sentence {
	for _, f := range []trade.Flow{trade.Export, trade.Import} {
		for i := len(c.years) - 1; i >= 0; i-- {
			a := c.years[i].flow(f)
			if !a.Known() {
				continue
			}
			c.st.Title = phrase("statement.title.flow."+string(f), c.region(), report.Money{Answer: a}, report.When(a.Period))
			return []report.Sentence{
				c.say("statement.record.flow."+string(f), c.region(), report.Money{Answer: a}, report.When(a.Period)),
				c.say("statement.record.nobalance"),
			}
		}
	}
	return nil
}

// balanceSection lists the yearly balances and what changed.
func (c *composer) balanceSection() report.Section {
	known := c.known()
	s := report.Section{ID: "balance", Heading: phrase("statement.balance.heading")}
	switch len(known) {
	case 0:
		return s
	case 1:
		s.Heading = phrase("statement.balance.one")
	default:
		s.Paragraphs = append(s.Paragraphs, []report.Sentence{c.balanceList(known)})
	}
	var p []report.Sentence
	for _, g := range c.changes(balance) {
		p = append(p, c.balanceChange(g)...)
	}
	p = append(p, c.extremes()...)
	if len(p) > 0 {
		s.Paragraphs = append(s.Paragraphs, p)
	}
	if notes := c.notedYears(); len(notes) > 0 {
		s.Paragraphs = append(s.Paragraphs, notes)
	}
	return s
}

// balanceList states the balance of each period; the sign is said once where
// it is the same for all.
func (c *composer) balanceList(known []ledger.Answer) report.Sentence {
	if kind, same := sameSign(known); same && kind != "balanced" {
		return c.say("statement.list."+kind, amounts("statement.item", known))
	}
	return c.say("statement.list.mixed", signedAmounts(known))
}

// amounts lists values with their periods: "US$1.725,99 juta pada 2017".
func amounts(key string, answers []ledger.Answer) report.List {
	var out report.List
	for _, a := range answers {
		out = append(out, phrase(key, report.Money{Answer: a}, report.When(a.Period)))
	}
	return out
}

// signedAmounts lists balances with a word for their sign.
func signedAmounts(answers []ledger.Answer) report.List {
	var out report.List
	for _, a := range answers {
		out = append(out, phrase("statement.item."+sign(a.Value), report.Money{Answer: a}, report.When(a.Period)))
	}
	return out
}

// changes chooses what to compare of a series, oldest first: the last full
// year; the latest later part of a year whose same months a year before are
// known; and the last known part of a year, even if nothing compares with it,
// so that the statement can say so. A part of a year is never compared with a
// full one.
func (c *composer) changes(s trade.Series) []ledger.Growth {
	var out []ledger.Growth
	last := true
	for i := len(c.years) - 1; i >= 0; i-- {
		a := c.years[i].flow(s.Flow)
		if !a.Known() {
			continue
		}
		g := c.l.LikeForLike(s, a.Period)
		full := a.Period.IsYear()
		if last || full || g.Before.Known() && !slices.ContainsFunc(out, comparable) {
			out = append([]ledger.Growth{g}, out...)
		}
		if full {
			break
		}
		last = false
	}
	return out
}

func comparable(g ledger.Growth) bool { return g.Before.Known() }

// balanceChange puts a change of the balance into words that fit the signs.
func (c *composer) balanceChange(g ledger.Growth) []report.Sentence {
	now, before := report.When(g.Now.Period), report.When(g.Before.Period)
	switch {
	case !g.Before.Known() && g.Now.Period.IsYear():
		return []report.Sentence{c.say("statement.change.nobase", now, before)}
	case !g.Before.Known():
		return []report.Sentence{c.say("statement.change.nobase.partial", now, before)}
	}
	values := []report.Part{now, before, report.Money{Answer: g.Before}, report.Money{Answer: g.Now}}
	switch from, to := sign(g.Before.Value), sign(g.Now.Value); {
	case from == "surplus" && to == "surplus" && g.Known:
		return []report.Sentence{c.say("statement.change.surplus."+trend(g), append(values, report.Rate{Growth: g})...)}
	case from == "deficit" && to == "deficit":
		return []report.Sentence{c.say("statement.change.deficit."+deeper(g), values...)}
	case from == "deficit" && to == "surplus", from == "surplus" && to == "deficit":
		return []report.Sentence{c.say("statement.change.turn."+to, values...)}
	default:
		return []report.Sentence{c.say("statement.change.other", now, before, signedAmount(g.Before), signedAmount(g.Now))}
	}
}

func signedAmount(a ledger.Answer) report.Part {
	return phrase("statement.signed."+sign(a.Value), report.Money{Answer: a})
}

// deeper says how a deficit moved: wider, narrower, flat.
func deeper(g ledger.Growth) string {
	switch {
	case g.Now.Low <= g.Before.High && g.Before.Low <= g.Now.High:
		return "flat"
	case g.Now.Value < g.Before.Value:
		return "wider"
	default:
		return "narrower"
	}
}

// extremes names the highest and the lowest balance among the full years,
// where there are at least three.
func (c *composer) extremes() []report.Sentence {
	var rows []YearRow
	for _, y := range c.years {
		if y.Balance.Known() && y.Balance.Period.IsYear() {
			rows = append(rows, YearRow{Balance: y.Balance})
		}
	}
	high, low := extremes(rows)
	if len(rows) < 3 || high.Balance.Value == low.Balance.Value {
		return nil
	}
	return []report.Sentence{c.say("statement.extremes",
		report.When(high.Balance.Period), signedAmount(high.Balance),
		report.When(low.Balance.Period), signedAmount(low.Balance))}
}

// notedYears says what the balance was in years on which the pack has a
// general remark, such as the pandemic. The remark itself stands in the notes.
func (c *composer) notedYears() []report.Sentence {
	var out []report.Sentence
	all, same := sameSign(c.known())
	if len(c.known()) < 2 {
		return nil // the year stands alone: the remark in the notes is enough
	}
	for _, n := range c.notesOn(c.span, balance) {
		if n.Series != "" {
			continue
		}
		var within []ledger.Answer
		for _, a := range c.known() {
			if n.Period.Contains(a.Period) {
				within = append(within, a)
			}
		}
		if len(within) == 0 {
			continue
		}
		years := trade.Period{From: within[0].Period.From, To: within[len(within)-1].Period.To}
		kind, one := sameSign(within)
		switch {
		case one && kind != "balanced" && same && all == kind && len(within) < len(c.known()):
			out = append(out, c.say("statement.noted.still."+kind, report.Words(inText(n.Label)), report.When(years), oneOr(within, report.Money{Answer: within[0]}, amounts("statement.item", within))))
		default:
			out = append(out, c.say("statement.noted.values", report.Words(inText(n.Label)), report.When(years), oneOr(within, signedAmount(within[0]), signedAmounts(within))))
		}
	}
	return out
}

// oneOr is a single value, or the list where there are more.
func oneOr(answers []ledger.Answer, one report.Part, list report.List) report.Part {
	if len(answers) == 1 {
		return one
	}
	return list
}
