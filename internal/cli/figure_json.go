package cli

import (
	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/trade"
)

// The shape of --json, described in docs/guide/command-line.md; its words are
// those of the site's JSON downloads. Amounts are exact decimals as strings in
// the unit named; an unknown value is null, never 0.
type figureJSON struct {
	Series       string           `json:"series"` // export.hs2.27
	Name         string           `json:"name"`   // in the reader's language
	Language     string           `json:"language"`
	Period       periodJSON       `json:"period"`
	AsOf         string           `json:"as_of,omitempty"`
	Status       ledger.Status    `json:"status"` // published, derived, conflicting, unknown
	Unit         string           `json:"unit"`   // "USD million" or "kt"
	Value        *string          `json:"value"`
	Low          *string          `json:"low"`  // the value lies between low and high
	High         *string          `json:"high"` // if every figure was rounded properly
	Derivation   []termJSON       `json:"derivation"`
	Identity     string           `json:"identity,omitempty"`
	Alternatives []wayJSON        `json:"alternatives"`
	Near         []nearJSON       `json:"near,omitempty"` // around an unknown value
	Explanation  *explanationJSON `json:"explanation,omitempty"`
	Sources      []sourceJSON     `json:"sources"`
}

type periodJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type termJSON struct {
	Sign         string     `json:"sign"` // + or -
	Figure       string     `json:"figure"`
	Series       string     `json:"series"`
	Period       periodJSON `json:"period"`
	Value        string     `json:"value"`
	SharePercent string     `json:"share_percent,omitempty"` // the term is value times share
	Published    string     `json:"published,omitempty"`
	Sources      []string   `json:"sources"`
}

type wayJSON struct {
	Kind       ledger.DisputeKind `json:"kind,omitempty"` // revision or contradiction
	Value      string             `json:"value"`
	Derivation []termJSON         `json:"derivation"`
}

type nearJSON struct {
	Period periodJSON    `json:"period"`
	Status ledger.Status `json:"status"`
	Value  string        `json:"value"`
}

type explanationJSON struct {
	Confirmations []wayJSON     `json:"confirmations"`
	Editions      []termJSON    `json:"editions"` // newest first
	Checks        []checkJSON   `json:"checks"`
	Vintages      []vintageJSON `json:"vintages"`
}

type checkJSON struct {
	Series     string     `json:"series"`
	Period     periodJSON `json:"period"`
	OK         bool       `json:"ok"`
	Residual   string     `json:"residual"`
	Rounding   string     `json:"rounding"`
	Identity   string     `json:"identity,omitempty"`
	Derivation []termJSON `json:"derivation"` // these should sum to zero
}

type vintageJSON struct {
	From   string        `json:"from"`
	Status ledger.Status `json:"status"`
	Value  *string       `json:"value"`
}

type sourceJSON struct {
	ID        string `json:"id"`
	Publisher string `json:"publisher"`
	Published string `json:"published,omitempty"`
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
	j := figureJSON{
		Series: v.Series.String(), Name: w.Text(v.Name), Language: string(w.Lang),
		Period: span(v.Period), AsOf: v.AsOf.String(), Status: v.Status, Unit: "USD million",
		Derivation: []termJSON{}, Alternatives: []wayJSON{}, Sources: []sourceJSON{},
	}
	if v.Series.Measure == trade.Weight {
		j.Unit = "kt"
	}
	if v.Known() {
		j.Value, j.Low, j.High = known(v.Answer, v.Value), known(v.Answer, v.Low), known(v.Answer, v.High)
	}
	if v.Best != nil {
		j.Derivation, j.Identity = termsJSON(v.Best.Terms), v.Best.Identity
	}
	for _, a := range v.Alternatives {
		other := way(v.Series, a.Derivation)
		other.Kind = a.Kind
		j.Alternatives = append(j.Alternatives, other)
	}
	for _, a := range v.Near {
		j.Near = append(j.Near, nearJSON{span(a.Period), a.Status, chart.Decimal(a.Series, a.Value)})
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
	e := &explanationJSON{
		Confirmations: []wayJSON{}, Editions: []termJSON{}, Checks: []checkJSON{}, Vintages: []vintageJSON{},
	}
	for _, c := range v.Confirmations {
		e.Confirmations = append(e.Confirmations, way(v.Series, c))
	}
	for _, f := range v.Editions {
		e.Editions = append(e.Editions, termJSONOf(ledger.Term{Sign: 1, Figure: f}))
	}
	for _, c := range v.Checks {
		e.Checks = append(e.Checks, checkJSON{
			Series: c.Series.String(), Period: span(c.Period), OK: c.OK, Identity: c.Identity,
			Residual: chart.Decimal(c.Series, c.Residual), Rounding: chart.Decimal(c.Series, c.Rounding),
			Derivation: termsJSON(c.Terms),
		})
	}
	for _, x := range v.Vintages {
		j := vintageJSON{From: x.From.String(), Status: x.Answer.Status}
		if x.Answer.Known() {
			j.Value = known(x.Answer, x.Answer.Value)
		}
		e.Vintages = append(e.Vintages, j)
	}
	return e
}

func way(s trade.Series, d ledger.Derivation) wayJSON {
	return wayJSON{Value: chart.Decimal(s, d.Value), Derivation: termsJSON(d.Terms)}
}

func termsJSON(terms []ledger.Term) []termJSON {
	out := make([]termJSON, len(terms))
	for i, t := range terms {
		out[i] = termJSONOf(t)
	}
	return out
}

func termJSONOf(t ledger.Term) termJSON {
	f := t.Figure
	j := termJSON{
		Sign: "+", Figure: f.ID, Series: f.Series.String(), Period: span(f.Period),
		Value: chart.Decimal(f.Series, f.Value), Published: f.Published.String(), Sources: termSources(t),
	}
	if t.Sign < 0 {
		j.Sign = "-"
	}
	if t.Share != nil {
		// A share is in millionths and a weight in millionths of its unit: a
		// hundred times the share, written as a weight, is the percentage.
		j.SharePercent = chart.Decimal(trade.Series{Measure: trade.Weight}, trade.Amount(t.Share.Share)*100)
	}
	return j
}

func span(p trade.Period) periodJSON { return periodJSON{p.From.String(), p.To.String()} }

func known(a ledger.Answer, amount trade.Amount) *string {
	text := chart.Decimal(a.Series, amount)
	return &text
}
