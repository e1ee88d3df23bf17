package duck

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/trade"
)

var built = lake.Dataset{ID: "contoh", Title: trade.Text{ID: "Contoh", EN: "Example"}, Kind: "table"}

func buildStore(t testing.TB, dir string) *lake.Store {
	t.Helper()
	now := time.Now()
	s, err := lake.Open(dir, lake.Config{Builder: NewBuilder(Options{Memory: 128 << 20}), Rand: rand.Reader,
		Now: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// release imports facts and publishes them.
func release(s *lake.Store, o lake.Options, all []lake.Fact) (*lake.Manifest, error) {
	ctx := context.Background()
	d, err := s.Begin(ctx, built, o, lake.Start{By: "Sari"})
	if err != nil {
		return nil, err
	}
	defer d.Discard()
	for i := range all {
		if err := d.Add(&all[i]); err != nil {
			return nil, err
		}
	}
	d.AddInput(lake.Input{Name: "a.csv", SHA256: fmt.Sprint(len(all), all[0])})
	if _, err := d.Build(ctx); err != nil {
		return nil, err
	}
	m, err := d.Seal(ctx)
	if err != nil {
		return nil, err
	}
	return m, s.Publish(ctx, built.ID, m.Release, "Sari")
}

// someFacts makes up facts with every column, texts of all lengths and more
// ports than 16 bits can number.
func someFacts(n, ports int) []lake.Fact {
	r := mathrand.New(mathrand.NewPCG(3, 4))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	out := make([]lake.Fact, n)
	for i := range out {
		out[i] = lake.Fact{
			Flow: trade.Flow(pick("export", "import")), Year: 2020 + r.IntN(2), Month: 1 + r.IntN(12),
			Reporter: pick("IDN", "MYS"), Region: pick("", "62"), Partner: pick("CHN", "JPN", "WLD"),
			Product: fmt.Sprintf("%08d", r.IntN(400)*250000+1), Edition: "H6", Port: fmt.Sprint("port ", i%ports),
			Industry: pick("", "Industri pengolahan kelapa sawit", "O'Neill \"x\" ñ"), Sector: pick("a", "b"),
			Value: r.Int64N(1e12) - 1e10, Rest: int32(r.IntN(3)) * 250000, HasWeight: r.IntN(4) > 0,
		}
		if out[i].HasWeight {
			out[i].Grams = r.Int64N(1e9)
		}
	}
	return out
}

func byBase(a, b lake.Fact) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.Reporter, b.Reporter), cmp.Compare(a.Region, b.Region),
		cmp.Compare(a.Product, b.Product), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Port, b.Port),
		cmp.Compare(a.Industry, b.Industry), cmp.Compare(a.Sector, b.Sector))
}

func TestFactsSurviveParquet(t *testing.T) {
	// A folder whose name holds what SQL and patterns give a meaning.
	s := buildStore(t, filepath.Join(t.TempDir(), "la'ke [1] *"))
	for _, c := range []struct{ rows, ports int }{{1, 1}, {3000, 300}, {140_000, 70_000}} {
		all := someFacts(c.rows, c.ports)
		m, err := release(s, lake.Options{Replace: lake.ReplaceAll}, all)
		if err != nil {
			t.Fatal(err)
		}
		var got []lake.Fact
		if err := s.Facts(context.Background(), built.ID, "", func(f *lake.Fact) error { got = append(got, *f); return nil }); err != nil {
			t.Fatal(err)
		}
		slices.SortStableFunc(all, byBase)
		if !slices.Equal(got, all) {
			for i := range min(len(got), len(all)) {
				if got[i] != all[i] {
					t.Errorf("%d rows: at %d is %+v, want %+v", c.rows, i, got[i], all[i])
					break
				}
			}
		}
		faults, err := s.Verify(context.Background(), built.ID, m.Release, nil)
		if err != nil || len(faults) > 0 {
			t.Errorf("%d rows: %+v %v", c.rows, faults, err)
		}
	}
}

// largeFacts are enough for a release to get all its tables.
func largeFacts() []lake.Fact {
	out := make([]lake.Fact, 0, 310_000)
	for i := range cap(out) {
		out = append(out, lake.Fact{Flow: trade.Export, Year: 2024, Reporter: fmt.Sprintf("R%02d", i%31), Partner: fmt.Sprintf("P%03d", i/31%100),
			Product: fmt.Sprintf("%06d", 10100+i/3100*10000), Value: int64(i), Rest: int32(i % 2), Grams: 7, HasWeight: i%5 == 0})
	}
	return out
}

