package api

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"muara/internal/i18n"
)

const (
	maxQuery = 8 << 10 // bytes: a query may filter by many codes
	gzipMark = "-gzip" // ends the ETag of a compressed answer, which is another one (RFC 9110, section 8.8.3)
)

// wrap puts around the operations what every answer shares, outermost first.
func (a *api) wrap() http.Handler {
	var next http.Handler = a.mux
	next = a.limited(next)
	next = a.recovered(next)
	next = compressed(next)
	return shared(next)
}

// compressed sends small letters for large texts. Parquet and XLSX are
// compressed already.
func compressed(next http.Handler) http.Handler {
	wrapper, err := gzhttp.NewWrapper(gzhttp.SuffixETag(gzipMark), gzhttp.EnableZstd(false),
		gzhttp.ExceptContentTypes([]string{parquetType, xlsxType, "application/gzip"}))
	if err != nil { // the options are constants
		return next
	}
	return wrapper(next)
}

// shared sets the headers of every answer. Anybody's page may read (GET and
// HEAD): the figures are public and no cookie is looked at. No page of another
// site may write.
func shared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Expose-Headers", "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition")
		case http.MethodOptions:
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Allow-Methods", "GET, HEAD")
			h.Set("Access-Control-Allow-Headers", "If-None-Match, Accept, Accept-Language")
			h.Set("Access-Control-Max-Age", "86400")
			h.Set("Allow", "GET, HEAD, OPTIONS")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recovered turns a panic into a problem, where nothing has been sent yet.
func (a *api) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler { //nolint:errorlint // compared as net/http does
				panic(fault)
			}
			a.Log.Error("api: panic", "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
			a.outside(w, r).fail(fmt.Errorf("panic: %v", fault))
		}()
		next.ServeHTTP(w, r)
	})
}

// outside is a call that belongs to no operation.
func (a *api) outside(w http.ResponseWriter, r *http.Request) *call {
	c := &call{api: a, op: &operation{}, w: w, r: r, Printer: i18n.Printer{Lang: langOf(r)}}
	c.header("Content-Language", string(c.Lang))
	return c
}

// missing answers paths and methods that no operation has.
func (a *api) missing(w http.ResponseWriter, r *http.Request) {
	c := a.outside(w, r)
	var allow []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		try := r.Clone(r.Context())
		try.Method = m
		if _, pattern := a.mux.Handler(try); pattern != "/" && pattern != "" {
			if allow = append(allow, m); m == http.MethodGet {
				allow = append(allow, http.MethodHead)
			}
		}
	}
	if len(allow) > 0 {
		methods := strings.Join(allow, ", ")
		c.fail(&fault{code: "method", allow: methods, error: said("",
			"Alamat ini tidak menerima "+clip(r.Method)+"; yang diterima: "+methods+".",
			"This address does not take "+clip(r.Method)+"; it takes: "+methods+".")})
		return
	}
	c.fail(said("not-found", "Tidak ada apa-apa di alamat ini. Daftar alamat ada di "+Prefix+"/openapi.json dan di halaman API.",
		"There is nothing at this address. The addresses are listed at "+Prefix+"/openapi.json and on the page API."))
}
