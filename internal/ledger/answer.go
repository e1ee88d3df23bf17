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
			out = append(out, Alternative{Derivation: *d, Kind: kindOf(best.Terms, d.Terms)})
		}
	}
	return out
}

// kindOf tells a revision from a contradiction by the dates of the terms that
// only one of both ways has.
func kindOf(ours, theirs []Term) DisputeKind {
	for _, t := range ours {
		for _, u := range theirs {
			apart := !slices.Contains(theirs, t) && !slices.Contains(ours, u)
			if apart && together(t, u) {
				return Contradiction
			}
		}
	}
	return Revision
}

// together reports whether two terms were stated at the same time. Under the
// same share it is the figures that differ.
func together(t, u Term) bool {
	if t.Share == u.Share {
		return t.Figure.Published == u.Figure.Published
	}
	return t.stated() == u.stated()
}

func (t Term) stated() trade.Date {
	if t.Share != nil {
		return t.Share.Published
	}
	return t.Figure.Published
}

// detours returns the ways that lead around one figure of a derivation by the
// rest of a check, best first. Ways that use a figure twice come in only if
// there are no others.
func (l *Ledger) detours(best *Derivation, on func(atom) []*Check) []*Derivation {
	type way struct {
		*Derivation
		weight weight
		twice  bool
	}
	var ways []way
	// Terms that a check has in common with the derivation, with the same
	// signs, all lead around the same way.
	type turn struct {
		check *Check
		sign  int
	}
	taken := map[turn]bool{}
	plain := !repeats(best.Terms) && !slices.ContainsFunc(best.Terms, func(t Term) bool { return t.Share != nil })
	for _, a := range atomsOf(best.Terms) {
		for _, c := range on(a) {
			by := turn{c, signOf(a, c.Terms) * signOf(a, best.Terms)}
			if plain && taken[by] {
				continue
			}
			terms := around(best.Terms, a, c)
			taken[by] = len(terms) > 0
			known := func(w way) bool { return sameTerms(w.Terms, terms) }
			if len(terms) > 0 && !slices.ContainsFunc(ways, known) {
				d := derivation(terms, cmp.Or(c.Identity, best.Identity))
				ways = append(ways, way{d, weigh(terms), repeats(terms)})
			}
		}
	}
	slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.weight, b.weight) })
	twice := !slices.ContainsFunc(ways, func(w way) bool { return !w.twice })
	var out []*Derivation
	for _, w := range ways {
		if w.twice == twice {
			out = append(out, w.Derivation)
		}
	}
	return out
}

// atomsOf returns what a sum rests on: its terms and, for shares, the figures
// that they are taken of.
func atomsOf(terms []Term) []atom {
	var out []atom
	add := func(a atom) {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	for _, t := range terms {
		add(t.atom())
		add(atom{t.Figure, nil})
	}
	return out
}

// around replaces an atom by the rest of a check. A figure is replaced
// wherever it stands, also under a share.
func around(terms []Term, a atom, c *Check) []Term {
	out := slices.Clone(terms)
	for _, t := range terms {
		cycle := c.Terms
		switch {
		case t.Figure != a.figure || a.share != nil && a.share != t.Share:
			continue
		case a.share == nil && t.Share != nil:
			if cycle = scaled(cycle, t.Share); cycle == nil {
				return nil
			}
		}
		out = merge(out, -t.Sign*signOf(a, c.Terms), cycle)
	}
	if slices.ContainsFunc(out, func(t Term) bool { return t.atom() == a }) {
		return nil // by itself
	}
	return out
}

// signOf returns the sign with which an atom stands in a sum, 0 if it does not.
func signOf(a atom, terms []Term) int {
	for _, t := range terms {
		if t.atom() == a {
			return t.Sign
		}
	}
	return 0
}

// repeats reports whether a figure counts more than once.
func repeats(terms []Term) bool {
	for i, t := range terms {
		if slices.ContainsFunc(terms[:i], func(u Term) bool { return u.atom() == t.atom() }) {
			return true
		}
	}
	return false
}

// sameTerms reports whether two sums have the same terms, in any order.
func sameTerms(a, b []Term) bool {
	count := func(list []Term, t Term) (n int) {
		for _, u := range list {
			if u == t {
				n++
			}
		}
		return n
	}
	return len(a) == len(b) && !slices.ContainsFunc(a, func(t Term) bool { return count(a, t) != count(b, t) })
}

// checksOf returns the group whose checks an atom can lie on.
func (l *Ledger) checksOf(a atom) *solved {
	s := a.figure.Series
	if a.share != nil {
		s = a.share.Series
	}
	_, of := l.find(s)
	return of
}

func (l *Ledger) failedOn(a atom) []*Check { return l.checksOf(a).failed[a] }

func (l *Ledger) passedOn(a atom) []*Check {
	return slices.DeleteFunc(l.checksOf(a).allChecks(), func(c *Check) bool { return !c.OK || !c.has(a) })
}

// allChecks returns the checks of a group: failed ones, identities, series.
func (s *solved) allChecks() []*Check {
	return slices.Concat(s.tested, s.ownChecks())
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

// sortChecks puts failed checks first, then by series, period and figures.
func sortChecks(list []Check) {
	slices.SortStableFunc(list, func(a, b Check) int {
		if a.OK != b.OK {
			if b.OK {
				return -1
			}
			return 1
		}
		return cmp.Or(compareSeries(a.Series, b.Series), comparePeriods(a.Period, b.Period),
			slices.CompareFunc(a.Terms, b.Terms, func(t, u Term) int { return cmp.Compare(t.Figure.ID, u.Figure.ID) }))
	})
}
