// Package breakdowntest opens pages on the pack of Kalimantan Tengah and reads
// what they show, for the tests of the breakdown pages.
package breakdowntest

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/pack"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/packs"
)

// Serve serves routes on the pack of Kalimantan Tengah, without styles.
func Serve(t testing.TB, routes ...ui.Route) http.Handler {
	t.Helper()
	return ServeFacts(t, nil, routes...)
}

// ServeFacts is Serve with trade facts beside the published figures.
func ServeFacts(t testing.TB, facts *explore.Desk, routes ...ui.Route) http.Handler {
	t.Helper()
	fsys, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(fsys, packs.Default)
	if p == nil {
		t.Fatalf("the pack has faults: %v", faults)
	}
	o, err := office.New(p, func() time.Time { return time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.NewAssets(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	return site.New(o, assets, site.Options{Log: slog.New(slog.DiscardHandler), Facts: facts}, routes...)
}

// Page is an answered page.
type Page struct {
	Path string
	Code int
	Doc  *html.Node
}

// Open asks for a page.
func Open(t testing.TB, h http.Handler, path string) Page {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return Page{Path: path, Code: w.Code, Doc: doc}
}

// Node is an element of a page.
type Node = html.Node

// Location is where an address sends its reader, empty where it answers itself.
func Location(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Header().Get("Location")
}

// All returns the elements with a tag and, where it is not empty, a class.
func (p Page) All(tag, class string) []*html.Node { return All(p.Doc, tag, class) }

// All returns the elements below n with a tag and, where it is not empty, a
// class.
func All(n *html.Node, tag, class string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == tag &&
			(class == "" || strings.Contains(" "+Attr(d, "class")+" ", " "+class+" ")) {
			out = append(out, d)
		}
	}
	return out
}

// ID returns the element with an id, nil if there is none.
func (p Page) ID(id string) *html.Node {
	for d := range p.Doc.Descendants() {
		if d.Type == html.ElementNode && Attr(d, "id") == id {
			return d
		}
	}
	return nil
}

// Head is the text of the one h1, empty where there is not exactly one.
func (p Page) Head() string {
	heads := p.All("h1", "")
	if len(heads) != 1 {
		return ""
	}
	return Text(heads[0])
}

// Main is the text of the page's content.
func (p Page) Main() string { return Text(p.ID("main")) }

// Attr returns an attribute of an element.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Text returns the words below an element with single spaces.
func Text(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Row is the text of the cells of the table row that begins with a name,
// without the words for those who do not see the marks.
func Row(table *html.Node, name string) []string {
	for _, tr := range All(table, "tr", "") {
		var cells []string
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				cells = append(cells, seen(c))
			}
		}
		if len(cells) > 0 && strings.HasSuffix(cells[0], name) {
			return cells
		}
	}
	return nil
}

func seen(n *html.Node) string {
	var words []string
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode && strings.Contains(" "+Attr(n, "class")+" ", " vh ") {
			return
		}
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return strings.Join(words, " ")
}

var number = regexp.MustCompile(`\d[.,]\d|\d\s?%|US\$\s?\d`)

// untranslated are signs of a missing text or a text that lacks arguments.
var untranslated = regexp.MustCompile(`\[[a-z]+\.[a-z0-9.-]+\]|%!|\{\{`)

// Check holds a page to what every breakdown page must be: one heading, every
// number a link to a figure page, every table headed and named, no text left
// untranslated, no id twice.
func (p Page) Check(t *testing.T) {
	t.Helper()
	if p.Code != http.StatusOK {
		t.Errorf("%s answers %d", p.Path, p.Code)
		return
	}
	if p.Head() == "" {
		t.Errorf("%s: not exactly one h1", p.Path)
	}
	if m := untranslated.FindString(p.Main()); m != "" {
		t.Errorf("%s: %q on the page", p.Path, m)
	}
	for _, n := range bare(p.ID("main")) {
		t.Errorf("%s: %q is no link to a figure", p.Path, n)
	}
	for _, table := range p.All("table", "") {
		if len(All(table, "caption", "")) != 1 {
			t.Errorf("%s: a table without a caption", p.Path)
		}
		for _, th := range All(table, "th", "") {
			if s := Attr(th, "scope"); s != "col" && s != "row" {
				t.Errorf("%s: the heading %q has the scope %q", p.Path, Text(th), s)
			}
		}
	}
	ids := map[string]bool{}
	for d := range p.Doc.Descendants() {
		id := ""
		if d.Type == html.ElementNode {
			id = Attr(d, "id")
		}
		if id != "" && ids[id] {
			t.Errorf("%s: the id %q stands twice", p.Path, id)
		}
		ids[id] = true
	}
}

// bare lists the numbers that stand outside links to figures and, of trade
// facts, outside links to the explorer; the scale of a picture is scenery, a
// duty stands beside its source, and a share of a fact beside the number that
// leads to the same view.
func bare(n *html.Node) []string {
	var out []string
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode {
			href := Attr(n, "href")
			for _, to := range []string{"/id/angka/", "/en/figures/", "/id/jelajah?", "/en/explore?"} {
				if strings.HasPrefix(href, to) {
					return
				}
			}
			switch n.Data {
			case "script", "option", "title", "desc":
				return
			}
			if class := " " + Attr(n, "class") + " "; strings.Contains(class, " axis ") || strings.Contains(class, " duty ") || strings.Contains(class, " share ") {
				return
			} else if n.Data == "span" && class == " fig num " && n.Parent.Data == "td" {
				return
			}
		}
		if n.Type == html.TextNode {
			out = append(out, number.FindAllString(n.Data, -1)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return out
}
