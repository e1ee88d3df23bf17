package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// fieldWords are headings, folded, in Indonesian and English, as offices and
// statistical sites write them.
var fieldWords = map[Field][]string{
	FieldProduct: {"kodehs", "hs", "hscode", "hs2", "hs4", "hs6", "hs8", "hs10", "hsdigits", "nohs", "nohskomoditi", "kodekomoditi", "kodebarang", "postarif",
		"pos", "cmdcode", "commoditycode", "productcode", "product", "kodeproduk", "hs92", "hs924", "hs926", "hs17", "hs022", "hs12", "hs22", "tariffline", "k"},
	FieldPartner: {"negara", "negaratujuan", "negaraasal", "negaramitra", "negaratujuanasal", "tujuan", "partner", "partnercode", "partneriso", "partneriso3", "partnername",
		"partnercountry", "destination", "destinationcountry", "countrydestination", "importer", "importeriso3", "mitra"},
	FieldReporter: {"reporter", "reportercode", "reporteriso", "reporteriso3", "reportername", "exporter", "exporteriso3", "pelapor", "negarapelapor"},
	FieldFlow:     {"flow", "flowcode", "eksporimpor", "exporimpor", "exportimport", "kdeksporimpor", "exim", "tradeflow", "arus", "arah", "jenisperdagangan", "expimp"},
	FieldYear:     {"year", "tahun", "thn", "refyear", "yr"},
	FieldMonth:    {"month", "bulan", "bln", "refmonth", "mo"},
	FieldDate:     {"date", "tanggal", "tgl", "thblntgl", "ym", "yearmonth", "period", "periode", "bulantahun", "refperiod", "tglekspor"},
	FieldValue: {"value", "nilai", "usd", "nilaius", "nilaiusd", "nilaifob", "nilaicif", "fob", "fobusd", "cif", "cifusd", "fobvalue", "cifvalue", "exportvalue", "importvalue",
		"tradevalue", "tradevalueus", "tradevalueusd", "valueusd", "primaryvalue", "nilaiekspor", "nilaiimpor", "valuemusd", "trade", "v"},
	FieldWeight:   {"weight", "berat", "beratbersih", "beratkg", "beratbersihkg", "netweight", "netweightkg", "netwgt", "netto", "kg", "volume", "volumekg", "tonase", "ton", "beratton"},
	FieldPort:     {"port", "pelabuhan", "pelabuhanmuat", "pelabuhanbongkar", "pelabuhanekspor", "portofloading", "customsoffice"},
	FieldIndustry: {"industri", "industry", "kbli", "diskripsikbli", "deskripsikbli", "isic", "jenisindustri"},
	FieldSector:   {"sektor", "sector", "secdesc"},
	FieldRegion:   {"kodeprovinsi", "kodepropinsi", "prov", "provinsi", "propinsi", "province", "kodewilayah", "wilayah", "region", "kabupaten", "kabkota"},
	FieldEdition:  {"edition", "edisi", "edisihs", "hsedition", "classification", "classificationcode"},
}

// countryWords are headings that say country and leave open whose.
var countryWords = []string{"country", "countryname", "countrycode", "iso3", "iso", "location", "locationcode", "locationname", "countryiso3"}

// byWord finds the field that a heading names. A heading that begins with a
// word counts where the rest is a unit or an addition: Nilai FOB (US$).
func byWord(name string) (Field, bool) {
	f := fold(name)
	if f == "" {
		return "", false
	}
	for _, field := range Fields() {
		if slices.Contains(fieldWords[field], f) {
			return field, true
		}
	}
	for _, x := range []struct {
		prefix string
		field  Field
	}{{"nilai", FieldValue}, {"value", FieldValue}, {"fob", FieldValue}, {"berat", FieldWeight}, {"netweight", FieldWeight}, {"negara", FieldPartner},
		{"kodehs", FieldProduct}, {"pelabuhan", FieldPort}, {"hscode", FieldProduct}} {
		if strings.HasPrefix(f, x.prefix) {
			return x.field, true
		}
	}
	return "", false
}

