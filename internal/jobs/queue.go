package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options say how a queue works.
type Options struct {
	Dir     string           // the folder of the queue; made if it is missing
	Now     func() time.Time // the clock
	Rand    io.Reader        // randomness for ids
	Workers int              // jobs run at once by this process; 0: it only adds, asks and runs by Run
	Runners map[Kind]Runner  // jobs of other kinds are left to other processes
	Log     *slog.Logger     // nil: nothing is logged
	Keep    time.Duration    // how long ended jobs are kept; 0: for good
}

// rhythm is how often a queue looks at its folder.
type rhythm struct {
	poll  time.Duration // for jobs of other processes, and requests to cancel
	save  time.Duration // least time between two writings of progress
	later time.Duration // before a job is tried again that could not be written down
	sweep time.Duration // between two searches for jobs that are kept no longer
}

var usual = rhythm{poll: 500 * time.Millisecond, save: 500 * time.Millisecond, later: time.Minute, sweep: time.Hour}

// Queue is a queue of jobs in a folder, shared with the other processes that
// have it open. Its methods may be called from any goroutine.
type Queue struct {
	store   store
	clock   func() time.Time
	workers int
	runners map[Kind]Runner
	log     *slog.Logger
	keep    time.Duration
	rhythm  rhythm

	ctx  context.Context // ends when the queue is closed
	stop context.CancelCauseFunc
	busy sync.WaitGroup // the dispatcher, the runs, the watchers
	wake chan struct{}  // tells the dispatcher to look now

	mu      sync.Mutex
	rand    io.Reader
	closed  bool
	bell    chan struct{}        // closed and renewed whenever a job changes here
	runs    map[string]*run      // what runs in this process
	unsaved map[string]Job       // ends that could not be written down
	later   map[string]time.Time // when to try again what could not be written
	told    map[string]bool      // faults of the folder that the log has
}

// Open opens the folder of a queue, tidies it and starts the workers. Queued
// jobs, and running ones whose process has died, are taken up.
func Open(o Options) (*Queue, error) { return open(o, usual) }

func open(o Options, r rhythm) (*Queue, error) {
	if o.Dir == "" || o.Now == nil || o.Rand == nil || o.Workers < 0 {
		return nil, errors.New("jobs: a queue needs a folder, a clock, randomness, and no fewer than 0 workers")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, locksName), 0o750); err != nil {
		return nil, notSaved(err)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	q := &Queue{
		store: store{dir}, clock: o.Now, workers: o.Workers, runners: o.Runners, log: o.Log, keep: o.Keep, rhythm: r,
		ctx: ctx, stop: stop, wake: make(chan struct{}, 1),
		rand: o.Rand, bell: make(chan struct{}), runs: map[string]*run{}, unsaved: map[string]Job{},
		later: map[string]time.Time{}, told: map[string]bool{},
	}
	if err := q.sweep(); err != nil {
		return nil, notReadable(err)
	}
	if q.workers > 0 {
		q.busy.Go(q.dispatch)
	}
	return q, nil
}

// errClosing is the cause that ends the runs of a queue that is being closed.
var errClosing = errors.New("the queue is being closed")

// Close tells the running jobs to stop and waits for them until ctx ends. They
// go back into the queue, or end if they come to their end. A job that does not
// stop in time is taken up again after the process has gone.
func (q *Queue) Close(ctx context.Context) error {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.stop(errClosing)
	all := make(chan struct{})
	go func() { q.busy.Wait(); close(all) }()
	select {
	case <-all:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("jobs: some jobs did not stop in time: %w", context.Cause(ctx))
	}
}

// hold counts a goroutine that Close waits for, unless the queue is closed.
func (q *Queue) hold() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.busy.Add(1)
	}
	return !q.closed
}

func (q *Queue) now() time.Time { return q.clock().UTC().Round(0) }

// dispatch gives jobs to the workers until the queue is closed.
func (q *Queue) dispatch() {
	tick := time.NewTicker(q.rhythm.poll)
	defer tick.Stop()
	swept := q.now()
	for {
		q.takeUp()
		if now := q.now(); now.Sub(swept) >= q.rhythm.sweep {
			swept = now
			if err := q.sweep(); err != nil {
				q.log.Warn("jobs: the folder cannot be tidied", "error", err)
			}
		}
		select {
		case <-q.ctx.Done():
			return
		case <-q.wake:
		case <-tick.C:
		}
	}
}

// stir lets the dispatcher look now rather than at its next turn.
func (q *Queue) stir() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
	q.ring()
}

