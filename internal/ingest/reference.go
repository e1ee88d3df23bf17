package ingest

import (
	"context"
	"fmt"
	"strings"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// referenceFormat recognises tables that are no trade, such as lists of codes,
// so that they are named and not refused with the wrong words. Nothing of them
// is read.
type referenceFormat struct{}

// Kind returns Reference.
func (referenceFormat) Kind() Kind { return Reference }

// Sniff names the first table that is known.
func (referenceFormat) Sniff(s *Sample) (trade.Text, bool) {
	r, ok := findReference(s)
	return r.what, ok
}

// Read reads nothing.
func (referenceFormat) Read(context.Context, *Part, *Out) error { return nil }

// adviceOn says what to do with a table that is no trade.
func adviceOn(k Kind, s *Sample) trade.Text {
	if k != Reference {
		return trade.Text{}
	}
	r, _ := findReference(s)
	return r.advice
}

// beginnings are the beginnings of all tables of a sample.
func (s *Sample) beginnings() []sheetSample {
	switch {
	case s.Sheets != nil:
		return s.Sheets
	case s.Table != nil:
		return []sheetSample{*s.Table}
	case isJSON(s.Head):
		return []sheetSample{jsonSample(s.Head)}
	}
	return []sheetSample{csvSample(s)}
}

// aReference is a kind of table that is no trade.
type aReference struct {
	what, advice trade.Text
	is           func(h heads) bool
}

// heads are the folded headings of a table.
type heads struct {
	list []string
	s    sheetSample
}

func (h heads) has(names ...string) bool {
	for _, n := range names {
		if h.at(n) < 0 {
			return false
		}
	}
	return true
}

func (h heads) at(name string) int {
	for i, x := range h.list {
		if x == name {
			return i
		}
	}
	return -1
}

func (h heads) any(names ...string) bool {
	for _, n := range names {
		if h.at(n) >= 0 {
			return true
		}
	}
	return false
}

func findReference(s *Sample) (aReference, bool) {
	for _, b := range s.beginnings() {
		if len(b.rows) == 0 {
			continue
		}
		h := heads{s: b}
		names := b.fields
		if names == nil {
			names = texts(b.rows[0])
		}
		for _, n := range names {
			h.list = append(h.list, fold(n))
		}
		for _, r := range references() {
			if r.is(h) {
				return r, true
			}
		}
	}
	return aReference{}, false
}

// references lists what is known, the particular before the general.
func references() []aReference {
	within := trade.Text{
		ID: "Muara sudah membawa daftarnya sendiri; tidak ada yang perlu diimpor.",
		EN: "Muara brings its own; there is nothing to import.",
	}
	notYet := trade.Text{
		ID: "Ini bukan data perdagangan dan tidak diimpor; simpan sebagai bahan rujukan.",
		EN: "This is no trade and is not imported; keep it for reference.",
	}
	text := func(id, en string) trade.Text { return trade.Text{ID: id, EN: en} }
	return []aReference{
		{text("tabel konversi kode antara edisi HS", "a table that converts codes between editions of the HS"), notYet,
			func(h heads) bool {
				return h.has("editionfrom", "codefrom", "editionto") || h.any("hs2017", "hs2022") && h.any("hs1992", "hs2012")
			}},
		{text("jarak dan ikatan antarnegara", "distances and ties between countries"), notYet,
			func(h heads) bool { return h.has("isoo", "isod") || h.has("iso3o", "iso3d") }},
		{text("data geografi negara (koordinat, ibu kota, bahasa)", "geography of countries (coordinates, capitals, languages)"), notYet,
			func(h heads) bool { return h.any("iso3", "cca3") && h.any("lat", "lon", "latlng") }},
		{text("buku tarif: kode HS, uraian, dan tarif bea masuk", "a tariff book: HS codes, descriptions and rates of duty"), notYet,
			func(h heads) bool {
				return h.any("code", "hscode", "kodehs") && h.any("mfnraw", "mfn", "beamasuk", "rate", "ratepct", "tarif") && !h.any("value", "nilai")
			}},
		{text("elastisitas perdagangan menurut kode HS", "trade elasticities by HS code"), notYet,
			func(h heads) bool { return h.has("sigma") && h.any("hs6", "hs4", "code") }},
		{text("daftar kode HS dan uraiannya", "a list of HS codes and their descriptions"), within, isProductList},
		{text("daftar negara dan kodenya", "a list of countries and their codes"), within, isCountryList},
		{text("indeks kompleksitas ekonomi (ECI, PCI, atau fitness)", "indices of economic complexity (ECI, PCI or fitness)"), notYet,
			func(h heads) bool {
				return h.any("hseci", "eci", "pci", "hspci", "fitness", "complexity") && len(h.list) <= 6
			}},
		{text("angka rilis dari kumpulan data wilayah", "published figures of a region's data pack"),
			text("Angka rilis masuk melalui paket data (muara pack check), bukan melalui impor.", "Published figures come in with a data pack (muara pack check), not by import."),
			func(h heads) bool { return h.has("periodstart", "periodend", "valuemusd") }},
		{text("penduduk dan PDB menurut negara", "population and GDP by country"), notYet,
			func(h heads) bool { return h.has("pop", "gdp") }},
		{text("matriks angka: satu baris dan satu kolom untuk tiap negara atau barang", "a matrix of numbers: one row and one column for each country or product"), notYet, isMatrix},
		{text("perdagangan menurut kode yang bukan HS, tampaknya SITC", "trade by codes that are not HS, apparently SITC"),
			text("Muara membaca kode HS saja; konversikan kodenya ke HS dahulu.", "Muara reads HS codes only; convert the codes to HS first."), isOtherCodes},
		{text("satu angka untuk tiap negara, tanpa barang dan tanpa waktu", "one figure for each country, without goods and time"), notYet,
			func(h heads) bool { return len(h.list) == 2 && h.any(countryWords...) && h.any("value", "nilai") }},
		{text("daftar kode dan artinya", "a list of codes and what they mean"), notYet,
			func(h heads) bool {
				return h.has("id", "text") || h.has("dataitem", "description") || h.has("code", "description") || h.has("code", "name")
			}},
	}
}

func isProductList(h heads) bool {
	if h.has("cmdcode", "parent") || h.has("id", "text", "parent", "aggrlevel") {
		return true
	}
	if !h.any("description", "titleen", "titleid", "uraian", "deskripsi") || h.any("value", "nilai") {
		return false
	}
	col := -1
	for _, n := range []string{"code", "hscode", "hs", "kodehs"} {
		if col < 0 {
			col = h.at(n)
		}
	}
	if col < 0 {
		return false
	}
	c := contentOf(h.s, h.headings(), col)
	return h.has("edition") || c.codes*10 >= c.cells*8
}

// headings is the row that the headings stand in.
func (h heads) headings() int {
	if h.s.fields != nil || len(h.s.line) == 0 {
		return 0
	}
	return h.s.line[0]
}

func isCountryList(h heads) bool {
	switch {
	case h.any("value", "nilai", "usd", "exportvalue", "tradevalueus", "flow"):
		return false
	case h.has("countrycode", "countryname"), h.has("reportercode", "reporterdesc"), h.has("partnercode", "partnerdesc"):
		return true
	case h.any("iso3", "isoalpha3", "cca3") && (len(h.list) == 1 || h.any("country", "name", "namecommon", "countryname")) && len(h.list) <= 12:
		return true
	}
	return false
}

// isMatrix recognises a square of numbers with names on two sides.
func isMatrix(h heads) bool {
	if len(h.list) < 30 || len(h.s.rows) < 2 || h.s.fields != nil {
		return false
	}
	amounts := 0
	for _, c := range h.s.rows[1] {
		if isAmount(c) {
			amounts++
		}
	}
	return amounts >= len(h.s.rows[1])-1 && amounts >= len(h.list)-2 && h.list[0] == ""
}

// isOtherCodes recognises trade by codes of four digits of which many are no
// headings of the HS.
func isOtherCodes(h heads) bool {
	col := h.at("product")
	for _, n := range []string{"sitc", "sitc4", "productcode"} {
		if col < 0 {
			col = h.at(n)
		}
	}
	if col < 0 || !h.any("value", "exportvalue", "nilai") {
		return false
	}
	codes, known := map[string]bool{}, 0
	for i, cells := range h.s.rows {
		if text := whole(at(cells, col)); h.s.line[i] > h.headings() && len(text) == 4 && !codes[text] {
			codes[text] = true
			if _, ok := refdata.HeadingOf(text); ok {
				known++
			}
		}
	}
	return len(codes) >= 10 && known*10 < len(codes)*7
}

// tableFormat recognises any other table with a column of values: it may hold
// trade, and a mapping can say so.
type tableFormat struct{}

// Kind returns Table.
func (tableFormat) Kind() Kind { return Table }

// Sniff looks for values beside codes or countries.
func (tableFormat) Sniff(s *Sample) (trade.Text, bool) {
	_, ok := findTable(s)
	return trade.Text{
		ID: "tabel yang mungkin berisi perdagangan, tetapi susunannya tidak dikenal",
		EN: "a table that may hold trade, but of no known layout",
	}, ok
}

// findTable returns what the columns of the first such table seem to hold.
func findTable(s *Sample) (string, bool) {
	for _, b := range s.beginnings() {
		if len(b.rows) == 0 {
			continue
		}
		var seen []string
		fields := map[Field]bool{}
		header := 0
		if b.fields == nil {
			header = guessHeader(b)
		}
		for _, c := range guessColumns(b, header) {
			if c.Field != "" {
				fields[c.Field] = true
				seen = append(seen, fmt.Sprintf("%s: %s", c.Field, c.Name))
			}
		}
		if fields[FieldValue] && (fields[FieldProduct] || fields[FieldPartner] || fields[FieldReporter]) {
			return strings.Join(seen, ", "), true
		}
	}
	return "", false
}

// Read refuses the file with what to do.
func (tableFormat) Read(_ context.Context, p *Part, _ *Out) error {
	found, _ := findTable(p.Sample)
	return refused(found, trade.Text{
		ID: "pemetaan kolom yang menyebut isi tiap kolom, satuan, arah perdagangan, dan negara pelapor; buat dengan muara inspect --suggest, lalu baca dengan --mapping",
		EN: "a mapping of columns that names what each column holds, the unit, the direction of trade and the reporting country; make one with muara inspect --suggest and read with --mapping",
	})
}

// atlasFormat reads the exports of countries by HS heading of the Atlas of
// Economic Complexity (columns year, country, hs92_4, export_value), in US$.
//
// Source: Growth Lab at Harvard University, International Trade Data (HS, 92).
type atlasFormat struct{}

// Kind returns Mapped.
func (atlasFormat) Kind() Kind { return Mapped }

func atlasMapping() Mapping {
	return Mapping{
		Header: 1, Unit: "USD", Numbers: "1,234.5", Places: ISO3,
		Columns: map[Field]string{FieldYear: "year", FieldReporter: "country", FieldProduct: "hs92_4", FieldValue: "export_value"},
		Fixed:   map[Field]string{FieldFlow: string(trade.Export), FieldEdition: "H0"},
	}
}

// Sniff recognises the four columns.
func (atlasFormat) Sniff(s *Sample) (trade.Text, bool) {
	if s.Sheets != nil || s.Table != nil || len(s.Fields) != 4 || !s.has("year", "country", "hs92_4", "export_value") {
		return trade.Text{}, false
	}
	return trade.Text{
		ID: "Atlas of Economic Complexity: ekspor negara menurut pos HS 1992 (4 angka), US$",
		EN: "Atlas of Economic Complexity: exports of countries by HS 1992 heading (4 digits), US$",
	}, true
}

// Read reads the rows.
func (atlasFormat) Read(_ context.Context, p *Part, out *Out) error {
	return readMapped(p, atlasMapping(), out)
}
