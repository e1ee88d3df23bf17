package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/parquet-go/parquet-go"

	"muara/internal/trade"
)

// Kind names a format.
type Kind string

// The kinds of files that are read.
const (
	BACI         Kind = "baci"
	ComtradeCSV  Kind = "comtrade-csv"
	ComtradeJSON Kind = "comtrade-json"
	BPSPivot     Kind = "bps-pivot"
	Provincial   Kind = "provincial"
	Summary      Kind = "summary"   // sums over countries or over commodities
	Mapped       Kind = "mapped"    // a table read by a Mapping
	Table        Kind = "table"     // a table that may hold trade and needs a Mapping
	Reference    Kind = "reference" // a list of codes, distances, indicators: no trade
)

// Margin says over what the rows of a table were added up before they came to
// us. Rows of different margins show the same trade from different sides and
// must never be added to each other, nor to detailed rows.
type Margin string

// The margins.
const (
	Detailed  Margin = ""        // product and partner, as far as the file tells them
	ByProduct Margin = "product" // a product, all partners together
	ByPartner Margin = "partner" // a partner, all products together
	BySector  Margin = "sector"  // a sector (oil and gas, farming, industry, mining)
	ByUse     Margin = "use"     // what goods are for (raw material, capital, consumption)
	ByPeriod  Margin = "period"  // all goods and all partners together
)

// System says in which list the code of a place is to be looked up.
type System string

// The lists of places. Comtrade and CEPII share most numbers with UN M49, but
// not all: 842 is the United States, 699 India, 490 stands for Taiwan.
const (
	NoPlace    System = ""
	CEPII      System = "cepii"    // country_codes of BACI
	Comtrade   System = "comtrade" // reporters and partners of UN Comtrade
	M49        System = "m49"      // numbers of the United Nations, ISO 3166-1
	ISO3       System = "iso3"     // three letters, ISO 3166-1
	ISO2       System = "iso2"     // two letters, ISO 3166-1
	PlaceNamed System = "name"     // no code, a name as the file writes it
)

// Place is a reporter or a partner as the file states it. The zero Place is
// one that the file does not name.
type Place struct {
	System System
	Code   string // in the list of System, without leading zeros; empty for names
	Name   string // as written, without spaces around it; may be empty
}

// Row is one flow of goods as a file states it.
type Row struct {
	Flow     trade.Flow // empty where the file does not say
	Reporter Place
	Partner  Place
	World    bool   // the row is a total over partners: never add it to them
	Margin   Margin // what a summary table was added up over; empty for detailed rows
	NonOil   bool   // the file says that oil and gas are left out of its figures
	Product  string // digits of the code, leading zeros restored; empty for all goods
	Edition  string // of the Harmonized System, H0 (1992) to H6 (2022); empty where the file does not say
	Period   trade.Period
	Value    trade.Amount // US cents
	Rest     int32        // what rounding to cents took away, in millionths of a cent; may be negative

	Grams     int64 // net weight; files give fractions of a kilogram
	HasWeight bool  // a weight was given; it may be 0

	Port     string // port of loading or unloading as written
	Industry string // kind of industry (KBLI) as written
	Sector   string // as written
	Region   string // BPS code of the province, where the file has one

	Sheet string
	Line  int // row of the file or the sheet, counted from 1; record of a JSON file
}

// Refusal is what a reader could not take, and why. Row 0 means the whole file
// or sheet; then nothing after it was read.
type Refusal struct {
	File     string // with the member of an archive: baci.zip/BACI_Y2021.csv
	Sheet    string
	Row      int
	Column   string // name, for sheets with its letter: K (Nilai)
	Found    string // cut after 80 characters
	Expected trade.Text

	// Broken says that the file ended before its end: it is cut off or damaged,
	// and what would have followed is not known.
	Broken bool `json:"-"`
}

// Error is for logs.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%s %s row %d column %s: found %q, expected %s", r.File, r.Sheet, r.Row, r.Column, r.Found, r.Expected.EN)
}

// Remark is something a person should know about rows that were read: a kind
// of repair (lost zeros restored) or something that the file does not state.
type Remark struct {
	Code string     // stable name: lost-zero
	Text trade.Text // what and why
}

// Sink receives what is read. Row is called with a row that is only valid
// during the call. Any function may be nil except Row.
type Sink struct {
	Row    func(*Row) error // an error ends the reading
	Refuse func(Refusal)
	Remark func(Remark) // once for each row, or once for the file
	Leave  func(Remark) // a row that was understood and left out: totals, parts, blanks
	Found  func(Found)  // once a file has been recognised, before its rows
}

// Found says what a file is.
type Found struct {
	File   string // with the member of an archive
	Kind   Kind
	Layout trade.Text // what is particular about this one
	Advice trade.Text // of a Reference: what to do with it; empty for trade
}

