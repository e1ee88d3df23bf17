package refdata

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// slowSearch is what a finder must agree with: it folds every text again for
// every query.
func slowSearch[T any](rows []T, query string, entries func(T) []entry) []T {
	if len(query) > maxQuery {
		return nil
	}
	q := Fold(query)
	if q == "" {
		return nil
	}
	type hit struct {
		row  T
		rank int
	}
	var hits []hit
	for _, row := range rows {
		if rank, ok := match(q, entries(row)); ok {
			hits = append(hits, hit{row, rank})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	out := make([]T, len(hits))
	for i, h := range hits {
		out[i] = h.row
	}
	return out
}

// match ranks a folded query against the entries of a row; lower is better. A
// whole text ranks before the beginning of one, that before the query as it
// stands within one, that before its words in any order, each beginning a word
// of the text. Among equals the lower group ranks first, then the text of
// fewer words.
func match(q string, entries []entry) (rank int, ok bool) {
	const whole, beginning, within, scattered = 0, 1000, 2000, 3000
	for _, e := range entries {
		t := Fold(e.text)
		words := strings.Fields(t)
		r := 100*e.group + min(len(words), 99)
		switch {
		case t == q || strings.ReplaceAll(t, " ", "") == strings.ReplaceAll(q, " ", ""):
			r += whole
		case !e.words && strings.HasPrefix(t, q):
			r += beginning
		case strings.Contains(" "+t, " "+q):
			r += within
		case beginsWords(words, q):
			r += scattered
		default:
			continue
		}
		if !ok || r < rank {
			rank, ok = r, true
		}
	}
	return rank, ok
}

// beginsWords reports whether every word of a query begins one of the words.
func beginsWords(words []string, q string) bool {
	for _, part := range strings.Fields(q) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, part) }) {
			return false
		}
	}
	return true
}

// The finder gives what folding every text for every query would give, in the
// same order.
func TestFinderAgreesWithSlowSearch(t *testing.T) {
	headingEntries := func(lang string) func(Heading) []entry {
		return func(h Heading) []entry {
			return []entry{{text: h.Name.In(lang)}, {text: h.Name.ID, group: 1}, {text: h.Name.EN, group: 1}}
		}
	}
	chapterEntries := func(lang string) func(Chapter) []entry {
		return func(c Chapter) []entry {
			return []entry{
				{text: c.Name.In(lang)}, {text: c.Words.In(lang), group: 1, words: true},
				{text: c.Name.ID, group: 2}, {text: c.Name.EN, group: 2},
				{text: c.Words.ID, group: 3, words: true}, {text: c.Words.EN, group: 3, words: true},
			}
		}
	}
	rows, found := headings().rows, 0
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"id", "en"}).Draw(t, "lang")
		row := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "row")]
		words := strings.Fields(row.Name.In(rapid.SampledFrom([]string{"id", "en"}).Draw(t, "name")))
		words = rapid.Permutation(words).Draw(t, "order")[:rapid.IntRange(1, len(words)).Draw(t, "words")]
		for i, w := range words {
			if r := []rune(w); rapid.Bool().Draw(t, "cut") {
				words[i] = string(r[:rapid.IntRange(1, len(r)).Draw(t, "length")])
			}
		}
		query := strings.Join(words, rapid.SampledFrom([]string{" ", "", "-", "  "}).Draw(t, "between"))
		want := slowSearch(rows, query, headingEntries(lang))
		got := headingFinder().find(query, lang)
		found += len(got)
		if !slices.EqualFunc(got, want, func(a, b Heading) bool { return a.Code == b.Code }) {
			t.Fatalf("headings by %q in %s: %v, want %v", query, lang, got, want)
		}
		some, all := chapterFinder().find(query, lang), slowSearch(loaded().chapters, query, chapterEntries(lang))
		if !slices.Equal(some, all) {
			t.Fatalf("chapters by %q in %s: %v, want %v", query, lang, some, all)
		}
	})
	if found == 0 {
		t.Error("no query found anything")
	}
}
