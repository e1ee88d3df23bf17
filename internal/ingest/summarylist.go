package ingest

import (
	"cmp"
	"fmt"
	"strings"

	"muara/internal/trade"
)

// listRow is a row of a list of sums with what was read of it.
type listRow struct {
	heldRow
	day    int
	dated  bool
	filled bool // its date was filled down from the row above
	bad    bool // ... across the end of a month, which no block of one month does
	row    Row
	sum    bool // a total of other rows
}

// list reads S1, S2 and S3: one value to a row, with date and flow.
func (s *summaryReader) list(held []heldRow) error {
	var rows []*listRow
	for _, h := range held {
		if s.isHeading(h) {
			s.out.leave(leftHeading)
			continue
		}
		r := &listRow{heldRow: h}
		r.day, r.dated = s.date.dayOf(at(h.cells, s.column["date"]))
		rows = append(rows, r)
		_, _, _ = s.thousand(at(h.cells, s.column["value"])) // shows how the column writes numbers
	}
	markFilled(rows)
	read := rows[:0]
	for _, r := range rows {
		if s.readListed(r) {
			read = append(read, r)
		}
	}
	if s.code == "S1" {
		s.sectors(read)
	}
	if len(read) > 0 {
		s.out.remark(maybeCumulated)
		if s.code != "S1" {
			s.out.remark(scopeNotStated)
		}
	}
	for _, r := range read {
		if r.sum {
			s.out.leave(leftTotals)
			continue
		}
		if r.filled {
			s.out.remark(filledDates)
		}
		if err := s.send(r.row, r.line); err != nil {
			return err
		}
	}
	return nil
}

// isHeading tells titles and headings, which come again above a second block.
func (s *summaryReader) isHeading(h heldRow) bool {
	filled := 0
	for _, c := range h.cells {
		if c.kind != blank {
			filled++
		}
	}
	return filled <= 1 || h.line <= s.heading || fold(at(h.cells, s.column["value"]).text) == "nilai"
}

// markFilled finds dates that go up by exactly a day from row to row, three
// rows or more: a spreadsheet made them when the cell was dragged down. Within
// one month they mean that month; across the end of a month they contradict
// themselves, because nobody can tell which month was meant.
func markFilled(rows []*listRow) {
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].dated && rows[j-1].dated && rows[j].day == rows[j-1].day+1 {
			j++
		}
		if rows[i].dated && j-i >= 3 {
			bad := monthOfDay(rows[i].day) != monthOfDay(rows[j-1].day)
			for _, r := range rows[i:j] {
				r.filled, r.bad = true, bad
			}
		}
		i = j
	}
}

// readListed reads one row; false if it was refused or left out.
func (s *summaryReader) readListed(r *listRow) bool {
	name := at(r.cells, s.column["name"])
	if s.code == "S2" && isRest(name.text) || s.code == "S3" && isRest(name.text) {
		s.out.leave(leftRest)
		return false
	}
	code := at(r.cells, s.column["code"])
	if beginsTotal(name.text) || s.code == "S2" && code.kind == textual && beginsTotal(code.text) {
		s.out.leave(leftTotals)
		return false
	}
	r.row = Row{Flow: s.asked}
	if c := at(r.cells, s.column["flow"]); s.column["flow"] >= 0 {
		if r.row.Flow = flowWord(c.text); r.row.Flow == "" {
			s.refuse(r.heldRow, s.column["flow"], wantFlow)
			return false
		}
	}
	switch {
	case !r.dated:
		s.refuse(r.heldRow, s.column["date"], wantDate)
		return false
	case r.bad:
		s.refuse(r.heldRow, s.column["date"], trade.Text{
			ID: "satu bulan untuk seluruh kelompok; tanggalnya naik sehari tiap baris sampai melewati akhir bulan",
			EN: "one month for the whole block; its dates go up by a day each row and run past the end of a month",
		})
		return false
	}
	m := monthOfDay(r.day)
	r.row.Period = trade.Period{From: m, To: m}
	v, rest, bad := s.thousand(at(r.cells, s.column["value"]))
	if bad != fine {
		s.refuse(r.heldRow, s.column["value"], amountExpected(bad))
		return false
	}
	r.row.Value, r.row.Rest = trade.Amount(v), int32(rest)
	switch s.code {
	case "S2":
		return s.product(&r.row, r.heldRow, s.column["code"])
	case "S3":
		if name.kind != textual {
			s.refuse(r.heldRow, s.column["name"], wantCountryName)
			return false
		}
		r.row.Partner = Place{PlaceNamed, "", name.text}
		return true
	}
	return s.sector(r)
}

