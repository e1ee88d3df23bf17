package refdata

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// nowhere are cells of a column of countries that name none: headings, sums
// and the rest. Folded.
var nowhere = map[string]bool{
	"negara": true, "totals": true, "lainnya": true, "bps negara tujuan asal": true,
	"jumlah ekspor non migas": true, "jumlah 10 negara": true, "jumlah 13 negara": true,
}

// mustName checks that a cell of a real file names a place or is known to name
// none.
func mustName(t *testing.T, seen map[string]bool, cell string) {
	t.Helper()
	if seen[cell] || strings.TrimSpace(cell) == "" {
		return
	}
	seen[cell] = true
	if _, err := strconv.ParseFloat(cell, 64); err == nil || nowhere[Fold(cell)] {
		return
	}
	if _, ok := PlaceNamed(cell); !ok {
		t.Errorf("%q names no place", cell)
	}
}

func TestPlacesOfBACI(t *testing.T) {
	rows, err := csv.NewReader(testData(t, "world/country_codes_V202401.csv")).ReadAll()
	if err != nil || len(rows) < 200 {
		t.Fatal(len(rows), err)
	}
	for _, r := range rows[1:] { // code, name, iso2, iso3
		p, ok := PlaceBy("cepii", r[0])
		if !ok {
			t.Errorf("%s (%s) is no place", r[0], r[1])
			continue
		}
		if iso3, _ := PlaceBy("iso3", r[3]); iso3.Code != p.Code && p.Kind != PlaceHistoric {
			t.Errorf("%s (%s) is %s, by %s it is %s", r[0], r[1], p.Code, r[3], iso3.Code)
		}
		if named, _ := PlaceNamed(r[1]); named.Code != p.Code {
			t.Errorf("%s is %s, by its name %s it is %q", r[0], p.Code, r[1], named.Code)
		}
	}
}

func TestPartnersOfComtrade(t *testing.T) {
	rows, err := csv.NewReader(testData(t, "world/comtrade_api/ref_partner.csv")).ReadAll()
	if err != nil || len(rows) < 300 {
		t.Fatal(len(rows), err)
	}
	for _, r := range rows[1:] { // id, country, iso_3, iso_2, note, entry_year, exit_year, group
		p, ok := PlaceBy("comtrade", r[0])
		if !ok {
			t.Errorf("%s (%s) is no place", r[0], r[1])
			continue
		}
		// Sarawak without a year may as well be the state of Malaysia today.
		if named, _ := PlaceNamed(r[1]); named.Code != p.Code && r[1] != "Sarawak" {
			t.Errorf("%s is %s, by its name %s it is %q", r[0], p.Code, r[1], named.Code)
		}
		iso3, found := PlaceBy("iso3", r[2])
		if r[2] != "A79" && (!found || iso3.Code != p.Code && p.Kind != PlaceHistoric && r[0] != "492") {
			t.Errorf("%s is %s, by %s it is %q", r[0], p.Code, r[2], iso3.Code)
		}
	}
}

func TestReportersOfComtrade(t *testing.T) {
	var list struct {
		Results []struct {
			ReporterCode int
			ReporterDesc string
		}
	}
	if err := json.NewDecoder(testData(t, "world/comtrade_api/ref_Reporters.json")).Decode(&list); err != nil {
		t.Fatal(err)
	}
	if len(list.Results) < 250 {
		t.Fatalf("%d reporters", len(list.Results))
	}
	for _, r := range list.Results {
		p, ok := PlaceBy("comtrade", strconv.Itoa(r.ReporterCode))
		named, _ := PlaceNamed(r.ReporterDesc)
		if !ok || named.Code != p.Code {
			t.Errorf("%d (%s) is %q, by its name %q", r.ReporterCode, r.ReporterDesc, p.Code, named.Code)
		}
	}
}

func TestCountriesOfTheProvincialUploads(t *testing.T) {
	z, err := gzip.NewReader(testData(t, "region/jatim/jatim_province_hs_country_month_long.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(z)
	r.ReuseRecord = true
	seen := map[string]bool{}
	for {
		row, err := r.Read() // file, prov, hs, desc, country, ...
		if err != nil {
			break
		}
		if row[4] != "country" {
			mustName(t, seen, strings.Clone(row[4]))
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d countries", len(seen))
	}
}

func TestCountriesOfTheSummaries(t *testing.T) {
	columns := map[string][]int{ // of names, by the beginning of the file's name
		"bpsnegaratujuanatauasal": {0}, "dataexpor2020_04_27": {0}, "dataexpor2021_03_18": {0},
		"dataexpornegara": {0, 1}, "dataimpornegara": {0},
	}
	dir := filepath.Dir(testData(t, "region/jatim/bps10komoditiexim__6bc764.xlsx").Name())
	seen := map[string]bool{}
	for start, names := range columns {
		files, err := filepath.Glob(filepath.Join(dir, start+"*.xlsx"))
		if err != nil || len(files) != 1 {
			t.Fatal(start, files, err)
		}
		for _, row := range sheetRows(t, files[0], -1) {
			for _, c := range names {
				if c < len(row) {
					mustName(t, seen, row[c])
				}
			}
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d names", len(seen))
	}
}

func TestCountriesOfTheBPSPivots(t *testing.T) {
	if testing.Short() {
		t.Skip("wide workbooks take some seconds")
	}
	for _, file := range []string{"exim_ekspor_2020_2024.xlsx", "exim_ekspor_2025.xlsx"} {
		rows := sheetRows(t, testData(t, "region/bps_exim/"+file).Name(), 2)
		seen := map[string]bool{}
		for _, cell := range rows[1] {
			mustName(t, seen, cell)
		}
		if len(seen) < 200 {
			t.Errorf("%s: only %d countries", file, len(seen))
		}
	}
}

// sheetRows reads the first rows of all sheets of a workbook, all rows for -1.
func sheetRows(t *testing.T, path string, limit int) [][]string {
	t.Helper()
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var out [][]string
	for _, sheet := range book.GetSheetList() {
		rows, err := book.Rows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n != limit && rows.Next(); n++ {
			cells, err := rows.Columns()
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, cells)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
