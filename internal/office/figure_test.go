package office

import (
	"strings"
	"testing"

	"muara/internal/ledger"
	"muara/internal/trade"
)

func series(t *testing.T, text string) trade.Series {
	t.Helper()
	s, err := trade.ParseSeries(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFigureOfDecember2023(t *testing.T) {
	v, err := kalteng(t).Figure(exports, period(t, "2023-12"), trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != ledger.Published || v.Value != usd(551.17) || len(v.Confirmations) == 0 {
		t.Errorf("status %s, value %d, %d confirmations", v.Status, v.Value, len(v.Confirmations))
	}
	if v.Growth.Before.Value != usd(488.33) || !v.Growth.Known {
		t.Errorf("like for like against %d", v.Growth.Before.Value)
	}
	if !v.Year.Known() || v.Year.Value != usd(4992.10) {
		t.Errorf("year around it: %d", v.Year.Value)
	}
	if len(v.Sources) < 2 {
		t.Errorf("%d sources, want those of the figure and of its confirmation", len(v.Sources))
	}
}

func TestFigureNamesBothValuesOfAConflict(t *testing.T) {
	for _, c := range []struct {
		period       string
		value, other float64
	}{{"2021-07", 221.57, 267.21}, {"2017-01..2017-10", 1533.43, 1527.43}} {
		v, err := kalteng(t).Figure(exports, period(t, c.period), trade.Date{})
		if err != nil {
			t.Fatal(err)
		}
		if v.Status != ledger.Conflicting || v.Value != usd(c.value) {
			t.Errorf("%s: %s %d", c.period, v.Status, v.Value)
		}
		found := false
		for _, a := range v.Alternatives {
			found = found || a.Value == usd(c.other)
		}
		if !found {
			t.Errorf("%s: the other value %.2f is not among the alternatives", c.period, c.other)
		}
		if len(v.LeftOut) == 0 {
			t.Errorf("%s: the compilers' remark is missing", c.period)
		}
	}
}

func TestUnknownFigureSaysWhatIsNear(t *testing.T) {
	v, err := kalteng(t).Figure(exports, trade.YearOf(2019), trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if v.Known() || len(v.Near) == 0 {
		t.Fatalf("status %s, %d figures near", v.Status, len(v.Near))
	}
	if got := v.Near[0].Period.String(); got != "2019-01..2019-08" {
		t.Errorf("the nearest is %s, want the longest year to date", got)
	}
}

func TestFigureOfASeriesThatIsNotThere(t *testing.T) {
	for _, s := range []string{"export.hs2.99", "export.country.XXX", "import.port.nowhere", "export@nowhere", "export.without.98"} {
		if _, err := kalteng(t).Figure(series(t, s), trade.YearOf(2021), trade.Date{}); trade.CodeOf(err) != trade.NotFound {
			t.Errorf("%s: got %v, want not found", s, err)
		}
	}
}

func TestSeriesNamesReadWell(t *testing.T) {
	o := kalteng(t)
	for slug, want := range map[string]trade.Text{
		"export":                {ID: "Ekspor", EN: "Exports"},
		"export.hs2.27":         {ID: "Ekspor bahan bakar mineral", EN: "Exports of mineral fuels"},
		"export.country.JPN":    {ID: "Ekspor ke Jepang", EN: "Exports to Japan"},
		"import.country.MYS":    {ID: "Impor dari Malaysia", EN: "Imports from Malaysia"},
		"export.port.kumai":     {ID: "Ekspor lewat Kumai", EN: "Exports through Kumai"},
		"export.without.27":     {ID: "Ekspor tanpa bahan bakar mineral", EN: "Exports without mineral fuels"},
		"import.oilgas.oil-gas": {ID: "Impor migas", EN: "Imports of oil and gas"},
	} {
		if got := o.SeriesName(series(t, slug)); got != want {
			t.Errorf("%s: %+v, want %+v", slug, got, want)
		}
	}
	for _, s := range o.ledger.Series() {
		name := o.SeriesName(s)
		if name.ID == "" || name.EN == "" || strings.Contains(name.ID, "  ") {
			t.Errorf("%s has the name %+v", s, name)
		}
	}
}

func TestSearch(t *testing.T) {
	o := kalteng(t)
	for text, want := range map[string]string{
		"kumai": "port:kumai", "Jepang": "country:JPN", "japan": "country:JPN", "27": "commodity:27",
		"bahan bakar": "commodity:27", "ELAEIS": "source:", "rotan": "series:export.product.rattan",
	} {
		hits := o.Search(text)
		if len(hits) == 0 {
			t.Errorf("%q finds nothing, want %s", text, want)
			continue
		}
		if got := string(hits[0].Kind) + ":" + hits[0].Code; !strings.HasPrefix(got, want) {
			t.Errorf("%q finds %s first, want %s", text, got, want)
		}
	}
	if hits := o.Search("  "); hits != nil {
		t.Errorf("nothing asked, %d found", len(hits))
	}
	if hits := o.Search("<script>alert(1)</script>"); len(hits) != 0 {
		t.Errorf("nonsense finds %d", len(hits))
	}
}

// A heading's name or code leads to its chapter, where the pack has figures.
func TestSearchFindsChaptersByTheirHeadings(t *testing.T) {
	o := kalteng(t)
	has := map[string]bool{}
	for _, h := range o.searchable() {
		has[h.Code] = has[h.Code] || h.Kind == HitChapter
	}
	for text, want := range map[string]string{ // the heading, and its chapter with it
		"batu bara": "2701", "coal": "2701", "2701": "2701", "2701.19": "2701",
		"4412": "4412", "kayu lapis": "4412", "1511": "1511", "minyak sawit": "1511",
	} {
		if !has[want[:2]] {
			t.Fatalf("the pack has no figures for chapter %s", want[:2])
		}
		n := 0
		for _, h := range o.Search(text) {
			if h.Kind == HitChapter && h.Code == want[:2] {
				n++
				if h.Heading.Code != want || h.Figures == 0 {
					t.Errorf("%q finds %+v, want heading %s", text, h, want)
				}
			}
		}
		if n != 1 {
			t.Errorf("%q finds chapter %s %d times", text, want[:2], n)
		}
	}
	for _, h := range o.Search("bahan bakar mineral") {
		if h.Code == "27" && h.Heading.Code != "" {
			t.Errorf("the chapter's own name finds it by heading %s", h.Heading.Code)
		}
	}
	seen := map[string]bool{} // a word of very many headings
	for _, h := range o.Search("lainnya") {
		if h.Kind == HitChapter && (!has[h.Code] || seen[h.Code]) {
			t.Errorf("%+v has no figures or comes twice", h)
		}
		seen[h.Code] = seen[h.Code] || h.Kind == HitChapter
	}
	if has["93"] {
		t.Fatal("choose a chapter without figures")
	}
	for _, text := range []string{"9307", "mandau", "9999"} {
		for _, h := range o.Search(text) {
			if h.Kind == HitChapter {
				t.Errorf("%q finds %+v", text, h)
			}
		}
	}
}

func TestFiguresListFiltersSortsAndPages(t *testing.T) {
	o := kalteng(t)
	all := o.Figures(FigureQuery{Size: 100000})
	if all.Total != len(all.Rows) || all.Total < 500 {
		t.Fatalf("%d figures, %d rows", all.Total, len(all.Rows))
	}
	third := o.Figures(FigureQuery{Size: 50, Page: 3})
	if third.Page != 3 || third.Rows[0].ID != all.Rows[100].ID {
		t.Errorf("page 3 begins with %s, want %s", third.Rows[0].ID, all.Rows[100].ID)
	}
	if last := o.Figures(FigureQuery{Page: 1 << 30}); last.Page != last.Pages {
		t.Errorf("a page beyond the end is %d of %d", last.Page, last.Pages)
	}
	for _, f := range o.Figures(FigureQuery{Flow: trade.Import, ByAll: true, By: trade.Country, Year: 2022}).Rows {
		if f.Series.Flow != trade.Import || f.Series.By != trade.Country || f.Period.To.Year() != 2022 {
			t.Errorf("the filter lets %s through", f.ID)
		}
	}
	byValue := o.Figures(FigureQuery{Sort: "value", Desc: true, Size: 10}).Rows
	for i := 1; i < len(byValue); i++ {
		if byValue[i-1].Value < byValue[i].Value {
			t.Error("the list is not sorted by value")
		}
	}
	if got := o.Figures(FigureQuery{Text: "kumai", Size: 1000}); got.Total == 0 || got.Total == all.Total {
		t.Errorf("the word kumai selects %d of %d", got.Total, all.Total)
	}
}

func TestSummaryCountsTheDisputes(t *testing.T) {
	s := kalteng(t).Summary(trade.Date{})
	if s.Failed == 0 || s.Failed != len(s.Disputes) || s.Checks <= s.Failed {
		t.Errorf("%d checks, %d failed, %d disputes", s.Checks, s.Failed, len(s.Disputes))
	}
	found := map[string]bool{}
	for _, d := range s.Disputes {
		found[d.Series.String()+" "+d.Period.String()] = true
	}
	for _, want := range []string{"export 2017-01..2017-10", "export 2021-01..2021-07"} {
		if !found[want] {
			t.Errorf("the dispute over %s is not listed: %v", want, found)
		}
	}
}

func TestExamplesComeFromThePack(t *testing.T) {
	o := kalteng(t)
	for _, k := range []ExampleKind{ExampleDerived, ExampleDisputed, ExampleIdentity} {
		v, ok := o.Example(k, trade.Date{})
		if !ok || v.Best == nil {
			t.Errorf("no example of %s", k)
		}
	}
}
