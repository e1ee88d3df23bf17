package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/trade"
)

// Parquet is the format of facts for those who compute with them.
const Parquet = "parquet"

// FrameFormats lists the formats that WriteFrame knows.
func FrameFormats() []string { return []string{CSV, XLSX, JSON, Parquet} }

// FrameType is the media type of a format of WriteFrame.
func FrameType(format string) string {
	if format == Parquet {
		return "application/vnd.apache.parquet"
	}
	return ContentType(format)
}

// FrameRows bounds the rows of a file. A sheet of a workbook ends earlier than
// other files, for those who open it.
func FrameRows(format string) int {
	if format == XLSX {
		return 100_000
	}
	return 1_000_000
}

// Frames is an answer about facts on its way into a file, with what the file
// must say of itself.
type Frames struct {
	Frame   *facts.Frame
	Printer i18n.Printer
	Title   string // what the answer is about, in a sentence
	Name    func(facts.Dim, string) string
	DimName func(facts.Dim) string

	Dataset, Release string
	DatasetName      string
	Source           string // who publishes the figures
	SourceURL        string
	Licence          string
	Illustrative     bool
	Published        time.Time // when the release was made
	Covers           string    // from when to when, in words
	Query            string    // as an address has it
	Page, API        string    // addresses of the view and of the call
	Command          string
	Notes            []string    // sentences
	Inputs           [][3]string // files: name, SHA-256, rows
	Made             time.Time

	// Plain is CSV for programs: without the byte order mark that spreadsheets
	// need, and without a last line about rows left out.
	Plain bool
}

// WriteFrame writes an answer in a format, row by row.
func WriteFrame(w io.Writer, format string, f Frames) error {
	switch format {
	case CSV:
		return f.csv(w)
	case XLSX:
		return f.xlsx(w)
	case JSON:
		return f.json(w)
	case Parquet:
		return f.parquet(w)
	}
	return unknownFormat(format, FrameFormats())
}

// frameColumn is a column of a file: a code, its name, or a measure.
type frameColumn struct {
	key     string // stable, the same in both languages: hs2, hs2_name, value_usd
	dim     int    // of the frame, -1 for measures
	named   bool   // the name and not the code
	measure *facts.Column
}

// measureKeys name measures with their units, which are whole ones: US$ and
// kilograms; ratios are fractions, 0.1 is 10 %.
var measureKeys = map[facts.Measure]string{
	facts.Value: "value_usd", facts.Weight: "weight_kg", facts.Weighed: "weighed_value_usd", facts.Rows: "rows",
	facts.UnitValue: "unit_value_usd_per_kg", facts.Share: "share", facts.Growth: "growth", facts.Change: "change_usd",
	facts.Contribution: "contribution", facts.PriceEffect: "price_effect", facts.VolumeEffect: "volume_effect", facts.RCA: "rca",
}

// hasNames reports whether the codes of a dimension have names of their own.
func hasNames(d facts.Dim) bool {
	switch d {
	case facts.Year, facts.Month, facts.Quarter, facts.Port, facts.Industry, facts.Sector, facts.Edition:
		return false
	}
	return true
}

func (f *Frames) columns() []frameColumn {
	var out []frameColumn
	for i, d := range f.Frame.Dims {
		out = append(out, frameColumn{key: string(d), dim: i})
		if hasNames(d) {
			out = append(out, frameColumn{key: string(d) + "_name", dim: i, named: true})
		}
	}
	for i := range f.Frame.Columns {
		c := &f.Frame.Columns[i]
		out = append(out, frameColumn{key: measureKeys[c.Measure], dim: -1, measure: c})
	}
	return out
}

// words returns the text of a code column in a row.
func (f *Frames) words(c frameColumn, row int, memo map[string]string) string {
	code := f.Frame.Codes[c.dim][row]
	if !c.named {
		return code
	}
	key := strconv.Itoa(c.dim) + code
	name, ok := memo[key]
	if !ok {
		name = f.Name(f.Frame.Dims[c.dim], code)
		memo[key] = name
	}
	return name
}

// exactOf writes a measure as a decimal with a point in its whole unit, empty
// where there is no value.
func exactOf(c *facts.Column, row int) string {
	if !c.Known(row) {
		return ""
	}
	switch c.Measure {
	case facts.Value, facts.Change, facts.Weighed:
		return pointed(c.Ints[row], 2)
	case facts.Weight:
		return pointed(c.Ints[row], 3)
	case facts.Rows:
		return strconv.FormatInt(c.Ints[row], 10)
	}
	return strconv.FormatFloat(c.Floats[row], 'g', -1, 64)
}

// floatOf is the same as a number, for files that have no decimals.
func floatOf(c *facts.Column, row int) float64 {
	switch c.Measure {
	case facts.Value, facts.Change, facts.Weighed:
		return float64(c.Ints[row]) / 100
	case facts.Weight:
		return float64(c.Ints[row]) / 1000
	case facts.Rows:
		return float64(c.Ints[row])
	}
	return c.Floats[row]
}

// pointed moves the point of a whole number by some digits to the left.
func pointed(n int64, digits int) string {
	sign, size := "", uint64(n)
	if n < 0 {
		sign, size = "-", -uint64(n)
	}
	text := fmt.Sprintf("%0*d", digits+1, size)
	whole, rest := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	if rest == "" {
		return sign + whole
	}
	return sign + whole + "." + rest
}

// about lists what a file says of itself: stable keys and values.
func (f *Frames) about() [][2]string {
	out := [][2]string{
		{"title", f.Title}, {"dataset", f.Dataset}, {"dataset_name", f.DatasetName}, {"release", f.Release},
		{"release_made", stamp(f.Published)}, {"covers", f.Covers}, {"source", f.Source}, {"source_url", f.SourceURL},
		{"licence", f.Licence}, {"query", f.Query}, {"page", f.Page}, {"api", f.API}, {"command", f.Command}, {"file_made", stamp(f.Made)},
	}
	if f.Illustrative {
		out = append(out, [2]string{"illustrative", "true"})
	}
	if f.Frame.More {
		out = append(out, [2]string{"truncated", "true"}, [2]string{"rows_at_most", strconv.Itoa(f.Frame.Len())})
	}
	for i, n := range f.Notes {
		out = append(out, [2]string{"note_" + strconv.Itoa(i+1), n})
	}
	for i, in := range f.Inputs {
		out = append(out, [2]string{"file_" + strconv.Itoa(i+1), in[0] + " sha256:" + in[1]})
	}
	return slices.DeleteFunc(out, func(kv [2]string) bool { return kv[1] == "" })
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// day is the calendar day of a moment, the zero date for none.
func (f *Frames) day(t time.Time) trade.Date {
	if t.IsZero() {
		return trade.Date{}
	}
	return dateOf(t)
}
