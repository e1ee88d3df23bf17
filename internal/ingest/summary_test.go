package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// margins writes totals with what they were added up over.
func margins(r *Report) (out []string) {
	for _, x := range r.Totals {
		s := line(x) + " " + string(x.Margin)
		if x.NonOil {
			s += " nonoil"
		}
		if x.World {
			s += " world"
		}
		out = append(out, s)
	}
	return out
}

// The sums of the press tables are those that they print themselves (Jumlah 10 ...); the others are the sums of their cells.
func TestEastJavaSummaries(t *testing.T) {
	files, err := filepath.Glob(filepath.Dir(testData(t, "region/jatim/bps10komoditiexim__6bc764.xlsx").Data.(*os.File).Name()) + "/*.xlsx")
	if err != nil || len(files) != 22 {
		t.Fatalf("%d workbooks, %v", len(files), err)
	}
	kinds := map[Kind]int{}
	for _, f := range files {
		name, _, _ := strings.Cut(filepath.Base(f), "__")
		want, ok := summaries[name]
		if !ok {
			kinds[Provincial]++ // TestEastJava reads them
			continue
		}
		r := one(t, testData(t, "region/jatim/"+filepath.Base(f)))
		kinds[r.Kind]++
		got := append(margins(r), describe(r)...)
		if len(got) != len(want) && name != "dataexpor2020_04_27" {
			t.Errorf("%s: got %q", name, got)
		}
		for i, w := range want {
			if i >= len(got) || !strings.Contains(got[i], w) {
				t.Errorf("%s: got %q, want %q", name, got, want)
				break
			}
		}
		for _, u := range r.Unknown {
			t.Errorf("%s: unknown %v", name, u)
		}
		if r.Accepted > 0 && noted(r.Warnings, "no-unit-thousand") != 1 {
			t.Errorf("%s: nothing says that the unit is not stated: %v", name, r.Warnings)
		}
	}
	if kinds[Summary] != 14 || kinds[Provincial] != 8 {
		t.Errorf("%v, want 14 summaries among 22 workbooks", kinds)
	}
}

const noHeadings = "headings that name month and year"

var summaries = map[string][]string{
	"bps10komoditiexim":           {"export 2020-03  10 1343285400.00 product world"},
	"bpsnegaratujuanatauasal":     {"import 2020-03  13 936164620.00 partner"},
	"dataexpor2020_04_22":         {"export 2020-03  4 1985146140.00 sector world"},
	"dataexpor2020_04_27":         {"export 2018-11  13 1063305830.00 partner"},
	"dataexpor2020_08_19":         {"export 2020-07  4 11213415810.00 sector world"},
	"dataexpor2020_08_27":         {"export 2020-07  10 6945855050.00 product world"},
	"dataexpor2021_01_19":         {"import 2020-11  10 1071802290.00 product world"},
	"dataexpor2021_03_18":         {"export 2020-03  13 2211968230.00 partner", "import 2020-03  13 2417117810.00 partner"},
	"dataexporkomoditi2019_12_02": {noHeadings},
	"dataexporkomoditi2020_01_22": {noHeadings, noHeadings},
	"dataexpornegara2020_01_22":   {noHeadings, noHeadings},
	"dataimporkomoditi2020_01_24": {
		"import 2018-01..2018-09  10 9094727610.00 product nonoil world", "import 2019-01..2019-09  10 7979189200.00 product nonoil world",
		"import 2019-08  10 814464880.00 product nonoil world", "import 2019-09  10 941067320.00 product nonoil world",
	},
	"dataimpornegara2020_01_24": {
		" 2018-01..2018-09  10 10303600100.00 partner", " 2019-01..2019-09  10 9052149850.00 partner",
		" 2019-08  10 995230680.00 partner", " 2019-09  10 988799380.00 partner",
	},
	"dataexpor2020_07_06": {
		"import 2020-03  2 1790200310.00 sector world", "import 2020-03  3 1790200320.00 use world", "import 2020-04  2 1810822870.00 sector world",
		"import 2020-04  3 1810822860.00 use world", "import 2020-05  2 1263752710.00 sector world", "import 2020-05  3 1263752710.00 use world",
	},
}

