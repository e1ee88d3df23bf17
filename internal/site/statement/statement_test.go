package statement_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site"
	"muara/internal/site/statement"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
)

// kalteng serves the page over the pack of Kalimantan Tengah.
func kalteng(t *testing.T) http.Handler {
	t.Helper()
	p, faults := pack.Read(os.DirFS("../../../packs/kalteng"), "kalteng")
	if p == nil {
		t.Fatalf("the pack has faults: %v", faults)
	}
	o, err := office.New(p, func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.NewAssets(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	return site.New(o, assets, site.Options{BaseURL: "https://muara.example"}, statement.Routes()...)
}

func get(t *testing.T, h http.Handler, path string, status int) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != status {
		t.Fatalf("%s answers %d, want %d: %s", path, w.Code, status, w.Body)
	}
	return w
}

func sheet(t *testing.T, h http.Handler, path string) uitest.Doc {
	t.Helper()
	found := uitest.Parse(t, get(t, h, path, http.StatusOK).Body.String()).Class("sheet")
	if len(found) != 1 {
		t.Fatalf("%s has %d statements", path, len(found))
	}
	return found[0]
}

const (
	recordID = "/id/pernyataan?from=2017&to=2022-11"
	recordEN = "/en/statement?from=2017&to=2022-11"
)

func TestPageStatesTheRecordWithLinks(t *testing.T) {
	h := kalteng(t)
	for path, want := range map[string]struct{ h1, figures, first, last string }{
		recordID: {"Neraca perdagangan luar negeri Kalimantan Tengah surplus setiap tahun dari 2017 sampai November 2022",
			"/id/angka/balance/", "US$1.725,99 juta", "US$5.291,17 juta"},
		recordEN: {"Central Kalimantan’s foreign trade in surplus every year from 2017 to November 2022",
			"/en/figures/balance/", "US$1,725.99 million", "US$5,291.17 million"},
	} {
		s := sheet(t, h, path)
		if got := s.Tag("h1")[0].Text(); got != want.h1 {
			t.Errorf("%s: h1 is %q", path, got)
		}
		links := map[string]string{}
		for _, a := range s.Class("fig") {
			links[a.Get("href")] = a.Text()
		}
		if got := links[want.figures+"2017"]; got == "" || !strings.Contains(want.first, got) {
			t.Errorf("%s: the link of the balance of 2017 says %q", path, got)
		}
		if !strings.Contains(s.Text(), want.first) || !strings.Contains(s.Text(), want.last) {
			t.Errorf("%s lacks %s or %s", path, want.first, want.last)
		}
		if links[want.figures+"2022-01..2022-11"] == "" {
			t.Errorf("%s: eleven months of 2022 have no link", path)
		}
		if n := len(s.Tag("h1")); n != 1 {
			t.Errorf("%s has %d h1", path, n)
		}
	}
}

// aNumber is a statistic: decimals, thousands, a percentage, money.
var aNumber = regexp.MustCompile(`\d{1,3}([.,]\d{3})+\b|\d+[.,]\d+|\d+\s?%|\d+ (persen|juta|million)\b|US\$\s?\d`)

func TestEveryNumberIsALinkToItsFigure(t *testing.T) {
	h := kalteng(t)
	for _, path := range []string{recordID, recordEN, "/id/pernyataan?from=2013&to=2025-10", "/id/pernyataan?from=2021&to=2021-10",
		"/en/statement?from=2023&to=2023", "/id/pernyataan?from=2017&to=2022-11&unit=b", "/id/pernyataan?from=2017&to=2022-11&lang=en",
		"/id/pernyataan.html?from=2013&to=2025-10"} {
		page := uitest.Parse(t, get(t, h, path, http.StatusOK).Body.String())
		seen := 0
		for n := range page.Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			in := uitest.Doc{Node: n}
			figure := func(e uitest.Doc) bool {
				return e.Data == "a" && (strings.Contains(e.Get("href"), "/id/angka/") || strings.Contains(e.Get("href"), "/en/figures/"))
			}
			aside := func(e uitest.Doc) bool {
				return e.Data == "head" || e.Data == "code" || e.Data == "footer" || e.HasClass("source")
			}
			if in.Within(figure) {
				seen += len(aNumber.FindAllString(n.Data, -1))
			} else if bare := aNumber.FindString(n.Data); bare != "" && !in.Within(aside) && !strings.Contains(n.Data, "://") {
				t.Errorf("%s: %q stands without a link in %q", path, bare, n.Data)
			}
		}
		if seen < 20 {
			t.Errorf("%s: only %d numbers were found", path, seen)
		}
	}
}

