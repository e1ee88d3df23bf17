package app

import (
	"log/slog"
	"net/http"
	"slices"

	"muara/internal/api"
	"muara/internal/config"
	"muara/internal/office"
	"muara/internal/site"
	"muara/internal/site/about"
	"muara/internal/site/balance"
	"muara/internal/site/commodities"
	"muara/internal/site/data"
	"muara/internal/site/destinations"
	"muara/internal/site/explore"
	"muara/internal/site/figure"
	"muara/internal/site/imports"
	"muara/internal/site/load"
	"muara/internal/site/methods"
	"muara/internal/site/mirror"
	"muara/internal/site/overview"
	"muara/internal/site/ports"
	"muara/internal/site/search"
	"muara/internal/site/statement"
	"muara/internal/site/ui"
	"muara/web"
)

// handler makes the site: every page, every kind of download.
func (p *program) handler(o *office.Office, s config.Settings, w *works, log *slog.Logger) (http.Handler, error) {
	assets, err := ui.NewAssets(web.Dist())
	if err != nil {
		return nil, err
	}
	if !assets.Built() {
		log.Warn("scripts and styles have not been built: pages are plain. Run make build")
	}
	pages := site.New(o, assets, site.Options{
		Version: p.version, BaseURL: s.BaseURL, Downloads: downloads(), Facts: w.explore(), Log: log,
	}, routes(w)...)
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.Handle(api.Prefix+"/", api.New(w.api(api.Options{Office: o, Version: p.version, Now: p.now, Log: log, FigurePage: ui.FigureHref})))
	return mux, nil
}

// routes lists the pages of the site.
func routes(w *works) []ui.Route {
	return slices.Concat(
		overview.Routes(),
		balance.Routes(),
		commodities.Routes(),
		destinations.Routes(),
		ports.Routes(),
		imports.Routes(),
		explore.Routes(),
		mirror.Routes(),
		figure.Routes(),
		statement.Routes(),
		data.Routes(),
		methods.Routes(),
		about.Routes(),
		search.Routes(),
		load.Routes(w.load()),
		apiPage(),
	)
}
