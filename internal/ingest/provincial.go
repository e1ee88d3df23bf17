package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"muara/internal/trade"
)

// provincialFormat reads the workbooks that provincial trade offices upload:
// one row for each HS code, country, industry and month, in the orders of
// columns that have been met, with or without headings. Values are US$ and
// weights kilograms in all of them, which no file says.
type provincialFormat struct{}

// Kind returns Provincial.
func (provincialFormat) Kind() Kind { return Provincial }

// Sniff looks for the first sheet in such an order.
func (provincialFormat) Sniff(s *Sample) (trade.Text, bool) {
	l, _, ok := findLayout(s)
	if !ok {
		return trade.Text{}, false
	}
	head := trade.Text{ID: "tanpa judul kolom", EN: "without headings"}
	if l.heading > 0 {
		head = trade.Text{ID: fmt.Sprintf("judul kolom di baris %d", l.heading), EN: fmt.Sprintf("headings in row %d", l.heading)}
	}
	return trade.Text{
		ID: fmt.Sprintf("unggahan provinsi %s: satu baris per kode HS, negara, industri, dan bulan; %d kolom, %s", l.name, l.width, head.ID),
		EN: fmt.Sprintf("provincial upload %s: one row for each HS code, country, industry and month; %d columns, %s", l.name, l.width, head.EN),
	}, true
}

// Read reads every sheet that has the layout of the first, and refuses the
// sheets that hold something else.
func (provincialFormat) Read(_ context.Context, p *Part, out *Out) error {
	out.remark(noUnit)
	out.remark(noEdition)
	if p.Book.macros {
		out.remark(macros)
	}
	for i, sh := range p.Book.sheets {
		one := &Sample{Sheets: p.Sample.Sheets[i : i+1]}
		out.sheet = sh.name
		l, _, ok := findLayout(one)
		if !ok {
			if len(one.Sheets[0].rows) > 0 {
				_ = out.end(unknownSheets(one.Sheets))
			}
			continue
		}
		r := &provincialReader{layout: l, out: out, asked: p.Flow, date: p.Book.date}
		if r.asked == "" && l.flow < 0 {
			out.remark(noFlow)
		}
		r.learn(one.Sheets[0])
		if err := p.Book.rows(sh, r.row); err != nil && !errors.Is(err, errEnough) {
			err = broken(err)
			var refusal *Refusal
			if errors.As(err, &refusal) {
				refusal.Row = r.last + 1
			}
			return err
		}
	}
	return nil
}

type provincialReader struct {
	layout layout
	out    *Out
	asked  trade.Flow
	date   dates
	values style // how texts in the column of values write numbers
	weight style
	line   int
	last   int
	cells  []cell
}

// learn looks at the first rows for the style of numbers, so that one that is
// ambiguous alone can be read where its column says how.
func (r *provincialReader) learn(sh sheetSample) {
	for n, cells := range sh.rows {
		if sh.line[n] >= r.layout.data {
			_, _ = machine(at(cells, r.layout.value), &r.values)
			_, _ = machine(at(cells, r.layout.weight), &r.weight)
		}
	}
	if r.weight == unknownStyle {
		r.weight = r.values
	}
	if r.values == unknownStyle {
		r.values = r.weight
	}
}

func (r *provincialReader) column(c int) string {
	for title, field := range titleNames {
		if l := r.layout; *field(&l) == c {
			return letters(c) + " (" + title + ")"
		}
	}
	return letters(c)
}

// titleNames are the names that refusals give to columns.
var titleNames = map[string]func(*layout) *int{
	"Kode HS": titles["kodehs"], "Nilai": titles["nilai"], "Berat": titles["berat"], "Bulan": titles["bulan"],
	"Th-Bln-Tgl": titles["thblntgl"], "Ekspor / Impor": titles["eksporimpor"], "Negara": titles["negara"],
}

func (r *provincialReader) refuse(c int, expected trade.Text) {
	found := at(r.cells, c).text
	if at(r.cells, c).kind == uncooked {
		expected = wantResult
	}
	r.out.refuse(r.line, r.column(c), found, expected)
}

var wantResult = trade.Text{
	ID: "hasil rumus; rumus di sel ini belum dihitung, buka di Excel lalu simpan",
	EN: "the result of the formula; it was never computed, open the file in Excel and save it",
}

