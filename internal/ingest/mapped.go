package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// ReadMapped reads a table by a mapping and sends its rows to the sink, as
// Read does for the known formats. A mapping that cannot be used is an error.
func ReadMapped(ctx context.Context, src Source, m Mapping, opt Options, sink Sink) error {
	if opt.Flow != "" && !m.has(FieldFlow) {
		fixed := map[Field]string{FieldFlow: string(opt.Flow)}
		for f, v := range m.Fixed {
			fixed[f] = v
		}
		m.Fixed = fixed
	}
	if faults := m.Check(nil); len(faults) > 0 {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "pemetaan kolom belum lengkap: " + faults[0].ID, EN: "the mapping of columns is not complete: " + faults[0].EN,
		}}
	}
	if opt.Limits == (Limits{}) {
		opt.Limits = DefaultLimits()
	}
	return unpack(src, opt.Limits, sink, func(p *Part) error {
		out := &Out{ctx: ctx, file: p.Name, sink: sink}
		if sink.Found != nil {
			sink.Found(Found{File: p.Name, Kind: Mapped, Layout: trade.Text{
				ID: strings.TrimSpace("tabel yang dibaca menurut pemetaan kolom " + m.Name), EN: strings.TrimSpace("a table read by the mapping of columns " + m.Name),
			}})
		}
		return out.end(out.some(Mapped, readMapped(p, m, out)))
	})
}

// readMapped reads the first table of a part that has the columns.
func readMapped(p *Part, m Mapping, out *Out) error {
	missing := ""
	for _, t := range tables(p, out) {
		if m.Sheet != "" && m.Sheet != t.sheet && m.Sheet != p.Name {
			continue
		}
		r := &mappedReader{m: m, out: out, fixed: Row{Sheet: t.sheet}, places: map[string]Place{}, names: names{}}
		if p.Book != nil {
			r.date = p.Book.date
		}
		if missing = r.prepare(t); missing != "" {
			continue
		}
		out.sheet = t.sheet
		err := t.rows(r.want, r.row)
		if err == nil || errors.Is(err, errEnough) {
			return nil
		}
		return broken(err)
	}
	if missing == "" {
		missing = m.Sheet
		return refused(missing, trade.Text{ID: "lembar " + m.Sheet, EN: "a sheet " + m.Sheet})
	}
	return refused(missing, trade.Text{
		ID: "tabel dengan kolom " + missing + ", seperti dalam pemetaannya", EN: "a table with the column " + missing + ", as its mapping says",
	})
}

// mappedReader reads the rows of one table.
type mappedReader struct {
	m      Mapping
	out    *Out
	date   dates
	col    map[Field]int // place in the cells
	heads  map[Field]string
	want   []string // for formats with named columns
	fixed  Row      // what holds for all rows
	year   int      // fixed, 0 where not
	month  int
	scale  int // from the unit to cents
	weight int // from the unit to grams
	styles [2]style
	layout string
	places map[string]Place
	names  names
	line   int
	cells  []cell
	row1   Row
	wide   []wideColumn // of tables with months across
}

// AcrossColumns stands for the column of values in tables with one column to
// each month or year: Jan 2024, Feb 2024, or January with a fixed year.
const AcrossColumns = "*"

// wideColumn is one of them.
type wideColumn struct {
	at     int
	name   string
	period trade.Period
}

// across finds the columns whose headings are periods.
func across(heads []string, year int) (out []wideColumn) {
	for i, h := range heads {
		p, ok := periodWords(h)
		if !ok {
			p, ok = period(strings.TrimSpace(h))
		}
		if m, isMonth := monthWord(h); !ok && isMonth && year > 0 {
			p, ok = oneMonth(trade.MonthOf(year, m)), true
		}
		if ok {
			out = append(out, wideColumn{i, letters(i) + " (" + strings.TrimSpace(h) + ")", p})
		}
	}
	return out
}

// prepare finds the columns and learns how they write numbers; it returns the
// name of a column that is not there.
func (r *mappedReader) prepare(t table) (missing string) {
	r.col, r.heads = map[Field]int{}, map[Field]string{}
	heads := headsOf(t.first, r.m.Header)
	for _, f := range Fields() {
		name := r.m.Columns[f]
		r.col[f] = -1
		if name == "" || r.m.isWide() && f == FieldValue {
			continue
		}
		c := match(heads, name)
		if c < 0 || t.fields != nil && c >= len(t.fields) {
			return name
		}
		r.heads[f] = name
		if t.fields != nil {
			r.want = append(r.want, t.fields[c])
			c = len(r.want) - 1
		} else if strings.TrimSpace(at2(heads, c)) != "" || t.format == "xlsx" {
			r.heads[f] = letters(c) + " (" + name + ")"
		}
		r.col[f] = c
	}
	for f, v := range r.m.Fixed {
		r.fix(f, v)
	}
	if r.m.isWide() {
		r.wide = across(heads, r.year)
		for i, c := range r.wide {
			if t.fields != nil {
				r.want = append(r.want, t.fields[c.at])
				r.wide[i].at, r.wide[i].name = len(r.want)-1, t.fields[c.at]
			}
		}
		if len(r.wide) == 0 {
			return AcrossColumns
		}
	}
	r.margin()
	r.scale, _ = r.m.valueScale()
	r.weight, _ = r.m.weightScale()
	s, _ := r.m.numberStyle()
	r.styles = [2]style{s, s}
	r.layout, _ = dateLayout(r.m.Dates)
	for i, cells := range t.first.rows {
		if t.fields == nil && t.first.line[i] > r.m.Header+r.m.SkipTop && s == unknownStyle {
			_, _ = machine(at(cells, r.col[FieldValue]), &r.styles[0])
			_, _ = machine(at(cells, r.col[FieldWeight]), &r.styles[1])
			for _, c := range r.wide {
				_, _ = machine(at(cells, c.at), &r.styles[0])
			}
		}
	}
	return ""
}

