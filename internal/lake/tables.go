package lake

import (
	"slices"

	"muara/internal/facts"
)

// largeYear is how many facts a year must have for a release to get tables
// beside the base: below, a full pass over a year takes some milliseconds.
const largeYear = 300_000

// Rows of a row group: what is read at least, when rows are found by the range
// of a column. Multiples of BatchRows, as DuckDB writes them.
const (
	baseGroup    = 60 * BatchRows
	productGroup = 30 * BatchRows
	sumsGroup    = 10 * BatchRows
)

// shape is what all files of a release have in common.
type shape struct {
	monthly bool
	columns [keyColumns]bool // which texts some fact has; colMonth is monthly
	rest    bool
	weight  bool
	tables  []string // beside the base
}

// fileOrder is the order of key columns in a file.
var fileOrder = []int{colFlow, colMonth, colReporter, colRegion, colPartner, colProduct, colChapter, colEdition, colPort, colIndustry, colSector}

// sumsOf lists what each table of sums is broken down by, in its sort order.
var sumsOf = map[string][]int{
	ReporterSums: {colFlow, colReporter, colRegion, colProduct, colMonth, colEdition},
	PartnerSums:  {colPartner, colProduct, colFlow, colMonth, colEdition},
	ChapterSums:  {colFlow, colReporter, colRegion, colChapter, colPartner, colMonth, colEdition},
}

// has reports whether the files of a release have a key column.
func (s *shape) has(col int) bool {
	if col == colChapter {
		return s.columns[colProduct]
	}
	return s.columns[col]
}

// sortOf lists the key columns that a table is sorted by.
func (s *shape) sortOf(table string) []int {
	cols := sumsOf[table]
	switch table {
	case BaseTable:
		cols = baseOrder
	case ProductTable:
		cols = productOrder
	}
	return slices.DeleteFunc(slices.Clone(cols), func(c int) bool { return !s.has(c) })
}

// table describes a table for the manifest.
func (s *shape) table(name string) Table {
	t := Table{Name: name}
	cols := s.sortOf(name)
	for _, c := range fileOrder {
		if slices.Contains(cols, c) {
			t.Dims = append(t.Dims, dimOf(c))
		}
		if c == colFlow {
			t.Dims = append(t.Dims, facts.Year)
		}
	}
	for _, c := range cols {
		t.Sort = append(t.Sort, dimOf(c))
	}
	return t
}

// columnNames lists the columns of the base table.
func (s *shape) columnNames() []string {
	var out []string
	for _, d := range s.table(BaseTable).Dims {
		out = append(out, string(d))
	}
	out = append(out, columnValue)
	if s.rest {
		out = append(out, columnRest)
	}
	if s.weight {
		out = append(out, columnGrams)
	}
	return out
}

// extraTables chooses the tables beside the base, for a release that has a
// large year. Those that the release before has stay, so that its files
// can be kept.
func (s *shape) extraTables(large bool, reporters int, parent []string) {
	if !s.columns[colProduct] {
		return
	}
	if large || len(parent) > 0 {
		s.tables = []string{ProductTable, ReporterSums}
		// With one reporter, these two would be nearly as long as the base.
		if several := reporters > 1 && s.columns[colPartner]; several || slices.Contains(parent, PartnerSums) {
			s.tables = append(s.tables, PartnerSums, ChapterSums)
		}
	}
}

// source is where a column of a file comes from.
type source struct {
	col   int // key column; -1 for the others
	other string
}

// layout lists the columns of a table with their sources. Codes of a column
// that is the same in the whole file are that one alone.
func (s *shape) layout(c *coding, name string, groups int, same func(col int) (uint32, bool)) ([]Column, []source) {
	var columns []Column
	var from []source
	cols := s.sortOf(name)
	prune := pruned(c, cols, groups, same)
	for _, col := range fileOrder {
		if slices.Contains(cols, col) {
			column := Column{Name: string(dimOf(col)), Kind: Text, Prune: slices.Contains(prune, col)}
			switch {
			case col == colMonth:
				column.Kind = Small
			case col == colChapter:
				column.Codes = c.chapters()
			default:
				column.Codes = c.codes[col]
				if rank, ok := same(col); ok {
					column.Codes = column.Codes[rank : rank+1]
				}
			}
			columns, from = append(columns, column), append(from, source{col: col})
		}
		if col == colFlow {
			columns, from = append(columns, Column{Name: string(facts.Year), Kind: Small}), append(from, source{col: -1, other: string(facts.Year)})
		}
	}
	add := func(name string, kind Kind, null bool) {
		columns, from = append(columns, Column{Name: name, Kind: kind, Null: null}), append(from, source{col: -1, other: name})
	}
	sums := name != BaseTable && name != ProductTable
	add(columnValue, Big, false)
	if s.rest && sums {
		add(columnRest, Big, false)
	} else if s.rest {
		add(columnRest, Int, false)
	}
	if s.weight {
		add(columnGrams, Big, true)
	}
	if s.weight && sums {
		add(columnWeighed, Big, false)
	}
	if sums {
		add(columnRows, Big, false)
	}
	return columns, from
}

// pruned chooses the columns that rows are found by: those that the table is
// sorted by, until they cut it finer than its groups of rows. To state ranges
// costs half a second for a column of ten million rows, so others do without.
func pruned(c *coding, cols []int, groups int, same func(col int) (uint32, bool)) []int {
	var out []int
	parts := 1
	for _, col := range cols {
		if col == colMonth || col == colEdition || parts > groups {
			break
		}
		n := 0
		if col == colChapter {
			n = len(c.chapters())
		} else if _, ok := same(col); ok {
			continue
		} else {
			n = len(c.codes[col])
		}
		out = append(out, col)
		parts *= max(n, 1)
	}
	return out
}