func (r *provincialReader) row(line int, cells []cell) error {
	l := r.layout
	r.line, r.cells = line, cells
	if r.last > 0 && line > r.last+1 || r.last == 0 && line > 1 {
		for range min(line-r.last-1, 1<<20) {
			r.out.leave(leftBlank)
		}
	}
	r.last = line
	if line < l.data {
		r.out.leave(leftHeading)
		return nil
	}
	if name := strings.ToLower(at(cells, 0).text); isTotal(name) || isTotal(strings.ToLower(at(cells, l.product).text)) {
		r.out.leave(leftTotals)
		return nil
	}
	row := Row{Flow: r.asked, Sheet: r.out.sheet, Line: line, Reporter: Place{PlaceNamed, "", "Indonesia"}}
	if !r.what(&row) || !r.when(&row) || !r.howMuch(&row) {
		return nil
	}
	return r.out.row(&row)
}

// what reads code, country, flow and industry.
func (r *provincialReader) what(row *Row) bool {
	l := r.layout
	code, n, lost, ok := product([]byte(at(r.cells, l.product).text), 10)
	if !ok {
		r.refuse(l.product, wantProduct)
		return false
	}
	row.Product = string(code[:n])
	if lost {
		r.out.remark(lostZero)
	}
	if l.flow >= 0 {
		if row.Flow = flowWord(at(r.cells, l.flow).text); row.Flow == "" {
			r.refuse(l.flow, wantFlow)
			return false
		}
	}
	switch c := at(r.cells, l.country); c.kind {
	case textual:
		row.Partner = Place{PlaceNamed, "", c.text}
		row.World = isWorld(row.Partner)
	case blank, faulty:
		r.out.remark(noPartner)
	default:
		r.refuse(l.country, wantCountryName)
		return false
	}
	if c := at(r.cells, l.region); c.kind == numeric || c.kind == textual {
		row.Region = c.text
	}
	row.Sector = plainText(at(r.cells, l.sector))
	if row.Industry = plainText(at(r.cells, l.industry)); row.Industry == "" {
		r.out.remark(noIndustry)
	}
	if strings.HasPrefix(strings.ToUpper(row.Industry), "TEST ") {
		r.out.remark(testRow)
	}
	return true
}

func plainText(c cell) string {
	if c.kind == textual || c.kind == numeric {
		return c.text
	}
	return ""
}

// when reads the month from the date, or from year and month, and refuses a
// row whose date and month disagree.
func (r *provincialReader) when(row *Row) bool {
	l := r.layout
	c := at(r.cells, l.date)
	month, given := monthOfYear(at(r.cells, l.month).text)
	var m trade.Month
	if y, ok := year([]byte(c.text)); ok {
		if !given {
			r.refuse(l.month, trade.Text{ID: "bulan 1 sampai 12", EN: "a month from 1 to 12"})
			return false
		}
		m = trade.MonthOf(y, month)
	} else if m, ok = r.date.read(c); !ok {
		r.refuse(l.date, wantDate)
		return false
	}
	if given && month != m.Number() {
		r.refuse(l.date, trade.Text{
			ID: fmt.Sprintf("tanggal dalam bulan %d, seperti kolom bulannya", month),
			EN: fmt.Sprintf("a date in month %d, as its column of months says", month),
		})
		return false
	}
	row.Period = trade.Period{From: m, To: m}
	return true
}

func (r *provincialReader) howMuch(row *Row) bool {
	l := r.layout
	v, rest, bad := moneyCell(at(r.cells, l.value), &r.values)
	if bad != fine {
		r.refuse(l.value, amountExpected(bad))
		return false
	}
	row.Value, row.Rest = trade.Amount(v), int32(rest)
	w := at(r.cells, l.weight)
	if w.kind == blank || w.kind == faulty || w.text == "-" {
		r.out.remark(noWeight)
		return true
	}
	kg, bad := machine(w, &r.weight)
	g := int64(0)
	if bad == fine {
		g, bad = decimal(kg, 3)
	}
	if bad != fine {
		r.refuse(l.weight, wantWeight)
		return false
	}
	row.Grams, row.HasWeight = g, true
	return true
}
