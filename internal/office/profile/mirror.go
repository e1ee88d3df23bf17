package profile

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/office/explore"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// MirrorQuery asks what two sides report of the same trade. Empty fields are
// filled in with what is there.
type MirrorQuery struct {
	Mine, Theirs string     // data sets of the reporter's and of the partners' reports
	Reporter     string     // place code
	Partner      string     // place code; empty: all partners, one row for each
	Flow         trade.Flow // as the reporter sees it
	Year         int
	Level        facts.Dim // with a Partner: Chapter, Heading or Subheading
}

// Mirror sets both sides of the same trade beside each other.
type Mirror struct {
	Query    MirrorQuery // with everything filled in
	Choices  MirrorChoices
	Possible bool // some reporter and partner both report

	Mine, Theirs explore.Loaded
	Months       []trade.Period // that both sides cover
	Rows         []MirrorRow    // the largest gap first
	Total        MirrorRow
	Unreported   []string // partners of the reporter whose own reports are not loaded
	Chapters     []string // the only HS chapters that are compared, where the data sets have unlike ones; nil for all
	Editions     bool     // the sides use different editions of the HS
	Reasons      []Reason
}

// MirrorChoices are what the other fields of a query leave to choose.
type MirrorChoices struct {
	Reporters, Partners []string
	Flows               []trade.Flow
	Years               []int
	Levels              []facts.Dim
	Skipped             []explore.Loaded // data sets that cannot be mirrored: reconciled, or of regions
}

// MirrorRow is one partner, or one code of goods, as both sides report it.
type MirrorRow struct {
	Code               string
	Mine, Theirs       int64 // US cents; 0 where not reported
	HasMine, HasTheirs bool
	Ask, AskTheirs     facts.Query // that give the two
}

// Gap is what the partner reports beyond the reporter, in US cents.
func (r MirrorRow) Gap() int64 { return r.Theirs - r.Mine }

// Ratio is the gap as a share of what the reporter reports.
func (r MirrorRow) Ratio() (float64, bool) {
	if !r.HasMine || !r.HasTheirs || r.Mine <= 0 {
		return 0, false
	}
	return float64(r.Gap()) / float64(r.Mine), true
}

// Reason is why two sides differ.
type Reason string

// The reasons, in plain words in the catalogue of the page.
const (
	Freight   Reason = "cif"
	Transit   Reason = "transit"
	Origin    Reason = "origin"
	TimeLag   Reason = "time"
	OtherAsia Reason = "asia"
	Edition   Reason = "edition"
	Secret    Reason = "secret"
)

// hubs are places through whose ports much trade of others goes: it is recorded
// as trade with them, or with the country behind them. Chosen by hand.
var hubs = []string{"SGP", "HKG", "ARE", "NLD", "BEL", "PAN"}

// otherAsia is "Other Asia, not elsewhere specified" of UN Comtrade (490), which
// in practice is Taiwan.
var otherAsia = []string{"S19", "TWN"}

// Mirror compares what a reporter and its partners report.
func (p *Profiles) Mirror(ctx context.Context, q MirrorQuery) (Mirror, error) {
	m := Mirror{Query: q}
	if p.desk == nil {
		return m, nil
	}
	sides, err := p.sides(ctx, &m)
	if err != nil {
		return m, err
	}
	if !m.choose(sides, p.home.Country) {
		return m, nil
	}
	if q.Reporter != "" && q.Reporter != m.Query.Reporter {
		return m, invalid("Laporan "+refdata.PlaceName(q.Reporter).ID+" tidak dapat dicerminkan dengan data yang dimuat; pilihan: %s.",
			"The reports of "+refdata.PlaceName(q.Reporter).EN+" cannot be mirrored with the data that are loaded; choose: %s.", strings.Join(m.Choices.Reporters, ", "))
	}
	within, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if err := p.reflect(within, &m); err != nil {
		return m, err
	}
	m.finish()
	return m, nil
}

