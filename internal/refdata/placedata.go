package refdata

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"muara/internal/trade"
)

// placeTable holds the places with every way to find them, as indexes into
// rows.
type placeTable struct {
	rows   []Place
	at     map[string]int            // by code
	by     map[string]map[string]int // by system and code, numbers without leading zeros
	named  map[string]int            // by folded name
	bags   map[string]int            // by the words of a name
	search *finder[Place]
}

// places is read when a place is first asked for.
var places = sync.OnceValue(func() *placeTable {
	t := &placeTable{rows: readPlaces()}
	t.at = indexBy(t.rows, func(p Place) string { return p.Code })
	t.check()
	t.by = t.readCodes()
	spellings := t.spellings()
	t.named, t.bags = t.nameIndex(spellings)
	t.search = newFinder(t.rows, func(p Place, lang string) []entry {
		out := []entry{
			{text: p.Name.In(lang)}, {text: p.Name.ID, group: 1}, {text: p.Name.EN, group: 1},
			{text: p.ISO2, group: 3}, {text: p.Code, group: 3},
		}
		if c, ok := CountryOf(p.Code); ok {
			for _, w := range c.Words {
				out = append(out, entry{text: w, group: 2})
			}
		}
		for _, s := range spellings[p.Code] {
			out = append(out, entry{text: s, group: 2})
		}
		return out
	})
	return t
})

// readPlaces joins the countries with data/places.csv, which adds other places
// and the years of those countries that came from one.
func readPlaces() []Place {
	var out []Place
	at := map[string]int{}
	for _, c := range loaded().countries {
		at[c.ISO3] = len(out)
		out = append(out, Place{Code: c.ISO3, ISO2: c.ISO2, M49: c.Numeric, Kind: PlaceCountry, Name: c.Name})
	}
	for _, r := range readCSV("places.csv", "code", "iso2", "m49", "kind", "from", "until", "successors", "stands_for", "name_id", "name_en") {
		if i, ok := at[r[0]]; ok {
			out[i].From, out[i].Until = yearCell(r[4]), yearCell(r[5])
			continue
		}
		out = append(out, Place{
			Code: r[0], ISO2: r[1], M49: r[2], Kind: PlaceKind(r[3]), From: yearCell(r[4]), Until: yearCell(r[5]),
			Successors: strings.Fields(r[6]), StandsFor: r[7], Name: trade.Text{ID: r[8], EN: r[9]},
		})
	}
	order := []PlaceKind{PlaceCountry, PlaceHistoric, PlaceArea, PlaceGroup, PlaceWorld}
	slices.SortFunc(out, func(a, b Place) int {
		return cmp.Or(slices.Index(order, a.Kind)-slices.Index(order, b.Kind), strings.Compare(a.Code, b.Code))
	})
	return out
}

func yearCell(cell string) int {
	if cell == "" {
		return 0
	}
	n, err := strconv.Atoi(cell)
	if err != nil || n < 1900 || n > 2200 {
		panic("refdata: places.csv holds the year " + cell)
	}
	return n
}

// check panics where a code is no code or a place refers to one that is not
// there.
func (t *placeTable) check() {
	for _, p := range t.rows {
		if len(p.Code) != 3 || p.Name.ID == "" || p.Name.EN == "" {
			panic(fmt.Sprintf("refdata: places.csv: %+v", p))
		}
		refers := p.Successors
		if p.StandsFor != "" {
			refers = append(slices.Clone(refers), p.StandsFor)
		}
		for _, code := range refers {
			if _, ok := t.at[code]; !ok {
				panic("refdata: places.csv: " + p.Code + " leads to " + code + ", which is no place")
			}
		}
	}
}

// readCodes makes the index of every system: first what data/place_codes.csv
// says, then the places' own codes where nothing else has taken them. Two
// letters that two former countries share (CS) stay out.
func (t *placeTable) readCodes() map[string]map[string]int {
	by := map[string]map[string]int{"cepii": {}, "comtrade": {}, "m49": {}, "iso3": {}, "iso2": {}}
	for _, r := range readCSV("place_codes.csv", "system", "code", "place", "note") {
		i, ok := t.at[r[2]]
		if _, twice := by[r[0]][r[1]]; !ok || by[r[0]] == nil || twice {
			panic(fmt.Sprintf("refdata: place_codes.csv: %q", r))
		}
		by[r[0]][r[1]] = i
	}
	put := func(system, code string, i int) bool {
		if _, taken := by[system][code]; taken || code == "" {
			return !taken
		}
		by[system][code] = i
		return true
	}
	shared := map[string]bool{}
	for i, p := range t.rows { // countries come first
		put("iso3", p.Code, i)
		if !put("iso2", p.ISO2, i) && t.rows[by["iso2"][p.ISO2]].Kind != PlaceCountry {
			shared[p.ISO2] = true
		}
		number := strings.TrimLeft(p.M49, "0")
		put("m49", number, i)
		if p.Kind != PlaceWorld { // 1 is the World in M49 alone
			put("cepii", number, i)
			put("comtrade", number, i)
		}
	}
	for code := range shared {
		delete(by["iso2"], code)
	}
	return by
}

// spellings are the names of places besides the one to show: those of the
// Unicode CLDR and of data/place_names.csv.
func (t *placeTable) spellings() map[string][]string {
	out := map[string][]string{}
	id, en := display.Regions(language.Indonesian), display.Regions(language.English)
	for _, c := range loaded().countries {
		r := language.MustParseRegion(c.ISO2)
		out[c.ISO3] = []string{id.Name(r), en.Name(r)}
	}
	for _, r := range readCSV("place_names.csv", "place", "names") {
		if _, ok := t.at[r[0]]; !ok {
			panic("refdata: place_names.csv names " + r[0] + ", which is no place")
		}
		out[r[0]] = append(out[r[0]], list(r[1])...)
	}
	return out
}

// nameIndex puts every name and spelling in two indexes: as folded, and by its
// words. It panics where two places would share a name.
func (t *placeTable) nameIndex(spellings map[string][]string) (named, bags map[string]int) {
	named, bags = map[string]int{}, map[string]int{}
	put := func(index map[string]int, key string, i int) {
		if other, taken := index[key]; taken && other != i {
			panic(fmt.Sprintf("refdata: %q names %s and %s", key, t.rows[other].Code, t.rows[i].Code))
		}
		index[key] = i
	}
	for i, p := range t.rows {
		for _, name := range append([]string{p.Name.ID, p.Name.EN}, spellings[p.Code]...) {
			folded := Fold(name)
			put(named, folded, i)
			put(bags, bag(folded), i)
		}
	}
	delete(bags, "")
	return named, bags
}
