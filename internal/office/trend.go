package office

import (
	"fmt"
	"sort"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// Comparison sets the breakdowns of all periods beside each other. Shares
// compare across periods of unlike length; values do not.
type Comparison struct {
	Cut
	Codes []string // columns: the codes named most often, in this order
	Rows  []ComparisonRow
}

// ComparisonRow is one period; Parts stand in the order of Codes, unknown
// ones included.
type ComparisonRow struct {
	Period trade.Period
	Whole  ledger.Answer
	Parts  []Part
}

// Comparison compares every period for which a release names any of the codes
// named most often, newest first.
func (o *Office) Comparison(c Cut, columns int, asOf trade.Date) Comparison {
	return remember(o, asOf, fmt.Sprint("comparison", c, columns), func() Comparison {
		return compareAll(o.Ledger(asOf), c, o.Calendar(asOf, c), columns)
	})
}

func compareAll(l *ledger.Ledger, c Cut, cal Calendar, columns int) Comparison {
	cmp := Comparison{Cut: c, Codes: mainCodes(l, c, cal, columns)}
	for _, bp := range cal.Periods {
		row := ComparisonRow{Period: bp.Period, Whole: l.Answer(c.Whole(), bp.Period)}
		known := false
		for _, code := range cmp.Codes {
			p := partOf(l, l.Answer(c.Part(code), bp.Period), row.Whole)
			known = known || p.Known() || p.Share.Known
			row.Parts = append(row.Parts, p)
		}
		if known {
			cmp.Rows = append(cmp.Rows, row)
		}
	}
	return cmp
}

// mainCodes are the n codes known in most periods of the calendar; of codes
// known as often, the one with the larger share or else value comes first.
func mainCodes(l *ledger.Ledger, c Cut, cal Calendar, n int) []string {
	type tally struct {
		code  string
		times int
		share float64
		value trade.Amount
	}
	var all []tally
	for _, s := range c.parts(l) {
		t := tally{code: s.Code}
		for _, bp := range cal.Periods {
			p := l.Answer(s, bp.Period)
			share := ratioOf(l, p, l.Answer(c.Whole(), bp.Period))
			if !p.Known() && !share.Known {
				continue
			}
			t.times++
			t.share = max(t.share, share.Value)
			t.value = max(t.value, p.Value)
		}
		all = append(all, t)
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		switch {
		case a.times != b.times:
			return a.times > b.times
		case a.share != b.share:
			return a.share > b.share
		default:
			return a.value > b.value
		}
	})
	all = all[:min(n, len(all))]
	codes := make([]string, len(all))
	for i, t := range all {
		codes[i] = t.code
	}
	return codes
}

// Shift is how the share of one code moved between the earliest and the
// latest long period of a comparison.
type Shift struct {
	Code          string
	Before, After Part
	// Swings says that in between the share lay more than five points outside
	// of both ends: to compare the ends alone would mislead.
	Swings bool
}

// Shift compares the latest period of at least six months in which the first
// code's share is known with the earliest that is alike: as long, and beginning
// in the same month. Shorter periods swing too much for a sentence about the
// long run.
func (c Comparison) Shift() (Shift, bool) {
	var shares []Part
	for _, r := range c.Rows {
		if len(r.Parts) > 0 {
			shares = append(shares, r.Parts[0])
		}
	}
	return ShiftOf(shares)
}

// ShiftOf is Shift for the shares of one series, newest first.
func ShiftOf(shares []Part) (Shift, bool) {
	var long []Part
	for _, p := range shares {
		if p.Share.Known && p.Period.Months() >= 6 {
			long = append(long, p)
		}
	}
	for i := range long {
		for j := len(long) - 1; j > i; j-- {
			if long[i].Period.To != long[j].Period.To && alike(long[i].Period, long[j].Period) {
				return shiftBetween(long[i : j+1]), true
			}
		}
	}
	return Shift{}, false
}

// likeMonths is by how many months two spans may differ and still be alike: a
// year and its first eleven or ten months are, a year and a half-year are not.
const likeMonths = 2

// alike reports whether the shares of two spans compare: about as many months,
// beginning in the same part of the year, since trade has its seasons.
func alike(a, b trade.Period) bool {
	diff := a.Months() - b.Months()
	return max(diff, -diff) <= likeMonths && a.From.Number() == b.From.Number()
}

