// Package profiletest makes desks over a few made-up rows, for tests of what is
// told of commodities, countries and mirrors. No number here is a real one.
package profiletest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// Set is a data set with its rows.
type Set struct {
	lake.Dataset
	Rows []mem.Row
}

type catalog struct {
	*mem.Engine
	sets []Set
}

const release = "20240506T070809Z-0badcafe"

// Desk is a desk on these data sets; names may be nil.
func Desk(t testing.TB, names explore.Names, sets ...Set) *explore.Desk {
	t.Helper()
	slices.SortFunc(sets, func(a, b Set) int { return strings.Compare(a.ID, b.ID) })
	var releases []mem.Release
	for _, s := range sets {
		releases = append(releases, mem.Release{Dataset: s.ID, Name: release, Rows: s.Rows})
	}
	e := mem.New(releases...)
	return explore.New(catalog{e, sets}, e, func() explore.Names { return names })
}

// Datasets implements explore.Catalog.
func (c catalog) Datasets() ([]lake.Dataset, error) {
	var out []lake.Dataset
	for _, s := range c.sets {
		out = append(out, s.Dataset)
	}
	return out, nil
}

// Manifest implements explore.Catalog.
func (c catalog) Manifest(dataset, _ string) (*lake.Manifest, error) {
	s, err := c.Schema(dataset, "")
	if err != nil {
		return nil, err
	}
	return &lake.Manifest{Dataset: dataset, Release: s.Release, Made: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC),
		Monthly: s.Monthly, Coverage: s.Coverage, Codes: s.Codes, Rows: s.Tables[0].Rows}, nil
}

// Row makes a row in whole US$ and kilograms; kg 0 is a row without a weight.
// month 0 is a whole year.
func Row(flow trade.Flow, year, month int, reporter, partner, product string, usd, kg int64) mem.Row {
	return mem.Row{Flow: flow, Year: year, Month: month, Reporter: reporter, Partner: partner, Product: product,
		Value: usd * 100, Grams: kg * 1000, HasWeight: kg > 0}
}

// World is a made-up reconciled data set in which 24 countries sell coal and
// wood in two years: Indonesia is the second seller of coal.
func World() Set {
	s := Set{Dataset: lake.Dataset{ID: "baci", Kind: "baci", Title: trade.Text{ID: "Dunia buatan", EN: "Made-up world"},
		Source: trade.Text{ID: "buatan sendiri", EN: "made up"}}}
	sellers := []string{"AUS", "IDN", "BRA", "CAN", "CHL", "COL", "DEU", "EGY", "FRA", "GBR", "IND", "ITA", "KAZ", "MEX", "MYS", "NLD", "POL", "RUS", "THA", "TUR", "UKR", "USA", "VNM", "ZAF"}
	for year := 2021; year <= 2022; year++ {
		more := int64(year - 2021)
		for i, c := range sellers {
			s.Rows = append(s.Rows,
				Row(trade.Export, year, 0, c, "JPN", "270112", int64(1000-40*i)*(10+more), 5000),
				Row(trade.Export, year, 0, c, "CHN", "270119", int64(500-20*i)*(10-more), 4000))
			if c != "IDN" {
				s.Rows = append(s.Rows, Row(trade.Export, year, 0, c, "IDN", "440710", int64(100+i), 10))
			}
		}
		s.Rows = append(s.Rows, Row(trade.Export, year, 0, "IDN", "JPN", "440710", 2_000*(1+more), 400))
	}
	return s
}

// Region is a made-up monthly data set of Central Kalimantan with tariff lines.
func Region() Set {
	s := Set{Dataset: lake.Dataset{ID: "daerah", Kind: "provincial", Title: trade.Text{ID: "Daerah buatan", EN: "Made-up region"},
		Source: trade.Text{ID: "buatan sendiri", EN: "made up"}, Illustrative: true}}
	for month := 1; month <= 12; month++ {
		for year := 2021; year <= 2022; year++ {
			if year == 2022 && month > 7 {
				continue
			}
			r := Row(trade.Export, year, month, "IDN", "JPN", "27011290", int64(1000*month), int64(100*month))
			r.Region = "62"
			s.Rows = append(s.Rows, r)
		}
	}
	return s
}

