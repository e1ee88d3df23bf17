package lake

import (
	"context"

	"muara/internal/trade"
)

// Drop removes a release that was never published: a draft that nobody wants.
// What was published once stays, so that the history of a data set is whole;
// Prune removes old releases.
func (s *Store) Drop(ctx context.Context, dataset, release, by string) error {
	l, err := s.lockExisting(ctx, dataset, by)
	if err != nil {
		return err
	}
	defer l.release()
	p, err := s.history(dataset)
	if err != nil {
		return err
	}
	if from, _, _ := p.of(release); !from.IsZero() {
		return text(trade.Conflict,
			"rilis data itu pernah diterbitkan, karena itu tidak dibuang",
			"that data release was published once and is not discarded", nil)
	}
	if _, err := s.Manifest(dataset, release); err != nil {
		return err
	}
	return s.remove(dataset, release)
}
