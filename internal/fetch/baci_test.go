package fetch

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// archive is a small release: one year, made-up rows, and bytes that do not
// pack, so that it comes in several pieces.
func archive(t *testing.T, rows int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "BACI_HS17_Y2018_V202501.csv", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, "t,i,j,k,v,q\n")
	for i := range rows {
		fmt.Fprintf(w, "2018,360,%d,440710,%d.5,NA\n", 4+4*(i%2), i)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// site serves an archive as a web server does, and breaks off the first cuts
// answers after some bytes.
type site struct {
	body     []byte
	etag     string
	modified time.Time
	cuts     int
	after    int
	ranges   bool
	asked    []string // the Range of each question
	change   func(*site)
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked = append(s.asked, r.Header.Get("Range"))
	w.Header().Set("Content-Type", "application/zip")
	if s.etag != "" {
		w.Header().Set("ETag", s.etag)
	}
	if s.ranges && s.cuts <= 0 {
		http.ServeContent(w, r, "", s.modified, bytes.NewReader(s.body))
		return
	}
	if !s.modified.IsZero() {
		w.Header().Set("Last-Modified", s.modified.UTC().Format(http.TimeFormat))
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(s.body)))
	if s.cuts--; s.cuts < 0 {
		_, _ = w.Write(s.body)
		return
	}
	_, _ = w.Write(s.body[:s.after])
	w.(http.Flusher).Flush()
	if s.change != nil {
		s.change(s)
	}
	panic(http.ErrAbortHandler)
}

var hs17 = BACIRequest{Edition: "HS17", Version: "V202501"}

// want checks that the archive is there, whole, and nothing else is.
func (s *site) want(t *testing.T, b *bench, file string, err error, asked ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, s.body) || filepath.Base(file) != "BACI_HS17_V202501.zip" {
		t.Errorf("%s: %d bytes, want %d (%v)", file, len(got), len(s.body), err)
	}
	sum := sha256.Sum256(s.body)
	if last := b.notes[len(b.notes)-1]; !strings.HasSuffix(last, hex.EncodeToString(sum[:])) {
		t.Errorf("the last note is %q, want the SHA-256", last)
	}
	if !slices.Equal(s.asked, asked) {
		t.Errorf("asked for %q, want %q", s.asked, asked)
	}
	if left := b.files("*"); len(left) != 2 {
		t.Errorf("left in the folder: %v", left)
	}
}

func TestBACIWhole(t *testing.T) {
	s := &site{body: archive(t, 3000), ranges: true, modified: testNow}
	b := newBench(t, s.ServeHTTP)
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "")
	file, err = BACI(context.Background(), hs17, b.o) // there already
	s.want(t, b, file, err, "")

	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reports, err := ingest.Inspect(context.Background(), ingest.Source{Name: file, Size: int64(len(s.body)), Data: f}, ingest.Options{}, nil)
	if err != nil || len(reports) != 1 || reports[0].Kind != ingest.BACI || reports[0].Accepted != 3000 {
		t.Errorf("the import reads %+v (%v)", reports, err)
	}
}

func TestBACIResumes(t *testing.T) {
	for name, s := range map[string]*site{
		"by date":      {modified: testNow},
		"by ETag":      {etag: `"one"`},
		"by weak ETag": {etag: `W/"one"`, modified: testNow}, // the date decides
	} {
		t.Run(name, func(t *testing.T) {
			s.body, s.ranges, s.cuts, s.after = archive(t, 3000), true, 1, 40_000
			b := newBench(t, s.ServeHTTP)
			file, err := BACI(context.Background(), hs17, b.o)
			s.want(t, b, file, err, "", "bytes=40000-")
		})
	}
}

// Another run, perhaps on another day, goes on with what is there.
func TestBACIResumesAfterCancel(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	s := &site{body: archive(t, 60_000), ranges: true, modified: testNow}
	b := newBench(t, s.ServeHTTP)
	o := b.o
	o.Progress = func(done, _ int64, _ trade.Text) {
		if done > 0 {
			stop()
		}
	}
	_, err := BACI(ctx, hs17, o)
	wantError(t, err, trade.Unavailable, "Run the same command again")
	part := b.files("*.part")
	if len(part) != 1 || len(b.files("*.zip")) != 0 {
		t.Fatalf("left: %v", b.files("*"))
	}
	info, err := os.Stat(part[0])
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() == 0 || info.Size() >= int64(len(s.body)) {
		t.Fatalf("%d of %d bytes before the stop", info.Size(), len(s.body))
	}
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "", fmt.Sprintf("bytes=%d-", info.Size()))
}

func TestBACIServerIgnoresRange(t *testing.T) {
	s := &site{body: archive(t, 3000), modified: testNow, cuts: 2, after: 40_000}
	b := newBench(t, s.ServeHTTP)
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "", "bytes=40000-", "bytes=40000-")
}

