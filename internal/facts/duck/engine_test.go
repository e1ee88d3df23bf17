package duck

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/facts/factstest"
	"muara/internal/facts/mem"
	"muara/internal/lake"
	"muara/internal/trade"
)

// tinyLake writes the tables of small releases as the lake has them, with
// DuckDB's own means: files by year, sorted, and sums.
type tinyLake struct {
	db    *sql.DB
	count int
}

func newTinyLake(t testing.TB) *tinyLake {
	t.Helper()
	db, err := Open(Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &tinyLake{db: db}
}

func (l *tinyLake) exec(t testing.TB, text string, args ...any) {
	t.Helper()
	if _, err := l.db.Exec(text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// write stores rows and returns their schema.
func (l *tinyLake) write(t testing.TB, dir string, rows []mem.Row) *facts.Schema {
	t.Helper()
	s := mem.Describe(factstest.Dataset, factstest.Release, rows)
	l.insert(t, rows)
	stored := slices.DeleteFunc(slices.Clone(s.Dims), func(d facts.Dim) bool {
		return d == facts.Chapter || d == facts.Heading || d == facts.Subheading
	})
	sums := []string{`CAST(sum("value") AS BIGINT) AS "value"`, `count(*) AS "rows"`}
	base := []string{`"value"`}
	if s.Fine {
		sums, base = append(sums, `CAST(sum(rest) AS BIGINT) AS rest`), append(base, `rest`)
	}
	if slices.Contains(s.Measures, facts.Weight) {
		sums = append(sums, `CAST(sum(grams) AS BIGINT) AS grams`, `CAST(sum("value") FILTER (WHERE grams IS NOT NULL) AS BIGINT) AS weighed`)
		base = append(base, `grams`)
	}
	s.Tables = nil
	l.table(t, dir, s, "base", stored, base)
	if !slices.Contains(stored, facts.Product) {
		return s
	}
	l.table(t, dir, s, "product", byProduct(stored), base)
	without := func(drop ...facts.Dim) []facts.Dim {
		return slices.DeleteFunc(slices.Clone(stored), func(d facts.Dim) bool {
			return slices.Contains(append(drop, facts.Port, facts.Industry, facts.Sector), d)
		})
	}
	l.table(t, dir, s, "reporter-product", without(facts.Partner), sums)
	l.table(t, dir, s, "partner-product", without(facts.Reporter, facts.Region), sums)
	l.table(t, dir, s, "reporter-partner-hs2", append(without(facts.Product, facts.Region), facts.Chapter), sums)
	return s
}

func byProduct(dims []facts.Dim) []facts.Dim {
	out := []facts.Dim{facts.Product, facts.Partner, facts.Flow, facts.Reporter}
	for _, d := range dims {
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

func (l *tinyLake) insert(t testing.TB, rows []mem.Row) {
	t.Helper()
	l.exec(t, `CREATE OR REPLACE TABLE f (flow VARCHAR, "year" SMALLINT, "month" SMALLINT, reporter VARCHAR, region VARCHAR, partner VARCHAR,
		product VARCHAR, edition VARCHAR, port VARCHAR, industry VARCHAR, sector VARCHAR, "value" BIGINT, rest INTEGER, grams BIGINT)`)
	if len(rows) == 0 {
		return
	}
	var args []any
	for _, r := range rows {
		var grams any
		if r.HasWeight {
			grams = r.Grams
		}
		args = append(args, string(r.Flow), r.Year, r.Month)
		for _, s := range []string{r.Reporter, r.Region, r.Partner, r.Product, r.Edition, r.Port, r.Industry, r.Sector} {
			if s == "" {
				s = facts.Unspecified
			}
			args = append(args, s)
		}
		args = append(args, r.Value, r.Rest, grams)
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", 14), ", ") + ")"
	l.exec(t, "INSERT INTO f VALUES "+strings.TrimSuffix(strings.Repeat(row+", ", len(rows)), ", "), args...)
}

// table writes one file for each year.
func (l *tinyLake) table(t testing.TB, dir string, s *facts.Schema, name string, dims []facts.Dim, measures []string) {
	t.Helper()
	var columns []string
	var keep []facts.Dim
	for _, d := range dims {
		keep = append(keep, d)
		switch d {
		case facts.Chapter:
			columns = append(columns, `CASE WHEN length(product) >= 2 THEN left(product, 2) ELSE '-' END AS hs2`)
		default:
			columns = append(columns, `"`+string(d)+`"`)
		}
	}
	group := ""
	if strings.Contains(name, "-") {
		group = " GROUP BY ALL"
	}
	out := facts.Table{Name: name, Dims: keep, Sort: dims}
	for _, year := range s.Years() {
		folder := filepath.Join(dir, fmt.Sprintf("year=%d", year))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name+".parquet")
		l.exec(t, fmt.Sprintf(`COPY (SELECT %s FROM f WHERE "year" = %d%s ORDER BY ALL) TO %s`,
			strings.Join(append(columns, measures...), ", "), year, group, literal(path)))
		out.Files = append(out.Files, facts.TableFile{Path: path, Year: year, Rows: 100})
		out.Rows += 100
	}
	s.Tables = append(s.Tables, out)
}

// oneSchema is a Source of a single release.
type oneSchema struct{ s *facts.Schema }

func (o oneSchema) Schema(string, string) (*facts.Schema, error) { return o.s, nil }

func newTestEngine(t testing.TB, o EngineOptions) *Engine {
	t.Helper()
	e, err := NewEngine(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// lakeOpener stores rows as releases of a real lake.
func lakeOpener(dir string, e *Engine) factstest.Open {
	count := 0
	return func(t testing.TB, rows []mem.Row) (facts.Source, facts.Engine) {
		t.Helper()
		ctx := context.Background()
		count++
		store, err := lake.Open(filepath.Join(dir, fmt.Sprint("lake", count)), lake.Config{Builder: NewBuilder(Options{Threads: 1}), Now: time.Now, Rand: rand.Reader})
		if err != nil {
			t.Fatal(err)
		}
		d, err := store.Begin(ctx, lake.Dataset{ID: factstest.Dataset, Title: trade.Text{ID: "cerita", EN: "story"}}, lake.Options{}, lake.Start{By: "test"})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Discard()
		for _, r := range rows {
			if f := lake.Fact(r); d.Add(&f) != nil {
				t.Skip("the lake does not take months beside whole years")
			}
		}
		if _, err := d.Build(ctx); err != nil {
			t.Fatal(err)
		}
		m, err := d.Seal(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Publish(ctx, factstest.Dataset, m.Release, "test"); err != nil {
			t.Fatal(err)
		}
		return store, e
	}
}

// opener stores rows below dir for one engine.
func opener(dir string, lake *tinyLake, e *Engine, warm bool) factstest.Open {
	return func(t testing.TB, rows []mem.Row) (facts.Source, facts.Engine) {
		lake.count++
		s := lake.write(t, filepath.Join(dir, fmt.Sprint(lake.count)), rows)
		if warm {
			e.Warm(s)
		}
		return oneSchema{s}, e
	}
}

func TestStories(t *testing.T) {
	dir := t.TempDir()
	for name, o := range map[string]EngineOptions{
		"files":  {Dir: dir, Hot: -1, Cache: -1},
		"memory": {Dir: dir, Cache: -1},
	} {
		t.Run(name, func(t *testing.T) {
			lake := newTinyLake(t)
			lake.count = 1000 * len(name)
			factstest.Run(t, opener(dir, lake, newTestEngine(t, o), name == "memory"))
		})
	}
}

func TestStoriesOfTheLake(t *testing.T) {
	dir := t.TempDir()
	factstest.Run(t, lakeOpener(dir, newTestEngine(t, EngineOptions{Dir: dir})))
}

func TestAgreesWithPlainGo(t *testing.T) {
	dir := t.TempDir()
	for name, hot := range map[string]int64{"files": -1, "memory": 0} {
		t.Run(name, func(t *testing.T) {
			lake := newTinyLake(t)
			lake.count = 1000 * len(name)
			factstest.Agree(t, opener(dir, lake, newTestEngine(t, EngineOptions{Dir: dir, Hot: hot, Cache: -1}), hot == 0))
		})
	}
}

var yearly = []mem.Row{
	{Flow: trade.Export, Year: 2021, Reporter: "IDN", Partner: "JPN", Product: "270112", Value: 100},
	{Flow: trade.Export, Year: 2022, Reporter: "IDN", Partner: "CHN", Product: "151190", Value: 200},
}

func plan(t testing.TB, s *facts.Schema, r facts.PlanRequest) *facts.Plan {
	t.Helper()
	p, err := facts.NewPlan(s, r)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReadsNothingOutsideOfTheLake(t *testing.T) {
	inside, outside := t.TempDir(), t.TempDir()
	lake := newTinyLake(t)
	s := lake.write(t, outside, yearly)
	e := newTestEngine(t, EngineOptions{Dir: inside, Hot: -1})
	_, err := e.Run(context.Background(), s, plan(t, s, facts.PlanRequest{Measures: []facts.Measure{facts.Value}}))
	if err == nil || !strings.Contains(err.Error(), "Permission Error") {
		t.Errorf("a file outside of the lake: got %v, want a refusal of DuckDB", err)
	}
	c := <-e.conns
	defer func() { e.conns <- c }()
	for _, text := range []string{"SET enable_external_access = true", "SET memory_limit = '9GB'", "INSTALL httpfs", "LOAD httpfs",
		"COPY (SELECT 1) TO " + literal(filepath.Join(outside, "x.csv"))} {
		if err := c.exec(context.Background(), text); err == nil {
			t.Errorf("%s is allowed", text)
		}
	}
}

func TestFilesThatAreGoneAreNotFound(t *testing.T) {
	dir := t.TempDir()
	s := newTinyLake(t).write(t, dir, yearly)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	e := newTestEngine(t, EngineOptions{Dir: dir})
	_, err := e.Run(context.Background(), s, plan(t, s, facts.PlanRequest{Measures: []facts.Measure{facts.Value}}))
	if trade.CodeOf(err) != trade.NotFound || !strings.Contains(trade.TextOf(err).EN, "muara import") {
		t.Errorf("got %v, want not-found that says how to load data", err)
	}
}

// A file that was cut off or whose description is damaged gets the same words,
// not those of the database with its statement.
func TestDamagedFilesAreTold(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty": func([]byte) []byte { return nil },
		"cut":   func(b []byte) []byte { return b[:len(b)-50] },
		"description": func(b []byte) []byte {
			clear(b[len(b)-200 : len(b)-20])
			return b
		},
		"all but the marks": func(b []byte) []byte {
			clear(b[4 : len(b)-4])
			return b
		},
	} {
		dir := t.TempDir()
		s := newTinyLake(t).write(t, dir, yearly)
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".parquet" {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, damage(b), 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
		e := newTestEngine(t, EngineOptions{Dir: dir})
		_, err = e.Run(context.Background(), s, plan(t, s, facts.PlanRequest{Measures: []facts.Measure{facts.Value}}))
		if trade.CodeOf(err) != trade.NotFound || !strings.Contains(trade.TextOf(err).EN, "muara verify") {
			t.Errorf("%s: got %v, want words that say how to check the files", name, err)
		}
	}
}

func TestRowsAndTimeAreBounded(t *testing.T) {
	dir := t.TempDir()
	s := newTinyLake(t).write(t, dir, yearly)
	byYear := plan(t, s, facts.PlanRequest{By: []facts.Dim{facts.Year}, Measures: []facts.Measure{facts.Value}})
	few := newTestEngine(t, EngineOptions{Dir: dir, MaxRows: 1})
	if _, err := few.Run(context.Background(), s, byYear); trade.CodeOf(err) != trade.Invalid || !strings.Contains(err.Error(), "more than 1 rows") {
		t.Errorf("two rows where one is possible: %v", err)
	}
	short := newTestEngine(t, EngineOptions{Dir: dir, Timeout: time.Nanosecond})
	if _, err := short.Run(context.Background(), s, byYear); trade.CodeOf(err) != trade.Unavailable {
		t.Errorf("no time: %v", err)
	}
}

// A statement of seconds stops as soon as nobody waits for it.
func TestContextInterruptsAStatement(t *testing.T) {
	e := newTestEngine(t, EngineOptions{})
	c := <-e.conns
	defer func() { e.conns <- c }()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := c.exec(ctx, "SELECT sum(a.range * b.range % 7) FROM range(1000000) a, range(1000000) b")
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
	if err := c.exec(context.Background(), "SELECT 1"); err != nil {
		t.Errorf("the connection is of no use afterwards: %v", err)
	}
}

func TestEndedContextIsReturned(t *testing.T) {
	dir := t.TempDir()
	s := newTinyLake(t).write(t, dir, yearly)
	e := newTestEngine(t, EngineOptions{Dir: dir})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Run(ctx, s, plan(t, s, facts.PlanRequest{Measures: []facts.Measure{facts.Value}})); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestHotTablesAreUsedAndDropped(t *testing.T) {
	dir := t.TempDir()
	lake := newTinyLake(t)
	first := lake.write(t, filepath.Join(dir, "1"), yearly)
	second := lake.write(t, filepath.Join(dir, "2"), yearly)
	r := facts.PlanRequest{By: []facts.Dim{facts.Chapter}, Measures: []facts.Measure{facts.Value}}
	// Room for the sums of one release: each table says that it has 200 rows.
	e := newTestEngine(t, EngineOptions{Dir: dir, Cache: -1, Hot: 45_000})
	e.Warm(first)
	for range 3 {
		if _, err := e.Run(context.Background(), first, plan(t, first, r)); err != nil {
			t.Fatal(err)
		}
	}
	set := e.hot.use(first)
	if set == nil || set.best(plan(t, first, r)) == nil {
		t.Fatalf("no sums in memory: %+v", set)
	}
	set.release()
	e.Warm(second)
	if other := e.hot.use(second); other != nil {
		t.Errorf("a release that does not fit is held: %v", slices.Collect(maps.Keys(other.names)))
	}
	for range staleUses + 1 {
		if other := e.hot.use(second); other != nil {
			other.release()
		}
	}
	e.Warm(second)
	if other := e.hot.use(second); other == nil || !set.gone.Load() {
		t.Errorf("after many questions about the second release the first is still held")
	} else {
		other.release()
	}
	for _, s := range []*facts.Schema{first, second} {
		f, err := e.Run(context.Background(), s, plan(t, s, r))
		if err != nil || f.Len() != 2 {
			t.Errorf("got %v, %v", f, err)
		}
	}
}
