package office

import (
	"fmt"
	"sort"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// Partner is when the published figures speak of a country. Absence of a
// figure is not absence of trade: releases name the first few countries only.
type Partner struct {
	Series  trade.Series
	First   trade.Period // of the earliest period printed
	Last    trade.Period // of the latest period printed
	Times   int          // periods printed
	Newest  Part         // at the latest period
	Largest Part         // where its share was largest; zero where none is known
}

// Partners lists the codes of a cut in the order in which the published
// figures first speak of them, newest arrivals first.
func (o *Office) Partners(c Cut, asOf trade.Date) []Partner {
	return remember(o, asOf, fmt.Sprint("partners", c), func() []Partner {
		return partners(o.Ledger(asOf), c)
	})
}

func partners(l *ledger.Ledger, c Cut) []Partner {
	var found []Partner
	for _, s := range c.parts(l) {
		periods := periodsOf(l, s)
		if len(periods) == 0 {
			continue
		}
		p := Partner{Series: s, Last: periods[0], First: periods[0], Times: len(periods)}
		for _, period := range periods {
			if period.From < p.First.From {
				p.First = period
			}
			part := partOf(l, l.Answer(s, period), l.Answer(c.Whole(), period))
			if period == p.Last {
				p.Newest = part
			}
			if part.Share.Known && part.Share.Value > p.Largest.Share.Value {
				p.Largest = part
			}
		}
		found = append(found, p)
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].First.From > found[j].First.From })
	return found
}

// NamedOnly lists the countries (ISO 3166-1 alpha-3, sorted) that the pack's
// reports of small exporters name, but for which no release printed a figure.
func (o *Office) NamedOnly(c Cut, asOf trade.Date) []string {
	l := o.Ledger(asOf)
	printed := map[string]bool{o.pack.Region.Country: true}
	for _, s := range c.parts(l) {
		printed[s.Code] = true
	}
	var named []string
	for _, fact := range o.pack.SmallFirms {
		for _, iso := range fact.Countries {
			if !printed[iso] {
				printed[iso] = true
				named = append(named, iso)
			}
		}
	}
	sort.Strings(named)
	return named
}

// Facts lists every printed figure of a cut, newest first: for cuts too
// sparse to divide anything, such as single products.
func (o *Office) Facts(c Cut, asOf trade.Date) []Part {
	l := o.Ledger(asOf)
	var facts []Part
	for _, s := range c.parts(l) {
		for _, p := range periodsOf(l, s) {
			facts = append(facts, partOf(l, l.Answer(s, p), l.Answer(c.Whole(), p)))
		}
	}
	sort.SliceStable(facts, func(i, j int) bool { return newer(facts[i].Period, facts[j].Period) })
	return facts
}

// Disputes lists the parts of a split on which sources disagree, the whole
// first.
func (s Split) Disputes() []Part {
	var disputed []Part
	for _, p := range append([]Part{s.Whole}, s.Parts...) {
		if p.Status == ledger.Conflicting {
			disputed = append(disputed, p)
		}
	}
	return disputed
}

// Scopes lists the limited scopes for which a flow has figures by any of the
// dimensions, in the order of the pack.
func (o *Office) Scopes(flow trade.Flow, asOf trade.Date, dims ...trade.Dimension) []Cut {
	l := o.Ledger(asOf)
	var cuts []Cut
	for _, scope := range o.pack.Scopes {
		for _, by := range dims {
			if len(l.Codes(flow, by, scope.Code)) > 0 {
				cuts = append(cuts, Cut{Flow: flow, By: by, Scope: scope.Code})
			}
		}
	}
	return cuts
}
