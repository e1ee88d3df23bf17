package refdata

import (
	"compress/gzip"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"

	"muara/internal/trade"
)

func TestHeadings(t *testing.T) {
	all := Headings()
	if len(all) != 1230 { // 1,222 of HS 2017 and the 8 that HS 2022 added
		t.Fatalf("%d headings", len(all))
	}
	form := regexp.MustCompile(`^[0-9]{4}$`)
	names := map[string]string{}
	for i, h := range all {
		if !form.MatchString(h.Code) || i > 0 && all[i-1].Code >= h.Code {
			t.Fatalf("%q is no code or out of order", h.Code)
		}
		if _, ok := ChapterOf(h.Chapter()); !ok {
			t.Errorf("%s lies in no chapter", h.Code)
		}
		if !slices.Contains([]string{"2017 2022", "2017", "2022"}, strings.Join(h.Editions, " ")) {
			t.Errorf("%s is in editions %v", h.Code, h.Editions)
		}
		for _, s := range []string{h.Name.ID, h.Name.EN} {
			if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, "  ") || len([]rune(s)) > 70 ||
				strings.ContainsAny(s, ".|&\"") || strings.ToUpper(s[:1]) != s[:1] {
				t.Errorf("%s: poor name %q", h.Code, s)
			}
		}
		for _, name := range []string{"id " + Fold(h.Name.ID), "en " + Fold(h.Name.EN)} {
			if other, twice := names[name]; twice {
				t.Errorf("%s and %s share the name %s", other, h.Code, name)
			}
			names[name] = h.Code
		}
	}
}

func TestHeadingNames(t *testing.T) {
	for code, want := range map[string]trade.Text{
		"4602": {ID: "Keranjang dan barang anyaman", EN: "Baskets and wickerwork"},
		"2701": {ID: "Batu bara", EN: "Coal"},
		"1511": {ID: "Minyak sawit", EN: "Palm oil"},
		"4412": {ID: "Kayu lapis", EN: "Plywood"},
		"4001": {ID: "Karet alam", EN: "Natural rubber"},
		"9999": {ID: "9999", EN: "9999"},
		"44":   {ID: "44", EN: "44"},
		"":     {},
	} {
		if got := HeadingName(code); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
}

func TestHeadingsIn(t *testing.T) {
	var codes []string
	for _, h := range HeadingsIn("46") {
		codes = append(codes, h.Code)
	}
	if got := strings.Join(codes, " "); got != "4601 4602" {
		t.Errorf("chapter 46 holds %s", got)
	}
	total := 0
	for _, c := range Chapters() {
		in := HeadingsIn(c.Code)
		if len(in) == 0 {
			t.Errorf("chapter %s has no headings", c.Code)
		}
		total += len(in)
	}
	if total != len(Headings()) || HeadingsIn("77") != nil || HeadingsIn("4") != nil {
		t.Errorf("the chapters hold %d headings", total)
	}
}

// Callers may sort or change what they are given.
func TestHeadingsCannotBeChanged(t *testing.T) {
	one, _ := HeadingOf("4412")
	one.Editions[0] = "x"
	Headings()[0].Editions[0] = "x"
	SearchHeadings("kayu lapis", "id")[0].Editions[0] = "x"
	for _, h := range Headings() {
		if slices.Contains(h.Editions, "x") {
			t.Fatalf("a caller changed %s", h.Code)
		}
	}
}

func TestSearchHeadings(t *testing.T) {
	tests := []struct{ query, lang, want string }{ // want: the first result
		{"4602", "id", "4602"},
		{"4412.33", "en", "4412"},
		{" 0410.10.00 ", "id", "0410"},
		{"batu bara", "id", "2701"},
		{"coal", "id", "2701"},
		{"plywood", "id", "4412"},
		{"KAYU LAPIS", "en", "4412"},
		{"kratom", "id", "1211"},
		{"minyak sawit", "id", "1511"},
		{"sarang walet", "id", "0410"},
		{"wickerwork", "en", "4602"},
		{"baskets", "en", "4602"},
		{"karet alam", "id", "4001"},
		{"bauxite", "en", "2606"},
		{"tongkang", "id", "8901"},
		{"rotan", "id", "1401"},
		{"mate", "en", "0903"},
	}
	for _, test := range tests {
		got := SearchHeadings(test.query, test.lang)
		if len(got) == 0 || got[0].Code != test.want {
			t.Errorf("%q in %s finds %v, want %s first", test.query, test.lang, got, test.want)
		}
	}
	for _, query := range []string{"", " ", "44", "441", "9999", "12345678901", "unicorn", strings.Repeat("a", 101)} {
		if got := SearchHeadings(query, "id"); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

// The lists of codes of both editions and the table name the same headings.
func TestHeadingsOfHS2017And2022AreComplete(t *testing.T) {
	z, err := gzip.NewReader(testData(t, "reference/hs/hs_classification_H0_H6.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	edition := map[string]string{"H5": "2017", "H6": "2022"}
	listed := map[string]bool{} // code and edition
	for _, row := range rows[1:] {
		year, code := edition[row[0]], row[1]
		if year == "" || row[3] != "4" || strings.HasPrefix(code, "99") { // 99: not specified
			continue
		}
		listed[code+" "+year] = true
		if h, ok := HeadingOf(code); !ok || !slices.Contains(h.Editions, year) {
			t.Errorf("heading %s of HS %s has no name", code, year)
		}
	}
	count := map[string]int{}
	for _, h := range Headings() {
		for _, year := range h.Editions {
			count[year]++
			if !listed[h.Code+" "+year] {
				t.Errorf("%s is not a heading of HS %s", h.Code, year)
			}
		}
	}
	if count["2017"] != 1222 || count["2022"] != 1228 {
		t.Errorf("headings by edition: %v", count)
	}
}

func BenchmarkSearchHeadings(b *testing.B) {
	for b.Loop() {
		SearchHeadings("kayu lapis", "id")
	}
}
