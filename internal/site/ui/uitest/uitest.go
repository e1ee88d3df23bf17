// Package uitest is a page with one of everything that package ui offers, over
// a few figures of the record, for tests and for looking at.
package uitest

import (
	"strconv"
	"time"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Clock is the moment of every request.
var Clock = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// Office opens on a pack that holds names and no figures: the page brings its
// own answers.
func Office() (*office.Office, error) {
	return office.New(&pack.Pack{
		Slug: "uji", Version: "1",
		Region: pack.Region{
			Name:      trade.Text{ID: "Kalimantan Tengah", EN: "Central Kalimantan"},
			Short:     "Kalteng",
			Authority: trade.Text{ID: "BPS Provinsi Kalimantan Tengah", EN: "BPS of Central Kalimantan"},
		},
	}, func() time.Time { return Clock })
}

// Known is an answer with a value in cents.
func Known(s trade.Series, p trade.Period, cents trade.Amount, status ledger.Status) ledger.Answer {
	a := ledger.Answer{Series: s, Period: p, Status: status, Value: cents, Low: cents, High: cents}
	a.Best = &ledger.Derivation{Value: cents, Low: cents, High: cents}
	return a
}

// Unknown is an answer without a value.
func Unknown(s trade.Series, p trade.Period) ledger.Answer {
	return ledger.Answer{Series: s, Period: p, Status: ledger.Unknown}
}

// BalanceOf is the balance of a year of the record, 2017 to 2021.
func BalanceOf(year int) ledger.Answer {
	cents := map[int]trade.Amount{2017: 172_599_000_000, 2018: 167_729_000_000, 2019: 209_940_000_000, 2020: 179_109_000_000, 2021: 305_082_000_000}
	return Known(trade.Series{Flow: trade.Balance}, trade.YearOf(year), cents[year], ledger.Published)
}

// Partial2022 is the balance of January to November 2022.
func Partial2022() ledger.Answer {
	p := trade.Period{From: trade.MonthOf(2022, 1), To: trade.MonthOf(2022, 11)}
	return Known(trade.Series{Flow: trade.Balance}, p, 529_117_000_000, ledger.Derived)
}

// BalanceChart is the six surpluses of the record as columns.
func BalanceChart(r *ui.Request) chart.Chart {
	c := chart.Chart{
		ID: "balance", Kind: chart.Columns, Title: "Surplus setiap tahun", What: "Ekspor FOB dikurangi impor CIF, " + r.UnitName(),
		Text: "Surplus setiap tahun sejak 2017.", RowName: "Tahun", Columns: []string{"Neraca"}, Source: "BPS, 6 angka", Link: r.Self(),
	}
	for y := 2017; y <= 2021; y++ {
		c.Rows = append(c.Rows, row(r, strconv.Itoa(y), strconv.Itoa(y), BalanceOf(y)))
	}
	last := row(r, "2022", r.PeriodShort(Partial2022().Period), Partial2022())
	last.Points[0].Partial = true
	c.Rows = append(c.Rows, last)
	return c
}

// CountryChart is exports by country in 2021 as bars, with shares and a rest.
func CountryChart(r *ui.Request) chart.Chart {
	c := chart.Chart{
		ID: "countries", Kind: chart.Bars, Title: "Tiongkok dan Jepang di depan", What: "Ekspor menurut negara, 2021, " + r.UnitName(),
		Text: "Dua negara membeli hampir dua pertiga.", RowName: "Negara", Columns: []string{"Ekspor"}, Source: "BPS", Link: r.Self(),
	}
	for _, x := range []struct {
		code, label, share string
		cents              trade.Amount
		status             ledger.Status
	}{
		{"CHN", "Tiongkok", "36,83%", 114_264_000_000, ledger.Published},
		{"JPN", "Jepang", "25,96%", 80_535_000_000, ledger.Conflicting},
		{"", "Negara lain, tidak dirinci", "37,20%", 115_407_000_000, ledger.Derived},
	} {
		s := trade.Series{Flow: trade.Export, By: trade.Country, Code: x.code}
		if x.code == "" {
			s = trade.Series{Flow: trade.Export, By: trade.Other, Code: "country"}
		}
		y := row(r, x.code, x.label, Known(s, trade.YearOf(2021), x.cents, x.status))
		y.Points[0].Share, y.Muted = x.share, x.code == ""
		c.Rows = append(c.Rows, y)
	}
	gap := row(r, "IND", "India", Unknown(trade.Series{Flow: trade.Export, By: trade.Country, Code: "IND"}, trade.YearOf(2021)))
	c.Rows = append(c.Rows, gap)
	return c
}

func row(r *ui.Request, key, label string, a ledger.Answer) chart.Row {
	return chart.Row{Key: key, Label: label, Points: []chart.Point{{Answer: a, Text: r.AmountText(a), Href: r.AnswerHref(a, "")}}}
}

// Growth is the balance of 2021 against 2020.
func Growth() ledger.Growth {
	now, before := BalanceOf(2021), BalanceOf(2020)
	return ledger.Growth{
		Now: now, Before: before, Known: true, Change: now.Value - before.Value,
		Ratio: float64(now.Value)/float64(before.Value) - 1,
	}
}

// Routes serves the page as the balance page.
func Routes() []ui.Route {
	return []ui.Route{{Page: ui.Balance, Handler: func(r *ui.Request) (*ui.View, error) {
		charts := []chart.Chart{BalanceChart(r), CountryChart(r)}
		return &ui.View{Title: "Neraca", Description: "Halaman contoh.", Charts: charts, Body: page(r, charts)}, nil
	}}}
}
