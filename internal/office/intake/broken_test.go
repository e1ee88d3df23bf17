package intake_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"muara/internal/office/intake"
)

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A file that ends before its end is not taken in: half a year would replace a
// whole one. That holds for files that are read once (BACI, of which only the
// beginning is looked at first) and for those that are read twice.
func TestFilesCutOff(t *testing.T) {
	b := setUp(t)
	var world, region strings.Builder
	world.WriteString("t,i,j,k,v,q\n")
	region.WriteString(rows())
	for n := range 310_000 {
		fmt.Fprintf(&world, "2023,360,%d,%06d,1.5,2\n", []int{156, 392}[n%2], 10000+n/2)
		if n < 5000 {
			fmt.Fprintf(&region, "2024,1,%08d,Japan,%d,10,62\n", 10000000+n*7919%8000000, n)
		}
	}
	for name, req := range map[string]intake.Request{
		"world.csv.gz":  {Dataset: "world"},
		"region.csv.gz": {Dataset: "region", Mapping: mapped(t, "export")},
	} {
		text := world.String()
		if req.Mapping != nil {
			text = region.String()
		}
		whole := packed(t, text)
		for _, cut := range []int{4, len(whole) / 50} {
			req.Files = []intake.File{file(name, whole[:len(whole)-cut])}
			out := b.take(req)
			if len(out.Drafts) != 0 || len(out.Files) != 1 || !strings.Contains(out.Files[0].Why.EN, "cut off") {
				t.Errorf("%s without its last %d bytes: %d drafts, %+v", name, cut, len(out.Drafts), out.Files)
			}
		}
		if all, err := b.store.Releases(req.Dataset); err == nil && len(all) != 0 {
			t.Errorf("%s left %d releases", name, len(all))
		}
	}
}

// Texts that a spreadsheet would run are inert in the list of refused rows,
// wherever it is downloaded; numbers stay numbers.
func TestRefusedRowsAreInert(t *testing.T) {
	b := setUp(t)
	found := []string{"=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "-5"}
	text := "t,i,j,k,v,q\n2023,360,156,270112,1.5,2\n"
	for _, f := range found {
		text += "2023,360,156,\"" + f + "\",1,1\n"
	}
	out := b.take(intake.Request{Files: []intake.File{file("=1+1.csv", text)}, Dataset: "world"})
	if len(out.Drafts) != 1 {
		t.Fatalf("outcome %+v", out)
	}
	f, err := b.desk.Refused("world", out.Drafts[0].Manifest.Release)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1+len(found) {
		t.Fatalf("%d rows: %q", len(got), got)
	}
	for i, row := range got[1:] {
		want := "'" + found[i]
		if found[i] == "-5" {
			want = "-5"
		}
		if row[0] != "'=1+1.csv" || row[4] != want {
			t.Errorf("row %q, want %q", row, want)
		}
	}
}
