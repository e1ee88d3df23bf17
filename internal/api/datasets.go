package api

import (
	"net/http"
	"net/url"
	"slices"

	"muara/internal/facts"
	"muara/internal/office/explore"
)

func (c *call) service() error {
	out := Service{Name: "Muara", Version: c.Version, Data: c.Facts != nil}
	if c.Office != nil {
		out.Region = c.text(c.Office.Pack().Region.Name)
	}
	for _, op := range operations() {
		if op.method == http.MethodGet && op.scope == "" && op.path != "/" && !op.asks() {
			out.Links = append(out.Links, LinkItem{Prefix + op.path, c.text(op.summary)})
		}
	}
	return c.json(http.StatusOK, out)
}

func (c *call) datasets() error {
	desk, err := c.desk()
	if err != nil {
		return err
	}
	loaded, err := desk.Loaded(c.r.Context())
	if err != nil {
		return err
	}
	out := DatasetList{Datasets: []DatasetItem{}}
	for _, l := range loaded {
		s, err := desk.Schema(l.ID, l.Manifest.Release)
		if err != nil {
			return err
		}
		out.Datasets = append(out.Datasets, c.datasetItem(l, s))
	}
	return c.json(http.StatusOK, out)
}

func (c *call) datasetItem(l explore.Loaded, s *facts.Schema) DatasetItem {
	return DatasetItem{
		ID: l.ID, Title: c.text(l.Title), Source: c.text(l.Source), SourceURL: optional(l.SourceURL), Licence: optional(l.Licence),
		Illustrative: l.Illustrative, Release: l.Manifest.Release, Made: l.Manifest.Made.UTC(), Monthly: l.Manifest.Monthly,
		Rows: l.Manifest.Rows, Period: coverOf(s, facts.Query{}).span(), Link: Prefix + "/datasets/" + url.PathEscape(l.ID),
	}
}

func (c *call) dataset() error {
	s, err := c.subject(c.r.PathValue("dataset"), c.query.Get(facts.KeyRelease))
	if err != nil {
		return err
	}
	out := Dataset{
		DatasetItem: c.datasetItem(explore.Loaded{Dataset: s.set, Manifest: s.manifest}, s.schema),
		Dimensions:  c.dimensions(s.schema), Measures: c.measures(s.schema), Coverage: coverage(s.schema),
		Inputs: []Input{}, Converted: converted(s.manifest),
	}
	for _, in := range s.manifest.Inputs {
		out.Inputs = append(out.Inputs, Input{in.Name, in.SHA256, in.Kind, in.Rows, in.Refused, in.Release})
	}
	return c.json(http.StatusOK, out)
}

// derivedFrom says which stored dimension a derived one needs.
var derivedFrom = map[facts.Dim]facts.Dim{
	facts.Section: facts.Chapter, facts.Bloc: facts.Partner, facts.Continent: facts.Partner, facts.Quarter: facts.Month,
}

func (c *call) dimensions(s *facts.Schema) []DimensionItem {
	out := []DimensionItem{}
	for _, d := range facts.Dims() {
		from, derived := derivedFrom[d]
		if !derived {
			from = d
		}
		if !slices.Contains(s.Dims, from) {
			continue
		}
		item := DimensionItem{Name: string(d), Label: c.text(dimWords[d]), Derived: derived,
			Link: Prefix + "/codes/" + string(d) + "?dataset=" + url.QueryEscape(s.Dataset)}
		if codes, ok := s.Codes[d]; ok && !derived {
			n := len(codes)
			item.Codes = &n
		}
		out = append(out, item)
	}
	return out
}

func (c *call) measures(s *facts.Schema) []MeasureItem {
	out := []MeasureItem{}
	weights := slices.Contains(s.Measures, facts.Weight)
	for _, m := range facts.Measures() {
		switch m {
		case facts.Weight, facts.Weighed, facts.UnitValue, facts.PriceEffect, facts.VolumeEffect:
			if !weights {
				continue
			}
		}
		w := measureWords[m]
		out = append(out, MeasureItem{string(m), c.text(w.label), w.unit, w.as})
	}
	return out
}

func coverage(s *facts.Schema) []Coverage {
	out := []Coverage{}
	for _, y := range coverOf(s, facts.Query{}).years {
		reporters := map[string]bool{}
		for _, span := range s.Coverage {
			if span.Flow == y.flow && span.Year == y.year {
				reporters[span.Reporter] = true
			}
		}
		out = append(out, Coverage{string(y.flow), y.year, monthList(y.have), y.have == allMonths, len(reporters)})
	}
	return out
}

func (c *call) releaseList() error {
	s, err := c.subject(c.r.PathValue("dataset"), "")
	if err != nil {
		return err
	}
	all, err := c.releases(s.set.ID)
	if err != nil {
		return err
	}
	return c.json(http.StatusOK, ReleaseList{s.set.ID, all})
}

// releases lists those of a data set that were current once.
func (c *call) releases(dataset string) ([]ReleaseItem, error) {
	desk, err := c.desk()
	if err != nil {
		return nil, err
	}
	history, err := desk.History(dataset)
	if err != nil {
		return nil, err
	}
	out := []ReleaseItem{}
	for _, r := range history {
		if r.Err == nil && (r.Current || !r.Published.IsZero()) {
			out = append(out, ReleaseItem{r.Release, r.Parent, r.Made.UTC(), r.By, r.Note, r.Rows, exact(int64(r.Value), 2), r.Current})
		}
	}
	return out, nil
}
