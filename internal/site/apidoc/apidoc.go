// Package apidoc is the page for those who write programs: what the API is, a
// first call, examples in three languages and the table of operations. What
// operations there are is handed in, from the same table as the OpenAPI
// document.
package apidoc

import (
	"strings"

	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Operation is one line of the table.
type Operation struct {
	Method, Path string
	Summary      trade.Text
	Scope        string // of the token that it needs; empty for none
}

// parts cuts the path where a narrow screen may break it.
func (o Operation) parts() []string { return strings.SplitAfter(o.Path, "/") }

// Group is a part of the table.
type Group struct {
	Title      trade.Text
	Operations []Operation
}

// Routes returns the routes of the page.
func Routes(prefix string, groups []Group) []ui.Route {
	return []ui.Route{{Page: ui.API, Handler: func(r *ui.Request) (*ui.View, error) {
		return &ui.View{
			Title: r.T("api.title"), Description: r.T("api.description"),
			Body: body(r, newPage(r, prefix, groups)),
		}, nil
	}}}
}

type page struct {
	prefix  string
	dataset string // that examples ask: one that is loaded, where there is one
	groups  []Group
	samples []Sample
}

// usualDataset is what examples ask where nothing is loaded yet.
const usualDataset = "baci"

func newPage(r *ui.Request, prefix string, groups []Group) *page {
	p := &page{prefix: prefix, dataset: usualDataset, groups: groups}
	if r.Facts != nil {
		if sets, err := r.Facts.Loaded(r.HTTP.Context()); err == nil && len(sets) > 0 {
			p.dataset = sets[0].ID
		}
	}
	p.samples = Samples(r.Absolute(prefix), p.dataset, string(r.Lang))
	return p
}
