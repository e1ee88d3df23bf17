package destinations

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
		"/id/negara-tujuan/JPN", "/en/destinations/JPN?flow=import", "/id/negara-tujuan/ASEAN", "/en/destinations/ASEAN?flow=import",
		"/id/negara-tujuan/035", "/en/destinations/S19", "/id/negara-tujuan/IDN", "/en/destinations/AFG", "/id/negara-tujuan/SUN",
	} {
		bt.Open(t, h, path).Check(t)
	}
}

func TestACountryShowsGoodsAndCompetitors(t *testing.T) {
	p := bt.Open(t, served(t), "/id/negara-tujuan/JPN")
	world := bt.Text(p.ID("set-baci"))
	for _, want := range []string{
		// 960*11 of coal and 4,000 of wood to Japan in 2022; the made-up world has but these chapters.
		"Ekspor Indonesia (bab HS 27 dan 44) ke Jepang mencapai US$14,56 ribu pada 2022",
		"Kumpulan data ini hanya memuat bab HS 27 dan 44, bukan semua barang",
		"Siapa lagi yang menjual: terbesar Indonesia",
		"penjual terbesar ke- 1",
	} {
		if !strings.Contains(world, want) {
			t.Errorf("%q is missing in %s", want, world)
		}
	}
	if got := bt.Row(p.ID("baci-finer"), "Batu bara, briket, dan bahan bakar padat sejenis"); got == nil {
		if got = bt.Row(p.ID("baci-finer"), "Batu bara"); len(got) < 3 || got[1] != "10,56" {
			t.Errorf("coal among the headings: %q", got)
		}
	}
	if p.ID("blocs") == nil || !hasLink(p, "/id/cermin?partner=JPN") {
		t.Error("blocs of Japan, or the way to the mirror, are missing")
	}
}

func hasLink(p bt.Page, href string) bool {
	return slices.ContainsFunc(bt.All(p.ID("main"), "a", ""), func(a *bt.Node) bool { return bt.Attr(a, "href") == href })
}

func TestABlocShowsItsMembers(t *testing.T) {
	h := served(t)
	p := bt.Open(t, h, "/en/destinations/ASEAN?flow=import")
	if p.ID("members") == nil || !hasLink(p, "/en/destinations/MYS") {
		t.Error("the members are missing")
	}
	if text := bt.Text(p.ID("set-baci")); !strings.Contains(text, "holds exports alone") || !strings.Contains(text, "Largest origin: Vi") {
		t.Errorf("imports from ASEAN: %s", text)
	}
	plain := bt.Open(t, bt.Serve(t, Routes()...), "/en/destinations/ASEAN")
	if plain.Code != http.StatusOK || hasLink(plain, "/en/destinations/MYS") || !strings.Contains(plain.Main(), "No trade data are loaded yet") {
		t.Errorf("without data: %d %s", plain.Code, plain.Main())
	}
}

func TestSmallLettersLeadToTheCountry(t *testing.T) {
	h := served(t)
	for from, to := range map[string]string{
		"/id/negara-tujuan/jpn": "/id/negara-tujuan/JPN", "/en/destinations/asean?unit=b": "/en/destinations/ASEAN?unit=b",
	} {
		if got := bt.Location(t, h, from); got != to {
			t.Errorf("%s leads to %q, want %q", from, got, to)
		}
	}
	for path, code := range map[string]int{"/id/negara-tujuan/qqq": http.StatusNotFound, "/id/negara-tujuan/WLD": http.StatusNotFound} {
		if p := bt.Open(t, h, path); p.Code != code {
			t.Errorf("%s answers %d", path, p.Code)
		}
	}
}
