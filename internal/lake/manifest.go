package lake

import (
	"time"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Version is the form of the manifests and Parquet columns that this program
// writes. A release of a newer form is refused with a plain message.
const Version = 1

// Dataset says what a data set is. It may be edited; releases do not depend on
// it.
type Dataset struct {
	ID           string     `json:"id"` // a slug: baci, comtrade, jatim
	Title        trade.Text `json:"title"`
	Kind         string     `json:"kind"`   // ingest.Kind of its first file, or "table"
	Source       trade.Text `json:"source"` // who publishes the figures
	SourceURL    string     `json:"source_url,omitempty"`
	Licence      string     `json:"licence,omitempty"`
	Edition      string     `json:"edition,omitempty"` // of the HS, where its files do not state it
	Home         string     `json:"home,omitempty"`    // place code of the only reporter, or BPS code of the region
	Illustrative bool       `json:"illustrative,omitempty"`
}

// Manifest describes one release.
type Manifest struct {
	Version   int                    `json:"version"`
	Dataset   string                 `json:"dataset"`
	Release   string                 `json:"release"` // 20261125T201500Z-1f3a9c20: time and the first digits of Key
	Key       string                 `json:"key"`     // SHA-256 of the contents and options of the import and of the parent
	Parent    string                 `json:"parent,omitempty"`
	Made      time.Time              `json:"made"`
	By        string                 `json:"by,omitempty"`
	Note      string                 `json:"note,omitempty"`
	Inputs    []Input                `json:"inputs"`
	Options   Options                `json:"options"`
	Columns   []string               `json:"columns"` // of the base table
	Monthly   bool                   `json:"monthly"`
	Tables    []Table                `json:"tables"`
	Coverage  []facts.Span           `json:"coverage"`
	Codes     map[facts.Dim][]string `json:"codes"` // sorted; product codes too
	Rows      int64                  `json:"rows"`
	Value     trade.Amount           `json:"value"` // US cents, both flows added: for checking
	Converted *Conversion            `json:"converted,omitempty"`
	Files     []File                 `json:"files"` // every file of the release but the manifest
}

// Input is one file that was imported, into this release or one before it.
type Input struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Size    int64  `json:"size"`
	Kind    string `json:"kind"`
	Rows    int64  `json:"rows"`
	Refused int64  `json:"refused"`
	Release string `json:"release"` // which release took it in
}

// Options are what the person said on import.
type Options struct {
	Flow     trade.Flow `json:"flow,omitempty"`
	Reporter string     `json:"reporter,omitempty"`
	Edition  string     `json:"edition,omitempty"`
	Replace  Replace    `json:"replace,omitempty"`
	Mapping  string     `json:"mapping,omitempty"` // SHA-256 of the mapping of columns
}

// Replace says what of the release before an import takes the place of.
type Replace string

const (
	// ReplacePeriods replaces all rows of the same flow, reporter, region and
	// period as any new row.
	ReplacePeriods Replace = "period"
	// ReplaceChapters replaces only rows that are of the same HS chapter too:
	// for extracts of some chapters.
	ReplaceChapters Replace = "chapter"
	// ReplaceAll keeps nothing of the release before.
	ReplaceAll Replace = "all"
)

// Table is one stored form of the facts.
type Table struct {
	Name string      `json:"name"`
	Dims []facts.Dim `json:"dims"`
	Sort []facts.Dim `json:"sort"`
	Rows int64       `json:"rows"`
}

// File is one file of a release.
type File struct {
	Path   string `json:"path"` // within the release, with slashes
	Table  string `json:"table,omitempty"`
	Year   int    `json:"year,omitempty"`
	Rows   int64  `json:"rows,omitempty"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Conversion says that codes were converted from other editions of the HS.
type Conversion struct {
	From    []string `json:"from"`
	To      string   `json:"to"`
	Release string   `json:"release"` // that was converted
	Tables  []string `json:"tables"`  // SHA-256 of the concordance tables
	Left    int64    `json:"left"`    // rows without a conversion, kept with their own edition
}
