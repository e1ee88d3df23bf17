package ingest

import (
	"bytes"
	"math"
	"strings"
)

// fault says why a text is no amount.
type fault int

const (
	fine fault = iota
	noNumber
	negative
	tooLarge
	ambiguous
)

// largest keeps sums of a billion rows within an int64 for real data: 10^16
// cents is a hundred times the trade of the whole world in a year.
const largest = int64(1e16)

// decimal reads a number as machines write it (12, 0.176, 1.6E7, spaces around
// it) and returns it times 10^scale, rounded half away from zero.
func decimal(b []byte, scale int) (int64, fault) { return decimalTo(b, scale, largest) }

// decimalTo does the same for amounts up to most.
func decimalTo(b []byte, scale int, most int64) (int64, fault) {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	minus := false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		minus, b = b[0] == '-', b[1:]
	}
	var n uint64 // the first 18 significant digits
	exp, seen, point, dropped := 0, 0, false, byte(0)
	i := 0
	for ; i < len(b); i++ {
		c := b[i]
		if c == '.' {
			if point {
				return 0, noNumber
			}
			point = true
			continue
		}
		c -= '0'
		if c > 9 {
			break
		}
		seen++
		switch {
		case n < 1e17:
			n = n*10 + uint64(c)
			if point {
				exp--
			}
		default:
			if exp++; point {
				exp--
			}
			if dropped == 0 {
				dropped = c + 1 // the first digit that does not fit decides the rounding
			}
		}
	}
	if seen == 0 {
		return 0, noNumber
	}
	if i < len(b) {
		e, ok := exponent(b[i:])
		if !ok {
			return 0, noNumber
		}
		exp += e
	}
	v, f := shift(n, exp+scale, dropped > 5)
	switch {
	case minus && (v != 0 || f != fine):
		return 0, negative
	case f == fine && v > most:
		return 0, tooLarge
	}
	return v, f
}

// money reads US dollars as cents, and what rounding to cents took away in
// millionths of a cent: spreadsheets give fractions of a cent, and a sum must
// be that of the file.
func money(b []byte) (cents, rest int64, f fault) {
	if cents, f = decimal(b, 2); f != fine || cents > 1e12 {
		return cents, 0, f
	}
	for _, c := range b {
		if c == 'e' || c == 'E' { // too rare and too small or large to matter
			return cents, 0, fine
		}
	}
	if i := bytes.IndexByte(b, '.'); i < 0 || len(b)-i <= 3 {
		return cents, 0, fine
	}
	return cents, micros(b) - cents*microCent, fine
}

// scaled reads an amount as cents, times 10^(scale-2), and what rounding to
// cents took away in millionths of a cent: scale 2 for US$, 5 for thousand,
// 8 for million US$.
func scaled(b []byte, scale int) (cents, rest int64, f fault) {
	cents, f = decimal(b, scale)
	if f != fine || cents > 1e12 { // beyond ten billion dollars digits behind the cent are noise
		return cents, 0, f
	}
	fine6, f6 := decimalTo(b, scale+6, math.MaxInt64)
	if f6 != fine {
		return cents, 0, fine
	}
	return cents, fine6 - cents*microCent, fine
}

// microCent is a cent in the unit of Row.Rest.
const microCent = 1_000_000

// micros reads up to 10^10 dollars with a decimal point in millionths of a
// cent; digits behind those are noise of binary fractions. That the text is a
// number, money has seen before.
func micros(b []byte) int64 {
	v, places := int64(0), -1
	for _, c := range b {
		switch {
		case c == '.':
			places = 0
		case c >= '0' && c <= '9' && places < 8:
			v = v*10 + int64(c-'0')
			if places >= 0 {
				places++
			}
		}
	}
	for ; places < 8; places++ {
		v *= 10
	}
	return v
}

