package draw

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/chart"
)

// only returns the one picture of a kind that is shown where there is room.
func only(t *testing.T, c chart.Chart) *html.Node {
	t.Helper()
	root := render(t, c)
	if wide := find(root, classed("wide")); len(wide) > 0 {
		return wide[0]
	}
	return root
}

func TestEveryFlowIsALinkWithItsWords(t *testing.T) {
	c := flowing()
	c.Rows = append(c.Rows,
		chart.Row{Label: "Emas → Bulan", From: "1-5", To: "nowhere", Points: []chart.Point{fact(5e6, "/id/jelajah?x")}},
		chart.Row{Label: "Emas → Jepang", From: "1-5", To: "2-2", Points: []chart.Point{absent()}})
	root := render(t, c)
	drawn := map[string]bool{}
	for _, path := range find(only(t, c), classed("ribbon")) {
		if a := path.Parent; a.Data == "a" {
			drawn[attr(a, "aria-label")] = true
		}
	}
	for i, r := range c.Rows[:len(c.Rows)-2] {
		if say := c.Describe(id, i, 0); !drawn[say] {
			t.Errorf("the flow %q is not drawn: %q", r.Label, say)
		}
	}
	left := textOf(find(root, classed("pic-left"))[0])
	for _, want := range []string{"Emas → Bulan (5,00)", "Emas → Jepang (belum diketahui)"} {
		if !strings.Contains(left, want) {
			t.Errorf("%q is left out in silence: %q", want, left)
		}
	}
	names := map[string]bool{}
	for _, n := range find(root, classed("node-name")) {
		names[strings.TrimSpace(textOf(n))] = true
	}
	for _, want := range []string{"Kehutanan 2.260,27", "Tiongkok 3.354,38"} {
		if !names[want] {
			t.Errorf("no node says %q: %v", want, names)
		}
	}
}

// The heights of a flow at both ends are the same: what leaves arrives.
func TestAFlowArrivesAsItLeft(t *testing.T) {
	ends := regexp.MustCompile(`^M(\S+) (\S+)C\S+ \S+ \S+ \S+ \S+ (\S+)V(\S+)C\S+ \S+ \S+ (\S+) `)
	paths := find(only(t, flowing()), classed("ribbon"))
	if len(paths) < 20 {
		t.Fatalf("%d flows", len(paths))
	}
	for _, p := range paths {
		m := ends.FindStringSubmatch(attr(p, "d"))
		if m == nil {
			t.Fatalf("no ribbon: %s", attr(p, "d"))
		}
		leaves, arrives := number(t, m[5])-number(t, m[2]), number(t, m[4])-number(t, m[3])
		if math.Abs(leaves-arrives) > 0.021 || leaves <= 0 {
			t.Errorf("a flow leaves %g px high and arrives %g px high", leaves, arrives)
		}
	}
}

func TestDotsLieWhereTheirValuesSay(t *testing.T) {
	c := cloud(3)
	for i, v := range [][2]float64{{-50, 1e6}, {0, 1e7}, {50, 1e8}} {
		c.Rows[i].Points[0], c.Rows[i].Points[1] = fact(v[0], ""), fact(v[1], "/id/jelajah")
	}
	c.Rows = append(c.Rows, chart.Row{Label: "Tanpa nilai", Points: []chart.Point{fact(3, ""), fact(0, ""), fact(1, "")}})
	root := render(t, c)
	at := map[string][2]float64{}
	for _, dot := range find(root, classed("spot")) {
		at[strings.SplitN(attr(dot.Parent, "aria-label"), ":", 2)[0]] = [2]float64{number(t, attr(dot, "cx")), number(t, attr(dot, "cy"))}
	}
	a, b, d := at[goods[0]], at[goods[1]], at[goods[2]]
	if math.Abs(b[0]-(a[0]+d[0])/2) > 0.01 || math.Abs(b[1]-(a[1]+d[1])/2) > 0.02 || a[1] <= d[1] {
		t.Errorf("dots at %v, %v, %v: want even steps across, and even steps of powers of ten up", a, b, d)
	}
	if left := textOf(find(root, classed("pic-left"))[0]); !strings.Contains(left, "Tanpa nilai") {
		t.Errorf("a value of zero has no place on powers of ten, and nobody says so: %q", left)
	}
}

func TestLittlePicturesShareTheirScale(t *testing.T) {
	c := years(chart.Multiples, 3)
	for i := range c.Rows { // the second is a tenth of the first throughout
		n := c.Rows[i].Points[0].Fact.Number
		c.Rows[i].Points[1] = fact(n/10, "")
	}
	root := render(t, c)
	if n := len(find(root, func(n *html.Node) bool { return n.Data == "li" })); n != 3 {
		t.Fatalf("%d pictures, want 3", n)
	}
	lines := find(root, classed("line"))
	rise := func(n int) float64 { // from zero to the first value, px
		first := regexp.MustCompile(`^M\S+ (\S+?)L`).FindStringSubmatch(attr(lines[n], "d"))
		return miniTop + miniHeight - number(t, first[1])
	}
	if ratio := rise(0) / rise(1); math.Abs(ratio-10) > 0.1 {
		t.Errorf("ten times the value stands %g times as high", ratio)
	}
}

func TestShadedTablesAreTables(t *testing.T) {
	root := render(t, heat())
	cells := find(root, tagged("td"))
	if len(cells) != 72 || len(find(root, func(n *html.Node) bool { return n.Data == "th" && attr(n, "scope") == "row" })) != 9 {
		t.Fatalf("%d cells", len(cells))
	}
	shades := map[string]int{}
	for _, td := range cells {
		class := attr(td, "class")
		shades[class]++
		if links := find(td, tagged("a")); (class == "q-none") != (len(links) == 0) {
			t.Errorf("a cell of class %s has %d links", class, len(links))
		}
	}
	if shades["q5"] == 0 || shades["n1"]+shades["n2"]+shades["n3"] == 0 || shades["q-none"] != 8 {
		t.Errorf("shades %v", shades)
	}
	if ramp := textOf(find(root, classed("ramp"))[0]); !strings.Contains(ramp, "70,0%") || !strings.Contains(ramp, "di bawah nol") {
		t.Errorf("the ramp says %q", ramp)
	}
}

// Published figures are drawn as they were: no names at the ends, a key.
func TestLinesOfFiguresKeepTheirKey(t *testing.T) {
	if n := find(render(t, monthly(chart.Lines)), classed("ends")); len(n) > 0 {
		t.Error("lines of published figures have names at their ends")
	}
	root := render(t, years(chart.Lines, 5))
	if n := len(find(root, classed("end-name"))); n != 5 {
		t.Errorf("%d names at the ends of five lines", n)
	}
}
