package duck

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"muara/internal/facts"
)

func frameOf(rows int) *facts.Frame {
	return &facts.Frame{Columns: []facts.Column{{Measure: facts.Value, Ints: make([]int64, rows)}}}
}

func TestAnswersAreKeptWithinBounds(t *testing.T) {
	runs := map[string]int{}
	ask := func(a *answers, key string, rows int) {
		t.Helper()
		_, err := a.get(context.Background(), key, func(context.Context) (*facts.Frame, error) {
			runs[key]++
			return frameOf(rows), nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	a := newAnswers(8 * 1024)
	ask(a, "x", 10)
	ask(a, "x", 10)
	if runs["x"] != 1 {
		t.Errorf("the second question ran again: %d runs", runs["x"])
	}
	ask(a, "large", 1000)
	ask(a, "large", 1000)
	if runs["large"] != 2 {
		t.Errorf("an answer of more than a quarter of the room is kept: %d runs", runs["large"])
	}
	for i := range 20 {
		ask(a, "x", 10) // stays, because it is asked again and again
		ask(a, fmt.Sprint(i), 10)
	}
	if runs["x"] != 1 || a.bytes > 8*1024 || len(a.kept) != a.order.Len() {
		t.Errorf("x ran %d times, %d bytes are kept", runs["x"], a.bytes)
	}
	ask(a, "0", 10)
	if runs["0"] != 2 {
		t.Errorf("the oldest answer is still there")
	}
	none := newAnswers(-1)
	ask(none, "n", 1)
	ask(none, "n", 1)
	if runs["n"] != 2 {
		t.Errorf("an answer is kept where none may be")
	}
}

func TestErrorsAreNotKept(t *testing.T) {
	a := newAnswers(1 << 20)
	runs := 0
	for range 2 {
		_, err := a.get(context.Background(), "x", func(context.Context) (*facts.Frame, error) {
			runs++
			return nil, errors.New("no")
		})
		if err == nil {
			t.Error("no error")
		}
	}
	if runs != 2 {
		t.Errorf("%d runs, want 2", runs)
	}
}

func TestSameQuestionRunsOnce(t *testing.T) {
	a := newAnswers(-1)
	var runs atomic.Int32
	open := make(chan struct{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			f, err := a.get(context.Background(), "x", func(context.Context) (*facts.Frame, error) {
				runs.Add(1)
				<-open
				return frameOf(3), nil
			})
			if err != nil || f.Len() != 3 {
				t.Errorf("got %v, %v", f, err)
			}
		})
	}
	waitFor(t, func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.running["x"] != nil && a.running["x"].waiting == 8
	})
	close(open)
	all.Wait()
	if runs.Load() != 1 {
		t.Errorf("%d runs, want 1", runs.Load())
	}
}

func TestRunGoesOnForThoseWhoStay(t *testing.T) {
	a := newAnswers(-1)
	open, ended := make(chan struct{}), make(chan error, 1)
	do := func(ctx context.Context) (*facts.Frame, error) {
		select {
		case <-open:
			return frameOf(1), nil
		case <-ctx.Done():
			ended <- ctx.Err()
			return nil, ctx.Err()
		}
	}
	waiting := func(n int) func() bool {
		return func() bool {
			a.mu.Lock()
			defer a.mu.Unlock()
			return a.running["x"] != nil && a.running["x"].waiting == n
		}
	}
	first, leave := context.WithCancel(context.Background())
	gone := make(chan error, 1)
	go func() { _, err := a.get(first, "x", do); gone <- err }()
	waitFor(t, waiting(1))
	stays := make(chan error, 1)
	second, leaveToo := context.WithCancel(context.Background())
	go func() { _, err := a.get(second, "x", do); stays <- err }()
	waitFor(t, waiting(2))
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	select {
	case <-ended:
		t.Error("the run ended though somebody waits for it")
	case <-time.After(20 * time.Millisecond):
	}
	leaveToo()
	if err := <-stays; !errors.Is(err, context.Canceled) {
		t.Errorf("who left last got %v", err)
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Error("the run goes on though nobody waits for it")
	}
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come to pass")
		}
	}
}

func TestPlanKeysTellPlansApart(t *testing.T) {
	s := &facts.Schema{Dataset: "d", Release: "r"}
	plans := []facts.Plan{
		{}, {Table: "t"}, {By: []facts.Dim{"a", "b"}}, {By: []facts.Dim{"a b"}}, {Measures: []facts.Measure{"a"}},
		{Where: []facts.Filter{{Dim: "a", Values: []string{"b", "c"}}}}, {Where: []facts.Filter{{Dim: "a", Values: []string{"b c"}}}},
		{Where: []facts.Filter{{Dim: "a", Not: true, Values: []string{"b", "c"}}}}, {Limit: 1}, {Offset: 1}, {Nothing: true},
		{Order: []facts.Order{{By: "a"}}}, {Order: []facts.Order{{By: "a", Desc: true}}}, {Notes: []facts.Note{{Code: "n"}}},
		{Months: []facts.MonthSet{{Year: 2020, Months: 1}}}, {Months: []facts.MonthSet{{Flow: "export", Year: 2020, Months: 1}}},
	}
	seen := map[string]int{}
	for i := range plans {
		key := planKey(s, &plans[i])
		if j, ok := seen[key]; ok {
			t.Errorf("plans %d and %d have the same key %s", j, i, key)
		}
		seen[key] = i
	}
	if planKey(s, &plans[0]) == planKey(&facts.Schema{Dataset: "d", Release: "r2"}, &plans[0]) {
		t.Error("two releases share their answers")
	}
}
