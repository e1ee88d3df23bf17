package report

import (
	"bytes"
	"html/template"
	"io"

	_ "embed" // the page's template

	"muara/internal/i18n"
)

//go:embed statement.html
var statementHTML string

// StatementHTML writes a statement as one self-contained page that prints on
// A4. links leads numbers to their figure pages; nil leaves them unlinked.
func StatementHTML(w io.Writer, st *Statement, p i18n.Printer, links Links) error {
	t, err := template.New("statement").Funcs(template.FuncMap{
		"figure": func(r *Ref) string {
			if r == nil || links == nil {
				return ""
			}
			return links(*r)
		},
		"unbroken": unbroken,
		"inc":      func(i int) int { return i + 1 },
		"note":     func(n int) string { return p.T("statement.note", n) },
	}).Parse(statementHTML)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, Lay(st, p)); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
