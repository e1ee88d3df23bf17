package explore

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// dims lists what a release can be broken down by, in the order in which people
// think of it.
func (p *page) dims() []facts.Dim {
	var out []facts.Dim
	for _, d := range facts.Dims() {
		if !p.offers(d) || d == facts.Edition && len(p.schema.Codes[d]) < 2 {
			continue
		}
		if (d == facts.Flow || d == facts.Reporter || d == facts.Region) && len(p.schema.Codes[d]) == 1 {
			continue
		}
		if d == facts.Product && len(p.schema.Levels) > 0 && slices.Max(p.schema.Levels) <= 6 {
			continue // subheadings are the finest then
		}
		out = append(out, d)
	}
	return out
}

func (p *page) dimChoices(none string) []ui.Choice {
	var out []ui.Choice
	if none != "" {
		out = append(out, ui.Choice{Label: none})
	}
	for _, d := range p.dims() {
		out = append(out, ui.Choice{Value: string(d), Label: i18n.Capital(p.dimName(d))})
	}
	return out
}

// rowDim is the dimension of rows at a place, "" for none.
func (p *page) rowDim(i int) string {
	if i < len(p.s.q.By) {
		return string(p.s.q.By[i])
	}
	return ""
}

// measureChoices are sets of measures that answer one question each.
func (p *page) measureChoices() (choices []ui.Choice, chosen string) {
	weighs := slices.Contains(p.schema.Measures, facts.Weight)
	one := p.s.across != "" || p.s.against != ""
	sets := [][]facts.Measure{{facts.Value, facts.Share}}
	if p.s.comparable(p.schema) && p.s.against == "" {
		sets = append(sets, []facts.Measure{facts.Value, facts.Share, facts.Growth, facts.Contribution},
			[]facts.Measure{facts.Growth, facts.Change, facts.Value}, []facts.Measure{facts.Change, facts.Contribution, facts.Value})
		if weighs {
			sets = append(sets, []facts.Measure{facts.Growth, facts.PriceEffect, facts.VolumeEffect, facts.Value})
		}
	}
	if weighs {
		sets = append(sets, []facts.Measure{facts.Weight, facts.Value}, []facts.Measure{facts.UnitValue, facts.Value, facts.Weight})
	}
	if p.hasWorld() {
		sets = append(sets, []facts.Measure{facts.RCA, facts.Value})
	}
	if one { // one measure fills the cells
		var single [][]facts.Measure
		for _, s := range sets {
			if !slices.ContainsFunc(single, func(x []facts.Measure) bool { return x[0] == s[0] }) {
				single = append(single, s[:1])
			}
		}
		sets = single
		if p.s.across != "" && p.s.against == "" {
			sets = append(sets, []facts.Measure{facts.Share})
		}
	}
	chosen = list(p.s.q.Measures)
	if one {
		chosen = string(p.first())
	}
	known := false
	for _, s := range sets {
		known = known || list(s) == chosen
		choices = append(choices, ui.Choice{Value: list(s), Label: p.measureNames(s)})
	}
	if !known {
		choices = append(choices, ui.Choice{Value: chosen, Label: p.measureNames(p.s.q.Measures)})
	}
	return choices, chosen
}

func (p *page) measureNames(ms []facts.Measure) string {
	names := make([]string, len(ms))
	for i, m := range ms {
		names[i] = p.r.T("explore.measure." + string(m))
	}
	return i18n.Capital(p.r.List(names))
}

func list[T ~string](l []T) string {
	out := make([]string, len(l))
	for i, x := range l {
		out[i] = string(x)
	}
	return strings.Join(out, ",")
}

// hasWorld reports whether the advantage against the world can be computed for
// the view: of goods, in exports.
func (p *page) hasWorld() bool {
	if flow, ok := p.s.only(facts.Flow); !ok || flow != string(trade.Export) {
		return false
	}
	return p.s.aboutGoods() && p.desk.World(p.r.HTTP.Context(), p.sub.set.ID) != ""
}

