package ingest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// bpsFormat reads the workbooks of the export and import query of BPS: HS and
// year down, country, port and month across. Names stand once over the columns
// that are merged under them; the last column and row are totals.
//
// Source: https://www.bps.go.id/id/exim
type bpsFormat struct{}

// Kind returns BPSPivot.
func (bpsFormat) Kind() Kind { return BPSPivot }

// pivot is where things stand in such a sheet.
type pivot struct {
	sheet                int // index
	title                string
	flow                 trade.Flow
	country, port, month int // rows, 0 where the query did not ask for it
	heading              int // row of "Kode HS" and "Tahun"
	product, year        int // columns
	first                int // first column of data
}

// Sniff recognises the labels Negara, Pelabuhan, Bulan over each other and
// Kode HS, Tahun under them.
func (bpsFormat) Sniff(s *Sample) (trade.Text, bool) {
	p, ok := findPivot(s)
	if !ok {
		return trade.Text{}, false
	}
	return trade.Text{
		ID: fmt.Sprintf("BPS exim, tabel lebar: HS dan tahun ke bawah, %s ke kanan (%q)", strings.Join(p.across("negara", "pelabuhan", "bulan"), ", "), p.title),
		EN: fmt.Sprintf("BPS exim, wide table: HS and year down, %s across (%q)", strings.Join(p.across("country", "port", "month"), ", "), p.title),
	}, true
}

func (p pivot) across(country, port, month string) (out []string) {
	for _, x := range []struct {
		row  int
		name string
	}{{p.country, country}, {p.port, port}, {p.month, month}} {
		if x.row > 0 {
			out = append(out, x.name)
		}
	}
	return out
}

func findPivot(s *Sample) (pivot, bool) {
	for i, sh := range s.Sheets {
		p := pivot{sheet: i, product: -1, year: -1}
		for n, cells := range sh.rows[:min(len(sh.rows), 12)] {
			for c, x := range cells[:min(len(cells), 12)] {
				if x.kind != textual {
					continue
				}
				switch strings.ToLower(x.text) {
				case "negara":
					p.country, p.first = sh.line[n], max(p.first, c+1)
				case "pelabuhan":
					p.port, p.first = sh.line[n], max(p.first, c+1)
				case "bulan":
					p.month, p.first = sh.line[n], max(p.first, c+1)
				case "kode hs":
					p.heading, p.product = sh.line[n], c
				case "tahun":
					p.year = c
				default:
					if p.title == "" {
						p.title = x.text
					}
				}
			}
		}
		p.flow = flowWord(strings.ToLower(firstWord(p.title)))
		above := max(p.country, p.port, p.month)
		if p.product >= 0 && p.year > p.product && p.month > 0 && p.heading > above && p.first > p.year {
			return p, true
		}
	}
	return pivot{}, false
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return w
}

// column is what stands over a column of data.
type column struct {
	country, port string
	month         int
	total         bool
	bad           string // a month that could not be read
}

// Read reads the heads, which need the merged ranges from the end of the
// sheet, and then the data row by row.
func (bpsFormat) Read(_ context.Context, p *Part, out *Out) error {
	at, _ := findPivot(p.Sample)
	sh := p.Book.sheets[at.sheet]
	out.sheet = sh.name
	if at.flow == "" {
		at.flow = p.Flow
	}
	merges, err := p.Book.merges(sh)
	if err != nil {
		return broken(err)
	}
	b := &pivotReader{pivot: at, out: out, merges: merges}
	out.remark(noUnit)
	out.remark(noEdition)
	if at.flow == "" {
		out.remark(noFlow)
	}
	if p.Book.macros {
		out.remark(macros)
	}
	err = p.Book.rows(sh, b.row)
	if err != nil && !errors.Is(err, errEnough) {
		return broken(err)
	}
	b.checkColumns()
	return nil
}

type pivotReader struct {
	pivot
	out     *Out
	merges  []area
	columns []column
	heads   [3][]cell // country, port, month
	product string
	until   int // row up to which product is merged
	sums    []int64
	cells   []int
}

func (b *pivotReader) row(line int, cells []cell) error {
	switch line {
	case b.country:
		b.heads[0] = append([]cell(nil), cells...)
	case b.port:
		b.heads[1] = append([]cell(nil), cells...)
	case b.month:
		b.heads[2] = append([]cell(nil), cells...)
	}
	if line <= b.heading {
		b.out.leave(leftHeading)
		if line == b.heading {
			b.columns = b.makeColumns()
			b.sums, b.cells = make([]int64, len(b.columns)), make([]int, len(b.columns))
		}
		return nil
	}
	if isTotal(at(cells, b.pivot.product).text) || isTotal(at(cells, b.year).text) {
		b.checkRow(line, cells)
		b.out.leave(leftTotals)
		return nil
	}
	return b.data(line, cells)
}

func isTotal(s string) bool {
	switch strings.ToLower(s) {
	case "total", "totals", "jumlah":
		return true
	}
	return false
}

// makeColumns carries names to the right inside their merged range and never
// further: what is blank outside of one has no name.
func (b *pivotReader) makeColumns() []column {
	width := 0
	for i, row := range []int{b.country, b.port, b.month} {
		for _, m := range b.merges {
			if row > 0 && m.row1 <= row && m.row2 >= row && m.col1 >= b.first {
				name := at(b.heads[i], m.col1)
				for len(b.heads[i]) <= m.col2 && name.kind != blank {
					b.heads[i] = append(b.heads[i], cell{})
				}
				for c := m.col1 + 1; c <= m.col2 && name.kind != blank; c++ {
					b.heads[i][c] = name
				}
			}
		}
		width = max(width, len(b.heads[i]))
	}
	out := make([]column, width)
	for c := b.first; c < width; c++ {
		k := column{country: at(b.heads[0], c).text, port: at(b.heads[1], c).text}
		month := at(b.heads[2], c).text
		k.total = isTotal(k.country) || isTotal(k.port) || isTotal(month)
		var ok bool
		if k.month, ok = bpsMonth(month); !ok {
			k.bad = month
		}
		out[c] = k
	}
	return out
}

