package commodities

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
		{Page: ui.Commodities, Handler: list},
		{Page: ui.Commodity, Handler: one},
	}
}

var (
	chapters = office.Cut{Flow: trade.Export, By: trade.Chapter}
	sectors  = office.Cut{Flow: trade.Export, By: trade.Sector}
	products = office.Cut{Flow: trade.Export, By: trade.Product}
)

// mineralFuels is the chapter that the page can leave out: coal lies in it,
// and it hides everything else.
const mineralFuels = "27"

// listing is what the list page shows.
type listing struct {
	r        *ui.Request
	cal      office.Calendar // of chapters and sectors
	chapters office.Calendar // of chapters alone
	q        breakdown.Query
	span     trade.Period
	main     office.Split // at the chosen level
	second   office.Split // at the other level, perhaps of another period
	leave    string       // the chapter that can be left out, empty for none
	tiles    chart.Chart  // treemap
	bars     chart.Chart
	spans    chart.Chart
	compare  office.Comparison
	shift    office.Shift
	shifted  bool
	products []office.Part
	scopes   []scoped
}

// scoped is the figures of a limited scope, which never mix with the others.
type scoped struct {
	name  string
	facts []office.Part
}

func list(r *ui.Request) (*ui.View, error) {
	l := &listing{r: r,
		cal:      r.Office.Calendar(r.AsOf, chapters, sectors),
		chapters: r.Office.Calendar(r.AsOf, chapters)}
	if l.chapters.Any {
		l.cal.Default = l.chapters.Default
	}
	var err error
	if l.q, err = breakdown.Read(r, l.cal); err != nil {
		return nil, err
	}
	l.span = breakdown.Span(r, l.cal, chapters.Whole(), l.q.Period)
	l.split()
	l.facts()
	v := &ui.View{
		Title:       breakdown.HeadlineText(r, l.family(), l.main),
		Description: r.T("breakdown.commodities.description", r.RegionName(), r.Period(l.q.Period)),
	}
	l.draw()
	for _, c := range []chart.Chart{l.tiles, l.bars, l.spans} {
		if len(c.Rows) > 0 {
			v.Charts = append(v.Charts, c)
		}
	}
	v.Body = listPage(l)
	return v, nil
}

// split divides the period by chapters or, where no chapter is known or the
// reader asked for it, by sectors; the other level becomes the second panel.
func (l *listing) split() {
	at := func(c office.Cut, p trade.Period) office.Split {
		q := office.BreakdownQuery{Cut: c, Period: p, AsOf: l.r.AsOf}
		if c.By == trade.Chapter {
			q.Without = l.q.Without
		}
		return l.r.Office.Breakdown(q)
	}
	byChapter, bySector := at(chapters, l.q.Period), at(sectors, l.q.Period)
	l.main, l.second = byChapter, bySector
	other := sectors
	if l.q.Level == trade.Sector || l.q.Level == "" && byChapter.Empty() && !bySector.Empty() {
		l.main, l.second, other = bySector, byChapter, chapters
	}
	if l.second.Empty() {
		if cal := l.r.Office.Calendar(l.r.AsOf, other); cal.Any {
			l.second = at(other, cal.Default)
		}
	}
	l.leave = l.leavable()
}

// leavable is the chapter that the page offers to leave out: the one that the
// reader named, else mineral fuels, where its value is known.
func (l *listing) leavable() string {
	code := l.q.Without
	if code == "" {
		code = mineralFuels
	}
	s := trade.Series{Flow: trade.Export, By: trade.Without, Code: code}
	if l.main.By != trade.Chapter || !l.r.Office.Ledger(l.r.AsOf).Answer(s, l.q.Period).Known() {
		return ""
	}
	return code
}

// facts collects what divides nothing: products, and figures of a limited
// scope.
func (l *listing) facts() {
	o := l.r.Office
	l.products = o.Facts(products, l.r.AsOf)
	byScope := map[string]int{}
	for _, c := range o.Scopes(trade.Export, l.r.AsOf, trade.Chapter, trade.Sector, trade.Product) {
		i, ok := byScope[c.Scope]
		if !ok {
			i = len(l.scopes)
			byScope[c.Scope] = i
			l.scopes = append(l.scopes, scoped{name: breakdown.ScopeName(l.r, c.Scope)})
		}
		l.scopes[i].facts = append(l.scopes[i].facts, o.Facts(c, l.r.AsOf)...)
	}
	l.compare = o.Comparison(chapters, 5, l.r.AsOf)
	l.shift, l.shifted = l.compare.Shift()
}

// draw makes the charts.
func (l *listing) draw() {
	r := l.r
	colors := breakdown.NewPalette(l.compare.Codes)
	pic := breakdown.Picture{
		What: l.what(l.main), RowName: r.T("breakdown.row." + string(l.main.By)), Colors: colors,
		Link: breakdown.PeriodHref(r, l.q.Period), Href: l.href,
	}
	if l.main.Valued() > 0 {
		pic.ID, pic.Title = "parts", breakdown.TitleOf(r, l.main)
		l.tiles = pic.Of(r, chart.Treemap, l.main)
		pic.ID, pic.Title = "rank", breakdown.Second(r, l.main)
		l.bars = pic.Of(r, chart.Bars, l.main)
	}
	pic = breakdown.Picture{ID: "shares", Link: r.Self(), Title: breakdown.ShiftTitle(r, l.shift, l.shifted), What: r.T("breakdown.spans.what.hs2")}
	l.spans = pic.SpansOf(r, l.compare)
}

// family picks the words of the heading.
func (l *listing) family() string {
	if l.main.LeftOut {
		return "breakdown.head.without"
	}
	return "breakdown.head." + string(l.main.By)
}

// what says what a picture or table of a split shows.
func (l *listing) what(s office.Split) string {
	period, unit := l.r.Period(s.Period), l.r.UnitName()
	if s.LeftOut {
		return l.r.T("breakdown.what.without", period, unit, breakdown.NameIn(l.r, chapters.Part(s.Without)))
	}
	return l.r.T("breakdown.what."+string(s.By), period, unit)
}

// href is the page of a chapter, sector or product.
func (l *listing) href(s trade.Series) string { return l.r.Href(ui.Commodity, s.Code) }

// wholeName is the name of a table's last row.
func wholeName(r *ui.Request, s office.Split) string {
	if s.LeftOut {
		left := trade.Series{Flow: s.Flow, By: trade.Chapter, Code: s.Without}
		return r.T("breakdown.total.without", r.Flow(s.Flow), breakdown.NameIn(r, left))
	}
	return r.T("breakdown.total", r.Flow(s.Flow))
}
