package nomen

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"muara/internal/refdata"
)

// clean makes a title readable: without leading dashes, without the colon that
// opens a group and the stop that ends a heading. "Horses :-- Other" becomes
// "Horses: Other".
func clean(raw string) string {
	words := strings.Fields(strings.TrimLeft(raw, dash+" "))
	if len(words) == 0 {
		return ""
	}
	out := words[:0]
	for _, w := range words {
		for _, mark := range []string{":-", ":–", ":—"} { // Horses :-- Other
			if rest, ok := strings.CutPrefix(w, mark); ok {
				w = ":" + strings.TrimLeft(rest, dash)
			}
		}
		switch last := len(out) - 1; {
		case last >= 0 && strings.HasSuffix(out[last], ":") && strings.Trim(w, dash) == "": // Other : - -
		case last >= 0 && w[0] == ':':
			if out[last] += ":"; len(w) > 1 {
				out = append(out, w[1:])
			}
		default:
			out = append(out, w)
		}
	}
	s := strings.TrimRight(strings.Join(out, " "), ": ")
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "spp.") && !strings.HasSuffix(s, "n.e.s.") && !strings.HasSuffix(s, "etc.") {
		s = strings.TrimSuffix(s, ".")
	}
	return s
}

// dash are the marks by which nomenclatures indent.
const dash = "-–—"

// others are the first words of titles that say nothing without the group that
// they stand in.
var others = []string{"lain-lain", "lainnya", "other"}

// isOther reports whether a clean title is "Other" or "Other, frozen", but not
// "Other coal".
func isOther(s string) bool {
	lower := strings.ToLower(s)
	for _, o := range others {
		if rest, ok := strings.CutPrefix(lower, o); ok {
			if rest = strings.TrimSpace(rest); rest == "" || rest[0] == ',' || rest[0] == ':' || rest[0] == ';' || rest[0] == '(' {
				return true
			}
		}
	}
	return false
}

// longestGroup is how many letters of groups are put before a title.
const longestGroup = 90

// compose puts the groups before a title that hangs on them, the nearest given
// first: "Kayu lapis: Dari kayu tropis: lain-lain". A group whose words all
// stand in what follows is left out, and so is one that says nothing or makes
// the name too long.
func compose(own string, groups []string) string {
	if own == "" {
		return ""
	}
	name, size, next := own, 0, own
	for _, g := range groups {
		if g == "" || isOther(g) || !isOther(next) && saysAll(next, g) {
			continue
		}
		if size += utf8.RuneCountInString(g); size > longestGroup {
			if next == own { // the nearest is too long by itself: perhaps a wider one is not
				size = 0
				continue
			}
			break
		}
		if next == own && isOther(own) {
			name = lowerFirst(own)
		}
		name, next = g+": "+name, g
	}
	return name
}

// saysAll reports whether a text has all words of another.
func saysAll(text, words string) bool {
	have := strings.Fields(refdata.Fold(text))
	for _, w := range strings.Fields(refdata.Fold(words)) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
