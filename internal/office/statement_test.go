package office

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/report"
	"muara/internal/trade"
)

// statement composes the statement of a range.
func statement(t *testing.T, o *Office, from, to string, asOf trade.Date) *report.Statement {
	t.Helper()
	p, err := StatementPeriod(from, to)
	if err != nil {
		t.Fatal(err)
	}
	st, err := o.Statement(p, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func text(t *testing.T, st *report.Statement, lang i18n.Lang) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.StatementTXT(&b, st, i18n.Printer{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// flat is a text without its line breaks, for looking for sentences.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// The statement of record, word for word in both languages. After a wanted
// change run UPDATE=1 go test ./internal/office and read the difference.
func TestStatementOfRecord(t *testing.T) {
	st := statement(t, kalteng(t), "2017", "2022-11", trade.Date{})
	for _, lang := range i18n.Langs() {
		file := filepath.Join("testdata", "statement", "kalteng-2017-2022-11."+string(lang)+".txt")
		got := text(t, st, lang)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// The six surpluses that the office has told the press, independently of the
// golden text.
func TestStatementStatesTheSixSurpluses(t *testing.T) {
	st := statement(t, kalteng(t), "2017", "2022-11", trade.Date{})
	for lang, want := range map[i18n.Lang][]string{
		i18n.ID: {"surplus setiap tahun dari 2017 sampai November 2022",
			"US$1.725,99 juta pada 2017", "US$1.677,29 juta pada 2018", "US$2.099,40 juta pada 2019",
			"US$1.791,09 juta pada 2020", "US$3.050,82 juta pada 2021", "US$5.291,17 juta pada Januari–November 2022"},
		i18n.EN: {"in surplus every year from 2017 to November 2022",
			"US$1,725.99 million in 2017", "US$1,677.29 million in 2018", "US$2,099.40 million in 2019",
			"US$1,791.09 million in 2020", "US$3,050.82 million in 2021", "US$5,291.17 million in January–November 2022"},
	} {
		got := flat(text(t, st, lang))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the statement lacks %q", lang, w)
			}
		}
		if strings.Contains(got, "[statement.") {
			t.Errorf("%s: a text is missing: %s", lang, got[strings.Index(got, "[statement."):][:60])
		}
	}
}

// small is an office on a pack of yearly balances, imports where given, and a
// source for each figure.
func small(t *testing.T, figures ...ledger.Figure) *Office {
	t.Helper()
	p := &pack.Pack{Slug: "kecil", Version: "1", Licence: "CC0-1.0",
		Region: pack.Region{Name: trade.Text{ID: "Pulau Kecil", EN: "Small Island"}, Office: trade.Text{ID: "Dinas", EN: "Office"},
			Authority: trade.Text{ID: "BPS", EN: "BPS"}},
		Identities: []ledger.Identity{{Name: "balance", Whole: exports, Parts: []trade.Series{balance, imports}}},
		Sources:    []pack.Source{{ID: "koran", URL: "https://koran.example/1", Publisher: "Koran (koran.example)", Published: trade.Date{Year: 2024}}},
	}
	for i, f := range figures {
		f.ID, f.Sources, f.Half = string(rune('a'+i)), []string{"koran"}, trade.Million/200
		if f.Published.IsZero() {
			f.Published = trade.Date{Year: 2024}
		}
		p.Figures = append(p.Figures, f)
	}
	o, err := New(p, func() time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func printed(s trade.Series, p string, millions float64) ledger.Figure {
	period, err := trade.ParsePeriod(p)
	if err != nil {
		panic(err)
	}
	return ledger.Figure{Series: s, Period: period, Value: usd(millions)}
}

func TestStatementSaysOnlyWhatTheFiguresProve(t *testing.T) {
	for _, c := range []struct {
		name     string
		figures  []ledger.Figure
		from, to string
		id, en   []string // sentences that must be there
		never    []string // and words that must not
	}{
		{
			name: "surplus, then deficit",
			figures: []ledger.Figure{printed(balance, "2018", 10), printed(balance, "2019", 12), printed(balance, "2020", -5),
				printed(balance, "2021", -8)},
			from: "2018", to: "2021",
			id: []string{"Neraca perdagangan luar negeri Pulau Kecil surplus pada 2018 dan 2019, tetapi defisit pada 2020 dan 2021",
				"Pada 2021, defisit mencapai US$8,00 juta.",
				"Neraca tercatat surplus US$10,00 juta pada 2018, surplus US$12,00 juta pada 2019, defisit US$5,00 juta pada 2020, dan defisit US$8,00 juta pada 2021.",
				"Defisit 2021 melebar dibandingkan dengan 2020, dari US$5,00 juta menjadi US$8,00 juta.",
				"neraca tertinggi tercatat pada 2019 (surplus US$12,00 juta) dan terendah pada 2021 (defisit US$8,00 juta)"},
			en: []string{"Small Island’s foreign trade in surplus in 2018 and 2019 but in deficit in 2020 and 2021",
				"In 2021 the deficit widened on 2020, from US$5.00 million to US$8.00 million."},
			never: []string{"setiap tahun", "every year", "−US$", "US$−"},
		},
		{
			name:    "deficit every year, narrower",
			figures: []ledger.Figure{printed(balance, "2019", -9), printed(balance, "2020", -7), printed(balance, "2021", -2)},
			from:    "2019", to: "2021",
			id:    []string{"defisit setiap tahun dari 2019 sampai 2021", "Defisit 2021 menyempit dibandingkan dengan 2020, dari US$7,00 juta menjadi US$2,00 juta."},
			en:    []string{"in deficit every year from 2019 to 2021", "The deficit was US$9.00 million in 2019, US$7.00 million in 2020 and US$2.00 million in 2021."},
			never: []string{"surplus tercatat", "naik", "turun"},
		},
		{
			name:    "the balance turns",
			figures: []ledger.Figure{printed(balance, "2020", -4), printed(balance, "2021", 6)},
			from:    "2020", to: "2021",
			id: []string{"surplus pada 2021, tetapi defisit pada 2020", "Neraca berbalik dari defisit US$4,00 juta pada 2020 menjadi surplus US$6,00 juta pada 2021."},
			en: []string{"The balance turned from a deficit of US$4.00 million in 2020 into a surplus of US$6.00 million in 2021."},
		},
		{
			name:    "a year is missing: never say every year",
			figures: []ledger.Figure{printed(balance, "2018", 10), printed(balance, "2020", 11)},
			from:    "2018", to: "2020",
			id: []string{"surplus pada semua periode yang diketahui dari 2018 sampai 2020",
				"Perubahan neraca 2020 tidak dihitung karena neraca setahun penuh 2019 belum diketahui.", "Neraca untuk 2019."},
			en:    []string{"in surplus in every known period from 2018 to 2020", "The balance for 2019."},
			never: []string{"setiap tahun dari", "every year", "naik"},
		},
		{
			name: "a year within is known in part: never say every year, never compare it with a full one",
			figures: []ledger.Figure{printed(balance, "2018", 10), printed(balance, "2019-01..2019-09", 9),
				printed(balance, "2020", 14)},
			from: "2018", to: "2020",
			id: []string{"surplus pada semua periode yang diketahui", "US$9,00 juta pada Januari–September 2019",
				"Neraca untuk 2019 (kumulatif baru diketahui Januari–September, US$9,00 juta).",
				"Perubahan neraca 2020 tidak dihitung karena neraca setahun penuh 2019 belum diketahui."},
			en:    []string{"US$9.00 million in January–September 2019", "The balance for 2019 (year to date known only for January–September, US$9.00 million)."},
			never: []string{"setiap tahun dari", "naik", "turun", "55,6", "40,0"},
		},
		{
			name: "the same months of two years compare",
			figures: []ledger.Figure{printed(balance, "2020", 10), printed(balance, "2021", 10.05), printed(balance, "2021-01..2021-09", 8),
				printed(balance, "2022-01..2022-09", 6)},
			from: "2020", to: "2022-12",
			id: []string{"Surplus 2021 hampir tetap dibandingkan dengan 2020: US$10,05 juta, sebelumnya US$10,00 juta (berubah 0,5 persen).",
				"Surplus Januari–September 2022 turun 25,0 persen dibandingkan dengan Januari–September 2021, dari US$8,00 juta menjadi US$6,00 juta.",
				"Yang diminta adalah 2020–2022; angka yang dihimpun hanya mencakup Januari 2020–September 2022."},
			en: []string{"surplus every year from 2020 to September 2022", "In January–September 2022 the surplus fell by 25.0% on January–September 2021"},
		},
		{
			name:    "imports from exports and balance are marked and computed",
			figures: []ledger.Figure{printed(exports, "2020", 30), printed(balance, "2020", 10)},
			from:    "2020", to: "2020",
			id: []string{"surplus US$10,00 juta pada 2020", "Ekspor mencapai US$30,00 juta dan impor US$20,00 juta*.",
				"Impor 2020: US$20,00 juta* = 30,00 (ekspor 2020) − 10,00 (neraca perdagangan 2020).",
				"Tanda * berarti nilai itu dihitung"},
			en: []string{"Imports, 2020: US$20.00 million* = 30.00 (exports 2020) − 10.00 (balance of trade 2020)."},
		},
		{
			name:    "no balance at all",
			figures: []ledger.Figure{printed(exports, "2019", 30), printed(exports, "2020", 33)},
			from:    "2019", to: "2020",
			id: []string{"Ekspor Pulau Kecil mencapai US$33,00 juta pada 2020", "Neraca perdagangan belum diketahui karena",
				"Ekspor 2020 mencapai US$33,00 juta, naik 10,0 persen dari US$30,00 juta pada 2019.", "Neraca untuk 2019 dan 2020.", "Impor untuk 2019 dan 2020."},
			en:    []string{"Small Island exported goods worth US$33.00 million in 2020"},
			never: []string{"surplus", "defisit"},
		},
		{
			name: "sources disagree: both values and both dates",
			figures: []ledger.Figure{
				{Series: balance, Period: trade.YearOf(2020), Value: usd(10), Published: trade.Date{Year: 2021, Month: 2}},
				{Series: balance, Period: trade.YearOf(2020), Value: usd(13), Published: trade.Date{Year: 2022, Month: 3, Day: 1}}},
			from: "2020", to: "2020",
			id: []string{"surplus US$13,00 juta pada 2020", "mencatat surplus US$13,00 juta†.",
				"Neraca perdagangan 2020: pernyataan ini memakai US$13,00 juta menurut Koran (1 Maret 2022); nilai lain: US$10,00 juta menurut Koran (Februari 2021). Perbedaannya tampak sebagai revisi."},
			en: []string{"this statement uses US$13.00 million according to Koran (1 March 2022); other value: US$10.00 million according to Koran (February 2021)."},
		},
		{
			name:    "in balance",
			figures: []ledger.Figure{printed(balance, "2020", 0)},
			from:    "2020", to: "2020",
			id: []string{"Neraca perdagangan luar negeri Pulau Kecil seimbang pada 2020"},
			en: []string{"Small Island’s foreign trade in balance in 2020"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := statement(t, small(t, c.figures...), c.from, c.to, trade.Date{})
			id, en := flat(text(t, st, i18n.ID)), flat(text(t, st, i18n.EN))
			for _, want := range c.id {
				if !strings.Contains(id, want) {
					t.Errorf("lacks %q in\n%s", want, text(t, st, i18n.ID))
				}
			}
			for _, want := range c.en {
				if !strings.Contains(en, want) {
					t.Errorf("lacks %q in\n%s", want, text(t, st, i18n.EN))
				}
			}
			body, _, _ := strings.Cut(id, "Catatan ---")
			bodyEN, _, _ := strings.Cut(en, "Notes ---")
			for _, never := range c.never {
				if strings.Contains(body, never) || strings.Contains(bodyEN, never) {
					t.Errorf("says %q in\n%s", never, text(t, st, i18n.ID))
				}
			}
			if strings.Contains(id+en, "[statement.") {
				t.Error("a text of the catalogue is missing")
			}
		})
	}
}

func TestStatementAsKnownOnADay(t *testing.T) {
	o := kalteng(t)
	st := statement(t, o, "2017", "2020", trade.Date{Year: 2022, Month: 6, Day: 1})
	got := flat(text(t, st, i18n.ID))
	if strings.Contains(got, "1.791,09") { // the record was published in January 2023
		t.Error("a figure of 2023 stands in a statement of 2022")
	}
	if !strings.Contains(got, "Hanya memuat angka yang sudah terbit sampai 1 Juni 2022.") {
		t.Error("the statement does not say as of when it speaks")
	}
}

func TestStatementRefusesRangesInBothLanguages(t *testing.T) {
	for _, c := range []struct{ from, to, id, en string }{
		{"2022", "2021-05", "Tahun awal (2022) sesudah bulan akhir (2021-05)", "The first year (2022) comes after the last month (2021-05)"},
		{"2022-03", "2022-11", "Pernyataan dimulai dari awal tahun. Tulis 2022", "Write 2022 instead of 2022-03"},
		{"2000", "2003", "Angka tersedia dari 2013 sampai 2025-10", "Figures run from 2013 to 2025-10"},
		{"2030", "2031", "Angka tersedia dari 2013 sampai 2025-10", "Figures run from 2013 to 2025-10"},
		{"x", "2021", "tidak terbaca", "cannot read"},
		{"2021", "2021-13", "tidak terbaca", "cannot read"},
	} {
		p, err := StatementPeriod(c.from, c.to)
		if err == nil {
			_, err = kalteng(t).Statement(p, trade.Date{})
		}
		var e *trade.Error
		if !errors.As(err, &e) || e.Code != trade.Invalid || !strings.Contains(e.Text.ID, c.id) || !strings.Contains(e.Text.EN, c.en) {
			t.Errorf("%s to %s: got %v, %+v", c.from, c.to, err, e)
		}
	}
	if _, err := small(t).Statement(period(t, "2020"), trade.Date{}); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("without figures: %v", err)
	}
}

// Every range that can be asked for gives a statement whose sentences all have
// their words, whose notes all have a source, and which never says "every
// year" over a gap.
func TestStatementsOfAllRanges(t *testing.T) {
	o := kalteng(t)
	span, err := o.StatementSpan(trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for from := span.From.Year(); from <= span.To.Year(); from++ {
		for to := trade.MonthOf(from, 3); to <= span.To; to += 11 {
			p := trade.Period{From: trade.MonthOf(from, 1), To: to}
			st, err := o.Statement(p, trade.Date{})
			if trade.CodeOf(err) == trade.Invalid { // a stretch without figures
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			got := text(t, st, i18n.ID)
			if strings.Contains(got, "[statement.") || strings.Contains(got, "%!") {
				t.Errorf("%s: words are missing in\n%s", p, got)
			}
			if strings.HasPrefix(st.Title.Key, "statement.title.all.") {
				last := trade.Period(st.Title.Parts[2].(report.Until)).To
				for y := from; y < last.Year(); y++ {
					if string(st.Title.Parts[1].(report.Name)) <= string(yearName(y)) && !o.ledger.Answer(balance, trade.YearOf(y)).Known() {
						t.Errorf("%s: says every year to %s, but the balance of %d is not known", p, last, y)
					}
				}
			}
			checkNotes(t, p, st)
		}
	}
}

// checkNotes holds every figure of a sentence to a note and every note to a
// source.
func checkNotes(t *testing.T, p trade.Period, st *report.Statement) {
	t.Helper()
	for _, s := range st.Sections {
		for _, para := range s.Paragraphs {
			for _, sentence := range para {
				known := false
				for _, a := range sentence.Answers() {
					known = known || a.Known()
				}
				if known && len(sentence.Notes) == 0 {
					t.Errorf("%s: %s has figures and no source", p, sentence.Key)
				}
				for _, n := range sentence.Notes {
					if n < 1 || n > len(st.Sources) {
						t.Errorf("%s: %s has the note %d of %d", p, sentence.Key, n, len(st.Sources))
					}
				}
			}
		}
	}
}

// Growth is only ever between the same months of two years.
func TestStatementComparesLikeForLike(t *testing.T) {
	st := statement(t, kalteng(t), "2013", "2025-10", trade.Date{})
	rates := 0
	for _, s := range st.Sections {
		for _, para := range s.Paragraphs {
			for _, sentence := range para {
				for _, part := range sentence.Parts {
					r, ok := part.(report.Rate)
					if !ok {
						continue
					}
					rates++
					if r.Before.Period != r.Now.Period.LastYear() {
						t.Errorf("%s compares %s with %s", sentence.Key, r.Now.Period, r.Before.Period)
					}
				}
			}
		}
	}
	if rates < 4 {
		t.Errorf("only %d rates were found", rates)
	}
}
