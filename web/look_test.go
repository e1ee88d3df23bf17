package web

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// palette reads the colours that a block of declarations sets.
func palette(block string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-f]{6});`).FindAllStringSubmatch(block, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// themes reads the three blocks of tokens.css: light, dark by the device, dark
// by choice.
func themes(t *testing.T) (light, device, chosen map[string]string) {
	t.Helper()
	css, err := os.ReadFile("src/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	rest, byChoice, ok1 := strings.Cut(string(css), `:root[data-theme="dark"]`)
	first, byDevice, ok2 := strings.Cut(rest, "@media (prefers-color-scheme: dark)")
	if !ok1 || !ok2 {
		t.Fatal("tokens.css no longer has the blocks that this test reads")
	}
	return palette(first), palette(byDevice), palette(byChoice)
}

func TestDarkIsTheSameByDeviceAndByChoice(t *testing.T) {
	light, device, chosen := themes(t)
	if len(device) != len(chosen) || len(device) != len(light) {
		t.Fatalf("colours: light %d, dark by device %d, dark by choice %d; want as many of each", len(light), len(device), len(chosen))
	}
	for name, c := range device {
		if chosen[name] != c {
			t.Errorf("--%s: %s by device, %s by choice", name, c, chosen[name])
		}
	}
}

// TestContrast holds text to 4.5:1 on every ground that it stands on (WCAG 2.2,
// 1.4.3) and what is needed to use a control to 3:1 (1.4.11).
func TestContrast(t *testing.T) {
	light, dark, _ := themes(t)
	pairs := []struct {
		text, grounds string
		least         float64
	}{
		{"ink", "paper wash river-soft ember-soft", 4.5},
		{"ink-2", "paper wash", 4.5},
		{"ink-3", "paper wash", 4.5},
		{"river", "paper wash", 4.5},
		{"river-deep", "paper wash river-soft", 4.5},
		{"ember", "paper wash ember-soft", 4.5},
		{"on-fill", "ember river", 4.5},
		{"paper", "river river-deep ink", 4.5}, // buttons, skip link
		{"edge", "paper wash", 3},              // borders of controls, dotted lines under numbers
		{"focus", "paper wash", 3},
	}
	for theme, colours := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			for _, ground := range strings.Fields(p.grounds) {
				if c := contrast(t, colours[p.text], colours[ground]); c < p.least {
					t.Errorf("%s: --%s on --%s is %.2f:1, want %.1f:1", theme, p.text, ground, c, p.least)
				}
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestNoTextBelowTwelvePixels reads every font size of the style sheets for
// screens: the root is 106.25 % of 16 px.
func TestNoTextBelowTwelvePixels(t *testing.T) {
	const root = 17.0
	size := regexp.MustCompile(`(?:font-size:\s*|font:\s*[0-9]*\s*)([0-9.]*[0-9])(rem|px|em)`)
	files, err := filepath.Glob("src/*/*.css")
	if err != nil || len(files) == 0 {
		t.Fatal("no style sheets", err)
	}
	found := 0
	for _, file := range files {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range size.FindAllStringSubmatch(string(css), -1) {
			n, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if m[2] != "px" {
				n *= root
			}
			if n < 12 && !strings.HasSuffix(file, "print.css") {
				t.Errorf("%s: %s is %.1f px", file, m[0], n)
			}
		}
	}
	if found < 20 {
		t.Errorf("read %d font sizes, want at least 20: the pattern no longer fits", found)
	}
}

// TestLockNamesNoRegistry keeps the lock file usable with any registry.
func TestLockNamesNoRegistry(t *testing.T) {
	data, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Resolved, Integrity string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	for name, p := range lock.Packages {
		if p.Resolved != "" || (name != "" && p.Integrity == "") {
			t.Errorf("%s: resolved %q, integrity %q; want no address and a checksum", name, p.Resolved, p.Integrity)
		}
	}
	if len(lock.Packages) < 5 {
		t.Errorf("read %d packages, want at least 5", len(lock.Packages))
	}
}