// reflect asks both sides.
func (p *Profiles) reflect(ctx context.Context, m *Mirror) error {
	q := m.Query
	mine := facts.Query{Dataset: q.Mine, Periods: m.Months, Measures: []facts.Measure{facts.Value},
		Where: []facts.Filter{one(facts.Flow, string(q.Flow)), one(facts.Reporter, q.Reporter)}}
	theirs := facts.Query{Dataset: q.Theirs, Periods: m.Months, Measures: []facts.Measure{facts.Value},
		Where: []facts.Filter{one(facts.Flow, string(opposite(q.Flow))), one(facts.Partner, q.Reporter)}}
	partners := m.Choices.Partners
	if q.Partner != "" {
		partners = []string{q.Partner}
	}
	mine.Where = append(mine.Where, one(facts.Partner, partners...))
	theirs.Where = append(theirs.Where, one(facts.Reporter, partners...))
	if m.Chapters != nil {
		mine.Where = append(mine.Where, one(facts.Chapter, m.Chapters...))
		theirs.Where = append(theirs.Where, one(facts.Chapter, m.Chapters...))
	}
	byMine, byTheirs := facts.Partner, facts.Reporter
	if q.Partner != "" {
		byMine, byTheirs = q.Level, q.Level
	}
	rows := map[string]*MirrorRow{}
	if err := p.side(ctx, mine, byMine, m, rows, func(r *MirrorRow, cents int64, ask facts.Query) {
		r.Mine, r.HasMine, r.Ask = cents, true, ask
	}); err != nil {
		return err
	}
	if err := p.side(ctx, theirs, byTheirs, m, rows, func(r *MirrorRow, cents int64, ask facts.Query) {
		r.Theirs, r.HasTheirs, r.AskTheirs = cents, true, ask
	}); err != nil {
		return err
	}
	for _, r := range rows {
		m.Rows = append(m.Rows, *r)
	}
	return nil
}

// side asks one side by a dimension and puts its sums into the rows and the
// total.
func (p *Profiles) side(ctx context.Context, q facts.Query, by facts.Dim, m *Mirror, rows map[string]*MirrorRow, put func(*MirrorRow, int64, facts.Query)) error {
	q.By, q.Order = []facts.Dim{by}, []facts.Order{{By: string(facts.Value), Desc: true}}
	f, err := p.desk.Ask(ctx, q)
	if err != nil {
		return err
	}
	values, total := f.Column(facts.Value), int64(0)
	for i := range f.Len() {
		code := f.Codes[0][i]
		if rows[code] == nil {
			rows[code] = &MirrorRow{Code: code}
		}
		put(rows[code], values.Ints[i], q)
		total += values.Ints[i]
	}
	if f.Len() > 0 {
		put(&m.Total, total, q)
	}
	return nil
}

func (m *Mirror) finish() {
	slices.SortFunc(m.Rows, func(a, b MirrorRow) int {
		return cmp.Or(cmp.Compare(size(b.Gap()), size(a.Gap())), cmp.Compare(a.Code, b.Code))
	})
	involved := []string{m.Query.Reporter, m.Query.Partner}
	if m.Query.Partner == "" {
		for i, r := range m.Rows {
			if i < 5 {
				involved = append(involved, r.Code)
			}
		}
	}
	touches := func(codes []string) bool {
		return slices.ContainsFunc(involved, func(c string) bool { return slices.Contains(codes, c) })
	}
	m.Reasons = []Reason{Freight}
	var later []Reason
	add := func(r Reason, now bool) {
		if now {
			m.Reasons = append(m.Reasons, r)
		} else {
			later = append(later, r)
		}
	}
	add(Transit, touches(hubs))
	add(OtherAsia, touches(otherAsia))
	if m.Editions && m.Query.Partner != "" {
		add(Edition, true)
	}
	add(Origin, true)
	add(TimeLag, true)
	add(Secret, false)
	m.Reasons = append(m.Reasons, later...)
}

func size(n int64) int64 { return max(n, -n) }

func opposite(f trade.Flow) trade.Flow {
	if f == trade.Import {
		return trade.Export
	}
	return trade.Import
}

func invalid(id, en, choices string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: fmt.Sprintf(id, choices), EN: fmt.Sprintf(en, choices)}}
}
