package intake

import (
	"context"
	"io"
	"time"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/ledger"
	"muara/internal/nomen"
	"muara/internal/trade"
)

// Parts are what the desk works with.
type Parts struct {
	Lake   *lake.Store
	Engine facts.Engine
	Nomen  *nomen.Store   // nil where lists cannot be kept
	Ledger *ledger.Ledger // published figures to compare with; may be nil
	Home   Home
	Now    func() time.Time
}

// Home is the region of the office: files of other regions are read, but
// remarked on, and only its own are compared with published figures.
type Home struct {
	Country string // place code: IDN
	Region  string // BPS code: 62
	Name    trade.Text
}

// Desk takes trade files in. It is safe for many at once: the lake lets one
// import at a time write to a data set.
type Desk struct{ Parts }

// New makes a desk.
func New(p Parts) *Desk { return &Desk{p} }

// Publish makes a draft the current release of its data set.
func (d *Desk) Publish(ctx context.Context, dataset, release, by string) error {
	return d.Lake.Publish(ctx, dataset, release, by)
}

// Quality reads the quality report of a release.
func (d *Desk) Quality(dataset, release string) (*Quality, error) {
	var q Quality
	if err := d.Lake.ReadJSON(dataset, release, qualityFile, &q); err != nil {
		return nil, err
	}
	q.Release = release // the report was written before the release had its name
	return &q, nil
}

// Refused opens the refused rows of a release, as gzipped CSV.
func (d *Desk) Refused(dataset, release string) (io.ReadCloser, error) {
	return d.Lake.OpenFile(dataset, release, refusedFile)
}

const (
	qualityFile = "quality.json"
	refusedFile = "refused.csv.gz"
)
