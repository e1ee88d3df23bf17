package site

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"muara/internal/site/ui"
)

// policy allows what the site itself serves and nothing else: no script and
// no style within a page. Data addresses are for the favicon, blobs for the
// pictures that a reader saves.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
	"img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// The answer after the time is up; no request is at hand to choose a language.
const late = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Muara</title>` +
	`<p>Halaman ini terlalu lama dibuat. Coba lagi sebentar.</p><p lang="en">This page took too long to make. Try again in a moment.</p></html>`

type extKey struct{}

// extension is the suffix that suffixed took off the address.
func extension(h *http.Request) string {
	ext, _ := h.Context().Value(extKey{}).(string)
	return ext
}

// wrap puts around the pages what every answer shares, outermost first.
func (s *site) wrap(next http.Handler, timeout time.Duration) http.Handler {
	next = s.recovered(suffixed(next)) // within the clock, where the stack still shows the place
	next = s.timed(next, timeout)
	next = s.limited(next)
	next = s.recovered(next)
	next = gzhttp.GzipHandler(next)
	next = secured(next)
	return s.logged(next)
}

// timed gives an answer so long to be made. Large downloads are sent while they
// are made, which http.TimeoutHandler, who holds back an answer, cannot do:
// they watch the time themselves. Uploads take as long as they take.
func (s *site) timed(next http.Handler, timeout time.Duration) http.Handler {
	held := http.TimeoutHandler(next, timeout, late)
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		path, ext := ui.SplitSuffix(h.URL.Path)
		if page, _, _, ok := ui.Nearest(path); ok && (ext != "" && s.streams[page] || h.Method == http.MethodPost && s.acts[page].Uploads) {
			next.ServeHTTP(w, h)
			return
		}
		held.ServeHTTP(w, h)
	})
}

// suffixed takes .csv and the like off the last part of the path, so that a
// download is routed as its page.
func suffixed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		if strings.HasPrefix(h.URL.Path, ui.AssetPath) {
			next.ServeHTTP(w, h)
			return
		}
		path, ext := ui.SplitSuffix(h.URL.Path)
		if ext == "" {
			next.ServeHTTP(w, h)
			return
		}
		h = h.Clone(context.WithValue(h.Context(), extKey{}, ext))
		h.URL.Path = path
		if h.URL.RawPath != "" {
			h.URL.RawPath, _ = ui.SplitSuffix(h.URL.RawPath)
		}
		next.ServeHTTP(w, h)
	})
}

// limited refuses what no page of ours would send.
func (s *site) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		switch {
		case h.Method != http.MethodGet && h.Method != http.MethodHead && !s.takes(h):
			w.Header().Set("Allow", "GET, HEAD")
			r := s.stranger(h)
			s.explain(w, r, http.StatusMethodNotAllowed, r.T("ui.error.method.title"), r.T("ui.error.method.text"), "")
		case len(h.URL.RawQuery) > maxQuery || len(h.URL.Path) > maxPath:
			h = h.Clone(h.Context())
			h.URL.RawQuery = ""
			r := s.stranger(h)
			s.explain(w, r, http.StatusRequestURITooLong, r.T("common.error.invalid.title"), r.T("ui.error.long.text"), r.T("common.error.invalid.do"))
		default:
			next.ServeHTTP(w, h)
		}
	})
}

// recovered turns a panic into an error page; the rest of the site lives on.
func (s *site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler { //nolint:errorlint // compared as net/http does
				panic(fault)
			}
			s.log.Error("panic", "path", h.URL.Path, "fault", fault, "stack", string(debug.Stack()))
			s.fail(w, s.stranger(h), fmt.Errorf("panic: %v", fault))
		}()
		next.ServeHTTP(w, h)
	})
}

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("X-Frame-Options", "DENY")
		head.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		head.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, h)
	})
}

// counted remembers what was answered.
type counted struct {
	http.ResponseWriter
	status, bytes int
}

func (c *counted) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (s *site) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		if !s.log.Enabled(h.Context(), slog.LevelDebug) {
			next.ServeHTTP(w, h)
			return
		}
		c := &counted{ResponseWriter: w, status: http.StatusOK}
		start := s.office.Now()
		next.ServeHTTP(c, h)
		s.log.Debug("request", "method", h.Method, "path", h.URL.Path, "query", h.URL.RawQuery,
			"status", c.status, "bytes", c.bytes, "took", s.office.Now().Sub(start))
	})
}
