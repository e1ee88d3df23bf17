package ingest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// openParquet opens a Parquet file. The library panics on some damaged files,
// which must not end the program.
func openParquet(src Source, l Limits) (f *parquet.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = refused(fmt.Sprint(r), damaged)
		}
	}()
	if err := parquetFooter(src); err != nil {
		return nil, err
	}
	f, err = parquet.OpenFile(src.Data, src.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if errors.Is(err, errShrunk) {
		return nil, broken(err)
	}
	if err != nil {
		return nil, refused(err.Error(), damaged)
	}
	size := int64(0)
	for _, g := range f.Metadata().RowGroups {
		if g.TotalByteSize < 0 || g.TotalByteSize > l.Unpacked {
			return nil, broken(errTooLarge)
		}
		size += g.TotalByteSize
	}
	if size > newLimited(nil, src.Size, l).left {
		return nil, broken(errTooLarge)
	}
	return f, nil
}

// parquetFooter checks the length that a file states for its description. The
// library makes room for as much before it reads, up to 4 GiB for a few bytes.
// The last eight bytes are that length, little-endian, and the mark PAR1
// (https://parquet.apache.org/docs/file-format/).
func parquetFooter(src Source) error {
	var end [8]byte
	if src.Size < 12 { // the mark at the beginning too
		return refused("", damaged)
	}
	if _, err := src.Data.ReadAt(end[:], src.Size-8); err != nil {
		return broken(err)
	}
	if n := binary.LittleEndian.Uint32(end[:4]); int64(n) > src.Size-12 {
		return refused(fmt.Sprintf("%d bytes of description", n), damaged)
	}
	return nil
}

// parquetColumn is a column without repetition: one cell to a row.
type parquetColumn struct {
	name string
	leaf int
	kind *format.LogicalType
}

func parquetColumns(f *parquet.File) (out []parquetColumn) {
	for _, path := range f.Schema().Columns() {
		leaf, ok := f.Schema().Lookup(path...)
		if !ok || leaf.MaxRepetitionLevel > 0 {
			continue
		}
		out = append(out, parquetColumn{strings.Join(path, "."), leaf.ColumnIndex, leaf.Node.Type().LogicalType()})
	}
	return out
}

func parquetTable(f *parquet.File) table {
	t := table{format: "parquet"}
	for _, c := range parquetColumns(f) {
		t.fields = append(t.fields, c.name)
	}
	t.rows = func(want []string, each func(int, []cell) error) error { return parquetRows(f, want, each) }
	t.first.fields = t.fields
	_ = t.rows(t.fields, func(line int, cells []cell) error { // a fault shows when the rows are read
		t.first.rows, t.first.line = append(t.first.rows, append([]cell(nil), cells...)), append(t.first.line, line)
		if len(t.first.rows) == 60 {
			return errEnough
		}
		return nil
	})
	return t
}

// parquetRows streams the rows with the wanted columns in their order.
func parquetRows(f *parquet.File, want []string, each func(int, []cell) error) (err error) {
	sending := false // a fault of whoever takes the rows is not one of the file
	defer func() {
		if sending {
			return
		}
		if r := recover(); r != nil { // as in openParquet
			err = refused(fmt.Sprint(r), damaged)
		}
	}()
	place := map[int]int{} // leaf to place in the row
	kinds := make([]*format.LogicalType, len(want))
	for _, c := range parquetColumns(f) {
		for i, w := range want {
			if w == c.name {
				place[c.leaf], kinds[i] = i, c.kind
			}
		}
	}
	line := 0
	cells := make([]cell, len(want))
	buf := make([]parquet.Row, 256)
	for _, g := range f.RowGroups() {
		rows := g.Rows()
		defer rows.Close()
		for {
			n, err := rows.ReadRows(buf)
			for _, row := range buf[:n] {
				line++
				clear(cells)
				for _, v := range row {
					if k, ok := place[v.Column()]; ok && !v.IsNull() {
						cells[k] = parquetCell(v, kinds[k])
					}
				}
				sending = true
				if err := each(line, cells); err != nil {
					return err
				}
				sending = false
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if n == 0 && err == nil {
				err = io.ErrNoProgress
			}
			if err != nil {
				err = broken(err)
				var r *Refusal
				if errors.As(err, &r) {
					r.Row = line + 1
				}
				return err
			}
		}
	}
	return nil
}

// parquetCell turns a value into a cell: numbers as machines write them, dates
// as ISO texts.
func parquetCell(v parquet.Value, kind *format.LogicalType) cell {
	var logical format.LogicalTypeValue
	if kind != nil {
		logical = kind.Value
	}
	switch l := logical.(type) {
	case *format.DateType:
		return cell{textual, time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02")}
	case *format.TimestampType:
		unit := time.Millisecond
		switch l.Unit.Value.(type) {
		case *format.MicroSeconds:
			unit = time.Microsecond
		case *format.NanoSeconds:
			unit = time.Nanosecond
		}
		n := v.Int64()
		per := int64(time.Second / unit)
		return cell{textual, time.Unix(n/per, 0).UTC().Format("2006-01-02")}
	case *format.DecimalType:
		return cell{numeric, decimalText(v, int(l.Scale))}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return cell{textual, strconv.FormatBool(v.Boolean())}
	case parquet.Int32:
		return cell{numeric, strconv.Itoa(int(v.Int32()))}
	case parquet.Int64:
		return cell{numeric, strconv.FormatInt(v.Int64(), 10)}
	case parquet.Float:
		return cell{numeric, strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)}
	case parquet.Double:
		return cell{numeric, strconv.FormatFloat(v.Double(), 'g', -1, 64)}
	case parquet.ByteArray, parquet.FixedLenByteArray:
		if text := strings.TrimSpace(decode(v.ByteArray())); text != "" {
			return cell{textual, text}
		}
		return cell{}
	}
	return cell{faulty, v.Kind().String()}
}

// decimalText writes a decimal: an integer with a fixed number of digits
// behind the point, in two's complement where it comes as bytes.
func decimalText(v parquet.Value, scale int) string {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default:
		b := v.ByteArray()
		n.SetBytes(b)
		if len(b) > 0 && b[0]&0x80 != 0 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	text := n.String()
	if scale <= 0 {
		return text
	}
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	for len(text) <= scale {
		text = "0" + text
	}
	return sign + text[:len(text)-scale] + "." + text[len(text)-scale:]
}
