package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// verdicts says of each file of test data that is no BACI, Comtrade, BPS or
// provincial file what Inspect must call it. Each begins with the kind; a
// refusal stands behind an exclamation mark.
var verdicts = map[string]string{
	"world/atlas_countries_128.csv":                         "reference list of countries",
	"world/atlas_eci_2016.csv":                              "reference complexity",
	"world/country_codes_V202401.csv":                       "reference list of countries",
	"world/product_codes_HS17_V202401.csv":                  "reference list of HS codes",
	"world/product_codes_HS92_V202401.csv":                  "reference list of HS codes",
	"world/comtrade_api/ref_HS.json.gz":                     "reference list of HS codes",
	"world/comtrade_api/ref_ModeOfTransportCodes.json":      "reference list of codes",
	"world/comtrade_api/ref_Reporters.json":                 "reference list of countries",
	"world/comtrade_api/ref_TradeDataItems.json":            "reference list of codes",
	"world/comtrade_api/ref_partner.csv":                    "reference list of countries",
	"world/economiccomplexity_sitc4/*matrix.csv.gz":         "reference matrix",
	"world/economiccomplexity_sitc4/*proximity*.csv.gz":     "reference matrix",
	"world/economiccomplexity_sitc4/out_*index.csv":         "reference complexity",
	"world/economiccomplexity_sitc4/world_gdp*.csv":         "reference one figure for each country",
	"world/economiccomplexity_sitc4/world_trade*.csv.gz":    "reference not HS, apparently SITC",
	"reference/geo/dist_cepii.csv.gz":                       "reference distances",
	"reference/geo/geo_cepii.csv":                           "reference geography",
	"reference/geo/world_countries.json":                    "reference geography",
	"reference/hs/baci_product_codes/*.csv.gz":              "reference list of HS codes",
	"reference/hs/btki2022.csv.gz":                          "reference tariff book",
	"reference/hs/hs_classification_H0_H6.csv.gz":           "reference list of HS codes",
	"reference/hs/hs_concordance.csv.gz":                    "reference between editions of the HS",
	"reference/macro/ProTEE_0_1.csv":                        "reference elasticities",
	"reference/macro/country_pop_and_gdp.csv":               "reference population and GDP",
	"reference/tariffs/*.xls":                               "!open it in Excel and save it as .xlsx",
	"region/jatim/jatim_province_hs_country_month_long*.gz": "!a mapping of columns",
	"world/atlas_hs92_4d_2016_country_product.csv.gz":       "mapped Atlas",
	"world/baci_hs*":                                        "baci",
	"world/comtrade_indonesia/*.csv":                        "comtrade-csv",
	"world/comtrade_api/data_*.json":                        "comtrade-json",
	"world/comtrade_api/bulk_*.json":                        "comtrade-json",
	"region/bps_exim/*.xlsx":                                "bps-pivot",
	"region/jatim/*.xlsx":                                   "", // TestEastJava, TestEastJavaSummaries
}

// Every file of the world, of regions and of reference is named as what it is.
func TestVerdicts(t *testing.T) {
	root := filepath.Dir(filepath.Dir(testData(t, "world/atlas_eci_2016.csv").Data.(*os.File).Name()))
	for _, top := range []string{"world", "region", "reference"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			name, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			verdict(t, filepath.ToSlash(name))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func verdict(t *testing.T, name string) {
	want, ok := verdictOf(name)
	if !ok {
		t.Errorf("%s has no expected verdict", name)
		return
	}
	src := testData(t, name)
	kind, what, isKind := strings.Cut(want, " ")
	if want == "" || src.Size > 2<<20 && kind != "mapped" { // large ones are read by tests of their own
		return
	}
	r := one(t, src)
	switch {
	case want[0] == '!':
		if r.Accepted != 0 || r.Refused != 1 || !strings.Contains(r.Refusals[0].Expected.EN, want[1:]) {
			t.Errorf("%s: %s, %v; want a refusal that expects %q", name, r.Kind, describe(r), want[1:])
		}
	case string(r.Kind) != kind, isKind && !strings.Contains(r.Layout.EN, what):
		t.Errorf("%s is called %s, %s; want %s", name, r.Kind, r.Layout.EN, want)
	case r.Kind == Reference && (r.Advice.ID == "" || r.Advice.EN == "" || r.Accepted+r.Refused != 0):
		t.Errorf("%s: no advice, or rows: %+v", name, r)
	}
}

func verdictOf(name string) (string, bool) {
	if v, ok := verdicts[name]; ok {
		return v, true
	}
	for pattern, v := range verdicts {
		if ok, _ := filepath.Match(pattern, name); ok {
			return v, true
		}
	}
	return "", false
}

// The totals are those of the file's description.
func TestAtlas(t *testing.T) {
	src := testData(t, "world/atlas_hs92_4d_2016_country_product.csv.gz")
	r := one(t, src)
	wantTotals(t, r, "export 2016 H0 162910 16170583297234.00")
	if r.Totals[0].Margin != ByProduct || r.Products != 1239 || len(r.Unknown) > 0 {
		t.Errorf("margin %s, %d products, unknown %v", r.Totals[0].Margin, r.Products, r.Unknown)
	}
	var indonesia int64
	err := Read(context.Background(), src, Options{}, Sink{Row: func(r *Row) error {
		if code, _ := r.Reporter.Resolve(); code == "IDN" {
			indonesia += int64(r.Value)
		}
		return nil
	}})
	if err != nil || cents(indonesia) != "157201579018.00" {
		t.Errorf("Indonesia exported %s, %v", cents(indonesia), err)
	}
}
