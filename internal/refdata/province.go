package refdata

import (
	"slices"
	"strings"
	"sync"

	"muara/internal/trade"
)

// Province is a province of Indonesia. Statistics (BPS) and government
// (Kemendagri) number provinces alike but for those of Papua, where the same
// number means different provinces: a code without the name of its system says
// nothing there.
type Province struct {
	BPS        string // two digits: 62
	Kemendagri string // two digits
	Name       trade.Text
	Words      []string // other names to find it by
}

var provinces = sync.OnceValue(func() []Province {
	var out []Province
	for _, r := range readCSV("provinces.csv", "bps", "kemendagri", "name_id", "name_en", "words") {
		p := Province{BPS: r[0], Kemendagri: r[1], Name: trade.Text{ID: r[2], EN: r[3]}}
		if p.Kemendagri == "" {
			p.Kemendagri = p.BPS
		}
		if r[4] != "" {
			p.Words = strings.Split(r[4], ";")
		}
		out = append(out, p)
	}
	return out
})

// Provinces returns the 38 provinces by their codes of BPS.
func Provinces() []Province { return slices.Clone(provinces()) }

// ProvinceOf finds a province by its code of BPS.
func ProvinceOf(bps string) (Province, bool) {
	i := slices.IndexFunc(provinces(), func(p Province) bool { return p.BPS == bps })
	if i < 0 {
		return Province{}, false
	}
	return provinces()[i], true
}

// SearchProvinces finds provinces by their code of BPS, or by the beginning of
// a word of one of their names in either language.
func SearchProvinces(query string) []Province {
	q := Fold(query)
	if q == "" {
		return nil
	}
	var out []Province
	for _, p := range provinces() {
		names := append([]string{p.Name.ID, p.Name.EN}, p.Words...)
		if p.BPS == q || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(" "+Fold(n), " "+q) }) {
			out = append(out, p)
		}
	}
	return out
}
