package refdata

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Viet  Nam", "viet nam"},
		{" viet-nam ", "viet nam"},
		{"Côte d’Ivoire", "cote d ivoire"},
		{"cote d'ivoire", "cote d ivoire"},
		{"Åland", "aland"},
		{"Türkiye", "turkiye"},
		{"Lemak dan minyak nabati/hewani", "lemak dan minyak nabati hewani"},
		{"HS 27", "hs 27"},
		{"ﬁlm", "film"},
		{"–", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := Fold(test.in); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

// Folding twice is folding once, and capitals never matter.
func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("abzABZ éÉåç-/’0129ßøı"))).Draw(t, "s")
		once := Fold(s)
		if Fold(once) != once || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
	})
}

func TestSearchCountries(t *testing.T) {
	tests := []struct{ query, lang, want string }{ // want: the first results
		{"vietnam", "id", "VNM"},
		{"Viet Nam", "en", "VNM"},
		{"china", "id", "CHN"},
		{"cina", "id", "CHN"},
		{"tiongkok", "en", "CHN"},
		{"korea", "id", "KOR PRK"},
		{"Korea Utara", "en", "PRK"},
		{"AS", "id", "USA"},
		{"us", "en", "USA"},
		{"UK", "en", "GBR"},
		{"jp", "id", "JPN"},
		{"jpn", "id", "JPN"},
		{"in", "id", "IND"},
		{"indo", "id", "IDN"},
		{"inggris", "id", "GBR"},
		{"serikat", "id", "USA"},
		{"cote d'ivoire", "id", "CIV"},
		{"holland", "id", "NLD"},
		{"new zea", "id", "NZL"},
		{"arab", "id", "SAU"},
	}
	for _, test := range tests {
		var got []string
		for _, c := range SearchCountries(test.query, test.lang) {
			got = append(got, c.ISO3)
		}
		if !strings.HasPrefix(strings.Join(got, " "), test.want) {
			t.Errorf("%q in %s finds %q, want %s first", test.query, test.lang, got, test.want)
		}
	}
	for _, query := range []string{"", " ", "--", "atlantis", "ndonesia", strings.Repeat("a", 101)} {
		if got := SearchCountries(query, "id"); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

func TestSearchChapters(t *testing.T) {
	tests := []struct{ query, lang, want string }{ // want: the first results
		{"27", "id", "27"},
		{"4412", "id", "44"},
		{"4412.33", "en", "44"},
		{" 0410.10.00 ", "id", "04"},
		{"batu bara", "id", "27"},
		{"coal", "id", "27"},
		{"sawit", "id", "15 23"},
		{"palm oil", "en", "15"},
		{"ROTAN", "id", "14 46 94"},
		{"rattan", "en", "14 46 94"},
		{"kayu lapis", "id", "44"},
		{"sarang walet", "id", "04"},
		{"bijih", "id", "26"},
		{"fats", "id", "15"},
	}
	for _, test := range tests {
		var got []string
		for _, c := range SearchChapters(test.query, test.lang) {
			got = append(got, c.Code)
		}
		if !strings.HasPrefix(strings.Join(got, " "), test.want) {
			t.Errorf("%q in %s finds %q, want %s first", test.query, test.lang, got, test.want)
		}
	}
	for _, query := range []string{"", "7", "77", "98", "12345678901", "unicorn", "2.7.x"} {
		if got := SearchChapters(query, "id"); len(got) != 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}
