// Package figure is the page behind every number: its value, how we know it,
// who disagrees, its sources and how to cite it.
package figure

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Figure, Handler: show}} }

// maxMonths bounds what a reader may ask for in one figure: a century.
const maxMonths = 1200

func show(r *ui.Request) (*ui.View, error) {
	s, err := trade.ParseSeries(r.Param("series"))
	if err != nil {
		return nil, err
	}
	period, err := trade.ParsePeriod(r.Param("period"))
	if err != nil {
		return nil, err
	}
	if period.Months() > maxMonths {
		return nil, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "Periode itu terlalu panjang; pilih paling lama seratus tahun.",
			EN: "That period is too long; choose a hundred years at most.",
		}}
	}
	v, err := r.Office.Figure(s, period, r.AsOf)
	if err != nil {
		return nil, err
	}
	p := &page{FigureView: v, r: r}
	table := p.table()
	return &ui.View{
		Title:       r.T("figure.doc-title", r.Text(v.Name), r.Period(v.Period)),
		Description: r.T("figure.description", r.Text(v.Name), r.Period(v.Period), p.plainValue(), r.RegionName()),
		Charts:      []chart.Chart{table},
		Body:        body(r, p, table),
		NoIndex:     !v.Known(),
	}, nil
}

type page struct {
	office.FigureView
	r *ui.Request
}

func (p *page) plainValue() string { return p.r.MoneyText(p.Answer) }

// section is the page that a series belongs to.
func section(s trade.Series) ui.PageID {
	if s.Flow == trade.Import {
		return ui.Imports
	}
	switch s.By {
	case trade.Total:
		return ui.Balance
	case trade.Country:
		return ui.Destinations
	case trade.Port, trade.PortGroup:
		return ui.Ports
	case trade.Other:
		switch trade.Dimension(s.Code) {
		case trade.Country:
			return ui.Destinations
		case trade.Port, trade.PortGroup:
			return ui.Ports
		}
	}
	return ui.Commodities
}

// crumbs lead from the section over the series in its year to this figure.
func (p *page) crumbs() []ui.Link {
	r := p.r
	links := []ui.Link{{Text: r.T("figure.section." + string(section(p.Series))), Href: r.Href(section(p.Series))}}
	switch {
	case p.Series.By == trade.Chapter && p.Series.Flow == trade.Export:
		links = append(links, ui.Link{Text: r.Text(r.Office.Label(p.Series)), Href: r.Href(ui.Commodity, p.Series.Code)})
	case p.Series.By == trade.Country && p.Series.Flow == trade.Export:
		links = append(links, ui.Link{Text: r.Text(r.Office.Label(p.Series)), Href: r.Href(ui.Destination, p.Series.Code)})
	case p.Series.By == trade.Port && p.Series.Flow == trade.Export:
		links = append(links, ui.Link{Text: r.Text(r.Office.Label(p.Series)), Href: r.Href(ui.Port, p.Series.Code)})
	}
	if year := trade.YearOf(p.Period.From.Year()); year.Contains(p.Period) && year != p.Period {
		links = append(links, ui.Link{Text: year.String(), Href: r.FigureHref(p.Series, year)})
		return append(links, ui.Link{Text: r.Period(p.Period)})
	}
	return append(links, ui.Link{Text: r.Period(p.Period)})
}

// how says in one sentence how the value is known.
func (p *page) how() string {
	r := p.r
	n := len(p.Confirmations)
	switch {
	case p.Status == ledger.Unknown:
		return r.T("figure.how.unknown")
	case p.Status == ledger.Conflicting && p.Best.Published():
		return r.T("figure.how.conflicting")
	case p.Status == ledger.Conflicting:
		return r.T("figure.how.conflicting.derived")
	case p.Status == ledger.Published && n > 0:
		return r.Plural("figure.how.published.confirmed", n)
	case p.Status == ledger.Published:
		return r.T("figure.how.published")
	case len(p.Best.Terms) == 1:
		return r.T("figure.how.share")
	default:
		return r.Plural("figure.how.derived", len(p.Best.Terms))
	}
}

// span is the axis of the pictures: every month that a figure on the page of
// this derivation covers.
func span(p trade.Period, ds ...ledger.Derivation) trade.Period {
	for _, d := range ds {
		for _, t := range d.Terms {
			p.From, p.To = min(p.From, t.Figure.Period.From), max(p.To, t.Figure.Period.To)
		}
	}
	return p
}

// place is where a period lies on an axis, in percent.
func place(axis, p trade.Period) (x, width string) {
	n := float64(axis.Months())
	return percent(float64(p.From-axis.From) / n), percent(float64(p.Months()) / n)
}

func percent(f float64) string { return strconv.FormatFloat(100*f, 'f', 2, 64) + "%" }

// tick is a label on the axis.
type tick struct{ x, text string }

// ticks label each month of a short axis, each year of a long one.
func (p *page) ticks(axis trade.Period) []tick {
	var out []tick
	n := float64(axis.Months())
	for m := axis.From; m <= axis.To; m++ {
		at := (float64(m-axis.From) + 0.5) / n
		switch {
		case axis.Months() <= 12:
			out = append(out, tick{percent(at), p.r.MonthShort(m)})
		case m.Number() == 1 && axis.Months()/12 < 12:
			out = append(out, tick{percent(at), strconv.Itoa(m.Year())})
		case m.Number() == 1 && m.Year()%5 == 0:
			out = append(out, tick{percent(at), strconv.Itoa(m.Year())})
		}
	}
	return out
}

