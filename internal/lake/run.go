package lake

import (
	"context"
	"slices"
)

// run is a number of rows of one year in memory, with ranks for codes: places
// in the sorted lists of coding.
type run struct {
	rows  int
	keys  [keyColumns]column // rows long where not all are the same
	value []int64
	rest  []int32
	grams []int64
}

// coding holds the sorted codes of each column and the ranks of its numbers,
// once all facts are staged.
type coding struct {
	codes [keyColumns][]string
	ranks [keyColumns][]uint32
}

func (s *stage) coding() *coding {
	c := new(coding)
	for i := range s.dicts {
		if i == colMonth {
			continue
		}
		c.codes[i], c.ranks[i] = s.dicts[i].ranks()
	}
	return c
}

// bits is how many bits the ranks of a column take.
func (c *coding) bits(col int) int {
	if col == colMonth {
		return 4
	}
	return width(len(c.codes[col]))
}

func (c *coding) rank(col int, n uint32) uint32 {
	if col == colMonth {
		return n
	}
	return c.ranks[col][n]
}

// load makes one run of blocks and lets go of them.
func (s *stage) load(ctx context.Context, c *coding, blocks []stagedBlock) (*run, error) {
	r := new(run)
	loaded := make([]*block, len(blocks))
	for i := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b := blocks[i].block
		if b == nil {
			var err error
			if b, err = s.readBlock(blocks[i].at); err != nil {
				return nil, err
			}
		}
		loaded[i] = b
		blocks[i].block = nil
		r.rows += b.rows
	}
	for col := range r.keys {
		r.keys[col] = joinKeys(c, col, loaded, r.rows)
	}
	r.value = joined(loaded, r.rows, func(b *block) *[]int64 { return &b.value }, 0)
	r.rest = joined(loaded, r.rows, func(b *block) *[]int32 { return &b.rest }, 0)
	r.grams = joined(loaded, r.rows, func(b *block) *[]int64 { return &b.grams }, noWeight)
	return r, nil
}

// joinKeys joins a column of all blocks and writes ranks for numbers.
func joinKeys(c *coding, col int, blocks []*block, rows int) column {
	if len(blocks) == 0 {
		return column{}
	}
	first := c.rank(col, blocks[0].keys[col].same)
	same := !slices.ContainsFunc(blocks, func(b *block) bool {
		return b.keys[col].data != nil || c.rank(col, b.keys[col].same) != first
	})
	if same {
		return column{same: first}
	}
	out := make([]uint32, 0, rows)
	for _, b := range blocks {
		k := &b.keys[col]
		if k.data == nil {
			n := c.rank(col, k.same)
			for range b.rows {
				out = append(out, n)
			}
			continue
		}
		if col == colMonth {
			out = append(out, k.data...)
		} else {
			ranks := c.ranks[col]
			for _, n := range k.data {
				out = append(out, ranks[n])
			}
		}
		k.data = nil
	}
	return column{data: out}
}

// joined joins a column that some blocks may lack; nil where all do.
func joined[T int32 | int64](blocks []*block, rows int, of func(*block) *[]T, none T) []T {
	if !slices.ContainsFunc(blocks, func(b *block) bool { return *of(b) != nil }) {
		return nil
	}
	out := make([]T, 0, rows)
	for _, b := range blocks {
		data := of(b)
		if *data == nil {
			for range b.rows {
				out = append(out, none)
			}
			continue
		}
		out = append(out, *data...)
		*data = nil
	}
	return out
}

// order is a sequence of key columns to sort by.
type order []int

var (
	baseOrder    = order{colFlow, colReporter, colRegion, colProduct, colPartner, colMonth, colPort, colIndustry, colSector, colEdition}
	productOrder = order{colProduct, colPartner, colFlow, colReporter, colRegion, colMonth, colPort, colIndustry, colSector, colEdition}
)

// field is a part of a key word: the rank of a column, shifted.
type field struct{ col, shift int }

// packing says how the columns of an order are packed into words of 64 bits,
// the most significant first. Columns that are the same everywhere are left
// out.
func (o order) packing(c *coding, r *run) [][]field {
	var words [][]field
	var word []field
	used := 0
	for _, col := range slices.Backward(o) {
		n := c.bits(col)
		if r.keys[col].data == nil || n == 0 {
			continue
		}
		if used+n > 64 {
			words, word, used = append(words, word), nil, 0
		}
		word = append(word, field{col, used})
		used += n
	}
	words = append(words, word)
	slices.Reverse(words)
	return words
}

// sorted returns the places of the rows in the order. Rows with equal keys
// stay as they came, so that the same facts always give the same files.
func (r *run) sorted(c *coding, o order) []uint32 {
	words := o.packing(c, r)
	perm := make([]uint32, r.rows)
	for i := range perm {
		perm[i] = uint32(i)
	}
	keys := make([]uint64, r.rows)
	keys2, perm2 := make([]uint64, r.rows), make([]uint32, r.rows)
	for _, word := range slices.Backward(words) { // least significant first
		clear(keys)
		for _, f := range word {
			data := r.keys[f.col].data
			for i, at := range perm {
				keys[i] |= uint64(data[at]) << f.shift
			}
		}
		keys, perm, keys2, perm2 = radix(keys, perm, keys2, perm2)
	}
	return perm
}

// radix sorts keys with the numbers beside them, eleven bits at a time from
// the least significant (Knuth, The Art of Computer Programming 3, 5.2.5).
// Digits that are the same in all keys are passed over.
func radix(keys []uint64, perm []uint32, keys2 []uint64, perm2 []uint32) ([]uint64, []uint32, []uint64, []uint32) {
	const digit = 11
	var all, some uint64 = ^uint64(0), 0
	inOrder := true
	for i, k := range keys {
		all &= k
		some |= k
		inOrder = inOrder && (i == 0 || keys[i-1] <= k)
	}
	if inOrder {
		return keys, perm, keys2, perm2
	}
	for shift := 0; shift < 64 && some>>shift != 0; shift += digit {
		const mask = 1<<digit - 1
		if (all^some)>>shift&mask == 0 {
			continue
		}
		var starts [mask + 2]int
		for _, k := range keys {
			starts[k>>shift&mask+1]++
		}
		for i := 1; i < len(starts); i++ {
			starts[i] += starts[i-1]
		}
		for i, k := range keys {
			d := k >> shift & mask
			keys2[starts[d]], perm2[starts[d]] = k, perm[i]
			starts[d]++
		}
		keys, perm, keys2, perm2 = keys2, perm2, keys, perm
	}
	return keys, perm, keys2, perm2
}
