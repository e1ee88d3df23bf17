package refdata

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a text to what a search compares: small letters without
// accents and digits, everything else a single space. "Viet  Nam" and
// "viet-nam" fold alike, as do "Côte d’Ivoire" and "cote d ivoire".
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return b.String()
}

// maxQuery bounds what a search looks at, in bytes.
const maxQuery = 100

// entry is a text to find a row by.
type entry struct {
	text  string
	group int  // entries of a lower group rank first, 0 to 9
	words bool // a list of words, not a name: it has no beginning
}

// search ranks rows by how well the query matches their entries. Rows that
// match equally keep their order.
func search[T any](rows []T, query string, entries func(T) []entry) []T {
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
