package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"muara/internal/trade"
)

// duckLike and clickLike are two ways to write SQL: the seam is real only if
// both come out right.
var duckLike = Dialect{
	Integer:   func(x string) string { return "CAST(" + x + " AS BIGINT)" },
	IntDiv:    func(a, b string) string { return "(" + a + " // " + b + ")" },
	SumOrNull: func(x string) string { return "sum(" + x + ")" },
	SumIf:     func(x, where string) string { return "sum(" + x + ") FILTER (WHERE " + where + ")" },
	Prefix:    func(x string, n int) string { return fmt.Sprintf("substring(%s, 1, %d)", x, n) },
}

var clickLike = Dialect{
	Integer:   func(x string) string { return "toInt64(" + x + ")" },
	IntDiv:    func(a, b string) string { return "intDiv(" + a + ", " + b + ")" },
	SumOrNull: func(x string) string { return "sumOrNull(" + x + ")" },
	SumIf:     func(x, where string) string { return "sumIf(" + x + ", " + where + ")" },
	Prefix:    func(x string, n int) string { return fmt.Sprintf("left(%s, %d)", x, n) },
}

func testSchema() *Schema {
	base := []Dim{Flow, Year, Month, Reporter, Partner, Product}
	files := func(rows int64) []TableFile {
		return []TableFile{{Path: "2022", Year: 2022, Rows: rows}, {Path: "2023", Year: 2023, Rows: rows}}
	}
	return &Schema{
		Dataset: "d", Release: "r", Monthly: true, Levels: []int{6},
		Dims:     []Dim{Flow, Year, Month, Reporter, Partner, Chapter, Heading, Subheading, Product},
		Measures: []Measure{Value, Weight, Weighed, Rows},
		Tables: []Table{
			{Name: "base", Dims: base, Sort: []Dim{Flow, Reporter, Product, Partner, Month}, Files: files(10_000_000)},
			{Name: "product", Dims: base, Sort: []Dim{Product, Partner, Flow, Reporter, Month}, Files: files(10_000_000)},
			{Name: "reporter-product", Dims: []Dim{Flow, Year, Month, Reporter, Product}, Sort: []Dim{Flow, Reporter, Product, Month}, Files: files(600_000)},
			{Name: "partner-product", Dims: []Dim{Flow, Year, Month, Partner, Product}, Sort: []Dim{Partner, Product, Flow, Month}, Files: files(1_000_000)},
			{Name: "reporter-partner-hs2", Dims: []Dim{Flow, Year, Month, Reporter, Partner, Chapter}, Sort: []Dim{Flow, Reporter, Chapter, Partner, Month}, Files: files(900_000)},
		},
		Coverage: []Span{
			{Flow: trade.Export, Reporter: "IDN", Year: 2022, Months: wholeYear},
			{Flow: trade.Export, Reporter: "IDN", Year: 2023, Months: 0b1111111},
			{Flow: trade.Import, Reporter: "IDN", Year: 2022, Months: wholeYear},
			{Flow: trade.Import, Reporter: "IDN", Year: 2023, Months: 0b111111},
		},
		Codes: map[Dim][]string{Reporter: make([]string, 200), Partner: {"CHN", "JPN", "KEN"}},
	}
}

func write(t *testing.T, d *Dialect, s *Schema, r PlanRequest) (string, []any) {
	t.Helper()
	p, err := NewPlan(s, r)
	if err != nil {
		t.Fatal(err)
	}
	return WriteSQL(d, s, s.Table(p.Table), p, "t")
}

func TestStatementsInTwoDialects(t *testing.T) {
	r := PlanRequest{
		By: []Dim{Year, Heading}, Measures: []Measure{Value, Weight}, Periods: []trade.Period{trade.YearOf(2023)},
		Where: []Filter{only(Reporter, "IDN"), only(Product, "27")}, Order: []Order{{By: "value", Desc: true}}, Limit: 10,
	}
	args := []any{int64(2023), "IDN", "27", "27:", int64(10)}
	for name, c := range map[string]struct {
		d    *Dialect
		want string
	}{
		"DuckDB": {&duckLike, `SELECT "year" AS d0, CASE WHEN length("product") >= 4 THEN substring("product", 1, 4) ELSE '-' END AS d1, ` +
			`CAST(sum("value") AS BIGINT) AS m0, CAST(sum("grams") AS BIGINT) AS m1, count(*) OVER () AS total FROM t ` +
			`WHERE (("year" = ?)) AND ("reporter" = ?) AND (("product" >= ? AND "product" < ?)) GROUP BY 1, 2 ` +
			`ORDER BY 3 DESC NULLS LAST, 1, 2 LIMIT ?`},
		"ClickHouse": {&clickLike, `SELECT "year" AS d0, CASE WHEN length("product") >= 4 THEN left("product", 4) ELSE '-' END AS d1, ` +
			`toInt64(sum("value")) AS m0, toInt64(sumOrNull("grams")) AS m1, count(*) OVER () AS total FROM t ` +
			`WHERE (("year" = ?)) AND ("reporter" = ?) AND (("product" >= ? AND "product" < ?)) GROUP BY 1, 2 ` +
			`ORDER BY 3 DESC NULLS LAST, 1, 2 LIMIT ?`},
	} {
		got, gotArgs := write(t, c.d, testSchema(), r)
		if got != c.want || !slices.Equal(gotArgs, args) {
			t.Errorf("%s:\n%s\n%v, want\n%s\n%v", name, got, gotArgs, c.want, args)
		}
	}
}

