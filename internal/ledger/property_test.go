package ledger_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"muara/internal/ledger"
	"muara/internal/trade"
)

var (
	exact   = []int64{1}
	rounded = []int64{1, 10, 10_000, 1_000_000}
)

// Whatever is published of a hidden truth, every answer encloses the truth or
// is unknown, and nothing fails or conflicts.
func TestTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		units := rapid.SampledFrom([][]int64{exact, rounded}).Draw(t, "units")
		w.identities = linked
		series := []trade.Series{exports, imports, balance, inside, outside, oil, otherOil, coal}
		w.publish(t, 25, units, series...)
		w.publishShares(t, 5, []int64{1, 100, 10_000}, inside, coal, japan)
		l := w.ledger(t)
		for _, c := range l.Checks() {
			if !c.OK {
				t.Fatalf("failed: %s", check(c))
			}
		}
		for _, s := range append(series, japan) {
			w.each(func(p trade.Period) {
				a := l.Answer(s, p)
				if !a.Known() {
					return
				}
				truth := w.of(s, p)
				if truth < a.Low || a.High < truth || a.Value < a.Low || a.High < a.Value {
					t.Fatalf("%s %s is %d, answered %d in [%d, %d] by %v", s, p, truth, a.Value, a.Low, a.High, a.Best.Terms)
				}
				if a.Low == a.High && a.Value != truth {
					t.Fatalf("%s %s is %d, answered exactly %d", s, p, truth, a.Value)
				}
				if a.Status == ledger.Conflicting || len(a.Alternatives) > 0 {
					t.Fatalf("%s %s: %s", s, p, brief(a))
				}
			})
		}
	})
}

// Without rounding an answer is the truth, to the cent.
func TestExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.identities = linked
		w.publish(t, 25, exact, exports, imports, balance, inside, outside)
		l := w.ledger(t)
		for _, s := range []trade.Series{exports, imports, balance, inside, outside} {
			w.each(func(p trade.Period) {
				if a := l.Answer(s, p); a.Known() && (a.Value != w.of(s, p) || a.Low != a.High) {
					t.Fatalf("%s %s is %d, answered %d in [%d, %d]", s, p, w.of(s, p), a.Value, a.Low, a.High)
				}
			})
		}
	})
}

// Everything in the row space of a series' own figures is answered: whatever a
// plain search finds, in as many figures, and nothing else.
func TestComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.publish(t, 30, rounded, exports, imports)
		l, n := w.ledger(t), newNaive(w.figures)
		for _, s := range []trade.Series{exports, imports} {
			w.each(func(p trade.Period) {
				a := l.Answer(s, p)
				_, figures, ok := n.find(s, p)
				if ok != a.Known() {
					t.Fatalf("%s %s: search finds %v, ledger %v", s, p, ok, a.Known())
				}
				if ok && len(a.Best.Terms) != figures {
					t.Fatalf("%s %s: search takes %d figures, ledger %d", s, p, figures, len(a.Best.Terms))
				}
			})
		}
	})
}

// Contradicting figures do not change what a derivation is: taken of any
// truth, its terms give what was asked for, and those of a check give zero.
func TestDerivationsAreIdentities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.identities = linked
		series := []trade.Series{exports, imports, balance, inside, outside, oil, otherOil, japan}
		w.publish(t, 30, rounded, series...)
		w.publishShares(t, 6, exact, japan)
		for range rapid.IntRange(1, 6).Draw(t, "errors") {
			f := rapid.SampledFrom(w.figures).Draw(t, "wrong")
			i := slices.IndexFunc(w.figures, func(g ledger.Figure) bool { return g.ID == f.ID })
			w.figures[i].Value += trade.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "by"))
		}
		l := w.ledger(t)
		for _, c := range l.Checks() {
			if w.weigh(c.Terms).Sign() != 0 {
				t.Fatalf("no identity: %s", check(c))
			}
			if c.Residual != recompute(c.Terms) || c.OK != (max(c.Residual, -c.Residual) <= c.Rounding) {
				t.Fatalf("wrong sum: %s", check(c))
			}
		}
		for _, s := range series {
			w.each(func(p trade.Period) { w.judge(t, l, s, p) })
		}
	})
}

