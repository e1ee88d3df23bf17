package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"muara/internal/trade"
)

// Preview is the beginning of every table of a file, with a guess of what its
// columns hold: what a page shows to a person who maps the columns.
type Preview struct {
	File    string
	Known   Kind       // of a known format, which needs no mapping; else Table, Reference or empty
	Layout  trade.Text // what it was recognised as
	Tables  []TablePreview
	Refused []Refusal // why a file, or a file of an archive, shows no table
}

// TablePreview is the beginning of one table.
type TablePreview struct {
	File    string // with the member of an archive
	Format  string // csv, xlsx, json, parquet
	Sheet   string
	Header  int        // guessed row of the headings, 0 without
	Lines   []int      // numbers of the rows
	Rows    [][]string // the first PreviewRows
	Columns []ColumnGuess
	Unit    string // guessed unit of value, empty where nothing says
	Numbers string // guessed style of numbers, empty where nothing shows it

	first sheetSample
}

// PreviewRows is how many rows of a table a preview shows.
const PreviewRows = 20

// ColumnGuess is what a column seems to hold.
type ColumnGuess struct {
	Name     string // heading; letter or number where it has none
	Field    Field  // empty where nothing speaks for one
	Why      trade.Text
	Examples []string // a few different values
}

// Look reads the beginning of a file and guesses what its tables hold.
func Look(ctx context.Context, src Source, limits Limits) (*Preview, error) {
	if limits == (Limits{}) {
		limits = DefaultLimits()
	}
	p := &Preview{File: src.Name}
	refuse := func(r Refusal) { p.Refused = append(p.Refused, r) }
	err := unpack(src, limits, Sink{Refuse: refuse}, func(part *Part) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		out := &Out{ctx: ctx, file: part.Name, sink: Sink{Refuse: refuse}}
		if p.Known == "" {
			p.Known, p.Layout = recognise(part.Sample)
		}
		for _, t := range tables(part, out) {
			if len(t.first.rows) > 0 {
				p.Tables = append(p.Tables, preview(part.Name, t))
			}
		}
		return nil
	})
	return p, err
}

// WithHeader is the same table with its headings in another row, 0 for none.
func (t TablePreview) WithHeader(row int) TablePreview {
	if t.first.fields != nil || row < 0 {
		return t
	}
	t.Header = row
	t.Columns = guessColumns(t.first, row)
	t.Unit = guessUnit(t.first, row, t.Columns)
	t.Numbers = guessNumbers(t.first, row, t.Columns)
	return t
}

// recognise tells the kind of a part without reading it.
func recognise(s *Sample) (Kind, trade.Text) {
	for _, f := range formats() {
		if layout, ok := f.Sniff(s); ok {
			return f.Kind(), layout
		}
	}
	return "", trade.Text{}
}

func preview(file string, t table) TablePreview {
	p := TablePreview{File: file, Format: t.format, Sheet: t.sheet, first: t.first}
	if t.fields == nil {
		p.Header = guessHeader(t.first)
	}
	n := min(len(t.first.rows), PreviewRows)
	for i, cells := range t.first.rows[:n] {
		p.Rows, p.Lines = append(p.Rows, texts(cells)), append(p.Lines, t.first.line[i])
	}
	p.Columns = guessColumns(t.first, p.Header)
	p.Unit = guessUnit(t.first, p.Header, p.Columns)
	p.Numbers = guessNumbers(t.first, p.Header, p.Columns)
	return p
}

// find returns the table that a mapping means.
func (p *Preview) find(m Mapping) (TablePreview, bool) {
	for _, t := range p.Tables {
		if m.Sheet != "" && m.Sheet != t.Sheet && m.Sheet != t.File {
			continue
		}
		fits := true
		for _, c := range m.Columns {
			fits = fits && (c == AcrossColumns || t.column(m.Header, c) >= 0)
		}
		if fits || m.Sheet != "" || len(p.Tables) == 1 {
			return t, true
		}
	}
	if m.Sheet == "" && len(p.Tables) > 0 {
		return p.Tables[0], true
	}
	return TablePreview{}, false
}

// column finds a column by what a mapping calls it; -1 if there is none.
func (t TablePreview) column(header int, name string) int {
	heads := headsOf(t.first, header)
	c := match(heads, name)
	if t.first.fields != nil && c >= len(heads) {
		return -1
	}
	return c
}

// Signature is the same for tables with the same headings in the same order,
// whatever their rows: it finds the mapping that served last month. Tables
// without headings have none.
func (t TablePreview) Signature() string {
	heads := headsOf(t.first, t.Header)
	if len(heads) == 0 {
		return ""
	}
	folded := make([]string, len(heads))
	for i, h := range heads {
		folded[i] = fold(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(folded, "\x1f")))
	return hex.EncodeToString(sum[:8])
}

// Signature is that of the first table with headings.
func Signature(p *Preview) string {
	for _, t := range p.Tables {
		if s := t.Signature(); s != "" {
			return s
		}
	}
	return ""
}

// Suggest makes a mapping of the guesses for a table. It says nothing that the
// table does not show: where unit, direction or reporter are missing, Check
// names them.
func (t TablePreview) Suggest() Mapping {
	m := Mapping{Sheet: t.Sheet, Header: t.Header, Signature: t.Signature(), Unit: t.Unit, Numbers: t.Numbers, Columns: map[Field]string{}, Fixed: map[Field]string{}}
	for _, c := range t.Columns {
		if c.Field == "" {
			continue
		}
		m.Columns[c.Field] = c.Name
		if c.Field == FieldWeight {
			m.WeightUnit = weightUnitOf(c.Name)
		}
		if e := editionCode(strings.SplitN(c.Name, "_", 2)[0]); c.Field == FieldProduct && e != "" {
			m.Fixed[FieldEdition] = e
		}
		switch f := fold(c.Name); {
		case c.Field == FieldValue && strings.Contains(f, "export"), c.Field == FieldReporter && strings.HasPrefix(f, "exporter"),
			c.Field == FieldValue && strings.Contains(f, "ekspor"):
			m.Fixed[FieldFlow] = string(trade.Export)
		case c.Field == FieldValue && strings.Contains(f, "import"), c.Field == FieldReporter && strings.HasPrefix(f, "importer"),
			c.Field == FieldValue && strings.Contains(f, "impor"):
			m.Fixed[FieldFlow] = string(trade.Import)
		}
	}
	if m.Columns[FieldValue] == "" && m.Columns[FieldDate] == "" && m.Columns[FieldYear] == "" && len(across(headsOf(t.first, t.Header), 0)) > 1 {
		m.Columns[FieldValue] = AcrossColumns
	}
	if m.Columns[FieldFlow] != "" {
		delete(m.Fixed, FieldFlow)
	}
	if m.Columns[FieldEdition] != "" {
		delete(m.Fixed, FieldEdition)
	}
	return m
}

// weightUnitOf reads the unit from a heading.
func weightUnitOf(name string) string {
	f := strings.ToLower(name)
	words := strings.FieldsFunc(f, func(r rune) bool { return (r < 'a' || r > 'z') })
	switch {
	case slices.Contains(words, "kg"), slices.Contains(words, "kilogram"), slices.Contains(words, "kgs"):
		return "kg"
	case slices.Contains(words, "ton"), slices.Contains(words, "tonne"), slices.Contains(words, "tonnes"), slices.Contains(words, "tons"):
		return "tonne"
	case slices.Contains(words, "kuintal"), slices.Contains(words, "quintal"):
		return "quintal"
	}
	return ""
}