var bracketed = regexp.MustCompile(`^\[(\d+)\]`)

// bpsMonth reads "[02] Februari".
func bpsMonth(s string) (int, bool) {
	m := bracketed.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil && n >= 1 && n <= 12
}

func (b *pivotReader) data(line int, cells []cell) error {
	name := at(cells, b.pivot.product)
	if name.kind != blank {
		b.product, b.until = name.text, line
		for _, m := range b.merges {
			if m.row1 == line && m.col1 <= b.pivot.product && m.col2 >= b.pivot.product {
				b.until = m.row2
			}
		}
		if b.until == line {
			b.until = math.MaxInt // the query writes the code once for a block of years
		}
	}
	m := bracketed.FindStringSubmatch(b.product)
	if m == nil || line > b.until || len(m[1])%2 == 1 || len(m[1]) > 10 {
		b.out.refuse(line, b.at(b.pivot.product, "Kode HS"), name.text, wantProduct)
		return nil
	}
	y, ok := year([]byte(at(cells, b.year).text))
	if !ok {
		b.out.refuse(line, b.at(b.year, "Tahun"), at(cells, b.year).text, wantYear)
		return nil
	}
	row := Row{Flow: b.flow, Product: m[1], Sheet: b.out.sheet, Line: line}
	row.Reporter = Place{PlaceNamed, "", "Indonesia"}
	sum, n := int64(0), 0
	for c := b.first; c < len(cells); c++ {
		if cells[c].kind == blank {
			continue
		}
		k := column{bad: " "}
		if c < len(b.columns) {
			k = b.columns[c]
		}
		v, rest, bad := moneyCell(cells[c], new(style))
		switch {
		case bad != fine:
			b.out.refuse(line, b.at(c, k.country), cells[c].text, amountExpected(bad))
		case k.total:
			b.check(line, c, v, sum, n)
			if v != sum {
				b.out.remark(printedTotal(m[1], y, v, sum))
			}
			b.out.leave(leftTotals)
		case k.bad != "" || k.month == 0:
			b.out.refuse(line, b.at(c, k.country), k.bad, trade.Text{
				ID: "bulan di atas kolom, seperti [02] Februari", EN: "a month above the column, such as [02] Februari",
			})
		default:
			sum += v
			n++
			b.sums[c] += v
			b.cells[c]++
			if err := b.send(&row, k, y, v, rest); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *pivotReader) send(row *Row, k column, year int, v, rest int64) error {
	row.Partner = Place{}
	if k.country != "" {
		row.Partner = Place{PlaceNamed, "", k.country}
	} else if b.country > 0 {
		b.out.remark(noPartner)
	}
	if row.Port = k.port; k.port == "" && b.port > 0 {
		b.out.remark(noPort)
	}
	if b.country == 0 {
		row.World, row.Margin = true, ByProduct
	}
	m := trade.MonthOf(year, k.month)
	row.Period = trade.Period{From: m, To: m}
	row.Value, row.Rest = trade.Amount(v), int32(rest)
	return b.out.row(row)
}

// check compares a total with its n parts. Each part is rounded to the cent;
// the totals of the query are sums of binary fractions and miss by more.
func (b *pivotReader) check(line, col int, total, sum int64, n int) {
	if diff := total - sum; diff > 100+int64(n) || -diff > 100+int64(n) {
		b.out.refuse(line, b.at(col, "Totals"), cents(total), trade.Text{
			ID: "jumlah sel-selnya, " + cents(sum), EN: "the sum of its cells, " + cents(sum),
		})
	}
}

// printedTotal tells how far the total of a row, as the workbook prints it, is
// from the cells that are read.
func printedTotal(product string, year int, total, sum int64) Remark {
	return Remark{"printed-total", trade.Text{
		ID: fmt.Sprintf("HS %s tahun %d: jumlah yang tercetak US$%s, jumlah sel-selnya US$%s; yang dimuat adalah sel-selnya", product, year, cents(total), cents(sum)),
		EN: fmt.Sprintf("HS %s in %d: the total as printed is US$%s, that of the cells US$%s; the cells are what is read", product, year, cents(total), cents(sum)),
	}}
}

func (b *pivotReader) checkRow(line int, cells []cell) {
	all, n := int64(0), 0
	for c := b.first; c < len(b.columns); c++ {
		if !b.columns[c].total {
			all += b.sums[c]
			n += b.cells[c]
		}
	}
	for c := b.first; c < len(b.columns); c++ {
		v, _, bad := moneyCell(at(cells, c), new(style))
		switch {
		case at(cells, c).kind == blank && b.sums[c] == 0:
		case bad != fine:
			b.out.refuse(line, b.at(c, "Totals"), at(cells, c).text, amountExpected(bad))
		case b.columns[c].total:
			b.check(line, c, v, all, n)
		default:
			b.check(line, c, v, b.sums[c], b.cells[c])
		}
	}
}

// checkColumns refuses a sheet whose heads name columns that never came.
func (b *pivotReader) checkColumns() {
	if b.columns == nil {
		b.out.refuse(0, "", "", trade.Text{ID: "baris data di bawah judul", EN: "rows of data under the heading"})
	}
}

func (b *pivotReader) at(col int, name string) string {
	if name == "" {
		return letters(col)
	}
	return letters(col) + " (" + name + ")"
}
