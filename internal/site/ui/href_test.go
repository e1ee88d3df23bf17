package ui_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
)

// request decodes a request for a page whose parameters are set as the router
// would set them.
func request(t *testing.T, lang i18n.Lang, page ui.PageID, query string, params ...string) *ui.Request {
	t.Helper()
	o, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewRequest("GET", "http://muara.example/?"+query, nil)
	n := 0
	for _, part := range strings.Split(ui.Pattern(lang, page), "/") {
		if strings.HasPrefix(part, "{") {
			h.SetPathValue(strings.Trim(part, "{}"), params[n])
			n++
		}
	}
	r, err := ui.Decode(o, ui.Site{}, lang, page, h)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryPageHasAnAddressInBothLanguages(t *testing.T) {
	seen := map[string]ui.PageID{}
	for _, page := range ui.Pages() {
		id, en := ui.Pattern(i18n.ID, page), ui.Pattern(i18n.EN, page)
		if !strings.HasPrefix(id, "/id/") || !strings.HasPrefix(en, "/en/") {
			t.Errorf("%s: %q and %q, want /id/... and /en/...", page, id, en)
		}
		if strings.Count(id, "{") != strings.Count(en, "{") {
			t.Errorf("%s: %q and %q take different parameters", page, id, en)
		}
		for _, p := range []string{id, en} {
			if other, twice := seen[p]; twice {
				t.Errorf("%s and %s share the address %s", page, other, p)
			}
			seen[p] = page
		}
	}
}

func TestHrefFillsAndEscapes(t *testing.T) {
	s := trade.Series{Flow: trade.Export, By: trade.Sector, Code: "mining", Scope: "via-region"}
	period := trade.Period{From: trade.MonthOf(2022, 1), To: trade.MonthOf(2022, 11)}
	for _, c := range []struct{ got, want string }{
		{ui.Href(i18n.ID, ui.Overview), "/id/"},
		{ui.Href(i18n.EN, ui.Commodity, "27"), "/en/commodities/27"},
		{ui.Href(i18n.ID, ui.Port, "a/b?c"), "/id/pelabuhan/a%2Fb%3Fc"},
		{ui.FigureHref(i18n.ID, s, period, trade.Date{}), "/id/angka/export.sector.mining@via-region/2022-01..2022-11"},
		{ui.FigureHref(i18n.EN, trade.Series{Flow: trade.Balance}, trade.YearOf(2021), trade.Date{Year: 2022, Month: 3, Day: 1}), "/en/figures/balance/2021?asof=2022-03-01"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestHrefPanicsOnAMissingParameter(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for a commodity page without code")
		}
	}()
	ui.Href(i18n.ID, ui.Commodity)
}

func TestLanguageSwitchKeepsPlaceAndQuery(t *testing.T) {
	r := request(t, i18n.ID, ui.Commodity, "unit=b&from=2021-01&to=2021-12&chart=x", "27")
	if got, want := r.InLang(i18n.EN), "/en/commodities/27?from=2021-01&to=2021-12&unit=b"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReaderKeepsUnitAndDateFromPageToPage(t *testing.T) {
	r := request(t, i18n.EN, ui.Balance, "unit=usd&asof=2022-03&from=2017-01")
	if got, want := r.Href(ui.Ports), "/en/ports?asof=2022-03&unit=usd"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := r.Self("unit", ""), "/en/balance?asof=2022-03&from=2017-01"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnknownUnitIsIgnored(t *testing.T) {
	r := request(t, i18n.EN, ui.Balance, "unit=rupiah")
	if r.Unit != i18n.Millions || r.Self() != "/en/balance" {
		t.Errorf("unit %q, address %s; want millions and no unit", r.Unit, r.Self())
	}
}

func TestUnreadableDateIsRefused(t *testing.T) {
	o, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewRequest("GET", "/id/neraca?asof=kemarin", nil)
	if _, err := ui.Decode(o, ui.Site{}, i18n.ID, ui.Balance, h); trade.CodeOf(err) != trade.Invalid {
		t.Errorf("error %v, want invalid", err)
	}
}

func TestSuffixAndSplitSuffixAgree(t *testing.T) {
	for _, c := range []struct{ href, ext, want string }{
		{"/id/", "csv", "/id/ringkasan.csv"},
		{"/en/?unit=b", "xlsx", "/en/overview.xlsx?unit=b"},
		{"/id/neraca?unit=b#x", "json", "/id/neraca.json?unit=b"},
		{"/id/angka/export.hs2.27/2022-01..2022-11", "svg", "/id/angka/export.hs2.27/2022-01..2022-11.svg"},
	} {
		got := ui.Suffix(c.href, c.ext)
		if got != c.want {
			t.Errorf("Suffix(%s): got %s, want %s", c.href, got, c.want)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		before, err := url.Parse(c.href)
		if err != nil {
			t.Fatal(err)
		}
		if path, ext := ui.SplitSuffix(u.Path); path != before.Path || ext != c.ext {
			t.Errorf("SplitSuffix(%s): got %s and %s, want %s and %s", u.Path, path, ext, before.Path, c.ext)
		}
	}
	for _, path := range []string{"/id/angka/export.hs2.27/2021", "/id/", "/id/.csv", "/id/angka/export/2022-01..2022-11"} {
		if got, ext := ui.SplitSuffix(path); got != path || ext != "" {
			t.Errorf("SplitSuffix(%s): got %s and %q, want it untouched", path, got, ext)
		}
	}
}

func TestDownloadHrefNamesTheChart(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	c := chart.Chart{ID: "years", Link: "/id/neraca?from=2017"}
	if got, want := r.DownloadHref(c, "csv"), "/id/neraca.csv?from=2017&chart=years"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPeriodQuery(t *testing.T) {
	for query, want := range map[string]string{
		"from=2022-01&to=2022-11": "2022-01..2022-11",
		"from=2017&to=2021":       "2017-01..2021-12",
		"from=2022-06":            "2022-06",
		"year=2021":               "2021",
		"":                        "",
	} {
		p, ok, err := request(t, i18n.ID, ui.Balance, query).PeriodQuery()
		if err != nil || ok != (want != "") || (ok && p.String() != want) {
			t.Errorf("%q: got %s, %t, %v; want %q", query, p, ok, err, want)
		}
	}
	if _, _, err := request(t, i18n.ID, ui.Balance, "from=2022-11&to=2022-01").PeriodQuery(); trade.CodeOf(err) != trade.Invalid {
		t.Errorf("a period that runs backwards: error %v, want invalid", err)
	}
}
