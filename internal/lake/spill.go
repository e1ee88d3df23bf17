package lake

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// spillName is the temporary file of a stage; it lies in the draft's folder
// and goes with it after a crash.
const spillName = "rows.tmp"

// spillBlocks moves all full blocks to the temporary file.
func (s *stage) spillBlocks() error {
	if s.spill == nil {
		f, err := os.Create(filepath.Join(s.dir, spillName))
		if err != nil {
			return fmt.Errorf("temporary file of the import: %w", err)
		}
		s.spill = f
	}
	w := &counter{w: bufio.NewWriterSize(s.spill, 1<<20), n: s.end}
	for _, y := range s.years {
		for i := range y.full {
			b := &y.full[i]
			if b.block == nil {
				continue
			}
			b.at = w.n
			if err := writeBlock(w, b.block); err != nil {
				return fmt.Errorf("temporary file of the import: %w", err)
			}
			b.block = nil
		}
	}
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("temporary file of the import: %w", err)
	}
	s.end, s.inside = w.n, 0
	return nil
}

// counter knows how far a file has been written.
type counter struct {
	w *bufio.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// Columns that a written block has, as bits beyond those of the key columns.
const (
	hasRest  = 1 << (keyColumns + iota)
	hasGrams = 1 << (keyColumns + iota)
)

// writeBlock writes a full block: which columns it has, the codes that are the
// same in all rows, then the columns, all little-endian.
func writeBlock(w io.Writer, b *block) error {
	head := [1 + keyColumns]uint32{}
	for c := range b.keys {
		head[1+c] = b.keys[c].same
		if b.keys[c].data != nil {
			head[0] |= 1 << c
		}
	}
	if b.rest != nil {
		head[0] |= hasRest
	}
	if b.grams != nil {
		head[0] |= hasGrams
	}
	err := binary.Write(w, binary.LittleEndian, head)
	put := func(data any) { err = errors.Join(err, binary.Write(w, binary.LittleEndian, data)) }
	for c := range b.keys {
		if b.keys[c].data != nil {
			put(b.keys[c].data)
		}
	}
	put(b.value)
	if b.rest != nil {
		put(b.rest)
	}
	if b.grams != nil {
		put(b.grams)
	}
	return err
}

// readBlock reads what writeBlock wrote at a place of the temporary file.
func (s *stage) readBlock(at int64) (*block, error) {
	r := bufio.NewReaderSize(io.NewSectionReader(s.spill, at, s.end-at), 1<<20)
	var head [1 + keyColumns]uint32
	err := binary.Read(r, binary.LittleEndian, &head)
	get := func(data any) {
		if err == nil {
			err = binary.Read(r, binary.LittleEndian, data)
		}
	}
	b := &block{rows: s.block, value: make([]int64, s.block)}
	for c := range b.keys {
		b.keys[c].same = head[1+c]
		if head[0]&(1<<c) != 0 {
			b.keys[c].data = make([]uint32, s.block)
			get(b.keys[c].data)
		}
	}
	get(b.value)
	if head[0]&hasRest != 0 {
		b.rest = make([]int32, s.block)
		get(b.rest)
	}
	if head[0]&hasGrams != 0 {
		b.grams = make([]int64, s.block)
		get(b.grams)
	}
	if err != nil {
		return nil, fmt.Errorf("temporary file of the import: %w", err)
	}
	return b, nil
}

func (s *stage) dropSpill() error {
	if s.spill == nil {
		return nil
	}
	name := s.spill.Name()
	err := errors.Join(s.spill.Close(), os.Remove(name))
	s.spill = nil
	return err
}