// The words of S1, folded.
var (
	sectorWords = map[string]Margin{
		"migas": BySector, "nonmigas": BySector, "pertanian": BySector, "industri": BySector, "industripengolahan": BySector,
		"pertambangan": BySector, "pertambangandanlainnya": BySector, "lainnya": BySector,
		"bahanbaku": ByUse, "bahanbakupenolong": ByUse, "barangmodal": ByUse, "bahankonsumsi": ByUse, "barangkonsumsi": ByUse, "konsumsi": ByUse,
	}
)

func (s *summaryReader) sector(r *listRow) bool {
	c := at(r.cells, s.column["name"])
	m, ok := sectorWords[fold(c.text)]
	if !ok || c.kind != textual {
		s.refuse(r.heldRow, s.column["name"], trade.Text{
			ID: "MIGAS, NONMIGAS, sektor (PERTANIAN, INDUSTRI, PERTAMBANGAN) atau golongan penggunaan (BAHAN BAKU, BARANG MODAL, BAHAN KONSUMSI)",
			EN: "MIGAS, NONMIGAS, a sector (PERTANIAN, INDUSTRI, PERTAMBANGAN) or a use (BAHAN BAKU, BARANG MODAL, BAHAN KONSUMSI)",
		})
		return false
	}
	r.row.Margin, r.row.Sector = m, c.text
	return true
}

// blockKey is what the rows of S1 that show one whole have in common.
type blockKey struct {
	flow  trade.Flow
	month trade.Month
}

// sectors finds in each block the row NONMIGAS that stands beside its parts,
// checks it against them and marks it as a total. The uses of imports add up
// to all goods although the table labels them NON MIGAS: a remark says so.
func (s *summaryReader) sectors(rows []*listRow) {
	type block struct {
		oil, other         *listRow
		parts, uses, named int64
		hasParts, hasUses  bool
	}
	blocks := map[blockKey]*block{}
	for _, r := range rows {
		k := blockKey{r.row.Flow, r.row.Period.From}
		b := cmp.Or(blocks[k], new(block))
		blocks[k] = b
		v := int64(r.row.Value)
		switch word := fold(r.row.Sector); {
		case r.row.Margin == ByUse:
			b.uses, b.hasUses = b.uses+v, true
			if strings.HasPrefix(fold(at(r.cells, s.column["group"]).text), "non") {
				b.named++
			}
		case word == "migas":
			b.oil = r
		case word == "nonmigas":
			b.other = r
		default:
			b.parts, b.hasParts = b.parts+v, true
		}
	}
	for _, r := range rows {
		b := blocks[blockKey{r.row.Flow, r.row.Period.From}]
		if r == b.other && b.hasParts {
			r.sum = true
			if diff := int64(r.row.Value) - b.parts; diff > roundedThousand || -diff > roundedThousand {
				s.refuse(r.heldRow, s.column["value"], trade.Text{
					ID: fmt.Sprintf("jumlah sektor-sektornya, %s US$", cents(b.parts)), EN: fmt.Sprintf("the sum of its sectors, %s US$", cents(b.parts)),
				})
			}
		}
		if r.row.Margin == ByUse && b.oil != nil && b.other != nil && b.named > 0 {
			if diff := int64(b.oil.row.Value+b.other.row.Value) - b.uses; diff <= roundedThousand && -diff <= roundedThousand {
				s.out.remark(usesOfAll)
			}
		}
	}
}

// roundedThousand is what sums of numbers rounded to 10 US$ may miss, in cents.
const roundedThousand = 10_000

var usesOfAll = Remark{"uses-of-all", trade.Text{
	ID: "golongan penggunaan tertulis NON MIGAS, padahal jumlahnya sama dengan migas dan nonmigas bersama",
	EN: "uses are labelled NON MIGAS, yet they add up to oil and gas and others together",
}}

var (
	wantDate        = trade.Text{ID: "tanggal, seperti 2017-01-31 atau 31/01/2017", EN: "a date, such as 2017-01-31 or 31/01/2017"}
	wantCountryName = trade.Text{ID: "nama negara", EN: "the name of a country"}
)
