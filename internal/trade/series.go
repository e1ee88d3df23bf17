package trade

import (
	"fmt"
	"strings"
)

// Amount is a quantity in the smallest unit of its measure: US cents for
// value, kilograms for weight. One million US$ is 100_000_000 cents; one
// thousand tonnes is 1_000_000 kilograms.
type Amount int64

// Million is one million US dollars in cents.
const Million Amount = 100_000_000

// KiloTonne is one thousand tonnes in kilograms.
const KiloTonne Amount = 1_000_000

// Share is a part of a whole in millionths: 36.83 % is 368_300.
type Share int64

// Percent is one percent as a Share.
const Percent Share = 10_000

// Flow is the direction of trade.
type Flow string

// The flows. Exports are valued FOB, imports CIF; the balance is exports
// minus imports.
const (
	Export  Flow = "export"
	Import  Flow = "import"
	Balance Flow = "balance"
)

// Dimension is what a series is broken down by.
type Dimension string

// The dimensions and what their codes are.
const (
	Total     Dimension = ""          // no code
	Chapter   Dimension = "hs2"       // two-digit HS chapter: 27
	Sector    Dimension = "sector"    // mining, manufacturing, agriculture
	Product   Dimension = "product"   // a product of the pack's list: coal
	Rest      Dimension = "rest"      // a published remainder: hs2 (rest of the chapters)
	Country   Dimension = "country"   // ISO 3166-1 alpha-3: JPN
	Port      Dimension = "port"      // a port of the pack's list: kumai
	PortGroup Dimension = "portgroup" // inside or outside the region
	OilGas    Dimension = "oilgas"    // oil-and-gas or other
	Without   Dimension = "without"   // computed: the total less one HS chapter: 27
	Other     Dimension = "other"     // computed: the total less all published parts of a dimension: hs2
)

// Every dimension that has codes, in the order that pages use.
var dimensions = []Dimension{Chapter, Sector, Product, Rest, Country, Port, PortGroup, OilGas, Without, Other}

// Dimensions lists the dimensions that have codes, in a fixed order.
func Dimensions() []Dimension { return append([]Dimension(nil), dimensions...) }

// Measure is what is measured.
type Measure string

// The measures and their smallest units.
const (
	Value  Measure = ""       // US cents
	Weight Measure = "weight" // kilograms
)

// Series names one line of figures: exports of chapter 27, imports from
// Malaysia, the balance. Scope is empty for all trade, or the slug of a
// limitation that the pack explains (via-region, from-mys): figures of
// different scope never mix.
type Series struct {
	Flow    Flow
	By      Dimension
	Code    string
	Scope   string
	Measure Measure
}

// String writes the slug of the series, as URLs and files use it:
// export, export.hs2.27, import.country.MYS, export.sector.mining@via-region,
// import~weight.
func (s Series) String() string {
	var b strings.Builder
	b.WriteString(string(s.Flow))
	if s.By != Total {
		b.WriteString("." + string(s.By) + "." + s.Code)
	}
	if s.Scope != "" {
		b.WriteString("@" + s.Scope)
	}
	if s.Measure != Value {
		b.WriteString("~" + string(s.Measure))
	}
	return b.String()
}

// Of returns the total series that s is a part of: the same flow, scope and
// measure without a breakdown.
func (s Series) Of() Series { s.By, s.Code = Total, ""; return s }

// ParseSeries reads what String writes.
func ParseSeries(text string) (Series, error) {
	var s Series
	rest, measure, hasMeasure := strings.Cut(text, "~")
	rest, scope, hasScope := strings.Cut(rest, "@")
	parts := strings.Split(rest, ".")
	s.Flow, s.Scope, s.Measure = Flow(parts[0]), scope, Measure(measure)
	ok := (s.Flow == Export || s.Flow == Import || s.Flow == Balance) &&
		(!hasScope || isSlug(scope)) && (!hasMeasure || s.Measure == Weight)
	switch len(parts) {
	case 1:
	case 3:
		s.By, s.Code = Dimension(parts[1]), parts[2]
		ok = ok && isSlug(s.Code) && known(s.By)
	default:
		ok = false
	}
	if !ok {
		return Series{}, &Error{Code: NotFound, Text: Text{
			ID: fmt.Sprintf("deret %q tidak dikenal; contoh: export, export.hs2.27, import.country.MYS", text),
			EN: fmt.Sprintf("there is no series %q; examples: export, export.hs2.27, import.country.MYS", text),
		}}
	}
	return s, nil
}

func known(d Dimension) bool {
	for _, k := range dimensions {
		if k == d {
			return true
		}
	}
	return false
}

func isSlug(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 40
}
