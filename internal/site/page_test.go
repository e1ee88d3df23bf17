package site_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/i18n"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
)

// both calls check with the page that has one of everything, in each language.
func both(t *testing.T, query string, check func(t *testing.T, lang i18n.Lang, doc uitest.Doc)) {
	t.Helper()
	h := testSite(t, site.Options{Version: "0.1.0", BaseURL: "https://muara.example"}, uitest.Routes()...)
	for _, lang := range []i18n.Lang{i18n.ID, i18n.EN} {
		w := get(h, ui.Href(lang, ui.Balance)+query)
		if w.Code != 200 {
			t.Fatalf("%s: status %d", lang, w.Code)
		}
		check(t, lang, uitest.Parse(t, w.Body.String()))
	}
}

func TestHead(t *testing.T) {
	both(t, "?unit=b&from=2017-01", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		if got := doc.Tag("html")[0].Get("lang"); got != string(lang) {
			t.Errorf("lang is %q, want %q", got, lang)
		}
		links := map[string]string{}
		for _, l := range doc.Tag("link") {
			links[l.Get("rel")+" "+l.Get("hreflang")] = l.Get("href")
		}
		self := "https://muara.example" + ui.Href(lang, ui.Balance) + "?from=2017-01"
		for key, want := range map[string]string{
			"canonical ":          self,
			"alternate id":        "https://muara.example/id/neraca?from=2017-01&unit=b",
			"alternate en":        "https://muara.example/en/balance?from=2017-01&unit=b",
			"alternate x-default": "https://muara.example/id/neraca?from=2017-01&unit=b",
			"stylesheet ":         "/assets/app-A1.css",
		} {
			if links[key] != want {
				t.Errorf("%s: %q leads to %q, want %q", lang, key, links[key], want)
			}
		}
		if !strings.HasPrefix(links["icon "], "data:image/svg+xml,") {
			t.Errorf("favicon is %q", links["icon "])
		}
		if title := doc.Tag("title")[0].Text(); !strings.HasPrefix(title, "Neraca | Muara ") {
			t.Errorf("title is %q", title)
		}
	})
}

func TestLandmarksAndHeadings(t *testing.T) {
	both(t, "", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		for _, name := range []string{"header", "main", "footer", "h1"} {
			if n := len(doc.Tag(name)); n != 1 {
				t.Errorf("%s: %d of %s, want one", lang, n, name)
			}
		}
		level := 0
		for _, h := range doc.All(func(e uitest.Doc) bool {
			return len(e.Data) == 2 && e.Data[0] == 'h' && e.Data[1] >= '1' && e.Data[1] <= '6'
		}) {
			n := int(h.Data[1] - '0')
			if n > level+1 {
				t.Errorf("%s: %q is an h%d after an h%d", lang, h.Text(), n, level)
			}
			level = n
		}
		first := doc.Tag("a")[0]
		if first.Get("href") != "#main" || doc.ID("main").Node == nil {
			t.Errorf("%s: the first link is %q, want the one that skips to the content", lang, first.Get("href"))
		}
		names := map[string]bool{}
		for _, nav := range doc.Tag("nav") {
			if names[nav.Get("aria-label")] || nav.Get("aria-label") == "" {
				t.Errorf("%s: navigation named %q twice or not at all", lang, nav.Get("aria-label"))
			}
			names[nav.Get("aria-label")] = true
		}
	})
}

func TestNavigation(t *testing.T) {
	both(t, "?unit=b", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		var hrefs []string
		for _, a := range doc.Class("main")[0].Tag("a") {
			hrefs = append(hrefs, a.Get("href"))
			if current := a.Get("aria-current"); (current == "page") != strings.HasPrefix(a.Get("href"), ui.Href(lang, ui.Balance)) {
				t.Errorf("%s: aria-current of %q is %q", lang, a.Text(), current)
			}
		}
		for _, p := range []ui.PageID{ui.Overview, ui.Balance, ui.Commodities, ui.Destinations, ui.Ports, ui.Imports, ui.Statement, ui.Data} {
			if !slices.Contains(hrefs, ui.Href(lang, p)+"?unit=b") {
				t.Errorf("%s: the menu lacks %s: %v", lang, p, hrefs)
			}
		}
		other := doc.Class("lang")[0]
		want := map[i18n.Lang]string{i18n.ID: "/en/balance?unit=b English en", i18n.EN: "/id/neraca?unit=b Bahasa Indonesia id"}[lang]
		if got := other.Get("href") + " " + other.Text() + " " + other.Get("lang"); got != want {
			t.Errorf("language switch: %q, want %q", got, want)
		}
		menu := doc.Class("menu")[0]
		if doc.ID(menu.Get("popovertarget")).Node == nil {
			t.Errorf("%s: the menu button opens nothing", lang)
		}
	})
}

func TestSectionOfASubpageIsMarked(t *testing.T) {
	h := testSite(t, site.Options{}, ui.Route{Page: ui.Commodity, Handler: words("isi")})
	doc := uitest.Parse(t, get(h, "/id/komoditas/27").Body.String())
	for _, a := range doc.Class("main")[0].Tag("a") {
		want := ""
		if a.Get("href") == "/id/komoditas" {
			want = "true"
		}
		if got := a.Get("aria-current"); got != want {
			t.Errorf("%s: aria-current %q, want %q", a.Text(), got, want)
		}
	}
}

