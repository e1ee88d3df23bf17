package ingest

import (
	"strconv"

	"muara/internal/trade"
)

// baciFast reads the lines of BACI that are as CEPII writes them: columns in
// their order, digits, no quotes. That is nearly all of them, ten million a
// year, so it parses the bytes where they lie and makes no text that it has
// made before. Whatever is different in any way it leaves to baciReader.read,
// which says what is wrong; so every check is still made.
type baciFast struct {
	codes  []uint16 // number of a product to its place in names, from 1
	names  []string
	places [1000]Place
}

func newBACIFast() *baciFast {
	return &baciFast{codes: make([]uint16, 1_000_000), names: make([]string, 1, 8192)}
}

// powers of ten, to bring decimals to cents and grams.
var powers = [...]int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}

// line reads one line into the row of the reader and returns its length with
// the line end, or 0 where it must be read the slow way.
func (b *baciReader) line(buf []byte, delim byte) int {
	y, at := digitsAt(buf, 0, 4)
	if at != 4 || at >= len(buf) || buf[at] != delim || y < 1900 || y >= 2200 {
		return 0
	}
	i, at2 := digitsAt(buf, at+1, 3)
	if at2 >= len(buf) || buf[at2] != delim || i == 0 {
		return 0
	}
	j, at3 := digitsAt(buf, at2+1, 3)
	if at3 >= len(buf) || buf[at3] != delim || j == 0 {
		return 0
	}
	k, end := digitsAt(buf, at3+1, 6)
	if width := end - at3 - 1; end >= len(buf) || buf[end] != delim || width < 5 {
		return 0
	} else if b.lost = width == 5; k == 0 {
		return 0
	}
	v, end := amountAt(buf, end+1, 5)
	var q int64
	if b.q >= 0 {
		if end >= len(buf) || buf[end] != delim {
			return 0
		}
		q, end = amountAt(buf, end+1, 6)
	}
	if end < len(buf) && buf[end] == '\r' {
		end++
	}
	if end >= len(buf) || buf[end] != '\n' || v > largest || q > largest || !b.fast.product(b, k) {
		return 0
	}
	if y != b.lastT {
		b.row.Period, b.lastT = trade.YearOf(y), y
	}
	if i != b.lastI {
		b.row.Reporter, b.lastI = b.fast.place(i), i
	}
	if j != b.lastJ {
		b.row.Partner, b.lastJ = b.fast.place(j), j
	}
	b.row.Value = trade.Amount(v)
	b.row.Grams, b.row.HasWeight = q, b.q >= 0
	return end + 1
}

// digitsAt reads up to most digits and returns where they end.
func digitsAt(buf []byte, at, most int) (n, end int) {
	stop := min(at+most, len(buf))
	for ; at < stop; at++ {
		c := buf[at] - '0'
		if c > 9 {
			break
		}
		n = n*10 + int(c)
	}
	return n, at
}

// amountAt reads a decimal of at most scale digits behind the point and 12 in
// all, times 10^scale: with scale up to 6 that stays below 2^63. The end is behind the text where it is none of that.
func amountAt(buf []byte, at, scale int) (v int64, end int) {
	from, point := at, -1
	for ; at < len(buf); at++ {
		c := buf[at] - '0'
		if c <= 9 {
			v = v*10 + int64(c)
			continue
		}
		if buf[at] != '.' || point >= 0 {
			break
		}
		point = at
	}
	behind, digits := 0, at-from
	if point >= 0 {
		behind = at - point - 1
		digits--
	}
	if digits <= 0 || digits > 12 || behind > scale {
		return 0, len(buf)
	}
	return v * powers[scale-behind], at
}

// product sets the code of the row; false where there are too many codes.
func (f *baciFast) product(b *baciReader, k int) bool {
	n := f.codes[k]
	if n == 0 {
		if len(f.names) > 1<<16-1 {
			return false
		}
		n = uint16(len(f.names))
		f.codes[k] = n
		code := strconv.Itoa(1_000_000 + k)
		f.names = append(f.names, code[1:])
	}
	b.row.Product = f.names[n]
	return true
}

// place returns the place with a number of CEPII.
func (f *baciFast) place(n int) Place {
	if f.places[n].System == NoPlace {
		f.places[n] = Place{System: CEPII, Code: strconv.Itoa(n)}
	}
	return f.places[n]
}
