package lake

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// rows is a batch of facts in order: ranks for codes, BatchRows long.
type rows struct {
	n     int
	keys  [keyColumns][]uint32
	value []int64
	rest  []int64
	grams []int64
}

func newRows() *rows {
	b := &rows{value: make([]int64, BatchRows), rest: make([]int64, BatchRows), grams: make([]int64, BatchRows)}
	for c := range b.keys {
		b.keys[c] = make([]uint32, BatchRows)
	}
	return b
}

// stream gives rows in an order; after the last, batches are empty.
type stream interface {
	next(*rows) error
}

// runStream gives the rows of a run.
type runStream struct {
	run  *run
	perm []uint32
	at   int
}

func (s *runStream) next(b *rows) error {
	perm := s.perm[s.at:min(s.at+BatchRows, len(s.perm))]
	s.at += len(perm)
	b.n = len(perm)
	for c := range b.keys {
		k := &s.run.keys[c]
		if k.data == nil {
			fill(b.keys[c][:b.n], k.same)
			continue
		}
		out := b.keys[c][:len(perm)]
		for i, at := range perm {
			out[i] = k.data[at]
		}
	}
	value, data := b.value[:len(perm)], s.run.value
	for i, at := range perm {
		value[i] = data[at]
	}
	if s.run.rest == nil {
		fill(b.rest[:b.n], 0)
	} else {
		for i, at := range perm {
			b.rest[i] = int64(s.run.rest[at])
		}
	}
	if s.run.grams == nil {
		fill(b.grams[:b.n], noWeight)
	} else {
		for i, at := range perm {
			b.grams[i] = s.run.grams[at]
		}
	}
	return nil
}

func fill[T any](s []T, v T) {
	for i := range s {
		s[i] = v
	}
}

// writeStream writes what a stream gives to a temporary file, for fileStream.
func writeStream(path string, s stream) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	b := newRows()
	for {
		if err := s.next(b); err != nil {
			return err
		}
		if b.n == 0 {
			return w.Flush()
		}
		if err := binary.Write(w, binary.LittleEndian, uint32(b.n)); err != nil {
			return err
		}
		for c := range b.keys {
			if err := binary.Write(w, binary.LittleEndian, b.keys[c][:b.n]); err != nil {
				return err
			}
		}
		for _, data := range [][]int64{b.value, b.rest, b.grams} {
			if err := binary.Write(w, binary.LittleEndian, data[:b.n]); err != nil {
				return err
			}
		}
	}
}

// fileStream gives what writeStream wrote.
type fileStream struct{ r *bufio.Reader }

func (s *fileStream) next(b *rows) error {
	var n uint32
	if err := binary.Read(s.r, binary.LittleEndian, &n); err != nil {
		b.n = 0
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	}
	b.n = int(n)
	for c := range b.keys {
		if err := binary.Read(s.r, binary.LittleEndian, b.keys[c][:b.n]); err != nil {
			return err
		}
	}
	for _, data := range [][]int64{b.value, b.rest, b.grams} {
		if err := binary.Read(s.r, binary.LittleEndian, data[:b.n]); err != nil {
			return err
		}
	}
	return nil
}

// mergeStream merges streams that have the same order. Rows with equal keys
// come from the earlier stream first.
type mergeStream struct {
	order order
	heads []*head
}

// head is a stream with the batch that it is at.
type head struct {
	stream stream
	number int
	rows   *rows
	at     int
}

func (h *head) advance() error {
	if h.at++; h.at < h.rows.n {
		return nil
	}
	h.at = 0
	return h.stream.next(h.rows)
}

func merged(o order, streams []stream) (*mergeStream, error) {
	m := &mergeStream{order: o}
	for i, s := range streams {
		h := &head{stream: s, number: i, rows: newRows()}
		if err := s.next(h.rows); err != nil {
			return nil, err
		}
		if h.rows.n > 0 {
			m.heads = append(m.heads, h)
		}
	}
	heap.Init(m)
	return m, nil
}

func (m *mergeStream) next(b *rows) error {
	b.n = 0
	for b.n < BatchRows && len(m.heads) > 0 {
		h := m.heads[0]
		for c := range b.keys {
			b.keys[c][b.n] = h.rows.keys[c][h.at]
		}
		b.value[b.n], b.rest[b.n], b.grams[b.n] = h.rows.value[h.at], h.rows.rest[h.at], h.rows.grams[h.at]
		b.n++
		if err := h.advance(); err != nil {
			return err
		}
		if h.rows.n == 0 {
			heap.Pop(m)
		} else {
			heap.Fix(m, 0)
		}
	}
	return nil
}

// Len, Less, Swap, Push and Pop are heap.Interface.
func (m *mergeStream) Len() int { return len(m.heads) }

// Less orders by the key, then by the number of the stream.
func (m *mergeStream) Less(i, j int) bool {
	a, b := m.heads[i], m.heads[j]
	for _, c := range m.order {
		if x, y := a.rows.keys[c][a.at], b.rows.keys[c][b.at]; x != y {
			return x < y
		}
	}
	return a.number < b.number
}

// Swap exchanges two heads.
func (m *mergeStream) Swap(i, j int) { m.heads[i], m.heads[j] = m.heads[j], m.heads[i] }

// Push is never used: streams only end.
func (m *mergeStream) Push(x any) { m.heads = append(m.heads, x.(*head)) }

// Pop takes the last head away.
func (m *mergeStream) Pop() any {
	h := m.heads[len(m.heads)-1]
	m.heads = slices.Delete(m.heads, len(m.heads)-1, len(m.heads))
	return h
}
