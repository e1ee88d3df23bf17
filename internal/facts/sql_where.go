package facts

import (
	"slices"
	"strconv"
	"strings"
)

// where writes the months and the filters.
func (w *writer) where() {
	next := " WHERE "
	if len(w.p.Months) > 0 {
		w.put(next)
		w.months()
		next = " AND "
	}
	for _, f := range w.p.Where {
		w.put(next)
		w.filter(f)
		next = " AND "
	}
}

// months writes the sets of months: those of equal months together.
func (w *writer) months() {
	type group struct {
		set   MonthSet
		years []int64
	}
	var groups []*group
	for _, m := range w.p.Months {
		year := int64(m.Year)
		m.Year = 0
		at := slices.IndexFunc(groups, func(g *group) bool { return g.set == m })
		if at < 0 {
			at = len(groups)
			groups = append(groups, &group{set: m})
		}
		groups[at].years = append(groups[at].years, year)
	}
	w.put("(")
	for i, g := range groups {
		if i > 0 {
			w.put(" OR ")
		}
		w.put("(")
		w.numbers(Year, g.years)
		if g.set.Flow != "" {
			w.put(` AND "flow" = `)
			w.param(string(g.set.Flow))
		}
		if g.set.Months != wholeYear {
			w.put(" AND ")
			w.numbers(Month, monthsOf(g.set.Months))
		}
		w.put(")")
	}
	w.put(")")
}

func monthsOf(set uint16) []int64 {
	var out []int64
	for m := range int64(12) {
		if set&(1<<m) != 0 {
			out = append(out, m+1)
		}
	}
	return out
}

// numbers writes that a column of whole numbers is one of a few: as an interval
// where they follow each other.
func (w *writer) numbers(d Dim, values []int64) {
	slices.Sort(values)
	values = slices.Compact(values)
	first, last := values[0], values[len(values)-1]
	w.put(quoted(d))
	switch {
	case first == last:
		w.put(" = ")
		w.param(first)
	case int(last-first) == len(values)-1:
		w.put(" BETWEEN ")
		w.param(first)
		w.put(" AND ")
		w.param(last)
	default:
		w.put(" IN (")
		for i, v := range values {
			w.comma(i)
			w.param(v)
		}
		w.put(")")
	}
}

// filter writes one filter.
func (w *writer) filter(f Filter) {
	if f.Not {
		w.put("NOT ")
	}
	w.put("(")
	if _, isLevel := Digits(f.Dim); isLevel {
		w.products(f)
	} else {
		w.texts(quoted(f.Dim), f.Values)
	}
	w.put(")")
}

func (w *writer) texts(column string, values []string) {
	w.put(column)
	if len(values) == 1 {
		w.put(" = ")
		w.param(values[0])
		return
	}
	w.put(" IN (")
	for i, v := range values {
		w.comma(i)
		w.param(v)
	}
	w.put(")")
}

// products writes a filter on codes of products: codes that the column holds
// whole by equality, shorter ones as the interval of what begins with them,
// which lets a sorted table skip the rest.
func (w *writer) products(f Filter) {
	level := w.t.Level()
	column := quoted(level)
	has, _ := Digits(level)
	digits, _ := Digits(f.Dim)
	var whole, prefixes []string
	short := false
	for _, v := range f.Values {
		switch {
		case v == Unspecified && digits != has:
			short = true
		case v == Unspecified || len(v) == has || has == 0 && len(w.s.Levels) > 0 && len(v) >= slices.Max(w.s.Levels):
			whole = append(whole, v)
		default:
			prefixes = append(prefixes, v)
		}
	}
	or := ""
	if len(prefixes) > 1 && len(whole) == 0 && !short && !f.Not {
		// The interval around all of them can be looked up; the others cannot.
		last := slices.MaxFunc(prefixes, func(a, b string) int { return strings.Compare(after(a), after(b)) })
		w.between(column, prefixes[0], last)
		w.put(" AND (")
		defer w.put(")")
	}
	for _, p := range prefixes {
		w.put(or)
		w.between(column, p, p)
		or = " OR "
	}
	if len(whole) > 0 {
		w.put(or)
		w.texts(column, whole)
		or = " OR "
	}
	if short {
		w.put(or, "length(", column, ") < ", strconv.Itoa(digits))
	}
}

// between writes that codes begin with first, or lie between it and what
// begins with last.
func (w *writer) between(column, first, last string) {
	w.put("(", column, " >= ")
	w.param(first)
	w.put(" AND ", column, " < ")
	w.param(after(last))
	w.put(")")
}

// after returns the first text behind all codes that begin with a prefix: the
// colon follows the nine.
func after(prefix string) string { return prefix + ":" }
