// Package mirror is the page that sets beside each other what a country reports
// of its trade and what its partners report of the same.
package mirror

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/explore"
	"muara/internal/office/profile"
	"muara/internal/refdata"
	"muara/internal/site/loaded"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes ties the page to its handler.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Mirror, Handler: show}} }

// Keys of the query.
const (
	keyReporter = "reporter"
	keyPartner  = "partner"
	keyFlow     = "flow"
	keyYear     = "year"
	keyLevel    = "level"
	keyMine     = "mine"   // data set of the reporter's reports
	keyTheirs   = "theirs" // data set of the partners' reports
)

// How many rows the picture and the table show.
const (
	mostBars = 10
	mostRows = 100
)

// commands fetch and load what a mirror needs; they are the same in all
// languages.
const commands = `muara fetch comtrade --reporter IDN --years 2020..2023 --to comtrade
muara fetch comtrade --reporter JPN --years 2020..2023 --to comtrade
muara import comtrade/*`

type page struct {
	r     *ui.Request
	m     profile.Mirror
	asked string // partner of the address
	unit  chart.Unit
	chart chart.Chart
}

func show(r *ui.Request) (*ui.View, error) {
	q, err := read(r)
	if err != nil {
		return nil, err
	}
	p := &page{r: r, asked: q.Partner}
	if p.m, err = profile.New(r.Facts, r.Office).Mirror(r.HTTP.Context(), q); err != nil {
		return nil, err
	}
	v := &ui.View{Title: r.T("mirror.title"), Description: r.T("mirror.description"), NoIndex: len(r.Query) > 0}
	if !p.m.Possible {
		v.Body = nothing(p)
		return v, nil
	}
	p.unit = loaded.Money(r, max(p.m.Total.Mine, p.m.Total.Theirs))
	p.draw()
	v.Title = p.finding()
	if len(p.chart.Rows) > 0 {
		v.Charts = append(v.Charts, p.chart)
	}
	v.Body = body(p)
	return v, nil
}

// read takes the query from the address.
func read(r *ui.Request) (profile.MirrorQuery, error) {
	q := profile.MirrorQuery{
		Mine: r.Query.Get(keyMine), Theirs: r.Query.Get(keyTheirs),
		Reporter: strings.ToUpper(r.Query.Get(keyReporter)), Partner: strings.ToUpper(r.Query.Get(keyPartner)),
		Flow: trade.Flow(r.Query.Get(keyFlow)), Level: facts.Dim(r.Query.Get(keyLevel)),
	}
	for _, code := range []string{q.Reporter, q.Partner} {
		if _, ok := refdata.PlaceOf(code); code != "" && !ok {
			return q, invalid("Negara "+short(code)+" tidak dikenal; pakai kode tiga huruf, misalnya IDN.", "The country "+short(code)+" is not known; use its three letters, such as IDN.")
		}
	}
	if q.Flow != "" && q.Flow != trade.Export && q.Flow != trade.Import {
		return q, invalid("Arus barang "+short(string(q.Flow))+" tidak dikenal; tulis export atau import.", "The flow "+short(string(q.Flow))+" is not known; write export or import.")
	}
	if levels := []facts.Dim{"", facts.Chapter, facts.Heading, facts.Subheading}; !slices.Contains(levels, q.Level) {
		return q, invalid("Rincian "+short(string(q.Level))+" tidak dikenal; tulis hs2, hs4, atau hs6.", "The level "+short(string(q.Level))+" is not known; write hs2, hs4 or hs6.")
	}
	if y := r.Query.Get(keyYear); y != "" {
		n, err := strconv.Atoi(y)
		if err != nil || n < 1900 || n > 2200 {
			return q, invalid("Tahun "+short(y)+" tidak terbaca; tulis empat angka, misalnya 2022.", "Cannot read the year "+short(y)+"; write four digits, such as 2022.")
		}
		q.Year = n
	}
	return q, nil
}

func invalid(id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
}

func short(s string) string {
	if n := []rune(s); len(n) > 40 {
		s = string(n[:40]) + "..."
	}
	return strconv.Quote(s)
}

func (p *page) place(code string) string { return p.r.Text(refdata.PlaceName(code)) }

