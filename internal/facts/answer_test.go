package facts_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/trade"
)

// A small region: monthly exports of two years, the second only to February.
func region() *mem.Engine {
	row := func(year, month int, partner, product string, usd, kg int64) mem.Row {
		return mem.Row{Flow: trade.Export, Year: year, Month: month, Reporter: "IDN", Region: "62", Partner: partner,
			Product: product, Edition: "H5", Value: usd * 100, Grams: kg * 1000, HasWeight: kg > 0}
	}
	return mem.New(mem.Release{Dataset: "kalteng", Name: "r1", Rows: []mem.Row{
		row(2022, 1, "JPN", "44123100", 100, 50), row(2022, 2, "JPN", "44123100", 100, 50), row(2022, 3, "JPN", "44123100", 700, 350),
		row(2022, 1, "CHN", "27011210", 200, 2000), row(2022, 2, "CHN", "27011210", 200, 2000),
		row(2022, 1, "KEN", "15119010", 50, 0),
		row(2023, 1, "JPN", "44123100", 180, 60), row(2023, 2, "JPN", "44123100", 120, 60),
		row(2023, 1, "CHN", "27011210", 150, 3000), row(2023, 2, "CHN", "27011210", 150, 3000),
		row(2023, 2, "MYS", "27011210", 50, 500),
	}})
}

// ask runs a query given as an address writes it, and writes the answer as
// lines of text.
func ask(t *testing.T, e *mem.Engine, query string) string {
	t.Helper()
	f, err := asked(e, query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var b strings.Builder
	for i := range f.Len() {
		for _, c := range f.Codes {
			fmt.Fprint(&b, c[i], " ")
		}
		for _, c := range f.Columns {
			switch {
			case !c.Known(i):
				b.WriteString("? ")
			case c.Ints != nil:
				fmt.Fprint(&b, c.Ints[i], " ")
			default:
				fmt.Fprintf(&b, "%.4g ", c.Floats[i])
			}
		}
		b.WriteString("\n")
	}
	for _, n := range f.Notes {
		fmt.Fprintln(&b, "note", n.Code, strings.Join(n.Args, " "))
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), " \n", "\n")
}

func asked(e *mem.Engine, query string) (*facts.Frame, error) {
	values := map[string][]string{}
	for part := range strings.FieldsSeq(query) {
		k, v, _ := strings.Cut(part, "=")
		values[k] = append(values[k], v)
	}
	q, err := facts.ParseQuery(values)
	if err != nil {
		return nil, err
	}
	return facts.Answer(context.Background(), e, e, q, "")
}

func TestAnswer(t *testing.T) {
	e := region()
	for _, tc := range []struct{ name, query, want string }{
		{"a year that is not over grows like for like",
			"dataset=kalteng by=year measure=value,growth,change",
			"2022 135000 ? ?\n2023 65000 0 0\nnote same-months 2023 1-2"},
		{"growth by partner, lost and new ones too",
			"dataset=kalteng by=partner period=2023 measure=value,change,growth,contribution order=-change",
			"JPN 30000 10000 0.5 0.1538\nMYS 5000 5000 ? 0.07692\nKEN 0 -5000 -1 -0.07692\nCHN 30000 -10000 -0.25 -0.1538\nnote same-months 2023 1-2"},
		{"shares of each year",
			"dataset=kalteng by=year,hs2 measure=share",
			"2022 15 0.03704\n2022 27 0.2963\n2022 44 0.6667\n2023 27 0.5385\n2023 44 0.4615"},
		{"share under a filter is of what is filtered",
			"dataset=kalteng by=partner measure=share hs2=27 period=2023",
			"CHN 0.8571\nMYS 0.1429"},
		{"unit values leave out what was not weighed",
			"dataset=kalteng by=hs2 measure=unit_value period=2022",
			"15 ?\n27 0.1\n44 2"},
		{"sections come from chapters",
			"dataset=kalteng by=section period=2023",
			"IX 30000\nV 35000"},
		{"blocs overlap",
			"dataset=kalteng by=bloc period=2023 bloc=ASEAN",
			"APEC 5000\nASEAN 5000\nBIMPEAGA 5000\nCPTPP 5000\nD8 5000\nIMTGT 5000\nOIC 5000\nRCEP 5000\nnote blocs-overlap"},
		{"continents keep everything",
			"dataset=kalteng by=continent period=2022",
			"002 5000\n142 130000"},
		{"quarters",
			"dataset=kalteng by=quarter measure=value,growth",
			"2022-Q1 135000 ?\n2023-Q1 65000 0\nnote same-months 2023 1-2"},
		{"without coal",
			"dataset=kalteng by=year hs2!=27 measure=value,growth",
			"2022 95000 ?\n2023 30000 0.2\nnote same-months 2023 1-2"},
		{"a month a year before",
			"dataset=kalteng by=month measure=value,growth hs2=44",
			"2022-01 10000 ?\n2022-02 10000 ?\n2022-03 70000 ?\n2023-01 18000 0.8\n2023-02 12000 0.2"},
		{"like for like keeps the months that all years have",
			"dataset=kalteng by=year alike=1",
			"2022 65000\n2023 65000\nnote like-for-like export 1-2 2022,2023"},
		{"order and limit of something computed",
			"dataset=kalteng by=partner measure=share order=-share limit=1 period=2022",
			"JPN 0.6667"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := ask(t, e, tc.query); got != tc.want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", tc.query, got, tc.want)
			}
		})
	}
}

