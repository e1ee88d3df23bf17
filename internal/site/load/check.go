package load

import (
	"encoding/json"
	"fmt"
	"strconv"

	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// checkPage follows a check and says what became of the files.
type checkPage struct {
	r       *ui.Request
	job     jobs.Job
	in      intake.JobInput
	out     *intake.Outcome // once it is done
	gone    map[string]bool // drafts of the outcome that are no longer there
	back    bool            // the upload is still there
	may     bool
	percent int // -1 where nobody knows
}

func (d *desk) check(r *ui.Request) (*ui.View, error) {
	if err := d.inside(r); err != nil {
		return nil, err
	}
	p, err := d.openCheck(r)
	if err != nil {
		return nil, err
	}
	if p.job.State == jobs.Done {
		p.out = &intake.Outcome{}
		if err := json.Unmarshal(p.job.Result, p.out); err != nil {
			return nil, fmt.Errorf("result of job %s: %w", p.job.ID, err)
		}
		for _, dr := range p.out.Drafts {
			if _, err := d.Desk.Quality(dr.Manifest.Dataset, dr.Manifest.Release); trade.CodeOf(err) == trade.NotFound {
				p.gone[dr.Manifest.Release] = true
			}
		}
		if only := p.only(); only != nil {
			return &ui.View{Location: r.Href(ui.LoadReport, only.Dataset, only.Release)}, nil
		}
	}
	v := &ui.View{Style: sheet, Title: r.Text(p.job.Title), NoIndex: true, Body: checkBody(p)}
	if !p.job.State.Ended() {
		v.Refresh = 3
	}
	return v, nil
}

// only returns the draft that the check was for, where there is nothing else
// to say: then its report says it all.
func (p *checkPage) only() *lake.Manifest {
	if len(p.out.Drafts) != 1 || len(p.out.Lists) > 0 || len(p.out.Files) > 0 || p.r.Query.Get("stay") != "" {
		return nil
	}
	if m := p.out.Drafts[0].Manifest; !p.out.Drafts[0].Already && !p.gone[m.Release] {
		return m
	}
	return nil
}

func (d *desk) openCheck(r *ui.Request) (*checkPage, error) {
	j, err := d.Uploads.Queue.Get(r.Param("code"))
	if err != nil {
		return nil, err
	}
	p := &checkPage{r: r, job: j, gone: map[string]bool{}, may: d.may(r, Import), percent: -1}
	if j.Kind != intake.JobKind || json.Unmarshal(j.Input, &p.in) != nil {
		return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Tidak ada pemeriksaan dengan nomor " + j.ID + ".", EN: "There is no check with the number " + j.ID + ".",
		}}
	}
	if p.in.Upload != "" {
		_, err := d.Uploads.Get(p.in.Upload)
		p.back = err == nil
	}
	if pr := j.Progress; pr.Total > 0 {
		p.percent = int(min(100, max(0, pr.Done*100/pr.Total)))
	}
	return p, nil
}

// heading says where the check stands.
func (p *checkPage) heading() string {
	if p.job.State == jobs.Done {
		n := len(p.out.Drafts)
		switch {
		case n == 0 && len(p.out.Lists) > 0:
			return p.r.T("load.check.lists")
		case n == 0:
			return p.r.T("load.check.nothing")
		case p.out.Drafts[0].Already:
			return p.r.T("load.check.already")
		}
		return p.r.Plural("load.check.drafts", n)
	}
	return p.r.T("load.check." + string(p.job.State))
}

// stage says what is being done and how far it is.
func (p *checkPage) stage() string {
	pr := p.job.Progress
	text := p.r.Text(pr.Stage)
	if text == "" {
		return p.r.T("load.check.wait." + string(p.job.State))
	}
	switch {
	case pr.Unit == jobs.Bytes && pr.Total > 0:
		return p.r.T("load.check.far", text, size(p.r, pr.Done), size(p.r, pr.Total))
	case pr.Total > 0:
		return p.r.T("load.check.far", text, count(p.r, pr.Done), count(p.r, pr.Total))
	}
	return text
}

// spoken is the progress for those who listen: it changes only with the stage
// and every tenth, so that it does not talk without end.
func (p *checkPage) spoken() string {
	text := p.r.Text(p.job.Progress.Stage)
	if text == "" {
		text = p.r.T("load.check.wait." + string(p.job.State))
	}
	if p.percent >= 10 {
		text += ", " + strconv.Itoa(p.percent/10*10) + "%"
	}
	return text
}

func (d *desk) checkAct(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Import)
	if err != nil {
		return nil, err
	}
	if err := form(r); err != nil {
		return nil, err
	}
	p, err := d.openCheck(r)
	if err != nil {
		return nil, err
	}
	here := &ui.View{Location: r.Href(ui.LoadCheck, p.job.ID)}
	switch r.HTTP.PostForm.Get("do") {
	case "cancel":
		// What has ended meanwhile shows its end: nothing to complain of.
		if _, err := d.Uploads.Queue.Cancel(p.job.ID); err != nil && trade.CodeOf(err) != trade.Conflict {
			return nil, err
		}
		return here, nil
	case "retry":
		if _, err := d.Uploads.Queue.Retry(p.job.ID); err != nil && trade.CodeOf(err) != trade.Conflict {
			return nil, err
		}
		return here, nil
	case "again":
		return d.anew(r, p.job, p.in, who)
	}
	return nil, unknownAct()
}

// anew checks the same files in the same way, on top of what is current now.
func (d *desk) anew(r *ui.Request, j jobs.Job, in intake.JobInput, who string) (*ui.View, error) {
	up, err := d.Uploads.Get(in.Upload)
	if err != nil {
		return nil, err
	}
	in.Options.Mapping = ""
	return d.begin(r, up, in.Files, in, who, j.ID)
}

// liveWord tells the script whether to ask again.
func liveWord(j jobs.Job) string {
	if j.State.Ended() {
		return "ended"
	}
	return "on"
}

// announced is what is read out when it changes.
func (p *checkPage) announced() string {
	if p.job.State.Ended() {
		return p.heading()
	}
	return p.spoken()
}

// listKey is the key of the words for a list of codes.
func listKey(known bool) string {
	if known {
		return "load.list.known"
	}
	return "load.list.added"
}
