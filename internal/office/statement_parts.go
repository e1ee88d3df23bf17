package office

import (
	"muara/internal/ledger"
	"muara/internal/report"
	"muara/internal/trade"
)

// mineralFuels is the HS chapter that dominates the exports of a mining
// region; the statement says what the picture is without it.
const mineralFuels = "27"

// mostParts is how many parts of a breakdown a sentence names.
const mostParts = 3

// longSpan is from how many months on a period since January says enough of a
// year to be the main one of a section.
const longSpan = 6

// commoditySection: the largest chapters, what is left without mineral fuels,
// and the sectors where they are known for a later period.
func (c *composer) commoditySection() report.Section {
	s := report.Section{ID: "commodities", Heading: phrase("statement.commodity.heading")}
	chapters := Cut{Flow: trade.Export, By: trade.Chapter}
	periods := c.periods(chapters)
	for i, p := range periods {
		split := c.Breakdown(BreakdownQuery{Cut: chapters, Period: p, AsOf: c.asOf})
		para := c.breakdown(split, "statement.commodity.", i > 0)
		para = append(para, c.withoutFuels(split)...)
		s.Paragraphs = append(s.Paragraphs, para)
	}
	sectors := Cut{Flow: trade.Export, By: trade.Sector}
	later := c.periods(sectors)
	if len(periods) == 0 {
		s.Heading = phrase("statement.commodity.heading.sectors")
	}
	if len(later) > 0 {
		p := later[len(later)-1]
		if len(periods) == 0 || p.To > periods[len(periods)-1].To {
			split := c.Breakdown(BreakdownQuery{Cut: sectors, Period: p, AsOf: c.asOf})
			s.Paragraphs = append(s.Paragraphs, []report.Sentence{
				c.say("statement.commodity.sectors", report.When(p), c.parts(split.Parts))})
		}
	}
	return s
}

func (c *composer) destinationSection() report.Section {
	s := report.Section{ID: "destinations", Heading: phrase("statement.destination.heading")}
	cut := Cut{Flow: trade.Export, By: trade.Country}
	for i, p := range c.periods(cut) {
		split := c.Breakdown(BreakdownQuery{Cut: cut, Period: p, AsOf: c.asOf})
		s.Paragraphs = append(s.Paragraphs, c.breakdown(split, "statement.destination.", i > 0))
	}
	return s
}

// periods chooses the periods of a breakdown that a section speaks of: the
// latest within the range that runs at least half a year from January, then
// the latest of any length if that ends later.
func (c *composer) periods(cut Cut) []trade.Period {
	var within []trade.Period // newest end first
	for _, bp := range c.Calendar(c.asOf, cut).Periods {
		if c.span.Contains(bp.Period) && bp.Parts+bp.Shares > 0 {
			within = append(within, bp.Period)
		}
	}
	return mainAndLatest(within)
}

func mainAndLatest(newestFirst []trade.Period) []trade.Period {
	var out []trade.Period
	for _, p := range newestFirst {
		if p.From.Number() == 1 && p.Months() >= longSpan && p.From.Year() == p.To.Year() {
			out = append(out, p)
			break
		}
	}
	if len(newestFirst) > 0 && (len(out) == 0 || newestFirst[0].To > out[0].To) {
		out = append(out, newestFirst[0])
	}
	return out
}

// breakdown says the first part, the others that the releases name, and what
// they leave unnamed. A superlative is used only where the figures prove it.
func (c *composer) breakdown(s Split, keys string, later bool) []report.Sentence {
	if s.Empty() {
		return nil
	}
	if later {
		return []report.Sentence{c.say(keys+"later", report.When(s.Period), c.parts(s.Parts))}
	}
	finding := s.Finding()
	first, others := finding.Parts[0], []Part{}
	for _, p := range byShare(s.Parts) {
		if p.Series != first.Series {
			others = append(others, p)
		}
	}
	var out []report.Sentence
	out = append(out, c.firstPart(s, first, finding.Kind, keys))
	if len(others) > 0 {
		out = append(out, c.say(keys+"others", c.parts(others)))
	}
	// Where mineral fuels are all that is named, the sentence without them
	// says the remainder.
	onlyFuels := len(others) == 0 && s.By == trade.Chapter && first.Series.Code == mineralFuels
	if s.Rest != nil && s.Rest.Share.Known && !onlyFuels {
		out = append(out, c.say(keys+"rest", report.Money{Answer: s.Rest.Answer}, portion(*s.Rest, s.Whole.Answer)))
	}
	return out
}

