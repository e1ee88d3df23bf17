package draw

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/chart"
	"muara/internal/ledger"
)

// amount is how values are written here: 3.050,82 with or without a sign.
var amount = regexp.MustCompile(`\d,\d{2}`)

// zero is a value of nothing, as it would be written.
var zero = regexp.MustCompile(`(^|[^\d.])0,00`)

func TestEveryNumberLinksToItsFigure(t *testing.T) {
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			seen := 0
			for n := range render(t, c).Descendants() {
				if n.Type != html.TextNode || !amount.MatchString(n.Data) {
					continue
				}
				seen++
				figure := func(a *html.Node) bool {
					return a.Data == "a" && has(a, "fig") && (strings.HasPrefix(attr(a, "href"), "/id/angka/") || strings.HasPrefix(attr(a, "href"), "/id/jelajah"))
				}
				if !within(n, figure) {
					t.Errorf("%q stands without a link", n.Data)
				}
			}
			if seen == 0 {
				t.Error("no number at all")
			}
		})
	}
}

func TestColumnsCarryTheirNumbers(t *testing.T) {
	root := render(t, balance(chart.Columns))
	wide := find(root, classed("wide"))[0]
	var got []string
	for _, n := range find(wide, classed("value")) {
		got = append(got, textOf(n))
	}
	want := "1.725,99 1.677,29 2.099,40 1.791,09 3.050,82 5.291,17"
	if strings.Join(got, " ") != want {
		t.Errorf("numbers %q, want %q", got, want)
	}
	if rows := find(find(root, classed("narrow"))[0], tagged("li")); len(rows) != 7 {
		t.Errorf("%d rows where it is narrow, want 7", len(rows))
	}
}

func TestUnknownIsNeverDrawnAsAValue(t *testing.T) {
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			root := render(t, c)
			if zero.MatchString(textOf(root)) {
				t.Error("an unknown value is written as zero")
			}
			unknowns := find(root, func(n *html.Node) bool {
				return n.Data == "a" && strings.Contains(attr(n, "aria-label"), "belum diketahui")
			})
			for _, a := range unknowns {
				if bars := find(a, func(n *html.Node) bool { return n.Data == "rect" && !has(n, "hit") }); len(bars) > 0 {
					t.Errorf("%s has a bar", attr(a, "aria-label"))
				}
			}
			if c.Kind == chart.Columns && name != "facts, columns" {
				if len(unknowns) == 0 || len(find(root, classed("missing"))) == 0 {
					t.Error("an unknown column has no mark that says so")
				}
			}
		})
	}
}

func TestUnknownDoesNotMoveTheScale(t *testing.T) {
	a, b := balance(chart.Columns), balance(chart.Columns)
	b.Rows[6].Points[0].Answer.Value = 9e14
	heights := func(c chart.Chart) (out []string) {
		for _, n := range find(find(render(t, c), classed("wide"))[0], tagged("rect")) {
			out = append(out, attr(n, "height"))
		}
		return out
	}
	if x, y := heights(a), heights(b); strings.Join(x, " ") != strings.Join(y, " ") {
		t.Errorf("the amount of an unknown answer changes the picture: %v, %v", x, y)
	}
}

func TestPartialIsHatched(t *testing.T) {
	for _, kind := range []chart.Kind{chart.Columns, chart.Bars, chart.Stacked} {
		root := render(t, balance(kind))
		hatched := find(root, func(n *html.Node) bool {
			return n.Data == "rect" && strings.HasPrefix(attr(n, "fill"), "url(#neraca-h")
		})
		if len(hatched) == 0 {
			t.Errorf("%s: nothing is hatched", kind)
		}
		if !strings.Contains(textOf(root), "belum lengkap") && kind != chart.Stacked {
			t.Errorf("%s: the key does not explain the hatching", kind)
		}
		for _, a := range find(root, func(n *html.Node) bool {
			return has(n, "fig") && strings.Contains(attr(n, "aria-label"), "Jan–Nov 2022")
		}) {
			if !strings.Contains(attr(a, "aria-label"), "hanya mencakup Januari–November 2022") && !strings.Contains(attr(a, "aria-label"), "keseluruhan") {
				t.Errorf("%s: %q does not name the months", kind, attr(a, "aria-label"))
			}
		}
	}
	whole := balance(chart.Columns)
	whole.Rows = whole.Rows[:5]
	if n := find(render(t, whole), tagged("pattern")); len(find(render(t, whole), func(n *html.Node) bool { return strings.HasPrefix(attr(n, "fill"), "url(") })) > 0 {
		t.Errorf("whole years are hatched: %v", n)
	}
}