func (p *page) reporter() string { return p.place(p.m.Query.Reporter) }

// partners names the other side.
func (p *page) partners() string {
	if p.m.Query.Partner == "" {
		return p.r.T("mirror.partners")
	}
	return p.place(p.m.Query.Partner)
}

// headed names the other side in the heading, which begins with it in
// Indonesian alone.
func (p *page) headed() string {
	if p.r.Lang == i18n.ID {
		return i18n.Capital(p.partners())
	}
	return p.partners()
}

// subject is ekspor Indonesia 2022.
func (p *page) subject() string {
	return i18n.Capital(p.r.T("mirror.subject", p.r.Flow(p.m.Query.Flow), p.reporter(), p.period()))
}

func (p *page) period() string {
	parts := make([]string, len(p.m.Months))
	for i, m := range p.m.Months {
		parts[i] = p.r.Period(m)
	}
	return p.r.List(parts)
}

// finding is the heading: how much more or less the partners record.
func (p *page) finding() string {
	t := p.m.Total
	key := "mirror.h1.more"
	switch {
	case t.Gap() == 0:
		return p.r.T("mirror.h1.even", p.reporter(), p.partners())
	case t.Gap() < 0:
		key = "mirror.h1.less"
	}
	return p.r.T(key, p.reporter(), p.headed(), p.size(t))
}

// size is the gap as a percentage where there is one, else in US$.
func (p *page) size(row profile.MirrorRow) string {
	if ratio, ok := row.Ratio(); ok && math.Abs(ratio) < 10 {
		return p.r.Percent(math.Abs(ratio), 1)
	}
	return p.unit.Full(p.r.Printer, p.money(max(row.Gap(), -row.Gap())))
}

func (p *page) money(cents int64) string { return p.unit.Number(p.r.Printer, float64(cents)/100) }

func (p *page) full(cents int64) string { return p.unit.Full(p.r.Printer, p.money(cents)) }

// name names a row: a partner or goods.
func (p *page) name(code string) string {
	return i18n.Capital(p.r.Text(p.r.Facts.Name(p.dim(), code, "")))
}

// dim is what the rows are.
func (p *page) dim() facts.Dim {
	if p.m.Query.Partner == "" {
		return facts.Partner
	}
	return p.m.Query.Level
}

// href is the mirror of one partner, or the page of goods.
func (p *page) href(code string) string {
	switch {
	case code == facts.Unspecified:
		return ""
	case p.m.Query.Partner == "":
		return p.self(keyPartner, code)
	}
	return p.r.Href(ui.Commodity, code)
}

// self is this view, all of it in its address, with some keys changed.
func (p *page) self(pairs ...string) string {
	q := p.m.Query
	all := []string{keyReporter, q.Reporter, keyPartner, q.Partner, keyFlow, string(q.Flow), keyYear, strconv.Itoa(q.Year), keyLevel, string(q.Level)}
	return p.r.Self(append(all, pairs...)...)
}

// draw sets the sides of the largest gaps beside each other.
func (p *page) draw() {
	c := chart.Chart{
		ID: "mirror", Kind: chart.Bars, Unit: p.unit, RowName: p.rowName(), Link: p.self(),
		Columns: []string{p.r.T("mirror.says", p.reporter()), p.theirsName()},
		Source:  p.r.Text(p.m.Mine.Title),
	}
	if p.m.Mine.ID != p.m.Theirs.ID {
		c.Source += ", " + p.r.Text(p.m.Theirs.Title)
	}
	c.What = p.subject() + "; " + p.unit.Name(p.r.Printer)
	for i, row := range p.m.Rows {
		if i >= mostBars {
			break
		}
		c.Rows = append(c.Rows, chart.Row{Key: row.Code, Label: p.name(row.Code), Href: p.href(row.Code), Points: []chart.Point{
			p.point(row.Mine, row.HasMine, row.Ask, p.m.Mine), p.point(row.Theirs, row.HasTheirs, row.AskTheirs, p.m.Theirs),
		}})
	}
	if len(c.Rows) > 0 {
		c.Title = p.r.T("mirror.picture", c.Rows[0].Label)
	}
	c.Text = p.finding()
	p.chart = c
}

