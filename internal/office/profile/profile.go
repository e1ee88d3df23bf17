package profile

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"muara/internal/facts"
	"muara/internal/office"
	"muara/internal/office/explore"
	"muara/internal/pack"
	"muara/internal/trade"
)

// Profiles answers on the trade facts of a desk for the region of an office.
type Profiles struct {
	desk *explore.Desk
	home pack.Region
}

// New makes profiles. The desk may be nil where no folder of data is set up:
// then there is only what comes with the program.
func New(d *explore.Desk, o *office.Office) *Profiles { return &Profiles{d, o.Pack().Region} }

// patience is how long one profile may ask all data sets together. What is not
// answered by then is left for the explorer, whose views ask less.
const patience = 7 * time.Second

// Answer is a query with what the desk said to it; Frame is nil where nothing
// was asked.
type Answer struct {
	Query facts.Query
	Frame *facts.Frame
}

// Len is the number of rows.
func (a Answer) Len() int {
	if a.Frame == nil {
		return 0
	}
	return a.Frame.Len()
}

// Code is the code of the first breakdown in a row.
func (a Answer) Code(i int) string { return a.Frame.Codes[0][i] }

// Find is the row whose first code is this one, -1 for none.
func (a Answer) Find(code string) int {
	if a.Len() == 0 {
		return -1
	}
	return slices.Index(a.Frame.Codes[0], code)
}

// Cents is the value of a row in US cents; a row that is not there has none.
func (a Answer) Cents(i int) int64 {
	if i < 0 || i >= a.Len() {
		return 0
	}
	if c := a.Frame.Column(facts.Value); c != nil && c.Known(i) {
		return c.Ints[i]
	}
	return 0
}

// Why says why a data set tells nothing.
type Why string

// The reasons; an empty Why is a data set that tells something.
const (
	Coarse Why = "coarse" // its codes have fewer digits
	NoFlow Why = "flow"   // it has only the other flow
	Empty  Why = "empty"  // it has no row of it
	Fixed  Why = "fixed"  // it knows no partners, or no goods
	Late   Why = "late"   // it could not be asked in time
	Failed Why = "failed" // it cannot be read
)

// View is what one data set says of a commodity or a country.
type View struct {
	Set    explore.Loaded
	Schema *facts.Schema
	Why    Why
	Reach  facts.Dim // of Coarse: the finest level of the data set
	Err    error     // of Failed

	Reporter, Region string   // whose trade it is; empty for all together
	Own              bool     // of the office's own region
	Chapters         []string // the only HS chapters of an extract; nil where the data set is not limited to a few
	Flow             trade.Flow
	Turned           bool // imports read from the exports of the others, as a reconciled data set has them

	Newest []trade.Period // the newest whole year with rows, else what there is of the newest
	Year   int            // of Newest
	Years  Answer         // by year: value, weight, unit value, growth, price and volume as far as there are weights
	Months Answer         // by month, the newest three years; monthly data sets only

	Partners Answer    // by partner over Newest
	Goods    Answer    // by GoodsBy over Newest, for a picture
	GoodsBy  facts.Dim // the level below a commodity; of a country the chapters
	Finer    Answer    // of a country: the largest of FinerBy
	FinerBy  facts.Dim

	Market *Market
}

// Whole reports whether Newest is a whole year.
func (v *View) Whole() bool { return len(v.Newest) == 1 && v.Newest[0].IsYear() }

// Now is the row of Years that Newest covers.
func (v *View) Now() int { return v.Years.Find(yearCode(v.Year)) }

// Weighs reports whether the data set has weights.
func (v *View) Weighs() bool { return slices.Contains(v.Schema.Measures, facts.Weight) }

// MonthsOf are the months that a year has of what the view shows, bit 0 for
// January.
func (v *View) MonthsOf(year int) uint16 {
	return monthsOf(v.Schema, v.Years.Query.Where, year)
}

// Market is the world market of a commodity, or a country's market for all
// goods: of a data set in which all countries report.
type Market struct {
	Home    string // the office's country
	Years   Answer // by year, all sellers together
	Sellers Answer // by reporter over the view's newest year
	Buyers  Answer // by partner; of a commodity only
	Rank    int    // of Home among the sellers, 0 where it sells nothing
}

// asker asks the desk for one profile.
type asker struct {
	*Profiles
	ctx  context.Context
	flow trade.Flow
}

// ask answers a query about a data set, its own release given so that all
// numbers of a page are of the same.
func (a *asker) ask(v *View, q facts.Query) (Answer, error) {
	q.Dataset = v.Set.ID
	f, err := a.desk.Ask(a.ctx, q)
	return Answer{q, f}, err
}

