package office

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/report"
	"muara/internal/trade"
)

// StatementPeriod reads the range of a statement: from a year (2017), or the
// January of one, to a year or a month (2022-11).
func StatementPeriod(from, to string) (trade.Period, error) {
	a, err := trade.ParsePeriod(from)
	if err != nil {
		return trade.Period{}, err
	}
	b, err := trade.ParsePeriod(to)
	if err != nil {
		return trade.Period{}, err
	}
	if a.From.Number() != 1 {
		return trade.Period{}, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("Pernyataan dimulai dari awal tahun. Tulis %d, bukan %s.", a.From.Year(), from),
			EN: fmt.Sprintf("A statement starts with a whole year. Write %d instead of %s.", a.From.Year(), from),
		}}
	}
	p := trade.Period{From: a.From, To: b.To}
	if p.From > p.To {
		return trade.Period{}, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("Tahun awal (%s) sesudah bulan akhir (%s). Tukar keduanya.", from, to),
			EN: fmt.Sprintf("The first year (%s) comes after the last month (%s). Swap the two.", from, to),
		}}
	}
	return p, nil
}

// StatementSpan returns the months for which a statement can be asked: from
// January of the first year that has any total to the last month that has one.
func (o *Office) StatementSpan(asOf trade.Date) (trade.Period, error) {
	l := o.Ledger(asOf)
	span, ok := spanOf(l)
	if !ok {
		return trade.Period{}, errNothing
	}
	span.To = span.From
	for _, s := range []trade.Series{exports, imports, balance} {
		if p, ok := l.Span(s); ok {
			span.To = max(span.To, p.To)
		}
	}
	return span, nil
}

// StatementDefault returns the range to open with: the unbroken run of
// surpluses or deficits that ends with the last known balance.
func (o *Office) StatementDefault(asOf trade.Date) (trade.Period, error) {
	span, err := o.StatementSpan(asOf)
	if err != nil {
		return span, err
	}
	all := o.years(o.Ledger(asOf), span.From.Year(), span.To.Year())
	if r := record(all); len(r.Years) > 0 {
		return trade.Period{From: trade.MonthOf(r.Since, 1), To: r.Last.Period.To}, nil
	}
	return span, nil
}

// Statement composes what the office tells the press about the months of p,
// which start in January: only sentences that the figures known on asOf (zero
// for now) prove, each figure with its sources. Months outside of the data
// are left out and said so.
func (o *Office) Statement(p trade.Period, asOf trade.Date) (*report.Statement, error) {
	span, err := o.StatementSpan(asOf)
	if err != nil {
		return nil, err
	}
	if p.From.Number() != 1 || p.From > p.To || p.From > span.To || p.To < span.From {
		return nil, noStatement(span)
	}
	c := &composer{Office: o, l: o.Ledger(asOf), asked: p, asOf: asOf, numbers: map[string]int{}}
	c.span = trade.Period{From: max(p.From, span.From), To: min(p.To, span.To)}
	for y := c.span.From.Year(); y <= c.span.To.Year(); y++ {
		c.years = append(c.years, c.year(y))
	}
	c.trim()
	if len(c.years) == 0 {
		return nil, noStatement(span)
	}
	c.st = &report.Statement{
		Region: o.pack.Region.Name, Office: o.pack.Region.Office, Authority: o.pack.Region.Authority,
		Place: o.place(), Range: c.span, AsOf: asOf, Composed: today(o.now()),
		Edition: report.Edition{Slug: o.pack.Slug, Version: o.pack.Version, Licence: o.pack.Licence, Compiled: o.pack.Compiled},
	}
	c.compose()
	return c.st, nil
}

func noStatement(span trade.Period) error {
	last := span.To.String()
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("Tidak ada angka pada rentang itu. Angka tersedia dari %d sampai %s; pilih tahun awal yang tidak sesudah bulan akhir.", span.From.Year(), last),
		EN: fmt.Sprintf("There are no figures in that range. Figures run from %d to %s; choose a first year that is not after the last month.", span.From.Year(), last),
	}}
}

// place is where the office sits, or the region where the pack does not say.
func (o *Office) place() trade.Text {
	if seat := o.pack.Region.Seat; seat != "" {
		return trade.Text{ID: seat, EN: seat}
	}
	return o.pack.Region.Name
}

// statementYear is a calendar year as far as the range goes: for each flow the
// longest known period from January.
type statementYear struct {
	Whole                     trade.Period // January to December, or to the end of the range
	Exports, Imports, Balance ledger.Answer
}

func (y statementYear) flow(f trade.Flow) ledger.Answer {
	return YearRow{Exports: y.Exports, Imports: y.Imports, Balance: y.Balance}.Flow(f)
}

func (y statementYear) empty() bool {
	return !y.Exports.Known() && !y.Imports.Known() && !y.Balance.Known()
}

