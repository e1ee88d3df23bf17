package refdata

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"muara/internal/trade"
)

func TestBlocs(t *testing.T) {
	names := map[string]string{}
	for _, b := range Blocs() {
		if !goodName(b.Name) || b.Kind != BlocUnion && b.Kind != BlocRegion || len(b.Members) < 3 {
			t.Errorf("%s: %q, %s, %d members", b.Code, b.Name, b.Kind, len(b.Members))
		}
		if u, err := url.Parse(b.Source); err != nil || u.Scheme != "https" || u.Host == "" {
			t.Errorf("%s: source %q", b.Code, b.Source)
		}
		if d, err := trade.ParseDate(b.Verified); b.Verified != "" && (err != nil || d.Day == 0) {
			t.Errorf("%s: verified on %q", b.Code, b.Verified)
		}
		for _, name := range []string{"id " + b.Name.ID, "en " + b.Name.EN} {
			if other, twice := names[name]; twice {
				t.Errorf("%s and %s share the name %s", other, b.Code, name)
			}
			names[name] = b.Code
		}
		seen := map[string]bool{}
		for _, m := range b.Members {
			if p, ok := PlaceOf(m.Place); !ok || p.Kind != PlaceCountry || seen[m.Place] {
				t.Errorf("%s: %s is no country, or twice", b.Code, m.Place)
			}
			seen[m.Place] = true
			if !m.Until.IsZero() && m.Until.Ordinal() < m.From.Ordinal() || b.Kind == BlocRegion && (m != Member{Place: m.Place}) {
				t.Errorf("%s: %+v", b.Code, m)
			}
		}
		if got, ok := BlocOf(b.Code); !ok || got.Name != b.Name {
			t.Errorf("%s is not found", b.Code)
		}
	}
	if _, ok := BlocOf("NATO"); ok {
		t.Error("NATO is a bloc")
	}
}

func TestMembersByYear(t *testing.T) {
	for _, test := range []struct {
		bloc string
		year int
		want int
	}{
		{"ASEAN", 1966, 0}, {"ASEAN", 1983, 5}, {"ASEAN", 1984, 6}, {"ASEAN", 1998, 9}, {"ASEAN", 2024, 10}, {"ASEAN", 2025, 11}, {"ASEAN", 0, 11},
		{"EU", 1957, 0}, {"EU", 1972, 6}, {"EU", 1994, 12}, {"EU", 1995, 15}, {"EU", 2004, 25}, {"EU", 2012, 27}, {"EU", 2013, 28}, {"EU", 2019, 28}, {"EU", 2020, 27}, {"EU", 0, 27},
		{"OIC", 0, 57}, {"D8", 2023, 8}, {"D8", 2024, 9}, {"APEC", 2000, 21}, {"BRICS", 2010, 4}, {"BRICS", 2011, 5}, {"BRICS", 2024, 9}, {"BRICS", 2025, 10},
		{"GCC", 2020, 6}, {"EFTA", 1972, 8}, {"EFTA", 1973, 6}, {"EFTA", 0, 4}, {"CPTPP", 2018, 6}, {"CPTPP", 0, 12}, {"SAARC", 2006, 7}, {"SAARC", 2007, 8},
		{"AU", 2016, 54}, {"AU", 0, 55}, {"RCEP", 2021, 0}, {"RCEP", 2022, 13}, {"RCEP", 2023, 15}, {"G20", 2023, 19}, {"USMCA", 2019, 0}, {"USMCA", 2020, 3},
		{"MERCOSUR", 2000, 4}, {"IMTGT", 0, 3}, {"BIMPEAGA", 0, 4}, {"035", 1990, 11},
	} {
		b, ok := BlocOf(test.bloc)
		if got := b.In(test.year); !ok || len(got) != test.want || !slices.IsSorted(got) {
			t.Errorf("%s in %d: %v, want %d members", test.bloc, test.year, got, test.want)
		}
	}
}

func TestHas(t *testing.T) {
	for _, test := range []struct {
		bloc, place string
		year        int
		want        bool
	}{
		{"EU", "GBR", 2019, true}, {"EU", "GBR", 2020, false}, {"EU", "GBR", 0, false}, {"EU", "HRV", 2013, true}, {"EU", "HRV", 2012, false},
		{"ASEAN", "IDN", 1970, true}, {"ASEAN", "TLS", 2024, false}, {"ASEAN", "TLS", 2025, true},
		{"APEC", "S19", 2022, true}, {"APEC", "TWN", 2022, true}, {"APEC", "S19", 1990, false}, {"030", "S19", 2022, true}, {"ASEAN", "S19", 2022, false},
		{"EU", "BLX", 1997, true}, {"EU", "BLX", 1950, false}, {"EU", "BLX", 2005, false}, {"EU", "XDE", 1985, true}, {"EU", "CSK", 1990, false}, {"EU", "XDE", 0, false},
		{"AU", "XSD", 2005, true}, {"AU", "SDN", 2005, true}, {"AU", "ZA1", 1999, false}, {"002", "XET", 1990, true},
		{"142", "SUN", 1985, false}, {"150", "SUN", 1985, false}, {"150", "YUG", 1985, true}, {"029", "XAN", 1980, true},
		{"ASEAN", "QQQ", 2020, false}, {"ASEAN", "XAS", 2020, false}, {"ASEAN", "WLD", 2020, false},
	} {
		b, _ := BlocOf(test.bloc)
		if got := b.Has(test.place, test.year); got != test.want {
			t.Errorf("%s has %s in %d: %v", test.bloc, test.place, test.year, got)
		}
	}
}

