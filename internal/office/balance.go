package office

import (
	"sort"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// The three series of the balance.
var (
	exports = trade.Series{Flow: trade.Export}
	imports = trade.Series{Flow: trade.Import}
	balance = trade.Series{Flow: trade.Balance}
)

// YearRow is one calendar year: for each flow the longest period from January
// that is known, which is the full year where that is known.
type YearRow struct {
	Year                      int
	Exports, Imports, Balance ledger.Answer
	Growth                    ledger.Growth // of the balance, like for like
	Notes                     []pack.Note   // remarks on the year: the pandemic
}

// Flow returns the answer of one flow.
func (y YearRow) Flow(f trade.Flow) ledger.Answer {
	switch f {
	case trade.Import:
		return y.Imports
	case trade.Balance:
		return y.Balance
	default:
		return y.Exports
	}
}

// MonthRow is one month of the three flows.
type MonthRow struct {
	Month                     trade.Month
	Exports, Imports, Balance ledger.Answer
	Growth                    ledger.Growth // of exports, against the same month a year earlier
}

// Record is the sign of the balance over the years that are known.
type Record struct {
	Since    int             // first year of the unbroken run, counted back from the last known year
	Last     ledger.Answer   // the last known year or part of it
	Years    []ledger.Answer // the known years of the run, oldest first
	Unknown  []int           // years within the run without a published balance
	Surplus  bool            // the sign of the run
	Pandemic []pack.Note     // remarks that fall into the run
}

// BalanceView is exports, imports and balance over a span of years.
type BalanceView struct {
	Span     trade.Period // all years that have any figure
	From, To int          // the years shown
	Years    []YearRow
	Months   []MonthRow // of the years shown, unknown ones included
	Record   Record     // over all years, not only those shown
	Highest  *YearRow   // the full year with the largest balance shown, nil if none
	Lowest   *YearRow
	AsOf     trade.Date
}

// firstYear is where the balance page starts unless asked otherwise: the
// compilation is meant to reach back to 2015, earlier figures are occasional.
const firstYear = 2015

// Balance returns the balance of the years from..to; zero means the first and
// the last year that have figures.
func (o *Office) Balance(from, to int, asOf trade.Date) (BalanceView, error) {
	l := o.Ledger(asOf)
	span, ok := spanOf(l)
	if !ok {
		return BalanceView{}, errNothing
	}
	first, last := span.From.Year(), span.To.Year()
	v := BalanceView{Span: span, From: from, To: to, AsOf: asOf}
	if v.From == 0 {
		v.From = max(first, min(firstYear, last))
	}
	if v.To == 0 {
		v.To = last
	}
	if v.From > v.To || v.To < first || v.From > last {
		return BalanceView{}, outOfRange(first, last)
	}
	v.From, v.To = max(v.From, first), min(v.To, last)
	all := o.years(l, first, last)
	v.Record = record(all)
	v.Years = all[v.From-first : v.To-first+1]
	v.Months = months(l, trade.Period{From: trade.MonthOf(v.From, 1), To: trade.MonthOf(v.To, 12)})
	v.Highest, v.Lowest = extremes(v.Years)
	return v, nil
}

func (o *Office) years(l *ledger.Ledger, first, last int) []YearRow {
	rows := make([]YearRow, 0, last-first+1)
	for y := first; y <= last; y++ {
		r := YearRow{Year: y,
			Exports: yearToDate(l, exports, y),
			Imports: yearToDate(l, imports, y),
			Balance: yearToDate(l, balance, y),
			Notes:   o.notesOn(trade.YearOf(y), balance),
		}
		if r.Balance.Known() {
			r.Growth = l.LikeForLike(balance, r.Balance.Period)
		}
		rows = append(rows, r)
	}
	return rows
}

// yearToDate returns the longest known period from January, or an unknown
// answer for the whole year.
func yearToDate(l *ledger.Ledger, s trade.Series, year int) ledger.Answer {
	if a, ok := l.YearToDate(s, year); ok {
		return a
	}
	return ledger.Answer{Series: s, Period: trade.YearOf(year), Status: ledger.Unknown}
}

func months(l *ledger.Ledger, p trade.Period) []MonthRow {
	x, m, b := l.Months(exports, p), l.Months(imports, p), l.Months(balance, p)
	rows := make([]MonthRow, len(x))
	for i := range x {
		rows[i] = MonthRow{Month: p.From + trade.Month(i), Exports: x[i], Imports: m[i], Balance: b[i]}
		if x[i].Known() {
			rows[i].Growth = l.LikeForLike(exports, x[i].Period)
		}
	}
	return rows
}

// record walks back from the last known balance while the sign holds. Years
// without a balance do not break the run but are listed.
func record(years []YearRow) Record {
	var r Record
	var unknown []int
	for i := len(years) - 1; i >= 0; i-- {
		b := years[i].Balance
		// A few early months say little about a year: the run needs at
		// least half of it.
		if !b.Known() || b.Period.Months() < 6 {
			if len(r.Years) > 0 {
				unknown = append(unknown, years[i].Year)
			}
			continue
		}
		if len(r.Years) == 0 {
			r.Last, r.Surplus = b, b.Value > 0
		} else if (b.Value > 0) != r.Surplus {
			break
		}
		r.Since = years[i].Year
		r.Years = append([]ledger.Answer{b}, r.Years...)
		r.Pandemic = append(append([]pack.Note(nil), years[i].Notes...), r.Pandemic...)
	}
	for _, y := range unknown {
		if y > r.Since {
			r.Unknown = append([]int{y}, r.Unknown...)
		}
	}
	return r
}

func extremes(years []YearRow) (highest, lowest *YearRow) {
	for i := range years {
		y := &years[i]
		if !y.Balance.Known() || !y.Balance.Period.IsYear() {
			continue
		}
		if highest == nil || y.Balance.Value > highest.Balance.Value {
			highest = y
		}
		if lowest == nil || y.Balance.Value < lowest.Balance.Value {
			lowest = y
		}
	}
	return highest, lowest
}

// notesOn returns the pack's remarks on a period, for series that s belongs to.
func (o *Office) notesOn(p trade.Period, s trade.Series) []pack.Note {
	var out []pack.Note
	for _, n := range o.pack.Notes {
		overlaps := n.Period.From <= p.To && p.From <= n.Period.To
		if overlaps && (n.Series == "" || n.Series == s.String()) {
			out = append(out, n)
		}
	}
	return out
}

// spanOf returns the months between the first and the last figure of any of
// the three flows, widened to whole years.
func spanOf(l *ledger.Ledger) (trade.Period, bool) {
	var spans []trade.Period
	for _, s := range []trade.Series{exports, imports, balance} {
		if p, ok := l.Span(s); ok {
			spans = append(spans, p)
		}
	}
	if len(spans) == 0 {
		return trade.Period{}, false
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].From < spans[j].From })
	p := spans[0]
	for _, s := range spans {
		p.To = max(p.To, s.To)
	}
	return trade.Period{From: trade.MonthOf(p.From.Year(), 1), To: trade.MonthOf(p.To.Year(), 12)}, true
}
