package ingest

import (
	"fmt"
	"strings"

	"muara/internal/trade"
)

func cents(v int64) string { return Decimal(v, 2) }

// Decimal writes a whole number of 10^-scale units exactly: cents with scale 2,
// grams as kilograms with scale 3. It is for amounts that are not negative.
func Decimal(v int64, scale int) string {
	digits := fmt.Sprintf("%0*d", scale+1, v)
	return digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
}

// machine returns what a cell holds as machines write numbers: a number as it
// is stored, a text as people type it.
func machine(c cell, st *style) ([]byte, fault) {
	switch c.kind {
	case numeric:
		return []byte(c.text), fine
	case textual:
		if simple(c.text, *st) {
			return []byte(c.text), fine
		}
		return human(c.text, st)
	}
	return nil, noNumber
}

// simple reports whether a text is written as machines do: digits, and where
// the column is known to write so a decimal point.
func simple(s string, st style) bool {
	points, digits := 0, 0
	for i := range len(s) {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
		case s[i] == '.' && st == pointDecimal:
			points++
		default:
			return false
		}
	}
	return digits > 0 && points <= 1
}

// moneyCell reads US dollars as cents and the rest that rounding took away.
func moneyCell(c cell, st *style) (cents, rest int64, f fault) {
	b, f := machine(c, st)
	if f != fine {
		return 0, 0, f
	}
	return money(b)
}

func flowWord(w string) trade.Flow {
	switch strings.ToLower(strings.TrimSpace(w)) {
	case "ekspor", "export", "exports", "eksport", "x":
		return trade.Export
	case "impor", "import", "imports", "m":
		return trade.Import
	}
	return ""
}
