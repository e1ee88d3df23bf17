package office

import (
	"sort"
	"strings"

	"muara/internal/refdata"
	"muara/internal/trade"
)

// HitKind is what a search found.
type HitKind string

// The kinds of hits; the site adds its own pages.
const (
	HitChapter HitKind = "commodity"
	HitCountry HitKind = "country"
	HitPort    HitKind = "port"
	HitSeries  HitKind = "series"
	HitSource  HitKind = "source"
	HitBloc    HitKind = "bloc"
)

// Hit is one thing found. Code is what its page takes: a chapter, an ISO3
// code, a port, the slug of a series, the id of a source, a bloc.
type Hit struct {
	Kind    HitKind
	Code    string
	Name    trade.Text
	Figures int // published figures about it
	// Heading is the four-digit heading that led to a chapter whose own name
	// does not say what was searched for; empty otherwise.
	Heading refdata.Heading
	rank    int
}

// maxHits bounds what a search returns.
const maxHits = 60

// Search finds commodities, countries, blocs, ports, other series and sources whose
// names in either language, or codes, contain all words, and the chapters of
// headings so found.
func (o *Office) Search(text string) []Hit {
	query := strings.TrimSpace(refdata.Fold(text))
	words := strings.Fields(query)
	if len(words) == 0 {
		return nil
	}
	var hits []Hit
	add := func(h Hit, more string) {
		id, en := refdata.Fold(h.Name.ID), refdata.Fold(h.Name.EN)
		code := refdata.Fold(h.Code)
		if !hasWords(id+" "+en+" "+code+" "+refdata.Fold(more), words) {
			return
		}
		switch {
		case id == query || en == query || code == query:
			h.rank = 0
		case strings.HasPrefix(id, query) || strings.HasPrefix(en, query):
			h.rank = 1
		default:
			h.rank = 2
		}
		hits = append(hits, h)
	}
	all := o.searchable()
	for _, h := range all {
		add(h, "")
	}
	hits = append(hits, byHeading(text, all, hits)...)
	for _, b := range refdata.SearchBlocs(text, "id") {
		add(Hit{Kind: HitBloc, Code: b.Code, Name: b.Name}, strings.Join(b.Words, " "))
	}
	for _, s := range o.pack.Sources {
		add(Hit{Kind: HitSource, Code: s.ID, Name: trade.Text{ID: s.Publisher, EN: s.Publisher}, Figures: s.Figures}, s.URL)
	}
	sort.SliceStable(hits, func(i, j int) bool {
		if hits[i].rank != hits[j].rank {
			return hits[i].rank < hits[j].rank
		}
		if (hits[i].Kind == HitSource) != (hits[j].Kind == HitSource) {
			return hits[j].Kind == HitSource
		}
		return hits[i].Figures > hits[j].Figures
	})
	return hits[:min(maxHits, len(hits))]
}

// minHeading is the shortest text, in letters, that finds a heading by name:
// shorter ones begin a word of too many.
const minHeading = 3

// byHeading finds the chapters among all whose headings, by name or code, are
// what the text asks for, each once, with its best heading, and without those
// that were found already.
func byHeading(text string, all, found []Hit) []Hit {
	folded := refdata.Fold(text)
	if len([]rune(folded)) < minHeading {
		return nil
	}
	chapters, done := map[string]Hit{}, map[string]bool{}
	for _, h := range all {
		if h.Kind == HitChapter {
			chapters[h.Code] = h
		}
	}
	for _, h := range found {
		done[h.Code] = done[h.Code] || h.Kind == HitChapter
	}
	var hits []Hit
	for _, heading := range refdata.SearchHeadings(text, "id") {
		h, ok := chapters[heading.Chapter()]
		if !ok || done[h.Code] {
			continue
		}
		done[h.Code] = true
		h.Heading, h.rank = heading, 2
		if id, en := refdata.Fold(heading.Name.ID), refdata.Fold(heading.Name.EN); id == folded || en == folded {
			h.rank = 0
		}
		hits = append(hits, h)
	}
	return hits
}

// searchable lists everything that has figures under the page where it is
// shown, counting figures and shares.
func (o *Office) searchable() []Hit {
	var hits []Hit
	at := map[string]int{}
	for _, s := range o.ledger.Series() {
		h := Hit{Kind: HitSeries, Code: s.String(), Name: o.SeriesName(s)}
		if s.Scope == "" && s.Measure == trade.Value {
			switch s.By {
			case trade.Chapter:
				h = Hit{Kind: HitChapter, Code: s.Code, Name: o.Label(s)}
			case trade.Country:
				h = Hit{Kind: HitCountry, Code: s.Code, Name: o.Label(s)}
			case trade.Port:
				h = Hit{Kind: HitPort, Code: s.Code, Name: o.Label(s)}
			}
		}
		key := string(h.Kind) + h.Code
		i, ok := at[key]
		if !ok {
			i, at[key] = len(hits), len(hits)
			hits = append(hits, h)
		}
		hits[i].Figures += len(o.ledger.Figures(s)) + len(o.ledger.Shares(s))
	}
	return hits
}
