package draw

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// shares is two chapters over a half year, a month within it and a later year.
func shares() chart.Chart {
	c := chart.Chart{ID: "bagian", Kind: chart.Spans, Title: "Bagian", RowName: "Periode", Columns: []string{"Bahan bakar", "Kayu"}}
	add := func(from, to trade.Month, ratios ...float64) {
		p := trade.Period{From: from, To: to}
		row := chart.Row{Key: p.String(), Label: id.PeriodShort(p)}
		for _, r := range ratios {
			row.Points = append(row.Points, chart.Point{
				Answer: ledger.Answer{Period: p}, Ratio: r, Share: id.Percent(r, 2), Href: "/id/angka/x/" + p.String(),
			})
		}
		c.Rows = append(c.Rows, row)
	}
	add(trade.MonthOf(2017, 1), trade.MonthOf(2017, 6), 0.5976, 0.0572)
	add(trade.MonthOf(2017, 3), trade.MonthOf(2017, 3), 0.70, 0)
	add(trade.MonthOf(2019, 1), trade.MonthOf(2019, 12), 0.62, 0)
	return c
}

func TestSpansAreAsLongAsTheirPeriods(t *testing.T) {
	root := render(t, shares())
	strips := find(root, func(n *html.Node) bool { return n.Data == "svg" && attr(n, "role") == "group" })
	if len(strips) != 2 {
		t.Fatalf("%d strips, want one for each column", len(strips))
	}
	lines := find(strips[0], func(n *html.Node) bool { return n.Data == "rect" && has(n, "f1") && !has(n, "tint") })
	want := []string{"33.33%", "16.67%", "2.78%"} // 12, 6 and 1 of the 36 months 2017 to 2019
	for i, l := range lines {
		if i >= len(want) || attr(l, "width") != want[i] {
			t.Errorf("line %d is %s wide, want %v", i, attr(l, "width"), want)
		}
	}
	if len(lines) != len(want) {
		t.Errorf("%d lines, want %d", len(lines), len(want))
	}
	if wood := find(strips[1], classed("tint")); len(wood) != 1 {
		t.Errorf("%d spans of wood, want 1: what is unknown is not drawn", len(wood))
	}
}

func TestSpansNameTheNewestShare(t *testing.T) {
	heads := find(render(t, shares()), classed("strip-head"))
	if len(heads) != 2 || !strings.Contains(textOf(heads[0]), "62,00%") || !strings.Contains(textOf(heads[1]), "5,72%") {
		t.Fatalf("%d headings, or without their newest shares", len(heads))
	}
	a := find(heads[0], tagged("a"))[0]
	if attr(a, "href") != "/id/angka/x/2019#share" {
		t.Errorf("the newest share leads to %s", attr(a, "href"))
	}
}

func TestSpansWithoutSharesSaySo(t *testing.T) {
	c := shares()
	for i := range c.Rows {
		for j := range c.Rows[i].Points {
			c.Rows[i].Points[j].Ratio = 0
		}
	}
	root := render(t, c)
	if len(find(root, tagged("svg"))) > 0 || !strings.Contains(textOf(root), "Belum ada angka") {
		t.Errorf("got %q", textOf(root))
	}
}

func TestSpansAsAFileStandAlone(t *testing.T) {
	svg := string(SVG(shares(), Options{Printer: i18n.Printer{Lang: i18n.EN}}))
	for _, want := range []string{"Bahan bakar", "Kayu", "2018", "80%", "10%"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if strings.Contains(svg, "class=") {
		t.Error("the file needs a style sheet")
	}
}
