// Package load is the pages with which an analyst brings in a file: send it,
// see what it was recognised as, map its columns where nobody knows it, follow
// the check, read the quality report, publish or discard; and the releases of
// each data set. Nothing changes without a form that somebody sent who may.
package load

import (
	"net/http"
	"time"

	"muara/internal/office/intake"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Right is something that not everybody may do.
type Right string

// The rights: those of the tokens in internal/auth.
const (
	Import  Right = "import"
	Publish Right = "publish"
)

// Parts are what the pages work with.
type Parts struct {
	Desk     *intake.Desk // nil where no folder of data is set up: the pages say so
	Uploads  *intake.Uploads
	Mappings intake.Mappings

	// May says who asks, or why they may not.
	May func(*http.Request, Right) (who string, err error)

	// Limit is how much may be sent at once, in bytes; 0 is DefaultLimit.
	Limit int64
}

// DefaultLimit is as much as may be sent at once where nothing else is set: a
// packed year of BACI, the largest file that offices meet, has about 300 MB.
const DefaultLimit = 2 << 30

// sheet is the style sheet of these pages.
const sheet = "load.css"

// desk is the pages.
type desk struct{ Parts }

// Routes returns the routes of the pages.
func Routes(p Parts) []ui.Route {
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	d := &desk{p}
	return []ui.Route{
		{Page: ui.Load, Handler: d.front, Act: d.send, Uploads: true},
		{Page: ui.LoadUpload, Handler: d.ready(d.upload), Act: d.ready(d.uploadAct)},
		{Page: ui.LoadColumns, Handler: d.ready(d.columns), Act: d.ready(d.columnsAct)},
		{Page: ui.LoadCheck, Handler: d.ready(d.check), Act: d.ready(d.checkAct)},
		{Page: ui.LoadSet, Handler: d.ready(d.set), Act: d.ready(d.setAct)},
		{Page: ui.LoadReport, Handler: d.ready(d.report), Act: d.ready(d.publish), Streams: true},
		{Page: ui.LoadRestore, Handler: d.ready(d.restore), Act: d.ready(d.restoreAct)},
		{Page: ui.LoadDiscard, Handler: d.ready(d.discard), Act: d.ready(d.discardAct)},
		{Page: ui.LoadMappings, Handler: d.ready(d.mappings), Act: d.ready(d.mappingsAct)},
	}
}

// ready answers only where there is a folder of data.
func (d *desk) ready(h ui.Handler) ui.Handler {
	return func(r *ui.Request) (*ui.View, error) {
		if d.Desk == nil || d.Uploads == nil {
			return nil, &trade.Error{Code: trade.Unavailable, Text: noFolder}
		}
		return h(r)
	}
}

var noFolder = trade.Text{
	ID: "Di server ini belum ada folder data. Jalankan program dengan --data FOLDER, lalu buka halaman ini lagi.",
	EN: "This server has no data folder yet. Start the program with --data DIR and open this page again.",
}

// may reports whether the reader has a right; pages show forms by it, and every
// form asks again with must.
func (d *desk) may(r *ui.Request, right Right) bool {
	_, err := d.must(r, right)
	return err == nil
}

// must names the reader who has a right, or refuses in words that fit a page.
func (d *desk) must(r *ui.Request, right Right) (string, error) {
	if d.May == nil {
		return "", forbidden(nil)
	}
	who, err := d.May(r.HTTP, right)
	if err != nil && trade.CodeOf(err) != trade.Forbidden {
		return "", err
	}
	if err != nil {
		return "", forbidden(err)
	}
	return who, nil
}

func forbidden(cause error) error {
	return &trade.Error{Code: trade.Forbidden, Err: cause, Text: trade.Text{
		ID: "Memuat dan menerbitkan data hanya boleh dari komputer tempat Muara berjalan, atau oleh program yang memegang token. Mintalah kepada pengelola.",
		EN: "Data are loaded and published only on the computer that Muara runs on, or by a program that holds a token. Ask the administrator.",
	}}
}

// inside refuses readers who may not see what has not been published.
func (d *desk) inside(r *ui.Request) error {
	if d.may(r, Publish) {
		return nil
	}
	_, err := d.must(r, Import)
	return err
}

// moment writes a day and a time of the server's clock.
func moment(r *ui.Request, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.Local()
	return r.T("load.moment", r.Date(trade.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}), t.Format(r.T("load.clock")))
}

// size writes a number of bytes as people say it.
func size(r *ui.Request, bytes int64) string {
	in := func(unit int64, name string) string {
		decimals := 1
		if bytes%unit == 0 || bytes >= 10*unit {
			decimals = 0
		}
		return r.Decimal(float64(bytes)/float64(unit), decimals) + " " + name
	}
	switch {
	case bytes >= 1<<30:
		return in(1<<30, "GB")
	case bytes >= 1<<20:
		return in(1<<20, "MB")
	case bytes >= 1<<10:
		return r.Count(int(bytes>>10)) + " KB"
	}
	return r.T("load.bytes", r.Count(int(bytes)))
}

// count writes a number of rows.
func count(r *ui.Request, n int64) string { return r.Count(int(n)) }

// form reads the fields of a form without files.
func form(r *ui.Request) error {
	if err := r.HTTP.ParseForm(); err != nil {
		return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
			ID: "Isian tidak terbaca atau terlalu besar. Kembali ke halamannya, lalu coba lagi.",
			EN: "The form cannot be read or is too large. Go back to its page and try again.",
		}}
	}
	return nil
}

// unknownAct answers a form that no page of ours has.
func unknownAct() error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: "Tombol ini tidak dikenal. Muat ulang halamannya, lalu coba lagi.",
		EN: "This button is not known. Reload the page and try again.",
	}}
}

// replaceKey is the end of the key of the words for what an import replaces.
func replaceKey(v string) string {
	if v == "" {
		return "auto"
	}
	return v
}
