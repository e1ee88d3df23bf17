package office

import (
	"muara/internal/ledger"
	"muara/internal/trade"
)

// ExampleKind is what an example should show.
type ExampleKind string

// The kinds of examples that the methods page asks for.
const (
	ExampleDerived  ExampleKind = "derived"  // the difference of two figures of one series
	ExampleDisputed ExampleKind = "disputed" // two values for one month or period
	ExampleIdentity ExampleKind = "identity" // from other series: imports = exports - balance
)

// Example finds the newest answer of the totals that shows a method at work,
// so that the explanation always rests on figures of the pack itself.
func (o *Office) Example(kind ExampleKind, asOf trade.Date) (FigureView, bool) {
	l := o.Ledger(asOf)
	span, ok := spanOf(l)
	if !ok {
		return FigureView{}, false
	}
	for _, s := range []trade.Series{exports, imports, balance} {
		for y := span.To.Year(); y >= span.From.Year(); y-- {
			for _, p := range candidates(y) {
				if a := l.Answer(s, p); shows(a, kind) {
					v, err := o.Figure(s, p, asOf)
					return v, err == nil
				}
			}
		}
	}
	return FigureView{}, false
}

func candidates(year int) []trade.Period {
	ps := []trade.Period{trade.YearOf(year)}
	for m := 12; m >= 1; m-- {
		ps = append(ps, trade.Period{From: trade.MonthOf(year, m), To: trade.MonthOf(year, m)})
	}
	return ps
}

func shows(a ledger.Answer, kind ExampleKind) bool {
	switch kind {
	case ExampleDisputed:
		return a.Status == ledger.Conflicting && a.Best.Published()
	case ExampleIdentity:
		return a.Status == ledger.Derived && a.Best.Identity != "" && len(a.Best.Terms) == 2
	default:
		return a.Status == ledger.Derived && a.Best.Identity == "" && len(a.Best.Terms) == 2 && a.Best.Terms[1].Share == nil
	}
}
