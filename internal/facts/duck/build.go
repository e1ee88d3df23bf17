package duck

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"unsafe"

	"github.com/duckdb/duckdb-go-bindings"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/trade"
)

// Builder writes and reads the Parquet files of a release: a lake.Builder. The
// order of rows and their sums are the lake's; DuckDB encodes and decodes.
type Builder struct{ options Options }

// NewBuilder returns a builder whose single files are written within these
// bounds; two are written at once.
func NewBuilder(o Options) *Builder {
	o.Threads = 1 // rows come in order, from one source
	return &Builder{o}
}

// Extension is how names of files end.
func (*Builder) Extension() string { return ".parquet" }

// Write makes a Parquet file, compressed with Zstandard, whose row groups have
// group rows.
func (b *Builder) Write(ctx context.Context, path string, columns []lake.Column, group int, next func(*lake.Batch) (int, error)) error {
	d, err := openRaw(b.options)
	if err != nil {
		return err
	}
	defer d.close()
	source := &rows{columns: columns, batch: lake.NewBatch(columns), next: func(b *lake.Batch) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return next(b)
	}}
	if err := d.register("facts", source); err != nil {
		return err
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
		// An ENUM is written four times as fast as a text, but every row group
		// then claims to hold all its codes. Where rows are found by a column,
		// its range must be true; one code alone is.
		if c.Prune && len(c.Codes) > 1 {
			names[i] = fmt.Sprintf("CAST(%s AS VARCHAR) AS %s", c.Name, c.Name)
		}
	}
	// Level 1: on the values of trade, higher levels take longer and save nothing.
	err = d.exec(fmt.Sprintf("COPY (SELECT %s FROM facts()) TO %s (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE %d)",
		strings.Join(names, ", "), quote(path), group))
	if source.err != nil {
		return source.err
	}
	return err
}

// quote writes a text of SQL.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// fromFile reads one file; its name may hold characters that are patterns.
func fromFile(path string) string {
	return "read_parquet(" + quote(strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path)) + ", hive_partitioning = false)"
}