// periodChoices are all periods, the years, and of the newest year its months.
func (p *page) periodChoices() (choices []ui.Choice, chosen string) {
	choices = []ui.Choice{{Value: all, Label: p.r.T("explore.all-periods", p.coverage())}}
	years := p.schema.Years()
	for i := len(years) - 1; i >= 0; i-- {
		y := strconv.Itoa(years[i])
		label := y
		if n := p.partial(y); n > 0 {
			label += " (" + p.r.Plural("common.months", n) + ")"
		}
		choices = append(choices, ui.Choice{Value: y, Label: label})
	}
	if len(years) > 1 && p.schema.Monthly {
		last := years[len(years)-1]
		for _, run := range monthsIn(last, p.monthsOf(last)) {
			if run.IsYearToDate() && !run.IsMonth() {
				choices = append(choices, ui.Choice{Value: run.String(), Label: i18n.Capital(p.r.Period(run))},
					ui.Choice{Value: run.LastYear().String(), Label: i18n.Capital(p.r.Period(run.LastYear()))})
			}
		}
		for m := 12; m >= 1; m-- {
			if p.monthsOf(last)&(1<<(m-1)) != 0 {
				at := trade.MonthOf(last, m)
				choices = append(choices, ui.Choice{Value: at.String(), Label: p.r.Month(at)})
			}
		}
	}
	if len(p.s.q.Periods) == 0 {
		return choices, all
	}
	var parts []string
	for _, x := range p.s.q.Periods {
		parts = append(parts, x.String())
	}
	chosen = strings.Join(parts, ",")
	if !slices.ContainsFunc(choices, func(c ui.Choice) bool { return c.Value == chosen }) {
		choices = append(choices, ui.Choice{Value: chosen, Label: p.periodsText(p.s.q.Periods)})
	}
	return choices, chosen
}

func (p *page) flowChoices() (choices []ui.Choice, chosen string) {
	codes := p.schema.Codes[facts.Flow]
	for _, f := range []trade.Flow{trade.Export, trade.Import} {
		if slices.Contains(codes, string(f)) {
			choices = append(choices, ui.Choice{Value: string(f), Label: i18n.Capital(p.r.T("explore.flow." + string(f)))})
		}
	}
	if len(choices) < 2 {
		return nil, ""
	}
	choices = append(choices, ui.Choice{Value: all, Label: i18n.Capital(p.r.T("explore.flow.both"))})
	if code, ok := p.s.only(facts.Flow); ok {
		return choices, code
	}
	return choices, all
}

// againstChoices are what a view can be compared with.
func (p *page) againstChoices() []ui.Choice {
	out := []ui.Choice{{Label: p.r.T("explore.against.none")}}
	if len(p.s.q.Periods) == 1 {
		now := p.s.q.Periods[0]
		for _, y := range slices.Backward(p.schema.Years()) {
			if then := now.Shift(12 * (y - now.To.Year())); then != now && (now.IsYear() || y == now.To.Year()-1) {
				out = append(out, ui.Choice{Value: then.String(), Label: p.r.Period(then)})
			}
		}
	}
	for _, d := range []facts.Dim{facts.Flow, facts.Region, facts.Reporter} {
		one, ok := p.s.only(d)
		if !ok || slices.Contains(p.s.q.By, d) {
			continue
		}
		for _, code := range p.schema.Codes[d] {
			if code != one && len(out) < 60 {
				out = append(out, ui.Choice{Value: string(d) + ":" + code, Label: i18n.Capital(p.label(d, code))})
			}
		}
	}
	if p.s.against != "" && !slices.ContainsFunc(out, func(c ui.Choice) bool { return c.Value == p.s.against }) {
		_, then := p.sideNames()
		out = append(out, ui.Choice{Value: p.s.against, Label: then})
	}
	return out
}

// chip is a filter that can be taken off.
type chip struct {
	dim, text string
	not       bool
	href      string
}

func (p *page) chips() []chip {
	var out []chip
	for _, f := range p.s.q.Where {
		if f.Dim == facts.Flow && !f.Not && len(f.Values) == 1 {
			continue // the form says it, or there is no other
		}
		for _, v := range f.Values {
			text := p.withCode(f.Dim, v)
			s := p.s.less(f.Dim, f.Not, v)
			out = append(out, chip{dim: p.dimName(f.Dim), text: text, not: f.Not, href: s.href(p.r)})
		}
	}
	return out
}

// preset is a question of people who do not know the nomenclature.
type preset struct {
	text, href string
	on         bool
}

func (p *page) presets() []preset {
	var out []preset
	base := p.s.fresh()
	base.q.Where = slices.DeleteFunc(base.q.Where, func(f facts.Filter) bool {
		return f.Dim != facts.Flow && f.Dim != facts.Region && f.Dim != facts.Reporter
	})
	if !base.periodFits() {
		base.q.Periods = nil
		if y := latestYear(p.schema); y != 0 {
			base.q.Periods = []trade.Period{trade.YearOf(y)}
		}
	}
	flow := "export"
	if f, ok := p.s.only(facts.Flow); ok {
		flow = f
	}
	add := func(key string, s state) {
		href := s.href(p.r)
		out = append(out, preset{p.r.T(key), href, href == p.s.fresh().href(p.r)})
	}
	usual := func(s state) state { s.q.Measures = s.usual(p.schema); return s }
	if p.offers(facts.Chapter) {
		add("explore.preset.what."+flow, usual(base.by(facts.Chapter)))
	}
	if p.offers(facts.Partner) {
		add("explore.preset.where."+flow, usual(base.by(facts.Partner)))
	}
	if p.offers(facts.Chapter) {
		add("explore.preset.no-coal", usual(base.by(facts.Chapter).with(facts.Chapter, true, "27")))
		if base.comparable(p.schema) {
			add("explore.preset.grew", base.by(facts.Chapter).measured(facts.Change, facts.Contribution, facts.Growth, facts.Value))
		}
	}
	if base.comparable(p.schema) && slices.Contains(p.schema.Measures, facts.Weight) && p.offers(facts.Chapter) {
		add("explore.preset.price", base.by(facts.Chapter).measured(facts.Growth, facts.PriceEffect, facts.VolumeEffect, facts.Value))
	}
	if len(p.schema.Years()) > 1 {
		time := base.over()
		add("explore.preset.time", usual(time.by(facts.Year)))
	}
	return out
}

