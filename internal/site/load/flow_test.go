package load

import (
	"net/http"
	"strings"
	"testing"

	"muara/internal/site/ui/uitest"
)

// ownTable is a table of no known kind; all values are invented.
var ownTable = sent{"bulanan.csv", "Ekspor,,,\nKode HS,Negara Tujuan,Bulan,Nilai FOB (US$)\n" +
	"44123100,JEPANG,2024-01,\"1.234,50\"\n15119020,NEGERI ANTAH,2024-01,\"2.000,00\"\n44123100,JEPANG,2024-02,abc\n"}

var ownMapping = []string{"c0", "product", "c1", "partner", "c2", "date", "c3", "value", "header", "2", "unit", "USD", "numbers", "1.234,5",
	"fixed-flow", "export", "fixed-reporter", "IDN"}

func with(pairs []string, more ...string) []string {
	return append(append([]string{}, pairs...), more...)
}

func TestMappingATable(t *testing.T) {
	b := newBench(t, benchOptions{})
	up := b.sentOK(ownTable)
	columns := up + "/columns/0-0"
	doc := b.page(up)
	if !strings.Contains(b.get(up).body, `href="`+columns+`"`) {
		t.Fatalf("the upload does not lead to its columns: %s", doc.Text())
	}
	doc = b.page(columns)
	if !strings.Contains(doc.Text(), `because its heading is "Kode HS"`) {
		t.Errorf("the guess does not say why: %s", doc.Text())
	}
	if c0 := doc.ID("c0"); c0.Node == nil || chosen(c0) != "product" || chosen(doc.ID("c3")) != "value" || chosen(doc.ID("numbers")) != "1.234,5" {
		t.Error("the guesses are not filled in")
	}
	bad := b.post(columns, with(ownMapping, "unit", "", "fixed-flow", "", "c1", "value", "save", "yes", "do", "check")...)
	doc = uitest.Parse(t, bad.body)
	if bad.status != http.StatusBadRequest {
		t.Errorf("faults answer %d", bad.status)
	}
	sound(t, columns, doc)
	for id, want := range map[string]string{"unit": "choose the unit of value", "fixed-flow": "direction of trade", "name": "give it a name"} {
		control := doc.ID(id)
		if told := doc.ID(id + "-wrong"); control.Node == nil || control.Get("aria-describedby") != id+"-wrong" || told.Node == nil || !strings.Contains(strings.ToLower(told.Text()), want) {
			t.Errorf("the fault at %s is not told beside it", id)
		}
	}
	if !strings.Contains(doc.Text(), "is chosen for two columns") || chosen(doc.ID("c1")) != "value" {
		t.Error("two columns of one kind are not told, or what was chosen is lost")
	}
	tried := b.post(columns, with(ownMapping, "do", "preview")...)
	text := uitest.Parse(t, tried.body).Text()
	for _, want := range []string{"1,234.50", "January 2024", "Japan", "not specified: NEGERI ANTAH", "found “abc”"} {
		if !strings.Contains(text, want) {
			t.Errorf("the try does not show %q: %s", want, text)
		}
	}
	report := b.checked(b.follow(columns, with(ownMapping, "name", "Ekspor bulanan", "save", "yes", "do", "check")...))
	if !strings.HasPrefix(report, "/en/load/sets/ekspor-bulanan/") {
		t.Fatalf("the check leads to %s", report)
	}
	if text := b.page(report).Text(); !strings.Contains(text, "“NEGERI ANTAH”") || !strings.Contains(text, "3 rows read; 2 accepted, 1 refused") {
		// the line above the headings is no row of trade, and is counted as left out
		if !strings.Contains(text, "4 rows read; 2 accepted, 1 refused, 1 understood") {
			t.Errorf("the report: %s", text)
		}
	}
}

