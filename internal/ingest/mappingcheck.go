package ingest

import (
	"fmt"
	"slices"
	"strings"

	"muara/internal/trade"
)

// MappingFault is something missing or contradictory in a mapping, and where: a
// field, or unit, weight_unit, numbers, dates, places, header, sheet as in
// [Mapping].
type MappingFault struct {
	At   string
	Text trade.Text
}

// Check says what is missing or contradictory in a mapping for the file that
// was previewed; nothing where it can be read. A nil preview checks the
// mapping alone.
func (m Mapping) Check(p *Preview) []trade.Text {
	var out []trade.Text
	for _, f := range m.Faults(p) {
		out = append(out, f.Text)
	}
	return out
}

// Faults says the same with the place of each fault, for forms.
func (m Mapping) Faults(p *Preview) []MappingFault {
	var out []MappingFault
	say := func(at, id, en string, args ...any) {
		out = append(out, MappingFault{at, trade.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)}})
	}
	m.checkFields(say)
	m.checkWords(say)
	if p != nil {
		if sh, ok := p.find(m); !ok {
			say("sheet", "lembar %q tidak ada dalam berkas", "the file has no sheet %q", m.Sheet)
		} else {
			for _, f := range Fields() {
				if f == FieldValue && m.isWide() {
					if y, _ := year([]byte(m.Fixed[FieldYear])); len(across(headsOf(sh.first, m.Header), y)) == 0 {
						say(string(FieldValue), "tidak ada kolom yang judulnya bulan dan tahun; isi tahun tetap bila judulnya bulan saja", "no column is headed by month and year; give a fixed year where headings are months only")
					}
				} else if c := m.Columns[f]; c != "" && sh.column(m.Header, c) < 0 {
					say(string(f), "kolom %q untuk %s tidak ada", "there is no column %q for %s", c, f)
				}
			}
		}
	}
	return out
}

// checkFields looks for what a row of trade cannot do without.
func (m Mapping) checkFields(say func(at, id, en string, args ...any)) {
	known := Fields()
	for _, set := range []map[Field]string{m.Columns, m.Fixed} {
		for _, f := range sortedFields(set) {
			if !slices.Contains(known, f) {
				say(string(f), "isian %q tidak dikenal", "the field %q is not known", f)
			}
		}
	}
	used := map[string]Field{}
	for _, f := range known {
		column := m.Columns[f]
		if column != "" && m.Fixed[f] != "" {
			say(string(f), "%s diisi dua kali: dari kolom %q dan tetap %q", "%s is given twice: by the column %q and fixed as %q", f, column, m.Fixed[f])
		}
		if other, ok := used[column]; ok && column != "" {
			say(string(f), "kolom %q dipakai untuk %s dan %s", "the column %q is used for %s and %s", column, other, f)
		}
		used[column] = f
	}
	if m.Columns[FieldValue] == "" {
		say("value", "pilih kolom nilai", "choose the column of values")
	}
	if m.isWide() {
		m.checkWide(say)
	} else if !m.has(FieldDate) && !m.has(FieldYear) {
		say("date", "pilih kolom tanggal atau tahun, atau isi tahun yang berlaku untuk semua baris", "choose the column of dates or years, or give the year of all rows")
	}
	if m.has(FieldDate) && (m.has(FieldYear) || m.has(FieldMonth)) {
		say("date", "waktu diisi dua kali: pilih tanggal, atau tahun dan bulan", "time is given twice: choose the date, or year and month")
	}
	if !m.isWide() && m.has(FieldMonth) && !m.has(FieldYear) && !m.has(FieldDate) {
		say("year", "bulan tanpa tahun; pilih kolom tahun atau isi tahunnya", "a month without a year; choose the column of years or give the year")
	}
	if !m.has(FieldFlow) {
		say("flow", "isi arah perdagangan: ekspor atau impor", "give the direction of trade: export or import")
	}
	if !m.has(FieldReporter) {
		say("reporter", "isi negara pelapor, misalnya IDN", "give the reporting country, IDN for example")
	}
}

// checkWide looks at a table with months across: time stands in its headings.
func (m Mapping) checkWide(say func(at, id, en string, args ...any)) {
	if m.has(FieldDate) || m.has(FieldMonth) || m.Columns[FieldYear] != "" {
		say(string(FieldDate), "waktu sudah ada di judul kolom; hapus tanggal, bulan, dan kolom tahun", "the headings say the time; remove date, month and the column of years")
	}
	if m.Columns[FieldWeight] != "" {
		say(string(FieldWeight), "kolom berat tidak dapat dipakai bila bulan berjajar ke kanan", "a column of weights cannot be used where months stand across")
	}
}

// checkWords looks at what is not a column: units, styles and fixed values.
func (m Mapping) checkWords(say func(at, id, en string, args ...any)) {
	if _, ok := m.valueScale(); !ok {
		say("unit", "satuan nilai %q; pilih salah satu: %s", "the unit of value is %q; choose one of %s", m.Unit, strings.Join(Units(), ", "))
	}
	if _, ok := m.weightScale(); m.Columns[FieldWeight] != "" && !ok {
		say("weight_unit", "satuan berat %q; pilih salah satu: %s", "the unit of weight is %q; choose one of %s", m.WeightUnit, strings.Join(WeightUnits(), ", "))
	}
	if _, ok := m.numberStyle(); !ok {
		say("numbers", "cara menulis angka %q; pilih 1.234,5 atau 1,234.5", "the style of numbers is %q; choose 1.234,5 or 1,234.5", m.Numbers)
	}
	if _, ok := dateLayout(m.Dates); !ok {
		say("dates", "susunan tanggal %q; pakai YYYY, MM, dan DD, misalnya DD/MM/YYYY", "the layout of dates is %q; use YYYY, MM and DD, for example DD/MM/YYYY", m.Dates)
	}
	if !slices.Contains([]System{NoPlace, PlaceNamed, ISO3, ISO2, M49, Comtrade, CEPII}, m.Places) {
		say("places", "cara menulis negara %q tidak dikenal", "the way of writing countries %q is not known", m.Places)
	}
	if m.Header < 0 || m.SkipTop < 0 {
		say("header", "nomor baris tidak boleh negatif", "row numbers cannot be negative")
	}
	r := mappedReader{m: m}
	for _, f := range sortedFields(m.Fixed) {
		if want, ok := r.fix(f, m.Fixed[f]); !ok {
			say(string(f), "%s tetap %q; seharusnya "+want.ID, "%s is fixed as %q; expected "+want.EN, f, m.Fixed[f])
		}
	}
}

func sortedFields(m map[Field]string) []Field {
	out := make([]Field, 0, len(m))
	for f := range m {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}
