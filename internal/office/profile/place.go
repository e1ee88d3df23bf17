package profile

import (
	"fmt"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/nomen"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// Goods is a code of the Harmonized System with its name.
type Goods struct {
	Code  string
	Name  trade.Text // the code itself where no list names it
	Named bool
	Duty  *nomen.Duty // of a tariff line, where a tariff book is loaded
}

// Place is where goods stand in the Harmonized System.
type Place struct {
	Goods
	Level  facts.Dim // Section, Chapter, Heading, Subheading, or Product for tariff lines
	Listed bool      // a loaded list is whole and could tell whether the code exists
	Above  []Goods   // the section first
	Below  []Goods   // one step finer
}

// lists is what a nomenclature can do beyond naming; nomen.Names is one.
type lists interface {
	Has(edition, code string) (known, listed bool)
	Children(code, edition string) []string
	Duty(code string) (nomen.Duty, bool)
}

func (p *Profiles) lists() lists {
	if p.desk == nil {
		return nil
	}
	l, _ := p.desk.Names().(lists)
	return l
}

// Names reports whether a nomenclature is loaded that names six digits and
// more.
func (p *Profiles) Names() bool { return p.lists() != nil }

// GoodsCode writes a code as Place knows it: digits without points and blanks,
// sections in capitals.
func GoodsCode(code string) string {
	bare := strings.NewReplacer(".", "", " ", "").Replace(code)
	if isDigits(bare) {
		return bare
	}
	return strings.ToUpper(bare)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Place finds a code in the Harmonized System. A code of six digits and more
// that no list could confirm is taken as it is, as long as its heading exists.
func (p *Profiles) Place(code string) (Place, error) {
	if s, ok := refdata.SectionOf(code); ok {
		place := Place{Goods: Goods{Code: code, Name: s.Name, Named: true}, Level: facts.Section, Listed: true}
		for _, c := range refdata.ChaptersIn(code) {
			place.Below = append(place.Below, Goods{Code: c.Code, Name: c.Name, Named: true})
		}
		return place, nil
	}
	chapter := refdata.Chapter{}
	ok := isDigits(code) && len(code)%2 == 0 && len(code) <= 10
	if ok {
		chapter, ok = refdata.ChapterOf(code[:2])
	}
	place := Place{Goods: p.goods(code), Level: levelOf(code)}
	if l := p.lists(); l != nil {
		_, place.Listed = l.Has("", code)
	}
	if !ok || len(code) >= 4 && !p.heading(code[:4]) {
		return place, noGoods(code)
	}
	if s, found := refdata.SectionOf(chapter.Section); found {
		place.Above = append(place.Above, Goods{Code: s.Code, Name: s.Name, Named: true})
	}
	for n := 2; n < len(code); n += 2 {
		place.Above = append(place.Above, p.goods(code[:n]))
	}
	for _, c := range p.below(code) {
		place.Below = append(place.Below, p.goods(c))
	}
	return place, nil
}

// heading reports whether a heading exists, in the program's own list or one
// that is loaded.
func (p *Profiles) heading(code string) bool {
	if _, ok := refdata.HeadingOf(code); ok {
		return true
	}
	if l := p.lists(); l != nil {
		known, _ := l.Has("", code)
		return known
	}
	return false
}

func (p *Profiles) below(code string) []string {
	if len(code) == 2 {
		var out []string
		for _, h := range refdata.HeadingsIn(code) {
			out = append(out, h.Code)
		}
		return out
	}
	l := p.lists()
	if l == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.Children(code, "")), func(c string) bool { return len(c) <= len(code) })
}

func (p *Profiles) goods(code string) Goods {
	g := Goods{Code: code, Name: trade.Text{ID: code, EN: code}}
	switch len(code) {
	case 2:
		if c, ok := refdata.ChapterOf(code); ok {
			g.Name, g.Named = c.Name, true
		}
		return g
	case 4:
		if h, ok := refdata.HeadingOf(code); ok {
			g.Name, g.Named = h.Name, true
			return g
		}
	}
	if p.desk != nil {
		if n := p.desk.Names(); n != nil {
			if name, ok := n.Of(code, ""); ok {
				g.Name, g.Named = name.Text, true
			}
		}
	}
	if l := p.lists(); l != nil && len(code) >= 8 {
		if d, ok := l.Duty(code); ok {
			g.Duty = &d
		}
	}
	return g
}

// levelOf is the level of a code by its digits.
func levelOf(code string) facts.Dim {
	switch len(code) {
	case 2:
		return facts.Chapter
	case 4:
		return facts.Heading
	case 6:
		return facts.Subheading
	}
	return facts.Product
}

// Filter keeps the goods of the place.
func (p Place) Filter() facts.Filter { return one(p.Level, p.Code) }

func noGoods(code string) error {
	if r := []rune(code); len(r) > 40 {
		code = string(r[:40]) + "..."
	}
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: fmt.Sprintf("Tidak ada komoditas dengan kode %q. Pakai dua angka bab HS, misalnya 27, atau pos, subpos, dan pos tarif dengan 4, 6, atau 8 angka.", code),
		EN: fmt.Sprintf("There is no commodity with the code %q. Use the two digits of an HS chapter, for example 27, or a heading, subheading or tariff line of 4, 6 or 8 digits.", code),
	}}
}