// Next month's file has the same headings and other rows.
func TestSavedMappingServesAgain(t *testing.T) {
	b := newBench(t, benchOptions{})
	b.checked(b.follow(b.sentOK(ownTable)+"/columns/0-0", with(ownMapping, "name", "Ekspor <b>", "save", "yes", "do", "check")...))
	next := sent{"maret.csv", strings.ReplaceAll(ownTable.content, "2024-0", "2025-0")}
	up := b.sentOK(next)
	doc := b.page(up)
	var mapping string
	for _, e := range doc.All(func(e uitest.Doc) bool { return e.Get("name") == "mapping" }) {
		mapping = e.Get("value")
	}
	if mapping == "" || !strings.Contains(doc.Text(), "Check with the mapping “Ekspor <b>”") {
		t.Fatalf("the saved mapping is not offered: %s", doc.Text())
	}
	report := b.checked(b.follow(up, "do", "check-mapped", "mapping", mapping, "file", "0"))
	if text := b.page(report).Text(); !strings.Contains(text, "January 2025") {
		t.Errorf("the report: %s", text)
	}
	if text := b.page("/en/load/mappings").Text(); !strings.Contains(text, "Ekspor <b>") || !strings.Contains(text, "HS code: Kode HS") {
		t.Errorf("the list: %s", text)
	}
	b.follow("/en/load/mappings", "do", "delete", "id", mapping)
	b.follow("/en/load/mappings", "do", "delete", "id", mapping) // twice is harmless
	if text := b.page("/en/load/mappings").Text(); strings.Contains(text, "Ekspor <b>") {
		t.Error("it is still there")
	}
	if a := b.post("/en/load/mappings", "do", "delete", "id", "../../lake/x"); a.status != http.StatusSeeOther {
		t.Errorf("a path as id answers %d", a.status)
	}
}

func chosen(sel uitest.Doc) string {
	if sel.Node == nil {
		return ""
	}
	for _, o := range sel.Tag("option") {
		if _, ok := o.Has("selected"); ok {
			return o.Get("value")
		}
	}
	return ""
}

// Two people check at the same time; one publishes first.
func TestTwoPublish(t *testing.T) {
	b := newBench(t, benchOptions{})
	first, second := b.drafted(baci(2021, oneRow)), b.drafted(baci(2020, oneRow))
	b.follow(first, "do", "publish")
	a := b.post(second, "do", "publish")
	text := uitest.Parse(t, a.body).Text()
	if a.status != http.StatusConflict || !strings.Contains(text, "It was not published") || !strings.Contains(text, "Check the files once more") {
		t.Fatalf("the second answers %d: %s", a.status, text)
	}
	var again string
	for _, f := range uitest.Parse(t, a.body).Tag("form") {
		if strings.Contains(f.Get("action"), "/checks/") {
			again = f.Get("action")
		}
	}
	check := b.follow(again, "do", "again")
	if twice := b.follow(again, "do", "again"); twice != check {
		t.Errorf("asking again twice makes two checks: %s, %s", check, twice)
	}
	fresh := b.checked(check)
	if fresh == second {
		t.Fatal("the check anew made no new draft")
	}
	b.follow(fresh, "do", "publish")
	if text := b.page("/en/load/sets/baci").Text(); !strings.Contains(text, "1 draft has fallen behind") {
		t.Errorf("the old draft is not told: %s", text)
	}
	b.follow("/en/load/sets/baci", "do", "sweep")
	if a := b.get(second); a.status != http.StatusNotFound {
		t.Errorf("the old draft answers %d", a.status)
	}
	if a := b.get(first); a.status != http.StatusOK {
		t.Errorf("what was published answers %d", a.status)
	}
}

