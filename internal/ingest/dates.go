package ingest

import (
	"fmt"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// dates is the day on which the days of a workbook begin to count, as the
// difference to Excel's usual one: 1462 for workbooks from old Macs.
type dates int

// day returns the days from 30 December 1899 on, which Excel calls 0, to a
// serial date between 1990 and 2100.
func (d dates) day(serial float64) (int, bool) {
	if !(serial >= 0 && serial < 1e6) {
		return 0, false
	}
	day := int(serial) + int(d)
	return day, day >= 32874 && day <= 73415
}

// monthOfDay returns the month in which such a day lies.
func monthOfDay(day int) trade.Month {
	// Excel counts 1 January 1900 as day 1 and believes in 29 February 1900.
	t := trade.MonthOf(1899, 12).Time().AddDate(0, 0, 29+day)
	return trade.MonthOf(t.Year(), int(t.Month()))
}

// dayOf reads a cell as a day: a serial date, ISO text (2017-01-31, a time of
// day behind it is ignored) or day/month/year.
func (d dates) dayOf(c cell) (int, bool) {
	switch c.kind {
	case numeric:
		f, err := strconv.ParseFloat(c.text, 64)
		if err != nil {
			return 0, false
		}
		return d.day(f)
	case textual:
		s := c.text
		if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') {
			s = s[:10]
		}
		if p := strings.FieldsFunc(s, func(c rune) bool { return c == '/' || c == '-' || c == '.' }); len(p) == 3 && len(p[2]) == 4 && len(p[0]) <= 2 && len(p[1]) <= 2 {
			s = fmt.Sprintf("%s-%02s-%02s", p[2], p[1], p[0])
		}
		t, err := trade.ParseDate(s)
		if err != nil || t.Month == 0 {
			return 0, false
		}
		first := trade.MonthOf(t.Year, t.Month).Time()
		day := int(first.Sub(trade.MonthOf(1899, 12).Time()).Hours()/24) - 29
		return day + max(t.Day, 1) - 1, true
	}
	return 0, false
}

// read returns the month in which the day of a cell lies.
func (d dates) read(c cell) (trade.Month, bool) {
	day, ok := d.dayOf(c)
	if !ok {
		return 0, false
	}
	return monthOfDay(day), true
}

// monthWords are the names of months and their abbreviations in Indonesian and
// English, by their first three letters.
var monthWords = map[string]int{
	"jan": 1, "peb": 2, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8,
	"sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}

// monthWord reads Ags, Agustus, March; 3 and 03 too.
func monthWord(s string) (int, bool) {
	s = strings.ToLower(strings.Trim(s, " ."))
	if n, err := strconv.Atoi(s); err == nil {
		return n, n >= 1 && n <= 12 && len(s) <= 2
	}
	if len(s) < 3 || strings.ContainsAny(s, "0123456789 ") {
		return 0, false
	}
	n, ok := monthWords[s[:3]]
	return n, ok
}

// periodWords reads the headings of columns in press tables: Ags 2019,
// Jan-Sep 2018, Januari - September 2019, 2019.
func periodWords(s string) (trade.Period, bool) {
	s = strings.TrimSpace(strings.NewReplacer("–", "-", "s/d", "-", "s.d.", "-", "\n", " ").Replace(s))
	at := strings.LastIndexAny(s, " -")
	y, ok := year([]byte(s[at+1:]))
	if !ok {
		return trade.Period{}, false
	}
	if at < 0 {
		return trade.YearOf(y), true
	}
	from, to, both := strings.Cut(strings.TrimSpace(s[:at]), "-")
	a, ok := monthWord(from)
	if !ok || !isWord(from) {
		return trade.Period{}, false
	}
	b := a
	if both {
		if b, ok = monthWord(to); !ok || b < a || !isWord(to) {
			return trade.Period{}, false
		}
	}
	return trade.Period{From: trade.MonthOf(y, a), To: trade.MonthOf(y, b)}, true
}

// isWord reports whether a text begins with a letter.
func isWord(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s != "" && s[0] >= 'a' && s[0] <= 'z'
}

// monthOfYear reads 3, 03 and 202003.
func monthOfYear(s string) (int, bool) {
	if len(s) == 6 {
		s = s[4:]
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 12 && len(s) <= 2
}
