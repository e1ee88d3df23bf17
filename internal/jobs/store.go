package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Names in the folder of the queue.
const (
	recordName = "job.json"
	filesName  = "files"
	cancelName = "cancel"
	locksName  = "locks"
	draftMark  = "draft-"
	goneMark   = "gone-"
	asideMark  = "aside-"
)

// maxRecord bounds a record, in bytes: what is larger is no record of ours.
const maxRecord = 4 << 20

// maxPart bounds the input and the result of a job, in bytes.
const maxPart = 1 << 20

// store is the folder of a queue.
type store struct{ dir string }

func (s store) folder(id string) string { return filepath.Join(s.dir, id) }
func (s store) files(id string) string  { return filepath.Join(s.dir, id, filesName) }

// errGarbled is the cause where a record was read but makes no sense.
var errGarbled = errors.New("garbled record")

// read returns the record of a job. Without one the error is fs.ErrNotExist,
// with one that makes no sense it is errGarbled.
func (s store) read(id string) (Job, error) {
	f, err := os.Open(filepath.Join(s.folder(id), recordName))
	if err != nil {
		return Job{}, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRecord+1))
	if err != nil {
		return Job{}, err
	}
	var j Job
	if len(text) > maxRecord {
		return Job{}, fmt.Errorf("%w: over %d bytes", errGarbled, maxRecord)
	}
	if err := json.Unmarshal(text, &j); err != nil {
		return Job{}, fmt.Errorf("%w: %w", errGarbled, err)
	}
	if wrong := j.consistent(id); wrong != "" {
		return Job{}, fmt.Errorf("%w: %s", errGarbled, wrong)
	}
	j.Files = s.files(id)
	return j, nil
}

// write replaces the record of a job; the caller holds its lock.
func (s store) write(j Job) error { return writeRecord(s.folder(j.ID), j) }

// writeRecord writes the record beside the old one and then gives it its name,
// so that a reader, or a machine without power, finds the old or the new.
func writeRecord(folder string, j Job) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(j); err != nil {
		return err
	}
	name := filepath.Join(folder, recordName)
	fresh := name + ".new" // one name is enough: only the holder of the lock writes
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	_, err = f.Write(text.Bytes())
	// Synced, because a full disk may show only then.
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = rename(fresh, name)
	}
	if err != nil {
		_ = os.Remove(fresh) // the first error is the one to tell
		return err
	}
	return syncFolder(folder)
}

// rename is os.Rename. On Windows, a file that somebody is reading cannot be
// replaced: readers take a moment, so we try again for a while.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for i := 0; err != nil && runtime.GOOS == "windows" && i < 20; i++ {
		time.Sleep(10 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// syncFolder makes names in a folder last through a loss of power. Windows
// has no such call and needs none.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// syncFiles makes the contents of all files below a folder last.
func syncFiles(root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return syncFolder(name)
		case !d.Type().IsRegular():
			return nil
		}
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// ids lists the jobs in the folder, the oldest first.
func (s store) ids() ([]string, error) { return s.named("") }

// named lists the ids of the folders whose names begin with a mark.
func (s store) named(mark string) ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if id, ok := strings.CutPrefix(e.Name(), mark); ok && e.IsDir() && idShape.MatchString(id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// asked reports whether somebody asked for the job to be cancelled.
func (s store) asked(id string) bool {
	_, err := os.Stat(filepath.Join(s.folder(id), cancelName))
	return err == nil
}

func (s store) ask(id string) error {
	f, err := os.OpenFile(filepath.Join(s.folder(id), cancelName), os.O_WRONLY|os.O_CREATE, 0o640)
	if err != nil {
		return err
	}
	return f.Close()
}

func (s store) unask(id string) error {
	err := os.Remove(filepath.Join(s.folder(id), cancelName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// lock is a lock that is held. It is released when the process ends, too.
type lock struct{ f *flock.Flock }

func (l lock) release() { _ = l.f.Close() } // closing the file releases it in any case

// retire releases the lock of a job that is no more. The name may go: ids do
// not come back, so nobody needs the same lock again.
func (l lock) retire() {
	_ = l.f.Close()
	_ = os.Remove(l.f.Path())
}

func (s store) lockFile(name string) *flock.Flock {
	return flock.New(filepath.Join(s.dir, locksName, name+".lock"), flock.SetPermissions(0o640))
}

// tryLock takes the lock of a job if it is free.
func (s store) tryLock(id string) (lock, bool, error) {
	f := s.lockFile(id)
	ok, err := f.TryLock()
	if err != nil || !ok {
		_ = f.Close()
		return lock{}, false, err
	}
	return lock{f}, true, nil
}

// waitLock takes a lock that others hold for moments only.
func (s store) waitLock(name string, patience time.Duration) (lock, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	f := s.lockFile(name)
	if ok, err := f.TryLockContext(ctx, 10*time.Millisecond); err != nil || !ok {
		_ = f.Close()
		return lock{}, err
	}
	return lock{f}, nil
}

// whole takes the lock of the queue: nobody adds, retries or removes meanwhile.
func (s store) whole() (lock, error) {
	l, err := s.waitLock("queue", 10*time.Second)
	if err != nil {
		return lock{}, busy(err)
	}
	return l, nil
}

// remove takes a job out of the queue and deletes its files; the caller holds
// its lock. The folder loses its name first, so that nobody meets half a job.
func (s store) remove(id string) error {
	gone := filepath.Join(s.dir, goneMark+id)
	if err := os.Rename(s.folder(id), gone); err != nil {
		return err
	}
	return os.RemoveAll(gone)
}

// setAside takes a job that cannot be read out of the queue and keeps its
// files; the caller holds its lock.
func (s store) setAside(id string) error {
	return os.Rename(s.folder(id), filepath.Join(s.dir, asideMark+id))
}
