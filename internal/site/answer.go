package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"muara/internal/site/ui"
	"muara/internal/trade"
)

// render writes a view as a page. The page is made before the first byte
// leaves, so that a fault in it can still become an error page.
func (s *site) render(w http.ResponseWriter, r *ui.Request, v *ui.View, status int) {
	var page bytes.Buffer
	if err := ui.Layout(r, v).Render(r.HTTP.Context(), &page); err != nil {
		if status >= http.StatusInternalServerError { // the error page itself
			s.log.Error("render the error page", "path", r.HTTP.URL.Path, "err", err)
			http.Error(w, trade.TextOf(err).In(string(r.Lang)), status)
			return
		}
		s.fail(w, r, fmt.Errorf("render %s: %w", r.Page, err))
		return
	}
	head := w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Content-Language", string(r.Lang))
	head.Set("Cache-Control", "no-cache")
	if status == http.StatusOK {
		tag := etag(page.Bytes())
		head.Set("ETag", tag)
		if matches(r.HTTP.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // the reader may have gone
}

// download writes a view as a file: what the page offers itself goes first.
func (s *site) download(w http.ResponseWriter, r *ui.Request, v *ui.View, ext string) {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Robots-Tag", "noindex")
	if file, ok := v.Files[ext]; ok {
		s.file(w, r, file, ext)
		return
	}
	write, ok := s.downloads[ext]
	if !ok || len(v.Charts) == 0 {
		s.fail(w, r, &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Halaman ini tidak dapat diunduh sebagai ." + ext + ".",
			EN: "This page cannot be downloaded as ." + ext + ".",
		}})
		return
	}
	if err := write(w, r, v, ext); err != nil {
		s.fail(w, r, err)
	}
}

func (s *site) file(w http.ResponseWriter, r *ui.Request, f ui.File, ext string) {
	var body bytes.Buffer
	if !f.Large {
		if err := f.Write(&body); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	name := f.Name
	if name == "" {
		name = path.Base(ui.Pattern(r.Lang, r.Page))
	}
	how := "attachment"
	if ext == "txt" { // a browser shows it; our policy would take the styles from a page on its own
		how = "inline"
	}
	w.Header().Set("Content-Type", f.Type)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name + "." + ext}))
	if !f.Large {
		_, _ = w.Write(body.Bytes())
		return
	}
	sent := &begun{Writer: w}
	if err := f.Write(sent); err != nil && !sent.yes {
		w.Header().Del("Content-Disposition")
		s.fail(w, r, err)
	} else if err != nil {
		// Half a file must not look whole: the connection is cut.
		s.log.Warn("a download ended early", "path", r.HTTP.URL.Path, "err", err)
		panic(http.ErrAbortHandler)
	}
}

// begun knows whether anything was written.
type begun struct {
	io.Writer
	yes bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = b.yes || len(p) > 0
	return b.Writer.Write(p)
}

// asset serves a file of the bundle. Its name carries a hash of its content:
// it may be kept for good.
func (s *site) asset(w http.ResponseWriter, h *http.Request) {
	name := h.PathValue("file")
	a := s.shared.Assets
	if !a.Hashed(name) {
		s.missing(w, h)
		return
	}
	f, err := a.Open(name)
	if err != nil {
		s.missing(w, h)
		return
	}
	w.Header().Set("Content-Type", assetType(name))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, h, name, time.Time{}, bytes.NewReader(f))
}

// assetType does not ask the machine's table of types, which differs from
// machine to machine.
func assetType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return "application/octet-stream"
}

// etag is weak because the page may be compressed on its way.
func etag(page []byte) string {
	sum := sha256.Sum256(page)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

func matches(ifNoneMatch, tag string) bool {
	for _, t := range strings.Split(ifNoneMatch, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == "*" || t == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