// ring tells the watchers that something changed.
func (q *Queue) ring() {
	q.mu.Lock()
	defer q.mu.Unlock()
	close(q.bell)
	q.bell = make(chan struct{})
}

// takeUp starts as many waiting jobs as there are free workers, the oldest
// first.
func (q *Queue) takeUp() {
	free := q.workers - q.running()
	if free <= 0 {
		return
	}
	all, err := q.all()
	if err != nil {
		q.once("folder", "jobs: the folder cannot be read", "error", err)
		return
	}
	for _, j := range all {
		if free == 0 || q.ctx.Err() != nil {
			return
		}
		if j.State.Ended() && !q.pending(j.ID) || !q.due(j) {
			continue
		}
		if r, ok := q.claim(j.ID); ok && q.hold() {
			free--
			go func() {
				defer q.busy.Done()
				q.supervise(q.ctx, r)
				q.stir()
			}()
		} else if ok {
			q.giveBack(r)
		}
	}
}

// running counts the jobs that the workers of this process are busy with.
func (q *Queue) running() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.runs)
}

// due reports whether this process may try a job now.
func (q *Queue) due(j Job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, here := q.runs[j.ID]
	return !here && q.runners[j.Kind] != nil && !q.now().Before(q.later[j.ID])
}

// pending reports whether a job that is shown as failed will be done again,
// because its end could not be written down.
func (q *Queue) pending(id string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, ok := q.unsaved[id]
	return ok
}

// once logs a fault of the folder the first time it is met.
func (q *Queue) once(what, message string, args ...any) {
	q.mu.Lock()
	before := q.told[what]
	q.told[what] = true
	q.mu.Unlock()
	if !before {
		q.log.Error(message, args...)
	}
}

// all reads every job, the oldest first. One that cannot be read is set aside.
func (q *Queue) all() ([]Job, error) {
	ids, err := q.store.ids()
	if err != nil {
		return nil, notReadable(err)
	}
	out := make([]Job, 0, len(ids))
	for _, id := range ids {
		j, err := q.see(id)
		switch {
		case err == nil:
			out = append(out, j)
		case errors.Is(err, errGarbled), errors.Is(err, fs.ErrNotExist):
			q.setAside(id)
		default:
			q.once(id, "jobs: a record cannot be read", "job", id, "error", err)
		}
	}
	slices.SortStableFunc(out, func(a, b Job) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, nil
}

// setAside takes a job without a legible record out of the queue. Under its
// lock it is read again: it may have been mended or removed meanwhile.
func (q *Queue) setAside(id string) {
	l, ok, err := q.store.tryLock(id)
	if err != nil || !ok {
		return
	}
	_, err = q.store.read(id)
	if _, gone := os.Stat(q.store.folder(id)); gone != nil {
		l.retire()
		return
	}
	defer l.release()
	if !errors.Is(err, errGarbled) && !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if fault := q.store.setAside(id); fault != nil {
		q.once(id, "jobs: a record makes no sense and cannot be set aside", "job", id, "error", errors.Join(err, fault))
		return
	}
	q.log.Error("jobs: a record makes no sense; the job is set aside", "job", id, "folder", asideMark+id, "error", err)
}

// Aside lists the ids of the jobs that were set aside because their records
// made no sense. Their files are in the folders aside-<id>.
func (q *Queue) Aside() ([]string, error) {
	ids, err := q.store.named(asideMark)
	if err != nil {
		return nil, notReadable(err)
	}
	return ids, nil
}

// sweep deletes what was left behind half-done, and jobs kept long enough.
func (q *Queue) sweep() error {
	for _, mark := range []string{draftMark, goneMark} {
		ids, err := q.store.named(mark)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if l, ok, err := q.store.tryLock(id); err == nil && ok {
				if err := os.RemoveAll(filepath.Join(q.store.dir, mark+id)); err != nil {
					q.once(mark+id, "jobs: a folder left behind cannot be deleted", "folder", mark+id, "error", err)
				}
				l.retire()
			}
		}
	}
	all, err := q.all()
	if err != nil || q.keep <= 0 {
		return err
	}
	limit := q.now().Add(-q.keep)
	for _, j := range all {
		if j.State.Ended() && !j.Finished.IsZero() && j.Finished.Before(limit) {
			if err := q.Remove(j.ID); err != nil {
				q.once(j.ID, "jobs: an old job cannot be removed", "job", j.ID, "error", err)
			}
		}
	}
	return nil
}
