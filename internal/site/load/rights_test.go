package load

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
)

// forms are all forms of the pages, on a draft and a published release.
func (b *bench) forms() (forms []struct {
	path string
	do   []string
}, draft, current string) {
	b.t.Helper()
	up := b.sentOK(baci(2021, oneRow))
	check := b.follow(up, "do", "check")
	current = b.checked(check)
	b.follow(current, "do", "publish")
	draft = b.drafted(baci(2020, oneRow))
	own := b.sentOK(ownTable)
	add := func(path string, do ...string) {
		forms = append(forms, struct {
			path string
			do   []string
		}{path, do})
	}
	add(draft, "do", "publish")
	add(draft+"/discard", "do", "discard")
	add(draft+"/restore", "do", "restore", "from", current[strings.LastIndexByte(current, '/')+1:])
	add(up, "do", "check")
	add(up, "do", "remove")
	add(check, "do", "again")
	add(check, "do", "cancel")
	add(own+"/columns/0-0", append([]string{"do", "check"}, ownMapping...)...)
	add("/en/load/sets/baci", "do", "describe", "title_id", "X", "title_en", "X", "source_id", "X", "source_en", "X")
	add("/en/load/sets/baci", "do", "sweep")
	add("/en/load/mappings", "do", "delete", "id", "0000000000000000")
	return forms, draft, current
}

// state is what must not change by what is refused.
func (b *bench) state() string {
	b.t.Helper()
	sets, err := b.desk.Datasets("")
	if err != nil {
		b.t.Fatal(err)
	}
	out := strings.Join(b.kept(), " ")
	for _, s := range sets {
		out += "\n" + s.Dataset.ID + s.Dataset.Title.ID
		for _, r := range s.Releases {
			out += " " + r.Release + r.Published.String()
		}
	}
	return out
}