func (p *page) theirsName() string {
	if p.m.Query.Partner == "" {
		return p.r.T("mirror.says.partners")
	}
	return p.r.T("mirror.says", p.partners())
}

func (p *page) rowName() string {
	if p.m.Query.Partner == "" {
		return p.r.T("mirror.partner")
	}
	return p.r.T("mirror.goods")
}

func (p *page) point(cents int64, known bool, ask facts.Query, set explore.Loaded) chart.Point {
	pt := chart.Point{Fact: &chart.Fact{Known: known, Number: float64(cents) / 100, Exact: loaded.Decimal(cents, 2), Status: chart.Recorded}}
	if set.Manifest != nil {
		pt.Fact.Source = set.ID + "/" + set.Manifest.Release
	}
	if known {
		pt.Text, pt.Href = p.money(cents), loaded.Href(p.r, ask)
	}
	return pt
}

// gapText is a gap with its sign.
func (p *page) gapText(row profile.MirrorRow) string {
	text := p.money(row.Gap())
	if row.Gap() > 0 && text[0] != '<' {
		text = "+" + text
	}
	return text
}

// ratioText is the gap in percent, of what is many times larger its factor.
func (p *page) ratioText(row profile.MirrorRow) string {
	ratio, ok := row.Ratio()
	switch {
	case !ok:
		return ""
	case ratio > 10:
		return "×" + p.r.Decimal(ratio+1, 0)
	}
	return p.r.SignedPercent(ratio, 1)
}

// reason words why the sides differ.
func (p *page) reason(r profile.Reason) string {
	key := "mirror.reason." + string(r)
	if r == profile.Freight {
		key += "." + string(p.m.Query.Flow)
	}
	return p.r.T(key)
}

// unreported names partners that report nothing, a few of them.
func (p *page) unreported() string {
	const some = 8
	names := make([]string, 0, some+1)
	for i, code := range p.m.Unreported {
		if i == some {
			names = append(names, p.r.T("mirror.unreported.more", p.r.Count(len(p.m.Unreported)-some)))
			break
		}
		names = append(names, p.place(code))
	}
	return strings.Join(names, ", ")
}

func (p *page) skipped() string {
	names := make([]string, len(p.m.Choices.Skipped))
	for i, s := range p.m.Choices.Skipped {
		names[i] = p.r.Text(s.Title)
	}
	return p.r.List(names)
}

func size(row profile.MirrorRow) int64 { return max(row.Gap(), -row.Gap()) }

func (p *page) country() string { return p.place(p.r.Office.Pack().Region.Country) }

func (p *page) placeChoices(codes []string) []ui.Choice {
	out := make([]ui.Choice, len(codes))
	for i, c := range codes {
		out[i] = ui.Choice{Value: c, Label: p.place(c)}
	}
	slices.SortFunc(out, func(a, b ui.Choice) int {
		switch {
		case p.r.Less(a.Label, b.Label):
			return -1
		case p.r.Less(b.Label, a.Label):
			return 1
		}
		return 0
	})
	return out
}

func (p *page) partnerChoices() []ui.Choice {
	return append([]ui.Choice{{Label: p.r.T("mirror.partner.all")}}, p.placeChoices(p.m.Choices.Partners)...)
}

func (p *page) flowChoices() []ui.Choice {
	var out []ui.Choice
	for _, f := range p.m.Choices.Flows {
		out = append(out, ui.Choice{Value: string(f), Label: i18n.Capital(p.r.Flow(f))})
	}
	return out
}

func (p *page) yearChoices() []ui.Choice {
	var out []ui.Choice
	for _, y := range slices.Backward(p.m.Choices.Years) {
		out = append(out, ui.Choice{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	return out
}

func (p *page) levelChoices() []ui.Choice {
	var out []ui.Choice
	for _, d := range p.m.Choices.Levels {
		out = append(out, ui.Choice{Value: string(d), Label: p.r.T("mirror.level." + string(d))})
	}
	return out
}

func made(r *ui.Request, s explore.Loaded) string {
	if s.Manifest == nil {
		return ""
	}
	y, m, d := s.Manifest.Made.Date()
	return r.Date(trade.Date{Year: y, Month: int(m), Day: d})
}
