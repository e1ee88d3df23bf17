package draw

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/trade"
)

// Made-up facts. The names are real ones, long and short; the numbers follow
// a rule and mean nothing.
var (
	sections = []string{"Produk mineral", "Lemak dan minyak hewani atau nabati", "Kayu dan barang dari kayu", "Karet dan plastik",
		"Logam mulia dan perhiasan", "Hasil tumbuhan", "Makanan, minuman, dan tembakau", "Mesin dan peralatan listrik", "Kendaraan", "Tekstil"}
	goods = []string{"Batubara", "Minyak kelapa sawit dan fraksinya", "Kayu lapis, papan berlapis veneer, dan kayu laminasi sejenis",
		"Bijih zirkonium", "Karet alam", "Emas", "Perhiasan", "Rotan", "Ikan beku", "Kratom", "Bungkil", "Kayu gergajian",
		"Bijih besi", "Asam lemak", "Udang", "Kelapa", "Lada", "Mebel", "Arang kayu", "Madu"}
	partners = []string{"Tiongkok", "India", "Jepang", "Malaysia", "Korea Selatan", "Singapura", "Filipina", "Thailand", "Vietnam",
		"Belanda", "Amerika Serikat", "Persatuan Emirat Arab", "Bangladesh", "Pakistan"}
)

// fact is a made-up point of a chart of facts.
func fact(number float64, href string) chart.Point {
	return chart.Point{Fact: &chart.Fact{Number: number, Exact: fmt.Sprintf("%.2f", number), Known: true}, Href: href}
}

func absent() chart.Point { return chart.Point{Fact: &chart.Fact{}} }

func factChart(kind chart.Kind, name string) chart.Chart {
	return chart.Chart{
		ID: name, Kind: kind, Title: "Contoh buatan: " + name, What: "Angka buatan untuk uji gambar", Text: "Contoh buatan " + name + ".",
		RowName: "Barang", Columns: []string{"Ekspor"}, Source: "rilis buatan", Link: "/id/jelajah?v=" + name,
		Unit: chart.Unit{Of: chart.USD, Scale: 6},
	}
}

// tiles is a treemap of so many headings in sections; a power law, as trade is.
func tiles(n int) chart.Chart {
	c := factChart(chart.Treemap, "treemap")
	for i, s := range sections {
		c.Nodes = append(c.Nodes, chart.Node{Key: fmt.Sprint("s", i), Label: s, Href: fmt.Sprint("/id/jelajah?bagian=", i)})
	}
	r := rand.New(rand.NewPCG(1, 2))
	total := 0.0
	for i := range n {
		v := 4e9 / math.Pow(float64(i+1), 1.15)
		total += v
		code := fmt.Sprintf("%04d", 101+i*7)
		section := i
		if i >= len(sections) {
			section = int(math.Sqrt(r.Float64()*100)) % len(sections)
		}
		c.Rows = append(c.Rows, chart.Row{Key: code, Label: goods[i%len(goods)], Group: fmt.Sprint("s", section), Points: []chart.Point{fact(v, "/id/jelajah?pos="+code)}})
	}
	for i := range c.Rows {
		p := &c.Rows[i].Points[0]
		p.Share = i18n.Printer{Lang: i18n.ID}.Percent(p.Fact.Number/total, 1)
	}
	return c
}