// What a bloc covers are its members and only places it has.
func TestCovers(t *testing.T) {
	for _, b := range Blocs() {
		for _, year := range []int{0, 1960, 1985, 1997, 2005, 2022} {
			covered := b.Covers(year)
			for _, code := range b.In(year) {
				if !slices.Contains(covered, code) {
					t.Errorf("%s in %d does not cover its member %s", b.Code, year, code)
				}
			}
			for _, p := range Places() {
				if b.Has(p.Code, year) != slices.Contains(covered, p.Code) {
					t.Errorf("%s in %d: has and covers differ on %s", b.Code, year, p.Code)
				}
			}
		}
	}
	east, _ := BlocOf("030")
	if got := strings.Join(east.Covers(2022), " "); got != "CHN HKG JPN KOR MAC MNG PRK S19 TWN" {
		t.Errorf("Eastern Asia covers %s", got)
	}
}

// Every country lies on one continent and in one region below it; only
// Antarctica in none.
func TestRegionsPartitionTheWorld(t *testing.T) {
	parts := map[string][]string{ // regions by continent, that of M49
		"002": {"015", "011", "014", "017", "018"}, "019": {"021", "029", "013", "005"}, "142": {"143", "030", "035", "034", "145"},
		"150": {"151", "154", "039", "155"}, "009": {"053", "054", "057", "061"}, "202": {"011", "014", "017", "018"}, "419": {"029", "013", "005"},
	}
	on := map[string]int{}
	for whole, below := range parts {
		b, _ := BlocOf(whole)
		var all []string
		for _, code := range below {
			r, _ := BlocOf(code)
			all = append(all, r.In(0)...)
		}
		slices.Sort(all)
		if !slices.Equal(all, b.In(0)) {
			t.Errorf("%s holds %v, its parts %v", whole, b.In(0), all)
		}
		if whole != "202" && whole != "419" {
			for _, code := range all {
				on[code]++
			}
		}
	}
	for _, p := range Places() {
		if p.Kind == PlaceCountry && on[p.Code] != 1 && p.Code != "ATA" {
			t.Errorf("%s is on %d continents", p.Code, on[p.Code])
		}
	}
}

// The regions agree with those of the Unicode CLDR, which follows M49 but puts
// a few islands and Antarctica in a region of its own.
func TestRegionsAgreeWithCLDR(t *testing.T) {
	outlying := []string{"ATA", "ATF", "BVT", "CCK", "CXR", "HMD", "IOT", "SGS", "UMI", "XKX"}
	compared := 0
	for _, b := range Blocs() {
		group, err := language.ParseRegion(b.Code)
		if b.Kind != BlocRegion || err != nil || !group.IsGroup() {
			continue
		}
		compared++
		for _, c := range Countries() {
			if in := group.Contains(language.MustParseRegion(c.ISO2)); in != b.Has(c.ISO3, 0) && !slices.Contains(outlying, c.ISO3) {
				t.Errorf("%s in %s (%s): CLDR says %v", c.ISO3, b.Code, b.Name.EN, in)
			}
		}
	}
	if compared != 29 {
		t.Errorf("%d regions compared", compared)
	}
}

func TestBlocsOf(t *testing.T) {
	var got []string
	for _, b := range BlocsOf("IDN", 2024) {
		got = append(got, b.Code)
	}
	if s := strings.Join(got, " "); s != "ASEAN RCEP OIC D8 APEC G20 IMTGT BIMPEAGA 142 035" {
		t.Errorf("Indonesia in 2024: %s", s)
	}
	if BlocsOf("QQQ", 0) != nil {
		t.Error("a place that does not exist is in a bloc")
	}
}

func TestSearchBlocs(t *testing.T) {
	for query, want := range map[string]string{
		"asean": "ASEAN", "uni eropa": "EU", "EU": "EU", "european": "EU", "OKI": "OIC", "teluk": "GCC", "bimp": "BIMPEAGA",
		"asia tenggara": "035", "southeast asia": "035", "timur tengah": "MEAST", "afrika utara": "015", "d8": "D8", "035": "035", "east asia": "030",
	} {
		if got := SearchBlocs(query, "id"); len(got) == 0 || got[0].Code != want {
			t.Errorf("%q finds %v, want %s", query, got, want)
		}
	}
	if got := SearchBlocs("", "id"); got != nil {
		t.Errorf("nothing finds %v", got)
	}
}

// Callers may sort or change what they are given.
func TestBlocsCannotBeChanged(t *testing.T) {
	Blocs()[0].Members[0].Place = "x"
	one, _ := BlocOf("ASEAN")
	one.Members[0].Place = "x"
	SearchBlocs("asean", "id")[0].Members[0].Place = "x"
	BlocsOf("IDN", 0)[0].Members[0].Place = "x"
	if b, _ := BlocOf("ASEAN"); b.Has("x", 0) || b.Members[0].Place == "x" {
		t.Error("a caller changed ASEAN")
	}
}
