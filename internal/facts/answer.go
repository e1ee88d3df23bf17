package facts

import (
	"context"
	"slices"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// Answer finds what a query asks for. World names the data set of all countries
// that RCA compares with; "" takes the query's own.
func Answer(ctx context.Context, src Source, eng Engine, q Query, world string) (*Frame, error) {
	s, err := src.Schema(q.Dataset, q.Release)
	if err != nil {
		return nil, err
	}
	a := &asking{ctx: ctx, src: src, eng: eng, s: s, q: q, world: world}
	if err := a.prepare(); err != nil {
		return nil, err
	}
	if a.plain() {
		return a.straight()
	}
	return a.derived()
}

// asking is one query on its way to an answer.
type asking struct {
	ctx   context.Context
	src   Source
	eng   Engine
	s     *Schema
	q     Query
	world string

	where   []Filter   // on stored dimensions
	by      []Dim      // stored dimensions that q.By rests on
	months  []MonthSet // nil for all
	nothing bool       // no month is wanted that could be there
	notes   []Note
}

// stored says which stored dimension a derived one is folded from.
func stored(d Dim) Dim {
	switch d {
	case Section:
		return Chapter
	case Bloc, Continent:
		return Partner
	case Quarter:
		return Month
	}
	return d
}

func (a *asking) prepare() error {
	if len(a.q.Measures) == 0 {
		return refuse("Pilih sekurang-kurangnya satu ukuran, misalnya value.", "Choose at least one measure, such as value.")
	}
	for i, d := range a.q.By {
		if slices.Contains(a.q.By[:i], d) {
			return refuse("Rincian "+string(d)+" tertulis dua kali.", "The breakdown "+string(d)+" stands there twice.")
		}
	}
	for _, m := range a.q.Measures {
		if err := a.checkMeasure(m); err != nil {
			return err
		}
	}
	var err error
	if a.where, err = a.wantedMonths(); err != nil {
		return err
	}
	if a.q.LikeForLike {
		a.alike()
	}
	for _, d := range a.q.By {
		if b := stored(d); !slices.Contains(a.by, b) {
			a.by = append(a.by, b)
		}
	}
	// Membership in a bloc depends on the year.
	if slices.Contains(a.q.By, Bloc) && a.timeDim() != "" && !slices.Contains(a.by, Year) {
		a.by = append(a.by, Year)
	}
	return nil
}

func (a *asking) checkMeasure(m Measure) error {
	switch m {
	case Value, Rows:
		return nil
	case Weight, Weighed, UnitValue, PriceEffect, VolumeEffect:
		if !slices.Contains(a.s.Measures, Weight) {
			return refuse(
				"Kumpulan data "+a.s.Dataset+" tidak memuat berat, jadi "+string(m)+" tidak dapat dihitung.",
				"The data set "+a.s.Dataset+" has no weights, so "+string(m)+" cannot be computed.")
		}
		return nil
	case Share, Growth, Change, Contribution, RCA:
		return nil
	}
	return refuse("Ukuran "+string(m)+" tidak dikenal. Pilihan: value, weight, unit_value, share, growth, change, contribution, price, volume, rca, rows.",
		"There is no measure "+string(m)+". Choose value, weight, unit_value, share, growth, change, contribution, price, volume, rca or rows.")
}

// filter turns a filter on a derived dimension into one on a stored dimension.
func (a *asking) filter(f Filter) (Filter, error) {
	out := Filter{Dim: stored(f.Dim), Not: f.Not}
	if len(f.Values) == 0 {
		return out, refuse("Saringan "+string(f.Dim)+" tidak berisi nilai.", "The filter "+string(f.Dim)+" has no values.")
	}
	for _, v := range f.Values {
		switch f.Dim {
		case Section:
			if _, ok := refdata.SectionOf(v); !ok {
				return out, refuse("Bagian HS "+v+" tidak ada; tulis I sampai XXI.", "There is no HS section "+v+"; write I to XXI.")
			}
			for _, c := range refdata.ChaptersIn(v) {
				out.Values = append(out.Values, c.Code)
			}
		case Bloc, Continent:
			b, ok := refdata.BlocOf(v)
			if !ok {
				return out, refuse("Kelompok negara "+v+" tidak dikenal; contoh: ASEAN, EU.", "There is no bloc "+v+"; for example ASEAN, EU.")
			}
			out.Values = append(out.Values, b.Covers(a.lastYear())...)
		case Quarter:
			months, ok := monthsOfQuarter(v)
			if !ok {
				return out, refuse("Triwulan "+v+" tidak dikenal; tulis seperti 2023-Q3.", "There is no quarter "+v+"; write it like 2023-Q3.")
			}
			out.Values = append(out.Values, months...)
		default:
			out.Values = append(out.Values, v)
		}
	}
	return out, nil
}

// lastYear is the newest year that the query may touch.
func (a *asking) lastYear() int {
	last := 0
	for _, m := range a.months {
		last = max(last, m.Year)
	}
	if a.months == nil {
		for _, c := range a.s.Coverage {
			last = max(last, c.Year)
		}
	}
	return last
}

// timeDim is the dimension of time in By, "" for none. Where there are two, the
// finer one decides.
func (a *asking) timeDim() Dim {
	for _, d := range []Dim{Month, Quarter, Year} {
		if slices.Contains(a.q.By, d) {
			return d
		}
	}
	return ""
}

// plain reports whether the engine can answer alone.
func (a *asking) plain() bool {
	for _, d := range a.q.By {
		if stored(d) != d {
			return false
		}
	}
	for _, m := range a.q.Measures {
		if !isBase(m) {
			return false
		}
	}
	for _, o := range a.q.Order {
		if !slices.Contains(a.q.By, Dim(o.By)) && !isBase(Measure(o.By)) {
			return false
		}
	}
	return true
}

func isBase(m Measure) bool { return m == Value || m == Weight || m == Weighed || m == Rows }

// straight asks the engine and hands on what it says. One row more than wanted
// tells whether there are more.
func (a *asking) straight() (*Frame, error) {
	limit := a.q.Limit
	if limit > 0 {
		limit++
	}
	f, err := a.run(a.s, PlanRequest{
		By: a.q.By, Measures: a.q.Measures, Where: a.where, Months: a.months,
		Order: a.q.Order, Limit: limit, Offset: a.q.Offset,
	})
	if err != nil {
		return nil, err
	}
	f.Total = -1
	if a.q.Limit > 0 && f.Len() > a.q.Limit {
		f.cut(0, a.q.Limit)
		f.More = true
	} else if a.q.Offset == 0 {
		f.Total = f.Len()
	}
	f.Notes = append(a.notes, f.Notes...)
	return f, nil
}

func (a *asking) run(s *Schema, r PlanRequest) (*Frame, error) {
	p, err := NewPlan(s, r)
	if err != nil {
		return nil, err
	}
	p.Nothing = p.Nothing || a.nothing
	f, err := a.eng.Run(a.ctx, s, p)
	if err != nil {
		return nil, err
	}
	// The engine may share its answer with others: columns are cut, never
	// written to.
	g := *f
	g.Codes = slices.Clone(f.Codes)
	g.Columns = slices.Clone(f.Columns)
	return &g, nil
}

func refuse(id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
}
