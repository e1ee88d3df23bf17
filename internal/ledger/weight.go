package ledger

import "muara/internal/trade"

// weight ranks ways to a value; the smaller is the better. From the highest
// bits down: how many figures, whether any series but the one asked for takes
// part, how stale the oldest figure is.
type weight uint64

const (
	countShift        = 32
	foreign    weight = 1 << 31
	staleMask  weight = foreign - 1
	unreached         = ^weight(0)
)

// figureWeight is the weight of a single figure.
func figureWeight(d trade.Date) weight { return 1<<countShift | staleness(d) }

// staleness grows with age; what has no date is the stalest. Dates end in
// 2199, so that it takes 20 bits.
func staleness(d trade.Date) weight {
	if d.IsZero() {
		return maxStale
	}
	return maxStale - weight(d.Ordinal())
}

const maxStale weight = 1<<20 - 1

// figures is how many figures a way takes.
func (w weight) figures() int { return int(w >> countShift) }

// stale is the staleness of the oldest figure.
func (w weight) stale() weight { return w & staleMask }

// plus is the weight of two ways taken together: counts add, either may be
// foreign, the older figure decides.
func (w weight) plus(v weight) weight {
	return (w>>countShift+v>>countShift)<<countShift | (w|v)&foreign | max(w&staleMask, v&staleMask)
}

// beyond is plus where either may be unreached.
func (w weight) beyond(v weight) weight {
	if w == unreached || v == unreached {
		return unreached
	}
	return w.plus(v)
}