// composer makes one statement.
type composer struct {
	*Office
	l       *ledger.Ledger
	st      *report.Statement
	asked   trade.Period
	span    trade.Period // the part of it that has figures
	asOf    trade.Date
	years   []statementYear
	numbers map[string]int // of a source's note, from 1
	used    []ledger.Answer
}

// year finds the longest known periods of a year within the range.
func (c *composer) year(year int) statementYear {
	whole := trade.YearOf(year)
	whole.To = min(whole.To, c.span.To)
	return statementYear{Whole: whole,
		Exports: c.longest(exports, whole), Imports: c.longest(imports, whole), Balance: c.longest(balance, whole)}
}

// longest answers the longest known period from the start of p.
func (c *composer) longest(s trade.Series, p trade.Period) ledger.Answer {
	for to := p.To; to >= p.From; to-- {
		if a := c.l.Answer(s, trade.Period{From: p.From, To: to}); a.Known() {
			return a
		}
	}
	return ledger.Answer{Series: s, Period: p, Status: ledger.Unknown}
}

// trim drops years without any figure at both ends.
func (c *composer) trim() {
	for len(c.years) > 0 && c.years[0].empty() {
		c.years = c.years[1:]
	}
	for n := len(c.years); n > 0 && c.years[n-1].empty(); n-- {
		c.years = c.years[:n-1]
	}
}

func (c *composer) compose() {
	c.add(c.lead())
	c.add(c.balanceSection())
	c.add(c.flowSection())
	c.add(c.commoditySection())
	c.add(c.destinationSection())
	c.add(c.portSection())
	c.add(c.tableSection())
	c.add(c.unknownSection())
	c.add(c.conflictSection())
	c.add(c.computedSection())
	c.add(c.notesSection())
}

func (c *composer) add(s report.Section) {
	if !s.Empty() {
		c.st.Sections = append(c.st.Sections, s)
	}
}

// say makes a sentence and notes the sources of its figures.
func (c *composer) say(key string, parts ...report.Part) report.Sentence {
	s := report.Sentence{Key: key, Parts: parts}
	s.Notes = c.cite(s.Answers())
	return s
}

// phrase makes a part of a sentence; the whole sentence carries the notes.
func phrase(key string, parts ...report.Part) report.Sentence {
	return report.Sentence{Key: key, Parts: parts}
}

// cite numbers the sources of answers and remembers the answers. Of the
// sources of a figure the first is cited: the one that it was read from.
func (c *composer) cite(answers []ledger.Answer) []int {
	var notes []int
	for _, a := range answers {
		if !a.Known() {
			continue
		}
		c.remember(a)
		if a.Best == nil {
			continue
		}
		for _, t := range a.Best.Terms {
			if t.Figure != nil {
				notes = c.note(notes, t.Figure.Sources)
			}
			if t.Share != nil {
				notes = c.note(notes, t.Share.Sources)
			}
		}
	}
	slices.Sort(notes)
	return notes
}

// note adds the number of the first source that the pack knows.
func (c *composer) note(notes []int, ids []string) []int {
	for _, id := range ids {
		src, ok := c.Source(id)
		if !ok {
			continue
		}
		n, seen := c.numbers[src.ID]
		if !seen {
			c.st.Sources = append(c.st.Sources, src)
			n = len(c.st.Sources)
			c.numbers[src.ID] = n
		}
		if slices.Contains(notes, n) {
			return notes
		}
		return append(notes, n)
	}
	return notes
}

// remember keeps each answer once. One that stands on a printed share alone
// makes way for the value itself.
func (c *composer) remember(a ledger.Answer) {
	for i, have := range c.used {
		if have.Series == a.Series && have.Period == a.Period {
			if !hasFigures(have.Best) {
				c.used[i] = a
			}
			return
		}
	}
	c.used = append(c.used, a)
}

// known lists the years with a balance, oldest first.
func (c *composer) known() []ledger.Answer {
	var out []ledger.Answer
	for _, y := range c.years {
		if y.Balance.Known() {
			out = append(out, y.Balance)
		}
	}
	return out
}

// sign is what a balance is, as catalogue keys say it.
func sign(v trade.Amount) string {
	switch {
	case v > 0:
		return "surplus"
	case v < 0:
		return "deficit"
	default:
		return "balanced"
	}
}

// sameSign returns the sign of all answers, false where they differ.
func sameSign(answers []ledger.Answer) (string, bool) {
	if len(answers) == 0 {
		return "", false
	}
	first := sign(answers[0].Value)
	for _, a := range answers[1:] {
		if sign(a.Value) != first {
			return "", false
		}
	}
	return first, true
}

func yearName(year int) report.Name { return report.Name(strconv.Itoa(year)) }

func sourceOf(o *Office, ids []string) (pack.Source, bool) {
	for _, id := range ids {
		if s, ok := o.Source(id); ok {
			return s, true
		}
	}
	return pack.Source{}, false
}

// today is the calendar day of a moment.
func today(t time.Time) trade.Date {
	return trade.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
