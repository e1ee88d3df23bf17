package office

import (
	"fmt"
	"sort"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// BreakdownPeriod is a period for which a release named at least one part.
type BreakdownPeriod struct {
	Period trade.Period
	Parts  int  // parts with a value, published or derived
	Shares int  // parts of which only the share is known
	Whole  bool // the total is known too
}

// Calendar is when the cuts of a page are known.
type Calendar struct {
	Periods []BreakdownPeriod // newest end first, then the longest
	Default trade.Period      // what a page opens with
	Any     bool              // there is a default
	Whole   trade.Period      // the newest published period of the total
	Missing []int             // years of the total's span in which no part is named
}

// window is how far behind the newest breakdown a period may end and still be
// the one that a page opens with.
const window = 12

// Calendar lists every period for which a release names parts of any of the
// cuts, and chooses the one to open with.
//
// The rule: among the periods with a known total and at least two valued
// parts, take those that end in the twelve months up to the newest of them;
// of these the one with most parts, then the longest, then the latest. So a
// page prefers eleven months with three chapters over the single month after
// them with the same three, but never falls back more than a year for it.
func (o *Office) Calendar(asOf trade.Date, cuts ...Cut) Calendar {
	return remember(o, asOf, fmt.Sprint("calendar", cuts), func() Calendar {
		return calendar(o.Ledger(asOf), cuts)
	})
}

// remember makes something once for the figures as known now and keeps it;
// nobody may change it. Views of the past are made anew each time, since
// anybody can ask for any day.
func remember[T any](o *Office, asOf trade.Date, key string, make func() T) T {
	if !asOf.IsZero() {
		return make()
	}
	if kept, ok := o.memo.Load(key); ok {
		return kept.(T)
	}
	made := make()
	o.memo.Store(key, made)
	return made
}

func calendar(l *ledger.Ledger, cuts []Cut) Calendar {
	found := map[trade.Period]*BreakdownPeriod{}
	for _, c := range cuts {
		for _, p := range publishedPeriods(l, c) {
			if found[p] == nil {
				found[p] = &BreakdownPeriod{Period: p}
			}
			countParts(l, c, found[p])
		}
	}
	cal := Calendar{Periods: make([]BreakdownPeriod, 0, len(found))}
	for _, bp := range found {
		cal.Periods = append(cal.Periods, *bp)
	}
	sort.Slice(cal.Periods, func(i, j int) bool { return newer(cal.Periods[i].Period, cal.Periods[j].Period) })
	cal.Default, cal.Any = defaultPeriod(cal.Periods)
	if len(cuts) > 0 {
		cal.coverage(l, cuts[0].Whole())
	}
	return cal
}

// publishedPeriods lists the periods for which a figure or share of the cut
// was printed, without repeats.
func publishedPeriods(l *ledger.Ledger, c Cut) []trade.Period {
	seen := map[trade.Period]bool{}
	var periods []trade.Period
	add := func(p trade.Period) {
		if !seen[p] {
			seen[p] = true
			periods = append(periods, p)
		}
	}
	for _, s := range c.parts(l) {
		for _, f := range l.Figures(s) {
			add(f.Period)
		}
		for _, sh := range l.Shares(s) {
			add(sh.Period)
		}
	}
	return periods
}

// countParts adds what one cut knows of a period.
func countParts(l *ledger.Ledger, c Cut, bp *BreakdownPeriod) {
	bp.Whole = bp.Whole || l.Answer(c.Whole(), bp.Period).Known()
	for _, s := range c.parts(l) {
		switch {
		case l.Answer(s, bp.Period).Known():
			bp.Parts++
		case printedShare(l, s, bp.Period) != nil:
			bp.Shares++
		}
	}
}

func newer(a, b trade.Period) bool {
	if a.To != b.To {
		return a.To > b.To
	}
	return a.From < b.From
}

// defaultPeriod applies the rule of Calendar to periods, newest first. Where
// no period qualifies the newest one stands in.
func defaultPeriod(periods []BreakdownPeriod) (trade.Period, bool) {
	var best *BreakdownPeriod
	newest := trade.Month(0)
	for i := range periods {
		p := &periods[i]
		if !p.Whole || p.Parts < 2 {
			continue
		}
		if best == nil {
			best, newest = p, p.Period.To
			continue
		}
		if p.Period.To <= newest-window {
			break
		}
		more := p.Parts > best.Parts
		longer := p.Parts == best.Parts && p.Period.Months() > best.Period.Months()
		if more || longer {
			best = p
		}
	}
	if best != nil {
		return best.Period, true
	}
	if len(periods) > 0 {
		return periods[0].Period, true
	}
	return trade.Period{}, false
}

// coverage compares the calendar with the figures of the total.
func (c *Calendar) coverage(l *ledger.Ledger, whole trade.Series) {
	figures := l.Figures(whole)
	if len(figures) == 0 {
		return
	}
	c.Whole = figures[0].Period
	first := figures[0].Period.From.Year()
	for _, f := range figures {
		if newer(f.Period, c.Whole) {
			c.Whole = f.Period
		}
		first = min(first, f.Period.From.Year())
	}
	named := map[int]bool{}
	for _, p := range c.Periods {
		for y := p.Period.From.Year(); y <= p.Period.To.Year(); y++ {
			named[y] = true
		}
	}
	for y := first; y <= c.Whole.To.Year(); y++ {
		if !named[y] {
			c.Missing = append(c.Missing, y)
		}
	}
}

// Newest returns the newest period with a breakdown.
func (c Calendar) Newest() (BreakdownPeriod, bool) {
	if len(c.Periods) == 0 {
		return BreakdownPeriod{}, false
	}
	return c.Periods[0], true
}

// Has reports whether a release names parts for exactly this period.
func (c Calendar) Has(p trade.Period) bool {
	for _, bp := range c.Periods {
		if bp.Period == p {
			return true
		}
	}
	return false
}

// CalendarYear is the periods of one year, for lists grouped by year.
type CalendarYear struct {
	Year    int
	Periods []BreakdownPeriod
}

// Years groups the periods by the year in which they end, newest first;
// within a year the longest first, then in the order of the calendar.
func (c Calendar) Years() []CalendarYear {
	var years []CalendarYear
	for _, bp := range c.Periods {
		y := bp.Period.To.Year()
		if len(years) == 0 || years[len(years)-1].Year != y {
			years = append(years, CalendarYear{Year: y})
		}
		last := &years[len(years)-1]
		last.Periods = append(last.Periods, bp)
	}
	for _, y := range years {
		sort.SliceStable(y.Periods, func(i, j int) bool {
			a, b := y.Periods[i].Period, y.Periods[j].Period
			if a.Months() != b.Months() {
				return a.Months() > b.Months()
			}
			return a.From < b.From
		})
	}
	return years
}

// Nearest returns up to n periods with a breakdown, nearest first: those that
// share most months with p, then those whose middle lies closest.
func (c Calendar) Nearest(p trade.Period, n int) []BreakdownPeriod {
	near := append([]BreakdownPeriod(nil), c.Periods...)
	sort.SliceStable(near, func(i, j int) bool {
		a, b := near[i].Period, near[j].Period
		if x, y := overlap(a, p), overlap(b, p); x != y {
			return x > y
		}
		return apart(a, p) < apart(b, p)
	})
	return near[:min(n, len(near))]
}

// overlap counts the months that two periods share, 0 if none.
func overlap(a, b trade.Period) int {
	return max(0, int(min(a.To, b.To)-max(a.From, b.From))+1)
}

// apart is twice the distance in months between the middles of two periods.
func apart(a, b trade.Period) int {
	d := int(a.From+a.To) - int(b.From+b.To)
	return max(d, -d)
}
