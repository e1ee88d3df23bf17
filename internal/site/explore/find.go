package explore

import (
	"slices"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/office/explore"
	"muara/internal/site/ui"
)

// found is a code with the views that keep it or leave it out.
type found struct {
	dim, code, name string
	only, less      string
}

// find looks for what a view can be filtered by. Without a script it is a page;
// with one its list stands under the field.
func find(r *ui.Request) (*ui.View, error) {
	if r.Facts == nil {
		return nothingLoaded(r), nil
	}
	p, err := open(r)
	if err != nil {
		return p.failed(err)
	}
	if len(p.sub.sets) == 0 {
		return nothingLoaded(r), nil
	}
	query := r.Query.Get(ui.KeyQ)
	var hits []found
	for _, h := range p.desk.Find(p.schema, query, string(r.Lang)) {
		hits = append(hits, p.hit(h))
	}
	title := r.T("explore.find-page.title")
	if query != "" {
		title = r.Plural("explore.hits", len(hits), query)
	}
	return &ui.View{Title: title, NoIndex: true, Body: findBody(p, title, query, hits)}, nil
}

func (p *page) hit(h explore.Hit) found {
	f := found{dim: i18n.Capital(p.dimName(h.Dim)), name: p.r.Text(h.Name)}
	if h.Dim == facts.Product {
		f.dim = i18n.Capital(p.r.T("explore.dim." + string(hsDim(h.Code))))
	}
	if coded(h.Dim) || h.Dim == facts.Partner || h.Dim == facts.Reporter {
		f.code = h.Code
	}
	s := p.s.dropKept(above(h.Dim)...)
	if slices.Contains(s.q.By, h.Dim) && len(s.q.By) == 1 {
		if down := p.finer(h.Dim, h.Code); down != "" && down != h.Dim {
			s = s.by(down)
		}
	}
	only := s.with(h.Dim, false, h.Code)
	f.only = only.href(p.r)
	f.less = p.s.with(h.Dim, true, h.Code).href(p.r)
	return f
}
