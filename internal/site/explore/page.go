package explore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/office/explore"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes of the explorer. What it asks comes with every request (ui.Request's
// Facts).
func Routes() []ui.Route {
	return []ui.Route{
		{Page: ui.Explore, Handler: show, Streams: true},
		{Page: ui.ExploreFind, Handler: find},
		{Page: ui.ExploreTrace, Handler: trace},
	}
}

// patience is how long one view may ask. The server gives up on a page a little
// later.
const patience = 9 * time.Second

// page is one view in the making.
type page struct {
	r      *ui.Request
	desk   *explore.Desk
	s      state
	given  state // before defaults
	sub    subject
	schema *facts.Schema
	a      answer
	units  units
	chart  *chart.Chart
}

// open reads the view of a request and finds its data set.
func open(r *ui.Request) (*page, error) {
	p := &page{r: r, desk: r.Facts}
	sets, err := r.Facts.Loaded(r.HTTP.Context())
	if err != nil {
		return p, err
	}
	p.sub.sets = sets
	if len(sets) == 0 {
		return p, nil
	}
	if p.s, err = parse(r.Query); err != nil {
		return p, err
	}
	p.given = p.s
	if p.sub.set, err = choose(sets, p.s.q.Dataset); err != nil {
		return p, err
	}
	if p.schema, err = r.Facts.Schema(p.sub.set.ID, p.s.q.Release); err != nil {
		return p, err
	}
	if p.s.q.Release != "" {
		if p.sub.set.Manifest, err = r.Facts.Manifest(p.sub.set.ID, p.s.q.Release); err != nil {
			return p, err
		}
	}
	p.sub.schema = p.schema
	p.s = p.s.complete(p.sub)
	return p, p.fits()
}

// fits refuses what the release does not have, in words for readers of pages.
func (p *page) fits() error {
	for _, d := range p.s.asked().By {
		if !p.offers(d) {
			return invalid("Kumpulan data "+p.r.Text(p.sub.set.Title)+" tidak memuat "+p.r.T("explore.dim."+string(d))+".",
				"The data set "+p.r.Text(p.sub.set.Title)+" has no "+p.r.T("explore.dim."+string(d))+".")
		}
	}
	if len(p.s.asked().By) > 3 {
		return invalid("Rincian paling banyak tiga: dua untuk baris dan satu untuk kolom.", "At most three breakdowns: two for rows and one for columns.")
	}
	return nil
}

// offers reports whether a release can be broken down by a dimension.
func (p *page) offers(d facts.Dim) bool {
	switch d {
	case facts.Section:
		d = facts.Chapter
	case facts.Bloc, facts.Continent:
		d = facts.Partner
	case facts.Quarter:
		d = facts.Month
	}
	return slices.Contains(p.schema.Dims, d)
}

// show makes the page of the explorer.
func show(r *ui.Request) (*ui.View, error) {
	if r.Facts == nil {
		return nothingLoaded(r), nil
	}
	p, err := open(r)
	if err != nil {
		return p.failed(err)
	}
	if len(p.sub.sets) == 0 {
		return nothingLoaded(r), nil
	}
	if wantsFile(r) {
		return p.files(), nil
	}
	ctx, stop := context.WithTimeout(r.HTTP.Context(), patience)
	defer stop()
	p, err = inTime(ctx, p, func(p *page) error { return p.ask(ctx) })
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return p.slow(), nil
	}
	if err != nil {
		return p.failed(err)
	}
	p.units = p.chosenUnits()
	title := p.finding()
	v := &ui.View{Title: title, Description: p.lede(), Body: body(p, title), NoIndex: p.sub.set.Illustrative || len(r.Query) > 0}
	if c := p.picture(title); c != nil {
		p.chart = c
		v.Charts = []chart.Chart{*c}
	}
	return v, nil
}

// inTime does work on a copy of a page and returns it, or the page as it was
// when the time is up: sums that are put together in memory do not hear of it.
func inTime(ctx context.Context, p *page, work func(*page) error) (*page, error) {
	type outcome struct {
		page *page
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				done <- outcome{p, fmt.Errorf("panic: %v", fault)}
			}
		}()
		own := *p
		err := work(&own)
		done <- outcome{&own, err}
	}()
	select {
	case o := <-done:
		return o.page, o.err
	case <-ctx.Done():
		return p, ctx.Err()
	}
}

// wantsFile reports whether the address asks for a file that the page writes
// itself; a picture needs the view.
func wantsFile(r *ui.Request) bool {
	path, _, _ := strings.Cut(r.HTTP.RequestURI, "?")
	_, ext := ui.SplitSuffix(path)
	return slices.Contains(fileFormats, ext)
}

// failed shows what is wrong with a view on its page, where the reader can
// mend it; faults of our own become error pages.
func (p *page) failed(err error) (*ui.View, error) {
	switch trade.CodeOf(err) {
	case trade.Invalid, trade.NotFound:
	default:
		return nil, err
	}
	if wantsFile(p.r) {
		return nil, err
	}
	status := 400
	if trade.CodeOf(err) == trade.NotFound {
		status = 404
	}
	return &ui.View{
		Title: p.r.T("explore.error.title"), NoIndex: true, Status: status,
		Body: failure(p, p.r.Text(trade.TextOf(err))),
	}, nil
}

func (p *page) slow() *ui.View {
	return &ui.View{Title: p.r.T("explore.slow.title"), NoIndex: true, Status: 503, Body: tooSlow(p)}
}

func nothingLoaded(r *ui.Request) *ui.View {
	return &ui.View{Title: r.T("explore.none.title"), Description: r.T("explore.none.text"), Body: empty(r)}
}
