package destinations

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
		"/id/negara-tujuan", "/en/destinations", "/id/negara-tujuan?period=2021", "/en/destinations?from=2017-01&to=2017-02",
		"/id/negara-tujuan?period=2017-10&unit=b", "/en/destinations?period=2016", "/id/negara-tujuan?asof=2019-01-31",
		"/id/negara-tujuan/JPN", "/en/destinations/MYS", "/id/negara-tujuan/KEN", "/en/destinations/THA", "/id/negara-tujuan/LAO",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

func TestDestinationsOf2021(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/id/negara-tujuan?period=2021")
	if got := p.Head(); got != "Tiongkok dan Jepang menyerap lebih dari separuh ekspor 2021" {
		t.Errorf("heading %q", got)
	}
	for _, want := range [][]string{
		{"Tiongkok", "1.142,64", "36,83%", "—", "dirilis"},
		{"Jepang", "805,35", "25,96%", "—", "dirilis"},
		{"Lainnya, tidak dirinci dalam rilis", "1.154,07", "37,20%", "", "diturunkan"},
	} {
		if got := bt.Row(p.ID("table"), want[0]); !slices.Equal(got, want) {
			t.Errorf("row %q, want %q", got, want)
		}
	}
	byYear := bt.Open(t, h, "/id/negara-tujuan?year=2021&period=2018-02")
	if byYear.Head() != p.Head() {
		t.Errorf("the period form does not win over the address: %q", byYear.Head())
	}
}

func TestSharesGiveValues(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/en/destinations")
	if got := p.Head(); got != "Japan and China took more than half of exports in January–November 2023" {
		t.Errorf("heading %q", got)
	}
	if got := bt.Row(p.ID("table"), "Japan"); len(got) != 5 || got[1] != "1,601.84" || got[2] != "36.07%" || got[4] != "derived" {
		t.Errorf("Japan %q", got)
	}
}

func TestWhatIsNew(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/negara-tujuan")
	table := p.ID("new")
	if got := bt.Row(table, "Korea Selatan"); len(got) != 5 || got[1] != "Jan 2020" || got[2] != "Jan 2022" || got[4] != "16,39%" {
		t.Errorf("South Korea %q", got)
	}
	if !strings.Contains(bt.Text(table), "tidak ada angka bukan berarti tidak ada perdagangan") {
		t.Error("the page does not say that absence of a figure is not absence of trade")
	}
	named := bt.Text(p.ID("named"))
	if !strings.Contains(named, "Thailand") {
		t.Error("the pack's reports name Thailand, which has no figure")
	}
	if strings.Contains(named, "Kenya") || strings.Contains(named, "Jepang") {
		t.Error("countries stand there that no report names, or that have figures")
	}
}

func TestOneCountry(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	p := bt.Open(t, h, "/en/destinations/MYS")
	if p.ID("imports") == nil || p.ID("reports") == nil {
		t.Error("imports from Malaysia, or what small exporters sent there, are missing")
	}
	if !strings.Contains(p.Main(), "Printed, but not used") {
		t.Error("the figure of January-February 2017 that was left out is not told")
	}
	laos := bt.Open(t, h, "/id/negara-tujuan/LAO")
	if len(laos.All("div", "empty")) != 1 || laos.ID("imports") == nil {
		t.Error("Laos sells here but no export to it is published: say both")
	}
	kenya := bt.Open(t, h, "/id/negara-tujuan/KEN")
	if kenya.Head() != "Kenya" || len(kenya.All("div", "empty")) != 1 || kenya.ID("reports") != nil {
		t.Error("Kenya should say that nothing is published, and no more")
	}
}

func TestRefusals(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for path, code := range map[string]int{
		"/id/negara-tujuan?period=kemarin": http.StatusBadRequest, "/en/destinations?from=2024-02&to=2023-01": http.StatusBadRequest,
		"/id/negara-tujuan/XXX": http.StatusNotFound, "/en/destinations/jp": http.StatusNotFound, "/en/destinations/JP": http.StatusNotFound,
	} {
		if p := bt.Open(t, h, path); p.Code != code {
			t.Errorf("%s answers %d, want %d", path, p.Code, code)
		}
	}
}
