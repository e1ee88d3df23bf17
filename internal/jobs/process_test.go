package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// childFolder names the folder in which the test binary, started again, works
// as another process.
const childFolder = "MUARA_JOBS_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childFolder) == "" {
		os.Exit(m.Run())
	}
	t := Options{Dir: os.Getenv(childFolder), Now: time.Now, Rand: zeros{}, Workers: 1, Runners: map[Kind]Runner{"import": endless}}
	if _, err := open(t, brisk); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	time.Sleep(20 * time.Second) // far longer than the test lets it live
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestAKilledProcessFreesItsJob(t *testing.T) {
	q := started(t, Options{})
	j := added(t, q, "import", "")
	child := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFolder+"="+q.store.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	first := child()
	running(t, q, j.ID)
	heir := started(t, Options{Dir: q.store.dir, Workers: 1, Runners: map[Kind]Runner{"import": quick}})
	time.Sleep(3 * brisk.poll)
	if now, err := q.Get(j.ID); err != nil || now.State != Running || now.Attempts != 1 {
		t.Fatalf("a job of a live process was taken away: %+v, %v", now, err)
	}
	_ = first.Process.Kill()
	_ = first.Wait()
	if j = waited(t, heir, j.ID, Done); j.Attempts != 2 {
		t.Errorf("%d attempts, want 2", j.Attempts)
	}
	lost := added(t, started(t, Options{}), "import", "").start(time.Now()).start(time.Now()).start(time.Now())
	if lost = lost.start(time.Now()); lost.State != Failed || lost.Fault.Text != errGivenUp.Text {
		t.Errorf("after three lost processes: %+v", lost)
	}
}

func TestTwoQueuesNeverRunAJobTwice(t *testing.T) {
	dir, count := t.TempDir(), map[string]int{}
	var mu sync.Mutex
	runners := map[Kind]Runner{"import": func(_ context.Context, j Job, _ func(Progress)) (json.RawMessage, error) {
		mu.Lock()
		defer mu.Unlock()
		count[j.ID]++
		return nil, nil
	}}
	q := started(t, Options{Dir: dir})
	for range 100 {
		added(t, q, "import", "")
	}
	for range 2 {
		started(t, Options{Dir: dir, Workers: 2, Runners: runners})
	}
	until(t, "all are done", func() bool {
		_, n, err := q.List(Filter{States: []State{Done}}, Page{})
		return err == nil && n == 100
	})
	mu.Lock()
	defer mu.Unlock()
	for id, n := range count {
		if n != 1 {
			t.Errorf("job %s ran %d times", id, n)
		}
	}
	if len(count) != 100 {
		t.Errorf("%d jobs ran, want 100", len(count))
	}
}

func TestStatesKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
		j := Job{ID: "20261101-000000-00000000", Kind: "import", State: Queued, Created: now}
		for _, op := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 30).Draw(t, "steps") {
			now = now.Add(time.Second)
			switch {
			case op == 0 && !j.State.Ended():
				j = j.start(now)
			case op == 1 && j.State == Running:
				j = j.finish(json.RawMessage(`1`), now)
			case op == 2 && j.State == Running:
				j = j.fail(faultOf(errPanic), now)
			case op == 3 && !j.State.Ended():
				j = j.cancel(now)
			case op == 4 && j.State == Running:
				j = j.putBack()
			case op == 5 && !j.live():
				j = j.retry()
			}
			if j.State.Ended() == j.Finished.IsZero() || (j.State == Failed) != (j.Fault != nil) ||
				(j.State == Done) != (j.Result != nil) || j.Attempts < 0 || j.Attempts > maxAttempts || j.consistent(j.ID) != "" {
				t.Fatalf("step %d led to %+v", op, j)
			}
		}
	})
}