func TestNothingIsWrittenWithoutLeave(t *testing.T) {
	b := newBench(t, benchOptions{})
	forms, draft, current := b.forms()
	before := b.state()
	b.allowed.Store(false)
	for _, f := range forms {
		a := b.post(f.path, f.do...)
		if text := uitest.Parse(t, a.body).Text(); a.status != http.StatusForbidden || !strings.Contains(text, "Ask the administrator") {
			t.Errorf("POST %s %v answers %d: %.200s", f.path, f.do, a.status, text)
		}
	}
	if a := b.send(baci(2019, oneRow)); a.status != http.StatusForbidden {
		t.Errorf("sending a file answers %d", a.status)
	}
	if after := b.state(); after != before {
		t.Errorf("something changed:\n%s\nbefore:\n%s", after, before)
	}
	front := b.page("/en/load")
	if len(front.All(func(e uitest.Doc) bool { return e.Get("type") == "file" })) > 0 || !strings.Contains(front.Text(), "muara token new") {
		t.Errorf("the page does not say how to get leave: %s", front.Text())
	}
	for _, hidden := range []string{draft, draft + ".json", draft + ".csv", draft + "/discard", forms[3].path, forms[5].path, forms[7].path} {
		if a := b.get(hidden); a.status != http.StatusForbidden {
			t.Errorf("GET %s answers %d to strangers", hidden, a.status)
		}
	}
	report := b.page(current)
	for _, e := range report.Tag("button") {
		if e.Get("type") == "submit" && !e.Within(func(e uitest.Doc) bool { return e.Get("role") == "search" }) {
			t.Errorf("a published report offers strangers %q", e.Text())
		}
	}
	if text := b.page("/en/load/sets/baci").Text(); strings.Contains(text, draft[strings.LastIndexByte(draft, '/')+1:]) || !strings.Contains(text, "reading only") {
		t.Errorf("strangers see drafts: %s", text)
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	b := newBench(t, benchOptions{})
	forms, _, _ := b.forms()
	before := b.state()
	for _, f := range forms {
		v := url.Values{}
		for i := 0; i < len(f.do); i += 2 {
			v.Set(f.do[i], f.do[i+1])
		}
		if a := b.postFrom("cross-site", f.path, v); a.status != http.StatusForbidden || !strings.Contains(a.body, "another site") {
			t.Errorf("POST %s %v from another site answers %d", f.path, f.do, a.status)
		}
	}
	body, contentType := multipartBody(t, baci(2019, oneRow))
	r, err := http.NewRequest(http.MethodPost, b.server.URL+"/id/muat-data", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Origin", "https://evil.example") // a browser without Sec-Fetch-Site
	if a := b.do(r); a.status != http.StatusForbidden {
		t.Errorf("a file from another site answers %d", a.status)
	}
	if after := b.state(); after != before {
		t.Errorf("something changed:\n%s\nbefore:\n%s", after, before)
	}
}

// Looking at a page, in whatever way, changes nothing.
func TestLookingChangesNothing(t *testing.T) {
	b := newBench(t, benchOptions{})
	forms, _, _ := b.forms()
	before := b.state()
	for _, f := range forms {
		for _, query := range []string{"", "?do=publish", "?do=remove&id=1", "?do=sweep"} {
			if a := b.get(f.path + query); a.status >= 500 {
				t.Errorf("GET %s%s answers %d", f.path, query, a.status)
			}
		}
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		r, err := http.NewRequest(method, b.server.URL+forms[0].path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if a := b.do(r); a.status != http.StatusMethodNotAllowed {
			t.Errorf("%s answers %d", method, a.status)
		}
	}
	if after := b.state(); after != before {
		t.Errorf("something changed:\n%s\nbefore:\n%s", after, before)
	}
	for _, f := range forms {
		if a := b.post(f.path, "do", "nonsense"); a.status != http.StatusBadRequest {
			t.Errorf("an unknown button at %s answers %d", f.path, a.status)
		}
	}
}

// Without a folder of data the pages say so and do not break.
func TestWithoutAFolder(t *testing.T) {
	d := &desk{Parts{Limit: 1}}
	office, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	r := &ui.Request{Printer: i18n.Printer{Lang: i18n.EN}, Office: office, Page: ui.Load}
	v, err := d.front(r)
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	if err := v.Body.Render(t.Context(), &page); err != nil || !strings.Contains(page.String(), "--data DIR") {
		t.Errorf("%v: %s", err, page.String())
	}
	if _, err := d.ready(d.set)(r); trade.CodeOf(err) != trade.Unavailable {
		t.Errorf("another page: %v", err)
	}
}

// Every page can be used without eyes: one heading, names for all controls,
// each id once; and both languages show the same things.
func TestPagesAreSound(t *testing.T) {
	b := newBench(t, benchOptions{})
	forms, draft, current := b.forms()
	paths := []string{"/en/load", draft, current, "/en/load/mappings", draft + "/discard", "/en/load/sets/baci"}
	for _, f := range forms[3:8] {
		paths = append(paths, f.path)
	}
	for _, path := range paths {
		a := b.get(path)
		if a.status == http.StatusSeeOther {
			continue
		}
		if a.status != http.StatusOK {
			t.Errorf("%s answers %d", path, a.status)
			continue
		}
		sound(t, path, uitest.Parse(t, a.body))
	}
}

func sound(t *testing.T, path string, doc uitest.Doc) {
	t.Helper()
	if n := len(doc.Tag("h1")); n != 1 {
		t.Errorf("%s has %d first headings", path, n)
	}
	ids, labels := map[string]bool{}, map[string]bool{}
	for _, e := range doc.All(func(uitest.Doc) bool { return true }) {
		if id := e.Get("id"); id != "" && ids[id] {
			t.Errorf("%s: the id %s stands twice", path, id)
		} else {
			ids[id] = true
		}
		labels[e.Get("for")] = true
	}
	for _, e := range doc.All(func(e uitest.Doc) bool { return e.Data == "input" || e.Data == "select" || e.Data == "textarea" }) {
		named := e.Get("type") == "hidden" || e.Get("aria-label") != "" || labels[e.Get("id")] && e.Get("id") != "" ||
			e.Within(func(e uitest.Doc) bool { return e.Data == "label" })
		if !named {
			t.Errorf("%s: the control %s has no name", path, e.Get("name"))
		}
	}
	if strings.Contains(doc.Text(), "[load.") {
		t.Errorf("%s lacks a text: %s", path, doc.Text())
	}
	for _, e := range doc.All(func(e uitest.Doc) bool { return e.Get("style") != "" || e.Get("onclick") != "" }) {
		t.Errorf("%s: %s has a style or a script of its own", path, e.Data)
	}
}
