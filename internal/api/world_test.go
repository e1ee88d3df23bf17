package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/auth"
	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/lake"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/pack"
	"muara/internal/trade"
	"muara/packs"
)

// The data sets of these tests are made up, and say so: round values, two
// products, three partners.

const (
	current = "20260301T000000Z-00000002"
	earlier = "20260201T000000Z-00000001"
	draft   = "20260401T000000Z-00000003"
	worldly = "20260115T000000Z-0000000a"
)

// months makes rows of one cell, from January on.
func months(year int, partner, product string, dollars ...int64) (out []mem.Row) {
	for i, v := range dollars {
		out = append(out, mem.Row{Flow: trade.Export, Year: year, Month: i + 1, Reporter: "IDN", Partner: partner, Product: product, Edition: "H5",
			Value: v * 100, Grams: v * 500, HasWeight: true})
	}
	return out
}

func flat(v int64, n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func rows() (out []mem.Row) {
	out = append(out, months(2022, "JPN", "270112", flat(100, 12)...)...)
	out = append(out, months(2022, "CHN", "151190", flat(50, 12)...)...)
	out = append(out, months(2023, "JPN", "270112", flat(110, 10)...)...)
	out = append(out, months(2023, "CHN", "151190", flat(40, 10)...)...)
	out = append(out, months(2023, "KEN", "151190", 7)...)
	out = append(out, mem.Row{Flow: trade.Import, Year: 2023, Month: 1, Reporter: "IDN", Partner: "CHN", Product: "271019", Edition: "H5", Value: 12345})
	return out
}

// annual is a small world: 22 reporters that export two products.
func annual() (out []mem.Row) {
	for _, r := range strings.Fields("ARG AUS BRA CAN CHN DEU EGY FRA GBR IDN IND ITA JPN KEN KOR MEX MYS NLD SGP THA USA VNM") {
		for product, v := range map[string]int64{"270112": 1_000_00, "151190": 500_00} {
			out = append(out, mem.Row{Flow: trade.Export, Year: 2022, Reporter: r, Partner: "JPN", Product: product, Edition: "H5", Value: v})
		}
	}
	return out
}

// catalog describes what the engine of tests holds.
type catalog struct {
	*mem.Engine
	sets      []lake.Dataset
	manifests map[string]*lake.Manifest
	infos     map[string][]lake.Info
}

func (c *catalog) Datasets() ([]lake.Dataset, error) { return c.sets, nil }

func (c *catalog) Schema(dataset, release string) (*facts.Schema, error) {
	m, err := c.Manifest(dataset, release)
	if err != nil {
		return nil, err
	}
	return c.Engine.Schema(dataset, m.Release)
}

func (c *catalog) Manifest(dataset, release string) (*lake.Manifest, error) {
	for _, i := range c.infos[dataset] {
		if i.Release == release || release == "" && i.Current {
			return c.manifests[i.Release], nil
		}
	}
	return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{ID: "rilis data " + release + " tidak ada", EN: "there is no release " + release}}
}

func (c *catalog) Releases(dataset string) ([]lake.Info, error) { return c.infos[dataset], nil }

func newCatalog() *catalog {
	c := &catalog{
		Engine: mem.New(
			mem.Release{Dataset: "contoh", Name: earlier, Rows: rows()[:24]},
			mem.Release{Dataset: "contoh", Name: draft, Rows: rows()[:1]},
			mem.Release{Dataset: "contoh", Name: current, Rows: rows()},
			mem.Release{Dataset: "dunia", Name: worldly, Rows: annual()},
		),
		sets: []lake.Dataset{
			{ID: "contoh", Title: trade.Text{ID: "Contoh bulanan", EN: "Monthly example"}, Source: trade.Text{ID: "Dikarang untuk pengujian", EN: "Made up for tests"}, Illustrative: true, Edition: "H5"},
			{ID: "dunia", Title: trade.Text{ID: "Dunia kecil", EN: "Small world"}, Source: trade.Text{ID: "Dikarang untuk pengujian", EN: "Made up for tests"}, SourceURL: "https://example.org/world", Licence: "CC0"},
		},
		manifests: map[string]*lake.Manifest{}, infos: map[string][]lake.Info{},
	}
	for _, r := range []struct {
		dataset, release, parent string
		current, published       bool
	}{{"contoh", current, earlier, true, true}, {"contoh", draft, current, false, false}, {"contoh", earlier, "", false, true}, {"dunia", worldly, "", true, true}} {
		s, err := c.Engine.Schema(r.dataset, r.release)
		if err != nil {
			panic(err)
		}
		made, _ := time.Parse("20060102T150405Z", r.release[:16])
		sum := sha256.Sum256([]byte(r.release))
		m := &lake.Manifest{Version: 1, Dataset: r.dataset, Release: r.release, Key: hex.EncodeToString(sum[:]), Parent: r.parent, Made: made,
			Monthly: s.Monthly, Rows: s.Tables[0].Rows, Codes: s.Codes, Coverage: s.Coverage,
			Inputs: []lake.Input{{Name: "contoh.csv", SHA256: hex.EncodeToString(sum[:]), Kind: "table", Rows: s.Tables[0].Rows, Release: r.release}}}
		for _, span := range s.Coverage {
			m.Value += span.Value
		}
		info := lake.Info{Release: r.release, Parent: r.parent, Made: made, Rows: m.Rows, Value: m.Value, Current: r.current}
		if r.published {
			info.Published = made
		}
		c.manifests[r.release], c.infos[r.dataset] = m, append(c.infos[r.dataset], info)
	}
	return c
}

// slow is an engine that answers only when it is let.
type slow struct {
	facts.Engine
	gate chan struct{}
}

func (s slow) Run(ctx context.Context, sc *facts.Schema, p *facts.Plan) (*facts.Frame, error) {
	select {
	case <-s.gate:
		return s.Engine.Run(ctx, sc, p)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var opened struct {
	once sync.Once
	*office.Office
}

// theOffice is opened once: reading a pack takes a while.
func theOffice(t testing.TB) *office.Office {
	t.Helper()
	opened.once.Do(func() { opened.Office = openOffice(t) })
	return opened.Office
}

func openOffice(t testing.TB) *office.Office {
	t.Helper()
	root, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(root, packs.Default)
	if p == nil {
		t.Fatal(faults)
	}
	o, err := office.New(p, func() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// options are those of most tests.
func options(t testing.TB) Options {
	t.Helper()
	c := newCatalog()
	return Options{
		Office: theOffice(t), Facts: explore.New(c, c.Engine, nil), Version: "test", Now: time.Now,
		Guard: auth.NewGuard(nil, auth.ModeLocal), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Limits: Limits{Requests: 100_000},
	}
}

// ask sends a request to a handler: "GET /datasets", headers as "Name: value".
func ask(t testing.TB, h http.Handler, line string, heads ...string) *httptest.ResponseRecorder {
	t.Helper()
	method, target, ok := strings.Cut(line, " ")
	if !ok {
		t.Fatalf("no request: %q", line)
	}
	r := httptest.NewRequest(method, Prefix+target, nil)
	for _, head := range heads {
		k, v, _ := strings.Cut(head, ": ")
		r.Header.Add(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
