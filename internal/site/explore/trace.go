package explore

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/site/ui"
)

// origin is where one number comes from.
type origin struct {
	*page
	measure facts.Measure
	value   string // with its unit
	exact   string // in the whole unit
	what    string // what it measures, in words
	terms   []term // what it was computed from; none for plain sums
	formula string // key of the catalogue, empty for plain sums
	view    string // the table that it stands in
	inside  string // the rows behind it, by goods and partners
	command string
	api     string
	files   []inputFile
}

type term struct{ name, value string }

type inputFile struct{ name, sum, rows, kind string }

// trace explains one number of a view: row holds the codes of its row, m its
// measure.
func trace(r *ui.Request) (*ui.View, error) {
	if r.Facts == nil {
		return nothingLoaded(r), nil
	}
	p, err := open(r)
	if err != nil {
		return p.failed(err)
	}
	if len(p.sub.sets) == 0 {
		return nothingLoaded(r), nil
	}
	ctx, stop := context.WithTimeout(r.HTTP.Context(), patience)
	defer stop()
	var o *origin
	p, err = inTime(ctx, p, func(p *page) (err error) { o, err = p.origin(ctx); return err })
	switch {
	case ctx.Err() != nil:
		return p.slow(), nil
	case err != nil:
		return p.failed(err)
	}
	return &ui.View{Title: o.what, NoIndex: true, Body: traceBody(o)}, nil
}

func (p *page) origin(ctx context.Context) (*origin, error) {
	m := facts.Measure(p.r.Query.Get(keyMeasure))
	if !slices.Contains(facts.Measures(), m) {
		return nil, invalid("Ukuran "+quote(string(m))+" tidak dikenal.", "The measure "+quote(string(m))+" is not known.")
	}
	q := p.s.asked()
	codes := splitCodes(p.r.Query.Get(keyRow))
	if len(codes) == 0 {
		q.By = nil
	}
	if len(codes) != len(q.By) {
		return nil, invalid("Baris "+quote(joined(codes))+" tidak cocok dengan rinciannya ("+list(q.By)+").",
			"The row "+quote(joined(codes))+" does not fit its breakdown ("+list(q.By)+").")
	}
	q.Order, q.Limit, q.Offset = nil, 0, 0
	row, i, err := p.askRow(ctx, q, codes, m)
	if err != nil {
		return nil, err
	}
	p.a.rows = row
	p.units = p.chosenUnits()
	o := &origin{page: p, measure: m}
	c := row.Column(m)
	if !c.Known(i) {
		return nil, invalid("Angka ini tidak diketahui dari rilis data ini.", "This release does not tell this number.")
	}
	o.value, o.exact = p.full(c, i), exact(c, i)+" "+p.units.of(m).Whole(p.r.Printer)
	p.s.q.Measures = []facts.Measure{m}
	o.what = p.describe(m, q.By, codes)
	if err := o.explain(ctx, q, codes, row, i); err != nil {
		return nil, err
	}
	o.address(q, codes)
	return o, nil
}

// askRow asks for one row alone. Its share of the whole, and its part in the
// growth of the whole, need all rows.
func (p *page) askRow(ctx context.Context, q facts.Query, codes []string, m facts.Measure) (*facts.Frame, int, error) {
	one := q
	one.Measures = []facts.Measure{m}
	if m != facts.Value && m != facts.RCA {
		one.Measures = append(one.Measures, facts.Value)
	}
	if isSigned(m) && m != facts.Change {
		one.Measures = append(one.Measures, facts.Change)
	}
	if m == facts.UnitValue {
		one.Measures = append(one.Measures, facts.Weighed, facts.Weight)
	}
	one.Measures = append(one.Measures, facts.Rows)
	if m != facts.Share && m != facts.Contribution {
		one.Where = slices.Clone(q.Where)
		for i, d := range q.By {
			if !isTime(d) && !(isFolded(d) && codes[i] == facts.Unspecified) {
				one.Where = append(one.Where, facts.Filter{Dim: d, Values: []string{codes[i]}})
			}
		}
	}
	f, err := p.desk.Ask(ctx, one)
	if err != nil {
		return nil, 0, err
	}
	i, ok := keysOf(f)[joined(codes)]
	if len(codes) == 0 && f.Len() == 1 {
		i, ok = 0, true
	}
	if !ok && !slices.Contains(one.Measures, facts.Change) && p.s.comparable(p.schema) {
		// A row that only the year before has: nothing now.
		one.Measures = append(one.Measures, facts.Change)
		if f, err = p.desk.Ask(ctx, one); err != nil {
			return nil, 0, err
		}
		i, ok = keysOf(f)[joined(codes)]
	}
	if !ok {
		return nil, 0, invalid("Baris "+quote(joined(codes))+" tidak ada dalam tampilan itu.", "There is no row "+quote(joined(codes))+" in that view.")
	}
	return f, i, nil
}

func (p *page) describe(m facts.Measure, by []facts.Dim, codes []string) string {
	var names []string
	for i, d := range by {
		names = append(names, p.withCode(d, codes[i]))
	}
	what := i18n.Capital(p.r.T("explore.measure." + string(m)))
	if len(names) == 0 {
		return p.r.T("explore.trace.what", what, p.subject())
	}
	return p.r.T("explore.trace.what-of", what, strings.Join(names, ", "), p.subject())
}

