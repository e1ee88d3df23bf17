package api

import (
	"fmt"
	"strconv"

	"muara/internal/facts"
)

// answer writes an answer as JSON.
func (c *call) answer(q *asked, f *facts.Frame, about About, links []PagesLink) Answer {
	a := Answer{About: about, Columns: []Column{}, Rows: make([]Row, f.Len()), Names: CodeNames{}, Links: links,
		Page: AnswerPage{Limit: q.Limit, Offset: q.Offset, Rows: f.Len(), More: f.More}}
	if f.Total >= 0 {
		a.Page.Total = &f.Total
	}
	var keys []string
	for _, d := range f.Dims {
		a.Columns = append(a.Columns, Column{Name: string(d), Kind: "dimension", Label: c.text(dimWords[d]), Type: "code"})
		keys = append(keys, string(d))
	}
	for _, m := range f.Columns {
		w := measureWords[m.Measure]
		a.Columns = append(a.Columns, Column{Name: string(m.Measure), Kind: "measure", Label: c.text(w.label), Unit: w.unit, Type: w.as})
		keys = append(keys, string(m.Measure))
	}
	for i := range a.Rows {
		values := make([]any, 0, len(keys))
		for d := range f.Dims {
			values = append(values, f.Codes[d][i])
		}
		for m := range f.Columns {
			values = append(values, cell(&f.Columns[m], i))
		}
		a.Rows[i] = Row{keys, values}
	}
	if q.labels == labelsBoth {
		c.name(a.Names, f, editionOf(q.schema))
	}
	return a
}

// name collects the names of the codes of an answer.
func (c *call) name(names CodeNames, f *facts.Frame, edition string) {
	for i, d := range f.Dims {
		switch d {
		case facts.Year, facts.Month, facts.Quarter, facts.Port, facts.Industry, facts.Sector:
			continue // codes that are names
		}
		of := map[string]string{}
		for _, code := range f.Codes[i] {
			if _, ok := of[code]; !ok {
				of[code] = c.text(c.Facts.Name(d, code, edition))
			}
		}
		names[string(d)] = of
	}
}

// cell is a value for JSON: money and weight as exact text, counts and ratios
// as numbers, nil where there is none.
func cell(col *facts.Column, row int) any {
	if !col.Known(row) {
		return nil
	}
	w := measureWords[col.Measure]
	switch {
	case col.Ints == nil:
		return col.Floats[row]
	case w.as == asDecimal:
		return exact(col.Ints[row], w.shift)
	}
	return col.Ints[row]
}

// exact writes an integer as a decimal with so many digits after the point.
func exact(n int64, shift int) string {
	sign, size := "", uint64(n)
	if n < 0 {
		sign, size = "-", -uint64(n)
	}
	text := fmt.Sprintf("%0*d", shift+1, size)
	if shift == 0 {
		return sign + text
	}
	return sign + text[:len(text)-shift] + "." + text[len(text)-shift:]
}

// plainFloat writes a ratio so that it is read back the same.
func plainFloat(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
