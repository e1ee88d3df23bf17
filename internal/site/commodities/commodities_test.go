package commodities

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
		"/id/komoditas", "/en/commodities", "/id/komoditas?without=27", "/en/commodities?without=27&unit=b",
		"/id/komoditas?period=2017-01..2017-10", "/en/commodities?period=2022-05", "/id/komoditas?period=2017-01..2017-06",
		"/en/commodities?level=sector&period=2024-11", "/id/komoditas?asof=2022-06-30", "/id/komoditas?period=2016-04",
		"/id/komoditas/27", "/en/commodities/27?unit=usd", "/id/komoditas/mining", "/en/commodities/coal", "/id/komoditas/rattan",
		"/id/komoditas/09", "/en/commodities/84",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

func TestElevenMonths(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/komoditas")
	if got := p.Head(); got != "Bahan bakar mineral: 76% ekspor Januari–November 2023" {
		t.Errorf("heading %q", got)
	}
	table := p.ID("table")
	for _, want := range [][]string{
		{"27 Bahan bakar mineral", "3.374,30", "75,98%", "—", "dirilis"},
		{"26 Bijih, terak, dan abu", "155,65", "3,50%", "—", "dirilis"},
		{"Lainnya, tidak dirinci dalam rilis", "382,98", "8,62%", "", "diturunkan"},
		{"Jumlah ekspor", "4.440,93", "", "−16,9%", "dirilis"},
	} {
		if got := bt.Row(table, want[0]); !slices.Equal(got, want) {
			t.Errorf("row %q, want %q", got, want)
		}
	}
	en := bt.Open(t, h, "/en/commodities")
	if got := en.Head(); got != "Mineral fuels: 76% of exports in January–November 2023" {
		t.Errorf("heading %q", got)
	}
	if got := bt.Row(en.ID("table"), "Mineral fuels"); len(got) != 5 || got[1] != "3,374.30" {
		t.Errorf("row %q", got)
	}
}

func TestLinksLeadToTheRightFigures(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/komoditas")
	var hrefs []string
	for _, a := range bt.All(p.ID("table"), "a", "fig") {
		hrefs = append(hrefs, bt.Attr(a, "href"))
	}
	for _, want := range []string{
		"/id/angka/export.hs2.27/2023-01..2023-11",
		"/id/angka/export.hs2.27/2023-01..2023-11#share",
		"/id/angka/export.other.hs2/2023-01..2023-11",
		"/id/angka/export/2023-01..2023-11",
		"/id/angka/export/2023-01..2023-11#like-for-like",
	} {
		if !slices.Contains(hrefs, want) {
			t.Errorf("no link to %s among %q", want, hrefs)
		}
	}
}

func TestWithoutMineralFuels(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/komoditas?without=27")
	table := p.ID("table")
	if got := bt.Row(table, "Bahan bakar mineral"); got != nil && got[0] == "27 Bahan bakar mineral" {
		t.Errorf("mineral fuels are still there: %q", got)
	}
	if got := bt.Row(table, "Jumlah ekspor tanpa bahan bakar mineral"); len(got) != 5 || got[1] != "1.066,63" {
		t.Errorf("whole %q", got)
	}
	if got := bt.Row(table, "Lemak dan minyak nabati/hewani"); len(got) != 5 || got[2] != "49,50%" {
		t.Errorf("fats %q", got)
	}
	if !strings.Contains(p.Main(), "tanpa bahan bakar mineral") {
		t.Error("the page does not say what it leaves out")
	}
	unknown := bt.Open(t, h, "/id/komoditas?without=40&period=2023-01..2023-11")
	if !strings.Contains(unknown.Main(), "belum diketahui, jadi tampilan tanpanya tidak dapat dibuat") {
		t.Error("rubber of 2023 is unknown, but the page does not say why it stays")
	}
}

func TestSectorsStandInWhereNoChapterIsKnown(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/en/commodities?period=2022-05")
	if got := bt.Row(p.ID("table"), "Mining products"); len(got) != 5 || got[1] != "544.90" || got[2] != "94.22%" {
		t.Errorf("mining of May 2022: %q", got)
	}
}

func TestScopedFiguresStandApart(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/komoditas")
	if strings.Contains(bt.Text(p.ID("table")), "93,72%") {
		t.Error("a share of what left through the region's own ports stands among those of all exports")
	}
	if !strings.Contains(p.Main(), "93,72%") || !strings.Contains(p.Main(), "Jangan dijumlahkan") {
		t.Error("the figures of limited scope are not shown, or not labelled")
	}
}

func TestNothingKnown(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/komoditas?period=2016-04")
	empty := p.All("div", "empty")
	if len(empty) != 1 {
		t.Fatal("no empty state")
	}
	if links := bt.All(empty[0], "a", ""); len(links) != 4 || !strings.Contains(bt.Attr(links[0], "href"), "period=") {
		t.Errorf("%d ways on to known periods", len(links))
	}
}

func TestRefusals(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for _, c := range []struct {
		path string
		code int
		says string
	}{
		{"/id/komoditas?period=2023-13", http.StatusBadRequest, "Periode"},
		{"/en/commodities?period=2023-11..2023-01", http.StatusBadRequest, "runs backwards"},
		{"/id/komoditas?without=77", http.StatusBadRequest, "Bab HS"},
		{"/en/commodities?level=planet", http.StatusBadRequest, "level"},
		{"/id/komoditas/99", http.StatusNotFound, "dua angka bab HS"},
		{"/en/commodities/%3Cscript%3E", http.StatusNotFound, "no commodity"},
	} {
		p := bt.Open(t, h, c.path)
		if p.Code != c.code || !strings.Contains(p.Main(), c.says) {
			t.Errorf("%s answers %d: %s", c.path, p.Code, p.Main())
		}
		if len(p.All("script", "")) > 0 && strings.Contains(p.Main(), "<script") {
			t.Errorf("%s: what was typed is not escaped", c.path)
		}
	}
}

func TestOneChapter(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/komoditas/27")
	if got := p.Head(); got != "Bahan bakar mineral: 75,98% ekspor Januari–November 2023" {
		t.Errorf("heading %q", got)
	}
	if got := bt.Row(p.ID("table"), "Feb 2024"); len(got) != 5 || got[1] != "347,12" || got[2] != "83,31%" {
		t.Errorf("February 2024: %q", got)
	}
	if !strings.Contains(bt.Text(p.ID("products")), "Batu bara") {
		t.Error("coal lies in chapter 27, but is not among its products")
	}
	if p.ID("imports") == nil {
		t.Error("mineral fuels are imported too")
	}
	if !strings.Contains(p.Main(), "Tercetak, tetapi tidak dipakai") {
		t.Error("the figure that was left out is not told")
	}
	none := bt.Open(t, h, "/en/commodities/09")
	if none.Code != http.StatusOK || len(none.All("div", "empty")) != 1 {
		t.Errorf("coffee answers %d without an empty state", none.Code)
	}
}
