//go:build unix

package duck

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/trade"
)

// perYear is the number of made-up facts of a year: 200 reporters, 5,000
// products and 10 partners of each pair.
const perYear = 10_000_000

// The made-up facts of a year in the order of each large table. A reporter r
// sells a product p to the ten partners q of 200 with q = r+p modulo 20, so
// that both orders can be written without sorting.
const (
	largeBase = `SELECT 'export' AS flow, %[1]d::SMALLINT AS "year", printf('R%%02X', r) AS reporter, printf('P%%02X', q) AS partner,
		printf('%%06d', 10000 + p * 190) AS product, (hash(r, p, q, %[1]d) %% 100000000)::BIGINT AS "value"
		FROM (SELECT i // 50000 AS r, (i // 10) %% 5000 AS p, (i %% 10) * 20 + (r + p) %% 20 AS q FROM range(%[2]d) t(i))`
	largeProduct = `SELECT 'export' AS flow, %[1]d::SMALLINT AS "year", printf('R%%02X', r) AS reporter, printf('P%%02X', q) AS partner,
		printf('%%06d', 10000 + p * 190) AS product, (hash(r, p, q, %[1]d) %% 100000000)::BIGINT AS "value"
		FROM (SELECT i // 2000 AS p, (i // 10) %% 200 AS q, ((q - p) %% 20 + 20) %% 20 + 20 * (i %% 10) AS r FROM range(%[2]d) t(i))`
	largeSums = `SELECT flow, "year", %[1]s, sum("value")::BIGINT AS "value", count(*) AS "rows" FROM read_parquet(%[2]s) GROUP BY ALL ORDER BY %[3]s`
)

