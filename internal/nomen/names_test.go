package nomen

import (
	"slices"
	"strings"
	"testing"
)

// A small house of lists: HS 2007 and 2022 in part, a whole BACI list of 2017,
// a whole tariff book of 2022.
func smallStore(t testing.TB) *Store {
	return newStore(t,
		hsHead+"H3,441211,4412,6,Plywood of old\nH6,441231,4412,6,\"Plywood; of tropical wood\"\nH6,441239,4412,6,\"Other, of conifers\"\nH3,4312,43,4,Heading of old.\n",
		baciText("H5", "441231,Plywood of 2017", "271000,Petroleum oils"),
		btkiText("4412,4,\"Kayu lapis, panel veneer.\",\"Plywood, veneered panels.\",", "441231,6,- - Dari kayu tropis :,- - Of tropical wood :,",
			"44123110,8,- - - Meranti,- - - Meranti,\"7,5\"", "44123190,8,- - - Lain-lain,- - - Other,\"450,-/kg\"",
			"44123910,8,- - - Lain-lain,- - - Other,10"),
	)
}

func TestNearestEditions(t *testing.T) {
	for edition, want := range map[string]string{
		"H5": "H5 H6 H4 H3 H2 H1 H0", "H0": "H0 H1 H2 H3 H4 H5 H6", "H3": "H3 H4 H2 H5 H1 H6 H0", "": "H6 H5 H4 H3 H2 H1 H0",
	} {
		if got := strings.Join(nearest(edition), " "); got != want {
			t.Errorf("nearest to %q: %s, want %s", edition, got, want)
		}
	}
	if Year("H5") != 2017 || Year("HS") != 0 || Year("H7") != 0 {
		t.Error("years are wrong")
	}
}

func TestOf(t *testing.T) {
	n := mustNames(t, smallStore(t))
	for _, c := range []struct {
		code, edition, id, en, found string
		exact                        bool
	}{
		{"44", "H3", "Kayu dan barang kayu", "Wood and wood products", "H3", true},
		{"4412", "H6", "Kayu lapis", "Plywood", "H6", true},
		{"4312", "H3", "Heading of old", "Heading of old", "H3", true},
		{"441231", "H6", "Kayu lapis: Dari kayu tropis", "Plywood; of tropical wood", "H6", true},
		{"441231", "H5", "Kayu lapis: Dari kayu tropis", "Plywood of 2017", "H5", true},
		{"441231", "H4", "Kayu lapis: Dari kayu tropis", "Plywood of 2017", "H5", false},
		{"441211", "H6", "Plywood of old", "Plywood of old", "H3", false},
		{"441239", "H6", "Plywood: other, of conifers", "Plywood: other, of conifers", "H6", true},
		{"44123110", "H6", "Kayu lapis: Dari kayu tropis: Meranti", "Plywood: Of tropical wood: Meranti", "H6", true},
		{"44123190", "", "Kayu lapis: Dari kayu tropis: lain-lain", "Plywood: Of tropical wood: other", "H6", true},
		{"44123910", "H5", "Kayu lapis: lain-lain", "Plywood: other", "H6", false},
	} {
		for range 2 { // the second answer is the kept one
			got, ok := n.Of(c.code, c.edition)
			if !ok || got.Text.ID != c.id || got.Text.EN != c.en || got.Edition != c.found || got.Exact != c.exact {
				t.Errorf("%s of %s is %+v", c.code, c.edition, got)
			}
		}
	}
	for _, code := range []string{"", "4", "441232", "44123111", "abc", "77"} {
		if got, ok := n.Of(code, "H6"); ok {
			t.Errorf("%q is %+v", code, got)
		}
	}
	if got, _ := n.Of("441211", "H6"); got.ID.Lang != "en" || got.ID.List != "hs-h3" || got.ID.Raw != "Plywood of old" {
		t.Errorf("the wording of 441211: %+v", got.ID)
	}
	var path []string
	for _, p := range n.Path("44123190", "H6") {
		path = append(path, p.Code)
	}
	if got := strings.Join(path, " "); got != "44 4412 441231 44123190" {
		t.Errorf("path %s", got)
	}
}

func TestHas(t *testing.T) {
	n := mustNames(t, smallStore(t))
	for _, c := range []struct {
		edition, code string
		known, listed bool
	}{
		{"H5", "441231", true, true}, {"H5", "441232", false, true}, // a whole list
		{"H5", "271000", true, true}, {"H5", "271012", false, false}, // BACI lumps the oils
		{"H3", "441211", true, true}, {"H3", "441299", false, false}, // a part of a list
		{"H6", "44123190", true, true}, {"H6", "44123199", false, true}, {"H5", "44123199", false, false},
		{"H4", "441231", false, false}, {"H4", "44", true, true}, {"H4", "77", false, true}, {"H6", "4412", true, true}, {"H6", "4498", false, true},
		{"", "441211", true, true}, {"", "44x", false, true}, {"H7", "44", false, false}, {"H6", "9999", true, true},
	} {
		if known, listed := n.Has(c.edition, c.code); known != c.known || listed != c.listed {
			t.Errorf("%s of %q: known %t, listed %t", c.code, c.edition, known, listed)
		}
	}
}

