package refdata

import (
	"slices"
	"strings"
	"sync"

	"muara/internal/trade"
)

// Heading is a four-digit heading of the Harmonized System.
type Heading struct {
	Code     string     // four digits: 4412
	Editions []string   // editions that have it, in order: 2017, 2022
	Name     trade.Text // short name, our own wording
}

// Chapter returns the two digits of the chapter that the heading lies in.
func (h Heading) Chapter() string { return h.Code[:2] }

// headingTable is read when a heading is first asked for, apart from the small
// tables, so that a program that names only chapters does not hold it.
type headingTable struct {
	rows []Heading
	at   map[string]int // index by code
}

var headings = sync.OnceValue(func() *headingTable {
	rows := readHeadings()
	return &headingTable{rows: rows, at: indexBy(rows, func(h Heading) string { return h.Code })}
})

// readHeadings reads data/hs_headings.csv. The rows share the few lists of
// editions that there are.
func readHeadings() []Heading {
	editions := map[string][]string{}
	var out []Heading
	for _, r := range readCSV("hs_headings.csv", "code", "editions", "name_id", "name_en") {
		if len(r[0]) != 4 {
			panic("refdata: hs_headings.csv holds " + r[0] + ", which is no heading")
		}
		if editions[r[1]] == nil {
			editions[r[1]] = slices.Clip(strings.Fields(r[1]))
		}
		out = append(out, Heading{Code: r[0], Editions: editions[r[1]], Name: trade.Text{ID: r[2], EN: r[3]}})
	}
	return out
}

// own gives a caller a heading whose editions may be changed.
func (h Heading) own() Heading {
	h.Editions = slices.Clone(h.Editions)
	return h
}

// Headings returns the headings of HS 2017 and HS 2022 in the order of their
// codes.
func Headings() []Heading { return HeadingsIn("") }

// HeadingsIn returns the headings of a chapter in order, all for "".
func HeadingsIn(chapter string) []Heading {
	var out []Heading
	for _, h := range headings().rows {
		if chapter == "" || h.Chapter() == chapter {
			out = append(out, h.own())
		}
	}
	return out
}

// HeadingOf finds a heading by its four digits.
func HeadingOf(code string) (Heading, bool) {
	h, ok := pick(headings().rows, headings().at, code)
	return h.own(), ok
}

// HeadingName returns the short name of a heading, the code where unknown.
func HeadingName(code string) trade.Text {
	if h, ok := HeadingOf(code); ok {
		return h.Name
	}
	return trade.Text{ID: code, EN: code}
}

// SearchHeadings finds headings by a code of four to ten digits ("4412",
// "4412.33") or a name in either language, best match first, names of the
// reader's language (id or en) before the other's. Fewer digits name a chapter
// and find nothing here, nor does an empty query. Some years read as codes
// (2008): who also searches for periods asks for them first.
func SearchHeadings(query, lang string) []Heading {
	if _, ok := leadingChapter(query); ok {
		digits := strings.ReplaceAll(strings.TrimSpace(query), ".", "")
		if len(digits) < 4 {
			return nil
		}
		if h, ok := HeadingOf(digits[:4]); ok {
			return []Heading{h}
		}
		return nil
	}
	found := headingFinder().find(query, lang)
	for i := range found {
		found[i] = found[i].own()
	}
	return found
}

var headingFinder = sync.OnceValue(func() *finder[Heading] {
	return newFinder(headings().rows, func(h Heading, lang string) []entry {
		return []entry{{text: h.Name.In(lang)}, {text: h.Name.ID, group: 1}, {text: h.Name.EN, group: 1}}
	})
})
