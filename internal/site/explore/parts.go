package explore

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"muara/internal/facts"
	"muara/internal/i18n"
	"muara/internal/report"
	"muara/internal/site/ui"
)

// seconds of patience, for those who waited.
const seconds = int(patience / time.Second)

func upper(s string) string { return strings.ToUpper(s) }

func str(n int) string { return strconv.Itoa(n) }

func bound(format string) int { return report.FrameRows(format) }

// marked says that a link leads to where the reader is.
func marked(on bool) templ.Attributes {
	if on {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}

func pressed(on bool) templ.Attributes {
	if on {
		return templ.Attributes{"data-on": "true"}
	}
	return nil
}

func sorted(how string) templ.Attributes {
	if how == "" {
		return nil
	}
	return templ.Attributes{"aria-sort": how}
}

// formKeys are the keys that the form sets itself.
func (p *page) formKeys() []string {
	return []string{string(facts.Flow), facts.KeyPeriod, facts.KeyBy, facts.KeyMeasure, keyAcross, keyAgainst,
		facts.KeyDataset, facts.KeyRelease, keySpan, facts.KeyAlike, facts.KeyOrder, keyPic}
}

// further reports whether a choice is in use that the form keeps out of sight.
func (p *page) further() bool {
	return len(p.s.q.By) > 1 || p.s.across != "" || p.s.against != "" || p.s.q.LikeForLike || p.r.Query.Get(facts.KeyRelease) != ""
}

func (p *page) setChoices() []ui.Choice {
	out := make([]ui.Choice, len(p.sub.sets))
	for i, s := range p.sub.sets {
		out[i] = ui.Choice{Value: s.ID, Label: p.r.Text(s.Title)}
		if s.Illustrative {
			out[i].Label += " (" + p.r.T("explore.illustrative.mark") + ")"
		}
	}
	return out
}

// current is the view of the current release.
func (p *page) current() state {
	s := p.s.fresh()
	s.q.Release = ""
	return s
}

func (p *page) fileHref(ext string) string { return ui.Suffix(p.s.href(p.r), ext) }

func (p *page) turned(n int) string {
	s := p.s
	s.page = n
	return s.href(p.r) + "#table"
}

// rowsText says which rows a page shows, of how many where that is known.
func (p *page) rowsText(t table) string {
	from, to := p.r.Count(t.from), p.r.Count(t.from+len(t.rows)-1)
	if t.all < 0 {
		return p.r.T("explore.rows-shown", from, to)
	}
	return p.r.T("explore.rows-shown-of", from, to, p.r.Count(t.all))
}

func (p *page) tableTitle(t table) string {
	names := make([]string, len(p.s.q.By))
	for i, d := range p.s.q.By {
		names[i] = p.dimName(d)
	}
	return p.r.T("explore.table", i18n.Capital(p.subject()), p.r.List(names))
}

func (p *page) totalName() string {
	if slices.Contains(p.s.q.By, facts.Bloc) {
		return p.r.T("explore.total.blocs")
	}
	return i18n.Capital(p.r.T("common.total"))
}

// originLines say which data set and release a view is of: name, text and
// perhaps an address.
func (p *page) originLines() []ui.Step {
	r, set := p.r, p.sub.set
	var out []ui.Step
	add := func(key, text, href string) {
		if text != "" {
			out = append(out, ui.Step{Text: i18n.Capital(r.T(key)), Small: text, Href: href})
		}
	}
	add("explore.dataset", r.Text(set.Title), "")
	if m := set.Manifest; m != nil {
		text := r.Date(dateOf(m.Made))
		if s := p.since(); s != "" {
			text += ", " + s
		}
		add("explore.release", text, "")
		add("explore.release.id", m.Release, "")
		add("explore.release.rows", r.Count(int(m.Rows)), "")
		if n := len(m.Inputs); n > 0 {
			add("explore.release.files", r.Count(n), "")
		}
	}
	add("explore.covers", p.coverage(), "")
	if e := p.schema.Codes[facts.Edition]; len(e) > 0 {
		names := make([]string, len(e))
		for i, code := range e {
			names[i] = p.label(facts.Edition, code)
		}
		add("explore.dim.edition", r.List(names), "")
	}
	href := ""
	if strings.HasPrefix(set.SourceURL, "https://") || strings.HasPrefix(set.SourceURL, "http://") {
		href = set.SourceURL
	}
	source := r.Text(set.Source)
	if source == "" {
		source = set.SourceURL
	}
	add("common.source", source, href)
	add("common.licence", set.Licence, "")
	add("common.status", r.T("explore.status"), "")
	return out
}

// waysOut lead on from a view that could not be answered.
func (p *page) waysOut() []ui.Link {
	out := []ui.Link{{Text: p.r.T("explore.way.start"), Href: p.r.Href(ui.Explore)}}
	if p.schema == nil {
		return out
	}
	for _, c := range p.chips() {
		out = append(out, ui.Link{Text: p.r.T("explore.way.without", c.text), Href: c.href})
	}
	if len(p.s.q.By) > 0 && p.offers(p.s.q.By[0]) {
		if p.s.time() == "" && len(p.schema.Years()) > 1 {
			s := p.s.by(facts.Year)
			s.q.Measures = s.usual(p.schema)
			out = append(out, ui.Link{Text: p.r.T("explore.way.years"), Href: s.href(p.r)})
		}
		if y := latestYear(p.schema); y != 0 {
			s := p.s.over(periodOf(facts.Year, strconv.Itoa(y))...)
			s.q.Measures = []facts.Measure{facts.Value, facts.Share}
			s.against = ""
			out = append(out, ui.Link{Text: p.r.T("explore.way.year", strconv.Itoa(y)), Href: s.href(p.r)})
		}
	}
	return out
}

// loosen are the views without one of the filters, and over all periods.
func (p *page) loosen() []ui.Link {
	var out []ui.Link
	for _, c := range p.chips() {
		out = append(out, ui.Link{Text: p.r.T("explore.way.without", c.text), Href: c.href})
	}
	if len(p.s.q.Periods) > 0 {
		s := p.s.over()
		s.q.Measures = []facts.Measure{facts.Value, facts.Share}
		out = append(out, ui.Link{Text: p.r.T("explore.way.all-periods", p.coverage()), Href: s.href(p.r)})
	}
	return append(out, ui.Link{Text: p.r.T("explore.way.start"), Href: p.r.Href(ui.Explore)})
}