func TestRestsAreRoundedOutsideOfTheSum(t *testing.T) {
	s := testSchema()
	s.Fine = true
	r := PlanRequest{By: []Dim{Flow}, Measures: []Measure{Weighed, Rows}}
	const f = `(r0 - intDiv(r0, 1000000) * 1000000)`
	const base = `(v0 + intDiv(r0, 1000000))`
	want := `SELECT d0, ` + base + ` + CASE WHEN ` + f + ` > 500000 OR (` + f + ` = 500000 AND ` + base + ` >= 0) THEN 1` +
		` WHEN ` + f + ` < -500000 OR (` + f + ` = -500000 AND ` + base + ` <= 0) THEN -1 ELSE 0 END AS m0, m1 FROM (` +
		`SELECT "flow" AS d0, toInt64(coalesce(sumIf("value", "grams" IS NOT NULL), 0)) AS v0, ` +
		`toInt64(coalesce(sumIf("rest", "grams" IS NOT NULL), 0)) AS r0, toInt64(count(*)) AS m1 FROM t GROUP BY 1) AS sums ORDER BY 1`
	got, _ := write(t, &clickLike, s, r)
	if got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
}

func TestMonthsOfEachFlow(t *testing.T) {
	got, args := write(t, &duckLike, testSchema(), PlanRequest{Measures: []Measure{Value}, LikeForLike: true})
	want := `WHERE (("year" BETWEEN ? AND ? AND "flow" = ? AND "month" BETWEEN ? AND ?) OR ("year" BETWEEN ? AND ? AND "flow" = ? AND "month" BETWEEN ? AND ?))`
	wantArgs := []any{int64(2022), int64(2023), "export", int64(1), int64(7), int64(2022), int64(2023), "import", int64(1), int64(6)}
	if !strings.Contains(got, want) || !slices.Equal(args, wantArgs) {
		t.Errorf("got\n%s\n%v", got, args)
	}
}

// Several prefixes are looked up within the interval around all of them, which
// a longer prefix within a shorter one must not cut.
func TestIntervalAroundPrefixes(t *testing.T) {
	_, args := write(t, &duckLike, testSchema(), PlanRequest{Measures: []Measure{Value}, Where: []Filter{only(Product, "2701", "27", "15")}})
	if want := []any{"15", "27:", "15", "15:", "27", "27:", "2701", "2701:"}; !slices.Equal(args, want) {
		t.Errorf("got %v, want %v", args, want)
	}
}

func only(d Dim, values ...string) Filter { return Filter{Dim: d, Values: values} }

// FuzzNothingOfAQueryReachesSQL gives any text wherever a request has one. Either
// it is refused, or the statement consists of our own words: with marks for the
// parameters it is the same for any other codes.
func FuzzNothingOfAQueryReachesSQL(f *testing.F) {
	f.Add("port", "x'; DROP TABLE base; --", "value", "port", 3, 0)
	f.Add("product", "27", "weight", "-value", 0, 5)
	f.Add(`year" FROM t; --`, "2023", `sum("value")`, `1; SELECT`, -1, 1)
	f.Add("sector", "\x00", "rows", "rows", 1, 1)
	f.Add("industry", `"?"`, "value", "value", 0, 0)
	f.Fuzz(func(t *testing.T, dim, code, measure, order string, limit, offset int) {
		s := testSchema()
		for _, d := range []Dim{Port, Industry, Sector} {
			s.Dims, s.Tables[0].Dims = append(s.Dims, d), append(s.Tables[0].Dims, d)
		}
		r := PlanRequest{By: []Dim{Dim(dim)}, Measures: []Measure{Measure(measure)}, Where: []Filter{only(Dim(dim), code), {Dim: Dim(dim), Not: true, Values: []string{code}}},
			Order: []Order{{By: order}}, Limit: limit, Offset: offset}
		p, err := NewPlan(s, r)
		if err != nil {
			if trade.CodeOf(err) != trade.Invalid || trade.TextOf(err).ID == "" {
				t.Errorf("%v is no plain refusal", err)
			}
			return
		}
		if p.Nothing {
			return
		}
		text, args := WriteSQL(&duckLike, s, s.Table(p.Table), p, "t")
		if marks := strings.Count(text, "?"); marks != len(args) {
			t.Errorf("%d marks and %d parameters in %s", marks, len(args), text)
		}
		if rest := strip(text); rest != "" {
			t.Errorf("the statement has words that are not ours: %q in\n%s", rest, text)
		}
	})
}

// strip removes from a statement the words that it may consist of.
func strip(text string) string {
	var left []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" (),", r) }) {
		name := strings.Trim(word, `"`)
		_, isDim := shapes[Dim(name)]
		switch {
		case isDim, slices.Contains(baseMeasures, Measure(name)), name == gramsColumn:
		case slices.Contains(ours, word), isDigits(word), len(word) == 2 && strings.ContainsRune("dmvr", rune(word[0])) && isDigits(word[1:]):
		default:
			left = append(left, word)
		}
	}
	return strings.Join(left, " ")
}

var ours = strings.Fields(`SELECT AS CASE WHEN THEN ELSE END CAST BIGINT FROM t WHERE AND OR NOT IN BETWEEN GROUP BY ORDER
	DESC NULLS LAST LIMIT OFFSET HAVING OVER FILTER IS NULL length substring sum count coalesce total '-' = >= < > * ?`)

func TestStripFindsForeignWords(t *testing.T) {
	if got := strip(`SELECT "year" AS d0 FROM t; DROP TABLE x`); got != "t; DROP TABLE x" {
		t.Errorf("got %q", got)
	}
}
