package intake

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"muara/internal/ingest"
	"muara/internal/lake"
)

// refusals writes every refused row to a file of the release.
type refusals struct {
	file io.WriteCloser
	zip  *gzip.Writer
	csv  *csv.Writer
	err  error
}

func newRefusals(d *lake.Draft) (*refusals, error) {
	f, err := d.File(refusedFile)
	if err != nil {
		return nil, err
	}
	z := gzip.NewWriter(f)
	w := &refusals{file: f, zip: z, csv: csv.NewWriter(z)}
	w.err = w.csv.Write([]string{"file", "sheet", "row", "column", "found", "expected_id", "expected_en"})
	return w, nil
}

func (w *refusals) add(r ingest.Refusal) {
	if w.err != nil {
		return
	}
	row := ""
	if r.Row > 0 {
		row = strconv.Itoa(r.Row)
	}
	w.err = w.csv.Write([]string{inert(r.File), inert(r.Sheet), row, inert(r.Column), inert(r.Found), r.Expected.ID, r.Expected.EN})
}

// inert keeps a spreadsheet from running a text of somebody else's file as a
// formula: a leading apostrophe makes it a text (OWASP, CSV Injection). Plain
// numbers stay as they are.
func inert(text string) string {
	if strings.IndexAny(text, "=+-@\t\r\n") != 0 {
		return text
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return text
	}
	return "'" + text
}

func (w *refusals) close() error {
	w.csv.Flush()
	for _, err := range []error{w.csv.Error(), w.zip.Close(), w.file.Close()} {
		if w.err == nil {
			w.err = err
		}
	}
	return w.err
}

func writeJSON(d *lake.Draft, name string, v any) error {
	f, err := d.File(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
