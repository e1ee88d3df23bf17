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
		return human(c.text, st)
	}
	return nil, noNumber
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
