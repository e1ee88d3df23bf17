package jobs

import (
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"muara/internal/trade"
)

// New is what a job is made from.
type New struct {
	Kind  Kind
	Key   string // what makes two jobs of a kind the same, such as the checksum of a file; empty: nothing does
	Title trade.Text
	By    string
	Input any // kept as JSON; names files of the job relative to Job.Files
}

// Draft is a job that is being put together: its files are written first, then
// it is added with them. What is not added is discarded, at the latest when a
// queue is opened after the process has died. It is used by one goroutine.
type Draft struct {
	Files string // the folder to write into

	q      *Queue
	id     string
	folder string
	lock   lock
	over   bool // added or discarded
}

// Draft begins a job that has files of its own.
func (q *Queue) Draft() (*Draft, error) {
	id, err := q.newID()
	if err != nil {
		return nil, err
	}
	// The lock comes first: a draft without one counts as left behind.
	l, ok, err := q.store.tryLock(id)
	if err != nil || !ok {
		return nil, notSaved(err)
	}
	folder := filepath.Join(q.store.dir, draftMark+id)
	d := &Draft{Files: filepath.Join(folder, filesName), q: q, id: id, folder: folder, lock: l}
	if err := os.MkdirAll(d.Files, 0o750); err != nil {
		d.Discard()
		return nil, notSaved(err)
	}
	return d, nil
}

// Discard drops the draft with its files. After Add it does nothing.
func (d *Draft) Discard() {
	if d.over {
		return
	}
	d.over = true
	if err := os.RemoveAll(d.folder); err != nil {
		d.q.log.Warn("jobs: a draft could not be deleted", "job", d.id, "error", err)
	}
	d.lock.retire()
}

// Add puts the job into the queue. While a job with the same kind and key is
// there that has not failed and was not cancelled, that job is returned
// instead and the draft is discarded: asking twice is harmless.
func (d *Draft) Add(n New) (Job, bool, error) {
	if d.over {
		return Job{}, false, errors.New("jobs: the draft was added or discarded before")
	}
	j, err := d.job(n)
	if err != nil {
		return Job{}, false, err
	}
	if err := errors.Join(syncFiles(d.Files), writeRecord(d.folder, j)); err != nil {
		return Job{}, false, notSaved(err)
	}
	whole, err := d.q.store.whole()
	if err != nil {
		return Job{}, false, err
	}
	defer whole.release()
	if same, found, err := d.q.holder(n.Kind, n.Key); err != nil || found {
		if err == nil {
			d.Discard()
		}
		return same, false, err
	}
	if err := os.Rename(d.folder, d.q.store.folder(j.ID)); err != nil {
		return Job{}, false, notSaved(err)
	}
	d.over = true
	err = syncFolder(d.q.store.dir)
	d.lock.release()
	d.q.log.Info("jobs: added", "job", j.ID, "kind", j.Kind, "by", j.By)
	d.q.stir()
	if err != nil {
		return j, true, notSaved(err)
	}
	return j, true, nil
}

func (d *Draft) job(n New) (Job, error) {
	if err := d.q.check(n); err != nil {
		return Job{}, err
	}
	input, err := json.Marshal(n.Input)
	if err != nil {
		return Job{}, fmt.Errorf("jobs: the input of a job of kind %s is no JSON: %w", n.Kind, err)
	}
	if len(input) > maxPart {
		return Job{}, invalid(
			fmt.Sprintf("Isian pekerjaan terlalu besar (%d bita, paling banyak %d); simpan sebagai berkas.", len(input), maxPart),
			fmt.Sprintf("The input of the job is too large (%d bytes, at most %d); keep it in a file.", len(input), maxPart))
	}
	return Job{
		ID: d.id, Kind: n.Kind, Key: n.Key, Title: n.Title, By: n.By, Input: input,
		State: Queued, Created: d.q.now(), Files: d.q.store.files(d.id),
	}, nil
}

func (q *Queue) check(n New) error {
	if !kindShape.MatchString(string(n.Kind)) {
		return fmt.Errorf("jobs: %q is no kind of job: small letters, digits and dashes are expected", n.Kind)
	}
	if _, ok := q.runners[n.Kind]; !ok && len(q.runners) > 0 {
		return fmt.Errorf("jobs: nothing here runs jobs of kind %q", n.Kind)
	}
	if n.Title.ID == "" || n.Title.EN == "" {
		return fmt.Errorf("jobs: a job of kind %s lacks a title in both languages", n.Kind)
	}
	return nil
}

// Add puts a job without files into the queue; see Draft.Add.
func (q *Queue) Add(kind Kind, key string, title trade.Text, by string, input any) (Job, bool, error) {
	// Looked up first, because a click that is repeated should cost nothing;
	// the draft looks again under the lock.
	if same, found, err := q.holder(kind, key); err != nil || found {
		return same, false, err
	}
	d, err := q.Draft()
	if err != nil {
		return Job{}, false, err
	}
	defer d.Discard()
	return d.Add(New{Kind: kind, Key: key, Title: title, By: by, Input: input})
}

// holder finds the live job that has a key.
func (q *Queue) holder(kind Kind, key string) (Job, bool, error) {
	if key == "" {
		return Job{}, false, nil
	}
	all, err := q.all()
	if err != nil {
		return Job{}, false, err
	}
	for _, j := range all {
		if j.Kind == kind && j.Key == key && (j.live() || q.pending(j.ID)) {
			return j, true, nil
		}
	}
	return Job{}, false, nil
}

// newID returns an id that sorts by time and that nobody guesses by accident:
// the second in UTC and 40 random bits.
func (q *Queue) newID() (string, error) {
	var random [5]byte
	q.mu.Lock()
	_, err := io.ReadFull(q.rand, random[:])
	q.mu.Unlock()
	if err != nil {
		return "", fmt.Errorf("jobs: no randomness for an id: %w", err)
	}
	return q.now().Format("20060102-150405-") + strings.ToLower(base32.HexEncoding.EncodeToString(random[:])), nil
}