// Every note leads to a source that is there.
func TestNotesLeadToSources(t *testing.T) {
	s := sheet(t, kalteng(t), recordID)
	notes := 0
	for _, sup := range s.Tag("sup") {
		for _, a := range sup.Tag("a") {
			notes++
			li := s.ID(strings.TrimPrefix(a.Get("href"), "#"))
			if li.Node == nil || !strings.Contains(li.Text(), "https://") {
				t.Errorf("the note %s leads nowhere", a.Text())
			}
			if a.Get("aria-label") == "" {
				t.Errorf("the note %s has no name", a.Text())
			}
		}
	}
	if notes < 20 {
		t.Errorf("only %d notes", notes)
	}
}

func TestTextInTheOtherLanguage(t *testing.T) {
	h := kalteng(t)
	s := sheet(t, h, recordID+"&lang=en")
	if s.Get("lang") != "en" || !strings.Contains(s.Tag("h1")[0].Text(), "in surplus every year") {
		t.Errorf("the text is %q in %q", s.Tag("h1")[0].Text(), s.Get("lang"))
	}
	for _, a := range s.Class("fig") {
		if !strings.HasPrefix(a.Get("href"), "/en/figures/") {
			t.Fatalf("a number leads to %s", a.Get("href"))
		}
	}
	page := uitest.Parse(t, get(t, h, recordID+"&lang=en", http.StatusOK).Body.String())
	if page.Tag("html")[0].Get("lang") != "id" {
		t.Error("the page around it is no longer Indonesian")
	}
}

func selected(d uitest.Doc, name string) string {
	for _, s := range d.Tag("select") {
		if s.Get("name") != name {
			continue
		}
		for _, o := range s.Tag("option") {
			if _, ok := o.Has("selected"); ok {
				return o.Get("value")
			}
		}
	}
	return ""
}

func TestFormShowsWhatIsShown(t *testing.T) {
	h := kalteng(t)
	for path, want := range map[string]string{
		"/id/pernyataan":                     "2017 2025-10 id", // the unbroken run up to the last known balance
		recordID:                             "2017 2022-11 id",
		"/en/statement?from=2019&to=2021":    "2019 2021-12 en",
		"/id/pernyataan?to=2015-11":          "2013 2015-11 id",
		"/id/pernyataan?from=2021":           "2021 2025-10 id",
		"/id/pernyataan?from=2020&to=2199":   "2020 2025-10 id",
		"/id/pernyataan?from=2019&lang=en":   "2019 2025-10 en",
		"/id/pernyataan?from=2019&lang=<b>x": "2019 2025-10 id",
	} {
		page := uitest.Parse(t, get(t, h, path, http.StatusOK).Body.String())
		if got := selected(page, "from") + " " + selected(page, "to") + " " + selected(page, "lang"); got != want {
			t.Errorf("%s: the form shows %s, want %s", path, got, want)
		}
	}
}

