package facts

import "strings"

// near words a suggestion for a word that is not known, "" in both languages
// where nothing possible is like it.
func near(word string, possible []string) (id, en string) {
	best, bestAt := "", 3 // at most two slips
	if len(word) <= 3 {
		bestAt = 2
	}
	if len(word) > maxText {
		return "", ""
	}
	for _, p := range possible {
		d := slips(strings.ToLower(word), strings.ToLower(p))
		if d < bestAt && d < len(p) {
			best, bestAt = p, d
		}
	}
	if best == "" {
		return "", ""
	}
	return "; mungkin maksudnya " + quote(best), "; did you mean " + quote(best) + "?"
}

// slips counts the letters to add, drop, change or swap to make b out of a
// (optimal string alignment).
func slips(a, b string) int {
	if diff := len(a) - len(b); diff > 2 || diff < -2 {
		return 3
	}
	before, last, row := []int(nil), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, make([]int, len(b)+1)
	}
	return last[len(b)]
}
