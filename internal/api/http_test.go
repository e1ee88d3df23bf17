package api

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"muara/internal/i18n"
	"muara/internal/office/explore"
)

const query = "/data/contoh?by=year,partner&flow=export&lang=en"

// The documents are compared with the ones in testdata: a change of the API is
// seen as a change of a file.
func TestOpenAPIDocument(t *testing.T) {
	h := New(options(t))
	for _, lang := range i18n.Langs() {
		w := ask(t, h, "GET /openapi.json?lang="+string(lang))
		file := filepath.Join("testdata", "openapi."+string(lang)+".json")
		if *update {
			if err := os.WriteFile(file, w.Body.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(w.Body.String(), "\n")); diff != "" {
			t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
		}
		var doc struct{ OpenAPI string }
		if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") {
			t.Errorf("the document says it is OpenAPI %q, %v", doc.OpenAPI, err)
		}
	}
	for path, begins := range map[string]string{"/openapi.yaml": "components:", "/openapi-3.0.json": "{"} {
		if w := ask(t, h, "GET "+path); w.Code != 200 || !strings.HasPrefix(w.Body.String(), begins) {
			t.Errorf("%s: %d %.40q", path, w.Code, w.Body.String())
		}
	}
}

// Every operation is in the document, in both languages, and its route answers.
func TestEveryRouteIsInTheDocument(t *testing.T) {
	h := New(options(t))
	seen := map[string]bool{}
	paths := openAPI(i18n.ID, "test").Paths
	for _, op := range operations() {
		if seen[op.id] || op.summary.ID == "" || op.summary.EN == "" || op.summary.ID == op.summary.EN || tagWords[op.tag].ID == "" {
			t.Errorf("%s: its id is not its own, or it lacks words", op.id)
		}
		seen[op.id] = true
		for _, p := range append(op.params, op.form...) {
			if p.text.ID == "" || p.text.EN == "" {
				t.Errorf("%s: the key %s lacks words", op.id, p.name)
			}
		}
		if paths[op.path] == nil {
			t.Errorf("%s: %s is not in the document", op.id, op.path)
			continue
		}
		path := strings.NewReplacer("{dataset}", "contoh", "{release}", current, "{dimension}", "flow", "{series}", "export", "{job}", "20260101-000000-00000000").Replace(op.path)
		if strings.Contains(path, "{") {
			t.Errorf("%s: the test does not know how to fill in %s", op.id, path)
		}
		w := ask(t, h, op.method+" "+path)
		if w.Code == http.StatusMethodNotAllowed || w.Code == http.StatusNotFound || w.Code >= 500 {
			t.Errorf("%s: %s %s answers %d: %s", op.id, op.method, path, w.Code, w.Body)
		}
	}
	if n := len(Operations()); n != len(seen) || n < 15 {
		t.Errorf("%d operations are listed for the page, %d in the document", n, len(seen))
	}
}

func TestETag(t *testing.T) {
	o := options(t)
	h := New(o)
	for _, path := range []string{query, query + "&format=csv", query + "&format=parquet", query + "&format=xlsx", query + "&format=sdmx", "/datasets", "/openapi.json", "/codes/flow"} {
		first := ask(t, h, "GET "+path)
		tag := first.Header().Get("ETag")
		if first.Code != 200 || !strings.HasPrefix(tag, `"`) {
			t.Fatalf("%s: %d, ETag %q: want a strong one; %s", path, first.Code, tag, first.Body)
		}
		for _, have := range []string{tag, "W/" + tag, `"other", ` + tag, "*", strings.TrimSuffix(tag, `"`) + `-gzip"`} {
			w := ask(t, h, "GET "+path, "If-None-Match: "+have)
			if w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
				t.Errorf("%s with %s: %d with %d bytes, %q", path, have, w.Code, w.Body.Len(), w.Header().Get("ETag"))
			}
		}
		if w := ask(t, h, "GET "+path, `If-None-Match: "other"`); w.Code != 200 {
			t.Errorf("%s with another tag: %d", path, w.Code)
		}
		head := ask(t, h, "HEAD "+path)
		if head.Code != 200 || head.Header().Get("ETag") != tag || head.Header().Get("Content-Type") != first.Header().Get("Content-Type") {
			t.Errorf("HEAD %s: %d %v", path, head.Code, head.Header())
		}
	}
	tags := map[string]string{}
	for _, path := range []string{query, query + "&format=csv", query + "&labels=codes", query + "&order=-value", strings.Replace(query, "lang=en", "lang=id", 1), query + "&release=" + earlier} {
		tag := ask(t, h, "GET "+path).Header().Get("ETag")
		if other, ok := tags[tag]; ok {
			t.Errorf("%s and %s have one ETag", path, other)
		}
		tags[tag] = path
	}
	again := ask(t, h, "GET /data/contoh?flow=export&by=year,partner&lang=en&limit=1000&release="+current)
	if _, ok := tags[again.Header().Get("ETag")]; !ok {
		t.Error("the same query written in another way has another ETag")
	}
	o.Names = func() string { return "newer lists" }
	if _, ok := tags[ask(t, New(o), "GET "+query).Header().Get("ETag")]; ok {
		t.Error("new names of codes do not change the ETag")
	}
}

