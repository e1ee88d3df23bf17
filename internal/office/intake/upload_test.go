package intake

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/trade"
)

func testUploads(t *testing.T) *Uploads {
	t.Helper()
	q, err := jobs.Open(jobs.Options{Dir: t.TempDir(), Now: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = q.Close(t.Context()) })
	return &Uploads{Queue: q}
}

func keep(t *testing.T, u *Uploads, files ...[2]string) Upload {
	t.Helper()
	in, err := u.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Discard()
	for _, f := range files {
		if err := in.File(f[0], strings.NewReader(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	up, err := in.Keep("tester")
	if err != nil {
		t.Fatal(err)
	}
	return up
}

func TestUploadsKeepFilesAndNames(t *testing.T) {
	u := testUploads(t)
	up := keep(t, u, [2]string{`C:\data\..\rekap.csv`, "a,b\n1,2\n"}, [2]string{"gambar.csv", "\x89PNG\r\n"}, [2]string{"/etc/passwd", "x;y\n"})
	if len(up.Files) != 2 || up.Files[0].Name != "rekap.csv" || up.Files[1].Name != "passwd" || up.Files[0].Size != 8 || up.By != "tester" {
		t.Errorf("kept %+v", up.Files)
	}
	if len(up.Refused) != 1 || up.Refused[0].File != "gambar.csv" {
		t.Errorf("refused %+v", up.Refused)
	}
	f, err := u.Open(up, 1)
	if err != nil {
		t.Fatal(err)
	}
	src, closer, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer closer.Close()
	text := make([]byte, src.Size)
	if _, err := src.Data.ReadAt(text, 0); err != nil && !errors.Is(err, io.EOF) || string(text) != "x;y\n" {
		t.Errorf("%v: %q", err, text)
	}
	// The import has files of its own: the upload may go.
	j, _, err := u.Check(up, []int{1, 0}, JobInput{}, "tester", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Remove(up.ID); err != nil {
		t.Fatal(err)
	}
	files, err := JobFiles(j.Files)
	if err != nil || len(files) != 2 || files[0].Name != "passwd" {
		t.Fatalf("%v: %v", err, files)
	}
	if _, closer, err := files[0].Open(); err != nil {
		t.Error(err)
	} else {
		closer.Close()
	}
	if _, err := u.Get(up.ID); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("the removed upload: %v", err)
	}
	if _, _, err := u.Check(up, []int{5}, JobInput{}, "", ""); err == nil {
		t.Error("a file that is not there is checked")
	}
}

// broken is a connection that ends early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestBrokenUploadIsNotKept(t *testing.T) {
	u := testUploads(t)
	in, err := u.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := in.File("a.csv", io.MultiReader(strings.NewReader(strings.Repeat("a,b\n", 2000)), broken{})); err == nil {
		t.Error("a file that broke off is taken")
	}
	in.Discard()
	if _, total, err := u.Queue.List(jobs.Filter{}, jobs.Page{}); err != nil || total != 0 {
		t.Errorf("%d jobs are there: %v", total, err)
	}
}

func TestPlainName(t *testing.T) {
	for name, want := range map[string]string{
		"a.csv": "a.csv", "../../b.csv": "b.csv", `C:\x\c.csv`: "c.csv", "": "berkas", "..": "..", "d\x00\n\u202ee.csv": "de.csv",
		"  f g.csv ": "f g.csv", "caf\xff.csv": "caf.csv", strings.Repeat("n", 300) + ".csv": strings.Repeat("n", 80) + "…" + strings.Repeat("n", 35) + ".csv",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestMappingsAreFiles(t *testing.T) {
	m := Mappings{Dir: filepath.Join(t.TempDir(), "mappings")}
	if list, err := m.List(); err != nil || len(list) != 0 {
		t.Errorf("without a folder: %v, %v", list, err)
	}
	one := ingest.Mapping{Name: " Ekspor ../bulanan ", Signature: "ab", Unit: "USD", Columns: map[ingest.Field]string{ingest.FieldValue: "Nilai"}}
	saved, err := m.Save(one)
	if err != nil {
		t.Fatal(err)
	}
	one.Unit = "thousand USD"
	if again, err := m.Save(one); err != nil || again.ID != saved.ID {
		t.Errorf("the same name makes another file: %v, %v", again.ID, err)
	}
	if _, err := m.Save(ingest.Mapping{Name: "Impor", Signature: "cd"}); err != nil {
		t.Fatal(err)
	}
	if list, err := m.For("ab"); err != nil || len(list) != 1 || list[0].Name != "Ekspor ../bulanan" || list[0].Unit != "thousand USD" {
		t.Errorf("for the signature: %+v, %v", list, err)
	}
	if list, _ := m.For(""); len(list) != 0 {
		t.Errorf("a table without headings has the mappings %v", list)
	}
	// A file that somebody spoiled does not hide the others.
	if err := os.WriteFile(filepath.Join(m.Dir, "0123456789abcdef.toml"), []byte("unit = ["), 0o640); err != nil {
		t.Fatal(err)
	}
	if list, err := m.List(); len(list) != 2 || err == nil {
		t.Errorf("beside a spoiled file: %d, %v", len(list), err)
	}
	for _, bad := range []string{"", "../lake", strings.ToUpper(saved.ID) + "x", "0123456789ABCDEF"} {
		if _, err := m.Get(bad); trade.CodeOf(err) != trade.NotFound {
			t.Errorf("the id %q: %v", bad, err)
		}
	}
	if err := m.Delete(saved.ID); err != nil {
		t.Error(err)
	}
	if _, err := m.Get(saved.ID); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("deleted: %v", err)
	}
	if _, err := m.Save(ingest.Mapping{Name: "  "}); trade.CodeOf(err) != trade.Invalid {
		t.Errorf("without a name: %v", err)
	}
}
