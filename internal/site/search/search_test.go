package search

import (
	"slices"
	"strings"
	"testing"

	pt "muara/internal/office/profile/profiletest"
	bt "muara/internal/site/breakdown/breakdowntest"
)

func TestCodesAndBlocsAreFound(t *testing.T) {
	h := bt.ServeFacts(t, pt.Desk(t, pt.Listed()), Routes()...)
	for path, want := range map[string]string{
		"/id/cari?q=bitumen":      "/id/komoditas/27011290",
		"/en/search?q=bituminous": "/en/commodities/270112",
		"/en/search?q=270112":     "/en/commodities/270112",
		"/id/cari?q=4407":         "/id/komoditas/4407",
		"/id/cari?q=asean":        "/id/negara-tujuan/ASEAN",
		"/en/search?q=mirror":     "/en/mirror",
		"/id/cari?q=rotan":        "/id/komoditas/1401",
	} {
		p := bt.Open(t, h, path)
		p.Check(t)
		if !slices.ContainsFunc(bt.All(p.ID("main"), "a", ""), func(a *bt.Node) bool { return bt.Attr(a, "href") == want }) {
			t.Errorf("%s does not lead to %s: %s", path, want, p.Main())
		}
	}
	if p := bt.Open(t, h, "/id/cari?q=qqqqqq"); !strings.Contains(p.Main(), "Tidak ditemukan") {
		t.Errorf("nonsense: %s", p.Main())
	}
}
