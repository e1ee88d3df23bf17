package chart_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/trade"
)

var (
	id = i18n.Printer{Lang: i18n.ID}
	en = i18n.Printer{Lang: i18n.EN}
)

// A chart of facts: the caller picks one unit for all points, holds numbers in
// whole units beside their exact decimals, and says where a click leads.
func Example_facts() {
	unit := chart.Scaled(chart.USD, 1_725_990_000)
	fact := func(year int, number float64, exact string) chart.Point {
		return chart.Point{
			Fact: &chart.Fact{Number: number, Exact: exact, Known: true, Status: chart.Recorded,
				Period: trade.YearOf(year), Source: "made-up-2024-1"},
			Text: unit.Number(en, number),
			Href: fmt.Sprintf("/en/explore?year=%d", year),
		}
	}
	c := chart.Chart{
		ID: "value", Kind: chart.Lines, Title: "Made up: value doubles", RowName: "Year", Columns: []string{"Exports"}, Unit: unit,
		Rows: []chart.Row{
			{Key: "2022", Label: "2022", Points: []chart.Point{fact(2022, 862_995_000, "862995000.00")}},
			{Key: "2023", Label: "2023", Points: []chart.Point{fact(2023, 1_725_990_000.25, "1725990000.25")}},
			{Key: "2024", Label: "2024", Points: []chart.Point{{Fact: &chart.Fact{}}}}, // not in the release
		},
	}
	for i, r := range c.Rows {
		fmt.Println(c.Describe(en, i, 0), "|", r.Points[0].Exact(), c.UnitCode(0))
	}
	lo, hi, _ := c.Extent()
	fmt.Println(c.UnitName(en), c.TickText(en, chart.Ticks(lo, hi, chart.AxisTicks)))
	// Output:
	// 2022: US$863.00 million | 862995000.00 USD
	// 2023: US$1,725.99 million | 1725990000.25 USD
	// 2024: not yet known |  USD
	// US$ million [0 500 1,000 1,500 2,000]
}

func TestNumbersOfFactsAreWrittenInTheirUnit(t *testing.T) {
	for _, c := range []struct {
		u        chart.Unit
		x        float64
		id, full string
	}{
		{chart.Unit{Of: chart.USD, Scale: 6}, 3_050_820_000, "3.050,82", "US$3.050,82 juta"},
		{chart.Unit{Of: chart.USD, Scale: 6}, 1_200, "<0,01", "US$<0,01 juta"},
		{chart.Unit{Of: chart.USD, Scale: 6}, -1_200, ">−0,01", "US$>−0,01 juta"},
		{chart.Unit{Of: chart.USD, Scale: 6}, 0, "0,00", "US$0,00 juta"},
		{chart.Unit{Of: chart.USD}, 1_234_567.5, "1.234.568", "US$1.234.568"},
		{chart.Unit{Of: chart.Kilogram, Scale: 3}, 5_370_000, "5.370,00", "5.370,00 ton"},
		{chart.Unit{Of: chart.USDPerKg}, 0.0854, "0,085", "US$0,085 per kg"},
		{chart.Unit{Of: chart.USDPerKg}, 12.345, "12,35", "US$12,35 per kg"},
		{chart.Unit{Of: chart.Percent}, 12.54, "12,5%", "12,5%"},
		{chart.Unit{Of: chart.Percent}, 0.001, "<0,1%", "<0,1%"},
		{chart.Unit{Of: chart.Points}, -1.26, "−1,3", "−1,3 poin persen"},
		{chart.Unit{Of: chart.Index}, 104.25, "104,3", "indeks 104,3"},
		{chart.Unit{Of: chart.Ratio}, 1.8, "1,80", "1,80 kali"},
		{chart.Unit{Of: chart.Count}, 42, "42", "42"},
	} {
		if got := c.u.Number(id, c.x); got != c.id {
			t.Errorf("%v %g is %q, want %q", c.u, c.x, got, c.id)
		}
		if got := c.u.Full(id, c.u.Number(id, c.x)); got != c.full {
			t.Errorf("%v %g with its unit is %q, want %q", c.u, c.x, got, c.full)
		}
		for _, p := range []i18n.Printer{id, en} {
			if name := c.u.Name(p); name == "" || strings.HasPrefix(name, "chart.") {
				t.Errorf("%v has no name in %s", c.u, p.Lang)
			}
		}
	}
}

func TestTheScaleLeavesTwoDigits(t *testing.T) {
	for x, want := range map[float64]int{0: 0, 9_999: 0, 10_000: 3, 9_999_999: 3, 1e7: 6, -1e7: 6, 9.9e9: 6, 1e10: 9, 1e15: 9} {
		if got := chart.Scaled(chart.USD, x); got.Scale != want {
			t.Errorf("%g is written in powers of %d, want %d", x, got.Scale, want)
		}
	}
	if u := chart.Scaled(chart.Percent, 1e9); u.Scale != 0 {
		t.Errorf("a percentage has the scale %d", u.Scale)
	}
}

