package jobs

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/trade"
)

// brisk is the rhythm of the tests.
var brisk = rhythm{poll: 10 * time.Millisecond, save: 10 * time.Millisecond, later: time.Hour, sweep: time.Hour}

var title = trade.Text{ID: "Impor berkas", EN: "Import of a file"}

// started opens a queue for a test and closes it at its end.
func started(t *testing.T, o Options) *Queue {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Rand = rand.Reader
	q, err := open(o, brisk)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopped(t, q) })
	return q
}

func stopped(t *testing.T, q *Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := q.Close(ctx); err != nil {
		t.Error(err)
	}
}

func added(t *testing.T, q *Queue, kind Kind, key string) Job {
	t.Helper()
	j, _, err := q.Add(kind, key, title, "ani", map[string]int{"year": 2023})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func waited(t *testing.T, q *Queue, id string, want State) Job {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	j, err := q.Wait(ctx, id)
	if err != nil || j.State != want {
		t.Fatalf("the job is %s (%v, fault %+v), want %s", j.State, err, j.Fault, want)
	}
	return j
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long until %s", what)
		}
	}
}

func running(t *testing.T, q *Queue, id string) {
	t.Helper()
	until(t, "the job runs", func() bool { j, err := q.Get(id); return err == nil && j.State == Running })
}

