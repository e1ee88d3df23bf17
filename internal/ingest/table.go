package ingest

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// table is a table as rows of cells, whatever file it comes from.
type table struct {
	format string   // csv, xlsx, json, parquet
	sheet  string   // name of the sheet; empty where the file is one table
	fields []string // names of the columns where the format keeps them apart from the rows (JSON, Parquet)
	first  sheetSample
	rows   func(want []string, each func(line int, cells []cell) error) error // want: fields in the order of the cells, for formats with fields
}

// tables lists the tables of a part with the beginning of each.
func tables(p *Part, out *Out) []table {
	switch {
	case p.Book != nil:
		list := make([]table, 0, len(p.Book.sheets))
		for i, sh := range p.Book.sheets {
			list = append(list, table{format: "xlsx", sheet: sh.name, first: p.Sample.Sheets[i],
				rows: func(_ []string, each func(int, []cell) error) error { return p.Book.rows(sh, each) }})
		}
		return list
	case p.Parquet != nil:
		return []table{parquetTable(p.Parquet)}
	case isJSON(p.Sample.Head):
		t := table{format: "json", first: jsonSample(p.Sample.Head)}
		t.fields = t.first.fields
		t.rows = func(want []string, each func(int, []cell) error) error { return jsonRows(p.Text, want, out, each) }
		return []table{t}
	}
	return []table{{format: "csv", first: csvSample(p.Sample), rows: func(_ []string, each func(int, []cell) error) error {
		return csvRows(p, out, each)
	}}}
}

// csvSample parses the whole rows at the beginning of a text.
func csvSample(s *Sample) sheetSample {
	head := s.Head
	if s.More {
		head = head[:bytes.LastIndexByte(head, '\n')+1]
	}
	const most = 400
	var out sheetSample
	c := newCSV(bytes.NewReader(head), s.Delim)
	var r csvCells
	for len(out.rows) < most {
		fields, err := c.next()
		if errors.Is(err, errQuote) || errors.Is(err, errTooLong) {
			continue
		}
		if err != nil {
			break
		}
		if cells := r.cells(fields); !isBlank(cells) {
			out.rows = append(out.rows, append([]cell(nil), cells...))
			out.line = append(out.line, c.line)
		}
	}
	return out
}

// csvCells turns fields into cells. Columns that say the same again and again
// share their texts; those that do not, amounts above all, are left alone.
type csvCells struct {
	columns []csvColumn
	row     []cell
}

type csvColumn struct {
	names names
	fresh int // texts that were not there before
}

func (r *csvCells) cells(fields [][]byte) []cell {
	for len(r.columns) < len(fields) {
		r.columns = append(r.columns, csvColumn{names: names{}})
	}
	r.row = r.row[:0]
	for i, f := range fields {
		if text := r.columns[i].text(f); text != "" {
			r.row = append(r.row, cell{textual, text})
		} else {
			r.row = append(r.row, cell{})
		}
	}
	for len(r.row) > 0 && r.row[len(r.row)-1].kind == blank {
		r.row = r.row[:len(r.row)-1]
	}
	return r.row
}

func (c *csvColumn) text(f []byte) string {
	const most = 20_000
	if c.fresh > most {
		return strings.TrimSpace(decode(f))
	}
	s, ok := c.names[string(f)]
	if !ok {
		s = c.names.of(f)
		if c.fresh++; c.fresh > most {
			c.names = nil
		}
	}
	return s
}

// csvRows streams the rows of a text.
func csvRows(p *Part, out *Out, each func(int, []cell) error) error {
	c := newCSV(p.Text, p.Sample.Delim)
	var r csvCells
	for {
		fields, err := c.next()
		if done, err := csvEnd(c, err, out); done || err != nil {
			return err
		}
		if err != nil {
			continue
		}
		if err := each(c.line, r.cells(fields)); err != nil {
			return err
		}
	}
}

// match finds a column: by its heading, with or without regard to case and
// marks, or as #3; in tables without headings also as C. -1 if there is none.
func match(heads []string, name string) int {
	name = strings.TrimSpace(name)
	for i, h := range heads {
		if strings.TrimSpace(h) == name {
			return i
		}
	}
	for i, h := range heads {
		if f := fold(h); f != "" && f == fold(name) {
			return i
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") && n >= 1 && n <= mostColumns {
		return n - 1
	}
	if _, col, ok := reference([]byte(name + "1")); ok && len(heads) == 0 && name == strings.ToUpper(name) {
		return col
	}
	return -1
}

// texts are the texts of cells.
func texts(cells []cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.text
	}
	return out
}

// endOfText reports whether an error is the plain end of a text.
func endOfText(err error) bool {
	return errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF)
}

var leftAbove = Remark{"above", trade.Text{
	ID: "baris di atas data: judul dan keterangan",
	EN: "rows above the data: titles and notes",
}}
