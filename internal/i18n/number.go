package i18n

import (
	"math"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// Minus is the sign of negative numbers, U+2212: as wide as a plus, never
// broken from its digits.
const Minus = "−"

// NotANumber stands for a ratio that cannot be written, such as 0/0.
const NotANumber = "–"

// scale says how an integer in smallest units is written.
type scale struct {
	digits   int // decimal digits of the written unit in smallest units: 8 for millions of dollars in cents
	decimals int // decimals that are written
}

// moneyScale returns how cents are written in a unit.
func (u Unit) moneyScale() scale {
	switch u {
	case Billions:
		return scale{digits: 11, decimals: 3}
	case Dollars:
		return scale{digits: 2, decimals: 0}
	default:
		return scale{digits: 8, decimals: 2}
	}
}

var (
	weightScale = scale{digits: 6, decimals: 2} // kilograms as thousand tonnes
	shareScale  = scale{digits: 4, decimals: 2} // millionths as percent
)

// Amount writes an amount of money in the printer's unit without its name:
// 1.725,99. What is not zero never shows as zero: 0.004 million is 0,004.
func (p Printer) Amount(a trade.Amount) string { return p.scaled(int64(a), p.Unit.moneyScale()) }

// SignedAmount writes a change with its sign: +1.259,73 or −0,29; zero has
// none.
func (p Printer) SignedAmount(a trade.Amount) string {
	if a > 0 {
		return "+" + p.Amount(a)
	}
	return p.Amount(a)
}

// Money writes an amount with currency and unit: US$1.725,99 juta.
func (p Printer) Money(a trade.Amount) string {
	text, negative := strings.CutPrefix(p.Amount(a), Minus)
	text = p.T("common.money."+p.Unit.slug(), text)
	if negative {
		return Minus + text
	}
	return text
}

// UnitName names the unit of money: US$ juta, US$ million.
func (p Printer) UnitName() string { return p.T("common.unit." + p.Unit.slug()) }

// slug is the end of the unit's catalogue keys.
func (u Unit) slug() string {
	switch u {
	case Billions:
		return "billions"
	case Dollars:
		return "dollars"
	default:
		return "millions"
	}
}

// Weight writes kilograms as thousand tonnes without unit: 5,37.
func (p Printer) Weight(a trade.Amount) string { return p.scaled(int64(a), weightScale) }

// WeightUnitName names the unit of weights: ribu ton, thousand tonnes.
func (p Printer) WeightUnitName() string { return p.T("common.unit.weight") }

// WeightText writes kilograms with their unit: 5,37 ribu ton.
func (p Printer) WeightText(a trade.Amount) string { return p.T("common.weight.text", p.Weight(a)) }

// Quantity writes an amount of either measure without unit.
func (p Printer) Quantity(m trade.Measure, a trade.Amount) string {
	if m == trade.Weight {
		return p.Weight(a)
	}
	return p.Amount(a)
}

// QuantityText writes an amount of either measure with its unit.
func (p Printer) QuantityText(m trade.Measure, a trade.Amount) string {
	if m == trade.Weight {
		return p.WeightText(a)
	}
	return p.Money(a)
}

// QuantityUnit names the unit of either measure.
func (p Printer) QuantityUnit(m trade.Measure) string {
	if m == trade.Weight {
		return p.WeightUnitName()
	}
	return p.UnitName()
}

// Share writes a share as 36,83%.
func (p Printer) Share(s trade.Share) string { return p.scaled(int64(s), shareScale) + "%" }

// Percent writes a ratio (0.703) as 70,3%; decimals says how precisely, 0 to
// 9. It rounds the decimal number that the float prints as, half away from
// zero: 0.145 without decimals is 15%, though the float lies below.
func (p Printer) Percent(ratio float64, decimals int) string {
	if math.IsNaN(ratio) || math.IsInf(ratio, 0) {
		return NotANumber
	}
	return p.decimal(strconv.FormatFloat(ratio, 'f', -1, 64), 2, min(max(decimals, 0), 9)) + "%"
}

// SignedPercent writes a rate of change: +70,3% or −5,1%. What rounds to zero
// has no sign.
func (p Printer) SignedPercent(ratio float64, decimals int) string {
	text := p.Percent(ratio, decimals)
	if ratio > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// Count writes an integer with separators: 9.933.867.
func (p Printer) Count(n int) string { return p.scaled(int64(n), scale{}) }

// Decimal writes a plain number with a fixed number of decimals, 0 to 9:
// 1,75. It rounds as Percent does.
func (p Printer) Decimal(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return NotANumber
	}
	return p.decimal(strconv.FormatFloat(x, 'f', -1, 64), 0, min(max(decimals, 0), 9))
}

// separators returns the marks between thousands and before decimals.
func (p Printer) separators() (group, point string) {
	if p.Lang == EN {
		return ",", "."
	}
	return ".", ","
}

// scaled writes n smallest units. Where n is not zero but would be written as
// zero, it takes as many decimals as show its first digit.
func (p Printer) scaled(n int64, s scale) string {
	units := roundDiv(magnitude(n), pow10(s.digits-s.decimals))
	for units == 0 && n != 0 && s.decimals < s.digits {
		s.decimals++
		units = roundDiv(magnitude(n), pow10(s.digits-s.decimals))
	}
	return p.write(n < 0, strconv.FormatUint(units, 10), s.decimals)
}

// decimal writes a plain decimal number ("-0.703") moved left by shift
// places, rounded half away from zero to so many decimals.
func (p Printer) decimal(text string, shift, decimals int) string {
	text, negative := strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(text, ".")
	keep := shift + decimals
	if len(fraction) <= keep {
		fraction += strings.Repeat("0", keep-len(fraction))
		return p.write(negative, whole+fraction, decimals)
	}
	digits := whole + fraction[:keep]
	if fraction[keep] >= '5' {
		digits = increment(digits)
	}
	return p.write(negative, digits, decimals)
}

// increment adds one to a string of digits.
func increment(digits string) string {
	b := []byte(digits)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '9' {
			b[i]++
			return string(b)
		}
		b[i] = '0'
	}
	return "1" + string(b)
}

// write puts separators and sign to digits whose last ones are decimals.
func (p Printer) write(negative bool, digits string, decimals int) string {
	group, point := p.separators()
	digits = strings.TrimLeft(digits, "0")
	zero := digits == ""
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	var b strings.Builder
	if negative && !zero {
		b.WriteString(Minus)
	}
	whole := len(digits) - decimals
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(digits[i])
	}
	if decimals > 0 {
		b.WriteString(point + digits[whole:])
	}
	return b.String()
}

// magnitude is the absolute value, also of the smallest integer.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// roundDiv divides and rounds half up, which on magnitudes is half away from
// zero. The divisor is a power of ten.
func roundDiv(n, by uint64) uint64 { return (n + by/2) / by }

// pow10 returns 10 to the n, for n from 0 to 19.
func pow10(n int) uint64 {
	out := uint64(1)
	for range n {
		out *= 10
	}
	return out
}
