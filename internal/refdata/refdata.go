// Package refdata names the codes of trade in both languages: HS chapters and
// sections, countries, with the source of each table.
package refdata

import "muara/internal/trade"

// Chapter is a two-digit chapter of the Harmonized System.
type Chapter struct {
	Code    string     // 01 to 97, without 77
	Section string     // I to XXI
	Name    trade.Text // short name, our own wording
}

// Chapters returns the chapters in order.
func Chapters() []Chapter { return nil }

// ChapterName returns the short name of a chapter, the code where unknown.
func ChapterName(code string) trade.Text { return trade.Text{ID: code, EN: code} }

// Country is a country or territory of ISO 3166-1.
type Country struct {
	ISO3    string
	ISO2    string
	Numeric string // ISO 3166-1 numeric, as the map uses it: 392
	Name    trade.Text
}

// Countries returns all countries sorted by ISO3.
func Countries() []Country { return nil }

// CountryOf finds a country by ISO3.
func CountryOf(iso3 string) (Country, bool) { return Country{}, false }

// CountryName returns the name of a country, the code where unknown.
func CountryName(iso3 string) trade.Text { return trade.Text{ID: iso3, EN: iso3} }