// guessHeader finds the row of headings: the one among the first that names
// most fields; otherwise a first row of texts above rows with numbers.
func guessHeader(s sheetSample) int {
	best, most := 0, 0
	for i, cells := range s.rows[:min(len(s.rows), 12)] {
		named, texts := 0, 0
		for _, c := range cells {
			if c.kind != textual {
				continue
			}
			if isAmount(c) {
				continue
			}
			texts++
			if _, ok := byWord(c.text); ok || slices.Contains(countryWords, fold(c.text)) {
				named++
			}
		}
		if named >= 2 && named > most && texts*2 > len(cells) {
			best, most = s.line[i], named
		}
	}
	if best > 0 || len(s.rows) < 2 {
		return best
	}
	first, second := 0, 0
	for _, c := range s.rows[0] {
		if c.kind == textual && !isAmount(c) {
			first++
		}
	}
	for _, c := range s.rows[1] {
		if isAmount(c) {
			second++
		}
	}
	if first == len(s.rows[0]) && first > 0 && second > 0 {
		return s.line[0]
	}
	return 0
}

// isAmount reports whether a cell holds a number in any style.
func isAmount(c cell) bool {
	_, f := machine(c, new(style))
	return f == fine || f == ambiguous
}

// content counts what the cells of a column look like.
type content struct {
	cells, amounts, codes, places, months, flows, directions, years, lengths, decimals int
	examples                                                                           []string
	distinct                                                                           map[string]bool
}

func contentOf(s sheetSample, header, col int) content {
	c := content{distinct: map[string]bool{}}
	for i, cells := range s.rows {
		x := at(cells, col)
		if s.fields == nil && s.line[i] <= header || x.kind == blank {
			continue
		}
		c.cells++
		if !c.distinct[x.text] && len(c.distinct) < 100 {
			c.distinct[x.text] = true
			if len(c.examples) < 5 {
				c.examples = append(c.examples, short(x.text))
			}
		}
		c.count(x)
	}
	return c
}

func (c *content) count(x cell) {
	if isAmount(x) {
		c.amounts++
		if strings.ContainsAny(x.text, ".,") {
			c.decimals++
		}
	}
	text := whole(x)
	if y, ok := year([]byte(text)); ok && y >= 1960 && y <= 2100 {
		c.years++
	}
	if code, n, _, ok := product([]byte(text), 10); ok && n >= 4 && !strings.ContainsAny(text, " ") && knownProduct(string(code[:n])) {
		c.codes++
		if len(text) >= 4 && text[0] == '0' {
			c.lengths++ // a leading zero: no amount begins with one
		}
	}
	if p := placeOf(text, NoPlace); x.kind == textual && p.System != Comtrade && knownPlace(p) {
		c.places++
	}
	if flowWord(text) != "" && len(text) > 1 {
		c.flows++
	}
	if mappedFlow(text) != "" { // codes too, which speak only below a heading
		c.directions++
	}
	if _, ok := new(mappedReader).period(x); ok && len(text) > 4 {
		c.months++
	}
}

// most reports whether nearly all cells are of a kind.
func (c *content) most(n int) bool { return c.cells > 0 && n*10 >= c.cells*8 }

// byContent guesses a field from the cells alone.
func (c *content) byContent() (Field, trade.Text) {
	switch {
	case c.most(c.flows):
		return FieldFlow, trade.Text{ID: "isinya ekspor atau impor", EN: "it holds export or import"}
	case c.most(c.places) && len(c.distinct) > 1:
		return FieldPartner, trade.Text{ID: "isinya nama atau kode negara", EN: "it holds names or codes of countries"}
	case c.most(c.years):
		return FieldYear, trade.Text{ID: "isinya tahun", EN: "it holds years"}
	case c.most(c.codes) && c.lengths > 0 && len(c.distinct) > 1:
		return FieldProduct, trade.Text{ID: "isinya seperti kode HS", EN: "it holds what look like HS codes"}
	case c.most(c.months) && !c.most(c.amounts):
		return FieldDate, trade.Text{ID: "isinya tanggal atau bulan", EN: "it holds dates or months"}
	}
	return "", trade.Text{}
}

// agrees reports whether the cells do not contradict a heading.
func (c *content) agrees(f Field) bool {
	if c.cells == 0 {
		return true
	}
	switch f {
	case FieldValue, FieldWeight:
		return c.amounts*2 >= c.cells
	case FieldYear:
		return c.most(c.years)
	case FieldProduct:
		return c.codes > 0 || c.amounts*2 >= c.cells && c.decimals == 0
	case FieldFlow:
		return c.directions*2 >= c.cells
	}
	return true
}

