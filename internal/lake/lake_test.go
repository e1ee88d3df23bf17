package lake

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muara/internal/facts"
	"muara/internal/trade"
)

var day = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// testStore is a store whose clock goes on a minute at every look.
func testStore(t *testing.T) *Store {
	t.Helper()
	now := day
	s, err := Open(filepath.Join(t.TempDir(), "lake"), Config{Builder: plain{}, Rand: rand.Reader,
		Now: func() time.Time { now = now.Add(time.Minute); return now }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var example = Dataset{ID: "contoh", Title: trade.Text{ID: "Contoh", EN: "Example"}, Kind: "table"}

// imported makes a release and publishes it.
func imported(t *testing.T, s *Store, o Options, all ...Fact) *Manifest {
	t.Helper()
	m, err := tryImport(s, o, all...)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(context.Background(), example.ID, m.Release, "Sari"); err != nil {
		t.Fatal(err)
	}
	return m
}

func tryImport(s *Store, o Options, all ...Fact) (*Manifest, error) {
	ctx := context.Background()
	d, err := s.Begin(ctx, example, o, Start{By: "Sari"})
	if err != nil {
		return nil, err
	}
	defer d.Discard()
	for i := range all {
		if err := d.Add(&all[i]); err != nil {
			return nil, err
		}
	}
	d.AddInput(Input{Name: "a.csv", SHA256: fmt.Sprint(all), Rows: int64(len(all))})
	if _, err := d.Build(ctx); err != nil {
		return nil, err
	}
	f, err := d.File("quality.json")
	if err != nil {
		return nil, err
	}
	fmt.Fprint(f, "{}")
	if err := f.Close(); err != nil {
		return nil, err
	}
	return d.Seal(ctx)
}

// stored reads all facts of the current release.
func stored(t *testing.T, s *Store) []Fact {
	t.Helper()
	var out []Fact
	if err := s.Facts(context.Background(), example.ID, "", func(f *Fact) error { out = append(out, *f); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func clean(t *testing.T, s *Store) {
	t.Helper()
	faults, err := s.Verify(context.Background(), example.ID, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("fault: %s %s: %s", f.Release, f.Path, f.Text.EN)
	}
}

func wantText(t *testing.T, err error, code trade.Code, part string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", part)
	}
	text := trade.TextOf(err)
	if trade.CodeOf(err) != code || !strings.Contains(text.EN, part) || text.ID == "" || text.ID == text.EN {
		t.Errorf("error %s %q (%q), want %s with %q", trade.CodeOf(err), text.EN, text.ID, code, part)
	}
}

// fact is an export of Indonesia in a year.
func fact(year int, partner, product string, value int64) Fact {
	return Fact{Flow: trade.Export, Year: year, Reporter: "IDN", Partner: partner, Product: product, Value: value}
}

// anyFacts makes up facts that use every column.
func anyFacts(n, years int) []Fact {
	r := mathrand.New(mathrand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	out := make([]Fact, n)
	for i := range out {
		out[i] = Fact{
			Flow: trade.Flow(pick("export", "import")), Year: 2020 + r.IntN(years), Month: 1 + r.IntN(12),
			Reporter: pick("IDN", "MYS", "AUS"), Region: pick("", "62", "35"), Partner: pick("CHN", "JPN", "USA", "WLD"),
			Product: fmt.Sprintf("%06d", 10000+r.IntN(400)*250), Edition: pick("H5", "H6"), Port: pick("", "Kumai", "Sampit"),
			Industry: pick("", "Sawit"), Sector: pick("a", "b"), Value: r.Int64N(1e12) - 1e10, Rest: int32(r.IntN(3)) * 250000,
			HasWeight: r.IntN(4) > 0,
		}
		if out[i].HasWeight {
			out[i].Grams = r.Int64N(1e9)
		}
	}
	return out
}

func TestFactsComeBackSorted(t *testing.T) {
	s := testStore(t)
	all := anyFacts(5000, 3)
	m := imported(t, s, Options{}, all...)
	want := slices.Clone(all)
	slices.SortStableFunc(want, byFact)
	if diff := cmp.Diff(want, stored(t, s)); diff != "" {
		t.Error(diff)
	}
	var value int64
	for _, f := range all {
		value += f.Value
	}
	if m.Rows != 5000 || int64(m.Value) != value || !m.Monthly || len(m.Tables) != 1 {
		t.Errorf("%d rows, %d cents, monthly %v, %d tables", m.Rows, m.Value, m.Monthly, len(m.Tables))
	}
	if got := strings.Join(m.Columns, " "); got != "flow year month reporter region partner product edition port industry sector value rest grams" {
		t.Errorf("columns %s", got)
	}
	clean(t, s)
}

// Columns that no fact fills are not there, and a code that a fact lacks is
// Unspecified where others have one.
func TestEmptyColumnsAreLeftOut(t *testing.T) {
	s := testStore(t)
	port := fact(2020, "CHN", "2701", 7)
	port.Port = "Kumai"
	m := imported(t, s, Options{}, fact(2020, "JPN", "270112", 5), port)
	if got := strings.Join(m.Columns, " "); got != "flow year reporter partner product port value" {
		t.Errorf("columns %s", got)
	}
	if diff := cmp.Diff([]string{facts.Unspecified, "Kumai"}, m.Codes[facts.Port]); diff != "" {
		t.Error(diff)
	}
	schema, err := s.Schema(example.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(schema.Dims, schema.Measures, schema.Levels, schema.Monthly, schema.Fine); got != "[flow year reporter partner hs2 hs4 hs6 product port] [value rows] [4 6] false false" {
		t.Errorf("schema %s", got)
	}
	if got := fmt.Sprint(schema.Coverage); got != fmt.Sprint([]facts.Span{{Flow: trade.Export, Reporter: "IDN", Year: 2020, Months: 0xfff, Rows: 2, Value: 12}}) {
		t.Errorf("coverage %s", got)
	}
}

// The tables of a large release hold the same sums, however many facts fit
// into memory.
func TestTablesOfALargeRelease(t *testing.T) {
	all := anyFacts(9000, 2)
	for _, memory := range []int{memoryRows, 2500, 700} {
		s := testStore(t)
		s.large, s.memory = 1000, memory
		m := imported(t, s, Options{}, all...)
		names := []string{}
		for _, table := range m.Tables {
			names = append(names, table.Name)
		}
		if got := strings.Join(names, " "); got != "base product reporter-product partner-product reporter-partner-hs2" {
			t.Fatalf("tables %s", got)
		}
		for _, table := range m.Tables[1:] {
			checkTable(t, s, m, table, all)
		}
		want := slices.Clone(all)
		slices.SortStableFunc(want, byFact)
		if got := stored(t, s); !slices.Equal(got, want) {
			t.Errorf("with %d rows in memory the base differs", memory)
		}
		left, err := filepath.Glob(filepath.Join(s.folder(example.ID), "*", "tmp"))
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	}
}

// checkTable adds the facts up again, slowly, and compares; the rows must be
// in the order that the manifest states.
func checkTable(t *testing.T, s *Store, m *Manifest, table Table, all []Fact) {
	t.Helper()
	type sum struct{ value, rest, grams, weighed, rows int64 }
	want, got := map[string]sum{}, map[string]sum{}
	key := func(code func(facts.Dim) string) string {
		var b strings.Builder
		for _, d := range table.Dims {
			b.WriteString(code(d) + "|")
		}
		return b.String()
	}
	for i := range all {
		f := &all[i]
		k := key(func(d facts.Dim) string { return codeOf(f, d) })
		x := want[k]
		x.value, x.rest, x.rows = x.value+f.Value, x.rest+int64(f.Rest), x.rows+1
		if f.HasWeight {
			x.grams, x.weighed = x.grams+f.Grams, x.weighed+f.Value
		}
		want[k] = x
	}
	n := int64(0)
	for _, f := range m.Files {
		if f.Table != table.Name {
			continue
		}
		var last []string
		err := plain{}.table(filepath.Join(s.releaseFolder(example.ID, m.Release), f.Path), func(c map[string]string) error {
			n++
			var sort []string
			for _, d := range table.Sort {
				sort = append(sort, fmt.Sprintf("%6s", c[string(d)]))
			}
			if last != nil && slices.Compare(last, sort) > 0 {
				t.Fatalf("%s: %v stands before %v", table.Name, last, sort)
			}
			last = sort
			k := key(func(d facts.Dim) string { return c[string(d)] })
			x := got[k]
			x.value, x.rest = x.value+number(c["value"]), x.rest+number(c["rest"])
			if rows, sums := c["rows"]; sums {
				if x.rows > 0 {
					t.Errorf("%s has %s twice", table.Name, k)
				}
				x.rows, x.grams, x.weighed = number(rows), number(c["grams"]), number(c["weighed"])
			} else if x.rows++; c["grams"] != plainNull {
				x.grams, x.weighed = x.grams+number(c["grams"]), x.weighed+number(c["value"])
			}
			got[k] = x
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n != table.Rows {
		t.Errorf("%s: %d rows, the manifest says %d", table.Name, n, table.Rows)
	}
	if !maps.Equal(got, want) {
		t.Errorf("%s: %d sums differ from the %d expected", table.Name, len(got), len(want))
	}
}

func codeOf(f *Fact, d facts.Dim) string {
	code := map[facts.Dim]string{facts.Year: fmt.Sprint(f.Year), facts.Month: fmt.Sprint(f.Month), facts.Flow: string(f.Flow),
		facts.Reporter: f.Reporter, facts.Region: f.Region, facts.Partner: f.Partner, facts.Product: f.Product,
		facts.Edition: f.Edition, facts.Port: f.Port, facts.Industry: f.Industry, facts.Sector: f.Sector, facts.Chapter: f.Product[:2]}[d]
	if code == "" {
		return facts.Unspecified
	}
	return code
}

func TestProgressEndsWithAllFacts(t *testing.T) {
	s := testStore(t)
	var said []int64
	d, err := s.Begin(context.Background(), example, Options{}, Start{Progress: func(done, total int64) { said = append(said, done, total) }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Discard()
	for _, f := range anyFacts(30_000, 2) {
		if err := d.Add(&f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(said) < 6 || said[0] >= 30_000 || !slices.Equal(said[len(said)-2:], []int64{30_000, 30_000}) {
		t.Errorf("progress %v", said)
	}
}

func TestRepeatsAreCounted(t *testing.T) {
	s := testStore(t)
	d, err := s.Begin(context.Background(), example, Options{}, Start{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Discard()
	for _, f := range []Fact{fact(2020, "CHN", "2701", 1), fact(2020, "JPN", "2701", 2), fact(2020, "CHN", "2701", 3), fact(2021, "CHN", "2701", 4), fact(2020, "CHN", "2701", 5)} {
		if err := d.Add(&f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	got := d.Repeats()
	if got.Rows != 2 || len(got.First) != 2 || got.First[0] != fact(2020, "CHN", "2701", 3) {
		t.Errorf("%+v", got)
	}
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	for part, change := range map[string]func(*Fact){
		`the flow ""`:     func(f *Fact) { f.Flow = "" },
		`the year "3000"`: func(f *Fact) { f.Year = 3000 },
		`the month "13"`:  func(f *Fact) { f.Month = 13 },
		"the weight":      func(f *Fact) { f.Grams, f.HasWeight = -5, true },
		"the value":       func(f *Fact) { f.Value = 2e17 },
	} {
		f := fact(2020, "CHN", "2701", 1)
		change(&f)
		_, err := tryImport(testStore(t), Options{}, f)
		wantText(t, err, trade.Invalid, part)
	}
	_, err := tryImport(testStore(t), Options{})
	wantText(t, err, trade.Invalid, "not a single row")
	_, err = testStore(t).Begin(context.Background(), Dataset{ID: "../x", Title: example.Title}, Options{}, Start{})
	wantText(t, err, trade.Invalid, "cannot be the name")
	if _, err := os.Stat("../x"); err == nil {
		t.Error("a folder was made outside")
	}
}
