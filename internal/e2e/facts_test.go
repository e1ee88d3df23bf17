//go:build e2e

package e2e

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"
)

// press clicks what a script finds and waits for the page behind it.
func press(t *testing.T, ctx context.Context, find string) {
	t.Helper()
	before := eval[string](t, ctx, `location.href`)
	if !eval[bool](t, ctx, `(() => { const e = `+find+`; if (e) e.click(); return !!e })()`) {
		t.Fatalf("%s: nothing to press: %s\n%s", before, find, eval[string](t, ctx, `document.querySelector("main").innerText.slice(0, 1500)`))
	}
	waitFor(t, func() bool {
		var at string
		at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + " " + document.readyState`, chromedp.EvalAwaitPromise))
		return err == nil && at != before+" complete" && strings.HasSuffix(at, " complete")
	})
}

func link(text string) string {
	return `[...document.querySelectorAll("main a")].find(a => a.textContent.trim().startsWith("` + text + `"))`
}

func button(text string) string {
	return `[...document.querySelectorAll("main button")].find(b => b.textContent.trim().startsWith("` + text + `"))`
}

// An analyst sends a table that nobody knows, says what its columns are, looks
// at the report, publishes, compares like for like and takes the workbook home.
func TestFromFileToWorkbook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rekap.csv")
	if err := os.WriteFile(file, months(), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/en/load")
	do(t, ctx, chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{file}))
	press(t, ctx, button("Send the files"))
	shoot(t, ctx, "load-upload")
	waitFor(t, func() bool { return strings.Contains(eval[string](t, ctx, `location.pathname`), "/en/load/uploads/") })
	press(t, ctx, `document.querySelector('main a[href*="/columns/"]')`)
	shoot(t, ctx, "load-columns")
	// What the table does not say; its columns were guessed by their headings.
	eval[string](t, ctx, `(() => {
		const set = (name, value) => { const e = document.querySelector('[name="' + name + '"]'); if (!e) throw name; e.value = value }
		set("fixed-flow", "export"); set("fixed-reporter", "IDN"); return "" })()`)
	press(t, ctx, `document.querySelector('main form[method=post] button[type=submit]:not([name]), main form[method=post] button[value=check]')`)
	shoot(t, ctx, "load-check")
	waitFor(t, func() bool {
		return eval[bool](t, ctx, `!!document.querySelector('main a[href*="/en/load/sets/"]') || location.pathname.startsWith("/en/load/sets/")`)
	})
	if at := eval[string](t, ctx, `location.pathname`); !strings.HasPrefix(at, "/en/load/sets/") {
		press(t, ctx, `document.querySelector('main a[href*="/en/load/sets/"]')`)
	}
	shoot(t, ctx, "load-report")
	report := eval[string](t, ctx, `document.querySelector("main").innerText`)
	if !strings.Contains(report, "304") { // 19 months of 4 goods to 4 countries
		t.Errorf("the report does not say that 304 rows were read:\n%s", report)
	}
	set := strings.Split(eval[string](t, ctx, `location.pathname`), "/")[4]
	press(t, ctx, `document.querySelector('main button[value=publish]')`)
	shoot(t, ctx, "load-published")

	// Like for like: seven months of 2023 against the same of 2022.
	open(t, ctx, "/en/explore?dataset="+set+"&by=year&measure=value,growth")
	shoot(t, ctx, "explore-alike")
	if text := eval[string](t, ctx, `document.querySelector("main").innerText`); !strings.Contains(text, "July") && !strings.Contains(text, "Jul") {
		t.Errorf("the page does not say which months it compares:\n%s", text)
	}
	resp, err := http.Get(site + "/en/explore.xlsx?dataset=" + set + "&by=year,month,partner&measure=value")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	book, err := excelize.OpenReader(io.LimitReader(resp.Body, 10<<20))
	if err != nil {
		t.Fatalf("%s: %v", resp.Status, err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetList()[0])
	if err != nil || len(rows) < 19*4 {
		t.Errorf("the workbook has %d rows: %v", len(rows), err)
	}
}

// shoot keeps a picture where MUARA_SHOTS names a folder.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("MUARA_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Down from sections to headings through the treemap, with the keyboard alone,
// and up again.
func TestTreemapDrillDownByKeyboard(t *testing.T) {
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/id/jelajah?dataset=contoh-dunia&by=hs2&period=2023&reporter=IDN&pic=treemap")
	waitForCharts(t, ctx)
	deeper := func() {
		t.Helper()
		before := eval[string](t, ctx, `location.search`)
		eval[string](t, ctx, `(() => { document.querySelector('main a[href*="by='+(location.search.includes('by=hs2')?'hs4':location.search.includes('by=hs4')?'hs6':'product')+'"]').focus(); return "" })()`)
		do(t, ctx, chromedp.KeyEvent(kb.Enter))
		waitFor(t, func() bool { return eval[string](t, ctx, `location.search`) != before })
	}
	deeper()
	if q := eval[string](t, ctx, `location.search`); !strings.Contains(q, "by=hs4") {
		t.Errorf("the tile of a chapter leads to %s, not to its headings", q)
	}
	deeper()
	if q := eval[string](t, ctx, `location.search`); !strings.Contains(q, "by=hs6") && !strings.Contains(q, "by=product") {
		t.Errorf("the tile of a heading leads to %s, not to its subheadings", q)
	}
	shoot(t, ctx, "explore-drilled")
}

// The map of destinations is there without scripts and leads on.
func TestMapOfPartners(t *testing.T) {
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/en/explore?dataset=contoh-dunia&by=partner&period=2023&reporter=IDN&pic=map")
	waitForCharts(t, ctx)
	if n := eval[int](t, ctx, `document.querySelectorAll('main svg path').length`); n < 20 {
		t.Errorf("the map has %d shapes, one for each partner and one for the rest", n)
	}
	if text := eval[string](t, ctx, `document.querySelector("main").innerText`); !strings.Contains(strings.ToLower(text), "illustrative") {
		t.Error("made-up figures are not marked")
	}
	shoot(t, ctx, "explore-map")
}

// The workbook of a view can be opened and says where its numbers come from.
func TestWorkbookOfAView(t *testing.T) {
	resp, err := http.Get(site + "/en/explore.xlsx?dataset=contoh-dunia&by=year,hs2&reporter=IDN")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	book, err := excelize.OpenReader(io.LimitReader(resp.Body, 10<<20))
	if err != nil {
		t.Fatalf("%s: %v", resp.Status, err)
	}
	defer book.Close()
	if sheets := book.GetSheetList(); len(sheets) < 2 {
		t.Errorf("sheets %v: no sheet of sources", sheets)
	}
}
