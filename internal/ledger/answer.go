package ledger

import (
	"cmp"
	"slices"

	"muara/internal/trade"
)

// Answer returns the value of s over p and its status. Series by
// trade.Without and trade.Other are computed: the total less one chapter, and
// the total less every published part of a dimension (Breakdown's remainder).
func (l *Ledger) Answer(s trade.Series, p trade.Period) Answer {
	if computed(s) {
		return l.compute(s, p)
	}
	d, disputed := l.derive(s, p)
	return l.answer(s, p, d, disputed)
}

// Value returns what Answer would, without the reasons. It is meant for
// filling large tables: it allocates nothing unless figures disagree.
func (l *Ledger) Value(s trade.Series, p trade.Period) (trade.Amount, Status) {
	if computed(s) {
		a := l.compute(s, p)
		return a.Value, a.Status
	}
	ln, _ := l.find(s)
	if ln == nil {
		return 0, Unknown
	}
	from, to, ok := ln.ends(p)
	if !ok {
		return 0, Unknown
	}
	if e := ln.direct(from, to); e >= 0 && ln.disputed == nil {
		return ln.edges[e].value, Published
	}
	sc := l.base.scratch()
	defer l.base.done(sc)
	steps := ln.best(sc, from, to)
	if steps == nil {
		return 0, Unknown
	}
	if ln.anyDisputed(steps) {
		a := l.Answer(s, p)
		return a.Value, a.Status
	}
	if !ln.unit && len(steps) > 1 {
		d := ln.unroll(steps)
		return d.Value, d.status(s, p)
	}
	var v trade.Amount
	for _, t := range steps {
		v += trade.Amount(t.sign) * ln.edges[t.edge].value
	}
	if e := &ln.edges[steps[0].edge]; len(steps) == 1 && e.fig != nil {
		return v, Published
	}
	return v, Derived
}

func (l *line) anyDisputed(steps []step) bool {
	return l.disputed != nil && slices.ContainsFunc(steps, func(s step) bool { return l.disputed[s.edge] })
}

// derive returns the best derivation of a series that is not computed, nil if
// there is none, and whether a figure of it lies on a failed check.
func (l *Ledger) derive(s trade.Series, p trade.Period) (d *Derivation, disputed bool) {
	ln, _ := l.find(s)
	if ln == nil {
		return nil, false
	}
	from, to, ok := ln.ends(p)
	if !ok {
		return nil, false
	}
	sc := l.base.scratch()
	defer l.base.done(sc)
	steps := ln.best(sc, from, to)
	if steps == nil {
		return nil, false
	}
	return ln.unroll(steps), ln.anyDisputed(steps)
}

// status is the status of an answer that nobody disputes.
func (d *Derivation) status(s trade.Series, p trade.Period) Status {
	if d.Published() && d.Terms[0].Figure.Series == s && d.Terms[0].Figure.Period == p {
		return Published
	}
	return Derived
}

// answer makes an answer of its best derivation.
func (l *Ledger) answer(s trade.Series, p trade.Period, d *Derivation, disputed bool) Answer {
	a := Answer{Series: s, Period: p, Status: Unknown}
	if d == nil {
		return a
	}
	a.Status, a.Value, a.Low, a.High, a.Best = d.status(s, p), d.Value, d.Low, d.High, d
	if disputed {
		if a.Alternatives = l.alternatives(d); len(a.Alternatives) > 0 {
			a.Status = Conflicting
		}
	}
	return a
}

// The most alternatives and confirmations that are worth telling.
const maxOthers = 8

// alternatives returns the ways to a different value: those that the failed
// checks show, best first, one for each value.
func (l *Ledger) alternatives(best *Derivation) []Alternative {
	var out []Alternative
	for _, d := range l.detours(best, l.failedOn) {
		differ := merge(slices.Clone(best.Terms), -1, d.Terms)
		if v, h := evaluate(differ); abs(v) <= uint64(h) {
			continue
		}
		same := func(a Alternative) bool { return a.Value == d.Value }
		if d.Value != best.Value && !slices.ContainsFunc(out, same) && len(out) < maxOthers {
			out = append(out, Alternative{Derivation: *d, Kind: kindOf(differ)})
		}
	}
	return out
}

