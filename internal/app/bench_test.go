package app

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

// BenchmarkPages answers the pages that people open most, without a network,
// and prints the median time of each and its size against the bare handler
// /healthz measured in the same run.
func BenchmarkPages(b *testing.B) {
	h := kalteng(b)
	base := median(b, h, "/healthz", 200)
	for _, path := range []string{
		"/id/", "/id/neraca", "/id/komoditas", "/id/komoditas/27", "/id/negara-tujuan", "/id/pelabuhan",
		"/id/impor", "/id/angka/export/2021-07", "/id/angka/import/2021", "/id/pernyataan", "/id/data",
		"/id/metode/angka-rilis", "/id/tentang", "/id/cari?q=kumai", "/id/?asof=2022-03-01",
	} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				if w := get(b, h, path); w.Code != http.StatusOK {
					b.Fatalf("answers %d", w.Code)
				}
			}
			m := median(b, h, path, 60)
			b.ReportMetric(float64(m.Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(m)/float64(base), "x-healthz")
			b.ReportMetric(float64(get(b, h, path).Body.Len())/1024, "KB")
		})
	}
}

// median answers a page n times and returns the median time.
func median(b *testing.B, h http.Handler, path string, n int) time.Duration {
	b.Helper()
	times := make([]time.Duration, n)
	for i := range times {
		start := time.Now()
		if w := get(b, h, path); w.Code != http.StatusOK {
			b.Fatalf("%s answers %d", path, w.Code)
		}
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	return times[n/2]
}
