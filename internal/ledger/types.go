package ledger

import "muara/internal/trade"

// Figure is a value that an authority published for a series and a period.
type Figure struct {
	ID        string       // unique and stable within a pack
	Series    trade.Series // what was measured
	Period    trade.Period // the months covered
	Value     trade.Amount // as printed
	Half      trade.Amount // half a unit of the last printed digit
	Published trade.Date   // when the source published it
	Sources   []string     // source ids; the first is the one it was read from
	Note      trade.Text   // what a reader must know of it; may be empty
}

// Share is a published part of a whole: "27.1 % of exports". Times the whole
// of the same period it gives a value with a rounding interval.
type Share struct {
	ID        string
	Series    trade.Series // the part
	Of        trade.Series // the whole
	Period    trade.Period
	Share     trade.Share // millionths, as printed
	Half      trade.Share // half a unit of the last printed digit
	Published trade.Date
	Sources   []string
	Note      trade.Text
}

// Identity states that a whole equals the sum of its parts on every interval:
// exports = balance + imports; exports = through ports inside + outside.
type Identity struct {
	Name  string // slug: balance, ports, oilgas
	Whole trade.Series
	Parts []trade.Series
}

// Term is one signed figure of a derivation. With a Share it contributes
// Figure.Value times the share.
type Term struct {
	Sign   int // +1 or -1
	Figure *Figure
	Share  *Share // nil for a plain figure
}

// Derivation is a way to a value: a sum of signed figures. One plain positive
// term whose series and period are those asked for is a published figure.
type Derivation struct {
	Terms    []Term
	Value    trade.Amount
	Low      trade.Amount // Value lies in [Low, High] if every figure was
	High     trade.Amount // rounded to its last printed digit
	Identity string       // name of the identity used, empty for none
}

// Published reports whether the derivation is a single figure as printed.
func (d *Derivation) Published() bool {
	return len(d.Terms) == 1 && d.Terms[0].Sign > 0 && d.Terms[0].Share == nil
}

// Status says how an answer is known.
type Status string

// The four statuses of an answer.
const (
	Published   Status = "published"
	Derived     Status = "derived"
	Conflicting Status = "conflicting"
	Unknown     Status = "unknown"
)

// Answer is the value of a series over a period, how it is known and who
// disagrees. For Unknown, Best is nil and the amounts are 0 and mean nothing.
type Answer struct {
	Series       trade.Series
	Period       trade.Period
	Status       Status
	Value        trade.Amount
	Low, High    trade.Amount
	Best         *Derivation
	Alternatives []Alternative // ways to a different value; not empty iff Conflicting
}

// Known reports whether there is a value. The zero Answer is unknown.
func (a Answer) Known() bool { return a.Status != Unknown && a.Status != "" }

// Alternative is a derivation of the same series and period whose value
// differs from the answer's by more than rounding.
type Alternative struct {
	Derivation
	Kind DisputeKind
}

// DisputeKind says why two values differ, as far as dates tell.
type DisputeKind string

// The kinds of disagreement.
const (
	// Revision: every figure that only the other way uses is of another
	// date than ours, so the older one was probably revised.
	Revision DisputeKind = "revision"
	// Contradiction: the disagreeing figures were published together.
	Contradiction DisputeKind = "contradiction"
)

// Check is a cycle of figures that should add up to zero: an independent
// test of the figures on it.
type Check struct {
	Series   trade.Series // of the whole, for an identity
	Period   trade.Period // the months that the cycle spans
	Terms    []Term       // signed figures that should sum to zero
	Residual trade.Amount // what they sum to
	Rounding trade.Amount // what rounding explains
	OK       bool         // |Residual| <= Rounding
	Identity string       // name of the identity, empty for one series
}

// Explanation is an answer with everything that bears on it.
type Explanation struct {
	Answer
	Confirmations []Derivation // other ways to the same value, shortest first
	Editions      []*Figure    // every figure printed for exactly this series and period, newest first
	Checks        []Check      // checks, passed and failed, on which a figure of Best lies
	Vintages      []Vintage    // how the answer changed as figures were published
}

// Vintage is what was known from a date on.
type Vintage struct {
	From   trade.Date
	Answer Answer
}

// Breakdown is a whole and its published parts over one period.
type Breakdown struct {
	Whole     Answer
	Parts     []Answer // known parts, largest first
	Sum       trade.Amount
	Remainder *Remainder // nil where the whole is unknown
	Exceeds   bool       // the parts are more than the whole, beyond rounding
}

// Remainder is what the whole holds beside its published parts: "other, not
// published". It is never spread over parts.
type Remainder struct {
	Value, Low, High trade.Amount
	Derivation       Derivation // whole minus parts, as signed figures
}

// Growth compares a period with the same months a year earlier.
type Growth struct {
	Now, Before Answer
	Known       bool    // both are known and Before is positive
	Ratio       float64 // Now/Before - 1
	Change      trade.Amount
}
