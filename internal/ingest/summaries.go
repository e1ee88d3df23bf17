package ingest

import (
	"strings"

	"muara/internal/trade"
)

// unknownSheets says of a workbook that no format recognises what it looks
// like. Summary tables of provincial offices are recognised so that they can
// be refused in plain words: they state no unit, their dates are filled down
// day by day, and totals stand beside their parts.
func unknownSheets(sheets []sheetSample) error {
	for _, sh := range sheets {
		if what, ok := summary(sh); ok {
			r := refused(what.found, trade.Text{
				ID: "data rinci per kode HS dan negara; ini " + what.name.ID + ", yang belum dibaca",
				EN: "detail by HS code and country; this is " + what.name.EN + ", which is not read yet",
			})
			r.Sheet = sh.name
			return r
		}
	}
	found := ""
	for _, sh := range sheets {
		if len(sh.rows) > 0 {
			found = joined(sh.rows[0])
			break
		}
	}
	if found == "" {
		return refused("", trade.Text{ID: "lembar yang berisi data; semua lembar kosong", EN: "a sheet with data; all sheets are empty"})
	}
	return refused(found, trade.Text{
		ID: "tabel BPS exim (Kode HS, Tahun, Negara, Pelabuhan, Bulan) atau unggahan provinsi (Kode HS, Negara, Berat, Nilai, tanggal)",
		EN: "a table of BPS exim (Kode HS, Tahun, Negara, Pelabuhan, Bulan) or a provincial upload (Kode HS, Negara, Berat, Nilai, date)",
	})
}

func joined(cells []cell) string {
	var out []string
	for _, c := range cells {
		if c.kind != blank {
			out = append(out, c.text)
		}
	}
	return strings.Join(out, " | ")
}

type recognised struct {
	name  trade.Text
	found string
}

// summary recognises the tables S1 to S3 and W1, W2 by their headings or, where
// they have none, by what stands in their columns.
func summary(sh sheetSample) (recognised, bool) {
	for _, cells := range sh.rows[:min(len(sh.rows), 6)] {
		heads := map[string]bool{}
		for _, c := range cells {
			heads[fold(c.text)] = true
		}
		has := func(names ...string) bool {
			for _, n := range names {
				if !heads[n] {
					return false
				}
			}
			return true
		}
		var name trade.Text
		switch {
		case has("nohskomoditi", "nilai"), has("uraian", "thblntgl", "nilai"):
			name = summaryCommodities
		case has("migasnonmigas", "nilai"):
			name = summaryOil
		case has("negara", "thblntgl", "nilai"):
			name = summaryCountries
		case has("hs", "uraian") && len(cells) > 6:
			name = pressCommodities
		case heads["negara"] && len(cells) > 6:
			name = pressCountries
		default:
			continue
		}
		return recognised{name, joined(cells)}, true
	}
	for _, cells := range sh.rows[:min(len(sh.rows), 3)] {
		if name, ok := bareSummary(cells); ok {
			return recognised{name, joined(cells)}, true
		}
	}
	return recognised{}, false
}

func bareSummary(cells []cell) (trade.Text, bool) {
	if len(cells) == 4 && cells[0].kind == textual && cells[1].kind == numeric && flowWord(cells[3].text) != "" {
		return summaryCountries, true
	}
	if len(cells) < 8 || len(cells) > 16 {
		return trade.Text{}, false
	}
	amounts := 0
	for _, c := range cells[2:7] {
		if _, _, bad := moneyCell(c, new(style)); bad == fine || bad == negative || bad == ambiguous {
			amounts++
		}
	}
	_, _, _, isCode := product([]byte(cells[0].text), 2)
	switch {
	case amounts < 5 || cells[1].kind != textual && cells[0].kind != textual:
		return trade.Text{}, false
	case isCode && cells[1].kind == textual:
		return pressTable, true
	default:
		return pressCountries, true
	}
}

var (
	summaryCommodities = trade.Text{ID: "ringkasan sepuluh komoditas (S2)", EN: "a summary of ten commodities (S2)"}
	summaryOil         = trade.Text{ID: "ringkasan migas dan nonmigas (S1)", EN: "a summary of oil and gas and others (S1)"}
	summaryCountries   = trade.Text{ID: "ringkasan menurut negara (S3)", EN: "a summary by country (S3)"}
	pressCommodities   = trade.Text{ID: "tabel siaran pers menurut komoditas (W1)", EN: "a press table of commodities (W1)"}
	pressCountries     = trade.Text{ID: "tabel siaran pers menurut negara (W2)", EN: "a press table of countries (W2)"}
	pressTable         = trade.Text{ID: "tabel siaran pers menurut komoditas atau negara (W1 atau W2)", EN: "a press table of commodities or countries (W1 or W2)"}
)
