package report

import (
	"io"
	"strconv"
	"strings"
	"time"

	"muara/internal/i18n"
)

// StatementDOCX writes a statement as a text document for editing and letter
// heads. links leads numbers to their figure pages; nil leaves them unlinked.
func StatementDOCX(w io.Writer, st *Statement, p i18n.Printer, links Links) error {
	d := Lay(st, p)
	doc := &docx{
		title: d.Title, subject: d.Kicker, creator: d.Office, footer: d.Kicker + " · " + p.Text(st.Region),
		lang:    "id-ID",
		created: time.Date(st.Composed.Year, time.Month(st.Composed.Month), st.Composed.Day, 0, 0, 0, 0, time.UTC),
	}
	if p.Lang == i18n.EN {
		doc.lang = "en-GB"
	}
	doc.paragraph(styleKicker, "", run{text: d.Kicker})
	doc.paragraph(styleOffice, "", run{text: d.Office})
	doc.paragraph(styleTitle, "", run{text: d.Title})
	for _, b := range d.Blocks {
		doc.block(b, links)
	}
	return doc.write(w)
}

func (d *docx) block(b Block, links Links) {
	style := styleBody
	if b.Small {
		style = styleSmall
	}
	switch b.Kind {
	case Heading:
		d.paragraph(styleHeading, "", runs(b.Spans, links)...)
	case Paragraph:
		d.paragraph(style, "", runs(b.Spans, links)...)
	case Bullets:
		for _, item := range b.Items {
			d.item(listBullets, style, "", runs(item, links)...)
		}
	case Numbered:
		for i, item := range b.Items {
			d.item(listNumbered, style, sourceMark(i+1), runs(item, links)...)
		}
	case Figures:
		d.paragraph(styleCaption, "", runs(b.Spans, links)...)
		var rows [][][]run
		for _, row := range b.Rows {
			var cells [][]run
			for _, c := range row {
				cells = append(cells, runs(c, links))
			}
			rows = append(rows, cells)
		}
		d.table(b.Head, rows)
	}
}

func sourceMark(n int) string { return "source" + strconv.Itoa(n) }

func runs(spans []Span, links Links) []run {
	var out []run
	alone := onlyNotes(spans) // a cell of notes needs no raised figures
	for _, s := range spans {
		switch {
		case s.Sep:
			out = append(out, run{text: s.Text, super: !alone})
		case s.Note > 0:
			out = append(out, run{text: strconv.Itoa(s.Note), super: !alone, anchor: sourceMark(s.Note)})
		case s.Text == "":
		case s.Ref != nil && links != nil:
			out = append(out, run{text: unbroken(s.Text), figure: true, href: links(*s.Ref)})
		case s.Ref != nil:
			out = append(out, run{text: unbroken(s.Text)})
		default:
			out = append(out, run{text: s.Text, bold: s.Bold, href: s.Href})
		}
	}
	return out
}

// onlyNotes reports whether nothing but notes stands in a run of spans.
func onlyNotes(spans []Span) bool {
	for _, s := range spans {
		if s.Note == 0 && !s.Sep {
			return false
		}
	}
	return len(spans) > 0
}

// unbroken keeps a number and its unit on one line.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }
