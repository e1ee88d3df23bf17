package api

import (
	"net/http"
	"net/url"

	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/trade"
)

const (
	keyPeriod = "period"
	keyAsOf   = "as_of"
)

// SeriesItem is a series of published figures.
type SeriesItem struct {
	Series string `json:"series" example:"export.hs2.27"`
	Name   string `json:"name"`
	Period *Span  `json:"period,omitempty" doc:"First and last month of any figure"`
	Link   string `json:"link"`
}

// SeriesList lists series.
type SeriesList struct {
	Series []SeriesItem `json:"series"`
	Page   ListPage     `json:"page"`
}

// Figure is a published figure, or one derived from published figures.
type Figure struct {
	Series       string       `json:"series" example:"export"`
	Name         string       `json:"name"`
	Period       Span         `json:"period"`
	AsOf         *string      `json:"as_of" doc:"As known on this day; null for what is known now"`
	Status       string       `json:"status" enum:"published,derived,conflicting,unknown"`
	StatusText   string       `json:"status_text"`
	Unit         string       `json:"unit" enum:"USD,kg"`
	Value        *string      `json:"value" doc:"Exact decimal, null where unknown"`
	Low          *string      `json:"low" doc:"The value lies between low and high if every figure was rounded properly"`
	High         *string      `json:"high"`
	Derivation   []Term       `json:"derivation" doc:"The value is the signed sum of these"`
	Identity     string       `json:"identity,omitempty" doc:"The identity that was used, such as balance"`
	Alternatives []OtherValue `json:"alternatives" doc:"Other values that figures give"`
	Near         []NearValue  `json:"near" doc:"For an unknown value: what is known nearby"`
	Sources      []Source     `json:"sources"`
	Pack         Pack         `json:"pack"`
	Notes        []string     `json:"notes"`
	Query        string       `json:"query" doc:"The address of this answer"`
	Page         string       `json:"page,omitempty" doc:"The page that explains the figure"`
}

// Term is one figure of a sum.
type Term struct {
	Sign      string   `json:"sign" enum:"+,-"`
	Figure    string   `json:"figure" doc:"Id of the figure in the data pack"`
	Series    string   `json:"series"`
	Period    Span     `json:"period"`
	Value     string   `json:"value"`
	Share     *float64 `json:"share" doc:"The term is value times this, where it is not null"`
	Published *string  `json:"published" doc:"When it was published"`
	Sources   []string `json:"sources" doc:"Ids"`
}

// OtherValue is a value that disagrees.
type OtherValue struct {
	Kind       string `json:"kind" enum:"revision,contradiction"`
	Value      string `json:"value"`
	Derivation []Term `json:"derivation"`
}

// NearValue is a known value beside an unknown one.
type NearValue struct {
	Period Span   `json:"period"`
	Status string `json:"status"`
	Value  string `json:"value"`
}

// Source is where a figure was printed.
type Source struct {
	ID        string  `json:"id"`
	Publisher string  `json:"publisher"`
	Published *string `json:"published"`
	URL       string  `json:"url"`
}

// Pack is the data pack that figures come from.
type Pack struct {
	Slug    string `json:"slug"`
	Version string `json:"version"`
	Licence string `json:"licence"`
}

func (c *call) asOf() (trade.Date, error) {
	text := c.query.Get(keyAsOf)
	if text == "" {
		return trade.Date{}, nil
	}
	d, err := trade.ParseDate(text)
	if err != nil || d.Month == 0 || d.Day == 0 {
		return trade.Date{}, invalid(keyAsOf, "Tanggal "+quote(text)+" tidak terbaca; tulis seperti 2022-03-01.", "Cannot read the day "+quote(text)+"; write it like 2022-03-01.")
	}
	return d, nil
}

func (c *call) seriesList() error {
	asOf, err := c.asOf()
	if err != nil {
		return err
	}
	limit, err := c.whole("limit", usualCodes, mostCodes)
	if err != nil {
		return err
	}
	offset, err := c.whole("offset", 0, 1_000_000)
	if err != nil {
		return err
	}
	l := c.Office.Ledger(asOf)
	all := l.Series()
	out := SeriesList{Series: []SeriesItem{}, Page: ListPage{limit, offset, len(all)}}
	for _, s := range all[min(offset, len(all)):min(offset+limit, len(all))] {
		item := SeriesItem{Series: s.String(), Name: c.text(c.Office.SeriesName(s)), Link: figurePath(s.String(), "", "")}
		if p, ok := l.Span(s); ok {
			item.Period = &Span{p.From.String(), p.To.String()}
		}
		out.Series = append(out.Series, item)
	}
	return c.json(http.StatusOK, out)
}

