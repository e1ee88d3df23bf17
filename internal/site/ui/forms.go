package ui

import (
	"maps"
	"slices"
	"strconv"

	"muara/internal/i18n"
	"muara/internal/trade"
)

// field is one hidden value of a form.
type field struct{ Name, Value string }

// kept lists the query as hidden fields, less the keys that the form sets.
func (r *Request) kept(set ...string) []field {
	var out []field
	for _, k := range slices.Sorted(maps.Keys(r.Query)) {
		if k == KeyChart || k == KeyPage || slices.Contains(set, k) {
			continue
		}
		for _, v := range r.Query[k] {
			out = append(out, field{k, v})
		}
	}
	return out
}

// yearsOf lists the years that a period touches, newest first.
func yearsOf(p trade.Period) []int {
	var years []int
	for y := p.To.Year(); y >= p.From.Year(); y-- {
		years = append(years, y)
	}
	return years
}

// monthsIn lists the months of one year that lie in a period.
func monthsIn(p trade.Period, year int) []trade.Month {
	var months []trade.Month
	for m := max(p.From, trade.MonthOf(year, 1)); m <= min(p.To, trade.MonthOf(year, 12)); m++ {
		months = append(months, m)
	}
	return months
}

type unitChoice struct {
	Unit  i18n.Unit
	Label string // within the switch
	Name  string // in full
}

func units(r *Request) []unitChoice {
	var out []unitChoice
	for _, u := range []i18n.Unit{i18n.Millions, i18n.Billions, i18n.Dollars} {
		name := "ui.unit." + string(u)
		if u == i18n.Millions {
			name = "ui.unit.m"
		}
		out = append(out, unitChoice{u, r.T(name), i18n.Printer{Lang: r.Lang, Unit: u}.UnitName()})
	}
	return out
}

// pageNumber writes the page for the query; the first needs none.
func pageNumber(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}
