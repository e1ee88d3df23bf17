package jobs

import (
	"errors"
	"io/fs"
	"slices"
	"time"
)

// patience is how long a change waits for a lock that may be held for a moment
// by a worker that looks whether the job has lost its process.
const patience = 300 * time.Millisecond

// see returns a job as it stands: from memory where it runs here or could not
// be written down, from the folder otherwise.
func (q *Queue) see(id string) (Job, error) {
	q.mu.Lock()
	r, unsaved, kept := q.runs[id], Job{}, false
	if r == nil {
		unsaved, kept = q.unsaved[id]
	}
	q.mu.Unlock()
	if r != nil {
		return r.now(), nil
	}
	j, err := q.store.read(id)
	if err == nil && kept && j.State == Running && j.Attempts == unsaved.Attempts {
		return unsaved, nil // until somebody takes it up again
	}
	return j, err
}

// Get returns a job.
func (q *Queue) Get(id string) (Job, error) {
	if !idShape.MatchString(id) {
		return Job{}, notFound(id)
	}
	j, err := q.see(id)
	return j, explain(id, err)
}

// explain says for people why a record could not be read.
func explain(id string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return notFound(id)
	case errors.Is(err, errGarbled):
		return garbled(id, err)
	}
	return notReadable(err)
}

// Filter says which jobs to list; what is empty does not restrict.
type Filter struct {
	States []State
	Kinds  []Kind
	By     string
}

func (f Filter) fits(j Job) bool {
	return (len(f.States) == 0 || slices.Contains(f.States, j.State)) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, j.Kind)) &&
		(f.By == "" || f.By == j.By)
}

// Page is a part of a list. A Limit of 0 means all.
type Page struct{ Offset, Limit int }

// List returns the jobs that fit a filter, the newest first, and how many fit
// in all.
func (q *Queue) List(f Filter, p Page) ([]Job, int, error) {
	all, err := q.all()
	if err != nil {
		return nil, 0, err
	}
	all = slices.DeleteFunc(all, func(j Job) bool { return !f.fits(j) })
	slices.Reverse(all)
	total := len(all)
	from := min(max(p.Offset, 0), total)
	to := total
	if p.Limit > 0 {
		to = min(from+p.Limit, total)
	}
	return all[from:to], total, nil
}

// Cancel stops a job. One that waits is cancelled at once; one that runs, here
// or in another process, is told within a second and is cancelled when its
// Runner comes back. To cancel again does nothing.
func (q *Queue) Cancel(id string) (Job, error) {
	j, err := q.Get(id)
	if err != nil || j.State == Cancelled {
		return j, err
	}
	if l, ok, err := q.store.tryLock(id); err != nil {
		return j, notSaved(err)
	} else if ok {
		defer l.release()
		return q.cancelIdle(id)
	}
	if j.State.Ended() { // somebody only looks at it
		return j, ended()
	}
	err = q.store.ask(id)
	q.mu.Lock()
	r := q.runs[id]
	q.mu.Unlock()
	if r != nil { // no need to wait, nor for room on the disk
		r.mu.Lock()
		stop := r.stop
		r.mu.Unlock()
		stop(errCancelled)
		return r.now(), nil
	}
	if err != nil {
		return j, notSaved(err)
	}
	return q.Get(id)
}

// cancelIdle cancels a job that nobody runs; the caller holds its lock.
func (q *Queue) cancelIdle(id string) (Job, error) {
	j, err := q.store.read(id)
	if err != nil {
		return Job{}, explain(id, err)
	}
	if j.State == Cancelled {
		return j, nil
	}
	if j.State.Ended() {
		return j, ended()
	}
	j = j.cancel(q.now())
	if err := q.store.write(j); err != nil {
		return Job{}, notSaved(err)
	}
	q.settled(id)
	_ = q.store.unask(id) // a request that stays is without effect on an ended job
	q.log.Info("jobs: cancelled while waiting", "job", id)
	q.ring()
	return j, nil
}

// Retry puts a failed or cancelled job into the queue again. To retry again
// does nothing. It is refused where another job has taken its key meanwhile.
func (q *Queue) Retry(id string) (Job, error) {
	if j, err := q.Get(id); err != nil {
		return j, err
	}
	whole, err := q.store.whole()
	if err != nil {
		return Job{}, err
	}
	defer whole.release()
	l, err := q.store.waitLock(id, patience)
	if err != nil {
		return q.Get(id) // it runs: nothing to retry
	}
	defer l.release()
	j, err := q.store.read(id)
	switch {
	case err != nil:
		return Job{}, explain(id, err)
	case j.State == Done:
		return j, finished()
	case !j.State.Ended(): // waits already, or its process died: take it up now
		q.settled(id)
		q.stir()
		return j, nil
	}
	if other, found, err := q.holder(j.Kind, j.Key); err != nil || found {
		if err == nil {
			err = replaced(other)
		}
		return j, err
	}
	j = j.retry()
	if err := errors.Join(q.store.unask(id), q.store.write(j)); err != nil {
		return Job{}, notSaved(err)
	}
	q.log.Info("jobs: queued again", "job", id, "kind", j.Kind)
	defer q.stir()
	return j, nil
}

// Remove deletes a job that does not run, with its files. After that its key
// is free.
func (q *Queue) Remove(id string) error {
	if !idShape.MatchString(id) {
		return notFound(id)
	}
	l, err := q.store.waitLock(id, patience)
	if err != nil {
		return stillRunning()
	}
	if err := q.store.remove(id); errors.Is(err, fs.ErrNotExist) {
		l.retire()
		return notFound(id)
	} else if err != nil {
		l.release()
		return notSaved(err)
	}
	l.retire()
	q.settled(id)
	q.log.Info("jobs: removed", "job", id)
	q.ring()
	return nil
}

// Spool returns the folder of a job's own files; it is removed with the job.
// Inside a Runner, Job.Files says the same.
func (q *Queue) Spool(id string) (string, error) {
	j, err := q.Get(id)
	return j.Files, err
}