// Without ETag or date nobody can say that the rest is of the same file.
func TestBACIWithoutVersionStartsOver(t *testing.T) {
	s := &site{body: archive(t, 3000), ranges: true, cuts: 1, after: 40_000}
	b := newBench(t, s.ServeHTTP)
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "", "")
}

func TestBACIChangedBetween(t *testing.T) {
	for name, change := range map[string]func(*site){
		"ETag": func(s *site) { s.etag, s.body = `"two"`, archive(t, 2999) },
		"date": func(s *site) { s.etag, s.modified, s.body = "", testNow.Add(time.Hour), archive(t, 2999) },
	} {
		t.Run(name, func(t *testing.T) {
			s := &site{body: archive(t, 3000), etag: `"one"`, modified: testNow, ranges: true, cuts: 1, after: 40_000, change: change}
			if name == "date" {
				s.etag = ""
			}
			b := newBench(t, s.ServeHTTP)
			file, err := BACI(context.Background(), hs17, b.o)
			s.want(t, b, file, err, "", "bytes=40000-")
		})
	}
}

// A server that does not look at If-Range gives the rest of another file.
func TestBACIRefusesTheRestOfAnotherFile(t *testing.T) {
	s := &site{body: archive(t, 3000), etag: `"one"`, ranges: true, cuts: 1, after: 40_000}
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		if len(s.asked) == 1 {
			s.asked = append(s.asked, r.Header.Get("Range"))
			w.Header().Set("ETag", `"two"`)
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 40000-%d/%d", len(s.body)-1, len(s.body)))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(bytes.Repeat([]byte("x"), len(s.body)-40_000))
			return
		}
		s.ServeHTTP(w, r)
	})
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "", "bytes=40000-", "")
}

// declared says how long its answer will be.
func declared(size int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Length", fmt.Sprint(size))
		_, _ = w.Write(make([]byte, size))
	}
}

func TestBACIFaults(t *testing.T) {
	full := func(string) (int64, error) { return spare + 1000, nil }
	for name, x := range map[string]struct {
		answer func(http.ResponseWriter)
		free   func(string) (int64, error)
		r      BACIRequest
		code   trade.Code
		words  []string
	}{
		"no such release": {status(404, "", "", ""), nil, hs17, trade.NotFound, []string{"BACI_HS17_V202501.zip", baciPage}},
		"a page":          {status(200, "Content-Type", "text/html", "<title>Repair</title>"), nil, hs17, trade.Unavailable, []string{"Repair", baciPage}},
		"no archive":      {status(200, "Content-Type", "application/zip", "this is no zip"), nil, hs17, trade.Unavailable, []string{"ZIP"}},
		"full disk":       {declared(5000), full, hs17, trade.Unavailable, []string{"MB are needed", "kosong"}},
		"edition":         {nil, nil, BACIRequest{Edition: "../HS", Version: "202501"}, trade.Invalid, []string{"HS17"}},
		"version":         {nil, nil, BACIRequest{Edition: "HS17", Version: "2025"}, trade.Invalid, []string{"202501"}},
		"sum":             {nil, nil, BACIRequest{Edition: "HS17", Version: "202501", SHA256: strings.Repeat("0", 64)}, trade.Unavailable, []string{"SHA-256"}},
	} {
		t.Run(name, func(t *testing.T) {
			whole := archive(t, 3)
			b := newBench(t, func(w http.ResponseWriter, _ *http.Request) {
				if x.answer == nil {
					x.answer = status(200, "Content-Type", "application/zip", string(whole))
				}
				x.answer(w)
			})
			b.o.Free = x.free
			_, err := BACI(context.Background(), x.r, b.o)
			wantError(t, err, x.code, x.words...)
			if kept := append(b.files("*.zip"), b.files("*.part")...); len(kept) > 0 {
				t.Errorf("kept %v", kept)
			}
		})
	}
}

// What stands there under the name and is another file is not overwritten.
func TestBACIKeepsWhatIsThere(t *testing.T) {
	s := &site{body: archive(t, 3), ranges: true, modified: testNow}
	b := newBench(t, s.ServeHTTP)
	file, err := BACI(context.Background(), hs17, b.o)
	s.want(t, b, file, err, "")
	if err := os.WriteFile(file, archive(t, 4), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = BACI(context.Background(), hs17, b.o)
	wantError(t, err, trade.Conflict, file)
}

func TestBACIOneAtATime(t *testing.T) {
	b := newBench(t, (&site{body: archive(t, 3), ranges: true}).ServeHTTP)
	release, err := lock(filepath.Join(b.o.Dir, "BACI_HS17_V202501.zip.lock"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = BACI(context.Background(), hs17, b.o)
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		wantError(t, err, trade.Conflict, "another program", "program lain")
	}
	release()
	if _, err := BACI(context.Background(), hs17, b.o); err != nil {
		t.Error(err)
	}
}
