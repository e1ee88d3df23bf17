package facts

import (
	"slices"
	"testing"

	"muara/internal/trade"
)

// The table that is sorted for a question is chosen, or the smallest that holds
// what it needs.
func TestChosenTables(t *testing.T) {
	some := []Measure{Value}
	for name, c := range map[string]struct {
		r    PlanRequest
		want string
	}{
		"totals":                  {PlanRequest{By: []Dim{Year}, Measures: some}, "reporter-product"},
		"chapters":                {PlanRequest{By: []Dim{Chapter}, Measures: some}, "reporter-partner-hs2"},
		"headings of a chapter":   {PlanRequest{By: []Dim{Heading}, Measures: some, Where: []Filter{only(Product, "27")}}, "product"},
		"partners":                {PlanRequest{By: []Dim{Partner}, Measures: some}, "reporter-partner-hs2"},
		"partner and chapter":     {PlanRequest{By: []Dim{Partner, Chapter}, Measures: some, Where: []Filter{only(Reporter, "IDN")}}, "reporter-partner-hs2"},
		"a product by partner":    {PlanRequest{By: []Dim{Partner}, Measures: some, Where: []Filter{only(Product, "270112")}}, "product"},
		"a partner by product":    {PlanRequest{By: []Dim{Product}, Measures: some, Where: []Filter{only(Partner, "JPN")}}, "partner-product"},
		"reporters of a product":  {PlanRequest{By: []Dim{Reporter}, Measures: some, Where: []Filter{only(Product, "270112")}}, "product"},
		"competitors in a market": {PlanRequest{By: []Dim{Reporter}, Measures: some, Where: []Filter{only(Partner, "JPN"), only(Product, "270112")}}, "product"},
		"one pair":                {PlanRequest{By: []Dim{Product}, Measures: some, Where: []Filter{only(Partner, "JPN"), only(Reporter, "IDN")}}, "base"},
		"a chapter of a pair":     {PlanRequest{By: []Dim{Year}, Measures: some, Where: []Filter{only(Partner, "JPN"), only(Reporter, "IDN"), only(Chapter, "27")}}, "reporter-partner-hs2"},
		"without coal":            {PlanRequest{By: []Dim{Chapter}, Measures: some, Where: []Filter{{Dim: Product, Not: true, Values: []string{"2701"}}}}, "reporter-product"},
		"months":                  {PlanRequest{By: []Dim{Month}, Measures: some, Where: []Filter{only(Reporter, "IDN"), only(Partner, "JPN"), only(Heading, "2701")}}, "base"},
	} {
		p, err := NewPlan(testSchema(), c.r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if p.Table != c.want {
			t.Errorf("%s: the table %s, want %s", name, p.Table, c.want)
		}
	}
}

// Sums keep no rest of the rows with a weight: only rows can tell it to the
// cent.
func TestFineWeighedValuesComeFromRows(t *testing.T) {
	s := testSchema()
	s.Fine = true
	p, err := NewPlan(s, PlanRequest{By: []Dim{Year}, Measures: []Measure{Weighed}})
	if err != nil || p.Table != "base" {
		t.Errorf("got %+v, %v, want the base table", p, err)
	}
}

// A sum by heading has lost the chapter of codes that are no longer than that.
func TestSumsOfLongerCodesDoNotAnswerForShorterOnes(t *testing.T) {
	s := testSchema()
	s.Tables = append(s.Tables, Table{Name: "headings", Dims: []Dim{Flow, Year, Heading}, Files: []TableFile{{Year: 2022, Rows: 10}, {Year: 2023, Rows: 10}}})
	r := PlanRequest{By: []Dim{Chapter}, Measures: []Measure{Value}}
	for _, c := range []struct {
		levels []int
		want   string
	}{{[]int{6}, "headings"}, {[]int{2, 6}, "reporter-partner-hs2"}} {
		s.Levels = c.levels
		if p, err := NewPlan(s, r); err != nil || p.Table != c.want {
			t.Errorf("codes of %v digits: got %+v, %v, want %s", c.levels, p, err, c.want)
		}
	}
}

func TestFilesOfWantedYears(t *testing.T) {
	s := testSchema()
	for _, c := range []struct {
		r    PlanRequest
		want []string
	}{
		{PlanRequest{}, []string{"2022", "2023"}},
		{PlanRequest{Periods: []trade.Period{trade.YearOf(2023)}}, []string{"2023"}},
		{PlanRequest{Where: []Filter{only(Year, "2022")}}, []string{"2022"}},
		{PlanRequest{Where: []Filter{{Dim: Year, Not: true, Values: []string{"2022"}}}}, []string{"2023"}},
		{PlanRequest{Where: []Filter{only(Month, "2022-03", "2022-04")}}, []string{"2022"}},
		{PlanRequest{Where: []Filter{only(Year, "2022")}, Periods: []trade.Period{trade.YearOf(2023)}}, nil},
	} {
		c.r.Measures = []Measure{Value}
		p, err := NewPlan(s, c.r)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range p.Files(s) {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, c.want) || p.Nothing != (c.want == nil) {
			t.Errorf("%+v: files %v, want %v", c.r, got, c.want)
		}
	}
}

func TestMonthsOfAYear(t *testing.T) {
	s := testSchema()
	s.Coverage = append(s.Coverage, Span{Flow: trade.Export, Reporter: "MYS", Year: 2023, Months: 0b11})
	for _, c := range []struct {
		reporter string
		year     int
		want     uint16
	}{{"IDN", 2023, 0b1111111}, {"", 2023, 0b11}, {"MYS", 2022, 0}, {"IDN", 1999, 0}, {"", 2022, wholeYear}} {
		if got := s.Months(trade.Export, c.reporter, "", c.year); got != c.want {
			t.Errorf("%+v: got %b", c, got)
		}
	}
}

func TestMonthsText(t *testing.T) {
	for set, want := range map[uint16]string{0: "", 1: "1", 0b1111111: "1-7", wholeYear: "1-12", 0b111000000101: "1,3,10-12", 0b11: "1-2"} {
		if got := MonthsText(set); got != want {
			t.Errorf("%b: got %q, want %q", set, got, want)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"value", "value", 0}, {"valeu", "value", 1}, {"partnr", "partner", 1}, {"jpn", "jpx", 1}, {"a", "abcd", 3}, {"weight", "height", 1}, {"ab", "ba", 1}, {"", "ab", 2}} {
		if got := slips(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
