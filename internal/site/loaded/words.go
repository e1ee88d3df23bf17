package loaded

import (
	"strings"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/nomen"
	"muara/internal/office/profile"
	"muara/internal/trade"
)

func flowsOf() []trade.Flow { return []trade.Flow{trade.Export, trade.Import} }

// split reports whether a row has both effects.
func (b *Block) split(i int) bool {
	return b.text(b.V.Years, facts.PriceEffect, i) != "" && b.text(b.V.Years, facts.VolumeEffect, i) != ""
}

func (b *Block) rankKey() string {
	if b.subject.Country {
		return "loaded.find.rank.country"
	}
	return "loaded.find.rank.goods"
}

// all leads to the rest of a breakdown.
func (b *Block) all(a profile.Answer, most int) string {
	switch {
	case a.Frame.More || a.Len() >= mostAsked:
		return b.R.T("loaded.open.all")
	case a.Len() > most:
		return b.R.T("loaded.open.rows", b.R.Count(a.Len()))
	}
	return b.R.T("loaded.open")
}

// mostAsked is how many rows profiles ask for at most.
const mostAsked = 300

// nameOf is the name of a code; goods without a name are called so, since their
// code stands beside.
func (b *Blocks) nameOf(d facts.Dim, code string) string {
	name := b.label(d, code)
	if coded(d) && name == code {
		return b.R.T("loaded.unnamed")
	}
	return name
}

func restRow(code string) templ.Attributes {
	if code == facts.Unspecified {
		return templ.Attributes{"class": "rest"}
	}
	return nil
}

// why says why a data set tells nothing.
func (b *Blocks) why(v *profile.View) string {
	switch v.Why {
	case profile.Coarse:
		return b.R.T("loaded.why.coarse", b.R.T("loaded.dim."+string(v.Reach)))
	case profile.Failed:
		return b.R.T("loaded.why.failed", b.R.Text(trade.TextOf(v.Err)))
	case profile.Fixed:
		if b.subject.Country {
			return b.R.T("loaded.why.no-partners")
		}
		return b.R.T("loaded.why.no-goods")
	case profile.NoFlow:
		return b.R.T("loaded.why.flow", b.flowName())
	}
	return b.R.T("loaded.why." + string(v.Why))
}

// coarser is the code of the page's goods as fine as a data set has it, empty
// where that is no reason for its silence.
func (b *Blocks) coarser(v *profile.View) string {
	digits, _ := facts.Digits(v.Reach)
	if v.Why != profile.Coarse || digits == 0 || digits >= len(b.subject.Code) {
		return ""
	}
	return b.subject.Code[:digits]
}

func (b *Blocks) missingTitle() string {
	if b.None() {
		return b.R.T("loaded.none.title")
	}
	return b.R.T("loaded.missing.title")
}

// codeOf is a code as people write it: a section with its word.
func (b *Blocks) codeOf(g profile.Goods) string {
	if g.Code[0] > '9' {
		return b.R.T("loaded.place.section", g.Code)
	}
	return g.Code
}

func (b *Blocks) goodsName(g profile.Goods) string {
	if !g.Named {
		return b.R.T("loaded.unnamed")
	}
	return i18n.Capital(b.R.Text(g.Name))
}

// duty writes an import duty as the tariff book has it.
func (b *Blocks) duty(g profile.Goods) string {
	if d := g.Duty; d.Kind == nomen.AdValorem {
		text := b.R.Share(d.Percent)
		for _, none := range []string{",00%", ".00%"} { // rates are whole as a rule
			text = strings.Replace(text, none, "%", 1)
		}
		return text
	}
	return g.Duty.Raw
}

func (b *Blocks) dutyDate(g profile.Goods) string {
	y, m, d := g.Duty.Origin.Imported.Date()
	return b.R.Date(trade.Date{Year: y, Month: int(m), Day: d})
}

// dutyAmong is the first duty of some goods, nil where none has one.
func dutyAmong(list []profile.Goods) *nomen.Duty {
	for _, g := range list {
		if g.Duty != nil {
			return g.Duty
		}
	}
	return nil
}

// shown are the measures of an answer that some row has.
func shown(a profile.Answer) []facts.Measure {
	var out []facts.Measure
	for _, m := range a.Query.Measures {
		c := a.Frame.Column(m)
		for i := range a.Len() {
			if c.Known(i) {
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// unitName is the unit of a measure for the heading of its column, empty for
// percentages.
func (b *Block) unitName(m facts.Measure) string {
	if u := b.units.of(m); u.Of != chart.Percent {
		return u.Name(b.R.Printer)
	}
	return ""
}

// alone reports whether a breakdown divides nothing: the world as a whole, or
// what is not specified.
func alone(a profile.Answer) bool {
	return a.Len() == 1 && (a.Code(0) == "WLD" || a.Code(0) == facts.Unspecified)
}

// told reports whether the table of years says more than the sentence above it.
func (b *Block) told() bool {
	return b.V.Years.Len() > 1 || b.V.Years.Len() == 1 && len(shown(b.V.Years)) > 1
}

// yearWidth leaves room for the picture of the years, where there is one.
func (b *Block) yearWidth() int {
	if b.years != nil {
		return 7
	}
	return 6
}

// ofMarket is the share that a year's trade has of the whole market, empty where
// the market of that year is not known.
func (b *Block) ofMarket(i int) string {
	m := b.V.Market
	whole := m.Years.Cents(m.Years.Find(b.V.Years.Code(i)))
	if whole <= 0 {
		return ""
	}
	return b.R.Percent(float64(b.V.Years.Cents(i))/float64(whole), 1)
}

// inMarket reports whether the years of a block are a part of its market's.
func (b *Block) inMarket() bool {
	return b.V.Market != nil && b.V.Reporter == b.V.Market.Home && b.V.Region == "" && !b.V.Turned
}
