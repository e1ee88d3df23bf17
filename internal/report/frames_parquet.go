package report

import (
	"io"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"muara/internal/facts"
)

// parquetBatch is how many rows are handed on at once.
const parquetBatch = 4096

// parquet writes codes and names as text and measures as numbers: sums in
// their smallest units as whole numbers (US cents, grams), as the engine has
// them, ratios as floats. What the file says of itself stands in its metadata.
func (f *Frames) parquet(w io.Writer) error {
	cols := f.columns()
	opts := []parquet.WriterOption{f.parquetSchema(cols), parquet.Compression(&parquet.Zstd)}
	for _, kv := range f.about() {
		opts = append(opts, parquet.KeyValueMetadata(kv[0], kv[1]))
	}
	out := parquet.NewWriter(w, opts...)
	memo := map[string]string{}
	rows := make([]parquet.Row, 0, parquetBatch)
	for row := range f.Frame.Len() {
		values := make(parquet.Row, len(cols))
		for i, col := range cols {
			values[i] = f.parquetValue(col, row, memo).Level(0, defined(col, row), i)
		}
		if rows = append(rows, values); len(rows) == parquetBatch {
			if _, err := out.WriteRows(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	if _, err := out.WriteRows(rows); err != nil {
		return err
	}
	return out.Close()
}

// defined is the definition level of a cell: measures may be missing.
func defined(c frameColumn, row int) int {
	if c.measure != nil && c.measure.Known(row) {
		return 1
	}
	return 0
}

func (f *Frames) parquetValue(c frameColumn, row int, memo map[string]string) parquet.Value {
	switch {
	case c.measure == nil:
		return parquet.ValueOf(f.words(c, row, memo))
	case !c.measure.Known(row):
		return parquet.NullValue()
	case c.measure.Ints != nil:
		return parquet.ValueOf(c.measure.Ints[row])
	}
	return parquet.ValueOf(c.measure.Floats[row])
}

// parquetKey names a column of whole numbers by its smallest unit.
func parquetKey(c frameColumn) string {
	if c.measure == nil {
		return c.key
	}
	switch c.measure.Measure {
	case facts.Value:
		return "value_cents"
	case facts.Weighed:
		return "weighed_value_cents"
	case facts.Change:
		return "change_cents"
	case facts.Weight:
		return "weight_grams"
	}
	return c.key
}

// parquetSchema keeps the order of the columns, which a group of names would
// not.
func (f *Frames) parquetSchema(cols []frameColumn) *parquet.Schema {
	fields := make([]reflect.StructField, len(cols))
	for i, c := range cols {
		of, how := reflect.TypeOf(""), ",dict"
		switch {
		case c.measure != nil && c.measure.Ints != nil:
			of, how = reflect.TypeOf(int64(0)), ",optional"
		case c.measure != nil:
			of, how = reflect.TypeOf(float64(0)), ",optional"
		}
		fields[i] = reflect.StructField{
			Name: "C" + strconv.Itoa(i), Type: of,
			Tag: reflect.StructTag(`parquet:"` + parquetKey(c) + how + `"`),
		}
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
}
