package office

import (
	"sort"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// Summary counts what a pack holds and how well it agrees with itself.
type Summary struct {
	Figures, Shares, Series, Sources int
	Checks, Failed                   int
	Disputes                         []Dispute
	LeftOut                          []pack.LeftOut
	First, Last                      trade.Month
	Newest                           trade.Date
	BySource                         []pack.Source // newest first
}

// Dispute is a failed check with what it is about.
type Dispute struct {
	ledger.Check
	Name trade.Text
}

// Summary counts the figures known on a day.
func (o *Office) Summary(asOf trade.Date) Summary {
	l := o.Ledger(asOf)
	s := Summary{Sources: len(o.pack.Sources), LeftOut: o.pack.LeftOut}
	for _, series := range l.Series() {
		s.Series++
		for _, f := range l.Figures(series) {
			s.Figures++
			if s.First == 0 || f.Period.From < s.First {
				s.First = f.Period.From
			}
			s.Last = max(s.Last, f.Period.To)
			if f.Published.Ordinal() > s.Newest.Ordinal() {
				s.Newest = f.Published
			}
		}
		s.Shares += len(l.Shares(series))
	}
	for _, c := range l.Checks() {
		s.Checks++
		if !c.OK {
			s.Failed++
			s.Disputes = append(s.Disputes, Dispute{Check: c, Name: o.SeriesName(c.Series)})
		}
	}
	s.BySource = append(s.BySource, o.pack.Sources...)
	sort.SliceStable(s.BySource, func(i, j int) bool {
		return s.BySource[i].Published.Ordinal() > s.BySource[j].Published.Ordinal()
	})
	return s
}
