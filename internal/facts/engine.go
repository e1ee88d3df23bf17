package facts

import (
	"context"

	"muara/internal/trade"
)

// Engine runs plans on the tables of a release. Engines agree to the cent; the
// cases of factstest hold them to it.
type Engine interface {
	// Run answers a plan of NewPlan. The frame has the plan's dimensions,
	// measures and notes in their order. It may be shared with others: do not
	// change it. Run ends early, with the context's error, when the context
	// does.
	Run(ctx context.Context, s *Schema, p *Plan) (*Frame, error)
}

// Schema says what a release holds: the planner checks queries against it and
// picks the smallest of its tables that can answer.
type Schema struct {
	Dataset  string
	Release  string
	Monthly  bool
	Dims     []Dim            // stored dimensions that the release has, Chapter to Subheading as deep as its products go
	Measures []Measure        // base measures that it has: Weight and Weighed only where files gave weights
	Fine     bool             // values carry a rest below the cent, in the column rest
	Levels   []int            // lengths of its product codes: 6, or 8 and 10
	Tables   []Table          // the first is the base table with every row
	Coverage []Span           // which months are there
	Codes    map[Dim][]string // sorted codes of each dimension, where there are not too many
}

// Table is one stored form of the facts, cut by year.
//
// Columns are named after dimensions and measures: year (whole number), month (1 to 12, 0 for a row of the whole year; only where the
// data set is monthly), the other dimensions as text without nulls, the product
// under the name of the finest level that the table keeps; then value (US
// cents), rest (millionths of a cent, where the schema is Fine) and grams (where
// it has weights; null where no row has one). A table of sums, which is every
// table that does not keep all dimensions of the first, also has weighed (whole
// US cents of the rows with a weight, where there are weights) and rows.
type Table struct {
	Name  string // base, product, reporter-product, ...
	Dims  []Dim  // what it keeps; finer product levels include the coarser
	Sort  []Dim  // order of its rows
	Rows  int64
	Files []TableFile
}

// TableFile is one Parquet file of a table.
type TableFile struct {
	Path string
	Year int
	Rows int64
}

// Span says which months of a year are there for a flow and a reporter (and a
// region, where the data set has regions). Months is a set of bits, bit 0 for
// January; all twelve for annual data.
type Span struct {
	Flow     trade.Flow
	Reporter string
	Region   string
	Year     int
	Months   uint16
	Rows     int64
	Value    trade.Amount
}

// Plan asks for exact sums of stored columns. Its fields are checked: whatever
// stands in it exists in the schema.
type Plan struct {
	Table    string
	By       []Dim      // stored dimensions only
	Measures []Measure  // base measures only
	Where    []Filter   // stored dimensions only, without Year and Month; values sorted
	Months   []MonthSet // years and months wanted; none for all
	Nothing  bool       // no row can match: a period that the release does not reach
	Order    []Order
	Limit    int // 0 for no limit
	Offset   int
	Notes    []Note // what the planner has to say of the answer
}

// MonthSet names months of one year as bits, bit 0 for January. Rows that hold
// a whole year match a year that is wanted whole.
type MonthSet struct {
	Flow   trade.Flow // empty for both
	Year   int
	Months uint16
}

// Source finds the schema of a release; the lake is one.
type Source interface {
	// Schema returns what a release holds, of the current release for "".
	Schema(dataset, release string) (*Schema, error)
}
