package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"muara/internal/trade"
)

// isJSON reports whether a text begins like a JSON object or array.
func isJSON(head []byte) bool {
	head = bytes.TrimSpace(head)
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// jsonReader walks the records of a JSON text: the objects of an array, those
// of the first array of objects within an object ({"data": [...]}), or one
// object after the other (JSON lines).
type jsonReader struct {
	in   *budget
	d    *json.Decoder
	line int
	each func(line int, names []string, cells []cell) error
	out  *Out // may be nil
}

func newJSONReader(r io.Reader, out *Out, each func(int, []string, []cell) error) *jsonReader {
	in := &budget{r: r, left: largestRecord}
	j := &jsonReader{in: in, d: json.NewDecoder(in), each: each, out: out}
	j.d.UseNumber()
	return j
}

// walk reads values at the top until the text ends.
func (j *jsonReader) walk() error {
	for {
		t, err := j.d.Token()
		if endOfText(err) {
			return nil
		}
		switch {
		case err != nil:
			return err
		case t == json.Delim('['):
			err = j.array()
		case t == json.Delim('{'):
			err = j.top()
		default:
			return refused("", wantRecords)
		}
		if err != nil {
			return err
		}
	}
}

var wantRecords = trade.Text{
	ID: "daftar catatan: [{...}, {...}], {\"data\": [{...}]}, atau satu objek setiap baris",
	EN: "a list of records: [{...}, {...}], {\"data\": [{...}]} or one object to a line",
}

// array reads the records of an array whose bracket was read.
func (j *jsonReader) array() error {
	for j.d.More() {
		j.in.left = largestRecord
		t, err := j.d.Token()
		if err != nil {
			return err
		}
		j.line++
		if t != json.Delim('{') {
			if err := j.skip(t); err != nil {
				return err
			}
			if j.out != nil {
				j.out.refuse(j.line, "", "", wantRecords)
			}
			continue
		}
		if err := j.record(); err != nil {
			return err
		}
	}
	_, err := j.d.Token()
	return err
}

func (j *jsonReader) record() error {
	var names []string
	var cells []cell
	if err := j.object("", &names, &cells, nil); err != nil {
		return err
	}
	return j.each(j.line, names, cells)
}

// top reads an object at the top: a record of its own, unless it holds an
// array of objects, whose records are then the table.
func (j *jsonReader) top() error {
	var names []string
	var cells []cell
	inner := false
	err := j.object("", &names, &cells, func() error {
		inner = true
		return j.array()
	})
	if err != nil || inner {
		return err
	}
	j.line++
	j.in.left = largestRecord
	return j.each(j.line, names, cells)
}

// object reads the rest of an object as cells; objects within it are flattened
// (name.common). list is called for arrays, after their bracket.
func (j *jsonReader) object(prefix string, names *[]string, cells *[]cell, list func() error) error {
	for j.d.More() {
		key, err := j.d.Token()
		if err != nil {
			return err
		}
		name := prefix + key.(string) // a key of an object is a text
		t, err := j.d.Token()
		if err != nil {
			return err
		}
		c := cell{}
		switch v := t.(type) {
		case json.Delim:
			if v == '{' && strings.Count(name, ".") < 8 {
				if err := j.object(name+".", names, cells, nil); err != nil {
					return err
				}
				continue
			}
			if v == '[' && list != nil {
				if err := list(); err != nil {
					return err
				}
				continue
			}
			if err := j.skip(v); err != nil {
				return err
			}
			c = cell{faulty, "[...]"}
		case string:
			if v = strings.TrimSpace(v); v != "" {
				c = cell{textual, v}
			}
		case json.Number:
			c = cell{numeric, v.String()}
		case bool:
			c = cell{textual, map[bool]string{true: "true", false: "false"}[v]}
		}
		*names, *cells = append(*names, name), append(*cells, c)
	}
	_, err := j.d.Token()
	return err
}

// skip passes over the rest of a value whose first token was read.
func (j *jsonReader) skip(t json.Token) error {
	depth := 0
	for {
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if t, err = j.d.Token(); err != nil {
			return err
		}
	}
}

// jsonSample reads the records at the beginning of a text.
func jsonSample(head []byte) sheetSample {
	const most = 100
	var out sheetSample
	at := map[string]int{}
	_ = newJSONReader(bytes.NewReader(head), nil, func(line int, names []string, cells []cell) error {
		row := make([]cell, len(out.fields))
		for i, n := range names {
			k, ok := at[n]
			if !ok && len(out.fields) < mostColumns {
				k = len(out.fields)
				at[n] = k
				out.fields = append(out.fields, n)
				row = append(row, cell{})
				ok = true
			}
			if ok {
				row[k] = cells[i]
			}
		}
		out.rows, out.line = append(out.rows, row), append(out.line, line)
		if len(out.rows) == most {
			return errEnough
		}
		return nil
	}).walk() // the text may end within a record: what came before is enough
	return out
}

// jsonRows streams the records with the wanted fields in their order.
func jsonRows(r io.Reader, want []string, out *Out, each func(int, []cell) error) error {
	row := make([]cell, len(want))
	j := newJSONReader(r, out, func(line int, names []string, cells []cell) error {
		clear(row)
		for i, n := range names {
			if k := slices.Index(want, n); k >= 0 {
				row[k] = cells[i]
			}
		}
		return each(line, row)
	})
	err := j.walk()
	var stopped *abort
	if err == nil || errors.As(err, &stopped) || errors.Is(err, errEnough) {
		return err
	}
	return badJSON(err, j.line)
}
