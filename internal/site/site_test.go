package site_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"muara/internal/chart"
	"muara/internal/office"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
)

func testOffice(t *testing.T) *office.Office {
	t.Helper()
	o, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func testAssets(t *testing.T) *ui.Assets {
	t.Helper()
	assets, err := ui.NewAssets(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"app.css":"app-A1.css","main.js":"main-B2.js","theme.js":"theme-C3.js"}`)},
		"app-A1.css":    {Data: []byte("body{}")},
		"secret.txt":    {Data: []byte("not in the manifest")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func testSite(t *testing.T, opt site.Options, routes ...ui.Route) http.Handler {
	t.Helper()
	return site.New(testOffice(t), testAssets(t), opt, routes...)
}

func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

func get(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	return ask(h, http.MethodGet, path, headers...)
}

// at serves the balance page with a handler.
func at(handle ui.Handler) ui.Route { return ui.Route{Page: ui.Balance, Handler: handle} }

func words(text string) ui.Handler {
	return func(*ui.Request) (*ui.View, error) { return &ui.View{Title: "Neraca", Body: ui.Words(text)}, nil }
}

func failing(err error) ui.Handler {
	return func(*ui.Request) (*ui.View, error) { return nil, err }
}

func TestRootFollowsTheBrowserIndonesianFirst(t *testing.T) {
	h := testSite(t, site.Options{})
	for accept, want := range map[string]string{
		"":                        "/id/",
		"id-ID,id;q=0.9,en;q=0.8": "/id/",
		"en-GB,en;q=0.9":          "/en/",
		"en;q=0.5,id;q=0.9":       "/id/",
		"de-DE,en;q=0.7":          "/en/",
		"fi":                      "/id/",
		"ms-MY":                   "/id/",
		"\x01;;;q=":               "/id/",
	} {
		w := get(h, "/?unit=b", "Accept-Language", accept)
		if w.Code != http.StatusFound || w.Header().Get("Location") != want+"?unit=b" {
			t.Errorf("%q: %d to %s, want 302 to %s", accept, w.Code, w.Header().Get("Location"), want)
		}
		if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Language") {
			t.Errorf("%q: Vary is %q", accept, w.Header().Values("Vary"))
		}
	}
}

func TestAddressesAreForgiving(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")))
	for path, want := range map[string]string{"/id": "/id/", "/en?unit=b": "/en/?unit=b", "/id/neraca/": "/id/neraca", "/en/balance//?unit=b": "/en/balance"} {
		w := get(h, path)
		if w.Code/100 != 3 || !strings.HasPrefix(w.Header().Get("Location"), want) {
			t.Errorf("%s: %d to %q, want %s", path, w.Code, w.Header().Get("Location"), want)
		}
	}
}

// TestAddressesOfTheOtherLanguageArrive: people change the sign of the language
// in the address and leave the words.
func TestAddressesOfTheOtherLanguageArrive(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")), ui.Route{Page: ui.Figure, Handler: words("isi")}, ui.Route{Page: ui.Overview, Handler: words("isi")})
	for path, want := range map[string]string{
		"/en/neraca?unit=b":       "/en/balance?unit=b",
		"/id/balance":             "/id/neraca",
		"/ID/Neraca":              "/id/neraca",
		"/EN":                     "/en/",
		"/en/neraca.csv?unit=b":   "/en/balance.csv?unit=b",
		"/en/angka/export/2021":   "/en/figures/export/2021",
		"/en/angka/ex%2Fport/%3F": "/en/figures/ex%2Fport/%3F",
		"/id/overview":            "/id/",
		"/en/ringkasan.csv":       "/en/overview.csv",
		"/id.csv":                 "",
		"/en/komoditas":           "", // no route
		"/fr/neraca":              "",
		"/en/angka/..%2f/2021x":   "/en/figures/..%2F/2021x",
	} {
		w := get(h, path)
		if got := w.Header().Get("Location"); got != want || want == "" && w.Code != http.StatusNotFound || want != "" && w.Code/100 != 3 {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, got, want)
		}
	}
}

// TestRedirectsStayOnTheSite: an address that hides another host behind escapes
// must not send the reader there.
func TestRedirectsStayOnTheSite(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")), ui.Route{Page: ui.Figure, Handler: words("isi")}, ui.Route{Page: ui.Overview, Handler: words("isi")})
	for _, path := range []string{
		"/%2felsewhere.example/%2e%2e%2fid/neraca/",
		"/%2felsewhere.example/%2e%2e%2fen/",
		"/%5celsewhere.example/%2e%2e%2fid/neraca/",
		"/%09/elsewhere.example/..%2f..%2fid/neraca/",
		"/id/angka/%2f%2felsewhere.example/2021/",
		"//elsewhere.example/id/",
		"/%2felsewhere.example/id/neraca/",
	} {
		w := get(h, path)
		to := w.Header().Get("Location")
		if strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) || strings.ContainsAny(to, "\t\r\n") || to != "" && to[0] != '/' {
			t.Errorf("%s: %d to %q", path, w.Code, to)
		}
	}
}

func TestErrorsSpeakTheReadersLanguage(t *testing.T) {
	refuse := &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: "periode terbalik", EN: "the period runs backwards"}}
	h := testSite(t, site.Options{}, at(failing(refuse)))
	for path, want := range map[string]string{
		"/id/neraca": "Periode terbalik.", "/en/balance": "The period runs backwards.",
		"/id/tidak-ada": "Tidak ditemukan", "/en/no-such-page": "Not found", "/wp-login.php": "Tidak ditemukan",
	} {
		w := get(h, path)
		doc := uitest.Parse(t, w.Body.String())
		if !strings.Contains(doc.Text(), want) {
			t.Errorf("%s does not say %q", path, want)
		}
		if w.Code != 400 && w.Code != 404 {
			t.Errorf("%s: status %d", path, w.Code)
		}
		if len(doc.Class("search")) != 2 || len(doc.Class("ways")) != 1 {
			t.Errorf("%s offers no way on", path)
		}
		if robots := doc.All(func(e uitest.Doc) bool { return e.Get("name") == "robots" }); len(robots) != 1 {
			t.Errorf("%s may be indexed", path)
		}
	}
}

func TestStatusFollowsTheCode(t *testing.T) {
	for code, want := range map[trade.Code]int{
		trade.Invalid: 400, trade.NotFound: 404, trade.Forbidden: 403, trade.Conflict: 409, trade.Unavailable: 503, trade.Internal: 500, "": 500,
	} {
		h := testSite(t, site.Options{Log: slog.New(slog.DiscardHandler)}, at(failing(&trade.Error{Code: code, Text: trade.Text{ID: "x", EN: "x"}})))
		if w := get(h, "/id/neraca"); w.Code != want {
			t.Errorf("%q: status %d, want %d", code, w.Code, want)
		}
	}
}

func TestFaultsOfOursAreLoggedAndNotShown(t *testing.T) {
	for name, handle := range map[string]ui.Handler{
		"error":  failing(errors.New("sandi basis data: rahasia")),
		"panic":  func(*ui.Request) (*ui.View, error) { panic("sandi basis data: rahasia") },
		"render": words(""),
	} {
		var log bytes.Buffer
		if name == "render" {
			handle = func(*ui.Request) (*ui.View, error) {
				return &ui.View{Body: ui.Say(nil, "rahasia")}, nil // nil request: the body panics
			}
		}
		h := testSite(t, site.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, at(handle))
		w := get(h, "/en/balance")
		if w.Code != 500 || strings.Contains(w.Body.String(), "rahasia") || !strings.Contains(w.Body.String(), "Something went wrong") {
			t.Errorf("%s: status %d, page %.200s", name, w.Code, w.Body)
		}
		if !strings.Contains(log.String(), "level=ERROR") {
			t.Errorf("%s: not logged: %s", name, log.String())
		}
		if w := get(h, "/en/nothing"); w.Code != 404 {
			t.Errorf("%s: the site did not live on: %d", name, w.Code)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")))
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, "PROPFIND"} {
		if w := ask(h, method, "/id/neraca"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	if w := ask(h, http.MethodHead, "/id/neraca"); w.Code != http.StatusOK {
		t.Errorf("HEAD: %d", w.Code)
	}
}

func TestLongAddressesAreRefused(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")))
	for _, path := range []string{"/id/neraca?q=" + strings.Repeat("x", 3000), "/id/" + strings.Repeat("x", 3000)} {
		if w := get(h, path); w.Code != http.StatusRequestURITooLong {
			t.Errorf("%.20s...: %d", path, w.Code)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")))
	for _, path := range []string{"/id/neraca", "/nothing", "/assets/app-A1.css", "/healthz"} {
		head := get(h, path).Header()
		csp := head.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: policy lacks %s", path, want)
			}
		}
		if strings.Contains(csp, "unsafe") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Referrer-Policy") == "" {
			t.Errorf("%s: %v", path, head)
		}
	}
}

func TestPagesAreRevalidated(t *testing.T) {
	h := testSite(t, site.Options{}, at(words("isi")))
	first := get(h, "/id/neraca")
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q", tag, first.Header().Get("Cache-Control"))
	}
	if w := get(h, "/id/neraca", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("the same page again: %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := get(h, "/en/balance", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another page: %d", w.Code)
	}
}

func TestPagesAreCompressed(t *testing.T) {
	h := testSite(t, site.Options{}, at(words(strings.Repeat("ekspor ", 2000))))
	w := get(h, "/id/neraca", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > 6000 {
		t.Fatalf("encoding %q, %d bytes", w.Header().Get("Content-Encoding"), w.Body.Len())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if page, err := io.ReadAll(z); err != nil || !strings.Contains(string(page), "ekspor ekspor") {
		t.Errorf("unpacked: %v", err)
	}
}

func TestAssetsAreKeptForGood(t *testing.T) {
	h := testSite(t, site.Options{})
	w := get(h, "/assets/app-A1.css")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/assets/secret.txt", "/assets/manifest.json", "/assets/", "/assets/../site.go", "/assets/main-B2.js"} {
		if w := get(h, path); w.Code == 200 {
			t.Errorf("%s is served", path)
		}
	}
}

func TestWithoutABundlePagesSaySoAndAreComplete(t *testing.T) {
	assets, err := ui.NewAssets(fstest.MapFS{"KEEP": {}})
	if err != nil {
		t.Fatal(err)
	}
	h := site.New(testOffice(t), assets, site.Options{}, uitest.Routes()...)
	w := get(h, "/en/balance")
	doc := uitest.Parse(t, w.Body.String())
	if w.Code != 200 || !strings.Contains(doc.Text(), "The style sheet has not been built") || len(doc.Tag("table")) == 0 {
		t.Errorf("status %d", w.Code)
	}
	if n := len(doc.All(func(e uitest.Doc) bool { return e.Get("rel") == "stylesheet" || e.Get("src") != "" })); n != 0 {
		t.Errorf("%d links to files that are not there", n)
	}
}

func TestDownloads(t *testing.T) {
	var asked []string
	write := func(w http.ResponseWriter, r *ui.Request, v *ui.View, ext string) error {
		asked = append(asked, r.HTTP.URL.Path+" "+ext+" "+v.Charts[0].ID+" "+r.Query.Get(ui.KeyChart)+" "+r.Query.Get("unit"))
		_, err := io.WriteString(w, "a,b\n")
		return err
	}
	view := func(r *ui.Request) (*ui.View, error) {
		return &ui.View{Charts: []chart.Chart{{ID: "years"}}, Files: map[string]ui.File{"txt": {
			Type: "text/plain; charset=utf-8", Name: "pernyataan-2021",
			Write: func(w io.Writer) error { _, err := io.WriteString(w, "Surplus."); return err },
		}}}, nil
	}
	h := testSite(t, site.Options{Downloads: map[string]ui.Download{"csv": write}}, at(view), ui.Route{Page: ui.Overview, Handler: view})
	if w := get(h, "/id/neraca.csv?chart=years&unit=b"); w.Code != 200 || w.Body.String() != "a,b\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := get(h, "/en/overview.csv"); w.Code != 200 {
		t.Errorf("front page: %d", w.Code)
	}
	if got, want := strings.Join(asked, "; "), "/id/neraca csv years years b; /en/ csv years  "; got != want {
		t.Errorf("asked for %q, want %q", got, want)
	}
	w := get(h, "/id/neraca.txt")
	if w.Body.String() != "Surplus." || w.Header().Get("Content-Disposition") != "inline; filename=pernyataan-2021.txt" {
		t.Errorf("text: %q, %q", w.Body, w.Header().Get("Content-Disposition"))
	}
	for _, path := range []string{"/id/neraca.xlsx", "/id/neraca.exe", "/id/neraca.csv.csv"} {
		if w := get(h, path); w.Code != 404 {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}

func TestAFailedDownloadIsALineOfText(t *testing.T) {
	refuse := func(http.ResponseWriter, *ui.Request, *ui.View, string) error {
		return &trade.Error{Code: trade.NotFound, Text: trade.Text{ID: "grafik tidak ada", EN: "no such chart"}}
	}
	view := func(*ui.Request) (*ui.View, error) { return &ui.View{Charts: []chart.Chart{{ID: "years"}}}, nil }
	w := get(testSite(t, site.Options{Downloads: map[string]ui.Download{"csv": refuse}}, at(view)), "/en/balance.csv")
	if w.Code != 404 || strings.TrimSpace(w.Body.String()) != "No such chart." || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("%d %q %q", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
}

func TestSlowPagesEnd(t *testing.T) {
	done := make(chan struct{})
	slow := func(r *ui.Request) (*ui.View, error) {
		<-r.HTTP.Context().Done()
		close(done)
		return nil, r.HTTP.Context().Err()
	}
	w := get(testSite(t, site.Options{Timeout: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}, at(slow)), "/id/neraca")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "terlalu lama") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	<-done
}

func TestRequestsReadTheOfficesClock(t *testing.T) {
	h := testSite(t, site.Options{}, at(func(r *ui.Request) (*ui.View, error) {
		return &ui.View{Title: r.Now.Format(time.DateOnly)}, nil
	}))
	if w := get(h, "/id/neraca"); !strings.Contains(w.Body.String(), "<title>"+uitest.Clock.Format(time.DateOnly)) {
		t.Error("the page does not show the office's day")
	}
}

func TestAccessLogIsForDebugging(t *testing.T) {
	for level, want := range map[slog.Level]bool{slog.LevelDebug: true, slog.LevelInfo: false} {
		var log bytes.Buffer
		logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: level}))
		get(testSite(t, site.Options{Log: logger}, at(words("isi"))), "/id/neraca?unit=b")
		if got := strings.Contains(log.String(), "path=/id/neraca") && strings.Contains(log.String(), "status=200"); got != want {
			t.Errorf("at %s: %q", level, log.String())
		}
	}
}

func TestHealth(t *testing.T) {
	if w := get(testSite(t, site.Options{}), "/healthz"); w.Code != 200 || w.Body.String() != "ok\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}
