package nomen

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"muara/internal/trade"
)

// threeSteps converts H6 > H5 > H4 > H3: A splits, one half of it splits again
// and its parts meet; C gets lost on the way.
const threeSteps = "edition_from,code_from,edition_to,code_to,weight\n" +
	"H6,010001,H5,010011,0.5\nH6,010001,H5,010012,0.5\nH6,010002,H5,010012,1\nH6,010003,H5,010013,1\n" +
	"H5,010011,H4,010021,0.25\nH5,010011,H4,010022,0.75\nH5,010012,H4,010022,1\n" +
	"H4,010021,H3,010031,1\nH4,010022,H3,010032,1\nH4,010013,H3,010033,1\n"

func TestPath(t *testing.T) {
	s := newStore(t, threeSteps)
	c, err := s.Path("H6", "H4")
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{
		"010001": "[{010021 0.125 false} {010022 0.875 false}] true",
		"010002": "[{010022 1 false}] true",
		"010003": "[{010013 1 true}] true", // H5 > H4 has no row for 010013
		"010004": "[] false",
	} {
		got, ok := c.Of(code)
		if text := fmt.Sprint(got, ok); text != want {
			t.Errorf("%s becomes %s, want %s", code, text, want)
		}
	}
	if got := fmt.Sprint(c.Split("010001", -9)); got != "[{010021 -1 false} {010022 -8 false}]" {
		t.Errorf("-9 cents become %s", got)
	}
	if n, codes := c.Unconverted(slices.Values([]string{"010001", "010003", "010004", "010003"})); n != 2 || fmt.Sprint(codes) != "[010003 010004]" {
		t.Errorf("%d codes without conversion: %v", n, codes)
	}
	long, err := s.Path("H6", "H3")
	if err != nil || strings.Join(long.Via, " ") != "H6 H5 H4 H3" {
		t.Fatalf("%+v %v", long, err)
	}
	if got, _ := long.Of("010003"); fmt.Sprint(got) != "[{010033 1 true}]" {
		t.Errorf("010003 becomes %v", got)
	}
	same, err := s.Path("H2", "H2")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := same.Of("010001"); !ok || fmt.Sprint(got, same.Split("010001", 5)) != "[{010001 1 false}] [{010001 5 false}]" {
		t.Errorf("within an edition: %v", got)
	}
}

func TestNoPath(t *testing.T) {
	s := newStore(t, threeSteps)
	for _, c := range []struct {
		from, to, missing string
		code              trade.Code
	}{
		{"H6", "H1", "H3 > H2, H2 > H1, or", trade.NotFound},
		{"H3", "H5", "missing: H3 > H4, H4 > H5, or", trade.NotFound}, // there are tables the other way
		{"H6", "HS", "no HS edition", trade.Invalid},
	} {
		_, err := s.Path(c.from, c.to)
		if text := trade.TextOf(err); trade.CodeOf(err) != c.code || !strings.Contains(text.EN, c.missing) || text.ID == "" || text.ID == text.EN {
			t.Errorf("%s to %s: %v", c.from, c.to, text)
		}
	}
}

// A direct table is preferred to a way through others.
func TestDirectTable(t *testing.T) {
	s := newStore(t, threeSteps, "edition_from;code_from;edition_to;code_to\nH6;010001;H4;010099\nH6;010001;H4;010098\nH6;010002;H4;010097\n")
	c, err := s.Path("H6", "H4")
	if err != nil || len(c.Via) != 2 || c.Equal != 1 {
		t.Fatalf("%+v %v", c, err)
	}
	if got, _ := c.Of("010001"); fmt.Sprint(got) != "[{010099 0.5 false} {010098 0.5 false}]" {
		t.Errorf("010001 becomes %v", got)
	}
	for _, info := range mustLists(t, s) {
		if info.ID == "hs-conversions-h6-h4" && (info.Equal != 1 || info.Rows != 3 || info.Title.EN != "Conversion table from HS 2022 to HS 2012") {
			t.Errorf("%+v", info)
		}
	}
}

// Parts sum to the whole, each is within one of its exact share, and the same
// amount is always divided alike.
func TestSplitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := wholeWeights(rapid.SliceOfN(rapid.Float64Range(1e-6, 1), 1, 12).Draw(t, "weights"))
		cents := rapid.Int64().Draw(t, "cents")
		sum := int64(0)
		for _, w := range weights {
			sum += w
		}
		if sum != weightOne {
			t.Fatalf("weights sum to %d", sum)
		}
		parts := split(cents, weights)
		total := new(big.Int)
		for i, p := range parts {
			total.Add(total, big.NewInt(p))
			share := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(cents), big.NewInt(weights[i])), big.NewInt(weightOne))
			off := share.Sub(share, new(big.Rat).SetInt64(p))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d is %d, off by %s", i, p, off.FloatString(3))
			}
		}
		if total.Cmp(big.NewInt(cents)) != 0 {
			t.Fatalf("%v sum to %s, want %d", parts, total, cents)
		}
		if again := split(cents, weights); !slices.Equal(again, parts) {
			t.Fatalf("%v, then %v", parts, again)
		}
	})
}

func TestSplitTies(t *testing.T) {
	equal := wholeWeights([]float64{1, 1, 1})
	for cents, want := range map[int64]string{10: "[4 3 3]", 11: "[4 4 3]", 2: "[1 1 0]", 0: "[0 0 0]", -10: "[-4 -3 -3]"} {
		if got := fmt.Sprint(split(cents, equal)); got != want {
			t.Errorf("%d becomes %s, want %s", cents, got, want)
		}
	}
}
