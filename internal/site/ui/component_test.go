package ui_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
)

func render(t *testing.T, c templ.Component) (uitest.Doc, string) {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return uitest.Parse(t, b.String()), b.String()
}

func TestNumIsALinkToItsFigurePage(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "asof=2022-03")
	doc, _ := render(t, ui.Num(r, uitest.BalanceOf(2021)))
	a := doc.Tag("a")
	if len(a) != 1 || a[0].Get("href") != "/id/angka/balance/2021?asof=2022-03" || a[0].Text() != "3.050,82" || !a[0].HasClass("fig") {
		t.Errorf("got %d links, %q to %q", len(a), a[0].Text(), a[0].Get("href"))
	}
	if len(doc.Class("tick")) != 0 {
		t.Error("a published figure carries a mark")
	}
}

func TestNumMarksWhatWasNotPublished(t *testing.T) {
	r := request(t, i18n.EN, ui.Balance, "")
	for status, word := range map[ledger.Status]string{ledger.Derived: "derived", ledger.Conflicting: "conflicting"} {
		a := uitest.Known(trade.Series{Flow: trade.Export}, trade.YearOf(2021), 310_206_000_000, status)
		doc, _ := render(t, ui.Num(r, a))
		if got := doc.Tag("a")[0].Text(); got != "3,102.06 ("+word+")" {
			t.Errorf("%s: read aloud as %q", status, got)
		}
	}
}

func TestUnknownIsAWordNeverZero(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	u := uitest.Unknown(trade.Series{Flow: trade.Export}, trade.YearOf(2020))
	for name, c := range map[string]templ.Component{
		"Num": ui.Num(r, u), "NumPlain": ui.NumPlain(r, u), "Money": ui.Money(r, u),
		"GrowthNum":  ui.GrowthNum(r, ledger.Growth{Now: u}, 1),
		"GrowthSize": ui.GrowthSize(r, ledger.Growth{Now: u}, 1),
		"ShareNum":   ui.ShareNum(r, u, uitest.BalanceOf(2021), 2),
	} {
		doc, _ := render(t, c)
		if got := doc.Text(); got != "belum diketahui" {
			t.Errorf("%s of an unknown value reads %q", name, got)
		}
	}
}

func TestGrowthAndShareLinkToTheirPartOfTheFigurePage(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	for _, c := range []struct {
		c          templ.Component
		text, href string
	}{
		{ui.GrowthNum(r, uitest.Growth(), 1), "+70,3%", "/id/angka/balance/2021#like-for-like"},
		{ui.GrowthSize(r, uitest.Growth(), 1), "70,3%", "/id/angka/balance/2021#like-for-like"},
		{ui.ShareNum(r, uitest.BalanceOf(2017), uitest.BalanceOf(2021), 2), "56,57%", "/id/angka/balance/2017#share"},
	} {
		doc, _ := render(t, c.c)
		a := doc.Tag("a")[0]
		if a.Text() != c.text || a.Get("href") != c.href {
			t.Errorf("got %q to %q, want %q to %q", a.Text(), a.Get("href"), c.text, c.href)
		}
	}
}

func TestFallingGrowthHasAMinusSign(t *testing.T) {
	r := request(t, i18n.EN, ui.Balance, "")
	g := uitest.Growth()
	g.Ratio = -0.0412
	doc, _ := render(t, ui.GrowthNum(r, g, 1))
	if got := doc.Text(); got != "−4.1%" {
		t.Errorf("got %q", got)
	}
}

