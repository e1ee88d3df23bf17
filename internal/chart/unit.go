package chart

import (
	"math"
	"strconv"

	"muara/internal/i18n"
)

// Quantity is what the numbers of a chart of facts count.
type Quantity string

// The quantities, each with its whole unit.
const (
	USD      Quantity = "usd"     // US dollars
	Kilogram Quantity = "kg"      // kilograms of net weight
	USDPerKg Quantity = "usd-kg"  // US dollars per kilogram: unit value
	Percent  Quantity = "percent" // 12.5 is 12.5 %: share, growth
	Points   Quantity = "points"  // percentage points: a change of shares
	Index    Quantity = "index"   // 100 in the base period
	Ratio    Quantity = "ratio"   // times: revealed comparative advantage
	Count    Quantity = "count"   // a number of things: countries, products
)

// Unit is a quantity and the power of ten that its numbers are written in.
// Numbers are held in whole units; only texts are scaled.
type Unit struct {
	Of    Quantity
	Scale int // USD and Kilogram: 0, 3, 6 or 9 (kg, tonnes, thousand tonnes, million tonnes); else 0
}

// Scaled returns the unit of a quantity in which a number as great as this
// one has two digits before the decimals, or as near to that as there is.
func Scaled(of Quantity, greatest float64) Unit {
	u := Unit{Of: of}
	if of != USD && of != Kilogram {
		return u
	}
	for _, s := range []int{3, 6, 9} {
		if math.Abs(greatest) >= math.Pow10(s+1) {
			u.Scale = s
		}
	}
	return u
}

// Code names the whole unit for machines.
func (u Unit) Code() string {
	switch u.Of {
	case USD:
		return "USD"
	case USDPerKg:
		return "USD/kg"
	case Points:
		return "percentage points"
	}
	return string(u.Of)
}

func (u Unit) key() string {
	if u.Of == USD || u.Of == Kilogram {
		return string(u.Of) + "." + strconv.Itoa(u.Scale)
	}
	return string(u.Of)
}

// Name names the unit as it is written: US$ juta, ribu ton, persen.
func (u Unit) Name(p i18n.Printer) string { return p.T("chart.unit." + u.key()) }

// Full puts the unit to a number that Number wrote: US$3.050,82 juta.
func (u Unit) Full(p i18n.Printer, number string) string { return p.T("chart.full."+u.key(), number) }

// Whole names the whole unit, in which tables are: US$, kg.
func (u Unit) Whole(p i18n.Printer) string { return Unit{Of: u.Of}.Name(p) }

// Number writes a number of whole units in this unit, without its name; a
// percentage keeps its sign. What is not zero is never written as zero: it is
// "<0,01".
func (u Unit) Number(p i18n.Printer, x float64) string {
	y := x / math.Pow10(u.Scale)
	decimals := u.decimals(y)
	sign := ""
	if u.Of == Percent {
		sign = "%"
	}
	if least := math.Pow10(-decimals); y != 0 && math.Abs(y) < least/2 {
		if y < 0 {
			return ">" + p.Decimal(-least, decimals) + sign
		}
		return "<" + p.Decimal(least, decimals) + sign
	}
	return p.Decimal(y, decimals) + sign
}

func (u Unit) decimals(y float64) int {
	switch u.Of {
	case USD, Kilogram:
		if u.Scale == 0 {
			return 0
		}
		return 2
	case USDPerKg:
		if math.Abs(y) < 1 {
			return 3
		}
		return 2
	case Percent, Points, Index:
		return 1
	case Count:
		return 0
	}
	return 2
}

// ticks writes the values of an axis with as few decimals as tell them apart.
func (u Unit) ticks(p i18n.Printer, ticks []float64) []string {
	decimals := 0
	for _, t := range ticks {
		y := t / math.Pow10(u.Scale)
		for decimals < 9 && math.Abs(y*math.Pow10(decimals)-math.Round(y*math.Pow10(decimals))) > 1e-6 {
			decimals++
		}
	}
	out := make([]string, len(ticks))
	for i, t := range ticks {
		out[i] = p.Decimal(t/math.Pow10(u.Scale), decimals)
		if u.Of == Percent {
			out[i] += "%"
		}
	}
	return out
}
