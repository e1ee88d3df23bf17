package cli

import (
	"encoding/json"
	"io"

	"muara/internal/i18n"
	"muara/internal/ingest"
)

type reportJSON struct {
	File      string         `json:"file"`
	Format    string         `json:"format"`
	Layout    string         `json:"layout"`
	Advice    string         `json:"advice,omitempty"`
	Read      int            `json:"rows_read"`
	Accepted  int            `json:"rows_accepted"`
	Refused   int            `json:"rows_refused"`
	LeftOut   []countedJSON  `json:"left_out"`
	Warnings  []countedJSON  `json:"warnings"`
	Totals    []totalJSON    `json:"totals"`
	Products  int            `json:"products"`
	Partners  int            `json:"partners"`
	Unknown   []unknownJSON  `json:"unknown_codes"`
	Repeated  int            `json:"repeated"`
	Identical int            `json:"identical"`
	First     []int          `json:"repeated_rows"`
	Unchecked int            `json:"rows_not_compared"`
	Refusals  []*refusalJSON `json:"refusals"`
}

type countedJSON struct {
	Code string `json:"code"`
	Rows int    `json:"rows"`
	Text string `json:"text"`
}

type totalJSON struct {
	Flow    string `json:"flow"`
	Period  string `json:"period"`
	Digits  int    `json:"hs_digits"`
	Edition string `json:"hs_edition"`
	World   bool   `json:"world"`
	Margin  string `json:"margin"`
	NonOil  bool   `json:"non_oil"`
	Rows    int    `json:"rows"`
	Value   string `json:"value_usd"`
	Weight  string `json:"weight_kg"`
	Weighed int    `json:"rows_with_weight"`
}

type unknownJSON struct {
	Column string `json:"column"`
	Code   string `json:"code"`
	Rows   int    `json:"rows"`
}

type refusalJSON struct {
	Sheet    string `json:"sheet"`
	Row      int    `json:"row"`
	Column   string `json:"column"`
	Found    string `json:"found"`
	Expected struct {
		ID string `json:"id"`
		EN string `json:"en"`
	} `json:"expected"`
}

// writeReportsJSON writes a list with one object for each file. Amounts are
// exact decimals as texts.
func writeReportsJSON(w io.Writer, lang i18n.Lang, reports []*ingest.Report) error {
	p := i18n.Printer{Lang: lang}
	out := make([]reportJSON, 0, len(reports))
	for _, r := range reports {
		j := reportJSON{
			File: r.File, Format: string(r.Kind), Layout: p.Text(r.Layout), Advice: p.Text(r.Advice), Read: r.Read(), Accepted: r.Accepted, Refused: r.Refused,
			LeftOut: countedList(p, r.LeftOut), Warnings: countedList(p, r.Warnings), Totals: []totalJSON{}, Products: r.Products,
			Partners: r.Partners, Unknown: []unknownJSON{}, Repeated: r.Repeated, Identical: r.Identical, First: append([]int{}, r.FirstTwice...),
			Unchecked: r.Unchecked, Refusals: []*refusalJSON{},
		}
		for _, t := range r.Totals {
			j.Totals = append(j.Totals, totalJSON{string(t.Flow), t.Period.String(), t.Level, t.Edition, t.World, string(t.Margin), t.NonOil, t.Rows,
				ingest.Decimal(int64(t.Value), 2), ingest.Decimal(t.Grams, 3), t.Weighed})
		}
		for _, u := range r.Unknown {
			j.Unknown = append(j.Unknown, unknownJSON(u))
		}
		for _, x := range r.Refusals {
			one := &refusalJSON{Sheet: x.Sheet, Row: x.Row, Column: x.Column, Found: x.Found}
			one.Expected.ID, one.Expected.EN = x.Expected.ID, x.Expected.EN
			j.Refusals = append(j.Refusals, one)
		}
		out = append(out, j)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func countedList(p i18n.Printer, list []ingest.Counted) []countedJSON {
	out := []countedJSON{}
	for _, c := range list {
		out = append(out, countedJSON{c.Code, c.Rows, p.Text(c.Text)})
	}
	return out
}
