package lake

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"muara/internal/facts"
	"muara/internal/trade"
)

// yearInfo is what a year holds. It is a file of the release, so that a year
// that a later release keeps need not be read again.
type yearInfo struct {
	Year     int                    `json:"year"`
	Rows     int64                  `json:"rows"`
	Value    int64                  `json:"value"` // US cents
	Rest     int64                  `json:"rest"`  // millionths of a cent
	Grams    int64                  `json:"grams"`
	Coverage []facts.Span           `json:"coverage"`
	Codes    map[facts.Dim][]string `json:"codes"`
	Repeats  int64                  `json:"repeats"`
	First    []Fact                 `json:"first,omitempty"` // of the repeats
}

// mostRepeats is how many repeated facts are told.
const mostRepeats = 20

// build writes the tables of the years of a draft.
type build struct {
	store    Builder
	stage    *stage
	coding   *coding
	shape    *shape
	dir      string // of the release
	written  func(File)
	progress func(rows int) // nil where nobody wants to know
}

// year writes the tables of one year and lets go of its facts.
func (b *build) year(ctx context.Context, year int) (*yearInfo, error) {
	staged := b.stage.years[year]
	y := &yearBuild{build: b, year: year, rows: staged.rows, want: staged.sum}
	defer y.close()
	if err := y.open(ctx, staged); err != nil {
		return nil, err
	}
	delete(b.stage.years, year)
	if b.stage.last == staged {
		b.stage.last = nil
	}
	if err := y.tables(ctx); err != nil {
		return nil, err
	}
	return &y.info, nil
}

// yearBuild is the work on one year.
type yearBuild struct {
	*build
	year  int
	rows  int
	want  Sum
	runs  runs
	info  yearInfo
	marks sync.Mutex
}

// tables writes the base and what goes with it on one side, the table by
// product and its sums on the other.
func (y *yearBuild) tables(ctx context.Context) error {
	look := newLook(y)
	taken := []taker{look}
	if y.progress != nil {
		taken = append(taken, &ticker{tell: y.progress})
	}
	reporter, err1 := y.groups(ReporterSums)
	chapter, err2 := y.groups(ChapterSums)
	partner, err3 := y.groups(PartnerSums)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	for _, g := range []*groups{reporter, chapter} {
		if g != nil {
			taken = append(taken, g)
		}
	}
	sides := []func(context.Context) error{func(ctx context.Context) error {
		base, err := y.stream(baseOrder)
		if err != nil {
			return err
		}
		if err := y.rowsTable(ctx, BaseTable, baseGroup, base, taken); err != nil {
			return err
		}
		return errors.Join(y.sumsTable(ctx, ReporterSums, reporter), y.sumsTable(ctx, ChapterSums, chapter))
	}}
	if slices.Contains(y.shape.tables, ProductTable) {
		sides = append(sides, func(ctx context.Context) error {
			s, err := y.stream(productOrder)
			if err != nil {
				return err
			}
			var taken []taker
			if partner != nil {
				taken = append(taken, partner)
			}
			if err := y.rowsTable(ctx, ProductTable, productGroup, s, taken); err != nil {
				return err
			}
			return y.sumsTable(ctx, PartnerSums, partner)
		})
	}
	if err := together(ctx, sides); err != nil {
		return err
	}
	look.finish(&y.info)
	return y.writeInfo()
}

