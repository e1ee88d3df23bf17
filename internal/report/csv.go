package report

import (
	"encoding/csv"
	"io"
	"strings"

	"muara/internal/chart"
)

// bom marks a file as UTF-8. Spreadsheets need it to read "Januari–November"
// right; the readers of pandas and R drop it.
const bom = "\ufeff"

// writeCSV writes the long table of a chart after RFC 4180: one line for each
// row and column of values, unknown ones included with an empty value, the
// same column names in both languages. Sources are addresses separated by
// spaces; shares are in percent.
func writeCSV(w io.Writer, t Table) error {
	grid := chart.Table(t.Chart)
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	header := make([]string, len(grid.Columns))
	for i, col := range grid.Columns {
		header[i] = csvName(col.Key)
	}
	if err := c.Write(header); err != nil {
		return err
	}
	for _, record := range grid.Records {
		line := make([]string, len(record))
		for i, cell := range record {
			line[i] = t.csvCell(grid.Columns[i], cell)
		}
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// csvName is the heading of a column; the share says its unit.
func csvName(key string) string {
	if key == "share" {
		return "share_percent"
	}
	return key
}

func (t Table) csvCell(col chart.GridColumn, cell string) string {
	switch {
	case col.Numeric:
		return cell
	case col.Key == "share":
		return t.plainShare(cell)
	case col.Key == "sources":
		return inert(strings.Join(t.addresses(strings.Fields(cell)), " "))
	case col.Key == "figure":
		return inert(t.absolute(cell))
	default:
		return inert(cell)
	}
}

// addresses replaces ids of sources by their addresses, where known.
func (t Table) addresses(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id
		if s, ok := t.source(id); ok && s.URL != "" {
			out[i] = s.URL
		}
	}
	return out
}

// inert keeps a text from being run as a formula by the spreadsheet that opens
// the file: a leading apostrophe makes it text. Numbers do not pass here.
// (OWASP, CSV Injection.)
func inert(text string) string {
	if text == "" {
		return text
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return "'" + text
	}
	return text
}
