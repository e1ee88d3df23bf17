package imports

import (
	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/breakdown"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes ties the page of this package to its handler.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Imports, Handler: page}} }

// cuts are how imports are known, in the order of the page. The first that has
// figures for the period makes the heading.
func cuts() []office.Cut {
	return []office.Cut{
		{Flow: trade.Import, By: trade.Chapter},
		{Flow: trade.Import, By: trade.Country},
		{Flow: trade.Import, By: trade.Port},
		{Flow: trade.Import, By: trade.OilGas},
		{Flow: trade.Import, By: trade.Sector},
	}
}

var (
	total    = office.Cut{Flow: trade.Import}
	products = office.Cut{Flow: trade.Import, By: trade.Product}
)

// view is what the page shows.
type view struct {
	r        *ui.Request
	cal      office.Calendar
	q        breakdown.Query
	span     trade.Period
	whole    ledger.Answer
	growth   ledger.Growth
	head     office.Split // the first that is not empty
	sections []section
	months   chart.Chart
	products []office.Part
	scopes   []scoped
}

// section is one way to divide imports.
type section struct {
	split office.Split
	bars  chart.Chart
	cal   office.Calendar // of this cut alone
}

// scoped is the figures of a limited scope, which never mix with the others.
type scoped struct {
	name  string
	facts []office.Part
}

func page(r *ui.Request) (*ui.View, error) {
	v := &view{r: r, cal: r.Office.Calendar(r.AsOf, cuts()...)}
	var err error
	if v.q, err = breakdown.Read(r, v.cal); err != nil {
		return nil, err
	}
	v.span = breakdown.Span(r, v.cal, total.Whole(), v.q.Period)
	l := r.Office.Ledger(r.AsOf)
	v.whole, v.growth = l.Answer(total.Whole(), v.q.Period), l.LikeForLike(total.Whole(), v.q.Period)
	for _, c := range cuts() {
		v.sections = append(v.sections, v.section(c))
	}
	v.facts()
	out := &ui.View{
		Title:       v.headText(),
		Description: r.T("breakdown.imports.description", r.RegionName(), r.Period(v.q.Period)),
		Body:        importsPage(v),
	}
	for _, s := range v.sections {
		if len(s.bars.Rows) > 0 {
			out.Charts = append(out.Charts, s.bars)
		}
	}
	if len(v.months.Rows) > 0 {
		out.Charts = append(out.Charts, v.months)
	}
	return out, nil
}

func (v *view) section(c office.Cut) section {
	r := v.r
	s := section{
		split: r.Office.Breakdown(office.BreakdownQuery{Cut: c, Period: v.q.Period, AsOf: r.AsOf}),
		cal:   r.Office.Calendar(r.AsOf, c),
	}
	if v.head.Empty() && !s.split.Empty() {
		v.head = s.split
	}
	if s.split.Valued() > 0 {
		pic := breakdown.Picture{
			ID: "by-" + string(c.By), Link: breakdown.PeriodHref(r, v.q.Period),
			Title: breakdown.TitleOf(r, s.split), What: v.what(c), RowName: r.T("breakdown.row.import." + string(c.By)),
			Href: v.hrefOf(c),
		}
		s.bars = pic.Of(r, chart.Bars, s.split)
	}
	return s
}

func (v *view) what(c office.Cut) string {
	return v.r.T("breakdown.what.import."+string(c.By), v.r.Period(v.q.Period), v.r.UnitName())
}

// hrefOf is where the parts of a cut have a page of their own.
func (v *view) hrefOf(c office.Cut) func(trade.Series) string {
	page, ok := map[trade.Dimension]ui.PageID{
		trade.Chapter: ui.Commodity, trade.Country: ui.Destination, trade.Port: ui.Port,
	}[c.By]
	if !ok {
		return nil
	}
	return func(s trade.Series) string { return v.r.Href(page, s.Code) + "#imports" }
}

// facts collects the months of the total, single products, and figures of a
// limited scope.
func (v *view) facts() {
	o, r := v.r.Office, v.r
	v.products = o.Facts(products, r.AsOf)
	byScope := map[string]int{}
	for _, c := range o.Scopes(trade.Import, r.AsOf, trade.Chapter, trade.Sector, trade.Product) {
		i, ok := byScope[c.Scope]
		if !ok {
			i = len(v.scopes)
			byScope[c.Scope] = i
			v.scopes = append(v.scopes, scoped{name: breakdown.ScopeName(r, c.Scope)})
		}
		v.scopes[i].facts = append(v.scopes[i].facts, o.Facts(c, r.AsOf)...)
	}
	pic := breakdown.Picture{ID: "months", Link: r.Self(), Title: r.T("breakdown.imports.months"),
		What: r.T("breakdown.lines.what", r.UnitName())}
	v.months = pic.LinesOf(r, o.Trend(total, []string{""}, r.AsOf))
}

// headline is the finding of the first section, or the total where no release
// names parts.
func (v *view) headline() templ.Component {
	if v.head.Empty() && v.whole.Known() {
		return ui.Say(v.r, "breakdown.head.import.total", ui.Money(v.r, v.whole), v.r.Period(v.q.Period))
	}
	return breakdown.Headline(v.r, v.family(), v.head)
}

func (v *view) headText() string {
	if v.head.Empty() && v.whole.Known() {
		return v.r.T("breakdown.head.import.total", v.r.MoneyText(v.whole), v.r.Period(v.q.Period))
	}
	return breakdown.HeadlineText(v.r, v.family(), v.head)
}

// family picks the words of the heading; origins are named as such.
func (v *view) family() string {
	switch v.head.By {
	case trade.Country:
		return "breakdown.head.import.country"
	case trade.Port:
		return "breakdown.head.import.port"
	default:
		return "breakdown.head.import.goods"
	}
}

// missing reports whether some way of dividing has figures, but not for the
// period.
func missing(v *view) bool {
	for _, s := range v.sections {
		if s.split.Empty() && len(s.cal.Periods) > 0 {
			return true
		}
	}
	return false
}
