package ingest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"muara/internal/trade"
)

// Report is what an inspection found in one file, or one member of an archive.
type Report struct {
	File       string
	Kind       Kind // empty where the file was not recognised
	Layout     trade.Text
	Advice     trade.Text // of a Reference: what to do with it
	Accepted   int
	Refused    int
	LeftOut    []Counted // rows understood and left out, most first
	Warnings   []Counted // remarks on rows that were taken, most first
	Totals     []Total
	Products   int // distinct codes
	Partners   int // distinct partners, without the World
	Unknown    []UnknownCode
	Repeated   int       // rows whose cell (flow, places, product, period, port, industry) came before
	Identical  int       // of these, with the same value and weight too
	Unchecked  int       // rows not compared with others, because there were too many
	FirstTwice []int     // rows of the first few repetitions
	Refusals   []Refusal // the first Keep; all of them go to Options.Refused
}

// Read is how many rows of trade were met: taken, left out or refused.
func (r *Report) Read() int {
	n := r.Accepted + r.Refused
	for _, l := range r.LeftOut {
		n += l.Rows
	}
	return n
}

// Counted is a remark with the number of rows that it is on.
type Counted struct {
	Remark
	Rows int
}

// Total is a sum over rows that may be added: of one flow, period, level of
// the HS, edition and margin, and either of partners or of the World.
type Total struct {
	Flow    trade.Flow // may be empty
	Period  trade.Period
	Level   int // digits of the codes; 0 for all goods
	Edition string
	World   bool
	Margin  Margin
	NonOil  bool
	Rows    int
	Value   trade.Amount // US cents, rounded once
	Grams   int64
	Weighed int // rows with a weight

	rest int64 // millionths of a cent that Value still lacks
}

// UnknownCode is a code that our lists do not have.
type UnknownCode struct {
	Column string // product, edition (a product that its edition does not have), reporter, partner
	Code   string
	Rows   int
}

// mostUnknown is how many unknown codes are kept, and Keep how many refusals.
const (
	mostUnknown = 1000
	Keep        = 1000
)

// Inspect reads a file from end to end and says what it holds. Each refusal is
// also handed to refused, which may be nil. There is one report for each file
// in an archive.
func Inspect(ctx context.Context, src Source, opt Options, refused func(Refusal)) ([]*Report, error) {
	return inspect(refused, func(sink Sink) error { return Read(ctx, src, opt, sink) })
}

// InspectMapped does the same with a table that a mapping reads.
func InspectMapped(ctx context.Context, src Source, m Mapping, opt Options, refused func(Refusal)) ([]*Report, error) {
	return inspect(refused, func(sink Sink) error { return ReadMapped(ctx, src, m, opt, sink) })
}

func inspect(refused func(Refusal), read func(Sink) error) ([]*Report, error) {
	in := &inspector{files: map[string]*inspection{}, refused: refused}
	err := read(Sink{
		Row: in.row, Refuse: in.refuse, Found: in.found,
		Remark: func(r Remark) { in.now.warnings[r.Code] = counted(in.now.warnings[r.Code], r) },
		Leave:  func(r Remark) { in.now.left[r.Code] = counted(in.now.left[r.Code], r) },
	})
	out := make([]*Report, 0, len(in.order))
	for _, i := range in.order {
		out = append(out, i.finish())
	}
	return out, err
}

func counted(c Counted, r Remark) Counted { return Counted{r, c.Rows + 1} }

type inspector struct {
	files   map[string]*inspection
	order   []*inspection
	now     *inspection
	refused func(Refusal)
}

// file starts or returns the report on a file.
func (in *inspector) file(name string) *inspection {
	i, ok := in.files[name]
	if !ok {
		i = newInspection(name)
		in.files[name] = i
		in.order = append(in.order, i)
	}
	in.now = i
	return i
}

func (in *inspector) found(f Found) {
	i := in.file(f.File)
	i.report.Kind, i.report.Layout, i.report.Advice = f.Kind, f.Layout, f.Advice
}

func (in *inspector) refuse(r Refusal) {
	i := in.file(r.File)
	if i.report.Refused++; len(i.report.Refusals) < Keep {
		i.report.Refusals = append(i.report.Refusals, r)
	}
	if in.refused != nil {
		in.refused(r)
	}
}

func (in *inspector) row(r *Row) error {
	in.now.row(r)
	return nil
}

// totalKey is what must be equal for rows to be added.
type totalKey struct {
	flow    trade.Flow
	period  trade.Period
	level   int
	edition string
	world   bool
	margin  Margin
	nonOil  bool
}

// productKey is a code with its edition: the same digits may mean other goods
// in another edition.
type productKey struct{ code, edition string }

