package report

import (
	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// The formats of the statement, as they end an address.
const (
	TXT  = "txt"
	HTML = "html"
	DOCX = "docx"
)

// Statement is what the office tells the press, as data: sentences composed
// by rules from published figures, in no language yet.
type Statement struct {
	Region    trade.Text
	Office    trade.Text   // who speaks
	Authority trade.Text   // whose figures these are
	Place     trade.Text   // of the date line
	Range     trade.Period // the months that the statement covers
	AsOf      trade.Date   // "as known on", zero for now
	Composed  trade.Date
	Title     Sentence
	Sections  []Section     // the first is the lead and has no heading
	Sources   []pack.Source // note n is Sources[n-1]
	Edition   Edition
}

// Edition says which data a document was made from.
type Edition struct {
	Slug, Version, Licence string
	Compiled               trade.Date
}

// Section is a heading and what stands under it, in this order.
type Section struct {
	ID         string   // slug: lead, balance, commodities ...
	Heading    Sentence // no key for the lead
	Paragraphs [][]Sentence
	Bullets    []Sentence
	Table      *Grid
}

// Empty reports whether nothing stands under the heading.
func (s Section) Empty() bool {
	return len(s.Paragraphs) == 0 && len(s.Bullets) == 0 && s.Table == nil
}

// Grid is a table of sentences: a cell may hold a number and words.
type Grid struct {
	Caption Sentence
	Head    []Sentence
	Rows    [][]Sentence // as many cells as Head; the first names the row
}

// Sentence is a key of the catalogue and what fills its places, in the order
// of the key's arguments.
type Sentence struct {
	Key   string
	Parts []Part
	Notes []int // numbers of the sources behind its figures, from 1
}

// Part is what fills a place of a sentence. The types below are all there are.
type Part interface {
	lay(l *layout) []Span
	answers() []ledger.Answer
}

// Words is a text that stands as it is.
type Words trade.Text

// Name is a proper name, the same in both languages.
type Name string

// Code is an identifier: the version of a data pack.
type Code string

// Prose is words that a data pack brings about one figure; the numbers in them
// lead to it.
type Prose struct {
	Text   trade.Text
	Series trade.Series
	Period trade.Period
}

// When is a period: 2021, Desember 2023, Januari–November 2022.
type When trade.Period

// Until is the end of a period: 2021 for a full year, November 2022 for one
// that ends earlier.
type Until trade.Period

// Day is a date as precisely as it is known.
type Day trade.Date

// Money is the value of an answer with its unit. The size of a balance goes
// without sign: the words around it say surplus or deficit.
type Money struct {
	ledger.Answer
	Plain bool // without unit, with sign: for tables
}

// Change is how much a value changed against the same months a year before,
// with unit, without sign.
type Change struct{ ledger.Growth }

// Rate is the same change in percent, without sign.
type Rate struct{ ledger.Growth }

// Portion is a part of a whole in percent.
type Portion struct {
	Part, Whole ledger.Answer
	Ratio       float64
	Decimals    int
	Share       *ledger.Share // as printed, nil where computed
}

// Months is the months of a period in short, without the year: Jan–Nov.
type Months trade.Period

// Within is the months of a period without the year, where it lies in one:
// Januari–November.
type Within trade.Period

// UnitName is the name of the reader's unit of money.
type UnitName struct{}

// Terms are the signed figures of a computation.
type Terms []Term

// Term is one of them.
type Term struct {
	ledger.Term
	Name trade.Text // of its series, as a heading
}

// Figure is one printed figure with its unit and without a mark: the value
// that a certain source gave.
type Figure struct{ *ledger.Figure }

// Printed is a value as a source printed it, which the ledger does not hold.
type Printed struct {
	Series  trade.Series
	Period  trade.Period
	Value   trade.Amount // smallest units
	Share   trade.Share
	IsShare bool // a share instead of a value
}

// List is sentences joined as words are: a, b, dan c.
type List []Sentence

func (s Sentence) answers() []ledger.Answer {
	var out []ledger.Answer
	for _, p := range s.Parts {
		out = append(out, p.answers()...)
	}
	return out
}

// Answers lists the answers that a sentence shows or compares, in order.
func (s Sentence) Answers() []ledger.Answer { return s.answers() }

func (Words) answers() []ledger.Answer    { return nil }
func (Name) answers() []ledger.Answer     { return nil }
func (When) answers() []ledger.Answer     { return nil }
func (Until) answers() []ledger.Answer    { return nil }
func (Day) answers() []ledger.Answer      { return nil }
func (Terms) answers() []ledger.Answer    { return nil }
func (Months) answers() []ledger.Answer   { return nil }
func (Code) answers() []ledger.Answer     { return nil }
func (Prose) answers() []ledger.Answer    { return nil }
func (Within) answers() []ledger.Answer   { return nil }
func (UnitName) answers() []ledger.Answer { return nil }
func (Figure) answers() []ledger.Answer   { return nil }
func (Printed) answers() []ledger.Answer  { return nil }
func (m Money) answers() []ledger.Answer  { return []ledger.Answer{m.Answer} }
func (c Change) answers() []ledger.Answer { return []ledger.Answer{c.Now, c.Before} }
func (r Rate) answers() []ledger.Answer   { return []ledger.Answer{r.Now, r.Before} }

func (p Portion) answers() []ledger.Answer {
	if p.Share != nil {
		// A printed share is its own evidence.
		printed := p.Part
		printed.Status = ledger.Published
		printed.Best = &ledger.Derivation{Terms: []ledger.Term{{Sign: 1, Share: p.Share}}}
		printed.Alternatives = nil
		return []ledger.Answer{printed}
	}
	return []ledger.Answer{p.Part, p.Whole}
}

func (l List) answers() []ledger.Answer {
	var out []ledger.Answer
	for _, s := range l {
		out = append(out, s.answers()...)
	}
	return out
}
