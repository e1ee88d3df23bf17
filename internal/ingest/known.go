package ingest

import (
	"muara/internal/refdata"
	"muara/internal/trade"
)

// world is the code of all places together.
const world = "WLD"

// Resolve returns the code of the place in three letters, as refdata.PlaceOf
// knows it: IDN, WLD for all places together, S19 for what CEPII calls other
// Asia. ok is false for places that nobody knows and for the zero Place.
func (p Place) Resolve() (code string, ok bool) {
	var known refdata.Place
	if p.System == PlaceNamed {
		known, ok = refdata.PlaceNamed(p.Name)
	} else if p.System != NoPlace {
		known, ok = refdata.PlaceBy(string(p.System), p.Code)
	}
	return known.Code, ok
}

// isWorld reports whether a place stands for all partners.
func isWorld(p Place) bool {
	switch p.System {
	case Comtrade, M49: // 0 in Comtrade, 1 in M49
		return p.Code == "0" || p.System == M49 && p.Code == "1"
	case PlaceNamed:
		switch fold(p.Name) {
		case "world", "dunia", "seluruhdunia", "total", "allcountries", "semuanegara":
			return true
		}
	}
	return false
}

// knownPlace reports whether our lists have a place.
func knownPlace(p Place) bool {
	_, ok := p.Resolve()
	return ok
}

// knownName reports whether a text is the name of a place.
func knownName(name string) bool {
	_, ok := refdata.PlaceNamed(name)
	return ok
}

// knownProduct reports whether a code exists: its chapter and, where it has
// four digits or more, its heading. Chapters 98 and 99 hold national lines and
// what is not specified (9999, 999999), which no list names.
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

// inEdition reports whether an edition of the HS has the heading of a code; ok
// where that cannot be told, because the list of headings does not reach back
// to the edition or knows nothing of the code.
func inEdition(code, edition string) bool {
	if len(code) < 4 || edition != "H5" && edition != "H6" {
		return true
	}
	h, ok := refdata.HeadingOf(code[:4])
	if !ok {
		return true
	}
	for _, e := range h.Editions {
		if known, ok := refdata.EditionOf(e); ok && known.Code == edition {
			return true
		}
	}
	return false
}

// editionCode reads an edition of the HS as files and people write it: H5,
// 2017, HS 2017; empty where it is none.
func editionCode(s string) string {
	if e, ok := refdata.EditionOf(s); ok {
		return e.Code
	}
	return ""
}

// period of a row that is one month.
func oneMonth(m trade.Month) trade.Period { return trade.Period{From: m, To: m} }