// sheetOf makes a workbook of rows and inspects it.
func sheetOf(t *testing.T, rows ...[]any) *Report {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for n, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return one(t, memory("ringkasan.xlsx", b.Bytes()))
}

// Dates that were filled down mean one month as long as they stay in it.
func TestFilledDates(t *testing.T) {
	list := func(first int) [][]any {
		rows := [][]any{{"No HS Komoditi", "Uraian", "Th-Bln-Tgl", "Nilai", "Ekspor / Impor"}}
		for i, code := range []any{71, 3, "03", "Total"} {
			rows = append(rows, []any{code, "x", first + i, "1.000,50 ", "EKSPOR"})
		}
		return rows
	}
	r := sheetOf(t, list(43891)...) // 1 March 2020
	wantTotals(t, r, "export 2020-03  3 3001500.00")
	if noted(r.Warnings, "filled-dates") != 3 || noted(r.LeftOut, "totals") != 1 || noted(r.Warnings, "lost-zero") != 1 {
		t.Errorf("warnings %v, left out %v", r.Warnings, r.LeftOut)
	}
	r = sheetOf(t, list(43889)...) // 28 and 29 February, 1 March
	if r.Accepted != 0 || r.Refused != 3 {
		t.Errorf("%d accepted, %v", r.Accepted, describe(r))
	}
	wantRefusal(t, r, 2, "C", "one month for the whole block")
}

func TestBadSummaries(t *testing.T) {
	head := []any{"Nilai", "Th-Bln_Tgl", "Migas / Non Migas", "Ekspor / Impor", "Migas / Non Migas"}
	r := sheetOf(t, head,
		[]any{"10,50", 43891, "PERTANIAN", "EKSPOR", "NONMIGAS"}, []any{"20,25", 43891, "INDUSTRI", "EKSPOR", "NONMIGAS"},
		[]any{"99,00", 43891, "NONMIGAS", "EKSPOR", "NONMIGAS"}, []any{"1,00", 43891, "GALAKSI", "EKSPOR", "NONMIGAS"},
		[]any{"#DIV/0!", 43891, "MIGAS", "EKSPOR", "MIGAS"}, []any{"1,00", "kemarin", "MIGAS", "EKSPOR", "MIGAS"},
		[]any{"1,00", 43891, "MIGAS", "keluar", "MIGAS"}, []any{"-5,00", 43891, "MIGAS", "EKSPOR", "MIGAS"})
	for row, want := range map[int]string{4: "the sum of its sectors, 30750.00", 5: "a sector", 6: "a value", 7: "a date", 8: "export or import", 9: "zero or more"} {
		wantRefusal(t, r, row, "", want)
	}
	if r.Accepted != 2 || noted(r.LeftOut, "totals") != 1 {
		t.Errorf("%d accepted, left out %v", r.Accepted, r.LeftOut)
	}
	r = sheetOf(t, []any{"HS", "Uraian", "Sep 2019", "Jan-Sep 2019", "share Sep 19", "y-on-y", "x"},
		[]any{3, "Ikan", "1.000,00", "2.000,00", 5, "#DIV/0!", 1}, []any{"44", "Kayu", "#REF!", "3.000,00", 5, 1, 1},
		[]any{"", "Jumlah 2 Golongan", "1.000,00", "6.000,00", 5, 1, 1})
	wantRefusal(t, r, 3, "C (Sep 2019)", "a value")
	wantRefusal(t, r, 4, "D (Jan-Sep 2019)", "the sum of the rows above, 5000000.00")
	if r.Accepted != 3 || r.Refused != 2 || noted(r.Warnings, "no-flow") != 1 {
		t.Errorf("%d accepted, %v, %v", r.Accepted, describe(r), r.Warnings)
	}
}

func TestPeriodWords(t *testing.T) {
	for text, want := range map[string]string{
		"Ags 2019": "2019-08", "Jan-Sep 2018": "2018-01..2018-09", "Januari - Desember 2020": "2020", "2021": "2021", "Mei 2020": "2020-05",
		"Okt-2020": "2020-10", "share Sep 19": "", "Ags-Sep (m to m)": "", "Sep": "", "5 2019": "", "Des-Jan 2020": "", "": "",
	} {
		p, ok := periodWords(text)
		got := ""
		if ok {
			got = p.String()
		}
		if got != want {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
	}
}
