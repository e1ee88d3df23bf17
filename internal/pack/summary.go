package pack

import (
	"io/fs"

	"muara/internal/trade"
)

// Summary counts what a pack holds and what is wrong with it.
type Summary struct {
	Figures, Shares  int
	Sources, LeftOut int
	SmallFirms       int
	Series           int          // series with a figure or a share
	Span             trade.Period // from the first to the last month of any figure
	Faults           int          // that refuse the pack, also those beyond the list
	Warnings         int          // likewise
}

// Check reads a pack and counts; the counts are of what could be read, also
// where the pack is refused. The faults are those of Read.
func Check(fsys fs.FS, slug string) (Summary, []Fault) {
	r := read(fsys, slug, trade.Date{})
	p := r.pack
	s := Summary{
		Figures: len(p.Figures), Shares: len(p.Shares), Sources: len(p.Sources),
		LeftOut: len(p.LeftOut), SmallFirms: len(p.SmallFirms),
		Faults: r.wrong, Warnings: r.warnings,
	}
	seen := make(map[trade.Series]bool)
	note := func(x trade.Series, q trade.Period) {
		if len(seen) == 0 {
			s.Span = q
		}
		s.Span.From, s.Span.To = min(s.Span.From, q.From), max(s.Span.To, q.To)
		seen[x] = true
	}
	for _, f := range p.Figures {
		note(f.Series, f.Period)
	}
	for _, x := range p.Shares {
		note(x.Series, x.Period)
	}
	s.Series = len(seen)
	return s, r.sorted()
}
