package explore_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/site/ui/uitest"
)

// cells of the rows of the table, by the text of their first cell.
func table(doc uitest.Doc) map[string][]string {
	out := map[string][]string{}
	for _, tr := range doc.ID("table").Tag("tr") {
		head := tr.Tag("th")
		if len(head) == 0 || len(tr.Tag("td")) == 0 {
			continue
		}
		var cells []string
		for _, td := range tr.Tag("td") {
			cells = append(cells, td.Text())
		}
		out[strings.Join(strings.Fields(head[0].Text()), " ")] = cells
	}
	return out
}

// The table holds what the desk answers, to the cent.
func TestTableHoldsTheAnswer(t *testing.T) {
	d := loaded()
	f, err := d.Ask(context.Background(), facts.Query{Dataset: "kalteng", By: []facts.Dim{facts.Partner}, Measures: []facts.Measure{facts.Value},
		Where: []facts.Filter{{Dim: facts.Flow, Values: []string{"export"}}, {Dim: facts.Partner, Values: []string{"CHN"}}, {Dim: facts.Year, Values: []string{"2024"}}}})
	if err != nil || f.Len() != 1 {
		t.Fatal(f, err)
	}
	cents := f.Columns[0].Ints[0]
	doc := read(t, serve(t, d), "/en/explore?dataset=kalteng&by=partner&period=2024&unit=usd")
	row := table(doc)["China"]
	digits := strings.ReplaceAll(row[0], ",", "")
	if want := strings.TrimLeft(strings.Repeat("0", 3)+decimalText((cents+50)/100), "0"); digits != want {
		t.Errorf("China: the table says %s, the desk %s (%d cents)", digits, want, cents)
	}
	if h1 := doc.Tag("h1")[0].Text(); !strings.HasPrefix(h1, "China leads: ") {
		t.Errorf("the finding is %q, want China in front", h1)
	}
}

func decimalText(n int64) string {
	out := ""
	for ; n > 0; n /= 10 {
		out = string(rune('0'+n%10)) + out
	}
	return out
}

func TestWithoutADataFolder(t *testing.T) {
	doc := read(t, serve(t, nil), "/id/jelajah?by=hs2")
	text := doc.ID("main").Text()
	for _, want := range []string{"Belum ada data perdagangan", "muara import", "Muat data", "Neraca"} {
		if !strings.Contains(text, want) {
			t.Errorf("without data the page does not say %q: %s", want, text)
		}
	}
}

func TestFaultsSayWhereAndWhat(t *testing.T) {
	h := serve(t, loaded())
	for path, c := range map[string]struct {
		status int
		says   string
	}{
		"/en/explore?dataset=kaltengg":                                     {400, `The data set "kaltengg" is not loaded; there is: dunia, kalteng.`},
		"/en/explore?by=hs3":                                               {400, `"hs3" is not known`},
		"/en/explore?dataset=kalteng&period=20x4":                          {400, `cannot read "20x4"`},
		"/en/explore?dataset=kalteng&span=someday":                         {400, `Cannot read the period "someday"`},
		"/en/explore?dataset=dunia&by=port":                                {400, "The data set World trade has no port."},
		"/en/explore?dataset=dunia&measure=weight":                         {400, "has no weights"},
		"/en/explore?dataset=kalteng&release=20200101":                     {404, "20200101"},
		"/en/explore?dataset=kalteng&against=lastyear":                     {400, `Cannot read "lastyear" to compare with`},
		"/en/explore?dataset=kalteng&page=0":                               {400, `Cannot read the page "0"`},
		"/en/explore?dataset=kalteng&colour=red":                           {400, `"colour" is not known`},
		"/en/explore?dataset=kalteng&by=%3Cscript%3Ealert(1)%3C/script%3E": {400, "is not known"},
		"/en/explore/trace?dataset=kalteng&by=hs2&row=27,JPN&m=value":      {400, "does not fit its breakdown"},
		"/en/explore/trace?dataset=kalteng&by=hs2&row=27&m=price_tag":      {400, "is not known"},
	} {
		w := get(t, h, path)
		doc := uitest.Parse(t, w.Body.String())
		if w.Code != c.status || !strings.Contains(doc.ID("main").Text(), c.says) {
			t.Errorf("%s answers %d %q, want %d and %q", path, w.Code, doc.ID("main").Text(), c.status, c.says)
		}
		if strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%s: input stands unescaped on the page", path)
		}
		if links := doc.Class("ways"); len(links) == 0 {
			t.Errorf("%s: the page leads nowhere", path)
		}
	}
}

