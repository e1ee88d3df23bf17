package facts

import (
	"context"

	"muara/internal/trade"
)

// Engine runs plans on the tables of a release. Engines agree to the cent; the
// cases of factstest hold them to it.
type Engine interface {
	// Run answers a plan. The frame has the plan's dimensions and measures in
	// their order. It ends early, with the context's error, when the context
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
	Where    []Filter   // stored dimensions only; codes of products as prefixes of any even length
	Months   []MonthSet // years and months wanted; none for all
	Order    []Order
	Limit    int // 0 for no limit
	Offset   int
}

// MonthSet names months of one year as bits, bit 0 for January. Annual data
// match a year that is wanted whole.
type MonthSet struct {
	Year   int
	Months uint16
}

// Source finds the schema of a release; the lake is one.
type Source interface {
	// Schema returns what a release holds, of the current release for "".
	Schema(dataset, release string) (*Schema, error)
}
