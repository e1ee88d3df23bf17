package intake

import (
	"context"
	"encoding/json"
	"fmt"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/trade"
)

// JobKind is the kind of the jobs that import files.
const JobKind jobs.Kind = "import"

// JobInput is what a job knows besides its files.
type JobInput struct {
	Dataset string          `json:"dataset,omitempty"`
	Title   trade.Text      `json:"title,omitzero"`
	Options lake.Options    `json:"options"`
	Mapping *ingest.Mapping `json:"mapping,omitempty"`
	Upload  string          `json:"upload,omitempty"` // the upload that its files are of
	Files   []int           `json:"files,omitempty"`  // which of them, counted from 0
}

// Runner runs imports as jobs; files lists the files of a job's folder. The
// result of a job is an Outcome as JSON. Quality reports are read from the
// releases, so the outcome leaves them out.
func (d *Desk) Runner(files func(folder string) ([]File, error)) jobs.Runner {
	return func(ctx context.Context, j jobs.Job, report func(jobs.Progress)) (json.RawMessage, error) {
		var in JobInput
		if err := json.Unmarshal(j.Input, &in); err != nil {
			return nil, fmt.Errorf("input of job %s: %w", j.ID, err)
		}
		list, err := files(j.Files)
		if err != nil {
			return nil, err
		}
		out, err := d.Import(ctx, Request{
			Files: list, Dataset: in.Dataset, Title: in.Title, Options: in.Options, Mapping: in.Mapping, By: j.By,
		}, report)
		if err != nil {
			return nil, err
		}
		for i := range out.Drafts {
			m := out.Drafts[i].Manifest
			out.Drafts[i].Manifest = &lake.Manifest{Dataset: m.Dataset, Release: m.Release, Rows: m.Rows, Value: m.Value, Parent: m.Parent}
			out.Drafts[i].Quality = nil
		}
		return json.Marshal(out)
	}
}
