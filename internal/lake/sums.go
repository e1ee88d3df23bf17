package lake

import (
	"fmt"
	"math/bits"

	"muara/internal/facts"
	"muara/internal/trade"
)

// colChapter stands for the HS chapter of colProduct in the keys of sums.
const colChapter = keyColumns

// dimOf names a column of a table.
func dimOf(col int) facts.Dim {
	if col == colChapter {
		return facts.Chapter
	}
	return keyDims[col]
}

// groups adds facts up by some of their key columns: a hash table from packed
// keys of 128 bits to running sums. Facts come sorted, so that neighbours
// mostly belong to the same group.
type groups struct {
	cols    []int
	fields  []groupField
	chapter []uint32 // rank of the chapter for each rank of a product

	slots []uint32 // 1 + place in keys, 0 for none; a power of two long
	keys  [][2]uint64
	last  int
	sums  []total
	pack  [BatchRows][2]uint64 // keys of a batch
}

// total holds the sums of a group, side by side since they change together.
type total [5]int64

// What a total holds: US cents, millionths of a cent, grams (noWeight where no
// row has one), US cents of the rows with a weight, rows.
const (
	sumValue = iota
	sumRest
	sumGrams
	sumWeighed
	sumRows
)

// sumColumns names what a total holds.
var sumColumns = [...]string{sumValue: columnValue, sumRest: columnRest, sumGrams: columnGrams, sumWeighed: columnWeighed, sumRows: columnRows}

// groupField is where the rank of a column lies in a packed key.
type groupField struct{ col, word, shift, bits int }

// newGroups adds up by cols, which is also the order of the sums.
func newGroups(c *coding, cols []int) (*groups, error) {
	g := &groups{cols: cols, chapter: c.chapterRanks(), slots: make([]uint32, 1<<12), last: -1}
	word, used := 1, 0
	for i := len(cols) - 1; i >= 0; i-- {
		n := 0
		if cols[i] == colChapter {
			n = width(len(c.chapters()))
		} else {
			n = c.bits(cols[i])
		}
		if used+n > 64 {
			word, used = word-1, 0
		}
		if word < 0 {
			return nil, &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: "terlalu banyak kode yang berbeda untuk dijumlahkan; periksa apakah kolom berkas tertukar",
				EN: "too many different codes to add up; check whether columns of the file are mixed up",
			}}
		}
		g.fields = append(g.fields, groupField{cols[i], word, used, n})
		used += n
	}
	return g, nil
}

// add takes a batch.
func (g *groups) add(b *rows) {
	pack := g.pack[:b.n]
	clear(pack)
	for _, f := range g.fields {
		switch {
		case f.bits == 0:
		case f.col == colChapter:
			for i, product := range b.keys[colProduct][:b.n] {
				pack[i][f.word] |= uint64(g.chapter[product]) << f.shift
			}
		default:
			for i, rank := range b.keys[f.col][:b.n] {
				pack[i][f.word] |= uint64(rank) << f.shift
			}
		}
	}
	for i, key := range pack {
		if g.last < 0 || g.keys[g.last] != key {
			g.last = g.find(key)
		}
		t := &g.sums[g.last]
		t[sumValue] += b.value[i]
		t[sumRest] += b.rest[i]
		t[sumRows]++
		if b.grams[i] >= 0 {
			t[sumGrams] = max(t[sumGrams], 0) + b.grams[i]
			t[sumWeighed] += b.value[i]
		}
	}
}

func (g *groups) find(key [2]uint64) int {
	mask := uint64(len(g.slots) - 1)
	at := hash(key) & mask
	for ; g.slots[at] != 0; at = (at + 1) & mask {
		if n := int(g.slots[at] - 1); g.keys[n] == key {
			return n
		}
	}
	n := len(g.keys)
	g.slots[at] = uint32(n + 1)
	g.keys = append(g.keys, key)
	g.sums = append(g.sums, total{sumGrams: noWeight})
	if 2*len(g.keys) > len(g.slots) {
		g.grow()
	}
	return n
}

func (g *groups) grow() {
	g.slots = make([]uint32, 2*len(g.slots))
	mask := uint64(len(g.slots) - 1)
	for n, key := range g.keys {
		at := hash(key) & mask
		for g.slots[at] != 0 {
			at = (at + 1) & mask
		}
		g.slots[at] = uint32(n + 1)
	}
}

// hash mixes a key by multiplying its halves with odd constants and folding
// the 128-bit product.
func hash(key [2]uint64) uint64 {
	hi, lo := bits.Mul64(key[1]^0x9e3779b97f4a7c15, key[0]^0xd6e8feb86659fd93)
	return (hi ^ lo) * 0x9e3779b97f4a7c15 >> 20
}

// sorted returns the places of the groups in the order of their columns.
func (g *groups) sorted() []uint32 {
	perm := make([]uint32, len(g.keys))
	for i := range perm {
		perm[i] = uint32(i)
	}
	keys, keys2, perm2 := make([]uint64, len(perm)), make([]uint64, len(perm)), make([]uint32, len(perm))
	for word := 1; word >= 0; word-- {
		for i, at := range perm {
			keys[i] = g.keys[at][word]
		}
		keys, perm, keys2, perm2 = radix(keys, perm, keys2, perm2)
	}
	return perm
}

// rank takes the rank of a column out of the key of a group.
func (g *groups) rank(f groupField, at uint32) uint32 {
	return uint32(g.keys[at][f.word] >> f.shift & (1<<f.bits - 1))
}

// sum adds up all groups.
func (g *groups) sum() Sum {
	s := Sum{Stored: int64(len(g.keys))}
	for i := range g.sums {
		t := &g.sums[i]
		s.Rows += t[sumRows]
		s.Value += t[sumValue]
		s.Rest += t[sumRest]
		s.Grams += max(t[sumGrams], 0)
	}
	return s
}

// chapters lists the HS chapters of the products, sorted.
func (c *coding) chapters() []string {
	out := make([]string, len(c.codes[colProduct]))
	for i, p := range c.codes[colProduct] {
		out[i] = readable(chapterOf(p))
	}
	return distinct(out)
}

func (c *coding) chapterRanks() []uint32 {
	place := map[string]uint32{}
	for i, ch := range c.chapters() {
		place[ch] = uint32(i)
	}
	out := make([]uint32, len(c.codes[colProduct]))
	for i, p := range c.codes[colProduct] {
		out[i] = place[readable(chapterOf(p))]
	}
	return out
}

func (s Sum) String() string {
	return fmt.Sprintf("%d rows of %d facts, %d cents and %d millionths, %d g", s.Stored, s.Rows, s.Value, s.Rest, s.Grams)
}
