package profile

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// Country is what is known of trade with a country or a bloc.
type Country struct {
	Area
	Views []*View
}

// Told are the views that tell something.
func (c Country) Told() []*View { return told(c.Views) }

// Area is a place of trade or a group of them.
type Area struct {
	Code    string
	Name    trade.Text
	Place   refdata.Place  // of a place
	Bloc    refdata.Bloc   // of a bloc
	Blocs   []refdata.Bloc // of a place: those that it belongs to now
	Members []string       // of a bloc: place codes, now
}

// IsBloc reports whether the area is a group of places.
func (a Area) IsBloc() bool { return a.Bloc.Code != "" }

// Filter keeps the trade with the area.
func (a Area) Filter() facts.Filter {
	switch {
	case a.Bloc.Kind == refdata.BlocRegion:
		return one(facts.Continent, a.Code)
	case a.IsBloc():
		return one(facts.Bloc, a.Code)
	}
	return one(facts.Partner, a.Code)
}

// AreaOf finds a country, another place of trade, or a bloc.
func AreaOf(code string) (Area, error) {
	if p, ok := refdata.PlaceOf(code); ok && p.Kind != refdata.PlaceWorld {
		return Area{Code: p.Code, Name: p.Name, Place: p, Blocs: refdata.BlocsOf(p.Code, 0)}, nil
	}
	if b, ok := refdata.BlocOf(code); ok {
		return Area{Code: b.Code, Name: b.Name, Bloc: b, Members: b.In(0)}, nil
	}
	if r := []rune(code); len(r) > 40 {
		code = string(r[:40]) + "..."
	}
	return Area{}, &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: fmt.Sprintf("Tidak ada negara atau kelompok negara dengan kode %q. Pakai kode tiga huruf ISO 3166, misalnya JPN, atau kelompok seperti ASEAN.", code),
		EN: fmt.Sprintf("There is no country or bloc with the code %q. Use the three letters of ISO 3166, for example JPN, or a bloc such as ASEAN.", code),
	}}
}

// world is the partner of rows that name none.
const world = "WLD"

// AreaCode writes a code as AreaOf knows it.
func AreaCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

// Country finds what the loaded data sets say of trade with an area.
func (p *Profiles) Country(ctx context.Context, code string, flow trade.Flow) (Country, error) {
	area, err := AreaOf(code)
	if err != nil {
		return Country{}, err
	}
	c := Country{Area: area}
	c.Views, err = p.views(ctx, flow, func(a *asker, v *View) error { return a.country(v, area) })
	return c, err
}

func (a *asker) country(v *View, area Area) error {
	if len(v.Schema.Codes[facts.Partner]) < 2 || slices.Equal(v.Schema.Codes[facts.Partner], []string{world}) {
		v.Why = Fixed
		return nil
	}
	partner := a.sideOf(area, v)
	where, ok := a.trader(v, &partner)
	if !ok {
		return nil
	}
	some, err := a.develop(v, where)
	if err != nil {
		return err
	}
	v.Reach = finest(v.Schema)
	if !some {
		v.Why = Empty
	} else if err := a.countryParts(v, where, area); err != nil {
		return err
	}
	if !isWorld(v) || v.Flow != trade.Export {
		return nil
	}
	m, err := a.market(v, []facts.Filter{one(facts.Flow, string(trade.Export)), area.Filter()}, nil)
	if err == nil && m != nil {
		v.Market, v.Why = m, ""
	}
	return err
}

// sideOf keeps the trade with an area; the codes of a bloc stand for it where
// imports are read from the exports of its members.
func (a *asker) sideOf(area Area, v *View) facts.Filter {
	f := area.Filter()
	if v.Flow == trade.Import && area.IsBloc() && !hasFlow(v, v.Flow) {
		return one(facts.Partner, area.Members...)
	}
	return f
}

func (a *asker) countryParts(v *View, where []facts.Filter, area Area) error {
	var err error
	if v.Reach != "" {
		v.GoodsBy = facts.Chapter
		if v.Goods, err = a.breakdown(v, where, facts.Chapter, mostRows); err != nil {
			return err
		}
	}
	if slices.Contains(v.Schema.Dims, facts.Heading) {
		v.FinerBy = facts.Heading
		if v.Finer, err = a.breakdown(v, where, facts.Heading, 15); err != nil {
			return err
		}
	}
	if area.IsBloc() {
		side := facts.Partner
		if v.Turned {
			side = facts.Reporter
		}
		v.Partners, err = a.breakdown(v, where, side, mostRows)
	}
	return err
}