// TestControlsHaveNames holds every control to a name that can be read aloud
// and every id to one element.
func TestControlsHaveNames(t *testing.T) {
	both(t, "", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		ids := map[string]bool{}
		labelled := map[string]bool{}
		for _, e := range doc.All(func(uitest.Doc) bool { return true }) {
			if id := e.Get("id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %q twice", lang, id)
				}
				ids[id] = true
			}
			if e.Data == "label" {
				labelled[e.Get("for")] = true
			}
		}
		inLabel := func(e uitest.Doc) bool { return e.Within(func(p uitest.Doc) bool { return p.Data == "label" }) }
		for _, e := range doc.All(func(e uitest.Doc) bool { return e.Data == "input" || e.Data == "select" }) {
			if e.Get("type") != "hidden" && !inLabel(e) && !labelled[e.Get("id")] {
				t.Errorf("%s: %s %q has no label", lang, e.Data, e.Get("name"))
			}
		}
		for _, e := range doc.All(func(e uitest.Doc) bool { return e.Data == "button" || e.Data == "a" || e.Data == "summary" }) {
			if e.Text() == "" && e.Get("aria-label") == "" {
				t.Errorf("%s: a %s without a name: %v", lang, e.Data, e.Attr)
			}
		}
		for _, e := range doc.Tag("svg") {
			if e.Get("aria-hidden") != "true" && e.Get("role") == "" && e.Get("aria-label") == "" {
				t.Errorf("%s: a picture that is neither named nor hidden: %v", lang, e.Attr)
			}
		}
	})
}

// TestPolicyHolds finds what the content security policy would block.
func TestPolicyHolds(t *testing.T) {
	both(t, "", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		for _, e := range doc.All(func(uitest.Doc) bool { return true }) {
			if _, ok := e.Has("style"); ok || e.Data == "style" {
				t.Errorf("%s: style within the page on <%s class=%q>", lang, e.Data, e.Get("class"))
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: script in an attribute: %s", lang, a.Key)
				}
			}
			if e.Data == "script" && e.Get("src") == "" && e.Get("type") != "application/json" {
				t.Errorf("%s: script within the page", lang)
			}
		}
	})
}

var money = regexp.MustCompile(`\d[.,]\d{2,3}\b`)

// TestEveryFigureIsALink looks for figures in the content that lead nowhere.
func TestEveryFigureIsALink(t *testing.T) {
	both(t, "", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		linked := 0
		figures := strings.TrimSuffix(ui.Href(lang, ui.Figure, "x", "x"), "x/x")
		isFigure := func(e uitest.Doc) bool { return e.Data == "a" && strings.HasPrefix(e.Get("href"), figures) }
		isHidden := func(e uitest.Doc) bool { return e.Get("aria-hidden") == "true" }
		for _, e := range doc.ID("main").All(func(e uitest.Doc) bool { return e.FirstChild != nil && e.Data != "script" }) {
			if !money.MatchString(ownText(e)) || isHidden(e) || e.Within(isHidden) {
				continue
			}
			if !isFigure(e) && !e.Within(isFigure) {
				t.Errorf("%s: %q in <%s> is no link to a figure page", lang, ownText(e), e.Data)
			}
			linked++
		}
		if linked < 10 {
			t.Errorf("%s: found %d figures on the page, want at least 10", lang, linked)
		}
	})
}

// ownText is the text that stands directly in an element.
func ownText(e uitest.Doc) string {
	var b strings.Builder
	for c := range e.ChildNodes() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// TestLinksWithinThePageArrive follows every fragment and every address.
func TestLinksWithinThePageArrive(t *testing.T) {
	both(t, "", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		for _, a := range doc.Tag("a") {
			u, err := url.Parse(a.Get("href"))
			if err != nil || a.Get("href") == "" {
				t.Errorf("%s: %q leads to %q: %v", lang, a.Text(), a.Get("href"), err)
				continue
			}
			if u.Path == "" && u.Fragment != "" && doc.ID(u.Fragment).Node == nil {
				t.Errorf("%s: %q leads to #%s, which is not on the page", lang, a.Text(), u.Fragment)
			}
		}
	})
}

func TestNoTextIsMissing(t *testing.T) {
	both(t, "?asof=2022-03", func(t *testing.T, lang i18n.Lang, doc uitest.Doc) {
		missing := regexp.MustCompile(`\[[a-z]+\.[a-z.-]+\]`)
		for _, e := range doc.All(func(uitest.Doc) bool { return true }) {
			for _, a := range e.Attr {
				if missing.MatchString(a.Val) {
					t.Errorf("%s: %s=%q", lang, a.Key, a.Val)
				}
			}
		}
		if m := missing.FindAllString(doc.Text(), -1); m != nil {
			t.Errorf("%s: no text for %v", lang, m)
		}
		if len(doc.Class("asof")) != 1 {
			t.Errorf("%s: the page does not say as of when it is", lang)
		}
	})
}

func TestPageIsLight(t *testing.T) {
	h := testSite(t, site.Options{}, uitest.Routes()...)
	w := get(h, "/id/neraca", "Accept-Encoding", "gzip")
	if w.Body.Len() > 20_000 {
		t.Errorf("%d bytes compressed, want at most 20,000", w.Body.Len())
	}
}
