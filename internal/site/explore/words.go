package explore

import (
	"fmt"
	"strconv"
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// units are in which units a view writes its numbers.
type units struct{ money, weight chart.Unit }

// chosenUnits takes the reader's unit of money, or without one that which fits
// the greatest number of the view.
func (p *page) chosenUnits() units {
	u := units{money: chart.Scaled(chart.USD, greatest(p.a.rows, facts.Value)/100), weight: chart.Scaled(chart.Kilogram, greatest(p.a.rows, facts.Weight)/1000)}
	if f := p.a.rows; f != nil && f.Column(facts.Value) == nil && f.Column(facts.Change) != nil {
		u.money = chart.Scaled(chart.USD, greatest(f, facts.Change)/100)
	}
	if scale, ok := scales[string(p.r.Unit)]; ok {
		u.money.Scale = scale
	}
	if scale, ok := scales[p.s.scale]; ok {
		u.money.Scale = scale
	}
	return u
}

func greatest(f *facts.Frame, m facts.Measure) float64 {
	if f == nil || f.Column(m) == nil {
		return 0
	}
	c, out := f.Column(m), 0.0
	for i := range c.Len() {
		if c.Known(i) && c.Ints != nil {
			out = max(out, float64(c.Ints[i]), -float64(c.Ints[i]))
		}
	}
	return out
}

// unitOf is the unit of a measure on the page.
func (u units) of(m facts.Measure) chart.Unit {
	switch m {
	case facts.Value, facts.Change, facts.Weighed:
		return u.money
	case facts.Weight:
		return u.weight
	case facts.UnitValue:
		return chart.Unit{Of: chart.USDPerKg}
	case facts.RCA:
		return chart.Unit{Of: chart.Ratio}
	case facts.Rows:
		return chart.Unit{Of: chart.Count}
	}
	return chart.Unit{Of: chart.Percent}
}

// number is a value in the whole unit of its measure: US$, kg, percent.
func number(c *facts.Column, i int) float64 {
	switch c.Measure {
	case facts.Value, facts.Change, facts.Weighed:
		return float64(c.Ints[i]) / 100
	case facts.Weight:
		return float64(c.Ints[i]) / 1000
	case facts.Rows:
		return float64(c.Ints[i])
	case facts.UnitValue, facts.RCA:
		return c.Floats[i]
	}
	return c.Floats[i] * 100
}

// exact is a value in its whole unit as a decimal with a point.
func exact(c *facts.Column, i int) string {
	switch c.Measure {
	case facts.Value, facts.Change, facts.Weighed:
		return decimal(c.Ints[i], 2)
	case facts.Weight:
		return decimal(c.Ints[i], 3)
	case facts.Rows:
		return strconv.FormatInt(c.Ints[i], 10)
	}
	return strconv.FormatFloat(number(c, i), 'g', -1, 64)
}

// decimal moves the point of a whole number by some digits to the left.
func decimal(n int64, digits int) string {
	text := fmt.Sprintf("%0*d", digits+1, n)
	if n < 0 {
		text = fmt.Sprintf("-%0*d", digits+1, -n)
	}
	at := len(text) - digits
	return strings.TrimRight(strings.TrimRight(text[:at]+"."+text[at:], "0"), ".")
}

// isSigned reports whether a measure is a change, which carries its sign.
func isSigned(m facts.Measure) bool {
	switch m {
	case facts.Growth, facts.Change, facts.Contribution, facts.PriceEffect, facts.VolumeEffect:
		return true
	}
	return false
}

// text writes a cell, empty where it has no value.
func (p *page) text(c *facts.Column, i int) string {
	if c == nil || i < 0 || !c.Known(i) {
		return ""
	}
	return p.write(c.Measure, number(c, i))
}

// write writes a number of a measure without its unit; percentages have their
// sign.
func (p *page) write(m facts.Measure, x float64) string {
	text := p.units.of(m).Number(p.r.Printer, x)
	if isSigned(m) && x > 0 && strings.ContainsAny(text, "123456789") && text[0] != '<' {
		text = "+" + text
	}
	return text
}

// full writes a number with its unit, as in a sentence.
func (p *page) full(c *facts.Column, i int) string {
	if c == nil || i >= c.Len() || !c.Known(i) {
		return p.r.T("common.status.unknown")
	}
	text := p.text(c, i)
	for _, sign := range []string{"+", i18n.Minus} { // −US$5, not US$−5
		if bare, ok := strings.CutPrefix(text, sign); ok {
			return sign + p.units.of(c.Measure).Full(p.r.Printer, bare)
		}
	}
	return p.units.of(c.Measure).Full(p.r.Printer, text)
}

// heading names a measure with its unit: nilai (US$ juta).
func (p *page) heading(m facts.Measure) string {
	name := p.r.T("explore.measure." + string(m))
	switch u := p.units.of(m); u.Of {
	case chart.Percent, chart.Ratio, chart.Count:
		return name
	default:
		return name + " (" + u.Name(p.r.Printer) + ")"
	}
}

// label names a code of a dimension in the reader's language.
func (p *page) label(d facts.Dim, code string) string { return p.labelAs(d, code, false) }

func (p *page) labelAs(d facts.Dim, code string, short bool) string {
	r := p.r
	switch d {
	case facts.Year:
		return code
	case facts.Month:
		if m, err := trade.ParseMonth(code); err == nil && short {
			return r.MonthShort(m) + " " + code[:4]
		} else if err == nil {
			return r.Month(m)
		}
	case facts.Quarter:
		if y, q, ok := strings.Cut(code, "-Q"); ok {
			return r.T("explore.quarter", q, y)
		}
	case facts.Bloc, facts.Continent:
		if code == facts.Unspecified {
			return r.T("explore.no-bloc")
		}
	}
	text := r.Text(p.desk.Name(d, code, p.edition()))
	if text == code && len(code) > 4 && (d == facts.Subheading || d == facts.Product) { // no nomenclature names it
		return r.T("explore.part-of", code, r.Text(p.desk.Name(facts.Heading, code[:4], "")))
	}
	return text
}

// withCode is the label of a code with the code in front, where readers know it.
func (p *page) withCode(d facts.Dim, code string) string {
	text := p.label(d, code)
	if !coded(d) || code == facts.Unspecified || text == code {
		return text
	}
	return code + " " + strings.TrimPrefix(text, code+" ")
}

// edition is the only edition of the release, "" where there are several.
func (p *page) edition() string {
	if e := p.schema.Codes[facts.Edition]; len(e) == 1 {
		return e[0]
	}
	return p.sub.set.Edition
}

// coded reports whether readers know a dimension by its codes too, which then
// stand beside the names.
func coded(d facts.Dim) bool {
	switch d {
	case facts.Chapter, facts.Heading, facts.Subheading, facts.Product, facts.Section:
		return true
	}
	return false
}

// dimName names a dimension; partners by the flow of the view.
func (p *page) dimName(d facts.Dim) string {
	if flow, ok := p.s.only(facts.Flow); ok && d == facts.Partner {
		return p.r.T("explore.dim.partner." + flow)
	}
	return p.r.T("explore.dim." + string(d))
}

// hsDim is the dimension of an HS code of so many digits.
func hsDim(code string) facts.Dim {
	switch len(code) {
	case 2:
		return facts.Chapter
	case 4:
		return facts.Heading
	case 6:
		return facts.Subheading
	}
	return facts.Product
}

// sectionOf is the section that a product is part of.
func sectionOf(code string) (refdata.Section, bool) {
	if len(code) < 2 {
		return refdata.Section{}, false
	}
	c, ok := refdata.ChapterOf(code[:2])
	if !ok {
		return refdata.Section{}, false
	}
	return refdata.SectionOf(c.Section)
}

// joined writes codes with commas between them; a comma within one is \,.
func joined(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = strings.ReplaceAll(c, ",", `\,`)
	}
	return strings.Join(out, ",")
}