func at2(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// headsOf returns the names of the columns.
func headsOf(s sheetSample, header int) []string {
	if s.fields != nil {
		return s.fields
	}
	for i, line := range s.line {
		if line == header {
			return texts(s.rows[i])
		}
	}
	return nil
}

// margin says what the table was added up over: what it has no column for.
func (r *mappedReader) margin() {
	product, partner := r.m.has(FieldProduct), r.m.has(FieldPartner)
	switch {
	case product && partner:
	case product:
		r.fixed.Margin, r.fixed.World = ByProduct, true
	case partner:
		r.fixed.Margin = ByPartner
	case r.m.has(FieldSector):
		r.fixed.Margin, r.fixed.World = BySector, true
	default:
		r.fixed.Margin, r.fixed.World = ByPeriod, true
	}
}

// fix sets what holds for all rows, or says what was expected.
func (r *mappedReader) fix(f Field, v string) (want trade.Text, ok bool) {
	v = strings.TrimSpace(v)
	switch f {
	case FieldFlow:
		r.fixed.Flow = mappedFlow(v)
		return wantFlow, r.fixed.Flow != ""
	case FieldReporter, FieldPartner:
		p := placeOf(v, r.m.Places)
		if f == FieldReporter {
			r.fixed.Reporter = p
		} else {
			r.fixed.Partner, r.fixed.World = p, isWorld(p)
		}
		return trade.Text{ID: "kode atau nama negara", EN: "the code or name of a country"}, knownPlace(p)
	case FieldProduct:
		code, n, _, ok := product([]byte(v), 10)
		r.fixed.Product = string(code[:n])
		return wantProduct, ok
	case FieldEdition:
		r.fixed.Edition = editionCode(v)
		return wantEdition, r.fixed.Edition != ""
	case FieldYear:
		r.year, ok = year([]byte(v))
		return wantYear, ok
	case FieldMonth:
		r.month, ok = monthWord(v)
		return wantMonth, ok
	case FieldDate:
		r.fixed.Period, ok = r.period(cell{textual, v})
		return wantDate, ok
	case FieldPort:
		r.fixed.Port = v
	case FieldIndustry:
		r.fixed.Industry = v
	case FieldSector:
		r.fixed.Sector = v
	case FieldRegion:
		r.fixed.Region = v
	default:
		return trade.Text{ID: "kolom, bukan isian tetap", EN: "a column, nothing fixed"}, false
	}
	return trade.Text{}, true
}

var (
	wantEdition = trade.Text{ID: "edisi HS: H0 sampai H6, atau tahunnya (1992 sampai 2022)", EN: "an edition of the HS: H0 to H6, or its year (1992 to 2022)"}
	wantMonth   = trade.Text{ID: "bulan: 1 sampai 12 atau namanya", EN: "a month: 1 to 12 or its name"}
	wantPlace   = trade.Text{ID: "kode atau nama negara", EN: "the code or name of a country"}
)

// mappedFlow reads words and the codes of UN Comtrade.
func mappedFlow(s string) trade.Flow {
	if f := flowWord(s); f != "" {
		return f
	}
	f, re, ok := comtradeFlow(s)
	if !ok || re {
		return ""
	}
	return f
}

// dateLayout turns DD/MM/YYYY into the layout that package time reads.
func dateLayout(s string) (string, bool) {
	if s == "" || s == "auto" {
		return "", true
	}
	layout := strings.NewReplacer("YYYY", "2006", "MM", "01", "DD", "02").Replace(s)
	rest := strings.NewReplacer("2006", "", "01", "", "02", "").Replace(layout)
	return layout, strings.Contains(layout, "2006") && strings.Trim(rest, " ./-") == ""
}

// period reads the cell of a date: by the layout, or as what it looks like.
func (r *mappedReader) period(c cell) (trade.Period, bool) {
	if r.layout != "" {
		t, err := time.Parse(r.layout, c.text)
		if err != nil || t.Year() < 1900 || t.Year() >= 2200 {
			return trade.Period{}, false
		}
		if !strings.Contains(r.layout, "01") {
			return trade.YearOf(t.Year()), true
		}
		return oneMonth(trade.MonthOf(t.Year(), int(t.Month()))), true
	}
	if p, ok := period(c.text); ok {
		return p, true
	}
	if day, ok := r.date.dayOf(c); ok {
		return oneMonth(monthOfDay(day)), true
	}
	return periodWords(c.text)
}

// placeOf reads a country as it is written: by the system, or as what it
// looks like (360, IDN, ID, Indonesia).
func placeOf(s string, system System) Place {
	switch system {
	case PlaceNamed:
		return Place{PlaceNamed, "", s}
	case NoPlace:
		if strings.Trim(s, "0123456789") == "" {
			return Place{Comtrade, trimZeros(s), ""}
		}
		for _, sys := range []System{ISO3, ISO2} {
			if len(s) == 3 && sys == ISO3 || len(s) == 2 && sys == ISO2 {
				if _, ok := refdata.PlaceBy(string(sys), s); ok {
					return Place{sys, strings.ToUpper(s), ""}
				}
			}
		}
		return Place{PlaceNamed, "", s}
	case ISO3, ISO2:
		return Place{system, strings.ToUpper(s), ""}
	}
	return Place{system, trimZeros(s), ""}
}

func trimZeros(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

// columnName is what refusals call the column of a field.
func (r *mappedReader) columnName(f Field) string {
	if h := r.heads[f]; h != "" {
		return h
	}
	return fmt.Sprint(f)
}
