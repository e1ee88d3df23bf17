// Package methods explains how published figures are put together, with a
// living example from the pack.
package methods

import (
	"muara/internal/office"
	"muara/internal/site/ui"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Methods, Handler: show}} }

func show(r *ui.Request) (*ui.View, error) {
	p := &page{summary: r.Office.Summary(r.AsOf)}
	p.derived, p.hasDerived = r.Office.Example(office.ExampleDerived, r.AsOf)
	p.disputed, p.hasDisputed = r.Office.Example(office.ExampleDisputed, r.AsOf)
	p.identity, p.hasIdentity = r.Office.Example(office.ExampleIdentity, r.AsOf)
	return &ui.View{
		Title:       r.T("methods.title"),
		Description: r.T("methods.description"),
		Body:        body(r, p),
	}, nil
}

type page struct {
	summary                              office.Summary
	derived, disputed, identity          office.FigureView
	hasDerived, hasDisputed, hasIdentity bool
}

// sections are the headings of the page in order; each has a text and, some,
// an example.
var sections = []string{"edges", "derive", "rounding", "checks", "identity", "vintages", "parts", "growth", "limits"}
