package ledger

import (
	"cmp"
	"math/bits"
	"slices"

	"muara/internal/trade"
)

// atom is what a term counts: a figure, or a share of it.
type atom struct {
	figure *Figure
	share  *Share
}

func (t Term) atom() atom { return atom{t.Figure, t.Share} }

// merge adds signed terms to a sum. A term that appears with both signs goes.
func merge(sum []Term, sign int, terms []Term) []Term {
	for _, t := range terms {
		t.Sign *= sign
		i := slices.IndexFunc(sum, func(u Term) bool { return u.atom() == t.atom() && u.Sign != t.Sign })
		if i >= 0 {
			sum = slices.Delete(sum, i, i+1)
		} else {
			sum = append(sum, t)
		}
	}
	return sum
}

// scaled returns the terms as parts of a share, nil if one is a share already.
func scaled(terms []Term, s *Share) []Term {
	out := make([]Term, len(terms))
	for i, t := range terms {
		if t.Share != nil {
			return nil
		}
		out[i] = Term{Sign: t.Sign, Figure: t.Figure, Share: s}
	}
	return out
}

// evaluate sums terms to the cent and bounds what rounding can do to the sum.
//
// Plain figures add exactly. A share is taken once, of the signed sum of all
// figures that stand under it, and rounded half away from zero.
func evaluate(terms []Term) (value, half trade.Amount) {
	for i, t := range terms {
		if t.Share == nil {
			value += trade.Amount(t.Sign) * t.Figure.Value
			half += t.Figure.Half
			continue
		}
		same := func(u Term) bool { return u.Share == t.Share }
		if slices.ContainsFunc(terms[:i], same) {
			continue
		}
		var whole, wholeHalf trade.Amount
		for _, u := range terms[i:] {
			if same(u) {
				whole += trade.Amount(u.Sign) * u.Figure.Value
				wholeHalf += u.Figure.Half
			}
		}
		v, h := t.Share.of(whole, wholeHalf)
		value, half = value+v, half+h
	}
	return value, half
}

const millionths = 1_000_000

// of returns the share of a whole and how far rounding may have moved it. With
// true share s and whole w, |s-s'| <= a and |w-w'| <= b,
//
//	|s w - s' w'| <= |w'| a + (s'+a) b,
//
// and the product is itself rounded to a cent.
func (s *Share) of(whole, half trade.Amount) (value, rounding trade.Amount) {
	value = trade.Amount(mulDiv(abs(whole), uint64(s.Share), millionths/2))
	if whole < 0 {
		value = -value
	}
	byShare := mulDiv(abs(whole), uint64(s.Half), millionths-1)
	byWhole := mulDiv(uint64(half), uint64(s.Share+s.Half), millionths-1)
	return value, trade.Amount(byShare+byWhole) + 1
}

// mulDiv returns (x*y + add) / 1e6 without overflow of the product.
func mulDiv(x, y, add uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	lo, carry := bits.Add64(lo, add, 0)
	q, _ := bits.Div64(hi+carry, lo, millionths)
	return q
}

func abs(a trade.Amount) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

// weigh ranks a sum of terms: every figure and every share counts once.
func weigh(terms []Term) weight {
	var w weight
	for i, t := range terms {
		w = w.plus(figureWeight(t.Figure.Published))
		if t.Share != nil && !slices.ContainsFunc(terms[:i], func(u Term) bool { return u.Share == t.Share }) {
			w = w.plus(figureWeight(t.Share.Published)) | foreign
		}
	}
	return w
}

// derivation evaluates terms and puts them in the order in which one would
// tell them: what is added before what is taken away, each by its period.
func derivation(terms []Term, identity string) *Derivation {
	slices.SortStableFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(b.Sign, a.Sign), comparePeriods(a.Figure.Period, b.Figure.Period))
	})
	v, h := evaluate(terms)
	return &Derivation{Terms: terms, Value: v, Low: v - h, High: v + h, Identity: identity}
}

// half is the rounding of a derivation.
func (d *Derivation) half() trade.Amount { return d.High - d.Value }

// unroll spells a way over edges out in figures.
func (g *graph) unroll(steps []step) *Derivation {
	if g.unit {
		terms := make([]Term, len(steps))
		for i, s := range steps {
			terms[i] = Term{Sign: int(s.sign), Figure: g.edges[s.edge].fig}
		}
		return derivation(terms, "")
	}
	var terms []Term
	identity := ""
	for _, s := range steps {
		e := &g.edges[s.edge]
		terms = merge(terms, int(s.sign), e.terms())
		if e.way != nil && identity == "" {
			identity = e.way.Identity
		}
	}
	return derivation(terms, identity)
}
