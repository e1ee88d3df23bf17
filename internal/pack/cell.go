package pack

import (
	"regexp"
	"strings"

	"muara/internal/trade"
)

// A decimal is a number as printed: 214.30 is 21430 with two decimals.
type decimal struct {
	digits   int64
	decimals int
}

// scaled returns the number in units of 10^-to; to is at least d.decimals.
func (d decimal) scaled(to int) int64 { return d.digits * pow10(to-d.decimals) }

// half returns half a unit of the last printed digit in units of 10^-to, rounded
// up. A number written with fewer than least decimals counts as one whose
// trailing zeros a spreadsheet dropped.
func (d decimal) half(to, least int) int64 {
	return (pow10(to-max(d.decimals, min(least, to))) + 1) / 2
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

var plainNumber = regexp.MustCompile(`^(-?)(\d+)(?:\.(\d+))?$`)

// maxWhole is the most digits before the decimal point: ten million million US$
// is beyond the exports of any country.
const maxWhole = 7

// parseDecimal reads a number with a decimal point and at most that many
// decimals. If it cannot, it says what should stand there.
func parseDecimal(s string, decimals int) (decimal, *trade.Text) {
	m := plainNumber.FindStringSubmatch(s)
	if m == nil {
		want := diagnose(s)
		return decimal{}, &want
	}
	whole, fraction := strings.TrimLeft(m[2], "0"), m[3]
	if len(whole) > maxWhole {
		want := textf("angka yang masuk akal, paling banyak %d angka di depan titik; periksa satuannya",
			"a sensible number, at most %d digits before the point; check the unit", maxWhole)
		return decimal{}, &want
	}
	if len(fraction) > decimals {
		want := textf("paling banyak %d angka di belakang titik", "at most %d digits after the point", decimals)
		return decimal{}, &want
	}
	d := decimal{decimals: len(fraction)}
	for _, c := range []byte(whole + fraction) {
		d.digits = d.digits*10 + int64(c-'0')
	}
	if m[1] == "-" {
		d.digits = -d.digits
	}
	return d, nil
}

// A pattern is a way in which people and spreadsheets write numbers that this
// format does not.
type pattern struct {
	re   *regexp.Regexp
	want func(m []string) trade.Text
}

func says(id, en string) func([]string) trade.Text {
	return func([]string) trade.Text { return trade.Text{ID: id, EN: en} }
}

var patterns = []pattern{
	{regexp.MustCompile(`^[=@]|^[+-]\D`), says("angka, bukan rumus; tempel nilainya saja", "a number, not a formula; paste the value alone")},
	{regexp.MustCompile(`^#`), says("angka; ini pesan galat dari program lembar kerja", "a number; this is an error message of a spreadsheet")},
	{regexp.MustCompile(`(?i)^(-+|[.\x{2013}\x{2014}\x{2026}]+|n/?a|nan|[+-]?inf(inity)?|null|none|nihil|tidak ada)$`),
		says("angka, atau sel kosong bila tidak dicetak", "a number, or an empty cell where none was printed")},
	{regexp.MustCompile(`(?i)^[+-]?[\d.,]+e[+-]?\d+$`), says("angka yang ditulis penuh, bukan notasi ilmiah", "a number written out, not in scientific notation")},
	{regexp.MustCompile(`^(-?\d{1,3}(?:\.\d{3})+),(\d+)$`), func(m []string) trade.Text {
		return textf("titik sebagai tanda desimal, tanpa pemisah ribuan: %s", "a decimal point and no thousands mark: %s", strings.ReplaceAll(m[1], ".", "")+"."+m[2])
	}},
	{regexp.MustCompile(`^(-?\d{1,3}(?:,\d{3})+\.\d+)$`), func(m []string) trade.Text {
		return textf("angka tanpa pemisah ribuan: %s", "a number without a thousands mark: %s", strings.ReplaceAll(m[1], ",", ""))
	}},
	{regexp.MustCompile(`^(-?\d{1,3}),(\d{3})$`), func(m []string) trade.Text {
		return textf("titik sebagai tanda desimal: %[1]s.%[2]s, atau %[1]s%[2]s bila koma itu pemisah ribuan",
			"a decimal point: %[1]s.%[2]s, or %[1]s%[2]s if the comma marks thousands", m[1], m[2])
	}},
	{regexp.MustCompile(`^(-?\d+),(\d+)$`), func(m []string) trade.Text {
		return textf("titik sebagai tanda desimal: %s", "a decimal point: %s", m[1]+"."+m[2])
	}},
	{regexp.MustCompile(`^-?\d{1,3}(?:\.\d{3}){2,}$|^-?\d{1,3}(?:,\d{3}){2,}$`), func(m []string) trade.Text {
		return textf("angka tanpa pemisah ribuan: %s", "a number without a thousands mark: %s", strings.NewReplacer(".", "", ",", "").Replace(m[0]))
	}},
	{regexp.MustCompile(`%`), says("angka saja, tanpa tanda persen", "the number alone, without a percent sign")},
	{regexp.MustCompile(`(?i)us|\$|rp|juta|million|ton`), says("angka saja, tanpa satuan", "the number alone, without a unit")},
	{regexp.MustCompile(`[\d][\s\x{a0}\x{202f}][\d]`), says("angka tanpa spasi", "a number without spaces")},
}

// diagnose says what should stand where a number was expected.
func diagnose(s string) trade.Text {
	for _, p := range patterns {
		if m := p.re.FindStringSubmatch(s); m != nil {
			return p.want(m)
		}
	}
	return trade.Text{ID: "angka dengan titik desimal, misalnya 1725.99", EN: "a number with a decimal point, such as 1725.99"}
}

// number reads an optional number. ok is false for an empty or faulty cell.
func (c record) number(column string, decimals int) (decimal, bool) {
	s := c.get(column)
	if s == "" {
		return decimal{}, false
	}
	d, want := parseDecimal(s, decimals)
	if want != nil {
		c.fault(column, s, *want)
		return decimal{}, false
	}
	return d, true
}

// required returns a cell that must not be empty.
func (c record) required(column string, want trade.Text) (string, bool) {
	s := c.text(column)
	if s == "" && c.get(column) == "" {
		c.fault(column, "", want)
	}
	return s, s != ""
}

// text returns a cell of words. One that a spreadsheet would run as a formula is
// reported and not returned.
func (c record) text(column string) string {
	s := c.get(column)
	if s != "" && strings.ContainsRune("=@+", rune(s[0])) {
		c.fault(column, s, textf("teks, bukan rumus", "text, not a formula"))
		return ""
	}
	return s
}

// both returns a text in both languages; one without the other is a fault, and
// so is neither if it is required.
func (c record) both(prefix string, required bool) trade.Text {
	t := trade.Text{ID: c.text(prefix + "_id"), EN: c.text(prefix + "_en")}
	need := required || c.get(prefix+"_id") != "" || c.get(prefix+"_en") != ""
	for _, lang := range []string{"_id", "_en"} {
		if need && c.get(prefix+lang) == "" {
			c.fault(prefix+lang, "", textf("teks dalam kedua bahasa", "a text in both languages"))
		}
	}
	return t
}

// period reads the columns from and to.
func (c record) period() (trade.Period, bool) {
	from, ok1 := c.month("from")
	to, ok2 := c.month("to")
	if !ok1 || !ok2 {
		return trade.Period{}, false
	}
	if from > to {
		c.fault("to", c.get("to"), textf("bulan yang tidak mendahului awal periode %s", "a month not before the start of the period, %s", from))
		return trade.Period{}, false
	}
	return trade.Period{From: from, To: to}, true
}

var yearMonth = regexp.MustCompile(`^\d{4}-\d{2}$`)

func (c record) month(column string) (trade.Month, bool) {
	s := c.get(column)
	m, err := trade.ParseMonth(s)
	switch {
	case err == nil:
		return m, true
	case s == "" || yearMonth.MatchString(s):
		c.fault(column, s, textf("bulan seperti 2023-01", "a month such as 2023-01"))
	default:
		// Spreadsheets turn 2023-01 into Jan-23, 01/01/2023 or 44927.
		c.fault(column, s, textf("bulan seperti 2023-01; bila lembar kerja mengubahnya, format kolom ini sebagai teks",
			"a month such as 2023-01; if the spreadsheet changes it, format the column as text"))
	}
	return 0, false
}

// date reads an optional date.
func (c record) date(column string) (trade.Date, bool) {
	s := c.get(column)
	if s == "" {
		return trade.Date{}, false
	}
	d, err := trade.ParseDate(s)
	if err != nil {
		c.fault(column, s, textf("tanggal seperti 2024, 2024-02, atau 2024-02-13; bila lembar kerja mengubahnya, format kolom ini sebagai teks",
			"a date such as 2024, 2024-02 or 2024-02-13; if the spreadsheet changes it, format the column as text"))
		return trade.Date{}, false
	}
	return d, true
}

// many cuts a cell at its semicolons.
func (c record) many(column string) []string {
	var out []string
	for part := range strings.SplitSeq(c.text(column), ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
