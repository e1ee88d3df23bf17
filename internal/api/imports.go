package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// maxField bounds a field of a form that is not a file, in bytes. A mapping of
// columns is the longest.
const maxField = 64 << 10

func (c *call) work() (*Work, error) {
	if c.Work == nil {
		return nil, unloaded()
	}
	return c.Work, nil
}

// startImport takes files in and begins their import: drafts and quality
// reports, nothing is published. What the files are is found out from their
// content. Sending the same files again is harmless: the import that is there
// is returned.
func (c *call) startImport() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return &fault{status: http.StatusUnsupportedMediaType, field: "Content-Type", error: said(trade.Invalid,
			"Kirim berkas sebagai multipart/form-data, bagian file, misalnya: curl -F file=@ekspor.xlsx.",
			"Send the files as multipart/form-data, part file, such as: curl -F file=@exports.xlsx.")}
	}
	c.r.Body = http.MaxBytesReader(c.w, &receiving{c.r.Body, http.NewResponseController(c.w), c.Now}, c.Limits.Upload)
	parts, err := c.r.MultipartReader()
	if err != nil {
		return badForm()
	}
	up, err := w.Uploads.Begin()
	if err != nil {
		return err
	}
	defer up.Discard()
	fields := map[string]string{}
	if err := c.receive(parts, up, fields); err != nil {
		return c.unreceived(err)
	}
	in, err := jobInput(fields)
	if err != nil {
		return err
	}
	by := "api:" + c.who.Name
	kept, err := up.Keep(by)
	if err != nil {
		return err
	}
	files := make([]int, len(kept.Files))
	for i := range files {
		files[i] = i
	}
	j, _, err := w.Uploads.Check(kept, files, in, by, fields["again"])
	if err != nil {
		return err
	}
	c.header("Location", Prefix+"/imports/"+j.ID)
	return c.json(http.StatusAccepted, c.jobOf(j, kept.Refused))
}

// receiving gives a slow client time as long as it goes on sending.
type receiving struct {
	io.ReadCloser
	control *http.ResponseController
	now     func() time.Time
}

