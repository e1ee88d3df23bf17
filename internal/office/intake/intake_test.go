package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/facts/duck"
	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/ledger"
	"muara/internal/nomen"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// bench is a desk with everything that it needs, in a temporary folder.
type bench struct {
	*testing.T
	desk   *intake.Desk
	store  *lake.Store
	engine facts.Engine
}

func setUp(t *testing.T, figures ...ledger.Figure) *bench {
	t.Helper()
	dir := t.TempDir()
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { now = now.Add(time.Second); return now }
	store, err := lake.Open(dir+"/lake", lake.Config{Builder: duck.NewBuilder(duck.Options{Memory: 128 << 20}), Now: clock, Rand: rand.NewChaCha8([32]byte{1})})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := duck.NewEngine(duck.EngineOptions{Options: duck.Options{Memory: 128 << 20}, Conns: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	lists, err := nomen.Open(dir + "/nomenclature")
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.New(figures, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t, intake.New(intake.Parts{Lake: store, Engine: engine, Nomen: lists, Ledger: l, Now: clock,
		Home: intake.Home{Country: "IDN", Region: "62", Name: trade.Text{ID: "Kalimantan Tengah", EN: "Central Kalimantan"}}}), store, engine}
}

// file is a file in memory.
func file(name, text string) intake.File {
	return intake.File{Name: name, Open: func() (ingest.Source, io.Closer, error) {
		return ingest.Source{Name: name, Size: int64(len(text)), Data: bytes.NewReader([]byte(text))}, io.NopCloser(nil), nil
	}}
}

func (b *bench) take(req intake.Request) *intake.Outcome {
	b.Helper()
	out, err := b.desk.Import(b.Context(), req, nil)
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// total sums the current release of a data set in US$.
func (b *bench) total(dataset string, where ...facts.Filter) string {
	b.Helper()
	f, err := facts.Answer(b.Context(), b.store, b.engine, facts.Query{Dataset: dataset, Measures: []facts.Measure{facts.Value}, Where: where}, "")
	if err != nil {
		b.Fatal(err)
	}
	return ingest.Decimal(f.Columns[0].Ints[0], 2)
}

const mapping = `
[columns]
year = "tahun"
month = "bulan"
product = "hs"
partner = "negara"
value = "usd"
weight = "kg"
region = "prov"
[fixed]
flow = "export"
reporter = "IDN"
`

func mapped(t *testing.T, flow string) *ingest.Mapping {
	t.Helper()
	m, err := ingest.ParseMapping([]byte("name = \"kalteng\"\nheader = 1\nunit = \"USD\"\nweight_unit = \"kg\"\n" + strings.Replace(mapping, "\"export\"", "\""+flow+"\"", 1)))
	if err != nil {
		t.Fatal(err)
	}
	return &m
}

func rows(lines ...string) string {
	return "tahun,bulan,hs,negara,usd,kg,prov\n" + strings.Join(lines, "\n") + "\n"
}

// A month is imported, looked at and published; the next month joins it; a
// revision of the first takes its place.
func TestMonthsJoinAndRevisionsReplace(t *testing.T) {
	b := setUp(t)
	january := rows("2024,1,44123100,Japan,1000.50,500,62", "2024,1,27011210,China,2000,90000,62")
	out := b.take(intake.Request{Files: []intake.File{file("jan.csv", january)}, Mapping: mapped(t, "export"), Dataset: "kalteng"})
	if len(out.Drafts) != 1 {
		t.Fatalf("outcome %+v", out)
	}
	if _, err := b.store.Manifest("kalteng", ""); trade.CodeOf(err) != trade.NotFound {
		t.Fatalf("published before anybody agreed: %v", err)
	}
	publish := func(out *intake.Outcome) {
		t.Helper()
		m := out.Drafts[0].Manifest
		if err := b.desk.Publish(t.Context(), m.Dataset, m.Release, "siti"); err != nil {
			t.Fatal(err)
		}
	}
	publish(out)
	february := rows("2024,2,44123100,Japan,700,350,62")
	publish(b.take(intake.Request{Files: []intake.File{file("feb.csv", february)}, Mapping: mapped(t, "export"), Dataset: "kalteng"}))
	if got := b.total("kalteng"); got != "3700.50" {
		t.Errorf("after February %s, want 3700.50", got)
	}
	revised := rows("2024,1,44123100,Japan,1100.25,500,62")
	out = b.take(intake.Request{Files: []intake.File{file("jan-revised.csv", revised)}, Mapping: mapped(t, "export"), Dataset: "kalteng"})
	if c := out.Drafts[0].Quality.Changes; len(c) != 2 || c[0].Chapter != "27" || c[0].After != 0 || c[1].After-c[1].Before != 9975 {
		t.Errorf("changes %+v", c)
	}
	publish(out)
	if got := b.total("kalteng"); got != "1800.25" {
		t.Errorf("after the revision %s, want 1800.25", got)
	}
	if _, err := b.desk.Rollback(t.Context(), "kalteng", "", "siti"); err != nil {
		t.Fatal(err)
	}
	if got := b.total("kalteng"); got != "3700.50" {
		t.Errorf("rolled back %s, want 3700.50", got)
	}
	faults, _, err := b.desk.Verify(t.Context(), "", "", nil)
	if err != nil || len(faults) > 0 {
		t.Errorf("verify: %v %v", faults, err)
	}
}

// The same file again changes nothing, and a draft that waits is found again.
func TestSameFileTwice(t *testing.T) {
	b := setUp(t)
	req := intake.Request{Files: []intake.File{file("jan.csv", rows("2024,1,44123100,Japan,1000,500,62"))}, Mapping: mapped(t, "export"), Dataset: "kalteng"}
	first, second := b.take(req).Drafts[0], b.take(req).Drafts[0]
	if first.Manifest.Release != second.Manifest.Release || second.Already {
		t.Errorf("the waiting draft was not found: %s, %s", first.Manifest.Release, second.Manifest.Release)
	}
	if err := b.desk.Publish(t.Context(), "kalteng", first.Manifest.Release, ""); err != nil {
		t.Fatal(err)
	}
	if again := b.take(req).Drafts[0]; !again.Already {
		t.Error("the same import was taken in twice")
	}
	twice := req
	twice.Files = append(slices.Clone(req.Files), file("copy.csv", rows("2024,1,44123100,Japan,1000,500,62")))
	if out := b.take(twice); len(out.Files) != 1 || out.Files[0].File != "copy.csv" {
		t.Errorf("a copy in one import: %+v", out.Files)
	}
}

// Two drafts on the same release: the second to be published is told to start
// again, nothing is lost.
func TestTwoImportsAtOnce(t *testing.T) {
	b := setUp(t)
	draft := func(name, row string) *lake.Manifest {
		return b.take(intake.Request{Files: []intake.File{file(name, rows(row))}, Mapping: mapped(t, "export"), Dataset: "kalteng"}).Drafts[0].Manifest
	}
	one, two := draft("jan.csv", "2024,1,44123100,Japan,1000,500,62"), draft("feb.csv", "2024,2,44123100,Japan,700,350,62")
	if err := b.desk.Publish(t.Context(), "kalteng", one.Release, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.desk.Publish(t.Context(), "kalteng", two.Release, ""); trade.CodeOf(err) != trade.Conflict {
		t.Fatalf("publish on an older release: %v", err)
	}
	again := draft("feb.csv", "2024,2,44123100,Japan,700,350,62")
	if err := b.desk.Publish(t.Context(), "kalteng", again.Release, ""); err != nil {
		t.Fatal(err)
	}
	if got := b.total("kalteng"); got != "1700.00" {
		t.Errorf("both months sum to %s, want 1700.00", got)
	}
}

// What the report says of a file with every kind of trouble.
func TestQualityReport(t *testing.T) {
	lines := []string{
		"2024,1,44123100,Atlantis,50,10,62", // no such country
		"2024,1,55993100,Japan,60,10,62",    // no such heading
		"2024,1,44123100,Japan,banyak,10,62",
		"2024,1,44123100,Japan,70,,62", // no weight
		"2024,1,44123100,China,9,1,35", // of another province
	}
	for i := range 9 { // a median of 2 US$ per kg, and one row at 200
		lines = append(lines, fmt.Sprintf("2024,1,15119010,Malaysia,%d,%d,62", 20+2*i, 10+i))
	}
	lines = append(lines, "2024,1,15119010,Kenya,2000,10,62")
	period, _ := trade.ParsePeriod("2024-01")
	b := setUp(t, ledger.Figure{ID: "a", Series: trade.Series{Flow: trade.Export}, Period: period, Value: 5 * trade.Million})
	q := b.take(intake.Request{Files: []intake.File{file("jan.csv", rows(lines...))}, Mapping: mapped(t, "export"), Dataset: "kalteng"}).Drafts[0].Quality
	if q.Read != 15 || q.Accepted != 14 || q.Refused != 1 {
		t.Errorf("read %d, accepted %d, refused %d", q.Read, q.Accepted, q.Refused)
	}
	if len(q.Refusals) != 1 || q.Refusals[0].Found != "banyak" || q.Refusals[0].Row != 4 {
		t.Errorf("refusals %+v", q.Refusals)
	}
	var unmatched []string
	for _, u := range q.Unmatched {
		unmatched = append(unmatched, u.Column+" "+u.Code)
	}
	slices.Sort(unmatched)
	if got := strings.Join(unmatched, ", "); got != "partner Atlantis, product 55993100" {
		t.Errorf("unmatched: %s", got)
	}
	if q.Weightless.Rows != 1 || q.Weightless.Value != 7000 {
		t.Errorf("without a weight: %+v", q.Weightless)
	}
	if q.Outliers.Rows != 1 || len(q.Outliers.First) != 1 || q.Outliers.First[0].USDkg != 200 || q.Outliers.First[0].Row != 16 {
		t.Errorf("outliers: %+v", q.Outliers)
	}
	if len(q.Published) != 1 || q.Published[0].Within || q.Published[0].Published != 5*trade.Million {
		t.Errorf("published: %+v", q.Published)
	}
	var warned []string
	for _, w := range q.Warnings {
		warned = append(warned, w.Code)
	}
	if !slices.Contains(warned, "other-region") {
		t.Errorf("warnings: %v", warned)
	}
	r, err := b.desk.Refused("kalteng", q.Release)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if back, err := b.desk.Quality("kalteng", q.Release); err != nil || back.Refused != 1 || back.Release != q.Release {
		t.Errorf("the report read back: %+v, %v", back, err)
	}
}

// A stop in the middle leaves nothing behind.
func TestCancel(t *testing.T) {
	b := setUp(t)
	var many []string
	for i := range 20_000 {
		many = append(many, fmt.Sprintf("2024,1,44123100,Japan,%d,500,62", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := b.desk.Import(ctx, intake.Request{Files: []intake.File{file("jan.csv", rows(many...))}, Mapping: mapped(t, "export"), Dataset: "kalteng"},
		func(p jobs.Progress) {
			if p.Unit == jobs.Bytes {
				cancel()
			}
		})
	if err == nil {
		t.Fatal("the import went on")
	}
	if sets, err := b.desk.Datasets(""); err != nil || len(sets) > 1 || len(sets) == 1 && len(sets[0].Releases) > 0 {
		t.Errorf("left behind: %+v, %v", sets, err)
	}
}

// Months and years do not mix in one data set.
func TestYearsAndMonthsDoNotMix(t *testing.T) {
	b := setUp(t)
	publish := b.take(intake.Request{Files: []intake.File{file("jan.csv", rows("2024,1,44123100,Japan,1000,500,62"))}, Mapping: mapped(t, "export"), Dataset: "kalteng"}).Drafts[0].Manifest
	if err := b.desk.Publish(t.Context(), "kalteng", publish.Release, ""); err != nil {
		t.Fatal(err)
	}
	years := strings.ReplaceAll("tahun,hs,negara,usd,kg,prov\n2023,44123100,Japan,1000,500,62\n", "\r", "")
	m := mapped(t, "export")
	delete(m.Columns, ingest.FieldMonth)
	out := b.take(intake.Request{Files: []intake.File{file("2023.csv", years)}, Mapping: m, Dataset: "kalteng"})
	if len(out.Drafts) != 0 || len(out.Files) != 1 {
		t.Errorf("a year was added to months: %+v", out)
	}
}
