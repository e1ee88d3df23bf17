package refdata

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"muara/internal/trade"
)

func TestPlaces(t *testing.T) {
	all := Places()
	form := regexp.MustCompile(`^[A-Z][A-Z0-9]{2} ([A-Z]{2})? ([0-9]{3})?$`)
	names := map[string]string{}
	count := map[PlaceKind]int{}
	for _, p := range all {
		count[p.Kind]++
		if !form.MatchString(p.Code + " " + p.ISO2 + " " + p.M49) {
			t.Errorf("codes of %+v", p)
		}
		if !goodName(p.Name) || strings.ContainsAny(p.Name.ID+p.Name.EN, "&.;") {
			t.Errorf("%s: poor name %q", p.Code, p.Name)
		}
		for _, name := range []string{"id " + Fold(p.Name.ID), "en " + Fold(p.Name.EN)} {
			if other, twice := names[name]; twice {
				t.Errorf("%s and %s share the name %s", other, p.Code, name)
			}
			names[name] = p.Code
		}
		if (p.Kind == PlaceHistoric) != (len(p.Successors) > 0) || p.Kind == PlaceHistoric && p.Until == 0 {
			t.Errorf("%s is %s and has successors %v until %d", p.Code, p.Kind, p.Successors, p.Until)
		}
		if p.Until != 0 && p.From > p.Until || p.Kind == PlaceCountry && p.Until != 0 {
			t.Errorf("%s lasts from %d until %d", p.Code, p.From, p.Until)
		}
		for _, code := range p.Successors {
			if s, _ := PlaceOf(code); s.From > p.Until+2 || s.Until != 0 && s.Until < p.Until {
				t.Errorf("%s until %d is followed by %s from %d", p.Code, p.Until, code, s.From)
			}
		}
		if got, ok := PlaceOf(p.Code); !ok || got.Name != p.Name || PlaceName(p.Code) != p.Name {
			t.Errorf("%s is not found by its code", p.Code)
		}
		for _, name := range []string{p.Name.ID, strings.ToUpper(p.Name.EN) + "  "} {
			if got, ok := PlaceNamed(name); !ok || got.Code != p.Code {
				t.Errorf("%q finds %q, want %s", name, got.Code, p.Code)
			}
		}
	}
	if count[PlaceCountry] != 250 || count[PlaceWorld] != 1 || count[PlaceHistoric] < 30 || count[PlaceGroup] != 2 {
		t.Errorf("places by kind: %v", count)
	}
}

// Every country of ISO 3166-1 is a place by all its codes.
func TestCountriesArePlaces(t *testing.T) {
	for _, c := range Countries() {
		for system, code := range map[string]string{"iso3": c.ISO3, "iso2": c.ISO2, "m49": c.Numeric, "cepii": c.Numeric} {
			if p, ok := PlaceBy(system, code); !ok || p.Code != c.ISO3 || p.Name != c.Name || p.Kind != PlaceCountry {
				t.Errorf("%s %s is %+v, want %s", system, code, p, c.ISO3)
			}
		}
	}
}

func TestPlaceBy(t *testing.T) {
	tests := []struct{ system, code, want string }{
		{"cepii", "842", "USA"}, {"cepii", "699", "IND"}, {"cepii", "757", "CHE"}, {"cepii", "251", "FRA"},
		{"cepii", "579", "NOR"}, {"cepii", "490", "S19"}, {"cepii", "58", "BLX"}, {"cepii", "056", "BEL"},
		{"cepii", "280", "XDE"}, {"cepii", "276", "DEU"}, {"cepii", "736", "XSD"}, {"cepii", "729", "SDN"},
		{"cepii", "711", "ZA1"}, {"cepii", "697", "R20"}, {"cepii", "849", "PUS"}, {"cepii", "891", "SCG"},
		{"cepii", "360", "IDN"}, {"cepii", " 4 ", "AFG"}, {"cepii", "004", "AFG"}, {"cepii", "0", ""},
		{"comtrade", "0", "WLD"}, {"comtrade", "000", "WLD"}, {"comtrade", "842", "USA"}, {"comtrade", "840", "USA"},
		{"comtrade", "381", "ITA"}, {"comtrade", "380", "ITA"}, {"comtrade", "492", "XEU"}, {"comtrade", "230", "XET"},
		{"comtrade", "837", "XBK"}, {"comtrade", "899", "XNS"}, {"comtrade", "975", "XAS"}, {"comtrade", "592", "PCZ"},
		{"comtrade", "412", "XKX"}, {"comtrade", "473", "XLA"}, {"comtrade", "636", "XRA"}, {"comtrade", "", ""},
		{"comtrade", "1", ""}, {"comtrade", "000001", ""}, {"comtrade", "999999", ""}, {"comtrade", "x", ""},
		{"m49", "001", "WLD"}, {"m49", "492", "MCO"}, {"m49", "8", "ALB"}, {"m49", "842", ""}, {"m49", "0", ""},
		{"iso3", "idn", "IDN"}, {"iso3", "TMP", "TLS"}, {"iso3", "ROM", "ROU"}, {"iso3", "ZAR", "COD"},
		{"iso3", "SUN", "SUN"}, {"iso3", "_X ", "XNS"}, {"iso3", "W00", "WLD"}, {"iso3", "A79", ""}, {"iso3", "", ""},
		{"iso2", "NA", "NAM"}, {"iso2", "na", "NAM"}, {"iso2", "XK", "XKX"}, {"iso2", "SU", "SUN"},
		{"iso2", "CS", ""}, {"iso2", "BQ", "BES"}, {"iso2", "SK", "SVK"}, {"iso2", "UK", "GBR"}, {"iso2", "", ""},
		{"fips", "US", ""}, {"", "", ""},
	}
	for _, test := range tests {
		if p, ok := PlaceBy(test.system, test.code); p.Code != test.want || ok != (test.want != "") {
			t.Errorf("%s %q is %q, want %q", test.system, test.code, p.Code, test.want)
		}
	}
}

