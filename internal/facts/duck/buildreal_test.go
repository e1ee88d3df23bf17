//go:build unix

package duck

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/trade"
)

// worldFile opens the ten million rows of a year of world trade, which are no
// part of the project: MUARA_TEST_DATA names their folder, shared/data beside
// the checkout is the default.
func worldFile(t testing.TB) ingest.Source {
	t.Helper()
	dir := os.Getenv("MUARA_TEST_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	const name = "world/baci_hs17_2024.csv.zst"
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if os.IsNotExist(err) {
		t.Skipf("no test data: set MUARA_TEST_DATA to the folder that holds %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Source{Name: filepath.Base(name), Size: info.Size(), Data: f}
}

// BenchmarkImportWorld imports a year of the world and prints how long it
// takes beside DuckDB's own reading, sorting and writing of the same file in
// the same order, measured in the same run.
func BenchmarkImportWorld(b *testing.B) {
	src := worldFile(b)
	name := src.Data.(*os.File).Name()
	for b.Loop() {
		own := importWorld(b, src)
		peak := peakMemory()
		before := cpuTime()
		plain := copyWorld(b, name)
		b.ReportMetric((cpuTime() - before).Seconds(), "duckdb-cpu-s")
		b.ReportMetric(own.parse.Seconds(), "parse-s")
		b.ReportMetric(own.build.Seconds(), "build-s")
		b.ReportMetric(plain.Seconds(), "duckdb-copy-s")
		b.ReportMetric((own.parse+own.build).Seconds()/plain.Seconds(), "ratio")
		b.ReportMetric(own.cpu.Seconds(), "cpu-s")
		b.ReportMetric(float64(peak>>20), "peak-MiB")
	}
}

type worldTimes struct{ parse, build, cpu time.Duration }

func importWorld(b testing.TB, src ingest.Source) (out worldTimes) {
	ctx := context.Background()
	store, err := lake.Open(b.TempDir(), lake.Config{Builder: NewBuilder(Options{Memory: 256 << 20}), Now: time.Now, Rand: rand.Reader})
	if err != nil {
		b.Fatal(err)
	}
	d, err := store.Begin(ctx, lake.Dataset{ID: "baci", Title: trade.Text{ID: "BACI", EN: "BACI"}}, lake.Options{}, lake.Start{By: "benchmark"})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Discard()
	cpu, start := cpuTime(), time.Now()
	var f lake.Fact
	err = ingest.Read(ctx, src, ingest.Options{}, ingest.Sink{Row: func(r *ingest.Row) error {
		f = lake.Fact{Flow: r.Flow, Year: r.Period.From.Year(), Reporter: r.Reporter.Code, Partner: r.Partner.Code, Product: r.Product,
			Value: int64(r.Value), Rest: r.Rest, Grams: r.Grams, HasWeight: r.HasWeight}
		return d.Add(&f)
	}})
	if err != nil {
		b.Fatal(err)
	}
	out.parse = time.Since(start)
	start = time.Now()
	m, err := d.Build(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := d.Seal(ctx); err != nil {
		b.Fatal(err)
	}
	out.build, out.cpu = time.Since(start), cpuTime()-cpu
	if m.Rows != 9_933_867 || m.Value != 1502382665855100 || d.Repeats().Rows != 0 {
		b.Fatalf("%d rows, %d cents, %d repeated", m.Rows, m.Value, d.Repeats().Rows)
	}
	for _, f := range m.Files {
		b.Logf("%-40s %9d rows %6d KiB", f.Path, f.Rows, f.Size>>10)
	}
	return out
}

// copyWorld lets DuckDB read, sort and write the file.
func copyWorld(b testing.TB, name string) time.Duration {
	db, err := Open(Options{Memory: 2 << 30, Temp: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	start := time.Now()
	_, err = db.Exec(fmt.Sprintf(`COPY (SELECT * FROM read_csv(%s, header = true,
		columns = {'t': 'SMALLINT', 'i': 'SMALLINT', 'j': 'SMALLINT', 'k': 'VARCHAR', 'v': 'DECIMAL(18, 3)'})
		ORDER BY i, k, j) TO %s (FORMAT parquet, COMPRESSION zstd)`, quote(name), quote(filepath.Join(b.TempDir(), "x.parquet"))))
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// peakMemory is the most memory that the process had, in bytes; 0 where the
// system does not say.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if errors.Is(err, os.ErrNotExist) {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kib int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kib); n == 1 {
			return kib << 10
		}
	}
	return 0
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