// largeLake writes years of made-up facts and their sums.
func largeLake(b *testing.B, dir string, years int) *facts.Schema {
	db, err := Open(Options{Memory: 1500 << 20, Threads: 2, Temp: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	s := &facts.Schema{Dataset: "large", Release: "r1", Levels: []int{6},
		Dims:     []facts.Dim{facts.Flow, facts.Year, facts.Reporter, facts.Partner, facts.Chapter, facts.Heading, facts.Subheading, facts.Product},
		Measures: []facts.Measure{facts.Value, facts.Rows}, Codes: map[facts.Dim][]string{facts.Reporter: make([]string, 200), facts.Partner: make([]string, 200)}}
	all := []facts.Dim{facts.Flow, facts.Year, facts.Reporter, facts.Partner, facts.Product}
	s.Tables = []facts.Table{
		{Name: "base", Dims: all, Sort: []facts.Dim{facts.Flow, facts.Reporter, facts.Product, facts.Partner}},
		{Name: "product", Dims: all, Sort: []facts.Dim{facts.Product, facts.Partner, facts.Flow, facts.Reporter}},
		{Name: "reporter-product", Dims: []facts.Dim{facts.Flow, facts.Year, facts.Reporter, facts.Product}, Sort: []facts.Dim{facts.Flow, facts.Reporter, facts.Product}},
		{Name: "partner-product", Dims: []facts.Dim{facts.Flow, facts.Year, facts.Partner, facts.Product}, Sort: []facts.Dim{facts.Partner, facts.Product, facts.Flow}},
		{Name: "reporter-partner-hs2", Dims: []facts.Dim{facts.Flow, facts.Year, facts.Reporter, facts.Partner, facts.Chapter}, Sort: []facts.Dim{facts.Flow, facts.Reporter, facts.Chapter, facts.Partner}},
	}
	for year := 2015; year < 2015+years; year++ {
		folder := filepath.Join(dir, fmt.Sprintf("year=%d", year))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		base := literal(filepath.Join(folder, "base.parquet"))
		for i, query := range []string{
			fmt.Sprintf(largeBase, year, perYear),
			fmt.Sprintf(largeProduct, year, perYear),
			fmt.Sprintf(largeSums, "reporter, product", base, "reporter, product"),
			fmt.Sprintf(largeSums, "partner, product", base, "partner, product"),
			fmt.Sprintf(largeSums, "reporter, left(product, 2) AS hs2, partner", base, "reporter, hs2, partner"),
		} {
			largeFile(b, db, &s.Tables[i], folder, year, query)
		}
		s.Coverage = append(s.Coverage, facts.Span{Flow: trade.Export, Reporter: "R00", Year: year, Months: 1<<12 - 1})
	}
	return s
}

func largeFile(b *testing.B, db *sql.DB, t *facts.Table, folder string, year int, query string) {
	path := filepath.Join(folder, t.Name+".parquet")
	if _, err := db.Exec(fmt.Sprintf("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)", query, literal(path))); err != nil {
		b.Fatal(err)
	}
	var rows int64
	if err := db.QueryRow("SELECT count(*) FROM read_parquet(" + literal(path) + ")").Scan(&rows); err != nil {
		b.Fatal(err)
	}
	t.Rows += rows
	t.Files = append(t.Files, facts.TableFile{Path: path, Year: year, Rows: rows})
}

// BenchmarkLookupsInLargeLake asks for single products, partners and pairs in
// made-up facts of MUARA_BENCH_ROWS rows (100000000 for ten years), which are
// deleted afterwards.
func BenchmarkLookupsInLargeLake(b *testing.B) {
	rows, err := strconv.Atoi(os.Getenv("MUARA_BENCH_ROWS"))
	if err != nil || rows < perYear {
		b.Skip("set MUARA_BENCH_ROWS to the number of rows, ten million for each year: writing 100000000 takes minutes and two gigabytes")
	}
	dir := b.TempDir()
	s := largeLake(b, dir, rows/perYear)
	e := newBenchEngine(b, EngineOptions{Dir: dir})
	reporter := func(n int) facts.Filter { return only(facts.Reporter, fmt.Sprintf("R%02X", n*37%200)) }
	partner := func(n int) facts.Filter { return only(facts.Partner, fmt.Sprintf("P%02X", n*53%200)) }
	product := func(n int) facts.Filter { return only(facts.Product, fmt.Sprintf("%06d", 10000+n*997%5000*190)) }
	year := func(n int) facts.Filter { return only(facts.Year, strconv.Itoa(2015+n%(rows/perYear))) }
	for _, v := range []struct {
		name  string
		by    []facts.Dim
		where []func(int) facts.Filter
	}{
		{"product-by-partner-in-a-year", []facts.Dim{facts.Partner}, []func(int) facts.Filter{product, year}},
		{"product-by-year", []facts.Dim{facts.Year}, []func(int) facts.Filter{product}},
		{"competitors-in-a-market-by-year", []facts.Dim{facts.Year, facts.Reporter}, []func(int) facts.Filter{partner, product}},
		{"product-of-a-reporter-by-partner", []facts.Dim{facts.Partner}, []func(int) facts.Filter{reporter, product}},
		{"partner-by-product-in-a-year", []facts.Dim{facts.Product}, []func(int) facts.Filter{partner, year}},
		{"reporter-by-chapter-in-a-year", []facts.Dim{facts.Chapter}, []func(int) facts.Filter{reporter, year}},
		{"pair-by-year", []facts.Dim{facts.Year}, []func(int) facts.Filter{reporter, partner}},
	} {
		b.Run(v.name, func(b *testing.B) {
			var times []time.Duration
			for n := 0; b.Loop(); n++ {
				asked := view{by: v.by, where: func(n int) (out []facts.Filter) {
					for _, f := range v.where {
						out = append(out, f(n))
					}
					return out
				}}
				start := time.Now()
				f, err := asked.ask(e, s, n)
				times = append(times, time.Since(start))
				if err != nil || f.Len() == 0 {
					b.Fatalf("%d: %v, %v", n, f, err)
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(median(times)), "median-ms")
		})
	}
}
