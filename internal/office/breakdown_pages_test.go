package office

import (
	"math"
	"slices"
	"testing"

	"muara/internal/ledger"
	"muara/internal/trade"
)

func TestDefaultPeriods(t *testing.T) {
	o := kalteng(t)
	imports := []Cut{
		{Flow: trade.Import, By: trade.Chapter}, {Flow: trade.Import, By: trade.Country},
		{Flow: trade.Import, By: trade.Port}, {Flow: trade.Import, By: trade.OilGas},
	}
	for _, c := range []struct {
		name string
		cuts []Cut
		want string
	}{
		{"chapters", []Cut{chapters}, "2023-01..2023-11"},
		{"destinations", []Cut{destinations}, "2023-01..2023-11"},
		{"ports", []Cut{portGroups, {Flow: trade.Export, By: trade.Port}}, "2024-10"},
		{"imports", imports, "2022-03"},
	} {
		cal := o.Calendar(trade.Date{}, c.cuts...)
		if !cal.Any || cal.Default != period(t, c.want) {
			t.Errorf("%s open with %s, want %s", c.name, cal.Default, c.want)
		}
		if !cal.Has(cal.Default) {
			t.Errorf("the calendar of %s lacks its own default", c.name)
		}
	}
}

func TestDefaultPeriodRule(t *testing.T) {
	bp := func(p string, parts int, whole bool) BreakdownPeriod {
		return BreakdownPeriod{Period: period(t, p), Parts: parts, Whole: whole}
	}
	for _, c := range []struct {
		name    string
		periods []BreakdownPeriod // newest first
		want    string
	}{
		{"an unknown total does not count", []BreakdownPeriod{bp("2024-02", 5, false), bp("2023", 2, true)}, "2023"},
		{"one part does not count", []BreakdownPeriod{bp("2024-02", 1, true), bp("2023", 2, true)}, "2023"},
		{"more parts win within twelve months", []BreakdownPeriod{bp("2024-02", 2, true), bp("2023-06", 4, true)}, "2023-06"},
		{"but not beyond", []BreakdownPeriod{bp("2024-02", 2, true), bp("2023-02", 4, true)}, "2024-02"},
		{"longer wins among equals", []BreakdownPeriod{bp("2024-02", 3, true), bp("2023-01..2023-11", 3, true)}, "2023-01..2023-11"},
		{"the latest wins among equals", []BreakdownPeriod{bp("2024-02", 3, true), bp("2024-01", 3, true)}, "2024-02"},
		{"the newest stands in", []BreakdownPeriod{bp("2024-02", 1, false), bp("2023", 1, true)}, "2024-02"},
	} {
		if got, ok := defaultPeriod(c.periods); !ok || got != period(t, c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if _, ok := defaultPeriod(nil); ok {
		t.Error("no periods, yet a default")
	}
}

func TestCalendarNearestAndMissing(t *testing.T) {
	o := kalteng(t)
	cal := o.Calendar(trade.Date{}, destinations)
	near := cal.Nearest(period(t, "2021-11"), 2)
	if len(near) != 2 || near[0].Period != trade.YearOf(2021) {
		t.Errorf("nearest to November 2021 are %+v, want the year around it first", near)
	}
	if !slices.Contains(cal.Missing, 2016) || !slices.Contains(cal.Missing, 2024) || slices.Contains(cal.Missing, 2021) {
		t.Errorf("years without a destination: %v", cal.Missing)
	}
	if cal.Whole != period(t, "2025-01..2025-10") {
		t.Errorf("newest total is %s", cal.Whole)
	}
	for _, y := range cal.Years() {
		for _, bp := range y.Periods {
			if bp.Period.To.Year() != y.Year {
				t.Errorf("%s stands under %d", bp.Period, y.Year)
			}
		}
	}
}

func TestPortSplitOfFebruary2024(t *testing.T) {
	o := kalteng(t)
	s := o.PortSplit(period(t, "2024-02"), trade.Date{})
	in, out := s.Group(InsideRegion), s.Group(OutsideRegion)
	if in.Value != usd(56.76) || out.Value != usd(359.92) {
		t.Fatalf("inside %d outside %d", in.Value, out.Value)
	}
	if math.Abs(in.Share.Value-0.1362) > 1e-9 || in.Share.Printed == nil {
		t.Errorf("share inside is %+v, want 13.62 as printed", in.Share)
	}
	if !in.Complete || len(in.Ports) != 3 || in.Ports[0].Series.Code != "kumai" {
		t.Errorf("ports inside: complete %v, %+v", in.Complete, in.Ports)
	}
	if out.Complete || len(out.Ports) != 1 || math.Abs(out.Ports[0].OfGroup.Value-283.58/359.92) > 1e-9 {
		t.Errorf("ports outside: complete %v, %+v", out.Complete, out.Ports)
	}
}

func TestPortTimeline(t *testing.T) {
	o := kalteng(t)
	moments := o.PortTimeline(trade.Date{})
	if len(moments) < 15 {
		t.Fatalf("%d periods", len(moments))
	}
	for i, m := range moments {
		if i > 0 && m.Period.To < moments[i-1].Period.To {
			t.Errorf("%s stands after %s", m.Period, moments[i-1].Period)
		}
		if sum := m.Inside.Share.Value + m.Outside.Share.Value; m.Outside.Share.Known && math.Abs(sum-1) > 0.006 {
			t.Errorf("%s: inside and outside are %v of the whole", m.Period, sum)
		}
	}
}

func TestHistoryOfMineralFuels(t *testing.T) {
	o := kalteng(t)
	h := o.History(chapters.Part("27"), trade.Date{})
	if h.Empty() || h.Newest.Period != period(t, "2024-02") || h.Main.Period != period(t, "2023-01..2023-11") {
		t.Errorf("newest %s, main %s", h.Newest.Period, h.Main.Period)
	}
	if len(h.Rows) != len(h.Wholes) {
		t.Errorf("%d rows, %d wholes", len(h.Rows), len(h.Wholes))
	}
	line := o.Trend(chapters, []string{"27"}, trade.Date{})[0]
	if first := line.Months[0]; !first.Known() || first.Period.From != trade.MonthOf(2015, 3) {
		t.Errorf("the line starts with %v", first)
	}
	if last := line.Months[len(line.Months)-1]; !last.Known() || last.Period.From != trade.MonthOf(2024, 2) {
		t.Errorf("the line ends with %v", last)
	}
	if len(h.LeftOut) == 0 {
		t.Error("the total of April 2021 was printed as that of the chapter: it should be told")
	}
	if !o.History(chapters.Part("09"), trade.Date{}).Empty() {
		t.Error("coffee has no published figure")
	}
}

func TestPartners(t *testing.T) {
	o := kalteng(t)
	byCode := map[string]Partner{}
	for _, p := range o.Partners(destinations, trade.Date{}) {
		byCode[p.Series.Code] = p
	}
	if p := byCode["KOR"]; p.First != period(t, "2020-01") || p.Last != period(t, "2022-01") || p.Times != 2 {
		t.Errorf("South Korea: %+v", p)
	}
	if p := byCode["IND"]; p.First != period(t, "2015-03") {
		t.Errorf("India first named for %s", p.First)
	}
	named := o.NamedOnly(destinations, trade.Date{})
	for _, iso := range named {
		if _, printed := byCode[iso]; printed || iso == "IDN" {
			t.Errorf("%s has figures or is home", iso)
		}
	}
	if len(named) == 0 {
		t.Error("the pack's reports name countries without figures")
	}
}

func TestComparison(t *testing.T) {
	o := kalteng(t)
	c := o.Comparison(chapters, 5, trade.Date{})
	if len(c.Codes) != 5 || c.Codes[0] != "27" {
		t.Fatalf("columns are %v", c.Codes)
	}
	for _, r := range c.Rows {
		if len(r.Parts) != 5 {
			t.Errorf("%s has %d cells", r.Period, len(r.Parts))
		}
	}
	shift, ok := c.Shift()
	if !ok || shift.Before.Period != period(t, "2017-01..2017-10") || shift.After.Period != period(t, "2023-01..2023-11") {
		t.Errorf("shift is %+v %v", shift, ok)
	}
}

func TestBreakdownAsOf(t *testing.T) {
	o := kalteng(t)
	before := trade.Date{Year: 2022, Month: 6, Day: 30}
	if cal := o.Calendar(before, chapters); len(cal.Periods) == 0 || cal.Periods[0].Period.To > trade.MonthOf(2022, 6) {
		t.Errorf("as known in June 2022 the newest breakdown is %+v", cal.Periods)
	}
}

func TestAShiftComparesSpansOfLikeLength(t *testing.T) {
	part := func(period string, share float64) Part {
		p, err := trade.ParsePeriod(period)
		if err != nil {
			t.Fatal(err)
		}
		return Part{Answer: ledger.Answer{Period: p}, Share: Ratio{Known: true, Value: share}}
	}
	for _, c := range []struct {
		shares        []Part
		before, after string // empty for no shift
	}{
		// Eleven months are like twelve; the half-year in between and the long span are not.
		{[]Part{part("2023-01..2023-11", .7), part("2022-01..2022-06", .4), part("2020", .5), part("2015..2019", .1)}, "2020", "2023-01..2023-11"},
		{[]Part{part("2023-01..2023-06", .7), part("2020", .5)}, "", ""},
		{[]Part{part("2023-07..2023-12", .7), part("2022-01..2022-06", .4)}, "", ""},
		// The newest has nothing alike, the one before has.
		{[]Part{part("2023-01..2023-06", .7), part("2022", .6), part("2021", .5)}, "2021", "2022"},
		{[]Part{part("2023-01..2023-04", .7), part("2022-01..2022-04", .6)}, "", ""},
	} {
		s, ok := ShiftOf(c.shares)
		if ok != (c.before != "") || ok && (s.Before.Period.String() != c.before || s.After.Period.String() != c.after) {
			t.Errorf("%v to %v, %v; want %s to %s", s.Before.Period, s.After.Period, ok, c.before, c.after)
		}
	}
}
