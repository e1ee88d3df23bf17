package i18n

import (
	"math"
	"strings"
	"testing"

	"golang.org/x/text/message"
	"golang.org/x/text/number"
	"pgregory.net/rapid"

	"muara/internal/trade"
)

const million = trade.Million

func TestAmountAndMoney(t *testing.T) {
	tests := []struct {
		cents  trade.Amount
		unit   Unit
		id, en string // Money
	}{
		{172_599_000_000, Millions, "US$1.725,99 juta", "US$1,725.99 million"},
		{172_599_000_000, Dollars, "US$1.725.990.000", "US$1,725,990,000"},
		{305_082_000_000, Billions, "US$3,051 miliar", "US$3.051 billion"},
		{529_117_000_000, Millions, "US$5.291,17 juta", "US$5,291.17 million"},
		{0, Millions, "US$0,00 juta", "US$0.00 million"},
		{0, Billions, "US$0,000 miliar", "US$0.000 billion"},
		{0, Dollars, "US$0", "US$0"},
		{-51_000_000, Millions, "−US$0,51 juta", "−US$0.51 million"},
		{-210_000_000_000, Dollars, "−US$2.100.000.000", "−US$2,100,000,000"},
		// Half a unit rounds away from zero.
		{500_000, Millions, "US$0,01 juta", "US$0.01 million"},
		{-100_500_000, Millions, "−US$1,01 juta", "−US$1.01 million"},
		{100_499_999, Millions, "US$1,00 juta", "US$1.00 million"},
		{99_999_500_000, Millions, "US$1.000,00 juta", "US$1,000.00 million"},
		{50, Dollars, "US$1", "US$1"},
		// What is not zero does not show as zero.
		{400_000, Millions, "US$0,004 juta", "US$0.004 million"},
		{-499_999, Millions, "−US$0,005 juta", "−US$0.005 million"},
		{1, Millions, "US$0,00000001 juta", "US$0.00000001 million"},
		{49_999_999, Billions, "US$0,0005 miliar", "US$0.0005 billion"},
		{40, Dollars, "US$0,4", "US$0.4"},
		{math.MaxInt64, Dollars, "US$92.233.720.368.547.758", "US$92,233,720,368,547,758"},
		{math.MinInt64, Dollars, "−US$92.233.720.368.547.758", "−US$92,233,720,368,547,758"},
	}
	for _, test := range tests {
		for lang, want := range map[Lang]string{ID: test.id, EN: test.en} {
			p := Printer{Lang: lang, Unit: test.unit}
			if got := p.Money(test.cents); got != want {
				t.Errorf("%s: Money(%d) in %q = %q, want %q", lang, test.cents, test.unit, got, want)
			}
			if got := p.Amount(test.cents); !strings.Contains(strings.Replace(want, "US$", "", 1), got) {
				t.Errorf("%s: Amount(%d) in %q = %q, not part of %q", lang, test.cents, test.unit, got, want)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	id, en := Printer{Lang: ID}, Printer{Lang: EN}
	tests := []struct{ name, got, want string }{
		{"amount", id.Amount(172_599_000_000), "1.725,99"},
		{"amount en", en.Amount(172_599_000_000), "1,725.99"},
		{"zero printer is Indonesian", Printer{}.Amount(172_599_000_000), "1.725,99"},
		{"signed up", id.SignedAmount(125_973 * million / 100), "+1.259,73"},
		{"signed down", id.SignedAmount(-29_000_000), "−0,29"},
		{"signed nothing", id.SignedAmount(0), "0,00"},
		{"unit", id.UnitName(), "US$ juta"},
		{"unit en", Printer{EN, Billions}.UnitName(), "US$ billion"},
		{"unit dollars", Printer{ID, Dollars}.UnitName(), "US$"},
		{"weight", id.Weight(5_370_000), "5,37"},
		{"weight small", id.Weight(1_200), "0,001"},
		{"weight text", id.WeightText(1_234_560_000), "1.234,56 ribu ton"},
		{"weight text en", en.WeightText(1_234_560_000), "1,234.56 thousand tonnes"},
		{"weight unit", en.WeightUnitName(), "thousand tonnes"},
		{"quantity value", id.QuantityText(trade.Value, million), "US$1,00 juta"},
		{"quantity weight", id.QuantityText(trade.Weight, 5_370_000), "5,37 ribu ton"},
		{"quantity number", id.Quantity(trade.Weight, 5_370_000), "5,37"},
		{"quantity unit", id.QuantityUnit(trade.Weight), "ribu ton"},
		{"share", id.Share(368_300), "36,83%"},
		{"share en", en.Share(368_300), "36.83%"},
		{"share of all", en.Share(100 * trade.Percent), "100.00%"},
		{"share tiny", id.Share(1), "0,0001%"},
		{"percent", id.Percent(0.703, 1), "70,3%"},
		{"percent en", en.Percent(0.703, 1), "70.3%"},
		{"percent whole", id.Percent(0.145, 0), "15%"},
		{"percent half", id.Percent(0.00125, 2), "0,13%"},
		{"percent nines", id.Percent(0.99995, 2), "100,00%"},
		{"percent thousands", id.Percent(123.456789, 1), "12.345,7%"},
		{"percent negative", id.Percent(-0.051, 1), "−5,1%"},
		{"percent minus nothing", id.Percent(-0.0001, 1), "0,0%"},
		{"percent tiny float", id.Percent(1e-300, 1), "0,0%"},
		{"percent of nothing", id.Percent(math.NaN(), 1), "–"},
		{"percent endless", id.SignedPercent(math.Inf(1), 1), "–"},
		{"signed percent", id.SignedPercent(0.703, 1), "+70,3%"},
		{"signed percent down", id.SignedPercent(-0.051, 1), "−5,1%"},
		{"signed percent nothing", id.SignedPercent(0.0001, 1), "0,0%"},
		{"count", id.Count(9_933_867), "9.933.867"},
		{"count en", en.Count(-1_000), "−1,000"},
		{"count small", id.Count(999), "999"},
		{"decimal", id.Decimal(1.745, 2), "1,75"},
		{"decimal en", en.Decimal(-1234.5, 0), "−1,235"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}

// The Unicode CLDR, as x/text holds it, knows how both languages group digits.
func TestSeparatorsAgreeWithCLDR(t *testing.T) {
	for _, l := range Langs() {
		cldr := message.NewPrinter(l.Tag())
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(0, math.MaxInt64).Draw(t, "n")
			if got, want := (Printer{Lang: l}).Count(n), cldr.Sprint(number.Decimal(n)); got != want {
				t.Fatalf("%s: Count(%d) = %q, CLDR writes %q", l, n, got, want)
			}
			x := float64(n%1_000_000) / 64 // exact in binary, so that both see the same number
			want := cldr.Sprint(number.Decimal(x, number.Scale(6)))
			if got := (Printer{Lang: l}).Decimal(x, 6); got != want {
				t.Fatalf("%s: Decimal(%v) = %q, CLDR writes %q", l, x, got, want)
			}
		})
	}
}

// Whatever is written can be read back within half a unit of its last digit,
// and is never shown as zero unless it is.
func TestAmountRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Printer{
			Lang: rapid.SampledFrom(Langs()).Draw(t, "lang"),
			Unit: rapid.SampledFrom(Units()).Draw(t, "unit"),
		}
		size := rapid.SampledFrom([]int64{1_000, 10_000_000, 1_000_000_000_000, 1 << 60}).Draw(t, "size")
		cents := trade.Amount(rapid.Int64Range(-size, size).Draw(t, "cents"))
		text := p.Amount(cents)
		back, err := p.ParseAmount(text)
		if err != nil {
			t.Fatalf("%q is not read: %v", text, err)
		}
		_, point := p.separators()
		_, fraction, _ := strings.Cut(text, point)
		last := trade.Amount(pow10(p.Unit.moneyScale().digits - len(fraction)))
		if diff := max(back-cents, cents-back); 2*diff > last {
			t.Fatalf("%d is written %q and read %d: off by more than half of %d", cents, text, back, last)
		}
		if (back == 0) != (cents == 0) {
			t.Fatalf("%d is written as zero: %q", cents, text)
		}
	})
}