// A code is one place. Where two codes of a system are the same place, the
// table of codes says what each of them means.
func TestCodesOfASystem(t *testing.T) {
	notes := map[string]string{}
	for _, r := range readCSV("place_codes.csv", "system", "code", "place", "note") {
		notes[r[0]+" "+r[1]] = r[3]
	}
	table := places()
	for system, codes := range table.by {
		first := map[int]string{}
		for code, i := range codes {
			if strings.TrimSpace(code) != code || code == "" || strings.HasPrefix(code, "0") && code != "0" {
				t.Errorf("%s holds %q", system, code)
			}
			if other, twice := first[i]; twice && notes[system+" "+code] == "" && notes[system+" "+other] == "" {
				t.Errorf("%s %s and %s are both %s, and nothing says why", system, code, other, table.rows[i].Code)
			}
			first[i] = code
		}
	}
}

func TestPlaceNamed(t *testing.T) {
	for name, want := range map[string]string{
		"RUSSIA FEDERATION": "RUS", "GERMANY, FED. REP. OF": "DEU", "GERMANY FED. REP. OF": "DEU", "VIETNAM": "VNM",
		"VIET NAM": "VNM", "TAIWAN": "TWN", "KOREA, REPUBLIC OF": "KOR", "KOREA REPUBLIC OF": "KOR", "Rep. of Korea": "KOR",
		"KOREA, DEM. PEOPLE'S REP.": "PRK", "KOREA DEM. PEOPLES REP.": "PRK", "UNITED STATES": "USA", "HONGKONG": "HKG",
		"PAPUA N. GUINEA": "PNG", "Amerika Serikat ": "USA", "Singapura ": "SGP", " Tiongkok": "CHN", "Cina": "CHN",
		"COTE DIVOIRE": "CIV", "COTE D'IVOIRE": "CIV", "Pantai Gading": "CIV", "CONGO": "COG",
		"DEMOCRATIC REP. OF THE CONGO": "COD", "Dem. Rep. of the Congo": "COD", "REP. OF MACEDONIA": "MKD",
		"LAO PEOPLE'S DEM. REP.": "LAO", "U.S. VIRGIN ISLANDS": "VIR", "VIRGIN ISLANDS (BRITISH)": "VGB",
		"ANTARTICA": "ATA", "SWAZILAND": "SWZ", "TURKEY": "TUR", "CZECH REPUBLIC": "CZE", "EAST TIMOR": "TLS",
		"Czechoslovakia (...1992)": "CSK", "Uni Soviet": "SUN", "Jerman Timur": "DDR", "Fed. Rep. of Germany (...1990)": "XDE",
		"Sudan": "SDN", "Sudan (...2011)": "XSD", "Other Asia, nes": "S19", "Dunia": "WLD", "Inggris": "GBR", "Kosovo": "XKX",
		"Guinea-Bissau": "GNB", "GUINEA": "GIN", "Guinea Ekuatorial": "GNQ", "Dominika": "DMA", "Dominican Rep.": "DOM",
		"Niger": "NER", "Nigeria": "NGA", "St. Lucia": "LCA", "Bolivia (Plurinational State of)": "BOL",
		"Yemen": "YEM", "Dem. Yemen": "YMD", "Saint Martin": "MAF", "Saint Maarten": "SXM",
		// two places, none, or no name at all
		"Korea": "", "Yugoslavia": "", "Virgin Islands": "", "Amerika": "", "America": "", "Papua": "", "Dubai": "", "Guyana Belanda": "",
		"NA": "", "AS": "", "IDN": "", "": "", "  ": "", "of the": "", "...": "", "Republic": "", "Totals": "", "Lainnya": "",
		strings.Repeat("a", 200): "",
	} {
		if p, ok := PlaceNamed(name); p.Code != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", name, p.Code, want)
		}
	}
}

