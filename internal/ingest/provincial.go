package ingest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
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

// layout says in which columns a sheet has what; -1 where it has it not.
type layout struct {
	name                                                                                     string
	width                                                                                    int
	heading                                                                                  int // row of the headings, 0 without
	data                                                                                     int // first row of data
	region, product, country, industry, sector, sectorCode, month, weight, value, date, flow int
}

// titles are the headings as they have been met, folded by fold.
var titles = map[string]func(*layout) *int{
	"kodepropinsi":  func(l *layout) *int { return &l.region },
	"kodeprovinsi":  func(l *layout) *int { return &l.region },
	"kodehs":        func(l *layout) *int { return &l.product },
	"hs":            func(l *layout) *int { return &l.product },
	"negara":        func(l *layout) *int { return &l.country },
	"kodeindustri":  func(l *layout) *int { return &l.sectorCode },
	"diskripsikbli": func(l *layout) *int { return &l.industry },
	"deskripsikbli": func(l *layout) *int { return &l.industry },
	"diskripsihs":   func(l *layout) *int { return &l.industry }, // what a web converter made of it
	"secdesc":       func(l *layout) *int { return &l.sector },
	"bulan":         func(l *layout) *int { return &l.month },
	"berat":         func(l *layout) *int { return &l.weight },
	"nilai":         func(l *layout) *int { return &l.value },
	"thblntgl":      func(l *layout) *int { return &l.date },
	"tahun":         func(l *layout) *int { return &l.date },
	"eksporimpor":   func(l *layout) *int { return &l.flow },
	"kdeksporimpor": func(l *layout) *int { return &l.flow },
}

// fold keeps the small letters and digits of a heading.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func none() layout {
	return layout{region: -1, product: -1, country: -1, industry: -1, sector: -1, sectorCode: -1, month: -1, weight: -1, value: -1, date: -1, flow: -1}
}

// findLayout tells the layout of the first sheet that has one.
func findLayout(s *Sample) (layout, int, bool) {
	for i, sh := range s.Sheets {
		if l, ok := byHeading(sh); ok {
			return l, i, true
		}
		if l, ok := byContent(sh); ok {
			return l, i, true
		}
	}
	return layout{}, 0, false
}

// byHeading finds a row of headings among the first rows.
func byHeading(sh sheetSample) (layout, bool) {
	for n, cells := range sh.rows[:min(len(sh.rows), 10)] {
		l := none()
		l.name, l.width, l.heading, l.data = "L2a", len(cells), sh.line[n], sh.line[n]+1
		for c, x := range cells {
			if field := titles[fold(x.text)]; field != nil && x.kind == textual {
				if at := field(&l); *at < 0 {
					*at = c
				}
			}
		}
		if l.product >= 0 && l.country >= 0 && l.value >= 0 && l.weight >= 0 && l.date >= 0 {
			if l.width == 13 {
				l.name = "L2b"
			}
			return l, true
		}
	}
	return layout{}, false
}

// byContent tries the orders of columns that come without headings, on the
// rows that are wide enough: nearly all must fit.
func byContent(sh sheetSample) (layout, bool) {
	l1, l2 := none(), none()
	l1.name, l1.width = "L1", 12
	l1.region, l1.product, l1.country, l1.sectorCode, l1.sector, l1.industry = 0, 2, 4, 5, 6, 7
	l1.month, l1.weight, l1.value, l1.date = 8, 9, 10, 11
	l2.name, l2.width = "L2a", 12
	l2.region, l2.product, l2.country, l2.sectorCode, l2.industry = 0, 2, 4, 5, 6
	l2.month, l2.weight, l2.value, l2.date, l2.flow = 7, 8, 9, 10, 11
	for _, l := range []layout{l1, l2} {
		fits, seen := 0, 0
		for n, cells := range sh.rows {
			if len(cells) < 10 {
				continue
			}
			if seen++; seen == 1 {
				l.data = sh.line[n]
			}
			if l.fits(cells) {
				fits++
			}
		}
		if seen > 0 && fits*10 >= seen*9 {
			if l.name == "L2a" && len(sh.rows[len(sh.rows)-1]) == 13 {
				l.name, l.width, l.sector = "L2b", 13, 12
			}
			return l, true
		}
	}
	return layout{}, false
}

func (l layout) fits(cells []cell) bool {
	_, _, _, isCode := product([]byte(at(cells, l.product).text), 10)
	_, _, value := moneyCell(at(cells, l.value), new(style))
	country := at(cells, l.country)
	ok := isCode && (value == fine || value == ambiguous) && country.kind == textual
	if l.flow >= 0 {
		return ok && flowWord(at(cells, l.flow).text) != ""
	}
	_, isYear := year([]byte(at(cells, l.date).text))
	return ok && isYear
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
	case blank, faulty:
		r.out.remark(noPartner)
	default:
		r.refuse(l.country, trade.Text{ID: "nama negara", EN: "the name of a country"})
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
	} else if m, ok = r.month(c); !ok {
		r.refuse(l.date, trade.Text{
			ID: "tanggal, seperti 2017-01-31 atau 31/01/2017", EN: "a date, such as 2017-01-31 or 31/01/2017",
		})
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

// month reads a serial date, ISO text, or day/month/year.
func (r *provincialReader) month(c cell) (trade.Month, bool) {
	switch c.kind {
	case numeric:
		f, err := strconv.ParseFloat(c.text, 64)
		if err != nil {
			return 0, false
		}
		return r.date.month(f)
	case textual:
		s := c.text
		if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') { // with a time of day
			s = s[:10]
		}
		if p := strings.FieldsFunc(s, func(c rune) bool { return c == '/' || c == '-' || c == '.' }); len(p) == 3 && len(p[2]) == 4 && len(p[0]) <= 2 && len(p[1]) <= 2 {
			s = fmt.Sprintf("%s-%02s-%02s", p[2], p[1], p[0])
		}
		d, err := trade.ParseDate(s)
		return trade.MonthOf(d.Year, max(d.Month, 1)), err == nil && d.Month > 0
	}
	return 0, false
}

// monthOfYear reads 3, 03 and 202003.
func monthOfYear(s string) (int, bool) {
	if len(s) == 6 {
		s = s[4:]
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 12 && len(s) <= 2
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
