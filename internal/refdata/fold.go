package refdata

import (
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
