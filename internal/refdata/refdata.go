// Package refdata names the codes of trade in both languages: editions,
// sections, chapters and headings of the Harmonized System, countries and the
// other places that trade files have, blocs and regions of the world, with the
// source of each table. Tables are embedded CSV files, described in
// data/README.md.
package refdata

import (
	"slices"
	"strings"
	"sync"

	"muara/internal/trade"
)

// Section is a section of the Harmonized System: a range of chapters.
type Section struct {
	Code        string     // I to XXI
	First, Last string     // codes of its first and last chapter
	Name        trade.Text // short name, our own wording
}

// Chapter is a two-digit chapter of the Harmonized System.
type Chapter struct {
	Code    string     // 01 to 97, without 77
	Section string     // I to XXI
	Name    trade.Text // short name, our own wording
	Words   trade.Text // goods and other words to find it by, separated by spaces
}

// tables holds everything that is read from files, once.
type tables struct {
	sections  []Section
	chapters  []Chapter
	countries []Country
	chapter   map[string]int // index by code
	section   map[string]int
	iso3      map[string]int
	iso2      map[string]int
	numeric   map[string]int
}

// loaded reads the tables. They are part of the program, so a fault in them
// is a fault of the build: it panics, and the package's tests see it first.
var loaded = sync.OnceValue(func() *tables {
	t := &tables{sections: readSections(), chapters: readChapters(), countries: readCountries()}
	t.section = indexBy(t.sections, func(s Section) string { return s.Code })
	t.chapter = indexBy(t.chapters, func(c Chapter) string { return c.Code })
	t.iso3 = indexBy(t.countries, func(c Country) string { return c.ISO3 })
	t.iso2 = indexBy(t.countries, func(c Country) string { return c.ISO2 })
	t.numeric = indexBy(t.countries, func(c Country) string { return c.Numeric })
	return t
})

func indexBy[T any](rows []T, key func(T) string) map[string]int {
	out := make(map[string]int, len(rows))
	for i, r := range rows {
		out[key(r)] = i
	}
	return out
}

// Sections returns the sections in order.
func Sections() []Section { return slices.Clone(loaded().sections) }

// SectionOf finds a section by its Roman number.
func SectionOf(code string) (Section, bool) { return pick(loaded().sections, loaded().section, code) }

// Chapters returns the chapters in order.
func Chapters() []Chapter { return slices.Clone(loaded().chapters) }

// ChapterOf finds a chapter by its two digits.
func ChapterOf(code string) (Chapter, bool) { return pick(loaded().chapters, loaded().chapter, code) }

// ChapterName returns the short name of a chapter, the code where unknown.
func ChapterName(code string) trade.Text {
	if c, ok := ChapterOf(code); ok {
		return c.Name
	}
	return trade.Text{ID: code, EN: code}
}

// ChaptersIn returns the chapters of a section in order.
func ChaptersIn(section string) []Chapter {
	var out []Chapter
	for _, c := range loaded().chapters {
		if c.Section == section {
			out = append(out, c)
		}
	}
	return out
}

// SearchChapters finds chapters by a code ("27", "2701"), a name or a word in
// either language, best match first, names of the reader's language (id or
// en) before the other's. An empty query finds nothing. A year reads as a code
// too (2021 begins with 20): who also searches for periods asks for them first.
func SearchChapters(query, lang string) []Chapter {
	if code, ok := leadingChapter(query); ok {
		if c, ok := ChapterOf(code); ok {
			return []Chapter{c}
		}
		return nil
	}
	return chapterFinder().find(query, lang)
}

var chapterFinder = sync.OnceValue(func() *finder[Chapter] {
	return newFinder(loaded().chapters, func(c Chapter, lang string) []entry {
		return []entry{
			{text: c.Name.In(lang)},
			{text: c.Words.In(lang), group: 1, words: true},
			{text: c.Name.ID, group: 2}, {text: c.Name.EN, group: 2},
			{text: c.Words.ID, group: 3, words: true}, {text: c.Words.EN, group: 3, words: true},
		}
	})
})

// leadingChapter reads the chapter of an HS code of two to ten digits, with
// or without points: 27, 4412.33.
func leadingChapter(query string) (string, bool) {
	digits := strings.ReplaceAll(strings.TrimSpace(query), ".", "")
	if len(digits) < 2 || len(digits) > 10 || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	return digits[:2], true
}

func pick[T any](rows []T, index map[string]int, code string) (T, bool) {
	if i, ok := index[code]; ok {
		return rows[i], true
	}
	var none T
	return none, false
}
