package explore

import (
	"slices"

	"muara/internal/facts"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// subject is the data set of a view.
type subject struct {
	set    explore.Loaded
	schema *facts.Schema
	sets   []explore.Loaded // all that are loaded
}

// choose finds the data set that a view is about: the one that it names, else
// the first of real figures of one place, else the first of real figures.
func choose(sets []explore.Loaded, id string) (explore.Loaded, error) {
	for _, s := range sets {
		if id == "" && !s.Illustrative && len(s.Manifest.Codes[facts.Reporter]) <= 1 {
			return s, nil
		}
	}
	for _, s := range sets {
		if s.ID == id || id == "" && !s.Illustrative {
			return s, nil
		}
	}
	if id == "" {
		return sets[0], nil
	}
	names := ""
	for i, s := range sets {
		if i > 0 {
			names += ", "
		}
		names += s.ID
	}
	return explore.Loaded{}, invalid("Kumpulan data "+quote(id)+" belum dimuat; yang ada: "+names+".",
		"The data set "+quote(id)+" is not loaded; there is: "+names+".")
}

// complete fills in what an address leaves open, so that a view asks nothing
// that its address does not say once it has been written.
func (s state) complete(sub subject) state {
	page := s.page
	s = s.fresh()
	s.page = page
	s.q.Dataset = sub.set.ID
	if !s.flows && !s.filtered(facts.Flow) && s.across != facts.Flow && !slices.Contains(s.q.By, facts.Flow) &&
		slices.Contains(sub.schema.Dims, facts.Flow) && hasCode(sub.schema, facts.Flow, string(trade.Export)) {
		s.q.Where = append(s.q.Where, facts.Filter{Dim: facts.Flow, Values: []string{string(trade.Export)}})
	}
	if len(s.q.By) == 0 {
		s.q.By = firstBreakdown(sub.schema, s.across)
	}
	if !s.periods && s.time() == "" && !s.filtered(facts.Year) && !s.filtered(facts.Month) && !s.filtered(facts.Quarter) {
		if y := latestYear(sub.schema); y != 0 {
			s.q.Periods = []trade.Period{trade.YearOf(y)}
		}
	}
	if !s.measures {
		s.q.Measures = s.usual(sub.schema)
	}
	return s
}

// hasCode reports whether a release has a code, as far as it lists them.
func hasCode(s *facts.Schema, d facts.Dim, code string) bool {
	return len(s.Codes[d]) == 0 || slices.Contains(s.Codes[d], code)
}

// firstBreakdown is what a release is looked at by at first.
func firstBreakdown(s *facts.Schema, across facts.Dim) []facts.Dim {
	for _, d := range []facts.Dim{facts.Chapter, facts.Product, facts.Partner, facts.Region, facts.Port, facts.Year} {
		if d != across && slices.Contains(s.Dims, d) {
			return []facts.Dim{d}
		}
	}
	return []facts.Dim{facts.Year}
}

// time is the dimension of time among rows and columns, the finer of two, ""
// for none.
func (s state) time() facts.Dim {
	for _, d := range []facts.Dim{facts.Month, facts.Quarter, facts.Year} {
		if s.across == d || slices.Contains(s.q.By, d) {
			return d
		}
	}
	return ""
}

// latestYear is the newest year of which every flow that has the year has all
// months; else the newest of all.
func latestYear(s *facts.Schema) int {
	const whole = 1<<12 - 1
	newest, full := 0, 0
	type key struct {
		year int
		flow trade.Flow
	}
	months, years := map[key]uint16{}, map[int]bool{}
	for _, c := range s.Coverage {
		newest = max(newest, c.Year)
		months[key{c.Year, c.Flow}] |= c.Months
		years[c.Year] = true
	}
	for k, m := range months {
		years[k.year] = years[k.year] && m == whole
	}
	for y, ok := range years {
		if ok {
			full = max(full, y)
		}
	}
	if full != 0 {
		return full
	}
	return newest
}

// usual are the measures of a view that names none.
func (s state) usual(schema *facts.Schema) []facts.Measure {
	weighs := slices.Contains(schema.Measures, facts.Weight)
	switch {
	case s.across != "" || s.combinations(schema) > mostDerived:
		return []facts.Measure{facts.Value}
	case s.time() != "" && len(s.q.By) == 1:
		out := []facts.Measure{facts.Value, facts.Growth}
		if weighs {
			out = append(out, facts.Weight, facts.UnitValue)
		}
		return out
	case s.comparable(schema):
		return []facts.Measure{facts.Value, facts.Share, facts.Growth, facts.Contribution}
	}
	return []facts.Measure{facts.Value, facts.Share}
}

// mostDerived is up to how many rows a view shows shares and growth unasked:
// they need all rows, where values need only the greatest.
const mostDerived = 200_000

// combinations is at most how many rows a view has.
func (s state) combinations(schema *facts.Schema) int {
	n := 1
	for _, d := range s.asked().By {
		codes := len(schema.Codes[d])
		if codes == 0 && (d == facts.Subheading || d == facts.Product) {
			codes = 5_000 // too many to be listed
		}
		n *= max(1, codes)
	}
	return n
}

// comparable reports whether growth can be had: a breakdown by time, or at most
// twelve months, with a year before.
func (s state) comparable(schema *facts.Schema) bool {
	if len(schema.Years()) < 2 {
		return false
	}
	if s.time() != "" {
		return true
	}
	months := 0
	for _, p := range s.q.Periods {
		months += p.Months()
	}
	if months == 0 || months > 12 {
		return false
	}
	before := s.q.Periods[0].From.Year() - 1
	return slices.Contains(schema.Years(), before)
}
