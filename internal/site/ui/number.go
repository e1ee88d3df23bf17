package ui

import (
	"math"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// The fragments of a figure page that growth and shares link to.
const (
	LikeForLike = "like-for-like"
	ShareOf     = "share"
)

// AmountText writes the value of an answer without its unit: 1.725,99, or
// thousand tonnes for weights. An unknown value is the empty string: callers
// say so in words.
func (r *Request) AmountText(a ledger.Answer) string {
	switch {
	case !a.Known():
		return ""
	case a.Series.Measure == trade.Weight:
		return r.Weight(a.Value)
	default:
		return r.Amount(a.Value)
	}
}

// MoneyText writes the value of an answer with its unit, as in a sentence:
// US$1.725,99 juta.
func (r *Request) MoneyText(a ledger.Answer) string {
	switch {
	case !a.Known():
		return r.T("common.status.unknown")
	case a.Series.Measure == trade.Weight:
		return r.T("common.weight.text", r.Weight(a.Value))
	default:
		return r.Money(a.Value)
	}
}

// SignedPercent writes a ratio with its sign: +70,3%, −4,1%.
func (r *Request) SignedPercent(ratio float64, decimals int) string {
	text := r.Percent(math.Abs(ratio), decimals)
	switch {
	case ratio > 0:
		return "+" + text
	case ratio < 0:
		return "\u2212" + text
	default:
		return text
	}
}

// Ratio returns part divided by whole, and whether both are known.
func Ratio(part, whole ledger.Answer) (float64, bool) {
	if !part.Known() || !whole.Known() || whole.Value == 0 {
		return 0, false
	}
	return float64(part.Value) / float64(whole.Value), true
}

func statusKey(s ledger.Status) string { return "common.status." + string(s) }