func figurePath(series, period, asOf string) string {
	v := url.Values{}
	for key, value := range map[string]string{keyPeriod: period, keyAsOf: asOf} {
		if value != "" {
			v.Set(key, value)
		}
	}
	path := Prefix + "/figures/" + url.PathEscape(series)
	if len(v) > 0 {
		path += "?" + v.Encode()
	}
	return path
}

func (c *call) figure() error {
	s, err := trade.ParseSeries(c.r.PathValue("series"))
	if err != nil {
		return err
	}
	asOf, err := c.asOf()
	if err != nil {
		return err
	}
	p, err := trade.ParsePeriod(c.query.Get(keyPeriod))
	if err != nil {
		return invalid(keyPeriod, "Periode "+quote(c.query.Get(keyPeriod))+" tidak terbaca; tulis 2021, 2021-07, atau 2022-01..2022-11.",
			"Cannot read the period "+quote(c.query.Get(keyPeriod))+"; write 2021, 2021-07, or 2022-01..2022-11.")
	}
	v, err := c.Office.Figure(s, p, asOf)
	if err != nil {
		return err
	}
	return c.json(http.StatusOK, c.figureOf(v))
}

func (c *call) figureOf(v office.FigureView) Figure {
	known := func(a trade.Amount) *string {
		if !v.Known() {
			return nil
		}
		text := whole(v.Series, a)
		return &text
	}
	p := c.Office.Pack()
	f := Figure{
		Series: v.Series.String(), Name: c.text(v.Name), Period: Span{v.Period.From.String(), v.Period.To.String()}, AsOf: dated(v.AsOf),
		Status: string(v.Status), StatusText: c.Status(string(v.Status)), Unit: unitOf(v.Series),
		Value: known(v.Value), Low: known(v.Low), High: known(v.High),
		Derivation: []Term{}, Alternatives: []OtherValue{}, Near: []NearValue{}, Sources: []Source{}, Notes: []string{},
		Pack: Pack{p.Slug, p.Version, p.Licence}, Query: figurePath(v.Series.String(), v.Period.String(), v.AsOf.String()),
		Page: c.pageOf(v),
	}
	if v.Best != nil {
		f.Derivation, f.Identity = terms(v.Best.Terms), v.Best.Identity
	}
	for _, a := range v.Alternatives {
		f.Alternatives = append(f.Alternatives, OtherValue{string(a.Kind), whole(v.Series, a.Value), terms(a.Terms)})
	}
	for _, a := range v.Near {
		f.Near = append(f.Near, NearValue{Span{a.Period.From.String(), a.Period.To.String()}, string(a.Status), whole(a.Series, a.Value)})
	}
	for _, n := range v.Notes {
		f.Notes = append(f.Notes, c.text(n.Text))
	}
	for _, s := range v.Sources {
		f.Sources = append(f.Sources, Source{s.ID, s.Publisher, dated(s.Published), s.URL})
	}
	return f
}

// pageOf is the page of a figure, empty where nobody said where pages are.
func (c *call) pageOf(v office.FigureView) string {
	if c.FigurePage == nil {
		return ""
	}
	return c.FigurePage(c.Lang, v.Series, v.Period, v.AsOf)
}

func terms(ts []ledger.Term) []Term {
	out := []Term{}
	for _, t := range ts {
		if t.Figure == nil {
			continue
		}
		x := Term{Sign: "+", Figure: t.Figure.ID, Series: t.Figure.Series.String(),
			Period: Span{t.Figure.Period.From.String(), t.Figure.Period.To.String()}, Value: whole(t.Figure.Series, t.Figure.Value),
			Published: dated(t.Figure.Published), Sources: append([]string{}, t.Figure.Sources...)}
		if t.Sign < 0 {
			x.Sign = "-"
		}
		if t.Share != nil {
			share := float64(t.Share.Share) / 1e6 // millionths
			x.Share = &share
			x.Sources = append(x.Sources, t.Share.Sources...)
		}
		out = append(out, x)
	}
	return out
}

// unitOf is the unit in which amounts of a series are written.
func unitOf(s trade.Series) string {
	if s.Measure == trade.Weight {
		return "kg"
	}
	return "USD"
}

// whole writes an amount of a series in its whole unit: US$ from cents, kg.
func whole(s trade.Series, a trade.Amount) string {
	if s.Measure == trade.Weight {
		return exact(int64(a), 0)
	}
	return exact(int64(a), 2)
}

func dated(d trade.Date) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}
