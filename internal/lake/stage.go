package lake

import (
	"math/bits"
	"os"
	"strconv"
	"strings"

	"muara/internal/facts"
	"muara/internal/trade"
)

// The key columns of a fact, in the order of the base table's key. Together
// they say what a fact is about; two facts with the same key are repeats.
const (
	colFlow = iota
	colReporter
	colRegion
	colProduct
	colPartner
	colMonth // the number itself, no code
	colPort
	colIndustry
	colSector
	colEdition
	keyColumns
)

// keyDims names the key columns as the Parquet files do.
var keyDims = [keyColumns]facts.Dim{facts.Flow, facts.Reporter, facts.Region, facts.Product,
	facts.Partner, facts.Month, facts.Port, facts.Industry, facts.Sector, facts.Edition}

// blockRows is the length of a staged block. Blocks of a year are full but for
// the last one.
const blockRows = 1 << 16

// memoryRows is how many rows are staged in memory before blocks go to a
// temporary file, and how many rows are sorted at once: about half a gigabyte.
const memoryRows = 12 << 20

// dict numbers the codes of one column in the order in which they come.
type dict struct {
	codes   []string
	numbers map[string]uint32
	last    string
	number  uint32
	near    [nearCodes]nearCode
}

// nearCode remembers the number of a short code by its bytes, which is faster
// than a map: files of the world repeat the same few thousand codes.
type nearCode struct {
	bytes  uint64
	number uint32
}

const nearCodes = 1 << 13

// of returns the number of a code. Files repeat codes from row to row, so the
// last one is looked at first.
func (d *dict) of(code string) uint32 {
	if code == d.last && d.codes != nil {
		return d.number
	}
	return d.find(code)
}

func (d *dict) find(code string) uint32 {
	bytes, short := shortBytes(code)
	near := &d.near[bytes*0x9e3779b97f4a7c15>>(64-13)]
	if short && near.bytes == bytes {
		d.last, d.number = d.codes[near.number], near.number
		return near.number
	}
	n, ok := d.numbers[code]
	if !ok {
		if d.numbers == nil {
			d.numbers = map[string]uint32{}
		}
		n = uint32(len(d.codes))
		code = strings.Clone(code) // it may point into a buffer of its reader
		d.codes = append(d.codes, code)
		d.numbers[code] = n
	}
	if short {
		*near = nearCode{bytes, n}
	}
	d.last, d.number = d.codes[n], n
	return n
}

// shortBytes packs a code of one to seven bytes with its length, which is why
// it is never 0.
func shortBytes(code string) (uint64, bool) {
	if len(code) == 0 || len(code) > 7 {
		return 0, false
	}
	packed := uint64(len(code)) << 56
	for i := range len(code) {
		packed |= uint64(code[i]) << (8 * i)
	}
	return packed, true
}

// column holds numbers of codes; data is nil while all are the same.
type column struct {
	same uint32
	data []uint32
}

func (c *column) add(n uint32, at int) {
	switch {
	case c.data != nil:
		c.data = append(c.data, n)
	case at == 0:
		c.same = n
	case n != c.same:
		c.data = make([]uint32, at, max(2*at, 1024))
		for i := range c.data {
			c.data[i] = c.same
		}
		c.data = append(c.data, n)
	}
}

// block holds rows of one year, column by column.
type block struct {
	rows  int
	keys  [keyColumns]column
	value []int64 // US cents
	rest  []int32 // millionths of a cent; nil while all are zero
	grams []int64 // -1 where no weight was given; nil while none was
}

// mostCents bounds a value, so that sums of many rows fit into 64 bits: a
// thousand million million US$, forty times the trade of the world in a year.
const mostCents = 1e17

// noWeight stands in for grams where no weight was given.
const noWeight = -1

// reserve makes room at once, for a year that has filled a block before.
func (b *block) reserve(n int) { b.value = make([]int64, 0, n) }

func (b *block) add(keys *[keyColumns]uint32, f *Fact) {
	for c := range keys {
		if k := &b.keys[c]; k.data != nil || keys[c] != k.same || b.rows == 0 {
			k.add(keys[c], b.rows)
		}
	}
	b.value = append(b.value, f.Value)
	if b.rest == nil && f.Rest != 0 {
		b.rest = make([]int32, b.rows, max(2*b.rows, 1024))
	}
	if b.rest != nil {
		b.rest = append(b.rest, f.Rest)
	}
	if b.grams == nil && f.HasWeight {
		b.grams = make([]int64, b.rows, max(2*b.rows, 1024))
		for i := range b.grams {
			b.grams[i] = noWeight
		}
	}
	if b.grams != nil {
		grams := f.Grams
		if !f.HasWeight {
			grams = noWeight
		}
		b.grams = append(b.grams, grams)
	}
	b.rows++
}

// stagedYear is what came of one year.
type stagedYear struct {
	full []stagedBlock
	open *block
	rows int
	sum  Sum
}

// stagedBlock is in memory or in the temporary file.
type stagedBlock struct {
	block *block
	at    int64 // in the file, where block is nil
}

