package intake

import (
	"fmt"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/trade"
)

// collector turns rows into facts and takes note of what the quality report
// says of them.
type collector struct {
	quality   *Quality
	file      *FileReport
	once      *once   // nil where a cell may have several rows
	survey    *survey // nil where the kind of file never mixes totals and parts
	reporters places
	partners  places
	options   lake.Options
	home      string // reporter of rows that name none
	totals    map[totalKey]*Total
	last      totalKey
	lastTotal *Total
	unmatched map[[2]string]*Unmatched
	regions   map[string]int64
	guessed   string // edition that was told by the codes
	values    unitValues
	refuse    func(ingest.Refusal) // every refusal, for the file of them
	broken    *ingest.Refusal      // set where a file ended before its end
	add       func(*lake.Fact) error
	fact      lake.Fact
}

type totalKey struct {
	flow   trade.Flow
	period trade.Period
}

// mostUnmatched bounds how many different codes are listed.
const mostUnmatched = 2000

func newCollector(q *Quality) *collector {
	return &collector{
		quality: q, totals: map[totalKey]*Total{}, unmatched: map[[2]string]*Unmatched{},
		regions: map[string]int64{},
	}
}

// row takes one row.
func (c *collector) row(r *ingest.Row) error {
	f := &c.fact
	*f = lake.Fact{
		Flow: r.Flow, Year: r.Period.From.Year(), Region: r.Region, Product: r.Product, Edition: r.Edition,
		Port: r.Port, Industry: r.Industry, Sector: r.Sector,
		Value: int64(r.Value), Rest: r.Rest, Grams: r.Grams, HasWeight: r.HasWeight,
	}
	switch {
	case r.Period.IsMonth():
		f.Month = r.Period.From.Number()
	case !r.Period.IsYear():
		c.refused(ingest.Refusal{File: c.file.Name, Sheet: r.Sheet, Row: r.Line, Column: "period", Found: r.Period.String(), Expected: trade.Text{
			ID: "satu bulan atau satu tahun penuh", EN: "a single month or a whole year",
		}})
		return nil
	}
	f.Reporter = c.reporters.resolve(r.Reporter)
	if f.Reporter == "" {
		f.Reporter = c.home
	}
	if f.Edition == "" {
		f.Edition = c.options.Edition
	}
	var sh *shape
	if c.survey != nil {
		sh = c.survey.slices[slice{r.Flow, c.reporters.resolve(r.Reporter), r.Region, r.Period}]
	}
	all := whole(r)
	switch {
	case all:
		f.Partner = World
	case r.Partner == (ingest.Place{}):
		f.Partner = World
		if sh == nil || sh.parts {
			f.Partner = facts.Unspecified // others are named: this one is not
		}
	default:
		f.Partner = c.partners.resolve(r.Partner)
		all = f.Partner == World
	}
	if sh != nil && all && sh.parts {
		c.quality.World.Rows++
		c.quality.World.Value += r.Value
		c.quality.LeftOut++
		return nil
	}
	if sh != nil && 2*level(r.Product) != sh.finest() {
		c.quality.Levels.Rows++
		c.quality.Levels.Value += r.Value
		c.quality.LeftOut++
		return nil
	}
	if c.once != nil && !c.once.first(c, r, f) {
		return nil
	}
	if f.Product == "" {
		f.Product = facts.Unspecified
	}
	c.note(r, f)
	return c.add(f)
}

// note counts an accepted row.
func (c *collector) note(r *ingest.Row, f *lake.Fact) {
	c.file.Accepted++
	key := totalKey{r.Flow, r.Period}
	if key != c.last || c.lastTotal == nil {
		t := c.totals[key]
		if t == nil {
			t = &Total{Flow: r.Flow, Period: r.Period.String()}
			c.totals[key] = t
		}
		c.last, c.lastTotal = key, t
	}
	t := c.lastTotal
	t.Rows++
	t.Value += r.Value
	t.Rest += int64(r.Rest)
	if r.HasWeight {
		t.Grams += r.Grams
		c.values.add(c.file.Name, r)
	} else {
		c.quality.Weightless.Rows++
		c.quality.Weightless.Value += r.Value
	}
	if f.Partner == facts.Unspecified {
		c.miss("partner", label(r.Partner), r.Value)
	}
	if f.Reporter == facts.Unspecified {
		c.miss("reporter", label(r.Reporter), r.Value)
	}
	if f.Region != "" {
		c.regions[f.Region]++
	}
}

func (c *collector) miss(column, code string, value trade.Amount) {
	key := [2]string{column, code}
	u := c.unmatched[key]
	if u == nil {
		if len(c.unmatched) >= mostUnmatched {
			return
		}
		u = &Unmatched{Column: column, Code: strings.Clone(code)}
		c.unmatched[[2]string{column, u.Code}] = u
	}
	u.Rows++
	u.Value += value
}

func (c *collector) refused(r ingest.Refusal) {
	c.quality.Refused++
	c.file.Refused++
	if r.Broken {
		c.broken = &r
	}
	if len(c.quality.Refusals) < ingest.Keep {
		c.quality.Refusals = append(c.quality.Refusals, r)
	}
	if c.refuse != nil {
		c.refuse(r)
	}
}

func (c *collector) left(m ingest.Remark) {
	c.quality.LeftOut++
	count(&c.file.LeftOut, m)
}

func (c *collector) remark(m ingest.Remark) { count(&c.file.Warnings, m) }

func count(list *[]Counted, m ingest.Remark) {
	for i := range *list {
		if (*list)[i].Code == m.Code && (*list)[i].Text == m.Text {
			(*list)[i].Rows++
			return
		}
	}
	*list = append(*list, Counted{Code: m.Code, Text: m.Text, Rows: 1})
}

// finish writes down what was counted.
func (c *collector) finish() {
	q := c.quality
	for _, t := range c.totals {
		t.Value += trade.Amount(rounded(t.Rest))
		q.Totals = append(q.Totals, *t)
		q.Accepted += t.Rows
	}
	slices.SortFunc(q.Totals, func(a, b Total) int {
		return strings.Compare(string(a.Flow)+a.Period, string(b.Flow)+b.Period)
	})
	for _, u := range c.unmatched {
		q.Unmatched = append(q.Unmatched, *u)
	}
	q.Outliers = c.values.report()
	q.Read = q.Accepted + q.Refused + q.LeftOut
}

// rounded turns millionths of a cent into cents, half away from zero.
func rounded(rest int64) int64 {
	if rest < 0 {
		return -rounded(-rest)
	}
	return (rest + 500_000) / 1_000_000
}

// warn adds a warning of the whole import.
func (q *Quality) warn(code, id, en string, args ...any) {
	q.Warnings = append(q.Warnings, Warning{code, trade.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)}})
}
