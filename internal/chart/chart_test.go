package chart

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

var id, en = i18n.Printer{Lang: i18n.ID}, i18n.Printer{Lang: i18n.EN}

// known is a published point of exports of a year, in cents.
func known(year int, cents trade.Amount) Point {
	a := ledger.Answer{
		Series: trade.Series{Flow: trade.Export}, Period: trade.YearOf(year), Status: ledger.Published,
		Value: cents, Low: cents - 500_000, High: cents + 500_000,
		Best: &ledger.Derivation{Terms: []ledger.Term{
			{Sign: 1, Figure: &ledger.Figure{Sources: []string{"bps-1", "antara-2"}}},
			{Sign: 1, Figure: &ledger.Figure{Sources: []string{"bps-1"}}},
		}},
	}
	return Point{Answer: a, Text: id.Amount(cents), Href: "/id/angka/export/2021"}
}

func unknown(year int) Point {
	return Point{Answer: ledger.Answer{
		Series: trade.Series{Flow: trade.Export}, Period: trade.YearOf(year), Status: ledger.Unknown,
	}}
}

func sample() Chart {
	partial := known(2022, 529_117_000_000)
	partial.Answer.Period = trade.Period{From: trade.MonthOf(2022, 1), To: trade.MonthOf(2022, 11)}
	partial.Partial = true
	return Chart{
		ID: "neraca", Kind: Columns, Title: "Surplus", RowName: "Tahun", Columns: []string{"Ekspor"},
		Rows: []Row{
			{Key: "2020", Label: "2020", Note: "pandemi", Points: []Point{unknown(2020)}},
			{Key: "2021", Label: "2021", Points: []Point{known(2021, 305_082_000_000)}},
			{Key: "2022", Label: "Jan–Nov 2022", Points: []Point{partial}},
		},
	}
}

func TestPayloadHoldsEveryTextReadyToShow(t *testing.T) {
	var got payload
	raw := Payload(sample(), id)
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	unknown, full, partial := got.Rows[0].Points[0], got.Rows[1].Points[0], got.Rows[2].Points[0]
	if unknown.Value != nil || unknown.Status != "unknown" || unknown.Full != "belum diketahui" {
		t.Errorf("an unknown value must be null and say so, got %+v", unknown)
	}
	if !strings.Contains(string(raw), `"v":null`) {
		t.Error("an unknown value must be null, not absent and not zero")
	}
	if full.Value == nil || *full.Value != 3050.82 || full.Text != "3.050,82" || full.Full != "US$3.050,82 juta" {
		t.Errorf("value and texts: %+v", full)
	}
	if full.Href != "/id/angka/export/2021" || full.Status != "published" || full.Range != "antara 3.050,82 dan 3.050,83" {
		t.Errorf("where it comes from: %+v", full)
	}
	if want := "2021: US$3.050,82 juta"; !strings.HasPrefix(full.Say, want) {
		t.Errorf("a live region says %q, want it to begin with %q", full.Say, want)
	}
	if !strings.Contains(partial.Partial, "Januari–November 2022") {
		t.Errorf("a partial value names its months, got %q", partial.Partial)
	}
	for _, w := range payloadWords {
		if strings.HasPrefix(got.Words[w], "chart.") || got.Words[w] == "" {
			t.Errorf("no word for %q", w)
		}
	}
	if n := len(got.Axis); n < 2 || got.Axis[n-1].Value < 5291.17 || got.Axis[n-1].Text != "6.000" {
		t.Errorf("axis: %+v", got.Axis)
	}
}

func TestPayloadCannotEndItsScriptElement(t *testing.T) {
	c := sample()
	c.Title = "</script><script>alert(1)</script>"
	c.Rows[0].Label = "<!--<script>"
	if raw := string(Payload(c, id)); strings.ContainsAny(raw, "<>&") {
		t.Errorf("unescaped markup in %s", raw)
	}
}

func TestPayloadOfAMapCarriesCodesAndNames(t *testing.T) {
	c := sample()
	c.Kind, c.Place = Map, &Place{Label: "Kalimantan Tengah", Lat: -1.7, Lon: 113.4, Country: "IDN"}
	c.Rows[1].Key = "JPN"
	for _, p := range []i18n.Printer{id, en} {
		var got payload
		if err := json.Unmarshal(Payload(c, p), &got); err != nil {
			t.Fatal(err)
		}
		if got.Rows[1].Geo != "392" || got.Place.Country != "360" {
			t.Errorf("numeric codes: %q and %q", got.Rows[1].Geo, got.Place.Country)
		}
		if want := map[i18n.Lang]string{i18n.ID: "Jepang", i18n.EN: "Japan"}[p.Lang]; got.Names["392"] != want {
			t.Errorf("name of 392 in %s: %q, want %q", p.Lang, got.Names["392"], want)
		}
	}
}