// views asks every loaded data set, those nearest to the office first.
func (p *Profiles) views(ctx context.Context, flow trade.Flow, look func(*asker, *View) error) ([]*View, error) {
	if p.desk == nil {
		return nil, nil
	}
	sets, err := p.desk.Loaded(ctx)
	if err != nil {
		return nil, err
	}
	within, stop := context.WithTimeout(ctx, patience)
	defer stop()
	a := &asker{p, within, flow}
	var out []*View
	for _, set := range sets {
		v := &View{Set: set, Flow: flow}
		v.Schema, v.Err = p.desk.Schema(set.ID, "")
		if v.Err == nil {
			a.whose(v)
			if c := chapters(v.Schema); len(c) <= fewChapters {
				v.Chapters = c
			}
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(x, y *View) int { return p.rank(x) - p.rank(y) })
	for _, v := range out {
		switch {
		case v.Err != nil:
		case within.Err() != nil:
			v.Err = within.Err()
		default:
			v.Err = look(a, v)
		}
		if v.Err == nil {
			continue
		}
		if ctx.Err() != nil { // the reader has gone
			return nil, ctx.Err()
		}
		v.Why = Failed
		if within.Err() != nil || errors.Is(v.Err, context.DeadlineExceeded) {
			v.Why, v.Err = Late, nil
		}
	}
	return out, nil
}

// fewChapters: a data set with no more is an extract, whose sums must not pass
// for all trade.
const fewChapters = 12

// chapters are the HS chapters that a data set has goods of.
func chapters(s *facts.Schema) []string {
	codes := s.Codes[facts.Chapter]
	if len(codes) == 0 {
		codes = s.Codes[facts.Product]
	}
	var out []string
	for _, c := range codes { // sorted
		if len(c) >= 2 && (len(out) == 0 || out[len(out)-1] != c[:2]) {
			out = append(out, c[:2])
		}
	}
	return out
}

// rank orders data sets: the office's region, its country, then the others.
func (p *Profiles) rank(v *View) int {
	switch {
	case v.Schema == nil:
		return 9
	case v.Own:
		return 0
	case v.Set.Kind == "summary" || v.Set.Kind == "mapped": // sums that say less than the rows of others
		return 5
	case v.Region != "" || slices.Contains(v.Schema.Dims, facts.Region):
		return 3
	case v.Reporter == p.home.Country:
		if isWorld(v) {
			return 2
		}
		return 1
	}
	return 4
}

// isWorld reports whether so many countries report that they stand for the
// world, as explore.Desk.World has it.
func isWorld(v *View) bool { return len(v.Schema.Codes[facts.Reporter]) >= 20 }

// Reconciled reports whether a data set holds each trade once, agreed from what
// both sides reported. BACI does: it has exports alone.
func Reconciled(set explore.Loaded) bool { return strings.HasPrefix(set.Kind, "baci") }

// whose narrows a view to the office's region or country where the data set
// has them, else to the only reporter or region there is.
func (a *asker) whose(v *View) {
	only := func(d facts.Dim, own string) string {
		codes := v.Schema.Codes[d]
		switch {
		case slices.Contains(codes, own):
			return own
		case len(codes) == 1:
			return codes[0]
		}
		return ""
	}
	v.Reporter = only(facts.Reporter, a.home.Country)
	v.Region = only(facts.Region, a.home.BPS)
	v.Own = v.Region != "" && v.Region == a.home.BPS
}

// trader is the filter on whose trade a view is about. subject is the side of
// the partner, "" for all of them: in a data set of exports alone, imports are
// what the others sold to the reporter.
func (a *asker) trader(v *View, partner *facts.Filter) (where []facts.Filter, ok bool) {
	if !hasFlow(v, v.Flow) {
		if v.Flow != trade.Import || v.Reporter == "" || !isWorld(v) || !Reconciled(v.Set) {
			v.Why = NoFlow
			return nil, false
		}
		v.Turned = true
	}
	flow, own := v.Flow, facts.Reporter
	if v.Turned {
		flow, own = trade.Export, facts.Partner
	}
	where = append(where, one(facts.Flow, string(flow)))
	if v.Reporter != "" {
		where = append(where, one(own, v.Reporter))
	}
	if v.Region != "" {
		where = append(where, one(facts.Region, v.Region))
	}
	if partner != nil {
		f := *partner
		if v.Turned && f.Dim == facts.Partner {
			f.Dim = facts.Reporter
		}
		where = append(where, f)
	}
	return where, true
}

func hasFlow(v *View, f trade.Flow) bool {
	return slices.ContainsFunc(v.Schema.Coverage, func(c facts.Span) bool {
		return c.Flow == f && (v.Reporter == "" || c.Reporter == v.Reporter) && (v.Region == "" || c.Region == v.Region)
	})
}

func one(d facts.Dim, codes ...string) facts.Filter { return facts.Filter{Dim: d, Values: codes} }
