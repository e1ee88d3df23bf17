package explore

import (
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// Releases finds the releases of a data set, the newest first; lake.Store does.
type Releases interface {
	Releases(dataset string) ([]lake.Info, error)
}

// History lists the releases of a data set that were current once and can be
// used, the newest first.
func (d *Desk) History(dataset string) ([]lake.Info, error) {
	c, ok := d.catalog.(Releases)
	if !ok { // a catalogue without a memory has its current release
		m, err := d.catalog.Manifest(dataset, "")
		if err != nil {
			return nil, err
		}
		return []lake.Info{{Release: m.Release, Parent: m.Parent, Made: m.Made, By: m.By, Note: m.Note, Rows: m.Rows, Value: m.Value, Current: true, Published: m.Made}}, nil
	}
	all, err := c.Releases(dataset)
	return slices.DeleteFunc(all, func(i lake.Info) bool { return i.Err != nil || i.Published.IsZero() }), err
}

// Manifest describes a release, the current one for "".
func (d *Desk) Manifest(dataset, release string) (*lake.Manifest, error) {
	return d.catalog.Manifest(dataset, release)
}

// Hit is a code that a search found, of a dimension that can be filtered.
type Hit struct {
	Dim  facts.Dim
	Code string
	Name trade.Text
}

// Searcher finds codes of six digits and more by their names; nomen.Names is
// one.
type Searcher interface {
	Search(query, lang string, limit int) []nomen.Hit
}

// maxHits of one dimension.
const maxHits = 12

// Find looks for a word or a code among what a release can be filtered by:
// names in both languages, those of the reader's first.
func (d *Desk) Find(s *facts.Schema, query, lang string) []Hit {
	if query = strings.TrimSpace(query); query == "" || len(query) > 100 {
		return nil
	}
	var out []Hit
	add := func(dim facts.Dim, hits []Hit) {
		n := 0
		for _, h := range hits {
			if n < maxHits && has(s, dim, h.Code) {
				h.Dim = dim
				out = append(out, h)
				n++
			}
		}
	}
	if slices.Contains(s.Dims, facts.Chapter) {
		add(facts.Section, sections(query))
		add(facts.Chapter, each(refdata.SearchChapters(query, lang), func(c refdata.Chapter) Hit { return Hit{Code: c.Code, Name: c.Name} }))
	}
	if slices.Contains(s.Dims, facts.Heading) {
		add(facts.Heading, each(refdata.SearchHeadings(query, lang), func(h refdata.Heading) Hit { return Hit{Code: h.Code, Name: h.Name} }))
	}
	add(facts.Product, d.products(s, query, lang))
	if slices.Contains(s.Dims, facts.Partner) {
		add(facts.Bloc, blocs(query, lang))
	}
	for _, dim := range []facts.Dim{facts.Partner, facts.Reporter} {
		if slices.Contains(s.Dims, dim) {
			add(dim, each(refdata.SearchPlaces(query, lang), func(p refdata.Place) Hit { return Hit{Code: p.Code, Name: p.Name} }))
		}
	}
	add(facts.Region, each(refdata.SearchProvinces(query), func(p refdata.Province) Hit { return Hit{Code: p.BPS, Name: p.Name} }))
	for _, dim := range []facts.Dim{facts.Port, facts.Industry, facts.Sector} {
		add(dim, written(s.Codes[dim], query))
	}
	return out
}

func each[T any](from []T, hit func(T) Hit) []Hit {
	out := make([]Hit, len(from))
	for i, x := range from {
		out[i] = hit(x)
	}
	return out
}

// has reports whether a release can have rows of a code: all but those of a
// stored dimension whose list of codes does not hold it.
func has(s *facts.Schema, d facts.Dim, code string) bool {
	switch d {
	case facts.Section:
		return slices.ContainsFunc(refdata.ChaptersIn(code), func(c refdata.Chapter) bool { return has(s, facts.Chapter, c.Code) })
	case facts.Bloc:
		return true
	case facts.Product:
		if len(code) == 6 {
			d = facts.Subheading
		}
	}
	if !slices.Contains(s.Dims, d) {
		return false
	}
	codes := s.Codes[d]
	if len(codes) == 0 {
		return true
	}
	_, found := slices.BinarySearch(codes, code)
	return found
}

func sections(query string) []Hit {
	q := refdata.Fold(query)
	var out []Hit
	for _, s := range refdata.Sections() {
		if strings.EqualFold(s.Code, query) || starts(s.Name.ID, q) || starts(s.Name.EN, q) {
			out = append(out, Hit{Code: s.Code, Name: s.Name})
		}
	}
	return out
}

// starts reports whether a word of a name begins with a folded query.
func starts(name, folded string) bool { return strings.Contains(" "+refdata.Fold(name), " "+folded) }

func blocs(query, lang string) []Hit {
	return each(refdata.SearchBlocs(query, lang), func(b refdata.Bloc) Hit { return Hit{Code: b.Code, Name: b.Name} })
}

func (d *Desk) products(s *facts.Schema, query, lang string) []Hit {
	if names, ok := d.names().(Searcher); ok {
		var out []Hit
		for _, h := range names.Search(query, lang, 40) {
			if len(h.Code) >= 6 {
				out = append(out, Hit{Code: h.Code, Name: h.Text})
			}
		}
		return out
	}
	// Without a nomenclature a code finds itself and what begins with it.
	digits := strings.NewReplacer(".", "", " ", "").Replace(query)
	if len(digits) < 5 || strings.Trim(digits, "0123456789") != "" {
		return nil
	}
	codes := s.Codes[facts.Subheading]
	if slices.Contains(s.Dims, facts.Product) && len(s.Codes[facts.Product]) > 0 {
		codes = s.Codes[facts.Product]
	}
	i, _ := slices.BinarySearch(codes, digits)
	var out []Hit
	for ; i < len(codes) && strings.HasPrefix(codes[i], digits) && len(out) < maxHits; i++ {
		out = append(out, Hit{Code: codes[i], Name: d.Name(facts.Product, codes[i], "")})
	}
	return out
}

// written finds codes that are names, as files write them.
func written(codes []string, query string) []Hit {
	q := refdata.Fold(query)
	var out []Hit
	for _, c := range codes {
		if starts(c, q) {
			out = append(out, Hit{Code: c, Name: trade.Text{ID: c, EN: c}})
		}
	}
	return out
}
