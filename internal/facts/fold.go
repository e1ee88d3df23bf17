package facts

import (
	"slices"
	"strconv"
	"strings"

	"muara/internal/refdata"
)

// table sums rows by codes.
type table struct {
	dims  []Dim
	codes [][]string
	index map[string]int
	cells map[Measure]*cells
}

type cells struct {
	sums  []int64
	known []bool
}

func newTable(dims []Dim, measures []Measure) *table {
	t := &table{dims: dims, codes: make([][]string, len(dims)), index: map[string]int{}, cells: map[Measure]*cells{}}
	for _, m := range measures {
		t.cells[m] = &cells{}
	}
	return t
}

// row finds the row of some codes, which it makes where there is none.
func (t *table) row(codes []string) int {
	key := strings.Join(codes, "\x00")
	i, ok := t.index[key]
	if !ok {
		i = len(t.index)
		t.index[key] = i
		for d, c := range codes {
			t.codes[d] = append(t.codes[d], c)
		}
		for _, c := range t.cells {
			c.sums = append(c.sums, 0)
			c.known = append(c.known, false)
		}
	}
	return i
}

// find returns the row of some codes, -1 where there is none.
func (t *table) find(codes []string) int {
	if i, ok := t.index[strings.Join(codes, "\x00")]; ok {
		return i
	}
	return -1
}

func (t *table) len() int { return len(t.index) }

// at lists the codes of a row.
func (t *table) at(i int, into []string) []string {
	into = into[:0]
	for _, c := range t.codes {
		into = append(into, c[i])
	}
	return into
}

func (t *table) sum(m Measure, i int) (int64, bool) {
	c := t.cells[m]
	if c == nil || i < 0 || !c.known[i] {
		return 0, false
	}
	return c.sums[i], true
}

// fold sums a frame by dimensions that are its own or folded from its own. The
// years of its rows are moved by shift.
func fold(f *Frame, by []Dim, shift int) *table {
	measures := make([]Measure, len(f.Columns))
	for i, c := range f.Columns {
		measures[i] = c.Measure
	}
	t := newTable(by, measures)
	readers := make([]func(i int) []string, len(by))
	for d, dim := range by {
		readers[d] = reader(f, dim, shift)
	}
	codes := make([]string, len(by))
	var add func(i, d int)
	add = func(i, d int) {
		if d == len(by) {
			t.add(f, i, t.row(codes))
			return
		}
		for _, c := range readers[d](i) {
			codes[d] = c
			add(i, d+1)
		}
	}
	for i := range f.Len() {
		add(i, 0)
	}
	return t
}

func (t *table) add(f *Frame, from, to int) {
	for c := range f.Columns {
		col := &f.Columns[c]
		if !col.Known(from) {
			continue
		}
		cell := t.cells[col.Measure]
		cell.sums[to] += col.Ints[from]
		cell.known[to] = true
	}
}

// reader gives the codes that a row of f has in a dimension: one, but for blocs
// none or several.
func reader(f *Frame, d Dim, shift int) func(i int) []string {
	column := func(dim Dim) []string {
		if k := slices.Index(f.Dims, dim); k >= 0 {
			return f.Codes[k]
		}
		return nil
	}
	codes, years := column(stored(d)), column(Year)
	memo := map[string][]string{}
	translate := func(code, year string) []string {
		switch d {
		case Section:
			if c, ok := refdata.ChapterOf(code); ok {
				return []string{c.Section}
			}
			return []string{Unspecified}
		case Continent, Bloc:
			y, _ := strconv.Atoi(year)
			return groups(code, y, d)
		case Quarter:
			return []string{quarterOf(later(code, shift))}
		case Year, Month:
			return []string{later(code, shift)}
		}
		return []string{code}
	}
	return func(i int) []string {
		key := codes[i]
		year := ""
		if d == Bloc && years != nil {
			year = years[i]
			key += year
		}
		if out, ok := memo[key]; ok {
			return out
		}
		out := translate(codes[i], year)
		memo[key] = out
		return out
	}
}

// later moves the year of 2023 or 2023-07.
func later(code string, shift int) string {
	if shift == 0 || len(code) < 4 {
		return code
	}
	y, err := strconv.Atoi(code[:4])
	if err != nil {
		return code
	}
	return strconv.Itoa(y+shift) + code[4:]
}

// continents are the five parts of the world of UN M49 that do not overlap.
var continents = []string{"002", "019", "142", "150", "009"}

// groups lists the blocs, or the continent, that a partner's trade counts for. A
// partner in none is Unspecified, so that nothing gets lost.
func groups(place string, year int, d Dim) []string {
	var out []string
	for _, b := range refdata.BlocsOf(place, year) {
		if d == Bloc && b.Kind == refdata.BlocUnion || d == Continent && slices.Contains(continents, b.Code) {
			out = append(out, b.Code)
		}
	}
	if len(out) == 0 {
		out = []string{Unspecified}
	}
	return out
}
