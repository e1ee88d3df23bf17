//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pages are the pages of the site in both languages, with views that matter.
var pages = []string{
	"/id/", "/en/",
	"/id/neraca", "/en/balance",
	"/id/komoditas", "/en/commodities", "/id/komoditas/27", "/en/commodities/15",
	"/id/negara-tujuan", "/en/destinations", "/id/negara-tujuan/JPN", "/en/destinations/CHN",
	"/id/pelabuhan", "/en/ports", "/id/pelabuhan/kumai", "/en/ports/banjarmasin",
	"/id/impor", "/en/imports",
	"/id/angka/export/2023-12", "/en/figures/export/2021-07",
	"/id/angka/balance/2022-01..2022-11", "/en/figures/import/2024",
	"/id/pernyataan", "/en/statement",
	"/id/data", "/en/data",
	"/id/metode/angka-rilis", "/en/methods/published-figures",
	"/id/tentang", "/en/about",
	"/id/cari?q=kumai", "/en/search?q=japan",
	"/id/jelajah?dataset=contoh-dunia&by=hs2&period=2023&reporter=IDN", "/en/explore?dataset=contoh-dunia&by=partner&period=2023&reporter=IDN&pic=map",
	"/en/explore?dataset=contoh-dunia&by=year,hs2&reporter=IDN&pic=area", "/id/jelajah",
	"/id/muat-data", "/en/load", "/en/load/sets/contoh-dunia",
	"/id/cermin", "/en/mirror",
	"/id/tidak-ada",
}

func TestFromHomeToFigureToSource(t *testing.T) {
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/id/")
	do(t, ctx, chromedp.Click(chromedp.CSS(`main a.fig`)), chromedp.WaitVisible(chromedp.CSS(`h1`)))
	if at := eval[string](t, ctx, `location.pathname`); !strings.HasPrefix(at, "/id/angka/") {
		t.Fatalf("the first number of the overview led to %s, not to a figure page", at)
	}
	if n := eval[int](t, ctx, `document.querySelectorAll('main a[href^="http"]').length`); n == 0 {
		t.Error("the figure page names no source with an address")
	}
}

func TestLanguageSwitchKeepsThePlace(t *testing.T) {
	ctx := tab(t, 1440, 900)
	for from, want := range map[string]string{
		"/id/komoditas?period=2022-01..2022-06": "/en/commodities",
		"/en/figures/export/2021-07":            "/id/angka/export/2021-07",
		"/id/pernyataan":                        "/en/statement",
	} {
		open(t, ctx, from)
		href := eval[string](t, ctx, `[...document.querySelectorAll('header a[hreflang]')].map(a => a.getAttribute('href'))[0] || ''`)
		u, err := url.Parse(href)
		if err != nil || u.Path != want {
			t.Errorf("%s: the language switch leads to %q, want %s", from, href, want)
		}
		if f, _ := url.Parse(from); f.RawQuery != u.RawQuery {
			t.Errorf("%s: the language switch loses the query: %q", from, href)
		}
		do(t, ctx, chromedp.Navigate(site+href), chromedp.WaitReady(chromedp.CSS("main")))
		if got := eval[string](t, ctx, `document.documentElement.lang`); !strings.HasPrefix(want, "/"+got+"/") {
			t.Errorf("%s: the page behind the switch is in %q", from, got)
		}
	}
}

func TestKeyboardAlone(t *testing.T) {
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/id/")
	do(t, ctx, chromedp.KeyEvent(kb.Tab))
	if href := eval[string](t, ctx, `document.activeElement.getAttribute('href') || ''`); !strings.HasPrefix(href, "#") {
		t.Fatalf("the first stop of the Tab key is %q, not the skip link", href)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Enter))
	for range 200 {
		do(t, ctx, chromedp.KeyEvent(kb.Tab))
		if eval[string](t, ctx, `document.activeElement.className || ''`) == "" {
			continue
		}
		if eval[int](t, ctx, `document.activeElement.matches('main a.fig, main a.fig *') ? 1 : 0`) == 1 {
			if eval[int](t, ctx, `parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2 ? 1 : 0`) == 0 {
				t.Error("the focused number has no visible outline")
			}
			do(t, ctx, chromedp.KeyEvent(kb.Enter))
			waitFor(t, func() bool { return strings.HasPrefix(eval[string](t, ctx, `location.pathname`), "/id/angka/") })
			return
		}
	}
	t.Fatal("no number of the overview can be reached with the Tab key")
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("waited 20 seconds in vain")
}

func TestPhoneNeverScrollsSideways(t *testing.T) {
	ctx := tab(t, 360, 740)
	for _, p := range pages {
		open(t, ctx, p)
		if w := eval[int](t, ctx, `Math.ceil(document.scrollingElement.scrollWidth)`); w > 360 {
			wide := eval[string](t, ctx, `[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 361 && getComputedStyle(e).position !== 'absolute').slice(0,4).map(e => e.tagName + '.' + e.className).join(' ')`)
			t.Errorf("%s is %d px wide on a 360 px phone: %s", p, w, wide)
		}
		if small := eval[string](t, ctx, `[...document.querySelectorAll('body *')].filter(e => e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 12).slice(0,3).map(e => e.tagName + ' ' + e.textContent.trim().slice(0,20)).join('; ')`); small != "" {
			t.Errorf("%s has text below 12 px: %s", p, small)
		}
	}
}

// axeRun lists the serious and critical violations, one a line.
const axeRun = `axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r =>
	r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
	.map(v => v.id + ': ' + v.nodes.slice(0,3).map(n => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')).join('\n'))`

// emulate sets the reader's colour scheme and asks for little motion.
func emulate(t *testing.T, ctx context.Context, scheme string) {
	t.Helper()
	do(t, ctx, chromedp.Func(func(c context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(c, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"},
			}})
		return err
	}))
}

func TestAxeFindsNothingSerious(t *testing.T) {
	need(t, axe != "", "axe-core")
	for _, scheme := range []string{"light", "dark"} {
		ctx := tab(t, 1280, 900)
		emulate(t, ctx, scheme)
		for _, p := range pages {
			open(t, ctx, p)
			waitForCharts(t, ctx)
			eval[*struct{}](t, ctx, axe+"; null")
			found := eval[string](t, ctx, axeRun)
			if found != "" {
				t.Errorf("%s (%s):\n%s", p, scheme, found)
			}
		}
	}
}

// TestScreenshots writes pictures of the pages where MUARA_SHOTS names a folder.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("MUARA_SHOTS")
	if dir == "" {
		t.Skip("MUARA_SHOTS names no folder: no screenshots wanted")
	}
	for _, width := range []int64{360, 1440} {
		ctx := tab(t, width, 900)
		for _, p := range pages {
			open(t, ctx, p)
			waitForCharts(t, ctx)
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			if err != nil {
				t.Fatal(err)
			}
			name := strings.Trim(strings.NewReplacer("/", "_", "?", "_", "=", "-").Replace(p), "_")
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, width)), png, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
