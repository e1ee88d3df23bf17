package load

import (
	"errors"
	"io"
	"net/http"

	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// frontPage is the page to send files from, with what is under way and what is
// there.
type frontPage struct {
	r       *ui.Request
	ready   bool // there is a folder of data
	may     bool
	limit   int64
	fault   string // why the last sending was not taken
	checks  []jobs.Job
	uploads []intake.Upload
	sets    []setRow
	wrong   string // data sets that cannot be read
}

// setRow is a data set in the list.
type setRow struct {
	set     lake.Dataset
	current lake.Info
	drafts  int
	earlier int
}

// How many checks and uploads the page shows.
const recent = 8

func (d *desk) front(r *ui.Request) (*ui.View, error) { return d.frontWith(r, "", 0) }

func (d *desk) frontWith(r *ui.Request, fault string, status int) (*ui.View, error) {
	p := &frontPage{r: r, ready: d.Desk != nil && d.Uploads != nil, limit: d.Limit, fault: fault}
	if p.ready {
		p.may = d.may(r, Import)
		if err := d.list(p); err != nil {
			return nil, err
		}
	}
	return &ui.View{Style: sheet, Title: r.T("load.title"), Description: r.T("load.description"), Status: status, NoIndex: true, Body: frontBody(p)}, nil
}

// list fills in what is under way and what is there.
func (d *desk) list(p *frontPage) error {
	sets, err := d.Desk.Datasets("")
	if err != nil {
		p.wrong = p.r.Text(trade.TextOf(err))
	}
	for _, s := range sets {
		row := setRow{set: s.Dataset}
		for _, info := range s.Releases {
			switch {
			case info.Current:
				row.current = info
			case info.Published.IsZero():
				row.drafts++
			default:
				row.earlier++
			}
		}
		if row.current.Release != "" || p.may {
			p.sets = append(p.sets, row)
		}
	}
	if !p.may {
		return nil
	}
	if p.checks, _, err = d.Uploads.Queue.List(jobs.Filter{Kinds: []jobs.Kind{intake.JobKind}}, jobs.Page{Limit: recent}); err != nil {
		return err
	}
	p.uploads, err = d.Uploads.List(recent)
	return err
}

// send takes the files of the form as they arrive.
func (d *desk) send(r *ui.Request) (*ui.View, error) {
	who, err := d.must(r, Import)
	if err != nil {
		return nil, err
	}
	if d.Desk == nil || d.Uploads == nil {
		return nil, &trade.Error{Code: trade.Unavailable, Text: noFolder}
	}
	if r.HTTP.ContentLength > d.Limit {
		return d.tooLarge(r)
	}
	r.HTTP.Body = http.MaxBytesReader(nil, r.HTTP.Body, d.Limit)
	parts, err := r.HTTP.MultipartReader()
	if err != nil {
		return d.frontWith(r, r.T("load.send.broken"), http.StatusBadRequest)
	}
	in, err := d.Uploads.Begin()
	if err != nil {
		return nil, err
	}
	defer in.Discard()
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && part.FileName() != "" {
			err = in.File(part.FileName(), part)
		}
		if err != nil {
			return d.unsent(r, err)
		}
	}
	up, err := in.Keep(who)
	if trade.CodeOf(err) == trade.Invalid {
		return d.frontWith(r, r.Text(trade.TextOf(err)), http.StatusBadRequest)
	} else if err != nil {
		return nil, err
	}
	return &ui.View{Location: r.Href(ui.LoadUpload, up.ID)}, nil
}

// unsent answers an upload that did not arrive whole.
func (d *desk) unsent(r *ui.Request, err error) (*ui.View, error) {
	var told *trade.Error
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return d.tooLarge(r)
	case errors.As(err, &told):
		return nil, err
	}
	return d.frontWith(r, r.T("load.send.broken"), http.StatusBadRequest)
}

// mostDrained is how much of an upload that is too large is still taken, so
// that the browser, which sends before it listens, hears the answer.
const mostDrained = 64 << 20

func (d *desk) tooLarge(r *ui.Request) (*ui.View, error) {
	_, _ = io.CopyN(io.Discard, r.HTTP.Body, mostDrained)
	return d.frontWith(r, r.T("load.send.large", size(r, d.Limit)), http.StatusRequestEntityTooLarge)
}

// checkWhen says when a check was asked for and by whom.
func checkWhen(r *ui.Request, j jobs.Job) string {
	return r.T("load.by", whoText(r, j.By), moment(r, j.Created))
}

// whoText names who did something; without accounts, whoever sits at this
// computer has no other name.
func whoText(r *ui.Request, who string) string {
	switch who {
	case "", "local":
		return r.T("load.who.local")
	}
	return who
}

// uploadName is the first file of an upload, and how many more there are.
func uploadName(r *ui.Request, u intake.Upload) string {
	if n := len(u.Files) - 1; n > 0 {
		return r.Plural("load.uploads.more", n, u.Files[0].Name)
	}
	return u.Files[0].Name
}

// rowsText is how many rows the current release has; none without one.
func rowsText(r *ui.Request, current lake.Info) string {
	if current.Release == "" {
		return "–"
	}
	return count(r, current.Rows)
}