// Source is an opened file.
type Source struct {
	Name string // for reports: the base name
	Size int64
	Data io.ReaderAt
}

// Options are what the person knows and the file does not say.
type Options struct {
	Flow   trade.Flow // for rows whose file states no direction; empty leaves them so
	Limits Limits     // zero means DefaultLimits
}

// Format reads one kind of file.
type Format interface {
	Kind() Kind

	// Sniff looks at the beginning of a file and says what it is.
	Sniff(*Sample) (layout trade.Text, ok bool)

	// Read reads the file that Sniff recognised. A *Refusal as error ends this
	// file; any other error ends everything.
	Read(context.Context, *Part, *Out) error
}

// formats lists what can be read. The first that recognises a file reads it.
func formats() []Format {
	return []Format{baciFormat{}, comtradeCSV{}, comtradeJSON{}, bpsFormat{}, provincialFormat{}, summaryFormat{},
		atlasFormat{}, referenceFormat{}, tableFormat{}}
}

// Part is one file to be read: the file itself or a member of an archive.
type Part struct {
	Name    string
	Sample  *Sample
	Text    io.Reader     // UTF-8 or a superset of ASCII; nil for workbooks and Parquet
	Book    *book         // nil for texts
	Parquet *parquet.File // nil for all else
	Flow    trade.Flow
}

// Read recognises a file, unpacks it where needed, and sends what it holds to
// the sink. What cannot be read is a Refusal; the error is for a cancelled
// context, a failing sink or a failing disk.
func Read(ctx context.Context, src Source, opt Options, sink Sink) error {
	if opt.Limits == (Limits{}) {
		opt.Limits = DefaultLimits()
	}
	return unpack(src, opt.Limits, sink, func(p *Part) error {
		p.Flow = opt.Flow
		return readPart(ctx, p, sink)
	})
}

func readPart(ctx context.Context, p *Part, sink Sink) error {
	out := &Out{ctx: ctx, file: p.Name, sink: sink}
	for _, f := range formats() {
		layout, ok := f.Sniff(p.Sample)
		if !ok {
			continue
		}
		if sink.Found != nil {
			sink.Found(Found{File: p.Name, Kind: f.Kind(), Layout: layout, Advice: adviceOn(f.Kind(), p.Sample)})
		}
		return out.end(out.some(f.Kind(), f.Read(ctx, p, out)))
	}
	return out.end(p.Sample.unknown())
}

// Out is the sink as readers use it: it fills in what is the same for the
// whole file and looks at the context now and then.
type Out struct {
	ctx   context.Context
	file  string
	sheet string
	sink  Sink
	rows  int
	bad   int // refusals
}

// some refuses a file of trade that holds headings and no rows. A reply of
// UN Comtrade without records is no fault.
func (o *Out) some(k Kind, err error) error {
	if err == nil && o.rows == 0 && o.bad == 0 && k != ComtradeJSON && k != Reference {
		o.sheet = ""
		return refused("", wantRows)
	}
	return err
}

var wantRows = trade.Text{
	ID: "baris data; berkas ini hanya berisi judul atau jumlah",
	EN: "rows of data; this file holds only headings or totals",
}

func (o *Out) row(r *Row) error {
	if o.rows++; o.rows&0x3fff == 0 {
		if err := o.ctx.Err(); err != nil {
			return &abort{err}
		}
	}
	if err := o.sink.Row(r); err != nil {
		return &abort{err}
	}
	return nil
}

// abort is an error of whoever receives the rows, which must not be taken for
// a fault of the file.
type abort struct{ error }

func (a *abort) Unwrap() error { return a.error }

func (o *Out) refuse(row int, column, found string, expected trade.Text) {
	o.bad++
	if o.sink.Refuse != nil {
		o.sink.Refuse(Refusal{File: o.file, Sheet: o.sheet, Row: row, Column: column, Found: short(found), Expected: expected})
	}
}

func (o *Out) remark(r Remark) {
	if o.sink.Remark != nil {
		o.sink.Remark(r)
	}
}

func (o *Out) leave(r Remark) {
	if o.sink.Leave != nil {
		o.sink.Leave(r)
	}
}

// end turns what stopped a file into a refusal, and passes other errors on.
func (o *Out) end(err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	o.bad++
	if o.sink.Refuse != nil {
		r.File = o.file
		if r.Sheet == "" {
			r.Sheet = o.sheet
		}
		r.Found = short(r.Found)
		o.sink.Refuse(*r)
	}
	return nil
}

// short cuts what was found to what fits a line. Control characters, by which a
// cell could steer the terminal that shows it, become a mark.
func short(s string) string {
	const most = 80
	s = strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s[:min(len(s), 16*most)])
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}
