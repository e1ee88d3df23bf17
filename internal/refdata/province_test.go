package refdata

import "testing"

func TestProvinces(t *testing.T) {
	all := Provinces()
	if len(all) != 38 {
		t.Errorf("%d provinces, want 38", len(all))
	}
	bps, kemendagri := map[string]bool{}, map[string]bool{}
	for _, p := range all {
		if bps[p.BPS] || kemendagri[p.Kemendagri] || len(p.BPS) != 2 || len(p.Kemendagri) != 2 || p.Name.ID == "" || p.Name.EN == "" {
			t.Errorf("%+v: a code twice, or a name missing", p)
		}
		bps[p.BPS], kemendagri[p.Kemendagri] = true, true
	}
}

// The two systems number the provinces of Papua differently: the same number
// means two provinces.
func TestProvincesOfPapua(t *testing.T) {
	for _, c := range []struct{ bps, kemendagri, name string }{
		{"91", "92", "Papua Barat"}, {"92", "96", "Papua Barat Daya"}, {"94", "91", "Papua"},
		{"95", "93", "Papua Selatan"}, {"96", "94", "Papua Tengah"}, {"97", "95", "Papua Pegunungan"}, {"62", "62", "Kalimantan Tengah"},
	} {
		p, ok := ProvinceOf(c.bps)
		if !ok || p.Kemendagri != c.kemendagri || p.Name.ID != c.name {
			t.Errorf("BPS %s: %+v, want %s with %s of Kemendagri", c.bps, p, c.name, c.kemendagri)
		}
	}
	if _, ok := ProvinceOf("93"); ok {
		t.Error("BPS has no province 93")
	}
}

func TestSearchProvinces(t *testing.T) {
	for query, want := range map[string]string{"kalteng": "62", "central kal": "62", "62": "62", "jogja": "34"} {
		if got := SearchProvinces(query); len(got) != 1 || got[0].BPS != want {
			t.Errorf("%q finds %v, want %s", query, got, want)
		}
	}
	if got := SearchProvinces("antan"); len(got) != 0 {
		t.Errorf("the middle of a word finds %v", got)
	}
}
