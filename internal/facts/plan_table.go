package facts

import (
	"slices"
	"strings"

	"muara/internal/trade"
)

// levels are the levels of products by the digits of their codes; the last has
// all digits.
var levels = []struct {
	dim    Dim
	digits int
}{{Chapter, 2}, {Heading, 4}, {Subheading, 6}, {Product, 0}}

// Digits returns how many digits a level of products has: 0 for Product, which
// has those that the file gave; ok is false for what is no level.
func Digits(d Dim) (digits int, ok bool) {
	for _, l := range levels {
		if l.dim == d {
			return l.digits, true
		}
	}
	return 0, false
}

// atLevel returns the coarsest level that holds codes of so many digits.
func atLevel(digits int) Dim {
	for _, l := range levels {
		if digits <= l.digits {
			return l.dim
		}
	}
	return Product
}

// CodeAt cuts a product to a level; one that is shorter has no code there.
func CodeAt(product string, digits int) string {
	switch {
	case digits == 0:
		return product
	case len(product) < digits:
		return Unspecified
	}
	return product[:digits]
}

// Level returns the finest level of products that a table keeps, "" for none.
func (t *Table) Level() Dim {
	for i := len(levels) - 1; i >= 0; i-- {
		if slices.Contains(t.Dims, levels[i].dim) {
			return levels[i].dim
		}
	}
	return ""
}

// keeps reports whether a table has a dimension. All tables are cut by year.
func (t *Table) keeps(d Dim) bool {
	digits, isLevel := Digits(d)
	if !isLevel {
		return d == Year || slices.Contains(t.Dims, d)
	}
	own := t.Level()
	has, _ := Digits(own)
	return own != "" && (has == 0 || digits != 0 && digits <= has)
}

// needs lists the dimensions that a plan touches.
func (p *Plan) needs() []Dim {
	out := slices.Clone(p.By)
	for _, f := range p.Where {
		d := f.Dim
		if d == Product {
			digits := 0
			for _, v := range f.Values {
				if v == Unspecified { // no other level can tell it from a short code
					digits = 10
				}
				digits = max(digits, len(v))
			}
			d = atLevel(digits)
		}
		out = append(out, d)
	}
	for _, set := range p.Months {
		if set.Months != wholeYear {
			out = append(out, Month)
		}
		if set.Flow != "" {
			out = append(out, Flow)
		}
	}
	return out
}

// Answers lists the tables that have all that a plan needs.
func (s *Schema) Answers(p *Plan) []*Table {
	needs := p.needs()
	var out []*Table
	for i := range s.Tables {
		t := &s.Tables[i]
		if s.Fine && t.isSum(s) && slices.Contains(p.Measures, Weighed) {
			continue // sums keep no rest of the rows with a weight
		}
		if !slices.ContainsFunc(needs, func(d Dim) bool { return !t.keeps(d) || s.lost(t, d) }) {
			out = append(out, t)
		}
	}
	return out
}

// lost reports whether a table cannot tell a level because it was summed at a
// finer one that some codes do not reach: 27 has no heading, but a chapter.
func (s *Schema) lost(t *Table, d Dim) bool {
	digits, isLevel := Digits(d)
	has, _ := Digits(t.Level())
	return isLevel && digits != 0 && digits < has &&
		slices.ContainsFunc(s.Levels, func(n int) bool { return n < has })
}

// Table finds a table by its name, nil where there is none.
func (s *Schema) Table(name string) *Table {
	for i := range s.Tables {
		if s.Tables[i].Name == name {
			return &s.Tables[i]
		}
	}
	return nil
}

// Files lists the files of the plan's table that can hold wanted rows.
func (p *Plan) Files(s *Schema) []TableFile {
	if t := s.Table(p.Table); t != nil {
		return t.of(p)
	}
	return nil
}

// of lists the files of a table that can hold rows wanted by a plan.
func (t *Table) of(p *Plan) []TableFile {
	if p.Nothing {
		return nil
	}
	var out []TableFile
	for _, f := range t.Files {
		if len(p.Months) == 0 || slices.ContainsFunc(p.Months, func(m MonthSet) bool { return m.Year == f.Year }) {
			out = append(out, f)
		}
	}
	return out
}

// Choose sets the table of a plan: the one that answers it with the fewest rows
// read.
func (s *Schema) Choose(p *Plan) error {
	best := int64(-1)
	for _, t := range s.Answers(p) {
		if cost := s.Cost(t, p); best < 0 || cost < best { // the first of equals
			best, p.Table = cost, t.Name
		}
	}
	if best < 0 {
		return &trade.Error{Code: trade.Internal, Text: trade.Text{
			ID: "rilis data " + s.name() + " tidak punya tabel untuk rincian ini: " + list(p.needs()),
			EN: "the release " + s.name() + " has no table for these dimensions: " + list(p.needs()),
		}}
	}
	return nil
}

// Cost estimates how many rows of a table are read to answer a plan.
func (s *Schema) Cost(t *Table, p *Plan) int64 {
	var cost int64
	part, group := s.part(t, p.Where), int64(groupRows)
	if t.isSum(s) {
		group = sumsGroupRows
	}
	if t.cuts(p) {
		part, group = 2*part, 2*group
	}
	for _, f := range t.of(p) {
		// A group of rows is the least that is read.
		cost += max(int64(part*float64(f.Rows)), min(f.Rows, group))
	}
	return cost
}

// cuts reports whether codes of the answer have to be cut from longer ones,
// which takes about as long as reading them.
func (t *Table) cuts(p *Plan) bool {
	return slices.ContainsFunc(p.By, func(d Dim) bool {
		_, isLevel := Digits(d)
		return isLevel && d != t.Level()
	})
}

// The sizes of the row groups of Parquet files, about.
const (
	groupRows     = 60_000
	sumsGroupRows = 20_000
)

// part estimates which part of a table's rows is read: a filter prunes as long
// as the table is sorted by its dimension first. Flow has two codes only, so
// that a dimension sorted within it still lies in few pieces.
func (s *Schema) part(t *Table, where []Filter) float64 {
	part := 1.0
	for _, d := range t.Sort {
		share, filtered := 1.0, false
		for _, f := range where {
			if sameSort(f.Dim, d) && !f.Not {
				share, filtered = min(share, s.share(f)), true
			}
		}
		part *= share
		if !filtered && d != Flow && d != Year {
			break
		}
	}
	return part
}

// sameSort reports whether a filter on f keeps neighbours in the order of d.
func sameSort(f, d Dim) bool {
	_, both := Digits(f)
	_, level := Digits(d)
	return f == d || both && level
}

// share estimates which share of the rows a filter keeps, by its codes.
func (s *Schema) share(f Filter) float64 {
	if digits, ok := Digits(f.Dim); ok {
		if codes := s.Codes[Product]; len(codes) > 0 {
			kept := 0
			for _, v := range f.Values {
				at, _ := slices.BinarySearch(codes, v)
				end, _ := slices.BinarySearch(codes, v+":") // the sign after 9
				kept += end - at
			}
			return float64(max(kept, 1)) / float64(len(codes))
		}
		share := 0.0
		for _, v := range f.Values {
			switch max(digits, len(strings.TrimSpace(v))) {
			case 2:
				share += 1.0 / 97
			case 4:
				share += 1.0 / 1200
			default:
				share += 1.0 / 5000
			}
		}
		return min(share, 1)
	}
	all := len(s.Codes[f.Dim])
	switch {
	case f.Dim == Flow:
		all = 2
	case all == 0:
		all = 200
	}
	return min(float64(len(f.Values))/float64(all), 1)
}
