package mirror

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	pt "muara/internal/office/profile/profiletest"
	bt "muara/internal/site/breakdown/breakdowntest"
)

func TestBothSides(t *testing.T) {
	h := bt.ServeFacts(t, pt.Desk(t, pt.Listed(), pt.World(), pt.Region(), pt.Reports()), Routes()...)
	p := bt.Open(t, h, "/id/cermin")
	p.Check(t)
	// 21,000 told by Indonesia, 14,200 by Japan and Singapore.
	if got := p.Head(); got != "Mitra dagang mencatat 32,4% lebih sedikit daripada yang dilaporkan Indonesia" {
		t.Errorf("heading %q", got)
	}
	table := p.ID("table")
	for _, want := range [][]string{
		{"Jumlah", "21,00", "14,20", "−6,80", "−32,4%"},
		{"Singapura", "8,00", "2,00", "−6,00", "−75,0%"},
		{"Jepang", "13,00", "12,20", "−0,80", "−6,2%"},
	} {
		if got := bt.Row(table, want[0]); !slices.Equal(got, want) {
			t.Errorf("row %q, want %q", got, want)
		}
	}
	for _, want := range []string{"FOB", "Singapura, Hong Kong", "Tiongkok", "BACI sudah mempertemukan", "Kalimantan Tengah sendiri tidak dapat dicerminkan"} {
		if !strings.Contains(p.Main(), want) {
			t.Errorf("the page does not speak of %q", want)
		}
	}
}

func TestOnePartnerByGoods(t *testing.T) {
	h := bt.ServeFacts(t, pt.Desk(t, pt.Listed(), pt.Reports()), Routes()...)
	p := bt.Open(t, h, "/en/mirror?partner=JPN&level=hs6")
	p.Check(t)
	table := p.ID("table")
	if got := bt.Row(table, "Sawn wood"); !slices.Equal(got, []string{"440710 Sawn wood", "3.00", "not reported", "−3.00", "—"}) {
		t.Errorf("what Japan does not report: %q", got)
	}
	for _, a := range bt.All(table, "a", "fig") {
		if href := bt.Attr(a, "href"); !strings.HasPrefix(href, "/en/explore?") || !strings.Contains(href, "dataset=laporan") {
			t.Errorf("%q leads to %s", bt.Text(a), href)
		}
	}
	missing := bt.Open(t, h, "/en/mirror?partner=CHN")
	if !strings.Contains(missing.Main(), "The reports of China on this trade are not loaded") {
		t.Error("the page shows all partners without saying why")
	}
}

func TestNothingToMirror(t *testing.T) {
	for _, h := range []http.Handler{bt.Serve(t, Routes()...), bt.ServeFacts(t, pt.Desk(t, nil, pt.World()), Routes()...)} {
		p := bt.Open(t, h, "/id/cermin")
		p.Check(t)
		if !strings.Contains(p.Main(), "muara fetch comtrade") || !strings.Contains(p.Main(), "BACI sudah mempertemukan") {
			t.Errorf("the page does not say what is missing: %s", p.Main())
		}
	}
}

func TestRefusals(t *testing.T) {
	h := bt.ServeFacts(t, pt.Desk(t, nil, pt.Reports()), Routes()...)
	for path, says := range map[string]string{
		"/id/cermin?reporter=QQQ": "tidak dikenal", "/en/mirror?flow=both": "export or import", "/en/mirror?level=hs8": "hs2, hs4 or hs6",
		"/en/mirror?year=1": "four digits", "/en/mirror?reporter=CHN": "IDN, JPN, SGP",
	} {
		if p := bt.Open(t, h, path); p.Code != http.StatusBadRequest || !strings.Contains(p.Main(), says) {
			t.Errorf("%s answers %d: %s", path, p.Code, p.Main())
		}
	}
}
