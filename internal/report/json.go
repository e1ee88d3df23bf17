package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// The shape of a JSON download. Amounts are exact decimals as strings, in the
// unit of the table; months are 2022-11; an unknown value is null, never 0.
type jsonTable struct {
	Title    string       `json:"title"`
	About    string       `json:"about"`              // what is shown, in the reader's language
	Language string       `json:"language"`           // of titles and labels: id or en
	Region   jsonRegion   `json:"region"`             // whose trade
	Unit     string       `json:"unit"`               // "USD million" or "kt"; of facts "USD", "kg" ...
	Period   *jsonPeriod  `json:"period"`             // from the first to the last month of any value
	AsOf     string       `json:"as_of,omitempty"`    // as known on this date
	Link     string       `json:"link,omitempty"`     // restores the view
	Pack     jsonPack     `json:"pack"`               // the data pack
	Made     string       `json:"made,omitempty"`     // when the file was asked for
	RowName  string       `json:"row_name"`           // what a row is: Year
	Columns  []string     `json:"columns"`            // what a value of a row is: Exports
	Rows     []jsonRow    `json:"rows"`               // in the order of the chart
	Sources  []jsonSource `json:"sources"`            // every source of any value
	Releases []string     `json:"releases,omitempty"` // that facts were read from
}

type jsonRegion struct {
	Name string `json:"name"`
	BPS  string `json:"code_bps,omitempty"`
	Home string `json:"code_kemendagri,omitempty"`
}

type jsonPack struct {
	Slug     string `json:"slug"`
	Version  string `json:"version"`
	Compiled string `json:"compiled,omitempty"`
	Licence  string `json:"licence"`
}

type jsonPeriod struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type jsonRow struct {
	Key       string      `json:"key"`
	Label     string      `json:"label"`
	Note      string      `json:"note,omitempty"`
	Remainder bool        `json:"remainder,omitempty"` // what no release names
	Values    []jsonValue `json:"values"`              // as many as columns
}

type jsonValue struct {
	Column       string      `json:"column"`
	Series       string      `json:"series,omitempty"` // export.hs2.27
	Period       *jsonPeriod `json:"period"`
	Partial      bool        `json:"partial,omitempty"` // covers less than the row says
	Status       string      `json:"status"`            // published, derived, conflicting, unknown
	Unit         string      `json:"unit,omitempty"`    // where columns differ in it
	Release      string      `json:"release,omitempty"` // of a fact: where it was read
	Value        *string     `json:"value"`
	Low          *string     `json:"low"`  // the value lies between low and high
	High         *string     `json:"high"` // if every figure was rounded properly
	SharePercent string      `json:"share_percent,omitempty"`
	Derivation   []jsonTerm  `json:"derivation,omitempty"` // the value is their signed sum
	Alternatives []jsonOther `json:"alternatives,omitempty"`
	Figure       string      `json:"figure,omitempty"` // page of the figure
}

type jsonTerm struct {
	Sign         string     `json:"sign"` // + or -
	Figure       string     `json:"figure"`
	Series       string     `json:"series"`
	Period       jsonPeriod `json:"period"`
	Value        string     `json:"value"`
	SharePercent string     `json:"share_percent,omitempty"` // the term is value times share
	Published    string     `json:"published,omitempty"`
	Sources      []string   `json:"sources"` // ids
}

type jsonOther struct {
	Kind       string     `json:"kind"` // revision or contradiction
	Value      string     `json:"value"`
	Derivation []jsonTerm `json:"derivation"`
}

type jsonSource struct {
	ID        string `json:"id"`
	Publisher string `json:"publisher"`
	Published string `json:"published,omitempty"`
	URL       string `json:"url"`
}

func writeJSON(w io.Writer, t Table) error {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(t.document()); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}

