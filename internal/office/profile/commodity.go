package profile

import (
	"context"
	"slices"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Commodity is what is known of goods of one code.
type Commodity struct {
	Place
	Views []*View
}

// Told are the views that tell something.
func (c Commodity) Told() []*View { return told(c.Views) }

func told(views []*View) []*View {
	return slices.DeleteFunc(slices.Clone(views), func(v *View) bool { return v.Why != "" })
}

// Silent are the views that tell nothing, with their reasons.
func Silent(views []*View) []*View {
	return slices.DeleteFunc(slices.Clone(views), func(v *View) bool { return v.Why == "" })
}

// Commodity finds what the loaded data sets say of an HS section (XV), chapter,
// heading, subheading or tariff line.
func (p *Profiles) Commodity(ctx context.Context, code string, flow trade.Flow) (Commodity, error) {
	place, err := p.Place(code)
	if err != nil {
		return Commodity{}, err
	}
	c := Commodity{Place: place}
	c.Views, err = p.views(ctx, flow, func(a *asker, v *View) error { return a.commodity(v, place) })
	return c, err
}

func (a *asker) commodity(v *View, place Place) error {
	goods := place.Filter()
	if !reaches(v, place) {
		return nil
	}
	where, ok := a.trader(v, &goods)
	if !ok {
		return nil
	}
	some, err := a.develop(v, where)
	if err != nil {
		return err
	}
	if some {
		if err := a.commodityParts(v, where, place); err != nil {
			return err
		}
	} else {
		v.Why = Empty
	}
	if !isWorld(v) || v.Flow != trade.Export {
		return nil
	}
	m, err := a.market(v, []facts.Filter{one(facts.Flow, string(trade.Export)), goods}, v.Schema.Codes[facts.Partner])
	if err == nil && m != nil {
		v.Market, v.Why = m, ""
	}
	return err
}

// reaches reports whether the codes of a data set are as fine as those asked.
func reaches(v *View, place Place) bool {
	level := facts.Chapter
	if place.Level != facts.Section {
		level = place.Level
	}
	v.Reach = finest(v.Schema)
	switch {
	case v.Reach == "":
		v.Why = Fixed
	case level == facts.Product && (len(v.Schema.Levels) == 0 || slices.Max(v.Schema.Levels) < len(place.Code)),
		level != facts.Product && !slices.Contains(v.Schema.Dims, level):
		v.Why = Coarse
	}
	return v.Why == ""
}

// finest is the finest level of goods that a data set has, "" for none.
func finest(s *facts.Schema) facts.Dim {
	for _, d := range []facts.Dim{facts.Subheading, facts.Heading, facts.Chapter} {
		if slices.Contains(s.Dims, d) {
			if d == facts.Subheading && len(s.Levels) > 0 && slices.Max(s.Levels) > 6 {
				return facts.Product
			}
			return d
		}
	}
	return ""
}

func (a *asker) commodityParts(v *View, where []facts.Filter, place Place) error {
	var err error
	side := facts.Partner
	if v.Turned {
		side = facts.Reporter
	}
	if slices.Contains(v.Schema.Dims, side) {
		if v.Partners, err = a.breakdown(v, where, side, mostRows); err != nil {
			return err
		}
	}
	below := map[facts.Dim]facts.Dim{facts.Section: facts.Chapter, facts.Chapter: facts.Heading, facts.Heading: facts.Subheading, facts.Subheading: facts.Product}[place.Level]
	if below == facts.Product && finest(v.Schema) != facts.Product || below != "" && !slices.Contains(v.Schema.Dims, below) {
		below = ""
	}
	if below == "" {
		return nil
	}
	v.GoodsBy = below
	v.Goods, err = a.breakdown(v, where, below, mostRows)
	return err
}

// market asks who sells to a market and, where partners are given, who buys.
func (a *asker) market(v *View, where []facts.Filter, buyers []string) (*Market, error) {
	m := &Market{Home: a.home.Country}
	var err error
	m.Years, err = a.ask(v, facts.Query{
		By: []facts.Dim{facts.Year}, Where: where, Measures: []facts.Measure{facts.Value},
		Order: []facts.Order{{By: string(facts.Year)}},
	})
	if err != nil || m.Years.Len() == 0 {
		return nil, err
	}
	if v.Year == 0 { // the office's country sells none: the market's own newest year
		last := m.Years.Len() - 1
		v.Newest, v.Year = nil, 0
		if p, err := trade.ParsePeriod(m.Years.Code(last)); err == nil {
			v.Newest, v.Year = []trade.Period{p}, p.From.Year()
		}
	}
	if m.Sellers, err = a.breakdown(v, where, facts.Reporter, mostRows); err != nil {
		return nil, err
	}
	m.Rank = m.Sellers.Find(m.Home) + 1
	if len(buyers) > 1 {
		m.Buyers, err = a.breakdown(v, where, facts.Partner, mostRows)
	}
	return m, err
}
