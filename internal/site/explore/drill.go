package explore

import (
	"slices"

	"muara/internal/facts"
	"muara/internal/refdata"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// drill is the view of what is inside a code: of a section its chapters, of a
// bloc its partners, of a year its months. ok is false where nothing finer is
// there.
func (p *page) drill(d facts.Dim, code string) (s state, ok bool) {
	if code == facts.Unspecified {
		return s, false
	}
	finer := p.finer(d, code)
	if finer == "" {
		return s, false
	}
	switch d {
	case facts.Year, facts.Quarter, facts.Month:
		ps := periodOf(d, code)
		if len(ps) == 0 {
			return s, false
		}
		s = p.s.over(ps...)
	default:
		s = p.s.dropKept(above(d)...).narrowed(d, code)
	}
	by := slices.Clone(s.q.By)
	i := slices.Index(by, d)
	switch {
	case i >= 0 && !slices.Contains(by, finer):
		by[i] = finer
	case i >= 0:
		by = slices.Delete(by, i, i+1)
	}
	across, pic, against := s.across, s.pic, s.against
	s = s.by(by...)
	s.across, s.against = across, against
	if across == "" && len(by) == len(p.s.q.By) && keepsPicture(d) {
		s.pic = pic
	}
	if !p.given.measures || slices.Contains(s.q.Measures, facts.RCA) && !s.aboutGoods() {
		s.q.Measures = s.usual(p.schema)
	}
	return s, true
}

// aboutGoods reports whether a view is of goods at one level, perhaps by year
// and by who exports them: what RCA can be computed of.
func (s state) aboutGoods() bool {
	goods := 0
	for _, d := range s.asked().By {
		switch {
		case coded(d):
			goods++
		case d != facts.Year && d != facts.Reporter && d != facts.Region:
			return false
		}
	}
	return goods == 1
}

// above are the dimensions whose filters a filter on d makes superfluous.
func above(d facts.Dim) []facts.Dim {
	levels := []facts.Dim{facts.Section, facts.Chapter, facts.Heading, facts.Subheading, facts.Product}
	if i := slices.Index(levels, d); i > 0 {
		return levels[:i]
	}
	return nil
}

// dropKept drops the filters that keep codes of some dimensions, not those that
// leave codes out.
func (s state) dropKept(dims ...facts.Dim) state {
	s = s.fresh()
	s.q.Where = slices.DeleteFunc(s.q.Where, func(f facts.Filter) bool { return !f.Not && slices.Contains(dims, f.Dim) })
	return s
}

// keepsPicture reports whether the level below is looked at in the same kind of
// picture.
func keepsPicture(d facts.Dim) bool { return coded(d) }

// finer is the dimension below a code, "" for none.
func (p *page) finer(d facts.Dim, code string) facts.Dim {
	var next []facts.Dim
	switch d {
	case facts.Section:
		next = []facts.Dim{facts.Chapter}
	case facts.Chapter:
		next = []facts.Dim{facts.Heading, facts.Subheading, facts.Product}
	case facts.Heading:
		next = []facts.Dim{facts.Subheading, facts.Product}
	case facts.Subheading:
		if slices.ContainsFunc(p.schema.Levels, func(n int) bool { return n > 6 }) {
			next = []facts.Dim{facts.Product}
		}
	case facts.Bloc, facts.Continent:
		next = []facts.Dim{facts.Partner}
	case facts.Year, facts.Quarter:
		next = []facts.Dim{facts.Month}
	}
	for _, f := range next {
		if p.offers(f) && !(f == facts.Month && !p.schema.Monthly) {
			return f
		}
	}
	return p.aside(d)
}

// aside is what a code is looked at by where nothing lies below it: goods by
// partner, everything else by goods.
func (p *page) aside(d facts.Dim) facts.Dim {
	var next []facts.Dim
	switch d {
	case facts.Chapter, facts.Heading, facts.Subheading, facts.Product, facts.Section:
		next = []facts.Dim{facts.Partner, facts.Port, facts.Year}
	default:
		next = []facts.Dim{facts.Chapter, facts.Product, facts.Partner, facts.Year}
	}
	for _, f := range next {
		if f != d && p.offers(f) && !slices.Contains(p.s.asked().By, f) {
			return f
		}
	}
	return ""
}

// periodOf is what a code of time covers.
func periodOf(d facts.Dim, code string) []trade.Period {
	if d == facts.Quarter {
		if len(code) != 7 || code[5] != 'Q' || code[6] < '1' || code[6] > '4' {
			return nil
		}
		y, err := trade.ParsePeriod(code[:4])
		if err != nil {
			return nil
		}
		from := y.From + trade.Month(int(code[6]-'1')*3)
		return []trade.Period{{From: from, To: from + 2}}
	}
	p, err := trade.ParsePeriod(code)
	if err != nil {
		return nil
	}
	return []trade.Period{p}
}

// crumbs lead back up: from the view without filters on goods and partners down
// to this one.
func (p *page) crumbs() []ui.Link {
	r := p.r
	links := []ui.Link{{Text: r.T("ui.nav.explore"), Href: r.Href(ui.Explore)}}
	top := p.s
	for _, d := range []facts.Dim{facts.Section, facts.Chapter, facts.Heading, facts.Subheading, facts.Product, facts.Bloc, facts.Continent, facts.Partner} {
		if _, ok := p.s.only(d); ok {
			top = top.without(d)
		}
	}
	steps := p.path()
	if d := p.s.time(); (d == facts.Month || d == facts.Quarter) && len(p.s.q.Periods) == 1 && p.s.q.Periods[0].IsYear() && len(p.s.asked().By) == 1 {
		years := p.s.over().by(facts.Year)
		return append(links, ui.Link{Text: r.T("explore.all-years"), Href: years.href(r)}, ui.Link{Text: r.Period(p.s.q.Periods[0])})
	}
	if len(steps) == 0 {
		return append(links, ui.Link{Text: r.Text(p.sub.set.Title)})
	}
	up := top.by(p.level(steps[0].dim))
	up.q.Measures = p.s.q.Measures
	links = append(links, ui.Link{Text: r.Text(p.sub.set.Title), Href: up.href(r)})
	for i, st := range steps {
		text := p.withCode(st.dim, st.code)
		if i == len(steps)-1 {
			links = append(links, ui.Link{Text: text})
			break
		}
		at := top.narrowed(st.dim, st.code)
		for _, before := range steps[:i] {
			if !implied(before, st) {
				at = at.narrowed(before.dim, before.code)
			}
		}
		at = at.by(p.finer(st.dim, st.code))
		links = append(links, ui.Link{Text: text, Href: at.href(r)})
	}
	return links
}

// level is the dimension at whose rows the way down begins.
func (p *page) level(d facts.Dim) facts.Dim {
	if d == facts.Heading || d == facts.Subheading || d == facts.Product {
		return facts.Chapter
	}
	return d
}

type step struct {
	dim  facts.Dim
	code string
}

// implied reports whether a filter on one step follows from the other: the
// chapter of a heading.
func implied(up, down step) bool { return coded(up.dim) && coded(down.dim) }

// path is the way from the top of goods and of partners to what the view is
// narrowed to.
func (p *page) path() []step {
	var out []step
	var deepest step
	for _, d := range []facts.Dim{facts.Section, facts.Chapter, facts.Heading, facts.Subheading, facts.Product} {
		if code, ok := p.s.only(d); ok {
			deepest = step{d, code}
		}
	}
	switch {
	case deepest.dim == facts.Section:
		out = append(out, deepest)
	case deepest.dim != "":
		if c, ok := refdata.ChapterOf(deepest.code[:min(2, len(deepest.code))]); ok {
			out = append(out, step{facts.Section, c.Section})
		}
		for _, n := range []int{2, 4, 6} {
			if len(deepest.code) > n {
				out = append(out, step{hsDim(deepest.code[:n]), deepest.code[:n]})
			}
		}
		out = append(out, deepest)
	}
	for _, d := range []facts.Dim{facts.Bloc, facts.Continent, facts.Partner} {
		if code, ok := p.s.only(d); ok {
			out = append(out, step{d, code})
		}
	}
	return out
}
