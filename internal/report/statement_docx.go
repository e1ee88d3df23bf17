package report

import (
	"io"
	"strconv"
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
	for i, s := range spans {
		switch {
		case s.Note > 0:
			n := strconv.Itoa(s.Note)
			if i > 0 && spans[i-1].Note > 0 {
				out = append(out, run{text: ", ", super: true})
			}
			out = append(out, run{text: n, super: true, anchor: sourceMark(s.Note)})
		case s.Text == "":
		case s.Ref != nil && links != nil:
			out = append(out, run{text: s.Text, figure: true, href: links(*s.Ref)})
		default:
			out = append(out, run{text: s.Text, bold: s.Bold, href: s.Href})
		}
	}
	return out
}