// shiftBetween compares the last of some shares with the first.
func shiftBetween(long []Part) Shift {
	s := Shift{Code: long[0].Series.Code, Before: long[len(long)-1], After: long[0]}
	low, high := s.Before.Share.Value, s.After.Share.Value
	low, high = min(low, high)-0.05, max(low, high)+0.05
	for _, p := range long {
		s.Swings = s.Swings || p.Share.Value < low || p.Share.Value > high
	}
	return s
}

// Line is one series by month: every month from the first to the last that is
// known, gaps included.
type Line struct {
	Series trade.Series
	Months []ledger.Answer
	Known  int // months with a value
}

// Trend answers the months of several codes of a cut over one common span,
// from the first to the last month in which any of them is known.
func (o *Office) Trend(c Cut, codes []string, asOf trade.Date) []Line {
	l := o.Ledger(asOf)
	lines := make([]Line, len(codes))
	var span trade.Period
	for i, code := range codes {
		lines[i].Series = c.Part(code)
		if p, ok := l.Span(lines[i].Series); ok {
			span = join(span, p)
		}
	}
	if span == (trade.Period{}) {
		return lines
	}
	first, last := -1, -1
	for i := range lines {
		lines[i].Months = l.Months(lines[i].Series, span)
		for m, a := range lines[i].Months {
			if !a.Known() {
				continue
			}
			lines[i].Known++
			if first < 0 || m < first {
				first = m
			}
			last = max(last, m)
		}
	}
	for i := range lines {
		if first < 0 {
			lines[i].Months = nil
			continue
		}
		lines[i].Months = lines[i].Months[first : last+1]
	}
	return lines
}

func join(a, b trade.Period) trade.Period {
	if a == (trade.Period{}) {
		return b
	}
	return trade.Period{From: min(a.From, b.From), To: max(a.To, b.To)}
}

// History is everything that is known of one series.
type History struct {
	Series   trade.Series
	Whole    trade.Series
	Rows     []Part // every period printed, newest first
	Wholes   []ledger.Answer
	Newest   Part // of the rows: the newest
	Main     Part // of the rows: the one that speaks for the series
	Weights  []ledger.Answer
	Disputed int            // rows on which sources disagree
	LeftOut  []pack.LeftOut // printed, but not entered
}

// Empty reports whether nothing was ever published.
func (h History) Empty() bool { return len(h.Rows) == 0 }

// History collects what is known of one series: every period for which a
// release printed a value or a share.
func (o *Office) History(s trade.Series, asOf trade.Date) History {
	l := o.Ledger(asOf)
	h := History{Series: s, Whole: s.Of()}
	for _, p := range periodsOf(l, s) {
		whole := l.Answer(h.Whole, p)
		part := partOf(l, l.Answer(s, p), whole)
		h.Rows = append(h.Rows, part)
		h.Wholes = append(h.Wholes, whole)
		if part.Status == ledger.Conflicting {
			h.Disputed++
		}
	}
	if len(h.Rows) > 0 {
		h.Newest, h.Main = h.Rows[0], mainOf(h.Rows)
	}
	weight := s
	weight.Measure = trade.Weight
	for _, p := range periodsOf(l, weight) {
		h.Weights = append(h.Weights, l.Answer(weight, p))
	}
	for _, left := range o.pack.LeftOut {
		if left.Series == s {
			h.LeftOut = append(h.LeftOut, left)
		}
	}
	return h
}

// mainOf chooses the row that speaks for a series, by the rule of Calendar:
// of the rows with a share that end in the twelve months up to the newest of
// them, the longest; the newest row where no share is known.
func mainOf(rows []Part) Part {
	var best Part
	newest := trade.Month(0)
	for _, p := range rows {
		switch {
		case !p.Share.Known:
		case !best.Share.Known:
			best, newest = p, p.Period.To
		case p.Period.To > newest-window && p.Period.Months() > best.Period.Months():
			best = p
		}
	}
	if best.Share.Known {
		return best
	}
	return rows[0]
}

// periodsOf lists the periods printed for one series, newest first.
func periodsOf(l *ledger.Ledger, s trade.Series) []trade.Period {
	seen := map[trade.Period]bool{}
	var periods []trade.Period
	for _, f := range l.Figures(s) {
		seen[f.Period] = true
	}
	for _, sh := range l.Shares(s) {
		seen[sh.Period] = true
	}
	for p := range seen {
		periods = append(periods, p)
	}
	sort.Slice(periods, func(i, j int) bool { return newer(periods[i], periods[j]) })
	return periods
}
