package facts

// Frame is an answer: columns of equal length, one row for each combination of
// codes that has facts.
type Frame struct {
	Dims    []Dim
	Codes   [][]string // one slice for each of Dims; codes share their memory
	Columns []Column
	More    bool   // rows beyond Limit exist
	Total   int    // rows without Limit and Offset, -1 where it was not counted: on an empty page beyond the first
	Notes   []Note // what a reader must know: months compared, rows left out
}

// Column holds a measure. Base measures and Change are in Ints (US cents,
// grams, rows), ratios in Floats; the other slice is nil.
type Column struct {
	Measure Measure
	Ints    []int64
	Floats  []float64
	Missing []bool // nil where every row has a value
}

// Note is a remark on an answer: a stable name and its parameters, worded by
// who shows it.
//
//	like-for-like    flow, months (1-7), years (2022,2023): only these months are counted
//	no-common-month  flow, "", years
//	same-months      year, months: changes of that year compare only these months
//	no-base          no year has a year before it
//	blocs-overlap    a partner counts for each of its blocs
//	editions-differ  data set: RCA compares codes of unlike editions of the HS
type Note struct {
	Code string // like-for-like, no-base, coverage, blocs-overlap, ...
	Args []string
}

// Len is the number of rows.
func (f *Frame) Len() int {
	switch {
	case len(f.Codes) > 0:
		return len(f.Codes[0])
	case len(f.Columns) > 0:
		return f.Columns[0].Len()
	}
	return 0
}

// Len is the number of rows.
func (c *Column) Len() int { return max(len(c.Ints), len(c.Floats)) }

// Column finds a measure, nil where the frame does not have it.
func (f *Frame) Column(m Measure) *Column {
	for i := range f.Columns {
		if f.Columns[i].Measure == m {
			return &f.Columns[i]
		}
	}
	return nil
}

// Known reports whether row i has a value.
func (c *Column) Known(i int) bool { return c.Missing == nil || !c.Missing[i] }
