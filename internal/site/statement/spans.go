package statement

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"muara/internal/i18n"
	"muara/internal/report"
)

// spans writes runs of text; each number leads to its figure, each note to its
// source. It is written by hand because between a number and its mark no space
// may stand.
func spans(p *page, list []report.Span) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, s := range list {
			p.write(&b, s)
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func (p *page) write(b *strings.Builder, s report.Span) {
	text := templ.EscapeString(s.Text)
	switch {
	case s.Sep:
		b.WriteString(`<sup>` + text + `</sup>`)
	case s.Note > 0:
		n := strconv.Itoa(s.Note)
		name := i18n.Printer{Lang: p.lang}.T("statement.note", s.Note)
		b.WriteString(`<sup><a href="#` + sourceID(s.Note) + `" aria-label="` + templ.EscapeString(name) + `">` + n + `</a></sup>`)
	case s.Ref != nil:
		b.WriteString(`<a class="fig num" href="` + templ.EscapeString(p.figure(*s.Ref)) + `">` + text + `</a>`)
	case s.Href != "":
		b.WriteString(`<a class="source" rel="nofollow" href="` + templ.EscapeString(string(templ.URL(s.Href))) + `">` + text + `</a>`)
	case s.Code:
		b.WriteString(`<code>` + text + `</code>`)
	case s.Bold:
		b.WriteString(`<b>` + text + `</b>`)
	default:
		b.WriteString(text)
	}
}

func sourceID(n int) string { return "s" + strconv.Itoa(n) }

func plain(list []report.Span) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Text)
	}
	return b.String()
}