func TestWrongRangesAreExplainedBesideTheForm(t *testing.T) {
	h := kalteng(t)
	for path, want := range map[string]string{
		"/id/pernyataan?from=2022&to=2021-05": "Tahun awal (2022) sesudah bulan akhir (2021-05). Tukar keduanya.",
		"/en/statement?from=2022&to=2021-05":  "The first year (2022) comes after the last month (2021-05). Swap the two.",
		"/id/pernyataan?from=2000&to=2003":    "Angka tersedia dari 2013 sampai 2025-10",
		"/en/statement?from=2000&to=2003":     "Figures run from 2013 to 2025-10",
		"/id/pernyataan?from=2022-05":         "Pernyataan dimulai dari awal tahun. Tulis 2022",
		"/en/statement?from=%3Cscript%3E":     "cannot read the period",
	} {
		w := get(t, h, path, http.StatusBadRequest)
		page := uitest.Parse(t, w.Body.String())
		alert := page.All(func(e uitest.Doc) bool { return e.Get("role") == "alert" })
		if len(alert) != 1 || !strings.Contains(alert[0].Text(), want) {
			t.Errorf("%s does not say %q: %v", path, want, alert)
		}
		if len(page.Tag("form")) == 0 || selected(page, "to") == "" {
			t.Errorf("%s: the form is gone", path)
		}
		if strings.Contains(w.Body.String(), "<script>\"") || len(page.Class("sheet")) > 0 {
			t.Errorf("%s shows what it should not", path)
		}
	}
	// The form keeps what could be read.
	page := uitest.Parse(t, get(t, h, "/id/pernyataan?from=2022&to=2021-05", http.StatusBadRequest).Body.String())
	if got := selected(page, "from") + " " + selected(page, "to"); got != "2022 2021-05" {
		t.Errorf("the form shows %s", got)
	}
	// A file says it in a line of text.
	w := get(t, h, "/id/pernyataan.docx?from=2022&to=2021-05", http.StatusBadRequest)
	if !strings.Contains(w.Body.String(), "Tukar keduanya") || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("the file says %q", w.Body)
	}
}

func TestDownloads(t *testing.T) {
	h := kalteng(t)
	page := uitest.Parse(t, get(t, h, recordID, http.StatusOK).Body.String())
	offered := map[string]bool{}
	for _, a := range page.Class("take")[0].Tag("a") {
		offered[a.Get("href")] = true
	}
	for ext, kind := range map[string]string{"txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"} {
		href := "/id/pernyataan." + ext + "?from=2017&to=2022-11"
		if !offered[href] {
			t.Errorf("the page does not offer %s: %v", href, offered)
		}
		w := get(t, h, href, http.StatusOK)
		if got := w.Header().Get("Content-Type"); got != kind {
			t.Errorf("%s is %s", ext, got)
		}
		if got := w.Header().Get("Content-Disposition"); !strings.Contains(got, "filename=pernyataan-kalteng-2017-01-2022-11."+ext) {
			t.Errorf("%s is named %s", ext, got)
		}
		body := w.Body.String()
		if ext == "docx" {
			body = document(t, w.Body.Bytes())
			if !strings.Contains(body, "r:id=\"link1\"") {
				t.Error("no figure of the document has a link")
			}
		}
		for _, surplus := range []string{"1.725,99", "1.677,29", "2.099,40", "1.791,09", "3.050,82", "5.291,17"} {
			if !strings.Contains(body, surplus) {
				t.Errorf("%s lacks %s", ext, surplus)
			}
		}
		if ext == "html" && !strings.Contains(body, `href="https://muara.example/id/angka/balance/2017"`) {
			t.Error("the page's numbers do not lead to the site")
		}
	}
}

// document returns the text part of a DOCX.
func document(t *testing.T, raw []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAsKnownOnADayStaysWithTheNumbers(t *testing.T) {
	s := sheet(t, kalteng(t), "/id/pernyataan?from=2017&to=2019&asof=2022-06-01")
	for _, a := range s.Class("fig") {
		if !strings.Contains(a.Get("href"), "asof=2022-06-01") {
			t.Fatalf("a number leads to %s", a.Get("href"))
		}
	}
}
