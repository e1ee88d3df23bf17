package factstest

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/trade"
)

// readRows reads the table of facts of a story.
func readRows(t testing.TB, text string) []mem.Row {
	t.Helper()
	var rows []mem.Row
	var head []string
	for line := range strings.Lines(text) {
		c := cells(line)
		switch {
		case c[0] == "":
		case head == nil:
			head = c
		case len(c) != len(head):
			t.Fatalf("%q has %d cells, want %d", line, len(c), len(head))
		default:
			var r mem.Row
			for i, name := range head {
				set(t, &r, name, c[i])
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func set(t testing.TB, r *mem.Row, name, cell string) {
	t.Helper()
	texts := map[string]*string{
		"reporter": &r.Reporter, "region": &r.Region, "partner": &r.Partner, "product": &r.Product,
		"edition": &r.Edition, "port": &r.Port, "industry": &r.Industry, "sector": &r.Sector,
	}
	switch name {
	case "flow":
		r.Flow = trade.Flow(cell)
	case "year":
		r.Year = atoi(t, cell)
	case "month":
		if cell != "-" {
			r.Month = atoi(t, cell)
		}
	case "value": // US$ to cents and millionths of a cent
		v := exact(t, cell, 100_000_000)
		r.Value, r.Rest = v/1_000_000, int32(v%1_000_000)
	case "weight":
		if cell != "-" {
			r.Grams, r.HasWeight = exact(t, cell, 1000), true
		}
	default:
		if texts[name] == nil {
			t.Fatalf("facts have no column %q", name)
		}
		if cell != "-" {
			*texts[name] = cell
		}
	}
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// exact reads a decimal number in units of 1/scale.
func exact(t testing.TB, s string, scale int64) int64 {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	if r.Mul(r, new(big.Rat).SetInt64(scale)); !r.IsInt() || !r.Num().IsInt64() {
		t.Fatalf("%q is too fine or too large", s)
	}
	return r.Num().Int64()
}

// readAsk reads a question: lines of a field and its values.
func readAsk(t testing.TB, text string) facts.PlanRequest {
	t.Helper()
	var r facts.PlanRequest
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		field, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		switch field {
		case "":
		case "by":
			for _, d := range split(value) {
				r.By = append(r.By, facts.Dim(d))
			}
		case "measure":
			for _, m := range split(value) {
				r.Measures = append(r.Measures, facts.Measure(m))
			}
		case "where":
			r.Where = append(r.Where, readFilter(value))
		case "period":
			for _, s := range split(value) {
				p, err := trade.ParsePeriod(s)
				if err != nil {
					t.Fatal(err)
				}
				r.Periods = append(r.Periods, p)
			}
		case "like-for-like":
			r.LikeForLike = true
		case "order":
			for _, s := range split(value) {
				by, desc := strings.CutPrefix(s, "-")
				r.Order = append(r.Order, facts.Order{By: by, Desc: desc})
			}
		case "limit":
			r.Limit = atoi(t, value)
		case "offset":
			r.Offset = atoi(t, value)
		default:
			t.Fatalf("a question has no field %q", field)
		}
	}
	return r
}

// readFilter reads partner = JPN, CHN or partner != JPN.
func readFilter(s string) facts.Filter {
	d, values, _ := strings.Cut(s, "=")
	d, not := strings.CutSuffix(strings.TrimSpace(d), "!")
	return facts.Filter{Dim: facts.Dim(strings.TrimSpace(d)), Not: not, Values: split(values)}
}

func split(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
