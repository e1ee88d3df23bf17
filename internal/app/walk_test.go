package app

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"muara/internal/config"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/packs"
)

// testNow is the day on which the tests read the pack.
func testNow() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// kalteng serves the embedded pack without a network.
func kalteng(t testing.TB) http.Handler {
	t.Helper()
	fsys, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(fsys, packs.Default)
	if p == nil {
		t.Fatalf("the embedded pack has faults: %v", faults)
	}
	o, err := office.New(p, testNow)
	if err != nil {
		t.Fatal(err)
	}
	prog := &program{version: "test", now: testNow}
	h, err := prog.handler(o, config.Settings{}, &works{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// maxPage is the most that a page may weigh, compressed.
const maxPage = 60 << 10

// TestEveryPage walks every page that can be reached from the front pages. It
// finds numbers that are not inside a link to a figure, and pages too heavy
// for a phone on 3G.
func TestEveryPage(t *testing.T) {
	pages, bare, heaviest, at := 0, 0, 0, ""
	walk(t, kalteng(t), func(path string, body []byte, doc *html.Node) {
		pages++
		for _, n := range bareNumbers(doc) {
			if bare++; bare <= 40 {
				t.Errorf("%s: %q stands without a link to its figure", path, n)
			}
		}
		if len(body) <= heaviest { // it cannot be heavier compressed
			return
		}
		if n := compressed(body); n > heaviest {
			heaviest, at = n, path
		}
	})
	t.Logf("%d pages walked, %d numbers without a link; the heaviest page is %s with %.1f KB compressed",
		pages, bare, at, float64(heaviest)/1024)
	if pages < 1000 {
		t.Errorf("only %d pages could be reached", pages)
	}
	if heaviest > maxPage {
		t.Errorf("%s weighs %d bytes compressed, more than %d", at, heaviest, maxPage)
	}
}

func compressed(body []byte) int {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(body)
	_ = z.Close()
	return packed.Len()
}

// walk visits every page reachable from the front pages by links; of the same
// page with different queries it visits the first few.
func walk(t *testing.T, h http.Handler, visit func(path string, body []byte, doc *html.Node)) {
	t.Helper()
	queue, seen, variants := []string{"/id/", "/en/"}, map[string]bool{"/id/": true, "/en/": true}, map[string]int{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Errorf("%s answers %d", path, w.Code)
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		body := w.Body.Bytes()
		doc, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		visit(path, body, doc)
		base, _ := url.Parse(path)
		for _, href := range links(doc) {
			u, err := base.Parse(href)
			if err != nil {
				t.Errorf("%s: bad link %q: %v", path, href, err)
				continue
			}
			u.Fragment = ""
			if u.Host != "" || seen[u.String()] || download.MatchString(u.Path) || strings.HasPrefix(u.Path, "/assets/") {
				continue
			}
			if variants[u.Path]++; u.RawQuery != "" && variants[u.Path] > 4 {
				continue
			}
			seen[u.String()] = true
			queue = append(queue, u.String())
		}
	}
}

var download = regexp.MustCompile(`\.(csv|xlsx|json|svg|txt|docx|html)$`)

func links(n *html.Node) []string {
	var out []string
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "a" {
			if href, ok := attr(d, "href"); ok {
				out = append(out, href)
			}
		}
	}
	return out
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// aNumber is a statistic in a text: decimals, thousands, a percentage, or an
// integer with a unit. Years, dates, codes and page numbers are none.
var aNumber = regexp.MustCompile(`\d{1,3}([.,]\d{3})+([.,]\d+)?\b|\d+[.,]\d+|\d+\s?%|\d+ (persen|percent|juta|miliar|million|billion)\b|US\$\s?\d`)

// bareNumbers returns the numbers of the body that no link to a figure holds.
// Code, marks on axes and pictures for sighted readers (whose table holds the
// same numbers, linked) do not count.
func bareNumbers(doc *html.Node) []string {
	var out []string
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "head", "script", "style", "code", "option", "title", "desc":
				return
			case "a":
				if href, _ := attr(n, "href"); strings.HasPrefix(href, "/id/angka/") || strings.HasPrefix(href, "/en/figures/") {
					return
				}
			}
			if class, _ := attr(n, "class"); strings.Contains(" "+class+" ", " axis ") {
				return
			}
		}
		if n.Type == html.TextNode {
			out = append(out, aNumber.FindAllString(n.Data, -1)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(doc)
	return out
}

func TestBareNumbersAreFound(t *testing.T) {
	doc, _ := html.Parse(strings.NewReader(`<body><p>In 2021, 27 and 13 Februari 2024: 1.725,99 and <a href="/id/angka/export/2021">3,05</a>, 70%, US$5 <code>2026.1</code> <svg><text>12,5</text></svg></body>`))
	if got := fmt.Sprint(bareNumbers(doc)); got != "[1.725,99 70% US$5 12,5]" {
		t.Errorf("got %s", got)
	}
}
