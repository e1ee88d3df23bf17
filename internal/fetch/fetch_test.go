package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/trade"
)

const testKey = "0123456789abcdefSECRETkey"

var testNow = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// bench is a folder, a log and a clock that does not wait.
type bench struct {
	t      *testing.T
	log    bytes.Buffer
	waited []time.Duration
	notes  []string
	o      Options
}

func newBench(t *testing.T, h http.HandlerFunc) *bench {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	b := &bench{t: t}
	b.o = Options{
		Dir: t.TempDir(), Base: s.URL, Key: testKey, Client: s.Client(),
		Now: func() time.Time { return testNow },
		Sleep: func(ctx context.Context, d time.Duration) error {
			b.waited = append(b.waited, d)
			return ctx.Err()
		},
		Log: slog.New(slog.NewTextHandler(&b.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Progress: func(done, total int64, n trade.Text) {
			b.notes = append(b.notes, fmt.Sprintf("%d/%d %s", done, total, n.EN))
		},
	}
	t.Cleanup(b.keepsTheKey)
	return b
}

// keepsTheKey looks for the key in everything that was written.
func (b *bench) keepsTheKey() {
	if strings.Contains(b.log.String(), testKey) || strings.Contains(strings.Join(b.notes, "\n"), testKey) {
		b.t.Error("the key is in the log or the notes")
	}
	_ = filepath.WalkDir(b.o.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if text, _ := os.ReadFile(path); bytes.Contains(text, []byte(testKey)) || strings.Contains(path, testKey) {
			b.t.Errorf("the key is in %s", path)
		}
		if strings.HasPrefix(d.Name(), tempStart) {
			b.t.Errorf("%s was left behind", d.Name())
		}
		return nil
	})
}

func (b *bench) files(pattern string) []string {
	names, err := filepath.Glob(filepath.Join(b.o.Dir, pattern))
	if err != nil {
		b.t.Fatal(err)
	}
	return names
}

// wantError checks code, words and that the key is in neither language.
func wantError(t *testing.T, err error, code trade.Code, words ...string) {
	t.Helper()
	var e *trade.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error %v, want one of code %s", err, code)
	}
	if e.Text.ID == "" || e.Text.EN == "" || e.Text.ID == e.Text.EN {
		t.Errorf("an error in one language: %+v", e.Text)
	}
	all := e.Error() + e.Text.ID
	for _, w := range words {
		if !strings.Contains(all, w) {
			t.Errorf("%q lacks %q", all, w)
		}
	}
	if strings.Contains(fmt.Sprintf("%+v %v", err, all), testKey) {
		t.Errorf("the key is in the error: %v", err)
	}
}

// goodsOf is a made-up trade: how many partners each code has.
type goodsOf map[string]int

// api answers as Comtrade does, in its recorded shape, up to the limit asked.
type api struct {
	mu    sync.Mutex
	goods goodsOf
	asked []string
	fault func(n int, w http.ResponseWriter, r *http.Request) bool // true: it has answered
}

func (a *api) questions() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]string(nil), a.asked...)
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.asked = append(a.asked, r.URL.RequestURI())
	n := len(a.asked)
	a.mu.Unlock()
	if a.fault != nil && a.fault(n, w, r) {
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if strings.Contains(r.URL.Path, "/reference/") {
		fmt.Fprint(w, a.reference())
		return
	}
	fmt.Fprint(w, a.answer(r))
}

// reference lists the codes that are traded, and a thousand that are not.
func (a *api) reference() string {
	ids := []string{`{"id":"TOTAL"}`}
	for code := range a.goods {
		ids = append(ids, fmt.Sprintf(`{"id":%q}`, code))
	}
	for i := range 1000 {
		ids = append(ids, fmt.Sprintf(`{"id":"%06d"}`, 980000+i))
	}
	return `{"more":false,"results":[` + strings.Join(ids, ",") + `]}`
}

func (a *api) answer(r *http.Request) string {
	q := r.URL.Query()
	limit, _ := strconv.Atoi(q.Get("maxRecords"))
	var rows []string
	for _, code := range strings.Split(q.Get("cmdCode"), ",") {
		for have, partners := range a.goods {
			if have != code && code != "AG"+strconv.Itoa(len(have)) {
				continue
			}
			for p := range partners {
				rows = append(rows, row(q.Get("period"), q.Get("reporterCode"), q.Get("flowCode"), have, 100+p))
			}
		}
	}
	if len(rows) > limit {
		rows = rows[:limit]
	}
	return fmt.Sprintf(`{"elapsedTime":"0.09 secs","count":%d,"data":[%s],"error":""}`, len(rows), strings.Join(rows, ","))
}

// row is a record with the keys of a recorded one that matter; the values are
// made up.
func row(period, reporter, flow, code string, partner int) string {
	return fmt.Sprintf(`{"typeCode":"C","freqCode":"A","period":%q,"reporterCode":%s,"reporterDesc":"R","flowCode":%q,"partnerCode":%d,"partnerDesc":"P","partner2Code":0,`+
		`"classificationCode":"H5","cmdCode":%q,"customsCode":"C00","mosCode":"0","motCode":0,"netWgt":null,"primaryValue":1000.0}`,
		period, reporter, flow, partner, code)
}

func indonesia(years trade.Period) ComtradeRequest {
	return ComtradeRequest{Reporter: "IDN", Period: years, Flows: []trade.Flow{trade.Export}}
}

func years(from, to int) trade.Period {
	return trade.Period{From: trade.MonthOf(from, 1), To: trade.MonthOf(to, 12)}
}
