package nomen

import (
	"strings"
	"testing"

	"muara/internal/trade"
)

func TestParseDuty(t *testing.T) {
	for raw, want := range map[string]Duty{
		"5":                {Kind: AdValorem, Percent: 50_000},
		"0":                {Kind: AdValorem},
		"7,5":              {Kind: AdValorem, Percent: 75_000},
		"7.5":              {Kind: AdValorem, Percent: 75_000},
		"22,5":             {Kind: AdValorem, Percent: 225_000},
		"12.25%":           {Kind: AdValorem, Percent: 122_500},
		"150 %":            {Kind: AdValorem, Percent: 1_500_000},
		"450,-/kg":         {Kind: Specific, Rupiah: 450, Unit: "kg"},
		"14.000,-/liter":   {Kind: Specific, Rupiah: 14_000, Unit: "liter"},
		"21.450,-/menit":   {Kind: Specific, Rupiah: 21_450, Unit: "menit"},
		"Rp 1.250.000/kg":  {Kind: Specific, Rupiah: 1_250_000, Unit: "kg"},
		"Rp. 450,- / kg":   {Kind: Specific, Rupiah: 450, Unit: "kg"},
		"5 + 450,-/kg":     {Kind: Mixed, Percent: 50_000, Rupiah: 450, Unit: "kg"},
		"450,-/kg + 7,5 %": {Kind: Mixed, Percent: 75_000, Rupiah: 450, Unit: "kg"},
	} {
		want.Raw = raw
		if got, ok := parseDuty(raw); !ok || got != want {
			t.Errorf("%q is %+v, want %+v", raw, got, want)
		}
	}
	for _, raw := range []string{"", "-", "x", "1.500", "1,500", "5,", ",5", "7,5,5", "-5", "5+5", "450,-", "450/", "/kg", "450,50/kg", "14,000/kg",
		"1.50/kg", "1000.000/kg", "450,-/kg+450,-/kg", "5 atau 6", "NaN", "1e3", "1001", "٥", "450/kg/kg", "9.999.999.999.999.999.999/kg", "5 +"} {
		if d, ok := parseDuty(raw); ok {
			t.Errorf("%q is read as %+v", raw, d)
		}
	}
}

func FuzzDuty(f *testing.F) {
	for _, s := range []string{"5", "7,5", "450,-/kg", "14.000,-/liter", "5 + 450,-/kg", "1.500"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if d, ok := parseDuty(raw); ok && (d.Percent < 0 || d.Percent > 1000*trade.Percent || d.Rupiah < 0 || (d.Kind == AdValorem) != (d.Unit == "")) {
			t.Fatalf("%q is %+v", raw, d)
		}
	})
}

func TestClean(t *testing.T) {
	for raw, want := range map[string]string{
		"- - Bibit":                        "Bibit",
		"- - - - Oxen":                     "Oxen",
		"- Keledai :":                      "Keledai",
		"Kuda, keledai dan hinnie, hidup.": "Kuda, keledai dan hinnie, hidup",
		"Horses :-- Other":                 "Horses: Other",
		"Horses : - - Other":               "Horses: Other",
		"--  Other, frozen":                "Other, frozen",
		"- - Of pine (Pinus spp.) :":       "Of pine (Pinus spp.)",
		"Wood of Acacia spp.":              "Wood of Acacia spp.",
		"Cuttle-bone;  of animal - origin": "Cuttle-bone; of animal - origin",
		"":                                 "",
		"- -":                              "",
		"- :":                              "",
		":-":                               "",
	} {
		if got := clean(raw); got != want {
			t.Errorf("%q becomes %q, want %q", raw, got, want)
		}
	}
}

func TestCompose(t *testing.T) {
	for _, c := range []struct {
		own    string
		groups []string
		want   string
	}{
		{"Lain-lain", []string{"Lain-lain", "Batu bara"}, "Batu bara: lain-lain"},
		{"Other, frozen", []string{"Poultry meat"}, "Poultry meat: other, frozen"},
		{"Batu bara lainnya", []string{"Batu bara"}, "Batu bara lainnya"},
		{"Other coal", []string{"Coal"}, "Other coal"},
		{"Minyak mentah", []string{"Minyak sawit"}, "Minyak sawit: Minyak mentah"},
		{"Tas", []string{"Dari rotan", "Barang anyaman"}, "Barang anyaman: Dari rotan: Tas"},
		{"Lain-lain", []string{"Batu bara bitumen", "Batu bara"}, "Batu bara bitumen: lain-lain"},
		{"Tas", []string{strings.Repeat("x", 91), "Barang"}, "Barang: Tas"},
		{"Tas", []string{strings.Repeat("x", 80), strings.Repeat("y", 20)}, strings.Repeat("x", 80) + ": Tas"},
		{"Antrasit", []string{"", "Batu bara"}, "Batu bara: Antrasit"},
		{"Lain-lain", nil, "Lain-lain"},
		{"Lain-lain", []string{"Other", "Lain-lain, beku"}, "Lain-lain"},
		{"", []string{"Coal"}, ""},
	} {
		if got := compose(c.own, c.groups); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.own, c.groups, got, c.want)
		}
	}
}
