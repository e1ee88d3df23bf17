// Package chart is a chart as data: what to draw, its table, and the words
// for those who cannot see it. The site draws it, the downloads tabulate it.
package chart

import (
	"math"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// Kind is the form of a chart.
type Kind string

// The kinds that the site can draw.
const (
	Columns   Kind = "columns"   // one column per row, over time
	Lines     Kind = "lines"     // one line per column of values, over time; unknown is a gap
	Areas     Kind = "areas"     // columns of values stacked on each other, over time
	Bars      Kind = "bars"      // ranked horizontal bars
	Stacked   Kind = "stacked"   // one horizontal bar of parts
	Treemap   Kind = "treemap"   // parts of a whole by area, within Nodes where rows name their Group
	Map       Kind = "map"       // countries by value
	Spans     Kind = "spans"     // one strip per column of shares over time; a row is a period as long as it covers
	Sankey    Kind = "sankey"    // rows are flows From one of Nodes To another
	Scatter   Kind = "scatter"   // rows are dots: first point across, second up, third (if any) the area
	Multiples Kind = "multiples" // a little picture over time per column of values, all on one scale
	Heat      Kind = "heat"      // a table whose cells are shaded by value
)

// Chart is a picture and its table. Rows are the categories (years, months,
// chapters, countries); each row has one Point per column.
type Chart struct {
	ID      string // unique on its page, an HTML id
	Kind    Kind
	Title   string // the finding, in the reader's language
	What    string // what is drawn, in which unit
	Text    string // accessible text: what a reader who sees it would take away
	RowName string // heading of the first column: Year, Commodity
	Columns []string
	Rows    []Row
	Source  string // short line: "BPS, 6 figures"
	Link    string // URL of exactly this view, without suffix
	Place   *Place // a spot to mark on a map: the region; nil for none

	// A chart of facts says what its numbers count. Where Unit is left empty
	// the points are ledger answers, in million US$ or thousand tonnes; a chart
	// holds either the one or the other.
	Unit  Unit
	Units []Unit // by column of values, where they differ; else empty

	Nodes      []Node // groups of a treemap, ends of the flows of a sankey
	Heads      []Node // of the columns of values, in their order: their pages and colours; may be empty
	LogX, LogY bool   // scatter: axes of powers of ten, for values above zero
}

// Node is something that rows or columns of values belong to.
type Node struct {
	Key   string // code: 27, JPN, section-05
	Label string
	Href  string // a view of it, may be empty
	Color int    // 1 to 8, or 0 for its place among its like
	Muted bool   // a remainder: drawn in grey, last
	Layer int    // sankey: 0 at the left; where all are 0, the flows decide
}

// Place is a spot on the globe, in degrees.
type Place struct {
	Label    string
	Lat, Lon float64
	Country  string // ISO3 of the country around it, drawn as home; may be empty
}

// Row is one category of a chart.
type Row struct {
	Key    string // code, for colours and maps: 27, JPN, 2021
	Label  string
	Note   string // annotation: pandemic, Jan-Nov
	Muted  bool   // a remainder: drawn in grey
	Href   string // page of the category itself, may be empty
	Color  int    // 1 to 8 to keep a colour across charts, 0 for its place in this one
	Points []Point

	Group    string // treemap: key of the Node that it is part of
	From, To string // sankey: keys of the Nodes that it joins
}

// Point is one value and where it comes from: an answer of the ledger, or a
// fact where Fact is set.
type Point struct {
	Answer  ledger.Answer
	Fact    *Fact
	Partial bool    // covers less than the row says: hatched
	Text    string  // formatted value in the reader's language without unit, empty if unknown
	Href    string  // its figure page; of a fact, the view that it opens
	Share   string  // formatted share of the whole, may be empty
	Ratio   float64 // the same share, 0 to 1, for drawing spans; 0 where unknown
}

// Value returns the value for drawing, and whether it is known: of an answer
// in million US$ or in thousand tonnes, of a fact in whole units (US$, kg,
// percent). An answer without a status counts as unknown.
func (p Point) Value() (float64, bool) {
	switch {
	case !p.Known():
		return 0, false
	case p.Fact != nil:
		return p.Fact.Number, true
	}
	return float64(p.Answer.Value) / float64(scaleOf(p.Answer.Series)), true
}

// Known reports whether there is a value to draw.
func (p Point) Known() bool {
	if p.Fact != nil {
		return p.Fact.Known && !math.IsNaN(p.Fact.Number) && !math.IsInf(p.Fact.Number, 0)
	}
	return p.Answer.Status != "" && p.Answer.Known()
}

// scaleOf is how many smallest units make one unit of a chart.
func scaleOf(s trade.Series) trade.Amount {
	if s.Measure == trade.Weight {
		return trade.KiloTonne
	}
	return trade.Million
}
