package facts

import (
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// Keys of a query, beside one key for each filter: partner=JPN,CHN keeps these,
// hs2!=27 leaves chapter 27 out (the key is "hs2!").
const (
	KeyDataset = "dataset"
	KeyRelease = "release"
	KeyBy      = "by"      // year,hs2
	KeyMeasure = "measure" // value,share
	KeyWhere   = "where"   // partner=JPN, for command lines
	KeyPeriod  = "period"  // 2019..2021,2023-07
	KeyAlike   = "alike"   // 1: like for like
	KeyOrder   = "order"   // -value,partner
	KeyLimit   = "limit"
	KeyOffset  = "offset"
)

// Dims lists all dimensions, stored and derived, in the order in which people
// think of them.
func Dims() []Dim {
	return []Dim{Year, Quarter, Month, Flow, Section, Chapter, Heading, Subheading, Product, Edition,
		Continent, Bloc, Partner, Reporter, Region, Port, Industry, Sector}
}

// Measures lists all measures.
func Measures() []Measure {
	return []Measure{Value, Weight, UnitValue, Share, Change, Growth, Contribution, PriceEffect, VolumeEffect, RCA, Weighed, Rows}
}

// ParseQuery reads a query from its keys and values, as an address, a form or a
// command line has them. Keys that it does not know are an error, but for those
// in others, which belong to somebody else.
func ParseQuery(values map[string][]string, others ...string) (Query, error) {
	var q Query
	one := func(key string) string {
		if v := values[key]; len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
		return ""
	}
	q.Dataset, q.Release = one(KeyDataset), one(KeyRelease)
	for _, d := range split(values[KeyBy]) {
		if !slices.Contains(Dims(), Dim(d)) {
			id, en := near(d, words(Dims()))
			return q, invalid(KeyBy, quote(d)+" tidak dikenal"+id+"; pilihan: "+list(Dims()), quote(d)+" is not known"+en+"; possible: "+list(Dims()))
		}
		q.By = append(q.By, Dim(d))
	}
	for _, m := range split(values[KeyMeasure]) {
		if !slices.Contains(Measures(), Measure(m)) {
			id, en := near(m, words(Measures()))
			return q, invalid(KeyMeasure, quote(m)+" tidak dikenal"+id+"; pilihan: "+list(Measures()), quote(m)+" is not known"+en+"; possible: "+list(Measures()))
		}
		q.Measures = append(q.Measures, Measure(m))
	}
	if len(q.Measures) == 0 {
		q.Measures = []Measure{Value}
	}
	for _, p := range split(values[KeyPeriod]) {
		period, err := trade.ParsePeriod(p)
		if err != nil {
			return q, invalid(KeyPeriod, quote(p)+" tidak terbaca; tulis 2021, 2021-07, atau 2019..2021", "cannot read "+quote(p)+"; write 2021, 2021-07, or 2019..2021")
		}
		q.Periods = append(q.Periods, period)
	}
	switch a := one(KeyAlike); a {
	case "", "0":
	case "1":
		q.LikeForLike = true
	default:
		return q, invalid(KeyAlike, quote(a)+" tidak terbaca; tulis 1 atau 0", "cannot read "+quote(a)+"; write 1 or 0")
	}
	for _, o := range split(values[KeyOrder]) {
		name := strings.TrimPrefix(o, "-")
		if !slices.Contains(Dims(), Dim(name)) && !slices.Contains(Measures(), Measure(name)) {
			return q, invalid(KeyOrder, quote(name)+" tidak dikenal", quote(name)+" is not known")
		}
		q.Order = append(q.Order, Order{By: name, Desc: name != o})
	}
	var err error
	if q.Limit, err = count(KeyLimit, one(KeyLimit)); err != nil {
		return q, err
	}
	if q.Offset, err = count(KeyOffset, one(KeyOffset)); err != nil {
		return q, err
	}
	q.Where, err = parseFilters(values, others)
	return q, err
}

var ownKeys = []string{KeyDataset, KeyRelease, KeyBy, KeyMeasure, KeyPeriod, KeyAlike, KeyOrder, KeyLimit, KeyOffset}

func parseFilters(values map[string][]string, others []string) ([]Filter, error) {
	var out []Filter
	add := func(name string, texts []string) error {
		dim := Dim(strings.TrimSuffix(name, "!"))
		if !slices.Contains(Dims(), dim) {
			id, en := near(string(dim), words(Dims()))
			return invalid(KeyWhere, quote(name)+" tidak dikenal"+id+"; pilihan: "+list(Dims()), quote(name)+" is not known"+en+"; possible: "+list(Dims()))
		}
		codes := split(texts)
		if len(codes) == 0 {
			return nil
		}
		f := Filter{Dim: dim, Not: strings.HasSuffix(name, "!")}
		for _, c := range codes {
			if !slices.Contains(f.Values, c) {
				f.Values = append(f.Values, c)
			}
		}
		out = append(out, f)
		return nil
	}
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		switch {
		case k == KeyWhere:
			for _, w := range values[k] {
				name, codes, ok := strings.Cut(w, "=")
				if !ok {
					return nil, invalid(KeyWhere, quote(w)+" tidak terbaca; tulis seperti partner=JPN atau hs2!=27", "cannot read "+quote(w)+"; write it like partner=JPN or hs2!=27")
				}
				if err := add(strings.TrimSpace(name), []string{codes}); err != nil {
					return nil, err
				}
			}
		case slices.Contains(ownKeys, k) || slices.Contains(others, k):
		default:
			if err := add(k, values[k]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Values writes a query as keys and values that ParseQuery reads, in one way
// only.
func (q Query) Values() map[string][]string {
	out := map[string][]string{}
	set := func(key, value string) {
		if value != "" {
			out[key] = []string{value}
		}
	}
	set(KeyDataset, q.Dataset)
	set(KeyRelease, q.Release)
	set(KeyBy, strings.Join(words(q.By), ","))
	if !slices.Equal(q.Measures, []Measure{Value}) {
		set(KeyMeasure, strings.Join(words(q.Measures), ","))
	}
	var periods, order []string
	for _, p := range q.Periods {
		periods = append(periods, p.String())
	}
	set(KeyPeriod, strings.Join(periods, ","))
	if q.LikeForLike {
		set(KeyAlike, "1")
	}
	for _, o := range q.Order {
		if o.Desc {
			o.By = "-" + o.By
		}
		order = append(order, o.By)
	}
	set(KeyOrder, strings.Join(order, ","))
	if q.Limit > 0 {
		set(KeyLimit, strconv.Itoa(q.Limit))
	}
	if q.Offset > 0 {
		set(KeyOffset, strconv.Itoa(q.Offset))
	}
	filters := map[string][]string{}
	for _, f := range q.Where {
		key := string(f.Dim)
		if f.Not {
			key += "!"
		}
		for _, v := range f.Values {
			filters[key] = append(filters[key], strings.ReplaceAll(v, ",", `\,`))
		}
	}
	for key, codes := range filters {
		set(key, strings.Join(codes, ","))
	}
	return out
}

// split takes apart lists written with commas. A comma within a code, as in the
// name of a port, is written \,.
func split(texts []string) []string {
	var out []string
	for _, t := range texts {
		var item strings.Builder
		put := func() {
			if s := strings.TrimSpace(item.String()); s != "" {
				out = append(out, s)
			}
			item.Reset()
		}
		for i := 0; i < len(t); i++ {
			switch {
			case t[i] == '\\' && i+1 < len(t) && t[i+1] == ',':
				item.WriteByte(',')
				i++
			case t[i] == ',':
				put()
			default:
				item.WriteByte(t[i])
			}
		}
		put()
	}
	return out
}

func count(key, text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1_000_000_000 {
		return 0, invalid(key, quote(text)+" bukan bilangan bulat dari 0", quote(text)+" is not a whole number from 0")
	}
	return n, nil
}