func TestTableIsExactAndComplete(t *testing.T) {
	grid := Table(sample())
	if len(grid.Records) != 3 {
		t.Fatalf("%d records, want one for each point", len(grid.Records))
	}
	cell := func(row int, key string) string {
		i := slices.IndexFunc(grid.Columns, func(c GridColumn) bool { return c.Key == key })
		return grid.Records[row][i]
	}
	for _, want := range []struct {
		row        int
		key, value string
	}{
		{0, "value", ""}, {0, "status", "unknown"}, {0, "low", ""}, {0, "note", "pandemi"},
		{1, "value", "3050.82"}, {1, "low", "3050.815"}, {1, "high", "3050.825"}, {1, "status", "published"},
		{1, "sources", "bps-1 antara-2"}, {1, "period", "2021"}, {1, "series", "export"}, {1, "unit", "USD million"},
		{1, "figure", "/id/angka/export/2021"},
		{2, "period", "2022-01..2022-11"}, {2, "partial", "true"}, {2, "label", "Jan–Nov 2022"},
	} {
		if got := cell(want.row, want.key); got != want.value {
			t.Errorf("row %d, %s = %q, want %q", want.row, want.key, got, want.value)
		}
	}
	for _, c := range grid.Columns {
		for _, p := range []i18n.Printer{id, en} {
			if name := c.Name(p, sample()); name == "" || strings.HasPrefix(name, "chart.") {
				t.Errorf("column %s has no name in %s", c.Key, p.Lang)
			}
		}
	}
}

func TestDecimalIsExact(t *testing.T) {
	weight := trade.Series{Measure: trade.Weight}
	for _, c := range []struct {
		s    trade.Series
		a    trade.Amount
		want string
	}{
		{trade.Series{}, 172_599_000_000, "1725.99"},
		{trade.Series{}, 0, "0.00"},
		{trade.Series{}, 1, "0.00000001"},
		{trade.Series{}, -50_000_000, "-0.50"},
		{weight, 5_370_000, "5.37"},
		{weight, 5_370_001, "5.370001"},
	} {
		if got := Decimal(c.s, c.a); got != c.want {
			t.Errorf("Decimal(%d) = %q, want %q", c.a, got, c.want)
		}
	}
}

func TestTicksCoverTheValuesWithRoundSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(-1e9, 1e9).Draw(t, "a"), rapid.Float64Range(-1e9, 1e9).Draw(t, "b")
		lo, hi := math.Min(a, b), math.Max(a, b)
		ticks := Ticks(lo, hi, AxisTicks)
		first, last := ticks[0], ticks[len(ticks)-1]
		step := ticks[1] - ticks[0]
		if slack := 1e-6 * step; first > lo+slack || last < hi-slack {
			t.Fatalf("%v does not cover %g to %g", ticks, lo, hi)
		}
		if !slices.ContainsFunc(ticks, func(x float64) bool { return x == 0 }) {
			t.Fatalf("zero is missing in %v", ticks)
		}
		if len(ticks) > AxisTicks+3 {
			t.Fatalf("%d ticks for %g to %g", len(ticks), lo, hi)
		}
	})
}

func TestTickTextDropsUselessDecimalsOnly(t *testing.T) {
	for _, c := range []struct {
		p     i18n.Printer
		ticks []float64
		want  string
	}{
		{id, []float64{0, 2000, 4000}, "0 2.000 4.000"},
		{en, []float64{0, 2000, 4000}, "0 2,000 4,000"},
		{id, []float64{0, 0.5, 1}, "0,00 0,50 1,00"},
		{i18n.Printer{Lang: i18n.ID, Unit: i18n.Billions}, []float64{0, 2000}, "0 2"},
		{i18n.Printer{Lang: i18n.EN, Unit: i18n.Billions}, []float64{0, 500}, "0.000 0.500"},
		{i18n.Printer{Lang: i18n.ID, Unit: i18n.Dollars}, []float64{0, 1000}, "0 1.000.000.000"},
	} {
		if got := strings.Join(Chart{}.TickText(c.p, c.ticks), " "); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.p, c.ticks, got, c.want)
		}
	}
}

func TestColorsFollowOrderAndSkipRemainders(t *testing.T) {
	c := Chart{Rows: []Row{{}, {Muted: true}, {}, {Color: 7}, {}}}
	var got []int
	for i := range c.Rows {
		got = append(got, c.ColorOf(i))
	}
	if want := []int{1, 0, 2, 7, 4}; !slices.Equal(got, want) {
		t.Errorf("colours %v, want %v", got, want)
	}
}

func TestAPointWithoutAnswerIsUnknown(t *testing.T) {
	if v, ok := (Point{}).Value(); ok || v != 0 {
		t.Errorf("an empty point has the value %g, %v", v, ok)
	}
}
