package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/office/explore"
	"muara/internal/trade"
)

// subject is what a query is about: a data set and the release that answers.
type subject struct {
	set      lake.Dataset
	manifest *lake.Manifest
	schema   *facts.Schema
	current  bool // the release was not named, so another may answer tomorrow
}

// subject finds a data set and a release of it, the current one for "".
func (c *call) subject(dataset, release string) (*subject, error) {
	desk, err := c.desk()
	if err != nil {
		return nil, err
	}
	loaded, err := desk.Loaded(c.r.Context())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(loaded, func(l explore.Loaded) bool { return l.ID == dataset })
	if i < 0 {
		if len(loaded) == 0 {
			return nil, said(trade.NotFound, "Belum ada data perdagangan yang diterbitkan. Muat berkas dengan muara import atau lewat halaman Muat data.",
				"No trade data are published yet. Load a file with muara import or on the page Load data.")
		}
		ids := make([]string, len(loaded))
		for i, l := range loaded {
			ids[i] = l.ID
		}
		return nil, said(trade.NotFound, "Kumpulan data "+quote(dataset)+" tidak ada, atau belum punya rilis yang diterbitkan. Yang ada: "+list(ids)+".",
			"There is no data set "+quote(dataset)+", or it has no published release yet. There are: "+list(ids)+".")
	}
	s := &subject{set: loaded[i].Dataset, manifest: loaded[i].Manifest, current: release == ""}
	if release != "" && release != s.manifest.Release {
		if err := c.published(dataset, release); err != nil {
			return nil, err
		}
		if s.manifest, err = desk.Manifest(dataset, release); err != nil {
			return nil, err
		}
	}
	s.schema, err = desk.Schema(dataset, s.manifest.Release)
	return s, err
}

func list(words []string) string {
	if len(words) == 0 {
		return "-"
	}
	return strings.Join(words, ", ")
}

// published makes sure that a release was current once: drafts are for those
// who check them.
func (c *call) published(dataset, release string) error {
	all, err := c.releases(dataset)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(r ReleaseItem) bool { return r.Release == release }) {
		return nil
	}
	return said(trade.NotFound, "Rilis "+quote(release)+" tidak ada pada kumpulan data "+dataset+", atau belum diterbitkan.",
		"The data set "+dataset+" has no release "+quote(release)+", or it is not published.")
}

// about says what a reader must know of the answer to a query.
func (c *call) about(s *subject, q facts.Query, notes []facts.Note, world *World) About {
	a := About{
		Dataset: s.set.ID, Title: c.text(s.set.Title), Release: s.schema.Release, Made: s.manifest.Made.UTC(),
		Source: c.text(s.set.Source), SourceURL: optional(s.set.SourceURL), Licence: optional(s.set.Licence),
		Illustrative: s.set.Illustrative, Status: "computed", StatusText: c.text(computed),
		Incomplete: []Incomplete{}, Converted: converted(s.manifest), World: world, Notes: []Note{}, Query: permalink(q),
	}
	cover := coverOf(s.schema, q)
	a.Period = cover.span()
	for _, y := range cover.years {
		if y.have != allMonths {
			a.Incomplete = append(a.Incomplete, Incomplete{string(y.flow), y.year, monthList(y.have)})
		}
	}
	for _, n := range notes {
		a.Notes = append(a.Notes, Note{n.Code, append([]string{}, n.Args...), c.text(noteText(n))})
	}
	return a
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func converted(m *lake.Manifest) *Converted {
	if m.Converted == nil {
		return nil
	}
	return &Converted{append([]string{}, m.Converted.From...), m.Converted.To}
}

// permalink writes a query in its one form; q names its release.
func permalink(q facts.Query) string {
	v := url.Values(q.Values())
	v.Del(facts.KeyDataset)
	path := Prefix + "/data/" + url.PathEscape(q.Dataset)
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// allMonths has a bit for each month.
const allMonths uint16 = 1<<12 - 1

// cover is what of a release a query reaches.
type cover struct {
	years       []coverYear
	first, last trade.Month
	some        bool
}

// coverYear is a year of one flow: the months that are there, and whether the
// query wants any of them.
type coverYear struct {
	flow trade.Flow
	year int
	have uint16
}

func (c cover) span() *Span {
	if !c.some {
		return nil
	}
	return &Span{c.first.String(), c.last.String()}
}

// coverOf finds the years and months that a query reaches. The months of a year
// are those that every reporter and region within its filters has.
func coverOf(s *facts.Schema, q facts.Query) (c cover) {
	have := map[coverYear]uint16{}
	for _, span := range s.Coverage {
		if !facts.Keeps(q.Where, facts.Flow, string(span.Flow)) || !facts.Keeps(q.Where, facts.Reporter, span.Reporter) ||
			span.Region != "" && !facts.Keeps(q.Where, facts.Region, span.Region) {
			continue
		}
		key := coverYear{flow: span.Flow, year: span.Year}
		if before, ok := have[key]; ok {
			have[key] = before & span.Months
		} else {
			have[key] = span.Months
		}
		c.widen(span, q)
	}
	for key, months := range have {
		if reached(q, key.year) {
			key.have = months
			c.years = append(c.years, key)
		}
	}
	slices.SortFunc(c.years, func(a, b coverYear) int {
		if a.year != b.year {
			return a.year - b.year
		}
		return strings.Compare(string(a.flow), string(b.flow))
	})
	return c
}

// widen takes the wanted months of a span into the stretch that is covered.
func (c *cover) widen(span facts.Span, q facts.Query) {
	for m := range 12 {
		at := trade.MonthOf(span.Year, m+1)
		if span.Months&(1<<m) == 0 || !wanted(q, at) {
			continue
		}
		if !c.some || at < c.first {
			c.first = at
		}
		if !c.some || at > c.last {
			c.last = at
		}
		c.some = true
	}
}

func reached(q facts.Query, year int) bool {
	for m := range 12 {
		if wanted(q, trade.MonthOf(year, m+1)) {
			return true
		}
	}
	return false
}

// wanted reports whether a query keeps a month.
func wanted(q facts.Query, at trade.Month) bool {
	in := len(q.Periods) == 0
	for _, p := range q.Periods {
		in = in || p.From <= at && at <= p.To
	}
	quarter := fmt.Sprintf("%04d-Q%d", at.Year(), (at.Number()+2)/3)
	year := fmt.Sprint(at.Year())
	for _, f := range q.Where {
		switch f.Dim {
		case facts.Year, facts.Month: // a filter on months may name whole years
			in = in && (slices.Contains(f.Values, year) || slices.Contains(f.Values, at.String())) != f.Not
		case facts.Quarter:
			in = in && slices.Contains(f.Values, quarter) != f.Not
		}
	}
	return in
}

func monthList(bits uint16) []int {
	out := []int{}
	for m := range 12 {
		if bits&(1<<m) != 0 {
			out = append(out, m+1)
		}
	}
	return out
}