func TestAnEmptyAnswerSaysWhatToLoosen(t *testing.T) {
	doc := read(t, serve(t, loaded()), "/id/jelajah?dataset=kalteng&by=hs2&period=2024&partner=CHN&hs4=9999")
	box := doc.Class("empty")
	if len(box) != 1 {
		t.Fatal("an empty answer is not said to be one")
	}
	text := box[0].Text()
	for _, want := range []string{"Lepaskan saringan: Tiongkok", "Lepaskan saringan: 9999", "Januari 2021–Oktober 2025"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not offer %q: %s", want, text)
		}
	}
}

func TestSlowAnswersAreStopped(t *testing.T) {
	h := serve(t, loaded())
	ctx, stop := context.WithDeadline(context.Background(), past)
	defer stop()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/en/explore?dataset=kalteng", nil).WithContext(ctx))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("a request whose time is up answers %d", w.Code)
	}
}

// Two years of which one is not whole are compared over the same months, and
// the page says so.
func TestComparisonIsLikeForLike(t *testing.T) {
	doc := read(t, serve(t, loaded()), "/id/jelajah?dataset=kalteng&by=hs2&period=2025&against=2024")
	text := doc.Class("remarks")[0].Text()
	if !strings.Contains(text, "2025 dan 2024 dibandingkan pada bulan yang sama: Januari–Oktober.") {
		t.Errorf("the remark is %q", text)
	}
	doc = read(t, serve(t, loaded()), "/id/jelajah?dataset=kalteng&by=hs2&period=2025")
	text = doc.Class("remarks")[0].Text()
	if !strings.Contains(text, "2025: Januari–Oktober dibandingkan dengan bulan yang sama 2024.") {
		t.Errorf("the remark is %q", text)
	}
}

func TestIllustrativeDataAndOldReleasesCarryABanner(t *testing.T) {
	h := serve(t, loaded())
	if n := len(read(t, h, "/en/explore?dataset=dunia").Class("banner")); n != 0 {
		t.Errorf("real data carry %d banners", n)
	}
	if b := read(t, h, "/en/explore?dataset=kalteng").Class("banner"); len(b) != 1 || !strings.Contains(b[0].Text(), "not real trade") {
		t.Errorf("illustrative data carry %v", b)
	}
	b := read(t, h, "/en/explore?dataset=kalteng&release=20251001").Class("banner")
	if len(b) != 2 || !strings.Contains(b[1].Text(), "older release, of 1 October 2025") {
		t.Errorf("an old release carries %v", b)
	}
}

// What a link of the page says is what the page understands: a view written as
// an address is the same view.
func TestAddressesAreRoundTrips(t *testing.T) {
	h := serve(t, loaded())
	for _, path := range []string{
		"/id/jelajah?by=hs2&dataset=kalteng&flow=export&hs2!=27&measure=value,share&partner=CHN,JPN&period=2024",
		"/id/jelajah?across=year&by=port&dataset=kalteng&flow=all&measure=weight&period=all&port=TANJUNG+PRIOK%5C,+JAKARTA",
		"/id/jelajah?against=region:63&by=partner&dataset=kalteng&flow=export&measure=value&period=2023&region=62",
	} {
		doc := read(t, h, path)
		var link string
		for _, b := range doc.Tag("button") {
			if v, ok := b.Has("data-copy"); ok {
				link = v
			}
		}
		if link != path {
			t.Errorf("the link to this view is\n%s, want\n%s", link, path)
		}
	}
}