// One good, sold to one partner: 200 US$ for 100 kg, then 300 for 120. Price
// 2.00 to 2.50, volume 100 to 120.
func TestPriceAndVolume(t *testing.T) {
	got := ask(t, region(), "dataset=kalteng by=hs2 hs2=44 period=2023 measure=growth,price,volume")
	if want := "44 0.5 0.25 0.2\nnote same-months 2023 1-2"; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// RCA against twenty countries of which one exports two goods and the others
// one: worked out by hand.
func TestRCA(t *testing.T) {
	rows := []mem.Row{}
	export := func(who, product string, usd int64) {
		rows = append(rows, mem.Row{Flow: trade.Export, Year: 2023, Reporter: who, Partner: "JPN", Product: product, Edition: "H5", Value: usd * 100})
	}
	for i := range 19 {
		export(fmt.Sprintf("A%02d", i), "270112", 100)
	}
	export("IDN", "270112", 100)
	export("IDN", "441231", 100)
	e := mem.New(mem.Release{Dataset: "world", Name: "w", Rows: rows})
	f, err := asked(e, "dataset=world by=reporter,hs4 reporter=IDN flow=export measure=rca")
	if err != nil {
		t.Fatal(err)
	}
	// Half of Indonesia's 200 against 2000 and 100 of the world's 2100.
	for i, want := range []float64{0.5 / (2000.0 / 2100), 0.5 / (100.0 / 2100)} {
		if got := f.Column(facts.RCA).Floats[i]; math.Abs(got-want) > 1e-12 {
			t.Errorf("RCA of %s = %v, want %v", f.Codes[1][i], got, want)
		}
	}
	for _, bad := range []string{
		"dataset=world by=reporter measure=rca flow=export",
		"dataset=world by=hs4,partner measure=rca flow=export",
		"dataset=world by=hs4 measure=rca flow=export partner=JPN",
	} {
		if _, err := asked(e, bad); trade.CodeOf(err) != trade.Invalid {
			t.Errorf("%s: %v, want an invalid query", bad, err)
		}
	}
}

func TestAnswerOfBadQueries(t *testing.T) {
	e := region()
	for _, query := range []string{
		"dataset=kalteng by=planet",
		"dataset=kalteng by=year measure=beauty",
		"dataset=kalteng by=year planet=mars",
		"dataset=kalteng by=year,year",
		"dataset=kalteng by=year bloc=ATLANTIS",
		"dataset=kalteng by=year section=XXX",
		"dataset=kalteng by=year year=23",
		"dataset=kalteng by=year period=2023-13",
		"dataset=kalteng by=year limit=-1",
		"dataset=kalteng by=partner measure=growth", // which year?
		"dataset=kalteng by=year order=share",
		"dataset=kalteng by=port",
		"dataset=nowhere by=year",
	} {
		if f, err := asked(e, query); err == nil {
			t.Errorf("%s: answered with %d rows", query, f.Len())
		} else if c := trade.CodeOf(err); c != trade.Invalid && c != trade.NotFound {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func TestQueriesSurviveTheirAddress(t *testing.T) {
	for _, query := range []string{
		"dataset=d by=year,hs2 measure=value,share period=2019..2021,2023-07 order=-value,hs2 limit=10 offset=20 alike=1 partner=JPN,CHN hs2!=27",
		"dataset=d release=r port=TANJUNG\\,PERAK,SAMPIT",
	} {
		values := map[string][]string{}
		for part := range strings.FieldsSeq(query) {
			i := strings.Index(part, "=")
			values[part[:i]] = []string{part[i+1:]}
		}
		if _, ok := values["hs2!"]; strings.Contains(query, "hs2!") && !ok {
			t.Fatal("the test takes keys apart wrongly")
		}
		q, err := facts.ParseQuery(values)
		if err != nil {
			t.Fatal(err)
		}
		again, err := facts.ParseQuery(q.Values())
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(q) != fmt.Sprint(again) {
			t.Errorf("%v\ncame back as\n%v", q, again)
		}
	}
}
