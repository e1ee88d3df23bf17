package facts

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"muara/internal/trade"
)

// Bounds on a request, so that no answer costs without limit.
const (
	maxBy     = 8
	maxValues = 2000 // of all filters together
	maxText   = 200  // bytes of a code
)

// baseMeasures are those that engines sum.
var baseMeasures = []Measure{Value, Weight, Weighed, Rows}

// invalid is the error of a request: field says where in it.
func invalid(field string, id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: field + ": " + id,
		EN: field + ": " + en,
	}}
}

// checkDim makes sure that a release has a stored dimension.
func (s *Schema) checkDim(field string, d Dim) error {
	if slices.Contains(s.Dims, d) {
		return nil
	}
	id, en := near(string(d), words(s.Dims))
	found := quote(string(d))
	if isStored(d) {
		return invalid(field,
			"rilis data "+s.name()+" tidak memuat "+found+"; yang ada: "+list(s.Dims),
			"the release "+s.name()+" has no "+found+"; it has: "+list(s.Dims))
	}
	return invalid(field,
		found+" tidak dikenal"+id+"; yang ada: "+list(s.Dims),
		found+" is not known"+en+"; possible: "+list(s.Dims))
}

// checkMeasure makes sure that a release has a base measure.
func (s *Schema) checkMeasure(field string, m Measure) error {
	if slices.Contains(s.Measures, m) {
		return nil
	}
	found := quote(string(m))
	if slices.Contains(baseMeasures, m) {
		return invalid(field,
			"rilis data "+s.name()+" tidak memuat "+found+"; yang ada: "+list(s.Measures),
			"the release "+s.name()+" has no "+found+"; it has: "+list(s.Measures))
	}
	id, en := near(string(m), words(s.Measures))
	return invalid(field,
		found+" tidak dikenal"+id+"; yang ada: "+list(s.Measures),
		found+" is not known"+en+"; possible: "+list(s.Measures))
}

func (s *Schema) name() string {
	if s.Release == "" {
		return s.Dataset
	}
	return s.Dataset + "/" + s.Release
}

// shape is how the codes of a dimension look.
type shape struct {
	fits   func(string) bool
	id, en string // what is expected
}

var shapes = map[Dim]shape{
	Year:       {isYear, "tahun empat angka, mis. 2023", "a year of four digits, such as 2023"},
	Month:      {isMonth, "bulan seperti 2023-07", "a month such as 2023-07"},
	Flow:       {isFlow, "export atau import", "export or import"},
	Reporter:   {isPlace, "kode negara tiga huruf, mis. IDN", "a place code of three characters, such as IDN"},
	Partner:    {isPlace, "kode negara tiga huruf, mis. JPN", "a place code of three characters, such as JPN"},
	Region:     {isRegion, "kode wilayah BPS, mis. 62", "a region code of BPS, such as 62"},
	Edition:    {isEdition, "edisi HS dari H0 sampai H6", "an edition of the HS from H0 to H6"},
	Chapter:    {digitsOf(2), "bab dengan dua angka, mis. 27", "a chapter of two digits, such as 27"},
	Heading:    {digitsOf(4), "pos dengan empat angka, mis. 2701", "a heading of four digits, such as 2701"},
	Subheading: {digitsOf(6), "subpos dengan enam angka, mis. 270119", "a subheading of six digits, such as 270119"},
	Product:    {isProduct, "kode HS dengan 2, 4, 6, 8 atau 10 angka, mis. 27", "an HS code of 2, 4, 6, 8 or 10 digits, such as 27"},
	Port:       {isText, "nama seperti tertulis dalam berkas", "a name as the file writes it"},
	Industry:   {isText, "nama seperti tertulis dalam berkas", "a name as the file writes it"},
	Sector:     {isText, "nama seperti tertulis dalam berkas", "a name as the file writes it"},
}

func isStored(d Dim) bool { _, ok := shapes[d]; return ok }

// checkCode makes sure that a code is written as those of its dimension are.
// One that no row has is no error: its answer is empty.
func (s *Schema) checkCode(d Dim, code string) error {
	sh := shapes[d]
	open := code == Unspecified && d != Year && d != Month && d != Flow
	if open || sh.fits(code) {
		return nil
	}
	possible := s.Codes[d]
	if d == Flow {
		possible = []string{string(trade.Export), string(trade.Import)}
	}
	id, en := near(code, possible)
	return invalid("where "+string(d),
		quote(code)+" tidak terbaca"+id+"; tulis "+sh.id,
		"cannot read "+quote(code)+en+"; write "+sh.en)
}

func digitsOf(n int) func(string) bool {
	return func(s string) bool { return len(s) == n && isDigits(s) }
}

func isDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func isYear(s string) bool    { return len(s) == 4 && isDigits(s) && s >= "1900" && s < "2200" }
func isMonth(s string) bool   { _, err := trade.ParseMonth(s); return err == nil }
func isFlow(s string) bool    { return s == string(trade.Export) || s == string(trade.Import) }
func isRegion(s string) bool  { return len(s) >= 2 && len(s) <= 4 && len(s)%2 == 0 && isDigits(s) }
func isEdition(s string) bool { return len(s) == 2 && s[0] == 'H' && s[1] >= '0' && s[1] <= '6' }
func isProduct(s string) bool { return len(s) <= 10 && len(s)%2 == 0 && isDigits(s) }

func isPlace(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 3
}

func isText(s string) bool {
	return s != "" && len(s) <= maxText && utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

// quote writes what was found, cut where it is long.
func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return fmt.Sprintf("%q", s)
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

func list[T ~string](l []T) string { return strings.Join(words(l), ", ") }