func (c *composer) firstPart(s Split, p Part, kind FindingKind, keys string) report.Sentence {
	top := "named."
	if kind == Dominates || kind == Leads || kind == TogetherMost && p.Share.Value >= 0.25 && proven(s, p) {
		top = "top."
	}
	name := c.partName(p)
	switch {
	case p.Known() && p.Share.Known:
		return c.say(keys+top+"both", report.When(s.Period), name, report.Money{Answer: p.Answer}, portion(p, s.Whole.Answer))
	case p.Known():
		return c.say(keys+top+"value", report.When(s.Period), name, report.Money{Answer: p.Answer})
	default:
		return c.say(keys+top+"share", report.When(s.Period), name, portion(p, s.Whole.Answer))
	}
}

// proven reports whether a part is larger than anything unnamed can be.
func proven(s Split, p Part) bool { return p.Share.Known && p.Share.Value > 1-sumShares(s.Parts) }

// parts lists up to mostParts parts with what is known of each.
func (c *composer) parts(parts []Part) report.List {
	var out report.List
	for i, p := range byShare(parts) {
		if i == mostParts {
			break
		}
		name := c.partName(p)
		whole := c.l.Answer(p.Series.Of(), p.Period)
		switch {
		case p.Known() && p.Share.Known:
			out = append(out, phrase("statement.part.both", name, report.Money{Answer: p.Answer}, portion(p, whole)))
		case p.Known():
			out = append(out, phrase("statement.part.value", name, report.Money{Answer: p.Answer}))
		default:
			out = append(out, phrase("statement.part.share", name, portion(p, whole)))
		}
	}
	return out
}

// partName is the name of a part as it stands within a sentence.
func (c *composer) partName(p Part) report.Words {
	label := c.Label(p.Series)
	if p.Series.By != trade.Country && p.Series.By != trade.Port {
		label = inText(label)
	}
	return report.Words(label)
}

// inText writes a heading as it stands within a sentence.
func inText(t trade.Text) trade.Text { return trade.Text{ID: lower(t.ID), EN: lower(t.EN)} }

func portion(p Part, whole ledger.Answer) report.Portion {
	return report.Portion{Part: p.Answer, Whole: whole, Ratio: p.Share.Value,
		Decimals: p.Share.Decimals(), Share: p.Share.Printed}
}

// withoutFuels says what exports were without mineral fuels, and how that
// changed where the same months of the year before are known.
func (c *composer) withoutFuels(s Split) []report.Sentence {
	without := trade.Series{Flow: trade.Export, By: trade.Without, Code: mineralFuels}
	a := c.l.Answer(without, s.Period)
	if !a.Known() {
		return nil
	}
	name := c.partName(Part{Answer: ledger.Answer{Series: trade.Series{Flow: trade.Export, By: trade.Chapter, Code: mineralFuels}}})
	g := c.l.LikeForLike(without, s.Period)
	if !g.Known {
		rest := Part{Answer: a, Share: shareIn(a, s.Whole.Answer)}
		return []report.Sentence{c.say("statement.without.only", name, report.When(a.Period), report.Money{Answer: a}, portion(rest, s.Whole.Answer))}
	}
	return []report.Sentence{c.say("statement.without."+trend(g), name, report.When(a.Period), report.Money{Answer: a},
		report.Rate{Growth: g}, report.When(g.Before.Period), report.Money{Answer: g.Before})}
}

// portSection says how exports divide between ports inside the region and
// ports elsewhere.
func (c *composer) portSection() report.Section {
	s := report.Section{ID: "ports", Heading: phrase("statement.port.heading")}
	var newestFirst []trade.Period
	moments := map[trade.Period]PortMoment{}
	line := c.PortTimeline(c.asOf) // oldest first
	for i := len(line) - 1; i >= 0; i-- {
		if p := line[i].Period; c.span.Contains(p) {
			newestFirst = append(newestFirst, p)
			moments[p] = line[i]
		}
	}
	var para []report.Sentence
	for _, p := range mainAndLatest(newestFirst) {
		para = append(para, c.portMoment(moments[p]))
	}
	if len(para) > 0 {
		s.Paragraphs = append(s.Paragraphs, para)
	}
	return s
}

func (c *composer) portMoment(m PortMoment) report.Sentence {
	more, less := m.Outside, m.Inside
	if less.Share.Known && (!more.Share.Known || less.Share.Value > more.Share.Value) {
		more, less = less, more
	}
	when := report.When(m.Period)
	switch {
	case more.Known() && less.Known() && more.Share.Known && less.Share.Known:
		return c.say("statement.port.both", when, portion(more, m.Whole), report.Money{Answer: more.Answer}, c.partName(more),
			portion(less, m.Whole), report.Money{Answer: less.Answer}, c.partName(less))
	case more.Share.Known && less.Share.Known:
		return c.say("statement.port.shares", when, portion(more, m.Whole), c.partName(more), portion(less, m.Whole), c.partName(less))
	default:
		return c.say("statement.port.one", when, portion(more, m.Whole), c.partName(more))
	}
}