// kindOf tells a revision from a contradiction by the dates of the terms that
// only one of both ways has: positive those of ours, negative those of theirs.
func kindOf(differ []Term) DisputeKind {
	for _, t := range differ {
		for _, u := range differ {
			if t.Sign > 0 && u.Sign < 0 && t.published() == u.published() {
				return Contradiction
			}
		}
	}
	return Revision
}

// published is when a term was stated.
func (t Term) published() trade.Date {
	if t.Share != nil {
		return t.Share.Published
	}
	return t.Figure.Published
}

// detour is a check that a term lies on. With a share, it is a check of the
// figure that the share is taken of.
type detour struct {
	check *Check
	share *Share
}

// detours returns the ways that lead around one term of a derivation by the
// rest of a check, best first. A way that would use a figure twice is none.
func (l *Ledger) detours(best *Derivation, on func(Term) []detour) []*Derivation {
	type way struct {
		*Derivation
		weight weight
	}
	var ways []way
	for _, t := range best.Terms {
		for _, by := range on(t) {
			terms := around(best.Terms, t, by)
			if len(terms) == 0 {
				continue
			}
			known := func(w way) bool { return sameTerms(w.Terms, terms) }
			if !slices.ContainsFunc(ways, known) {
				d := derivation(terms, cmp.Or(by.check.Identity, best.Identity))
				ways = append(ways, way{d, weigh(terms)})
			}
		}
	}
	slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.weight, b.weight) })
	out := make([]*Derivation, len(ways))
	for i, w := range ways {
		out[i] = w.Derivation
	}
	return out
}

// around replaces a term by the rest of a check.
func around(terms []Term, t Term, by detour) []Term {
	cycle, of := by.check.Terms, t.atom()
	if by.share != nil {
		if cycle = scaled(cycle, by.share); cycle == nil {
			return nil
		}
	}
	for _, c := range cycle {
		if c.atom() == of {
			out := merge(slices.Clone(terms), -t.Sign*c.Sign, cycle)
			for i, u := range out {
				if slices.ContainsFunc(out[:i], func(v Term) bool { return v.atom() == u.atom() }) {
					return nil
				}
			}
			return out
		}
	}
	return nil
}

// sameTerms reports whether two sums without repetitions have the same terms.
func sameTerms(a, b []Term) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(t Term) bool { return !slices.Contains(b, t) })
}

// failedOn returns the failed checks that a term lies on.
func (l *Ledger) failedOn(t Term) []detour {
	var out []detour
	if t.Share == nil {
		_, of := l.find(t.Figure.Series)
		for _, c := range of.failed[t.atom()] {
			out = append(out, detour{check: c})
		}
		return out
	}
	_, part := l.find(t.Share.Series)
	for _, c := range part.failed[t.atom()] {
		out = append(out, detour{check: c})
	}
	_, whole := l.find(t.Figure.Series)
	for _, c := range whole.failed[atom{t.Figure, nil}] {
		out = append(out, detour{check: c, share: t.Share})
	}
	return out
}

// passedOn returns the passed checks that a term lies on.
func (l *Ledger) passedOn(t Term) []detour {
	of := t.Figure.Series
	if t.Share != nil {
		of = t.Share.Series
	}
	_, v := l.find(of)
	var out []detour
	for _, c := range v.allChecks() {
		if c.OK && slices.ContainsFunc(c.Terms, func(u Term) bool { return u.atom() == t.atom() }) {
			out = append(out, detour{check: c})
		}
	}
	return out
}

// allChecks returns the checks of a group: failed ones, identities, series.
func (s *solved) allChecks() []*Check {
	return append(slices.Clip(s.tested), s.ownChecks()...)
}

// Checks returns every independent check, failed ones first.
func (l *Ledger) Checks() []Check {
	var out []Check
	for g := range l.cells {
		for _, c := range l.group(int32(g)).allChecks() {
			out = append(out, *c)
		}
	}
	sortChecks(out)
	return out
}

// sortChecks puts failed checks first, then by series, period and length.
func sortChecks(list []Check) {
	slices.SortStableFunc(list, func(a, b Check) int {
		if a.OK != b.OK {
			if b.OK {
				return -1
			}
			return 1
		}
		return cmp.Or(compareSeries(a.Series, b.Series), comparePeriods(a.Period, b.Period), cmp.Compare(len(a.Terms), len(b.Terms)))
	})
}
