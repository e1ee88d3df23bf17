package ledger

import (
	"cmp"
	"slices"

	"muara/internal/trade"
)

// YearToDate returns the longest period from January of a year that is known:
// the full year if that is known.
func (l *Ledger) YearToDate(s trade.Series, year int) (Answer, bool) {
	p := trade.YearOf(year)
	for ; p.From <= p.To; p.To-- {
		if a := l.Answer(s, p); a.Known() {
			return a, true
		}
	}
	return Answer{}, false
}

// Months answers each month of p in order, including unknown ones.
func (l *Ledger) Months(s trade.Series, p trade.Period) []Answer {
	out := make([]Answer, 0, max(p.Months(), 0))
	for m := p.From; m <= p.To; m++ {
		out = append(out, l.Answer(s, trade.Period{From: m, To: m}))
	}
	return out
}

// LikeForLike compares p with the same months of the year before.
func (l *Ledger) LikeForLike(s trade.Series, p trade.Period) Growth {
	g := Growth{Now: l.Answer(s, p), Before: l.Answer(s, p.LastYear())}
	if !g.Now.Known() || !g.Before.Known() {
		return g
	}
	g.Change = g.Now.Value - g.Before.Value
	if g.Known = g.Before.Value > 0; g.Known {
		g.Ratio = float64(g.Now.Value)/float64(g.Before.Value) - 1
	}
	return g
}

// Parts returns the series of a dimension of a whole that have figures. The
// published rest of a dimension is one of them.
func (l *Ledger) Parts(whole trade.Series, by trade.Dimension) []trade.Series {
	var out []trade.Series
	for _, n := range l.base.sorted {
		e := &l.base.series[n]
		s := e.series
		isRest := s.By == trade.Rest && s.Code == string(by)
		if (s.By == by || isRest) && s.Of() == whole.Of() && l.has(e) {
			out = append(out, s)
		}
	}
	return out
}

// Breakdown splits whole over p into the known series among parts.
func (l *Ledger) Breakdown(whole trade.Series, parts []trade.Series, p trade.Period) Breakdown {
	b := Breakdown{Whole: l.Answer(whole, p)}
	for _, s := range parts {
		if a := l.Answer(s, p); a.Known() {
			b.Parts = append(b.Parts, a)
			b.Sum += a.Value
		}
	}
	slices.SortStableFunc(b.Parts, func(x, y Answer) int {
		return cmp.Or(-cmp.Compare(x.Value, y.Value), compareSeries(x.Series, y.Series))
	})
	if !b.Whole.Known() {
		return b
	}
	d := less(b.Whole, b.Parts)
	b.Exceeds = d.High < 0
	b.Remainder = &Remainder{Value: max(d.Value, 0), Low: max(d.Low, 0), High: max(d.High, 0), Derivation: *d}
	return b
}

// less subtracts answers from a whole, figure by figure.
func less(whole Answer, parts []Answer) *Derivation {
	terms := slices.Clone(whole.Best.Terms)
	identity := whole.Best.Identity
	for _, a := range parts {
		terms = merge(terms, -1, a.Best.Terms)
		identity = cmp.Or(identity, a.Best.Identity)
	}
	return derivation(terms, identity)
}

// Without answers whole minus one part, where both are known: exports without
// mineral fuels. The derivation lists the figures of both.
func (l *Ledger) Without(whole, part trade.Series, p trade.Period) Answer {
	s := whole
	s.By, s.Code = trade.Without, part.Code
	w, a := l.Answer(whole, p), l.Answer(part, p)
	if !w.Known() || !a.Known() {
		return Answer{Series: s, Period: p, Status: Unknown}
	}
	return l.answer(s, p, less(w, []Answer{a}), true)
}

// partsOf returns what is subtracted from the total for a computed series.
func (l *Ledger) partsOf(s trade.Series) []trade.Series {
	if s.By == trade.Other {
		return l.Parts(s, trade.Dimension(s.Code))
	}
	part := s
	part.By = trade.Chapter
	return []trade.Series{part}
}

// compute answers a computed series.
func (l *Ledger) compute(s trade.Series, p trade.Period) Answer {
	parts := l.partsOf(s)
	if s.By == trade.Without {
		return l.Without(s.Of(), parts[0], p)
	}
	b := l.Breakdown(s.Of(), parts, p)
	if b.Remainder == nil || len(b.Parts) == 0 || b.Exceeds {
		return Answer{Series: s, Period: p, Status: Unknown}
	}
	a := l.answer(s, p, &b.Remainder.Derivation, true)
	a.Value, a.Low = b.Remainder.Value, b.Remainder.Low
	// A remainder below zero is no other value, only a failed check.
	a.Alternatives = slices.DeleteFunc(a.Alternatives, func(x Alternative) bool { return x.Value < 0 })
	if len(a.Alternatives) == 0 {
		a.Status, a.Alternatives = Derived, nil
	}
	return a
}
