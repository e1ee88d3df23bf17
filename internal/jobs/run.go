package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"sync"
	"time"
)

// run is a job that runs in this process. Its lock is held.
type run struct {
	lock lock
	stop context.CancelCauseFunc // set before the run is known to others

	mu   sync.Mutex
	job  Job      // as written last, but for the progress
	last Progress // as reported last
}

func (r *run) report(p Progress) {
	r.mu.Lock()
	r.last = p
	r.mu.Unlock()
}

// now returns the job with the progress as reported last.
func (r *run) now() Job {
	r.mu.Lock()
	defer r.mu.Unlock()
	j := r.job
	j.Progress = r.last
	return j
}

// errCancelled is the cause that ends a run that somebody cancelled.
var errCancelled = errors.New("the job was cancelled")

// claim takes a waiting job for this process and writes down that it runs. It
// is refused while another has the job, where the job has ended meanwhile, and
// where nothing can be written.
func (q *Queue) claim(id string) (*run, bool) {
	l, ok, err := q.store.tryLock(id)
	if err != nil {
		q.once("lock "+id, "jobs: a lock cannot be taken", "job", id, "error", err)
	}
	if err != nil || !ok {
		return nil, false
	}
	j, err := q.store.read(id)
	if errors.Is(err, fs.ErrNotExist) { // removed since we saw it
		l.retire()
		return nil, false
	}
	if err != nil || j.State.Ended() {
		l.release()
		return nil, false
	}
	lost := j.State == Running // its process died
	if q.store.asked(id) {
		j = j.cancel(q.now())
	} else {
		j = j.start(q.now())
	}
	if err := q.store.write(j); err != nil {
		q.postpone(id)
		q.once("start "+id, "jobs: a job cannot be started because nothing can be written", "job", id, "error", err)
		l.release()
		return nil, false
	}
	q.settled(id)
	if j.State != Running {
		q.log.Warn("jobs: ended before it ran", "job", id, "state", j.State, "attempts", j.Attempts)
		l.release()
		q.ring()
		return nil, false
	}
	q.log.Info("jobs: started", "job", id, "kind", j.Kind, "attempt", j.Attempts, "after a lost process", lost)
	r := &run{lock: l, job: j, stop: func(error) {}}
	q.mu.Lock()
	q.runs[id] = r
	q.mu.Unlock()
	q.ring()
	return r, true
}

// postpone keeps this process from trying a job again at once.
func (q *Queue) postpone(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.later[id] = q.now().Add(q.rhythm.later)
}

// settled forgets that a job could not be written down.
func (q *Queue) settled(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.later, id)
	delete(q.unsaved, id)
}

// outcome is what a Runner came back with.
type outcome struct {
	result json.RawMessage
	err    error
}

// supervise runs a claimed job to its end in this process. This goroutine alone
// writes its record; the Runner has one of its own, so that neither a slow disk
// nor a watcher holds it up.
func (q *Queue) supervise(parent context.Context, r *run) {
	ctx, stop := context.WithCancelCause(parent)
	defer stop(nil)
	r.mu.Lock()
	r.stop = stop
	r.mu.Unlock()
	end := make(chan outcome, 1)
	go q.work(ctx, r, end)

	tick := time.NewTicker(q.rhythm.poll / 2)
	defer tick.Stop()
	saved, shown, at := Progress{}, Progress{}, time.Now()
	for {
		select {
		case o := <-end:
			q.conclude(r, q.judge(ctx, r, o))
			return
		case now := <-tick.C:
			if q.store.asked(r.job.ID) {
				stop(errCancelled)
			}
			j := r.now()
			if j.Progress != shown {
				shown = j.Progress
				q.ring()
			}
			if j.Progress != saved && now.Sub(at) >= q.rhythm.save {
				saved, at = j.Progress, now
				if err := q.store.write(j); err != nil {
					q.once("progress "+j.ID, "jobs: progress cannot be written; the job goes on", "job", j.ID, "error", err)
				}
			}
		}
	}
}

// work calls the Runner and sends what it came back with, whatever happens.
func (q *Queue) work(ctx context.Context, r *run, end chan<- outcome) {
	o := outcome{err: errPanic} // stands if the goroutine is ended from within
	defer func() {
		if v := recover(); v != nil {
			q.log.Error("jobs: a runner panicked", "job", r.job.ID, "kind", r.job.Kind, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		}
		end <- o
	}()
	result, err := q.runners[r.job.Kind](ctx, r.job, r.report)
	o = outcome{result, err}
}

// judge says what a job becomes by the outcome of its Runner.
func (q *Queue) judge(ctx context.Context, r *run, o outcome) Job {
	j, cause := r.now(), context.Cause(ctx)
	switch {
	case o.err == nil && len(o.result) > 0 && (len(o.result) > maxPart || !json.Valid(o.result)):
		q.log.Error("jobs: a result is no JSON or too large", "job", j.ID, "kind", j.Kind, "bytes", len(o.result))
		return j.fail(faultOf(errResult), q.now())
	case o.err == nil: // the work is done, even if somebody wanted it stopped
		return j.finish(o.result, q.now())
	case errors.Is(cause, errCancelled):
		return j.cancel(q.now())
	case cause != nil && !errors.Is(o.err, errPanic): // this process stops
		return j.putBack()
	}
	q.log.Error("jobs: failed", "job", j.ID, "kind", j.Kind, "error", o.err)
	return j.fail(faultOf(o.err), q.now())
}

// conclude writes down what became of a job and lets go of it.
func (q *Queue) conclude(r *run, j Job) {
	err := q.store.write(j)
	if err == nil && j.State.Ended() {
		if err := q.store.unask(j.ID); err != nil {
			q.log.Warn("jobs: a request to cancel cannot be deleted", "job", j.ID, "error", err)
		}
	}
	r.lock.release() // before anyone hears of the end, who may want the lock
	q.mu.Lock()
	delete(q.runs, j.ID)
	if err != nil {
		q.later[j.ID] = q.now().Add(q.rhythm.later)
		if j.State.Ended() {
			q.unsaved[j.ID] = j.fail(faultOf(errUnsaved), q.now())
		}
	}
	q.mu.Unlock()
	q.ring()
	if err != nil {
		q.log.Error("jobs: the end of a job cannot be written; it will be done again", "job", j.ID, "state", j.State, "error", err)
		return
	}
	q.log.Info("jobs: stopped", "job", j.ID, "kind", j.Kind, "state", j.State)
}

// giveBack undoes a claim.
func (q *Queue) giveBack(r *run) { q.conclude(r, r.now().putBack()) }

// Run does a waiting job in the caller's goroutine, however many workers there
// are, and returns it as it ended. A job that another worker has is waited for.
// When ctx ends, the job goes back into the queue for others; call Cancel to
// drop it.
func (q *Queue) Run(ctx context.Context, id string) (Job, error) {
	j, err := q.Get(id)
	if err != nil {
		return Job{}, err
	}
	if q.runners[j.Kind] == nil {
		return j, fmt.Errorf("jobs: nothing here runs jobs of kind %q", j.Kind)
	}
	if !q.hold() {
		return j, closed()
	}
	defer q.busy.Done()
	if r, ok := q.claim(id); ok {
		inner, stop := context.WithCancelCause(ctx)
		defer context.AfterFunc(q.ctx, func() { stop(errClosing) })()
		q.supervise(inner, r)
		stop(nil)
		if j, err = q.Get(id); err == nil && !j.State.Ended() && ctx.Err() != nil {
			err = ctx.Err()
		}
		return j, err
	}
	return q.Wait(ctx, id)
}
