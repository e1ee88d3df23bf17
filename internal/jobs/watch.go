package jobs

import (
	"bytes"
	"context"
	"time"
)

// Watch returns a channel with the state of a job: as it is now, and then
// whenever it has changed. A slow reader misses what is between, never the
// end. The channel is closed after the job has ended, and when it is removed,
// ctx ends or the queue is closed.
func (q *Queue) Watch(ctx context.Context, id string) <-chan Job {
	out := make(chan Job, 1)
	if !q.hold() {
		close(out)
		return out
	}
	go func() {
		defer q.busy.Done()
		defer close(out)
		q.follow(ctx, id, out)
	}()
	return out
}

func (q *Queue) follow(ctx context.Context, id string, out chan Job) {
	tick := time.NewTicker(q.rhythm.poll)
	defer tick.Stop()
	var last Job
	for first := true; ; first = false {
		q.mu.Lock()
		bell := q.bell // taken before looking, so that no change is missed
		q.mu.Unlock()
		j, err := q.Get(id)
		if err != nil {
			return
		}
		if first || changed(last, j) {
			last = j
			select { // only this goroutine sends: after this there is room
			case <-out:
			default:
			}
			out <- j
		}
		if j.State.Ended() {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-q.ctx.Done():
			return
		case <-bell:
		case <-tick.C:
		}
	}
}

func changed(a, b Job) bool {
	return a.State != b.State || a.Progress != b.Progress || a.Attempts != b.Attempts ||
		!a.Started.Equal(b.Started) || !bytes.Equal(a.Result, b.Result)
}

// Wait returns a job once it has ended, however it has ended; Job.Err tells
// whether it failed.
func (q *Queue) Wait(ctx context.Context, id string) (Job, error) {
	for range q.Watch(ctx, id) {
	}
	j, err := q.Get(id)
	switch {
	case err != nil || j.State.Ended():
		return j, err
	case ctx.Err() != nil:
		return j, ctx.Err()
	}
	return j, closed()
}