func (r *receiving) Read(p []byte) (int, error) {
	if err := r.control.SetReadDeadline(r.now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

// receive reads the parts of a form as they arrive; files go to the disk.
func (c *call) receive(parts *multipart.Reader, up *intake.Incoming, fields map[string]string) error {
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name := p.FormName()
		switch {
		case name == "file" && p.FileName() != "":
			if err := up.File(p.FileName(), p); err != nil {
				return err
			}
		case isImportField(name):
			text, err := io.ReadAll(io.LimitReader(p, maxField+1))
			if err != nil {
				return err
			}
			if len(text) > maxField {
				return invalid(name, "Isian "+name+" terlalu panjang.", "The field "+name+" is too long.")
			}
			fields[name] = strings.TrimSpace(string(text))
		default:
			return invalid(clip(name), "Bagian formulir "+quote(name)+" tidak dikenal; pilihan: file, "+list(importFields())+".",
				"The part "+quote(name)+" of the form is not known; possible: file, "+list(importFields())+".")
		}
	}
}

func importFields() []string {
	return []string{"dataset", "title", "flow", "reporter", "edition", "replace", "mapping", "again"}
}

func isImportField(name string) bool {
	for _, f := range importFields() {
		if f == name {
			return true
		}
	}
	return false
}

// unreceived words what broke off an upload.
func (c *call) unreceived(err error) error {
	var large *http.MaxBytesError
	var known *trade.Error
	switch {
	case errors.As(err, &large):
		size := exact(c.Limits.Upload>>20, 0)
		return &fault{code: "too-large", field: "file", error: said("",
			"Unggahan lebih besar dari "+size+" MiB. Bagi menjadi beberapa unggahan, atau muat di komputer server dengan muara import.",
			"The upload is larger than "+size+" MiB. Split it, or import it on the server's computer with muara import.")}
	case errors.As(err, &known):
		return err
	case c.r.Context().Err() != nil:
		return c.r.Context().Err()
	}
	return badForm()
}

func badForm() error {
	return invalid("file", "Formulir tidak terbaca sampai akhir. Kirim berkas sebagai multipart/form-data, bagian file.",
		"The form could not be read to its end. Send the files as multipart/form-data, part file.")
}

// jobInput reads the fields of a form.
func jobInput(f map[string]string) (in intake.JobInput, err error) {
	in.Dataset = f["dataset"]
	if t := f["title"]; t != "" {
		in.Title = trade.Text{ID: t, EN: t}
	}
	switch flow := trade.Flow(f["flow"]); flow {
	case "", trade.Export, trade.Import:
		in.Options.Flow = flow
	default:
		return in, invalid("flow", "Isian flow "+quote(f["flow"])+" tidak dikenal; tulis export atau import.", "The field flow cannot be "+quote(f["flow"])+"; write export or import.")
	}
	if code := f["reporter"]; code != "" {
		p, ok := refdata.PlaceOf(strings.ToUpper(code))
		if !ok {
			return in, invalid("reporter", "Isian reporter "+quote(code)+" tidak dikenal; tulis kode tiga huruf, misalnya IDN.", "The field reporter "+quote(code)+" is not known; write a code of three letters, such as IDN.")
		}
		in.Options.Reporter = p.Code
	}
	if text := f["edition"]; text != "" {
		e, ok := refdata.EditionOf(text)
		if !ok {
			return in, invalid("edition", "Isian edition "+quote(text)+" tidak dikenal; tulis misalnya HS17 atau H5.", "The field edition "+quote(text)+" is not known; write HS17 or H5, for example.")
		}
		in.Options.Edition = e.Code
	}
	switch r := lake.Replace(f["replace"]); r {
	case "", lake.ReplacePeriods, lake.ReplaceChapters, lake.ReplaceAll:
		in.Options.Replace = r
	default:
		return in, invalid("replace", "Isian replace "+quote(f["replace"])+" tidak dikenal; tulis period, chapter, atau all.", "The field replace cannot be "+quote(f["replace"])+"; write period, chapter or all.")
	}
	if text := f["mapping"]; text != "" {
		m, err := ingest.ParseMapping([]byte(text))
		if err != nil {
			return in, &fault{error: err, field: "mapping"}
		}
		in.Mapping = &m
	}
	return in, nil
}

// importJob finds a job that imports.
func (c *call) importJob() (jobs.Job, error) {
	w, err := c.work()
	if err != nil {
		return jobs.Job{}, err
	}
	j, err := w.Uploads.Queue.Get(c.r.PathValue("job"))
	if err == nil && j.Kind != intake.JobKind {
		err = said(trade.NotFound, "Tidak ada pemuatan dengan nomor "+j.ID+".", "There is no import with the number "+j.ID+".")
	}
	return j, err
}

func (c *call) importStatus() error {
	j, err := c.importJob()
	if err != nil {
		return err
	}
	c.header("Cache-Control", "no-store")
	return c.json(http.StatusOK, c.jobOf(j, nil))
}

func (c *call) cancelImport() error {
	j, err := c.importJob()
	if err != nil {
		return err
	}
	if j, err = c.Work.Uploads.Queue.Cancel(j.ID); err != nil {
		return err
	}
	return c.json(http.StatusOK, c.jobOf(j, nil))
}

func (c *call) importList() error {
	w, err := c.work()
	if err != nil {
		return err
	}
	limit, err := c.whole("limit", 50, 500)
	if err != nil {
		return err
	}
	offset, err := c.whole("offset", 0, 1_000_000)
	if err != nil {
		return err
	}
	found, total, err := w.Uploads.Queue.List(jobs.Filter{Kinds: []jobs.Kind{intake.JobKind}}, jobs.Page{Offset: offset, Limit: max(limit, 1)})
	if err != nil {
		return err
	}
	out := ImportList{Imports: []Import{}, Page: ListPage{limit, offset, total}}
	for _, j := range found {
		out.Imports = append(out.Imports, c.jobOf(j, nil))
	}
	c.header("Cache-Control", "no-store")
	return c.json(http.StatusOK, out)
}

// jobOf says where an import stands.
func (c *call) jobOf(j jobs.Job, refused []intake.NotTaken) Import {
	out := Import{
		ID: j.ID, Title: c.text(j.Title), State: string(j.State), By: j.By, Created: j.Created, Started: moment(j.Started), Finished: moment(j.Finished),
		Progress: ImportProgress{Stage: c.text(j.Progress.Stage), Done: j.Progress.Done, Total: j.Progress.Total, Unit: j.Progress.Unit},
		Drafts:   []ImportDraft{}, Lists: []ImportLists{}, NotTaken: []NotTaken{}, Link: Prefix + "/imports/" + j.ID,
	}
	if j.Fault != nil {
		text := sentence(c.text(j.Fault.Text))
		out.Fault = &text
	}
	var done intake.Outcome
	if len(j.Result) > 0 {
		if err := json.Unmarshal(j.Result, &done); err != nil {
			c.Log.Error("api: result of an import", "job", j.ID, "err", err)
		}
	}
	for _, d := range done.Drafts {
		if d.Manifest != nil {
			m := d.Manifest
			at := Prefix + "/datasets/" + m.Dataset + "/releases/" + m.Release
			out.Drafts = append(out.Drafts, ImportDraft{m.Dataset, m.Release, m.Rows, exact(int64(m.Value), 2), d.Already, at + "/quality", at + "/refused", at + "/publish"})
		}
	}
	for _, l := range done.Lists {
		out.Lists = append(out.Lists, ImportLists{l.File, len(l.Added)})
	}
	for _, n := range append(refused, done.Files...) {
		out.NotTaken = append(out.NotTaken, NotTaken{n.File, c.text(n.Why)})
	}
	return out
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
