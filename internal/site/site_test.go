package site_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// theClock is the moment of every request in these tests.
var theClock = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func testOffice(t *testing.T) *office.Office {
	t.Helper()
	o, err := office.New(&pack.Pack{Slug: "uji", Version: "1", Region: pack.Region{
		Name:      trade.Text{ID: "Wilayah Uji", EN: "Test Region"},
		Authority: trade.Text{ID: "BPS Wilayah Uji", EN: "BPS of Test Region"},
	}}, func() time.Time { return theClock })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func get(t *testing.T, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

func testSite(t *testing.T, routes ...ui.Route) http.Handler {
	t.Helper()
	assets, err := ui.NewAssets(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"app.css":"app-A1.css","main.js":"main-B2.js","theme.js":"theme-C3.js"}`)},
		"app-A1.css":    {Data: []byte("body{}")},
		"secret.txt":    {Data: []byte("not in the manifest")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return site.New(testOffice(t), assets, site.Options{}, routes...)
}

func body(title string) ui.Handler {
	return func(*ui.Request) (*ui.View, error) {
		return &ui.View{Title: title, Body: ui.Words("isi")}, nil
	}
}

func TestPageIsServedInBothLanguages(t *testing.T) {
	h := testSite(t, ui.Route{Page: ui.Balance, Handler: body("Neraca")})
	for path, want := range map[string]string{"/id/neraca": `lang="id"`, "/en/balance": `lang="en"`} {
		w := get(t, h, path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: status %d, want 200 and %s", path, w.Code, want)
		}
	}
}
