package ingest

import "io"

// ahead unpacks on a goroutine of its own while the rows before are parsed.
// Two buffers go round, so that it is never more than one ahead.
type ahead struct {
	full, free chan []byte
	stop, done chan struct{}
	now        []byte // what of the buffer in hand was not read yet
	whole      []byte // the buffer in hand
	err        error  // set before full is closed
}

func newAhead(r io.Reader) *ahead {
	const buffers, size = 2, 512 << 10
	a := &ahead{
		full: make(chan []byte, buffers), free: make(chan []byte, buffers),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	for range buffers {
		a.free <- make([]byte, size)
	}
	go a.fill(r)
	return a
}

func (a *ahead) fill(r io.Reader) {
	defer close(a.done)
	defer close(a.full)
	for {
		var b []byte
		select {
		case b = <-a.free:
		case <-a.stop:
			return
		}
		b = b[:cap(b)]
		n := 0
		for n < len(b) && a.err == nil {
			var m int
			m, a.err = r.Read(b[n:])
			n += m
		}
		if n > 0 {
			a.full <- b[:n] // has room for every buffer
		}
		if a.err != nil {
			return
		}
	}
}

// Read reads what was unpacked.
func (a *ahead) Read(p []byte) (int, error) {
	if len(a.now) == 0 {
		if a.whole != nil {
			a.free <- a.whole
			a.whole = nil
		}
		b, ok := <-a.full
		if !ok {
			return 0, a.err
		}
		a.now, a.whole = b, b
	}
	n := copy(p, a.now)
	a.now = a.now[n:]
	return n, nil
}

// close ends the goroutine and waits for it: it must not read from a file that
// its owner closes.
func (a *ahead) close() {
	close(a.stop)
	for range a.full { // it may wait for nothing else
	}
	<-a.done
}
