package intake

import (
	"fmt"
	"hash/maphash"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/trade"
)

// unique are the kinds of files in which a cell has one value: the same cell
// again is the same figure, or a contradiction, but never a part to be added.
var unique = map[ingest.Kind]bool{ingest.ComtradeCSV: true, ingest.ComtradeJSON: true, ingest.Summary: true}

// once remembers the cells that have been filled.
type once struct {
	seed maphash.Seed
	seen map[uint64]filled
}

type filled struct {
	value int64
	file  string
	line  int
}

// mostOnce bounds the memory for cells; rows beyond are taken as they come.
const mostOnce = 4_000_000

func newOnce() *once { return &once{maphash.MakeSeed(), map[uint64]filled{}} }

// first reports whether a row fills a new cell. The same value again is left
// out, another one is refused.
func (o *once) first(c *collector, r *ingest.Row, f *lake.Fact) bool {
	if len(o.seen) >= mostOnce {
		return true
	}
	var h maphash.Hash
	h.SetSeed(o.seed)
	for _, t := range []string{string(f.Flow), f.Reporter, f.Region, f.Partner, f.Product, f.Edition, f.Port, f.Industry, f.Sector} {
		h.WriteString(t)
		h.WriteByte(0)
	}
	fmt.Fprint(&h, f.Year, " ", f.Month)
	key := h.Sum64()
	was, ok := o.seen[key]
	switch {
	case !ok:
		o.seen[key] = filled{f.Value, c.file.Name, r.Line}
		return true
	case was.value == f.Value:
		c.left(ingest.Remark{Code: "same-again", Text: trade.Text{
			ID: "angka yang sama untuk sel yang sama sudah ada dalam berkas lain atau baris lain",
			EN: "the same figure for the same cell is in another file or row already",
		}})
	default:
		c.refused(ingest.Refusal{File: c.file.Name, Sheet: r.Sheet, Row: r.Line, Column: "value",
			Found: ingest.Decimal(max(f.Value, 0), 2), Expected: trade.Text{
				ID: fmt.Sprintf("%s, seperti dalam %s baris %d untuk sel yang sama", ingest.Decimal(max(was.value, 0), 2), was.file, was.line),
				EN: fmt.Sprintf("%s, as in %s row %d for the same cell", ingest.Decimal(max(was.value, 0), 2), was.file, was.line),
			}})
	}
	return false
}
