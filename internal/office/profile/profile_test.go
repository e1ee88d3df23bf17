package profile_test

import (
	"slices"
	"testing"
	"time"

	"muara/internal/facts"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/office/profile"
	pt "muara/internal/office/profile/profiletest"
	"muara/internal/pack"
	"muara/internal/trade"
	"muara/packs"
)

func kalteng(t *testing.T) *office.Office {
	t.Helper()
	fsys, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(fsys, packs.Default)
	if p == nil {
		t.Fatal(faults)
	}
	o, err := office.New(p, func() time.Time { return time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func profiles(t *testing.T, sets ...pt.Set) *profile.Profiles {
	t.Helper()
	return profile.New(pt.Desk(t, pt.Listed(), sets...), kalteng(t))
}

func view(t *testing.T, views []*profile.View, id string) *profile.View {
	t.Helper()
	for _, v := range views {
		if v.Set.ID == id {
			return v
		}
	}
	t.Fatalf("no view of %s", id)
	return nil
}

func TestACommodityInEveryDataSet(t *testing.T) {
	p := profiles(t, pt.World(), pt.Region())
	c, err := p.Commodity(t.Context(), "2701", trade.Export)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Views) != 2 || c.Views[0].Set.ID != "daerah" || !c.Views[0].Own {
		t.Fatalf("the office's own region comes first: %+v", c.Views)
	}
	own, world := c.Views[0], view(t, c.Views, "baci")
	// 2022 has seven months; the newest whole year is 2021, 1000 * (1 + ... + 12).
	if own.Year != 2021 || !own.Whole() || own.Years.Cents(own.Now()) != 78_000_00 {
		t.Errorf("the region's newest whole year is %d with %d cents", own.Year, own.Years.Cents(own.Now()))
	}
	if own.MonthsOf(2022) != 0b111_1111 || own.Months.Len() != 19 {
		t.Errorf("2022 has the months %b; %d months in all", own.MonthsOf(2022), own.Months.Len())
	}
	// Indonesia, the second seller: (1000-40)*11 + (500-20)*9 US$ in 2022.
	if got, want := world.Years.Cents(world.Now()), int64((960*11+480*9)*100); world.Year != 2022 || got != want {
		t.Errorf("Indonesia sold %d cents in %d, want %d", got, world.Year, want)
	}
	if world.GoodsBy != facts.Subheading || world.Goods.Len() != 2 || world.Goods.Code(0) != "270112" {
		t.Errorf("below the heading: %s %v", world.GoodsBy, world.Goods.Frame.Codes)
	}
	m := world.Market
	if m == nil || m.Rank != 2 || m.Sellers.Code(0) != "AUS" || m.Sellers.Len() != 24 || m.Buyers.Len() != 2 {
		t.Fatalf("the market: %+v", m)
	}
	if price := world.Years.Frame.Column(facts.PriceEffect); price == nil || !price.Known(world.Now()) {
		t.Error("no price effect, though there are weights in both years")
	}
	if c.Above[0].Code != "V" || c.Above[1].Code != "27" || len(c.Below) != 2 {
		t.Errorf("place in the HS: %v below %v", c.Below, c.Above)
	}
}

func TestEveryNumberComesWithItsQuery(t *testing.T) {
	p, desk := profiles(t, pt.World()), pt.Desk(t, nil, pt.World())
	c, err := p.Commodity(t.Context(), "27", trade.Export)
	if err != nil {
		t.Fatal(err)
	}
	v := c.Views[0]
	for _, a := range []profile.Answer{v.Years, v.Partners, v.Goods, v.Market.Sellers, v.Market.Buyers, v.Market.Years} {
		q, err := facts.ParseQuery(a.Query.Values())
		if err != nil {
			t.Fatal(err)
		}
		f, err := desk.Ask(t.Context(), q)
		if err != nil || f.Len() != a.Len() || f.Column(facts.Value).Ints[0] != a.Cents(0) {
			t.Errorf("%v answers %v, %v", q, f, err)
		}
	}
}

func TestWhyADataSetSaysNothing(t *testing.T) {
	p := profiles(t, pt.World(), pt.Region(), pt.Reports())
	for _, c := range []struct {
		code string
		flow trade.Flow
		set  string
		why  profile.Why
	}{
		{"27011290", trade.Export, "baci", profile.Coarse},
		{"27011290", trade.Export, "daerah", ""},
		{"440710", trade.Export, "daerah", profile.Empty},
		{"2701", trade.Import, "daerah", profile.NoFlow},
		{"2701", trade.Import, "baci", profile.Empty},
		{"440710", trade.Import, "baci", ""}, // what the others sold to Indonesia
	} {
		got, err := p.Commodity(t.Context(), c.code, c.flow)
		if err != nil {
			t.Fatal(err)
		}
		v := view(t, got.Views, c.set)
		if v.Why != c.why {
			t.Errorf("%s %s in %s: %q, want %q", c.flow, c.code, c.set, v.Why, c.why)
		}
		if c.set == "baci" && c.flow == trade.Import && c.why == "" && (!v.Turned || v.Partners.Len() != 23) {
			t.Errorf("imports from the exports of others: %v, %d sellers", v.Turned, v.Partners.Len())
		}
	}
}

func TestACountryAndABloc(t *testing.T) {
	p := profiles(t, pt.World(), pt.Region())
	c, err := p.Country(t.Context(), "JPN", trade.Export)
	if err != nil {
		t.Fatal(err)
	}
	w := view(t, c.Views, "baci")
	if w.Goods.Len() != 2 || w.Goods.Code(0) != "27" || w.Finer.Len() != 2 || w.Market == nil || w.Market.Rank != 1 {
		t.Errorf("Japan: %d chapters, market %+v", w.Goods.Len(), w.Market)
	}
	if len(c.Blocs) == 0 {
		t.Error("Japan belongs to no bloc")
	}
	b, err := p.Country(t.Context(), "ASEAN", trade.Import)
	if err != nil {
		t.Fatal(err)
	}
	w = view(t, b.Views, "baci")
	if !b.IsBloc() || w.Why != "" || !w.Turned || !slices.Equal(w.Partners.Frame.Codes[0], []string{"VNM", "THA", "MYS"}) {
		t.Errorf("imports from ASEAN: %q %+v", w.Why, w.Partners.Frame)
	}
	if _, err := p.Country(t.Context(), "QQQ", trade.Export); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("QQQ: %v", err)
	}
}

func TestWithoutData(t *testing.T) {
	p := profile.New(nil, kalteng(t))
	c, err := p.Commodity(t.Context(), "2701", trade.Export)
	if err != nil || len(c.Views) != 0 || !c.Named {
		t.Errorf("%+v, %v", c, err)
	}
	for _, code := range []string{"99999", "7701", "0000", "x", "270", "2701123456789"} {
		if _, err := p.Commodity(t.Context(), code, trade.Export); trade.CodeOf(err) != trade.NotFound {
			t.Errorf("%s: %v", code, err)
		}
	}
	if m, err := p.Mirror(t.Context(), profile.MirrorQuery{}); err != nil || m.Possible {
		t.Errorf("a mirror of nothing: %+v, %v", m, err)
	}
}

func TestMirrorByPartner(t *testing.T) {
	p := profiles(t, pt.Reports(), pt.World(), pt.Region())
	m, err := p.Mirror(t.Context(), profile.MirrorQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if !m.Possible || m.Query.Reporter != "IDN" || m.Query.Flow != trade.Export || m.Query.Year != 2022 {
		t.Fatalf("%+v", m.Query)
	}
	if len(m.Rows) != 2 || m.Rows[0].Code != "SGP" || m.Rows[0].Gap() != -6_000_00 || m.Rows[1].Gap() != (11_500+700-13_000)*100 {
		t.Errorf("rows %+v", m.Rows)
	}
	// China does not report: its side must not count as nothing bought.
	if m.Total.Mine != 21_000_00 || m.Total.Theirs != 14_200_00 || !slices.Equal(m.Unreported, []string{"CHN"}) {
		t.Errorf("total %+v without %v", m.Total, m.Unreported)
	}
	if len(m.Choices.Skipped) != 2 {
		t.Errorf("skipped %v", m.Choices.Skipped)
	}
	if !slices.Contains(m.Reasons[:2], profile.Transit) {
		t.Errorf("Singapore has the largest gap, but re-exports come late among %v", m.Reasons)
	}
	if ratio, ok := m.Rows[0].Ratio(); !ok || ratio != -0.75 {
		t.Errorf("ratio %v %v", ratio, ok)
	}
}

func TestMirrorByGoods(t *testing.T) {
	p := profiles(t, pt.Reports())
	m, err := p.Mirror(t.Context(), profile.MirrorQuery{Partner: "JPN", Level: facts.Subheading})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]int64{"440710": {3_000_00, 0}, "270112": {10_000_00, 11_500_00}, "090111": {0, 700_00}}
	if len(m.Rows) != len(want) || m.Rows[0].Code != "440710" {
		t.Fatalf("rows %+v", m.Rows)
	}
	for _, r := range m.Rows {
		if w := want[r.Code]; r.Mine != w[0] || r.Theirs != w[1] || r.HasMine != (w[0] > 0) || r.HasTheirs != (w[1] > 0) {
			t.Errorf("%s: %+v, want %v", r.Code, r, w)
		}
	}
	if _, ok := m.Rows[0].Ratio(); ok {
		t.Error("a ratio to what one side does not report")
	}
	back, err := p.Mirror(t.Context(), profile.MirrorQuery{Reporter: "JPN"})
	if err != nil || back.Query.Flow != trade.Import || back.Rows[0].Mine != 12_200_00 {
		t.Errorf("from Japan: %+v, %v", back.Rows, err)
	}
	if _, err := p.Mirror(t.Context(), profile.MirrorQuery{Reporter: "CHN"}); trade.CodeOf(err) != trade.Invalid {
		t.Errorf("China does not report: %v", err)
	}
}

func TestReconciledDataHaveNoMirror(t *testing.T) {
	m, err := profiles(t, pt.World(), pt.Region()).Mirror(t.Context(), profile.MirrorQuery{})
	if err != nil || m.Possible || len(m.Choices.Skipped) != 2 {
		t.Errorf("%+v, %v", m, err)
	}
}

var _ explore.Names = pt.Names{}

func TestFindGoodsByNameAndCode(t *testing.T) {
	p := profiles(t)
	for _, c := range []struct{ text, lang, code string }{
		{"bitumen", "id", "27011290"}, {"bituminous", "en", "270112"}, {"2701.12", "en", "270112"}, {"4407", "id", "4407"},
	} {
		found := p.FindGoods(c.text, c.lang)
		if !slices.ContainsFunc(found, func(g profile.Goods) bool { return g.Code == c.code }) {
			t.Errorf("%q finds %v, not %s", c.text, found, c.code)
		}
	}
	if found := p.FindGoods("qqqq", "id"); len(found) != 0 {
		t.Errorf("nonsense finds %v", found)
	}
	if found := profile.New(nil, kalteng(t)).FindGoods("2701", "id"); len(found) != 1 || found[0].Code != "2701" {
		t.Errorf("without a nomenclature: %v", found)
	}
}
