package ledger_test

import (
	"muara/internal/ledger"
	"muara/internal/trade"
)

// naive answers a question by a fresh breadth-first search over maps, without
// index or components: what one would write first. It knows neither rounding
// nor identities, and of equally long paths it takes any.
type naive struct {
	next map[trade.Series]map[trade.Month][]hop
}

type hop struct {
	to     trade.Month
	value  trade.Amount
	figure *ledger.Figure
}

func newNaive(figures []ledger.Figure) *naive {
	n := &naive{map[trade.Series]map[trade.Month][]hop{}}
	for i := range figures {
		f := &figures[i]
		at := n.next[f.Series]
		if at == nil {
			at = map[trade.Month][]hop{}
			n.next[f.Series] = at
		}
		from, to := f.Period.From, f.Period.To+1
		at[from] = append(at[from], hop{to, f.Value, f})
		at[to] = append(at[to], hop{from, -f.Value, f})
	}
	return n
}

// find returns the value over p and the number of figures it takes.
func (n *naive) find(s trade.Series, p trade.Period) (v trade.Amount, figures int, ok bool) {
	type place struct {
		at      trade.Month
		value   trade.Amount
		figures int
	}
	at := n.next[s]
	seen := map[trade.Month]bool{p.From: true}
	queue := []place{{p.From, 0, 0}}
	for len(queue) > 0 {
		u := queue[0]
		queue = queue[1:]
		if u.at == p.To+1 {
			return u.value, u.figures, true
		}
		for _, h := range at[u.at] {
			if !seen[h.to] {
				seen[h.to] = true
				queue = append(queue, place{h.to, u.value + h.value, u.figures + 1})
			}
		}
	}
	return 0, 0, false
}