// Reports is a made-up data set of what Indonesia, Japan and Singapore report
// of their trade with each other: Japan sees more than Indonesia says, and
// Singapore less.
func Reports() Set {
	s := Set{Dataset: lake.Dataset{ID: "laporan", Kind: "comtrade-csv", Title: trade.Text{ID: "Laporan buatan", EN: "Made-up reports"},
		Source: trade.Text{ID: "buatan sendiri", EN: "made up"}}}
	s.Rows = append(s.Rows,
		Row(trade.Export, 2022, 0, "IDN", "JPN", "270112", 10_000, 0),
		Row(trade.Export, 2022, 0, "IDN", "JPN", "440710", 3_000, 0),
		Row(trade.Import, 2022, 0, "JPN", "IDN", "270112", 11_500, 0),
		Row(trade.Import, 2022, 0, "JPN", "IDN", "090111", 700, 0),
		Row(trade.Export, 2022, 0, "IDN", "SGP", "270112", 8_000, 0),
		Row(trade.Import, 2022, 0, "SGP", "IDN", "270112", 2_000, 0),
		Row(trade.Export, 2022, 0, "IDN", "CHN", "270112", 5_000, 0),
	)
	return s
}

// Names is a made-up nomenclature of a few codes.
type Names map[string]trade.Text

// Of implements explore.Names.
func (n Names) Of(code, _ string) (nomen.Name, bool) {
	t, ok := n[code]
	return nomen.Name{Code: code, Text: t}, ok
}

// Has reports whether a code is listed.
func (n Names) Has(_, code string) (known, listed bool) { _, ok := n[code]; return ok, true }

// Children are the codes two digits longer.
func (n Names) Children(code, _ string) []string {
	var out []string
	for c := range n {
		if len(c) == len(code)+2 && c[:len(code)] == code {
			out = append(out, c)
		}
	}
	slices.Sort(out)
	return out
}

// Duty is 5 % on every tariff line.
func (n Names) Duty(code string) (nomen.Duty, bool) {
	if _, ok := n[code]; !ok || len(code) < 8 {
		return nomen.Duty{}, false
	}
	return nomen.Duty{Kind: nomen.AdValorem, Percent: 5_0000, Raw: "5", Code: code, Year: 2022,
		Origin: nomen.Origin{File: "buku-buatan.csv", Imported: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)},
		Source: trade.Text{ID: "Buku tarif buatan 2022", EN: "Made-up tariff book 2022"}}, true
}

// Search finds codes whose name holds the word.
func (n Names) Search(query, lang string, limit int) []nomen.Hit {
	var out []nomen.Hit
	for _, c := range slices.Sorted(maps.Keys(n)) {
		if len(out) < limit && (c == query || strings.Contains(strings.ToLower(n[c].In(lang)), strings.ToLower(query))) {
			out = append(out, nomen.Hit{Code: c, Text: n[c]})
		}
	}
	return out
}

// Listed is a nomenclature with names for the goods of the sets above.
func Listed() Names {
	return Names{
		"2701":     {ID: "Batu bara", EN: "Coal"},
		"270112":   {ID: "Batu bara bitumen", EN: "Bituminous coal"},
		"27011290": {ID: "Batu bara bitumen, lain-lain", EN: "Bituminous coal, other"},
		"270119":   {ID: "Batu bara lain", EN: "Other coal"},
		"440710":   {ID: "Kayu gergajian", EN: "Sawn wood"},
	}
}

// Cents reads the value of a code in the first dimension of a frame.
func Cents(f *facts.Frame, code string) (int64, error) {
	i := slices.Index(f.Codes[0], code)
	if i < 0 {
		return 0, fmt.Errorf("no row %s", code)
	}
	return f.Column(facts.Value).Ints[i], nil
}
