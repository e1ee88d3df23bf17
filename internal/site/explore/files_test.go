package explore_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The files of a view hold all its rows, not only those of a page.
func TestDownloadsHoldAllRows(t *testing.T) {
	h := serve(t, loaded())
	view := "/id/jelajah%s?dataset=kalteng&by=product,partner&period=2024&limit=10"
	doc := read(t, h, strings.Replace(view, "%s", "", 1))
	if n := len(doc.ID("table").Tag("tbody")[0].Tag("tr")); n != 10 {
		t.Fatalf("the page shows %d rows, want 10", n)
	}
	w := get(t, h, strings.Replace(view, "%s", ".csv", 1))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), "muara-kalteng-product-partner-2024.csv") {
		t.Fatalf("%d, %v", w.Code, w.Header())
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(lines) < 100 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	b, err := excelize.OpenReader(get(t, h, strings.Replace(view, "%s", ".xlsx", 1)).Body)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	rows, err := b.GetRows("Tabel")
	if err != nil || len(rows)-4 != len(lines)-1 {
		t.Errorf("the workbook has %d rows, the CSV %d: %v", len(rows)-4, len(lines)-1, err)
	}
	for ext, kind := range map[string]string{".json": "application/json", ".parquet": "application/vnd.apache.parquet"} {
		w := get(t, h, strings.Replace(view, "%s", ext, 1))
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), kind) || w.Body.Len() < 1000 {
			t.Errorf("%s answers %d, %s, %d bytes", ext, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
		}
	}
}

// A file that cannot be made is an error and no file.
func TestFaultsOfDownloads(t *testing.T) {
	h := serve(t, loaded())
	for path, status := range map[string]int{
		"/en/explore.csv?dataset=dunia&measure=weight":         400,
		"/en/explore.xlsx?dataset=kalteng&measure=rca&by=bloc": 400,
		"/en/explore.parquet?dataset=nothing":                  400,
	} {
		w := get(t, h, path)
		if w.Code != status || w.Header().Get("Content-Disposition") != "" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%s answers %d, %v", path, w.Code, w.Header())
		}
	}
}