// sourceLine names who printed a figure and when.
func (p *page) sourceLine(ids []string, published trade.Date) string {
	r := p.r
	if len(ids) == 0 {
		return r.Date(published)
	}
	src, _ := r.Office.Source(ids[0])
	line := r.T("figure.quoted", src.Publisher, r.Date(published))
	if len(ids) > 1 {
		line += " " + r.Plural("figure.also", len(ids)-1)
	}
	return line
}

// sourceHref leads to the page of the source that a figure was read from.
func (p *page) sourceHref(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return p.r.Href(ui.Source, ids[0])
}

// answerOf wraps a printed figure, so that it is shown and linked as a number.
func answerOf(f *ledger.Figure) ledger.Answer {
	return ledger.Answer{Series: f.Series, Period: f.Period, Status: ledger.Published, Value: f.Value,
		Low: f.Value - f.Half, High: f.Value + f.Half, Best: &ledger.Derivation{Terms: []ledger.Term{{Sign: 1, Figure: f}}, Value: f.Value}}
}

// of wraps a value of this page's series and period.
func (p *page) of(v trade.Amount) ledger.Answer {
	a := p.Answer
	a.Value, a.Status = v, ledger.Derived
	return a
}

// termName names the figure of a term: the series only where it is another.
func (p *page) termName(f *ledger.Figure) string {
	if f.Series == p.Series {
		return p.r.Period(f.Period)
	}
	return p.r.T("figure.term", p.r.Text(p.r.Office.SeriesName(f.Series)), p.r.Period(f.Period))
}

func signText(sign int) string {
	if sign < 0 {
		return "\u2212"
	}
	return "+"
}

// table is the derivation as a chart, so that it can be downloaded: one row
// per figure, and the result.
func (p *page) table() chart.Chart {
	r := p.r
	c := chart.Chart{
		ID: "figure", Kind: chart.Bars,
		Title: r.T("figure.doc-title", r.Text(p.Name), r.Period(p.Period)), What: r.T("figure.table.what", r.UnitName()),
		RowName: r.T("figure.table.row"), Columns: []string{r.T("common.value")},
		Link: r.Self(),
	}
	add := func(label string, a ledger.Answer) {
		c.Rows = append(c.Rows, chart.Row{Key: fmt.Sprint(len(c.Rows)), Label: label,
			Points: []chart.Point{{Answer: a, Text: r.AmountText(a), Href: r.AnswerHref(a, "")}}})
	}
	add(r.T("figure.table.answer"), p.Answer)
	if p.Best != nil && !p.Best.Published() {
		for _, t := range p.Best.Terms {
			add(signText(t.Sign)+" "+p.termName(t.Figure), answerOf(t.Figure))
		}
	}
	for _, alt := range p.Alternatives {
		a := p.of(alt.Value)
		d := alt.Derivation
		a.Low, a.High, a.Best = alt.Low, alt.High, &d
		add(r.T("figure.table.alternative"), a)
	}
	c.Text = p.how()
	c.Source = r.Plural("common.sources", len(p.Sources))
	return c
}

// cite is the reference that a reader copies.
func (p *page) cite() string {
	r := p.r
	pk := r.Office.Pack()
	return r.T("figure.cite.text", r.RegionName(), r.Text(p.Name), r.Period(p.Period), pk.Version,
		r.Date(today(r)), r.Absolute(r.FigureHref(p.Series, p.Period)))
}

func today(r *ui.Request) trade.Date {
	return trade.Date{Year: r.Now.Year(), Month: int(r.Now.Month()), Day: r.Now.Day()}
}

// leftOutSource is the source of a printed value that was left out.
func (p *page) leftOutSource(x pack.Printed) string {
	src, _ := p.r.Office.Source(x.SourceID)
	return p.r.T("figure.quoted.short", src.Publisher, p.r.Date(src.Published))
}

// checkName says which figures a check adds up.
func (p *page) checkName(c ledger.Check) string {
	if c.Identity != "" {
		return p.r.T("figure.check.identity", p.r.T("figure.identity."+c.Identity))
	}
	return p.r.Plural("figure.check.cycle", len(c.Terms))
}

// shownChecks are at most ten checks, failed ones first.
func (p *page) shownChecks() []ledger.Check { return p.Checks[:min(10, len(p.Checks))] }

// percentOf writes a printed share and links it to where it is explained.
func percentOf(r *ui.Request, sh *ledger.Share) templ.Component {
	a := ledger.Answer{Series: sh.Series, Period: sh.Period, Status: ledger.Published}
	return ui.FigLink(r, a, ui.ShareOf, r.Share(sh.Share))
}

// bound writes one end of a rounding interval with one more digit than its
// unit has, since it lies half a digit off.
func (p *page) bound(v trade.Amount) string {
	r := p.r
	if p.Series.Measure != trade.Value || r.Unit != i18n.Millions {
		return r.Quantity(p.Series.Measure, v)
	}
	return r.Decimal(float64(v)/float64(trade.Million), 3)
}

// printedText writes a value as its source printed it, with the decimal sign
// of the reader's language.
func (p *page) printedText(x pack.Printed) string {
	if p.r.Lang == i18n.ID {
		return strings.ReplaceAll(x.Text, ".", ",")
	}
	return x.Text
}