func TestDiscardAndRestore(t *testing.T) {
	b := newBench(t, benchOptions{})
	first := b.drafted(baci(2021, oneRow))
	b.follow(first, "do", "publish")
	second := b.drafted(baci(2021, "392,440839,99,1"))
	if text := b.page(second).Text(); !strings.Contains(text, "look first") || !strings.Contains(text, "changed against the release before") {
		t.Errorf("a sum that fell is not told: %s", text)
	}
	b.follow(second, "do", "publish")
	if a := b.post(second+"/discard", "do", "discard"); a.status != http.StatusConflict {
		t.Errorf("discarding what is published answers %d", a.status)
	}
	if text := b.page(first + "/restore").Text(); !strings.Contains(text, "Make this release current again?") {
		t.Errorf("no question is asked: %s", text)
	}
	name := func(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
	// Somebody else changed the current release since the question.
	if a := b.post(first+"/restore", "do", "restore", "from", name(first)); a.status != http.StatusConflict || !strings.Contains(a.body, "somebody else") {
		t.Errorf("an old question answers %d", a.status)
	}
	done := b.follow(first+"/restore", "do", "restore", "from", name(second))
	if text := b.page(done).Text(); !strings.Contains(text, "is current now") {
		t.Errorf("after restoring: %s", text)
	}
	if again := b.follow(first+"/restore", "do", "restore", "from", name(second)); again != done {
		t.Errorf("restoring twice leads to %s", again)
	}
	draft := b.drafted(baci(2019, oneRow))
	if a := b.post(draft+"/restore", "do", "restore", "from", name(first)); a.status != http.StatusConflict {
		t.Errorf("restoring a draft answers %d", a.status)
	}
	if text := b.page(draft + "/discard").Text(); !strings.Contains(text, "Discard this draft?") {
		t.Errorf("no question is asked: %s", text)
	}
	gone := b.follow(draft+"/discard", "do", "discard")
	if again := b.follow(draft+"/discard", "do", "discard"); again != gone {
		t.Errorf("discarding twice leads to %s", again)
	}
	if a := b.get(draft); a.status != http.StatusNotFound {
		t.Errorf("the draft answers %d", a.status)
	}
}

func TestDescribe(t *testing.T) {
	b := newBench(t, benchOptions{})
	b.follow(b.drafted(baci(2021, oneRow)), "do", "publish")
	bad := b.post("/en/load/sets/baci", "do", "describe", "title_id", "", "title_en", "Mine", "source_id", "S", "source_en", "S", "source_url", "javascript:alert(1)")
	doc := uitest.Parse(t, bad.body)
	if bad.status != http.StatusBadRequest || doc.ID("title_id-wrong").Node == nil || doc.ID("source_url-wrong").Node == nil || doc.ID("title_en").Get("value") != "Mine" {
		t.Errorf("faults answer %d: %s", bad.status, doc.Text())
	}
	done := b.follow("/en/load/sets/baci", "do", "describe", "title_id", "Dunia", "title_en", "The world", "source_id", "S", "source_en", "S",
		"source_url", "https://example.org/x", "licence", "Etalab 2.0", "illustrative", "yes")
	text := b.page(done).Text()
	for _, want := range []string{"The description was saved", "The world", "Illustrative data"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown: %s", want, text)
		}
	}
}

// A file with more refusals than a page holds.
func TestManyRefusals(t *testing.T) {
	b := newBench(t, benchOptions{})
	rows := []string{oneRow}
	for range 250 {
		rows = append(rows, "392,440839,x,1")
	}
	report := b.drafted(baci(2021, rows...))
	doc := b.page(report)
	if n := len(doc.ID("refused").Tag("tr")); n != refusalsPage+1 {
		t.Errorf("%d rows of refusals, want a heading and %d", n, refusalsPage)
	}
	last := b.page(report + "?page=3")
	if n := len(last.ID("refused").Tag("tr")); n != 51 {
		t.Errorf("the last page has %d rows, want a heading and 50", n)
	}
	for _, page := range []string{"4", "0", "-1", "x"} {
		if a := b.get(report + "?page=" + page); a.status != http.StatusNotFound {
			t.Errorf("page %s answers %d", page, a.status)
		}
	}
	if n := strings.Count(b.get(report+".csv").body, "\n"); n != 251 {
		t.Errorf("the download has %d lines, want a heading and 250", n)
	}
}
