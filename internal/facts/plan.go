package facts

import (
	"fmt"
	"slices"
	"strconv"

	"muara/internal/trade"
)

// PlanRequest asks for exact sums in stored dimensions and base measures.
type PlanRequest struct {
	By          []Dim
	Measures    []Measure
	Where       []Filter
	Periods     []trade.Period // rows that lie wholly in one of them; none for all
	Months      []MonthSet     // the same for who knows the months; not together with Periods
	LikeForLike bool           // only the months that all years of the answer have

	Order  []Order
	Limit  int
	Offset int
}

// NewPlan checks a request against what a release holds and picks the table
// that answers it with the least work. Its errors are *trade.Error: they name
// the field, what was found in it and what is possible.
func NewPlan(s *Schema, r PlanRequest) (*Plan, error) {
	if err := s.check(r); err != nil {
		return nil, err
	}
	p := &Plan{
		By: slices.Clone(r.By), Measures: slices.Clone(r.Measures),
		Order: slices.Clone(r.Order), Limit: r.Limit, Offset: r.Offset,
	}
	wanted := s.wants(r)
	for _, f := range r.Where {
		if f.Dim == Year || f.Dim == Month {
			continue
		}
		f.Values = slices.Compact(slices.Sorted(slices.Values(f.Values)))
		p.Where = append(p.Where, f)
	}
	if r.LikeForLike && wanted.some() {
		sets, notes := LikeForLike(s, wanted.sets, p.Where)
		wanted, p.Notes = months{limited: true, sets: joinFlows(sets)}, notes
	}
	p.Months, p.Nothing = wanted.sets, !wanted.some()
	if p.Nothing {
		p.Months = nil
	}
	return p, s.Choose(p)
}

// months are the months wanted, all where they are not limited.
type months struct {
	limited bool
	sets    []MonthSet
}

func (m months) some() bool { return !m.limited || len(m.sets) > 0 }

// wants brings periods, sets of months and filters on years and months
// together.
func (s *Schema) wants(r PlanRequest) months {
	var m months
	switch {
	case len(r.Periods) > 0:
		m = months{true, s.MonthSets(r.Periods)}
	case len(r.Months) > 0:
		m.limited = true
		for _, set := range r.Months {
			if set.Months &= wholeYear; set.Months == wholeYear || set.Months != 0 && s.Monthly {
				m.sets = append(m.sets, set)
			}
		}
	}
	for _, f := range r.Where {
		if f.Dim == Year || f.Dim == Month {
			m = s.restrict(m, f)
		}
	}
	return m
}

// restrict keeps what a filter on years or months keeps.
func (s *Schema) restrict(m months, f Filter) months {
	sets := m.sets
	if !m.limited {
		for _, year := range s.Years() {
			sets = append(sets, MonthSet{Year: year, Months: wholeYear})
		}
	}
	out := months{limited: true}
	for _, set := range sets {
		var named uint16
		for _, v := range f.Values {
			switch year, rest := v[:min(4, len(v))], v[min(4, len(v)):]; {
			case year != strconv.Itoa(set.Year):
			case rest == "":
				named = wholeYear
			default: // -07
				n, _ := strconv.Atoi(rest[1:])
				named |= 1 << (n - 1)
			}
		}
		if f.Not {
			named = wholeYear &^ named
		}
		if set.Months &= named; set.Months != 0 {
			out.sets = append(out.sets, set)
		}
	}
	return out
}

// joinFlows makes one set of two where both flows want the same months of a
// year.
func joinFlows(sets []MonthSet) []MonthSet {
	var out []MonthSet
	for _, set := range sets {
		twin := slices.IndexFunc(out, func(o MonthSet) bool {
			return o.Year == set.Year && o.Months == set.Months && o.Flow != set.Flow
		})
		if twin >= 0 {
			out[twin].Flow = ""
		} else {
			out = append(out, set)
		}
	}
	slices.SortStableFunc(out, func(a, b MonthSet) int { return a.Year - b.Year })
	return out
}

// check validates every field of a request.
func (s *Schema) check(r PlanRequest) error {
	for i, d := range r.By {
		if err := s.checkDim("by", d); err != nil {
			return err
		}
		if slices.Contains(r.By[:i], d) {
			return invalid("by", quote(string(d))+" tertulis dua kali; cukup sekali", quote(string(d))+" stands twice; once is enough")
		}
	}
	if len(r.By) > maxBy {
		return invalid("by", fmt.Sprintf("ada %d rincian; paling banyak %d", len(r.By), maxBy),
			fmt.Sprintf("%d dimensions; at most %d are possible", len(r.By), maxBy))
	}
	if len(r.Measures) == 0 {
		return invalid("measure", "belum diisi; pilih dari: "+list(s.Measures), "none is given; choose from: "+list(s.Measures))
	}
	for i, m := range r.Measures {
		if err := s.checkMeasure("measure", m); err != nil {
			return err
		}
		if slices.Contains(r.Measures[:i], m) {
			return invalid("measure", quote(string(m))+" tertulis dua kali; cukup sekali", quote(string(m))+" stands twice; once is enough")
		}
	}
	if err := s.checkWhere(r.Where); err != nil {
		return err
	}
	if err := checkPeriods(r); err != nil {
		return err
	}
	return checkPage(r)
}

func (s *Schema) checkWhere(where []Filter) error {
	total := 0
	for _, f := range where {
		if err := s.checkDim("where", f.Dim); err != nil {
			return err
		}
		if len(f.Values) == 0 {
			return invalid("where "+string(f.Dim), "tanpa kode; tulis "+shapes[f.Dim].id, "no code is given; write "+shapes[f.Dim].en)
		}
		for _, v := range f.Values {
			if err := s.checkCode(f.Dim, v); err != nil {
				return err
			}
		}
		if total += len(f.Values); total > maxValues {
			return invalid("where", fmt.Sprintf("lebih dari %d kode; paling banyak %d", maxValues, maxValues),
				fmt.Sprintf("more than %d codes; at most %d are possible", maxValues, maxValues))
		}
	}
	return nil
}

func checkPeriods(r PlanRequest) error {
	if len(r.Periods) > 0 && len(r.Months) > 0 {
		return invalid("period", "periode dan bulan tidak dapat diminta bersama; pilih salah satu",
			"periods and sets of months cannot be asked for together; choose one")
	}
	for _, p := range r.Periods {
		if p.From > p.To {
			return invalid("period", fmt.Sprintf("%q terbalik: awalnya sesudah akhirnya", p),
				fmt.Sprintf("%q runs backwards: it starts after it ends", p))
		}
	}
	return nil
}

// checkPage checks the order and the part of the answer.
func checkPage(r PlanRequest) error {
	possible := append(words(r.By), words(r.Measures)...)
	for _, o := range r.Order {
		if !slices.Contains(possible, o.By) {
			id, en := near(o.By, possible)
			return invalid("order", quote(o.By)+" tidak ada dalam jawaban"+id+"; yang ada: "+list(possible),
				quote(o.By)+" is not in the answer"+en+"; it has: "+list(possible))
		}
	}
	if r.Limit < 0 {
		return invalid("limit", fmt.Sprintf("%d kurang dari nol; tulis 0 atau lebih", r.Limit), fmt.Sprintf("%d is below zero; write 0 or more", r.Limit))
	}
	if r.Offset < 0 {
		return invalid("offset", fmt.Sprintf("%d kurang dari nol; tulis 0 atau lebih", r.Offset), fmt.Sprintf("%d is below zero; write 0 or more", r.Offset))
	}
	return nil
}
