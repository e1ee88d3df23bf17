package pack_test

import (
	"encoding/csv"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
	"muara/packs"
)

// kalteng reads the pack that comes with the program.
func kalteng(t testing.TB) (*pack.Pack, fs.FS) {
	t.Helper()
	fsys, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(fsys, packs.Default)
	if p == nil || len(faults) > 0 {
		t.Fatalf("faults:\n%s", written(faults, "en"))
	}
	return p, fsys
}

func TestKaltengRows(t *testing.T) {
	p, fsys := kalteng(t)
	for file, want := range map[string]int{
		"figures/total.csv":                  183 + 2, // two figures in two editions
		"figures/exports-by-commodity.csv":   92,
		"figures/exports-by-destination.csv": 74,
		"figures/exports-by-port.csv":        104,
		"figures/imports-by-commodity.csv":   35,
		"figures/imports-by-origin.csv":      35,
		"figures/imports-by-port.csv":        19,
		"sources.csv":                        131,
		"conflicts.csv":                      20,
		"small_firms.csv":                    51,
	} {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(text), "\n") - 1; got != want {
			t.Errorf("%s: %d rows, want %d", file, got, want)
		}
	}
	if len(p.Sources) != 131 || len(p.LeftOut) != 20 || len(p.SmallFirms) != 51 || len(p.Identities) != 4 {
		t.Errorf("%d sources, %d left out, %d facts, %d identities", len(p.Sources), len(p.LeftOut), len(p.SmallFirms), len(p.Identities))
	}
	months := make(map[trade.Period]bool)
	for _, f := range p.Figures {
		if f.Series == (trade.Series{Flow: trade.Export}) && f.Period.IsMonth() {
			months[f.Period] = true
		}
	}
	if len(months) != 57 { // pack.toml says so
		t.Errorf("total exports of %d months, pack.toml says 57", len(months))
	}
}

// TestKaltengRecord holds the pack to the figures of record, in million US$.
func TestKaltengRecord(t *testing.T) {
	p, _ := kalteng(t)
	for _, c := range []struct{ series, period, value string }{
		{"balance", "2017", "1725.99"},
		{"balance", "2018", "1677.29"},
		{"balance", "2019", "2099.40"},
		{"balance", "2020", "1791.09"},
		{"balance", "2021", "3050.82"},
		{"balance", "2022-01..2022-11", "5291.17"},
		{"export", "2021", "3102.06"},
		{"export", "2022", "5829.59"},
		{"export", "2023", "4992.10"},
		{"export", "2017-01..2017-10", "1527.43"},
		{"export", "2017-01..2017-10", "1533.43"},
		{"export", "2017", "1800.52"},
		{"export", "2017", "1794.51"},
	} {
		found := false
		for _, f := range p.Figures {
			if f.Series.String() == c.series && f.Period.String() == c.period && f.Value == units(t, c.value, 8) {
				found = true
				if f.Half != 500_000 {
					t.Errorf("%s: half a unit is %d cents", f.ID, f.Half)
				}
			}
		}
		if !found {
			t.Errorf("%s %s is not %s", c.series, c.period, c.value)
		}
	}
}

func TestKaltengLedger(t *testing.T) {
	p, _ := kalteng(t)
	if _, err := ledger.New(p.Figures, p.Shares, p.Identities); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, f := range p.Figures {
		if seen[f.ID] {
			t.Errorf("id twice: %s", f.ID)
		}
		seen[f.ID] = true
	}
	for _, s := range p.Shares {
		if seen[s.ID] {
			t.Errorf("id twice: %s", s.ID)
		}
		seen[s.ID] = true
	}
	for _, id := range []string{
		"export.hs2.27/2023-01..2023-11@elaeis-kontribusi-sawit-anjlok",
		"export.hs2.27~share/2023-01..2023-11@elaeis-kontribusi-sawit-anjlok",
		"import~weight/2022-02@balanganews-63965",
		"balance/2017@antara-616641",
	} {
		if !seen[id] {
			t.Errorf("no figure %s: ids must stay, pages link to them", id)
		}
	}
}

