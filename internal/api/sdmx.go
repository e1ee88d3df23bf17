package api

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// SDMX-CSV 2.0, after the field guide of the SDMX Technical Working Group
// (github.com/sdmx-twg/sdmx-csv, data-message/docs/sdmx-csv-field-guide.md): a
// header row; then the kind and the id of the structure, the action, the
// dimensions, the measure, the attributes. One row is one observation.
//
// The codes: FREQ of CL_FREQ (A, Q, M). REF_AREA and COUNTERPART_AREA are ISO
// 3166-1 alpha-3, with this program's own codes of three characters for former
// countries and areas of statistics; W0 (world, all areas) for all reporters
// together and W1 (rest of the world) for all partners together are those of
// the IMF's CL_AREA, which the balance of payments uses for the same two
// dimensions. TRADE_FLOW is X or M. _T is a total and _X what is not specified,
// as the SDMX guidelines for code lists have them. OBS_STATUS of CL_OBS_STATUS:
// A is a normal value, O a missing one.
const (
	sdmxTotal       = "_T"
	sdmxUnspecified = "_X"
	sdmxAllAreas    = "W0"
	sdmxRestOfWorld = "W1"
)

// sdmxGroup is a dimension of the structure with the dimensions of facts that
// it can be, the finest first.
type sdmxGroup struct {
	id     string
	dims   []facts.Dim
	total  string // code where the query neither breaks down nor filters; empty: it must
	always bool   // a column even so
}

func sdmxGroups() []sdmxGroup {
	return []sdmxGroup{
		{"REF_AREA", []facts.Dim{facts.Reporter}, sdmxAllAreas, true},
		{"COUNTERPART_AREA", []facts.Dim{facts.Partner, facts.Continent, facts.Bloc}, sdmxRestOfWorld, true},
		{"PRODUCT", []facts.Dim{facts.Product, facts.Subheading, facts.Heading, facts.Chapter, facts.Section}, sdmxTotal, true},
		{"TRADE_FLOW", []facts.Dim{facts.Flow}, "", true},
		{"REGION", []facts.Dim{facts.Region}, sdmxTotal, false},
		{"PORT", []facts.Dim{facts.Port}, sdmxTotal, false},
		{"INDUSTRY", []facts.Dim{facts.Industry}, sdmxTotal, false},
		{"SECTOR", []facts.Dim{facts.Sector}, sdmxTotal, false},
		{"PRODUCT_EDITION", []facts.Dim{facts.Edition}, sdmxTotal, false},
	}
}

var sdmxFrequency = map[facts.Dim]string{facts.Year: "A", facts.Quarter: "Q", facts.Month: "M"}

// fitsSDMX makes sure that every row of the answer is one observation whose key
// says all of it: what a query filters must be seen in the key.
func (q *asked) fitsSDMX() error {
	if _, err := q.sdmxTime(); err != nil {
		return err
	}
	if q.LikeForLike {
		return invalid(facts.KeyAlike, "SDMX-CSV tidak dapat menyatakan perbandingan sebanding; hapus alike, atau pakai csv.",
			"SDMX-CSV cannot say that months are compared like for like; leave alike out, or use csv.")
	}
	for _, g := range sdmxGroups() {
		if _, err := q.sdmxKey(g); err != nil {
			return err
		}
	}
	return nil
}

// sdmxTime is the dimension of time of a query.
func (q *asked) sdmxTime() (facts.Dim, error) {
	var found []facts.Dim
	for _, d := range q.By {
		if _, ok := sdmxFrequency[d]; ok {
			found = append(found, d)
		}
	}
	if len(found) != 1 {
		return "", invalid(facts.KeyBy, "Untuk SDMX-CSV, sebutkan tepat satu rincian waktu dalam by: year, quarter, atau month.",
			"For SDMX-CSV name exactly one dimension of time in by: year, quarter or month.")
	}
	if found[0] == facts.Month {
		return facts.Month, nil
	}
	for _, p := range q.Periods {
		whole := p.From.Number() == 1 && p.To.Number() == 12
		if found[0] == facts.Quarter {
			whole = p.From.Number()%3 == 1 && p.To.Number()%3 == 0
		}
		if !whole {
			return "", invalid(facts.KeyPeriod, "Untuk SDMX-CSV, periode harus utuh menurut by; pakai by=month untuk bagian tahun.",
				"For SDMX-CSV periods must be whole in terms of by; use by=month for parts of years.")
		}
	}
	for _, f := range q.Where {
		if f.Dim == facts.Month || f.Dim == facts.Quarter && found[0] == facts.Year {
			return "", invalid(string(f.Dim), "Untuk SDMX-CSV, saringan bulan atau triwulan memerlukan by=month atau by=quarter.",
				"For SDMX-CSV a filter on months or quarters needs by=month or by=quarter.")
		}
	}
	return found[0], nil
}

// sdmxKey is how a dimension of the structure is filled: from a column of the
// answer, or with one code.
type sdmxKey struct {
	column int // of the frame's dimensions, -1 for none
	dim    facts.Dim
	code   string
	shown  bool
}

