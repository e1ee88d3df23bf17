package office

import (
	"math"
	"os"
	"testing"
	"time"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// kalteng opens the office on the pack of Kalimantan Tengah.
func kalteng(t testing.TB) *Office {
	t.Helper()
	p, faults := pack.Read(os.DirFS("../../packs/kalteng"), "kalteng")
	for _, f := range faults {
		if !f.Warning {
			t.Fatalf("the pack of Kalimantan Tengah has a fault: %+v", f)
		}
	}
	o, err := New(p, func() time.Time { return time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func period(t *testing.T, s string) trade.Period {
	t.Helper()
	p, err := trade.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// usd is an amount of million US$ as releases print it, with two decimals.
func usd(millions float64) trade.Amount { return trade.Amount(math.Round(millions*100)) * 1_000_000 }

var (
	chapters     = Cut{Flow: trade.Export, By: trade.Chapter}
	sectors      = Cut{Flow: trade.Export, By: trade.Sector}
	destinations = Cut{Flow: trade.Export, By: trade.Country}
	portGroups   = Cut{Flow: trade.Export, By: trade.PortGroup}
)

func TestChaptersOfElevenMonths(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: chapters, Period: period(t, "2023-01..2023-11")})
	want := []struct {
		code  string
		value float64
		share float64
	}{{"27", 3374.30, 0.7598}, {"15", 528.00, 0.1189}, {"26", 155.65, 0.0350}}
	if len(s.Parts) != len(want) {
		t.Fatalf("parts: %d, want %d", len(s.Parts), len(want))
	}
	for i, w := range want {
		p := s.Parts[i]
		if p.Series.Code != w.code || p.Value != usd(w.value) {
			t.Errorf("part %d is %s %d, want %s %d", i, p.Series.Code, p.Value, w.code, usd(w.value))
		}
		if !p.Share.Known || p.Share.Printed == nil || math.Abs(p.Share.Value-w.share) > 1e-9 {
			t.Errorf("share of %s is %+v, want %v as printed", w.code, p.Share, w.share)
		}
	}
	if s.Whole.Value != usd(4440.93) || s.Exceeds {
		t.Errorf("whole %d exceeds %v", s.Whole.Value, s.Exceeds)
	}
	if s.Rest == nil || s.Rest.Value != usd(382.98) || s.Rest.Series.String() != "export.other.hs2" {
		t.Fatalf("rest is %+v, want 382.98", s.Rest)
	}
	if got := o.ledger.Answer(s.Rest.Series, s.Period); got.Value != s.Rest.Value {
		t.Errorf("the figure page of the rest says %d, the breakdown %d", got.Value, s.Rest.Value)
	}
	if f := s.Finding(); f.Kind != Dominates || f.Parts[0].Series.Code != "27" {
		t.Errorf("finding is %+v", f)
	}
}

func TestBreakdownWithoutAChapter(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: chapters, Period: period(t, "2023-01..2023-11"), Without: "27"})
	if !s.LeftOut || s.Whole.Value != usd(4440.93-3374.30) {
		t.Fatalf("left out %v, whole %d, want %d", s.LeftOut, s.Whole.Value, usd(1066.63))
	}
	if len(s.Parts) != 2 || s.Parts[0].Series.Code != "15" || s.Parts[0].Share.Printed != nil ||
		math.Abs(s.Parts[0].Share.Value-528.0/1066.63) > 1e-9 {
		t.Errorf("first part is %+v", s.Parts[0])
	}
	if s.Rest == nil || s.Rest.Value != usd(382.98) {
		t.Errorf("rest is %+v, want the same as with the chapter", s.Rest)
	}
	none := o.Breakdown(BreakdownQuery{Cut: chapters, Period: period(t, "2022-05"), Without: "27"})
	if none.LeftOut {
		t.Error("a chapter of unknown value was left out")
	}
}

func TestDestinationsOf2021(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: destinations, Period: trade.YearOf(2021)})
	if len(s.Parts) != 2 || s.Parts[0].Series.Code != "CHN" || s.Parts[0].Value != usd(1142.64) ||
		s.Parts[1].Series.Code != "JPN" || s.Parts[1].Value != usd(805.35) {
		t.Fatalf("parts are %+v", s.Parts)
	}
	if s.Parts[1].Share.Printed != nil || math.Abs(s.Parts[1].Share.Value-805.35/3102.06) > 1e-9 {
		t.Errorf("share of Japan is %+v, want it computed", s.Parts[1].Share)
	}
	if s.Rest == nil || s.Rest.Value != usd(1154.07) {
		t.Errorf("rest is %+v, want 1,154.07", s.Rest)
	}
	f := s.Finding()
	if f.Kind != TogetherMost || len(f.Parts) != 2 || math.Abs(f.Share.Value-(0.3683+805.35/3102.06)) > 1e-9 {
		t.Errorf("finding is %+v", f)
	}
}

