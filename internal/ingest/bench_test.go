package ingest

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// count is a sink that only counts.
func count(n *int) Sink { return Sink{Row: func(*Row) error { *n++; return nil }} }

// A year of BACI as it comes, packed: 9,933,867 rows.
func BenchmarkReadBACI(b *testing.B) {
	src := testData(b, "world/baci_hs17_2024.csv.zst")
	n := 0
	for b.Loop() {
		if err := Read(b.Context(), src, Options{}, count(&n)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds()/1e6, "Mrows/s")
	b.ReportMetric(0, "ns/op")
}

// The same bytes, unpacked, beside encoding/csv with strconv, which checks
// nothing and keeps nothing: "x" is how many times as fast the reader is.
func BenchmarkBACIAgainstStandard(b *testing.B) {
	text := beginning(b, "world/baci_hs17_2024.csv.zst", 32<<20)
	var ours, theirs time.Duration
	rows := 0
	for b.Loop() {
		n := 0
		from := time.Now()
		if err := Read(b.Context(), memory("x", text), Options{}, count(&n)); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(from)
		from = time.Now()
		if m := standard(b, text); m != n {
			b.Fatalf("%d rows, encoding/csv has %d", n, m)
		}
		theirs += time.Since(from)
		rows += n
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x")
	b.ReportMetric(float64(rows)/ours.Seconds()/1e6, "Mrows/s")
	b.ReportMetric(float64(rows)/theirs.Seconds()/1e6, "Mrows/s-csv")
	b.ReportMetric(0, "ns/op")
}

// beginning unpacks the first whole lines of a file.
func beginning(tb testing.TB, name string, most int64) []byte {
	src := testData(tb, name)
	z, err := zstd.NewReader(io.NewSectionReader(src.Data, 0, src.Size))
	if err != nil {
		tb.Fatal(err)
	}
	defer z.Close()
	text, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		tb.Fatal(err)
	}
	return text[:bytes.LastIndexByte(text, '\n')+1]
}

func standard(tb testing.TB, text []byte) (rows int) {
	r := csv.NewReader(bytes.NewReader(text))
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		tb.Fatal(err)
	}
	for {
		f, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			tb.Fatal(err)
		}
		for _, i := range []int{0, 1, 2} {
			if _, err := strconv.Atoi(f[i]); err != nil {
				tb.Fatal(err)
			}
		}
		if _, err := strconv.ParseFloat(f[4], 64); err != nil {
			tb.Fatal(err)
		}
		rows++
	}
}

// No row needs memory of its own.
func TestBACIAllocatesNothingForRows(t *testing.T) {
	text := []byte("t,i,j,k,v,q\n")
	for n := range 20000 {
		text = append(text, "2021,4,"...)
		text = strconv.AppendInt(text, int64(8+n%20), 10)
		text = append(text, ",080810,1.5,0.25\n"...)
	}
	allocs := testing.AllocsPerRun(3, func() {
		n := 0
		if err := Read(context.Background(), memory("x", text), Options{}, count(&n)); err != nil || n != 20000 {
			t.Fatal(n, err)
		}
	})
	if allocs > 1000 {
		t.Errorf("%.0f allocations for 20,000 rows", allocs)
	}
}
