package loaded

import (
	"github.com/a-h/templ"

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
		return b.R.Share(d.Percent)
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
