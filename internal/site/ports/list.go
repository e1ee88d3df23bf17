package ports

import (
	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes ties the pages of this package to their handlers.
func Routes() []ui.Route {
	return []ui.Route{
		{Page: ui.Ports, Handler: list},
		{Page: ui.Port, Handler: one},
	}
}

var (
	ports     = office.Cut{Flow: trade.Export, By: trade.Port}
	groups    = office.Cut{Flow: trade.Export, By: trade.PortGroup}
	unloading = office.Cut{Flow: trade.Import, By: trade.Port}
)

// listing is what the list page shows.
type listing struct {
	r        *ui.Request
	cal      office.Calendar
	q        breakdown.Query
	span     trade.Period
	split    office.PortSplit
	border   chart.Chart // inside and outside as one bar
	ranked   chart.Chart
	timeline []office.PortMoment
	spans    chart.Chart
}

func list(r *ui.Request) (*ui.View, error) {
	l := &listing{r: r, cal: r.Office.Calendar(r.AsOf, groups, ports)}
	var err error
	if l.q, err = breakdown.Read(r, l.cal); err != nil {
		return nil, err
	}
	l.span = breakdown.Span(r, l.cal, ports.Whole(), l.q.Period)
	l.split = r.Office.PortSplit(l.q.Period, r.AsOf)
	l.timeline = r.Office.PortTimeline(r.AsOf)
	l.draw()
	v := &ui.View{
		Title:       l.headText(),
		Description: r.T("breakdown.ports.description", r.RegionName(), r.Period(l.q.Period)),
		Body:        listPage(l),
	}
	for _, c := range []chart.Chart{l.border, l.ranked, l.spans} {
		if len(c.Rows) > 0 {
			v.Charts = append(v.Charts, c)
		}
	}
	return v, nil
}

// outside is the group of ports beyond the border.
func (l *listing) outside() office.PortGroup { return l.split.Group(office.OutsideRegion) }

// inside is the group of the region's own ports.
func (l *listing) inside() office.PortGroup { return l.split.Group(office.InsideRegion) }

// head picks the words of the heading. The finding is the larger side of the
// border, as a fraction that people say where one fits, else in percent.
func (l *listing) head(link func(a ledger.Answer, text string) any) (key string, args []any) {
	r, side := l.r, l.outside()
	where := office.OutsideRegion
	if in := l.inside(); in.Share.Known && in.Share.Value > 0.5 {
		side, where = in, office.InsideRegion
	}
	period := r.Period(l.q.Period)
	switch {
	case l.split.Empty():
		return "breakdown.head.ports.nothing", []any{period}
	case !side.Share.Known:
		return "breakdown.head.ports.named", []any{period}
	}
	if f, ok := office.FractionOf(side.Share.Value); ok {
		return "breakdown.head.ports.fraction." + where, []any{breakdown.Numeral(r, f.Of), breakdown.Numeral(r, f.Out), r.RegionName(), period}
	}
	text := link(side.Answer, r.Percent(side.Share.Value, 0))
	return "breakdown.head.ports.share." + where, []any{text, "", r.RegionName(), period}
}

func (l *listing) headline() templ.Component {
	key, args := l.head(func(a ledger.Answer, text string) any { return ui.FigLink(l.r, a, ui.ShareOf, text) })
	return ui.Say(l.r, key, args...)
}

func (l *listing) headText() string {
	key, args := l.head(func(_ ledger.Answer, text string) any { return text })
	return l.r.T(key, args...)
}

func (l *listing) draw() {
	r := l.r
	link := breakdown.PeriodHref(r, l.q.Period)
	if l.split.Known() {
		l.border = l.borderChart(link)
	}
	if l.split.Ports.Valued() > 0 {
		pic := breakdown.Picture{ID: "ports", Link: link, Href: l.href, RowName: r.T("breakdown.row.port"),
			What: l.what(), Title: breakdown.TitleOf(r, l.split.Ports)}
		l.ranked = pic.Of(r, chart.Bars, l.split.Ports)
	}
	if len(l.timeline) > 1 {
		pic := breakdown.Picture{ID: "inside", Link: r.Self(), Title: l.timeTitle(), What: r.T("breakdown.spans.what.inside", r.RegionName())}
		c := office.Comparison{Cut: groups, Codes: []string{office.InsideRegion}}
		for i := len(l.timeline) - 1; i >= 0; i-- {
			m := l.timeline[i]
			c.Rows = append(c.Rows, office.ComparisonRow{Period: m.Period, Whole: m.Whole, Parts: []office.Part{m.Inside}})
		}
		l.spans = pic.SpansOf(r, c)
	}
}

// borderChart is one bar of two parts: inside and outside.
func (l *listing) borderChart(link string) chart.Chart {
	r := l.r
	c := chart.Chart{
		ID: "border", Kind: chart.Stacked, Link: link, RowName: r.T("breakdown.row.portgroup"),
		Title: r.T("breakdown.border.title"), What: l.what(), Columns: []string{r.UnitName()},
		Text: r.T("breakdown.border.text", r.Period(l.q.Period)),
	}
	figures := l.split.Groups
	for i, g := range figures {
		c.Rows = append(c.Rows, chart.Row{
			Key: g.Code, Label: breakdown.Name(r, groups.Part(g.Code)), Color: 2 - i,
			Points: []chart.Point{breakdown.Point(r, g.Part)},
		})
	}
	c.Source = breakdown.SourceOf(r, c)
	return c
}

func (l *listing) what() string {
	return l.r.T("breakdown.what.port", l.r.Period(l.q.Period), l.r.UnitName())
}

// timeTitle says how the share of the region's own ports moved.
func (l *listing) timeTitle() string {
	var inside []office.Part
	for _, m := range l.newestFirst() {
		inside = append(inside, m.Inside)
	}
	shift, known := office.ShiftOf(inside)
	return breakdown.ShiftTitle(l.r, shift, known)
}

func (l *listing) href(s trade.Series) string { return l.r.Href(ui.Port, s.Code) }

// sides are the sides of the border that the table shows: those that the pack
// names, or of which something is known.
func (l *listing) sides() []office.PortGroup {
	var sides []office.PortGroup
	for _, g := range l.split.Groups {
		if g.Known() || g.Share.Known || len(g.Ports) > 0 || l.r.Office.NamesGroup(g.Code) {
			sides = append(sides, g)
		}
	}
	return sides
}

// newestFirst is the timeline for its table.
func (l *listing) newestFirst() []office.PortMoment {
	out := make([]office.PortMoment, 0, len(l.timeline))
	for i := len(l.timeline) - 1; i >= 0; i-- {
		out = append(out, l.timeline[i])
	}
	return out
}
