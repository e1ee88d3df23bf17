package explore_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/lake"
	desk "muara/internal/office/explore"
	"muara/internal/site"
	"muara/internal/site/explore"
	"muara/internal/site/ui"
	"muara/internal/site/ui/uitest"
	"muara/internal/trade"
	"muara/web"
)

// shelf is a catalogue over releases in memory.
type shelf struct {
	*mem.Engine
	sets     []lake.Dataset
	releases map[string][]string // by data set, the newest first
	rows     map[string]int64
}

func (s *shelf) Datasets() ([]lake.Dataset, error) { return s.sets, nil }

func (s *shelf) Manifest(dataset, release string) (*lake.Manifest, error) {
	schema, err := s.Schema(dataset, release)
	if err != nil {
		return nil, err
	}
	return &lake.Manifest{
		Version: lake.Version, Dataset: dataset, Release: schema.Release, Made: day(schema.Release),
		Monthly: schema.Monthly, Coverage: schema.Coverage, Codes: schema.Codes, Rows: s.rows[dataset+schema.Release],
		Inputs: []lake.Input{{Name: dataset + ".xlsx", SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Rows: s.rows[dataset+schema.Release], Kind: "provincial"}},
	}, nil
}

func (s *shelf) Releases(dataset string) ([]lake.Info, error) {
	var out []lake.Info
	for i, r := range s.releases[dataset] {
		info := lake.Info{Release: r, Made: day(r), Published: day(r), Rows: s.rows[dataset+r], Current: i == 0}
		if i > 0 {
			info.Until = day(s.releases[dataset][i-1])
		}
		out = append(out, info)
	}
	return out, nil
}

func day(release string) time.Time {
	t, err := time.Parse("20060102", release[:8])
	if err != nil {
		panic(err)
	}
	return t
}

// The figures of these tests are made up: round numbers, goods and countries
// that stand for all others.
var (
	goods    = []string{"27011900", "27012000", "15111000", "15119020", "44123300", "26060000", "71131920", "46012190", "03061790", "40012200", "26159000", "94036010"}
	partners = []string{"CHN", "JPN", "IND", "KOR", "MYS", "SGP", "THA", "KEN", "USA", "NLD", "AUS", "BRA"}
	ports    = []string{"SAMPIT", "PANGKALAN BUN", "BANJARMASIN", "TANJUNG PRIOK, JAKARTA"}
)

// province has rows of a province, by month from 2021; the last year ends in
// October.
func province(last int) []mem.Row {
	var rows []mem.Row
	for year := 2021; year <= last; year++ {
		for month := 1; month <= 12; month++ {
			if year == last && month > 10 {
				continue
			}
			for g, product := range goods {
				for k, partner := range partners {
					if (g+k+month)%3 != 0 {
						continue
					}
					value := int64(1_000_000_00/(g*g+2)/(k+2)) * int64(year-2015+month%4)
					rows = append(rows, mem.Row{
						Flow: trade.Export, Year: year, Month: month, Reporter: "IDN", Region: "62", Partner: partner, Product: product, Edition: "H6",
						Port: ports[(g+k)%len(ports)], Value: value, Grams: value * int64(g+3) * 10, HasWeight: g != 6,
					})
					if g%3 == 0 {
						rows = append(rows, mem.Row{
							Flow: trade.Import, Year: year, Month: month, Reporter: "IDN", Region: "62", Partner: partner, Product: product, Edition: "H6",
							Port: ports[k%2], Value: value / 7, Grams: value, HasWeight: true,
						})
					}
				}
			}
		}
	}
	rows = append(rows, mem.Row{Flow: trade.Export, Year: 2023, Month: 5, Reporter: "IDN", Region: "63", Partner: "JPN", Product: "27011900", Edition: "H6", Port: ports[0], Value: 5_000_000_00})
	rows = append(rows, mem.Row{Flow: trade.Export, Year: 2023, Month: 5, Reporter: "IDN", Region: "62", Partner: "", Product: "27011900", Edition: "H6", Port: "<script>alert(1)</script>", Value: 1_000_00})
	return rows
}

// world has annual rows of many reporters, without weights.
func world() []mem.Row {
	var rows []mem.Row
	for year := 2022; year <= 2023; year++ {
		for r, reporter := range []string{"IDN", "MYS", "THA", "CHN", "JPN", "IND", "KOR", "AUS", "BRA", "USA", "NLD", "KEN", "DEU", "FRA", "ITA", "ESP", "GBR", "CAN", "MEX", "ZAF", "EGY", "VNM", "PHL", "SGP"} {
			for g, product := range goods {
				for _, partner := range []string{"CHN", "JPN", "USA", "DEU"} {
					if partner != reporter && (r*g)%5 != 1 {
						rows = append(rows, mem.Row{Flow: trade.Export, Year: year, Reporter: reporter, Partner: partner, Product: product[:6], Edition: "H5",
							Value: int64(10_000_000_00) / int64(r+g+1)})
					}
				}
			}
		}
	}
	return rows
}

func loaded() *desk.Desk {
	old, now, all := province(2024), province(2025), world()
	s := &shelf{
		Engine: mem.New(mem.Release{Dataset: "kalteng", Name: "20251001", Rows: old}, mem.Release{Dataset: "kalteng", Name: "20251120", Rows: now}, mem.Release{Dataset: "dunia", Name: "20250601", Rows: all}),
		sets: []lake.Dataset{
			{ID: "dunia", Title: trade.Text{ID: "Perdagangan dunia", EN: "World trade"}, Source: trade.Text{ID: "Contoh", EN: "Example"}, SourceURL: "https://example.org/world", Licence: "Etalab 2.0", Kind: "baci"},
			{ID: "kalteng", Title: trade.Text{ID: "Contoh Kalimantan Tengah", EN: "Example of Central Kalimantan"}, Source: trade.Text{ID: "Dibuat untuk uji", EN: "Made for tests"}, Illustrative: true, Kind: "provincial"},
		},
		releases: map[string][]string{"kalteng": {"20251120", "20251001"}, "dunia": {"20250601"}},
		rows:     map[string]int64{"kalteng20251120": int64(len(now)), "kalteng20251001": int64(len(old)), "dunia20250601": int64(len(all))},
	}
	return desk.New(s, s.Engine, nil)
}

var _ facts.Source = (*shelf)(nil)

// serve is the explorer in a site of its own; d may be nil.
func serve(t testing.TB, d *desk.Desk) http.Handler {
	t.Helper()
	o, err := uitest.Office()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := ui.NewAssets(web.Dist())
	if err != nil {
		t.Fatal(err)
	}
	return site.New(o, assets, site.Options{Facts: d, Log: slog.New(slog.DiscardHandler), BaseURL: "https://muara.example"}, explore.Routes()...)
}

func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func read(t testing.TB, h http.Handler, path string) uitest.Doc {
	t.Helper()
	w := get(t, h, path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d: %s", path, w.Code, uitest.Parse(t, w.Body.String()).ID("main").Text())
	}
	return uitest.Parse(t, w.Body.String())
}
