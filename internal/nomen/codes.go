package nomen

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"muara/internal/refdata"
)

// codeSet holds the codes of one edition with what they lie under.
type codeSet struct {
	sorted []string
	has    map[string]bool
	whole  [11]bool // by number of digits: a code that is missing does not exist
	lumped bool     // petroleum oils are only known as 271000
}

// gather collects the codes of each edition and of all together.
func (n *Names) gather() {
	all := &codeSet{has: map[string]bool{}}
	for _, e := range Editions() {
		set := &codeSet{has: map[string]bool{}}
		set.embed(e)
		set.lumped = true
		for _, l := range n.lists[e] {
			set.take(l.List)
		}
		set.sort()
		n.codes[e] = set
		for c := range set.has {
			all.has[c] = true
		}
		for i, w := range set.whole {
			all.whole[i] = all.whole[i] || w
		}
	}
	for _, l := range n.lists[""] {
		all.take(l.List)
	}
	all.sort()
	n.codes[""] = all
}

// embed takes the chapters, and the headings of the editions that the program
// names.
func (s *codeSet) embed(edition string) {
	for _, c := range refdata.Chapters() {
		s.has[c.Code] = true
	}
	s.has["98"], s.has["99"] = true, true // national lines and what is not specified
	s.whole[2] = true
	year := map[string]string{"H5": "2017", "H6": "2022"}[edition]
	if year == "" {
		return
	}
	for _, h := range refdata.Headings() {
		if slices.Contains(h.Editions, year) {
			s.has[h.Code] = true
		}
	}
	s.has["9999"] = true
	s.whole[4] = true
}

// take adds the codes of a list and their beginnings. BTKI lacks no line, but
// lists national headings (98) that no edition has; BACI lumps heading 2710.
func (s *codeSet) take(l *List) {
	for _, e := range l.Entries {
		for size := 2; size <= len(e.Code); size += 2 {
			s.has[e.Code[:size]] = true
		}
	}
	if !l.Whole {
		return
	}
	s.whole[4], s.whole[6] = true, true
	if l.Kind == BTKI {
		s.whole[8] = true
	}
	if l.Kind != BACICodes {
		s.lumped = false
	}
}

func (s *codeSet) sort() { s.sorted = sortedKeys(s.has) }

// Has reports whether an edition has a code; "" asks for any edition. listed
// says whether the lists could tell: if not, a code that is not known is just
// that, and not wrong.
func (n *Names) Has(edition, code string) (known, listed bool) {
	s := n.codes[edition]
	if s == nil || !isCode(code) {
		return false, s != nil
	}
	if s.has[code] {
		return true, true
	}
	if s.lumped && len(code) > 4 && strings.HasPrefix(code, "2710") {
		return false, false
	}
	return false, s.whole[len(code)]
}

// Children returns the codes one step below a code in an edition, chapters for
// no code; "" stands for all editions.
func (n *Names) Children(code, edition string) []string {
	s := n.codes[edition]
	if s == nil || code != "" && !isCode(code) {
		return nil
	}
	var out []string
	from, _ := slices.BinarySearch(s.sorted, code)
	for _, c := range s.sorted[from:] {
		if !strings.HasPrefix(c, code) {
			break
		}
		if len(c) == len(code)+2 {
			out = append(out, c)
		}
	}
	return out
}

// EditionFit says how well codes fit an edition.
type EditionFit struct {
	Edition string
	Codes   int      // different codes looked at
	Known   int      // of them in the edition
	Share   float64  // Known / Codes
	Only    []string // codes that no other edition with a list has, at most ten
	Missing []string // codes that the edition does not have, at most ten
}

// Guess tries which edition the six-digit codes of a file fit, the best first,
// of equal ones the newest. Longer codes count by their first six digits,
// shorter ones not at all. Only editions with a whole list take part; where the
// first two know as many codes, the codes do not tell.
func (n *Names) Guess(codes iter.Seq[string]) []EditionFit {
	seen := map[string]bool{}
	for c := range codes {
		if isCode(c) && len(c) >= 6 {
			seen[c[:6]] = true
		}
	}
	var fits []EditionFit
	for _, e := range Editions() {
		if n.codes[e].whole[6] {
			fits = append(fits, EditionFit{Edition: e, Codes: len(seen)})
		}
	}
	for _, c := range sortedKeys(seen) {
		var in []int
		for i := range fits {
			if n.codes[fits[i].Edition].has[c] {
				fits[i].Known++
				in = append(in, i)
			} else if len(fits[i].Missing) < mostExamples {
				fits[i].Missing = append(fits[i].Missing, c)
			}
		}
		if len(in) == 1 && len(fits[in[0]].Only) < mostExamples {
			fits[in[0]].Only = append(fits[in[0]].Only, c)
		}
	}
	for i := range fits {
		fits[i].Share = float64(fits[i].Known) / float64(max(fits[i].Codes, 1))
	}
	slices.SortStableFunc(fits, func(a, b EditionFit) int {
		return cmp.Or(b.Known-a.Known, strings.Compare(b.Edition, a.Edition))
	})
	return fits
}

const mostExamples = 10
