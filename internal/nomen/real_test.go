package nomen

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/ingest"
)

// dataFolder is the folder of public test data, which is not part of the
// project: MUARA_TEST_DATA names it, shared/data beside the checkout is the
// default.
func dataFolder() string {
	if dir := os.Getenv("MUARA_TEST_DATA"); dir != "" {
		return dir
	}
	return "../../../shared/data"
}

func testData(t testing.TB, path string) ingest.Source {
	t.Helper()
	f, err := os.Open(filepath.Join(dataFolder(), filepath.FromSlash(path)))
	if os.IsNotExist(err) {
		t.Skipf("no test data: set MUARA_TEST_DATA to the folder that holds %s", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Source{Name: filepath.Base(path), Size: info.Size(), Data: f}
}

// mustRead reads a file that must be without fault.
func mustRead(t testing.TB, src ingest.Source) *Content {
	t.Helper()
	c, refusals, err := Read(context.Background(), src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range refusals {
		t.Error(r.Error())
	}
	if c == nil {
		t.FailNow()
	}
	return c
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// shared holds all real lists, once they were needed.
var shared struct {
	sync.Mutex
	store *Store
}

// TestMain takes away what realStore wrote.
func TestMain(m *testing.M) {
	code := m.Run()
	if shared.store != nil {
		os.RemoveAll(shared.store.dir)
	}
	os.Exit(code)
}

// realStore holds all real lists. Tests only read it.
func realStore(t testing.TB) *Store {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.store != nil {
		return shared.store
	}
	testData(t, "reference/hs/btki2022.csv.gz") // skips before a folder is made
	dir, err := os.MkdirTemp("", "nomen")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"reference/hs/hs_classification_H0_H6.csv.gz", "reference/hs/btki2022.csv.gz", "reference/hs/hs_concordance.csv.gz",
		"world/product_codes_HS17_V202401.csv", "world/comtrade_api/ref_HS.json.gz",
	} {
		src := testData(t, path)
		if _, err := s.Add(context.Background(), mustRead(t, src), Origin{File: src.Name, Imported: noon}); err != nil {
			t.Fatal(err)
		}
	}
	shared.store = s
	return s
}

func mustNames(t testing.TB, s *Store) *Names {
	t.Helper()
	n, err := s.Names()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Rows are those of the description of the data, less the lines of level 0.
func TestRealLists(t *testing.T) {
	for _, c := range []struct{ path, lists string }{
		{"reference/hs/hs_classification_H0_H6.csv.gz", "hs-h0 6379, hs-h1 6472, hs-h2 6567, hs-h3 6372, hs-h4 6528, hs-h5 6708, hs-h6 6939"},
		{"reference/hs/btki2022.csv.gz", "btki-h6 14631"},
		{"reference/hs/baci_product_codes/product_codes_HS96_V202401.csv.gz", "baci-codes-h1 5114"},
		{"reference/hs/baci_product_codes/product_codes_HS02_V202401.csv.gz", "baci-codes-h2 5222"},
		{"reference/hs/baci_product_codes/product_codes_HS07_V202401.csv.gz", "baci-codes-h3 5050"},
		{"reference/hs/baci_product_codes/product_codes_HS12_V202401.csv.gz", "baci-codes-h4 5202"},
		{"reference/hs/baci_product_codes/product_codes_HS22_V202401.csv.gz", "baci-codes-h6 5609"},
		{"world/product_codes_HS17_V202401.csv", "baci-codes-h5 5384"},
		{"world/product_codes_HS92_V202401.csv", "baci-codes-h0 5021"},
		{"world/comtrade_api/ref_HS.json.gz", "comtrade-hs 8261"},
		{"reference/hs/hs_concordance.csv.gz", "hs-conversions-h1-h0 5130, hs-conversions-h2-h0 5223, hs-conversions-h2-h1 5223, " +
			"hs-conversions-h3-h0 5052, hs-conversions-h3-h2 5052, hs-conversions-h4-h0 5206, hs-conversions-h4-h3 5205, " +
			"hs-conversions-h5-h0 5388, hs-conversions-h5-h4 5388, hs-conversions-h6-h0 5613, hs-conversions-h6-h5 5613"},
		{"world/country_codes_V202401.csv", ""},
		{"world/comtrade_api/ref_partner.csv", ""},
		{"world/comtrade_api/ref_Reporters.json", ""},
	} {
		t.Run(filepath.Base(c.path), func(t *testing.T) {
			content := mustRead(t, testData(t, c.path))
			var got []string
			for _, l := range content.Lists {
				got = append(got, l.ID()+" "+itoa(len(l.Entries)))
				if !l.Whole {
					t.Errorf("%s counts as a part", l.ID())
				}
			}
			for _, x := range content.Tables {
				got = append(got, x.ID()+" "+itoa(len(x.Pairs)))
				if x.Equal != 0 {
					t.Errorf("%s divides %d codes in equal parts", x.ID(), x.Equal)
				}
			}
			if s := strings.Join(got, ", "); s != c.lists {
				t.Errorf("lists\n%s, want\n%s", s, c.lists)
			}
			if c.lists == "" && content.Kind != Places {
				t.Errorf("recognised as %q", content.Kind)
			}
		})
	}
}

// Files of other kinds are none of ours, so that others may try them.
func TestRealFilesOfOtherKinds(t *testing.T) {
	for _, path := range []string{
		"world/comtrade_indonesia/comtrade_7.csv", "world/baci_hs92_2021_sample.csv.gz", "world/baci_hs17_2024.csv.zst",
		"world/atlas_eci_2016.csv", "world/comtrade_api/data_C_A_HS_4records.json", "world/comtrade_api/ref_TradeDataItems.json",
		"world/comtrade_api/ref_ModeOfTransportCodes.json", "world/comtrade_api/data_S_A_EB_empty.json",
		"reference/macro/ProTEE_0_1.csv", "reference/tariffs/rcep-schedule-of-china-for-asean.xls", "reference/geo/geo_cepii.csv",
		"reference/geo/world_countries.json",
	} {
		src := testData(t, path)
		head := make([]byte, min(src.Size, 64<<10))
		if _, err := src.Data.ReadAt(head, 0); err != nil {
			t.Fatal(err)
		}
		if k, ok := Recognise(head); ok {
			t.Errorf("%s is taken for %s", path, k)
		}
		c, refusals, err := Read(context.Background(), src, Options{})
		if c != nil || err != nil || len(refusals) != 1 || refusals[0].Expected.ID == "" || refusals[0].Expected.EN == "" || refusals[0].File != src.Name {
			t.Errorf("%s: %v %v %v", path, c, refusals, err)
		}
	}
}

func TestRealNames(t *testing.T) {
	n := mustNames(t, realStore(t))
	for _, c := range []struct{ code, edition, id, en, found string }{
		{"27", "H6", "Bahan bakar mineral", "Mineral fuels", "H6"},
		{"2701", "", "Batu bara", "Coal", ""},
		{"27011290", "H6", "Batu bara bitumen: lain-lain", "Bituminous coal: other", "H6"},
		{"27011100", "H6", "Batu bara: Antrasit", "Coal: Anthracite", "H6"},
		{"27011900", "H6", "Batu bara lainnya", "Other coal", "H6"},
		{"270111", "H5", "Batu bara: Antrasit", "Coal; anthracite, whether or not pulverised, but not agglomerated", "H5"},
		{"15111000", "H6", "Minyak sawit: Minyak mentah", "Palm oil: Crude oil", "H6"},
		{"12112010", "", "Tumbuhan obat dan wewangian (termasuk kratom, gaharu): Akar ginseng: Segar atau dikeringkan",
			"Medicinal and aromatic plants (including kratom, agarwood): Ginseng roots: Fresh or dried", "H6"},
		{"010119", "H6", "Horses; live, other than pure-bred breeding animals", "Horses; live, other than pure-bred breeding animals", "H1"},
	} {
		got, ok := n.Of(c.code, c.edition)
		if !ok || got.Text.ID != c.id || got.Text.EN != c.en || got.Edition != c.found || got.Exact != (c.found == c.edition || c.edition == "") {
			t.Errorf("%s of %s is %+v", c.code, c.edition, got)
		}
	}
	if name, ok := n.Of("999998", "H6"); ok {
		t.Errorf("999998 is %+v", name)
	}
	if got, _ := n.Of("27011290", "H6"); got.ID.Raw != "- - - Lain-lain" || got.ID.List != "btki-h6" || got.EN.Lang != "en" {
		t.Errorf("27011290 is made of %+v", got)
	}
	for _, c := range []struct {
		edition, code string
		known, listed bool
	}{
		{"H5", "010121", true, true}, {"H3", "010121", false, true}, {"H6", "27011290", true, true}, {"H6", "27011291", false, true},
		{"H5", "27011290", false, false}, {"H5", "271000", true, true}, {"H6", "271000", false, true}, {"", "010119", true, true},
		{"H9", "010121", false, false}, {"H6", "8524", true, true}, {"H5", "8524", false, true}, {"H6", "x", false, true},
	} {
		if known, listed := n.Has(c.edition, c.code); known != c.known || listed != c.listed {
			t.Errorf("%s of %s: known %t, listed %t", c.code, c.edition, known, listed)
		}
	}
	if got := strings.Join(n.Children("2701", "H6"), " "); got != "270111 270112 270119 270120" {
		t.Errorf("2701 has %s", got)
	}
	if got := strings.Join(n.Children("270112", "H6"), " "); got != "27011210 27011290" {
		t.Errorf("270112 has %s", got)
	}
	if got := n.Children("270112", "H5"); got != nil {
		t.Errorf("270112 of H5 has %v", got)
	}
	if got := n.Children("", "H6"); len(got) != 98 { // 96 chapters, 98 and 99
		t.Errorf("%d chapters: %v", len(got), got)
	}
}

func TestRealSearch(t *testing.T) {
	n := mustNames(t, realStore(t))
	for _, c := range []struct{ query, lang, first string }{
		{"4412.33", "id", "441233"}, {"44 12", "id", "4412"}, {"2701.12.90", "en", "27011290"}, {"27011299", "en", "270112"},
		{"batu bara", "id", "2701"}, {"batubara", "id", "2701"}, {"coal", "en", "2701"}, {"kayu lapis", "en", "4412"},
		{"antrasit", "id", "270111"}, {"akar ginseng", "id", "121120"}, {"gaharu", "id", "12119095"}, {"coking coal", "en", "27011210"},
		{"minyak sawit", "id", "1511"}, {"meranti putih", "id", "440726"}, {"akar ginseng segar", "id", "12112010"},
	} {
		got := n.Search(c.query, c.lang, 5)
		if len(got) == 0 || got[0].Code != c.first {
			t.Errorf("%q in %s finds %v, want %s first", c.query, c.lang, got, c.first)
		}
	}
	for _, q := range []string{"", " ", "…", "unicornium", strings.Repeat("a", 101), "00"} {
		if got := n.Search(q, "id", 5); len(got) != 0 {
			t.Errorf("%q finds %v", q, got)
		}
	}
	if got := n.Search("a", "id", 7); len(got) != 7 {
		t.Errorf("a limit of 7 gives %d", len(got))
	}
}

// Each list of BACI fits its own edition best.
func TestRealGuess(t *testing.T) {
	n := mustNames(t, realStore(t))
	for path, want := range map[string]string{
		"reference/hs/baci_product_codes/product_codes_HS96_V202401.csv.gz": "H1",
		"reference/hs/baci_product_codes/product_codes_HS07_V202401.csv.gz": "H3",
		"reference/hs/baci_product_codes/product_codes_HS22_V202401.csv.gz": "H6",
		"world/product_codes_HS92_V202401.csv":                              "H0",
	} {
		codes := mustRead(t, testData(t, path)).Lists[0].codes()
		fits := n.Guess(slices.Values(codes))
		if f := fits[0]; f.Edition != want || f.Share < 0.999 || len(f.Only) == 0 || f.Known <= fits[1].Known {
			t.Errorf("%s: %+v", path, fits)
		}
	}
}

func TestRealConversions(t *testing.T) {
	s := realStore(t)
	c, err := s.Path("H6", "H1")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Via, " "); got != "H6 H5 H4 H3 H2 H1" {
		t.Errorf("by way of %s", got)
	}
	if got, ok := c.Of("010121"); !ok || len(got) != 1 || got[0].Code != "010111" || got[0].Weight != 1 {
		t.Errorf("010121 becomes %v", got)
	}
	direct, err := s.Path("H6", "H0")
	if err != nil || strings.Join(direct.Via, " ") != "H6 H0" {
		t.Errorf("%v %v", direct, err)
	}
	old, err := s.Path("H2", "H1")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := old.Of("140390"); !ok || got[0].Code != "140390" {
		t.Errorf("140390 becomes %v", got)
	}
	for _, code := range []string{"710820", "711890", "999999"} {
		if got, ok := old.Of(code); ok {
			t.Errorf("%s becomes %v, but has no conversion", code, got)
		}
		if got := old.Split(code, 7); len(got) != 1 || got[0] != (Part{code, 7, true}) {
			t.Errorf("%s is split into %v", code, got)
		}
	}
	if _, err := s.Path("H0", "H6"); err == nil || !strings.Contains(err.Error(), "H0 > H1, H1 > H2") {
		t.Errorf("a table is turned round: %v", err)
	}
}

func TestRealDuties(t *testing.T) {
	n := mustNames(t, realStore(t))
	kinds := map[DutyKind]int{}
	for _, e := range n.duty.Entries {
		if d, ok := n.Duty(e.Code); ok {
			kinds[d.Kind]++
		} else if e.Duty != "" {
			t.Errorf("%s: %q is not read", e.Code, e.Duty)
		}
	}
	if kinds[AdValorem] != 11522 || kinds[Specific] != 30 || kinds[Mixed] != 0 {
		t.Errorf("kinds of duties: %v", kinds)
	}
	if d, _ := n.Duty("27011290"); d.Percent != 50_000 || d.Year != 2022 || d.Source.ID != "BTKI 2022" || d.Origin.File != "btki2022.csv.gz" {
		t.Errorf("27011290: %+v", d)
	}
}

func BenchmarkNamesOf(b *testing.B) {
	n := mustNames(b, realStore(b))
	for b.Loop() {
		n.Of("27011290", "H6")
	}
}

func BenchmarkSearch(b *testing.B) {
	n := mustNames(b, realStore(b))
	n.Search("x", "id", 1)
	b.Logf("%d codes", len(n.index().docs))
	for _, q := range []string{"batu bara", "a", "of a", "lain lain", "kayu lapis", "4412"} {
		b.Run(strings.ReplaceAll(q, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				n.Search(q, "id", 20)
			}
		})
	}
}

// Opening the folder and making names and index, as after a start.
func BenchmarkOpen(b *testing.B) {
	dir := realStore(b).dir
	for b.Loop() {
		s, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		mustNames(b, s).Search("coal", "en", 1)
	}
}
