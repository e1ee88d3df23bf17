package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"muara/internal/trade"
)

// Field names what a column of a table holds.
type Field string

// The fields. A row of trade needs at least a value, a period, a reporter and
// a direction, each from a column or fixed for the whole table.
const (
	FieldReporter Field = "reporter"
	FieldPartner  Field = "partner"
	FieldFlow     Field = "flow"
	FieldProduct  Field = "product"
	FieldEdition  Field = "edition"
	FieldYear     Field = "year"
	FieldMonth    Field = "month"
	FieldDate     Field = "date" // a day, month or year in one cell
	FieldValue    Field = "value"
	FieldWeight   Field = "weight"
	FieldPort     Field = "port"
	FieldIndustry Field = "industry"
	FieldSector   Field = "sector"
	FieldRegion   Field = "region"
)

// Fields lists all fields in the order that a page shows them.
func Fields() []Field {
	return []Field{FieldFlow, FieldReporter, FieldRegion, FieldPartner, FieldProduct, FieldEdition, FieldDate, FieldYear, FieldMonth,
		FieldValue, FieldWeight, FieldPort, FieldIndustry, FieldSector}
}

// Mapping says how to read a table that is none of the known formats: what
// each column holds and what the table does not say. It is written down once
// and serves again next month. As TOML:
//
//	name = "Ekspor bulanan"
//	header = 3
//	unit = "thousand USD"
//	numbers = "1.234,5"
//	[columns]
//	product = "Kode HS"
//	partner = "Negara Tujuan"
//	date = "Bulan"
//	value = "Nilai"
//	[fixed]
//	flow = "export"
//	reporter = "IDN"
type Mapping struct {
	Name       string           `json:"name,omitempty" toml:"name,omitempty"`
	Signature  string           `json:"signature,omitempty" toml:"signature,omitempty"` // of the table it was made for, see [Signature]
	Sheet      string           `json:"sheet,omitempty" toml:"sheet,omitempty"`         // sheet, or file of an archive; empty for the first with the columns
	Header     int              `json:"header" toml:"header"`                           // row of the headings, 0 without; JSON and Parquet have none
	SkipTop    int              `json:"skip_top,omitempty" toml:"skip_top,omitzero"`    // rows below the headings that are no data, units for example
	Unit       string           `json:"unit" toml:"unit"`                               // one of [Units]
	WeightUnit string           `json:"weight_unit,omitempty" toml:"weight_unit,omitempty"`
	Numbers    string           `json:"numbers,omitempty" toml:"numbers,omitempty"` // "1.234,5", "1,234.5", or empty to find out
	Dates      string           `json:"dates,omitempty" toml:"dates,omitempty"`     // of the letters YYYY, MM, DD; empty to find out
	Places     System           `json:"places,omitempty" toml:"places,omitempty"`   // how countries are written; empty to find out
	Columns    map[Field]string `json:"columns" toml:"columns"`                     // heading, or #3 or C for the third column; value = "*" for months across
	Fixed      map[Field]string `json:"fixed,omitempty" toml:"fixed,omitempty"`     // what holds for all rows
}

// Units lists the units of value that a mapping may state.
func Units() []string { return []string{"USD", "thousand USD", "million USD"} }

// WeightUnits lists the units of weight.
func WeightUnits() []string { return []string{"g", "kg", "quintal", "tonne"} }

// unitScale is the power of ten from the unit to cents, or to grams.
func unitScale(list []string, first, step int, unit string) (int, bool) {
	i := slices.Index(list, unit)
	return first + step*i, i >= 0
}

func (m Mapping) valueScale() (int, bool) { return unitScale(Units(), 2, 3, m.Unit) }

func (m Mapping) weightScale() (int, bool) {
	if m.WeightUnit == "quintal" {
		return 5, true
	}
	i := slices.Index(WeightUnits(), m.WeightUnit)
	return []int{0, 3, 5, 6}[max(i, 0)], i >= 0
}

// numberStyle reads Numbers.
func (m Mapping) numberStyle() (style, bool) {
	switch m.Numbers {
	case "", "auto":
		return unknownStyle, true
	case "1.234,5":
		return commaDecimal, true
	case "1,234.5":
		return pointDecimal, true
	}
	return unknownStyle, false
}

// isWide reports whether months or years stand across.
func (m Mapping) isWide() bool { return m.Columns[FieldValue] == AcrossColumns }

// has reports whether a field comes from a column or is fixed.
func (m Mapping) has(f Field) bool { return m.Columns[f] != "" || m.Fixed[f] != "" }

// ParseMapping reads a mapping as TOML or JSON. A key that is none is an error:
// it would be a rule that nobody follows.
func ParseMapping(b []byte) (Mapping, error) {
	var m Mapping
	bad := func(err error) (Mapping, error) {
		return Mapping{}, &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
			ID: "pemetaan kolom tidak terbaca: " + err.Error(), EN: "the mapping of columns cannot be read: " + err.Error(),
		}}
	}
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(&m); err != nil {
			return bad(err)
		}
		return m, nil
	}
	meta, err := toml.NewDecoder(bytes.NewReader(b)).Decode(&m)
	if err == nil && len(meta.Undecoded()) > 0 {
		err = fmt.Errorf("%s", meta.Undecoded()[0])
	}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		err = fmt.Errorf("%d:%d: %s", parse.Position.Line, parse.Position.Col, parse.Message)
	}
	if err != nil {
		return bad(err)
	}
	return m, nil
}

// TOML writes the mapping as ParseMapping reads it.
func (m Mapping) TOML() (string, error) {
	var b strings.Builder
	err := toml.NewEncoder(&b).Encode(m)
	return b.String(), err
}
