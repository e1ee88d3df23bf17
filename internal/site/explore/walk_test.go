package explore_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"muara/internal/site/ui/uitest"
)

// missing finds a key of the catalogue that has no text.
var missing = regexp.MustCompile(`\[[a-z]+\.[a-z.-]+\]`)

// TestEveryLinkLeadsToAView follows the links of some views, a few of each
// kind, and holds every page to what all of them must be.
func TestEveryLinkLeadsToAView(t *testing.T) {
	h := serve(t, loaded())
	queue := []string{
		"/id/jelajah?dataset=kalteng", "/en/explore?dataset=kalteng&by=partner&across=year&period=all", "/id/jelajah?dataset=kalteng&by=continent,partner&period=2024",
		"/en/explore?dataset=dunia&by=hs6&reporter=IDN&measure=rca,value", "/id/jelajah?dataset=kalteng&by=hs4&against=2023&period=2024",
		"/en/explore?dataset=kalteng&by=year&period=all", "/id/jelajah?dataset=kalteng&by=month&period=2025", "/en/explore?dataset=kalteng&by=hs2&measure=growth,price,volume,value&period=2025",
		"/id/jelajah?dataset=kalteng&by=bloc&across=flow&flow=all&period=2024", "/id/jelajah?dataset=kalteng&by=product&against=flow:import&period=2024",
		"/en/explore?dataset=kalteng&by=port,region&period=2023&measure=unit_value,value,weight", "/id/jelajah?dataset=kalteng&by=quarter&across=section&period=all",
	}
	seen, kinds := map[string]bool{}, map[string]int{}
	for _, q := range queue {
		seen[q] = true
	}
	pages := 0
	for ; len(queue) > 0 && pages < 220; queue = queue[1:] {
		pages++
		path := queue[0]
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Errorf("%s answers %d: %s", path, w.Code, uitest.Parse(t, w.Body.String()).ID("main").Text())
			continue
		}
		doc := uitest.Parse(t, w.Body.String())
		check(t, path, w.Body.Bytes(), doc)
		for _, a := range doc.ID("main").Tag("a") {
			u, err := url.Parse(a.Get("href"))
			if err != nil {
				t.Errorf("%s: %q: %v", path, a.Get("href"), err)
				continue
			}
			u.Fragment = ""
			kind := strings.Join(strings.Fields(a.Get("class")+" "+u.Path), " ")
			if u.Host != "" || seen[u.String()] || !strings.Contains(u.Path, "/explore") && !strings.Contains(u.Path, "/jelajah") ||
				strings.Contains(u.Path, ".") || kinds[path+kind] > 2 {
				continue
			}
			kinds[path+kind]++
			seen[u.String()] = true
			queue = append(queue, u.String())
		}
	}
	if pages < 200 {
		t.Errorf("only %d pages were reached", pages)
	}
}

// check holds a page to one heading, names for its controls, ids that are
// unique, texts that are there, nothing that the policy blocks, and its weight.
func check(t *testing.T, path string, body []byte, doc uitest.Doc) {
	t.Helper()
	if n := len(doc.Tag("h1")); n != 1 {
		t.Errorf("%s: %d headings of the first level", path, n)
	}
	if m := missing.FindString(doc.ID("main").Text()); m != "" {
		t.Errorf("%s: no text for %s", path, m)
	}
	if strings.Contains(string(body), "<script>alert") {
		t.Errorf("%s: what a file holds stands unescaped on the page", path)
	}
	ids := map[string]bool{}
	for _, e := range doc.All(func(uitest.Doc) bool { return true }) {
		if id := e.Get("id"); id != "" && ids[id] {
			t.Errorf("%s: id %q twice", path, id)
		} else if id != "" {
			ids[id] = true
		}
		if _, ok := e.Has("style"); ok {
			t.Errorf("%s: a style within <%s>", path, e.Data)
		}
	}
	for _, e := range doc.All(func(e uitest.Doc) bool { return e.Data == "a" || e.Data == "button" || e.Data == "summary" }) {
		if e.Text() == "" && e.Get("aria-label") == "" {
			t.Errorf("%s: a %s without a name: %v", path, e.Data, e.Attr)
		}
	}
	labelled := func(e uitest.Doc) bool {
		for _, l := range doc.Tag("label") {
			if l.Get("for") != "" && l.Get("for") == e.Get("id") {
				return true
			}
		}
		return e.Within(func(p uitest.Doc) bool { return p.Data == "label" })
	}
	for _, e := range doc.All(func(e uitest.Doc) bool { return e.Data == "select" || e.Data == "input" }) {
		if e.Get("type") != "hidden" && !labelled(e) {
			t.Errorf("%s: %s %q without a label", path, e.Data, e.Get("name"))
		}
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(body)
	_ = z.Close()
	if packed.Len() > 60<<10 {
		t.Errorf("%s weighs %d bytes compressed", path, packed.Len())
	}
}