// together runs all at once and stops the others when one fails.
func together(ctx context.Context, all []func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for _, f := range all {
		wg.Go(func() {
			if err := f(ctx); err != nil {
				cancel(err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

func (y *yearBuild) groups(table string) (*groups, error) {
	if !slices.Contains(y.shape.tables, table) {
		return nil, nil
	}
	return newGroups(y.coding, y.shape.sortOf(table))
}

// taker looks at batches on their way into a file.
type taker interface{ add(*rows) }

// ticker tells how many rows went by, a hundred times for a million.
type ticker struct {
	tell  func(rows int)
	since int
}

func (t *ticker) add(b *rows) {
	if t.since += b.n; t.since >= 10_000 || b.n < BatchRows {
		t.tell(t.since)
		t.since = 0
	}
}

// rowsTable writes a table of all facts.
func (y *yearBuild) rowsTable(ctx context.Context, name string, group int, s stream, takers []taker) error {
	columns, from := y.shape.layout(y.coding, name, y.rows/group, y.runs.same)
	in := newRows()
	next := func(b *Batch) (int, error) {
		if err := s.next(in); err != nil {
			return 0, err
		}
		for i, src := range from {
			switch {
			case src.col == colMonth:
				for j, m := range in.keys[colMonth][:in.n] {
					b.Ints[i][j] = int64(m)
				}
			case src.col >= 0 && len(columns[i].Codes) == 1:
				clear(b.Codes[i][:in.n])
			case src.col >= 0:
				copy(b.Codes[i], in.keys[src.col][:in.n])
			case src.other == columnValue:
				copy(b.Ints[i], in.value[:in.n])
			case src.other == columnRest:
				copy(b.Ints[i], in.rest[:in.n])
			case src.other == columnGrams:
				copy(b.Ints[i], in.grams[:in.n])
			default:
				fill(b.Ints[i][:in.n], int64(y.year))
			}
		}
		for _, t := range takers {
			t.add(in)
		}
		return in.n, nil
	}
	return y.file(ctx, name, columns, group, y.want, next)
}

// sumsTable writes a table of sums; g is nil where the release has none.
func (y *yearBuild) sumsTable(ctx context.Context, name string, g *groups) error {
	if g == nil {
		return nil
	}
	columns, from := y.shape.layout(y.coding, name, len(g.keys)/sumsGroup, y.runs.same)
	fields := make([]groupField, len(from))
	for i, src := range from {
		for _, f := range g.fields {
			if f.col == src.col {
				fields[i] = f
			}
		}
	}
	perm := g.sorted()
	next := func(b *Batch) (int, error) {
		part := perm[:min(BatchRows, len(perm))]
		perm = perm[len(part):]
		for i, src := range from {
			switch {
			case src.col == colMonth:
				for j, at := range part {
					b.Ints[i][j] = int64(g.rank(fields[i], at))
				}
			case src.col >= 0 && len(columns[i].Codes) == 1:
				clear(b.Codes[i][:len(part)])
			case src.col >= 0:
				for j, at := range part {
					b.Codes[i][j] = g.rank(fields[i], at)
				}
			case src.other == string(facts.Year):
				fill(b.Ints[i][:len(part)], int64(y.year))
			default:
				n := slices.Index(sumColumns[:], src.other)
				for j, at := range part {
					b.Ints[i][j] = g.sums[at][n]
				}
			}
		}
		return len(part), nil
	}
	sum := g.sum()
	if w := y.want; sum.Rows != w.Rows || sum.Value != w.Value || sum.Rest != w.Rest || sum.Grams != w.Grams {
		return fmt.Errorf("lake: %s of %d: %s, want the sums of %s", name, y.year, sum, w)
	}
	return y.file(ctx, name, columns, sumsGroup, sum, next)
}

// file writes a file, reads back what it adds up to, and takes its checksum.
func (y *yearBuild) file(ctx context.Context, table string, columns []Column, group int, want Sum, next func(*Batch) (int, error)) error {
	name := path.Join(yearFolder(y.year), table+y.store.Extension())
	full := filepath.Join(y.dir, filepath.FromSlash(name))
	err := y.store.Write(ctx, full, columns, group, func(b *Batch) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return next(b)
	})
	if err != nil {
		return cannotWrite(full, err)
	}
	got, err := y.store.Sum(ctx, full)
	if err != nil {
		return cannotWrite(full, err)
	}
	if got != want {
		return cannotWrite(full, fmt.Errorf("read back: %s, written: %s", got, want))
	}
	f, err := describe(full, name)
	if err != nil {
		return err
	}
	f.Table, f.Year, f.Rows = table, y.year, want.Stored
	y.marks.Lock()
	defer y.marks.Unlock()
	y.written(f)
	return nil
}

func (y *yearBuild) writeInfo() error {
	y.info.Year = y.year
	y.info.Rows, y.info.Value, y.info.Rest, y.info.Grams = y.want.Rows, y.want.Value, y.want.Rest, y.want.Grams
	name := path.Join(yearFolder(y.year), yearFile)
	full := filepath.Join(y.dir, filepath.FromSlash(name))
	if err := writeJSON(full, y.info); err != nil {
		return err
	}
	f, err := describe(full, name)
	f.Year = y.year
	y.written(f)
	return err
}

func yearFolder(year int) string { return fmt.Sprintf("year=%04d", year) }

// look sees every fact of a year, in the order of the base: it notes which
// codes and months there are and which facts repeat the one before.
type look struct {
	y     *yearBuild
	used  [keyColumns][]bool
	last  [keyColumns]uint32
	begun bool
	spans []facts.Span
	same  int64
	first []Fact
}

func newLook(y *yearBuild) *look {
	l := &look{y: y}
	for c := range l.used {
		l.used[c] = make([]bool, len(y.coding.codes[c]))
	}
	return l
}

func (l *look) add(b *rows) {
	for c := range l.used {
		if _, same := l.y.runs.same(c); c == colMonth || same && l.begun {
			continue
		}
		used := l.used[c]
		for _, rank := range b.keys[c][:b.n] {
			used[rank] = true
		}
	}
	for i := range b.n {
		if !l.begun && i == 0 || l.differs(b, i, colReporter) || l.differs(b, i, colFlow) || l.differs(b, i, colRegion) {
			l.spans = append(l.spans, l.span(b, i))
		} else if !l.differs(b, i, colPartner) && !l.differs(b, i, colProduct) && l.repeats(b, i) {
			if l.same++; len(l.first) < mostRepeats {
				l.first = append(l.first, l.fact(b, i))
			}
		}
		s := &l.spans[len(l.spans)-1]
		if m := b.keys[colMonth][i]; m > 0 {
			s.Months |= 1 << (m - 1)
		} else {
			s.Months = 1<<12 - 1
		}
		s.Rows++
		s.Value += trade.Amount(b.value[i])
	}
	if b.n > 0 {
		l.begun = true
		for c := range l.last {
			l.last[c] = b.keys[c][b.n-1]
		}
	}
}

// differs reports whether a row has another code than the one before, which may
// have been the last of another batch.
func (l *look) differs(b *rows, i, col int) bool {
	if i == 0 {
		return b.keys[col][0] != l.last[col]
	}
	return b.keys[col][i] != b.keys[col][i-1]
}

func (l *look) repeats(b *rows, i int) bool {
	for c := range l.last {
		if l.differs(b, i, c) {
			return false
		}
	}
	return true
}

func (l *look) span(b *rows, i int) facts.Span {
	f := l.fact(b, i)
	return facts.Span{Flow: f.Flow, Reporter: f.Reporter, Region: f.Region, Year: f.Year}
}

func (l *look) fact(b *rows, i int) Fact {
	code := func(col int) string { return l.y.coding.codes[col][b.keys[col][i]] }
	f := Fact{
		Flow: trade.Flow(code(colFlow)), Year: l.y.year, Month: int(b.keys[colMonth][i]),
		Reporter: code(colReporter), Region: code(colRegion), Partner: code(colPartner), Product: code(colProduct),
		Edition: code(colEdition), Port: code(colPort), Industry: code(colIndustry), Sector: code(colSector),
		Value: b.value[i], Rest: int32(b.rest[i]),
	}
	if b.grams[i] >= 0 {
		f.Grams, f.HasWeight = b.grams[i], true
	}
	return f
}

func (l *look) finish(info *yearInfo) {
	info.Coverage, info.Repeats, info.First = l.spans, l.same, l.first
	info.Codes = map[facts.Dim][]string{}
	for c, used := range l.used {
		if c == colMonth || !l.y.shape.has(c) {
			continue
		}
		for rank, is := range used {
			if is {
				info.Codes[keyDims[c]] = append(info.Codes[keyDims[c]], l.y.coding.codes[c][rank])
			}
		}
	}
}
