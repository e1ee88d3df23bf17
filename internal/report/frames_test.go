package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"muara/internal/facts"
	"muara/internal/i18n"
)

// someFrames is made up: three rows, of which one has no weight, and a name that a
// spreadsheet would take for a formula.
func someFrames() Frames {
	return Frames{
		Frame: &facts.Frame{
			Dims:  []facts.Dim{facts.Chapter, facts.Port},
			Codes: [][]string{{"27", "44", "15"}, {"SAMPIT", "=1+1", "TANJUNG, PRIOK"}},
			Columns: []facts.Column{
				{Measure: facts.Value, Ints: []int64{123_456_789_012_345, 5, -7}},
				{Measure: facts.Weight, Ints: []int64{1_500, 0, 42_000}, Missing: []bool{false, true, false}},
				{Measure: facts.Growth, Floats: []float64{0.125, -0.5, 0}, Missing: []bool{false, false, true}},
			},
		},
		Printer: i18n.Printer{Lang: i18n.EN}, Title: "Value: exports 2023",
		Name:    func(_ facts.Dim, code string) string { return "chapter " + code },
		DimName: func(d facts.Dim) string { return string(d) },
		Dataset: "uji", Release: "20251120", DatasetName: "Test data", Source: "Made up", SourceURL: "https://example.org", Licence: "CC0-1.0",
		Published: time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC), Covers: "2023", Query: "by=hs2,port", Illustrative: true,
		Notes: []string{"One note."}, Inputs: [][3]string{{"uji.xlsx", "9f86d081", "3"}}, Made: time.Date(2025, 11, 25, 0, 0, 0, 0, time.UTC),
	}
}

func framesAs(t *testing.T, format string, f Frames) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteFrame(&b, format, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFramesAsCSV(t *testing.T) {
	b, ok := bytes.CutPrefix(framesAs(t, CSV, someFrames()), []byte(bom))
	if !ok {
		t.Error("no mark of UTF-8")
	}
	got, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"hs2", "hs2_name", "port", "value_usd", "weight_kg", "growth", "dataset", "release"},
		{"27", "chapter 27", "SAMPIT", "1234567890123.45", "1.5", "0.125", "uji", "20251120"},
		{"44", "chapter 44", "'=1+1", "0.05", "", "-0.5", "uji", "20251120"},
		{"15", "chapter 15", "TANJUNG, PRIOK", "-0.07", "42", "", "uji", "20251120"},
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got\n%v, want\n%v", got, want)
	}
}

func TestFramesAsJSON(t *testing.T) {
	var got struct {
		About   map[string]string
		Columns []string
		Rows    [][]any
	}
	d := json.NewDecoder(bytes.NewReader(framesAs(t, JSON, someFrames())))
	d.UseNumber()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 3 || fmt.Sprint(got.Rows[1]) != "[44 chapter 44 =1+1 0.05 <nil> -0.5]" {
		t.Errorf("rows: %v", got.Rows)
	}
	if got.About["release"] != "20251120" || got.About["illustrative"] != "true" || got.About["note_1"] != "One note." {
		t.Errorf("about: %v", got.About)
	}
}

func TestFramesAsXLSX(t *testing.T) {
	b, err := excelize.OpenReader(bytes.NewReader(framesAs(t, XLSX, someFrames())))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got := b.GetSheetList(); !slices.Equal(got, []string{"Table", "Sources"}) {
		t.Fatalf("sheets: %v", got)
	}
	rows, err := b.GetRows("Table", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != 7 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if want := []string{"Hs2 (code)", "Hs2", "Port", "Value (US$)", "Weight (kg)", "Growth"}; !slices.Equal(rows[3], want) {
		t.Errorf("headings %q, want %q", rows[3], want)
	}
	if want := []string{"44", "chapter 44", "=1+1", "0.05", "", "-0.5"}; !slices.Equal(rows[5], want) {
		t.Errorf("row %q, want %q", rows[5], want)
	}
	if formula, _ := b.GetCellFormula("Table", "C6"); formula != "" {
		t.Errorf("a text became the formula %q", formula)
	}
	if kind, _ := b.GetCellType("Table", "D5"); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Error("a value is text and no number")
	}
	sources, err := b.GetRows("Sources")
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(sources)
	for _, want := range []string{"Test data (uji)", "20251120", "CC0-1.0", "illustrative", "9f86d081", "One note."} {
		if !strings.Contains(all, want) {
			t.Errorf("the sheet of sources does not say %q: %s", want, all)
		}
	}
}

func TestFramesAsParquet(t *testing.T) {
	b := framesAs(t, Parquet, someFrames())
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Schema().Columns() {
		names = append(names, c[0])
	}
	if want := []string{"hs2", "hs2_name", "port", "value_cents", "weight_grams", "growth"}; !slices.Equal(names, want) {
		t.Errorf("columns %v, want %v", names, want)
	}
	if v, ok := f.Lookup("release"); !ok || v != "20251120" {
		t.Errorf("the file names the release %q", v)
	}
	rows := make([]parquet.Row, 3)
	r := f.RowGroups()[0].Rows()
	defer r.Close()
	if n, err := r.ReadRows(rows); n != 3 || err != nil && !errors.Is(err, io.EOF) {
		t.Fatalf("%d rows, %v", n, err)
	}
	if rows[0][3].Int64() != 123_456_789_012_345 || rows[1][2].String() != "=1+1" || !rows[1][4].IsNull() || rows[2][4].Int64() != 42_000 || rows[1][5].Double() != -0.5 {
		t.Errorf("rows: %v", rows)
	}
}

// A file that does not hold all rows says so.
func TestCutFramesSaySo(t *testing.T) {
	f := someFrames()
	f.Frame.More = true
	for _, format := range []string{CSV, JSON} {
		if b := string(framesAs(t, format, f)); !strings.Contains(b, "truncated") && !strings.Contains(b, "Only the first 3 rows") {
			t.Errorf("%s does not say that rows are missing", format)
		}
	}
	if err := WriteFrame(io.Discard, "pdf", f); err == nil || !strings.Contains(err.Error(), "csv, xlsx, json, parquet") {
		t.Errorf("pdf: %v", err)
	}
}

func TestPointed(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 5: "0.05", -5: "-0.05", 100: "1", 120: "1.2", -9223372036854775808: "-92233720368547758.08"} {
		if got := pointed(n, 2); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
