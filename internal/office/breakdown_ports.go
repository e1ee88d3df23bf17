package office

import (
	"muara/internal/ledger"
	"muara/internal/trade"
)

// The codes of trade.PortGroup that every pack uses.
const (
	InsideRegion  = "inside"
	OutsideRegion = "outside"
)

// PortSplit is where the region's exports were loaded over one period: goods
// made in the region, by ports inside and outside of it.
type PortSplit struct {
	Period trade.Period
	Whole  Part
	Groups []PortGroup // inside first
	Ports  Split       // all ports against the total, with what is unnamed
}

// PortGroup is the ports on one side of the region's border.
type PortGroup struct {
	Part
	Code  string
	Ports []PortShare // those with figures, largest first
	// Complete says that the named ports make up the group but for rounding;
	// it is false too where the group itself is unknown.
	Complete bool
}

// PortShare is one port: its share of all exports and of its group.
type PortShare struct {
	Part
	OfGroup Ratio
}

// Known reports whether either side of the border is known.
func (s PortSplit) Known() bool {
	for _, g := range s.Groups {
		if g.Known() || g.Share.Known {
			return true
		}
	}
	return false
}

// Empty reports whether nothing is known of the ports.
func (s PortSplit) Empty() bool { return !s.Known() && s.Ports.Empty() }

// Group finds a group by code.
func (s PortSplit) Group(code string) PortGroup {
	for _, g := range s.Groups {
		if g.Code == code {
			return g
		}
	}
	return PortGroup{Code: code}
}

// PortSplit divides exports over the ports of loading.
func (o *Office) PortSplit(p trade.Period, asOf trade.Date) PortSplit {
	l := o.Ledger(asOf)
	ports := Cut{Flow: trade.Export, By: trade.Port}
	groups := Cut{Flow: trade.Export, By: trade.PortGroup}
	s := PortSplit{Period: p, Ports: split(l, BreakdownQuery{Cut: ports, Period: p})}
	s.Whole = s.Ports.Whole
	for _, code := range []string{InsideRegion, OutsideRegion} {
		g := PortGroup{Code: code, Part: partOf(l, l.Answer(groups.Part(code), p), s.Whole.Answer)}
		var sum ledger.Answer
		for _, part := range s.Ports.Parts {
			if o.groupOf(part.Series.Code) != code {
				continue
			}
			g.Ports = append(g.Ports, PortShare{Part: part, OfGroup: shareIn(part.Answer, g.Answer)})
			sum.Value, sum.Low, sum.High = sum.Value+part.Value, sum.Low+part.Low, sum.High+part.High
		}
		g.Complete = g.Known() && len(g.Ports) > 0 && g.Low <= sum.High && sum.Low <= g.High
		s.Groups = append(s.Groups, g)
	}
	return s
}

// NamesGroup reports whether the pack names a group of ports.
func (o *Office) NamesGroup(code string) bool {
	for _, g := range o.pack.Groups {
		if g.Code == code {
			return true
		}
	}
	return false
}

// groupOf says on which side of the border a port lies, as the pack has it.
func (o *Office) groupOf(port string) string {
	for _, p := range o.pack.Ports {
		if p.Code == port {
			return p.In
		}
	}
	return ""
}

// PortMoment is how exports divided at the border over one period.
type PortMoment struct {
	Period          trade.Period
	Whole           ledger.Answer
	Inside, Outside Part
}

// PortTimeline lists every period for which a release printed either side of
// the border and the share inside is known, oldest first.
func (o *Office) PortTimeline(asOf trade.Date) []PortMoment {
	c := Cut{Flow: trade.Export, By: trade.PortGroup}
	return remember(o, asOf, "port timeline", func() []PortMoment {
		return portTimeline(o.Ledger(asOf), c, o.Calendar(asOf, c))
	})
}

func portTimeline(l *ledger.Ledger, c Cut, cal Calendar) []PortMoment {
	var moments []PortMoment
	for i := len(cal.Periods) - 1; i >= 0; i-- {
		p := cal.Periods[i].Period
		m := PortMoment{Period: p, Whole: l.Answer(c.Whole(), p)}
		m.Inside = partOf(l, l.Answer(c.Part(InsideRegion), p), m.Whole)
		m.Outside = partOf(l, l.Answer(c.Part(OutsideRegion), p), m.Whole)
		if m.Inside.Share.Known {
			moments = append(moments, m)
		}
	}
	return moments
}
