package site_test

import (
	"net/http"
	"testing"

	"muara/internal/i18n"
	"muara/internal/site"
	"muara/internal/site/ui"
)

// The values of a table in a file are in millions whatever the reader looks
// at, so a handler must not name another unit in its words. Pictures and texts
// follow the reader.
func TestTablesInFilesKeepOneUnit(t *testing.T) {
	var got i18n.Unit
	handler := func(r *ui.Request) (*ui.View, error) {
		got = r.Unit
		return &ui.View{Body: ui.Words("x")}, nil
	}
	h := testSite(t, site.Options{}, at(handler))
	for path, want := range map[string]i18n.Unit{
		"/id/neraca?unit=b": i18n.Billions, "/id/neraca.svg?unit=b": i18n.Billions, "/id/neraca.txt?unit=usd": i18n.Dollars,
		"/id/neraca.csv?unit=b": i18n.Millions, "/id/neraca.xlsx?unit=b": i18n.Millions, "/id/neraca.json?unit=usd": i18n.Millions,
	} {
		got = "none"
		if w := ask(h, http.MethodGet, path); got != want {
			t.Errorf("%s: the unit is %q, want %q (%d)", path, got, want, w.Code)
		}
	}
}
