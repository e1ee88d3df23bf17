package explore

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Keys of the view, beside those of facts.ParseQuery.
const (
	keyAcross  = "across"  // the dimension that stands in the columns of the table
	keyPic     = "pic"     // kind of picture
	keyAgainst = "against" // 2022, or region:63: what the answer is compared with
	keySpan    = "span"    // a period as people type it; it goes before period
	keyRow     = "row"     // trace: codes of a row
	keyMeasure = "m"       // trace: the measure of a number
	keyScale   = "scale"   // of money: usd, k, m, b; without it that which fits the numbers
)

// scales of money as powers of ten.
var scales = map[string]int{"usd": 0, "k": 3, "m": 6, "b": 9}

// all is the value of period and flow that leaves nothing out.
const all = "all"

var viewKeys = []string{keyAcross, keyPic, keyAgainst, keySpan, keyRow, keyMeasure, keyScale,
	ui.KeyUnit, ui.KeyAsOf, ui.KeyChart, ui.KeyPage, ui.KeyQ, "lang"}

// Rows of a page of the table, unless the address says otherwise, and at most.
const (
	pageRows = 50
	mostRows = 500
)

// state is a view: what is asked and how it is shown. Changing a copy and
// writing it as an address is how every link of the page is made.
type state struct {
	q       facts.Query // By are the rows alone
	across  facts.Dim
	pic     chart.Kind
	against string
	scale   string
	page    int // from 1
	size    int // rows of a page

	periods, flows bool // what the reader said of them, even if it was all
	measures       bool
}

// parse reads a view from an address.
func parse(query url.Values) (state, error) {
	v := url.Values(maps.Clone(query))
	s := state{page: 1, size: pageRows, measures: v.Get(facts.KeyMeasure) != ""}
	if span := v.Get(keySpan); span != "" {
		p, ok := i18n.ParsePeriod(span)
		if !ok {
			return s, invalid("Periode "+quote(span)+" tidak terbaca; tulis seperti 2023, Juli 2023, atau Januari-Oktober 2024.",
				"Cannot read the period "+quote(span)+"; write it like 2023, July 2023 or January-October 2024.")
		}
		v.Set(facts.KeyPeriod, p.String())
	}
	s.periods, s.flows = v.Has(facts.KeyPeriod), v.Has(string(facts.Flow)) || v.Has(string(facts.Flow)+"!")
	for _, k := range []string{facts.KeyPeriod, string(facts.Flow)} {
		if v.Get(k) == all {
			v.Del(k)
		}
	}
	var err error
	if s.q, err = facts.ParseQuery(v, viewKeys...); err != nil {
		return s, err
	}
	if n := s.q.Limit; n > 0 {
		s.size = min(n, mostRows)
	}
	s.q.Limit, s.q.Offset = 0, 0
	s.pic, s.against, s.scale = chart.Kind(v.Get(keyPic)), v.Get(keyAgainst), v.Get(keyScale)
	if _, ok := scales[s.scale]; s.scale != "" && !ok {
		return s, invalid("Satuan "+quote(s.scale)+" tidak dikenal; tulis usd, k, m atau b.", "The unit "+quote(s.scale)+" is not known; write usd, k, m or b.")
	}
	if a := facts.Dim(v.Get(keyAcross)); a != "" {
		if !slices.Contains(facts.Dims(), a) {
			return s, invalid("Kolom "+quote(string(a))+" tidak dikenal.", "The columns "+quote(string(a))+" are not known.")
		}
		s.across = a
		s.q.By = slices.DeleteFunc(s.q.By, func(d facts.Dim) bool { return d == a })
	}
	s.q.By = once(s.q.By) // a form may send one twice
	if p := v.Get(ui.KeyPage); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > 100_000 {
			return s, invalid("Halaman "+quote(p)+" tidak terbaca; tulis bilangan dari 1.", "Cannot read the page "+quote(p)+"; write a number from 1.")
		}
		s.page = n
	}
	return s, nil
}