// judge checks the inner consistency of an answer.
func (w *world) judge(t *rapid.T, l *ledger.Ledger, s trade.Series, p trade.Period) {
	a := l.Answer(s, p)
	if v, status := l.Value(s, p); v != a.Value || status != a.Status {
		t.Fatalf("%s %s: value %d %s, answer %s", s, p, v, status, brief(a))
	}
	if (a.Status == ledger.Conflicting) != (len(a.Alternatives) > 0) || a.Known() != (a.Best != nil) {
		t.Fatalf("%s %s: %s", s, p, brief(a))
	}
	if !a.Known() {
		return
	}
	x := l.Explain(s, p)
	if diff := cmp.Diff(a, x.Answer); diff != "" {
		t.Fatal(diff)
	}
	ways := append([]ledger.Derivation{*a.Best}, x.Confirmations...)
	values := []trade.Amount{a.Value}
	for _, alt := range a.Alternatives {
		ways = append(ways, alt.Derivation)
		if slices.Contains(values, alt.Value) {
			t.Fatalf("%s %s: value told twice: %s", s, p, brief(a))
		}
		values = append(values, alt.Value)
	}
	for _, d := range ways {
		if v := w.weigh(d.Terms); !v.IsInt() || v.Num().Int64() != int64(w.of(s, p)) {
			t.Fatalf("%s %s is not %v", s, p, d.Terms)
		}
		if d.Value != recompute(d.Terms) {
			t.Fatalf("%s %s: %d is not the sum of %v", s, p, d.Value, d.Terms)
		}
	}
	if len(x.Editions) > 0 && (!a.Best.Published() || a.Value != x.Editions[0].Value) {
		t.Fatalf("%s %s: not the newest edition", s, p)
	}
	if n := len(x.Vintages); n == 0 || x.Vintages[n-1].Answer.Value != a.Value || x.Vintages[n-1].Answer.Status != a.Status {
		t.Fatalf("%s %s: the last vintage is not the answer %s", s, p, brief(a))
	}
}

// A figure that contradicts an otherwise derivable interval is always found:
// a failed check holds it, and the answer for it conflicts.
func TestPlanted(t *testing.T) {
	planted := func(t *rapid.T, identities []ledger.Identity, units []int64, series ...trade.Series) {
		w := drawWorld(t)
		w.identities = identities
		w.publish(t, 30, units, series...)
		l := w.ledger(t)
		s := rapid.SampledFrom(series).Draw(t, "planted series")
		p := w.period(t, "planted")
		a := l.Answer(s, p)
		if !a.Known() {
			t.Skip("not derivable")
		}
		off := trade.Amount(rapid.Int64Range(1, 1e9).Draw(t, "off"))
		if rapid.Bool().Draw(t, "down") {
			off = -off
		}
		for _, f := range w.figures { // beyond what all figures together can explain
			if off > 0 {
				off += 2 * f.Half
			} else {
				off -= 2 * f.Half
			}
		}
		f := w.add(s, p, w.date(t), w.of(s, p)+off, 0)
		id := f.ID
		l = w.ledger(t)
		holds := func(c ledger.Check) bool {
			return slices.ContainsFunc(c.Terms, func(t ledger.Term) bool { return t.Figure.ID == id })
		}
		failed := 0
		for _, c := range l.Checks() {
			if c.OK {
				break // failed ones come first
			}
			failed++
			if !holds(c) {
				t.Fatalf("fails without the planted %s %s %d: %s", s, p, f.Value, check(c))
			}
		}
		if failed == 0 {
			t.Fatalf("%s %s: %d planted for %d, not found", s, p, f.Value, w.of(s, p))
		}
		if a := l.Answer(s, p); a.Status != ledger.Conflicting {
			t.Fatalf("%s %s: %s", s, p, brief(a))
		}
	}
	t.Run("one series", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { planted(t, nil, rounded, exports) })
	})
	t.Run("identities", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { planted(t, linked, exact, exports, imports, balance, inside, outside) })
	})
}

// As of a date, a ledger is the one built from what was published until then.
func TestAsOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.identities = linked
		series := []trade.Series{exports, imports, balance, inside, coal, japan}
		w.publish(t, 30, rounded, series...)
		w.publishShares(t, 5, exact, inside, coal, japan)
		w.figures[0].Value += 12345678
		d := w.date(t)
		old := *w
		old.figures = slices.DeleteFunc(slices.Clone(w.figures), func(f ledger.Figure) bool { return f.Published.Ordinal() > d.Ordinal() })
		old.shares = slices.DeleteFunc(slices.Clone(w.shares), func(s ledger.Share) bool { return s.Published.Ordinal() > d.Ordinal() })
		compare(t, w, w.ledger(t).AsOf(d), old.ledger(t), series)
	})
}

