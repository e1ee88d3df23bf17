package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// maxTyped bounds what the parsers of typed text look at, in bytes.
const maxTyped = 120

// ParsePeriod reads a period as people type it, in either language: 2021,
// Desember 2023, Jan-Nov 2022, January to November 2022, Nov 2021–Jan 2022,
// 2017–2021, triwulan I 2022, Q1 2022, semester 2 2023, and what
// trade.ParsePeriod reads. A month without a year is no period.
func ParsePeriod(s string) (trade.Period, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxTyped {
		return trade.Period{}, false
	}
	if p, err := trade.ParsePeriod(s); err == nil {
		return p, true
	}
	sides, ok := splitRange(tokens(s))
	if !ok {
		return trade.Period{}, false
	}
	from, ok := parseSide(sides[0])
	if !ok || len(sides) == 1 {
		return from.period(), ok && from.year != 0
	}
	to, ok := parseSide(sides[1])
	switch {
	case !ok || from.year == 0 && to.year == 0:
		return trade.Period{}, false
	case from.year == 0 && to.first != 0:
		from.year = to.year
	case to.year == 0:
		to.year = from.year
	case from.year == 0: // "Januari–2022" says no year for its month
		return trade.Period{}, false
	}
	p := trade.Period{From: from.period().From, To: to.period().To}
	return p, p.From <= p.To
}

// FindPeriod finds the longest period within a longer text and returns what
// remains: "ekspor Juni 2022" gives June 2022 and "ekspor".
func FindPeriod(s string) (p trade.Period, rest string, ok bool) {
	words := strings.Fields(s)
	if len(s) > maxTyped {
		return trade.Period{}, s, false
	}
	for size := min(len(words), 8); size > 0; size-- {
		for i := 0; i+size <= len(words); i++ {
			if p, ok := ParsePeriod(strings.Join(words[i:i+size], " ")); ok {
				return p, strings.Join(append(words[:i:i], words[i+size:]...), " "), true
			}
		}
	}
	return trade.Period{}, s, false
}

var (
	until = regexp.MustCompile(`s\.\s?d\.?|s/d|\.\.|[-–—]|\b(?:sd|sampai|hingga|to|through|until)\b`)
	word  = regexp.MustCompile(`\|+|[a-z]+|\d+|[^\sa-z\d|]`)
)

// tokens cuts a text into words, numbers and "|" for what joins two ends.
func tokens(s string) []string {
	s = until.ReplaceAllString(strings.ToLower(strings.ReplaceAll(s, "|", " ")), " | ")
	var out []string
	for _, t := range word.FindAllString(s, -1) {
		switch t {
		case "bulan", "tahun", "periode", "month", "year", "period", "of", "the", "dengan", ".", ",":
		default:
			out = append(out, t)
		}
	}
	return out
}

// splitRange separates the ends of a range.
func splitRange(tokens []string) ([][]string, bool) {
	sides := [][]string{nil}
	for _, t := range tokens {
		if t == "|" {
			sides = append(sides, nil)
			continue
		}
		last := len(sides) - 1
		sides[last] = append(sides[last], t)
	}
	return sides, len(sides) <= 2
}

// side is one end of a typed range: months first to last of a year, both 0
// for the whole year. Year is 0 where the text left it to the other end.
type side struct{ first, last, year int }

func (s side) period() trade.Period {
	if s.first == 0 {
		return trade.YearOf(s.year)
	}
	return trade.Period{From: trade.MonthOf(s.year, s.first), To: trade.MonthOf(s.year, s.last)}
}

func parseSide(tokens []string) (side, bool) {
	var s side
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		first, last := monthNamed(t), 0
		if length := partOfYear(t); length > 0 && i+1 < len(tokens) {
			i++
			n := ordinal(tokens[i])
			if n == 0 || n*length > 12 {
				return side{}, false
			}
			first, last = (n-1)*length+1, n*length
		}
		year, err := strconv.Atoi(t)
		switch {
		case first != 0 && s.first == 0:
			s.first, s.last = first, max(first, last)
		case err == nil && year >= 1900 && year < 2200 && s.year == 0:
			s.year = year
		default:
			return side{}, false
		}
	}
	return s, s.first != 0 || s.year != 0
}

// partOfYear returns the months of a quarter or a half year, by its name.
func partOfYear(word string) int {
	switch word {
	case "q", "tw", "triwulan", "kuartal", "quarter":
		return 3
	case "semester":
		return 6
	}
	return 0
}

func ordinal(word string) int {
	switch word {
	case "1", "i":
		return 1
	case "2", "ii":
		return 2
	case "3", "iii":
		return 3
	case "4", "iv":
		return 4
	}
	return 0
}

// monthNamed returns the number of a month by its name in either language,
// whole or begun with three letters or more, or 0.
func monthNamed(word string) int {
	switch word { // spellings that are not the beginning of today's names
	case "pebruari", "peb":
		return 2
	case "agt", "ags":
		return 8
	case "nopember", "nop":
		return 11
	}
	if len(word) < 3 {
		return 0
	}
	for _, l := range Langs() {
		for i, name := range l.months().long {
			if strings.HasPrefix(strings.ToLower(name), word) {
				return i + 1
			}
		}
	}
	return 0
}

// ParseAmount reads what Amount writes in the same language and unit; a
// hyphen serves as the minus sign. Thousands separators must stand where they
// belong or be left out altogether, so that 1.725 is never taken for 1,725.
func (p Printer) ParseAmount(s string) (trade.Amount, error) {
	group, point := p.separators()
	scale := p.Unit.moneyScale()
	text := strings.Replace(strings.TrimSpace(s), Minus, "-", 1)
	text, negative := strings.CutPrefix(text, "-")
	if !negative {
		text = strings.TrimPrefix(text, "+")
	}
	whole, fraction, hasPoint := strings.Cut(text, point)
	digits, ok := ungroup(whole, group)
	ok = ok && allDigits(fraction) && (!hasPoint || fraction != "") && len(fraction) <= scale.digits
	if ok {
		digits += fraction + strings.Repeat("0", scale.digits-len(fraction))
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil {
		return 0, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("nilai %.40q tidak terbaca; tulis seperti %s", s, p.Amount(172_599_000_000)),
			EN: fmt.Sprintf("cannot read the value %.40q; write it like %s", s, p.Amount(172_599_000_000)),
		}}
	}
	if negative {
		n = -n
	}
	return trade.Amount(n), nil
}

// ungroup takes the separators out of a whole number.
func ungroup(s, group string) (string, bool) {
	parts := strings.Split(s, group)
	for i, part := range parts {
		if !allDigits(part) || part == "" || len(parts) > 1 && (i > 0 && len(part) != 3 || len(part) > 3) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
