package pack

import (
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// A table is a CSV file with named columns. A record is one line of it: a cell
// may be quoted but holds no line break, so that the number of a record is the
// number of its line and one bad quote spoils one line only.
type record struct {
	r     *reader
	file  string
	row   int
	index map[string]int
	cells []string
}

// get returns a cell without the space around it; nothing for a missing column.
func (c record) get(column string) string {
	i, ok := c.index[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(c.cells[i])
}

// fault reports a cell. A missing column is reported once, with the header, so
// cells that do not exist are not reported again.
func (c record) fault(column, found string, expected trade.Text) {
	c.report(column, found, expected, false)
}

func (c record) warn(column, found string, expected trade.Text) {
	c.report(column, found, expected, true)
}

func (c record) report(column, found string, expected trade.Text, warning bool) {
	if _, ok := c.index[column]; !ok && column != "" {
		return
	}
	c.r.add(Fault{File: c.file, Row: c.row, Column: column, Found: found, Expected: expected, Warning: warning})
}

// table reads a CSV file with the given columns, in any order, and calls each
// for every line that has content. It returns false if there is no such file
// or it could not be read.
func (r *reader) table(file string, required bool, columns []string, each func(record)) bool {
	var header []string
	index := make(map[string]int)
	headed, usable := false, false
	ok := r.lines(file, required, func(row int, line string) {
		cells, bad := split(line)
		if !headed {
			headed = true
			header, usable = r.header(file, row, line, cells, columns, index)
			return
		}
		if !usable {
			return
		}
		if strings.Trim(line, ", \t") == "" {
			return // spreadsheets write lines of nothing but commas
		}
		rec := record{r: r, file: file, row: row, index: index, cells: cells}
		if bad >= 0 {
			r.add(Fault{File: file, Row: row, Column: nameOf(header, bad), Found: cells[bad], Expected: textf(
				"tanda kutip yang dibuka dan ditutup pada baris ini; sel tidak boleh berisi ganti baris",
				"a quotation mark opened and closed on this line; a cell holds no line break")})
			return
		}
		if rec.encoded(header) && rec.fits(header) {
			each(rec)
		}
	})
	return ok && headed
}

// header reports what is wrong with the first line and fills index. It returns
// the names, and false where the lines below cannot be cut into columns.
func (r *reader) header(file string, row int, line string, cells, columns []string, index map[string]int) ([]string, bool) {
	if len(cells) == 1 && strings.ContainsAny(line, ";\t") {
		r.add(Fault{File: file, Row: row, Found: line, Expected: textf(
			"kolom yang dipisahkan koma; simpan ulang sebagai \"CSV UTF-8 (dipisahkan koma)\"",
			"columns separated by commas; save it again as \"CSV UTF-8 (comma delimited)\"")})
		return nil, false
	}
	if !slices.ContainsFunc(cells, func(name string) bool { return slices.Contains(columns, strings.TrimSpace(name)) }) {
		want, clean := badText(line) // such as UTF-16 without its mark
		if clean {
			want = textf("nama kolom pada baris pertama: %s", "the names of the columns in the first line: %s", strings.Join(columns, ","))
		}
		r.add(Fault{File: file, Row: row, Found: line, Expected: want})
		return nil, false
	}
	used := len(cells) // without empty columns at the end
	for used > 0 && strings.TrimSpace(cells[used-1]) == "" {
		used--
	}
	for i, name := range cells[:used] {
		name = strings.TrimSpace(name)
		cells[i] = name
		if want, ok := badText(name); !ok {
			r.add(Fault{File: file, Row: row, Column: strconv.Itoa(i + 1), Found: name, Expected: want})
		} else if !slices.Contains(columns, name) {
			r.add(Fault{File: file, Row: row, Column: nameOf(cells, i), Found: name, Expected: textf(
				"salah satu kolom ini: %s", "one of these columns: %s", strings.Join(columns, ", "))})
		} else if _, twice := index[name]; twice {
			r.add(Fault{File: file, Row: row, Column: name, Found: name, Expected: textf("kolom ini sekali saja", "this column only once")})
		} else {
			index[name] = i
		}
	}
	for _, name := range columns {
		if _, ok := index[name]; !ok {
			r.add(Fault{File: file, Row: row, Column: name, Expected: textf("kolom %s pada baris pertama", "a column %s in the first line", name)})
		}
	}
	return cells, true
}

// encoded reports cells whose bytes are not clean text.
func (c record) encoded(header []string) bool {
	clean := true
	for i, cell := range c.cells {
		if want, ok := badText(cell); !ok {
			clean = false
			c.r.add(Fault{File: c.file, Row: c.row, Column: nameOf(header, i), Found: cell, Expected: want})
		}
	}
	return clean
}

// fits reports a line with more or fewer cells than the header.
func (c record) fits(header []string) bool {
	n := len(header)
	if len(c.cells) == n || len(c.cells) > n && strings.TrimSpace(strings.Join(c.cells[n:], "")) == "" {
		return true
	}
	column := strconv.Itoa(min(len(c.cells), n) + 1)
	c.r.add(Fault{File: c.file, Row: c.row, Column: column, Found: strconv.Itoa(len(c.cells)), Expected: textf(
		"%d kolom; sel yang berisi koma harus diapit tanda kutip", "%d columns; a cell with a comma in it must be quoted", n)})
	return false
}

func nameOf(header []string, i int) string {
	if i < len(header) && header[i] != "" {
		return shorten(header[i])
	}
	return strconv.Itoa(i + 1)
}

// split cuts a line at its commas (RFC 4180, without line breaks in cells). bad
// is the number of the first cell whose quotation marks do not close, or -1.
func split(line string) (cells []string, bad int) {
	bad = -1
	for {
		rest := strings.TrimLeft(line, " ")
		if !strings.HasPrefix(rest, `"`) {
			cell, after, more := strings.Cut(line, ",")
			cells = append(cells, cell)
			if !more {
				return cells, bad
			}
			line = after
			continue
		}
		cell, after, closed := quoted(rest[1:])
		cells = append(cells, cell)
		after = strings.TrimLeft(after, " ")
		if !closed || after != "" && after[0] != ',' {
			return cells, len(cells) - 1
		}
		if after == "" {
			return cells, bad
		}
		line = after[1:]
	}
}

// quoted reads to the closing quotation mark; two of them stand for one.
func quoted(s string) (cell, after string, closed bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return b.String() + s, "", false
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if !strings.HasPrefix(s, `"`) {
			return b.String(), s, true
		}
		b.WriteByte('"')
		s = s[1:]
	}
}
