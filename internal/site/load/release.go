package load

import (
	"encoding/json"
	"net/http"

	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// release is a release with what may be done with it.
type release struct {
	set     lake.Dataset
	info    lake.Info
	current lake.Info // of the data set; its Release is empty before the first
	m       *lake.Manifest
}

// openRelease finds the release that the address names. Drafts are only shown
// to those who work on them.
func (d *desk) openRelease(r *ui.Request) (*release, error) {
	dataset, name := r.Param("code"), r.Param("release")
	sets, err := d.Desk.Datasets(dataset)
	if len(sets) == 0 {
		return nil, err
	}
	rel := &release{set: sets[0].Dataset, current: currentOf(sets[0].Releases)}
	if rel.m, err = d.Desk.Lake.Manifest(dataset, name); err != nil {
		return nil, err
	}
	for _, info := range sets[0].Releases {
		if info.Release == name {
			rel.info = info
		}
	}
	if rel.draft() {
		if err := d.inside(r); err != nil {
			return nil, err
		}
	}
	return rel, nil
}

// draft reports whether the release was never published.
func (rel *release) draft() bool { return rel.info.Published.IsZero() && !rel.info.Current }

// stale reports whether another release was published since the draft was
// made: it cannot be published any more.
func (rel *release) stale() bool { return rel.draft() && rel.m.Parent != rel.current.Release }

// publish makes a draft the current release.
func (d *desk) publish(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Publish)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	if r.HTTP.PostForm.Get("do") != "publish" {
		return nil, unknownAct()
	}
	rel, err := d.openRelease(r)
	if err != nil {
		return nil, err
	}
	err = d.Desk.Publish(r.HTTP.Context(), rel.set.ID, rel.info.Release, who)
	if trade.CodeOf(err) == trade.Conflict {
		return d.reportWith(r, r.Text(trade.TextOf(err)), http.StatusConflict)
	} else if err != nil {
		return nil, err
	}
	return &ui.View{Location: r.Href(ui.LoadReport, rel.set.ID, rel.info.Release) + published}, nil
}

const published = "?" + keyDone + "=published"

// origin finds the check that made a draft, so that it can be done again.
func (d *desk) origin(dataset, name string) *jobs.Job {
	all, _, err := d.Uploads.Queue.List(jobs.Filter{Kinds: []jobs.Kind{intake.JobKind}, States: []jobs.State{jobs.Done}}, jobs.Page{})
	if err != nil {
		return nil // the page only lacks a button
	}
	for _, j := range all {
		var out intake.Outcome
		if json.Unmarshal(j.Result, &out) != nil {
			continue
		}
		for _, dr := range out.Drafts {
			if dr.Manifest != nil && dr.Manifest.Dataset == dataset && dr.Manifest.Release == name {
				return &j
			}
		}
	}
	return nil
}

// confirmPage asks before something is done that others will notice.
type confirmPage struct {
	r   *ui.Request
	rel *release
}

func (d *desk) discard(r *ui.Request) (*ui.View, error) {
	if _, err := d.must(r, Publish); err != nil {
		return nil, err
	}
	rel, err := d.openRelease(r)
	if err != nil {
		return nil, err
	}
	if !rel.draft() {
		return nil, notADraft()
	}
	return &ui.View{Style: sheet, Title: r.T("load.discard.title"), NoIndex: true, Body: discardBody(&confirmPage{r, rel})}, nil
}

func (d *desk) discardAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Publish)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	if r.HTTP.PostForm.Get("do") != "discard" {
		return nil, unknownAct()
	}
	dataset := r.Param("code")
	// Discarding what is discarded is no fault: somebody clicked twice.
	if err := d.Desk.Discard(r.HTTP.Context(), dataset, r.Param("release"), who); err != nil && trade.CodeOf(err) != trade.NotFound {
		return nil, err
	}
	if sets, err := d.Desk.Datasets(dataset); err != nil || len(sets) == 0 {
		return &ui.View{Location: r.Href(ui.Load)}, nil
	}
	return &ui.View{Location: r.Href(ui.LoadSet, dataset) + "?" + keyDone + "=discarded"}, nil
}

func notADraft() error {
	return &trade.Error{Code: trade.Conflict, Text: trade.Text{
		ID: "Rilis data ini pernah diterbitkan, karena itu tidak dapat dibuang.",
		EN: "This data release was published once and cannot be discarded.",
	}}
}

func (d *desk) restore(r *ui.Request) (*ui.View, error) {
	if _, err := d.must(r, Publish); err != nil {
		return nil, err
	}
	rel, err := d.openRelease(r)
	if err != nil {
		return nil, err
	}
	if err := rel.restorable(); err != nil {
		return nil, err
	}
	return &ui.View{Style: sheet, Title: r.T("load.restore.title"), NoIndex: true, Body: restoreBody(&confirmPage{r, rel})}, nil
}

func (rel *release) restorable() error {
	if rel.draft() {
		return &trade.Error{Code: trade.Conflict, Text: trade.Text{
			ID: "Draf ini belum pernah diterbitkan. Buka laporan mutunya, lalu terbitkan dari sana.",
			EN: "This draft was never published. Open its quality report and publish it there.",
		}}
	}
	return nil
}

// restoreAct rolls back, unless somebody else changed the current release since
// the question was asked.
func (d *desk) restoreAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Publish)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	if r.HTTP.PostForm.Get("do") != "restore" {
		return nil, unknownAct()
	}
	rel, err := d.openRelease(r)
	if err != nil {
		return nil, err
	}
	if err := rel.restorable(); err != nil {
		return nil, err
	}
	if !rel.info.Current {
		if from := r.HTTP.PostForm.Get("from"); from != rel.current.Release {
			return nil, &trade.Error{Code: trade.Conflict, Text: trade.Text{
				ID: "Sementara itu rilis data yang berlaku sudah diganti oleh orang lain. Belum ada yang berubah; lihat daftar rilisnya, lalu putuskan lagi.",
				EN: "Meanwhile somebody else changed the current data release. Nothing was changed; look at the list of releases and decide again.",
			}}
		}
		if _, err := d.Desk.Rollback(r.HTTP.Context(), rel.set.ID, rel.info.Release, who); err != nil {
			return nil, err
		}
	}
	return &ui.View{Location: r.Href(ui.LoadSet, rel.set.ID) + "?" + keyDone + "=restored"}, nil
}
