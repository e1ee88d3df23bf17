package imports

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	bt "muara/internal/site/breakdown/breakdowntest"
)

func TestPagesHold(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for _, path := range []string{
		"/id/impor", "/en/imports", "/id/impor?period=2024-07", "/en/imports?period=2022-12", "/id/impor?period=2020&unit=usd",
		"/en/imports?period=2017", "/id/impor?period=2016-04", "/en/imports?period=2022-01..2022-06", "/id/impor?asof=2021-06-30",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

// parts is the table of one section; its chart has another.
func parts(t *testing.T, p bt.Page, section string) *html.Node {
	t.Helper()
	tables := bt.All(p.ID(section), "table", "parts")
	if len(tables) != 1 {
		t.Fatalf("%d tables of parts in %s", len(tables), section)
	}
	return tables[0]
}

func TestMarch2022(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/impor")
	if got := p.Head(); got != "Pupuk: 50% impor Maret 2022" {
		t.Errorf("heading %q", got)
	}
	if got := bt.Row(parts(t, p, "cut-hs2"), "Pupuk"); !slices.Equal(got, []string{"31 Pupuk", "1,39", "50,0%", "—", "dirilis"}) {
		t.Errorf("fertilisers %q", got)
	}
	if got := bt.Row(parts(t, p, "cut-country"), "Laos"); len(got) != 5 || got[1] != "1,39" || got[3] != "+117,2%" {
		t.Errorf("Laos %q", got)
	}
	if got := bt.Row(parts(t, p, "cut-port"), "Lainnya, tidak dirinci dalam rilis"); len(got) != 5 || got[1] != "0,32" {
		t.Errorf("other ports %q", got)
	}
	if !strings.Contains(p.Main(), "Menurut sektor. Terdekat:") {
		t.Error("the page does not lead to the nearest months by sector")
	}
	if strings.Contains(bt.Text(p.ID("cut-hs2")), "7,27") {
		t.Error("a figure of imports from Malaysia alone stands among those of all imports")
	}
}

func TestSharesOfAnUnknownTotal(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/en/imports?period=2024-07")
	if got := p.Head(); got != "Mineral fuels: 52% of imports in July 2024" {
		t.Errorf("heading %q", got)
	}
	if got := bt.Row(parts(t, p, "cut-hs2"), "Fertilisers"); !slices.Equal(got, []string{"31 Fertilisers", "share only", "18.88%", "—", "share published"}) {
		t.Errorf("fertilisers %q", got)
	}
	if !strings.Contains(p.Main(), "Total imports in July 2024 are not known") {
		t.Error("the page does not say that the total is unknown")
	}
	if figures := bt.All(p.ID("cut-hs2"), "figure", ""); len(figures) > 0 {
		t.Error("values that nobody knows are drawn")
	}
}

func TestTotalWithoutParts(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/impor?period=2015-03")
	if got := p.Head(); got != "Impor Maret 2015: US$8,05 juta" {
		t.Errorf("heading %q", got)
	}
	if len(p.All("div", "empty")) != 1 {
		t.Error("no way on to months that are itemised")
	}
}

func TestRefusals(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	if p := bt.Open(t, h, "/en/imports?period=now"); p.Code != http.StatusBadRequest || !strings.Contains(p.Main(), "period") {
		t.Errorf("answers %d", p.Code)
	}
}