func TestMoneyAndUnits(t *testing.T) {
	for query, want := range map[string]string{"": "US$3.050,82 juta", "unit=b": "US$3,051 miliar", "unit=usd": "US$3.050.820.000"} {
		doc, _ := render(t, ui.Money(request(t, i18n.ID, ui.Balance, query), uitest.BalanceOf(2021)))
		if got := doc.Text(); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestUnitSwitchKeepsTheView(t *testing.T) {
	doc, _ := render(t, ui.UnitSwitch(request(t, i18n.ID, ui.Balance, "unit=b&from=2017-01")))
	if len(doc.Tag("a")) != 2 {
		t.Fatalf("%d links, want two: the third unit is the current one", len(doc.Tag("a")))
	}
	if got := doc.Tag("a")[0].Get("href"); got != "/id/neraca?from=2017-01" {
		t.Errorf("millions lead to %s", got)
	}
	if got := doc.Tag("a")[1].Get("href"); got != "/id/neraca?from=2017-01&unit=usd" {
		t.Errorf("dollars lead to %s", got)
	}
}

func TestPeriodFormOffersTheSpanAndKeepsTheRest(t *testing.T) {
	span := trade.Period{From: trade.MonthOf(2020, 11), To: trade.MonthOf(2021, 2)}
	chosen := trade.Period{From: trade.MonthOf(2020, 12), To: trade.MonthOf(2021, 1)}
	doc, _ := render(t, ui.PeriodForm(request(t, i18n.EN, ui.Imports, "unit=b&from=2020-12&year=2020"), span, chosen))
	if n := len(doc.Tag("option")); n != 8 {
		t.Errorf("%d months, want 4 in each list", n)
	}
	var selected, hidden []string
	for _, o := range doc.Tag("option") {
		if _, ok := o.Has("selected"); ok {
			selected = append(selected, o.Get("value")+" "+o.Text())
		}
	}
	for _, i := range doc.Tag("input") {
		hidden = append(hidden, i.Get("name")+"="+i.Get("value"))
	}
	if got := strings.Join(selected, ", "); got != "2020-12 December 2020, 2021-01 January 2021" {
		t.Errorf("selected: %s", got)
	}
	if got := strings.Join(hidden, "&"); got != "unit=b" {
		t.Errorf("kept: %s, want the unit alone", got)
	}
	if got := doc.Tag("form")[0].Get("action"); got != "/en/imports" {
		t.Errorf("sent to %s", got)
	}
}

func TestDataTableIsAccessible(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	c := uitest.CountryChart(r)
	doc, _ := render(t, ui.DataTable(r, c))
	if len(doc.Tag("caption")) != 1 || !strings.Contains(doc.Tag("caption")[0].Text(), c.Title) {
		t.Error("the table has no caption with its finding")
	}
	for _, th := range doc.Tag("th") {
		if s := th.Get("scope"); s != "col" && s != "row" {
			t.Errorf("heading %q has scope %q", th.Text(), s)
		}
	}
	if rows := doc.Tag("tr"); len(rows) != 1+len(c.Rows) {
		t.Errorf("%d rows, want %d", len(rows), 1+len(c.Rows))
	}
	for _, td := range doc.Tag("td") {
		if td.Text() != "" && len(td.Class("fig")) == 0 {
			t.Errorf("cell %q is no link to a figure page", td.Text())
		}
	}
	if !strings.Contains(doc.Text(), "India belum diketahui") {
		t.Errorf("the unknown value does not say so: %s", doc.Text())
	}
}

func TestChartBoxHasPictureDataTableAndTools(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "unit=b")
	c := uitest.BalanceChart(r)
	doc, page := render(t, ui.ChartPanel(r, c, 8))
	fig := doc.Tag("figure")
	if len(fig) != 1 || fig[0].Get("id") != c.ID || fig[0].Get("data-chart") != "columns" || fig[0].Get("aria-label") == "" {
		t.Fatal("no figure with id, kind and name")
	}
	if len(doc.Class("picture")) != 1 || len(doc.Class("picture")[0].Tag("svg")) == 0 {
		t.Error("no picture without script")
	}
	if !strings.Contains(page, `<script type="application/json" data-payload>{`) {
		t.Error("no data for the script")
	}
	var got []string
	for _, a := range doc.Class("tools")[0].Tag("a") {
		if !a.HasClass("fig") {
			got = append(got, a.Get("href"))
			if !strings.Contains(a.Get("aria-label"), c.Title) {
				t.Errorf("%s does not say what it downloads: %q", a.Get("href"), a.Get("aria-label"))
			}
		}
	}
	want := []string{}
	for _, ext := range []string{"csv", "xlsx", "json", "svg"} {
		want = append(want, "/id/neraca."+ext+"?unit=b&chart=balance")
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("tools lead to\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, b := range doc.Class("tools")[0].Tag("button") {
		if _, hidden := b.Has("hidden"); !hidden {
			t.Errorf("button %q shows without a script that makes it work", b.Text())
		}
	}
}

func TestPayloadCannotEndItsElement(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	c := chart.Chart{ID: "x", Kind: chart.Bars, Title: `</script><script>alert(1)</script>`}
	_, page := render(t, ui.ChartBox(r, c))
	if strings.Count(page, "<script") != 1 || strings.Count(page, "</script>") != 1 {
		t.Errorf("the title got out of its element:\n%s", page)
	}
}

func TestSayPutsLinksIntoSentences(t *testing.T) {
	r := request(t, i18n.ID, ui.Balance, "")
	doc, page := render(t, ui.Say(r, "common.compared-with", ui.Money(r, uitest.BalanceOf(2020))))
	if doc.Text() != "dibanding US$1.791,09 juta" || len(doc.Tag("a")) != 1 {
		t.Errorf("got %s", page)
	}
	_, page = render(t, ui.Say(r, "common.compared-with", `<b>"x"</b>`))
	if strings.Contains(page, "<b>") {
		t.Errorf("a plain argument was not escaped: %s", page)
	}
	var b strings.Builder
	if err := ui.Say(r, "common.compared-with").Render(context.Background(), &b); err == nil {
		t.Error("a missing argument is no error")
	}
}

func TestPagination(t *testing.T) {
	r := request(t, i18n.EN, ui.Data, "page=2&q=coal")
	doc, _ := render(t, ui.Pagination(r, 2, 3))
	if got := doc.Tag("a")[0].Get("href") + " " + doc.Tag("a")[1].Get("href"); got != "/en/data?q=coal /en/data?page=3&q=coal" {
		t.Errorf("leads to %s", got)
	}
	if doc, _ := render(t, ui.Pagination(r, 1, 1)); doc.Text() != "" {
		t.Error("a single page is numbered")
	}
}

func TestCrumbEndsWithThePageItself(t *testing.T) {
	r := request(t, i18n.EN, ui.Data, "")
	doc, _ := render(t, ui.Crumb(r, ui.Link{Text: "Exports", Href: "/en/"}, ui.Link{Text: "2021"}))
	last := doc.All(func(e uitest.Doc) bool { return e.Get("aria-current") == "page" })
	if len(last) != 1 || last[0].Text() != "2021" || len(doc.Tag("a")) != 1 {
		t.Errorf("got %q", doc.Text())
	}
}
