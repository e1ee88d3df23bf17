package ledger

import (
	"slices"

	"muara/internal/trade"
)

// Explain returns the answer with confirmations, editions, checks and vintages.
func (l *Ledger) Explain(s trade.Series, p trade.Period) Explanation {
	x := Explanation{Answer: l.Answer(s, p), Vintages: l.vintages(s, p)}
	for _, f := range l.Figures(s) {
		if f.Period == p {
			x.Editions = append(x.Editions, f)
		}
	}
	if x.Best == nil {
		return x
	}
	for _, d := range l.detours(x.Best, l.passedOn) {
		if len(x.Confirmations) < maxOthers {
			x.Confirmations = append(x.Confirmations, *d)
		}
	}
	seen := map[*Check]bool{}
	for _, a := range atomsOf(x.Best.Terms) {
		for _, c := range slices.Concat(l.failedOn(a), l.passedOn(a)) {
			if !seen[c] {
				seen[c] = true
				x.Checks = append(x.Checks, *c)
			}
		}
	}
	sortChecks(x.Checks)
	return x
}

// vintages returns how an answer changed over the dates of publication that
// can have changed it.
func (l *Ledger) vintages(s trade.Series, p trade.Period) []Vintage {
	dates := map[trade.Date]bool{}
	if computed(s) {
		l.relevant(s.Of(), p, dates)
		for _, part := range l.partsOf(s) {
			l.relevant(part, p, dates)
		}
	} else {
		l.relevant(s, p, dates)
	}
	var order []trade.Date
	for d := range dates {
		if !d.IsZero() {
			order = append(order, d)
		}
	}
	slices.SortFunc(order, func(a, b trade.Date) int { return a.Ordinal() - b.Ordinal() })
	var out []Vintage
	for i, d := range order {
		if i+1 < len(order) && order[i+1].Ordinal() == d.Ordinal() {
			continue
		}
		a := l.AsOf(d).Answer(s, p)
		if n := len(out); n == 0 && !a.Known() || n > 0 && out[n-1].Answer.Status == a.Status && out[n-1].Answer.Value == a.Value {
			continue
		}
		out = append(out, Vintage{From: d, Answer: a})
	}
	return out
}

// relevant collects the dates of all figures that can be part of an answer:
// those in the block of the interval asked for, over all series of the group.
func (l *Ledger) relevant(s trade.Series, p trade.Period, dates map[trade.Date]bool) {
	n, ok := l.base.number[s]
	if !ok {
		return
	}
	g := &l.base.groups[l.base.series[n].group]
	a, b := int(p.From-g.first), int(p.To-g.first)+1
	if a < 0 || a >= b || b >= g.boundaries {
		return
	}
	ends := [][2]int32{{int32(a), int32(b)}}
	note := []func(){nil}
	add := func(q trade.Period, f func()) {
		ends = append(ends, [2]int32{int32(q.From - g.first), int32(q.To-g.first) + 1})
		note = append(note, f)
	}
	for _, m := range g.members {
		for _, f := range l.visible(l.base.series[m].figs) {
			add(f.Period, func() { dates[f.Published] = true })
		}
		for _, sh := range l.base.series[m].shares {
			if l.sees(sh.Published) {
				add(sh.Period, func() {
					dates[sh.Published] = true
					if l.base.series[l.base.number[sh.Of]].group != l.base.series[n].group {
						l.relevant(sh.Of, sh.Period, dates)
					}
				})
			}
		}
	}
	of, _ := blocks(g.boundaries, ends)
	for i, f := range note {
		if i > 0 && of[i] == of[0] {
			f()
		}
	}
}