// guessColumns guesses what each column holds, each field at most once. The
// heading speaks first, then the cells.
func guessColumns(s sheetSample, header int) []ColumnGuess {
	heads := headsOf(s, header)
	width := len(heads)
	for _, cells := range s.rows {
		width = max(width, len(cells))
	}
	out := make([]ColumnGuess, min(width, 1000))
	contents := make([]content, len(out))
	taken := map[Field]int{} // column + 1
	for i := range out {
		out[i].Name = strings.TrimSpace(at2(heads, i))
		if out[i].Name == "" || slices.Index(heads, at2(heads, i)) != i {
			out[i].Name = "#" + strconv.Itoa(i+1)
		}
		contents[i] = contentOf(s, header, i)
		out[i].Examples = contents[i].examples
		f, ok := byWord(at2(heads, i))
		if (f == FieldMonth || f == FieldYear) && contents[i].months*2 > contents[i].cells {
			f = FieldDate // Bulan: 2024-01
		} else if f == FieldDate && contents[i].most(contents[i].years) {
			f = FieldYear // Periode: 2024
		}
		if !ok || taken[f] > 0 && contents[taken[f]-1].cells >= contents[i].cells || !contents[i].agrees(f) {
			continue
		}
		if taken[f] > 0 { // the column before it is emptier
			out[taken[f]-1].Field, out[taken[f]-1].Why = "", trade.Text{}
		}
		taken[f] = i + 1
		out[i].Field, out[i].Why = f, trade.Text{
			ID: fmt.Sprintf("judulnya %q", out[i].Name), EN: fmt.Sprintf("its heading is %q", out[i].Name),
		}
	}
	guessByContent(out, contents, heads, taken)
	if taken[FieldDate] > 0 && (taken[FieldYear] > 0 || taken[FieldMonth] > 0) { // time is given twice
		drop := []Field{FieldYear, FieldMonth}
		if contents[taken[FieldDate]-1].most(contents[taken[FieldDate]-1].years) {
			drop = []Field{FieldDate}
		}
		for _, f := range drop {
			if i := taken[f]; i > 0 {
				out[i-1].Field, out[i-1].Why = "", trade.Text{}
			}
		}
	}
	return out
}

func guessByContent(out []ColumnGuess, contents []content, heads []string, taken map[Field]int) {
	for i := range out {
		if out[i].Field != "" {
			continue
		}
		f, why := contents[i].byContent()
		if f == FieldPartner && (slices.Contains(countryWords, fold(at2(heads, i))) || taken[FieldPartner] > 0) && taken[FieldReporter] == 0 && taken[FieldRegion] == 0 {
			f = FieldReporter
			why = trade.Text{
				ID: why.ID + "; bisa juga negara mitra, periksa", EN: why.EN + "; it may be the partner, check",
			}
		}
		if f == "" || taken[f] > 0 {
			continue
		}
		taken[f] = i + 1
		out[i].Field, out[i].Why = f, why
	}
}

// guessUnit reads the unit of value from its heading or the rows above it.
func guessUnit(s sheetSample, header int, columns []ColumnGuess) string {
	text := ""
	for _, c := range columns {
		if c.Field == FieldValue {
			text = c.Name
		}
	}
	if u := unitIn(text); u != "" {
		return u
	}
	if text == "" || s.fields != nil {
		return ""
	}
	for i, cells := range s.rows {
		if s.line[i] < header {
			if u := unitIn(joined(cells)); u != "" {
				return u
			}
		}
	}
	return ""
}

func unitIn(text string) string {
	f := strings.ToLower(text)
	if !strings.Contains(f, "us") && !strings.Contains(f, "dol") {
		return ""
	}
	switch {
	case strings.Contains(f, "juta"), strings.Contains(f, "million"), strings.Contains(f, "musd"):
		return "million USD"
	case strings.Contains(f, "ribu"), strings.Contains(f, "thousand"), strings.Contains(f, "000"):
		return "thousand USD"
	case strings.Contains(f, "us$"), strings.Contains(f, "usd"), strings.Contains(f, "dol"):
		return "USD"
	}
	return ""
}

// guessNumbers finds out how the column of values writes numbers.
func guessNumbers(s sheetSample, header int, columns []ColumnGuess) string {
	var st style
	for i, g := range columns {
		for n, cells := range s.rows {
			if g.Field == FieldValue && (s.fields != nil || s.line[n] > header) {
				_, _ = machine(at(cells, i), &st)
			}
		}
	}
	switch st {
	case commaDecimal:
		return "1.234,5"
	case pointDecimal:
		return "1,234.5"
	}
	return ""
}
