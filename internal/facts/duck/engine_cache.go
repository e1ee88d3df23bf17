package duck

import (
	"container/list"
	"context"
	"fmt"
	"strings"
	"sync"

	"muara/internal/facts"
)

// answers keeps answers that were given. Releases never change, so that a kept
// answer is as good as a new one. Who asks what another is asking at the same
// moment shares the run.
type answers struct {
	limit int64 // bytes, about; nothing is kept below 0

	mu      sync.Mutex
	bytes   int64
	order   *list.List // of *answer, the one used last in front
	kept    map[string]*list.Element
	running map[string]*run
}

type answer struct {
	key   string
	frame *facts.Frame
	bytes int64
}

// run is a plan being answered for all who wait for it. It ends when the last
// of them has gone.
type run struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	frame   *facts.Frame
	err     error
}

func newAnswers(limit int64) *answers {
	return &answers{limit: limit, order: list.New(), kept: map[string]*list.Element{}, running: map[string]*run{}}
}

// get returns a kept answer, waits for one under way, or runs.
func (a *answers) get(ctx context.Context, key string, do func(context.Context) (*facts.Frame, error)) (*facts.Frame, error) {
	a.mu.Lock()
	if e := a.kept[key]; e != nil {
		a.order.MoveToFront(e)
		a.mu.Unlock()
		return e.Value.(*answer).frame, nil
	}
	r := a.running[key]
	if r == nil {
		// The run belongs to nobody: whoever asked first may leave before others.
		own, cancel := context.WithCancel(context.WithoutCancel(ctx))
		r = &run{done: make(chan struct{}), cancel: cancel}
		a.running[key] = r
		go func() {
			defer cancel()
			r.frame, r.err = do(own)
			a.ended(key, r)
		}()
	}
	r.waiting++
	a.mu.Unlock()

	select {
	case <-r.done:
		return r.frame, r.err
	case <-ctx.Done():
		a.leave(key, r)
		return nil, ctx.Err()
	}
}

// leave ends a run that nobody waits for.
func (a *answers) leave(key string, r *run) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r.waiting--; r.waiting == 0 {
		r.cancel()
		if a.running[key] == r {
			delete(a.running, key)
		}
	}
}

// ended keeps an answer and lets those who wait have it.
func (a *answers) ended(key string, r *run) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.running[key] == r {
		delete(a.running, key)
	}
	if r.err == nil && a.kept[key] == nil {
		a.keep(&answer{key, r.frame, frameBytes(r.frame) + int64(len(key))})
	}
	close(r.done)
}

func (a *answers) keep(n *answer) {
	if n.bytes > a.limit/4 { // one answer must not push all others out
		return
	}
	a.kept[n.key] = a.order.PushFront(n)
	for a.bytes += n.bytes; a.bytes > a.limit; {
		last := a.order.Back()
		old := a.order.Remove(last).(*answer)
		delete(a.kept, old.key)
		a.bytes -= old.bytes
	}
}

// frameBytes is about what a frame takes: 16 bytes for a code, 9 for a number.
func frameBytes(f *facts.Frame) int64 {
	return 512 + int64(f.Len())*int64(16*len(f.Codes)+9*len(f.Columns))
}

// planKey is the same for plans that have the same answer.
func planKey(s *facts.Schema, p *facts.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q %q %v %v %d %d %q",
		releaseKey(s), p.Table, p.By, p.Measures, p.Months, p.Nothing, p.Limit, p.Offset, p.Notes)
	for _, f := range p.Where {
		fmt.Fprintf(&b, " %q %v %q", f.Dim, f.Not, f.Values)
	}
	for _, o := range p.Order {
		fmt.Fprintf(&b, " %q %v", o.By, o.Desc)
	}
	return b.String()
}
