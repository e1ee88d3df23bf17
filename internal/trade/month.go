package trade

import (
	"fmt"
	"time"
)

// Month is a calendar month, counted from January of year 0
// (year*12 + month - 1). Months are consecutive integers: m+1 follows m.
type Month int32

// MonthOf returns the Month of a year and a month from 1 to 12.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// Year returns the calendar year.
func (m Month) Year() int { return int(m) / 12 }

// Number returns the month of the year, 1 to 12.
func (m Month) Number() int { return int(m)%12 + 1 }

// Time returns the first instant of the month in UTC.
func (m Month) Time() time.Time {
	return time.Date(m.Year(), time.Month(m.Number()), 1, 0, 0, 0, 0, time.UTC)
}

// String returns the month as ISO 8601 writes it: 2023-12.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Number()) }

// ParseMonth reads 2023-12. Years run from 1900 to 2199.
func ParseMonth(s string) (Month, error) {
	y, m, ok := yearMonth(s)
	if !ok {
		return 0, &Error{Code: Invalid, Text: Text{
			ID: fmt.Sprintf("bulan %q tidak terbaca; tulis seperti 2023-12", s),
			EN: fmt.Sprintf("cannot read the month %q; write it like 2023-12", s),
		}}
	}
	return MonthOf(y, m), nil
}

func yearMonth(s string) (year, month int, ok bool) {
	if len(s) != 7 || s[4] != '-' {
		return 0, 0, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:])
	ok = ok1 && ok2 && year >= 1900 && year < 2200 && month >= 1 && month <= 12
	return year, month, ok
}

func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(s) > 0
}
