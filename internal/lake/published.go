package lake

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"muara/internal/trade"
)

// published is the one file that changes: which releases were current, the
// last one is.
type published struct {
	Version int    `json:"version"`
	History []flip `json:"history"`
}

// flip says that a release became current.
type flip struct {
	Release  string    `json:"release"`
	At       time.Time `json:"at"`
	By       string    `json:"by,omitempty"`
	Rollback bool      `json:"rollback,omitempty"`
}

func (p *published) current() string {
	if len(p.History) == 0 {
		return ""
	}
	return p.History[len(p.History)-1].Release
}

// before is the release that was current before the current one.
func (p *published) before() string {
	now := p.current()
	for _, f := range slices.Backward(p.History) {
		if f.Release != now {
			return f.Release
		}
	}
	return ""
}

// of says when a release last became current and ceased to be.
func (p *published) of(release string) (from, until time.Time, current bool) {
	for _, f := range p.History {
		switch {
		case f.Release == release:
			from, until, current = f.At, time.Time{}, true
		case current:
			until, current = f.At, false
		}
	}
	return from, until, current
}

// history reads published.json; without one nothing was published.
func (s *Store) history(dataset string) (*published, error) {
	path := filepath.Join(s.folder(dataset), publishedName)
	p := new(published)
	err := readJSON(path, p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return new(published), nil
	case err != nil:
		return new(published), err
	case p.Version > Version:
		return new(published), tooNew(path, p.Version)
	case p.Version < 1 || slices.ContainsFunc(p.History, func(f flip) bool { return !releaseShape.MatchString(f.Release) }):
		return new(published), garbled(path, errors.New("no version, or a release without a name"))
	}
	return p, nil
}

// Current is the current release of a data set, empty before the first is
// published.
func (s *Store) Current(dataset string) (string, error) {
	if !ValidID(dataset) {
		return "", noDataset(dataset)
	}
	p, err := s.history(dataset)
	return p.current(), err
}

// Publish makes a release current. It refuses when the current one is no
// longer the one that the release continues: its figures would undo those of
// an import in between.
func (s *Store) Publish(ctx context.Context, dataset, release, by string) error {
	l, err := s.lockExisting(ctx, dataset, by)
	if err != nil {
		return err
	}
	defer l.release()
	m, err := s.whole(dataset, release)
	if err != nil {
		return err
	}
	p, err := s.history(dataset)
	if err != nil {
		return err
	}
	switch {
	case p.current() == m.Release:
		return nil // it is current: nothing to do
	case p.current() == m.Parent, len(p.History) == 0: // without history: the first, or a recovery
	default:
		return text(trade.Conflict,
			"sejak rilis data ini dibuat, rilis data lain sudah diterbitkan; impor lagi di atas rilis yang berlaku sekarang",
			"another data release was published since this one was made; import again on top of the current one", nil)
	}
	return s.flip(dataset, p, flip{Release: m.Release, At: s.now().UTC(), By: by})
}

// Rollback makes an older release current again: the one before the current
// one for "".
func (s *Store) Rollback(ctx context.Context, dataset, to, by string) (*Manifest, error) {
	l, err := s.lockExisting(ctx, dataset, by)
	if err != nil {
		return nil, err
	}
	defer l.release()
	p, err := s.history(dataset)
	if err != nil {
		return nil, err
	}
	if to == "" {
		if to = p.before(); to == "" {
			return nil, text(trade.NotFound, "belum ada rilis data sebelumnya yang dapat dikembalikan", "there is no data release before this one to go back to", nil)
		}
	}
	if from, _, _ := p.of(to); from.IsZero() {
		if _, err := s.Manifest(dataset, to); err != nil {
			return nil, err
		}
		return nil, text(trade.Conflict,
			"rilis data itu belum pernah diterbitkan; terbitkan, bukan kembalikan",
			"that data release was never published; publish it instead of going back to it", nil)
	}
	m, err := s.whole(dataset, to)
	if err != nil {
		return nil, err
	}
	if p.current() == m.Release {
		return m, nil
	}
	return m, s.flip(dataset, p, flip{Release: m.Release, At: s.now().UTC(), By: by, Rollback: true})
}

func (s *Store) flip(dataset string, p *published, f flip) error {
	p.Version = Version
	p.History = append(p.History, f)
	return writeJSON(filepath.Join(s.folder(dataset), publishedName), p)
}

// patience is how long a change that takes milliseconds waits for another one.
const patience = 2 * time.Second

// lockExisting is lockDataset for data sets that exist. It waits a moment, so
// that the second click on a button finds the work of the first done instead of
// being told that somebody is at it; an import takes longer, and is told.
func (s *Store) lockExisting(ctx context.Context, dataset, by string) (*lock, error) {
	if _, err := s.Dataset(dataset); err != nil {
		return nil, err
	}
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	return s.lockDataset(ctx, dataset, by, true)
}

// whole returns the manifest of a release whose files are all there with
// their sizes; Verify looks into them too.
func (s *Store) whole(dataset, release string) (*Manifest, error) {
	if release == "" {
		return nil, noRelease(dataset, "-")
	}
	m, err := s.Manifest(dataset, release)
	if err != nil {
		return nil, err
	}
	for _, f := range m.Files {
		path := filepath.Join(s.releaseFolder(dataset, release), filepath.FromSlash(f.Path))
		if fault := sizeFault(path, f); fault != nil {
			return nil, text(trade.Conflict,
				"rilis data ini tidak utuh: "+fault.ID, "this data release is not whole: "+fault.EN, nil)
		}
	}
	return m, nil
}