func (t Table) document() jsonTable {
	out := jsonTable{
		Title: t.Chart.Title, About: t.Chart.What, Language: string(t.Printer.Lang),
		Region: jsonRegion{Name: t.Printer.Text(t.Pack.Region.Name), BPS: t.Pack.Region.BPS, Home: t.Pack.Region.Kemendagri},
		Unit:   t.unit(), AsOf: t.AsOf.String(), Link: t.absolute(t.Chart.Link),
		Pack: jsonPack{Slug: t.Pack.Slug, Version: t.Pack.Version,
			Compiled: t.Pack.Compiled.String(), Licence: t.Pack.Licence},
		RowName: t.Chart.RowName, Columns: append([]string{}, t.Chart.Columns...),
		Rows: make([]jsonRow, len(t.Chart.Rows)), Sources: []jsonSource{},
	}
	if p, ok := t.period(); ok {
		out.Period = months(p)
	}
	if !t.Made.IsZero() {
		out.Made = t.Made.Format("2006-01-02T15:04:05Z07:00")
	}
	for i, r := range t.Chart.Rows {
		out.Rows[i] = jsonRow{Key: r.Key, Label: r.Label, Note: r.Note, Remainder: r.Muted, Values: []jsonValue{}}
		for j, p := range r.Points {
			out.Rows[i].Values = append(out.Rows[i].Values, t.value(j, p))
		}
	}
	out.Releases = t.releases()
	for _, s := range t.sources() {
		out.Sources = append(out.Sources, jsonSource{ID: s.ID, Publisher: s.Publisher, Published: s.Published.String(), URL: s.URL})
	}
	return out
}

func (t Table) value(col int, p chart.Point) jsonValue {
	a := p.Answer
	v := jsonValue{Status: string(ledger.Unknown), Partial: p.Partial, Figure: t.absolute(p.Href), SharePercent: t.plainShare(p.Share)}
	if col < len(t.Chart.Columns) {
		v.Column = t.Chart.Columns[col]
	}
	if covers, ok := p.Period(); ok {
		v.Period = months(covers)
	}
	if a.Series.Flow != "" {
		v.Series = a.Series.String()
	}
	if len(t.Chart.Units) > 0 {
		v.Unit = t.Chart.UnitCode(col)
	}
	if !p.Known() {
		return v
	}
	v.Status = p.StatusCode()
	if p.Fact != nil {
		exact := p.Exact()
		v.Value, v.Release = &exact, p.Fact.Source
		return v
	}
	v.Value, v.Low, v.High = decimal(a.Series, a.Value), decimal(a.Series, a.Low), decimal(a.Series, a.High)
	if a.Best != nil {
		v.Derivation = terms(a.Best.Terms)
	}
	for _, other := range a.Alternatives {
		v.Alternatives = append(v.Alternatives, jsonOther{Kind: string(other.Kind),
			Value: chart.Decimal(a.Series, other.Value), Derivation: terms(other.Terms)})
	}
	return v
}

func terms(ts []ledger.Term) []jsonTerm {
	var out []jsonTerm
	for _, term := range ts {
		if term.Figure == nil {
			continue
		}
		f := term.Figure
		j := jsonTerm{Sign: "+", Figure: f.ID, Series: f.Series.String(), Period: *months(f.Period),
			Value: chart.Decimal(f.Series, f.Value), Published: f.Published.String(), Sources: slices.Clone(f.Sources)}
		if term.Sign < 0 {
			j.Sign = "-"
		}
		if term.Share != nil {
			// Millionths of a whole are ten-thousandths of a percent.
			j.SharePercent = chart.Decimal(trade.Series{Measure: trade.Weight}, trade.Amount(term.Share.Share)*100)
			j.Sources = append(j.Sources, term.Share.Sources...)
		}
		out = append(out, j)
	}
	return out
}

func months(p trade.Period) *jsonPeriod { return &jsonPeriod{p.From.String(), p.To.String()} }

func decimal(s trade.Series, a trade.Amount) *string {
	text := chart.Decimal(s, a)
	return &text
}
