package office

import (
	"sort"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// Overview is the first page: how the region is doing, in one look.
type Overview struct {
	Balance BalanceView
	Latest  Latest
	Month   ledger.Growth // exports of the latest known month against the same month a year before
	News    []News        // newest published figures first
	Missing Missing
}

// Latest is the longest period from January of the last year that has one.
type Latest struct {
	Period                    trade.Period
	Exports, Imports, Balance ledger.Answer
	Growth                    ledger.Growth // of exports, like for like
}

// News is a source and what it brought.
type News struct {
	SourceID  string
	Published trade.Date
	Figures   []*ledger.Figure // totals of the flows that it states, newest period first
}

// Missing lists the full years without a known value, by flow, from the
// page's first year on. The current year of the clock is not missing: it is
// not over.
type Missing struct {
	Exports, Imports, Balance []int
}

// Any reports whether anything is missing.
func (m Missing) Any() bool { return len(m.Exports)+len(m.Imports)+len(m.Balance) > 0 }

// Overview gathers the first page.
func (o *Office) Overview(asOf trade.Date) (Overview, error) {
	b, err := o.Balance(0, 0, asOf)
	if err != nil {
		return Overview{}, err
	}
	l := o.Ledger(asOf)
	v := Overview{Balance: b, Latest: latest(l, b), News: news(l, 5), Missing: o.missing(b)}
	for i := len(b.Months) - 1; i >= 0; i-- {
		if b.Months[i].Exports.Known() {
			v.Month = b.Months[i].Growth
			break
		}
	}
	return v, nil
}

func latest(l *ledger.Ledger, b BalanceView) Latest {
	for i := len(b.Years) - 1; i >= 0; i-- {
		x := b.Years[i].Exports
		if !x.Known() {
			continue
		}
		return Latest{Period: x.Period, Exports: x,
			Imports: l.Answer(imports, x.Period),
			Balance: l.Answer(balance, x.Period),
			Growth:  l.LikeForLike(exports, x.Period),
		}
	}
	return Latest{}
}

func (o *Office) missing(b BalanceView) Missing {
	var m Missing
	for _, y := range b.Years {
		if y.Year >= o.now().Year() {
			continue
		}
		if !y.Exports.Known() || !y.Exports.Period.IsYear() {
			m.Exports = append(m.Exports, y.Year)
		}
		if !y.Imports.Known() || !y.Imports.Period.IsYear() {
			m.Imports = append(m.Imports, y.Year)
		}
		if !y.Balance.Known() || !y.Balance.Period.IsYear() {
			m.Balance = append(m.Balance, y.Year)
		}
	}
	return m
}

// news groups the totals by the source they were read from and returns the
// newest sources.
func news(l *ledger.Ledger, n int) []News {
	bySource := map[string]*News{}
	for _, s := range []trade.Series{exports, imports, balance} {
		for _, f := range l.Figures(s) {
			if len(f.Sources) == 0 {
				continue
			}
			id := f.Sources[0]
			if bySource[id] == nil {
				bySource[id] = &News{SourceID: id, Published: f.Published}
			}
			bySource[id].Figures = append(bySource[id].Figures, f)
		}
	}
	out := make([]News, 0, len(bySource))
	for _, v := range bySource {
		sort.SliceStable(v.Figures, func(i, j int) bool { return v.Figures[i].Period.To > v.Figures[j].Period.To })
		out = append(out, *v)
	}
	sort.Slice(out, func(i, j int) bool {
		if a, b := out[i].Published.Ordinal(), out[j].Published.Ordinal(); a != b {
			return a > b
		}
		return out[i].SourceID < out[j].SourceID
	})
	return out[:min(n, len(out))]
}
