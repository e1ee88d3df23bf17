package profile

import (
	"context"
	"maps"
	"slices"

	"muara/internal/facts"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// report is what a country reports in a data set: the months of each year.
type report struct {
	reporter string
	flow     trade.Flow
	year     int
}

// side is a data set that can be one side of a mirror.
type side struct {
	set      explore.Loaded
	schema   *facts.Schema
	months   map[report]uint16
	partners map[string]bool
}

// sides collects the data sets in which countries report by partner. Those that
// agree both sides beforehand have no mirror, nor have those of regions: no
// partner knows the provinces of others.
func (p *Profiles) sides(ctx context.Context, m *Mirror) ([]side, error) {
	sets, err := p.desk.Loaded(ctx)
	if err != nil {
		return nil, err
	}
	var out []side
	for _, set := range sets {
		s, err := p.desk.Schema(set.ID, "")
		if err != nil {
			return nil, err
		}
		if Reconciled(set) || slices.Contains(s.Dims, facts.Region) {
			m.Choices.Skipped = append(m.Choices.Skipped, set)
			continue
		}
		one := side{set: set, schema: s, months: map[report]uint16{}, partners: map[string]bool{}}
		for _, c := range s.Coverage {
			one.months[report{c.Reporter, c.Flow, c.Year}] |= c.Months
		}
		for _, c := range s.Codes[facts.Partner] {
			one.partners[c] = c != world && c != facts.Unspecified
		}
		out = append(out, one)
	}
	return out, nil
}

// partnersOf are those with whom a reporter's trade of a flow and year can be
// mirrored: they report the other flow over the same months.
func partnersOf(mine, theirs side, r report) []string {
	months := mine.months[r]
	if months == 0 || !theirs.partners[r.reporter] {
		return nil
	}
	var out []string
	for t, m := range theirs.months {
		if t.year == r.year && t.flow == opposite(r.flow) && t.reporter != r.reporter && mine.partners[t.reporter] && m&months == months {
			out = append(out, t.reporter)
		}
	}
	slices.Sort(out)
	return out
}

// choose fills in the query with what is there, and lists what else could be
// chosen. It returns false where nothing can be mirrored.
func (m *Mirror) choose(sides []side, home string) bool {
	type pair struct{ mine, theirs int }
	var mine, theirs side
	found := map[string]pair{} // reporters with the data sets of their first mirror
	for i := range sides {
		for j := range sides {
			if m.Query.Mine != "" && sides[i].set.ID != m.Query.Mine || m.Query.Theirs != "" && sides[j].set.ID != m.Query.Theirs {
				continue
			}
			for r := range sides[i].months {
				if _, done := found[r.reporter]; !done && len(partnersOf(sides[i], sides[j], r)) > 0 {
					found[r.reporter] = pair{i, j}
				}
			}
		}
	}
	m.Choices.Reporters = slices.Sorted(maps.Keys(found))
	if len(found) == 0 {
		return false
	}
	m.Possible = true
	m.Query.Reporter = wanted(m.Choices.Reporters, m.Query.Reporter, home)
	at := found[m.Query.Reporter]
	mine, theirs = sides[at.mine], sides[at.theirs]
	m.Mine, m.Theirs, m.Query.Mine, m.Query.Theirs = mine.set, theirs.set, mine.set.ID, theirs.set.ID
	for _, f := range []trade.Flow{trade.Export, trade.Import} {
		if len(m.yearsOf(mine, theirs, f)) > 0 {
			m.Choices.Flows = append(m.Choices.Flows, f)
		}
	}
	m.Query.Flow = wanted(m.Choices.Flows, m.Query.Flow, trade.Export)
	m.Choices.Years = m.yearsOf(mine, theirs, m.Query.Flow)
	m.Query.Year = wanted(m.Choices.Years, m.Query.Year, m.Choices.Years[len(m.Choices.Years)-1])
	r := report{m.Query.Reporter, m.Query.Flow, m.Query.Year}
	m.Choices.Partners = partnersOf(mine, theirs, r)
	if !slices.Contains(m.Choices.Partners, m.Query.Partner) {
		m.Query.Partner = ""
	}
	m.Months = Runs(r.year, mine.months[r])
	m.levels(mine.schema, theirs.schema)
	for c, ok := range mine.partners {
		if ok && c != r.reporter && !slices.Contains(m.Choices.Partners, c) {
			m.Unreported = append(m.Unreported, c)
		}
	}
	slices.Sort(m.Unreported)
	return true
}

// yearsOf are the years that have a mirror of the query's reporter.
func (m *Mirror) yearsOf(mine, theirs side, f trade.Flow) []int {
	var out []int
	for r := range mine.months {
		if r.reporter == m.Query.Reporter && r.flow == f && len(partnersOf(mine, theirs, r)) > 0 {
			out = append(out, r.year)
		}
	}
	slices.Sort(out)
	return out
}

// levels are the levels of goods that both sides have.
func (m *Mirror) levels(mine, theirs *facts.Schema) {
	for _, d := range []facts.Dim{facts.Chapter, facts.Heading, facts.Subheading} {
		if slices.Contains(mine.Dims, d) && slices.Contains(theirs.Dims, d) {
			m.Choices.Levels = append(m.Choices.Levels, d)
		}
	}
	if len(m.Choices.Levels) == 0 {
		m.Query.Partner, m.Query.Level = "", "" // nothing to break a partner down by
	} else {
		m.Query.Level = wanted(m.Choices.Levels, m.Query.Level, facts.Chapter)
	}
	if x, y := chapters(mine), chapters(theirs); !slices.Equal(x, y) && min(len(x), len(y)) <= fewChapters && min(len(x), len(y)) > 0 {
		m.Chapters = slices.DeleteFunc(x, func(c string) bool { return !slices.Contains(y, c) })
	}
	a, b := mine.Codes[facts.Edition], theirs.Codes[facts.Edition]
	m.Editions = len(a) > 1 || len(b) > 1 || !slices.Equal(a, b)
}

// wanted is what was asked for where it is possible, else the usual, else the
// first.
func wanted[T comparable](possible []T, asked, usual T) T {
	switch {
	case slices.Contains(possible, asked):
		return asked
	case slices.Contains(possible, usual):
		return usual
	}
	return possible[0]
}
