package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// baciFormat reads BACI, the bilateral trade of the world by CEPII: t year, i
// exporter, j importer, k product (HS, six digits), v value in thousand US$, q
// weight in tonnes. Each row is an export of i to j.
//
// Source: CEPII, BACI, http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37
type baciFormat struct{}

// Kind returns BACI.
func (baciFormat) Kind() Kind { return BACI }

// Sniff recognises the heading t,i,j,k,v with or without q, in any order.
func (baciFormat) Sniff(s *Sample) (trade.Text, bool) {
	if s.Sheets != nil || !s.has("t", "i", "j", "k", "v") || len(s.Fields) > 6 || len(s.Fields) == 6 && !s.has("q") {
		return trade.Text{}, false
	}
	columns := strings.Join(s.Fields, ",")
	return trade.Text{
		ID: fmt.Sprintf("BACI dari CEPII: perdagangan dunia menurut negara dan HS 6 angka, ribu US$ (kolom %s)", columns),
		EN: fmt.Sprintf("BACI of CEPII: trade of the world by country and six-digit HS, thousand US$ (columns %s)", columns),
	}, true
}

// Read reads the rows. The edition of the HS stands only in the names of
// BACI's files, so rows carry none.
func (baciFormat) Read(_ context.Context, p *Part, out *Out) error { return readBACI(p, out, true) }

// readBACI reads with or without the fast way, which must make no difference.
func readBACI(p *Part, out *Out, fast bool) error {
	s := p.Sample
	b := &baciReader{
		out: out, columns: len(s.Fields), places: map[int]Place{}, codes: names{},
		t: s.column("t"), i: s.column("i"), j: s.column("j"), k: s.column("k"), v: s.column("v"), q: s.column("q"),
	}
	b.row = Row{Flow: trade.Export}
	out.remark(noEdition)
	if b.q < 0 {
		out.remark(Remark{"no-weight-column", trade.Text{ID: "berkas tidak berisi berat (kolom q)", EN: "the file holds no weights (column q)"}})
	}
	csv := newCSV(p.Text, s.Delim)
	if fast && b.inOrder() {
		b.fast = newBACIFast()
	}
	for heading := true; ; heading = false {
		if b.fast != nil && !heading {
			if err := b.lines(csv); err != nil {
				return err
			}
		}
		fields, err := csv.next()
		if done, err := csvEnd(csv, err, out); done || err != nil {
			return err
		}
		if heading || err != nil {
			continue
		}
		b.row.Line = csv.line
		if err := b.read(fields); err != nil {
			return err
		}
	}
}

// csvEnd deals with the end and the faults of a text: done says that there is
// nothing more; a fault of one record is refused and reading goes on.
func csvEnd(c *csvReader, err error, out *Out) (done bool, _ error) {
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return true, nil
	case errors.Is(err, errQuote):
		out.refuse(c.line, "", `"`, wantClosedQuote)
		return false, nil
	case errors.Is(err, errTooLong):
		out.refuse(c.line, "", "", wantShorter)
		return false, nil
	}
	err = broken(err)
	var r *Refusal
	if errors.As(err, &r) {
		r.Row = c.lines + 1
	}
	return true, err
}

type baciReader struct {
	out              *Out
	columns          int
	t, i, j, k, v, q int
	row              Row
	places           map[int]Place
	codes            names
	lastI, lastJ     int // the codes that row holds now
	lastT            int
	lastK            []byte
	lost             bool // the code that row holds now had lost its zero
	fast             *baciFast
}

// inOrder reports whether the columns stand as CEPII writes them.
func (b *baciReader) inOrder() bool {
	return b.t == 0 && b.i == 1 && b.j == 2 && b.k == 3 && b.v == 4 && (b.q == 5 || b.q < 0 && b.columns == 5)
}

// lines reads what it can of the buffer the fast way.
func (b *baciReader) lines(c *csvReader) error {
	for {
		n := b.line(c.buf[c.at:c.end], c.delim)
		if n == 0 {
			b.lastK = b.lastK[:0] // the row holds another code now
			return nil
		}
		c.at += n
		c.lines++
		b.row.Line = c.lines
		if b.lost {
			b.out.remark(lostZero)
		}
		if err := b.out.row(&b.row); err != nil {
			return err
		}
	}
}

func (b *baciReader) read(f [][]byte) error {
	if len(f) != b.columns {
		if len(f) == 1 && len(f[0]) == 0 {
			b.out.leave(leftBlank)
			return nil
		}
		b.out.refuse(b.row.Line, "", fmt.Sprint(len(f)), wantColumns(b.columns))
		return nil
	}
	if !b.year(f[b.t]) || !b.place("i", f[b.i], &b.lastI, &b.row.Reporter) || !b.place("j", f[b.j], &b.lastJ, &b.row.Partner) ||
		!b.product(f[b.k]) {
		return nil
	}
	v, bad := decimal(f[b.v], 5) // thousand US$ in cents
	if bad != fine {
		b.out.refuse(b.row.Line, "v", string(f[b.v]), amountExpected(bad))
		return nil
	}
	b.row.Value = trade.Amount(v)
	b.row.Grams, b.row.HasWeight = 0, false
	if b.q >= 0 && !b.weight(f[b.q]) {
		return nil
	}
	if b.lost {
		b.out.remark(lostZero)
	}
	return b.out.row(&b.row)
}

func (b *baciReader) year(f []byte) bool {
	y, ok := year(f)
	if !ok {
		b.out.refuse(b.row.Line, "t", string(f), wantYear)
		return false
	}
	if y != b.lastT {
		b.row.Period, b.lastT = trade.YearOf(y), y
	}
	return true
}

func (b *baciReader) place(column string, f []byte, last *int, to *Place) bool {
	n, ok := placeCode(f)
	if !ok || n == 0 {
		b.out.refuse(b.row.Line, column, string(f), wantCountryCode)
		return false
	}
	if n == *last {
		return true
	}
	p, ok := b.places[n]
	if !ok {
		p = Place{System: CEPII, Code: strconv.Itoa(n)}
		b.places[n] = p
	}
	*to, *last = p, n
	return true
}

func (b *baciReader) product(f []byte) bool {
	if len(f) > 0 && string(f) == string(b.lastK) {
		return true
	}
	code, n, lost, ok := product(f, 6)
	if !ok || n != 6 {
		b.out.refuse(b.row.Line, "k", string(f), wantProduct6)
		return false
	}
	b.lost = lost
	b.row.Product = b.codes.of(code[:6])
	b.lastK = append(b.lastK[:0], f...)
	return true
}

// weight reads tonnes; blank and NA mean that CEPII has none.
func (b *baciReader) weight(f []byte) bool {
	for len(f) > 0 && f[0] == ' ' {
		f = f[1:]
	}
	switch strings.TrimSpace(string(f)) {
	case "", "NA":
		b.out.remark(noWeight)
		return true
	}
	g, bad := decimal(f, 6)
	if bad != fine {
		b.out.refuse(b.row.Line, "q", string(f), wantWeight)
		return false
	}
	b.row.Grams, b.row.HasWeight = g, true
	return true
}
