//go:build e2e

package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// wake scrolls a chart into view and waits until it is lively.
func wake(t *testing.T, ctx context.Context, id string) {
	t.Helper()
	eval[string](t, ctx, `document.getElementById("`+id+`").scrollIntoView({block: "center"}), ""`)
	waitFor(t, func() bool {
		return eval[bool](t, ctx, `!!document.querySelector("#`+id+`[data-mounted] .chart-stage canvas")`)
	})
	eval[string](t, ctx, `document.querySelector("#`+id+` .chart-stage").focus(), ""`)
}

func TestLivelyChartsAreReadByKeyboard(t *testing.T) {
	ctx := tab(t, 1440, 900)
	for _, c := range []struct {
		page, id, key, says string
	}{
		{"/id/neraca", "months-export", kb.End, "US$"},
		{"/id/negara-tujuan", "map", kb.ArrowRight, "US$"},
		{"/en/destinations", "map", kb.ArrowRight, " million"},
	} {
		open(t, ctx, c.page)
		wake(t, ctx, c.id)
		voice := `document.querySelector("#` + c.id + ` .chart-voice").textContent`
		// The last months may be unknown; an arrow walks on to one that is not.
		do(t, ctx, chromedp.KeyEvent(c.key))
		for range 24 {
			if strings.Contains(eval[string](t, ctx, voice), c.says) {
				break
			}
			do(t, ctx, chromedp.KeyEvent(kb.ArrowLeft))
		}
		if said := eval[string](t, ctx, voice); !strings.Contains(said, c.says) {
			t.Errorf("%s: the arrow keys say %q", c.page, said)
			continue
		}
		do(t, ctx, chromedp.KeyEvent(kb.Enter))
		waitFor(t, func() bool {
			at := eval[string](t, ctx, `location.pathname`)
			return strings.HasPrefix(at, "/id/angka/") || strings.HasPrefix(at, "/en/figures/")
		})
	}
}

func TestChartsKeepThePolicyOfThePage(t *testing.T) {
	ctx := tab(t, 1440, 900)
	open(t, ctx, "/id/negara-tujuan")
	eval[string](t, ctx, `window.refused = [], document.addEventListener("securitypolicyviolation", e => refused.push(e.violatedDirective)), ""`)
	waitForCharts(t, ctx)
	eval[string](t, ctx, `document.querySelector("#map [data-png]").click(), ""`)
	waitForCharts(t, ctx)
	if refused := eval[string](t, ctx, `refused.join(" ")`); refused != "" {
		t.Errorf("the page's policy refused: %s", refused)
	}
	if eval[bool](t, ctx, `document.querySelector("#map [data-png]").hidden`) {
		t.Error("the map cannot be saved as a PNG")
	}
}