// months is so many series over so many months, with a gap in the second.
func months(kind chart.Kind, series, n int) chart.Chart {
	c := factChart(kind, string(kind))
	c.RowName, c.Columns = "Bulan", nil
	for s := range series {
		name := goods[s%len(goods)]
		c.Columns = append(c.Columns, name)
		c.Heads = append(c.Heads, chart.Node{Key: fmt.Sprint(s), Label: name, Href: fmt.Sprint("/id/jelajah?barang=", s)})
	}
	p := i18n.Printer{Lang: i18n.ID}
	for i := range n {
		m := trade.MonthOf(2015, 1) + trade.Month(i)
		row := chart.Row{Key: m.String(), Label: p.Month(m)}
		for s := range series {
			v := 4e8 / math.Pow(float64(s+1), 0.8) * (1 + 0.3*math.Sin(float64(i)/9+float64(s)) + float64(i)/160)
			pt := fact(v, fmt.Sprintf("/id/jelajah?barang=%d&bulan=%s", s, m))
			pt.Fact.Period = trade.Period{From: m, To: m}
			if s == 1 && i%31 == 7 {
				pt = absent()
			}
			row.Points = append(row.Points, pt)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// years is a few series over a few years.
func years(kind chart.Kind, series int) chart.Chart {
	c := months(kind, series, 10)
	for i := range c.Rows {
		y := 2015 + i
		c.Rows[i].Key, c.Rows[i].Label = fmt.Sprint(y), fmt.Sprint(y)
		for s := range c.Rows[i].Points {
			c.Rows[i].Points[s].Fact.Period = trade.YearOf(y)
		}
	}
	c.RowName, c.Rows[5].Note = "Tahun", "pandemi"
	return c
}

// flowing is a flow of goods from industries to partners.
func flowing() chart.Chart {
	c := factChart(chart.Sankey, "sankey")
	c.RowName = "Arus"
	industries := []string{"Pertambangan", "Perkebunan", "Industri pengolahan", "Kehutanan"}
	node := func(layer, i int, label string, color int, muted bool) {
		c.Nodes = append(c.Nodes, chart.Node{Key: fmt.Sprint(layer, "-", i), Label: label, Layer: layer, Color: color, Muted: muted, Href: fmt.Sprint("/id/jelajah?simpul=", layer, "-", i)})
	}
	for i, s := range industries {
		node(0, i, s, i+1, false)
	}
	for i := range 7 {
		node(1, i, goods[i], 0, false)
	}
	node(1, 7, "Lainnya", 0, true)
	for i := range 9 {
		node(2, i, partners[i], 0, false)
	}
	node(2, 9, "Negara lain", 0, true)
	flow := func(from, to string, v float64) {
		label := func(key string) string {
			for _, n := range c.Nodes {
				if n.Key == key {
					return n.Label
				}
			}
			return ""
		}
		c.Rows = append(c.Rows, chart.Row{Key: from + ">" + to, Label: label(from) + " → " + label(to), From: from, To: to, Points: []chart.Point{fact(v, "/id/jelajah?arus="+from+to)}})
	}
	for g := range 8 {
		total := 0.0
		for p := range 10 {
			if (g*3+p*5)%4 < 2 {
				v := 3e9 / float64(g+1) / float64((p+g)%10+1)
				total += v
				flow(fmt.Sprint("1-", g), fmt.Sprint("2-", p), v)
			}
		}
		flow(fmt.Sprint("0-", g%4), fmt.Sprint("1-", g), total)
	}
	return c
}

// cloud is a scatter of goods: growth across, value up on powers of ten,
// weight as size.
func cloud(n int) chart.Chart {
	c := factChart(chart.Scatter, "scatter")
	c.Unit, c.Units = chart.Unit{}, []chart.Unit{{Of: chart.Percent}, {Of: chart.USD, Scale: 6}, {Of: chart.Kilogram, Scale: 6}}
	c.Columns, c.LogY = []string{"Pertumbuhan setahun", "Nilai", "Berat"}, true
	for i, s := range sections {
		c.Nodes = append(c.Nodes, chart.Node{Key: fmt.Sprint("s", i), Label: s})
	}
	r := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		v := 5e9 / math.Pow(float64(i+1), 1.4)
		c.Rows = append(c.Rows, chart.Row{
			Key: fmt.Sprint(i), Label: goods[i%len(goods)], Group: fmt.Sprint("s", i%len(sections)), Href: fmt.Sprint("/id/jelajah?barang=", i),
			Points: []chart.Point{fact(r.NormFloat64()*25+5, ""), fact(v, ""), fact(v*(0.5+9*r.Float64()), "")},
		})
	}
	return c
}

// heat is goods by partner.
func heat() chart.Chart {
	c := factChart(chart.Heat, "heat")
	c.Unit = chart.Unit{Of: chart.Percent}
	c.Columns = partners[:8]
	for i := range 9 {
		row := chart.Row{Key: fmt.Sprint(i), Label: goods[i], Href: fmt.Sprint("/id/jelajah?barang=", i)}
		for p := range 8 {
			pt := fact(90/float64(1+(i*5+p*3)%11)-20, fmt.Sprintf("/id/jelajah?barang=%d&negara=%d", i, p))
			if (i+p)%9 == 8 {
				pt = absent()
			}
			row.Points = append(row.Points, pt)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// globe is a map with a small country, a deficit and a remainder.
func globe() chart.Chart {
	c := factChart(chart.Map, "map")
	c.Place = &chart.Place{Label: "Kalimantan Tengah", Lat: -1.7, Lon: 113.4, Country: "IDN"}
	for i, iso := range []string{"CHN", "IND", "JPN", "KOR", "SGP", "MYS", "USA", "BRA", "KEN", "AUS", "RUS", "ZAF", "FRA"} {
		v := 3e9 / float64(i*i+1)
		if iso == "BRA" {
			v = -v
		}
		c.Rows = append(c.Rows, chart.Row{Key: iso, Label: iso, Points: []chart.Point{fact(v, "/id/jelajah?negara="+iso)}})
	}
	c.Rows = append(c.Rows, chart.Row{Label: "Negara lain", Muted: true, Points: []chart.Point{fact(2.5e8, "/id/jelajah?negara=lain")}})
	return c
}

// factKinds is each kind of picture of facts, small and great.
func factKinds() map[string]chart.Chart {
	bars := years(chart.Bars, 1)
	bars.Columns, bars.Heads = []string{"Ekspor"}, nil
	for i := range bars.Rows {
		bars.Rows[i].Label = goods[i]
	}
	bars.Rows[2].Points[0].Fact.Status = chart.Estimated
	flat := tiles(12)
	flat.Nodes = nil
	for i := range flat.Rows {
		flat.Rows[i].Group = ""
	}
	flat.ID = "datar"
	grouped := years(chart.Columns, 2)
	percent := heat()
	percent.Unit = chart.Unit{Of: chart.USD, Scale: 6}
	for i := range percent.Rows {
		percent.Rows[i].Points = slices.Clone(percent.Rows[i].Points)
		for j := range percent.Rows[i].Points {
			if f := percent.Rows[i].Points[j].Fact; f.Known {
				percent.Rows[i].Points[j].Fact = &chart.Fact{Number: f.Number * 1e7, Known: true}
			}
		}
	}
	return map[string]chart.Chart{
		"facts, bars": bars, "facts, columns": grouped, "facts, lines": years(chart.Lines, 5), "facts, many lines": months(chart.Lines, 20, 120),
		"facts, areas": years(chart.Areas, 6), "facts, treemap": tiles(1200), "facts, flat treemap": flat,
		"facts, sankey": flowing(), "facts, scatter": cloud(60), "facts, multiples": months(chart.Multiples, 12, 60), "facts, heat": percent, "facts, map": globe(),
	}
}
