package ingest

import "strings"

// layout says in which columns a sheet has what; -1 where it has it not.
type layout struct {
	name                                                                                     string
	width                                                                                    int
	heading                                                                                  int // row of the headings, 0 without
	data                                                                                     int // first row of data
	region, product, country, industry, sector, sectorCode, month, weight, value, date, flow int
}

// titles are the headings as they have been met, folded by fold.
var titles = map[string]func(*layout) *int{
	"kodepropinsi":  func(l *layout) *int { return &l.region },
	"kodeprovinsi":  func(l *layout) *int { return &l.region },
	"kodehs":        func(l *layout) *int { return &l.product },
	"hs":            func(l *layout) *int { return &l.product },
	"negara":        func(l *layout) *int { return &l.country },
	"kodeindustri":  func(l *layout) *int { return &l.sectorCode },
	"diskripsikbli": func(l *layout) *int { return &l.industry },
	"deskripsikbli": func(l *layout) *int { return &l.industry },
	"diskripsihs":   func(l *layout) *int { return &l.industry }, // what a web converter made of it
	"secdesc":       func(l *layout) *int { return &l.sector },
	"bulan":         func(l *layout) *int { return &l.month },
	"berat":         func(l *layout) *int { return &l.weight },
	"nilai":         func(l *layout) *int { return &l.value },
	"thblntgl":      func(l *layout) *int { return &l.date },
	"tahun":         func(l *layout) *int { return &l.date },
	"eksporimpor":   func(l *layout) *int { return &l.flow },
	"kdeksporimpor": func(l *layout) *int { return &l.flow },
}

// fold keeps the small letters and digits of a heading.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func none() layout {
	return layout{region: -1, product: -1, country: -1, industry: -1, sector: -1, sectorCode: -1, month: -1, weight: -1, value: -1, date: -1, flow: -1}
}

// findLayout tells the layout of the first sheet that has one.
func findLayout(s *Sample) (layout, int, bool) {
	for i, sh := range s.Sheets {
		if l, ok := byHeading(sh); ok {
			return l, i, true
		}
		if l, ok := byContent(sh); ok {
			return l, i, true
		}
	}
	return layout{}, 0, false
}

// byHeading finds a row of headings among the first rows.
func byHeading(sh sheetSample) (layout, bool) {
	for n, cells := range sh.rows[:min(len(sh.rows), 10)] {
		l := none()
		l.name, l.width, l.heading, l.data = "L2a", len(cells), sh.line[n], sh.line[n]+1
		for c, x := range cells {
			if field := titles[fold(x.text)]; field != nil && x.kind == textual {
				if at := field(&l); *at < 0 {
					*at = c
				}
			}
		}
		if l.product >= 0 && l.country >= 0 && l.value >= 0 && l.weight >= 0 && l.date >= 0 {
			if l.width == 13 {
				l.name = "L2b"
			}
			return l, true
		}
	}
	return layout{}, false
}

// byContent tries the orders of columns that come without headings, on the
// rows that are wide enough: nearly all must fit.
func byContent(sh sheetSample) (layout, bool) {
	l1, l2 := none(), none()
	l1.name, l1.width = "L1", 12
	l1.region, l1.product, l1.country, l1.sectorCode, l1.sector, l1.industry = 0, 2, 4, 5, 6, 7
	l1.month, l1.weight, l1.value, l1.date = 8, 9, 10, 11
	l2.name, l2.width = "L2a", 12
	l2.region, l2.product, l2.country, l2.sectorCode, l2.industry = 0, 2, 4, 5, 6
	l2.month, l2.weight, l2.value, l2.date, l2.flow = 7, 8, 9, 10, 11
	for _, l := range []layout{l1, l2} {
		fits, seen := 0, 0
		for n, cells := range sh.rows {
			if len(cells) < 10 {
				continue
			}
			if seen++; seen == 1 {
				l.data = sh.line[n]
			}
			if l.fits(cells) {
				fits++
			}
		}
		if seen > 0 && fits*10 >= seen*9 {
			if l.name == "L2a" && len(sh.rows[len(sh.rows)-1]) == 13 {
				l.name, l.width, l.sector = "L2b", 13, 12
			}
			return l, true
		}
	}
	return layout{}, false
}

func (l layout) fits(cells []cell) bool {
	_, _, _, isCode := product([]byte(at(cells, l.product).text), 10)
	_, _, value := moneyCell(at(cells, l.value), new(style))
	country := at(cells, l.country)
	ok := isCode && (value == fine || value == ambiguous) && country.kind == textual
	if l.flow >= 0 {
		return ok && flowWord(at(cells, l.flow).text) != ""
	}
	_, isYear := year([]byte(at(cells, l.date).text))
	return ok && isYear
}