func TestTheTableOfFactsIsExactAndInWholeUnits(t *testing.T) {
	c := chart.Chart{
		Kind: chart.Scatter, Columns: []string{"Growth", "Value"},
		Units: []chart.Unit{{Of: chart.Percent}, {Of: chart.USD, Scale: 6}},
		Rows: []chart.Row{{Key: "2701", Label: "Coal", Points: []chart.Point{
			{Fact: &chart.Fact{Number: 12.5, Known: true, Status: chart.Computed}, Share: "3,2%"},
			{Fact: &chart.Fact{Number: 1.0 / 3, Exact: "0.33", Known: true, Period: trade.YearOf(2024), Source: "r-1"}, Href: "/v"},
		}}, {Key: "x", Points: []chart.Point{{Fact: &chart.Fact{}}, {Fact: &chart.Fact{Number: math.NaN(), Known: true}}}}},
	}
	grid := chart.Table(c)
	got := make([]map[string]string, len(grid.Records))
	for i, r := range grid.Records {
		got[i] = map[string]string{}
		for j, cell := range r {
			got[i][grid.Columns[j].Key] = cell
		}
	}
	for _, want := range []struct {
		row        int
		key, value string
	}{
		{0, "value", "12.5"}, {0, "unit", "percent"}, {0, "status", "computed"}, {0, "column", "Growth"}, {0, "period", ""}, {0, "share", "3,2%"},
		{1, "value", "0.33"}, {1, "unit", "USD"}, {1, "status", "recorded"}, {1, "period", "2024"}, {1, "sources", "r-1"}, {1, "figure", "/v"},
		{1, "low", ""}, {2, "value", ""}, {2, "status", "unknown"}, {3, "value", ""}, {3, "status", "unknown"},
	} {
		if got[want.row][want.key] != want.value {
			t.Errorf("record %d, %s = %q, want %q", want.row, want.key, got[want.row][want.key], want.value)
		}
	}
	var payload map[string]any
	if err := json.Unmarshal(chart.Payload(c, en), &payload); err != nil || payload["kind"] != "scatter" {
		t.Errorf("the payload of a chart with NaN: %v, %v", payload, err)
	}
}

func TestFactsSayHowTheyAreKnown(t *testing.T) {
	for _, s := range chart.FactStatuses() {
		pt := chart.Point{Fact: &chart.Fact{Number: 1, Known: true, Status: s}}
		c := chart.Chart{Unit: chart.Unit{Of: chart.Count}, Rows: []chart.Row{{Label: "2024", Points: []chart.Point{pt}}}}
		for _, p := range []i18n.Printer{id, en} {
			words := pt.StatusText(p)
			if words == "" || strings.HasPrefix(words, "chart.") {
				t.Errorf("%s has no words in %s", s, p.Lang)
			}
			if said := strings.Contains(c.Describe(p, 0, 0), words); said == (s == chart.Recorded) {
				t.Errorf("%s: %q", s, c.Describe(p, 0, 0))
			}
		}
	}
}

// The payload of a chart of facts says nothing twice: the browser puts words
// and units together, and draws from numbers of five digits.
func TestThePayloadOfFactsIsShort(t *testing.T) {
	c := chart.Chart{Kind: chart.Lines, Unit: chart.Unit{Of: chart.USD, Scale: 6}}
	for s := range 20 {
		c.Columns = append(c.Columns, fmt.Sprint("Commodity ", s))
		c.Heads = append(c.Heads, chart.Node{Href: fmt.Sprint("/en/explore?c=", s)})
	}
	for m := range 120 {
		row := chart.Row{Key: fmt.Sprint(m), Label: fmt.Sprint("Month ", m)}
		for s := range 20 {
			row.Points = append(row.Points, chart.Point{Fact: &chart.Fact{Number: 1e9/float64(s+1) + float64(m)*12_345.678, Known: m != 7}, Href: "/en/explore?some=long&address=that&weighs=more"})
		}
		c.Rows = append(c.Rows, row)
	}
	raw := chart.Payload(c, en)
	if len(raw) > 100_000 {
		t.Errorf("20 lines of 120 months weigh %d bytes, %d a point", len(raw), len(raw)/2400)
	}
	var p struct {
		Fulls []string
		Heads []struct{ Href string }
		Axis  []struct{ V float64 }
		Rows  []struct {
			Points []struct {
				V    *float64
				Text string
				Href string
			}
		}
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	pt := p.Rows[1].Points[2]
	if pt.V == nil || *pt.V != 333_350_000 || pt.Text != "333.35" || pt.Href != "" || p.Fulls[2] != "US$# million" || p.Heads[2].Href != "/en/explore?c=2" {
		t.Errorf("point %+v, unit %q, head %+v", pt, p.Fulls[2], p.Heads[2])
	}
	if p.Rows[7].Points[0].V != nil {
		t.Error("an unknown fact has a value")
	}
	if last := p.Axis[len(p.Axis)-1].V; last < 1e9 {
		t.Errorf("the axis ends at %g", last)
	}
	c.Kind = chart.Treemap
	if raw := chart.Payload(c, en); len(raw) > 4_000 {
		t.Errorf("a picture that the server draws alone carries %d bytes for the browser", len(raw))
	}
}
