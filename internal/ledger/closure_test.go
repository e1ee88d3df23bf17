package ledger_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// facts is the closure of a world's figures under paths and identities, the
// slow way: the fewest figures for each series and pair of boundaries, found
// by trying every step again until nothing changes.
type facts map[trade.Series][][]int

const never = 1 << 20

func (w *world) closure(series []trade.Series, identities []ledger.Identity) facts {
	n := w.months + 1
	d := facts{}
	for _, s := range series {
		d[s] = make([][]int, n)
		for a := range d[s] {
			d[s][a] = slices.Repeat([]int{never}, n)
		}
	}
	lower := func(s trade.Series, a, b, v int) (lowered bool) {
		if v < d[s][a][b] {
			d[s][a][b], d[s][b][a], lowered = v, v, true
		}
		return lowered
	}
	for _, f := range w.figures {
		lower(f.Series, int(f.Period.From-w.first), int(f.Period.To-w.first)+1, 1)
	}
	for changed := true; changed; {
		changed = false
		for _, s := range series {
			for c := range n {
				for a := range n {
					for b := range n {
						changed = a != b && lower(s, a, b, d[s][a][c]+d[s][c][b]) || changed
					}
				}
			}
		}
		for _, id := range identities {
			members := append([]trade.Series{id.Whole}, id.Parts...)
			for _, target := range members {
				for a := range n {
					for b := range n {
						sum := 0
						for _, m := range members {
							if m != target {
								sum += d[m][a][b]
							}
						}
						changed = a != b && lower(target, a, b, sum) || changed
					}
				}
			}
		}
	}
	return d
}

// The ledger knows exactly what single steps reach, and in no more figures.
// Where the series' own figures do as well, it keeps to them.
func TestClosure(t *testing.T) {
	series := []trade.Series{exports, imports, balance, inside, outside, oil, otherOil}
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.months = min(w.months, 15)
		w.identities = linked
		w.publish(t, 30, exact, series...)
		l, all, own := w.ledger(t), w.closure(series, linked), w.closure(series, nil)
		for _, s := range series {
			w.each(func(p trade.Period) {
				a, b := int(p.From-w.first), int(p.To-w.first)+1
				got, want := l.Answer(s, p), all[s][a][b]
				if got.Known() != (want < never) {
					t.Fatalf("%s %s: known %v, want %d figures", s, p, got.Known(), want)
				}
				if !got.Known() {
					return
				}
				// Terms that cancel make it fewer than counted step by step.
				if len(got.Best.Terms) > want {
					t.Fatalf("%s %s: %d figures, want %d: %v", s, p, len(got.Best.Terms), want, got.Best.Terms)
				}
				if foreign := slices.ContainsFunc(got.Best.Terms, func(t ledger.Term) bool { return t.Figure.Series != s }); foreign && own[s][a][b] <= len(got.Best.Terms) {
					t.Fatalf("%s %s: leaves its own series for nothing: %v", s, p, got.Best.Terms)
				}
			})
		}
	})
}

// Of ways with equally many figures the one whose oldest figure is newest wins.
func TestNewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.publish(t, 30, exact, exports)
		l := w.ledger(t)
		w.each(func(p trade.Period) {
			a := l.Answer(exports, p)
			if !a.Known() || len(a.Best.Terms) != 2 {
				return
			}
			oldest := func(terms ...*ledger.Figure) int {
				return min(terms[0].Published.Ordinal(), terms[1].Published.Ordinal())
			}
			got := oldest(a.Best.Terms[0].Figure, a.Best.Terms[1].Figure)
			for i := range w.figures {
				for j := range w.figures {
					f, g := &w.figures[i], &w.figures[j]
					sum := f.Period.From == p.From && f.Period.To+1 == g.Period.From && g.Period.To == p.To
					fromStart := f.Period.From == p.From && g.Period.To == f.Period.To && g.Period.From == p.To+1
					fromEnd := f.Period.To == p.To && g.Period.From == f.Period.From && g.Period.To+1 == p.From
					if (sum || fromStart || fromEnd) && oldest(f, g) > got {
						t.Fatalf("%s: %v is older than %s and %s", p, a.Best.Terms, f.ID, g.ID)
					}
				}
			}
		})
	})
}

// Many may ask at once, as of many dates.
func TestConcurrent(t *testing.T) {
	w := rapid.Custom(func(t *rapid.T) *world {
		w := drawWorld(t)
		w.identities = linked
		w.publish(t, 40, rounded, exports, imports, balance, inside, coal)
		w.publishShares(t, 5, exact, inside, coal, japan)
		return w
	}).Example(7)
	l := w.ledger(t)
	p := trade.Period{From: w.first, To: w.first + 1}
	want := w.ledger(t).Explain(exports, p)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, f := range w.figures {
				l.AsOf(f.Published).Explain(coal, f.Period)
				l.AsOf(f.Published).Checks()
			}
			if diff := cmp.Diff(want, l.Explain(exports, p)); diff != "" {
				t.Error(diff)
			}
		})
	}
	wg.Wait()
}
