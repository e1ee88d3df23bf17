package profile

import (
	"slices"
	"strconv"

	"muara/internal/facts"
	"muara/internal/trade"
)

const wholeYear = 1<<12 - 1

// monthsKept is how many years of months a view shows.
const yearsOfMonths = 3

func yearCode(y int) string { return strconv.Itoa(y) }

// monthsOf are the months of a year that every flow, reporter and region within
// the filters has, of those that have the year at all.
func monthsOf(s *facts.Schema, where []facts.Filter, year int) uint16 {
	months, found := uint16(wholeYear), false
	for _, c := range s.Coverage {
		if c.Year == year && facts.Keeps(where, facts.Flow, string(c.Flow)) && facts.Keeps(where, facts.Reporter, c.Reporter) &&
			(c.Region == "" || facts.Keeps(where, facts.Region, c.Region)) {
			months &= c.Months
			found = true
		}
	}
	if !found {
		return 0
	}
	return months
}

// Runs writes a set of months of a year as periods.
func Runs(year int, months uint16) []trade.Period {
	var out []trade.Period
	for m := range 12 {
		if months&(1<<m) == 0 {
			continue
		}
		at := trade.MonthOf(year, m+1)
		if n := len(out); n > 0 && out[n-1].To == at-1 {
			out[n-1].To = at
		} else {
			out = append(out, trade.Period{From: at, To: at})
		}
	}
	return out
}

// develop asks how a view's trade went over the years and finds its newest
// whole year. It returns false where there is no row.
func (a *asker) develop(v *View, where []facts.Filter) (bool, error) {
	q := facts.Query{By: []facts.Dim{facts.Year}, Where: where, Measures: []facts.Measure{facts.Value}}
	if v.Weighs() {
		q.Measures = append(q.Measures, facts.Weight, facts.UnitValue)
	}
	if len(v.Schema.Years()) > 1 {
		q.Measures = append(q.Measures, facts.Growth)
		if v.Weighs() {
			q.Measures = append(q.Measures, facts.PriceEffect, facts.VolumeEffect)
		}
	}
	q.Order = []facts.Order{{By: string(facts.Year)}}
	var err error
	if v.Years, err = a.ask(v, q); err != nil {
		return false, err
	}
	for _, whole := range []bool{true, false} {
		for i := v.Years.Len() - 1; i >= 0 && v.Year == 0; i-- {
			y, err := strconv.Atoi(v.Years.Code(i))
			months := v.MonthsOf(y)
			if err != nil || v.Years.Cents(i) == 0 || whole && months != wholeYear {
				continue
			}
			v.Year, v.Newest = y, Runs(y, months)
		}
	}
	if v.Year == 0 || len(v.Newest) == 0 {
		return false, nil
	}
	return true, a.months(v, where)
}

// months asks for the months of the newest years of a monthly data set.
func (a *asker) months(v *View, where []facts.Filter) error {
	years := v.Schema.Years()
	if !v.Schema.Monthly || len(years) == 0 {
		return nil
	}
	last := slices.Max(years)
	var err error
	v.Months, err = a.ask(v, facts.Query{
		By: []facts.Dim{facts.Month}, Where: where, Measures: []facts.Measure{facts.Value},
		Periods: []trade.Period{{From: trade.MonthOf(last-yearsOfMonths+1, 1), To: trade.MonthOf(last, 12)}},
		Order:   []facts.Order{{By: string(facts.Month)}},
	})
	return err
}

// most rows of a breakdown on a page: pictures show no more.
const mostRows = 300

// breakdown asks for a view's newest year by a dimension, the greatest first.
func (a *asker) breakdown(v *View, where []facts.Filter, by facts.Dim, most int) (Answer, error) {
	q := facts.Query{
		By: []facts.Dim{by}, Where: where, Periods: v.Newest, Limit: most,
		Measures: []facts.Measure{facts.Value, facts.Share},
		Order:    []facts.Order{{By: string(facts.Value), Desc: true}},
	}
	if monthsOf(v.Schema, where, v.Year-1)&monthsOf(v.Schema, where, v.Year) != 0 {
		q.Measures = append(q.Measures, facts.Growth)
	}
	if v.Weighs() {
		q.Measures = append(q.Measures, facts.UnitValue)
	}
	return a.ask(v, q)
}
