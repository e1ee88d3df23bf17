package explore

import (
	"context"
	"io"
	"strings"
	"time"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/report"
	"muara/internal/site/ui"
)

var fileFormats = report.FrameFormats()

// fileTime is how long a file may be asked for and written.
const fileTime = 90 * time.Second

// files are the whole answer of a view as files: all rows, not only those of a
// page, up to the bound of the format.
func (p *page) files() *ui.View {
	v := &ui.View{Title: p.r.T("ui.nav.explore"), Files: map[string]ui.File{}}
	for _, format := range fileFormats {
		v.Files[format] = ui.File{
			Type: report.FrameType(format), Name: p.fileName(), Large: true,
			Write: func(w io.Writer) error { return p.save(w, format) },
		}
	}
	return v
}

// fileName says what is inside: muara-baci-hs2-2023.
func (p *page) fileName() string {
	parts := []string{"muara", p.sub.set.ID}
	for _, d := range p.s.asked().By {
		parts = append(parts, string(d))
	}
	if len(p.s.q.Periods) == 1 {
		parts = append(parts, strings.ReplaceAll(p.s.q.Periods[0].String(), "..", "_"))
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\"';:`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.Join(parts, "-"))
}

func (p *page) save(w io.Writer, format string) error {
	ctx, stop := context.WithTimeout(p.r.HTTP.Context(), fileTime)
	defer stop()
	q := p.s.asked()
	q.Order = p.fileOrder()
	q.Limit = report.FrameRows(format)
	f, err := p.desk.Ask(ctx, q)
	if err != nil {
		return err
	}
	p.a.rows, p.a.notes = f, f.Notes
	return report.WriteFrame(w, format, p.frames(f))
}

// fileOrder is that of the table, where the file has what it goes by.
func (p *page) fileOrder() []facts.Order {
	if p.s.across == "" {
		return p.order()
	}
	return nil
}

func (p *page) frames(f *facts.Frame) report.Frames {
	r, set := p.r, p.sub.set
	o := &origin{page: p, measure: p.first()}
	o.address(p.s.asked(), make([]string, len(p.s.asked().By)))
	out := report.Frames{
		Frame: f, Printer: r.Printer, Title: i18n.Capital(p.r.T("explore.file.title", p.measureNames(p.s.q.Measures), p.subject())),
		Name: p.label, DimName: p.dimName,
		Dataset: set.ID, Release: p.release(), DatasetName: r.Text(set.Title), Source: r.Text(set.Source), SourceURL: set.SourceURL,
		Licence: set.Licence, Illustrative: set.Illustrative, Covers: p.coverage(), Query: encode(p.s.asked().Values()),
		Page: r.Absolute(p.s.href(r)), API: o.api, Command: o.command, Notes: p.remarks(), Made: r.Now,
	}
	if m := set.Manifest; m != nil {
		out.Published = m.Made
		for _, in := range m.Inputs {
			out.Inputs = append(out.Inputs, [3]string{in.Name, in.SHA256, r.Count(int(in.Rows))})
		}
	}
	return out
}