func TestColumnsAreInProportionAndNegativesHang(t *testing.T) {
	c := balance(chart.Columns)
	c.Rows = c.Rows[:5]
	c.Rows[1].Points[0] = value(2018, -1000)
	wide := find(render(t, c), classed("wide"))[0]
	var zero float64
	for _, l := range find(wide, classed("base")) {
		zero = number(t, attr(l, "y1"))
	}
	perMillion := 0.0
	for i, a := range find(wide, tagged("a")) {
		bar := find(a, func(n *html.Node) bool { return n.Data == "rect" && !has(n, "hit") })[0]
		v, _ := c.Rows[i].Points[0].Value()
		y, h := number(t, attr(bar, "y")), number(t, attr(bar, "height"))
		if v > 0 && math.Abs(y+h-zero) > 0.05 || v < 0 && math.Abs(y-zero) > 0.05 {
			t.Errorf("%g does not stand on zero: y %g, height %g, zero at %g", v, y, h, zero)
		}
		if scale := h / math.Abs(v); perMillion == 0 {
			perMillion = scale
		} else if math.Abs(scale/perMillion-1) > 0.01 {
			t.Errorf("%g is drawn to another scale: %g, not %g", v, scale, perMillion)
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return x
}

func TestLinesHaveGapsWhereUnknown(t *testing.T) {
	c := balance(chart.Lines)
	c.Rows[2].Points[0] = unknown(2019)
	paths := find(find(render(t, c), classed("stretch"))[0], tagged("path"))
	d := attr(paths[0], "d")
	if strings.Count(d, "M") != 2 || strings.Count(d, "L") != 3 {
		t.Errorf("2 known, a hole, 3 known should be two strokes: %q", d)
	}
}

func TestLinesDifferWithoutColour(t *testing.T) {
	root := render(t, monthly(chart.Lines))
	dash := map[string]bool{}
	for _, s := range find(root, classed("stretch")) {
		dash[attr(find(s, tagged("path"))[0], "stroke-dasharray")] = true
	}
	if len(dash) != 2 {
		t.Errorf("two lines with %d kinds of dash", len(dash))
	}
	if len(find(root, tagged("circle"))) == 0 || len(find(root, classed("at"))) == 0 {
		t.Error("two lines with the same markers")
	}
}

func TestNeighboursShareTheirAnnotation(t *testing.T) {
	c := balance(chart.Columns)
	c.Rows[4].Note = "pandemi"
	wide := find(render(t, c), classed("wide"))[0]
	if notes := find(wide, classed("note")); len(notes) != 1 {
		t.Errorf("two pandemic years have %d annotations, want one under a bracket", len(notes))
	}
}

func TestDisputedValuesSaySo(t *testing.T) {
	c := balance(chart.Columns)
	c.Rows[0].Points[0].Answer.Status = ledger.Conflicting
	root := render(t, c)
	if got := textOf(find(root, classed("value"))[0]); got != "1.725,99 ≠" {
		t.Errorf("the disputed value reads %q", got)
	}
	if !strings.Contains(textOf(find(root, classed("pic-key"))[0]), "sumber berbeda angka") {
		t.Error("the key does not explain the sign")
	}
}

func TestAnEmptyChartSaysSo(t *testing.T) {
	for _, rows := range [][]chart.Row{nil, {{Label: "2024", Points: []chart.Point{unknown(2024)}}}} {
		c := balance(chart.Treemap)
		c.Rows = rows
		if got := textOf(render(t, c)); !strings.Contains(got, "Belum ada angka") {
			t.Errorf("an empty chart says %q", got)
		}
	}
}

func TestManyPointsDoNotStopTheKeyboard(t *testing.T) {
	for _, a := range find(render(t, monthly(chart.Columns)), tagged("a")) {
		if attr(a, "tabindex") != "-1" {
			t.Fatalf("%s takes a stop of its own", attr(a, "aria-label"))
		}
	}
}
