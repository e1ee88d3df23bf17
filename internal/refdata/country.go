package refdata

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"muara/internal/trade"
)

// Country is a country or territory of ISO 3166-1.
type Country struct {
	ISO3    string
	ISO2    string
	Numeric string // ISO 3166-1 numeric, three digits, as the map uses it: 392
	Name    trade.Text
	Words   []string // other names to find it by: Cina, RRT
}

// Countries returns all countries sorted by ISO3.
func Countries() []Country { return slices.Clone(loaded().countries) }

// CountryOf finds a country by ISO3.
func CountryOf(iso3 string) (Country, bool) { return pick(loaded().countries, loaded().iso3, iso3) }

// CountryByISO2 finds a country by its two letters.
func CountryByISO2(iso2 string) (Country, bool) {
	return pick(loaded().countries, loaded().iso2, iso2)
}

// CountryByNumeric finds a country by its three digits, as the shapes of the
// world map carry them.
func CountryByNumeric(code string) (Country, bool) {
	return pick(loaded().countries, loaded().numeric, code)
}

// CountryName returns the name of a country, the code where unknown.
func CountryName(iso3 string) trade.Text {
	if c, ok := CountryOf(iso3); ok {
		return c.Name
	}
	return trade.Text{ID: iso3, EN: iso3}
}

// SearchCountries finds countries by code or name in either language, best
// match first, names of the reader's language (id or en) before the other's.
// An empty query finds nothing.
func SearchCountries(query, lang string) []Country { return countryFinder().find(query, lang) }

var countryFinder = sync.OnceValue(func() *finder[Country] {
	return newFinder(loaded().countries, func(c Country, lang string) []entry {
		out := []entry{
			{text: c.Name.In(lang)}, {text: c.Name.ID, group: 1}, {text: c.Name.EN, group: 1},
			{text: c.ISO2, group: 3}, {text: c.ISO3, group: 3},
		}
		for _, w := range c.Words {
			out = append(out, entry{text: w, group: 2})
		}
		return out
	})
})

// readCountries takes codes and names from the Unicode CLDR, as x/text holds
// them, and puts the names of data/country_names.csv in place of those that
// an Indonesian official would not write.
func readCountries() []Country {
	ours := map[string][]string{}
	for _, r := range readCSV("country_names.csv", "iso3", "name_id", "name_en", "words") {
		ours[r[0]] = r
	}
	id, en := display.Regions(language.Indonesian), display.Regions(language.English)
	var out []Country
	for _, r := range language.Supported.Regions() {
		if !current(r) || en.Name(r) == "" {
			continue
		}
		c := Country{
			ISO3: r.ISO3(), ISO2: r.String(), Numeric: fmt.Sprintf("%03d", r.M49()),
			Name: trade.Text{ID: plain(id.Name(r), "dan"), EN: plain(en.Name(r), "and")},
		}
		if row := ours[c.ISO3]; row != nil {
			c.Name.ID, c.Name.EN, c.Words = or(row[1], c.Name.ID), or(row[2], c.Name.EN), list(row[3])
			delete(ours, c.ISO3)
		}
		out = append(out, c)
	}
	for iso3 := range ours {
		panic("refdata: country_names.csv names " + iso3 + ", which is no country")
	}
	slices.SortFunc(out, func(a, b Country) int { return strings.Compare(a.ISO3, b.ISO3) })
	return out
}

// current reports whether a region has an ISO 3166-1 code today. Reserved
// codes (Ascension) have no number; former countries (the Soviet Union) have
// one but no name any more, or stand for their successor.
func current(r language.Region) bool {
	return r.IsCountry() && !r.IsPrivateUse() && r.M49() != 0 && r.Canonicalize() == r
}

// plain writes & and St. out, as running text needs them.
func plain(name, and string) string {
	name = strings.ReplaceAll(name, " & ", " "+and+" ")
	return strings.Replace(name, "St. ", "Saint ", 1)
}

// list reads a cell of several names, separated by semicolons.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

func or(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}
