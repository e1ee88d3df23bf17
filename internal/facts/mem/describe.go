package mem

import (
	"slices"
	"strconv"
	"strings"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Describe computes what a release of these rows holds: one table, without
// files, that keeps everything.
func Describe(dataset, release string, rows []Row) *facts.Schema {
	s := &facts.Schema{Dataset: dataset, Release: release, Codes: map[facts.Dim][]string{}, Measures: []facts.Measure{facts.Value}}
	spans := map[string]*facts.Span{}
	weights := false
	levels := map[int]bool{}
	seen := map[facts.Dim]bool{}
	for i := range rows {
		r := &rows[i]
		s.Monthly = s.Monthly || r.Month != 0
		s.Fine = s.Fine || r.Rest != 0
		weights = weights || r.HasWeight
		if n := len(r.Product); n > 1 {
			levels[n] = true
		}
		for _, d := range texts {
			seen[d] = seen[d] || text(r, d) != ""
		}
		span(spans, r)
	}
	if weights {
		s.Measures = append(s.Measures, facts.Weight, facts.Weighed)
	}
	s.Measures = append(s.Measures, facts.Rows)
	for n := range levels {
		s.Levels = append(s.Levels, n)
	}
	slices.Sort(s.Levels)
	s.Dims = dims(s, seen)
	for _, d := range s.Dims {
		codes := map[string]bool{}
		for i := range rows {
			codes[code(&rows[i], d)] = true
		}
		for c := range codes {
			s.Codes[d] = append(s.Codes[d], c)
		}
		slices.Sort(s.Codes[d])
	}
	for _, x := range spans {
		s.Coverage = append(s.Coverage, *x)
	}
	slices.SortFunc(s.Coverage, func(a, b facts.Span) int { return strings.Compare(spanKey(&a), spanKey(&b)) })
	s.Tables = []facts.Table{{Name: "base", Dims: slices.Clone(s.Dims), Rows: int64(len(rows))}}
	return s
}

// texts are the dimensions that a file may lack.
var texts = []facts.Dim{facts.Reporter, facts.Region, facts.Partner, facts.Port, facts.Industry, facts.Sector, facts.Edition, facts.Product}

// dims lists the dimensions of a release; the levels of products as deep as its
// codes go.
func dims(s *facts.Schema, seen map[facts.Dim]bool) []facts.Dim {
	out := []facts.Dim{facts.Year}
	if s.Monthly {
		out = append(out, facts.Month)
	}
	out = append(out, facts.Flow)
	for _, d := range texts {
		if !seen[d] {
			continue
		}
		if d == facts.Product {
			for _, level := range []facts.Dim{facts.Chapter, facts.Heading, facts.Subheading} {
				if n, _ := facts.Digits(level); len(s.Levels) > 0 && n <= s.Levels[len(s.Levels)-1] {
					out = append(out, level)
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func span(spans map[string]*facts.Span, r *Row) {
	x := facts.Span{Flow: r.Flow, Reporter: r.Reporter, Region: r.Region, Year: r.Year}
	key := spanKey(&x)
	if spans[key] == nil {
		spans[key] = &x
	}
	at := spans[key]
	if r.Month == 0 {
		at.Months = 1<<12 - 1
	} else {
		at.Months |= 1 << (r.Month - 1)
	}
	at.Rows++
	at.Value += trade.Amount(r.Value)
}

func spanKey(x *facts.Span) string {
	return strings.Join([]string{string(x.Flow), x.Reporter, x.Region, strconv.Itoa(x.Year)}, "\x00")
}
