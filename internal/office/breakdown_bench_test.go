package office

import (
	"testing"

	"muara/internal/trade"
)

// BenchmarkBreakdown times what the page of commodities asks for.
func BenchmarkBreakdown(b *testing.B) {
	o := kalteng(b)
	p := trade.Period{From: trade.MonthOf(2023, 1), To: trade.MonthOf(2023, 11)}
	for name, ask := range map[string]func(){
		"calendar":   func() { o.Calendar(trade.Date{}, chapters, sectors) },
		"split":      func() { o.Breakdown(BreakdownQuery{Cut: chapters, Period: p}) },
		"comparison": func() { o.Comparison(chapters, 5, trade.Date{}) },
		"ports":      func() { o.PortTimeline(trade.Date{}) },
		"partners":   func() { o.Partners(destinations, trade.Date{}) },
		"history":    func() { o.History(chapters.Part("27"), trade.Date{}) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ask()
			}
		})
	}
}
