package draw

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

var id = i18n.Printer{Lang: i18n.ID}

// value is a known point of a year, in million US$.
func value(year int, millions float64) chart.Point {
	v := trade.Amount(millions * float64(trade.Million))
	return chart.Point{
		Answer: ledger.Answer{
			Series: trade.Series{Flow: trade.Balance}, Period: trade.YearOf(year), Status: ledger.Published,
			Value: v, Low: v, High: v,
		},
		Text: id.Amount(v),
		Href: fmt.Sprintf("/id/angka/balance/%d", year),
	}
}

func unknown(year int) chart.Point {
	p := value(year, 0)
	p.Answer.Status, p.Text = ledger.Unknown, ""
	return p
}

// balance is the record of Kalimantan Tengah with a hole in it.
func balance(kind chart.Kind) chart.Chart {
	c := chart.Chart{
		ID: "neraca", Kind: kind, Title: "Surplus setiap tahun", What: "Juta dolar AS", Text: "Surplus naik.",
		RowName: "Tahun", Columns: []string{"Neraca"}, Source: "BPS, 6 angka", Link: "/id/neraca",
	}
	for i, v := range []float64{1725.99, 1677.29, 2099.40, 1791.09, 3050.82} {
		year := strconv.Itoa(2017 + i)
		c.Rows = append(c.Rows, chart.Row{Key: year, Label: year, Points: []chart.Point{value(2017+i, v)}})
	}
	c.Rows[3].Note = "pandemi"
	part := value(2022, 5291.17)
	part.Partial = true
	part.Answer.Period.To = trade.MonthOf(2022, 11)
	c.Rows = append(c.Rows,
		chart.Row{Key: "2022", Label: "Jan–Nov 2022", Points: []chart.Point{part}},
		chart.Row{Key: "2024", Label: "2024", Points: []chart.Point{unknown(2024)}})
	return c
}

// monthly is a long run of months of exports and imports with holes.
func monthly(kind chart.Kind) chart.Chart {
	c := balance(kind)
	c.Columns, c.Rows = []string{"Ekspor", "Impor"}, nil
	for m := trade.MonthOf(2018, 1); m <= trade.MonthOf(2023, 12); m++ {
		row := chart.Row{Key: m.String(), Label: m.String()}
		for s := range 2 {
			p := value(m.Year(), float64(100*(2-s)+int(m)%7*10))
			p.Answer.Period = trade.Period{From: m, To: m}
			if m.Number()%5 == 0 {
				p = unknown(m.Year())
			}
			row.Points = append(row.Points, p)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// every is each kind of picture, short and long.
func every() map[string]chart.Chart {
	out := map[string]chart.Chart{"months, columns": monthly(chart.Columns), "months, lines": monthly(chart.Lines)}
	for _, kind := range []chart.Kind{chart.Columns, chart.Lines, chart.Bars, chart.Stacked, chart.Treemap, chart.Map} {
		out[string(kind)] = balance(kind)
	}
	maps.Copy(out, factKinds())
	return out
}

func render(t *testing.T, c chart.Chart) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := Picture(c, id).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// find returns the elements below n that a test accepts.
func find(n *html.Node, accept func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && accept(d) {
			out = append(out, d)
		}
	}
	return out
}

func tagged(tag string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == tag }
}

func classed(class string) func(*html.Node) bool {
	return func(n *html.Node) bool { return has(n, class) }
}

func within(n *html.Node, accept func(*html.Node) bool) bool {
	for a := range n.Ancestors() {
		if a.Type == html.ElementNode && accept(a) {
			return true
		}
	}
	return false
}

// visible is the text of a link without what only shows under the pointer.
func visible(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		hidden := func(n *html.Node) bool { return n.Data == "title" || attr(n, "aria-hidden") == "true" }
		if d.Type == html.TextNode && !within(d, hidden) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
