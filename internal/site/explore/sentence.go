package explore

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/trade"
)

// finding is the heading of a view: what the answer says, in one sentence.
func (p *page) finding() string {
	f, r := p.a.top, p.r
	if p.a.other != nil {
		return p.comparison()
	}
	if f == nil || f.Len() == 0 {
		return r.T("explore.find.empty")
	}
	switch {
	case p.s.time() != "" && p.s.across == "" && len(p.s.q.By) == 1:
		return p.overTime()
	case p.first() == facts.Growth || p.first() == facts.Change || p.first() == facts.Contribution:
		return p.movers()
	case p.first() == facts.Value || p.first() == facts.Weight || p.first() == facts.Share:
		return p.leader()
	}
	i := p.greatestRow()
	if i < 0 {
		return p.tableTitle(table{})
	}
	return r.T("explore.find.most", p.rowName(f, i), strings.ToLower(r.T("explore.measure."+string(p.first()))), p.full(&f.Columns[0], i), p.subject())
}

// greatestRow is the row with the greatest first measure, what is unspecified
// left aside; -1 where there is none.
func (p *page) greatestRow() int {
	f, best := p.a.top, -1
	c := &f.Columns[0]
	for i := range f.Len() {
		if !c.Known(i) || slices.Contains(codesOf(f, i), facts.Unspecified) {
			continue
		}
		if best < 0 || number(c, i) > number(c, best) {
			best = i
		}
	}
	return best
}

// rowName names a row by its codes: Batu bara, or Batu bara ke Jepang.
func (p *page) rowName(f *facts.Frame, i int) string {
	var names []string
	for k, d := range f.Dims {
		names = append(names, p.label(d, f.Codes[k][i]))
	}
	return strings.Join(names, " – ")
}

// subject names what is looked at: ekspor 2023, without flow "ekspor dan impor".
func (p *page) subject() string {
	flow := p.r.T("explore.flow.both")
	if code, ok := p.s.only(facts.Flow); ok {
		flow = p.r.T("explore.flow." + code)
	} else if c := p.schema.Codes[facts.Flow]; len(c) == 1 {
		flow = p.r.T("explore.flow." + c[0])
	}
	for _, f := range p.s.q.Where {
		if !f.Not && len(f.Values) == 1 {
			flow = p.narrowedTo(flow, f.Dim, f.Values[0])
		}
	}
	flow = p.leavingOut(flow)
	return p.r.T("explore.in", flow, p.periodsText(p.s.q.Periods))
}

// narrowedTo adds to a subject the one code that it is narrowed to: exports to
// Japan, exports of wood, exports (Sampit).
func (p *page) narrowedTo(subject string, d facts.Dim, code string) string {
	name := p.label(d, code)
	flow, one := p.s.only(facts.Flow)
	switch d {
	case facts.Flow, facts.Year, facts.Quarter, facts.Month:
		return subject
	case facts.Partner, facts.Bloc, facts.Continent:
		if one {
			return p.r.T("explore.of.partner."+flow, subject, name)
		}
	case facts.Section, facts.Chapter, facts.Heading, facts.Subheading, facts.Product:
		return p.r.T("explore.of.goods", subject, lowered(name))
	case facts.Reporter:
		return p.r.T("explore.of.reporter", subject, name)
	}
	return p.r.T("explore.of", subject, name)
}

