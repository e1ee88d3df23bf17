package ingest

import "muara/internal/trade"

// digitsOf returns the digits of an HS code as text (01061900, 0106.19.00, a
// leading apostrophe) and whether there was nothing else.
func digitsOf(b []byte) ([10]byte, int, bool) {
	var d [10]byte
	n := 0
	for i, c := range b {
		switch {
		case c >= '0' && c <= '9':
			if n == len(d) {
				return d, n, false
			}
			d[n] = c
			n++
		case c == '.' && i > 0, c == ' ', c == '\'' && i == 0:
		default:
			return d, n, false
		}
	}
	return d, n, n > 0
}

// product reads an HS code of up to most digits. Codes have an even number of
// digits: an odd number says that a spreadsheet took a leading zero away.
func product(b []byte, most int) (code [10]byte, n int, lost, ok bool) {
	code, n, ok = digitsOf(b)
	if !ok || n > most {
		return code, n, false, false
	}
	if n%2 == 1 {
		copy(code[1:], code[:n])
		code[0] = '0'
		n++
		lost = true
	}
	return code, n, lost, n <= most
}

// year reads four digits.
func year(b []byte) (int, bool) {
	if len(b) != 4 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n >= 1900 && n < 2200
}

// period reads 2021 or 202107; 2021-07 too.
func period(s string) (trade.Period, bool) {
	if len(s) == 6 {
		s = s[:4] + "-" + s[4:]
	}
	if len(s) != 4 && len(s) != 7 {
		return trade.Period{}, false
	}
	p, err := trade.ParsePeriod(s)
	return p, err == nil
}

// placeCode reads a numeric country code and drops its leading zeros.
func placeCode(b []byte) (int, bool) {
	n, any := 0, false
	for _, c := range b {
		if c == ' ' {
			continue
		}
		if c < '0' || c > '9' || n > 999 {
			return 0, false
		}
		n = n*10 + int(c-'0')
		any = true
	}
	return n, any && n <= 999
}
