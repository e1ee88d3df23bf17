package chart

import (
	"encoding/json"

	"muara/internal/i18n"
	"muara/internal/refdata"
)

// payload is what the island in the browser draws. It holds every text ready
// to show, so that the browser formats no number and knows no language.
type payload struct {
	ID      string            `json:"id"`
	Kind    Kind              `json:"kind"`
	Lang    string            `json:"lang"`
	Title   string            `json:"title"`
	What    string            `json:"what"`
	Text    string            `json:"text"`
	RowName string            `json:"rowName"`
	Unit    string            `json:"unit"`
	Columns []string          `json:"columns"`
	Rows    []payloadRow      `json:"rows"`
	Axis    []payloadTick     `json:"axis,omitempty"`  // columns, lines and areas
	Fulls   []string          `json:"fulls,omitempty"` // facts: a value with its unit by column, # for the number
	Heads   []payloadHead     `json:"heads,omitempty"` // facts: of the columns
	Names   map[string]string `json:"names,omitempty"` // maps: ISO numeric -> name
	Place   *payloadPlace     `json:"place,omitempty"` // maps
	Source  string            `json:"source"`
	Link    string            `json:"link"`
	Words   map[string]string `json:"words"`
}

type payloadRow struct {
	Key    string         `json:"key"`
	Geo    string         `json:"geo,omitempty"` // maps: ISO 3166-1 numeric
	Label  string         `json:"label"`
	Note   string         `json:"note,omitempty"`
	Muted  bool           `json:"muted,omitempty"`
	Color  int            `json:"color"` // 1 to 8 of the palette, 0 grey
	Href   string         `json:"href,omitempty"`
	Points []payloadPoint `json:"points"`
}

type payloadPoint struct {
	Value   *float64 `json:"v"` // for drawing only; null where unknown
	Text    string   `json:"text"`
	Full    string   `json:"full,omitempty"` // with unit: US$3.050,82 juta
	Share   string   `json:"share,omitempty"`
	Href    string   `json:"href,omitempty"`
	Partial string   `json:"partial,omitempty"` // the words, where it covers less than the row
	Status  string   `json:"status,omitempty"`  // code
	How     string   `json:"how,omitempty"`     // the status in words
	Range   string   `json:"range,omitempty"`
	Period  string   `json:"period,omitempty"`
	Say     string   `json:"say,omitempty"` // the whole point in one line
}

type payloadHead struct {
	Color int    `json:"color"` // 1 to 8, 0 grey
	Href  string `json:"href,omitempty"`
}

type payloadTick struct {
	Value float64 `json:"v"`
	Text  string  `json:"text"`
}

type payloadPlace struct {
	Label   string  `json:"label"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Country string  `json:"country,omitempty"` // ISO 3166-1 numeric
}

// payloadWords are the words that the island itself says, by the last part of
// their catalogue key.
var payloadWords = []string{
	"unknown", "hint", "kind", "zoom-in", "zoom-out", "reset",
	"legend", "no-figure", "less", "open", "tap", "failed", "partial", "conflict",
}

// Payload returns the JSON from which the browser draws a chart. It is safe
// inside a script element: the encoder escapes <, > and &.
func Payload(c Chart, p i18n.Printer) []byte {
	out := payload{
		ID: c.ID, Kind: c.Kind, Lang: string(p.Lang), Title: c.Title, What: c.What, Text: c.Text,
		RowName: c.RowName, Unit: c.UnitName(p), Columns: append([]string{}, c.Columns...),
		Rows: make([]payloadRow, len(c.Rows)), Source: c.Source, Link: c.Link,
		Words: map[string]string{},
	}
	if c.OfFacts() {
		out.Rows = factRows(c, p)
		out.Fulls, out.Heads = columnPayload(c, p)
	} else {
		for i := range c.Rows {
			out.Rows[i] = rowPayload(c, p, i)
		}
	}
	if c.Kind == Columns || c.Kind == Lines || c.Kind == Areas {
		out.Axis = axisPayload(c, p)
	}
	if c.Kind == Map {
		mapPayload(&out, c, p)
	}
	for _, w := range payloadWords {
		out.Words[w] = p.T("chart." + w)
	}
	if c.OfFacts() {
		for _, w := range []string{"hint", "open", "tap", "no-figure"} {
			out.Words[w] = p.T("chart.fact." + w)
		}
		out.Words["more"] = p.T("chart.more", "#")
	}
	b, err := json.Marshal(out)
	if err != nil { // no field can fail: values are finite quotients of integers
		return []byte("{}")
	}
	return b
}

func rowPayload(c Chart, p i18n.Printer, row int) payloadRow {
	r := c.Rows[row]
	out := payloadRow{
		Key: r.Key, Label: r.Label, Note: r.Note, Muted: r.Muted, Color: c.ColorOf(row), Href: r.Href,
		Points: make([]payloadPoint, len(r.Points)),
	}
	for i, pt := range r.Points {
		q := payloadPoint{
			Text: c.Value(p, i, pt), Full: c.Full(p, i, pt), Share: pt.Share, Href: pt.Href, Range: pt.Range(p),
			Status: pt.StatusCode(), How: pt.StatusText(p), Say: c.Describe(p, row, i),
		}
		if v, known := pt.Value(); known {
			q.Value = &v
			if period, ok := pt.Period(); ok {
				q.Period = p.Period(period)
			}
			if pt.Partial {
				q.Partial = pt.PartialText(p)
			}
		}
		out.Points[i] = q
	}
	return out
}

func axisPayload(c Chart, p i18n.Printer) []payloadTick {
	lo, hi, _ := c.Extent()
	ticks := Ticks(lo, hi, AxisTicks)
	texts := c.TickText(p, ticks)
	out := make([]payloadTick, len(ticks))
	for i := range ticks {
		out[i] = payloadTick{ticks[i], texts[i]}
	}
	return out
}

// AxisTicks is about how many steps the value axis of a chart has.
const AxisTicks = 4

func mapPayload(out *payload, c Chart, p i18n.Printer) {
	out.Names = map[string]string{}
	for _, country := range refdata.Countries() {
		out.Names[country.Numeric] = p.Text(country.Name)
	}
	for i := range out.Rows {
		if country, ok := refdata.CountryOf(out.Rows[i].Key); ok {
			out.Rows[i].Geo = country.Numeric
		}
	}
	if c.Place == nil {
		return
	}
	out.Place = &payloadPlace{Label: c.Place.Label, Lat: c.Place.Lat, Lon: c.Place.Lon}
	if country, ok := refdata.CountryOf(c.Place.Country); ok {
		out.Place.Country = country.Numeric
	}
}
