package facts

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"muara/econ/concentration"
)

// comparison is the same breakdown a year apart, over the months that both
// years have.
type comparison struct {
	now, base         *table
	total             *table         // base sums of the whole, by the dimensions of time and flow
	years             map[int]uint16 // months compared, by the later year
	nowPlan, basePlan []MonthSet
}

// compare asks for the months that each year has in common with the year
// before. main is the answer for all months wanted: where nothing has to be left
// out it serves as the later side.
func (a *asking) compare(main *Frame, measures []Measure) (*comparison, error) {
	have := a.available()
	wanted := a.asked(have)
	if a.timeDim() == "" {
		for y, m := range wanted {
			if m&wanted[y-1] != 0 {
				return nil, refuse(
					"Perubahan tanpa rincian waktu membandingkan satu periode dengan periode yang sama setahun sebelumnya: pilih satu periode, misalnya period=2023, atau rinci menurut tahun.",
					"A change without a breakdown by time compares one period with the same a year earlier: choose one period, such as period=2023, or break the answer down by year.")
			}
		}
	}
	c := &comparison{years: map[int]uint16{}}
	same := true
	now, base := map[int]uint16{}, map[int]uint16{}
	for _, y := range slices.Sorted(maps.Keys(wanted)) {
		m := wanted[y]
		both := m & have[y-1]
		same = same && both == m
		if both == 0 {
			continue
		}
		c.years[y], now[y], base[y-1] = both, both, both
		if both != wholeYear && a.timeDim() != Month {
			a.note("same-months", fmt.Sprint(y), MonthsText(both))
		}
	}
	c.nowPlan, c.basePlan = bySorted(now, ""), bySorted(base, "")
	if len(c.years) == 0 {
		a.note("no-base")
		empty := &Frame{Dims: a.by, Codes: make([][]string, len(a.by))}
		c.now, c.base, c.total = fold(empty, a.q.By, 0), fold(empty, a.q.By, 0), fold(empty, a.whole(), 0)
		return c, nil
	}
	r := PlanRequest{By: a.by, Measures: measures, Where: a.where, Months: c.nowPlan}
	f := main
	if !same {
		var err error
		if f, err = a.run(a.s, r); err != nil {
			return nil, err
		}
	}
	c.now = fold(f, a.q.By, 0)
	r.Months = c.basePlan
	before, err := a.run(a.s, r)
	if err != nil {
		return nil, err
	}
	c.base, c.total = fold(before, a.q.By, 1), fold(before, a.whole(), 1)
	return c, nil
}

// whole are the dimensions within which shares are taken: time and flow.
func (a *asking) whole() []Dim {
	var out []Dim
	for _, d := range a.q.By {
		switch d {
		case Year, Month, Quarter, Flow:
			out = append(out, d)
		}
	}
	return out
}

// project keeps of the codes of a row those of some dimensions.
func project(codes []string, from, to []Dim) []string {
	out := make([]string, len(to))
	for i, d := range to {
		out[i] = codes[slices.Index(from, d)]
	}
	return out
}

// comparable reports whether a row's year has a base.
func (a *asking) comparable(c *comparison, codes []string) bool {
	if len(c.years) == 0 {
		return false
	}
	d := a.timeDim()
	if d == "" {
		return true
	}
	var y, n int
	code := codes[slices.Index(a.q.By, d)]
	fmt.Sscanf(code, "%4d", &y)
	months := c.years[y]
	switch d {
	case Month:
		fmt.Sscanf(code[4:], "-%2d", &n)
		return months&(1<<(n-1)) != 0
	case Quarter:
		fmt.Sscanf(code[4:], "-Q%1d", &n)
		return months&(0b111<<(3*(n-1))) != 0
	}
	return months != 0
}

// changes computes growth, change and contribution of a row.
func (a *asking) change(c *comparison, m Measure, codes []string) (ratio float64, cents int64, ok bool) {
	if !a.comparable(c, codes) {
		return 0, 0, false
	}
	now, _ := c.now.sum(Value, c.now.find(codes))
	base, _ := c.base.sum(Value, c.base.find(codes))
	switch m {
	case Change:
		return 0, now - base, true
	case Growth:
		if base <= 0 {
			return 0, 0, false
		}
		return float64(now)/float64(base) - 1, 0, true
	}
	total, _ := c.total.sum(Value, c.total.find(project(codes, a.q.By, a.whole())))
	if total <= 0 {
		return 0, 0, false
	}
	return float64(now-base) / float64(total), 0, true
}

// effects splits the change of each row into price and volume, over the finest
// products, partners and regions that the release has. Both maps go by the row
// of now.
func (a *asking) effects(c *comparison) (map[int]concentration.Split, error) {
	out := map[int]concentration.Split{}
	if len(c.years) == 0 {
		return out, nil
	}
	fine := slices.Clone(a.by)
	for _, d := range []Dim{Product, Partner, Region, Edition} {
		if slices.Contains(a.s.Dims, d) && !slices.Contains(fine, d) {
			fine = append(fine, d)
		}
	}
	r := PlanRequest{By: fine, Measures: []Measure{Weighed, Weight}, Where: a.where, Months: c.nowPlan}
	now, err := a.run(a.s, r)
	if err != nil {
		return nil, err
	}
	r.Months = c.basePlan
	base, err := a.run(a.s, r)
	if err != nil {
		return nil, err
	}
	// One row for each item of each row of the answer.
	items := append(slices.Clone(a.q.By), fine...)
	tn, tb := fold(now, items, 0), fold(base, items, 1)
	type basket struct{ v0, q0, v1, q1 []float64 }
	baskets := map[int]*basket{}
	var codes []string
	put := func(i int, v0, q0, v1, q1 int64) {
		if b := baskets[i]; b != nil {
			b.v0, b.q0 = append(b.v0, float64(v0)), append(b.q0, float64(q0))
			b.v1, b.q1 = append(b.v1, float64(v1)), append(b.q1, float64(q1))
			return
		}
		baskets[i] = &basket{[]float64{float64(v0)}, []float64{float64(q0)}, []float64{float64(v1)}, []float64{float64(q1)}}
	}
	for k := range tn.len() {
		codes = tn.at(k, codes)
		i := c.now.find(codes[:len(a.q.By)])
		if i < 0 {
			continue
		}
		j := tb.find(codes)
		v1, _ := tn.sum(Weighed, k)
		q1, _ := tn.sum(Weight, k)
		v0, _ := tb.sum(Weighed, j)
		q0, _ := tb.sum(Weight, j)
		put(i, v0, q0, v1, q1)
	}
	for i, b := range baskets {
		if s, err := concentration.PriceVolume(b.v0, b.q0, b.v1, b.q1); err == nil && !math.IsNaN(s.Price) {
			out[i] = s
		}
	}
	return out, nil
}

// note adds a remark once.
func (a *asking) note(code string, args ...string) {
	for _, n := range a.notes {
		if n.Code == code && slices.Equal(n.Args, args) {
			return
		}
	}
	a.notes = append(a.notes, Note{code, args})
}
