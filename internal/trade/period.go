package trade

import (
	"fmt"
	"strings"
)

// Period is an interval of whole months, both ends included.
type Period struct{ From, To Month }

// YearOf returns January to December of a year.
func YearOf(year int) Period { return Period{MonthOf(year, 1), MonthOf(year, 12)} }

// Months returns the number of months covered.
func (p Period) Months() int { return int(p.To-p.From) + 1 }

// IsMonth reports whether the period is a single month.
func (p Period) IsMonth() bool { return p.From == p.To }

// IsYear reports whether the period is January to December of one year.
func (p Period) IsYear() bool { return p.Months() == 12 && p.From.Number() == 1 }

// IsYearToDate reports whether the period starts in January and ends in the
// same year before December.
func (p Period) IsYearToDate() bool {
	return p.From.Number() == 1 && p.From.Year() == p.To.Year() && p.To.Number() < 12
}

// Shift moves the period by n months.
func (p Period) Shift(n int) Period { return Period{p.From + Month(n), p.To + Month(n)} }

// LastYear returns the same months one year earlier: the like-for-like base.
func (p Period) LastYear() Period { return p.Shift(-12) }

// Contains reports whether q lies within p.
func (p Period) Contains(q Period) bool { return p.From <= q.From && q.To <= p.To }

// String writes 2021 for a full year, 2021-07 for a month and
// 2022-01..2022-11 otherwise. ParsePeriod reads all three.
func (p Period) String() string {
	switch {
	case p.IsMonth():
		return p.From.String()
	case p.IsYear():
		return fmt.Sprintf("%04d", p.From.Year())
	default:
		return p.From.String() + ".." + p.To.String()
	}
}

// ParsePeriod reads a year (2021), a month (2021-07), or a range of either
// (2022-01..2022-11, 2017..2021).
func ParsePeriod(s string) (Period, error) {
	from, to, isRange := strings.Cut(s, "..")
	a, ok := parsePart(from)
	b := a
	if ok && isRange {
		b, ok = parsePart(to)
	}
	if !ok {
		return Period{}, &Error{Code: Invalid, Text: Text{
			ID: fmt.Sprintf("periode %q tidak terbaca; tulis seperti 2021, 2021-07 atau 2022-01..2022-11", s),
			EN: fmt.Sprintf("cannot read the period %q; write it like 2021, 2021-07 or 2022-01..2022-11", s),
		}}
	}
	p := Period{a.From, b.To}
	if p.From > p.To {
		return Period{}, &Error{Code: Invalid, Text: Text{
			ID: fmt.Sprintf("periode %q terbalik: awalnya sesudah akhirnya", s),
			EN: fmt.Sprintf("the period %q runs backwards: it starts after it ends", s),
		}}
	}
	return p, nil
}

func parsePart(s string) (Period, bool) {
	if y, ok := digits(s); ok && len(s) == 4 && y >= 1900 && y < 2200 {
		return YearOf(y), true
	}
	if y, m, ok := yearMonth(s); ok {
		return Period{MonthOf(y, m), MonthOf(y, m)}, true
	}
	return Period{}, false
}
