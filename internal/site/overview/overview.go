// Package overview is the first page: how the region is doing, what changed,
// what is new and what is missing, in one look.
package overview

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/balance"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Overview, Handler: show}} }

// lookBack is how many years the picture of the overview goes back; earlier
// years are on the balance page.
const lookBack = 9

func show(r *ui.Request) (*ui.View, error) {
	v, err := r.Office.Overview(r.AsOf)
	if err != nil {
		return nil, err
	}
	p := &page{Overview: v, r: r}
	p.yearly = balance.YearlyChart(r, p.years())
	p.yearly.Link = r.Self()
	charts := []chart.Chart{p.yearly}
	for _, cut := range []office.Cut{
		{Flow: trade.Export, By: trade.Chapter},
		{Flow: trade.Export, By: trade.Country},
		{Flow: trade.Export, By: trade.PortGroup},
	} {
		if part, ok := p.part(cut); ok {
			p.parts = append(p.parts, part)
			charts = append(charts, part.chart)
		}
	}
	return &ui.View{
		Title:       r.T("overview.title"),
		Description: r.T("overview.description", r.RegionName()),
		Charts:      charts,
		Body:        body(r, p),
	}, nil
}

type page struct {
	office.Overview
	r      *ui.Request
	yearly chart.Chart
	parts  []part
}

// part is one breakdown of exports as the overview shows it: its latest
// period, the finding, the picture.
type part struct {
	split   office.Split
	chart   chart.Chart
	page    ui.PageID
	finding office.Finding
}

// years returns the last years up to the newest known, without the early ones
// of which no balance is known.
func (p *page) years() []office.YearRow {
	ys := p.Balance.Years
	ys = ys[max(0, len(ys)-lookBack):]
	for len(ys) > 1 && !ys[0].Balance.Known() {
		ys = ys[1:]
	}
	return ys
}

// lastFull returns the newest full year of the balance, nil for none.
func (p *page) lastFull() *office.YearRow {
	for i := len(p.Balance.Years) - 1; i >= 0; i-- {
		if b := p.Balance.Years[i].Balance; b.Known() && b.Period.IsYear() {
			return &p.Balance.Years[i]
		}
	}
	return nil
}

var pages = map[trade.Dimension]ui.PageID{
	trade.Chapter: ui.Commodities, trade.Country: ui.Destinations, trade.PortGroup: ui.Ports,
}

// part divides exports over the latest period that releases divide, and draws
// the largest parts.
func (p *page) part(cut office.Cut) (part, bool) {
	r := p.r
	cal := r.Office.Calendar(r.AsOf, cut)
	if !cal.Any {
		return part{}, false
	}
	s := r.Office.Breakdown(office.BreakdownQuery{Cut: cut, Period: cal.Default, AsOf: r.AsOf})
	if s.Empty() {
		return part{}, false
	}
	id := "by-" + string(cut.By)
	out := part{split: s, page: pages[cut.By], finding: s.Finding()}
	out.chart = chart.Chart{
		ID: id, Kind: chart.Bars,
		Title: r.T("overview." + id + ".title"), What: r.T("overview."+id+".what", r.Period(s.Period), r.UnitName()),
		RowName: r.Text(office.DimensionName(cut.By)), Columns: []string{r.T("common.value")},
		Link: r.Href(out.page),
	}
	if cut.By == trade.PortGroup {
		out.chart.Kind = chart.Stacked
	}
	for _, x := range s.Parts[:min(maxBars, len(s.Parts))] {
		out.chart.Rows = append(out.chart.Rows, p.row(x, false))
	}
	if s.Rest != nil {
		out.chart.Rows = append(out.chart.Rows, p.row(*s.Rest, true))
	}
	out.chart.Source = balance.Source(r, out.chart)
	out.chart.Text = r.T("overview."+id+".text", r.Period(s.Period))
	return out, true
}

const maxBars = 5

func (p *page) row(x office.Part, muted bool) chart.Row {
	r := p.r
	label := r.Text(r.Office.Label(x.Series))
	if x.Series.By == trade.Chapter {
		label = x.Series.Code + " " + label
	}
	point := chart.Point{Answer: x.Answer, Text: r.AmountText(x.Answer), Href: r.AnswerHref(x.Answer, "")}
	if x.Share.Known {
		point.Share = r.Percent(x.Share.Value, x.Share.Decimals())
	}
	return chart.Row{Key: x.Series.Code, Label: label, Muted: muted, Points: []chart.Point{point}}
}

// newest returns the balance of the newest year of which anything is known: of
// the whole year, or of its first months.
func (p *page) newest() ledger.Answer {
	for i := len(p.Balance.Years) - 1; i >= 0; i-- {
		if b := p.Balance.Years[i].Balance; b.Known() {
			return b
		}
	}
	return ledger.Answer{}
}

// anyDeficit reports whether a year since then, or a part of it too short for
// the record, ran a deficit.
func (p *page) anyDeficit(since int) bool {
	for _, y := range p.Balance.Years {
		if y.Year >= since && y.Balance.Known() && y.Balance.Value <= 0 {
			return true
		}
	}
	return false
}

// fullButTheLast reports whether every year before the last is known whole.
func fullButTheLast(years []ledger.Answer) bool {
	for _, y := range years[:max(0, len(years)-1)] {
		if !y.Period.IsYear() {
			return false
		}
	}
	return true
}

// recordKey picks the headline: none if the record is short or broken; one of
// years only if every year up to the last is known whole.
func (p *page) recordKey() string {
	rec := p.Balance.Record
	switch {
	case len(rec.Years) < 2 || !rec.Surplus || p.anyDeficit(rec.Since):
		return "overview.h1.plain"
	case len(rec.Unknown) > 0 || !fullButTheLast(rec.Years):
		return "overview.h1.gaps"
	default:
		return "overview.h1.all"
	}
}

// headline states the record, and that it held through hard years.
func (p *page) headline() string {
	text := p.r.T(p.recordKey(), strconv.Itoa(p.Balance.Record.Since), p.r.RegionName())
	if w := p.hardship(); w != "" && p.recordKey() != "overview.h1.plain" {
		text += p.r.T("overview.h1.note", w)
	}
	return text
}

// hardship returns the label, within a sentence, of the pack's first remark on
// all trade that falls into the record: the pandemic years.
func (p *page) hardship() string {
	for _, n := range p.Balance.Record.Pandemic {
		if n.Series == "" {
			first, size := utf8.DecodeRuneInString(p.r.Text(n.Label))
			return string(unicode.ToLower(first)) + p.r.Text(n.Label)[size:]
		}
	}
	return ""
}

func (p *page) source(id string) pack.Source {
	s, _ := p.r.Office.Source(id)
	return s
}

func yearTexts(years []int) []string {
	out := make([]string, len(years))
	for i, y := range years {
		out[i] = strconv.Itoa(y)
	}
	return out
}

// answer wraps a published figure, so that it can be shown as a number.
func answer(f *ledger.Figure) ledger.Answer {
	return ledger.Answer{Series: f.Series, Period: f.Period, Status: ledger.Published, Value: f.Value}
}
