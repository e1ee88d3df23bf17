package facts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Dialect holds what databases write differently. Everything else that WriteSQL
// uses is the same in DuckDB and ClickHouse: quoted names, positions in GROUP BY
// and ORDER BY, NULLS LAST, window functions, ? for a parameter.
type Dialect struct {
	Integer   func(expr string) string        // as a whole number of 64 bits, an error where it does not fit
	IntDiv    func(a, b string) string        // whole division, towards zero
	SumOrNull func(expr string) string        // null where all are null
	SumIf     func(expr, where string) string // of the rows that fulfil a condition; 0 or null for none
	Prefix    func(expr string, n int) string // the first n bytes of a text
}

// TotalColumn is the last column of a statement with a limit or an offset: rows
// without them.
const TotalColumn = "total"

// WriteSQL writes a plan as one statement over a table, which the engine names
// in its own way in from. The columns of its answer are the plan's dimensions
// (Year as a whole number, Month as year*100+month or 0, others as text), its
// measures as whole numbers, and TotalColumn where the plan has a limit or an
// offset.
//
// Nothing of what people write stands in the statement: names are constants of
// this package, values are parameters in args (text or int64).
func WriteSQL(d *Dialect, s *Schema, t *Table, p *Plan, from string) (text string, args []any) {
	w := &writer{d: d, s: s, t: t, p: p, sums: t.isSum(s)}
	w.statement(from)
	return w.b.String(), w.args
}

// isSum reports whether a table keeps less than the first: its rows are sums of
// rows of files.
func (t *Table) isSum(s *Schema) bool {
	for _, d := range s.Tables[0].Dims {
		if !t.keeps(d) {
			return true
		}
	}
	return false
}

type writer struct {
	d    *Dialect
	s    *Schema
	t    *Table
	p    *Plan
	sums bool
	b    strings.Builder
	args []any
}

func (w *writer) put(parts ...string) {
	for _, s := range parts {
		w.b.WriteString(s)
	}
}

// param writes a place for a value and keeps the value.
func (w *writer) param(v any) {
	w.b.WriteByte('?')
	w.args = append(w.args, v)
}

func quoted[T ~string](name T) string { return `"` + string(name) + `"` }

// statement writes sums by group; where values have a rest below the cent, a
// second SELECT around it rounds the sums.
func (w *writer) statement(from string) {
	round := w.s.Fine && (slices.Contains(w.p.Measures, Value) || slices.Contains(w.p.Measures, Weighed))
	page := w.p.Limit > 0 || w.p.Offset > 0
	if round {
		w.put("SELECT ")
		for i := range w.p.By {
			w.put("d", strconv.Itoa(i), ", ")
		}
		for i, m := range w.p.Measures {
			w.comma(i)
			w.rounded(m, i)
		}
		if page {
			w.put(", count(*) OVER () AS ", TotalColumn)
		}
		w.put(" FROM (")
	}
	w.put("SELECT ")
	for i, d := range w.p.By {
		w.put(w.dim(d), " AS d", strconv.Itoa(i), ", ")
	}
	for i, m := range w.p.Measures {
		w.comma(i)
		if round && (m == Value || m == Weighed) {
			w.put(w.sum(m), " AS v", strconv.Itoa(i), ", ", w.rest(m), " AS r", strconv.Itoa(i))
		} else {
			w.put(w.sum(m), " AS m", strconv.Itoa(i))
		}
	}
	if page && !round {
		w.put(", count(*) OVER () AS ", TotalColumn)
	}
	w.put(" FROM ", from)
	w.where()
	w.group()
	if round {
		w.put(") AS sums")
	}
	w.order()
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.put(", ")
	}
}

// group gives one row for each combination of codes, none without facts.
func (w *writer) group() {
	if len(w.p.By) == 0 {
		w.put(" HAVING count(*) > 0")
		return
	}
	w.put(" GROUP BY ")
	for i := range w.p.By {
		w.comma(i)
		w.put(strconv.Itoa(i + 1))
	}
}