// explain names the formula of a computed number and the numbers in it.
func (o *origin) explain(ctx context.Context, q facts.Query, codes []string, f *facts.Frame, i int) error {
	add := func(key string, c *facts.Column, j int) {
		if c != nil && c.Known(j) {
			o.terms = append(o.terms, term{i18n.Capital(o.r.T(key)), o.full(c, j)})
		}
	}
	switch o.measure {
	case facts.UnitValue:
		add("explore.measure.weighed", f.Column(facts.Weighed), i)
		add("explore.measure.weight", f.Column(facts.Weight), i)
	case facts.Value, facts.Weight, facts.Weighed, facts.Rows:
	default:
		add("explore.measure.value", f.Column(facts.Value), i)
		add("explore.measure.change", f.Column(facts.Change), i)
		o.addBase(f, i)
	}
	if o.measure == facts.Share {
		whole := q
		whole.By, whole.Measures = nil, []facts.Measure{facts.Value}
		var time []string
		for k, d := range q.By {
			if isTime(d) || d == facts.Flow {
				whole.By, time = append(whole.By, d), append(time, codes[k])
			}
		}
		w, err := o.desk.Ask(ctx, whole)
		if err != nil {
			return err
		}
		if j, ok := keysOf(w)[joined(time)]; ok || len(time) == 0 && w.Len() == 1 {
			add("explore.trace.whole", w.Column(facts.Value), j)
		}
	}
	switch o.measure {
	case facts.Value, facts.Weight, facts.Weighed, facts.Rows:
		o.formula = "explore.formula.sum"
	default:
		o.formula = "explore.formula." + string(o.measure)
	}
	if c := f.Column(facts.Rows); c != nil && c.Known(i) {
		o.terms = append(o.terms, term{o.r.T("explore.trace.rows"), o.r.Count(int(c.Ints[i]))})
	}
	o.a.notes = append(o.a.notes, f.Notes...)
	return nil
}

// addBase adds the value of the year before, which growth and change tell.
func (o *origin) addBase(f *facts.Frame, i int) {
	g, c := f.Column(facts.Growth), f.Column(facts.Change)
	if g == nil || c == nil || !g.Known(i) || !c.Known(i) || g.Floats[i] == 0 {
		return
	}
	base := number(c, i) / g.Floats[i]
	o.terms = append(o.terms, term{o.r.T("explore.trace.base"), o.units.money.Full(o.r.Printer, o.units.money.Number(o.r.Printer, base))})
}

// address writes the query as a page, a command and a call of the API.
func (o *origin) address(q facts.Query, codes []string) {
	s := o.s
	v := s.fresh()
	o.view = v.href(o.r)
	for i, d := range q.By {
		if isTime(d) {
			if ps := periodOf(d, codes[i]); len(ps) > 0 {
				s = s.over(ps...)
			}
		} else if codes[i] != facts.Unspecified {
			s = s.dropKept(d).with(d, false, codes[i])
		}
	}
	s = s.by(o.behind()...)
	s.q.Measures = []facts.Measure{facts.Value}
	o.inside = s.href(o.r)
	q.Measures = []facts.Measure{o.measure}
	q.Release = o.release()
	o.command = commandOf(q)
	o.api = o.r.Absolute(apiOf(q))
	if m := o.sub.set.Manifest; m != nil {
		for _, in := range m.Inputs {
			o.files = append(o.files, inputFile{in.Name, in.SHA256, o.r.Count(int(in.Rows)), in.Kind})
		}
	}
}

// apiOf is the address of a query in the API.
func apiOf(q facts.Query) string {
	v := url.Values(q.Values())
	v.Del(facts.KeyDataset)
	return "/api/v1/data/" + url.PathEscape(q.Dataset) + "?" + encode(v)
}

// commandOf is a query as a command.
func commandOf(q facts.Query) string {
	parts := []string{"muara", "query", "--dataset", shell(q.Dataset)}
	v := q.Values()
	for _, k := range []string{facts.KeyRelease, facts.KeyBy, facts.KeyMeasure, facts.KeyPeriod} {
		if len(v[k]) > 0 {
			parts = append(parts, "--"+k, shell(v[k][0]))
		}
	}
	if q.LikeForLike {
		parts = append(parts, "--alike")
	}
	for _, k := range slices.Sorted(maps.Keys(v)) {
		switch k {
		case facts.KeyDataset, facts.KeyRelease, facts.KeyBy, facts.KeyMeasure, facts.KeyPeriod, facts.KeyAlike, facts.KeyOrder, facts.KeyLimit, facts.KeyOffset:
		default:
			parts = append(parts, "--where", shell(k+"="+v[k][0]))
		}
	}
	return strings.Join(parts, " ")
}

// behind is the finest breakdown that shows the rows behind a number.
func (o *origin) behind() []facts.Dim {
	var out []facts.Dim
	for _, d := range []facts.Dim{facts.Product, facts.Subheading, facts.Heading, facts.Chapter} {
		if o.offers(d) {
			out = append(out, d)
			break
		}
	}
	if o.offers(facts.Partner) {
		out = append(out, facts.Partner)
	}
	if len(out) == 0 {
		out = []facts.Dim{facts.Year}
	}
	return out
}

// shell quotes an argument for a command line where it needs it.
func shell(arg string) string {
	if strings.Trim(arg, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=,.:_-") == "" {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// splitCodes takes apart what joined wrote.
func splitCodes(text string) []string {
	if text == "" {
		return nil
	}
	var out []string
	var item strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == ',':
			item.WriteByte(',')
			i++
		case text[i] == ',':
			out = append(out, item.String())
			item.Reset()
		default:
			item.WriteByte(text[i])
		}
	}
	return append(out, item.String())
}
