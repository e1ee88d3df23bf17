package cli

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strconv"

	"muara/internal/ingest"
)

// refusedFile collects every refusal as a row of a CSV file, which done then
// puts in its place whole, or not at all where the inspection failed. The rows
// wait in a temporary file, because there may be millions of them.
func refusedFile(name string) (write func(ingest.Refusal), done func(error) error, err error) {
	if name == "" {
		return func(ingest.Refusal) {}, func(err error) error { return err }, nil
	}
	f, err := os.CreateTemp("", "muara-*.csv")
	if err != nil {
		return nil, nil, err
	}
	w := csv.NewWriter(f)
	_ = w.Write([]string{"file", "sheet", "row", "column", "found", "expected_id", "expected_en"}) // kept by w.Error
	write = func(r ingest.Refusal) {
		row := ""
		if r.Row > 0 {
			row = strconv.Itoa(r.Row)
		}
		_ = w.Write([]string{inert(r.File), inert(r.Sheet), row, inert(r.Column), inert(r.Found), r.Expected.ID, r.Expected.EN})
	}
	return write, func(failed error) error {
		defer func() { _, _ = f.Close(), os.Remove(f.Name()) }() // its content is in its place, or not wanted
		var refused exitError
		if failed != nil && !errors.As(failed, &refused) {
			return failed
		}
		w.Flush()
		_, err := f.Seek(0, io.SeekStart)
		err = firstError(w.Error(), err)
		if err == nil {
			err = replaceWith(name, func(to io.Writer) error {
				_, err := io.Copy(to, f)
				return err
			})
		}
		return errors.Join(failed, err)
	}, nil
}

// inert keeps a spreadsheet from taking foreign text for a formula.
func inert(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r') {
		return "'" + text
	}
	return text
}
