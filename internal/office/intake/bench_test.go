package intake_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"muara/internal/facts/duck"
	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/office/intake"
)

// worldRows and worldCents are what the year of BACI holds.
const (
	worldRows  = 9_933_867
	worldCents = 1502382665855100
)

// BenchmarkImportWorld takes a year of the world from the file to a published
// release: hashed, recognised, read, checked, sorted, summed, written, read
// back, judged and published. Beside it, in the same run, DuckDB reads the same
// file and writes it in the same order, and does nothing else.
func BenchmarkImportWorld(b *testing.B) {
	dir := os.Getenv("MUARA_TEST_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	path := filepath.Join(dir, "world", "baci_hs17_2024.csv.zst")
	if _, err := os.Stat(path); err != nil {
		b.Skipf("no test data: set MUARA_TEST_DATA to the folder that holds world/baci_hs17_2024.csv.zst")
	}
	for b.Loop() {
		start := time.Now()
		importWorld(b, path)
		own := time.Since(start)
		start = time.Now()
		copyWorld(b, path)
		plain := time.Since(start)
		b.ReportMetric(own.Seconds(), "import-s")
		b.ReportMetric(plain.Seconds(), "duckdb-copy-s")
		b.ReportMetric(own.Seconds()/plain.Seconds(), "ratio")
	}
}

func importWorld(b *testing.B, path string) {
	store, err := lake.Open(b.TempDir(), lake.Config{Builder: duck.NewBuilder(duck.Options{Memory: 256 << 20}), Now: time.Now, Rand: rand.Reader})
	if err != nil {
		b.Fatal(err)
	}
	engine, err := duck.NewEngine(duck.EngineOptions{Options: duck.Options{Memory: 256 << 20}})
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	desk := intake.New(intake.Parts{Lake: store, Engine: engine, Now: time.Now, Home: intake.Home{Country: "IDN", Region: "62"}})
	out, err := desk.Import(b.Context(), intake.Request{Files: []intake.File{{Name: filepath.Base(path), Open: func() (ingest.Source, io.Closer, error) {
		f, err := os.Open(path)
		if err != nil {
			return ingest.Source{}, nil, err
		}
		info, err := f.Stat()
		return ingest.Source{Name: filepath.Base(path), Size: info.Size(), Data: f}, f, err
	}}}}, nil)
	if err != nil {
		b.Fatal(err)
	}
	m := out.Drafts[0].Manifest
	if m.Rows != worldRows || m.Value != worldCents {
		b.Fatalf("%d rows, %d cents", m.Rows, m.Value)
	}
	if err := desk.Publish(b.Context(), m.Dataset, m.Release, "benchmark"); err != nil {
		b.Fatal(err)
	}
}

func copyWorld(b *testing.B, path string) {
	db, err := duck.Open(duck.Options{Memory: 2 << 30, Temp: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(fmt.Sprintf(`COPY (SELECT * FROM read_csv('%s', header = true,
		columns = {'t': 'SMALLINT', 'i': 'SMALLINT', 'j': 'SMALLINT', 'k': 'VARCHAR', 'v': 'DECIMAL(18, 3)'})
		ORDER BY i, k, j) TO '%s' (FORMAT parquet, COMPRESSION zstd)`, path, filepath.Join(b.TempDir(), "x.parquet")))
	if err != nil {
		b.Fatal(err)
	}
}