// Sum counts and adds up a file; a table of sums has a column rows.
func (b *Builder) Sum(ctx context.Context, path string) (lake.Sum, error) {
	if _, err := os.Stat(path); err != nil {
		return lake.Sum{}, err
	}
	db, err := Open(b.options)
	if err != nil {
		return lake.Sum{}, err
	}
	defer db.Close()
	columns, err := db.QueryContext(ctx, "SELECT * FROM "+fromFile(path)+" LIMIT 0")
	if err != nil {
		return lake.Sum{}, err
	}
	defer columns.Close()
	names, err := columns.Columns()
	if err != nil {
		return lake.Sum{}, err
	}
	has := map[string]string{"rows": "1", "value": "0", "rest": "0", "grams": "0"}
	for _, n := range names {
		if _, ok := has[n]; ok {
			has[n] = n
		}
	}
	var s lake.Sum
	row := db.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*), coalesce(sum(%s), 0)::BIGINT, coalesce(sum(%s), 0)::BIGINT,
		coalesce(sum(%s), 0)::BIGINT, coalesce(sum(%s), 0)::BIGINT FROM %s`, has["rows"], has["value"], has["rest"], has["grams"], fromFile(path)))
	err = row.Scan(&s.Stored, &s.Rows, &s.Value, &s.Rest, &s.Grams)
	return s, err
}

// Read passes on the rows of a base table.
func (b *Builder) Read(ctx context.Context, path string, row func(*lake.Fact) error) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	d, err := openRaw(b.options)
	if err != nil {
		return err
	}
	defer d.close()
	return d.stream("SELECT * FROM "+fromFile(path), func(r *reader) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range r.rows {
			if err := row(r.fact(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// stream runs a query and passes its chunks on as they come.
func (d *database) stream(query string, chunk func(*reader) error) error {
	var prepared duckdb_go_bindings.PreparedStatement
	defer duckdb_go_bindings.DestroyPrepare(&prepared)
	if duckdb_go_bindings.Prepare(d.conn, query, &prepared) == duckdb_go_bindings.StateError {
		return errors.New(duckdb_go_bindings.PrepareError(prepared))
	}
	var pending duckdb_go_bindings.PendingResult
	defer duckdb_go_bindings.DestroyPending(&pending)
	if duckdb_go_bindings.PendingPreparedStreaming(prepared, &pending) == duckdb_go_bindings.StateError {
		return errors.New(duckdb_go_bindings.PendingError(pending))
	}
	var result duckdb_go_bindings.Result
	defer duckdb_go_bindings.DestroyResult(&result)
	if duckdb_go_bindings.ExecutePending(pending, &result) == duckdb_go_bindings.StateError {
		return errors.New(duckdb_go_bindings.ResultError(&result))
	}
	r := newReader(&result)
	for {
		c := duckdb_go_bindings.FetchChunk(result)
		if c.Ptr == nil {
			if message := duckdb_go_bindings.ResultError(&result); message != "" {
				return errors.New(message)
			}
			return nil
		}
		r.take(c)
		err := chunk(r)
		duckdb_go_bindings.DestroyDataChunk(&c)
		if err != nil {
			return err
		}
	}
}

// reader makes facts of chunks.
type reader struct {
	rows    int
	columns []readColumn
	now     lake.Fact
}

// readColumn is a column of the chunk that the reader is at.
type readColumn struct {
	name  string
	data  unsafe.Pointer
	valid []uint64          // one bit for each row; nil where all have a value
	known map[string]string // texts seen, so that each is copied once
	last  string
}

func newReader(result *duckdb_go_bindings.Result) *reader {
	r := new(reader)
	for i := range duckdb_go_bindings.ColumnCount(result) {
		r.columns = append(r.columns, readColumn{name: duckdb_go_bindings.ColumnName(result, i), known: map[string]string{}})
	}
	return r
}

func (r *reader) take(c duckdb_go_bindings.DataChunk) {
	r.rows = int(duckdb_go_bindings.DataChunkGetSize(c))
	for i := range r.columns {
		v := duckdb_go_bindings.DataChunkGetVector(c, duckdb_go_bindings.IdxT(i))
		r.columns[i].data = duckdb_go_bindings.VectorGetData(v)
		r.columns[i].valid = nil
		if mask := duckdb_go_bindings.VectorGetValidity(v); mask != nil {
			r.columns[i].valid = unsafe.Slice((*uint64)(mask), (r.rows+63)/64)
		}
	}
}

// fact returns row i, in memory that the next call uses again.
func (r *reader) fact(i int) *lake.Fact {
	f := &r.now
	*f = lake.Fact{}
	for n := range r.columns {
		c := &r.columns[n]
		switch c.name {
		case "value":
			f.Value = at[int64](c, i)
		case "rest":
			f.Rest = at[int32](c, i)
		case "grams":
			if f.HasWeight = c.valid == nil || c.valid[i/64]>>(i%64)&1 == 1; f.HasWeight {
				f.Grams = at[int64](c, i)
			}
		case string(facts.Year):
			f.Year = int(at[int16](c, i))
		case string(facts.Month):
			f.Month = int(at[int16](c, i))
		case string(facts.Flow):
			f.Flow = trade.Flow(c.text(i))
		case string(facts.Reporter):
			f.Reporter = c.text(i)
		case string(facts.Region):
			f.Region = c.text(i)
		case string(facts.Partner):
			f.Partner = c.text(i)
		case string(facts.Product):
			f.Product = c.text(i)
		case string(facts.Edition):
			f.Edition = c.text(i)
		case string(facts.Port):
			f.Port = c.text(i)
		case string(facts.Industry):
			f.Industry = c.text(i)
		case string(facts.Sector):
			f.Sector = c.text(i)
		}
	}
	return f
}

func at[T int16 | int32 | int64](c *readColumn, i int) T {
	return *(*T)(unsafe.Add(c.data, i*int(unsafe.Sizeof(T(0)))))
}

// text reads a text as DuckDB keeps it (duckdb_string_t of duckdb.h): 16 bytes,
// of which the first four are the length; up to twelve bytes follow at once,
// longer texts have a pointer in the last eight.
func (c *readColumn) text(i int) string {
	const size, inline = 16, 12
	cell := unsafe.Add(c.data, i*size)
	n := *(*uint32)(cell)
	start := (*byte)(unsafe.Add(cell, 4))
	if n > inline {
		start = *(**byte)(unsafe.Add(cell, 8))
	}
	seen := unsafe.String(start, n)
	if seen == c.last {
		return c.last
	}
	text, ok := c.known[seen]
	if !ok {
		text = strings.Clone(seen)
		c.known[text] = text
	}
	c.last = text
	return text
}
