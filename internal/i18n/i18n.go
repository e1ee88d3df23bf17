// Package i18n turns keys, numbers, months and dates into the reader's
// language, and reads back the periods and amounts that people type.
//
// Catalogues are embedded, one pair of files per area of the site
// (catalog/<area>.id.json and catalog/<area>.en.json); tests hold both
// languages to the same keys and every key in the sources to a text.
//
// Numbers are rounded half away from zero on integers, so that what is shown
// is exact and the same on every machine. Negative numbers carry a real minus
// sign (U+2212), ranges an en dash.
package i18n

import (
	"golang.org/x/text/language"

	"muara/internal/trade"
)

// Lang is a language of the site. Anything but EN is treated as Indonesian,
// as trade.Text does.
type Lang string

// The languages. Indonesian is the first.
const (
	ID Lang = "id"
	EN Lang = "en"
)

// Langs lists the languages, the site's own first.
func Langs() []Lang { return []Lang{ID, EN} }

// ParseLang reads the code of a language: id, en.
func ParseLang(s string) (Lang, bool) {
	switch l := Lang(s); l {
	case ID, EN:
		return l, true
	}
	return ID, false
}

// MatchLang chooses the language for an Accept-Language header. Indonesian is
// the answer unless the reader clearly prefers English.
func MatchLang(acceptLanguage string) Lang {
	if len(acceptLanguage) > 200 { // no browser needs more; the header is foreign input
		return ID
	}
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return ID
	}
	for _, tag := range wanted {
		switch base, _ := tag.Base(); base.String() {
		case "id", "ms", "jv", "su", "bjn", "nij": // languages of readers who read Indonesian
			return ID
		case "en":
			return EN
		}
	}
	return ID
}

// Tag returns the language as BCP 47 has it.
func (l Lang) Tag() language.Tag {
	if l == EN {
		return language.English
	}
	return language.Indonesian
}

// Other returns the other language of the site.
func (l Lang) Other() Lang {
	if l == EN {
		return ID
	}
	return EN
}

// Unit is how amounts of money are written.
type Unit string

// The units; Millions is the default everywhere.
const (
	Millions Unit = ""    // US$ juta / US$ million, two decimals
	Billions Unit = "b"   // US$ miliar / US$ billion, three decimals
	Dollars  Unit = "usd" // US$, no decimals
)

// Units lists the units, the default first.
func Units() []Unit { return []Unit{Millions, Billions, Dollars} }

// ParseUnit reads a unit as links carry it.
func ParseUnit(s string) (Unit, bool) {
	switch u := Unit(s); u {
	case Millions, Billions, Dollars:
		return u, true
	}
	return Millions, false
}

// Printer writes text for one reader. The zero Printer writes Indonesian in
// millions. Printers are values without state and safe to share.
type Printer struct {
	Lang Lang
	Unit Unit
}

// Text picks the reader's language from a bilingual text.
func (p Printer) Text(t trade.Text) string { return t.In(string(p.Lang)) }
