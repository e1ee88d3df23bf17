package intake

import (
	"context"
	"time"

	"muara/internal/jobs"
	"muara/internal/lake"
)

// Set is a data set with its releases, the newest first.
type Set struct {
	Dataset  lake.Dataset `json:"dataset"`
	Releases []lake.Info  `json:"releases"`
}

// Datasets lists the data sets with all their releases, drafts too; one of them
// for an id. What cannot be read comes as an error beside the rest.
func (d *Desk) Datasets(id string) ([]Set, error) {
	sets := make([]lake.Dataset, 1)
	var err, wrong error
	if id != "" {
		sets[0], err = d.Lake.Dataset(id)
	} else {
		sets, wrong = d.Lake.Datasets()
	}
	if err != nil {
		return nil, err
	}
	var out []Set
	for _, s := range sets {
		infos, err := d.Lake.Releases(s.ID)
		if err != nil && len(infos) == 0 {
			return nil, err
		}
		out = append(out, Set{s, infos})
	}
	return out, wrong
}

// Rollback makes an earlier release the current one again, the one before the
// current for "".
func (d *Desk) Rollback(ctx context.Context, dataset, to, by string) (*lake.Manifest, error) {
	return d.Lake.Rollback(ctx, dataset, to, by)
}

// Prune removes old releases but keeps some; dry only says which.
func (d *Desk) Prune(ctx context.Context, dataset string, keep int, older time.Duration, dry bool) ([]lake.Info, error) {
	return d.Lake.Prune(ctx, dataset, keep, older, dry)
}

// Fault is something wrong with a file of a data set.
type Fault struct {
	Dataset string `json:"dataset"`
	lake.Fault
}

// Verify reads every file of a release, of all releases of all data sets for
// "", and compares it with its manifest. It says how many data sets it looked
// at.
func (d *Desk) Verify(ctx context.Context, dataset, release string, report Progress) ([]Fault, int, error) {
	sets := []lake.Dataset{{ID: dataset}}
	var wrong error
	if dataset == "" {
		sets, wrong = d.Lake.Datasets()
	}
	var out []Fault
	for _, s := range sets {
		faults, err := d.Lake.Verify(ctx, s.ID, release, func(done, total int64) {
			tell(report, "Memeriksa "+s.ID, "Checking "+s.ID, done, total, jobs.Bytes)
		})
		if err != nil {
			return nil, 0, err
		}
		for _, f := range faults {
			out = append(out, Fault{s.ID, f})
		}
	}
	return out, len(sets), wrong
}

// Discard removes a draft. A release that was published once stays.
func (d *Desk) Discard(ctx context.Context, dataset, release, by string) error {
	return d.Lake.Drop(ctx, dataset, release, by)
}

// Describe changes the title, the source and the licence of a data set. Its
// releases do not depend on them.
func (d *Desk) Describe(id string, change func(*lake.Dataset)) error {
	set, err := d.Lake.Dataset(id)
	if err != nil {
		return err
	}
	was := set
	change(&set)
	set.ID, set.Kind, set.Home = was.ID, was.Kind, was.Home
	return d.Lake.SaveDataset(set)
}
