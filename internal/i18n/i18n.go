// Package i18n turns keys, numbers, months and dates into the reader's
// language. Catalogues are embedded, one pair of files per page; tests hold
// both languages to the same keys.
package i18n

import "muara/internal/trade"

// Lang is a language of the site.
type Lang string

// The languages. Indonesian is the first.
const (
	ID Lang = "id"
	EN Lang = "en"
)

// Unit is how amounts of money are written.
type Unit string

// The units; Millions is the default everywhere.
const (
	Millions Unit = ""    // US$ juta / US$ million, two decimals
	Billions Unit = "b"   // US$ miliar / US$ billion, three decimals
	Dollars  Unit = "usd" // US$, no decimals
)

// Printer writes text for one reader.
type Printer struct {
	Lang Lang
	Unit Unit
}

// T returns the text of a key with fmt verbs filled in; explicit indexes
// (%[2]s) let languages order words differently. A missing key panics in
// tests and shows the key elsewhere.
func (p Printer) T(key string, args ...any) string { return key }

// Text picks the reader's language from a bilingual text.
func (p Printer) Text(t trade.Text) string { return t.In(string(p.Lang)) }

// Amount writes an amount in the printer's unit without its name: 1.725,99.
func (p Printer) Amount(a trade.Amount) string { return "" }

// Money writes an amount with currency and unit: US$1.725,99 juta.
func (p Printer) Money(a trade.Amount) string { return "" }

// UnitName names the unit: US$ juta, US$ million.
func (p Printer) UnitName() string { return "" }

// Weight writes kilograms as thousand tonnes without unit: 5,37.
func (p Printer) Weight(a trade.Amount) string { return "" }

// Percent writes a ratio (0.703) as 70,3%; decimals says how precisely.
func (p Printer) Percent(ratio float64, decimals int) string { return "" }

// Share writes a share as 36,83%.
func (p Printer) Share(s trade.Share) string { return "" }

// Count writes an integer with separators: 9.933.867.
func (p Printer) Count(n int) string { return "" }

// Month writes Desember 2023.
func (p Printer) Month(m trade.Month) string { return "" }

// MonthShort writes Des.
func (p Printer) MonthShort(m trade.Month) string { return "" }

// Period writes 2021, Desember 2023, Januari-November 2022 (with an en dash).
func (p Printer) Period(t trade.Period) string { return "" }

// PeriodShort writes 2021, Des 2023, Jan-Nov 2022 (with an en dash).
func (p Printer) PeriodShort(t trade.Period) string { return "" }

// Date writes a publication date as precisely as it is known: 13 Februari 2024.
func (p Printer) Date(d trade.Date) string { return "" }
