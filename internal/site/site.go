// Package site serves the pages of Muara: it routes addresses to pages,
// decodes requests, renders views and their downloads, and answers errors in
// the reader's language. The pages themselves are handed in as routes.
package site

import (
	"log/slog"
	"net/http"
	"time"

	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/site/ui"
)

// Options are what the site can be told; the zero value serves well.
type Options struct {
	Version   string                 // of the program, shown at the foot of pages
	BaseURL   string                 // https://example.go.id; empty to use each request's host
	Downloads map[string]ui.Download // by extension: csv, xlsx, json, svg
	Facts     *explore.Desk          // trade facts; nil where no folder of data is set up
	Log       *slog.Logger           // nil for slog.Default()
	Timeout   time.Duration          // for making one answer; 0 is 10 s
}

// Limits on what a request may look like.
const (
	maxQuery = 2048 // bytes
	maxPath  = 512  // bytes
)

// site is the handler's state; it never changes after New.
type site struct {
	office    *office.Office
	shared    ui.Site
	downloads map[string]ui.Download
	log       *slog.Logger
	mux       *http.ServeMux
	pages     map[ui.PageID]bool // that have a route
	streams   map[ui.PageID]bool // whose downloads are sent as they are made
	acts      map[ui.PageID]ui.Route
	origin    *http.CrossOriginProtection
}

// New returns the handler of the whole site. Every route is served in both
// languages; pages that no route makes are not found.
func New(o *office.Office, assets *ui.Assets, opt Options, routes ...ui.Route) http.Handler {
	s := &site{
		office:    o,
		shared:    ui.Site{Assets: assets, Version: opt.Version, BaseURL: opt.BaseURL, Facts: opt.Facts},
		downloads: opt.Downloads,
		log:       opt.Log,
		mux:       http.NewServeMux(),
		pages:     make(map[ui.PageID]bool),
		streams:   make(map[ui.PageID]bool),
		acts:      make(map[ui.PageID]ui.Route),
		origin:    http.NewCrossOriginProtection(),
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.route(routes)
	timeout := opt.Timeout
	if timeout == 0 {
		timeout = 10 * time.Second
	}
	return s.wrap(s.mux, timeout)
}

// Server returns a server for the handler with timeouts that a slow client on
// 3G can live with and a hostile one cannot use.
func Server(h http.Handler, log *slog.Logger) *http.Server {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      120 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}
	if log != nil {
		srv.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	}
	return srv
}

func (s *site) route(routes []ui.Route) {
	s.mux.HandleFunc("/{$}", s.front)
	s.mux.HandleFunc("/healthz", s.health)
	s.mux.HandleFunc(ui.AssetPath+"{file}", s.asset)
	s.mux.HandleFunc("/", s.missing)
	for _, lang := range []i18n.Lang{i18n.ID, i18n.EN} {
		for _, route := range routes {
			s.pages[route.Page], s.streams[route.Page] = true, route.Streams
			if route.Act != nil {
				s.acts[route.Page] = route
			}
			pattern := ui.Pattern(lang, route.Page)
			if route.Page == ui.Overview {
				pattern += "{$}"
			}
			s.mux.HandleFunc(pattern, s.page(route, lang))
		}
	}
}

// page answers one page in one language, or a download of it.
func (s *site) page(route ui.Route, lang i18n.Lang) http.HandlerFunc {
	return func(w http.ResponseWriter, h *http.Request) {
		r, err := ui.Decode(s.office, s.shared, lang, route.Page, h)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		// Tables in files keep one unit; so must the words around the numbers.
		if ext := extension(h); ext == "csv" || ext == "xlsx" || ext == "json" {
			r.Unit = i18n.Millions
		}
		handle := route.Handler
		if h.Method == http.MethodPost {
			handle = s.act(w, route)
		}
		v, err := handle(r)
		switch {
		case err != nil:
			s.fail(w, r, err)
		case v.Location != "":
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, h, v.Location, http.StatusSeeOther)
		case extension(h) != "":
			s.download(w, r, v, extension(h))
		default:
			s.render(w, r, v, max(v.Status, http.StatusOK))
		}
	}
}

// health says that the site answers, for those who watch over it.
func (s *site) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}
