package ingest

import (
	"fmt"
	"strings"

	"muara/internal/trade"
)

// pressColumn is a column of values of a press table.
type pressColumn struct {
	at     int
	name   string
	period trade.Period
	sum    int64 // of the rows above a total, cents
	rows   int
}

// press reads W1 and W2: commodities or countries down, months and months
// since January across, then changes and shares. Without headings nobody can
// tell which months the columns are, so such a sheet is refused.
func (s *summaryReader) press(held []heldRow) error {
	var columns []*pressColumn
	var data []heldRow
	for _, h := range held {
		switch {
		case h.line < s.heading:
			s.out.leave(leftHeading)
		case h.line == s.heading:
			columns = s.pressColumns(h)
			s.out.leave(leftHeading)
		default:
			data = append(data, h)
		}
	}
	if len(columns) == 0 {
		return &Refusal{Found: joined(held[0].cells), Expected: trade.Text{
			ID: "judul kolom yang menyebut bulan dan tahun, seperti Sep 2019 atau Jan-Sep 2019; tanpa judul tidak jelas nilai bulan mana yang tertulis (" + s.name.ID + ")",
			EN: "headings that name month and year, such as Sep 2019 or Jan-Sep 2019; without them it is not clear which months the values are of (" + s.name.EN + ")",
		}}
	}
	flow, nonOil, known := s.whole(data)
	if flow == "" {
		if flow = s.asked; flow == "" {
			s.out.remark(noFlow)
		}
	}
	if !known {
		s.out.remark(scopeNotStated)
	}
	for _, h := range data { // first how the columns write numbers
		for _, c := range columns {
			_, _, _ = s.thousand(at(h.cells, c.at))
		}
	}
	for _, h := range data {
		if err := s.pressRow(h, columns, Row{Flow: flow, NonOil: nonOil}); err != nil {
			return err
		}
	}
	return nil
}

// pressColumns reads the headings; what names no period is a change or share.
func (s *summaryReader) pressColumns(h heldRow) (out []*pressColumn) {
	for i, c := range h.cells {
		if p, ok := periodWords(c.text); ok {
			out = append(out, &pressColumn{at: i, name: c.text, period: p})
		} else if i > s.column["name"] && c.kind == textual {
			s.out.leave(leftShares)
		}
	}
	return out
}

// whole reads flow and scope from the row of the total: Jumlah Impor nonmigas.
func (s *summaryReader) whole(rows []heldRow) (flow trade.Flow, nonOil, known bool) {
	for _, h := range rows {
		for _, c := range h.cells[:min(len(h.cells), 2)] {
			f := fold(c.text)
			if !beginsTotal(c.text) {
				continue
			}
			switch {
			case strings.Contains(f, "ekspor"):
				flow, known = trade.Export, true
			case strings.Contains(f, "impor"):
				flow, known = trade.Import, true
			default:
				continue
			}
			nonOil = strings.Contains(f, "nonmigas")
		}
	}
	return flow, nonOil, known
}

func (s *summaryReader) pressRow(h heldRow, columns []*pressColumn, row Row) error {
	code, name := at(h.cells, s.column["code"]), at(h.cells, s.column["name"])
	label := name.text
	if name.kind == blank && code.kind == textual {
		label = code.text
	}
	switch {
	case beginsTotal(label):
		s.checkTotal(h, label, columns)
		s.out.leave(leftTotals)
		return nil
	case isRest(label):
		s.out.leave(leftRest)
		return nil
	case label == "":
		s.out.leave(leftUnnamed)
		return nil
	}
	if s.code == "W1" {
		if !s.product(&row, h, s.column["code"]) {
			return nil
		}
	} else {
		if name.kind != textual {
			s.refuse(h, s.column["name"], wantCountryName)
			return nil
		}
		row.Partner = Place{PlaceNamed, "", name.text}
	}
	for _, c := range columns {
		x := at(h.cells, c.at)
		if x.kind == blank || x.text == "-" {
			continue
		}
		v, rest, bad := s.thousand(x)
		if bad != fine {
			s.out.refuse(h.line, letters(c.at)+" ("+c.name+")", x.text, amountExpected(bad))
			continue
		}
		c.sum += v
		c.rows++
		row.Period, row.Value, row.Rest = c.period, trade.Amount(v), int32(rest)
		if err := s.send(row, h.line); err != nil {
			return err
		}
	}
	return nil
}

// checkTotal compares the sum of the listed rows (Jumlah 10 Golongan Barang)
// with them. The total of the whole table has the rest in it.
func (s *summaryReader) checkTotal(h heldRow, label string, columns []*pressColumn) {
	for _, c := range columns {
		if !strings.HasPrefix(fold(label), fmt.Sprintf("jumlah%d", c.rows)) || c.rows == 0 {
			continue
		}
		v, _, bad := s.thousand(at(h.cells, c.at))
		if diff := v - c.sum; bad != fine || diff > roundedThousand || -diff > roundedThousand {
			s.out.refuse(h.line, letters(c.at)+" ("+c.name+")", at(h.cells, c.at).text, trade.Text{
				ID: "jumlah baris di atasnya, " + cents(c.sum) + " US$", EN: "the sum of the rows above, " + cents(c.sum) + " US$",
			})
		}
	}
}
