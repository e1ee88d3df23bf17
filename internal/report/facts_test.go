package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/trade"
)

// madeUp is a made-up table of facts in two units, one of them estimated and
// one not known.
func madeUp() Table {
	t := table(i18n.EN)
	t.Chart = chart.Chart{
		ID: "facts", Kind: chart.Scatter, Title: "Made up", RowName: "Commodity", Columns: []string{"Growth", "Value"}, Source: "Made up, release 1",
		Units: []chart.Unit{{Of: chart.Percent}, {Of: chart.USD, Scale: 6}},
		Rows: []chart.Row{
			{Key: "2701", Label: "Coal", Points: []chart.Point{
				{Fact: &chart.Fact{Number: 12.5, Known: true, Status: chart.Computed, Period: trade.YearOf(2024), Source: "r-1"}},
				{Fact: &chart.Fact{Number: 176_036_194_332.25, Exact: "176036194332.25", Known: true, Status: chart.Estimated, Period: trade.YearOf(2024), Source: "r-1"}, Text: "176,036.19", Href: "/en/explore?hs4=2701"}}},
			{Key: "1511", Label: "Palm oil", Points: []chart.Point{{Fact: &chart.Fact{}}, {Fact: &chart.Fact{}}}},
		},
	}
	return t
}

func TestFactsAreExactInCSV(t *testing.T) {
	raw := bytes.TrimPrefix(write(t, CSV, madeUp()), []byte(bom))
	records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range records[0] {
		at[name] = i
	}
	for _, want := range []struct {
		row        int
		name, cell string
	}{
		{1, "value", "12.5"}, {1, "unit", "percent"}, {1, "status", "computed"},
		{2, "value", "176036194332.25"}, {2, "unit", "USD"}, {2, "status", "estimated"}, {2, "period", "2024"},
		{2, "sources", "r-1"}, {2, "figure", "https://muara.example/en/explore?hs4=2701"},
		{3, "value", ""}, {3, "status", "unknown"},
	} {
		if got := records[want.row][at[want.name]]; got != want.cell {
			t.Errorf("line %d, %s = %q, want %q", want.row, want.name, got, want.cell)
		}
	}
}

func TestFactsAreExactInJSON(t *testing.T) {
	var got struct {
		Releases []string
		Period   struct{ From, To string }
		Rows     []struct {
			Values []struct {
				Unit, Status, Release string
				Value, Low            *string
			}
		}
	}
	if err := json.Unmarshal(write(t, JSON, madeUp()), &got); err != nil {
		t.Fatal(err)
	}
	v := got.Rows[0].Values[1]
	if v.Value == nil || *v.Value != "176036194332.25" || v.Low != nil || v.Unit != "USD" || v.Status != "estimated" || v.Release != "r-1" {
		t.Errorf("value %+v", v)
	}
	if got.Rows[1].Values[0].Value != nil || got.Period.From != "2024-01" || len(got.Releases) != 1 {
		t.Errorf("unknown %+v, period %+v, releases %v", got.Rows[1].Values[0], got.Period, got.Releases)
	}
}

func TestFactsHaveTheirUnitsInXLSX(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX, madeUp())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, strings.Join(r, "|"))
		}
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"Growth (percent)", "Value (US$)", "176,036,194,332.25", "estimated", "r-1", "not yet known", "Worked out by a formula"} {
		if !strings.Contains(text, want) {
			t.Errorf("the workbook lacks %q", want)
		}
	}
}
