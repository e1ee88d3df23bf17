package load

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
)

// bench is the whole road of a file without DuckDB: real pages, a real queue, a
// real lake whose tables are lines of JSON.
type bench struct {
	t       *testing.T
	dir     string
	server  *httptest.Server
	queue   *jobs.Queue
	desk    *intake.Desk
	allowed atomic.Bool
	hold    atomic.Pointer[chan struct{}] // imports wait here while it is set
	clock   atomic.Int64                  // seconds past uitest.Clock: every look is a second later
	client  *http.Client
}

type benchOptions struct {
	dir   string // "" for a new one
	limit int64
}

func newBench(t *testing.T, o benchOptions) *bench {
	t.Helper()
	if o.dir == "" {
		o.dir = t.TempDir()
	}
	b := &bench{t: t, dir: o.dir}
	b.allowed.Store(true)
	now := func() time.Time { return uitest.Clock.Add(time.Duration(b.clock.Add(1)) * time.Second) }
	store, err := lake.Open(filepath.Join(o.dir, "lake"), lake.Config{Builder: lines{}, Now: now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	b.desk = intake.New(intake.Parts{Lake: store, Engine: walker{}, Home: intake.Home{Country: "IDN", Region: "62",
		Name: trade.Text{ID: "Kalimantan Tengah", EN: "Central Kalimantan"}}, Now: now})
	run := b.desk.Runner(intake.JobFiles)
	b.queue, err = jobs.Open(jobs.Options{Dir: filepath.Join(o.dir, "jobs"), Now: time.Now, Rand: rand.Reader, Workers: 2, Runners: map[jobs.Kind]jobs.Runner{
		intake.UploadKind: intake.Keeping,
		intake.JobKind: func(ctx context.Context, j jobs.Job, report func(jobs.Progress)) (json.RawMessage, error) {
			if gate := b.hold.Load(); gate != nil {
				report(jobs.Progress{Stage: trade.Text{ID: "Membaca <b>", EN: "Reading <b>"}, Done: 42, Total: 100, Unit: jobs.Rows})
				select {
				case <-*gate:
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
			return run(ctx, j, report)
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	office, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.NewAssets(fstest.MapFS{"manifest.json": {Data: []byte(`{"app.css":"a.css","main.js":"m.js","theme.js":"t.js"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	b.server = httptest.NewServer(site.New(office, assets, site.Options{Log: slog.New(slog.DiscardHandler)}, Routes(Parts{
		Desk: b.desk, Uploads: &intake.Uploads{Queue: b.queue}, Mappings: intake.Mappings{Dir: filepath.Join(o.dir, "mappings")}, Limit: o.limit,
		May: func(*http.Request, Right) (string, error) {
			if !b.allowed.Load() {
				return "", &trade.Error{Code: trade.Forbidden, Text: trade.Text{ID: "tidak", EN: "no"}}
			}
			return "local", nil
		},
	})...))
	b.client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(b.close)
	return b
}

func (b *bench) close() {
	b.server.Close()
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	if err := b.queue.Close(ctx); err != nil {
		b.t.Error(err)
	}
}

// answer is what came back.
type answer struct {
	status   int
	location string
	body     string
	head     http.Header
}

func (b *bench) do(r *http.Request) answer {
	b.t.Helper()
	w, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{w.StatusCode, w.Header.Get("Location"), string(body), w.Header}
}

func (b *bench) get(path string) answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.server.URL+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

// page gets a page that must be there.
func (b *bench) page(path string) uitest.Doc {
	b.t.Helper()
	a := b.get(path)
	if a.status != http.StatusOK {
		b.t.Fatalf("%s answers %d: %s", path, a.status, uitest.Parse(b.t, a.body).Text())
	}
	return uitest.Parse(b.t, a.body)
}

func (b *bench) post(path string, pairs ...string) answer {
	b.t.Helper()
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Set(pairs[i], pairs[i+1])
	}
	return b.postFrom("same-origin", path, f)
}

func (b *bench) postFrom(fetchSite, path string, f url.Values) answer {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.server.URL+path, strings.NewReader(f.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", fetchSite)
	return b.do(r)
}

// sent is a file of a form.
type sent struct{ name, content string }

func multipartBody(t *testing.T, files ...sent) (body []byte, contentType string) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for _, f := range files {
		p, err := w.CreateFormFile("files", f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes(), w.FormDataContentType()
}

func (b *bench) send(files ...sent) answer {
	b.t.Helper()
	body, contentType := multipartBody(b.t, files...)
	r, err := http.NewRequest(http.MethodPost, b.server.URL+"/en/load", bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// sentOK sends files and returns the page of the upload.
func (b *bench) sentOK(files ...sent) string {
	b.t.Helper()
	a := b.send(files...)
	if a.status != http.StatusSeeOther {
		b.t.Fatalf("sending answers %d: %s", a.status, uitest.Parse(b.t, a.body).Text())
	}
	return a.location
}

// checked waits for the check at a page and returns where it leads: the report
// where it made one draft.
func (b *bench) checked(at string) string {
	b.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	j, err := b.queue.Wait(ctx, at[strings.LastIndexByte(at, '/')+1:])
	if err != nil || j.State != jobs.Done {
		b.t.Fatalf("the check is %s: %v, %v", j.State, err, j.Err())
	}
	return b.get(at).location
}

// follow posts a form that must be taken and returns where it leads.
func (b *bench) follow(path string, pairs ...string) string {
	b.t.Helper()
	a := b.post(path, pairs...)
	if a.status != http.StatusSeeOther {
		b.t.Fatalf("%s %v answers %d: %s", path, pairs, a.status, uitest.Parse(b.t, a.body).Text())
	}
	return a.location
}

// drafted sends a file, checks it and returns the page of its report.
func (b *bench) drafted(files ...sent) string {
	b.t.Helper()
	return b.checked(b.follow(b.sentOK(files...), "do", "check"))
}

// baci is a file of BACI: invented values between Indonesia (360) and others.
func baci(year int, rows ...string) sent {
	text := "t,i,j,k,v,q\n"
	for _, r := range rows {
		text += fmt.Sprintf("%d,360,%s\n", year, r)
	}
	return sent{fmt.Sprintf("BACI_HS17_Y%d_V202401.csv", year), text}
}

// lines is a lake.Builder that writes tables as lines of JSON.
type lines struct{}

type line map[string]any

func (lines) Extension() string { return ".jsonl" }

func (lines) Write(_ context.Context, path string, columns []lake.Column, _ int, next func(*lake.Batch) (int, error)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc, batch := json.NewEncoder(f), lake.NewBatch(columns)
	for {
		n, err := next(batch)
		if n == 0 || err != nil {
			return errors.Join(err, f.Sync())
		}
		for r := range n {
			row := line{}
			for i, c := range columns {
				switch {
				case c.Kind == lake.Text:
					row[c.Name] = c.Codes[batch.Codes[i][r]]
				case !c.Null || batch.Ints[i][r] != -1:
					row[c.Name] = batch.Ints[i][r]
				}
			}
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
	}
}

func each(path string, row func(text func(string) string, number func(string) int64, has func(string) bool) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var l map[string]json.RawMessage
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return err
		}
		text := func(k string) (v string) { _ = json.Unmarshal(l[k], &v); return v }
		number := func(k string) (v int64) { _ = json.Unmarshal(l[k], &v); return v }
		if err := row(text, number, func(k string) bool { return l[k] != nil }); err != nil {
			return err
		}
	}
	return nil
}

func (lines) Read(_ context.Context, path string, row func(*lake.Fact) error) error {
	return each(path, func(text func(string) string, number func(string) int64, has func(string) bool) error {
		return row(&lake.Fact{Flow: trade.Flow(text("flow")), Year: int(number("year")), Month: int(number("month")),
			Reporter: text("reporter"), Region: text("region"), Partner: text("partner"), Product: text("product"), Edition: text("edition"),
			Port: text("port"), Industry: text("industry"), Sector: text("sector"),
			Value: number("value"), Rest: int32(number("rest")), Grams: number("grams"), HasWeight: has("grams")})
	})
}

func (lines) Sum(_ context.Context, path string) (lake.Sum, error) {
	var s lake.Sum
	err := each(path, func(_ func(string) string, number func(string) int64, has func(string) bool) error {
		s.Stored++
		if s.Rows++; has("rows") {
			s.Rows += number("rows") - 1
		}
		s.Value, s.Rest, s.Grams = s.Value+number("value"), s.Rest+number("rest"), s.Grams+number("grams")
		return nil
	})
	return s, err
}

// walker answers plans by walking through the base table.
type walker struct{}

func (walker) Run(ctx context.Context, s *facts.Schema, p *facts.Plan) (*facts.Frame, error) {
	var rows []mem.Row
	for _, f := range s.Tables[0].Files {
		if err := (lines{}).Read(ctx, f.Path, func(f *lake.Fact) error { rows = append(rows, mem.Row(*f)); return nil }); err != nil {
			return nil, err
		}
	}
	return mem.New(mem.Release{Dataset: s.Dataset, Name: s.Release, Rows: rows}).Run(ctx, s, p)
}
