package facts

import (
	"cmp"
	"slices"

	"muara/econ/concentration"
)

// derived answers what the engine cannot: it asks for the exact sums that the
// answer rests on, folds them, and computes ratios.
func (a *asking) derived() (*Frame, error) {
	for _, o := range a.q.Order {
		if !slices.Contains(a.q.By, Dim(o.By)) && !slices.Contains(a.q.Measures, Measure(o.By)) {
			return nil, refuse("Urutan menurut "+o.By+": pilih salah satu rincian atau ukuran yang diminta.",
				"Order by "+o.By+": choose one of the breakdowns or measures asked for.")
		}
	}
	base := a.baseMeasures()
	main, err := a.run(a.s, PlanRequest{By: a.by, Measures: base, Where: a.where, Months: a.months})
	if err != nil {
		return nil, err
	}
	d := &deriving{asking: a, rows: fold(main, a.q.By, 0), whole: fold(main, a.whole(), 0)}
	if slices.Contains(a.q.By, Bloc) {
		a.note("blocs-overlap")
	}
	if a.wants(Growth, Change, Contribution, PriceEffect, VolumeEffect) {
		if d.cmp, err = a.compare(main, base); err != nil {
			return nil, err
		}
		d.addLost()
	}
	if a.wants(PriceEffect, VolumeEffect) {
		if d.splits, err = a.effects(d.cmp); err != nil {
			return nil, err
		}
	}
	if a.wants(RCA) {
		if d.rca, err = a.advantages(); err != nil {
			return nil, err
		}
	}
	return d.frame(), nil
}

func (a *asking) wants(ms ...Measure) bool {
	return slices.ContainsFunc(ms, func(m Measure) bool { return slices.Contains(a.q.Measures, m) })
}

// baseMeasures are the sums that the query's measures rest on.
func (a *asking) baseMeasures() []Measure {
	out := []Measure{Value}
	for _, m := range a.q.Measures {
		if isBase(m) && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	if a.wants(UnitValue) {
		for _, m := range []Measure{Weighed, Weight} {
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// deriving is a derived answer being put together.
type deriving struct {
	*asking
	rows   *table
	whole  *table
	cmp    *comparison
	splits map[int]concentration.Split
	rca    *advantage
}

// addLost adds the rows that only the year before has: markets and products
// that were lost are part of the change.
func (d *deriving) addLost() {
	var codes []string
	for i := range d.cmp.base.len() {
		codes = d.cmp.base.at(i, codes)
		if d.rows.find(codes) < 0 && d.comparable(d.cmp, codes) {
			r := d.rows.row(codes)
			d.rows.cells[Value].known[r] = true
		}
	}
}

func (d *deriving) frame() *Frame {
	n := d.rows.len()
	f := &Frame{Dims: d.q.By, Codes: d.rows.codes, Total: n}
	for _, m := range d.q.Measures {
		f.Columns = append(f.Columns, d.column(m, n))
	}
	f.sort(d.q.Order)
	if d.q.Offset > 0 || d.q.Limit > 0 {
		from := min(d.q.Offset, n)
		to := n
		if d.q.Limit > 0 {
			to = min(from+d.q.Limit, n)
		}
		f.More = to < n
		f.cut(from, to)
	}
	f.Notes = d.notes
	return f
}

func (d *deriving) column(m Measure, n int) Column {
	c := Column{Measure: m, Missing: make([]bool, n)}
	if isBase(m) || m == Change {
		c.Ints = make([]int64, n)
	} else {
		c.Floats = make([]float64, n)
	}
	var codes []string
	missing := false
	for i := range n {
		codes = d.rows.at(i, codes)
		ok := false
		if c.Ints != nil {
			c.Ints[i], ok = d.whole64(m, i, codes)
		} else {
			c.Floats[i], ok = d.ratio(m, i, codes)
		}
		c.Missing[i] = !ok
		missing = missing || !ok
	}
	if !missing {
		c.Missing = nil
	}
	return c
}

func (d *deriving) whole64(m Measure, i int, codes []string) (int64, bool) {
	if m == Change {
		_, cents, ok := d.change(d.cmp, m, codes)
		return cents, ok
	}
	return d.rows.sum(m, i)
}

func (d *deriving) ratio(m Measure, i int, codes []string) (float64, bool) {
	value, ok := d.rows.sum(Value, i)
	switch m {
	case UnitValue:
		cents, ok1 := d.rows.sum(Weighed, i)
		grams, ok2 := d.rows.sum(Weight, i)
		if !ok1 || !ok2 || grams <= 0 {
			return 0, false
		}
		return float64(cents) * 10 / float64(grams), true // cents per gram are ten US$ per kg
	case Share:
		total, _ := d.whole.sum(Value, d.whole.find(project(codes, d.q.By, d.asking.whole())))
		if !ok || total == 0 {
			return 0, false
		}
		return float64(value) / float64(total), true
	case Growth, Contribution:
		r, _, ok := d.change(d.cmp, m, codes)
		return r, ok
	case PriceEffect, VolumeEffect:
		s, ok := d.splits[d.cmp.now.find(codes)]
		if m == PriceEffect {
			return s.Price - 1, ok
		}
		return s.Volume - 1, ok
	case RCA:
		return d.rca.of(d.q.By, codes, value)
	}
	return 0, false
}

// cut keeps rows from, to.
func (f *Frame) cut(from, to int) {
	for i := range f.Codes {
		f.Codes[i] = f.Codes[i][from:to]
	}
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Ints != nil {
			c.Ints = c.Ints[from:to]
		}
		if c.Floats != nil {
			c.Floats = c.Floats[from:to]
		}
		if c.Missing != nil {
			c.Missing = c.Missing[from:to]
		}
	}
}

// sort orders the rows; ties go by the codes of all dimensions.
func (f *Frame) sort(order []Order) {
	n := f.Len()
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(x, y int) int {
		for _, o := range order {
			if r := f.compareBy(o, x, y); r != 0 {
				return r
			}
		}
		for _, c := range f.Codes {
			if r := cmp.Compare(c[x], c[y]); r != 0 {
				return r
			}
		}
		return 0
	})
	for i := range f.Codes {
		f.Codes[i] = picked(f.Codes[i], at)
	}
	for i := range f.Columns {
		c := &f.Columns[i]
		c.Ints, c.Floats, c.Missing = picked(c.Ints, at), picked(c.Floats, at), picked(c.Missing, at)
	}
}

func (f *Frame) compareBy(o Order, x, y int) int {
	r := 0
	if k := slices.Index(f.Dims, Dim(o.By)); k >= 0 {
		r = cmp.Compare(f.Codes[k][x], f.Codes[k][y])
	} else if c := f.Column(Measure(o.By)); c != nil {
		kx, ky := c.Known(x), c.Known(y)
		switch {
		case kx != ky && kx:
			return -1
		case kx != ky:
			return 1
		case !kx:
			return 0
		case c.Ints != nil:
			r = cmp.Compare(c.Ints[x], c.Ints[y])
		default:
			r = cmp.Compare(c.Floats[x], c.Floats[y])
		}
	}
	if o.Desc {
		return -r
	}
	return r
}

func picked[T any](from []T, at []int) []T {
	if from == nil {
		return nil
	}
	out := make([]T, len(at))
	for i, k := range at {
		out[i] = from[k]
	}
	return out
}