func TestParseAmount(t *testing.T) {
	tests := []struct {
		p    Printer
		text string
		want trade.Amount
		ok   bool
	}{
		{Printer{Lang: ID}, "1.725,99", 172_599_000_000, true},
		{Printer{Lang: ID}, "1725,99", 172_599_000_000, true},
		{Printer{Lang: EN}, " 1,725.99 ", 172_599_000_000, true},
		{Printer{Lang: EN}, "-0.29", -29_000_000, true},
		{Printer{Lang: EN}, "−0.29", -29_000_000, true},
		{Printer{Lang: EN}, "+3", 300_000_000, true},
		{Printer{Lang: ID, Unit: Dollars}, "1.725.990.000", 172_599_000_000, true},
		{Printer{Lang: ID, Unit: Billions}, "3,051", 305_100_000_000, true},
		{Printer{Lang: ID}, "1,725.99", 0, false},    // the other language's
		{Printer{Lang: ID}, "1725.99", 0, false},     // a point is no decimal comma
		{Printer{Lang: EN}, "17,25.99", 0, false},    // groups of three only
		{Printer{Lang: EN}, "1725,990", 0, false},    // nothing longer before them
		{Printer{Lang: EN}, "", 0, false},            //
		{Printer{Lang: EN}, "1.", 0, false},          //
		{Printer{Lang: EN}, ".5", 0, false},          //
		{Printer{Lang: EN}, "--1", 0, false},         //
		{Printer{Lang: EN}, "-+1", 0, false},         //
		{Printer{Lang: EN}, "1e3", 0, false},         //
		{Printer{Lang: EN}, "٣", 0, false},           // other digits
		{Printer{Lang: EN}, "0.000000001", 0, false}, // below a cent
		{Printer{Lang: EN}, strings.Repeat("9", 50), 0, false},
	}
	for _, test := range tests {
		got, err := test.p.ParseAmount(test.text)
		if got != test.want || (err == nil) != test.ok {
			t.Errorf("%v: ParseAmount(%q) = %d, %v; want %d, ok %v", test.p, test.text, got, err, test.want, test.ok)
		}
		if err != nil && trade.CodeOf(err) != trade.Invalid {
			t.Errorf("%q: code %s", test.text, trade.CodeOf(err))
		}
	}
}

func BenchmarkAmount(b *testing.B) {
	p := Printer{Lang: ID}
	b.ReportAllocs()
	for b.Loop() {
		_ = p.Money(172_599_000_000)
	}
}