// The tables of a large release add up, by the words of SQL, to the base; and
// row groups say truly which codes they hold where rows are found by them.
func TestLargeReleaseInSQL(t *testing.T) {
	s := buildStore(t, t.TempDir())
	if _, err := release(s, lake.Options{}, largeFacts()); err != nil {
		t.Fatal(err)
	}
	schema, err := s.Schema(built.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	files := map[string]string{}
	for _, table := range schema.Tables {
		files[table.Name] = fromFile(table.Files[0].Path)
	}
	one := func(query string, args ...any) (out string) {
		t.Helper()
		if err := db.QueryRow(fmt.Sprintf(query, args...)).Scan(&out); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return out
	}
	const sums = "concat_ws(' ', sum(value), sum(rest), sum(grams), sum(value) FILTER (grams IS NOT NULL), count(*))"
	if want, got := one("SELECT "+sums+" FROM %s", files[lake.BaseTable]), one("SELECT "+sums+" FROM %s", files[lake.ProductTable]); got != want {
		t.Errorf("product: %s, want %s", got, want)
	}
	for table, by := range map[string]string{lake.ReporterSums: "flow, year, reporter, product", lake.PartnerSums: "flow, year, partner, product",
		lake.ChapterSums: "flow, year, reporter, partner, hs2"} {
		got := one(`WITH want AS (SELECT %[1]s, sum(value)::BIGINT AS value, sum(rest)::BIGINT AS rest, sum(grams)::BIGINT AS grams,
				coalesce(sum(value) FILTER (grams IS NOT NULL), 0)::BIGINT AS weighed, count(*) AS rows
				FROM (SELECT *, product[:2] AS hs2 FROM %[2]s) GROUP BY ALL),
			got AS (SELECT %[1]s, value, rest, grams, weighed, rows FROM %[3]s)
			SELECT concat_ws(' ', (SELECT count(*) FROM (FROM got EXCEPT FROM want)), (SELECT count(*) FROM (FROM want EXCEPT FROM got)), (SELECT count(*) FROM got) > 100)`,
			by, files[lake.BaseTable], files[table])
		if got != "0 0 true" {
			t.Errorf("%s: too many, too few, enough: %s", table, got)
		}
	}
	wide := one(`SELECT count(*) FILTER (stats_min_value = 'R00' AND stats_max_value = 'R30')::VARCHAR || ' of ' || count(*) FROM parquet_metadata(%s) WHERE path_in_schema = 'reporter'`,
		quote(schema.Tables[0].Files[0].Path))
	if wide != "0 of 3" {
		t.Errorf("row groups of the base that claim all reporters: %s", wide)
	}
	if got := one("SELECT typeof(flow) || typeof(partner) || typeof(value) || typeof(year) FROM %s LIMIT 1", files[lake.BaseTable]); got != "VARCHARVARCHARBIGINTSMALLINT" {
		t.Errorf("types %s", got)
	}
}

// What is no text becomes one that says so.
func TestUnreadableCodes(t *testing.T) {
	s := buildStore(t, t.TempDir())
	all := someFacts(4, 1)
	all[0].Port, all[1].Port, all[2].Port = "a\x00b", "a\xffb", "a"
	if _, err := release(s, lake.Options{}, all); err != nil {
		t.Fatal(err)
	}
	m, err := s.Manifest(built.ID, "")
	if err != nil || !slices.Equal(m.Codes[facts.Port], []string{"a", "a\uFFFDb", "port 0"}) {
		t.Errorf("%q %v", m.Codes[facts.Port], err)
	}
}

func TestCancelledWriting(t *testing.T) {
	s := buildStore(t, t.TempDir())
	d, err := s.Begin(context.Background(), built, lake.Options{}, lake.Start{})
	if err != nil {
		t.Fatal(err)
	}
	f := someFacts(1, 1)[0]
	if err := d.Add(&f); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(fmt.Errorf("enough"))
	if _, err := d.Build(ctx); err == nil || trade.CodeOf(err) != trade.Internal {
		t.Errorf("built although cancelled: %v", err)
	}
}
