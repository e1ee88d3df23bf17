package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"muara/internal/trade"
)

// testData opens a file of the folder of public test data, which is not part
// of the project: MUARA_TEST_DATA names it, shared/data beside the checkout is
// the default.
func testData(t testing.TB, path string) Source {
	t.Helper()
	dir := os.Getenv("MUARA_TEST_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(path)))
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
	return Source{Name: filepath.Base(path), Size: info.Size(), Data: f}
}

// one inspects a file that holds one text or workbook.
func one(t testing.TB, src Source) *Report {
	t.Helper()
	reports, err := Inspect(context.Background(), src, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 1 {
		t.Fatalf("%d reports on %s, want 1", len(reports), src.Name)
	}
	return reports[0]
}

// line is a total as a test writes it.
func line(x Total) string {
	return fmt.Sprintf("%s %s %s %d %s", x.Flow, x.Period, x.Edition, x.Rows, cents(int64(x.Value)))
}

func wantTotals(t *testing.T, r *Report, want ...string) {
	t.Helper()
	var got []string
	for _, x := range r.Totals {
		got = append(got, line(x))
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("%s: totals\n%q, want\n%q", r.File, got, want)
	}
	for _, x := range r.Refusals {
		t.Errorf("%s", x.Error())
	}
}

func noted(list []Counted, code string) int {
	for _, c := range list {
		if c.Code == code {
			return c.Rows
		}
	}
	return 0
}

func TestBACIWorld(t *testing.T) {
	if testing.Short() {
		t.Skip("ten million rows take some seconds")
	}
	r := one(t, testData(t, "world/baci_hs17_2024.csv.zst"))
	wantTotals(t, r, "export 2024  9933867 15023826658551.00")
	if r.Products != 5079 || r.Partners != 220 || r.Repeated != 0 || len(r.Unknown) > 0 {
		t.Errorf("%d products, %d partners, %d repeated, unknown %v", r.Products, r.Partners, r.Repeated, r.Unknown)
	}
}

func TestBACISample(t *testing.T) {
	r := one(t, testData(t, "world/baci_hs92_2021_sample.csv.gz"))
	wantTotals(t, r, "export 2021  71192 69369988138.00")
	if lost, none := noted(r.Warnings, "lost-zero"), noted(r.Warnings, "no-weight"); lost != 4442 || none != 2306 {
		t.Errorf("%d lost zeros and %d without weight, want 4442 and 2306", lost, none)
	}
}

func TestComtradeIndonesia(t *testing.T) {
	for file, want := range map[string][]string{
		"7": {"export 2018 H5 4386 180215032024.00", "export 2019 H5 4471 167682993018.00"},
		"8": {"export 2016 H4 4243 144489796431.00", "export 2017 H5 4379 168827552012.00"},
		"9": {"export 2014 H4 4303 176036194332.00", "export 2015 H4 4255 150366281305.00"},
	} {
		r := one(t, testData(t, "world/comtrade_indonesia/comtrade_"+file+".csv"))
		wantTotals(t, r, want...)
		if r.Partners != 0 || !r.Totals[0].World {
			t.Errorf("%s: the World counts as one of %d partners", r.File, r.Partners)
		}
	}
}

func TestComtradeReplies(t *testing.T) {
	for _, file := range []string{"data_C_A_HS_4records.json", "data_C_A_HS_4records_compact.json"} {
		r := one(t, testData(t, "world/comtrade_api/"+file))
		wantTotals(t, r, "export 2010 H3 2 74162897582.00", "import 2010 H3 2 81055400218.00")
	}
	for _, file := range []string{"data_S_A_EB_empty.json", "bulk_C_A_HS_empty.json", "bulk_C_A_HS_1file.json"} {
		r := one(t, testData(t, "world/comtrade_api/"+file))
		if r.Kind != ComtradeJSON || r.Accepted != 0 || r.Refused != 0 {
			t.Errorf("%s: %s, %d accepted, refusals %v; an empty reply is no fault", file, r.Kind, r.Accepted, r.Refusals)
		}
	}
}

func TestBPSPivots(t *testing.T) {
	sums := map[string]trade.Amount{}
	rest := map[string]int64{}
	unnamed := map[string]int{}
	sink := Sink{
		Row: func(r *Row) error {
			key := fmt.Sprint(r.Product, " ", r.Period.From.Year())
			sums[key] += r.Value
			rest[key] += int64(r.Rest)
			if r.Partner == (Place{}) {
				unnamed["country"]++
				unnamed["value"] += int(r.Value)
			}
			if r.Port == "" {
				unnamed["port"]++
			}
			return nil
		},
		Refuse: func(r Refusal) { t.Error(r.Error()) },
	}
	for _, file := range []string{"exim_ekspor_2020_2024.xlsx", "exim_ekspor_2025.xlsx"} {
		if err := Read(context.Background(), testData(t, "region/bps_exim/"+file), Options{}, sink); err != nil {
			t.Fatal(err)
		}
	}
	// The workbook's own totals; they agree with the cells to about 0.2 US$.
	for key, want := range map[string]trade.Amount{
		"84 2020": 520435319481, "85 2020": 923268068926, "84 2022": 694376125141, "84 2025": 682393883762, "85 2025": 1586648392160,
	} {
		if diff := sums[key] - want; diff < -30 || diff > 30 {
			t.Errorf("HS %s: %s, want about %s", key, cents(int64(sums[key])), cents(int64(want)))
		}
	}
	if unnamed["country"] != 1 || unnamed["value"] != 1930894 || unnamed["port"] == 0 {
		t.Errorf("unnamed: %v; want one cell of 19,308.94 without a country, and those of one port", unnamed)
	}
}

func TestEastJava(t *testing.T) {
	for file, want := range map[string][]string{
		"dataexpor2020_02_10__18296d": {" 2019-09  9443 1593080812.95", " 2019-10  9664 1676521315.47", " 2019-11  8861 1698480659.21"},
		"dataexpor2020_02_18__51a5cb": {" 2016-10  8800 1441335426.06", " 2016-11  8538 1663096829.78", " 2016-12  8348 1547616559.70"},
		"dataexpor2020_04_29__e37c78": {"export 2017-01  7909 1369870388.14"},
		"dataexpor2020_07_15__55ded4": {"import 2020-03  14351 1789322814.00"},
		"dataexpor2021_05_18__be14e7": {"import 2021-01  10028 1646669262.00"},
		"dataimpor2020_02_26__fef984": {" 2019-12  13909 2046204361.00"},
		"dataexpor2023_01_12__4b71f7": {"import 2018-07  12 5755805.00"},
	} {
		r := one(t, testData(t, "region/jatim/"+file+".xlsx"))
		wantTotals(t, r, want...)
		codes := map[string]string{"dataexpor2021_05_18__be14e7": "lost-zero", "dataexpor2023_01_12__4b71f7": "test-row"}
		if code := codes[file]; code != "" && noted(r.Warnings, code) == 0 {
			t.Errorf("%s lacks the warning %s", file, code)
		}
		if want[0][0] == ' ' && noted(r.Warnings, "no-flow") == 0 {
			t.Errorf("%s states no direction, and nothing says so", file)
		}
	}
}
