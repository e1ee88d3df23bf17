package ledger

import (
	"math"
	"slices"
	"sort"
	"sync"

	"muara/internal/trade"
)

// Ledger answers questions about published figures. It is immutable and safe
// for concurrent use.
type Ledger struct {
	base   *base
	cutoff int     // ordinal of the last day seen, math.MaxInt for all
	cells  []*cell // by group
}

// New builds a ledger. It fails on figures that cannot be: a period that runs
// backwards, a negative rounding, an id used twice, a share over 100 %. It
// keeps the slices; do not change them afterwards.
func New(figures []Figure, shares []Share, identities []Identity) (*Ledger, error) {
	if err := validate(figures, shares, identities); err != nil {
		return nil, err
	}
	b, err := newBase(figures, shares, identities)
	if err != nil {
		return nil, err
	}
	l := &Ledger{base: b, cutoff: math.MaxInt, cells: make([]*cell, len(b.groups))}
	cells := make([]cell, len(b.groups))
	for i := range cells {
		l.cells[i] = &cells[i]
	}
	b.whole = l
	return l, nil
}

// sees reports whether something published then is part of the ledger. What
// has no date may have been published at any time.
func (l *Ledger) sees(d trade.Date) bool {
	return l.cutoff == math.MaxInt || !d.IsZero() && d.Ordinal() <= l.cutoff
}

// visible returns the figures that the ledger sees.
func (l *Ledger) visible(figs []*Figure) []*Figure {
	for i, f := range figs {
		if !l.sees(f.Published) {
			out := slices.Clone(figs[:i])
			for _, f := range figs[i:] {
				if l.sees(f.Published) {
					out = append(out, f)
				}
			}
			return out
		}
	}
	return figs
}

// find returns the line of a series and its solved group, nil if there is
// none.
func (l *Ledger) find(s trade.Series) (*line, *solved) {
	n, ok := l.base.number[s]
	if !ok {
		return nil, nil
	}
	e := &l.base.series[n]
	v := l.group(e.group)
	return v.lines[e.place], v
}

// group returns a group, solved.
func (l *Ledger) group(n int32) *solved {
	c := l.cells[n]
	c.once.Do(func() { c.solved = l.solve(&l.base.groups[n]) })
	return c.solved
}

// AsOf returns the ledger of the figures published on or before a day; of all
// figures for the zero date.
func (l *Ledger) AsOf(d trade.Date) *Ledger {
	if d.IsZero() || d.Ordinal() >= l.cutoff {
		return l
	}
	return l.base.asOf(d.Ordinal())
}

// Series returns every series that has a figure or a share, sorted by slug.
func (l *Ledger) Series() []trade.Series {
	var out []trade.Series
	for _, n := range l.base.sorted {
		if l.has(&l.base.series[n]) {
			out = append(out, l.base.series[n].series)
		}
	}
	return out
}

// has reports whether a figure or share of a series is seen.
func (l *Ledger) has(e *entry) bool {
	return slices.ContainsFunc(e.figs, func(f *Figure) bool { return l.sees(f.Published) }) ||
		slices.ContainsFunc(e.shares, func(s *Share) bool { return l.sees(s.Published) })
}

// Codes returns the codes of a dimension that have figures for a flow and
// scope, sorted.
func (l *Ledger) Codes(flow trade.Flow, by trade.Dimension, scope string) []string {
	var out []string
	for _, n := range l.base.sorted {
		e := &l.base.series[n]
		if s := e.series; s.Flow == flow && s.By == by && s.Scope == scope && l.has(e) {
			out = append(out, s.Code)
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

// Figures returns the figures of a series, oldest period first.
func (l *Ledger) Figures(s trade.Series) []*Figure {
	n, ok := l.base.number[s]
	if !ok {
		return nil
	}
	return slices.Clone(l.visible(l.base.series[n].figs))
}

// Shares returns the shares of a series, oldest period first.
func (l *Ledger) Shares(s trade.Series) []*Share {
	n, ok := l.base.number[s]
	if !ok {
		return nil
	}
	var out []*Share
	for _, sh := range l.base.series[n].shares {
		if l.sees(sh.Published) {
			out = append(out, sh)
		}
	}
	return out
}

// Span returns the months from the first to the last figure or share of a
// series; of the total for a computed series.
func (l *Ledger) Span(s trade.Series) (trade.Period, bool) {
	if computed(s) {
		s = s.Of()
	}
	var p trade.Period
	found := false
	add := func(q trade.Period) {
		if !found {
			p, found = q, true
		}
		p.From, p.To = min(p.From, q.From), max(p.To, q.To)
	}
	for _, f := range l.Figures(s) {
		add(f.Period)
	}
	for _, sh := range l.Shares(s) {
		add(sh.Period)
	}
	return p, found
}

// base is what all as-of views of a ledger share: the figures by series, and
// the groups that must be solved together.
type base struct {
	series []entry
	number map[trade.Series]int32
	sorted []int32 // numbers by slug
	groups []group
	whole  *Ledger
	dates  []int // ordinals of all dates of publication, ascending

	pool sync.Pool

	mu    sync.Mutex
	views map[int]*Ledger // by the last date of publication that is seen
}

// entry is a series with all that was published of it.
type entry struct {
	series trade.Series
	figs   []*Figure // by period, newest edition first
	shares []*Share  // by period, newest edition first
	group  int32
	place  int32 // among the members of the group
}

func (b *base) scratch() *scratch {
	if sc, ok := b.pool.Get().(*scratch); ok {
		return sc
	}
	return &scratch{}
}

func (b *base) done(sc *scratch) { b.pool.Put(sc) }
