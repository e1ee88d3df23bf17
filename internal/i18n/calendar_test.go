package i18n

import (
	"testing"

	"pgregory.net/rapid"

	"muara/internal/trade"
)

func TestPeriod(t *testing.T) {
	tests := []struct{ iso, id, en, idShort, enShort string }{
		{"2021", "2021", "2021", "2021", "2021"},
		{"2023-12", "Desember 2023", "December 2023", "Des 2023", "Dec 2023"},
		{"2022-05", "Mei 2022", "May 2022", "Mei 2022", "May 2022"},
		{"2022-01..2022-11", "Januari–November 2022", "January–November 2022", "Jan–Nov 2022", "Jan–Nov 2022"},
		{"2021-11..2022-01", "November 2021–Januari 2022", "November 2021–January 2022", "Nov 2021–Jan 2022", "Nov 2021–Jan 2022"},
		{"2017..2021", "2017–2021", "2017–2021", "2017–2021", "2017–2021"},
		{"2017-01..2022-11", "Januari 2017–November 2022", "January 2017–November 2022", "Jan 2017–Nov 2022", "Jan 2017–Nov 2022"},
		{"2020-08..2020-10", "Agustus–Oktober 2020", "August–October 2020", "Agu–Okt 2020", "Aug–Oct 2020"},
	}
	for _, test := range tests {
		period, err := trade.ParsePeriod(test.iso)
		if err != nil {
			t.Fatal(err)
		}
		id, en := Printer{Lang: ID}, Printer{Lang: EN}
		got := []string{id.Period(period), en.Period(period), id.PeriodShort(period), en.PeriodShort(period)}
		for i, want := range []string{test.id, test.en, test.idShort, test.enShort} {
			if got[i] != want {
				t.Errorf("%s: %q, want %q", test.iso, got[i], want)
			}
			if back, ok := ParsePeriod(want); !ok || back != period {
				t.Errorf("ParsePeriod(%q) = %v, %v; want %v", want, back, ok, period)
			}
		}
	}
}

func TestSpanAndYears(t *testing.T) {
	p := Printer{Lang: ID}
	tests := []struct{ iso, span, years string }{
		{"2021", "", "2021"},
		{"2021-07", "Juli", "2021"},
		{"2022-01..2022-11", "Januari–November", "2022"},
		{"2021-11..2022-01", "November 2021–Januari 2022", "2021–2022"},
	}
	for _, test := range tests {
		period, _ := trade.ParsePeriod(test.iso)
		if got := p.Span(period); got != test.span {
			t.Errorf("Span(%s) = %q, want %q", test.iso, got, test.span)
		}
		if got := p.Years(period); got != test.years {
			t.Errorf("Years(%s) = %q, want %q", test.iso, got, test.years)
		}
	}
}

func TestMonthNames(t *testing.T) {
	long := map[Lang]string{
		ID: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember ",
		EN: "January February March April May June July August September October November December ",
	}
	short := map[Lang]string{
		ID: "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des ",
		EN: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ",
	}
	for _, l := range Langs() {
		p, names, shorts := Printer{Lang: l}, "", ""
		for m := 1; m <= 12; m++ {
			names += p.MonthName(trade.MonthOf(2020, m)) + " "
			shorts += p.MonthShort(trade.MonthOf(2020, m)) + " "
		}
		if names != long[l] || shorts != short[l] {
			t.Errorf("%s: %q, %q", l, names, shorts)
		}
	}
}

func TestDate(t *testing.T) {
	tests := []struct{ iso, id, en string }{
		{"2024-02-13", "13 Februari 2024", "13 February 2024"},
		{"2024-02", "Februari 2024", "February 2024"},
		{"2024", "2024", "2024"},
	}
	for _, test := range tests {
		d, err := trade.ParseDate(test.iso)
		if err != nil {
			t.Fatal(err)
		}
		if id, en := (Printer{Lang: ID}).Date(d), (Printer{Lang: EN}).Date(d); id != test.id || en != test.en {
			t.Errorf("%s: %q, %q", test.iso, id, en)
		}
	}
	if got := (Printer{}).Date(trade.Date{}); got != "" {
		t.Errorf("no date is written %q", got)
	}
}

