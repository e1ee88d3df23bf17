// Package loaded shows what the loaded data sets say of a commodity or a
// country, below the published figures of their pages: a block for each data
// set, under its name, release, source and period, every number a link to the
// view of the explorer that gives it.
package loaded

import (
	"slices"
	"strings"

	"muara/internal/chart"
	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/profile"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// keyFlow is the key of the query that turns the blocks to imports.
const keyFlow = "flow"

// Flow reads which flow the reader wants to see.
func Flow(r *ui.Request) (trade.Flow, error) {
	switch f := r.Query.Get(keyFlow); f {
	case "", string(trade.Export):
		return trade.Export, nil
	case string(trade.Import):
		return trade.Import, nil
	default:
		if n := []rune(f); len(n) > 40 {
			f = string(n[:40]) + "..."
		}
		return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "Arus barang “" + f + "” tidak dikenal; tulis flow=export atau flow=import.",
			EN: "The flow “" + f + "” is not known; write flow=export or flow=import.",
		}}
	}
}

// Subject is what a page is about.
type Subject struct {
	Name    string // in the reader's language
	Code    string // of goods
	Country bool   // an area of partners; else goods
	Bloc    bool
	Members []string // of a bloc
	Wide    bool     // goods of many chapters: an extract of a few must say so
}

// Blocks are the data sets of one page.
type Blocks struct {
	R       *ui.Request
	Flow    trade.Flow
	Told    []*Block
	Silent  []*profile.View
	Links   bool // some data set or nomenclature is loaded: pages beyond those of published figures have something to show
	subject Subject
	mapped  bool // a block has a map already
	tiled   int  // blocks with tiles
}

// New prepares the blocks of a page.
func New(r *ui.Request, flow trade.Flow, s Subject, views []*profile.View, names bool) *Blocks {
	b := &Blocks{R: r, Flow: flow, Silent: profile.Silent(views), Links: len(views) > 0 || names, subject: s}
	for _, v := range views {
		if v.Why != "" {
			continue
		}
		one := &Block{Blocks: b, V: v}
		one.units = one.chosenUnits()
		one.draw()
		b.Told = append(b.Told, one)
	}
	return b
}

// Any reports whether some data set tells something.
func (b *Blocks) Any() bool { return len(b.Told) > 0 }

// None reports whether no data set is loaded at all.
func (b *Blocks) None() bool { return len(b.Told)+len(b.Silent) == 0 }

// Charts are the pictures of all blocks, for downloads.
func (b *Blocks) Charts() []chart.Chart {
	var out []chart.Chart
	for _, one := range b.Told {
		for _, c := range []*chart.Chart{one.years, one.months, one.partners, one.goods, one.sellers, one.buyers} {
			if c != nil {
				out = append(out, *c)
			}
		}
	}
	return out
}

// Block is what one data set says.
type Block struct {
	*Blocks
	V     *profile.View
	units units

	years, months, partners, goods, sellers, buyers *chart.Chart // nil where there is nothing to draw
}

// id is a name for a part of the block, unique on the page.
func (b *Block) id(part string) string { return b.V.Set.ID + "-" + part }

// flowName is the flow in the middle of a sentence.
func (b *Blocks) flowName() string { return b.R.Flow(b.Flow) }

// whose names whose trade a block is about: ekspor Indonesia, impor Indonesia
// dari Jepang.
func (b *Block) whose() string {
	what := b.whoseShort()
	if b.subject.Country {
		return b.R.T("loaded.with."+string(b.Flow), what, b.subject.Name)
	}
	return what
}

// whoseShort leaves out the partner.
func (b *Block) whoseShort() string {
	r, who := b.R, ""
	switch {
	case b.V.Region != "":
		who = r.Text(r.Facts.Name(facts.Region, b.V.Region, ""))
	case b.V.Reporter != "":
		who = r.Text(r.Facts.Name(facts.Reporter, b.V.Reporter, ""))
	case slices.Contains(b.V.Schema.Dims, facts.Region):
		who = r.T("loaded.all.regions")
	default:
		who = r.T("loaded.all.reporters")
	}
	what := r.T("loaded.whose", b.flowName(), who)
	if b.subject.Country && len(b.V.Chapters) > 0 {
		return r.T("loaded.chapters", what, r.List(b.V.Chapters))
	}
	return what
}

// newest is the period that the breakdowns cover, in words.
func (b *Block) newest() string {
	parts := make([]string, len(b.V.Newest))
	for i, p := range b.V.Newest {
		parts[i] = b.R.Period(p)
	}
	return b.R.List(parts)
}

