package lake

import (
	"context"

	"muara/internal/facts"
)

// Builder writes and reads the files of tables; facts/duck is one, with
// Parquet. Everything about their order and their sums is decided here, in
// this package.
type Builder interface {
	// Write makes a file of the batches that next fills, in their order, until
	// next returns 0 rows. It may leave half a file behind when it fails.
	Write(ctx context.Context, path string, columns []Column, group int, next func(*Batch) (int, error)) error
	// Read passes on the rows of a base table. The fact is valid only during
	// the call; its texts stay valid.
	Read(ctx context.Context, path string, row func(*Fact) error) error
	// Sum counts and adds up a file.
	Sum(ctx context.Context, path string) (Sum, error)
	// Extension is how names of files end: .parquet.
	Extension() string
}

// Kind is the type of a column.
type Kind uint8

// The kinds of columns.
const (
	Text  Kind = iota // codes, in a batch as places in Column.Codes
	Small             // whole numbers up to 32767
	Int               // whole numbers of 32 bits
	Big               // whole numbers of 64 bits
)

// Column describes a column of a file.
type Column struct {
	Name  string
	Kind  Kind
	Codes []string // of Text: all codes of the file, sorted
	Prune bool     // rows are found by this column: each group of rows states its range
	Null  bool     // Big only: -1 stands for no value
}

// BatchRows is the most rows of a batch.
const BatchRows = 2048

// Batch holds rows, column by column: places in Codes for Text in Codes, all
// other kinds in Ints. The slices are BatchRows long.
type Batch struct {
	Codes [][]uint32
	Ints  [][]int64
}

// NewBatch makes room for the columns.
func NewBatch(columns []Column) *Batch {
	b := &Batch{Codes: make([][]uint32, len(columns)), Ints: make([][]int64, len(columns))}
	for i, c := range columns {
		if c.Kind == Text {
			b.Codes[i] = make([]uint32, BatchRows)
		} else {
			b.Ints[i] = make([]int64, BatchRows)
		}
	}
	return b
}

// Sum is what a file must add up to. Rows are rows of the base table; a table
// of sums counts in Stored how many it has itself.
type Sum struct {
	Stored int64 // rows of the file
	Rows   int64 // facts behind them
	Value  int64 // US cents
	Rest   int64 // millionths of a cent
	Grams  int64
}

func (s *Sum) add(value, rest int64) {
	s.Stored++
	s.Rows++
	s.Value += value
	s.Rest += rest
}

// Names of the tables. Those but base are written for large releases.
const (
	BaseTable     = "base"
	ProductTable  = "product"
	ReporterSums  = "reporter-product"
	PartnerSums   = "partner-product"
	ChapterSums   = "reporter-partner-hs2"
	yearFile      = "year.json"
	columnRest    = "rest"
	columnGrams   = "grams"
	columnValue   = "value"
	columnWeighed = "weighed"
	columnRows    = "rows"
)

// chapterOf is the HS chapter of a product, or what stands in its place.
func chapterOf(product string) string {
	if len(product) >= 2 {
		return product[:2]
	}
	if product == "" {
		return facts.Unspecified
	}
	return product
}
