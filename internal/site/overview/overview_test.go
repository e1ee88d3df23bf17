package overview

import (
	"strings"
	"testing"

	bt "muara/internal/site/breakdown/breakdowntest"
)

// The headline claims no full year that is not known, and the sentence below
// it names the newest balance there is.
func TestHeadline(t *testing.T) {
	h := bt.Serve(t, Routes()...)
	for _, c := range []struct{ path, head, lede string }{
		{"/en/", "A surplus in every known period since 2017, pandemic years included",
			"The latest, January–October 2025: a surplus of US$2,857.64 million"},
		// By that day no full year was published, and of 2021 only four months.
		{"/id/?asof=2022-03-01", "Surplus di setiap periode yang diketahui sejak 2017, juga pada masa pandemi",
			"Yang terbaru, Januari–April 2021: surplus US$896,48 juta"},
	} {
		p := bt.Open(t, h, c.path)
		if got := p.Head(); got != c.head {
			t.Errorf("%s: heading %q, want %q", c.path, got, c.head)
		}
		if !strings.Contains(p.Main(), c.lede) {
			t.Errorf("%s does not say %q", c.path, c.lede)
		}
	}
}
