package refdata

import (
	"slices"
	"strings"
)

// finder answers searches over a table. It folds every text once, when it is
// made, so that a query costs a few comparisons for each.
type finder[T any] struct {
	rows    []T
	entries map[string][][]foldedEntry // by language, one list for each row
}

// foldedEntry is an entry ready to be compared.
type foldedEntry struct {
	text   string // folded, with a space in front so that " new" finds the beginning of a word
	joined string // the same without any space
	rank   int    // 100 times the group, plus the number of words
	words  bool   // a list of words, not a name: it has no beginning
}

// newFinder folds the entries of every row in both languages.
func newFinder[T any](rows []T, entries func(row T, lang string) []entry) *finder[T] {
	f := &finder[T]{rows: rows, entries: map[string][][]foldedEntry{}}
	for _, lang := range []string{"id", "en"} {
		lists := make([][]foldedEntry, len(rows))
		for i, row := range rows {
			lists[i] = foldEntries(entries(row, lang))
		}
		f.entries[lang] = lists
	}
	return f
}

// foldEntries leaves out an entry whose text an earlier one has in a group
// that is no worse: it could never rank before it.
func foldEntries(entries []entry) []foldedEntry {
	var out []foldedEntry
	for _, e := range entries {
		t := Fold(e.text)
		if t == "" {
			continue
		}
		one := foldedEntry{
			text: " " + t, joined: strings.ReplaceAll(t, " ", ""),
			rank: 100*e.group + min(strings.Count(t, " ")+1, 99), words: e.words,
		}
		if !slices.ContainsFunc(out, func(o foldedEntry) bool {
			return o.text == one.text && o.words == one.words && o.rank <= one.rank
		}) {
			out = append(out, one)
		}
	}
	return out
}

// find ranks rows by how well the query matches their entries. Rows that match
// equally keep their order.
func (f *finder[T]) find(query, lang string) []T {
	if len(query) > maxQuery {
		return nil
	}
	folded := Fold(query)
	if folded == "" {
		return nil
	}
	if lang != "en" {
		lang = "id"
	}
	q := newFoldedQuery(folded)
	type hit struct{ row, rank int }
	var hits []hit
	for i, entries := range f.entries[lang] {
		best := -1
		for k := range entries {
			if rank, ok := q.match(&entries[k]); ok && (best < 0 || rank < best) {
				best = rank
			}
		}
		if best >= 0 {
			hits = append(hits, hit{i, best})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	out := make([]T, len(hits))
	for i, h := range hits {
		out[i] = f.rows[h.row]
	}
	return out
}

// foldedQuery is a query ready to be compared.
type foldedQuery struct {
	text   string   // folded, with a space in front
	joined string   // the same without any space
	parts  []string // its words, each with a space in front
}

func newFoldedQuery(folded string) foldedQuery {
	q := foldedQuery{text: " " + folded, joined: strings.ReplaceAll(folded, " ", "")}
	for word := range strings.FieldsSeq(folded) {
		q.parts = append(q.parts, " "+word)
	}
	return q
}

// match ranks an entry; lower is better. A whole text ranks before the
// beginning of one, that before the query as it stands within one, that before
// its words in any order, each beginning a word of the text. Among equals the
// lower group ranks first, then the text of fewer words.
func (q *foldedQuery) match(e *foldedEntry) (rank int, ok bool) {
	const whole, beginning, within, scattered = 0, 1000, 2000, 3000
	if e.joined == q.joined {
		return e.rank + whole, true
	}
	if !strings.Contains(e.text, q.parts[0]) {
		return 0, false
	}
	switch {
	case !e.words && strings.HasPrefix(e.text, q.text):
		return e.rank + beginning, true
	case strings.Contains(e.text, q.text):
		return e.rank + within, true
	}
	for _, part := range q.parts[1:] {
		if !strings.Contains(e.text, part) {
			return 0, false
		}
	}
	return e.rank + scattered, true
}