// A query that the client has the answer of asks the engine nothing.
func TestNotModifiedIsCheap(t *testing.T) {
	c := newCatalog()
	o := options(t)
	gate := make(chan struct{})
	o.Facts = explore.New(c, slow{c.Engine, gate}, nil)
	o.Limits.Answer = 5 * time.Second
	h := New(o)
	tag := ask(t, New(options(t)), "GET "+query).Header().Get("ETag")
	if w := ask(t, h, "GET "+query, "If-None-Match: "+tag); w.Code != http.StatusNotModified {
		t.Errorf("%d", w.Code)
	}
}

func TestTimeAndHeavyQueriesAreBounded(t *testing.T) {
	c := newCatalog()
	o := options(t)
	gate := make(chan struct{})
	o.Facts = explore.New(c, slow{c.Engine, gate}, nil)
	o.Limits.Heavy, o.Limits.Answer = 1, 50*time.Millisecond
	h := New(o)
	w := ask(t, h, "GET "+query)
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "was not found within") {
		t.Errorf("a slow query: %d %s", w.Code, w.Body)
	}
	full := build(o)
	full.heavy <- struct{}{} // somebody else's query
	if w := ask(t, full.wrap(), "GET "+query); w.Code != 503 || !strings.Contains(w.Body.String(), "many other questions") {
		t.Errorf("while others are asked: %d %s", w.Code, w.Body)
	}
	close(gate)
	if w := ask(t, h, "GET "+query); w.Code != 200 {
		t.Errorf("once it answers again: %d %s", w.Code, w.Body)
	}
}

func TestRateLimit(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	c := newClients(6, func() time.Time { return now })
	for i := range 6 {
		if ok, left, _, _ := c.take("a"); !ok || left != 5-i {
			t.Fatalf("request %d: %v, %d left", i, ok, left)
		}
	}
	ok, left, wait, full := c.take("a")
	if ok || left != 0 || wait != 10*time.Second || full != time.Minute {
		t.Errorf("the seventh: %v, %d left, wait %v, full %v", ok, left, wait, full)
	}
	if ok, _, _, _ := c.take("b"); !ok {
		t.Error("another client is refused too")
	}
	now = now.Add(10 * time.Second)
	if ok, _, _, _ := c.take("a"); !ok {
		t.Error("it is refused after the wait")
	}
	for i := range maxClients + 10 {
		c.take(fmt.Sprint(i))
	}
	if len(c.buckets) > maxClients {
		t.Errorf("%d clients are remembered", len(c.buckets))
	}

	o := options(t)
	o.Limits.Requests = 2
	h := New(o)
	ask(t, h, "GET /codes/flow")
	second := ask(t, h, "GET /codes/flow")
	if got := second.Header().Get("RateLimit-Policy"); got != `"default";q=2;w=60` {
		t.Errorf("RateLimit-Policy %s", got)
	}
	if got := second.Header().Get("RateLimit"); !strings.HasPrefix(got, `"default";r=0;t=`) {
		t.Errorf("RateLimit %s", got)
	}
	third := ask(t, h, "GET /codes/flow?lang=en")
	if third.Code != http.StatusTooManyRequests || third.Header().Get("Retry-After") == "" || !strings.Contains(third.Body.String(), `"code":"too-many"`) {
		t.Errorf("the third: %d %v %s", third.Code, third.Header(), third.Body)
	}
}

