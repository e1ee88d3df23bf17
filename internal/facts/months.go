package facts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// wholeYear has a bit for each month.
const wholeYear uint16 = 1<<12 - 1

// Months returns which months of a year are there for a flow, as bits; those
// that every reporter and every region has, where these are left empty.
func (s *Schema) Months(flow trade.Flow, reporter, region string, year int) uint16 {
	months, found := wholeYear, false
	for _, span := range s.Coverage {
		if span.Year == year && span.Flow == flow &&
			(reporter == "" || span.Reporter == reporter) && (region == "" || span.Region == region) {
			months &= span.Months
			found = true
		}
	}
	if !found {
		return 0
	}
	return months
}

// Years lists the years of a release, sorted.
func (s *Schema) Years() []int {
	var years []int
	for _, span := range s.Coverage {
		years = append(years, span.Year)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// MonthSets turns periods into what each year is wanted for, sorted by year.
// None of them means all that a release has.
func (s *Schema) MonthSets(periods []trade.Period) []MonthSet {
	wanted := map[int]uint16{}
	for _, p := range periods {
		for _, year := range s.Years() {
			var months uint16
			for m := range 12 {
				if at := trade.MonthOf(year, m+1); p.From <= at && at <= p.To {
					months |= 1 << m
				}
			}
			if months != 0 && (s.Monthly || months == wholeYear) {
				wanted[year] |= months
			}
		}
	}
	return bySorted(wanted, "")
}

func bySorted(wanted map[int]uint16, flow trade.Flow) []MonthSet {
	out := make([]MonthSet, 0, len(wanted))
	for year, months := range wanted {
		out = append(out, MonthSet{Flow: flow, Year: year, Months: months})
	}
	slices.SortFunc(out, func(a, b MonthSet) int { return a.Year - b.Year })
	return out
}

// LikeForLike restricts what is wanted to the months that all its years have,
// separately for each flow: for every reporter and region that the filters
// keep. No wanted sets mean all years of the release. The sets are empty where
// the years have no month in common. The notes name what was restricted:
//
//	like-for-like    flow, months (1-7), years (2022,2023)
//	no-common-month  flow, "", years
func LikeForLike(s *Schema, wanted []MonthSet, where []Filter) ([]MonthSet, []Note) {
	var sets []MonthSet
	var notes []Note
	for _, flow := range []trade.Flow{trade.Export, trade.Import} {
		there, cut := s.common(flow, wanted, where)
		if len(there) == 0 {
			continue
		}
		common := wholeYear
		for _, m := range there {
			common &= m
		}
		years := make([]string, 0, len(there))
		for _, set := range bySorted(there, flow) {
			years = append(years, strconv.Itoa(set.Year))
			cut = cut || set.Months != common
			if common != 0 {
				sets = append(sets, MonthSet{Flow: flow, Year: set.Year, Months: common})
			}
		}
		switch args := []string{string(flow), MonthsText(common), strings.Join(years, ",")}; {
		case common == 0:
			notes = append(notes, Note{Code: "no-common-month", Args: args})
		case cut:
			notes = append(notes, Note{Code: "like-for-like", Args: args})
		}
	}
	return sets, notes
}

// common finds the months of each year that are wanted and that every reporter
// and region within the filters has. cut says that some of them have more.
func (s *Schema) common(flow trade.Flow, wanted []MonthSet, where []Filter) (there map[int]uint16, cut bool) {
	there = map[int]uint16{}
	for _, span := range s.Coverage {
		if span.Flow != flow || !Keeps(where, Flow, string(flow)) || !Keeps(where, Reporter, span.Reporter) ||
			span.Region != "" && !Keeps(where, Region, span.Region) {
			continue
		}
		months := span.Months & wantedOf(wanted, flow, span.Year)
		if months == 0 && wantedOf(wanted, flow, span.Year) == 0 {
			continue
		}
		if before, ok := there[span.Year]; ok {
			cut = cut || before != months
			months &= before
		}
		there[span.Year] = months
	}
	return there, cut
}

// wantedOf returns the months wanted of a year; all where nothing is said.
func wantedOf(wanted []MonthSet, flow trade.Flow, year int) uint16 {
	if len(wanted) == 0 {
		return wholeYear
	}
	var months uint16
	for _, set := range wanted {
		if set.Year == year && (set.Flow == "" || set.Flow == flow) {
			months |= set.Months
		}
	}
	return months
}

// Keeps reports whether the filters on a dimension, none or several, keep a
// code. Codes are compared as they stand: it is not for products, whose filters
// may be prefixes.
func Keeps(where []Filter, d Dim, code string) bool {
	for _, f := range where {
		if f.Dim == d && slices.Contains(f.Values, code) == f.Not {
			return false
		}
	}
	return true
}

// MonthsText writes a set of months: 1-7, or 1,3,10-12.
func MonthsText(months uint16) string {
	var parts []string
	for m := 1; m <= 12; m++ {
		from := m
		for m <= 12 && months&(1<<(m-1)) != 0 {
			m++
		}
		switch {
		case m == from:
		case m == from+1:
			parts = append(parts, strconv.Itoa(from))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", from, m-1))
		}
	}
	return strings.Join(parts, ",")
}