// origin says where the numbers of a block come from.
func (b *Block) origin() string {
	r, v := b.R, b.V
	parts := []string{r.T("loaded.release", b.releaseDate())}
	if c := b.covers(); c != "" {
		parts = append(parts, r.T("loaded.covers", c))
	}
	if s := r.Text(v.Set.Source); s != "" {
		parts = append(parts, r.T("loaded.source", s))
	}
	return strings.Join(parts, " · ")
}

func (b *Block) releaseDate() string {
	made := b.V.Set.Manifest.Made
	y, m, d := made.Date()
	return b.R.Date(trade.Date{Year: y, Month: int(m), Day: d})
}

// covers is from when to when the data set has what the block shows.
func (b *Block) covers() string {
	var from, to trade.Month
	for _, y := range b.V.Schema.Years() {
		for _, run := range profile.Runs(y, b.monthsOf(y)) {
			if from == 0 {
				from = run.From
			}
			to = run.To
		}
	}
	if from == 0 {
		return ""
	}
	return b.R.Period(trade.Period{From: from, To: to})
}

// partial is how many months of a year there are, 0 for all.
func (b *Block) partial(year int) int {
	n := 0
	for _, run := range profile.Runs(year, b.monthsOf(year)) {
		n += run.Months()
	}
	if n == 12 {
		return 0
	}
	return n
}

func (b *Block) monthsOf(year int) uint16 { return b.V.MonthsOf(year) }

// remarks are what a reader must know of a block.
func (b *Block) remarks() []string {
	r, v := b.R, b.V
	var out []string
	if v.Turned {
		out = append(out, r.T("loaded.turned", r.Text(refdata.PlaceName(v.Reporter))))
	}
	if v.Region != "" && !v.Own {
		out = append(out, r.T("loaded.other-region", r.RegionName()))
	}
	if len(v.Chapters) > 0 && b.subject.Wide {
		out = append(out, r.T("loaded.extract", r.List(v.Chapters)))
	}
	if some := b.membersThere(); len(some) > 0 {
		out = append(out, r.T("loaded.members.some", r.List(some)))
	}
	if !v.Whole() && len(v.Newest) > 0 {
		out = append(out, r.T("loaded.partial", b.newest()))
	}
	if e := v.Schema.Codes[facts.Edition]; len(e) > 1 && !b.subject.Country {
		out = append(out, r.T("loaded.editions", r.List(e)))
	}
	if m := v.Set.Manifest; m != nil && m.Converted != nil {
		out = append(out, r.T("loaded.converted", r.List(m.Converted.From), m.Converted.To))
	}
	if v.Partners.Len() == 1 && v.Partners.Code(0) == "WLD" {
		out = append(out, r.T("loaded.world-only"))
	}
	return out
}

// membersThere names the members of a bloc that a data set knows, where it does
// not know all of them.
func (b *Block) membersThere() []string {
	known := b.V.Schema.Codes[facts.Partner]
	if b.V.Turned {
		known = b.V.Schema.Codes[facts.Reporter]
	}
	var out []string
	for _, m := range b.subject.Members {
		if slices.Contains(known, m) {
			out = append(out, b.label(facts.Partner, m))
		}
	}
	if len(out) == len(b.subject.Members) || len(out) > 8 {
		return nil // all of them, or so many that the list would not be read
	}
	return out
}

// label names a code.
func (b *Blocks) label(d facts.Dim, code string) string {
	if d == facts.Month {
		if m, err := trade.ParseMonth(code); err == nil {
			return b.R.MonthShort(m) + " " + code[:4]
		}
	}
	if d == facts.Year || d == facts.Month {
		return code
	}
	return i18n.Capital(b.R.Text(b.R.Facts.Name(d, code, "")))
}

// page is the page of a code, empty where it has none.
func (b *Blocks) page(d facts.Dim, code string) string {
	if code == facts.Unspecified || code == "WLD" {
		return ""
	}
	href := ""
	switch d {
	case facts.Chapter, facts.Heading, facts.Subheading, facts.Product:
		href = b.R.Href(ui.Commodity, code)
	case facts.Partner, facts.Reporter:
		href = b.R.Href(ui.Destination, code)
	}
	return b.turned(href)
}

// turned keeps the flow that the reader looks at.
func (b *Blocks) turned(href string) string {
	if b.Flow == trade.Export || href == "" {
		return href
	}
	sep := "?"
	if strings.Contains(href, "?") {
		sep = "&"
	}
	return href + sep + keyFlow + "=" + string(b.Flow)
}

func coded(d facts.Dim) bool {
	return d == facts.Chapter || d == facts.Heading || d == facts.Subheading || d == facts.Product
}
