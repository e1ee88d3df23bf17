package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"muara/internal/trade"
)

// summaryFormat reads the small tables that provincial offices prepare from
// the press releases of BPS: sums by sector (S1), of ten commodities (S2), of
// countries (S3), and the tables of the release itself with months in columns
// (W1 commodities, W2 countries). None states a unit: they are known to be in
// thousand US$, and a remark says that this was assumed.
type summaryFormat struct{}

// Kind returns Summary.
func (summaryFormat) Kind() Kind { return Summary }

// mostSummaryRows is how many rows a sheet of sums may have: it is held in
// memory, because its dates and totals are checked against each other.
const mostSummaryRows = 50_000

// summaryTable is what a sheet was recognised as.
type summaryTable struct {
	code    string // S1 to S3, W1, W2
	name    trade.Text
	heading int            // row of the headings, 0 without
	column  map[string]int // of lists: code, name, date, value, flow, sector, group
}

// Sniff recognises a workbook by the first of its sheets that is such a table.
func (summaryFormat) Sniff(s *Sample) (trade.Text, bool) {
	for _, sh := range s.Sheets {
		if t, ok := findSummary(sh); ok {
			return trade.Text{
				ID: fmt.Sprintf("%s, ribu US$: jumlah, bukan rincian; jangan ditambahkan ke data rinci", t.name.ID),
				EN: fmt.Sprintf("%s, thousand US$: sums, no detail; not to be added to detailed data", t.name.EN),
			}, true
		}
	}
	return trade.Text{}, false
}

// Read reads every sheet that is a table of sums and refuses the others.
func (summaryFormat) Read(_ context.Context, p *Part, out *Out) error {
	if p.Book.macros {
		out.remark(macros)
	}
	stated := false
	for i, sh := range p.Book.sheets {
		sample := p.Sample.Sheets[i]
		if len(sample.rows) == 0 {
			continue
		}
		out.sheet = sh.name
		t, ok := findSummary(sample)
		if !ok {
			_ = out.end(unknownSheets([]sheetSample{sample}))
			continue
		}
		rows, err := p.Book.hold(sh, mostSummaryRows)
		if err != nil {
			return err
		}
		s := &summaryReader{summaryTable: t, out: out, asked: p.Flow, date: p.Book.date}
		if t.code[0] == 'W' {
			err = s.press(rows)
		} else {
			err = s.list(rows)
		}
		var none *Refusal
		switch {
		case errors.As(err, &none):
			_ = out.end(err) // of this sheet only
		case err != nil:
			return err
		case !stated:
			out.remark(noUnitThousand)
			out.remark(noEdition)
			stated = true
		}
	}
	return nil
}

// heldRow is a row of a sheet that is held in memory.
type heldRow struct {
	line  int
	cells []cell
}

// hold reads a small sheet whole.
func (b *book) hold(sh sheet, most int) ([]heldRow, error) {
	var out []heldRow
	err := b.rows(sh, func(line int, cells []cell) error {
		if len(out) == most {
			return &Refusal{Row: line, Expected: trade.Text{
				ID: fmt.Sprintf("ringkasan paling banyak %d baris", most), EN: fmt.Sprintf("a summary of at most %d rows", most),
			}}
		}
		out = append(out, heldRow{line, append([]cell(nil), cells...)})
		return nil
	})
	if err != nil {
		return nil, broken(err)
	}
	return out, nil
}

// summaryReader reads one sheet.
type summaryReader struct {
	summaryTable
	out   *Out
	asked trade.Flow
	date  dates
	style style
}

// thousand reads a cell in thousand US$ as cents and the rest.
func (s *summaryReader) thousand(c cell) (cents, rest int64, f fault) {
	b, f := machine(c, &s.style)
	if f != fine {
		return 0, 0, f
	}
	return scaled(b, 5)
}

// send hands a row on.
func (s *summaryReader) send(row Row, line int) error {
	row.Line, row.Sheet = line, s.out.sheet
	row.Reporter = Place{PlaceNamed, "", "Indonesia"}
	switch s.code {
	case "S2", "W1":
		row.Margin, row.World = ByProduct, true
	case "S3", "W2":
		row.Margin = ByPartner
	default:
		row.World = true
	}
	return s.out.row(&row)
}

// product reads a chapter: 71, 3 or 03.
func (s *summaryReader) product(row *Row, h heldRow, col int) bool {
	code, n, lost, ok := product([]byte(at(h.cells, col).text), 10)
	if !ok {
		s.refuse(h, col, wantProduct)
		return false
	}
	if row.Product = string(code[:n]); lost {
		s.out.remark(lostZero)
	}
	return true
}

func (s *summaryReader) refuse(h heldRow, col int, expected trade.Text) {
	c := at(h.cells, col)
	if c.kind == uncooked {
		expected = wantResult
	}
	s.out.refuse(h.line, letters(col), c.text, expected)
}

// isRest reports whether a row holds what is not listed above it.
func isRest(name string) bool {
	switch fold(name) {
	case "lainnya", "lainlain", "negaralainnya", "komoditilainnya", "others", "other", "rest":
		return true
	}
	return false
}

// beginsTotal reports whether a name is that of a sum: Jumlah 10 Negara.
func beginsTotal(name string) bool {
	f := fold(name)
	return strings.HasPrefix(f, "jumlah") || strings.HasPrefix(f, "total") || strings.HasPrefix(f, "subtotal")
}

var (
	noUnitThousand = Remark{"no-unit-thousand", trade.Text{
		ID: "tabel tidak menyebut satuan; nilai dibaca sebagai ribu US$, seperti tabel BPS dengan susunan ini",
		EN: "the table states no unit; values are read as thousand US$, as in tables of BPS of this layout",
	}}
	filledDates = Remark{"filled-dates", trade.Text{
		ID: "tanggal naik sehari tiap baris karena sel disalin ke bawah; yang dipakai hanya bulannya",
		EN: "dates go up by a day each row because the cell was filled down; only their month is used",
	}}
	maybeCumulated = Remark{"month-or-cumulated", trade.Text{
		ID: "tabel hanya menulis satu tanggal; nilai dibaca sebagai nilai bulan itu. Periksa dahulu: bisa jadi jumlah sejak Januari",
		EN: "the table writes only a date; values are read as those of its month. Check first: they may be sums since January",
	}}
	scopeNotStated = Remark{"scope-not-stated", trade.Text{
		ID: "tabel tidak menyebut apakah migas termasuk di dalamnya",
		EN: "the table does not say whether oil and gas are included",
	}}
	leftRest = Remark{"rest", trade.Text{
		ID: "baris sisa (Lainnya), yang tidak menyebut kode atau negara",
		EN: "rows of the rest (Lainnya), which name no code or country",
	}}
	leftUnnamed = Remark{"unnamed", trade.Text{
		ID: "baris tanpa nama di bawah daftar, tampaknya jumlah",
		EN: "rows without a name below the list, apparently sums",
	}}
	leftShares = Remark{"changes", trade.Text{
		ID: "kolom perubahan dan pangsa, yang dapat dihitung dari nilainya",
		EN: "columns of changes and shares, which follow from the values",
	}}
)
