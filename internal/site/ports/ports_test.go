package ports

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	bt "muara/internal/site/breakdown/breakdowntest"
)

func TestPagesHold(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for _, path := range []string{
		"/id/pelabuhan", "/en/ports", "/id/pelabuhan?period=2024-02", "/en/ports?period=2024-02&unit=usd", "/id/pelabuhan?period=2018-05",
		"/en/ports?period=2019-01..2019-08", "/id/pelabuhan?period=2024-09", "/en/ports?period=2016-04", "/id/pelabuhan?asof=2018-12-31",
		"/id/pelabuhan/kumai", "/en/ports/banjarmasin", "/id/pelabuhan/tjilik-riwut", "/en/ports/satui",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

func TestFebruary2024(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/pelabuhan?period=2024-02")
	if got := p.Head(); got != "Februari 2024: dari setiap tujuh dolar ekspor, sekitar enam dimuat di luar Kalimantan Tengah" {
		t.Errorf("heading %q", got)
	}
	for _, want := range [][]string{
		{"Pelabuhan di Kalimantan Tengah", "56,76", "13,62%", "+3,0%", "dirilis"},
		{"Kumai", "49,29", "11,83%", "—", "dirilis"},
		{"Bandara Tjilik Riwut", "0,02", "<0,01%", "—", "dirilis"},
		{"Pelabuhan di provinsi lain", "359,92", "86,38%", "−19,6%", "dirilis"},
	} {
		if got := bt.Row(p.ID("table"), want[0]); !slices.Equal(got, want) {
			t.Errorf("row %q, want %q", got, want)
		}
	}
	if !strings.Contains(p.Main(), "Semua pelabuhan di Kalimantan Tengah sudah dirinci") ||
		!strings.Contains(p.Main(), "Tidak semua pelabuhan di provinsi lain dirinci") {
		t.Error("the page does not say which side is itemised in full")
	}
	en := bt.Open(t, h, "/en/ports?period=2024-02")
	if got := en.Head(); got != "February 2024: about six of every seven export dollars were loaded outside Central Kalimantan" {
		t.Errorf("heading %q", got)
	}
}

func TestNoFractionFits(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/en/ports?period=2023-01..2023-11")
	if got := p.Head(); got != "January–November 2023: 81% of exports were loaded outside Central Kalimantan" {
		t.Errorf("heading %q", got)
	}
}

func TestTimeline(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/pelabuhan")
	if got := bt.Row(p.ID("timeline"), "Jan–Nov 2023"); !slices.Equal(got, []string{"Jan–Nov 2023", "", "18,93%", "81,07%"}) {
		t.Errorf("January to November 2023: %q", got)
	}
	for _, a := range bt.All(p.ID("timeline"), "a", "fig") {
		if !strings.HasSuffix(bt.Attr(a, "href"), "#share") {
			t.Errorf("%s is no link to a share", bt.Attr(a, "href"))
		}
	}
}

func TestOnePort(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/pelabuhan/kumai")
	if !strings.Contains(p.Main(), "Kumai terletak di Kalimantan Tengah.") || p.ID("imports") == nil || p.ID("weights") == nil {
		t.Error("where Kumai lies, its imports or its weights are missing")
	}
	if got := bt.Row(p.ID("weights"), "Jan 2024"); !slices.Equal(got, []string{"Jan 2024", "187,59"}) {
		t.Errorf("weight %q", got)
	}
	if out := bt.Open(t, h, "/en/ports/banjarmasin"); !strings.Contains(out.Main(), "Banjarmasin lies outside Central Kalimantan") {
		t.Error("Banjarmasin lies outside; the page does not say so")
	}
}

func TestRefusals(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for path, code := range map[string]int{
		"/id/pelabuhan?period=2024-2": http.StatusBadRequest, "/id/pelabuhan/atlantis": http.StatusNotFound, "/en/ports/ATLANTIS": http.StatusNotFound,
	} {
		if p := bt.Open(t, h, path); p.Code != code {
			t.Errorf("%s answers %d, want %d", path, p.Code, code)
		}
	}
}

func TestCapitalsLeadToThePort(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	if got := bt.Location(t, h, "/id/pelabuhan/KUMAI?unit=b"); got != "/id/pelabuhan/kumai?unit=b" {
		t.Errorf("KUMAI leads to %q", got)
	}
}
