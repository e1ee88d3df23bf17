package web

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestNumbersReadOnEveryShade holds the numbers of shaded tables to 4.5:1 on
// each step of both ramps (WCAG 2.2, 1.4.3), as charts.css mixes them.
func TestNumbersReadOnEveryShade(t *testing.T) {
	css, err := os.ReadFile("src/charts/charts.css")
	if err != nil {
		t.Fatal(err)
	}
	steps := regexp.MustCompile(`\.pic \.([qn])([1-5]) \{ --at: (?:color-mix\(in srgb, var\(--([a-z0-9-]+)\), var\(--([a-z-]+)\) (\d+)%\)|var\(--([a-z0-9-]+)\)); \}`).FindAllStringSubmatch(string(css), -1)
	if len(steps) != 10 {
		t.Fatalf("%d shades were found, want five of each ramp", len(steps))
	}
	light, dark, _ := themes(t)
	for theme, c := range map[string]map[string]string{"light": light, "dark": dark} {
		c["ramp0"] = mixed(t, c["paper"], c["river"], 22)
		for _, s := range steps {
			ground := c[s[6]]
			if s[6] == "" {
				share, _ := strconv.Atoi(s[5])
				ground = mixed(t, c[s[3]], c[s[4]], share)
			}
			text := "ink"
			if s[2] > "3" || s[1]+s[2] == "q3" && theme == "dark" {
				text = "paper"
			}
			if got := contrast(t, c[text], ground); got < 4.5 {
				t.Errorf("%s: --%s on %s%s (%s) is %.2f:1, want 4.5:1", theme, text, s[1], s[2], ground, got)
			}
		}
	}
}

// mixed is color-mix in srgb: so many percent of b in a.
func mixed(t *testing.T, a, b string, percent int) string {
	t.Helper()
	out := "#"
	for i := 1; i < 7; i += 2 {
		x, errX := strconv.ParseInt(a[i:i+2], 16, 0)
		y, errY := strconv.ParseInt(b[i:i+2], 16, 0)
		if errX != nil || errY != nil {
			t.Fatalf("%q or %q is no colour", a, b)
		}
		out += fmt.Sprintf("%02x", (int(x)*(100-percent)+int(y)*percent+50)/100)
	}
	return out
}
