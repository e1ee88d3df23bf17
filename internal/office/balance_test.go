package office

import (
	"testing"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// The balances of the record, million US$, as the pack's sources print them.
var record2017to2022 = map[string]float64{
	"2017": 1725.99, "2018": 1677.29, "2019": 2099.40, "2020": 1791.09, "2021": 3050.82,
	"2022-01..2022-11": 5291.17,
}

func TestBalanceShowsTheSixSurpluses(t *testing.T) {
	v, err := kalteng(t).Balance(2017, 2022, trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Years) != 6 {
		t.Fatalf("got %d years, want 6", len(v.Years))
	}
	for _, y := range v.Years {
		want, ok := record2017to2022[y.Balance.Period.String()]
		if !ok || y.Balance.Value != usd(want) || y.Balance.Status != ledger.Published {
			t.Errorf("%d: balance over %s is %d (%s)", y.Year, y.Balance.Period, y.Balance.Value, y.Balance.Status)
		}
	}
	if v.Highest.Year != 2021 || v.Lowest.Year != 2018 {
		t.Errorf("highest full year %d, lowest %d; want 2021 and 2018", v.Highest.Year, v.Lowest.Year)
	}
}

func TestRecordCountsKnownYearsAndNamesTheUnknown(t *testing.T) {
	v, err := kalteng(t).Balance(0, 0, trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	r := v.Record
	if r.Since != 2017 || !r.Surplus || len(r.Years) != 8 {
		t.Errorf("record since %d over %d years, surplus %t; want 2017, 8, true", r.Since, len(r.Years), r.Surplus)
	}
	if len(r.Unknown) != 1 || r.Unknown[0] != 2024 {
		t.Errorf("unknown within the record: %v, want 2024", r.Unknown)
	}
	if got := r.Last.Period.String(); got != "2025-01..2025-10" {
		t.Errorf("the record ends with %s", got)
	}
}

// A deficit breaks a run of surpluses; unknown years do not.
func TestRecordBreaksWhereTheSignChanges(t *testing.T) {
	year := func(y int, millions float64, known bool) YearRow {
		a := ledger.Answer{Period: trade.YearOf(y), Status: ledger.Unknown}
		if known {
			a.Status, a.Value = ledger.Published, usd(millions)
		}
		return YearRow{Year: y, Balance: a}
	}
	r := record([]YearRow{year(2015, 5, true), year(2016, -1, true), year(2017, 2, true), year(2018, 0, false), year(2019, 3, true)})
	if r.Since != 2017 || len(r.Years) != 2 || len(r.Unknown) != 1 || !r.Surplus {
		t.Errorf("got %+v", r)
	}
	if r := record([]YearRow{year(2018, 4, true), year(2019, -3, true)}); r.Surplus || r.Since != 2019 {
		t.Errorf("a deficit in the last year reads as %+v", r)
	}
}

func TestBalanceRefusesYearsOutsideTheData(t *testing.T) {
	for _, c := range [][2]int{{1990, 1995}, {2022, 2019}, {2090, 2099}} {
		_, err := kalteng(t).Balance(c[0], c[1], trade.Date{})
		if trade.CodeOf(err) != trade.Invalid {
			t.Errorf("%v: got %v, want an invalid-argument error", c, err)
		}
		if text := trade.TextOf(err); text.ID == text.EN {
			t.Errorf("%v: the message is the same in both languages", c)
		}
	}
}

func TestBalanceAsOfADay(t *testing.T) {
	day, _ := trade.ParseDate("2019-12-31")
	v, err := kalteng(t).Balance(2017, 0, day)
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range v.Years {
		if y.Balance.Known() && y.Balance.Period.IsYear() && y.Balance.Status == ledger.Published {
			t.Errorf("the balance of %d was first printed in 2023, and shows as of 2019", y.Year)
		}
	}
	day, _ = trade.ParseDate("1999")
	if _, err := kalteng(t).Balance(0, 0, day); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("before any figure: got %v, want not found", err)
	}
}

func TestOverview(t *testing.T) {
	v, err := kalteng(t).Overview(trade.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Latest.Period.String(); got != "2025-01..2025-10" || v.Latest.Exports.Value != usd(2890.41) ||
		v.Latest.Imports.Value != usd(32.77) || v.Latest.Balance.Value != usd(2857.64) {
		t.Errorf("latest is %s: %d, %d, %d", got, v.Latest.Exports.Value, v.Latest.Imports.Value, v.Latest.Balance.Value)
	}
	if v.Latest.Growth.Known {
		t.Error("January to October 2024 is not known, yet growth on it is")
	}
	// October 2025 follows from two cumulated figures; October 2024 was printed.
	if m := v.Month; m.Now.Period.String() != "2025-10" || m.Now.Value != usd(336.09) || m.Now.Status != ledger.Derived ||
		m.Before.Value != usd(272.59) || !m.Known {
		t.Errorf("latest month: %+v", m)
	}
	if len(v.News) != 5 {
		t.Errorf("%d news, want 5", len(v.News))
	}
	for i := 1; i < len(v.News); i++ {
		if v.News[i-1].Published.Ordinal() < v.News[i].Published.Ordinal() {
			t.Error("news are not newest first")
		}
	}
	for _, y := range v.Missing.Exports {
		if y == 2017 || y == 2018 || y >= 2020 && y <= 2023 {
			t.Errorf("exports of %d are known, yet listed as missing", y)
		}
	}
}
