package refdata

import (
	"strconv"
	"strings"

	"muara/internal/trade"
)

// Edition is an edition of the Harmonized System.
type Edition struct {
	Code string // H0 to H6, as UN Comtrade writes it
	Year int    // in which it came into force: 1992 to 2022
	Name trade.Text
}

// Editions returns the editions of the Harmonized System in order. H0 is the
// first, in force since 1988 and known by the year 1992.
//
// Source: World Customs Organization; the letters are those of UN Comtrade.
func Editions() []Edition {
	out := make([]Edition, 0, 7)
	for i, year := range []int{1992, 1996, 2002, 2007, 2012, 2017, 2022} {
		name := "HS " + strconv.Itoa(year)
		out = append(out, Edition{Code: "H" + strconv.Itoa(i), Year: year, Name: trade.Text{ID: name, EN: name}})
	}
	return out
}

// EditionOf finds an edition as people and files write it: H5, 2017, HS2017,
// "HS 2017", HS17, hs-92. Two digits without HS mean a chapter and find none.
func EditionOf(text string) (Edition, bool) {
	key := strings.ToUpper(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }), ""))
	for _, e := range Editions() {
		year := e.Name.EN[len("HS "):]
		switch key {
		case e.Code, year, "HS" + year, "HS" + year[2:]:
			return e, true
		}
	}
	return Edition{}, false
}
