package factstest

import (
	"context"
	"flag"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/trade"
)

// Agree compares an engine with plain Go on random rows and requests: on each
// table that can answer, the frames must be the same to the last cell.
//
// A check writes files and asks each table several questions: a quarter of
// rapid's hundred checks is enough, unless -rapid.checks says otherwise.
func Agree(t *testing.T, open Open) {
	if checks := flag.Lookup("rapid.checks"); checks != nil && checks.Value.String() == checks.DefValue {
		if err := flag.Set("rapid.checks", "25"); err != nil {
			t.Fatal(err)
		}
		defer flag.Set("rapid.checks", checks.DefValue)
	}
	rapid.Check(t, func(rt *rapid.T) {
		rows := Rows(rt)
		oracle := mem.New(mem.Release{Dataset: Dataset, Name: Release, Rows: rows})
		src, engine := open(t, rows)
		s, err := src.Schema(Dataset, "")
		if err != nil {
			rt.Fatal(err)
		}
		for range 8 {
			r := Request(rt, s)
			p, err := facts.NewPlan(s, r)
			if err != nil {
				rt.Fatalf("%+v: %v", r, err)
			}
			want, err := oracle.Run(context.Background(), s, p)
			if err != nil {
				rt.Fatal(err)
			}
			for _, q := range everyTable(s, p) {
				got, err := engine.Run(context.Background(), s, q)
				if err != nil {
					rt.Fatalf("%+v on the table %s: %v", r, q.Table, err)
				}
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					rt.Fatalf("%+v on the table %s (-want +got):\n%s", r, q.Table, diff)
				}
			}
		}
	})
}

// Rows draws rows of a release that may or may not have months, weights, rests,
// regions and codes of several lengths.
func Rows(rt *rapid.T) []mem.Row {
	flag := func(name string) bool { return rapid.Bool().Draw(rt, name) }
	monthly, weights, fine, regions, ports, short := flag("monthly"), flag("weights"), flag("fine"), flag("regions"), flag("ports"), flag("short")
	products := []string{"270112", "270119", "271019", "151190", "847130"}
	if short {
		products = append(products, "-", "27", "1511", "27011290", "2701129010")
	}
	draw := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(rt, label) }
	rows := make([]mem.Row, rapid.IntRange(1, 40).Draw(rt, "rows"))
	for i := range rows {
		r := mem.Row{
			Flow:     trade.Flow(draw("flow", "export", "import")),
			Year:     rapid.IntRange(2020, 2022).Draw(rt, "year"),
			Reporter: draw("reporter", "IDN", "MYS"),
			Partner:  draw("partner", "JPN", "CHN", "KEN", "-"),
			Product:  draw("product", products...),
			Value:    rapid.Int64Range(-3, 1_000_000).Draw(rt, "value"),
		}
		if monthly {
			r.Month = rapid.IntRange(0, 12).Draw(rt, "month")
		}
		if fine {
			r.Rest = rapid.SampledFrom([]int32{0, 1, -1, 500_000, -500_000, 499_999, 999_999}).Draw(rt, "rest")
		}
		if regions {
			r.Region = draw("region", "62", "63")
		}
		if ports {
			r.Port = draw("port", "Kumai", "Pulang Pisau", "Bandara \"A\" 'B'; --", "")
		}
		if weights && rapid.Bool().Draw(rt, "weighed") {
			r.Grams, r.HasWeight = rapid.Int64Range(0, 5000).Draw(rt, "grams"), true
		}
		rows[i] = r
	}
	return rows
}

// Request draws a request that a release can answer.
func Request(rt *rapid.T, s *facts.Schema) facts.PlanRequest {
	few := func(label string, n int) int { return rapid.IntRange(0, n).Draw(rt, label) }
	var r facts.PlanRequest
	r.By = rapid.Permutation(s.Dims).Draw(rt, "by")[:few("dims", 3)]
	r.Measures = rapid.Permutation(s.Measures).Draw(rt, "measures")[:1+few("more", len(s.Measures)-1)]
	for range few("filters", 3) {
		d := rapid.SampledFrom(s.Dims).Draw(rt, "filter")
		r.Where = append(r.Where, facts.Filter{Dim: d, Not: rapid.Bool().Draw(rt, "not"),
			Values: rapid.SliceOfN(rapid.SampledFrom(codes(s, d)), 1, 3).Draw(rt, "values")})
	}
	for range few("periods", 2) {
		from := trade.MonthOf(2019+few("from", 4), 1+few("month", 11))
		r.Periods = append(r.Periods, trade.Period{From: from, To: from + trade.Month(few("length", 30))})
	}
	r.LikeForLike = rapid.Bool().Draw(rt, "like for like")
	for range few("orders", 2) {
		keys := make([]string, 0, 8)
		for _, d := range r.By {
			keys = append(keys, string(d))
		}
		for _, m := range r.Measures {
			keys = append(keys, string(m))
		}
		r.Order = append(r.Order, facts.Order{By: rapid.SampledFrom(keys).Draw(rt, "order"), Desc: rapid.Bool().Draw(rt, "desc")})
	}
	if rapid.Bool().Draw(rt, "page") {
		r.Limit, r.Offset = few("limit", 5), few("offset", 5)
	}
	return r
}

// codes lists codes to filter on, some of which no row has.
func codes(s *facts.Schema, d facts.Dim) []string {
	switch d {
	case facts.Product:
		return []string{"27", "2701", "270112", "27011290", "2701129010", "15", "1511", "84", "99", facts.Unspecified}
	case facts.Chapter:
		return []string{"27", "15", "99", facts.Unspecified}
	case facts.Heading:
		return []string{"2701", "2710", "1511", facts.Unspecified}
	case facts.Subheading:
		return []string{"270112", "151190", facts.Unspecified}
	case facts.Year:
		return []string{"2020", "2021", "2022", "1999"}
	case facts.Month:
		return []string{"2020-01", "2021-06", "2022-12"}
	case facts.Flow:
		return []string{"export", "import"}
	case facts.Reporter:
		return []string{"IDN", "MYS", "JPN"}
	case facts.Partner:
		return []string{"JPN", "CHN", "KEN", "DEU", facts.Unspecified}
	case facts.Region:
		return []string{"62", "63", "64"}
	case facts.Port:
		return []string{"Kumai", "Bandara \"A\" 'B'; --", "?", facts.Unspecified}
	}
	panic(fmt.Sprintf("no codes to draw for %s", d))
}