func TestGuess(t *testing.T) {
	s := newStore(t, baciText("H4"), baciText("H5"), baciText("H6"))
	n := mustNames(t, s)
	fits := n.Guess(slices.Values([]string{"030249", "16041899", "010121", "290490", "555555", "44", "x", "030249"}))
	want := []EditionFit{ // 030249 and 160418 came with H5, 290490 left with H4
		{Edition: "H6", Codes: 5, Known: 3, Share: 0.6, Missing: []string{"290490", "555555"}},
		{Edition: "H5", Codes: 5, Known: 3, Share: 0.6, Missing: []string{"290490", "555555"}},
		{Edition: "H4", Codes: 5, Known: 2, Share: 0.4, Only: []string{"290490"}, Missing: []string{"030249", "160418", "555555"}},
	}
	if len(fits) != len(want) {
		t.Fatalf("%+v", fits)
	}
	for i, w := range want {
		f := fits[i]
		if f.Edition != w.Edition || f.Codes != w.Codes || f.Known != w.Known || f.Share != w.Share || !slices.Equal(f.Only, w.Only) || !slices.Equal(f.Missing, w.Missing) {
			t.Errorf("%+v, want %+v", f, w)
		}
	}
	if fits := n.Guess(slices.Values([]string{})); fits[0].Codes != 0 || fits[0].Share != 0 {
		t.Errorf("no codes fit %+v", fits)
	}
}

func TestDuty(t *testing.T) {
	n := mustNames(t, smallStore(t))
	d, ok := n.Duty("44123110")
	if !ok || d.Kind != AdValorem || d.Percent != 75_000 || d.Raw != "7,5" || d.Year != 2022 || d.Source.ID != "BTKI 2022" || d.Origin.File != "2.csv" || d.Code != "44123110" {
		t.Errorf("%+v", d)
	}
	if d, ok := n.Duty("44123190"); !ok || d.Kind != Specific || d.Rupiah != 450 || d.Unit != "kg" {
		t.Errorf("%+v", d)
	}
	for _, code := range []string{"4412", "441231", "99999999", ""} {
		if d, ok := n.Duty(code); ok {
			t.Errorf("%q has the duty %+v", code, d)
		}
	}
}

func TestSearchByCode(t *testing.T) {
	n := mustNames(t, smallStore(t))
	for query, want := range map[string]string{
		"4412.31":    "441231 44123110 44123190",
		" 44 12 31 ": "441231 44123110 44123190",
		"4412.3":     "441231 441239 44123110 44123190 44123910",
		"44123199":   "441231",
		"00":         "",
		"4412319012": "44123190",
	} {
		var got []string
		for _, h := range n.Search(query, "id", 9) {
			got = append(got, h.Code)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q finds %s, want %s", query, s, want)
		}
	}
}

func TestSearchByWords(t *testing.T) {
	n := mustNames(t, smallStore(t))
	for _, c := range []struct{ query, lang, want string }{
		{"meranti", "id", "44123110"},
		{"MERANTI tropis", "id", "44123110"},
		{"kayu tropis", "id", "441231"},
		{"tropical", "id", "441231"},
		{"kayulapis", "id", "4412"},
		{"plywood", "en", "4412"},
		{"plywood of 2017", "en", ""}, // HS 2022 calls it otherwise
		{"batubara", "id", "2701"},
	} {
		got := ""
		if hits := n.Search(c.query, c.lang, 1); len(hits) > 0 {
			got = hits[0].Code
		}
		if got != c.want {
			t.Errorf("%q in %s finds %s, want %s", c.query, c.lang, got, c.want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	n := mustNames(f, smallStore(f))
	for _, q := range []string{"44 12.31", "kayu tropis", "d d", "٤٤", "\xff", "batubara", "-", "Ⅷ"} {
		f.Add(q, 3)
	}
	f.Fuzz(func(t *testing.T, query string, limit int) {
		hits := n.Search(query, "id", limit%50)
		if len(hits) > max(limit%50, 0) {
			t.Fatalf("%d hits for a limit of %d", len(hits), limit)
		}
		for i, h := range hits {
			if name, ok := n.Of(h.Code, ""); !ok || name.Text != h.Text || slices.Contains(hits[:i], h) {
				t.Fatalf("%q finds %+v", query, h)
			}
		}
	})
}
