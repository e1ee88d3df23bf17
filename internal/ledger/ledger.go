package ledger

import "muara/internal/trade"

// Ledger answers questions about published figures. It is immutable and safe
// for concurrent use.
type Ledger struct{}

// New builds a ledger. It fails on figures that cannot be: a period that runs
// backwards, a negative rounding, an id used twice, a share over 100 %.
func New(figures []Figure, shares []Share, identities []Identity) (*Ledger, error) {
	return &Ledger{}, nil
}

// AsOf returns the ledger of the figures published on or before a day.
func (l *Ledger) AsOf(d trade.Date) *Ledger { return l }

// Answer returns the value of s over p and its status. Series by
// trade.Without and trade.Other are computed: the total less one chapter, and
// the total less every published part of a dimension (Breakdown's remainder).
func (l *Ledger) Answer(s trade.Series, p trade.Period) Answer {
	return Answer{Series: s, Period: p, Status: Unknown}
}

// Explain returns the answer with confirmations, editions, checks and vintages.
func (l *Ledger) Explain(s trade.Series, p trade.Period) Explanation {
	return Explanation{Answer: l.Answer(s, p)}
}

// Checks returns every independent check, failed ones first.
func (l *Ledger) Checks() []Check { return nil }

// Series returns every series that has a figure or a share, sorted by slug.
func (l *Ledger) Series() []trade.Series { return nil }

// Codes returns the codes of a dimension that have figures for a flow and
// scope, sorted.
func (l *Ledger) Codes(flow trade.Flow, by trade.Dimension, scope string) []string { return nil }

// Figures returns the figures of a series, oldest period first.
func (l *Ledger) Figures(s trade.Series) []*Figure { return nil }

// Shares returns the shares of a series, oldest period first.
func (l *Ledger) Shares(s trade.Series) []*Share { return nil }

// Span returns the months from the first to the last figure of a series.
func (l *Ledger) Span(s trade.Series) (trade.Period, bool) { return trade.Period{}, false }

// YearToDate returns the longest period from January of a year that is known:
// the full year if that is known.
func (l *Ledger) YearToDate(s trade.Series, year int) (Answer, bool) { return Answer{}, false }

// Months answers each month of p in order, including unknown ones.
func (l *Ledger) Months(s trade.Series, p trade.Period) []Answer { return nil }

// Breakdown splits whole over p into the known series among parts.
func (l *Ledger) Breakdown(whole trade.Series, parts []trade.Series, p trade.Period) Breakdown {
	return Breakdown{}
}

// Without answers whole minus one part, where both are known: exports without
// mineral fuels. The derivation lists the figures of both.
func (l *Ledger) Without(whole, part trade.Series, p trade.Period) Answer { return Answer{} }

// LikeForLike compares p with the same months of the year before.
func (l *Ledger) LikeForLike(s trade.Series, p trade.Period) Growth { return Growth{} }
