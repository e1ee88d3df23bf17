package trade

import "fmt"

// Date is a publication date that may be known only to the month or the year:
// Month and Day are 0 where unknown.
type Date struct{ Year, Month, Day int }

// ParseDate reads 2024, 2024-02 or 2024-02-13.
func ParseDate(s string) (Date, error) {
	var d Date
	var ok bool
	switch len(s) {
	case 4:
		d.Year, ok = digits(s)
	case 7:
		d.Year, d.Month, ok = yearMonth(s)
	case 10:
		if d.Year, d.Month, ok = yearMonth(s[:7]); ok && s[7] == '-' {
			d.Day, ok = digits(s[8:])
			ok = ok && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
		} else {
			ok = false
		}
	}
	if !ok || d.Year < 1900 || d.Year >= 2200 {
		return Date{}, &Error{Code: Invalid, Text: Text{
			ID: fmt.Sprintf("tanggal %q tidak terbaca; tulis seperti 2024, 2024-02 atau 2024-02-13", s),
			EN: fmt.Sprintf("cannot read the date %q; write it like 2024, 2024-02 or 2024-02-13", s),
		}}
	}
	return d, nil
}

func daysIn(year, month int) int {
	return (MonthOf(year, month) + 1).Time().AddDate(0, 0, -1).Day()
}

// IsZero reports whether no date is known.
func (d Date) IsZero() bool { return d.Year == 0 }

// Ordinal places dates in order. A date known only to the month or the year
// counts as the last day it can be, so that "as known on" a day never shows a
// figure that may have been published later.
func (d Date) Ordinal() int {
	m, day := d.Month, d.Day
	if m == 0 {
		m = 12
	}
	if day == 0 {
		day = 31
	}
	return (d.Year*12+m-1)*31 + day - 1
}

// String writes the date as precisely as it is known.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
}