// stage takes facts in any order and gives them back year by year and sorted.
// Codes become numbers at once, so that ten million rows take some 200 MB;
// what is beyond that goes to a temporary file.
type stage struct {
	dir    string // for temporary files
	limit  int    // rows in memory
	block  int    // rows of a full block
	dicts  [keyColumns]dict
	years  map[int]*stagedYear
	last   *stagedYear
	year   int       // of last
	at     [4]uint32 // flow, reporter, region and month of the fact that came last
	moved  bool      // they or its year differ from the one before
	inside int       // rows of full blocks in memory
	spill  *os.File
	end    int64 // of the spill
	rest   bool  // some value has a part of a cent
	weight bool  // some row has a weight
}

// newStage returns an empty stage that holds so many rows in memory and has
// its temporary files in dir.
func newStage(dir string, limit int) *stage {
	return &stage{dir: dir, limit: limit, block: min(blockRows, limit), years: map[int]*stagedYear{}}
}

// add takes a fact; its texts are copied.
func (s *stage) add(f *Fact) error {
	if err := checkFact(f); err != nil {
		return err
	}
	keys := [keyColumns]uint32{
		colFlow:     s.dicts[colFlow].of(string(f.Flow)),
		colReporter: s.dicts[colReporter].of(f.Reporter),
		colRegion:   s.dicts[colRegion].of(f.Region),
		colProduct:  s.dicts[colProduct].of(f.Product),
		colPartner:  s.dicts[colPartner].of(f.Partner),
		colMonth:    uint32(f.Month),
		colPort:     s.dicts[colPort].of(f.Port),
		colIndustry: s.dicts[colIndustry].of(f.Industry),
		colSector:   s.dicts[colSector].of(f.Sector),
		colEdition:  s.dicts[colEdition].of(f.Edition),
	}
	y := s.last
	s.moved = y == nil || s.year != f.Year || keys[colFlow] != s.at[0] || keys[colReporter] != s.at[1] ||
		keys[colRegion] != s.at[2] || keys[colMonth] != s.at[3]
	s.at = [4]uint32{keys[colFlow], keys[colReporter], keys[colRegion], keys[colMonth]}
	if y == nil || s.year != f.Year {
		if y = s.years[f.Year]; y == nil {
			y = &stagedYear{open: new(block)}
			s.years[f.Year] = y
		}
		s.last, s.year = y, f.Year
	}
	y.open.add(&keys, f)
	y.rows++
	y.sum.add(f.Value, int64(f.Rest))
	if f.Rest != 0 {
		s.rest = true
	}
	if f.HasWeight {
		s.weight = true
		y.sum.Grams += f.Grams
	}
	if y.open.rows == s.block {
		y.full = append(y.full, stagedBlock{block: y.open})
		y.open = new(block)
		y.open.reserve(s.block)
		if s.inside += s.block; s.inside > s.limit {
			return s.spillBlocks()
		}
	}
	return nil
}

func checkFact(f *Fact) error {
	switch {
	case f.Flow != trade.Export && f.Flow != trade.Import:
		return badFact("arus", "flow", string(f.Flow), "export atau import", "export or import")
	case f.Year < 1900 || f.Year > 2199:
		return badFact("tahun", "year", strconv.Itoa(f.Year), "1900 sampai 2199", "1900 to 2199")
	case f.Month < 0 || f.Month > 12:
		return badFact("bulan", "month", strconv.Itoa(f.Month), "1 sampai 12, atau 0 untuk setahun penuh", "1 to 12, or 0 for the whole year")
	case f.Value > mostCents || f.Value < -mostCents:
		return badFact("nilai", "value", strconv.FormatInt(f.Value, 10), "paling banyak 10^17 sen", "at most 10^17 cents")
	case f.HasWeight && f.Grams < 0:
		return badFact("berat", "weight", strconv.FormatInt(f.Grams, 10), "tidak negatif", "not negative")
	}
	return nil
}

// ranks gives each number of a column its place in the order of the codes, and
// lists the codes in that order. Where other rows have a code, one that is
// empty becomes Unspecified.
func (d *dict) ranks() (sorted []string, rank []uint32) {
	named := make([]string, len(d.codes))
	empty := true
	for i, c := range d.codes {
		named[i] = readable(c)
		empty = empty && c == ""
	}
	for i, c := range named {
		if c == "" && !empty {
			named[i] = facts.Unspecified
		}
	}
	sorted = distinct(named)
	place := make(map[string]uint32, len(sorted))
	for i, c := range sorted {
		place[c] = uint32(i)
	}
	rank = make([]uint32, len(named))
	for i, c := range named {
		rank[i] = place[c]
	}
	return sorted, rank
}

// readable replaces what a text of Parquet cannot hold: bytes that are no UTF-8,
// and zeros, which end a text in C.
func readable(code string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(code, "\uFFFD"), "\x00", "\uFFFD")
}

// width is how many bits hold the ranks of n codes.
func width(n int) int { return bits.Len(uint(max(n-1, 0))) }

// close removes the temporary files.
func (s *stage) close() error {
	s.years, s.last = nil, nil
	return s.dropSpill()
}
