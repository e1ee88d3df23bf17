package pack

import (
	"muara/internal/ledger"
	"muara/internal/trade"
)

// Pack is a data pack, read and checked.
type Pack struct {
	Slug       string // folder name: kalteng
	Region     Region
	Version    string // of the compilation: 2026.1
	Compiled   trade.Date
	Licence    string     // SPDX id of the compilation
	Languages  []string   // in which the pack is written: id, en
	About      trade.Text // one paragraph: what this is and is not
	Caveats    []trade.Text
	Figures    []ledger.Figure
	Shares     []ledger.Share
	Identities []ledger.Identity
	Sources    []Source
	Ports      []Named // codes of trade.Port
	Groups     []Named // codes of trade.PortGroup: inside, outside
	Sectors    []Named // codes of trade.Sector
	Products   []Named // codes of trade.Product
	Scopes     []Named // slugs of Series.Scope
	OilGas     []Named // codes of trade.OilGas: oil-gas, other
	Chapters   []Named // HS chapters as the releases call them
	Rests      []Named // codes of trade.Rest: hs2
	Notes      []Note
	LeftOut    []LeftOut
	SmallFirms []SmallFirmFact
}

// Region is whose trade a pack describes.
type Region struct {
	Name       trade.Text // Kalimantan Tengah / Central Kalimantan
	Short      string     // Kalteng
	Country    string     // ISO3: IDN
	BPS        string     // code of BPS: 62
	Kemendagri string     // code of Kemendagri: 62
	Seat       string     // where the office sits, for the place line of a statement: Palangka Raya; may be empty
	Office     trade.Text // the office that publishes statements
	Authority  trade.Text // whose figures these are: BPS Provinsi Kalimantan Tengah
}

// Source is a page or file that figures were read from.
type Source struct {
	ID        string
	URL       string
	Publisher string // elaeis.co, Antara Kalteng
	Published trade.Date
	Figures   int // how many figures and shares name it, counted on reading
}

// Named is a code with its names. Inside says, for a port, whether it lies in
// the region; In is the code of its group; for a product, the HS chapter it belongs
// to, where one is certain.
type Named struct {
	Code string
	Name trade.Text
	In   string
	Lat  float64 // degrees; 0, 0 is unknown
	Lon  float64

	Approx bool // the place is approximate
}

// Note is a remark on a period, a series or both: the pandemic years, a change
// of method. An empty Series applies to all.
type Note struct {
	Slug   string
	Period trade.Period
	Series string     // slug prefix, may be empty
	Label  trade.Text // two or three words for a chart
	Text   trade.Text

	SourceID string // may be empty: common knowledge
}

// LeftOut is a printed figure that the compilers did not enter as such, or a
// contradiction between sources that they found, with the reason.
type LeftOut struct {
	Kind    string // different-values, implausible, inconsistent, different-scope, revision
	Series  trade.Series
	Period  trade.Period
	Printed []Printed
	Kept    string // the printed text that was kept, empty for none
	Note    trade.Text
}

// Printed is one value as printed and where.
type Printed struct {
	Text     string // as printed, decimal point: 456.17 or 21.93 %
	SourceID string
}

// SmallFirmFact is a reported fact about small exporters.
type SmallFirmFact struct {
	Year      string // may be empty
	Place     string
	Product   string
	HS        string   // compilers' guess of the chapter
	Countries []string // ISO3
	Actors    string
	Fact      string // as compiled, English
	SourceID  string

	// Product, Actors and Fact in both languages.
	ProductText, ActorsText, FactText trade.Text
}

// Fault is one thing wrong with a pack, for a person to mend.
type Fault struct {
	File     string     // relative to the pack
	Row      int        // line number in the file, 1 = header; 0 where it has none
	Column   string     // name of the column or key
	Found    string     // what stands there, shortened
	Expected trade.Text // what should stand there
	Warning  bool       // worth a look, but no reason to refuse
}
