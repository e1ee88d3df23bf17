package explore

import (
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/trade"
)

// opposite is the other side of a comparison.
type opposite struct {
	period trade.Period // where dim is empty
	dim    facts.Dim
	code   string
}

// comparedBy are the dimensions of which two codes can be set side by side.
var comparedBy = []facts.Dim{facts.Region, facts.Reporter, facts.Flow, facts.Partner}

// readAgainst reads 2022 or region:63.
func readAgainst(text string) (opposite, error) {
	if d, code, ok := strings.Cut(text, ":"); ok {
		if slices.Contains(comparedBy, facts.Dim(d)) && code != "" {
			return opposite{dim: facts.Dim(d), code: code}, nil
		}
	} else if p, ok := i18n.ParsePeriod(text); ok {
		return opposite{period: p}, nil
	}
	return opposite{}, invalid("Pembanding "+quote(text)+" tidak terbaca; tulis periode seperti 2022, atau region:63, reporter:MYS, flow:import.",
		"Cannot read "+quote(text)+" to compare with; write a period such as 2022, or region:63, reporter:MYS, flow:import.")
}

// sides are the queries of the two sides of a comparison. Two years are
// compared over the months that both have.
func (p *page) sides() (now, then facts.Query, note *facts.Note, err error) {
	now, then = p.s.q, p.s.q
	o, err := readAgainst(p.s.against)
	if err != nil {
		return now, then, nil, err
	}
	if o.dim != "" {
		if slices.Contains(p.s.q.By, o.dim) {
			return now, then, nil, invalid("Perbandingan menurut "+p.r.T("explore.dim."+string(o.dim))+" tidak dapat dirinci menurut hal yang sama.",
				"A comparison by "+p.r.T("explore.dim."+string(o.dim))+" cannot be broken down by the same.")
		}
		then = p.s.narrowed(o.dim, o.code).q
		return now, then, nil, nil
	}
	if len(now.Periods) != 1 {
		return now, then, nil, invalid("Pilih satu periode untuk dibandingkan dengan "+o.period.String()+".",
			"Choose one period to compare with "+o.period.String()+".")
	}
	then.Periods = []trade.Period{o.period}
	a, b := now.Periods[0], o.period
	if !a.IsYear() || !b.IsYear() || !p.schema.Monthly {
		return now, then, nil, nil
	}
	months := p.monthsOf(a.From.Year()) & p.monthsOf(b.From.Year())
	if months == 0 || months == 1<<12-1 {
		return now, then, nil, nil
	}
	now.Periods, then.Periods = monthsIn(a.From.Year(), months), monthsIn(b.From.Year(), months)
	return now, then, &facts.Note{Code: "same-months", Args: []string{a.String(), b.String(), facts.MonthsText(months)}}, nil
}

// monthsOf are the months of a year that every flow, reporter and region
// within the filters has.
func (p *page) monthsOf(year int) uint16 {
	months, found := uint16(1<<12-1), false
	for _, c := range p.schema.Coverage {
		if c.Year == year && facts.Keeps(p.s.q.Where, facts.Flow, string(c.Flow)) && facts.Keeps(p.s.q.Where, facts.Reporter, c.Reporter) &&
			(c.Region == "" || facts.Keeps(p.s.q.Where, facts.Region, c.Region)) {
			months &= c.Months
			found = true
		}
	}
	if !found {
		return 0
	}
	return months
}

// anyMonths are the months of a year of which anything within the filters is
// there.
func (p *page) anyMonths(year int) uint16 {
	months := uint16(0)
	for _, c := range p.schema.Coverage {
		if c.Year == year && facts.Keeps(p.s.q.Where, facts.Flow, string(c.Flow)) && facts.Keeps(p.s.q.Where, facts.Reporter, c.Reporter) &&
			(c.Region == "" || facts.Keeps(p.s.q.Where, facts.Region, c.Region)) {
			months |= c.Months
		}
	}
	return months
}

// monthsIn writes a set of months as periods.
func monthsIn(year int, months uint16) []trade.Period {
	var out []trade.Period
	for m := range 12 {
		if months&(1<<m) == 0 {
			continue
		}
		at := trade.MonthOf(year, m+1)
		if n := len(out); n > 0 && out[n-1].To == at-1 {
			out[n-1].To = at
		} else {
			out = append(out, trade.Period{From: at, To: at})
		}
	}
	return out
}