// once drops what stands in a list already.
func once[T comparable](list []T) []T {
	var out []T
	for _, x := range list {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func invalid(id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
}

func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return strconv.Quote(s)
}

// asked is the whole query of a view: rows and columns together.
func (s state) asked() facts.Query {
	q := s.q
	if s.across != "" {
		q.By = append(slices.Clone(q.By), s.across)
	}
	return q
}

// values writes a view as the keys of its address, in one way only.
func (s state) values() url.Values {
	v := url.Values(s.q.Values())
	if len(s.q.Periods) == 0 {
		v.Set(facts.KeyPeriod, all)
	}
	if !s.filtered(facts.Flow) {
		v.Set(string(facts.Flow), all)
	}
	if s.q.Measures != nil && v.Get(facts.KeyMeasure) == "" {
		v.Set(facts.KeyMeasure, string(facts.Value)) // without it the page chooses
	}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set(keyAcross, string(s.across))
	set(keyPic, string(s.pic))
	set(keyAgainst, s.against)
	set(keyScale, s.scale)
	if s.page > 1 {
		v.Set(ui.KeyPage, strconv.Itoa(s.page))
	}
	if s.size != pageRows {
		v.Set(facts.KeyLimit, strconv.Itoa(s.size))
	}
	return v
}

// href is the address of a view, with the reader's unit.
func (s state) href(r *ui.Request) string { return s.hrefOf(r, ui.Explore) }

func (s state) hrefOf(r *ui.Request, page ui.PageID, pairs ...string) string {
	v := s.values()
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	if r.Unit != i18n.Millions && s.scale == "" {
		v.Set(ui.KeyUnit, string(r.Unit))
	}
	return ui.Href(r.Lang, page) + "?" + encode(v)
}

// encode writes a query with commas and colons as they stand, which addresses
// allow and people can read.
func encode(v url.Values) string {
	return strings.NewReplacer("%2C", ",", "%3A", ":", "%21", "!").Replace(v.Encode())
}

// filtered reports whether a dimension is filtered.
func (s state) filtered(d facts.Dim) bool {
	return slices.ContainsFunc(s.q.Where, func(f facts.Filter) bool { return f.Dim == d })
}

// only returns the one code that a dimension is filtered to.
func (s state) only(d facts.Dim) (string, bool) {
	code, n := "", 0
	for _, f := range s.q.Where {
		if f.Dim == d && !f.Not && len(f.Values) == 1 {
			code = f.Values[0]
			n++
		}
	}
	return code, n == 1
}

// fresh is a copy whose parts can be changed, back on its first page.
func (s state) fresh() state {
	s.q.By, s.q.Measures = slices.Clone(s.q.By), slices.Clone(s.q.Measures)
	s.q.Where, s.q.Order, s.q.Periods = slices.Clone(s.q.Where), slices.Clone(s.q.Order), slices.Clone(s.q.Periods)
	s.page = 1
	return s
}

// with keeps one more code of a dimension, or with not leaves it out.
func (s state) with(d facts.Dim, not bool, codes ...string) state {
	s = s.fresh()
	for i, f := range s.q.Where {
		if f.Dim == d && f.Not == not {
			for _, c := range codes {
				if !slices.Contains(f.Values, c) {
					f.Values = append(slices.Clone(f.Values), c)
				}
			}
			s.q.Where[i] = f
			return s
		}
	}
	s.q.Where = append(s.q.Where, facts.Filter{Dim: d, Not: not, Values: codes})
	return s
}

// narrowed keeps nothing but one code of a dimension.
func (s state) narrowed(d facts.Dim, code string) state {
	s = s.without(d)
	return s.with(d, false, code)
}

// without drops all filters on a dimension.
func (s state) without(d facts.Dim) state {
	s = s.fresh()
	s.q.Where = slices.DeleteFunc(s.q.Where, func(f facts.Filter) bool { return f.Dim == d })
	return s
}

// less drops one code of one filter.
func (s state) less(d facts.Dim, not bool, code string) state {
	s = s.fresh()
	for i, f := range s.q.Where {
		if f.Dim == d && f.Not == not {
			f.Values = slices.DeleteFunc(slices.Clone(f.Values), func(c string) bool { return c == code })
			s.q.Where[i] = f
		}
	}
	s.q.Where = slices.DeleteFunc(s.q.Where, func(f facts.Filter) bool { return len(f.Values) == 0 })
	return s
}

// by breaks the answer down differently. What belonged to the old breakdown
// goes: its order, its picture, its columns.
func (s state) by(dims ...facts.Dim) state {
	s = s.fresh()
	s.q.By, s.across, s.pic, s.q.Order, s.against = dims, "", "", nil, ""
	return s
}

// measured shows other measures.
func (s state) measured(ms ...facts.Measure) state {
	s = s.fresh()
	s.q.Measures, s.q.Order, s.pic = ms, nil, ""
	return s
}

// over looks at other periods.
func (s state) over(ps ...trade.Period) state {
	s = s.fresh()
	s.q.Periods = ps
	return s
}