// dim writes the code of a dimension.
func (w *writer) dim(d Dim) string {
	digits, isLevel := Digits(d)
	switch {
	case d == Month:
		// A year may be stored in 16 bits, which year*100 does not fit.
		return `CASE WHEN "month" = 0 THEN 0 ELSE ` + w.d.Integer(quoted(Year)) + ` * 100 + "month" END`
	case !isLevel:
		return quoted(d)
	}
	level := w.t.Level()
	if level == d {
		return quoted(d)
	}
	return fmt.Sprintf("CASE WHEN length(%[1]s) >= %[2]d THEN %[3]s ELSE '%[4]s' END",
		quoted(level), digits, w.d.Prefix(quoted(level), digits), Unspecified)
}

// sum writes a measure; of Value and Weighed only whole cents.
func (w *writer) sum(m Measure) string {
	switch {
	case m == Weight:
		return w.d.Integer(w.d.SumOrNull(quoted(gramsColumn)))
	case m == Rows && !w.sums:
		return w.d.Integer("count(*)")
	case m == Weighed && !w.sums:
		return w.d.Integer("coalesce(" + w.d.SumIf(quoted(Value), quoted(gramsColumn)+" IS NOT NULL") + ", 0)")
	case m == Weighed:
		return w.d.Integer("coalesce(sum(" + quoted(Weighed) + "), 0)")
	}
	return w.d.Integer("sum(" + quoted(m) + ")")
}

// rest writes the sum of what whole cents leave, in millionths.
func (w *writer) rest(m Measure) string {
	if m == Value {
		return w.d.Integer("sum(" + quoted(restColumn) + ")")
	}
	return w.d.Integer("coalesce(" + w.d.SumIf(quoted(restColumn), quoted(gramsColumn)+" IS NOT NULL") + ", 0)")
}

// The columns that are not named after a dimension or a measure.
const (
	restColumn  = "rest"  // what rounding to cents leaves, in millionths of a cent
	gramsColumn = "grams" // weight
)

// rounded adds whole cents and rests once, halves away from zero: with v whole
// cents, r = q*1000000 + f millionths and |f| < 1000000, the sum lies f/1000000
// above or below v+q.
func (w *writer) rounded(m Measure, i int) {
	n := strconv.Itoa(i)
	if m != Value && m != Weighed {
		w.put("m", n)
		return
	}
	q := w.d.IntDiv("r"+n, "1000000")
	base := "(v" + n + " + " + q + ")"
	f := "(r" + n + " - " + q + " * 1000000)"
	w.put(fmt.Sprintf("%[1]s + CASE WHEN %[2]s > 500000 OR (%[2]s = 500000 AND %[1]s >= 0) THEN 1"+
		" WHEN %[2]s < -500000 OR (%[2]s = -500000 AND %[1]s <= 0) THEN -1 ELSE 0 END AS m%[3]s", base, f, n))
}

// order writes the order asked for, then the codes, so that an answer has one
// order only.
func (w *writer) order() {
	var keys []string
	for _, o := range w.p.Order {
		at := slices.Index(w.p.By, Dim(o.By)) + 1
		if at == 0 {
			at = len(w.p.By) + slices.Index(w.p.Measures, Measure(o.By)) + 1
		}
		key := strconv.Itoa(at)
		if o.Desc {
			key += " DESC"
		}
		keys = append(keys, key+" NULLS LAST")
	}
	for i := range w.p.By {
		keys = append(keys, strconv.Itoa(i+1))
	}
	if len(keys) > 0 {
		w.put(" ORDER BY ", strings.Join(keys, ", "))
	}
	if w.p.Limit > 0 || w.p.Offset > 0 {
		limit := int64(w.p.Limit)
		if limit == 0 {
			limit = math.MaxInt64
		}
		w.put(" LIMIT ")
		w.param(limit)
	}
	if w.p.Offset > 0 {
		w.put(" OFFSET ")
		w.param(int64(w.p.Offset))
	}
}
