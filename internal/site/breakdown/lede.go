package breakdown

import (
	"github.com/a-h/templ"

	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
)

// Lede says in a few sentences what a split shows: the whole, its change like
// for like, how much of it the releases name. counted is how the page counts
// its parts: "3 bab HS".
func Lede(r *ui.Request, s office.Split) templ.Component {
	counted := Counted(r, s.By, len(s.Parts))
	flow := r.Flow(s.Flow)
	if !s.Whole.Known() {
		return ui.Say(r, "breakdown.lede.unknown", flow, r.Period(s.Period), counted)
	}
	var sentences []templ.Component
	say := func(key string, args ...any) { sentences = append(sentences, ui.Say(r, key, args...), ui.Words(" ")) }
	if s.LeftOut {
		say("breakdown.lede.without", flow, NameIn(r, leftSeries(s)), r.Period(s.Period), ui.Money(r, s.Whole.Answer))
	} else {
		say("breakdown.lede.whole", flow, r.Period(s.Period), ui.Money(r, s.Whole.Answer))
	}
	sentences = append(sentences, Direction(r, s.Whole.Growth), ui.Words(" "))
	switch {
	case s.Empty():
	case s.Rest != nil:
		say("breakdown.lede.named", counted, ui.Money(r, s.Rest.Answer))
	case s.Complete():
		say("breakdown.lede.complete", counted)
	}
	return ui.Join(sentences...)
}

// Direction is the sentence about growth like for like, nothing where it is
// not known.
func Direction(r *ui.Request, g ledger.Growth) templ.Component {
	key, ok := direction(g)
	if !ok {
		return templ.NopComponent
	}
	return ui.Say(r, key, ui.GrowthSize(r, g, growthDecimals(g)))
}

// direction picks the sentence about growth.
func direction(g ledger.Growth) (string, bool) {
	switch {
	case !g.Known:
		return "", false
	case g.Ratio > 0:
		return "breakdown.lede.up", true
	case g.Ratio < 0:
		return "breakdown.lede.down", true
	default:
		return "breakdown.lede.same", true
	}
}

// TitleOf is the finding of a split without digits, for the heading of a
// panel: "Bahan bakar mineral: sekitar tiga perempat ekspor".
func TitleOf(r *ui.Request, s office.Split) string {
	f := s.Finding()
	names := []any{"", ""}
	for i, p := range f.Parts {
		names[i] = Name(r, p.Series)
		if i > 0 {
			names[i] = NameIn(r, p.Series)
		}
	}
	key := "breakdown.title." + string(f.Kind)
	switch f.Kind {
	case office.Dominates, office.TogetherMost:
		return r.T(key, names[0], names[1], r.T(portion(f.Share.Value)), r.Flow(s.Flow))
	default:
		return r.T(key, names[0], names[1])
	}
}

// portion says a share of about a half or more in words; one point around a
// plain fraction is "about".
func portion(share float64) string {
	switch {
	case share >= 0.95:
		return "breakdown.portion.all"
	case share > 0.76:
		return "breakdown.portion.over-three-quarters"
	case share >= 0.74:
		return "breakdown.portion.three-quarters"
	case share > 0.68:
		return "breakdown.portion.over-two-thirds"
	case share >= 0.655:
		return "breakdown.portion.two-thirds"
	case share > 0.51:
		return "breakdown.portion.over-half"
	default:
		return "breakdown.portion.half"
	}
}

// Second names who follows the first, for the heading of the ranked bars.
func Second(r *ui.Request, s office.Split) string {
	if len(s.Parts) < 2 {
		return TitleOf(r, s)
	}
	return r.T("breakdown.title.second", Name(r, s.Parts[1].Series), NameIn(r, s.Parts[1].Series))
}

// ShiftTitle says, without digits, how the share of one series moved in the
// long run.
func ShiftTitle(r *ui.Request, s office.Shift, known bool) string {
	if !known {
		return r.T("breakdown.spans.title")
	}
	name := Name(r, s.After.Series)
	// Three points: less is within what a few odd months can do.
	switch d := s.After.Share.Value - s.Before.Share.Value; {
	case s.Swings:
		return r.T("breakdown.shift.swings", name)
	case d > 0.03:
		return r.T("breakdown.shift.up", name)
	case d < -0.03:
		return r.T("breakdown.shift.down", name)
	default:
		return r.T("breakdown.shift.same", name)
	}
}
