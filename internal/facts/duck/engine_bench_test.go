//go:build unix

package duck

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/trade"
)

// view is one of the questions that are asked most: as a request, and as a
// person who knows the tables writes it by hand. Codes at % change from one
// question to the next.
type view struct {
	name  string
	by    []facts.Dim
	where func(n int) []facts.Filter
	table string // that the hand-written statement reads
	sql   string
}

// codes that the views go through.
var (
	benchPlaces   = []string{"IDN", "MYS", "THA", "JPN", "CHN", "IND", "KOR", "SGP", "AUS", "BRA", "ZAF", "VNM"}
	benchProducts = []string{"270112", "151190", "440712", "870323", "710812", "030617", "847130", "260300", "400122", "854231"}
	benchChapters = []string{"27", "15", "44", "87", "71", "03", "84", "26", "40", "85"}
	asean         = []string{"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "VNM"}
)

func pick(from []string, n int) string { return from[n%len(from)] }

func only(d facts.Dim, values ...string) facts.Filter { return facts.Filter{Dim: d, Values: values} }

func views() []view {
	place := func(n int) facts.Filter { return only(facts.Reporter, pick(benchPlaces, n)) }
	partner := func(n int) facts.Filter { return only(facts.Partner, pick(benchPlaces, n+3)) }
	product := func(n int) facts.Filter { return only(facts.Product, pick(benchProducts, n)) }
	filters := func(list ...func(int) facts.Filter) func(int) []facts.Filter {
		return func(n int) (out []facts.Filter) {
			for _, f := range list {
				out = append(out, f(n))
			}
			return out
		}
	}
	bloc := func(int) facts.Filter { return only(facts.Partner, asean...) }
	chapter := func(n int) facts.Filter { return only(facts.Product, pick(benchChapters, n)) }
	return []view{
		{"total by year", []facts.Dim{facts.Year}, filters(), "reporter-partner-hs2",
			`SELECT "year", sum("value")::BIGINT FROM %s GROUP BY 1 ORDER BY 1`},
		{"by chapter", []facts.Dim{facts.Chapter}, filters(), "reporter-partner-hs2",
			`SELECT hs2, sum("value")::BIGINT FROM %s GROUP BY 1 ORDER BY 1`},
		{"headings of a chapter", []facts.Dim{facts.Heading}, filters(chapter), "reporter-product",
			`SELECT left(product, 4), sum("value")::BIGINT FROM %s WHERE left(product, 2) = ? GROUP BY 1 ORDER BY 1`},
		{"by partner", []facts.Dim{facts.Partner}, filters(place), "reporter-partner-hs2",
			`SELECT partner, sum("value")::BIGINT FROM %s WHERE reporter = ? GROUP BY 1 ORDER BY 1`},
		{"partner and chapter", []facts.Dim{facts.Partner, facts.Chapter}, filters(place), "reporter-partner-hs2",
			`SELECT partner, hs2, sum("value")::BIGINT FROM %s WHERE reporter = ? GROUP BY 1, 2 ORDER BY 1, 2`},
		{"product by partner", []facts.Dim{facts.Partner}, filters(place, product), "base",
			`SELECT partner, sum("value")::BIGINT FROM %s WHERE reporter = ? AND product = ? GROUP BY 1 ORDER BY 1`},
		{"partner by product", []facts.Dim{facts.Product}, filters(partner), "partner-product",
			`SELECT product, sum("value")::BIGINT FROM %s WHERE partner = ? GROUP BY 1 ORDER BY 1`},
		{"reporters of a product", []facts.Dim{facts.Reporter}, filters(product), "product",
			`SELECT reporter, sum("value")::BIGINT FROM %s WHERE product = ? GROUP BY 1 ORDER BY 1`},
		{"competitors in a market", []facts.Dim{facts.Reporter}, filters(partner, product), "product",
			`SELECT reporter, sum("value")::BIGINT FROM %s WHERE partner = ? AND product = ? GROUP BY 1 ORDER BY 1`},
		{"bloc by chapter", []facts.Dim{facts.Chapter}, filters(place, bloc), "reporter-partner-hs2",
			`SELECT hs2, sum("value")::BIGINT FROM %s WHERE reporter = ? AND partner IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) GROUP BY 1 ORDER BY 1`},
	}
}

func (v *view) ask(e *Engine, s *facts.Schema, n int) (*facts.Frame, error) {
	p, err := facts.NewPlan(s, facts.PlanRequest{By: v.by, Measures: []facts.Measure{facts.Value}, Where: v.where(n)})
	if err != nil {
		return nil, err
	}
	return e.Run(context.Background(), s, p)
}

// raw runs the hand-written statement through database/sql and takes its rows.
func (v *view) raw(st *sql.Stmt, n int) (rows int, err error) {
	var args []any
	for _, f := range v.where(n) {
		for _, code := range f.Values {
			args = append(args, code)
		}
	}
	r, err := st.Query(args...)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	keys := make([][]string, len(v.by))
	var values []int64
	key := make([]string, len(v.by))
	var value int64
	into := make([]any, 0, len(key)+1)
	for i := range key {
		into = append(into, &key[i])
	}
	into = append(into, &value)
	for r.Next() {
		if err := r.Scan(into...); err != nil {
			return 0, err
		}
		for i := range key {
			keys[i] = append(keys[i], key[i])
		}
		values = append(values, value)
	}
	return len(values), r.Err()
}

// rawStatements prepares the hand-written statements over the same files.
func rawStatements(b *testing.B, s *facts.Schema) []*sql.Stmt {
	db, err := Open(Options{Memory: 1 << 30, Threads: 2})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	var out []*sql.Stmt
	for _, v := range views() {
		st, err := db.Prepare(fmt.Sprintf(v.sql, parquet(s.Table(v.table).Files)))
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, st)
	}
	return out
}

