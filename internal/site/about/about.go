// Package about tells what the data pack is, what it is not, and how to make
// or complete one.
package about

import (
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/ui"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.About, Handler: show}} }

func show(r *ui.Request) (*ui.View, error) {
	p := &page{Pack: r.Office.Pack(), summary: r.Office.Summary(r.AsOf)}
	return &ui.View{
		Title:       r.T("about.title"),
		Description: r.T("about.description", r.RegionName()),
		Body:        body(r, p),
	}, nil
}

type page struct {
	*pack.Pack
	summary office.Summary
}

// steps are the steps of making a pack; each has a text.
var steps = []string{"copy", "names", "figures", "sources", "check", "serve"}