// compare demands the same answers and checks of two ledgers.
func compare(t *rapid.T, w *world, a, b *ledger.Ledger, series []trade.Series) {
	if diff := cmp.Diff(a.Series(), b.Series()); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(a.Checks(), b.Checks()); diff != "" {
		t.Fatal(diff)
	}
	for _, s := range series {
		w.each(func(p trade.Period) {
			if diff := cmp.Diff(a.Answer(s, p), b.Answer(s, p)); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

// The order in which figures are given does not matter.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.identities = linked
		series := []trade.Series{exports, imports, balance, inside, outside, coal}
		w.publish(t, 30, rounded, series...)
		w.publishShares(t, 5, exact, inside, coal)
		w.figures[0].Value += 12345678
		w.figures[len(w.figures)/2].Value -= 12345678
		other := *w
		other.figures = rapid.Permutation(w.figures).Draw(t, "order")
		other.shares = rapid.Permutation(w.shares).Draw(t, "order of shares")
		other.identities = rapid.Permutation(w.identities).Draw(t, "order of identities")
		compare(t, w, w.ledger(t), other.ledger(t), series)
	})
}

// Vintages are the distinct answers over all dates of publication; only dates
// that can matter are looked at, and none that matters is missed.
func TestVintages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.identities = linked
		series := []trade.Series{exports, imports, balance, inside, japan}
		w.publish(t, 20, rounded, series...)
		w.publishShares(t, 4, exact, inside, japan)
		w.figures[0].Value += 12345678
		l := w.ledger(t)
		var dates []trade.Date
		for _, f := range w.figures {
			dates = append(dates, f.Published)
		}
		for _, s := range w.shares {
			dates = append(dates, s.Published)
		}
		slices.SortFunc(dates, func(a, b trade.Date) int { return a.Ordinal() - b.Ordinal() })
		s, p := rapid.SampledFrom(series).Draw(t, "asked"), w.period(t, "asked")
		var want []string
		for _, d := range dates {
			a := l.AsOf(d).Answer(s, p)
			line := string(a.Status) + " " + amount(a.Value)
			if n := len(want); a.Known() && n == 0 || n > 0 && want[n-1] != line {
				want = append(want, line)
			}
		}
		var got []string
		for _, v := range l.Explain(s, p).Vintages {
			got = append(got, string(v.Answer.Status)+" "+amount(v.Answer.Value))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s %s: %s", s, p, diff)
		}
	})
}

// The checks of one series are independent and complete: as many as there are
// figures more than a spanning forest needs.
func TestCheckCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.publish(t, 30, rounded, exports)
		root := map[trade.Month]trade.Month{}
		var find func(m trade.Month) trade.Month
		find = func(m trade.Month) trade.Month {
			if r, ok := root[m]; ok && r != m {
				return find(r)
			}
			return m
		}
		closing := 0
		for _, f := range w.figures {
			a, b := find(f.Period.From), find(f.Period.To+1)
			if a == b {
				closing++
			}
			root[a] = b
		}
		if got := len(w.ledger(t).Checks()); got != closing {
			t.Fatalf("%d checks, want %d", got, closing)
		}
	})
}

// A breakdown adds up: the parts and the remainder make the whole.
func TestBreakdownAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.publish(t, 20, rounded, exports, coal)
		w.publishShares(t, 5, exact, coal, japan)
		l := w.ledger(t)
		w.each(func(p trade.Period) {
			b := l.Breakdown(exports, []trade.Series{coal}, p)
			sum := trade.Amount(0)
			for _, a := range b.Parts {
				if !a.Known() {
					t.Fatal("an unknown part")
				}
				sum += a.Value
			}
			if sum != b.Sum || (b.Remainder != nil) != b.Whole.Known() {
				t.Fatalf("%s: %+v", p, b)
			}
			if r := b.Remainder; r != nil {
				truth := b.Whole.Value - sum
				if r.Derivation.Value != truth && len(b.Parts) > 0 && b.Parts[0].Best.Terms[0].Share == nil {
					t.Fatalf("%s: the remainder is not the difference: %+v", p, b)
				}
				if r.Value < 0 || r.Low < 0 || r.Low > r.Value || r.Value > r.High || b.Exceeds != (r.Derivation.High < 0) {
					t.Fatalf("%s: %+v", p, r)
				}
			}
		})
	})
}
