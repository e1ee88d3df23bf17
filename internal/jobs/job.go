package jobs

import (
	"context"
	"encoding/json"
	"regexp"
	"time"

	"muara/internal/trade"
)

// State is where a job stands.
type State string

// The states.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Ended reports whether nothing more happens to the job by itself.
func (s State) Ended() bool { return s == Done || s == Failed || s == Cancelled }

func (s State) known() bool { return s == Queued || s == Running || s.Ended() }

// Kind says what sort of work a job is, and so which Runner does it. It is made
// of small letters, digits and dashes.
type Kind string

// Units of progress.
const (
	Rows  = "rows"
	Bytes = "bytes"
	Files = "files"
)

// Progress is how far a running job has come.
type Progress struct {
	Stage trade.Text `json:"stage,omitzero"` // what is being done, for people
	Done  int64      `json:"done"`           // in Unit
	Total int64      `json:"total"`          // in Unit; 0 where it is not known
	Unit  string     `json:"unit,omitempty"` // Rows, Bytes, Files or another word for programs
}

// Fault is why a job failed.
type Fault struct {
	Code trade.Code `json:"code"`
	Text trade.Text `json:"text"`
}

// Job is a piece of work and all that is known of it. It is a copy: changing it
// changes nothing, but Input and Result are shared and must not be written to.
type Job struct {
	ID       string          `json:"id"`
	Kind     Kind            `json:"kind"`
	Key      string          `json:"key,omitempty"` // what makes two jobs of a kind the same; empty: nothing does
	Title    trade.Text      `json:"title"`
	By       string          `json:"by,omitempty"` // who asked for it
	Input    json.RawMessage `json:"input,omitempty"`
	State    State           `json:"state"`
	Progress Progress        `json:"progress,omitzero"`
	Created  time.Time       `json:"created"`
	Started  time.Time       `json:"started,omitzero"`  // the latest start
	Finished time.Time       `json:"finished,omitzero"` // set when ended
	Attempts int             `json:"attempts"`          // starts since it was added or retried
	Fault    *Fault          `json:"fault,omitempty"`   // set when failed
	Result   json.RawMessage `json:"result,omitempty"`  // may be set when done

	// Files is the folder of the job's own files. It is not part of the
	// record, because the folder of the queue may move.
	Files string `json:"-"`
}

// Err returns the fault of a failed job as an error, nil for any other job.
func (j Job) Err() error {
	if j.State != Failed || j.Fault == nil {
		return nil
	}
	return &trade.Error{Code: j.Fault.Code, Text: j.Fault.Text}
}

// Runner does the work of one kind of job. It must come back soon after ctx
// ends, and be able to begin again from the start. It may call report as often
// as it likes, from any goroutine: a report costs less than a microsecond, the
// latest one counts. What it returns is kept as JSON and must be small: what
// is large belongs in files. An error that is a *trade.Error is shown to
// people; of any other they are told that something went wrong on our side.
type Runner func(ctx context.Context, j Job, report func(Progress)) (json.RawMessage, error)

// maxAttempts is how often a job is started before it is given up because its
// processes died.
const maxAttempts = 3

// The changes of state. Each takes a job and returns what it becomes; that the
// change is allowed is checked by the caller, where the words for a refusal
// depend on who asked.

// start begins an attempt; a job that has used up its attempts fails instead.
func (j Job) start(now time.Time) Job {
	if j.State == Running && j.Attempts >= maxAttempts {
		return j.fail(faultOf(errGivenUp), now)
	}
	j.State, j.Started, j.Finished = Running, now, time.Time{}
	j.Attempts++
	j.Progress, j.Fault, j.Result = Progress{}, nil, nil
	return j
}

func (j Job) finish(result json.RawMessage, now time.Time) Job {
	j.State, j.Finished, j.Result, j.Fault = Done, now, result, nil
	return j
}

func (j Job) fail(f Fault, now time.Time) Job {
	j.State, j.Finished, j.Result, j.Fault = Failed, now, nil, &f
	return j
}

func (j Job) cancel(now time.Time) Job {
	j.State, j.Finished, j.Result, j.Fault = Cancelled, now, nil, nil
	return j
}

// putBack undoes a start: the process stops in good order, so the attempt does
// not count.
func (j Job) putBack() Job {
	j.State, j.Started, j.Progress = Queued, time.Time{}, Progress{}
	j.Attempts--
	return j
}

// retry sends an ended job through the queue again.
func (j Job) retry() Job {
	j.State, j.Started, j.Finished = Queued, time.Time{}, time.Time{}
	j.Attempts, j.Progress, j.Fault, j.Result = 0, Progress{}, nil, nil
	return j
}

// live reports whether a job stands in the way of another with its key.
func (j Job) live() bool { return j.State != Failed && j.State != Cancelled }

var (
	idShape   = regexp.MustCompile(`^[0-9]{8}-[0-9]{6}-[0-9a-v]{8}$`)
	kindShape = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
)

// consistent reports what is wrong with a record that was read.
func (j Job) consistent(id string) string {
	switch {
	case j.ID != id:
		return "it names the job " + j.ID
	case !kindShape.MatchString(string(j.Kind)):
		return "its kind is not a word"
	case !j.State.known():
		return "its state is not one of ours"
	case j.Created.IsZero() || j.Attempts < 0:
		return "it lacks the time when it was added, or counts attempts below zero"
	case j.State == Failed && j.Fault == nil:
		return "it failed without saying why"
	}
	return ""
}
