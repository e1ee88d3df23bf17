package refdata

import (
	"strconv"
	"testing"
)

func TestEditions(t *testing.T) {
	all := Editions()
	if len(all) != 7 || all[0].Code != "H0" || all[0].Year != 1992 || all[6].Code != "H6" || all[6].Year != 2022 {
		t.Fatalf("%+v", all)
	}
	for i, e := range all {
		year := strconv.Itoa(e.Year)
		if i > 0 && all[i-1].Year >= e.Year || e.Name.ID != "HS "+year || e.Name.EN != "HS "+year {
			t.Errorf("%+v", e)
		}
		for _, text := range []string{e.Code, year, "HS" + year, "hs " + year, "HS" + year[2:], "hs-" + year[2:], " " + e.Code + " "} {
			if got, ok := EditionOf(text); !ok || got != e {
				t.Errorf("%q is %+v", text, got)
			}
		}
	}
	for _, text := range []string{"", "H7", "H", "17", "HS", "2018", "HS18", "2027", "SITC"} {
		if got, ok := EditionOf(text); ok {
			t.Errorf("%q is %+v", text, got)
		}
	}
}