// worldRelease imports the world, once for a benchmark.
func worldRelease(b *testing.B) (*facts.Schema, string) {
	src := worldFile(b)
	ctx, dir := context.Background(), b.TempDir()
	store, err := lake.Open(dir, lake.Config{Builder: NewBuilder(Options{Memory: 256 << 20}), Now: time.Now, Rand: rand.Reader})
	if err != nil {
		b.Fatal(err)
	}
	d, err := store.Begin(ctx, lake.Dataset{ID: "baci", Title: trade.Text{ID: "BACI", EN: "BACI"}}, lake.Options{}, lake.Start{By: "benchmark"})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Discard()
	places := map[ingest.Place]string{}
	place := func(p ingest.Place) string {
		code, ok := places[p]
		if !ok {
			if code, ok = p.Resolve(); !ok {
				code = facts.Unspecified
			}
			places[p] = code
		}
		return code
	}
	var f lake.Fact
	if err := ingest.Read(ctx, src, ingest.Options{}, ingest.Sink{Row: func(r *ingest.Row) error {
		f = lake.Fact{Flow: r.Flow, Year: r.Period.From.Year(), Reporter: place(r.Reporter), Partner: place(r.Partner), Product: r.Product,
			Value: int64(r.Value), Rest: r.Rest, Grams: r.Grams, HasWeight: r.HasWeight}
		return d.Add(&f)
	}}); err != nil {
		b.Fatal(err)
	}
	if _, err := d.Build(ctx); err != nil {
		b.Fatal(err)
	}
	m, err := d.Seal(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if err := store.Publish(ctx, "baci", m.Release, "benchmark"); err != nil {
		b.Fatal(err)
	}
	s, err := store.Schema("baci", "")
	if err != nil {
		b.Fatal(err)
	}
	return s, dir
}

func newBenchEngine(b *testing.B, o EngineOptions) *Engine {
	o.Memory, o.Threads, o.Cache = 1<<30, 2, -1 // no answer is given twice
	e, err := NewEngine(o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { e.Close() })
	return e
}

// BenchmarkViews prints, over a release of ten million rows, how long the
// commonest views take beside hand-written SQL, alone and with 32 at once.
func BenchmarkViews(b *testing.B) {
	s, dir := worldRelease(b)
	files := newBenchEngine(b, EngineOptions{Dir: dir, Hot: -1})
	memory := newBenchEngine(b, EngineOptions{Dir: dir})
	memory.Warm(s)
	raw := rawStatements(b, s)
	for i, v := range views() {
		b.Run(strings.ReplaceAll(v.name, " ", "-"), func(b *testing.B) { compareView(b, s, files, memory, &v, raw[i]) })
	}
	askers := map[string]func(v, n int) error{
		"files":  func(v, n int) error { _, err := views()[v].ask(files, s, n); return err },
		"memory": func(v, n int) error { _, err := views()[v].ask(memory, s, n); return err },
		"raw":    func(v, n int) error { all := views(); _, err := all[v].raw(raw[v], n); return err },
	}
	for _, name := range []string{"raw", "files", "memory"} {
		b.Run("32-clients-"+name, func(b *testing.B) { clients(b, 32, len(raw), askers[name]) })
	}
}

// compareView takes turns, so that whatever else the machine does meets all.
func compareView(b *testing.B, s *facts.Schema, files, memory *Engine, v *view, st *sql.Stmt) {
	var own, hot, hand []time.Duration
	for n := 0; b.Loop(); n++ {
		start := time.Now()
		f, err := v.ask(files, s, n)
		own = append(own, time.Since(start))
		if err != nil {
			b.Fatal(err)
		}
		start = time.Now()
		g, err := v.ask(memory, s, n)
		hot = append(hot, time.Since(start))
		if err != nil {
			b.Fatal(err)
		}
		start = time.Now()
		rows, err := v.raw(st, n)
		hand = append(hand, time.Since(start))
		if err != nil {
			b.Fatal(err)
		}
		if rows != f.Len() || rows != g.Len() {
			b.Fatalf("%s %d: %d rows by hand, %d from files, %d from memory", v.name, n, rows, f.Len(), g.Len())
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(median(own)), "files-ms")
	b.ReportMetric(ms(median(hot)), "memory-ms")
	b.ReportMetric(ms(median(hand)), "hand-ms")
	b.ReportMetric(ms(median(own))/ms(median(hand)), "files/hand")
	b.ReportMetric(ms(median(hot))/ms(median(hand)), "memory/hand")
}

// clients asks all views at once, each client again as soon as it has its
// answer.
func clients(b *testing.B, count, views int, ask func(view, n int) error) {
	const each = 20
	var mu sync.Mutex
	var all []time.Duration
	var spent time.Duration
	cpu := cpuTime()
	for b.Loop() {
		start := time.Now()
		var wait sync.WaitGroup
		for c := range count {
			wait.Go(func() {
				times := make([]time.Duration, 0, each)
				for n := range each {
					start := time.Now()
					if err := ask((c+n)%views, c*7+n); err != nil {
						b.Error(err)
					}
					times = append(times, time.Since(start))
				}
				mu.Lock()
				all = append(all, times...)
				mu.Unlock()
			})
		}
		wait.Wait()
		spent += time.Since(start)
	}
	cpu = cpuTime() - cpu
	slices.Sort(all)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(cpu)/float64(len(all)), "cpu-ms/view")
	b.ReportMetric(ms(all[len(all)/2]), "p50-ms")
	b.ReportMetric(ms(all[len(all)*95/100]), "p95-ms")
	b.ReportMetric(float64(len(all))/spent.Seconds(), "views/s")
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
