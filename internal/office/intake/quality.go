package intake

import (
	"time"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/trade"
)

// Quality is what a person should know of a draft before it is published. It is
// kept with the release as quality.json.
type Quality struct {
	Dataset  string       `json:"dataset"`
	Release  string       `json:"release"`
	Made     time.Time    `json:"made"`
	Parent   string       `json:"parent,omitempty"`
	Replaced lake.Replace `json:"replaced"`
	Files    []FileReport `json:"files"`

	Read     int64            `json:"read"` // rows of trade: accepted, refused, left out
	Accepted int64            `json:"accepted"`
	Refused  int64            `json:"refused"`
	LeftOut  int64            `json:"left_out"`
	Refusals []ingest.Refusal `json:"refusals"` // the first ingest.Keep; all of them are in the release

	Totals     []Total     `json:"totals"`
	World      Kept        `json:"world"`  // rows for the World kept out beside their parts
	Levels     Kept        `json:"levels"` // rows of coarser HS levels kept out beside finer ones
	Repeats    Repeats     `json:"repeats"`
	Unmatched  []Unmatched `json:"unmatched"`
	Weightless Kept        `json:"weightless"` // rows without a weight
	Outliers   Outliers    `json:"outliers"`
	Changes    []Change    `json:"changes"`   // against the release before, largest first
	Published  []Published `json:"published"` // against published figures
	Warnings   []Warning   `json:"warnings"`
}

// FileReport is what was read from one file, or one member of an archive.
type FileReport struct {
	Name     string      `json:"name"`
	SHA256   string      `json:"sha256,omitempty"`
	Kind     ingest.Kind `json:"kind"`
	Layout   trade.Text  `json:"layout"`
	Accepted int64       `json:"accepted"`
	Refused  int64       `json:"refused"`
	LeftOut  []Counted   `json:"left_out,omitempty"`
	Warnings []Counted   `json:"warnings,omitempty"`
}

// Counted is a remark with the number of rows that it is on.
type Counted struct {
	Code string     `json:"code"`
	Text trade.Text `json:"text"`
	Rows int64      `json:"rows"`
}

// Total sums the accepted rows of one flow and one period.
type Total struct {
	Flow   trade.Flow   `json:"flow"`
	Period string       `json:"period"` // 2023 or 2023-07
	Rows   int64        `json:"rows"`
	Value  trade.Amount `json:"value"` // US cents
	Rest   int64        `json:"-"`     // millionths of a cent, until it is rounded
	Grams  int64        `json:"grams,omitempty"`
}

// Kept counts rows with their value.
type Kept struct {
	Rows  int64        `json:"rows"`
	Value trade.Amount `json:"value"` // US cents
}

// Repeats counts rows whose cell came before: same flow, places, product,
// period, port, industry and sector.
type Repeats struct {
	Rows  int64    `json:"rows"`
	First []string `json:"first,omitempty"` // the first few, as text
}

// Unmatched is a code or name that no list of ours has. Its rows are kept: the
// totals stay true, the place reads "not specified", the product keeps its code.
type Unmatched struct {
	Column string       `json:"column"` // reporter, partner, product
	Code   string       `json:"code"`
	Rows   int64        `json:"rows"`
	Value  trade.Amount `json:"value"`
}

// Outliers are rows whose value per kilogram is more than ten times, or less
// than a tenth of, the median of their product in the same files.
type Outliers struct {
	Weighed int64     `json:"weighed"` // rows with a value and a weight
	Rows    int64     `json:"rows"`
	First   []Outlier `json:"first,omitempty"` // the farthest off, at most 50
}

// Outlier is one such row.
type Outlier struct {
	File    string  `json:"file"`
	Sheet   string  `json:"sheet,omitempty"`
	Row     int     `json:"row"`
	Product string  `json:"product"`
	USDkg   float64 `json:"usd_per_kg"`
	Median  float64 `json:"median"` // of the product, US$ per kg
}

// Change is what the draft says against the release before it.
type Change struct {
	Flow    trade.Flow   `json:"flow"`
	Period  string       `json:"period"`
	Chapter string       `json:"chapter,omitempty"` // empty for all goods
	Before  trade.Amount `json:"before"`
	After   trade.Amount `json:"after"`
}

// Published compares the draft with a published figure of the same cell.
type Published struct {
	Series    string       `json:"series"`
	Period    string       `json:"period"`
	Published trade.Amount `json:"published"`
	Loaded    trade.Amount `json:"loaded"`
	Within    bool         `json:"within"` // the difference is no more than rounding
}

// Warning is anything else a person should know: its code, and words.
type Warning struct {
	Code string     `json:"code"`
	Text trade.Text `json:"text"`
}
