package breakdown

import (
	"testing"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

func reader(lang i18n.Lang) *ui.Request { return &ui.Request{Printer: i18n.Printer{Lang: lang}} }

func TestShareText(t *testing.T) {
	r := reader(i18n.ID)
	for _, c := range []struct {
		share office.Ratio
		want  string
	}{
		{office.Ratio{}, ""},
		{office.Ratio{Known: true, Value: 0.2596, Half: 0.00001}, "25,96%"},
		{office.Ratio{Known: true, Value: 0.5063, Half: 0.0048}, "50,6%"},
		{office.Ratio{Known: true, Value: 0.5063, Half: 0.02}, "51%"},
		{office.Ratio{Known: true, Value: 0.00001}, "<0,01%"},
		{office.Ratio{Known: true, Value: 0.5063, Printed: &ledger.Share{Share: 506_600}}, "50,66%"},
	} {
		if got := ShareText(r, c.share); got != c.want {
			t.Errorf("%+v reads %q, want %q", c.share, got, c.want)
		}
	}
}

func TestPortion(t *testing.T) {
	r := reader(i18n.EN)
	for share, want := range map[float64]string{
		0.5: "about half", 0.56: "more than half", 0.665: "about two thirds", 0.7: "more than two thirds",
		0.7598: "about three quarters", 0.85: "more than three quarters", 0.97: "nearly all",
	} {
		if got := r.T(portion(share)); got != want {
			t.Errorf("%v is %q, want %q", share, got, want)
		}
	}
}

func TestYearsText(t *testing.T) {
	if got := yearsText(reader(i18n.ID), []int{2013, 2014, 2016, 2018, 2019, 2020}); got != "2013, 2014, 2016, dan 2018–2020" {
		t.Errorf("got %q", got)
	}
}

func TestWhyNoGrowth(t *testing.T) {
	p := trade.YearOf(2021)
	unknown := ledger.Answer{Status: ledger.Unknown, Period: p.LastYear()}
	now := ledger.Answer{Status: ledger.Published, Period: p, Value: 1}
	if got := whyNoGrowth(reader(i18n.EN), ledger.Growth{Now: now, Before: unknown}); got != "The value for 2020 is not known, so there is nothing to compare with." {
		t.Errorf("got %q", got)
	}
	unknown.Period = p
	if got := whyNoGrowth(reader(i18n.EN), ledger.Growth{Now: unknown, Before: now}); got != "The value for 2021 is not known, so there is nothing to compare." {
		t.Errorf("got %q", got)
	}
}