// endless runs until it is told to stop.
func endless(ctx context.Context, _ Job, _ func(Progress)) (json.RawMessage, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func quick(context.Context, Job, func(Progress)) (json.RawMessage, error) {
	return json.RawMessage(`{"rows":12}`), nil
}

func refused(t *testing.T, err error, code trade.Code, words string) {
	t.Helper()
	if trade.CodeOf(err) != code || !strings.Contains(trade.TextOf(err).EN, words) || trade.TextOf(err).ID == "" {
		t.Errorf("got %v (%s), want %s with %q", err, trade.CodeOf(err), code, words)
	}
}

func TestAJobIsDoneWithItsFiles(t *testing.T) {
	var read string
	q := started(t, Options{Workers: 1, Runners: map[Kind]Runner{"import": func(_ context.Context, j Job, report func(Progress)) (json.RawMessage, error) {
		text, err := os.ReadFile(filepath.Join(j.Files, "a.csv"))
		read = string(text) + string(j.Input)
		report(Progress{Stage: title, Done: 3, Total: 4, Unit: Rows})
		return json.RawMessage(`{"rows":3}`), err
	}}})
	d, err := q.Draft()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Discard()
	if err := os.WriteFile(filepath.Join(d.Files, "a.csv"), []byte("x;y"), 0o600); err != nil {
		t.Fatal(err)
	}
	j, fresh, err := d.Add(New{Kind: "import", Key: "k", Title: title, By: "ani", Input: []int{1}})
	if err != nil || !fresh || j.State != Queued {
		t.Fatalf("added %+v, %v, %v", j, fresh, err)
	}
	j = waited(t, q, j.ID, Done)
	if read != "x;y[1]" || compact(j.Result) != `{"rows":3}` || j.Attempts != 1 || j.Finished.IsZero() || j.Progress.Done != 3 || j.Title != title {
		t.Errorf("read %q; the job is %+v", read, j)
	}
	dir, err := q.Spool(j.ID)
	if err != nil || dir != j.Files {
		t.Errorf("its files are in %q (%v), want %q", dir, err, j.Files)
	}
	if err := q.Remove(j.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its files are still there: %v", err)
	}
	_, err = q.Get(j.ID)
	refused(t, err, trade.NotFound, "no job")
	_, err = q.Get("../" + j.ID)
	refused(t, err, trade.NotFound, "no job")
}

func compact(text []byte) string {
	var out bytes.Buffer
	_ = json.Compact(&out, text)
	return out.String()
}

func TestAddingTwiceIsHarmless(t *testing.T) {
	dir := t.TempDir()
	q, other := started(t, Options{Dir: dir}), started(t, Options{Dir: dir})
	ids := make(chan string, 16)
	var wg sync.WaitGroup
	for i := range cap(ids) {
		wg.Go(func() {
			j, _, err := []*Queue{q, other}[i%2].Add("import", "same", title, "ani", nil)
			if err != nil {
				t.Error(err)
			}
			ids <- j.ID
		})
	}
	wg.Wait()
	first := <-ids
	for range cap(ids) - 1 {
		if id := <-ids; id != first {
			t.Errorf("two jobs have one key: %s and %s", first, id)
		}
	}
	if added(t, q, "convert", "same").ID == first {
		t.Error("another kind of job was taken for the same")
	}
	if added(t, q, "import", "").ID == added(t, q, "import", "").ID {
		t.Error("jobs without a key were taken for the same")
	}
	if _, err := q.Cancel(first); err != nil {
		t.Fatal(err)
	}
	again := added(t, other, "import", "same")
	if again.ID == first {
		t.Error("a cancelled job still stands in the way of its key")
	}
	_, err := q.Retry(first)
	refused(t, err, trade.Conflict, again.ID)
	if left, _ := q.store.named(draftMark); len(left) != 0 {
		t.Errorf("drafts were left behind: %v", left)
	}
	if _, _, err := q.Add("Import!", "", title, "", nil); err == nil {
		t.Error("a kind that is no word was accepted")
	}
	if _, _, err := q.Add("import", "", trade.Text{}, "", nil); err == nil {
		t.Error("a job without a title was accepted")
	}
}

func TestFailuresAreToldAndTriedAgain(t *testing.T) {
	var log bytes.Buffer
	fail := true
	q := started(t, Options{Workers: 1, Log: slog.New(slog.NewTextHandler(&log, nil)), Runners: map[Kind]Runner{
		"refuse": func(context.Context, Job, func(Progress)) (json.RawMessage, error) {
			if fail {
				return nil, invalid("Kolom 3 kosong.", "Column 3 is empty.")
			}
			return nil, nil
		},
		"panic": func(context.Context, Job, func(Progress)) (json.RawMessage, error) { panic("index 7") },
		"junk": func(context.Context, Job, func(Progress)) (json.RawMessage, error) {
			return json.RawMessage(`{`), nil
		},
	}})
	j := waited(t, q, added(t, q, "refuse", "k").ID, Failed)
	refused(t, j.Err(), trade.Invalid, "Column 3 is empty.")
	_, err := q.Cancel(j.ID)
	refused(t, err, trade.Conflict, "already ended")
	refused(t, waited(t, q, added(t, q, "panic", "").ID, Failed).Err(), trade.Internal, "fault in the program")
	refused(t, waited(t, q, added(t, q, "junk", "").ID, Failed).Err(), trade.Internal, "summary of its result")

	fail = false
	if j, err = q.Retry(j.ID); err != nil || j.Fault != nil || j.Attempts != 0 {
		t.Fatalf("retried: %+v, %v", j, err)
	}
	j = waited(t, q, j.ID, Done)
	_, err = q.Retry(j.ID)
	refused(t, err, trade.Conflict, "finished well")
	stopped(t, q)
	if text := log.String(); !strings.Contains(text, "index 7") || !strings.Contains(text, "queue_test.go") {
		t.Errorf("the log lacks the panic or its stack:\n%s", text)
	}
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	here := started(t, Options{Dir: dir, Workers: 1, Runners: map[Kind]Runner{"import": endless}})
	away := started(t, Options{Dir: dir})
	j, waiting := added(t, here, "import", ""), added(t, here, "import", "")
	running(t, away, j.ID)
	refused(t, away.Remove(j.ID), trade.Conflict, "is running")
	if w, err := away.Cancel(waiting.ID); err != nil || w.State != Cancelled {
		t.Errorf("a waiting job: %s, %v", w.State, err)
	}
	if _, err := away.Cancel(j.ID); err != nil { // as another process does it
		t.Fatal(err)
	}
	waited(t, away, j.ID, Cancelled)
	if again, err := away.Cancel(j.ID); err != nil || again.State != Cancelled {
		t.Errorf("to cancel again: %s, %v", again.State, err)
	}
	if _, err := away.Retry(j.ID); err != nil {
		t.Fatal(err)
	}
	running(t, here, j.ID) // the old request to cancel is forgotten
	if _, err := here.Cancel(j.ID); err != nil {
		t.Fatal(err)
	}
	waited(t, here, j.ID, Cancelled)
}

func TestWatchTellsTheLatest(t *testing.T) {
	step := make(chan int64)
	q := started(t, Options{Workers: 1, Runners: map[Kind]Runner{"import": func(ctx context.Context, _ Job, report func(Progress)) (json.RawMessage, error) {
		for n := range step {
			for i := range int64(1000) { // nobody reads: it must not block
				report(Progress{Done: n*1000 + i, Total: 3000, Unit: Rows})
			}
		}
		return nil, nil
	}}})
	j := added(t, q, "import", "")
	away := started(t, Options{Dir: q.store.dir})
	idle := q.Watch(t.Context(), j.ID)
	for _, watcher := range []*Queue{q, away} {
		seen := watcher.Watch(t.Context(), j.ID)
		step <- 1
		for s := range seen {
			if s.State.Ended() {
				t.Fatalf("ended as %s", s.State)
			}
			if s.Progress.Done == 1999 {
				break
			}
		}
	}
	close(step)
	waited(t, away, j.ID, Done)
	waited(t, q, j.ID, Done)
	var all []State
	for s := range idle {
		all = append(all, s.State)
	}
	if n := len(all); n == 0 || n > 2 || all[n-1] != Done {
		t.Errorf("who was slow saw %v, want the end", all)
	}
	ctx, cancel := context.WithCancel(t.Context())
	more := q.Watch(ctx, added(t, q, "import", "").ID)
	cancel()
	for range more { // ends
	}
	if _, open := <-q.Watch(t.Context(), "20260101-000000-00000000"); open {
		t.Error("a job that is not there was watched")
	}
}

func TestCloseAndStartAgain(t *testing.T) {
	dir := t.TempDir()
	for range maxAttempts + 1 { // a stop in good order is nobody's fault
		q := started(t, Options{Dir: dir, Workers: 1, Runners: map[Kind]Runner{"import": endless}})
		j := added(t, q, "import", "k")
		running(t, q, j.ID)
		watch := q.Watch(t.Context(), j.ID)
		stopped(t, q)
		for range watch { // ends with the queue
		}
		if j, err := q.Get(j.ID); err != nil || j.State != Queued || j.Attempts != 0 {
			t.Fatalf("after the stop: %+v, %v", j, err)
		}
	}
	q := started(t, Options{Dir: dir, Workers: 1, Runners: map[Kind]Runner{"import": quick}})
	j := added(t, q, "import", "k")
	if j = waited(t, q, j.ID, Done); j.Attempts != 1 {
		t.Errorf("it took %d attempts, want 1", j.Attempts)
	}
	stubborn := make(chan struct{})
	q = started(t, Options{Workers: 1, Runners: map[Kind]Runner{"import": func(context.Context, Job, func(Progress)) (json.RawMessage, error) {
		<-stubborn
		return nil, nil
	}}})
	j = added(t, q, "import", "")
	running(t, q, j.ID)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := q.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a job does not stop, and Close says %v", err)
	}
	close(stubborn)
}

func TestRunHere(t *testing.T) {
	q := started(t, Options{Runners: map[Kind]Runner{"import": quick, "long": endless}})
	j, err := q.Run(t.Context(), added(t, q, "import", "").ID)
	if err != nil || j.State != Done || compact(j.Result) != `{"rows":12}` {
		t.Errorf("got %+v, %v", j, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	j, err = q.Run(ctx, added(t, q, "long", "").ID)
	if !errors.Is(err, context.DeadlineExceeded) || j.State != Queued {
		t.Errorf("interrupted: %s, %v; want it queued", j.State, err)
	}
}
