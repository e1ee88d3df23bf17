package lake

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Names in the folder of a data set.
const (
	datasetName   = "dataset.json"
	publishedName = "published.json"
	lockName      = "lock"
	holderName    = "lock.json"
	manifestName  = "manifest.json"
	readmeName    = "README.md"
	draftMark     = ".draft-"
	goneMark      = ".gone-"
)

// lock lets one writer at a time into a data set. The system frees it when the
// process ends, however it ends.
type lock struct{ f *flock.Flock }

// holder says who has the lock, for those who wait.
type holder struct {
	By    string    `json:"by"`
	Since time.Time `json:"since"`
	PID   int       `json:"pid"`
}

// lockDataset takes the lock of a data set, or says who has it. With wait it
// tries until the context ends.
func (s *Store) lockDataset(ctx context.Context, dataset, by string, wait bool) (*lock, error) {
	dir := s.folder(dataset)
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, lockName)
	f := flock.New(path, flock.SetPermissions(0o644))
	ok, err := f.TryLock()
	if err == nil && !ok && wait {
		ok, err = f.TryLockContext(ctx, 50*time.Millisecond)
		if ctx.Err() != nil {
			err = nil
		}
	}
	if err != nil {
		_ = f.Close()
		return nil, cannotWrite(path, err)
	}
	about := filepath.Join(dir, holderName)
	if !ok {
		_ = f.Close()
		var h holder
		_ = readJSON(about, &h) // who it is, if that can be told
		return nil, busyText(h.By, h.Since)
	}
	if err := writeJSON(about, holder{by, s.now(), os.Getpid()}); err != nil {
		_ = f.Close()
		return nil, err
	}
	return &lock{f}, nil
}

func (l *lock) release() {
	if l != nil {
		_ = l.f.Close() // closing the file frees the lock in any case
	}
}
