package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muara/internal/trade"
)

func TestGarbledRecordsAreSetAside(t *testing.T) {
	var log bytes.Buffer
	dir := t.TempDir()
	q := started(t, Options{Dir: dir})
	good := added(t, q, "import", "")
	ids := []string{added(t, q, "import", "").ID, added(t, q, "import", "").ID, added(t, q, "import", "").ID}
	for i, text := range []string{`{"id": "2026`, `{"id":"x","state":"odd"}`, ""} {
		bad := Job{ID: ids[i]}
		if err := os.WriteFile(filepath.Join(dir, bad.ID, recordName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := q.Get(bad.ID)
		refused(t, err, trade.Internal, "set aside")
	}
	next := started(t, Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil)), Workers: 1, Runners: map[Kind]Runner{"import": quick}})
	waited(t, next, good.ID, Done)
	stopped(t, next) // it logs no more
	aside, err := next.Aside()
	if err != nil || len(aside) != 3 || strings.Count(log.String(), "makes no sense") != 3 {
		t.Errorf("set aside: %v, %v; the log:\n%s", aside, err, log.String())
	}
	if _, err := os.Stat(filepath.Join(dir, asideMark+aside[0], filesName)); err != nil {
		t.Error(err)
	}
}

// A record that cannot be written: a folder has the name of the new file,
// which stops every user, root too.
func block(t *testing.T, q *Queue, id string) (unblock func()) {
	t.Helper()
	name := filepath.Join(q.store.dir, id, recordName+".new")
	until(t, "the record is blocked", func() bool { return os.MkdirAll(filepath.Join(name, "x"), 0o700) == nil })
	return func() {
		if err := os.RemoveAll(name); err != nil {
			t.Error(err)
		}
	}
}

func TestAFullDisk(t *testing.T) {
	var log bytes.Buffer
	goOn, last := make(chan bool), make(chan bool)
	clock := make(chan time.Duration, 1)
	clock <- 0
	q := started(t, Options{
		Log:     slog.New(slog.NewTextHandler(&log, nil)),
		Workers: 1,
		Now: func() time.Time {
			d := <-clock
			clock <- d
			return time.Now().Add(d)
		},
		Runners: map[Kind]Runner{"import": func(_ context.Context, j Job, report func(Progress)) (json.RawMessage, error) {
			for n := int64(1); <-goOn; n++ {
				report(Progress{Done: n, Unit: Rows})
			}
			<-last
			return nil, nil
		}},
	})
	j := added(t, q, "import", "")
	running(t, q, j.ID)
	unblock := block(t, q, j.ID)
	for n := int64(1); n < 4; n++ {
		goOn <- true
		time.Sleep(2 * brisk.save)
		until(t, "progress is told", func() bool { j, _ := q.Get(j.ID); return j.Progress.Done == n })
	}
	goOn <- false
	last <- true
	refused(t, waited(t, q, j.ID, Failed).Err(), trade.Unavailable, "could not be saved")
	if on, err := q.store.read(j.ID); err != nil || on.State != Running {
		t.Errorf("the folder says %s (%v), want what was written last", on.State, err)
	}
	unblock()
	time.Sleep(3 * brisk.poll)
	if still, err := q.Get(j.ID); err != nil || still.State != Failed {
		t.Errorf("it was taken up again at once: %s, %v", still.State, err)
	}
	<-clock
	clock <- 2 * brisk.later
	goOn <- false
	last <- true
	if j = waited(t, q, j.ID, Done); j.Attempts != 2 {
		t.Errorf("%d attempts, want 2", j.Attempts)
	}
	stopped(t, q)
	if n := strings.Count(log.String(), "progress cannot be written"); n != 1 {
		t.Errorf("the fault was logged %d times, want once:\n%s", n, log.String())
	}
}

func TestOldJobsAndRemainsAreSwept(t *testing.T) {
	dir := t.TempDir()
	q := started(t, Options{Dir: dir, Runners: map[Kind]Runner{"import": quick}})
	old, waiting := added(t, q, "import", ""), added(t, q, "import", "")
	if _, err := q.Run(t.Context(), old.ID); err != nil {
		t.Fatal(err)
	}
	alive, err := q.Draft()
	if err != nil {
		t.Fatal(err)
	}
	dead := filepath.Join(dir, draftMark+"20260101-000000-00000000")
	if err := os.MkdirAll(filepath.Join(dead, filesName), 0o700); err != nil {
		t.Fatal(err)
	}
	later := func() time.Time { return time.Now().Add(48 * time.Hour) }
	q = started(t, Options{Dir: dir, Now: later, Keep: 72 * time.Hour})
	if _, err := q.Get(old.ID); err != nil {
		t.Errorf("removed too early: %v", err)
	}
	q = started(t, Options{Dir: dir, Now: later, Keep: 24 * time.Hour})
	_, err = q.Get(old.ID)
	refused(t, err, trade.NotFound, "no job")
	if _, err := q.Get(waiting.ID); err != nil {
		t.Errorf("a job that waits was removed: %v", err)
	}
	if _, err := os.Stat(dead); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the draft of a dead process is still there: %v", err)
	}
	if _, err := os.Stat(alive.Files); err != nil {
		t.Errorf("the draft of a live process is gone: %v", err)
	}
	alive.Discard()
}

func TestList(t *testing.T) {
	q := started(t, Options{})
	a, b, c := added(t, q, "import", ""), added(t, q, "convert", ""), added(t, q, "import", "")
	if _, err := q.Cancel(a.ID); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		f     Filter
		p     Page
		want  []string
		total int
	}{
		{want: []string{c.ID, b.ID, a.ID}, total: 3},
		{f: Filter{Kinds: []Kind{"import"}}, want: []string{c.ID, a.ID}, total: 2},
		{f: Filter{States: []State{Cancelled}}, want: []string{a.ID}, total: 1},
		{f: Filter{By: "budi"}, total: 0},
		{p: Page{Offset: 1, Limit: 1}, want: []string{b.ID}, total: 3},
		{p: Page{Offset: 9, Limit: 1}, total: 3},
	} {
		got, total, err := q.List(c.f, c.p)
		var ids []string
		for _, j := range got {
			ids = append(ids, j.ID)
		}
		if err != nil || total != c.total || strings.Join(ids, " ") != strings.Join(c.want, " ") {
			t.Errorf("%+v %+v: %v of %d (%v), want %v of %d", c.f, c.p, ids, total, err, c.want, c.total)
		}
	}
}