// periodFits reports whether a view keeps to one period of a year at most.
func (s state) periodFits() bool { return len(s.q.Periods) == 1 && s.q.Periods[0].Months() <= 12 }

// noCoal leaves mineral fuels out, or takes them in again.
func (p *page) noCoal() *preset {
	if !p.offers(facts.Chapter) {
		return nil
	}
	for _, f := range p.s.q.Where {
		if f.Dim == facts.Chapter && f.Not && slices.Contains(f.Values, "27") {
			return &preset{p.r.T("explore.with-coal"), p.s.less(facts.Chapter, true, "27").href(p.r), true}
		}
		if !f.Not && (coded(f.Dim)) {
			return nil
		}
	}
	return &preset{p.r.T("explore.without-coal"), p.s.with(facts.Chapter, true, "27").href(p.r), false}
}

// pictureLinks are the pictures that fit, as links.
func (p *page) pictureLinks() []preset {
	var out []preset
	now := p.kind()
	for _, k := range p.pictures() {
		s := p.s
		s.pic = k
		out = append(out, preset{p.r.T("explore.pic." + string(k)), s.href(p.r) + "#picture", k == now})
	}
	return out
}

// scaleLinks are the units of money as links.
func (p *page) scaleLinks() []preset {
	var out []preset
	for _, key := range []string{"usd", "k", "m", "b"} {
		s := p.s
		s.scale = key
		u := chart.Unit{Of: chart.USD, Scale: scales[key]}
		out = append(out, preset{u.Name(p.r.Printer), s.href(p.r) + "#table", u == p.units.money})
	}
	return out
}

// releaseChoices are the releases of the data set, the newest first.
func (p *page) releaseChoices() []ui.Choice {
	history, err := p.desk.History(p.sub.set.ID)
	if err != nil || len(history) < 2 {
		return nil
	}
	var out []ui.Choice
	for _, m := range history {
		c := ui.Choice{Value: m.Release, Label: p.r.Date(dateOf(m.Published)) + " · " + p.r.T("explore.rows-of", p.r.Count(int(m.Rows)))}
		if m.Current {
			c.Value = ""
			c.Label += " (" + p.r.T("explore.current") + ")"
		}
		out = append(out, c)
	}
	return out
}

// since is when the release became current, and until when it was where it no
// longer is.
func (p *page) since() string {
	history, err := p.desk.History(p.sub.set.ID)
	if err != nil {
		return ""
	}
	for _, m := range history {
		switch {
		case m.Release != p.release():
		case m.Current || m.Until.IsZero():
			return p.r.T("explore.since", p.r.Date(dateOf(m.Published)))
		default:
			return p.r.T("explore.since-until", p.r.Date(dateOf(m.Published)), p.r.Date(dateOf(m.Until)))
		}
	}
	return ""
}

func dateOf(t time.Time) trade.Date {
	return trade.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// release is the id of the release that answers.
func (p *page) release() string {
	if m := p.sub.set.Manifest; m != nil {
		return m.Release
	}
	return p.schema.Release
}

func (p *page) releaseDate() string {
	m := p.sub.set.Manifest
	if m == nil || m.Made.IsZero() {
		return p.schema.Release
	}
	return p.r.Date(dateOf(m.Made))
}

// hidden are the keys of a view that a form does not set itself.
func (p *page) hidden(set ...string) []ui.Choice {
	v := p.s.values()
	if p.r.Query.Has(ui.KeyUnit) {
		v.Set(ui.KeyUnit, p.r.Query.Get(ui.KeyUnit))
	}
	var out []ui.Choice
	for k, values := range v {
		if !slices.Contains(set, k) && k != ui.KeyPage {
			out = append(out, ui.Choice{Value: k, Label: values[0]})
		}
	}
	slices.SortFunc(out, func(a, b ui.Choice) int { return strings.Compare(a.Value, b.Value) })
	return out
}
