package office

import (
	"sort"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// Cut names one way to divide a flow: exports by chapter, imports by country.
type Cut struct {
	Flow  trade.Flow
	By    trade.Dimension
	Scope string // empty for all trade
}

// Whole is the series that the cut divides.
func (c Cut) Whole() trade.Series { return trade.Series{Flow: c.Flow, Scope: c.Scope} }

// Part is the series of one code of the cut.
func (c Cut) Part(code string) trade.Series {
	return trade.Series{Flow: c.Flow, By: c.By, Code: code, Scope: c.Scope}
}

// Rest is the computed series of what the cut leaves unnamed.
func (c Cut) Rest() trade.Series {
	return trade.Series{Flow: c.Flow, By: trade.Other, Code: string(c.By), Scope: c.Scope}
}

// printedRest is the remainder as a release itself may print it.
func (c Cut) printedRest() trade.Series {
	return trade.Series{Flow: c.Flow, By: trade.Rest, Code: string(c.By), Scope: c.Scope}
}

// parts lists the series of every code that has figures.
func (c Cut) parts(l *ledger.Ledger) []trade.Series {
	codes := l.Codes(c.Flow, c.By, c.Scope)
	series := make([]trade.Series, len(codes))
	for i, code := range codes {
		series[i] = c.Part(code)
	}
	return series
}

// Ratio is a share of a whole, 0 to 1. Printed is the share as a release
// printed it for exactly this period; nil means that we computed it.
type Ratio struct {
	Known   bool
	Value   float64
	Printed *ledger.Share
	// Half is how far the true ratio may lie from Value because the figures
	// behind it were rounded.
	Half float64
}

// Decimals is how many decimals of the percentage the figures can carry: 2
// where rounding moves it by less than 0.05 points, 1 below 0.5 points, else 0.
func (r Ratio) Decimals() int {
	switch {
	case r.Printed != nil || r.Half <= 0.0005:
		return 2
	case r.Half <= 0.005:
		return 1
	default:
		return 0
	}
}

// Part is one line of a breakdown. Its value may be unknown where a release
// printed only a share of a total that nobody printed.
type Part struct {
	ledger.Answer
	Share  Ratio // of the split's whole
	Growth ledger.Growth
}

// BreakdownQuery asks how a flow divides over one period.
type BreakdownQuery struct {
	Cut
	Period  trade.Period
	Without string // an HS chapter to leave out of a cut by chapter; empty for none
	AsOf    trade.Date
}

// Split is a flow divided into its published parts over one period. Nothing in
// it is estimated: what no release names stays in Rest.
type Split struct {
	BreakdownQuery
	Whole   Part   // total, or the total without the chapter
	Parts   []Part // those with a value or a share, largest first
	Rest    *Part  // whole less parts; nil where unknown or within rounding of nothing
	Printed *Part  // the remainder as a release printed it, nil for none
	Exceeds bool   // the parts are more than the whole, beyond rounding
	// LeftOut says that Without was granted. It is not where the chapter or
	// the total is unknown: the split is then the full one.
	LeftOut bool
}

// Empty reports whether no part is known.
func (s Split) Empty() bool { return len(s.Parts) == 0 }

// Complete reports whether the parts make up the whole but for rounding.
func (s Split) Complete() bool {
	return s.Whole.Known() && !s.Empty() && s.Rest == nil && !s.Exceeds
}

// Valued reports how many parts have a value.
func (s Split) Valued() int {
	n := 0
	for _, p := range s.Parts {
		if p.Known() {
			n++
		}
	}
	return n
}

// Breakdown divides a flow over a period. A period without figures is no
// error: the split is Empty.
func (o *Office) Breakdown(q BreakdownQuery) Split {
	return split(o.Ledger(q.AsOf), q)
}

func split(l *ledger.Ledger, q BreakdownQuery) Split {
	s := Split{BreakdownQuery: q}
	whole, parts := q.Whole(), q.parts(l)
	if q.Without != "" && q.By == trade.Chapter {
		left := trade.Series{Flow: q.Flow, By: trade.Without, Code: q.Without, Scope: q.Scope}
		if l.Answer(left, q.Period).Known() {
			whole, parts, s.LeftOut = left, except(parts, q.Without), true
		}
	}
	b := l.Breakdown(whole, parts, q.Period)
	s.Whole = Part{Answer: b.Whole, Growth: l.LikeForLike(whole, q.Period)}
	s.Exceeds = b.Exceeds
	valued := map[trade.Series]bool{}
	for _, a := range b.Parts {
		if a.Known() {
			valued[a.Series] = true
			s.Parts = append(s.Parts, partOf(l, a, b.Whole))
		}
	}
	for _, series := range parts {
		if valued[series] || s.LeftOut {
			continue
		}
		if p := partOf(l, ledger.Answer{Series: series, Period: q.Period, Status: ledger.Unknown}, b.Whole); p.Share.Known {
			s.Parts = append(s.Parts, p)
		}
	}
	sortParts(s.Parts)
	s.Rest = restOf(l, q, b, s.Parts)
	if a := l.Answer(q.printedRest(), q.Period); a.Known() {
		p := partOf(l, a, b.Whole)
		s.Printed = &p
	}
	return s
}

func except(parts []trade.Series, code string) []trade.Series {
	var kept []trade.Series
	for _, p := range parts {
		if p.Code != code {
			kept = append(kept, p)
		}
	}
	return kept
}

// partOf adds share and growth to an answer.
func partOf(l *ledger.Ledger, a, whole ledger.Answer) Part {
	return Part{
		Answer: a,
		Share:  ratioOf(l, a, whole),
		Growth: l.LikeForLike(a.Series, a.Period),
	}
}

// restOf is the remainder of a breakdown as a part. None is shown where
// rounding alone may have left it, or where the parts exceed the whole.
func restOf(l *ledger.Ledger, q BreakdownQuery, b ledger.Breakdown, parts []Part) *Part {
	r := b.Remainder
	if r == nil || b.Exceeds || len(parts) == 0 || r.Value <= 0 || r.Low <= 0 {
		return nil
	}
	a := ledger.Answer{
		Series: q.Rest(), Period: q.Period, Status: ledger.Derived,
		Value: r.Value, Low: r.Low, High: r.High, Best: &r.Derivation,
	}
	// No growth: the parts that a release names differ from year to year, so
	// what is left over is not the same thing in both years.
	return &Part{Answer: a, Share: ratioOf(l, a, b.Whole)}
}

// ratioOf is the share of a part in a whole: as printed for the same period,
// else computed from the two values.
func ratioOf(l *ledger.Ledger, part, whole ledger.Answer) Ratio {
	if whole.Series != part.Series.Of() {
		return shareIn(part, whole)
	}
	sh := printedShare(l, part.Series, part.Period)
	if sh == nil {
		return shareIn(part, whole)
	}
	return Ratio{
		Known: true, Printed: sh,
		Value: float64(sh.Share) / float64(100*trade.Percent),
		Half:  float64(sh.Half) / float64(100*trade.Percent),
	}
}

// shareIn is the computed share of one answer in another.
func shareIn(part, whole ledger.Answer) Ratio {
	if !part.Known() || !whole.Known() || whole.Value <= 0 {
		return Ratio{}
	}
	w := float64(whole.Value)
	r := Ratio{Known: true, Value: float64(part.Value) / w}
	r.Half = (float64(part.High-part.Low) + r.Value*float64(whole.High-whole.Low)) / 2 / w
	return r
}

// printedShare finds the share of the flow's total that a release printed for
// exactly this period: the newest, if several did.
func printedShare(l *ledger.Ledger, s trade.Series, p trade.Period) *ledger.Share {
	var best *ledger.Share
	for _, sh := range l.Shares(s) {
		if sh.Period != p || sh.Of != s.Of() {
			continue
		}
		if best == nil || sh.Published.Ordinal() > best.Published.Ordinal() {
			best = sh
		}
	}
	return best
}

// sortParts puts the largest first: by value, then those with only a share.
func sortParts(parts []Part) {
	sort.SliceStable(parts, func(i, j int) bool {
		a, b := parts[i], parts[j]
		if a.Known() != b.Known() {
			return a.Known()
		}
		if a.Value != b.Value {
			return a.Value > b.Value
		}
		return a.Share.Value > b.Share.Value
	})
}