// units reads a decimal number in units of 10^-places, by another way than the
// reader does.
func units(t testing.TB, s string, places int64) trade.Amount {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("not a number: %q", s)
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil)))
	if !r.IsInt() {
		t.Fatalf("more than %d decimals: %q", places, s)
	}
	return trade.Amount(r.Num().Int64())
}

// compilation reads a table of the original compilation, or skips the test.
func compilation(t *testing.T, name string) []map[string]string {
	t.Helper()
	root := os.Getenv("MUARA_TEST_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(root, "kalteng", name+".csv"))
	if err != nil {
		t.Skip("the original compilation is not here; set MUARA_TEST_DATA to the folder that holds kalteng/")
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, v := range line {
			row[lines[0][i]] = v
		}
		rows = append(rows, row)
	}
	return rows
}

// labels are the codes of what the compilation names in words.
var labels = map[string]string{
	"all goods": "", "oil and gas": "oilgas.oil-gas", "non-oil-and-gas": "oilgas.other",
	"hasil tambang (sektor)": "sector.mining", "hasil industri pengolahan (sektor)": "sector.manufacturing", "hasil pertanian (sektor)": "sector.agriculture",
	"batu bara": "product.coal", "rotan": "product.rattan", "generator": "product.generator", "mesin ekstraksi sawit": "product.palm-extraction-machine",
	"lainnya":                    "rest.hs2",
	"ports in Kalimantan Tengah": "portgroup.inside", "ports in other provinces": "portgroup.outside",
	"Bandara Tjilik Riwut": "port.tjilik-riwut", "Bandara Soekarno-Hatta": "port.soekarno-hatta",
	"via ports in Kalimantan Tengah only": "@via-region", "from Malaysia only": "@from-mys",
}

// slugOf names the series of a row of the compilation.
func slugOf(flow string, row map[string]string) string {
	part, scope := "", ""
	switch {
	case row["iso3"] != "":
		part = "country." + row["iso3"]
	case row["hs2"] != "":
		part = "hs2." + row["hs2"]
	case row["port"] != "":
		part = "port." + strings.ToLower(strings.ReplaceAll(row["port"], " ", "-"))
		if l, ok := labels[row["port"]]; ok {
			part = l
		}
	case row["commodity_label_id"] != "":
		part = labels[row["commodity_label_id"]]
	default:
		part = labels[row["scope"]]
	}
	if l := labels[row["scope"]]; strings.HasPrefix(l, "@") {
		scope = l
	}
	if part != "" {
		part = "." + part
	}
	return flow + part + scope
}

// TestKaltengLosesNothing finds every figure of the compilation in the pack with
// its value, share, weight, source, other sources and date, and no other figure
// beside the two earlier editions.
func TestKaltengLosesNothing(t *testing.T) {
	p, _ := kalteng(t)
	urls := make(map[string]pack.Source)
	for _, s := range p.Sources {
		urls[s.ID] = s
	}
	addresses := func(ids []string) string {
		var out []string
		for _, id := range ids {
			out = append(out, urls[id].URL)
		}
		return strings.Join(out, " ")
	}
	values, shares := make(map[string]ledger.Figure), make(map[string]ledger.Share)
	for _, f := range p.Figures {
		values[f.Series.String()+"/"+f.Period.String()+" "+addresses(f.Sources)] = f
	}
	for _, s := range p.Shares {
		shares[s.Series.String()+"/"+s.Period.String()+" "+addresses(s.Sources)] = s
	}
	figureCount, shareCount := 2, 0
	for name, flow := range map[string]string{
		"trade_total": "", "exports_by_commodity": "export", "exports_by_destination": "export", "exports_by_port": "export",
		"imports_by_commodity": "import", "imports_by_origin": "import", "imports_by_port": "import",
	} {
		for _, row := range compilation(t, name) {
			if row["flow"] != "" {
				flow = row["flow"]
			}
			period := trade.Period{From: month(t, row["period_start"]), To: month(t, row["period_end"])}
			from := strings.TrimSpace(row["source_url"] + " " + row["also_source_urls"])
			where := "/" + period.String() + " " + from
			slug := slugOf(flow, row)
			if v := row["value_musd"]; v != "" {
				figureCount++
				if f, ok := values[slug+where]; !ok || f.Value != units(t, v, 8) || f.Published.String() != row["published_approx"] {
					t.Errorf("%s: no %s%s = %s of %s", name, slug, where, v, row["published_approx"])
				}
			}
			if v := row["weight_kt"]; v != "" {
				figureCount++
				if f, ok := values[slug+"~weight"+where]; !ok || f.Value != units(t, v, 6) {
					t.Errorf("%s: no weight %s%s = %s", name, slug, where, v)
				}
			}
			if v := row["share_pct"]; v != "" {
				shareCount++
				if s, ok := shares[slug+where]; !ok || trade.Amount(s.Share) != units(t, v, 4) || s.Of != s.Series.Of() {
					t.Errorf("%s: no share %s%s = %s", name, slug, where, v)
				}
			}
		}
	}
	if len(p.Figures) != figureCount || len(p.Shares) != shareCount {
		t.Errorf("%d figures and %d shares, the compilation has %d and %d", len(p.Figures), len(p.Shares), figureCount, shareCount)
	}
}

func month(t *testing.T, s string) trade.Month {
	t.Helper()
	m, err := trade.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestKaltengLosesNoFact does the same for sources, facts and conflicts.
func TestKaltengLosesNoFact(t *testing.T) {
	p, _ := kalteng(t)
	byURL, url := make(map[string]pack.Source), make(map[string]string)
	for _, s := range p.Sources {
		byURL[s.URL], url[s.ID] = s, s.URL
	}
	for _, row := range compilation(t, "sources") {
		if s, ok := byURL[row["source_url"]]; !ok || s.Published.String() != row["published_approx"] {
			t.Errorf("source %s of %s", row["source_url"], row["published_approx"])
		}
	}
	for i, row := range compilation(t, "sme_facts") {
		f := p.SmallFirms[i]
		got := []string{f.Year, f.Place, f.Product, f.HS, strings.Join(f.Countries, ";"), f.Actors, f.Fact, url[f.SourceID]}
		want := []string{row["year"], row["place"], row["product"], row["hs_guess"], row["destination_iso3"], row["programme_or_event"], row["fact"], row["source_url"]}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("fact %d: %q, want %q", i+1, got, want)
		}
		if f.FactText.ID == "" || f.FactText.ID == f.Fact {
			t.Errorf("fact %d is not in Indonesian", i+1)
		}
	}
	for i, row := range compilation(t, "conflicts") {
		l := p.LeftOut[i]
		period := trade.Period{From: month(t, row["period_start"]), To: month(t, row["period_end"])}
		if !strings.HasPrefix(row["kind"], strings.ReplaceAll(l.Kind, "-", "_")) || l.Period != period || !strings.HasPrefix(row["table"], string(l.Series.Flow)) && row["cell"] != string(l.Series.Flow) {
			t.Errorf("conflict %d: %s %s %s", i+1, l.Kind, l.Series, l.Period)
		}
		for j, x := range []string{"a", "b"} {
			if row["url_"+x] == "" {
				continue
			}
			text := strings.TrimSuffix(l.Printed[j].Text, " %")
			if url[l.Printed[j].SourceID] != row["url_"+x] || (text == "") != (row["value_"+x] == "") || text != "" && units(t, text, 4) != units(t, row["value_"+x], 4) {
				t.Errorf("conflict %d: printed %s %+v", i+1, x, l.Printed[j])
			}
		}
		if kept := strings.TrimSuffix(l.Kept, " %"); (kept == "") != (row["kept"] == "") || kept != "" && units(t, kept, 4) != units(t, row["kept"], 4) {
			t.Errorf("conflict %d: kept %q, want %q", i+1, l.Kept, row["kept"])
		}
	}
}
