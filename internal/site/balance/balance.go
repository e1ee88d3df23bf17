// Package balance is the page of exports, imports and the balance of trade by
// year and month.
package balance

import (
	"strconv"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Balance, Handler: show}} }

// monthYear is the key of the query that chooses the year of the monthly table.
const monthYear = "months"

func show(r *ui.Request) (*ui.View, error) {
	from, err := year(r, ui.KeyFrom)
	if err != nil {
		return nil, err
	}
	to, err := year(r, ui.KeyTo)
	if err != nil {
		return nil, err
	}
	v, err := r.Office.Balance(from, to, r.AsOf)
	if err != nil {
		return nil, err
	}
	p := &page{BalanceView: v, r: r}
	if p.monthYear, err = p.chooseMonthYear(); err != nil {
		return nil, err
	}
	yearly := YearlyChart(r, v.Years)
	p.charts = []chart.Chart{yearly, p.flowsChart(), p.monthsChart("months-export", trade.Export), p.monthsChart("months-import", trade.Import)}
	return &ui.View{
		Title:       r.T("balance.title"),
		Description: r.T("balance.description", r.RegionName(), strconv.Itoa(v.From), strconv.Itoa(v.To)),
		Charts:      p.charts,
		Body:        body(r, p),
	}, nil
}

type page struct {
	office.BalanceView
	r         *ui.Request
	charts    []chart.Chart
	monthYear int
}

// year reads a year of the query, 0 for none.
func year(r *ui.Request, key string) (int, error) {
	text := r.Query.Get(key)
	if text == "" {
		return 0, nil
	}
	p, err := trade.ParsePeriod(text)
	if err != nil {
		return 0, err
	}
	return p.From.Year(), nil
}

// chooseMonthYear takes the year asked for, or else the newest year with at
// least three known months.
func (p *page) chooseMonthYear() (int, error) {
	y, err := year(p.r, monthYear)
	if err != nil {
		return 0, err
	}
	if y >= p.From && y <= p.To {
		return y, nil
	}
	known := map[int]int{}
	for _, m := range p.Months {
		if m.Exports.Known() {
			known[m.Month.Year()]++
		}
	}
	for y = p.To; y > p.From; y-- {
		if known[y] >= 3 {
			break
		}
	}
	return y, nil
}

// monthRows returns the months of the chosen year.
func (p *page) monthRows() []office.MonthRow {
	for i, m := range p.Months {
		if m.Month.Year() == p.monthYear {
			return p.Months[i : i+12]
		}
	}
	return nil
}

// lastFull returns the newest year shown with a balance for all twelve months.
func (p *page) lastFull() *office.YearRow {
	for i := len(p.Years) - 1; i >= 0; i-- {
		if b := p.Years[i].Balance; b.Known() && b.Period.IsYear() {
			return &p.Years[i]
		}
	}
	return nil
}

// partials returns the years shown whose balance covers only some months.
func (p *page) partials() []office.YearRow {
	var out []office.YearRow
	for _, y := range p.Years {
		if y.Balance.Known() && !y.Balance.Period.IsYear() {
			out = append(out, y)
		}
	}
	return out
}

// YearlyChart draws the balance of each year; years of which only some months
// are known are hatched and named by their months.
func YearlyChart(r *ui.Request, years []office.YearRow) chart.Chart {
	c := chart.Chart{
		ID: "balance-years", Kind: chart.Columns,
		Title: r.T("balance.chart.years.title"), What: r.T("balance.chart.years.what", r.UnitName()),
		RowName: r.T("common.year"), Columns: []string{r.T("balance.balance")},
		Link: r.Href(ui.Balance),
	}
	for _, y := range years {
		c.Rows = append(c.Rows, row(r, y, y.Balance))
	}
	c.Source = Source(r, c)
	c.Text = r.T("balance.chart.years.text", strconv.Itoa(len(c.Rows)))
	return c
}

// row labels a year by the months that its first known answer covers.
func row(r *ui.Request, y office.YearRow, answers ...ledger.Answer) chart.Row {
	out := chart.Row{Key: strconv.Itoa(y.Year), Label: strconv.Itoa(y.Year), Note: noteLabel(r, y.Notes)}
	named := false
	for _, a := range answers {
		partial := a.Known() && !a.Period.IsYear()
		if partial && !named {
			out.Label = r.PeriodShort(a.Period)
		}
		named = named || a.Known()
		out.Points = append(out.Points, point(r, a, partial))
	}
	return out
}

func point(r *ui.Request, a ledger.Answer, partial bool) chart.Point {
	return chart.Point{Answer: a, Partial: partial, Text: r.AmountText(a), Href: r.AnswerHref(a, "")}
}

func noteLabel(r *ui.Request, notes []pack.Note) string {
	if len(notes) == 0 {
		return ""
	}
	return r.Text(notes[0].Label)
}

// flowsChart draws exports beside imports of each year.
func (p *page) flowsChart() chart.Chart {
	r := p.r
	c := chart.Chart{
		ID: "flows-years", Kind: chart.Columns,
		Title: r.T("balance.chart.flows.title"), What: r.T("balance.chart.flows.what", r.UnitName()),
		RowName: r.T("common.year"), Columns: []string{r.T("balance.exports"), r.T("balance.imports")},
		Link: r.Self(),
	}
	for _, y := range p.Years {
		out := row(r, y, y.Exports, y.Imports)
		out.Note = ""
		c.Rows = append(c.Rows, out)
	}
	c.Source = Source(r, c)
	c.Text = r.T("balance.chart.flows.text", strconv.Itoa(p.From), strconv.Itoa(p.To))
	return c
}

// monthsChart draws one flow month by month, with gaps where no month is known.
func (p *page) monthsChart(id string, flow trade.Flow) chart.Chart {
	r := p.r
	key := "balance.chart." + string(flow) + "-months"
	c := chart.Chart{
		ID: id, Kind: chart.Lines,
		Title: r.T(key + ".title"), What: r.T(key+".what", r.UnitName()),
		RowName: r.T("common.month"), Columns: []string{r.Text(office.FlowName(flow))},
		Link: r.Self(),
	}
	known := 0
	for _, m := range p.Months {
		a := m.Exports
		if flow == trade.Import {
			a = m.Imports
		}
		if a.Known() {
			known++
		}
		c.Rows = append(c.Rows, chart.Row{Key: m.Month.String(), Label: r.PeriodShort(trade.Period{From: m.Month, To: m.Month}),
			Points: []chart.Point{point(r, a, false)}})
	}
	c.Source = Source(r, c)
	c.Text = r.T("balance.chart.months.text", strconv.Itoa(known), strconv.Itoa(len(c.Rows)))
	return c
}

// Source counts the published figures and shares that a chart rests on.
func Source(r *ui.Request, c chart.Chart) string {
	seen := map[string]bool{}
	for _, row := range c.Rows {
		for _, p := range row.Points {
			if p.Answer.Best == nil {
				continue
			}
			for _, t := range p.Answer.Best.Terms {
				seen[t.Figure.ID] = true
				if t.Share != nil {
					seen[t.Share.ID] = true
				}
			}
		}
	}
	return r.Plural("common.figures", len(seen))
}

// direction names how a ratio moved, for the key of a sentence: less than half
// a percent either way counts as unchanged.
func direction(ratio float64) string {
	switch {
	case ratio >= 0.005:
		return "up"
	case ratio <= -0.005:
		return "down"
	}
	return "flat"
}

func yearTexts(years []int) []string {
	out := make([]string, len(years))
	for i, y := range years {
		out[i] = strconv.Itoa(y)
	}
	return out
}
