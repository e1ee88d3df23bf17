package refdata

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"muara/internal/trade"
)

// BlocKind tells blocs that countries join from parts of the world.
type BlocKind string

// The kinds of blocs.
const (
	BlocUnion  BlocKind = "bloc"   // an organisation or agreement with members: ASEAN
	BlocRegion BlocKind = "region" // a part of the world: South-East Asia
)

// Bloc is a group of places that trade is summed over.
type Bloc struct {
	Code     string // ASEAN, EU; for regions the three digits of M49
	Name     trade.Text
	Kind     BlocKind
	Members  []Member
	Words    []string // other names to find it by
	Source   string   // the page that states who belongs to it
	Verified string   // day on which the members were compared with it, empty if never
}

// Member is a place of a bloc with the days on which it joined and left; zero
// is always and still.
type Member struct {
	Place       string
	From, Until trade.Date
}

// in reports whether a membership held on 31 December of a year, now for 0.
func (m Member) in(year int) bool {
	if year == 0 {
		return m.Until.IsZero()
	}
	left := !m.Until.IsZero() && m.Until.Ordinal() < trade.Date{Year: year, Month: 12, Day: 31}.Ordinal()
	return m.From.Year <= year && !left
}

// own gives a caller a bloc whose members may be changed.
func (b Bloc) own() Bloc {
	b.Members, b.Words = slices.Clone(b.Members), slices.Clone(b.Words)
	return b
}

// In returns the codes of those who were members at the end of a year, now for
// 0, sorted. To sum trade take Covers.
func (b Bloc) In(year int) []string {
	var out []string
	for _, m := range b.Members {
		if m.in(year) {
			out = append(out, m.Place)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Has reports whether a place belonged to the bloc at the end of a year, now
// for 0. An area belongs where the country does that it stands for (S19 as
// Taiwan); a former country, in its own years, where all its successors do
// (Belgium-Luxembourg in the EU) or did from their first year (South Sudan).
func (b Bloc) Has(place string, year int) bool {
	for _, m := range b.Members {
		if m.Place == place && m.in(year) {
			return true
		}
	}
	p, ok := pick(places().rows, places().at, place)
	switch {
	case !ok:
		return false
	case p.StandsFor != "":
		return b.Has(p.StandsFor, year)
	case p.Kind != PlaceHistoric || year == 0 || year > p.Until:
		return false
	}
	some := false
	for _, code := range p.Successors {
		if b.Has(code, year) {
			some = true
		} else if !b.fromBirth(code) {
			return false
		}
	}
	return some
}

// fromBirth reports whether a place joined in its first year: before that, its
// area lay in a country that may have been a member.
func (b Bloc) fromBirth(place string) bool {
	p, ok := PlaceOf(place)
	return ok && p.From != 0 && slices.ContainsFunc(b.Members, func(m Member) bool {
		return m.Place == place && m.From.Year == p.From
	})
}

// Covers returns every code under which trade of the bloc can stand in a file
// of a year: its members, areas that stand for them, and former countries that
// lay within it. Sums over a bloc take these.
func (b Bloc) Covers(year int) []string {
	out := b.In(year)
	for _, p := range places().rows {
		if (p.StandsFor != "" || p.Kind == PlaceHistoric) && b.Has(p.Code, year) {
			out = append(out, p.Code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Blocs returns all blocs, then the regions of the world.
func Blocs() []Bloc {
	out := slices.Clone(blocs().rows)
	for i := range out {
		out[i] = out[i].own()
	}
	return out
}

// BlocOf finds a bloc by its code.
func BlocOf(code string) (Bloc, bool) {
	b, ok := pick(blocs().rows, blocs().at, code)
	return b.own(), ok
}

// BlocsOf returns the blocs and regions that a place belonged to at the end of
// a year, now for 0.
func BlocsOf(place string, year int) []Bloc {
	var out []Bloc
	for _, b := range blocs().rows {
		if b.Has(place, year) {
			out = append(out, b.own())
		}
	}
	return out
}

// SearchBlocs finds blocs by code or name in either language, best match
// first, names of the reader's language (id or en) before the other's. An
// empty query finds nothing.
func SearchBlocs(query, lang string) []Bloc {
	out := blocs().search.find(query, lang)
	for i := range out {
		out[i] = out[i].own()
	}
	return out
}

// blocTable holds the blocs with the ways to find them.
type blocTable struct {
	rows   []Bloc
	at     map[string]int // by code
	search *finder[Bloc]
}

// blocs is read when a bloc is first asked for.
var blocs = sync.OnceValue(func() *blocTable {
	t := &blocTable{rows: readBlocs()}
	t.at = indexBy(t.rows, func(b Bloc) string { return b.Code })
	t.search = newFinder(t.rows, func(b Bloc, lang string) []entry {
		out := []entry{
			{text: b.Name.In(lang)}, {text: b.Name.ID, group: 1}, {text: b.Name.EN, group: 1}, {text: b.Code, group: 3},
		}
		for _, w := range b.Words {
			out = append(out, entry{text: w, group: 2})
		}
		return out
	})
	return t
})

// readBlocs joins data/blocs.csv with data/bloc_members.csv.
func readBlocs() []Bloc {
	var out []Bloc
	at := map[string]int{}
	for _, r := range readCSV("blocs.csv", "code", "kind", "name_id", "name_en", "words", "source_url", "verified_on") {
		at[r[0]] = len(out)
		out = append(out, Bloc{
			Code: r[0], Kind: BlocKind(r[1]), Name: trade.Text{ID: r[2], EN: r[3]},
			Words: list(r[4]), Source: r[5], Verified: r[6],
		})
	}
	for _, r := range readCSV("bloc_members.csv", "bloc", "member", "from", "until") {
		i, ok := at[r[0]]
		if _, known := places().at[r[1]]; !ok || !known {
			panic(fmt.Sprintf("refdata: bloc_members.csv: %q", r))
		}
		out[i].Members = append(out[i].Members, Member{Place: r[1], From: dateCell(r[2]), Until: dateCell(r[3])})
	}
	return out
}

func dateCell(cell string) trade.Date {
	if cell == "" {
		return trade.Date{}
	}
	d, err := trade.ParseDate(strings.TrimSpace(cell))
	if err != nil {
		panic("refdata: bloc_members.csv: " + err.Error())
	}
	return d
}
