package ingest

import (
	"context"
	"testing"
	"time"
)

func BenchmarkReadBACI(b *testing.B) {
	src := testData(b, "world/baci_hs17_2024.csv.zst")
	for b.Loop() {
		n := 0
		from := time.Now()
		if err := Read(context.Background(), src, Options{}, Sink{Row: func(*Row) error { n++; return nil }}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n)/time.Since(from).Seconds()/1e6, "Mrows/s")
	}
}
