//go:build e2e

package draw

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"muara/internal/i18n"
)

// gallery serves the gallery under the site's policy and opens it in a tab.
func gallery(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	dist, _ := filepath.Abs("../../../web/dist")
	scripts, _ := filepath.Glob(filepath.Join(dist, "main-*.js"))
	styles, _ := filepath.Glob(filepath.Join(dist, "app-*.css"))
	if err != nil || len(scripts) == 0 || len(styles) == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("Chromium or the bundle is missing, and this is CI")
		}
		t.Skip("Chromium or the bundle is missing: skipped")
	}
	head := "<meta charset=utf-8><link rel=stylesheet href=/dist/" + filepath.Base(styles[0]) + "><script type=module src=/dist/" + filepath.Base(scripts[0]) + "></script>"
	page := galleryPage(t, i18n.Printer{Lang: i18n.ID}, "light", head)
	mux := http.NewServeMux()
	mux.Handle("/dist/", http.StripPrefix("/dist/", http.FileServer(http.Dir(dist))))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	})
	mux.HandleFunc("/id/jelajah", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<main>view</main>")) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1240, 900)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	open(t, ctx, server.URL)
	return ctx
}

func open(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url), chromedp.WaitReady(chromedp.CSS("main"))); err != nil {
		t.Fatal(err)
	}
	script[string](t, ctx, `window.refused = [], document.addEventListener("securitypolicyviolation", e => refused.push(e.violatedDirective)), ""`)
}

func script[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// look brings a chart into view and waits until it is alive.
func look(t *testing.T, ctx context.Context, id string) {
	t.Helper()
	script[string](t, ctx, `(async () => {
		const f = document.getElementById("`+id+`"); f.scrollIntoView({block: "center"});
		for (let i = 0; i < 100 && !("mounted" in f.dataset); i++) await new Promise(r => setTimeout(r, 50));
		return "";
	})()`)
}

func press(t *testing.T, ctx context.Context, keys ...string) {
	t.Helper()
	for _, k := range keys {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(k)); err != nil {
			t.Fatal(err)
		}
	}
}

func shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("MUARA_GALLERY")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}

func TestLinesOfFactsAreReadByPointerAndKeyboard(t *testing.T) {
	ctx := gallery(t)
	for _, id := range []string{"facts--many-lines", "facts--areas", "facts--lines"} {
		look(t, ctx, id)
		tip := script[string](t, ctx, `(() => {
			const s = document.querySelector("#`+id+` .chart-stage"), b = s.getBoundingClientRect();
			s.dispatchEvent(new PointerEvent("pointermove", {bubbles: true, clientX: b.left + b.width * .6, clientY: b.top + b.height * .7}));
			return s.querySelector(".chart-tip").innerText;
		})()`)
		if !strings.Contains(tip, "Batubara") || !strings.Contains(tip, "20") {
			t.Errorf("%s: the tip says %q", id, tip)
		}
		shot(t, ctx, "live-"+id)
		script[string](t, ctx, `document.querySelector("#`+id+` .chart-stage").focus(), ""`)
		press(t, ctx, kb.Escape, kb.End, kb.ArrowLeft) // the pointer has gone
		said := script[string](t, ctx, `document.querySelector("#`+id+` .chart-voice").textContent`)
		if !strings.Contains(said, "Batubara: US$") || !strings.Contains(said, "juta") {
			t.Errorf("%s: the arrow keys say %q", id, said)
		}
	}
	if refused := script[string](t, ctx, `refused.join(" ")`); refused != "" {
		t.Errorf("the page's policy refused: %s", refused)
	}
	press(t, ctx, kb.Enter)
	time.Sleep(300 * time.Millisecond)
	if at := script[string](t, ctx, `location.pathname + location.search`); !strings.HasPrefix(at, "/id/jelajah?barang=0") {
		t.Errorf("Enter leads to %s", at)
	}
}

func TestTilesAndFlowsAreWalkedByKeyboard(t *testing.T) {
	ctx := gallery(t)
	for _, id := range []string{"facts--treemap", "facts--sankey", "facts--scatter", "facts--heat", "facts--multiples"} {
		look(t, ctx, id)
		first := script[string](t, ctx, `(() => { const a = Array.from(document.querySelectorAll("#`+id+` .pic a.fig[href]:not([tabindex='-1'])")).find(a => a.getClientRects().length); a.focus(); return a.getAttribute("aria-label"); })()`)
		press(t, ctx, kb.ArrowRight)
		second := script[string](t, ctx, `document.activeElement.getAttribute("aria-label")`)
		if first == "" || second == "" || first == second {
			t.Errorf("%s: the arrow key goes from %q to %q", id, first, second)
		}
		shot(t, ctx, "live-"+id)
	}
	look(t, ctx, "facts--treemap")
	script[string](t, ctx, `Array.from(document.querySelectorAll("#facts--treemap a.fig")).find(a => a.getClientRects().length).focus(), ""`)
	press(t, ctx, kb.ArrowRight, kb.Enter)
	time.Sleep(300 * time.Millisecond)
	if at := script[string](t, ctx, `location.pathname`); at != "/id/jelajah" {
		t.Errorf("Enter on a tile leads to %s", at)
	}
}

// Maps and lines of figures come to life on a canvas; the still picture gives
// way and the words are the same.
func TestMapsAndLinesOfFiguresComeToLife(t *testing.T) {
	ctx := gallery(t)
	for id, says := range map[string]string{"facts--map": "US$", "months--lines": "US$"} {
		look(t, ctx, id)
		if !script[bool](t, ctx, `!!document.querySelector("#`+id+` .chart-stage canvas")`) {
			t.Errorf("%s has no canvas", id)
			continue
		}
		script[string](t, ctx, `document.querySelector("#`+id+` .chart-stage").focus(), ""`)
		press(t, ctx, kb.ArrowRight)
		if said := script[string](t, ctx, `document.querySelector("#`+id+` .chart-voice").textContent`); !strings.Contains(said, says) {
			t.Errorf("%s: the arrow key says %q", id, said)
		}
		shot(t, ctx, "live-"+id)
	}
	if refused := script[string](t, ctx, `refused.join(" ")`); refused != "" {
		t.Errorf("the page's policy refused: %s", refused)
	}
}
