package nomen

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"muara/internal/trade"
)

// table reads the rows of a CSV text by the names of its columns.
type table struct {
	r     *reader
	h     heading
	csv   *csv.Reader
	row   int // line of the file at which the row under way begins
	cells []string
	used  map[string]int
	rows  int
}

func newTable(r *reader, h heading, text io.Reader) *table {
	c := csv.NewReader(text)
	c.Comma = h.delim
	c.ReuseRecord = true
	c.FieldsPerRecord = -1 // counted in next, with words for people
	return &table{r: r, h: h, csv: c, used: map[string]int{}}
}

// next goes to the next row that holds something. io.EOF ends the text.
func (t *table) next() error {
	for {
		cells, err := t.csv.Read()
		if err != nil {
			return t.fault(err)
		}
		t.row, _ = t.csv.FieldPos(0)
		if t.rows++; t.rows == 1 { // the heading
			for i, f := range cells {
				if i < len(t.h.fields) && t.h.fields[i] != "" && t.h.column(t.h.fields[i]) != i {
					return t.refuseRow(f, trade.Text{ID: "kolom dengan nama yang berbeda-beda", EN: "columns with names of their own"})
				}
			}
			continue
		}
		if t.rows&0xfff == 0 {
			if err := t.r.ctx.Err(); err != nil {
				return err
			}
		}
		if t.rows > mostRows {
			return t.refuseRow(fmt.Sprint(mostRows), trade.Text{ID: "daftar dengan paling banyak sejuta baris", EN: "a list of at most a million rows"})
		}
		if blank(cells) {
			continue
		}
		if len(cells) != len(t.h.fields) {
			err := t.r.refuse(t.row, "", fmt.Sprintf("%d: %s", len(cells), strings.Join(cells[:min(len(cells), 20)], string(t.h.delim))), trade.Text{
				ID: fmt.Sprintf("%d kolom seperti baris judul", len(t.h.fields)),
				EN: fmt.Sprintf("%d columns as in the heading", len(t.h.fields)),
			})
			if err != nil {
				return err
			}
			continue
		}
		t.cells = cells
		return nil
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// refuseRow ends the reading at a row.
func (t *table) refuseRow(found string, expected trade.Text) error {
	f := refuse(found, expected)
	f.Row = t.row
	return f
}

// fault turns what stops a CSV reader into a refusal.
func (t *table) fault(err error) error {
	if err == io.EOF {
		return err
	}
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return broken(err)
	}
	f := refuse(p.Err.Error(), trade.Text{
		ID: "tanda kutip yang ditutup, dan digandakan di dalam teks",
		EN: "quotes that are closed, and doubled within a text",
	})
	f.Row = p.StartLine
	return f
}

// cell returns a cell by the name of its column, without blanks around it.
func (t *table) cell(name string) string {
	i, ok := t.used[name]
	if !ok {
		i = t.h.column(name)
		t.used[name] = i
	}
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(decode(t.cells[i]))
}

// unused notes columns that nobody asked for.
func (t *table) unused() {
	for _, f := range t.h.fields {
		if _, ok := t.used[f]; !ok && f != "" {
			t.r.note("unused-"+f, 1, func(int, int) trade.Text {
				return trade.Text{ID: "kolom " + f + " tidak dipakai", EN: "the column " + f + " is not used"}
			})
		}
	}
}

// code reads a code of a number of digits, 0 for any. A spreadsheet takes a
// leading zero away, which an odd number of digits shows.
func (t *table) code(column string, digits int) (code string, ok bool, err error) {
	raw := t.cell(column)
	code = strings.ReplaceAll(strings.ReplaceAll(raw, ".", ""), " ", "")
	if strings.Trim(code, "0123456789") == "" && len(code)%2 == 1 && len(code) < 10 && (digits == 0 || len(code) == digits-1) {
		code = "0" + code
		t.r.note("lost-zero", t.row, func(rows, first int) trade.Text {
			return trade.Text{
				ID: fmt.Sprintf("nol di depan kode hilang dan dikembalikan: %d baris, yang pertama baris %d", rows, first),
				EN: fmt.Sprintf("a lost leading zero of a code was restored: %d rows, the first is row %d", rows, first),
			}
		})
	}
	if isCode(code) && (digits == 0 || len(code) == digits) {
		return code, true, nil
	}
	want := trade.Text{ID: "kode dengan 2, 4, 6, 8, atau 10 angka", EN: "a code of 2, 4, 6, 8 or 10 digits"}
	if digits > 0 {
		want = trade.Text{ID: fmt.Sprintf("kode dengan %d angka", digits), EN: fmt.Sprintf("a code of %d digits", digits)}
	}
	return "", false, t.r.refuse(t.row, column, raw, want)
}

// each reads all rows. It stops at the first error.
func (t *table) each(row func() error) error {
	for {
		err := t.next()
		if err == io.EOF {
			t.unused()
			return nil
		}
		if err == nil {
			err = row()
		}
		if err != nil {
			return err
		}
	}
}
