package lake

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// grace is how long a release stays after it ceased to be current: readers
// take no locks, and one that began with it must be able to end.
const grace = time.Hour

// Prune removes releases but the newest keep of them. The current one and the
// one that was current before it always stay, as do those that were made, or
// ceased to be current, within the time older (an hour at least). What crashes
// left behind goes too. It returns what was removed, or with dry would be.
//
// Readers take no locks: one that has worked on the same release for longer
// than an hour after it was replaced may find its files gone.
func (s *Store) Prune(ctx context.Context, dataset string, keep int, older time.Duration, dry bool) ([]Info, error) {
	l, err := s.lockExisting(ctx, dataset, "prune")
	if err != nil {
		return nil, err
	}
	defer l.release()
	all, err := s.Releases(dataset)
	if err != nil {
		return nil, err // without the history nobody knows what is current
	}
	p, err := s.history(dataset)
	if err != nil {
		return nil, err
	}
	before := s.now().Add(-max(older, grace))
	var out []Info
	for i, info := range all {
		stays := i < keep || info.Current || info.Release == p.before() || info.Made.After(before) || info.Until.After(before)
		if stays || ctx.Err() != nil {
			continue
		}
		if !dry {
			if err := s.remove(dataset, info.Release); err != nil {
				return out, err
			}
		}
		out = append(out, info)
	}
	if !dry {
		err = s.sweep(dataset)
	}
	if err == nil {
		err = ctx.Err()
	}
	return out, err
}

// remove takes a release away: its folder loses its name first, so that nobody
// meets half a release.
func (s *Store) remove(dataset, release string) error {
	from := s.releaseFolder(dataset, release)
	gone := filepath.Join(s.folder(dataset), goneMark+release)
	if err := rename(from, gone); err != nil {
		return cannotWrite(from, err)
	}
	s.mu.Lock()
	delete(s.manifests, dataset+"/"+release)
	s.mu.Unlock()
	return cannotWrite(gone, os.RemoveAll(gone))
}

// sweep removes what crashes left behind; the caller holds the lock, so no
// draft is being written.
func (s *Store) sweep(dataset string) error {
	dir := s.folder(dataset)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return cannotRead(dir, err)
	}
	for _, e := range entries {
		name := e.Name()
		rubbish := e.IsDir() && (strings.HasPrefix(name, draftMark) || strings.HasPrefix(name, goneMark)) ||
			!e.IsDir() && slices.Contains([]string{publishedName + ".new"}, name)
		if rubbish {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return cannotWrite(filepath.Join(dir, name), err)
			}
		}
	}
	return nil
}
