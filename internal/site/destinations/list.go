package destinations

import (
	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes ties the pages of this package to their handlers.
func Routes() []ui.Route {
	return []ui.Route{
		{Page: ui.Destinations, Handler: list},
		{Page: ui.Destination, Handler: one},
	}
}

var (
	countries = office.Cut{Flow: trade.Export, By: trade.Country}
	origins   = office.Cut{Flow: trade.Import, By: trade.Country}
)

// listing is what the list page shows.
type listing struct {
	r        *ui.Request
	cal      office.Calendar
	q        breakdown.Query
	span     trade.Period
	main     office.Split
	world    chart.Chart // map
	bars     chart.Chart
	spans    chart.Chart
	compare  office.Comparison
	shift    office.Shift
	shifted  bool
	partners []office.Partner
	named    []string // countries named in reports, without a figure
}

func list(r *ui.Request) (*ui.View, error) {
	l := &listing{r: r, cal: r.Office.Calendar(r.AsOf, countries)}
	var err error
	if l.q, err = breakdown.Read(r, l.cal); err != nil {
		return nil, err
	}
	o := r.Office
	l.span = breakdown.Span(r, l.cal, countries.Whole(), l.q.Period)
	l.main = o.Breakdown(office.BreakdownQuery{Cut: countries, Period: l.q.Period, AsOf: r.AsOf})
	l.compare = o.Comparison(countries, 5, r.AsOf)
	l.shift, l.shifted = l.compare.Shift()
	l.partners, l.named = o.Partners(countries, r.AsOf), o.NamedOnly(countries, r.AsOf)
	l.draw()
	v := &ui.View{
		Title:       breakdown.HeadlineText(r, "breakdown.head.country", l.main),
		Description: r.T("breakdown.destinations.description", r.RegionName(), r.Period(l.q.Period)),
		Body:        listPage(l),
	}
	for _, c := range []chart.Chart{l.world, l.bars, l.spans} {
		if len(c.Rows) > 0 {
			v.Charts = append(v.Charts, c)
		}
	}
	return v, nil
}

func (l *listing) draw() {
	r := l.r
	pic := breakdown.Picture{
		What: l.what(), RowName: r.T("breakdown.row.country"),
		Colors: breakdown.NewPalette(l.compare.Codes),
		Link:   breakdown.PeriodHref(r, l.q.Period), Href: l.href,
	}
	if l.main.Valued() > 0 {
		pic.ID, pic.Title = "map", breakdown.TitleOf(r, l.main)
		l.world = pic.Of(r, chart.Map, l.main)
		l.world.Place = breakdown.Home(r)
		pic.ID, pic.Title = "rank", breakdown.Second(r, l.main)
		l.bars = pic.Of(r, chart.Bars, l.main)
	}
	pic = breakdown.Picture{ID: "shares", Link: r.Self(), What: r.T("breakdown.spans.what.country"),
		Title: breakdown.ShiftTitle(r, l.shift, l.shifted)}
	l.spans = pic.SpansOf(r, l.compare)
}

func (l *listing) what() string {
	return l.r.T("breakdown.what.country", l.r.Period(l.q.Period), l.r.UnitName())
}

func (l *listing) href(s trade.Series) string { return l.r.Href(ui.Destination, s.Code) }

// arrivals are the countries that the published figures first name in the
// latest year in which they name any new one.
func (l *listing) arrivals() (names []string, year int) {
	for _, p := range l.partners {
		if y := p.First.From.Year(); year == 0 || y == year {
			year = y
			names = append(names, breakdown.Name(l.r, p.Series))
		}
	}
	return names, year
}

// namedOnly writes the countries that reports name without a figure.
func (l *listing) namedOnly() []ui.Link {
	var links []ui.Link
	for _, iso := range l.named {
		links = append(links, ui.Link{Text: breakdown.Name(l.r, countries.Part(iso)), Href: l.r.Href(ui.Destination, iso)})
	}
	return links
}

// newTitle names the latest arrivals where they are few, else their year.
func newTitle(l *listing) string {
	names, year := l.arrivals()
	if len(names) > 3 {
		return l.r.T("breakdown.new.title.many", breakdown.Numeral(l.r, len(names)), trade.YearOf(year).String())
	}
	return l.r.T("breakdown.new.title", l.r.List(names), trade.YearOf(year).String())
}

// mainWidth leaves room for the countries without a figure.
func mainWidth(l *listing) int {
	if len(l.named) > 0 {
		return 8
	}
	return 12
}

func month(m trade.Month) trade.Period { return trade.Period{From: m, To: m} }
