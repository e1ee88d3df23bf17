package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// The figures of the tests: exports 2021 published, exports 2022 derived from
// a balance and imports, imports 2021 in conflict, imports 2022 known only for
// eleven months, 2023 unknown.
const (
	x21 = 310_206_000_000 // 3,102.06 million
	x22 = 582_959_123_456 // 5,829.59123456 million: every digit must survive
	m21 = 5_124_000_000
	m22 = 5_009_000_000
)

var cents = trade.Amount(500_000)

func figure(id string, flow trade.Flow, period trade.Period, v trade.Amount, sources ...string) *ledger.Figure {
	return &ledger.Figure{ID: id, Series: trade.Series{Flow: flow}, Period: period, Value: v, Half: cents,
		Published: trade.Date{Year: 2023, Month: 2, Day: 1}, Sources: sources}
}

func known(status ledger.Status, f *ledger.Figure, terms ...ledger.Term) ledger.Answer {
	if terms == nil {
		terms = []ledger.Term{{Sign: 1, Figure: f}}
	}
	d := &ledger.Derivation{Terms: terms, Value: f.Value, Low: f.Value - cents, High: f.Value + cents}
	return ledger.Answer{Series: f.Series, Period: f.Period, Status: status, Value: d.Value, Low: d.Low, High: d.High, Best: d}
}

// table is a chart of two columns and three rows, one of whose labels looks
// like a formula.
func table(lang i18n.Lang) Table {
	y21, y22, y23 := trade.YearOf(2021), trade.YearOf(2022), trade.YearOf(2023)
	part := trade.Period{From: y22.From, To: y22.To - 1}
	a, b := figure("b22", trade.Balance, y22, x22-m22, "one"), figure("i22", trade.Import, y22, m22, "two")
	exports22 := known(ledger.Derived, figure("", trade.Export, y22, x22), ledger.Term{Sign: 1, Figure: a}, ledger.Term{Sign: 1, Figure: b})
	imports21 := known(ledger.Conflicting, figure("i21", trade.Import, y21, m21, "two"))
	imports21.Alternatives = []ledger.Alternative{{Kind: ledger.Revision,
		Derivation: *known(ledger.Published, figure("i21b", trade.Import, y21, m21+1_000_000, "three")).Best}}
	unknown := func(f trade.Flow) chart.Point {
		return chart.Point{Answer: ledger.Answer{Series: trade.Series{Flow: f}, Period: y23, Status: ledger.Unknown}, Href: "/id/angka/x/2023"}
	}
	p := i18n.Printer{Lang: lang, Unit: i18n.Billions} // downloads must not follow the reader's unit
	return Table{
		Printer: p, Made: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), Base: "https://muara.example",
		Pack: &pack.Pack{Slug: "kalteng", Version: "2026.1", Licence: "CC-BY-4.0", Compiled: trade.Date{Year: 2026},
			Region: pack.Region{Name: trade.Text{ID: "Kalimantan Tengah", EN: "Central Kalimantan"}, BPS: "62"},
			About:  trade.Text{ID: "Himpunan.", EN: "A compilation."},
			Sources: []pack.Source{
				{ID: "one", URL: "https://satu.example/a", Publisher: "Satu", Published: trade.Date{Year: 2023, Month: 1}},
				{ID: "two", URL: "https://dua.example/b", Publisher: "=cmd|' /C calc'!A0", Published: trade.Date{Year: 2023, Month: 2, Day: 1}},
				{ID: "three", URL: "https://tiga.example/c", Publisher: "Tiga"},
			}},
		Chart: chart.Chart{ID: "flows", Title: "Ekspor dan impor", What: "Nilai per tahun", RowName: "Tahun",
			Columns: []string{"Ekspor", "Impor"}, Link: "/id/neraca?from=2021",
			Rows: []chart.Row{
				{Key: "2021", Label: "2021", Points: []chart.Point{
					{Answer: known(ledger.Published, figure("e21", trade.Export, y21, x21, "one")), Text: "3,10", Href: "/id/angka/export/2021", Share: share(lang)},
					{Answer: imports21, Text: "0,05", Href: "/id/angka/import/2021"}}},
				{Key: "2022", Label: "=HYPERLINK(\"https://evil.example\")", Note: "@SUM(1)", Points: []chart.Point{
					{Answer: exports22, Text: "5,83", Href: "/id/angka/export/2022"},
					{Answer: known(ledger.Published, figure("i22p", trade.Import, part, m22, "two")), Partial: true, Href: "/id/angka/import/2022-01..2022-11"}}},
				{Key: "2023", Label: "2023", Muted: true, Points: []chart.Point{unknown(trade.Export), unknown(trade.Import)}},
			}},
	}
}

func share(lang i18n.Lang) string {
	if lang == i18n.EN {
		return "1,036.83%"
	}
	return "1.036,83%"
}