func TestParsePeriod(t *testing.T) {
	tests := []struct{ typed, iso string }{
		{"2021", "2021"},
		{"tahun 2021", "2021"},
		{"2021-07", "2021-07"},
		{"2022-01..2022-11", "2022-01..2022-11"},
		{"Jan-Nov 2022", "2022-01..2022-11"},
		{"jan - nov 2022", "2022-01..2022-11"},
		{"Januari s.d. November 2022", "2022-01..2022-11"},
		{"Januari s/d November 2022", "2022-01..2022-11"},
		{"Januari sampai dengan November 2022", "2022-01..2022-11"},
		{"January to November 2022", "2022-01..2022-11"},
		{"Januari 2022 – November 2022", "2022-01..2022-11"},
		{"Januari 2022 hingga November", "2022-01..2022-11"},
		{"Desember 2023", "2023-12"},
		{"DES 2023", "2023-12"},
		{"Des. 2023", "2023-12"},
		{"2023 December", "2023-12"},
		{"bulan Nopember 2019", "2019-11"},
		{"Pebruari 2019", "2019-02"},
		{"agt 2020", "2020-08"},
		{"Sept 2020", "2020-09"},
		{"Nov 2021–Jan 2022", "2021-11..2022-01"},
		{"2017-2021", "2017..2021"},
		{"2017 sampai 2021", "2017..2021"},
		{"2021–Mar 2022", "2021-01..2022-03"},
		{"triwulan I 2022", "2022-01..2022-03"},
		{"TW 4 2022", "2022-10..2022-12"},
		{"Q1 2022", "2022-01..2022-03"},
		{"2022 Q3", "2022-07..2022-09"},
		{"Q1-Q3 2022", "2022-01..2022-09"},
		{"semester II 2023", "2023-07..2023-12"},
	}
	for _, test := range tests {
		want, err := trade.ParsePeriod(test.iso)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := ParsePeriod(test.typed); !ok || got != want {
			t.Errorf("ParsePeriod(%q) = %v, %v; want %v", test.typed, got, ok, want)
		}
	}
	for _, typed := range []string{
		"", " ", "-", "Desember", "Jan-Nov", "ekspor", "27", "1899", "2200", "20 21", "2021 2022",
		"Nov-Jan 2022", "Januari–2022", "Jan Feb 2022", "Q5 2022", "semester 3 2022", "Q 2022",
		"2017-2018-2019", "Ja 2022", "2022-13", "dua ribu", "Jan-Nov 2022 2023", "Juni 2022 rotan",
	} {
		if got, ok := ParsePeriod(typed); ok {
			t.Errorf("ParsePeriod(%q) = %v, want none", typed, got)
		}
	}
}

func TestFindPeriod(t *testing.T) {
	tests := []struct{ typed, iso, rest string }{
		{"ekspor Juni 2022", "2022-06", "ekspor"},
		{"coal Jan - Nov 2022 japan", "2022-01..2022-11", "coal japan"},
		{"neraca 2017 sampai 2021", "2017..2021", "neraca"},
		{"2021", "2021", ""},
	}
	for _, test := range tests {
		want, _ := trade.ParsePeriod(test.iso)
		if got, rest, ok := FindPeriod(test.typed); !ok || got != want || rest != test.rest {
			t.Errorf("FindPeriod(%q) = %v, %q, %v", test.typed, got, rest, ok)
		}
	}
	if _, rest, ok := FindPeriod("batu bara"); ok || rest != "batu bara" {
		t.Errorf("found a period in words: rest %q", rest)
	}
}

func drawPeriod(t *rapid.T) trade.Period {
	from := trade.Month(rapid.Int32Range(1950*12, 2099*12).Draw(t, "from"))
	return trade.Period{From: from, To: from + trade.Month(rapid.Int32Range(0, 60).Draw(t, "more"))}
}

// Every period that is written is read again, in either form and language.
func TestPeriodRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawPeriod(t)
		p := Printer{Lang: rapid.SampledFrom(Langs()).Draw(t, "lang")}
		for _, text := range []string{p.Period(want), p.PeriodShort(want)} {
			if got, ok := ParsePeriod(text); !ok || got != want {
				t.Fatalf("%v is written %q and read %v, %v", want, text, got, ok)
			}
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"Jan-Nov 2022", "triwulan I 2022", "s.d. 2021", "2017–2021", "|||", "q", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := ParsePeriod(s)
		if ok && (p.From > p.To || p.From.Year() < 1900 || p.To.Year() > 2199) {
			t.Errorf("ParsePeriod(%q) = %v", s, p)
		}
		FindPeriod(s)
		if a, err := (Printer{}).ParseAmount(s); err == nil {
			if back, err := (Printer{}).ParseAmount((Printer{}).Amount(a)); err != nil || max(a-back, back-a) > 500_000 {
				t.Errorf("ParseAmount(%q) = %d, read again %d, %v", s, a, back, err)
			}
		}
	})
}
