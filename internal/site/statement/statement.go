// Package statement is the page of the public statement: the reader chooses
// the years and the language, reads the text with every figure linked to its
// page, prints it or takes it away as a file.
package statement

import (
	"io"
	"net/http"
	"strconv"

	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/report"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Routes returns the routes of the page.
func Routes() []ui.Route { return []ui.Route{{Page: ui.Statement, Handler: show}} }

// keyLang chooses the language of the text; absent it is that of the page.
const keyLang = "lang"

func show(r *ui.Request) (*ui.View, error) {
	span, err := r.Office.StatementSpan(r.AsOf)
	if err != nil {
		return nil, err
	}
	p := &page{r: r, span: span, lang: language(r)}
	st, err := p.compose()
	if trade.CodeOf(err) == trade.Invalid {
		return p.refused(err), nil
	}
	if err != nil {
		return nil, err
	}
	p.doc = report.Lay(st, p.printer())
	return &ui.View{
		Title:       r.T("statement.page.title", p.doc.Title),
		Description: r.T("statement.page.description", r.RegionName()),
		Body:        body(p),
		Files:       p.files(st),
	}, nil
}

// page is what the body shows.
type page struct {
	r      *ui.Request
	span   trade.Period // what can be asked for
	from   int          // first year, as the form shows it
	to     trade.Month  // last month
	lang   i18n.Lang
	doc    report.Doc
	reason string // why there is no statement
}

func language(r *ui.Request) i18n.Lang {
	if l, ok := i18n.ParseLang(r.Query.Get(keyLang)); ok {
		return l
	}
	return r.Lang
}

// compose reads the range from the query; an end that is left open is that of
// the unbroken run up to the last known balance, as far as it fits.
func (p *page) compose() (*report.Statement, error) {
	from, to := p.r.Query.Get(ui.KeyFrom), p.r.Query.Get(ui.KeyTo)
	d, err := p.r.Office.StatementDefault(p.r.AsOf)
	if err != nil {
		return nil, err
	}
	// The form shows what was asked for as far as it can be read.
	p.from, p.to = d.From.Year(), d.To
	if asked, err := trade.ParsePeriod(to); err == nil {
		p.to = max(min(asked.To, p.span.To), p.span.From)
	}
	if asked, err := trade.ParsePeriod(from); err == nil {
		p.from = asked.From.Year()
	} else if from == "" && p.to < d.From {
		p.from = p.span.From.Year()
	}
	if from == "" {
		from = strconv.Itoa(p.from)
	}
	if to == "" {
		to = p.to.String()
	}
	asked, err := office.StatementPeriod(from, to)
	if err != nil {
		return nil, err
	}
	return p.r.Office.Statement(asked, p.r.AsOf)
}

// refused shows the form again with what is wrong with it. Downloads of the
// same address answer the error.
func (p *page) refused(err error) *ui.View {
	p.reason = p.r.Text(trade.TextOf(err))
	fail := func(io.Writer) error { return err }
	files := map[string]ui.File{}
	for _, ext := range extensions {
		files[ext] = ui.File{Write: fail}
	}
	return &ui.View{Title: p.r.T("statement.page.short"), Body: body(p), NoIndex: true,
		Status: http.StatusBadRequest, Files: files}
}

// printer writes the statement in its language and the reader's unit.
func (p *page) printer() i18n.Printer { return i18n.Printer{Lang: p.lang, Unit: p.r.Unit} }

// extensions are the downloads, in the order in which the page offers them.
var extensions = []string{report.DOCX, report.HTML, report.TXT}

func (p *page) files(st *report.Statement) map[string]ui.File {
	name := p.r.T("statement.page.file", st.Edition.Slug, fileRange(st.Range))
	file := func(ext string, write func(io.Writer) error) ui.File {
		return ui.File{Type: report.ContentType(ext), Name: name, Write: write}
	}
	return map[string]ui.File{
		report.TXT: file(report.TXT, func(w io.Writer) error { return report.StatementTXT(w, st, p.printer()) }),
		report.HTML: file(report.HTML, func(w io.Writer) error {
			return report.StatementHTML(w, st, p.printer(), p.absolute)
		}),
		report.DOCX: file(report.DOCX, func(w io.Writer) error {
			return report.StatementDOCX(w, st, p.printer(), p.absolute)
		}),
	}
}

// fileRange names the months in a file's name: 2017-01-2022-11.
func fileRange(p trade.Period) string { return p.From.String() + "-" + p.To.String() }

// figure is the page of a figure in the language of the text.
func (p *page) figure(ref report.Ref) string {
	in := *p.r
	in.Lang = p.lang
	href := in.FigureHref(ref.Series, ref.Period)
	if ref.Fragment != "" {
		href += "#" + ref.Fragment
	}
	return href
}

func (p *page) absolute(ref report.Ref) string { return p.r.Absolute(p.figure(ref)) }

// years are the first years to choose from, newest first.
func (p *page) years() []int {
	var out []int
	for y := p.span.To.Year(); y >= p.span.From.Year(); y-- {
		out = append(out, y)
	}
	return out
}

// monthsOf are the last months to choose from within a year.
func (p *page) monthsOf(year int) []trade.Month {
	var out []trade.Month
	for m := trade.MonthOf(year, 12); m >= trade.MonthOf(year, 1); m-- {
		if m >= p.span.From && m <= p.span.To {
			out = append(out, m)
		}
	}
	return out
}
