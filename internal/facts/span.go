package facts

import "fmt"

// wantedMonths turns the periods of the query, and its filters on time, into
// months of years; nil for all. The other filters are returned.
func (a *asking) wantedMonths() ([]Filter, error) {
	var time, rest []Filter
	for _, f := range a.q.Where {
		g, err := a.filter(f)
		if err != nil {
			return nil, err
		}
		if g.Dim != Year && g.Dim != Month {
			rest = append(rest, g)
			continue
		}
		for _, v := range g.Values {
			if err := a.s.checkCode(g.Dim, v); err != nil {
				return nil, err
			}
		}
		time = append(time, g)
	}
	for _, p := range a.q.Periods {
		if p.To < p.From {
			return nil, refuse("Periode "+p.String()+" berakhir sebelum mulai.", "The period "+p.String()+" ends before it begins.")
		}
	}
	m := a.s.wants(PlanRequest{Periods: a.q.Periods, Where: time})
	if !m.limited {
		return rest, nil
	}
	a.months, a.nothing = m.sets, len(m.sets) == 0
	if a.nothing && !a.s.Monthly && len(a.q.Periods) > 0 && !wholeYears(a.q) {
		return nil, refuse(
			"Kumpulan data "+a.s.Dataset+" tahunan; pilih tahun penuh, misalnya 2021 atau 2019..2021.",
			"The data set "+a.s.Dataset+" is annual; choose whole years, such as 2021 or 2019..2021.")
	}
	return rest, nil
}

// wholeYears reports whether any period of a query holds a whole year.
func wholeYears(q Query) bool {
	for _, p := range q.Periods {
		if p.Months() >= 23 || p.Months() >= 12 && p.From.Number() == 1 {
			return true
		}
	}
	return false
}

// available says which months of each year every flow, reporter and region
// that the query keeps has, of those that have the year at all.
func (a *asking) available() map[int]uint16 {
	out := map[int]uint16{}
	for _, c := range a.s.Coverage {
		if !Keeps(a.where, Flow, string(c.Flow)) || !Keeps(a.where, Reporter, c.Reporter) ||
			c.Region != "" && !Keeps(a.where, Region, c.Region) {
			continue
		}
		if m, ok := out[c.Year]; ok {
			out[c.Year] = m & c.Months
		} else {
			out[c.Year] = c.Months
		}
	}
	return out
}

// asked limits months of years to those that the query wants.
func (a *asking) asked(have map[int]uint16) map[int]uint16 {
	if a.nothing {
		return nil
	}
	if a.months == nil {
		return have
	}
	out := map[int]uint16{}
	for _, m := range a.months {
		if both := have[m.Year] & m.Months; both != 0 {
			out[m.Year] |= both
		}
	}
	return out
}

// alike keeps of every year only the months that all its years have.
func (a *asking) alike() {
	if a.nothing {
		return
	}
	sets, notes := LikeForLike(a.s, a.months, a.where)
	a.months, a.nothing = joinFlows(sets), len(sets) == 0
	a.notes = append(a.notes, notes...)
}

// monthsOfQuarter lists the months of 2023-Q3.
func monthsOfQuarter(code string) ([]string, bool) {
	var year, quarter int
	if n, err := fmt.Sscanf(code, "%4d-Q%1d", &year, &quarter); n != 2 || err != nil ||
		quarter < 1 || quarter > 4 || code != fmt.Sprintf("%04d-Q%d", year, quarter) {
		return nil, false
	}
	var out []string
	for m := quarter*3 - 2; m <= quarter*3; m++ {
		out = append(out, fmt.Sprintf("%04d-%02d", year, m))
	}
	return out, true
}

// quarterOf names the quarter of 2023-07.
func quarterOf(month string) string {
	if len(month) != 7 {
		return Unspecified
	}
	n := int(month[5]-'0')*10 + int(month[6]-'0')
	return fmt.Sprintf("%s-Q%d", month[:4], (n+2)/3)
}
