package loaded

import (
	"fmt"
	"net/url"
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/profile"
	"muara/internal/site/ui"
)

// units are in which units a block writes its numbers.
type units struct{ money, weight chart.Unit }

// Money is the unit that fits an amount of US cents, or the reader's own.
func Money(r *ui.Request, cents int64) chart.Unit {
	if r.Query.Has(ui.KeyUnit) {
		return chart.Unit{Of: chart.USD, Scale: map[i18n.Unit]int{i18n.Millions: 6, i18n.Billions: 9, i18n.Dollars: 0}[r.Unit]}
	}
	return chart.Scaled(chart.USD, float64(cents)/100)
}

func (b *Block) chosenUnits() units {
	cents, grams := greatest(b.V.Years, facts.Value), greatest(b.V.Years, facts.Weight)
	return units{Money(b.R, cents), chart.Scaled(chart.Kilogram, float64(grams)/1000)}
}

func greatest(a profile.Answer, m facts.Measure) int64 {
	if a.Len() == 0 || a.Frame.Column(m) == nil {
		return 0
	}
	c, most := a.Frame.Column(m), int64(0)
	for i, x := range c.Ints {
		if c.Known(i) {
			most = max(most, x)
		}
	}
	return most
}

func (u units) of(m facts.Measure) chart.Unit {
	switch m {
	case facts.Value:
		return u.money
	case facts.Weight:
		return u.weight
	case facts.UnitValue:
		return chart.Unit{Of: chart.USDPerKg}
	}
	return chart.Unit{Of: chart.Percent}
}

// number is a value in the whole unit of its measure: US$, kg, percent.
func number(c *facts.Column, i int) float64 {
	switch c.Measure {
	case facts.Value:
		return float64(c.Ints[i]) / 100
	case facts.Weight:
		return float64(c.Ints[i]) / 1000
	case facts.UnitValue:
		return c.Floats[i]
	}
	return c.Floats[i] * 100
}

// exact is a value in its whole unit as a decimal with a point.
func exact(c *facts.Column, i int) string {
	digits := map[facts.Measure]int{facts.Value: 2, facts.Weight: 3}[c.Measure]
	if digits == 0 {
		return ""
	}
	return Decimal(c.Ints[i], digits)
}

// Decimal moves the point of a whole number by some digits to the left.
func Decimal(n int64, digits int) string {
	text := fmt.Sprintf("%0*d", digits+1, max(n, -n))
	at := len(text) - digits
	text = text[:at] + "." + text[at:]
	if n < 0 {
		text = "-" + text
	}
	return text
}

func isSigned(m facts.Measure) bool {
	return m == facts.Growth || m == facts.PriceEffect || m == facts.VolumeEffect
}

// text writes a cell without its unit, empty where it has no value.
func (b *Block) text(a profile.Answer, m facts.Measure, i int) string {
	if i < 0 || i >= a.Len() {
		return ""
	}
	c := a.Frame.Column(m)
	if c == nil || !c.Known(i) {
		return ""
	}
	if m == facts.Growth && c.Floats[i] > 10 { // more than eleven times: a percentage says nothing
		return "×" + b.R.Decimal(c.Floats[i]+1, 0)
	}
	text := b.units.of(m).Number(b.R.Printer, number(c, i))
	if isSigned(m) && c.Floats[i] > 0 && text[0] != '<' && strings.ContainsAny(text, "123456789") {
		text = "+" + text
	}
	return text
}

// full writes a cell with its unit.
func (b *Block) full(a profile.Answer, m facts.Measure, i int) string {
	text := b.text(a, m, i)
	if text == "" {
		return b.R.T("common.status.unknown")
	}
	return b.units.of(m).Full(b.R.Printer, text)
}

// moved writes a growth as words: naik 12,3%.
func (b *Block) moved(a profile.Answer, i int) string {
	c := a.Frame.Column(facts.Growth)
	if c == nil || i < 0 || !c.Known(i) {
		return ""
	}
	return Moved(b.R, c.Floats[i])
}

// Moved writes a change as words: naik 12,3%, turun 4,0%, tetap.
func Moved(r *ui.Request, ratio float64) string {
	text := r.Percent(max(ratio, -ratio), 1)
	switch {
	case !strings.ContainsAny(text, "123456789"):
		return r.T("common.unchanged")
	case ratio < 0:
		return r.T("common.falls", text)
	}
	return r.T("common.rises", text)
}

// Href is the view of the explorer that answers a query.
func Href(r *ui.Request, q facts.Query) string {
	v := url.Values(q.Values())
	if len(q.Periods) == 0 {
		v.Set(facts.KeyPeriod, "all") // without it the explorer chooses
	}
	if v.Get(facts.KeyMeasure) == "" {
		v.Set(facts.KeyMeasure, string(facts.Value))
	}
	if q.Limit > 50 {
		v.Del(facts.KeyLimit) // the explorer has pages
	}
	if len(q.Order) == 1 && (q.Order[0].By == string(facts.Value) && q.Order[0].Desc || len(q.By) == 1 && q.Order[0].By == string(q.By[0])) {
		v.Del(facts.KeyOrder) // that is its own
	}
	if r.Unit != i18n.Millions {
		v.Set(ui.KeyUnit, string(r.Unit))
	}
	return ui.Href(r.Lang, ui.Explore) + "?" + strings.NewReplacer("%2C", ",").Replace(v.Encode())
}

// point is a cell for a picture; it opens the view that gives it.
func (b *Block) point(a profile.Answer, m facts.Measure, i int) chart.Point {
	pt := chart.Point{Fact: &chart.Fact{Source: b.V.Set.ID + "/" + b.V.Set.Manifest.Release}}
	if i < 0 || i >= a.Len() || a.Frame.Column(m) == nil || !a.Frame.Column(m).Known(i) {
		return pt
	}
	c := a.Frame.Column(m)
	pt.Fact.Known, pt.Fact.Number, pt.Fact.Exact = true, number(c, i), exact(c, i)
	pt.Fact.Status = chart.Recorded
	if c.Floats != nil {
		pt.Fact.Status = chart.Computed
	} else if b.V.Set.Manifest.Converted != nil {
		pt.Fact.Status = chart.Converted
	}
	pt.Text, pt.Href = b.text(a, m, i), Href(b.R, a.Query)
	if m == facts.Value {
		pt.Share = b.text(a, facts.Share, i)
	}
	return pt
}