func write(t *testing.T, format string, tab Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, tab); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSVHoldsEveryValueExactly(t *testing.T) {
	for _, lang := range i18n.Langs() {
		raw := write(t, CSV, table(lang))
		if !bytes.HasPrefix(raw, []byte(bom)) || !bytes.Contains(raw, []byte("\r\n")) {
			t.Error("want UTF-8 with a mark and CRLF")
		}
		lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte(bom)))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		col := map[string]int{}
		for i, name := range lines[0] {
			col[name] = i
		}
		want := []struct{ key, series, period, value, low, high, status, partial, share, sources string }{
			{"2021", "export", "2021", "3102.06", "3102.055", "3102.065", "published", "false", "1036.83", "https://satu.example/a"},
			{"2021", "import", "2021", "51.24", "51.235", "51.245", "conflicting", "false", "", "https://dua.example/b"},
			{"2022", "export", "2022", "5829.59123456", "5829.58623456", "5829.59623456", "derived", "false", "", "https://satu.example/a https://dua.example/b"},
			{"2022", "import", "2022-01..2022-11", "50.09", "50.085", "50.095", "published", "true", "", "https://dua.example/b"},
			{"2023", "export", "2023", "", "", "", "unknown", "false", "", ""},
			{"2023", "import", "2023", "", "", "", "unknown", "false", "", ""},
		}
		if len(lines) != len(want)+1 {
			t.Fatalf("%s: %d lines, want %d", lang, len(lines), len(want)+1)
		}
		for i, w := range want {
			got := lines[i+1]
			for name, value := range map[string]string{"key": w.key, "series": w.series, "period": w.period, "value": w.value,
				"low": w.low, "high": w.high, "status": w.status, "partial": w.partial, "share_percent": w.share, "sources": w.sources, "unit": "USD million"} {
				if got[col[name]] != value {
					t.Errorf("%s, line %d: %s is %q, want %q", lang, i+2, name, got[col[name]], value)
				}
			}
		}
		if got := lines[1][col["figure"]]; got != "https://muara.example/id/angka/export/2021" {
			t.Errorf("figure is %q", got)
		}
	}
}

// No cell of a CSV may begin with what a spreadsheet runs, but for numbers.
func TestCSVRunsNoFormula(t *testing.T) {
	tab := table(i18n.ID)
	for i, bad := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"} {
		tab.Chart.Rows[0].Label = bad
		tab.Chart.Rows[0].Key = bad
		tab.Chart.Rows[0].Note = bad
		tab.Chart.Columns[0] = bad
		lines, err := csv.NewReader(bytes.NewReader(write(t, CSV, tab))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			for j, cell := range line {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("case %d: column %d begins with %q", i, j, cell)
				}
			}
		}
	}
	if got := inert("2021"); got != "2021" {
		t.Errorf("a plain text became %q", got)
	}
}

// A negative balance is a number and stays one.
func TestCSVKeepsNegativeNumbers(t *testing.T) {
	tab := table(i18n.ID)
	tab.Chart.Rows[0].Points[0].Answer.Value = -1_250_000_000
	if raw := string(write(t, CSV, tab)); !strings.Contains(raw, ",-12.50,") {
		t.Errorf("no -12.50 in\n%s", raw)
	}
}

func TestJSONTellsHowEachValueIsKnown(t *testing.T) {
	var doc jsonTable
	d := json.NewDecoder(bytes.NewReader(write(t, JSON, table(i18n.EN))))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if doc.Unit != "USD million" || doc.Pack.Version != "2026.1" || doc.Pack.Licence != "CC-BY-4.0" ||
		doc.Region.Name != "Central Kalimantan" || doc.Link != "https://muara.example/id/neraca?from=2021" {
		t.Errorf("head is %+v", doc)
	}
	if doc.Period == nil || doc.Period.From != "2021-01" || doc.Period.To != "2022-12" {
		t.Errorf("period is %+v", doc.Period)
	}
	derived := doc.Rows[1].Values[0]
	if derived.Status != "derived" || *derived.Value != "5829.59123456" || len(derived.Derivation) != 2 {
		t.Fatalf("derived is %+v", derived)
	}
	if term := derived.Derivation[1]; term.Sign != "+" || term.Figure != "i22" || term.Value != "50.09" || term.Sources[0] != "two" {
		t.Errorf("term is %+v", term)
	}
	if c := doc.Rows[0].Values[1]; c.Status != "conflicting" || len(c.Alternatives) != 1 ||
		c.Alternatives[0].Value != "51.25" || c.Alternatives[0].Kind != "revision" {
		t.Errorf("conflicting is %+v", c)
	}
	if u := doc.Rows[2].Values[0]; u.Status != "unknown" || u.Value != nil || u.Low != nil {
		t.Errorf("unknown is %+v", u)
	}
	if p := doc.Rows[1].Values[1]; !p.Partial || p.Period.To != "2022-11" {
		t.Errorf("partial is %+v", p)
	}
	if s := doc.Rows[0].Values[0].SharePercent; s != "1036.83" {
		t.Errorf("share is %q", s)
	}
	if len(doc.Sources) != 3 || doc.Sources[2].ID != "three" || doc.Sources[0].URL != "https://satu.example/a" || doc.Sources[0].Published != "2023-01" {
		t.Errorf("sources are %+v", doc.Sources)
	}
}

