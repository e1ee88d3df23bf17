package duck

import (
	"fmt"
	"unsafe"

	"github.com/duckdb/duckdb-go/v2/mapping"

	"muara/internal/facts"
)

// read appends a vector of a measure to a column.
func (c *measured) read(v mapping.Vector, n int) {
	start := len(c.Ints)
	c.Ints = append(c.Ints, integers(v, n)...)
	valid := mapping.VectorGetValidity(v)
	if valid == nil { // every row has a value
		if c.Missing != nil {
			c.Missing = append(c.Missing, make([]bool, n)...)
		}
		return
	}
	bits := unsafe.Slice((*uint64)(valid), (n+63)/64)
	for i := range n {
		missing := bits[i/64]&(1<<(i%64)) == 0
		if missing && c.Missing == nil {
			c.Missing = make([]bool, start+i, start+n)
		}
		if missing {
			c.Ints[start+i] = 0
		}
		if c.Missing != nil {
			c.Missing = append(c.Missing, missing)
		}
	}
}

// measured is a column of a frame that is being read.
type measured facts.Column

// codes turns a column of DuckDB into codes, each text once.
type codes struct {
	texts   map[string]string
	numbers map[int64]string
	last    string
}

// read appends a vector of codes.
func (c *codes) read(to []string, v mapping.Vector, d facts.Dim, n int) ([]string, error) {
	kind := mapping.VectorGetColumnType(v)
	defer mapping.DestroyLogicalType(&kind)
	data := mapping.VectorGetData(v)
	switch id := mapping.GetTypeId(kind); id {
	case mapping.TypeVarchar:
		for _, t := range unsafe.Slice((*text)(data), n) {
			to = append(to, c.text(t.bytes()))
		}
	case mapping.TypeSmallInt:
		for _, x := range unsafe.Slice((*int16)(data), n) {
			to = append(to, c.number(int64(x), d))
		}
	case mapping.TypeInteger:
		for _, x := range unsafe.Slice((*int32)(data), n) {
			to = append(to, c.number(int64(x), d))
		}
	case mapping.TypeBigInt:
		for _, x := range unsafe.Slice((*int64)(data), n) {
			to = append(to, c.number(x, d))
		}
	default:
		return nil, fmt.Errorf("column %s has the type %d of DuckDB, which no code has", d, id)
	}
	return to, nil
}

// text finds the one copy of a text; a look-up by bytes makes none.
func (c *codes) text(b []byte) string {
	if string(b) == c.last && c.texts != nil {
		return c.last
	}
	s, ok := c.texts[string(b)]
	if !ok {
		s = string(b)
		if c.texts == nil {
			c.texts = map[string]string{}
		}
		c.texts[s] = s
	}
	c.last = s
	return s
}

// number writes a year, or a month that is year*100+month.
func (c *codes) number(n int64, d facts.Dim) string {
	if s, ok := c.numbers[n]; ok {
		return s
	}
	s := fmt.Sprintf("%04d", n)
	if d == facts.Month {
		s = fmt.Sprintf("%04d-%02d", n/100, n%100)
		if n == 0 {
			s = facts.Unspecified
		}
	}
	if c.numbers == nil {
		c.numbers = map[int64]string{}
	}
	c.numbers[n] = s
	return s
}

// text is duckdb_string_t of duckdb.h: 16 bytes, of which the first four are
// the length. Up to 12 bytes follow in place; a longer text has four bytes of
// its beginning there and then a pointer.
type text struct {
	length uint32
	start  [4]byte
	rest   [8]byte
}

func (t *text) bytes() []byte {
	if t.length <= 12 {
		return unsafe.Slice(&t.start[0], t.length)
	}
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&t.rest)), t.length)
}
