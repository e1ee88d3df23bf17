package office

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"muara/internal/pack"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// SeriesName names a series in a heading: "Ekspor bahan bakar mineral",
// "Imports from Malaysia", "Balance of trade".
func (o *Office) SeriesName(s trade.Series) trade.Text {
	name := o.plainName(s)
	if s.Measure == trade.Weight {
		name = trade.Text{ID: "Berat " + lower(name.ID), EN: "Weight of " + lower(name.EN)}
	}
	if s.Scope != "" {
		scope := named(o.pack.Scopes, s.Scope)
		name = trade.Text{ID: name.ID + " (" + lower(scope.ID) + ")", EN: name.EN + " (" + lower(scope.EN) + ")"}
	}
	return name
}

func (o *Office) plainName(s trade.Series) trade.Text {
	flow := FlowName(s.Flow)
	label := o.Label(s)
	in := s.Flow == trade.Import
	of := func(id, en string) trade.Text { return trade.Text{ID: flow.ID + id, EN: flow.EN + en} }
	switch s.By {
	case trade.Total:
		return flow
	case trade.Country:
		if in {
			return of(" dari "+label.ID, " from "+label.EN)
		}
		return of(" ke "+label.ID, " to "+label.EN)
	case trade.Port, trade.PortGroup:
		return of(" lewat "+o.inSentence(s, label).ID, " through "+o.inSentence(s, label).EN)
	case trade.Without:
		return of(" tanpa "+lower(label.ID), " without "+lower(label.EN))
	case trade.Other, trade.Rest:
		return of(", "+lower(label.ID), ", "+lower(label.EN))
	default:
		return of(" "+lower(label.ID), " of "+lower(label.EN))
	}
}

// inSentence lowers the name of a group of ports but not of a port.
func (o *Office) inSentence(s trade.Series, label trade.Text) trade.Text {
	if s.By == trade.PortGroup {
		return trade.Text{ID: lower(label.ID), EN: lower(label.EN)}
	}
	return label
}

// Label names what a series is of, for a table or a chart: "Bahan bakar
// mineral", "Jepang", "Kumai"; the flow where it is a total.
func (o *Office) Label(s trade.Series) trade.Text {
	switch s.By {
	case trade.Total:
		return FlowName(s.Flow)
	case trade.Chapter, trade.Without:
		return refdata.ChapterName(s.Code)
	case trade.Country:
		return refdata.CountryName(s.Code)
	case trade.Port:
		return named(o.pack.Ports, s.Code)
	case trade.PortGroup:
		return named(o.pack.Groups, s.Code)
	case trade.Sector:
		return named(o.pack.Sectors, s.Code)
	case trade.Product:
		return named(o.pack.Products, s.Code)
	case trade.OilGas:
		if s.Code == "oil-gas" {
			return trade.Text{ID: "Migas", EN: "Oil and gas"}
		}
		return trade.Text{ID: "Nonmigas", EN: "Non-oil-and-gas"}
	case trade.Rest:
		return trade.Text{ID: "Lainnya (dirilis sebagai satu angka)", EN: "Others (published as one figure)"}
	case trade.Other:
		by := DimensionName(trade.Dimension(s.Code))
		return trade.Text{
			ID: "Lainnya, tidak dirinci menurut " + lower(by.ID),
			EN: "Other, not published by " + lower(by.EN),
		}
	}
	return trade.Text{ID: s.Code, EN: s.Code}
}

// FlowName names a flow.
func FlowName(f trade.Flow) trade.Text {
	switch f {
	case trade.Import:
		return trade.Text{ID: "Impor", EN: "Imports"}
	case trade.Balance:
		return trade.Text{ID: "Neraca perdagangan", EN: "Balance of trade"}
	default:
		return trade.Text{ID: "Ekspor", EN: "Exports"}
	}
}

// DimensionName names what a breakdown is by.
func DimensionName(d trade.Dimension) trade.Text {
	switch d {
	case trade.Chapter:
		return trade.Text{ID: "Bab HS", EN: "HS chapter"}
	case trade.Sector:
		return trade.Text{ID: "Sektor", EN: "Sector"}
	case trade.Product:
		return trade.Text{ID: "Produk", EN: "Product"}
	case trade.Country:
		return trade.Text{ID: "Negara", EN: "Country"}
	case trade.Port:
		return trade.Text{ID: "Pelabuhan", EN: "Port"}
	case trade.PortGroup:
		return trade.Text{ID: "Letak pelabuhan", EN: "Location of port"}
	case trade.OilGas:
		return trade.Text{ID: "Migas dan nonmigas", EN: "Oil and gas or other"}
	case trade.Rest, trade.Other:
		return trade.Text{ID: "Lainnya", EN: "Other"}
	case trade.Without:
		return trade.Text{ID: "Tanpa satu bab HS", EN: "Without one HS chapter"}
	}
	return trade.Text{ID: "Jumlah", EN: "Total"}
}

func named(list []pack.Named, code string) trade.Text {
	for _, n := range list {
		if n.Code == code {
			return n.Name
		}
	}
	return trade.Text{ID: code, EN: code}
}

// lower writes a name as it stands within a sentence: the first letter small,
// unless the word looks like an abbreviation (HS, CPO).
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(next) || strings.HasPrefix(s, "HS ") {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
