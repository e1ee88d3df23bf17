package api

import (
	"net/http"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/office/explore"
	"muara/internal/refdata"
	"muara/internal/trade"
)

const (
	keyQ         = "q"
	keyCode      = "code"
	keyEdition   = "edition"
	keyDimension = "dimension"

	mostCodes  = 5000
	usualCodes = 500
)

// names is the desk that names codes; that needs no data.
func (c *call) names() *explore.Desk {
	if c.Facts != nil {
		return c.Facts
	}
	return explore.New(nil, nil, nil)
}

// search finds codes by words or by their beginnings.
func (c *call) search() error {
	q := strings.TrimSpace(c.query.Get(keyQ))
	if q == "" || len(q) > 100 {
		return invalid(keyQ, "Tulis kata atau awal kode yang dicari dalam q, paling panjang 100 huruf.", "Write the word or the beginning of the code in q, at most 100 letters.")
	}
	schema := &facts.Schema{Dims: facts.Dims()}
	if id := c.query.Get(facts.KeyDataset); id != "" {
		s, err := c.subject(id, "")
		if err != nil {
			return err
		}
		schema = s.schema
	}
	only := c.list(keyDimension)
	for _, d := range only {
		if !slices.Contains(facts.Dims(), facts.Dim(d)) {
			return noDimension(d)
		}
	}
	out := CodeList{Codes: []CodeItem{}}
	for _, h := range c.names().Find(schema, q, string(c.Lang)) {
		if len(only) == 0 || slices.Contains(only, string(h.Dim)) {
			out.Codes = append(out.Codes, c.codeItem(h.Dim, h.Code, h.Name))
		}
	}
	out.Page = ListPage{Limit: len(out.Codes), Total: len(out.Codes)}
	return c.json(http.StatusOK, out)
}

func (c *call) codeItem(d facts.Dim, code string, name trade.Text) CodeItem {
	return CodeItem{Dimension: string(d), Code: code, Name: c.text(name), NameID: name.ID, NameEN: name.EN, Known: name.ID != code}
}

func noDimension(d string) error {
	return invalid(keyDimension, "Rincian "+quote(d)+" tidak dikenal; pilihan: "+dimensionNames()+".",
		"The dimension "+quote(d)+" is not known; possible: "+dimensionNames()+".")
}

func dimensionNames() string {
	var out []string
	for _, d := range facts.Dims() {
		out = append(out, string(d))
	}
	return list(out)
}

// codes names codes of one dimension: those asked for, those of a data set, or
// all that the program knows by itself.
func (c *call) codes() error {
	d := facts.Dim(c.r.PathValue("dimension"))
	if !slices.Contains(facts.Dims(), d) {
		return noDimension(string(d))
	}
	limit, err := c.whole(facts.KeyLimit, usualCodes, mostCodes)
	if err != nil {
		return err
	}
	offset, err := c.whole(facts.KeyOffset, 0, 1_000_000)
	if err != nil {
		return err
	}
	edition := c.query.Get(keyEdition)
	if edition != "" {
		e, ok := refdata.EditionOf(edition)
		if !ok {
			return invalid(keyEdition, "Edisi HS "+quote(edition)+" tidak dikenal; tulis misalnya H5 atau HS17.", "The edition "+quote(edition)+" of the HS is not known; write H5 or HS17, for example.")
		}
		edition = e.Code
	}
	all, err := c.codesOf(d, &edition)
	if err != nil {
		return err
	}
	out := CodeList{Codes: []CodeItem{}, Page: ListPage{limit, offset, len(all)}}
	desk := c.names()
	for _, code := range all[min(offset, len(all)):min(offset+limit, len(all))] {
		out.Codes = append(out.Codes, c.codeItem(d, code, desk.Name(d, code, edition)))
	}
	return c.json(http.StatusOK, out)
}

func (c *call) codesOf(d facts.Dim, edition *string) ([]string, error) {
	asked := c.list(keyCode)
	if len(asked) > mostCodes || slices.ContainsFunc(asked, func(s string) bool { return len(s) > 200 }) {
		return nil, invalid(keyCode, "Terlalu banyak kode, atau kode lebih panjang dari 200 huruf.", "Too many codes, or a code longer than 200 letters.")
	}
	id := c.query.Get(facts.KeyDataset)
	if id == "" && len(asked) > 0 {
		return asked, nil
	}
	if id == "" {
		return known(d)
	}
	s, err := c.subject(id, c.query.Get(facts.KeyRelease))
	if err != nil {
		return nil, err
	}
	if *edition == "" {
		*edition = editionOf(s.schema)
	}
	if len(asked) > 0 {
		return asked, nil
	}
	if _, derived := derivedFrom[d]; derived {
		return known(d)
	}
	if codes, ok := s.schema.Codes[d]; ok {
		return codes, nil
	}
	if !slices.Contains(s.schema.Dims, d) {
		return nil, said(trade.NotFound, "Kumpulan data "+id+" tidak memuat rincian "+string(d)+".", "The data set "+id+" has no dimension "+string(d)+".")
	}
	return nil, tooManyCodes(d)
}

func tooManyCodes(d facts.Dim) error {
	return invalid(keyCode, "Kode "+string(d)+" terlalu banyak untuk didaftar; sebutkan dalam code, atau cari dengan "+Prefix+"/codes?q=.",
		"There are too many codes of "+string(d)+" to list; name them in code, or search with "+Prefix+"/codes?q=.")
}

// known lists the codes that come with the program.
func known(d facts.Dim) ([]string, error) {
	var out []string
	switch d {
	case facts.Flow:
		out = []string{string(trade.Export), string(trade.Import)}
	case facts.Section:
		out = each(refdata.Sections(), func(s refdata.Section) string { return s.Code })
	case facts.Chapter:
		out = each(refdata.Chapters(), func(s refdata.Chapter) string { return s.Code })
	case facts.Heading:
		out = each(refdata.Headings(), func(s refdata.Heading) string { return s.Code })
	case facts.Edition:
		out = each(refdata.Editions(), func(s refdata.Edition) string { return s.Code })
	case facts.Bloc:
		out = each(refdata.Blocs(), func(s refdata.Bloc) string { return s.Code })
	case facts.Continent:
		for _, b := range refdata.Blocs() {
			if b.Kind == refdata.BlocRegion {
				out = append(out, b.Code)
			}
		}
	case facts.Partner, facts.Reporter:
		out = each(refdata.Places(), func(s refdata.Place) string { return s.Code })
	case facts.Region:
		out = each(refdata.Provinces(), func(s refdata.Province) string { return s.BPS })
	default:
		return nil, invalid(facts.KeyDataset, "Kode "+string(d)+" ada dalam kumpulan data; sebutkan dataset atau code.",
			"Codes of "+string(d)+" are those of a data set; name dataset or code.")
	}
	return out, nil
}

func each[T any](from []T, code func(T) string) []string {
	out := make([]string, len(from))
	for i, x := range from {
		out[i] = code(x)
	}
	return out
}
