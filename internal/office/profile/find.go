package profile

import (
	"muara/internal/facts"
	"muara/internal/refdata"
)

// How many codes a search names at each level.
const (
	mostHeadings = 8
	mostFound    = 20
)

// FindGoods looks for headings, and as far as a nomenclature is loaded for
// subheadings and tariff lines, by their names in either language or their
// codes, those of the reader's language (id or en) first.
func (p *Profiles) FindGoods(text, lang string) []Goods {
	var out []Goods
	query := text
	if bare := GoodsCode(text); isDigits(bare) {
		query = bare
	}
	if len([]rune(query)) < 3 {
		return nil // begins a word of too many
	}
	for _, h := range refdata.SearchHeadings(query, lang) {
		if len(out) < mostHeadings {
			out = append(out, Goods{Code: h.Code, Name: h.Name, Named: true})
		}
	}
	if p.desk == nil {
		return out
	}
	// A schema without lists of codes lets every code pass that has a name.
	all := &facts.Schema{Dims: []facts.Dim{facts.Subheading, facts.Product}}
	for _, hit := range p.desk.Find(all, query, lang) {
		if len(hit.Code) >= 6 && len(out) < mostHeadings+mostFound {
			out = append(out, Goods{Code: hit.Code, Name: hit.Name, Named: true})
		}
	}
	return out
}
