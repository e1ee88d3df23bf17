package refdata

import (
	"slices"
	"strings"

	"muara/internal/trade"
)

// PlaceKind says what sort of place a code of trade files names.
type PlaceKind string

// The kinds of places.
const (
	PlaceCountry  PlaceKind = "country"  // a country or territory of today
	PlaceHistoric PlaceKind = "historic" // a country, territory or union of the past
	PlaceArea     PlaceKind = "area"     // what statistics cannot or may not tell apart: Other Asia, bunkers
	PlaceGroup    PlaceKind = "group"    // countries that also stand for themselves: never add it to them
	PlaceWorld    PlaceKind = "world"    // all places together: never add it to them
)

// Place is a reporter or partner of trade: a country, a former country, an
// area of statistics, or the World.
//
// The years are those in which trade statistics know it within its borders. A
// file may use a code outside them; nothing here refuses that.
type Place struct {
	Code        string // three characters, ISO 3166-1 alpha-3 where there is one
	ISO2        string // may be empty; former countries may share theirs with another
	M49         string // three digits of the United Nations, may be empty
	Kind        PlaceKind
	From, Until int      // first and last year, 0 open
	Successors  []string // of a former country: the places that its area lies in now
	StandsFor   string   // of an area: the one country that it is in practice (S19: TWN)
	Name        trade.Text
}

// own gives a caller a place whose successors may be changed.
func (p Place) own() Place {
	p.Successors = slices.Clone(p.Successors)
	return p
}

// Places returns all places: countries, then former countries, areas, groups
// and the World, each sorted by code.
func Places() []Place {
	out := slices.Clone(places().rows)
	for i := range out {
		out[i] = out[i].own()
	}
	return out
}

// PlaceOf finds a place by its code.
func PlaceOf(code string) (Place, bool) {
	p, ok := pick(places().rows, places().at, code)
	return p.own(), ok
}

// PlaceName returns the name of a place, the code where unknown.
func PlaceName(code string) trade.Text {
	if p, ok := pick(places().rows, places().at, code); ok {
		return p.Name
	}
	return trade.Text{ID: code, EN: code}
}

// PlaceBy finds a place by its code in a system: "cepii" (BACI), "comtrade"
// (reporters and partners of UN Comtrade), "m49", "iso3" or "iso2". Spaces
// around the code, leading zeros and small letters do not matter. A code that
// a system gives to two places finds none.
//
// The numbers of CEPII and UN Comtrade are those of M49 unless
// data/place_codes.csv says otherwise, so a file of theirs that holds an M49
// number (840 instead of 842) is understood as well.
func PlaceBy(system, code string) (Place, bool) {
	key := strings.TrimSpace(code)
	if system == "iso3" || system == "iso2" {
		key = strings.ToUpper(key)
	} else if key = strings.TrimLeft(key, "0"); key == "" && code != "" {
		key = "0"
	}
	p, ok := pick(places().rows, places().by[system], key)
	return p.own(), ok
}

// PlaceNamed finds a place by a name as people and offices write it, in either
// language: "RUSSIA FEDERATION", "KOREA, REPUBLIC OF", "Amerika Serikat ".
// Capitals, accents, points, the order of words and the words of and the do
// not matter. A name that fits two places (Korea, Yugoslavia) finds none, and
// neither do codes: ask PlaceBy for those.
func PlaceNamed(name string) (Place, bool) {
	if len(name) > maxQuery {
		return Place{}, false
	}
	t := places()
	folded := Fold(name)
	i, ok := t.named[folded]
	if !ok {
		i, ok = t.bags[bag(folded)]
	}
	if !ok {
		return Place{}, false
	}
	return t.rows[i].own(), true
}

// SearchPlaces finds places by code or name in either language, best match
// first, names of the reader's language (id or en) before the other's, then
// other spellings. An empty query finds nothing.
func SearchPlaces(query, lang string) []Place {
	out := places().search.find(query, lang)
	for i := range out {
		out[i] = out[i].own()
	}
	return out
}

// bag reduces a folded name to its words in alphabetical order, with
// abbreviations written out and without words that only join others, so that
// "korea republic of" and "rep of korea" are the same. Empty where no word is
// left.
func bag(folded string) string {
	var words []string
	for word := range strings.FieldsSeq(folded) {
		switch {
		case word == "s" && len(words) > 0: // people's, U.S.
			words[len(words)-1] += "s"
			continue
		case joining[word]:
			continue
		}
		if long, ok := abbreviated[word]; ok {
			word = long
		}
		words = append(words, word)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// joining are words that say nothing about which place is meant.
var joining = map[string]bool{"of": true, "the": true, "and": true, "dan": true}

// abbreviated are words that lists of countries shorten or bend.
var abbreviated = map[string]string{
	"rep": "republic", "dem": "democratic", "fed": "federal", "federated": "federal",
	"isd": "island", "isds": "island", "isl": "island", "islands": "island",
	"terr": "territory", "territories": "territory", "st": "saint", "kep": "kepulauan",
	"br": "british", "fr": "french",
}
