package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/site/ui"
)

// ranked is a made-up ranking of so many commodities.
func ranked(n int) chart.Chart {
	c := chart.Chart{ID: "facts", Kind: chart.Treemap, Title: "Buatan", RowName: "Barang", Columns: []string{"Ekspor"}, Unit: chart.Unit{Of: chart.USD, Scale: 6}}
	for i := range n {
		c.Rows = append(c.Rows, chart.Row{Key: fmt.Sprint(i), Label: fmt.Sprint("Barang ", i), Points: []chart.Point{{
			Fact: &chart.Fact{Number: 1e9 / float64(i+1), Exact: fmt.Sprintf("%.2f", 1e9/float64(i+1)), Known: i != 2}, Href: fmt.Sprint("/id/jelajah?barang=", i), Share: "1,0%",
		}}})
	}
	c.Rows[1].Points[0].Fact.Status = chart.Estimated
	return c
}

func TestTheTableOfFactsLinksToTheirViews(t *testing.T) {
	doc, raw := render(t, ui.DataTable(request(t, i18n.ID, ui.Balance, ""), ranked(3)))
	links := doc.Tag("a")
	if len(links) != 3 || links[0].Get("href") != "/id/jelajah?barang=0" || !strings.Contains(links[0].Text(), "1.000,00") {
		t.Errorf("links: %d, %q", len(links), raw)
	}
	for _, want := range []string{"500,00", "(perkiraan)", "1,0%", `data-sort="500000000.00"`} {
		if !strings.Contains(raw, want) {
			t.Errorf("the table lacks %q", want)
		}
	}
	if strings.Contains(raw, "/id/angka/") {
		t.Error("a fact leads to a figure page")
	}
}

func TestALongTableIsCutAndSaysSo(t *testing.T) {
	doc, raw := render(t, ui.DataTable(request(t, i18n.ID, ui.Balance, ""), ranked(1200)))
	if rows := len(doc.Tag("tr")); rows != 201 {
		t.Errorf("%d rows, want the head and 200", rows)
	}
	if !strings.Contains(raw, "200 dari 1.200 baris") {
		t.Error("nothing says that rows are missing")
	}
}