// lowered begins a name within a sentence, but for abbreviations.
func lowered(name string) string {
	r := []rune(name)
	if len(r) < 2 || !unicode.IsUpper(r[0]) || !unicode.IsLower(r[1]) {
		return name
	}
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

// leavingOut adds to a subject what it leaves out: the name of one thing, the
// number of several.
func (p *page) leavingOut(subject string) string {
	name, n := "", 0
	for _, f := range p.s.q.Where {
		if f.Not {
			name, n = lowered(p.label(f.Dim, f.Values[0])), n+len(f.Values)
		}
	}
	switch n {
	case 0:
		return subject
	case 1:
		return p.r.T("explore.less", subject, name)
	}
	return p.r.T("explore.less.many", subject, p.r.Count(n))
}

// leader: "Bahan bakar mineral terbesar dalam ekspor 2023: 45,2% dari US$..."
func (p *page) leader() string {
	f, i := p.a.top, p.greatestRow()
	m := p.first()
	if m == facts.Share {
		m = facts.Value
	}
	whole := p.a.total.Column(m)
	if i < 0 || whole == nil || whole.Len() == 0 || !whole.Known(0) {
		return p.r.T("explore.find.empty")
	}
	part := f.Column(m)
	if part == nil { // the share alone was asked for
		return p.r.T("explore.find.most", p.rowName(f, i), strings.ToLower(p.r.T("explore.measure.share")), p.full(&f.Columns[0], i), p.subject())
	}
	if f.Len() == 1 {
		return p.r.T("explore.find.only", i18n.Capital(p.subject()), p.full(whole, 0), p.rowName(f, i))
	}
	share := 0.0
	if n := number(whole, 0); n > 0 {
		share = number(part, i) / n
	}
	return p.r.T("explore.find.top", p.rowName(f, i), p.r.Percent(share, 1), p.subject())
}

// overTime: "Ekspor 2024 mencapai US$..., naik 12,3% dari bulan yang sama 2023".
func (p *page) overTime() string {
	f := p.a.top
	last := -1
	c := &f.Columns[0]
	d := slices.Index(f.Dims, p.s.time())
	for i := range f.Len() {
		if c.Known(i) && (last < 0 || f.Codes[d][i] > f.Codes[d][last]) {
			last = i
		}
	}
	if last < 0 {
		return p.r.T("explore.find.empty")
	}
	s := p.s
	s.q.Periods = periodOf(s.time(), f.Codes[d][last])
	q := *p
	q.s = s
	what := i18n.Capital(q.subject())
	amount := p.full(c, last)
	if p.first() != facts.Value && p.first() != facts.Weight {
		return p.r.T("explore.find.state", what, strings.ToLower(p.r.T("explore.measure."+string(p.first()))), amount)
	}
	g := f.Column(facts.Growth)
	if p.first() != facts.Value || g == nil || !g.Known(last) {
		return p.r.T("explore.find.reached", what, amount)
	}
	return p.r.T("explore.find.grew", what, amount, p.moved(g.Floats[last]))
}

// moved writes growth as a word: naik 12,3%.
func (p *page) moved(ratio float64) string {
	text := p.r.Percent(max(ratio, -ratio), 1)
	switch {
	case !strings.ContainsAny(text, "123456789"):
		return p.r.T("common.unchanged")
	case ratio < 0:
		return p.r.T("common.falls", text)
	}
	return p.r.T("common.rises", text)
}

// movers: "Kenaikan terbesar dalam ekspor 2023: Kayu (+US$...)".
func (p *page) movers() string {
	f, i := p.a.top, p.greatestRow()
	switch {
	case i < 0:
		return p.tableTitle(table{}) // nothing compares: the heading says what is shown
	case number(&f.Columns[0], i) <= 0:
		return p.r.T("explore.find.fallen", i18n.Capital(p.subject()), p.rowName(f, i), p.full(&f.Columns[0], i))
	}
	return p.r.T("explore.find.mover", p.subject(), p.rowName(f, i), p.full(&f.Columns[0], i))
}

// comparison: "Ekspor 2023 naik 12,3% dari 2022".
func (p *page) comparison() string {
	now, then := p.sideNames()
	m := p.first()
	a, b := p.a.total.Column(m), p.otherTotal(m)
	if a == nil || b == nil || a.Len() == 0 || b.Len() == 0 || !a.Known(0) || !b.Known(0) || number(b, 0) <= 0 {
		return p.r.T("explore.find.beside", now, then)
	}
	o, _ := readAgainst(p.s.against)
	if o.dim == "" {
		return p.r.T("explore.find.against", now, p.full(a, 0), p.moved(number(a, 0)/number(b, 0)-1), then)
	}
	return p.r.T("explore.find.times", now, p.full(a, 0), then, p.full(b, 0))
}

// lede says the same of the whole: how much it is, how it grew.
func (p *page) lede() string {
	if p.a.total == nil || p.a.total.Len() == 0 {
		return p.r.T("explore.lede.empty")
	}
	whole := p.a.total.Column(facts.Value)
	if whole == nil || !whole.Known(0) {
		return p.r.T("explore.lede.empty")
	}
	text := p.r.T("explore.lede.whole", i18n.Capital(p.subject()), p.full(whole, 0))
	if g := p.a.grown; g != nil && g.Column(facts.Growth) != nil && g.Column(facts.Growth).Known(0) {
		if p.s.time() == "" && len(p.s.q.Periods) > 0 {
			return text + " " + p.r.T("explore.lede.grew", i18n.Capital(p.moved(g.Column(facts.Growth).Floats[0])))
		}
	}
	return text
}

// ledeCells are the numbers of the lede: the whole, and how it moved on the same
// months of the year before.
func (p *page) ledeCells() (total, grown cell, moved string) {
	if p.a.total == nil || p.a.total.Len() == 0 {
		return
	}
	total = p.cell(p.a.total.Column(facts.Value), 0, nil, p.s)
	if total.text == "" {
		return
	}
	total.text = p.full(p.a.total.Column(facts.Value), 0)
	g := p.a.grown
	if g == nil || g.Column(facts.Growth) == nil || !g.Column(facts.Growth).Known(0) || p.s.time() != "" || len(p.s.q.Periods) == 0 {
		return
	}
	grown = p.cell(g.Column(facts.Growth), 0, nil, p.s)
	moved = i18n.Capital(p.moved(g.Column(facts.Growth).Floats[0]))
	grown.text, grown.down = moved, false
	return
}

// coverage is from when to when a release has facts.
func (p *page) coverage() string {
	years := p.schema.Years()
	if len(years) == 0 {
		return ""
	}
	from, to := trade.MonthOf(years[0], 12), trade.MonthOf(years[len(years)-1], 1)
	for _, c := range p.schema.Coverage {
		for m := range 12 {
			if c.Months&(1<<m) == 0 {
				continue
			}
			at := trade.MonthOf(c.Year, m+1)
			from, to = min(from, at), max(to, at)
		}
	}
	return p.r.Period(trade.Period{From: from, To: to})
}

// remarks are the notes of the answer as sentences.
func (p *page) remarks() []string {
	var out []string
	for _, n := range p.a.notes {
		if text := p.remark(n); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	out = append(p.parts(), out...)
	if p.a.top != nil && p.a.top.More && p.kind() == chart.Sankey && p.a.cells == nil {
		out = append(out, p.r.T("explore.note.flows", p.r.Count(p.a.top.Len())))
	}
	if p.s.across != "" && p.a.columns != nil {
		if _, cut := p.columnsOf(); cut {
			out = append(out, p.r.T("explore.note.columns"))
		}
	}
	if e := p.schema.Codes[facts.Edition]; len(e) > 1 && slices.ContainsFunc(p.s.asked().By, coded) {
		names := make([]string, len(e))
		for i, code := range e {
			names[i] = p.label(facts.Edition, code)
		}
		out = append(out, p.r.T("explore.note.editions", p.r.List(names)))
	}
	if c := p.sub.set.Manifest; c != nil && c.Converted != nil {
		out = append(out, p.r.T("explore.note.converted", p.r.List(c.Converted.From), c.Converted.To, p.r.Count(int(c.Converted.Left))))
	}
	return once(out)
}

// parts says which years of the view are not whole, and with which months their
// growth compares.
func (p *page) parts() []string {
	var out []string
	grows := slices.ContainsFunc(p.s.q.Measures, isSigned) && p.s.against == "" && p.s.across == ""
	for _, y := range p.schema.Years() {
		year := strconv.Itoa(y)
		shown := p.s.time() != "" && len(p.s.q.Periods) == 0 || slices.ContainsFunc(p.s.q.Periods, func(x trade.Period) bool { return x.Contains(trade.YearOf(y)) })
		if !shown || p.partial(year) == 0 {
			continue
		}
		months := p.monthsOf(y) & p.monthsOf(y-1)
		if grows && months != 0 {
			out = append(out, p.r.T("explore.note.compared", year, p.monthsText(facts.MonthsText(months)), strconv.Itoa(y-1)))
		} else {
			out = append(out, p.r.T("explore.note.partial", year, p.monthsText(facts.MonthsText(p.anyMonths(y)))))
		}
	}
	return out
}

func (p *page) remark(n facts.Note) string {
	r := p.r
	switch {
	case n.Code == "like-for-like" && len(n.Args) == 2:
		y, err := strconv.Atoi(n.Args[0])
		if err != nil {
			return ""
		}
		return r.T("explore.note.compared", n.Args[0], p.monthsText(n.Args[1]), strconv.Itoa(y-1))
	case n.Code == "like-for-like" && len(n.Args) == 3:
		return r.T("explore.note.alike", i18n.Capital(r.T("explore.flow."+n.Args[0])), years(n.Args[2]), p.monthsText(n.Args[1]))
	case n.Code == "no-common-month" && len(n.Args) == 3:
		return r.T("explore.note.no-common-month", years(n.Args[2]))
	case n.Code == "same-months" && len(n.Args) == 3:
		return r.T("explore.note.same-months", n.Args[0], n.Args[1], p.monthsText(n.Args[2]))
	case n.Code == "no-base", n.Code == "blocs-overlap":
		return r.T("explore.note." + n.Code)
	case n.Code == "editions-differ":
		return r.T("explore.note.editions-differ")
	}
	return ""
}

// years writes 2022,2023,2024 with spaces, long lists by their ends.
func years(list string) string {
	parts := strings.Split(list, ",")
	if len(parts) > 4 {
		return parts[0] + "–" + parts[len(parts)-1]
	}
	return strings.Join(parts, ", ")
}

// monthsText writes months like 1-7,9 in words: Januari–Juli, September.
func (p *page) monthsText(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, "-")
		a, errA := strconv.Atoi(from)
		b := a
		var errB error
		if isRange {
			b, errB = strconv.Atoi(to)
		}
		if errA != nil || errB != nil || a < 1 || b > 12 || a > b {
			return text
		}
		out = append(out, p.r.Span(trade.Period{From: trade.MonthOf(2000, a), To: trade.MonthOf(2000, b)}))
	}
	if len(out) == 1 && out[0] == "" {
		return p.r.T("explore.whole-year")
	}
	return p.r.List(out)
}
