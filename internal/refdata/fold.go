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

// search ranks rows by how well the query matches their texts, which come in
// order of weight. Rows that match equally keep their order.
func search[T any](rows []T, query string, texts func(T) []string) []T {
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
		if rank, ok := match(q, texts(row)); ok {
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

// match ranks a folded query against texts; lower is better. Every word of
// the query must begin a word of the same text. A whole text ranks before its
// beginning, that before any other place.
func match(q string, texts []string) (rank int, ok bool) {
	for i, text := range texts {
		t := Fold(text)
		switch {
		case t == q || strings.ReplaceAll(t, " ", "") == strings.ReplaceAll(q, " ", ""):
			return 10 * i, true
		case strings.HasPrefix(t, q):
			return 10*i + 1, true
		case beginsWords(t, q):
			return 10*i + 2, true
		}
	}
	return 0, false
}

func beginsWords(text, q string) bool {
	words := strings.Fields(text)
	for _, part := range strings.Fields(q) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, part) }) {
			return false
		}
	}
	return true
}
