package ingest

import (
	"math/bits"
	"slices"
)

// mostSeen bounds the memory of seen to about 1 GB.
const mostSeen = 40_000_000

// seen remembers rows by two hashes, of the cell they fill and of their
// amounts, to count repetitions at the end. 64 bits take a new row for a
// repetition once in some 400,000 files of ten million rows. Rows are kept in
// parts by the first bits of their hash: writing to the end of a part and
// searching one small part at a time stays in the processor's cache, which a
// single table of ten million rows does not (three times as slow).
type seen struct {
	parts [1 << partBits][]seenRow
	n     int
}

const partBits = 9

type seenRow struct {
	key    uint64
	amount uint32
	line   uint32
}

// add remembers a row, or returns false where there are too many.
func (s *seen) add(key uint64, amount uint32, line int) bool {
	if s.n >= mostSeen {
		return false
	}
	s.n++
	part := &s.parts[key>>(64-partBits)]
	*part = append(*part, seenRow{key, amount, uint32(line)})
	return true
}

// count returns how many rows fill a cell that a row before them filled, how
// many of them with the same amounts, and the first such rows.
func (s *seen) count() (repeated, identical int, first []int) {
	const few = 10
	var table []seenRow
	for _, part := range s.parts {
		size := 1 << bits.Len(uint(2*len(part)))
		if size > len(table) {
			table = make([]seenRow, size)
		}
		slots := table[:size]
		clear(slots)
		for _, r := range part {
			at := int(r.key) & (size - 1)
			for slots[at].line != 0 && slots[at].key != r.key {
				at = (at + 1) & (size - 1)
			}
			if slots[at].line == 0 {
				slots[at] = r
				continue
			}
			repeated++
			if slots[at].amount == r.amount {
				identical++
			}
			if first = append(first, int(r.line)); len(first) > 1000 {
				slices.Sort(first)
				first = first[:few]
			}
		}
	}
	slices.Sort(first)
	return repeated, identical, first[:min(few, len(first))]
}

// hash returns the hash of the cell that a row fills and of its amounts.
func hash(r *Row) (uint64, uint32) {
	h := uint64(0x9e3779b97f4a7c15)
	for _, s := range [...]string{
		string(r.Flow), r.Product, r.Edition, r.Reporter.Code, r.Partner.Code, r.Partner.Name, r.Port, r.Industry, r.Sector, r.Region, string(r.Margin),
	} {
		h = text64(h, s)
	}
	h = mix(h^uint64(uint32(r.Period.From))<<32^uint64(uint32(r.Period.To)), 0xe7037ed1a0b428db)
	return h, uint32(mix(uint64(r.Value)^0xa0761d6478bd642f, uint64(r.Grams)^0x8ebc6af09c88c6e3))
}

func text64(h uint64, s string) uint64 {
	h = mix(h^uint64(len(s)), 0xa0761d6478bd642f)
	for len(s) > 0 {
		var w uint64
		for i := 0; i < len(s) && i < 8; i++ {
			w |= uint64(s[i]) << (8 * i)
		}
		h = mix(h^w, 0xe7037ed1a0b428db)
		s = s[min(8, len(s)):]
	}
	return h
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
