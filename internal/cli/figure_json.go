package cli

import (
	"encoding/json"
	"fmt"

	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/trade"
)

// The shape of --json, documented in docs/guide/command-line.md. Amounts are
// exact numbers in US$ or kilograms; null where the value is unknown.
type figureJSON struct {
	Series       string            `json:"series"`
	Name         string            `json:"name"`
	Period       string            `json:"period"`
	From         string            `json:"from"`
	To           string            `json:"to"`
	AsOf         string            `json:"as_of,omitempty"`
	Status       ledger.Status     `json:"status"`
	Unit         string            `json:"unit"`
	Value        *json.Number      `json:"value"`
	Low          *json.Number      `json:"low"`
	High         *json.Number      `json:"high"`
	Terms        []termJSON        `json:"terms"`
	Identity     string            `json:"identity,omitempty"`
	Alternatives []alternativeJSON `json:"alternatives"`
	Near         []nearJSON        `json:"near,omitempty"`
	Explanation  *explanationJSON  `json:"explanation,omitempty"`
	Sources      []sourceJSON      `json:"sources"`
}

type termJSON struct {
	Sign      int          `json:"sign"`
	Figure    string       `json:"figure"`
	Series    string       `json:"series"`
	Period    string       `json:"period"`
	Value     json.Number  `json:"value"`
	Published string       `json:"published"`
	Share     *json.Number `json:"share_percent,omitempty"`
	ShareOf   string       `json:"share_series,omitempty"`
	Sources   []string     `json:"sources"`
}

type alternativeJSON struct {
	Kind ledger.DisputeKind `json:"kind"`
	wayJSON
}

type wayJSON struct {
	Value json.Number `json:"value"`
	Low   json.Number `json:"low"`
	High  json.Number `json:"high"`
	Terms []termJSON  `json:"terms"`
}

type nearJSON struct {
	Period string        `json:"period"`
	Status ledger.Status `json:"status"`
	Value  json.Number   `json:"value"`
}

type explanationJSON struct {
	Confirmations []wayJSON     `json:"confirmations"`
	Editions      []termJSON    `json:"editions"`
	Checks        []checkJSON   `json:"checks"`
	Vintages      []vintageJSON `json:"vintages"`
}

type checkJSON struct {
	Series   string      `json:"series"`
	Period   string      `json:"period"`
	OK       bool        `json:"ok"`
	Residual json.Number `json:"residual"`
	Rounding json.Number `json:"rounding"`
	Identity string      `json:"identity,omitempty"`
	Terms    []termJSON  `json:"terms"`
}

type vintageJSON struct {
	From   string        `json:"from"`
	Status ledger.Status `json:"status"`
	Value  *json.Number  `json:"value"`
}

type sourceJSON struct {
	ID        string `json:"id"`
	Publisher string `json:"publisher"`
	Published string `json:"published"`
	URL       string `json:"url"`
}

// list turns answers into JSON, one object each.
func (w figureWriter) list(views []office.FigureView) []figureJSON {
	out := make([]figureJSON, len(views))
	for i, v := range views {
		out[i] = w.object(v)
	}
	return out
}

// object turns one answer into JSON.
func (w figureWriter) object(v office.FigureView) figureJSON {
	m := v.Series.Measure
	j := figureJSON{
		Series: v.Series.String(), Name: w.Text(v.Name),
		Period: v.Period.String(), From: v.Period.From.String(), To: v.Period.To.String(),
		AsOf: v.AsOf.String(), Status: v.Status, Unit: "US$",
		Terms: []termJSON{}, Alternatives: []alternativeJSON{}, Sources: []sourceJSON{},
	}
	if m == trade.Weight {
		j.Unit = "kg"
	}
	if v.Known() {
		value, low, high := exact(m, v.Value), exact(m, v.Low), exact(m, v.High)
		j.Value, j.Low, j.High = &value, &low, &high
	}
	if v.Best != nil {
		j.Terms, j.Identity = termsJSON(v.Best.Terms), v.Best.Identity
	}
	for _, a := range v.Alternatives {
		j.Alternatives = append(j.Alternatives, alternativeJSON{Kind: a.Kind, wayJSON: way(m, a.Derivation)})
	}
	for _, a := range v.Near {
		j.Near = append(j.Near, nearJSON{Period: a.Period.String(), Status: a.Status, Value: exact(m, a.Value)})
	}
	for _, s := range v.Sources {
		j.Sources = append(j.Sources, sourceJSON{s.ID, s.Publisher, s.Published.String(), s.URL})
	}
	if w.explain {
		j.Explanation = explanation(v)
	}
	return j
}

func explanation(v office.FigureView) *explanationJSON {
	m := v.Series.Measure
	e := &explanationJSON{
		Confirmations: []wayJSON{}, Editions: []termJSON{}, Checks: []checkJSON{}, Vintages: []vintageJSON{},
	}
	for _, c := range v.Confirmations {
		e.Confirmations = append(e.Confirmations, way(m, c))
	}
	for _, f := range v.Editions {
		e.Editions = append(e.Editions, termsJSON([]ledger.Term{{Sign: 1, Figure: f}})...)
	}
	for _, c := range v.Checks {
		e.Checks = append(e.Checks, checkJSON{
			Series: c.Series.String(), Period: c.Period.String(), OK: c.OK, Identity: c.Identity,
			Residual: exact(m, c.Residual), Rounding: exact(m, c.Rounding), Terms: termsJSON(c.Terms),
		})
	}
	for _, x := range v.Vintages {
		j := vintageJSON{From: x.From.String(), Status: x.Answer.Status}
		if x.Answer.Known() {
			value := exact(m, x.Answer.Value)
			j.Value = &value
		}
		e.Vintages = append(e.Vintages, j)
	}
	return e
}

func way(m trade.Measure, d ledger.Derivation) wayJSON {
	return wayJSON{exact(m, d.Value), exact(m, d.Low), exact(m, d.High), termsJSON(d.Terms)}
}

func termsJSON(terms []ledger.Term) []termJSON {
	out := make([]termJSON, len(terms))
	for i, t := range terms {
		f := t.Figure
		out[i] = termJSON{
			Sign: t.Sign, Figure: f.ID, Series: f.Series.String(), Period: f.Period.String(),
			Value: exact(f.Series.Measure, f.Value), Published: f.Published.String(), Sources: termSources(t),
		}
		if t.Share != nil {
			percent := fixed(int64(t.Share.Share), 4)
			out[i].Share, out[i].ShareOf = &percent, t.Share.Series.String()
		}
	}
	return out
}

// exact writes an amount without rounding: US$ with its cents, or kilograms.
func exact(m trade.Measure, a trade.Amount) json.Number {
	if m == trade.Weight {
		return fixed(int64(a), 0)
	}
	return fixed(int64(a), 2)
}

// fixed writes n with the decimal point moved left by decimals.
func fixed(n int64, decimals int) json.Number {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	unit := int64(1)
	for range decimals {
		unit *= 10
	}
	if decimals == 0 {
		return json.Number(fmt.Sprintf("%s%d", sign, n))
	}
	return json.Number(fmt.Sprintf("%s%d.%0*d", sign, n/unit, decimals, n%unit))
}
