package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"muara/internal/i18n"
)

// textWidth is the longest line of the plain text: it fits an e-mail.
const textWidth = 78

// StatementTXT writes a statement as plain text: UTF-8, lines of at most 78
// characters (addresses and tables may be longer), notes as [1].
func StatementTXT(w io.Writer, st *Statement, p i18n.Printer) error {
	d := Lay(st, p)
	var b bytes.Buffer
	b.WriteString(strings.ToUpper(d.Kicker) + "\n")
	b.WriteString(wrap(d.Office, "", "") + "\n\n")
	b.WriteString(wrap(d.Title, "", "") + "\n")
	b.WriteString(strings.Repeat("=", min(textWidth, utf8.RuneCountInString(d.Title))) + "\n")
	for _, block := range d.Blocks {
		writeTXTBlock(&b, block)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeTXTBlock(b *bytes.Buffer, block Block) {
	b.WriteString("\n")
	switch block.Kind {
	case Heading:
		head := txtSpans(block.Spans)
		b.WriteString(wrap(head, "", "") + "\n" + strings.Repeat("-", min(textWidth, utf8.RuneCountInString(head))) + "\n")
	case Paragraph:
		b.WriteString(wrap(txtSpans(block.Spans), "", "") + "\n")
	case Bullets:
		for _, item := range block.Items {
			b.WriteString(wrap(txtSpans(item), "- ", "  ") + "\n")
		}
	case Numbered:
		for i, item := range block.Items {
			b.WriteString(wrap(txtSpans(item), fmt.Sprintf("[%d] ", i+1), "    ") + "\n")
		}
	case Figures:
		b.WriteString(wrap(txtSpans(block.Spans), "", "") + "\n\n")
		writeTXTTable(b, block)
	}
}

// txtSpans writes spans without links. Notes that follow one another share
// their brackets: [1, 2].
func txtSpans(spans []Span) string {
	var b strings.Builder
	for i, s := range spans {
		if s.Note == 0 {
			b.WriteString(s.Text)
			continue
		}
		if i == 0 || !spans[i-1].Sep {
			b.WriteString(" [")
		}
		b.WriteString(strconv.Itoa(s.Note))
		if i+1 == len(spans) || !spans[i+1].Sep {
			b.WriteString("]")
		}
	}
	return b.String()
}

func writeTXTTable(b io.StringWriter, block Block) {
	rows := [][]string{block.Head}
	for _, r := range block.Rows {
		var cells []string
		for _, c := range r {
			cells = append(cells, strings.TrimSpace(txtSpans(c)))
		}
		rows = append(rows, cells)
	}
	widths := make([]int, len(block.Head))
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	total := 2 * (len(widths) - 1)
	for _, n := range widths {
		total += n
	}
	for i, r := range rows {
		for j, c := range r {
			pad := strings.Repeat(" ", widths[j]-utf8.RuneCountInString(c))
			switch {
			case j == 0:
				b.WriteString(c + pad)
			default:
				b.WriteString("  " + pad + c)
			}
		}
		b.WriteString("\n")
		if i == 0 {
			b.WriteString(strings.Repeat("-", total) + "\n")
		}
	}
}

// wrap breaks a text into lines at spaces; first stands before the first line
// and next before the others. A word longer than a line stays whole.
func wrap(s, first, next string) string {
	var b strings.Builder
	b.WriteString(first)
	column := utf8.RuneCountInString(first)
	start := true
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case start:
		case column+1+n > textWidth:
			b.WriteString("\n" + next)
			column = utf8.RuneCountInString(next)
		default:
			b.WriteString(" ")
			column++
		}
		b.WriteString(word)
		column += n
		start = false
	}
	return b.String()
}
