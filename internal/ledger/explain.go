package ledger

import (
	"cmp"
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

// The most dates at which vintages are looked for. A year of monthly releases
// has far fewer that matter.
const maxVintageDates = 64

// vintages returns how an answer changed over the dates of publication that
// can have changed it.
func (l *Ledger) vintages(s trade.Series, p trade.Period) []Vintage {
	r := relevance{ledger: l, touches: map[trade.Date]bool{}}
	if computed(s) {
		r.collect(s.Of(), p)
		for _, part := range l.partsOf(s) {
			r.collect(part, p)
		}
	} else {
		r.collect(s, p)
	}
	var out []Vintage
	for _, d := range r.dates() {
		a := l.AsOf(d).Answer(s, p)
		if n := len(out); n == 0 && !a.Known() || n > 0 && out[n-1].Answer.Status == a.Status && out[n-1].Answer.Value == a.Value {
			continue
		}
		out = append(out, Vintage{From: d, Answer: a})
	}
	return out
}

// relevance gathers the dates of the figures that can be part of an answer,
// and whether one of them touches an end of the interval asked for.
type relevance struct {
	ledger  *Ledger
	touches map[trade.Date]bool
}

// dates returns distinct days, oldest first. If there are too many it keeps
// those whose figures touch an end of the interval, as every derivation does
// on both, and then the newest.
func (r *relevance) dates() []trade.Date {
	var list []trade.Date
	for d := range r.touches {
		if !d.IsZero() {
			list = append(list, d)
		}
	}
	// Of dates that count as the same day the most precise stands for all.
	slices.SortFunc(list, func(a, b trade.Date) int {
		return cmp.Or(cmp.Compare(a.Ordinal(), b.Ordinal()), cmp.Compare(b.Day, a.Day), cmp.Compare(b.Month, a.Month))
	})
	list = slices.CompactFunc(list, func(a, b trade.Date) bool { return a.Ordinal() == b.Ordinal() })
	for i := 0; len(list) > maxVintageDates && i < len(list); {
		if r.touches[list[i]] {
			i++
		} else {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list[max(0, len(list)-maxVintageDates):]
}

// collect looks at the figures and shares in the block of an interval, over
// all series of the group, and follows shares to their wholes.
func (r *relevance) collect(s trade.Series, p trade.Period) {
	b := r.ledger.base
	n, ok := b.number[s]
	if !ok {
		return
	}
	g := &b.groups[b.series[n].group]
	from, to := int(p.From-g.first), int(p.To-g.first)+1
	if from < 0 || from >= to || to >= g.boundaries {
		return
	}
	ends := [][2]int32{{int32(from), int32(to)}}
	dates := []trade.Date{{}}
	shares := map[int]*Share{}
	add := func(q trade.Period, d trade.Date) {
		ends = append(ends, [2]int32{int32(q.From - g.first), int32(q.To-g.first) + 1})
		dates = append(dates, d)
	}
	for _, m := range g.members {
		for _, f := range r.ledger.visible(b.series[m].figs) {
			add(f.Period, f.Published)
		}
		for _, sh := range b.series[m].shares {
			if r.ledger.sees(sh.Published) {
				shares[len(ends)] = sh
				add(sh.Period, sh.Published)
			}
		}
	}
	of, _ := blocks(g.boundaries, ends)
	for i, d := range dates {
		if i == 0 || of[i] != of[0] {
			continue
		}
		e := ends[i]
		touches := e[0] == ends[0][0] || e[0] == ends[0][1] || e[1] == ends[0][0] || e[1] == ends[0][1]
		r.touches[d] = r.touches[d] || touches
		if sh := shares[i]; sh != nil && b.series[b.number[sh.Of]].group != g.number {
			r.collect(sh.Of, sh.Period)
		}
	}
}
