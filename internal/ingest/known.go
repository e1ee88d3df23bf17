package ingest

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"muara/internal/refdata"
)

// numbered are the codes of CEPII and UN Comtrade that differ from ISO 3166-1
// numeric, with ISO3 where the place is a country today, empty where it is a
// former country or a group of places.
//
// Source: country_codes of BACI V202401; partner areas of UN Comtrade.
var numbered = map[int]string{
	251: "FRA", 579: "NOR", 699: "IND", 757: "CHE", 842: "USA", 381: "ITA", 490: "TWN",
	58: "", 200: "", 278: "", 280: "", 530: "", 532: "", 588: "", 590: "", 591: "PAN", 658: "", 711: "", 717: "", 720: "", 736: "",
	810: "", 835: "", 866: "", 868: "", 886: "", 890: "", 891: "",
	97: "", 290: "", 472: "", 473: "", 492: "", 527: "", 536: "", 568: "", 577: "", 636: "", 637: "", 837: "", 838: "", 839: "",
	849: "", 879: "", 899: "",
}

// placeNames finds countries by the names that files use, folded.
var placeNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, c := range refdata.Countries() {
		for _, name := range append([]string{c.Name.ID, c.Name.EN, c.ISO3}, c.Words...) {
			out[refdata.Fold(name)] = c.ISO3
		}
	}
	return out
})

// isWorld reports whether a place stands for all partners.
func isWorld(p Place) bool {
	switch p.System {
	case Comtrade:
		return p.Code == "0"
	case PlaceNamed:
		switch fold(p.Name) {
		case "world", "dunia", "seluruhdunia", "total", "allcountries", "semuanegara":
			return true
		}
	}
	return false
}

// knownPlace reports whether our lists have a place. For a code: ISO 3166-1,
// or one of those that CEPII and Comtrade add.
func knownPlace(p Place) bool {
	if p.System == PlaceNamed {
		return knownName(p.Name)
	}
	n, err := strconv.Atoi(p.Code)
	if err != nil {
		return false
	}
	if _, ok := numbered[n]; ok {
		return true
	}
	_, ok := refdata.CountryByNumeric(fmt.Sprintf("%03d", n))
	return ok
}

// knownName looks a name up as written and with what stands behind a comma in
// front: KOREA, REPUBLIC OF is Republic of Korea.
func knownName(name string) bool {
	names := placeNames()
	if _, ok := names[refdata.Fold(name)]; ok {
		return true
	}
	first, rest, found := strings.Cut(name, ",")
	if !found {
		return false
	}
	_, ok := names[refdata.Fold(strings.TrimSpace(rest)+" "+first)]
	return ok
}

// knownProduct reports whether the chapter of a code exists. Chapters 98 and
// 99 hold national lines and what is not specified (9999, 999999).
func knownProduct(code string) bool {
	if len(code) < 2 {
		return false
	}
	if code[:2] == "98" || code[:2] == "99" {
		return true
	}
	_, ok := refdata.ChapterOf(code[:2])
	return ok
}
