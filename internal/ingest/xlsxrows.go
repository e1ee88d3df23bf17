package ingest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// cellKind says what a cell holds.
type cellKind byte

const (
	blank    cellKind = iota
	textual           // a text
	numeric           // a number as the file stores it: 334748.40000000002
	faulty            // #N/A, #DIV/0!
	uncooked          // a formula whose result is not stored
)

// cell is a cell; text is what it holds, trimmed.
type cell struct {
	kind cellKind
	text string
}

// rows streams the rows of a sheet that are not blank. The cells are valid
// during the call; cells[0] is column A, blank cells at the end are left out.
// errEnough from each ends the sheet.
func (b *book) rows(s sheet, each func(line int, cells []cell) error) error {
	d, c, err := b.open(s.file)
	if err != nil {
		return err
	}
	defer c.Close()
	r := &sheetReader{b: b, each: each, names: names{}}
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			if !r.closed {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return badXML(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = r.start(t)
		case xml.CharData:
			if r.inValue && len(r.value) < longestText {
				r.value = append(r.value, t...)
			}
		case xml.EndElement:
			err = r.finish(t.Name.Local)
		}
		if err != nil || r.closed {
			return err
		}
	}
}

// sheetReader follows the elements of a sheet: sheetData > row > c > v.
type sheetReader struct {
	b       *book
	each    func(int, []cell) error
	names   names
	cells   []cell
	line    int
	col     int
	kind    string // attribute t of the cell
	value   []byte
	inValue bool
	hasV    bool
	formula bool
	closed  bool // the data of the sheet have ended
}

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		r.line++
		for _, a := range e.Attr {
			if a.Name.Local == "r" {
				if n, err := strconv.Atoi(a.Value); err == nil && n > 0 && n <= 1<<20 {
					r.line = n
				}
			}
		}
		r.cells, r.col = r.cells[:0], -1
	case "c":
		r.col++
		r.kind, r.value, r.hasV, r.formula = "", r.value[:0], false, false
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				if _, c, ok := reference([]byte(a.Value)); ok {
					r.col = c
				}
			case "t":
				r.kind = a.Value
			}
		}
		if r.col >= mostColumns {
			return refused(fmt.Sprint(r.col+1), trade.Text{ID: "paling banyak 16.384 kolom", EN: "at most 16,384 columns"})
		}
	case "v", "t":
		r.inValue, r.hasV = true, true
	case "rPh":
		r.inValue = false
	case "f":
		r.formula = true
	}
	return nil
}

func (r *sheetReader) finish(name string) error {
	switch name {
	case "v", "t":
		r.inValue = false
	case "c":
		c := r.cell()
		if c.kind == blank {
			return nil
		}
		for len(r.cells) <= r.col {
			r.cells = append(r.cells, cell{})
		}
		r.cells[r.col] = c
	case "row":
		if !isBlank(r.cells) {
			return r.each(r.line, r.cells)
		}
	case "sheetData":
		r.closed = true
	}
	return nil
}

// cell makes a cell of what was collected.
func (r *sheetReader) cell() cell {
	if r.formula && (!r.hasV || len(r.value) == 0 && r.kind != "str") {
		return cell{uncooked, "="}
	}
	var text string
	switch r.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(string(r.value)))
		if err != nil || n < 0 || n >= len(r.b.shared) {
			return cell{faulty, "#REF!"}
		}
		text = strings.TrimSpace(r.b.shared[n])
	default:
		text = r.names.of(r.value)
	}
	switch {
	case text == "":
		return cell{}
	case r.kind == "" || r.kind == "n":
		return cell{numeric, text}
	case r.kind == "e", strings.HasPrefix(text, "#") && (text == "#N/A" || strings.HasSuffix(text, "!") || text == "#NAME?"):
		return cell{faulty, text}
	}
	return cell{textual, text}
}

// at returns a cell of a row, blank beyond its end.
func at(cells []cell, col int) cell {
	if col < 0 || col >= len(cells) {
		return cell{}
	}
	return cells[col]
}
