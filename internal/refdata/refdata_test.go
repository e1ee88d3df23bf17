package refdata

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"muara/internal/trade"
)

// testData opens a file of the folder of public test data, which is not part
// of the project: MUARA_TEST_DATA names it, shared/data beside the checkout is
// the default.
func testData(t *testing.T, path string) *os.File {
	t.Helper()
	dir := os.Getenv("MUARA_TEST_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(path)))
	if os.IsNotExist(err) {
		t.Skipf("no test data: set MUARA_TEST_DATA to the folder that holds %s", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// goodName reports whether a name can stand on a chart.
func goodName(n trade.Text) bool {
	for _, s := range []string{n.ID, n.EN} {
		if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, "  ") || len([]rune(s)) > 50 {
			return false
		}
	}
	return true
}

func TestChapters(t *testing.T) {
	chapters := Chapters()
	if len(chapters) != 96 {
		t.Fatalf("%d chapters", len(chapters))
	}
	seen := map[trade.Text]string{}
	for i, c := range chapters {
		n := i + 1
		if n >= 77 {
			n++
		}
		if want := string([]byte{'0' + byte(n/10), '0' + byte(n%10)}); c.Code != want {
			t.Fatalf("chapter %q stands where %q should", c.Code, want)
		}
		if !goodName(c.Name) || c.Words.ID == "" || c.Words.EN == "" {
			t.Errorf("chapter %s: poor name or words: %q, %q", c.Code, c.Name, c.Words)
		}
		if other, twice := seen[c.Name]; twice {
			t.Errorf("chapters %s and %s have the same name", other, c.Code)
		}
		seen[c.Name] = c.Code
		s, ok := SectionOf(c.Section)
		if !ok || c.Code < s.First || c.Code > s.Last {
			t.Errorf("chapter %s is not in section %s (%s to %s)", c.Code, c.Section, s.First, s.Last)
		}
	}
}

func TestSections(t *testing.T) {
	roman := strings.Fields("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI")
	sections := Sections()
	if len(sections) != len(roman) {
		t.Fatalf("%d sections", len(sections))
	}
	total, next := 0, "01"
	for i, s := range sections {
		in := ChaptersIn(s.Code)
		if s.Code != roman[i] || !goodName(s.Name) || len(in) == 0 || s.First != next {
			t.Fatalf("section %+v, should be %s from chapter %s", s, roman[i], next)
		}
		if in[0].Code != s.First || in[len(in)-1].Code != s.Last {
			t.Errorf("section %s holds %s to %s", s.Code, in[0].Code, in[len(in)-1].Code)
		}
		total += len(in)
		if total < 96 {
			next = Chapters()[total].Code
		}
	}
	if total != 96 {
		t.Errorf("sections hold %d chapters", total)
	}
}

func TestNamesThatPeopleWillLookFor(t *testing.T) {
	tests := []struct {
		got    trade.Text
		id, en string
	}{
		{ChapterName("27"), "Bahan bakar mineral", "Mineral fuels"},
		{ChapterName("15"), "Lemak dan minyak nabati/hewani", "Fats and oils"},
		{ChapterName("26"), "Bijih, terak, dan abu", "Ores, slag and ash"},
		{ChapterName("71"), "Perhiasan dan logam mulia", "Jewellery and precious metals"},
		{ChapterName("77"), "77", "77"},
		{ChapterName(""), "", ""},
		{CountryName("CHN"), "Tiongkok", "China"},
		{CountryName("KOR"), "Korea Selatan", "South Korea"},
		{CountryName("HKG"), "Hong Kong", "Hong Kong"},
		{CountryName("TWN"), "Taiwan", "Taiwan"},
		{CountryName("JPN"), "Jepang", "Japan"},
		{CountryName("VNM"), "Viet Nam", "Vietnam"},
		{CountryName("LAO"), "Laos", "Laos"},
		{CountryName("SAU"), "Arab Saudi", "Saudi Arabia"},
		{CountryName("MYS"), "Malaysia", "Malaysia"},
		{CountryName("GBR"), "Inggris", "United Kingdom"},
		{CountryName("USA"), "Amerika Serikat", "United States"},
		{CountryName("ATG"), "Antigua dan Barbuda", "Antigua and Barbuda"},
		{CountryName("LCA"), "Saint Lucia", "Saint Lucia"},
		{CountryName("S19"), "S19", "S19"},
	}
	for _, test := range tests {
		if want := (trade.Text{ID: test.id, EN: test.en}); test.got != want {
			t.Errorf("%q, want %q", test.got, want)
		}
	}
}

func TestCountries(t *testing.T) {
	countries := Countries()
	if len(countries) != 249 { // ISO 3166-1 since 2011
		t.Errorf("%d countries", len(countries))
	}
	form := regexp.MustCompile(`^[A-Z]{3} [A-Z]{2} [0-9]{3}$`)
	names := map[string]string{}
	for i, c := range countries {
		if !form.MatchString(c.ISO3+" "+c.ISO2+" "+c.Numeric) || !goodName(c.Name) {
			t.Errorf("%+v", c)
		}
		if strings.ContainsAny(c.Name.ID+c.Name.EN, "&.") {
			t.Errorf("%s: %q is not plain text", c.ISO3, c.Name)
		}
		if i > 0 && countries[i-1].ISO3 >= c.ISO3 {
			t.Errorf("%s after %s", c.ISO3, countries[i-1].ISO3)
		}
		for _, name := range []string{"id " + c.Name.ID, "en " + c.Name.EN} {
			if other, twice := names[name]; twice {
				t.Errorf("%s and %s share the name %s", other, c.ISO3, name)
			}
			names[name] = c.ISO3
		}
		byISO3, _ := CountryOf(c.ISO3)
		byISO2, _ := CountryByISO2(c.ISO2)
		byNumeric, _ := CountryByNumeric(c.Numeric)
		if byISO3.ISO3 != c.ISO3 || byISO2.ISO3 != c.ISO3 || byNumeric.ISO3 != c.ISO3 {
			t.Errorf("%s is not found by its codes", c.ISO3)
		}
	}
	for _, gone := range []string{"SUN", "YUG", "ANT", "ZZZ", "", "jpn", "EUU"} {
		if _, ok := CountryOf(gone); ok {
			t.Errorf("%q counts as a country", gone)
		}
	}
	if c, ok := CountryByNumeric("392"); !ok || c.ISO3 != "JPN" {
		t.Errorf("392 is %+v", c)
	}
}

// Callers may sort or change what they are given.
func TestTablesCannotBeChanged(t *testing.T) {
	Countries()[0].ISO3, Chapters()[0].Code, Sections()[0].Code = "x", "x", "x"
	if Countries()[0].ISO3 == "x" || Chapters()[0].Code == "x" || Sections()[0].Code == "x" {
		t.Error("a caller changed the table")
	}
}

func TestChaptersOfHS2017And2022HaveNames(t *testing.T) {
	z, err := gzip.NewReader(testData(t, "reference/hs/hs_classification_H0_H6.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, row := range rows[1:] { // edition, code, parent, level, title
		edition, code, level := row[0], row[1], row[3]
		if level != "2" || edition != "H5" && edition != "H6" || code == "99" { // 99: not specified
			continue
		}
		found[edition]++
		if _, ok := ChapterOf(code); !ok {
			t.Errorf("%s chapter %s has no name", edition, code)
		}
	}
	if found["H5"] != 96 || found["H6"] != 96 {
		t.Errorf("chapters in the lists: %v", found)
	}
}

func TestCountryCodesAgreeWithAnotherList(t *testing.T) {
	var list []struct{ CCA3, CCN3 string }
	if err := json.NewDecoder(testData(t, "reference/geo/world_countries.json")).Decode(&list); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, row := range list {
		if c, ok := CountryOf(row.CCA3); ok && row.CCN3 != "" {
			compared++
			if c.Numeric != row.CCN3 {
				t.Errorf("%s is %s, the list says %s", c.ISO3, c.Numeric, row.CCN3)
			}
		} else if row.CCN3 != "" {
			t.Errorf("%s (%s) is missing", row.CCA3, row.CCN3)
		}
	}
	if compared < 240 {
		t.Errorf("only %d countries compared", compared)
	}
}

func TestDescriptionNamesEveryColumn(t *testing.T) {
	about, err := os.ReadFile("data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob("data/*.csv")
	if err != nil || len(tables) != 10 {
		t.Fatal(tables, err)
	}
	for _, table := range tables {
		_, section, ok := strings.Cut(string(about), "## "+filepath.Base(table)+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		data, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		header, _, _ := strings.Cut(string(data), "\n")
		for column := range strings.SplitSeq(header, ",") {
			if !ok || !strings.Contains(section, "`"+column+"`") {
				t.Errorf("data/README.md does not describe %s of %s", column, table)
			}
		}
	}
	countries, err := csv.NewReader(testOpen(t, "data/country_names.csv")).ReadAll()
	if err != nil || !slices.IsSortedFunc(countries[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) }) {
		t.Errorf("country_names.csv is not sorted: %v", err)
	}
}

func testOpen(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
