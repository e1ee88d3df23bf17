package duck

import (
	"context"
	"fmt"
	"strconv"
	"unsafe"

	"github.com/duckdb/duckdb-go/v2/mapping"

	"muara/internal/facts"
	"muara/internal/trade"
)

// emptyFrame answers a plan that no row matches.
func emptyFrame(p *facts.Plan) *facts.Frame {
	f := &facts.Frame{Dims: p.By, Notes: p.Notes, Codes: make([][]string, len(p.By))}
	if p.Offset > 0 {
		f.Total = -1
	}
	for i := range p.By {
		f.Codes[i] = []string{}
	}
	for _, m := range p.Measures {
		f.Columns = append(f.Columns, facts.Column{Measure: m, Ints: []int64{}})
	}
	return f
}

// readFrame takes an answer chunk by chunk. Codes that repeat share their
// memory.
func readFrame(res mapping.Result, p *facts.Plan, maxRows int) (*facts.Frame, error) {
	f := emptyFrame(p)
	read := &reading{f: f, codes: make([]codes, len(p.By))}
	total := int64(-1)
	page := p.Limit > 0 || p.Offset > 0
	for {
		chunk := mapping.FetchChunk(res)
		if chunk.Ptr == nil {
			break
		}
		n := int(mapping.DataChunkGetSize(chunk))
		if f.Len()+n > maxRows {
			mapping.DestroyDataChunk(&chunk)
			return nil, tooMany(maxRows)
		}
		err := read.chunk(chunk, n)
		if page && n > 0 {
			total = integers(column(chunk, len(p.By)+len(p.Measures)), n)[0]
		}
		mapping.DestroyDataChunk(&chunk)
		if err != nil {
			return nil, err
		}
	}
	count(f, p, int(total))
	return f, nil
}

// reading is a frame that is being filled.
type reading struct {
	f     *facts.Frame
	codes []codes // of each dimension
}

func (r *reading) chunk(chunk mapping.DataChunk, n int) (err error) {
	for i, d := range r.f.Dims {
		if r.f.Codes[i], err = r.codes[i].read(r.f.Codes[i], column(chunk, i), d, n); err != nil {
			return err
		}
	}
	for i := range r.f.Columns {
		(*measured)(&r.f.Columns[i]).read(column(chunk, len(r.f.Dims)+i), n)
	}
	return nil
}

// count sets how many rows there are beyond those of the answer.
func count(f *facts.Frame, p *facts.Plan, total int) {
	switch n := f.Len(); {
	case p.Limit == 0 && p.Offset == 0:
		f.Total = n
	case n > 0:
		f.Total = total
		f.More = p.Offset+n < total
	}
}

func tooMany(maxRows int) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("jawabannya lebih dari %d baris; persempit saringan atau minta sebagian dengan limit", maxRows),
		EN: fmt.Sprintf("the answer has more than %d rows; narrow the filter or ask for a part with limit", maxRows),
	}}
}

func column(chunk mapping.DataChunk, i int) mapping.Vector {
	return mapping.DataChunkGetVector(chunk, mapping.IdxT(i))
}

// integers views a vector of 64-bit integers; valid as long as its chunk is.
func integers(v mapping.Vector, n int) []int64 {
	return unsafe.Slice((*int64)(mapping.VectorGetData(v)), n)
}

// yearRows counts the rows of a table by year.
func (c *conn) yearRows(ctx context.Context, table string) (map[int]int64, error) {
	p := &facts.Plan{By: []facts.Dim{facts.Year}, Measures: []facts.Measure{facts.Rows}}
	text := `SELECT "year", count(*) FROM ` + table + ` GROUP BY 1`
	st, err := c.prepare(text, nil)
	if err != nil {
		return nil, err
	}
	defer c.forget(text)
	var res mapping.Result
	defer mapping.DestroyResult(&res)
	if err := c.execute(ctx, st.s, &res); err != nil {
		return nil, err
	}
	f, err := readFrame(res, p, 1000)
	if err != nil {
		return nil, err
	}
	out := map[int]int64{}
	for i, year := range f.Codes[0] {
		n, _ := strconv.Atoi(year)
		out[n] = f.Columns[0].Ints[i]
	}
	return out, nil
}
