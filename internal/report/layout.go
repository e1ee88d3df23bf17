package report

import (
	"slices"
	"strings"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// Doc is a statement in a reader's language: what every writer prints.
type Doc struct {
	Lang    i18n.Lang
	Kicker  string // what the document is: press statement
	Office  string
	Title   string
	Head    []Span // the title with its links
	Blocks  []Block
	Created trade.Date
}

// Block is a piece of a document. Exactly one of its contents is set.
type Block struct {
	Kind  BlockKind
	ID    string   // of a heading, for links within the document
	Spans []Span   // heading, paragraph, caption
	Items [][]Span // bullets, sources
	Head  []string // table
	Rows  [][][]Span
	Small bool // printed smaller: notes and sources
}

// BlockKind says what a block is.
type BlockKind string

// The kinds of block.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	Bullets   BlockKind = "bullets"
	Numbered  BlockKind = "numbered" // the sources: note n is item n
	Figures   BlockKind = "table"
)

// Span is a run of text. A number carries the reference to its figure.
type Span struct {
	Text string
	Ref  *Ref   // the figure that explains the number
	Href string // another address
	Note int    // number of a source, from 1; Text is empty
	Sep  bool   // the comma between two notes
	Bold bool
	Code bool // an identifier, not a word
	Mark bool // the sign behind a number that was not published as such
}

// Ref names a figure: the series and period of its page.
type Ref struct {
	Series   trade.Series
	Period   trade.Period
	Fragment string // like-for-like, share, or empty
}

// Links gives the address of a figure's page; nil where there is no site to
// link to.
type Links func(Ref) string

// The marks behind a number that was not published as such.
const (
	MarkDerived     = "*"
	MarkConflicting = "†"
)

// The fragments of a figure page that growth and shares link to.
const (
	likeForLike = "like-for-like"
	shareOf     = "share"
)

// layout puts sentences into a language.
type layout struct{ i18n.Printer }

// Lay puts a statement into a reader's language and unit.
func Lay(st *Statement, p i18n.Printer) Doc {
	l := &layout{p}
	head := unmarked(st.Title.lay(l))
	d := Doc{Lang: p.Lang, Kicker: p.T("statement.kicker"), Office: p.Text(st.Office),
		Title: plain(head), Head: head, Created: st.Composed}
	for i, s := range st.Sections {
		d.Blocks = append(d.Blocks, l.section(s, i == 0, st)...)
	}
	if len(st.Sources) > 0 {
		d.Blocks = append(d.Blocks,
			Block{Kind: Heading, ID: "sources", Spans: []Span{{Text: p.T("statement.sources")}}},
			l.sources(st))
	}
	return d
}

func (l *layout) section(s Section, lead bool, st *Statement) []Block {
	var out []Block
	if s.Heading.Key != "" {
		out = append(out, Block{Kind: Heading, ID: s.ID, Spans: s.Heading.lay(l)})
	}
	for i, para := range s.Paragraphs {
		b := Block{Kind: Paragraph, Spans: l.paragraph(para), Small: s.ID == "notes"}
		if lead && i == 0 {
			b.Spans = append([]Span{{Text: l.dateline(st), Bold: true}}, b.Spans...)
		}
		out = append(out, b)
	}
	if len(s.Bullets) > 0 {
		b := Block{Kind: Bullets, Small: s.ID == "notes" || s.ID == "computed"}
		for _, item := range s.Bullets {
			b.Items = append(b.Items, append(item.lay(l), notes(item)...))
		}
		out = append(out, b)
	}
	if s.Table != nil {
		out = append(out, l.table(s.Table))
	}
	return out
}

// dateline writes PALANGKA RAYA, 23 November 2026 –
func (l *layout) dateline(st *Statement) string {
	return l.T("statement.dateline", strings.ToUpper(l.Text(st.Place)), l.Date(st.Composed)) + " "
}

// paragraph sets sentences one after the other, each with the notes of its
// sources behind it.
func (l *layout) paragraph(sentences []Sentence) []Span {
	var out []Span
	for i, s := range sentences {
		if i > 0 {
			out = append(out, Span{Text: " "})
		}
		out = append(append(out, s.lay(l)...), notes(s)...)
	}
	return out
}

func notes(s Sentence) []Span {
	var out []Span
	for i, n := range s.Notes {
		if i > 0 {
			out = append(out, Span{Text: ", ", Sep: true})
		}
		out = append(out, Span{Note: n})
	}
	return out
}

func (l *layout) table(g *Grid) Block {
	b := Block{Kind: Figures, Spans: g.Caption.lay(l)}
	for _, h := range g.Head {
		b.Head = append(b.Head, plain(h.lay(l)))
	}
	for _, row := range g.Rows {
		var cells [][]Span
		for _, c := range row {
			cells = append(cells, append(c.lay(l), notes(c)...))
		}
		b.Rows = append(b.Rows, cells)
	}
	return b
}

func (l *layout) sources(st *Statement) Block {
	b := Block{Kind: Numbered, Small: true}
	for _, s := range st.Sources {
		text := s.Publisher
		if !s.Published.IsZero() {
			text += ", " + l.Date(s.Published)
		}
		spans := []Span{{Text: text + ". "}}
		if isAddress(s.URL) {
			spans = append(spans, Span{Text: s.URL, Href: s.URL})
		} else {
			spans = append(spans, Span{Text: s.URL})
		}
		b.Items = append(b.Items, spans)
	}
	return b
}

// plain is the text of spans without links and notes.
func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// unmarked drops the signs behind numbers, for a heading.
func unmarked(spans []Span) []Span {
	return slices.DeleteFunc(spans, func(s Span) bool { return s.Mark })
}

// mark is the sign behind a number that was not published as such.
func mark(s ledger.Status) string {
	switch s {
	case ledger.Derived:
		return MarkDerived
	case ledger.Conflicting:
		return MarkConflicting
	default:
		return ""
	}
}

// text is a single run of words.
func text(s string) []Span { return []Span{{Text: s}} }