func TestDestinationsFromSharesAlone(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: destinations, Period: period(t, "2023-01..2023-11")})
	if len(s.Parts) != 3 || s.Parts[0].Series.Code != "JPN" || s.Parts[0].Status != ledger.Derived {
		t.Fatalf("parts are %+v", s.Parts)
	}
	if want := usd(1601.84); s.Parts[0].Low > want || want > s.Parts[0].High {
		t.Errorf("36.07 %% of 4,440.93 lies in [%d, %d]", s.Parts[0].Low, s.Parts[0].High)
	}
}

func TestSharesOfAnUnknownTotal(t *testing.T) {
	o := kalteng(t)
	cut := Cut{Flow: trade.Import, By: trade.Chapter}
	s := o.Breakdown(BreakdownQuery{Cut: cut, Period: period(t, "2024-07")})
	if s.Whole.Known() || s.Rest != nil || s.Valued() != 0 {
		t.Errorf("whole %v, rest %v, valued %d", s.Whole.Known(), s.Rest, s.Valued())
	}
	if len(s.Parts) != 3 || s.Parts[0].Series.Code != "27" || math.Abs(s.Parts[0].Share.Value-0.5213) > 1e-9 {
		t.Fatalf("parts are %+v", s.Parts)
	}
	if f := s.Finding(); f.Kind != Dominates {
		t.Errorf("finding is %+v", f)
	}
}

func TestPartsMakeUpTheWhole(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: portGroups, Period: period(t, "2024-02")})
	if !s.Complete() || s.Rest != nil || len(s.Parts) != 2 {
		t.Errorf("inside and outside of February 2024 should leave nothing: %+v", s)
	}
}

func TestGrowthIsLikeForLike(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: destinations, Period: period(t, "2018-02")})
	for _, p := range s.Parts {
		if p.Growth.Known {
			t.Errorf("February 2017 names no country, but %s grew by %v", p.Series.Code, p.Growth.Ratio)
		}
	}
	year := o.Breakdown(BreakdownQuery{Cut: sectors, Period: period(t, "2022-12")})
	for _, p := range year.Parts {
		if p.Series.Code == "mining" && !p.Growth.Known {
			t.Error("mining is known for December 2021 (287.12) and 2022 (a share): growth should be")
		}
	}
}

func TestUnknownPeriodIsEmpty(t *testing.T) {
	o := kalteng(t)
	s := o.Breakdown(BreakdownQuery{Cut: destinations, Period: period(t, "2016-04")})
	if !s.Empty() || s.Finding().Kind != NothingKnown || s.Rest != nil {
		t.Errorf("April 2016 has no destinations: %+v", s)
	}
}

func TestFractionOf(t *testing.T) {
	for _, c := range []struct {
		ratio   float64
		of, out int
		ok      bool
	}{{0.8638, 6, 7, true}, {0.7903, 4, 5, true}, {0.8107, 0, 0, false}, {0.995, 0, 0, false}, {0.667, 2, 3, true}} {
		f, ok := FractionOf(c.ratio)
		if ok != c.ok || ok && (f.Of != c.of || f.Out != c.out) {
			t.Errorf("%v is %+v %v, want %d of %d", c.ratio, f, ok, c.of, c.out)
		}
	}
}
