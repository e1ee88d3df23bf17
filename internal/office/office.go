// Package office is what the trade office does, one method for each use case.
// Pages, commands and downloads decode a request, call one method, and render
// its result.
package office

import (
	"sync"
	"time"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// Office answers for one region.
type Office struct {
	pack    *pack.Pack
	ledger  *ledger.Ledger
	sources map[string]pack.Source
	now     func() time.Time
	memo    sync.Map // what remember keeps, by its key
}

// New opens the office on a data pack. now is the only clock that it reads.
func New(p *pack.Pack, now func() time.Time) (*Office, error) {
	l, err := ledger.New(p.Figures, p.Shares, p.Identities)
	if err != nil {
		return nil, err
	}
	sources := make(map[string]pack.Source, len(p.Sources))
	for _, s := range p.Sources {
		sources[s.ID] = s
	}
	return &Office{pack: p, ledger: l, sources: sources, now: now}, nil
}

// Source returns a source of the pack by its id.
func (o *Office) Source(id string) (pack.Source, bool) {
	s, ok := o.sources[id]
	return s, ok
}

// Pack returns the data pack that the office works from.
func (o *Office) Pack() *pack.Pack { return o.pack }

// Ledger returns the published figures, all of them or, for a date that is not
// zero, those published on or before it.
func (o *Office) Ledger(asOf trade.Date) *ledger.Ledger {
	if asOf.IsZero() {
		return o.ledger
	}
	return o.ledger.AsOf(asOf)
}

// Now returns the office's clock.
func (o *Office) Now() time.Time { return o.now() }
