package i18n

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muara/internal/ledger"
	"muara/internal/trade"
)

func TestT(t *testing.T) {
	id, en := Printer{Lang: ID}, Printer{Lang: EN}
	coal := trade.Text{ID: "batu bara", EN: "coal"}
	tests := []struct{ name, got, want string }{
		{"words", id.T("common.skip"), "Langsung ke isi"},
		{"words en", en.T("common.skip"), "Skip to content"},
		{"argument", id.T("common.chapter.code", "27"), "Bab HS 27"},
		{"bilingual argument", id.T("common.without", coal), "tanpa batu bara"},
		{"bilingual argument en", en.T("common.without", coal), "without coal"},
		{"unneeded argument", id.T("common.skip", "x"), "Langsung ke isi"},
		{"missing", id.T("common.no-such-key"), "[common.no-such-key]"},
		{"one", en.Plural("common.figures", 1), "1 figure"},
		{"many", en.Plural("common.figures", 1234), "1,234 figures"},
		{"none", en.Plural("common.figures", 0), "0 figures"},
		{"Indonesian has one form", id.Plural("common.figures", 1), "1 angka"},
		{"status", id.Status("conflicting"), "berbeda antarsumber"},
		{"status en", en.Status("derived"), "derived"},
		{"flow", id.Flow(trade.Balance), "neraca perdagangan"},
		{"flow en", en.Flow(trade.Export), "exports"},
		{"surplus", id.BalanceWord(1), "surplus"},
		{"deficit", id.BalanceWord(-1), "defisit"},
		{"deficit en", en.BalanceWord(-1), "deficit"},
		{"balanced", en.BalanceWord(0), "balanced"},
		{"own name", ID.LangName(), "Bahasa Indonesia"},
		{"own name en", EN.LangName(), "English"},
		{"empty list", id.List(nil), ""},
		{"list of one", id.List([]string{"a"}), "a"},
		{"list of two", id.List([]string{"a", "b"}), "a dan b"},
		{"list", id.List([]string{"a", "b", "c"}), "a, b, dan c"},
		{"list en", en.List([]string{"a", "b", "c"}), "a, b and c"},
		{"capital", Capital("ekspor FOB"), "Ekspor FOB"},
		{"capital accent", Capital("åland"), "Åland"},
		{"capital of nothing", Capital(""), ""},
		{"text", en.Text(coal), "coal"},
		{"language of zero printer", Printer{}.Text(coal), "batu bara"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

// Keys that are made from a word of the vocabulary exist for every word.
func TestEveryWordOfTheVocabularyHasATextInBothLanguages(t *testing.T) {
	var keys []string
	for _, s := range []ledger.Status{ledger.Published, ledger.Derived, ledger.Conflicting, ledger.Unknown} {
		keys = append(keys, "common.status."+string(s), "common.status."+string(s)+".about")
	}
	for _, f := range []trade.Flow{trade.Export, trade.Import, trade.Balance} {
		keys = append(keys, "common.flow."+string(f), "common.flow."+string(f)+".basis")
	}
	codes := []trade.Code{trade.Invalid, trade.NotFound, trade.Forbidden, trade.Conflict, trade.Unavailable, trade.Internal}
	for _, c := range codes {
		for _, part := range []string{"title", "text", "do"} {
			keys = append(keys, "common.error."+string(c)+"."+part)
		}
	}
	for _, u := range Units() {
		keys = append(keys, "common.money."+u.slug(), "common.unit."+u.slug())
	}
	for _, key := range keys {
		if !Has(key) {
			t.Errorf("no text for %s", key)
		}
	}
}

func TestPieces(t *testing.T) {
	tests := []struct {
		format string
		want   []Piece
	}{
		{"plain", []Piece{{Text: "plain"}}},
		{"%[2]s dari %[1]s", []Piece{{Arg: 2}, {Text: " dari "}, {Arg: 1}}},
		{"100%% dari %s, %s.", []Piece{{Text: "100% dari "}, {Arg: 1}, {Text: ", "}, {Arg: 2}, {Text: "."}}},
		{"", nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, pieces(test.format)); diff != "" {
			t.Errorf("%q: %s", test.format, diff)
		}
	}
	missing := Printer{}.Pieces("common.no-such-key")
	if diff := cmp.Diff([]Piece{{Text: "[common.no-such-key]"}}, missing); diff != "" {
		t.Error(diff)
	}
	if got := (Printer{Lang: EN}).Pieces("common.without"); len(got) != 2 || got[1].Arg != 1 {
		t.Errorf("pieces of a catalogue text: %v", got)
	}
}

func TestLanguages(t *testing.T) {
	tests := []struct {
		header string
		want   Lang
	}{
		{"", ID},
		{"id", ID},
		{"id-ID,id;q=0.9,en-US;q=0.8", ID},
		{"en-GB,en;q=0.9", EN},
		{"en;q=0.5,id;q=0.9", ID},
		{"de-DE,de;q=0.9,en;q=0.5", EN},
		{"ms-MY,en;q=0.5", ID},
		{"ja", ID},
		{"not a header;;;", ID},
	}
	for _, test := range tests {
		if got := MatchLang(test.header); got != test.want {
			t.Errorf("MatchLang(%q) = %s, want %s", test.header, got, test.want)
		}
	}
	for _, l := range Langs() {
		if got, ok := ParseLang(string(l)); got != l || !ok {
			t.Errorf("ParseLang(%q) = %q, %v", l, got, ok)
		}
		if l.Other() == l || l.Other().Other() != l {
			t.Errorf("other of %s is %s", l, l.Other())
		}
	}
	if l, ok := ParseLang("EN"); ok || l != ID {
		t.Errorf("ParseLang(EN) = %q, %v", l, ok)
	}
	for _, u := range Units() {
		if got, ok := ParseUnit(string(u)); got != u || !ok {
			t.Errorf("ParseUnit(%q) = %q, %v", u, got, ok)
		}
	}
	if _, ok := ParseUnit("idr"); ok {
		t.Error("an unknown unit is taken")
	}
}

func TestSortNames(t *testing.T) {
	names := []string{"Zambia", "åland", "Arab Saudi", "Pelabuhan 10", "Pelabuhan 9", "Élan", "Ekuador"}
	SortBy(Printer{Lang: ID}, names, func(s string) string { return s })
	want := []string{"åland", "Arab Saudi", "Ekuador", "Élan", "Pelabuhan 9", "Pelabuhan 10", "Zambia"}
	if !slices.Equal(names, want) {
		t.Errorf("sorted %q, want %q", names, want)
	}
	if p := (Printer{Lang: EN}); !p.Less("austria", "Belgium") || p.Less("Belgium", "austria") {
		t.Error("capitals decide the order")
	}
}
