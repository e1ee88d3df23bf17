package ingest

import (
	"strings"

	"muara/internal/trade"
)

// unknownSheets says of a workbook that no format recognises what it looks
// like.
func unknownSheets(sheets []sheetSample) error {
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

// listTitles are the headings of lists of sums, folded.
var listTitles = map[string]string{
	"nohskomoditi": "code", "kodehs": "code", "uraian": "name", "negara": "name", "thblntgl": "date", "nilai": "value",
	"eksporimpor": "flow", "migasnonmigas": "name",
}

// findSummary recognises the tables S1 to S3 and W1, W2 by their headings or,
// where they have none, by what stands in their columns.
func findSummary(sh sheetSample) (summaryTable, bool) {
	for n, cells := range sh.rows[:min(len(sh.rows), 6)] {
		if t, ok := headedSummary(cells); ok {
			t.heading = sh.line[n]
			return t, true
		}
	}
	for _, cells := range sh.rows[:min(len(sh.rows), 3)] {
		if t, ok := bareSummary(cells); ok {
			return t, true
		}
	}
	return summaryTable{}, false
}

func headedSummary(cells []cell) (summaryTable, bool) {
	heads := map[string]int{}
	column := map[string]int{"code": -1, "name": -1, "date": -1, "value": -1, "flow": -1, "group": -1}
	periods := 0
	for i, c := range cells {
		if c.kind != textual {
			continue
		}
		f := fold(c.text)
		if _, ok := heads[f]; !ok {
			heads[f] = i
		}
		if field := listTitles[f]; field != "" && column[field] < 0 {
			column[field] = i
		} else if f == "migasnonmigas" {
			column["group"] = i
		}
		if _, ok := periodWords(c.text); ok {
			periods++
		}
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if _, ok := heads[n]; !ok {
				return false
			}
		}
		return true
	}
	t := summaryTable{column: column}
	_, weight := heads["berat"]
	switch {
	case weight:
		return t, false // a detailed table that lacks a column
	case has("nohskomoditi", "thblntgl", "nilai"), has("kodehs", "uraian", "thblntgl", "nilai"):
		t.code, t.name = "S2", summaryCommodities
	case has("migasnonmigas", "thblntgl", "nilai"):
		t.code, t.name = "S1", summarySectors
	case has("negara", "thblntgl", "nilai") && column["code"] < 0:
		t.code, t.name = "S3", summaryCountries
	case has("hs", "uraian") && periods > 0:
		t.code, t.name = "W1", pressCommodities
		column["code"], column["name"] = heads["hs"], heads["uraian"]
	case has("negara") && periods > 0:
		t.code, t.name = "W2", pressCountries
		column["name"] = heads["negara"]
	default:
		return t, false
	}
	return t, true
}

// bareSummary recognises tables without headings.
func bareSummary(cells []cell) (summaryTable, bool) {
	t := summaryTable{column: map[string]int{"code": -1, "name": 0, "date": 1, "value": 2, "flow": 3, "group": -1}}
	if len(cells) == 4 && cells[0].kind == textual && cells[1].kind == numeric && flowWord(cells[3].text) != "" {
		t.code, t.name = "S3", summaryCountries
		return t, true
	}
	if len(cells) < 7 || len(cells) > 16 {
		return t, false
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
		return t, false
	case isCode && cells[1].kind == textual && !knownName(cells[1].text):
		t.code, t.name = "W1", pressCommodities
		t.column["code"], t.column["name"] = 0, 1
	default:
		t.code, t.name = "W2", pressCountries
	}
	return t, true
}

var (
	summaryCommodities = trade.Text{ID: "ringkasan sepuluh komoditas (S2)", EN: "summary of ten commodities (S2)"}
	summarySectors     = trade.Text{ID: "ringkasan migas dan sektor nonmigas (S1)", EN: "summary of oil and gas and other sectors (S1)"}
	summaryCountries   = trade.Text{ID: "ringkasan menurut negara (S3)", EN: "summary by country (S3)"}
	pressCommodities   = trade.Text{ID: "tabel siaran pers menurut komoditas (W1)", EN: "press table of commodities (W1)"}
	pressCountries     = trade.Text{ID: "tabel siaran pers menurut negara (W2)", EN: "press table of countries (W2)"}
)