func TestOneClickLeavesCoalOut(t *testing.T) {
	h := serve(t, loaded())
	doc := read(t, h, "/id/jelajah?dataset=kalteng&by=hs2&period=2024")
	toggle := doc.Class("toggle")[0]
	if !strings.Contains(toggle.Get("href"), "hs2!=27") && !strings.Contains(toggle.Get("href"), "hs2%21=27") {
		t.Fatalf("the link leads to %s", toggle.Get("href"))
	}
	doc = read(t, h, toggle.Get("href"))
	if _, ok := table(doc)["27 Bahan bakar mineral"]; ok {
		t.Error("chapter 27 is still there")
	}
	chips := doc.Class("chips")[0].Text()
	if !strings.Contains(chips, "tanpa") || !strings.Contains(chips, "27 Bahan bakar mineral") {
		t.Errorf("the chips say %q", chips)
	}
	back := read(t, h, doc.Class("chips")[0].Tag("a")[0].Get("href"))
	if _, ok := table(back)["27 Bahan bakar mineral"]; !ok {
		t.Error("taking the chip off does not bring chapter 27 back")
	}
}

// The way down goes by the level of the nomenclature, the way up by the crumb.
func TestDrillingDownAndUp(t *testing.T) {
	h := serve(t, loaded())
	path := "/id/jelajah?dataset=kalteng&by=section&period=2024"
	for _, want := range []string{"by=hs2", "by=hs4", "by=hs6", "by=product", "by=partner"} {
		doc := read(t, h, path)
		path = doc.ID("table").Class("in")[0].Get("href")
		if !strings.Contains(path, want) {
			t.Fatalf("the link leads to %s, want %s", path, want)
		}
	}
	up := read(t, h, path).Class("crumb")[0].Tag("a")
	if len(up) < 5 {
		t.Fatalf("the crumb has %d links, want explorer, data set, section, chapter, heading, subheading", len(up))
	}
	u, _ := url.Parse(up[2].Get("href"))
	if q := u.Query(); q.Get("section") == "" || q.Get("by") != "hs2" || q.Get("product") != "" {
		t.Errorf("the section of the crumb leads to %s", u)
	}
}

func TestFindingFilters(t *testing.T) {
	h := serve(t, loaded())
	for query, want := range map[string]string{"jepang": "partner=JPN", "coal": "hs4=2701", "4412": "hs4=4412", "asean": "bloc=ASEAN", "sampit": "port=SAMPIT", "kalimantan tengah": "region=62"} {
		doc := read(t, h, "/id/jelajah/cari?dataset=kalteng&by=hs2&period=2024&q="+url.QueryEscape(query))
		found := false
		for _, a := range doc.Class("only") {
			found = found || strings.Contains(a.Get("href"), want)
		}
		if !found {
			t.Errorf("%q does not find %s", query, want)
		}
	}
	doc := read(t, h, "/en/explore/find?dataset=kalteng&q=%3Cb%3Exyzzy")
	if len(doc.Class("only")) != 0 || !strings.Contains(doc.ID("hits").Text(), "Nothing in this release fits") {
		t.Error("a word that nothing has finds something, or nothing is said")
	}
}

// Every number leads to its trace, which says the same number.
func TestNumbersLeadToTheirTraces(t *testing.T) {
	h := serve(t, loaded())
	for _, path := range []string{"/en/explore?dataset=kalteng&by=hs2&period=2025", "/en/explore?dataset=kalteng&by=partner&across=year&period=all", "/en/explore?dataset=kalteng&by=bloc&period=2024"} {
		n := 0
		for _, a := range read(t, h, path).ID("table").Class("fig") {
			if n++; n > 9 {
				break
			}
			doc := read(t, h, a.Get("href"))
			value := strings.NewReplacer("US$", "", " million", "", " thousand", "").Replace(doc.Tag("h1")[0].Text())
			if value != a.Text() && !scaled(value, a.Text()) {
				t.Errorf("%s: %q leads to a trace of %q (%s)", path, a.Text(), doc.Tag("h1")[0].Text(), a.Get("href"))
			}
			text := doc.ID("main").Text()
			for _, want := range []string{"20251120", "9f86d081884c7d65", "muara ", "/api/v1/"} {
				if !strings.Contains(text, want) {
					t.Errorf("the trace of %q does not say %q", a.Text(), want)
				}
			}
		}
		if n < 5 {
			t.Errorf("%s: only %d numbers are links", path, n)
		}
	}
}

// scaled reports whether two numbers agree in their leading digits: a trace
// takes the unit that fits its one number.
func scaled(a, b string) bool {
	digits := func(s string) string {
		return strings.TrimLeft(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s), "0")
	}
	x, y := digits(a), digits(b)
	n := min(len(x), len(y), 2)
	return n > 0 && x[:n-1] == y[:n-1]
}

var past = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
