package api

import (
	"compress/gzip"
	"context"
	"io"
	"mime"
	"net/http"
	"time"

	"muara/internal/ingest"
	"muara/internal/office/intake"
)

// slowWork is how long checking every file of a release may take.
const slowWork = 10 * time.Minute

func (c *call) publish() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	dataset, release := c.r.PathValue("dataset"), c.r.PathValue("release")
	if err := w.Releases.Publish(c.r.Context(), dataset, release, "api:"+c.who.Name); err != nil {
		return err
	}
	return c.json(http.StatusOK, Published{Dataset: dataset, Release: release})
}

func (c *call) rollback() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	m, err := w.Releases.Rollback(c.r.Context(), c.r.PathValue("dataset"), c.query.Get("to"), "api:"+c.who.Name)
	if err != nil {
		return err
	}
	return c.json(http.StatusOK, Published{Dataset: m.Dataset, Release: m.Release})
}

func (c *call) discard() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	if err := w.Releases.Discard(c.r.Context(), c.r.PathValue("dataset"), c.r.PathValue("release"), "api:"+c.who.Name); err != nil {
		return err
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}

func (c *call) verify() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(c.r.Context(), slowWork)
	defer done()
	_ = http.NewResponseController(c.w).SetWriteDeadline(c.Now().Add(slowWork + patience)) // where it cannot be set, the server's own holds
	faults, _, err := w.Releases.Verify(ctx, c.r.PathValue("dataset"), c.r.PathValue("release"), nil)
	if err != nil {
		return err
	}
	out := Verified{Whole: len(faults) == 0, Faults: []FileFault{}}
	for _, f := range faults {
		out.Faults = append(out.Faults, FileFault{f.Release, f.Path, c.text(f.Text)})
	}
	return c.json(http.StatusOK, out)
}

func (c *call) refused() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	dataset, release := c.r.PathValue("dataset"), c.r.PathValue("release")
	packed, err := w.Releases.Refused(dataset, release)
	if err != nil {
		return err
	}
	defer packed.Close()
	rows, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	c.header("Content-Type", csvType+"; charset=utf-8")
	c.header("Cache-Control", "no-store")
	c.header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": dataset + "-" + release + "-refused.csv"}))
	out := &sending{w: c.w, control: http.NewResponseController(c.w), now: c.Now}
	if _, err := io.Copy(out, rows); err != nil {
		if out.begun {
			c.Log.Warn("api: a file ended early", "path", c.r.URL.Path, "err", err)
			panic(http.ErrAbortHandler)
		}
		return err
	}
	return nil
}

func (c *call) quality() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	q, err := w.Releases.Quality(c.r.PathValue("dataset"), c.r.PathValue("release"))
	if err != nil {
		return err
	}
	c.header("Cache-Control", "no-store")
	return c.json(http.StatusOK, c.qualityOf(q))
}

func (c *call) qualityOf(q *intake.Quality) Quality {
	kept := func(k intake.Kept) KeptRows { return KeptRows{k.Rows, exact(int64(k.Value), 2)} }
	out := Quality{
		Dataset: q.Dataset, Release: q.Release, Made: q.Made.UTC(), Parent: q.Parent, Replaced: string(q.Replaced),
		Read: q.Read, Accepted: q.Accepted, Refused: q.Refused, LeftOut: q.LeftOut,
		Files: []QualityFile{}, Refusals: []RefusedRow{}, Totals: []QualityTotal{}, World: kept(q.World), Levels: kept(q.Levels),
		Weightless: kept(q.Weightless), Repeats: q.Repeats.Rows, Unmatched: []QualityUnmatched{},
		Outliers: QualityOutliers{q.Outliers.Weighed, q.Outliers.Rows}, Changes: []QualityChange{}, Published: []QualityPublished{}, Warnings: []QualityWarning{},
	}
	for _, f := range q.Files {
		out.Files = append(out.Files, QualityFile{f.Name, f.SHA256, string(f.Kind), c.text(f.Layout), f.Accepted, f.Refused})
	}
	for _, r := range q.Refusals {
		out.Refusals = append(out.Refusals, c.refusalOf(r))
	}
	for _, t := range q.Totals {
		out.Totals = append(out.Totals, QualityTotal{string(t.Flow), t.Period, t.Rows, exact(int64(t.Value), 2), exact(t.Grams, 3)})
	}
	for _, u := range q.Unmatched {
		out.Unmatched = append(out.Unmatched, QualityUnmatched{u.Column, u.Code, u.Rows, exact(int64(u.Value), 2)})
	}
	for _, x := range q.Changes {
		out.Changes = append(out.Changes, QualityChange{string(x.Flow), x.Period, x.Chapter, exact(int64(x.Before), 2), exact(int64(x.After), 2)})
	}
	for _, p := range q.Published {
		out.Published = append(out.Published, QualityPublished{p.Series, p.Period, exact(int64(p.Published), 2), exact(int64(p.Loaded), 2), p.Within})
	}
	for _, w := range q.Warnings {
		out.Warnings = append(out.Warnings, QualityWarning{w.Code, c.text(w.Text)})
	}
	return out
}

func (c *call) refusalOf(r ingest.Refusal) RefusedRow {
	return RefusedRow{r.File, r.Sheet, r.Row, r.Column, r.Found, c.text(r.Expected)}
}
