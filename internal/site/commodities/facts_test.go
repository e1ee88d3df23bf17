package commodities

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	pt "muara/internal/office/profile/profiletest"
	bt "muara/internal/site/breakdown/breakdowntest"
)

func served(t *testing.T) http.Handler {
	t.Helper()
	return bt.ServeFacts(t, pt.Desk(t, pt.Listed(), pt.World(), pt.Region(), pt.Reports()), Routes()...)
}

func TestPagesWithFactsHold(t *testing.T) {
	h := served(t)
	for _, path := range []string{
		"/id/komoditas/27", "/en/commodities/27?unit=b", "/id/komoditas/V", "/en/commodities/V", "/id/komoditas/2701", "/en/commodities/2701?flow=import",
		"/id/komoditas/270112", "/en/commodities/27011290", "/id/komoditas/440710?flow=import", "/en/commodities/0901", "/id/komoditas/coal",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

func TestACommodityOfEveryLevelShowsItsDataSets(t *testing.T) {
	h := served(t)
	p := bt.Open(t, h, "/id/komoditas/2701")
	// Indonesia's 960*11 + 480*9 US$ of the made-up world.
	world := p.ID("set-baci")
	if world == nil || !strings.Contains(bt.Text(world), "Dunia buatan") || !strings.Contains(bt.Text(world), "rilis data 6 Mei 2024") || !strings.Contains(bt.Text(world), "sumber: buatan sendiri") {
		t.Fatalf("the world does not stand under its name, release and source: %s", bt.Text(world))
	}
	if !strings.Contains(bt.Text(world), "mencapai US$14,88 ribu pada 2022") {
		t.Errorf("what the world says: %s", bt.Text(world))
	}
	if !strings.Contains(bt.Text(world), "penjual terbesar ke- 2") {
		t.Errorf("Indonesia's place among the sellers: %s", bt.Text(world))
	}
	own := p.ID("set-daerah")
	if own == nil || !strings.Contains(bt.Text(own), "Ekspor Kalimantan Tengah") || !strings.Contains(bt.Text(own), "ilustrasi") || !strings.Contains(bt.Text(own), "7 bulan") {
		t.Errorf("the region: %s", bt.Text(own))
	}
	if !strings.HasPrefix(p.Head(), "2701 Batu bara: ekspor Kalimantan Tengah US$78") {
		t.Errorf("heading %q", p.Head())
	}
	for _, want := range []string{"/id/komoditas/V", "/id/komoditas/27", "/id/komoditas/270112", "/id/negara-tujuan/JPN"} {
		if !links(p, want) {
			t.Errorf("no link to %s", want)
		}
	}
}

func links(p bt.Page, href string) bool {
	return slices.ContainsFunc(bt.All(p.ID("main"), "a", ""), func(a *bt.Node) bool { return bt.Attr(a, "href") == href })
}

func TestNumbersOfFactsOpenTheirView(t *testing.T) {
	p := bt.Open(t, served(t), "/en/commodities/2701")
	n := 0
	for _, a := range bt.All(p.ID("set-baci"), "a", "fig") {
		href := bt.Attr(a, "href")
		if !strings.HasPrefix(href, "/en/explore?") || !strings.Contains(href, "dataset=baci") || !strings.Contains(href, "hs4=2701") || !strings.Contains(href, "measure=") {
			t.Errorf("%q leads to %s", bt.Text(a), href)
		}
		n++
	}
	if n < 20 {
		t.Errorf("only %d numbers", n)
	}
}

func TestPublishedFiguresComeFirst(t *testing.T) {
	h := served(t)
	p := bt.Open(t, h, "/id/komoditas/27")
	if got := p.Head(); got != "Bahan bakar mineral: 75,98% ekspor Januari–November 2023" {
		t.Errorf("heading %q", got)
	}
	if p.ID("table") == nil || p.ID("set-baci") == nil {
		t.Error("published figures and facts do not stand on one page")
	}
}

func TestTariffLinesHaveTheirDuty(t *testing.T) {
	p := bt.Open(t, served(t), "/id/komoditas/27011290")
	if place := bt.Text(p.ID("place")); !strings.Contains(place, "5%") || !strings.Contains(place, "Buku tarif buatan 2022") {
		t.Errorf("no duty with its source: %s", place)
	}
	if !strings.Contains(p.Main(), "kodenya hanya sampai subpos HS") {
		t.Error("the page does not say why the world tells nothing")
	}
	if !strings.Contains(p.Main(), "Lihat 270112") {
		t.Error("the page does not lead to what the world tells of the subheading")
	}
}

func TestCodesAreWrittenInOneWay(t *testing.T) {
	h := served(t)
	for from, to := range map[string]string{
		"/id/komoditas/2701.12": "/id/komoditas/270112", "/en/commodities/xv?unit=b": "/en/commodities/XV?unit=b",
		"/id/komoditas/COAL": "/id/komoditas/coal", "/en/commodities/v.csv": "/en/commodities/V.csv",
	} {
		if got := bt.Location(t, h, from); got != to {
			t.Errorf("%s leads to %q, want %q", from, got, to)
		}
	}
	for path, code := range map[string]int{"/id/komoditas/270199": http.StatusNotFound, "/id/komoditas/7701": http.StatusNotFound, "/id/komoditas/2701?flow=sideways": http.StatusBadRequest} {
		if p := bt.Open(t, h, path); p.Code != code {
			t.Errorf("%s answers %d", path, p.Code)
		}
	}
}

func TestWithoutDataThePageSaysHowToLoadThem(t *testing.T) {
	p := bt.Open(t, bt.Serve(t, Routes()...), "/id/komoditas/2701")
	if p.Code != http.StatusOK || !strings.Contains(p.Main(), "Belum ada data perdagangan yang dimuat") || !strings.Contains(p.Main(), "muara fetch baci") {
		t.Errorf("%d: %s", p.Code, p.Main())
	}
	if links(p, "/id/komoditas/270112") || !links(p, "/id/komoditas/27") {
		t.Error("links lead up, and down only where there is something to see")
	}
}

func TestTheShareOfTheWorldMarketThroughTime(t *testing.T) {
	p := bt.Open(t, served(t), "/en/commodities/270112")
	// 24 sellers of (1000-40i)*11 US$ to Japan: the second has 960 of 12,960.
	if got := bt.Row(p.ID("baci-by-year"), "2022"); len(got) == 0 || got[len(got)-1] != "7.4%" {
		t.Errorf("the share of 2022: %q", got)
	}
}
