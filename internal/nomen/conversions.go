package nomen

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// weightOne is the whole of a weight. Weights are integers, so that shares sum
// exactly and are the same on every machine.
const weightOne = 1_000_000_000_000

// rawPair is a pair as a file states it.
type rawPair struct {
	to     string
	weight float64 // negative: not given
	row    int
}

// tableBuilder collects the pairs of one table by their source.
type tableBuilder struct {
	from, to string
	pairs    map[string][]rawPair
}

// conversions reads tables between editions, which may all lie in one file.
func (r *reader) conversions(t *table) error {
	by := map[string]*tableBuilder{}
	weightColumn := ""
	for _, name := range []string{"weight", "bobot"} {
		if t.h.column(name) >= 0 {
			weightColumn = name
		}
	}
	err := t.each(func() error {
		from, okFrom, err := t.editionCell("edition_from")
		if err != nil {
			return err
		}
		to, okTo, err := t.editionCell("edition_to")
		if err != nil {
			return err
		}
		p := rawPair{weight: -1, row: t.row}
		codeFrom, okCode, err := t.code("code_from", 6)
		if err != nil {
			return err
		}
		code, okTarget, err := t.code("code_to", 6)
		if err != nil {
			return err
		}
		p.to = code
		okWeight := true
		if weightColumn != "" {
			if p.weight, okWeight, err = t.weight(weightColumn); err != nil {
				return err
			}
		}
		if okFrom && okTo && from == to {
			return r.refuse(t.row, "edition_to", to, trade.Text{ID: "edisi yang lain dari edition_from", EN: "another edition than edition_from"})
		}
		if !okFrom || !okTo || !okCode || !okTarget || !okWeight {
			return nil
		}
		b := by[from+to]
		if b == nil {
			b = &tableBuilder{from: from, to: to, pairs: map[string][]rawPair{}}
			by[from+to] = b
		}
		if slices.ContainsFunc(b.pairs[codeFrom], func(o rawPair) bool { return o.to == p.to }) {
			return r.refuse(t.row, "code_to", codeFrom+" > "+p.to, trade.Text{ID: "setiap pasangan kode satu kali", EN: "each pair of codes once"})
		}
		if len(b.pairs[codeFrom]) == mostTargets {
			return t.refuseRow(codeFrom, trade.Text{
				ID: fmt.Sprintf("paling banyak %d kode tujuan untuk satu kode", mostTargets),
				EN: fmt.Sprintf("at most %d targets for one code", mostTargets),
			})
		}
		b.pairs[codeFrom] = append(b.pairs[codeFrom], p)
		return nil
	})
	if err != nil {
		return err
	}
	tables := map[string]*Table{}
	for _, key := range sortedKeys(by) {
		if tables[key], err = by[key].build(r); err != nil {
			return err
		}
	}
	r.content.Tables = bundle(tables)
	if len(tables) == 0 && len(r.refusals) == 0 {
		return refuse("", trade.Text{ID: "baris konversi di bawah baris judul; tidak ada satu pun", EN: "rows of conversions below the heading; there are none"})
	}
	return nil
}

// mostTargets is how many codes one code may become. In the correlation tables
// of the Harmonized System it is a few dozen.
const mostTargets = 500

// weight reads a share of 0 to 1, with a point or a comma.
func (t *table) weight(column string) (float64, bool, error) {
	text := t.cell(column)
	if strings.Trim(text, "0123456789.,eE-") == "" {
		if w, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && w > 0 && w <= 1 {
			return w, true, nil
		}
	}
	return 0, false, t.r.refuse(t.row, column, text, trade.Text{
		ID: "bobot lebih dari 0 sampai 1, misalnya 0,25",
		EN: "a weight above 0 and up to 1, such as 0.25",
	})
}

// build turns the weights into whole parts. Files round theirs, so their sum
// may miss 1 by half a percent.
func (b *tableBuilder) build(r *reader) (*Table, error) {
	t := &Table{From: b.from, To: b.to}
	for _, from := range sortedKeys(b.pairs) {
		pairs := b.pairs[from]
		weights, sum := make([]float64, len(pairs)), 0.0
		for i, p := range pairs {
			if weights[i] = p.weight; p.weight < 0 {
				weights[i] = 1 / float64(len(pairs))
			}
			sum += weights[i]
		}
		if math.Abs(sum-1) > 0.005 {
			err := r.refuse(pairs[0].row, "weight", strconv.FormatFloat(sum, 'g', 6, 64), trade.Text{
				ID: "bobot kode " + from + " yang berjumlah 1",
				EN: "weights of the code " + from + " that sum to 1",
			})
			if err != nil {
				return nil, err
			}
			continue
		}
		if len(pairs) > 1 && pairs[0].weight < 0 {
			t.Equal++
			r.note("equal-parts", pairs[0].row, func(rows, first int) trade.Text {
				return trade.Text{
					ID: fmt.Sprintf("tanpa bobot: nilai dari %d kode (yang pertama baris %d) dibagi rata ke kode-kode tujuannya; ini perkiraan", rows, first),
					EN: fmt.Sprintf("without weights: the value of %d codes (the first in row %d) is divided equally among their targets; this is an estimate", rows, first),
				}
			})
		}
		for i, w := range wholeWeights(weights) {
			t.Pairs = append(t.Pairs, Pair{From: from, To: pairs[i].to, Weight: w})
		}
	}
	return t, nil
}

// wholeWeights scales weights to integers that sum to weightOne, by the largest
// remainder; of equal remainders the first.
func wholeWeights(weights []float64) []int64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	out := make([]int64, len(weights))
	rest := make([]float64, len(weights))
	left := int64(weightOne)
	for i, w := range weights {
		exact := w / sum * weightOne
		out[i] = int64(math.Floor(exact))
		rest[i] = exact - math.Floor(exact)
		left -= out[i]
	}
	if left < 0 { // a share just below a whole number was rounded up to it
		out[slices.Index(out, slices.Max(out))] += left
	}
	give(out, left, func(a, b int) bool { return rest[a] > rest[b] })
	return out
}

// give adds one each to the parts that more ranks first, until nothing is left.
func give(parts []int64, left int64, more func(a, b int) bool) {
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case more(a, b):
			return -1
		case more(b, a):
			return 1
		}
		return 0
	})
	for i := 0; left > 0; i = (i + 1) % len(order) {
		parts[order[i]]++
		left--
	}
}

// split divides an amount by weights that sum to weightOne, exactly: the parts
// sum to the amount and each differs from its share by less than one.
func split(amount int64, weights []int64) []int64 {
	size, negative := uint64(amount), amount < 0
	if negative {
		size = -size
	}
	parts := make([]int64, len(weights))
	rest := make([]uint64, len(weights))
	left := size
	for i, w := range weights {
		hi, lo := bits.Mul64(size, uint64(w))
		q, rem := bits.Div64(hi, lo, weightOne) // hi < weightOne, because size < 2^64 and w <= weightOne < 2^40
		parts[i], rest[i] = int64(q), rem
		left -= q
	}
	give(parts, int64(left), func(a, b int) bool { return rest[a] > rest[b] })
	if negative {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
