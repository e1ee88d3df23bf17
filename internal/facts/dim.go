package facts

// Dim is what facts are broken down by or filtered on.
type Dim string

// Stored dimensions are columns of the lake, or prefixes of its product codes.
const (
	Year       Dim = "year"     // 2023
	Month      Dim = "month"    // 2023-07; only where the data set is monthly
	Flow       Dim = "flow"     // export, import (trade.Flow)
	Reporter   Dim = "reporter" // who reports, refdata.Place code: IDN
	Region     Dim = "region"   // region of origin or destination, BPS code: 62
	Partner    Dim = "partner"  // refdata.Place code; WLD where the file has only totals
	Port       Dim = "port"     // as the file writes it
	Industry   Dim = "industry" // kind of industry, as the file writes it
	Sector     Dim = "sector"   // as the file writes it
	Edition    Dim = "edition"  // of the Harmonized System, H0 to H6
	Chapter    Dim = "hs2"      // first two digits of the product
	Heading    Dim = "hs4"      // first four
	Subheading Dim = "hs6"      // first six
	Product    Dim = "product"  // the code as the file has it, up to ten digits
)

// Derived dimensions are folded from stored ones.
const (
	Section   Dim = "section"   // HS section, I to XXI, from hs2
	Bloc      Dim = "bloc"      // refdata.Bloc code, from partner; blocs overlap
	Continent Dim = "continent" // refdata.Bloc code of kind region, from partner
	Quarter   Dim = "quarter"   // 2023-Q3, from month
)

// Unspecified is the code of a product, partner, port ... that a file does not
// name in a row, though it names it in others.
const Unspecified = "-"

// Measure is what is measured.
type Measure string

// Base measures are exact sums.
const (
	Value   Measure = "value"   // US cents
	Weight  Measure = "weight"  // grams, of the rows that have a weight
	Weighed Measure = "weighed" // US cents of the rows that have a weight
	Rows    Measure = "rows"    // rows of the files
)

// Derived measures are computed from base measures of one or more Plans.
const (
	UnitValue    Measure = "unit_value"   // US$ per kg: Weighed / Weight
	Share        Measure = "share"        // of the same period and flow under the same filter, 0 to 1
	Growth       Measure = "growth"       // against the same months a year earlier, 0.1 is +10 %
	Contribution Measure = "contribution" // to the growth of the whole; sums over a breakdown to its growth
	Change       Measure = "change"       // US cents against the same months a year earlier
	PriceEffect  Measure = "price"        // Fisher price index less one, over products and partners with weights in both years
	VolumeEffect Measure = "volume"       // Fisher volume index less one, over the same
	RCA          Measure = "rca"          // Balassa index against all reporters of a world data set
)
