//go:build e2e

package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// waitForCharts scrolls through the page and waits until every chart that came
// into view has been drawn.
func waitForCharts(t *testing.T, ctx context.Context) {
	t.Helper()
	eval[*struct{}](t, ctx, `(async () => {
		for (let y = 0; y <= document.body.scrollHeight; y += 400) { scrollTo(0, y); await new Promise(r => setTimeout(r, 30)); }
		for (let i = 0; i < 60 && document.querySelector('[data-chart]:not([data-mounted])'); i++) await new Promise(r => setTimeout(r, 100));
		scrollTo(0, 0);
		return null;
	})()`)
}

func TestChartsWakeWhenTheyComeIntoView(t *testing.T) {
	ctx := tab(t, 1440, 700)
	for _, p := range []string{"/id/", "/id/neraca", "/en/commodities", "/en/destinations", "/id/pelabuhan"} {
		open(t, ctx, p)
		waitForCharts(t, ctx)
		all := eval[int](t, ctx, `document.querySelectorAll('[data-chart]').length`)
		drawn := eval[int](t, ctx, `document.querySelectorAll('[data-chart][data-mounted]').length`)
		if all == 0 || drawn != all {
			t.Errorf("%s: %d of %d charts were drawn", p, drawn, all)
		}
	}
}

func TestChartsLoadOnlyWhenTheyComeIntoView(t *testing.T) {
	ctx := tab(t, 1440, 700)
	open(t, ctx, "/id/tentang")
	scripts := eval[string](t, ctx, `performance.getEntriesByType('resource').map(r => r.name.split('/').pop()).filter(n => n.endsWith('.js')).join(' ')`)
	if strings.Contains(scripts, "charts") || strings.Contains(scripts, "chunk") || len(strings.Fields(scripts)) > 2 {
		t.Errorf("a page without charts loads %s; want the entry and the theme alone", scripts)
	}
}

func TestPagesAreCompleteWithoutScripts(t *testing.T) {
	ctx := tab(t, 1440, 900)
	do(t, ctx, chromedp.Func(func(c context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(c, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	for _, p := range pages {
		do(t, ctx, chromedp.Navigate(site+p), chromedp.WaitReady(chromedp.CSS("main h1")))
		html, err := chromedp.Run(ctx, chromedp.OuterHTML(chromedp.CSS("main")))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(p, "neraca") && !strings.Contains(html, "1.725,99") {
			t.Errorf("%s without scripts does not show the balance of 2017", p)
		}
		if strings.Contains(html, "data-chart") && !strings.Contains(html, "<table") {
			t.Errorf("%s without scripts has a chart without its table", p)
		}
	}
}