func exponent(b []byte) (int, bool) {
	if b[0] != 'e' && b[0] != 'E' {
		return 0, false
	}
	b = b[1:]
	minus := false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		minus, b = b[0] == '-', b[1:]
	}
	e := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		e = min(e*10+int(c-'0'), 1000)
	}
	if minus {
		e = -e
	}
	return e, len(b) > 0
}

// shift returns n times 10^exp.
func shift(n uint64, exp int, up bool) (int64, fault) {
	if n == 0 {
		return 0, fine
	}
	if exp == 0 && up {
		n++
	}
	for ; exp > 0; exp-- {
		if n > math.MaxUint64/10 {
			return 0, tooLarge
		}
		n *= 10
	}
	if exp < -19 {
		return 0, fine
	}
	if exp < 0 {
		p := uint64(1)
		for ; exp < 0; exp++ {
			p *= 10
		}
		q, r := n/p, n%p
		if r >= p-r {
			q++
		}
		n = q
	}
	if n > math.MaxInt64 {
		return 0, tooLarge
	}
	return int64(n), fine
}

// style is how a column of texts writes numbers.
type style byte

const (
	unknownStyle style = iota
	commaDecimal       // 586.836,97
	pointDecimal       // 586,836.97
)

var spaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u2009", "", "\u202f", "", "\u2007", "", "\u2008", "", "\u200a", "", "'", "", "\t", "")

// human reads a number as people type it: 586.836,97 or 13 419,6 or 1,234.5.
// A single mark with three digits behind it (1.234) says nothing by itself:
// then what the column has shown before decides, and without that the number
// is ambiguous and not read. The answer is the number as machines write it.
func human(s string, st *style) ([]byte, fault) {
	grouped := strings.ContainsAny(strings.TrimSpace(s), " \u00a0\u2009\u202f")
	t := spaces.Replace(s)
	if t == "" || strings.Trim(t, "0123456789.,-+eE") != "" {
		return nil, noNumber
	}
	t = strings.Replace(t, "−", "-", 1)
	dot, comma := strings.Count(t, "."), strings.Count(t, ",")
	mark := byte(0) // the decimal mark
	switch {
	case dot == 0 && comma == 0:
		return []byte(t), fine
	case dot > 0 && comma > 0:
		mark = '.'
		if strings.LastIndexByte(t, ',') > strings.LastIndexByte(t, '.') {
			mark = ','
		}
	case dot > 1:
		mark = ','
	case comma > 1:
		mark = '.'
	default:
		own, other := byte('.'), byte(',')
		if comma == 1 {
			own, other = ',', '.'
		}
		whole, after, _ := strings.Cut(strings.TrimLeft(t, "+-"), string(own))
		switch {
		case grouped, len(after) != 3, len(whole) > 3, strings.HasPrefix(whole, "0"), whole == "":
			mark = own
		case *st == unknownStyle:
			return nil, ambiguous
		case *st == commaDecimal:
			mark = ','
		default:
			mark = '.'
		}
		if mark == other { // a grouping mark teaches nothing new
			return plainNumber(t, mark)
		}
	}
	v, f := plainNumber(t, mark)
	if f == fine && *st == unknownStyle {
		*st = pointDecimal
		if mark == ',' {
			*st = commaDecimal
		}
	}
	return v, f
}

// plainNumber takes the grouping marks out, which must stand before three
// digits each, and reads the rest.
func plainNumber(t string, mark byte) ([]byte, fault) {
	group := byte('.')
	if mark == '.' {
		group = ','
	}
	whole, after, has := strings.Cut(t, string(mark))
	if strings.IndexByte(after, group) >= 0 || strings.IndexByte(after, mark) >= 0 {
		return nil, noNumber
	}
	parts := strings.Split(whole, string(group))
	for i, p := range parts {
		if digits := strings.TrimLeft(p, "+-"); i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && (len(digits) == 0 || len(digits) > 3) {
			return nil, noNumber
		}
	}
	plain := strings.Join(parts, "")
	if has {
		plain += "." + after
	}
	return []byte(plain), fine
}
