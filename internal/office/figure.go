package office

import (
	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// FigureView is everything that bears on one number: its value, how we know
// it, who disagrees, what it was thought to be, and what it compares with.
type FigureView struct {
	ledger.Explanation
	Name    trade.Text
	AsOf    trade.Date
	Growth  ledger.Growth // against the same months a year before
	Whole   ledger.Answer // the total that it is a part of; Unknown for a total
	Year    ledger.Answer // the full year around a shorter period; Unknown where not published
	Shares  []*ledger.Share
	Notes   []pack.Note
	LeftOut []pack.LeftOut  // printed values of this cell that the compilers left out
	Near    []ledger.Answer // for an unknown value: what is known nearby, nearest first
	Within  []ledger.Answer // known parts in time: the months, or the years
	Sources []pack.Source   // every source that the page cites, in order of mention
}

// Figure explains the value of a series over a period.
func (o *Office) Figure(s trade.Series, p trade.Period, asOf trade.Date) (FigureView, error) {
	if !o.names(s) {
		return FigureView{}, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Deret " + s.String() + " tidak ada dalam paket data ini. Lihat halaman Data untuk daftar deret.",
			EN: "There is no series " + s.String() + " in this data pack. See the Data page for the list of series.",
		}}
	}
	l := o.Ledger(asOf)
	v := FigureView{Explanation: l.Explain(s, p), Name: o.SeriesName(s), AsOf: asOf,
		Growth: l.LikeForLike(s, p), Notes: o.notesOn(p, s)}
	if s.By != trade.Total {
		v.Whole = l.Answer(s.Of(), p)
	} else {
		v.Whole = ledger.Answer{Status: ledger.Unknown}
	}
	v.Year = ledger.Answer{Status: ledger.Unknown}
	if year := trade.YearOf(p.From.Year()); year.Contains(p) && year != p {
		v.Year = l.Answer(s, year)
	}
	for _, sh := range l.Shares(s) {
		if sh.Period == p {
			v.Shares = append(v.Shares, sh)
		}
	}
	for _, x := range o.pack.LeftOut {
		if x.Series == s && x.Period == p {
			v.LeftOut = append(v.LeftOut, x)
		}
	}
	if !v.Known() {
		v.Near = near(l, s, p)
	}
	v.Within = within(l, s, p)
	v.Sources = o.cited(v)
	return v, nil
}

// names reports whether the pack has any figure for a series, or can compute
// it from some.
func (o *Office) names(s trade.Series) bool {
	switch s.By {
	case trade.Total:
		return s.Scope == "" || len(o.ledger.Figures(s)) > 0
	case trade.Without:
		s.By = trade.Chapter
	case trade.Other:
		return len(o.ledger.Codes(s.Flow, trade.Dimension(s.Code), s.Scope)) > 0
	}
	return len(o.ledger.Figures(s))+len(o.ledger.Shares(s)) > 0
}

// near lists up to six known answers around an unknown one: the year to date,
// then published periods by how far they lie off.
func near(l *ledger.Ledger, s trade.Series, p trade.Period) []ledger.Answer {
	var out []ledger.Answer
	seen := map[trade.Period]bool{}
	add := func(a ledger.Answer) {
		if a.Known() && !seen[a.Period] && len(out) < 6 {
			seen[a.Period] = true
			out = append(out, a)
		}
	}
	if a, ok := l.YearToDate(s, p.To.Year()); ok {
		add(a)
	}
	figures := l.Figures(s)
	for distance := trade.Month(0); distance <= 24 && len(out) < 6; distance++ {
		for _, f := range figures {
			if gap(f.Period, p) == distance {
				add(l.Answer(s, f.Period))
			}
		}
	}
	return out
}

// gap is how many months two periods differ at their ends.
func gap(a, b trade.Period) trade.Month { return abs(a.From-b.From) + abs(a.To-b.To) }

func abs(m trade.Month) trade.Month {
	if m < 0 {
		return -m
	}
	return m
}

// within lists the months of a period of up to two years, or its years.
func within(l *ledger.Ledger, s trade.Series, p trade.Period) []ledger.Answer {
	if p.IsMonth() {
		return nil
	}
	if p.Months() <= 24 {
		return l.Months(s, p)
	}
	var out []ledger.Answer
	for y := p.From.Year(); y <= p.To.Year(); y++ {
		if p.Contains(trade.YearOf(y)) {
			out = append(out, l.Answer(s, trade.YearOf(y)))
		}
	}
	return out
}

// cited lists the sources of all figures on the page, once each.
func (o *Office) cited(v FigureView) []pack.Source {
	var out []pack.Source
	seen := map[string]bool{}
	add := func(ids []string) {
		for _, id := range ids {
			if src, ok := o.Source(id); ok && !seen[id] {
				seen[id] = true
				out = append(out, src)
			}
		}
	}
	terms := func(ts []ledger.Term) {
		for _, t := range ts {
			add(t.Figure.Sources)
			if t.Share != nil {
				add(t.Share.Sources)
			}
		}
	}
	if v.Best != nil {
		terms(v.Best.Terms)
	}
	for _, a := range v.Alternatives {
		terms(a.Terms)
	}
	for _, c := range v.Confirmations {
		terms(c.Terms)
	}
	for _, e := range v.Editions {
		add(e.Sources)
	}
	for _, sh := range v.Shares {
		add(sh.Sources)
	}
	return out
}
