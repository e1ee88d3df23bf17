package report

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
)

// csv writes one line for each row after RFC 4180. The last columns name the
// data set and its release; where rows were left out, a last line says so in
// its first cell, so that nobody takes the file for whole.
func (f *Frames) csv(w io.Writer) error {
	if !f.Plain {
		if _, err := io.WriteString(w, bom); err != nil {
			return err
		}
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	cols := f.columns()
	var line []string
	for _, col := range cols {
		line = append(line, col.key)
	}
	if err := c.Write(append(line, "dataset", "release")); err != nil {
		return err
	}
	memo := map[string]string{}
	for row := range f.Frame.Len() {
		line = line[:0]
		for _, col := range cols {
			if col.measure != nil {
				line = append(line, exactOf(col.measure, row))
			} else {
				line = append(line, inert(f.words(col, row, memo)))
			}
		}
		if err := c.Write(append(line, f.Dataset, f.Release)); err != nil {
			return err
		}
	}
	if f.Frame.More && !f.Plain {
		line = make([]string, len(cols)+2)
		line[0] = "# " + f.Printer.T("explore.file.truncated", strconv.Itoa(f.Frame.Len()))
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// json writes {"about": {...}, "columns": [...], "rows": [[...], ...]}. Values
// are numbers, what is not known is null.
func (f *Frames) json(w io.Writer) error {
	b := bufio.NewWriterSize(w, 64<<10)
	about := map[string]string{}
	for _, kv := range f.about() {
		about[kv[0]] = kv[1]
	}
	cols := f.columns()
	keys := make([]string, len(cols))
	for i, c := range cols {
		keys[i] = c.key
	}
	head, err := json.MarshalIndent(about, " ", "  ")
	if err != nil {
		return err
	}
	names, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	_, _ = b.WriteString("{\n \"about\": ")
	_, _ = b.Write(head)
	_, _ = b.WriteString(",\n \"columns\": ")
	_, _ = b.Write(names)
	_, _ = b.WriteString(",\n \"rows\": [")
	memo := map[string]string{}
	for row := range f.Frame.Len() {
		if row > 0 {
			_ = b.WriteByte(',')
		}
		_, _ = b.WriteString("\n  [")
		for i, col := range cols {
			if i > 0 {
				_, _ = b.WriteString(", ")
			}
			cell := "null"
			if col.measure == nil {
				text, err := json.Marshal(f.words(col, row, memo))
				if err != nil {
					return err
				}
				cell = string(text)
			} else if x := exactOf(col.measure, row); x != "" {
				cell = x
			}
			_, _ = b.WriteString(cell)
		}
		if _, err := b.WriteString("]"); err != nil { // the reader may have gone
			return err
		}
	}
	_, _ = b.WriteString("\n ]\n}\n")
	return b.Flush()
}