func TestWhoIsAClient(t *testing.T) {
	for _, c := range []struct{ from, noted, want string }{
		{"192.0.2.7:1000", "", "192.0.2.7"},
		{"192.0.2.7:1000", "198.51.100.1", "192.0.2.7"}, // anybody can write that header
		{"127.0.0.1:1000", "198.51.100.1", "198.51.100.1"},
		{"127.0.0.1:1000", "203.0.113.9, 198.51.100.1", "198.51.100.1"},
		{"127.0.0.1:1000", "nonsense", "127.0.0.1"},
		{"[2001:db8::1:2:3:4]:1000", "", "2001:db8::/64"},
		{"[::ffff:192.0.2.7]:1000", "", "192.0.2.7"},
		{"@", "", "@"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.from
		if c.noted != "" {
			r.Header.Set("X-Forwarded-For", c.noted)
		}
		if got := clientOf(r); got != c.want {
			t.Errorf("%s, %q: %s, want %s", c.from, c.noted, got, c.want)
		}
	}
}

func TestCompression(t *testing.T) {
	h := New(options(t))
	plain := ask(t, h, "GET /datasets/contoh")
	w := ask(t, h, "GET /datasets/contoh", "Accept-Encoding: gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || !strings.HasSuffix(w.Header().Get("ETag"), `-gzip"`) {
		t.Fatalf("%v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(text, plain.Body.Bytes()) {
		t.Errorf("the compressed answer is another one: %v", err)
	}
	again := ask(t, h, "GET /datasets/contoh", "Accept-Encoding: gzip", "If-None-Match: "+w.Header().Get("ETag"))
	if again.Code != http.StatusNotModified {
		t.Errorf("its ETag sent back: %d", again.Code)
	}
}

func TestOtherSitesMayOnlyRead(t *testing.T) {
	h := New(options(t))
	if got := ask(t, h, "GET /datasets", "Origin: https://example.org").Header().Get("Access-Control-Allow-Origin"); got != "*" {
		t.Errorf("reading: %q", got)
	}
	w := ask(t, h, "OPTIONS /imports", "Origin: https://example.org", "Access-Control-Request-Method: POST")
	if w.Code != http.StatusNoContent || strings.Contains(w.Header().Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("a preflight for POST: %d %v", w.Code, w.Header())
	}
	if got := ask(t, h, "POST /imports", "Origin: https://example.org").Header().Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("writing: %q", got)
	}
}

func TestHostileAddresses(t *testing.T) {
	h := New(options(t))
	for _, path := range []string{
		"/data/..%2f..%2fetc%2fpasswd", "/datasets/%2e%2e", "/data/contoh?release=../../x", "/datasets/contoh%00", "/data/CONTOH",
		"/data/contoh%0d%0aX-Evil:%201", "/figures/export%0d%0aX-Evil:1?period=2021", "/codes/partner?code=%0d%0aX-Evil:1",
		"/data/contoh?by=year&release=%0d%0aX-Evil:%201", "/data/contoh?format=%0d%0aX-Evil:1", "/datasets/contoh/releases/%2e%2e",
		"/data/" + strings.Repeat("a", 5000), "/data/contoh?partner=" + strings.Repeat("A,", 4000), "/data/contoh?" + strings.Repeat("x", maxQuery+1),
	} {
		w := ask(t, h, "GET "+path)
		if w.Code >= 500 || w.Header().Get("X-Evil") != "" {
			t.Errorf("%.60s: %d %v", path, w.Code, w.Header())
		}
		for k, vs := range w.Header() {
			for _, v := range vs {
				if strings.ContainsAny(k+v, "\r\n") {
					t.Errorf("%.60s: the header %s: %q has a line break", path, k, v)
				}
			}
		}
		if body := w.Body.String(); strings.Contains(body, ".go:") || strings.Contains(body, "no such file") {
			t.Errorf("%.60s: the answer tells of the inside: %s", path, body)
		}
	}
	if w := ask(t, h, "GET /data/contoh?"+strings.Repeat("x", maxQuery+1)); w.Code != http.StatusRequestURITooLong {
		t.Errorf("a very long query: %d", w.Code)
	}
}

// Without a folder of data the rest of the API still answers.
func TestWithoutData(t *testing.T) {
	o := options(t)
	o.Facts = nil
	h := New(o)
	for path, code := range map[string]int{"/": 200, "/datasets": 503, "/data/contoh": 503, "/codes?q=jepang": 200, "/codes/partner?code=JPN": 200, "/figures/export?period=2021": 200} {
		if w := ask(t, h, "GET "+path+""); w.Code != code || code == 503 && !strings.Contains(w.Body.String(), "muara import") {
			t.Errorf("%s: %d %s, want %d", path, w.Code, w.Body, code)
		}
	}
}

// An answer that is too large for a form is refused whole, not cut.
func TestTooManyRowsAreRefused(t *testing.T) {
	err := tooMany(form{name: "csv", most: 5}, 7)
	if !strings.Contains(err.Error(), "7 rows") {
		t.Error(err)
	}
	c := &asked{form: form{name: "csv", most: 5}}
	c.Limit = 6
	if err := c.bound(nil); err == nil || !strings.Contains(err.Error(), "At most 5 rows") {
		t.Error(err)
	}
}

func TestParquetAndWorkbook(t *testing.T) {
	h := New(options(t))
	w := ask(t, h, "GET "+query+"&format=parquet")
	f, err := parquet.OpenFile(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil || f.NumRows() != 5 {
		t.Fatalf("the Parquet file: %v", err)
	}
	if release, _ := f.Lookup("release"); release != current {
		t.Errorf("its metadata name the release %q", release)
	}
	w = ask(t, h, "GET "+query, "Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	book, err := excelize.OpenReader(w.Body)
	if err != nil || len(book.GetSheetList()) < 2 {
		t.Errorf("the workbook: %v", err)
	}
}

func TestAcceptIsUnderstood(t *testing.T) {
	for head, want := range map[string]string{
		"": "json", "*/*": "json", "text/csv": "csv", "text/*": "csv", "application/json;q=0.5, text/csv": "csv",
		"application/vnd.sdmx.data+csv;version=2.0.0": "sdmx", "application/vnd.sdmx.data+csv;version=1.0.0, text/csv;q=0.1": "csv",
		"text/html,application/xhtml+xml,*/*;q=0.8": "json", "application/*": "json", "text/csv;q=0, */*": "json", "application/vnd.apache.parquet": "parquet",
	} {
		if f, _ := accepted([]string{head}, forms()); f.name != want {
			t.Errorf("%q: %s, want %s", head, f.name, want)
		}
	}
	for _, head := range []string{"text/html", "text/csv;q=0", "application/vnd.sdmx.data+csv;version=1.0.0", "text/csv;q=nonsense"} {
		if f, ok := accepted([]string{head}, forms()); ok {
			t.Errorf("%q: %s, want none", head, f.name)
		}
	}
}

// Paging through an answer gives every row once, in the order of the whole.
func TestPagesMakeTheWhole(t *testing.T) {
	h := New(options(t))
	rows := func(w *httptest.ResponseRecorder) [][]string {
		all, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || w.Code != 200 {
			t.Fatal(w.Code, err)
		}
		return all[1:]
	}
	whole := rows(ask(t, h, "GET /data/contoh?by=month,partner&flow=export&order=-value&format=csv"))
	var parts [][]string
	for next := "/data/contoh?by=month,partner&flow=export&order=-value&format=csv&limit=7"; next != ""; {
		w := ask(t, h, "GET "+next)
		next = ""
		for _, l := range w.Header().Values("Link") {
			if target, ok := strings.CutSuffix(l, `>; rel="next"`); ok {
				next = strings.TrimPrefix(target, "<"+Prefix)
			}
		}
		parts = append(parts, rows(w)...)
	}
	if diff := cmp.Diff(whole, parts); diff != "" || len(whole) != 45 {
		t.Errorf("%d rows; the parts differ from the whole:\n%s", len(whole), diff)
	}
}

func TestExact(t *testing.T) {
	for n, want := range map[int64]string{0: "0.00", 5: "0.05", -5: "-0.05", 12345: "123.45", -9223372036854775808: "-92233720368547758.08"} {
		if got := exact(n, 2); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, seed := range []string{"by=year", "by=year,partner&flow=export&measure=value,share", "hs2!=27&period=2019..2021&alike=1", "by=hs2&format=sdmx", "limit=-1&offset=x",
		"order=-value&labels=codes", "where=partner=JPN", "%zz", "by=month&format=csv&limit=3", "release=../x", "period=2023-02..2023-01"} {
		f.Add(seed)
	}
	o := options(f)
	h := New(o)
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", Prefix+"/data/contoh", nil)
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%q: %d %s", query, w.Code, w.Body)
		}
		if w.Code >= 400 {
			var p Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.DetailID == "" || p.DetailEN == "" || p.Status != w.Code {
				t.Errorf("%q: no proper problem: %s", query, w.Body)
			}
		}
	})
}