func TestOtherAsiaStandsForTaiwan(t *testing.T) {
	for _, p := range Places() {
		if (p.StandsFor != "") != (p.Code == "S19") {
			t.Errorf("%s stands for %q", p.Code, p.StandsFor)
		}
	}
	if p, _ := PlaceOf("S19"); p.StandsFor != "TWN" || p.Kind != PlaceArea {
		t.Errorf("%+v", p)
	}
}

func TestPlaceName(t *testing.T) {
	for code, want := range map[string]trade.Text{
		"SUN": {ID: "Uni Soviet", EN: "Soviet Union"}, "BLX": {ID: "Belgia-Luksemburg", EN: "Belgium-Luxembourg"},
		"WLD": {ID: "Dunia", EN: "World"}, "JPN": {ID: "Jepang", EN: "Japan"}, "QQQ": {ID: "QQQ", EN: "QQQ"}, "": {},
	} {
		if got := PlaceName(code); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
}

func TestSearchPlaces(t *testing.T) {
	tests := []struct{ query, lang, want string }{ // want: the first results
		{"vietnam", "id", "VNM"}, {"korea", "id", "KOR PRK"}, {"soviet", "id", "SUN"}, {"USSR", "en", "SUN"},
		{"jerman", "id", "DEU DDR XDE"}, {"german", "en", "DEU"}, {"holland", "id", "NLD"}, {"hongkong", "en", "HKG"},
		{"dunia", "id", "WLD"}, {"s19", "id", "S19"}, {"bunker", "id", "XBK"}, {"timor timur", "id", "TLS"},
		{"arab", "id", "SAU"}, {"kosovo", "id", "XKX"}, {"AS", "id", "USA"}, {"sudan", "id", "SDN SSD XSD"},
	}
	for _, test := range tests {
		var got []string
		for _, p := range SearchPlaces(test.query, test.lang) {
			got = append(got, p.Code)
		}
		if !strings.HasPrefix(strings.Join(got, " "), test.want) {
			t.Errorf("%q in %s finds %q, want %s first", test.query, test.lang, got, test.want)
		}
	}
	for _, query := range []string{"", " ", "--", "atlantis", strings.Repeat("a", 101)} {
		if got := SearchPlaces(query, "id"); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

// Callers may sort or change what they are given.
func TestPlacesCannotBeChanged(t *testing.T) {
	Places()[0].Code = "x"
	for _, p := range Places() {
		if len(p.Successors) > 0 {
			p.Successors[0] = "x"
		}
	}
	one, _ := PlaceOf("SUN")
	one.Successors[0] = "x"
	SearchPlaces("soviet", "id")[0].Successors[0] = "x"
	for _, p := range Places() {
		if p.Code == "x" || slices.Contains(p.Successors, "x") {
			t.Fatalf("a caller changed %s", p.Code)
		}
	}
}

func FuzzPlaceNamed(f *testing.F) {
	for _, s := range []string{"", "KOREA, REPUBLIC OF", "s", "'s", "the of", "Côte d’Ivoire", "\xff\x00", "Ａmerika Serikat", "U.S.A."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		p, ok := PlaceNamed(name)
		if ok != (p.Code != "") {
			t.Fatalf("%q finds %+v, %v", name, p, ok)
		}
		if len(Fold(name)) > maxQuery || len(name) > maxQuery {
			return
		}
		if again, _ := PlaceNamed(" " + Fold(name)); len(name) < maxQuery && again.Code != p.Code && len(Fold(name)) < maxQuery {
			t.Fatalf("%q finds %s, folded %s", name, p.Code, again.Code)
		}
	})
}

func BenchmarkPlaceNamed(b *testing.B) {
	for b.Loop() {
		PlaceNamed("KOREA, REPUBLIC OF")
	}
}

func BenchmarkPlaceBy(b *testing.B) {
	for b.Loop() {
		PlaceBy("cepii", "056")
	}
}