func TestJSONWritesAShareAsPercent(t *testing.T) {
	f := figure("e", trade.Export, trade.YearOf(2021), x21, "one")
	s := &ledger.Share{Share: 368_300, Sources: []string{"three"}}
	got := terms([]ledger.Term{{Sign: -1, Figure: f, Share: s}})
	if len(got) != 1 || got[0].Sign != "-" || got[0].SharePercent != "36.83" || strings.Join(got[0].Sources, " ") != "one three" {
		t.Errorf("got %+v", got)
	}
	if strings.Join(f.Sources, " ") != "one" {
		t.Error("the figure's own sources were changed")
	}
}

func TestXLSXReopens(t *testing.T) {
	for _, c := range []struct {
		lang   i18n.Lang
		sheets string
	}{{i18n.ID, "Tabel Sumber Catatan Rincian"}, {i18n.EN, "Table Sources Notes Details"}} {
		tab := table(c.lang)
		f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX, tab)))
		if err != nil {
			t.Fatal(err)
		}
		names := f.GetSheetList()
		if got := strings.Join(names, " "); got != c.sheets {
			t.Errorf("sheets are %s, want %s", got, c.sheets)
		}
		raw := excelize.Options{RawCellValue: true}
		for cell, want := range map[string]string{"A1": "Ekspor dan impor", "B6": "Ekspor", "A7": "2021", "B7": "3102.06", "C7": "51.24",
			"B8": "5829.59123456", "C8": "50.09", "A8": `=HYPERLINK("https://evil.example")`} {
			if got, _ := f.GetCellValue(names[0], cell, raw); got != want {
				t.Errorf("%s %s is %q, want %q", c.lang, cell, got, want)
			}
		}
		if kind, _ := f.GetCellType(names[0], "B7"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("a value is not a number: %v", kind)
		}
		if got, _ := f.GetCellValue(names[0], "B9", raw); got != tab.Printer.T("chart.unknown") {
			t.Errorf("an unknown value is %q", got)
		}
		if formula, _ := f.GetCellFormula(names[0], "A8"); formula != "" {
			t.Errorf("a label became the formula %q", formula)
		}
		if panes, _ := f.GetPanes(names[0]); !panes.Freeze || panes.YSplit != 6 || panes.XSplit != 1 {
			t.Errorf("panes are %+v", panes)
		}
		if got, _ := f.GetCellValue(names[1], "D3"); got != "https://dua.example/b" {
			t.Errorf("second source is %q", got)
		}
		if ok, address, _ := f.GetCellHyperLink(names[1], "D3"); !ok || address != "https://dua.example/b" {
			t.Errorf("its link is %q", address)
		}
		props, err := f.GetDocProps()
		if err != nil || props.Language != string(c.lang) || props.Title != "Ekspor dan impor" || props.Created != "2026-11-23T08:00:00Z" {
			t.Errorf("properties are %+v, %v", props, err)
		}
		rows, _ := f.GetRows(names[3], raw)
		if len(rows) != 7 {
			t.Errorf("the details have %d rows, want 7", len(rows))
		}
	}
}

// A table with one column of values shows how each is known beside it.
func TestXLSXOfOneColumn(t *testing.T) {
	tab := table(i18n.ID)
	tab.Chart.Columns = tab.Chart.Columns[:1]
	for i := range tab.Chart.Rows {
		tab.Chart.Rows[i].Points = tab.Chart.Rows[i].Points[:1]
	}
	f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX, tab)))
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := f.GetRows("Tabel", excelize.Options{RawCellValue: true})
	want := "5829.59123456||2022|" + tab.Printer.Status("derived") + "|5829.58623456|5829.59623456"
	if got := strings.Join(rows[7][1:7], "|"); got != want {
		t.Errorf("row is %s, want %s", got, want)
	}
	if got := rows[6][2]; got != "1036.83" {
		t.Errorf("share is %s", got)
	}
}

func TestUnknownFormatSaysWhichThereAre(t *testing.T) {
	var b bytes.Buffer
	err := Write(&b, "pdf", table(i18n.ID))
	var e *trade.Error
	if !errors.As(err, &e) || e.Code != trade.NotFound || !strings.Contains(e.Text.ID, "csv, xlsx, json") || b.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
	if got := ContentType("pdf"); got != "application/octet-stream" {
		t.Errorf("type is %s", got)
	}
}

// broken fails on the first byte.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the line is cut") }

func TestFaultsOfTheReaderAreReturned(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(broken{}, format, table(i18n.ID)); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
}