func (q *asked) sdmxKey(g sdmxGroup) (sdmxKey, error) {
	k := sdmxKey{column: -1, code: g.total, shown: g.always}
	finest := len(g.dims) // what the rows are told apart by
	for i, d := range q.By {
		at := slices.Index(g.dims, d)
		if at < 0 {
			continue
		}
		if k.column >= 0 {
			return k, invalid(facts.KeyBy, "Untuk SDMX-CSV, hanya satu dari "+string(k.dim)+" dan "+string(d)+" dalam by.",
				"For SDMX-CSV only one of "+string(k.dim)+" and "+string(d)+" can be in by.")
		}
		k.column, k.dim, k.shown, finest = i, d, true, at
	}
	filters := 0
	for _, f := range q.Where {
		at := slices.Index(g.dims, f.Dim)
		if at < 0 || k.column >= 0 && (at == finest || finest == 0) || k.column >= 0 && g.id == "PRODUCT" && at > finest {
			continue // the key of each row shows what is left
		}
		if filters++; k.column >= 0 || f.Not || len(f.Values) != 1 || filters > 1 {
			return k, sdmxHidden(f.Dim)
		}
		k.dim, k.code, k.shown = f.Dim, f.Values[0], true
	}
	if only := q.schema.Codes[g.dims[0]]; k.column < 0 && filters == 0 && len(only) == 1 && g.id != "PRODUCT" {
		k.dim, k.code = g.dims[0], only[0]
	}
	if k.column < 0 && k.code == "" {
		return k, invalid(facts.KeyBy, "Untuk SDMX-CSV, sebutkan flow dalam by, atau saring dengan flow=export atau flow=import.",
			"For SDMX-CSV name flow in by, or filter by flow=export or flow=import.")
	}
	return k, nil
}

func sdmxHidden(d facts.Dim) error {
	return invalid(string(d), "Untuk SDMX-CSV, kunci setiap pengamatan harus menunjukkan saringan "+string(d)+"; tambahkan "+string(d)+" ke by, atau saring satu kode saja.",
		"For SDMX-CSV the key of each observation must show the filter on "+string(d)+"; add "+string(d)+" to by, or filter by a single code.")
}

// sdmxCode writes a code as the structure has it.
func sdmxCode(g sdmxGroup, d facts.Dim, code string) string {
	switch {
	case code == facts.Unspecified:
		return sdmxUnspecified
	case d == facts.Flow:
		return map[trade.Flow]string{trade.Export: "X", trade.Import: "M"}[trade.Flow(code)]
	case d == facts.Partner || d == facts.Reporter:
		if p, ok := refdata.PlaceOf(code); ok && p.Kind == refdata.PlaceWorld {
			return g.total
		}
	}
	return code
}

// writeSDMX writes an answer, row by row.
func (c *call) writeSDMX(w io.Writer, q *asked, f *facts.Frame) error {
	groups := sdmxGroups()
	var keys []sdmxKey
	head := []string{"STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ"}
	groups = slices.DeleteFunc(groups, func(g sdmxGroup) bool {
		k, err := q.sdmxKey(g)
		if err != nil || !k.shown { // an error was found before
			return true
		}
		keys, head = append(keys, k), append(head, g.id)
		return false
	})
	when, err := q.sdmxTime()
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180
	head = append(head, "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "COVERAGE", "RELEASE", "ILLUSTRATIVE")
	if err := out.Write(head); err != nil {
		return err
	}
	at := slices.Index(q.By, when)
	covered := sdmxCovered(q)
	structure := "MUARA:" + strings.ToUpper(strings.ReplaceAll(q.Dataset, "-", "_")) + "(1.0.0)"
	illustrative := map[bool]string{true: "true", false: "false"}[q.set.Illustrative]
	for row := range f.Len() {
		line := []string{"dataflow", structure, "I", sdmxFrequency[when]}
		flow := ""
		for i, k := range keys {
			code := k.code
			if k.column >= 0 {
				code = f.Codes[k.column][row]
			}
			if k.dim == facts.Flow {
				flow = code
			}
			line = append(line, sdmxCode(groups[i], k.dim, code))
		}
		period := f.Codes[at][row]
		for m := range f.Columns {
			word := measureWords[f.Columns[m].Measure]
			value, status := sdmxValue(&f.Columns[m], row, word), "A"
			if value == "" {
				status = "O"
			}
			obs := append(slices.Clone(line), strings.ToUpper(string(f.Columns[m].Measure)), period, value, sdmxUnit[word.unit], status,
				covered[flow+period], q.Release, illustrative)
			if err := out.Write(obs); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

var sdmxUnit = map[string]string{"USD": "USD", "kg": "KG", "USD/kg": "USD_PER_KG", "rows": "ROWS", "ratio": "RATIO"}

func sdmxValue(col *facts.Column, row int, w measureWord) string {
	switch v := cell(col, row).(type) {
	case string:
		return v
	case int64:
		return exact(v, 0)
	case float64:
		return plainFloat(v)
	}
	return ""
}

// sdmxCovered says of the years that lack months which are there, by flow and
// year: a partial year must not look like a full one.
func sdmxCovered(q *asked) map[string]string {
	out := map[string]string{}
	for _, y := range coverOf(q.schema, q.Query).years {
		if y.have != allMonths {
			out[string(y.flow)+exact(int64(y.year), 0)] = "M" + strings.ReplaceAll(facts.MonthsText(y.have), ",", " M")
		}
	}
	return out
}
