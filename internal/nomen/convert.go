package nomen

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"muara/internal/trade"
)

// Target is a code that another one becomes, wholly or in part.
type Target struct {
	Code   string
	Weight float64 // share of the value; those of one source sum to 1
	Kept   bool    // on the way a table had no row for the code: it stayed as it was
}

// Part is what a target receives of an amount.
type Part struct {
	Code  string
	Cents int64
	Kept  bool
}

// Conversion turns six-digit codes of one edition into another.
type Conversion struct {
	From, To string
	Via      []string // editions passed through, From and To included
	Equal    int      // rows of the tables that divide in equal parts, for want of weights
	steps    map[string][]step
}

// step is a target with its whole weight.
type step struct {
	code   string
	weight int64 // in parts of weightOne
	kept   bool
}

// Path returns the conversion from one edition to another: by the table between
// them, else through as few other editions as can be. A table is never turned
// round, because it says nothing about the way back.
func (s *Store) Path(from, to string) (*Conversion, error) {
	for _, e := range []string{from, to} {
		if editionIndex(e) < 0 {
			return nil, unknownEdition(e)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(); err != nil {
		return nil, err
	}
	tables := map[string]map[string]*Table{}
	for _, one := range s.current() {
		if t := one.table; t != nil {
			if tables[t.From] == nil {
				tables[t.From] = map[string]*Table{}
			}
			tables[t.From][t.To] = t
		}
	}
	via := shortest(tables, from, to)
	if via == nil {
		return nil, noTable(tables, from, to)
	}
	c := &Conversion{From: from, To: to, Via: via}
	for i := 1; i < len(via); i++ {
		c.append(tables[via[i-1]][via[i]])
	}
	return c, nil
}

// shortest walks the tables breadth first; of ways as short the one through the
// nearer editions.
func shortest(tables map[string]map[string]*Table, from, to string) []string {
	ways := [][]string{{from}}
	seen := map[string]bool{from: true}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		at := way[len(way)-1]
		if at == to {
			return way
		}
		for _, next := range nearest(at) {
			if tables[at][next] != nil && !seen[next] {
				seen[next] = true
				ways = append(ways, append(slices.Clone(way), next))
			}
		}
	}
	return nil
}

// noTable names the tables that would lead there step by step.
func noTable(tables map[string]map[string]*Table, from, to string) error {
	a, b := editionIndex(from), editionIndex(to)
	step := 1
	if b < a {
		step = -1
	}
	var missing []string
	for i := a; i != b; i += step {
		if x, y := editionName(i), editionName(i+step); tables[x][y] == nil {
			missing = append(missing, x+" > "+y)
		}
	}
	list := strings.Join(missing, ", ")
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: fmt.Sprintf("tidak ada tabel konversi dari HS %d (%s) ke HS %d (%s); yang kurang: %s, atau tabel langsung. Tabel arah sebaliknya tidak dapat dibalik. Impor tabelnya lebih dahulu",
			Year(from), from, Year(to), to, list),
		EN: fmt.Sprintf("there is no conversion table from HS %d (%s) to HS %d (%s); missing: %s, or a direct table. A table for the other direction cannot be turned round. Import the table first",
			Year(from), from, Year(to), to, list),
	}}
}

// append adds a table at the end of the way.
func (c *Conversion) append(t *Table) {
	next := map[string][]step{}
	for _, p := range t.Pairs {
		next[p.From] = append(next[p.From], step{code: p.To, weight: p.Weight})
	}
	c.Equal += t.Equal
	if c.steps == nil {
		c.steps = next
		return
	}
	for from, steps := range c.steps {
		c.steps[from] = follow(steps, next)
	}
}

// follow leads each target on; targets that meet again are one.
func follow(steps []step, next map[string][]step) []step {
	var out []step
	var weights []float64
	at := map[string]int{}
	for _, s := range steps {
		on := next[s.code]
		if on == nil {
			on = []step{{code: s.code, weight: weightOne, kept: true}}
		}
		for _, o := range on {
			w := float64(s.weight) * float64(o.weight)
			i, met := at[o.code]
			if !met {
				i = len(out)
				at[o.code] = i
				out, weights = append(out, step{code: o.code}), append(weights, 0)
			}
			out[i].kept = out[i].kept || s.kept || o.kept
			weights[i] += w
		}
	}
	for i, w := range wholeWeights(weights) {
		out[i].weight = w
	}
	return slices.DeleteFunc(out, func(s step) bool { return s.weight == 0 })
}

// Of returns what a six-digit code becomes. Where it is false the tables have
// no row for the code: it stays as it is, and the caller counts it.
func (c *Conversion) Of(code string) ([]Target, bool) {
	if c.From == c.To {
		return []Target{{Code: code, Weight: 1}}, true
	}
	steps := c.steps[code]
	out := make([]Target, len(steps))
	for i, s := range steps {
		out[i] = Target{Code: s.code, Weight: float64(s.weight) / weightOne, Kept: s.kept}
	}
	return out, len(steps) > 0
}

// Split divides an amount in US cents among what a code becomes, by the largest
// remainder: the parts sum to the amount exactly, in a fixed order. A code
// without conversion keeps everything.
func (c *Conversion) Split(code string, cents int64) []Part {
	steps := c.steps[code]
	switch {
	case c.From == c.To:
		return []Part{{Code: code, Cents: cents}}
	case len(steps) == 0:
		return []Part{{Code: code, Cents: cents, Kept: true}}
	case len(steps) == 1:
		return []Part{{Code: steps[0].code, Cents: cents, Kept: steps[0].kept}}
	}
	weights := make([]int64, len(steps))
	for i, s := range steps {
		weights[i] = s.weight
	}
	out := make([]Part, len(steps))
	for i, n := range split(cents, weights) {
		out[i] = Part{Code: steps[i].code, Cents: n, Kept: steps[i].kept}
	}
	return out
}

// Unconverted counts the different codes for which a table had no row, here or
// on the way, and names the first ten. They stay as they are.
func (c *Conversion) Unconverted(codes iter.Seq[string]) (n int, examples []string) {
	if c.From == c.To {
		return 0, nil
	}
	kept := map[string]bool{}
	for code := range codes {
		steps := c.steps[code]
		if len(steps) == 0 || slices.ContainsFunc(steps, func(s step) bool { return s.kept }) {
			kept[code] = true
		}
	}
	names := sortedKeys(kept)
	return len(names), names[:min(len(names), mostExamples)]
}
