// Package data is the page of every published figure and every source, and the
// page of one source.
package data

import (
	"strconv"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the pages.
func Routes() []ui.Route {
	return []ui.Route{{Page: ui.Data, Handler: show}, {Page: ui.Source, Handler: showSource}}
}

// The keys of the query of the list of figures.
const (
	keyFlow = "flow"
	keyBy   = "by"
	keySort = "sort"
	keyDesc = "desc"
	pageLen = 50
	all     = 100_000
)

func show(r *ui.Request) (*ui.View, error) {
	q, err := query(r)
	if err != nil {
		return nil, err
	}
	p := &page{r: r, q: q, list: r.Office.Figures(q), summary: r.Office.Summary(r.AsOf)}
	whole := q
	whole.Page, whole.Size = 1, all
	p.table = figuresChart(r, "figures", r.T("data.figures.title"), r.Office.Figures(whole).Rows)
	return &ui.View{
		Title:       r.T("data.title"),
		Description: r.T("data.description", r.RegionName()),
		Charts:      []chart.Chart{p.table},
		Body:        body(r, p),
	}, nil
}

type page struct {
	r       *ui.Request
	q       office.FigureQuery
	list    office.FigureList
	summary office.Summary
	table   chart.Chart
}

func query(r *ui.Request) (office.FigureQuery, error) {
	q := office.FigureQuery{
		Flow: trade.Flow(r.Query.Get(keyFlow)), Text: r.Query.Get(ui.KeyQ),
		Sort: r.Query.Get(keySort), Desc: r.Query.Get(keyDesc) != "0",
		AsOf: r.AsOf, Size: pageLen,
	}
	if by := r.Query.Get(keyBy); by != "" {
		q.ByAll, q.By = true, trade.Dimension(by)
		if by == "total" {
			q.By = trade.Total
		}
	}
	if text := r.Query.Get(ui.KeyYear); text != "" {
		p, err := trade.ParsePeriod(text)
		if err != nil {
			return q, err
		}
		q.Year = p.From.Year()
	}
	if n, err := strconv.Atoi(r.Query.Get(ui.KeyPage)); err == nil {
		q.Page = n
	}
	return q, nil
}

// figuresChart is the list as a table to download.
func figuresChart(r *ui.Request, id, title string, rows []office.FigureRow) chart.Chart {
	c := chart.Chart{ID: id, Kind: chart.Bars, Title: title, What: r.T("data.figures.what", r.UnitName()),
		RowName: r.T("data.col.series"), Columns: []string{r.T("common.value")}, Link: r.Self()}
	for _, f := range rows {
		a := printed(f.Figure)
		c.Rows = append(c.Rows, chart.Row{Key: f.ID, Label: r.Text(f.Name) + ", " + r.Period(f.Period),
			Points: []chart.Point{{Answer: a, Text: r.AmountText(a), Href: r.AnswerHref(a, "")}}})
	}
	c.Text = r.Plural("common.figures", len(rows))
	c.Source = c.Text
	return c
}

// printed wraps a figure as it stands in its source.
func printed(f *ledger.Figure) ledger.Answer {
	return ledger.Answer{Series: f.Series, Period: f.Period, Status: ledger.Published, Value: f.Value,
		Low: f.Value - f.Half, High: f.Value + f.Half, Best: &ledger.Derivation{Terms: []ledger.Term{{Sign: 1, Figure: f}}, Value: f.Value}}
}

// sortLink turns the list by a column, and the other way round when it is
// turned already.
func (p *page) sortLink(key string) string {
	desc := "1"
	if p.q.Sort == key && p.q.Desc || key == "series" && p.q.Sort != key {
		desc = "0"
	}
	return p.r.Self(keySort, key, keyDesc, desc, ui.KeyPage, "")
}

// order is the aria-sort of a column.
func (p *page) order(key string) string {
	if p.q.Sort != key && !(p.q.Sort == "" && key == "period") {
		return "none"
	}
	if p.q.Desc {
		return "descending"
	}
	return "ascending"
}

func (p *page) flows() []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.r.T("common.all")}}
	for _, f := range []trade.Flow{trade.Export, trade.Import, trade.Balance} {
		out = append(out, ui.Choice{Value: string(f), Label: p.r.Text(office.FlowName(f))})
	}
	return out
}

func (p *page) dimensions() []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.r.T("common.all")}, {Value: "total", Label: p.r.Text(office.DimensionName(trade.Total))}}
	for _, d := range trade.Dimensions() {
		if d != trade.Without && d != trade.Other {
			out = append(out, ui.Choice{Value: string(d), Label: p.r.Text(office.DimensionName(d))})
		}
	}
	return out
}

func showSource(r *ui.Request) (*ui.View, error) {
	v, err := r.Office.SourcePage(r.Param("code"))
	if err != nil {
		return nil, err
	}
	table := figuresChart(r, "source", r.T("data.source.table", v.Source.Publisher, r.Date(v.Source.Published)), v.Figures)
	return &ui.View{
		Title:       r.T("data.source.title", v.Source.Publisher, r.Date(v.Source.Published)),
		Description: r.T("data.source.description", v.Source.Publisher, r.Date(v.Source.Published)),
		Charts:      []chart.Chart{table},
		Body:        sourceBody(r, v, table),
	}, nil
}

// printedHref leads to the figure page of a printed value that was left out.
func printedLink(r *ui.Request, x pack.LeftOut) string {
	return r.FigureHref(x.Series, x.Period) + "#left-out"
}

// kindName names why a value was left out or disputed.
func kindName(p i18n.Printer, kind string) string { return p.T("data.leftout." + kind) }