type inspection struct {
	report   *Report
	warnings map[string]Counted
	left     map[string]Counted
	totals   map[totalKey]*Total
	lastKey  totalKey
	last     *Total
	products map[productKey]*int // rows by code; shared with unknown codes
	partners map[Place]*int
	reporter map[Place]*int
	lastProd productKey
	prodRows *int
	lastPart Place
	partRows *int
	lastRep  Place
	repRows  *int
	seen     *seen
}

func newInspection(name string) *inspection {
	return &inspection{
		report: &Report{File: name}, warnings: map[string]Counted{}, left: map[string]Counted{},
		totals: map[totalKey]*Total{}, products: map[productKey]*int{}, partners: map[Place]*int{}, reporter: map[Place]*int{},
		seen: new(seen),
	}
}

// row counts a row. Files come sorted or nearly so: what the last row looked
// up is tried first.
func (i *inspection) row(r *Row) {
	i.report.Accepted++
	k := totalKey{r.Flow, r.Period, len(r.Product), r.Edition, r.World, r.Margin, r.NonOil}
	if i.last == nil || k != i.lastKey {
		t, ok := i.totals[k]
		if !ok {
			t = &Total{Flow: k.flow, Period: k.period, Level: k.level, Edition: k.edition, World: k.world, Margin: k.margin, NonOil: k.nonOil}
			i.totals[k] = t
		}
		i.last, i.lastKey = t, k
	}
	i.last.Rows++
	i.last.Value += r.Value
	i.last.rest += int64(r.Rest)
	if r.HasWeight {
		i.last.Weighed++
		i.last.Grams += r.Grams
	}
	if p := (productKey{r.Product, r.Edition}); i.prodRows == nil || i.lastProd != p {
		i.lastProd, i.prodRows = p, counter(i.products, p)
	}
	*i.prodRows++
	if i.partRows == nil || i.lastPart != r.Partner {
		i.lastPart, i.partRows = r.Partner, counter(i.partners, r.Partner)
	}
	*i.partRows++
	if i.repRows == nil || i.lastRep != r.Reporter {
		i.lastRep, i.repRows = r.Reporter, counter(i.reporter, r.Reporter)
	}
	*i.repRows++
	if key, amounts := hash(r); !i.seen.add(key, amounts, r.Line) {
		i.report.Unchecked++
	}
}

func counter[K comparable](m map[K]*int, k K) *int {
	n, ok := m[k]
	if !ok {
		n = new(int)
		m[k] = n
	}
	return n
}

// finish sorts what was counted.
func (i *inspection) finish() *Report {
	r := i.report
	r.Repeated, r.Identical, r.FirstTwice = i.seen.count()
	i.seen = nil
	r.Warnings, r.LeftOut = mostFirst(i.warnings), mostFirst(i.left)
	for _, t := range i.totals {
		t.Value += trade.Amount(math.Round(float64(t.rest) / microCent))
		r.Totals = append(r.Totals, *t)
	}
	slices.SortFunc(r.Totals, func(a, b Total) int {
		return cmp.Or(cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.Period.From, b.Period.From), cmp.Compare(a.Period.To, b.Period.To),
			cmp.Compare(a.Level, b.Level), cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.Margin, b.Margin),
			cmp.Compare(truth(a.World), truth(b.World)), cmp.Compare(truth(a.NonOil), truth(b.NonOil)))
	})
	r.Products = i.checkProducts(r)
	for p, n := range i.partners {
		if p == (Place{}) || isWorld(p) {
			continue
		}
		r.Partners++
		if !knownPlace(p) {
			r.Unknown = append(r.Unknown, UnknownCode{"partner", cmp.Or(p.Code, p.Name), *n})
		}
	}
	for p, n := range i.reporter {
		if p != (Place{}) && !knownPlace(p) {
			r.Unknown = append(r.Unknown, UnknownCode{"reporter", cmp.Or(p.Code, p.Name), *n})
		}
	}
	slices.SortFunc(r.Unknown, func(a, b UnknownCode) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Code, b.Code))
	})
	r.Unknown = r.Unknown[:min(len(r.Unknown), mostUnknown)]
	return r
}

// checkProducts lists the codes that nobody knows and those that the edition
// which the file states does not have, and counts the codes.
func (i *inspection) checkProducts(r *Report) int {
	codes := map[string]bool{}
	for p, n := range i.products {
		if p.code == "" {
			continue
		}
		codes[p.code] = true
		if !knownProduct(p.code) {
			r.Unknown = append(r.Unknown, UnknownCode{"product", p.code, *n})
		} else if !inEdition(p.code, p.edition) {
			r.Unknown = append(r.Unknown, UnknownCode{"edition", p.code + " (" + p.edition + ")", *n})
		}
	}
	return len(codes)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func mostFirst(m map[string]Counted) []Counted {
	return slices.SortedFunc(maps.Values(m), func(a, b Counted) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Code, b.Code))
	})
}
