package lake

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"muara/internal/facts"
)

// readManifest reads and checks the manifest of a release.
func readManifest(dir, dataset, release string) (*Manifest, error) {
	file := filepath.Join(dir, manifestName)
	m := new(Manifest)
	if err := readJSON(file, m); errors.Is(err, fs.ErrNotExist) {
		return nil, noRelease(dataset, release)
	} else if err != nil {
		return nil, err
	}
	if m.Version > Version {
		return nil, tooNew(file, m.Version)
	}
	if wrong := m.inconsistent(dataset, release); wrong != "" {
		return nil, garbled(file, errors.New(wrong))
	}
	return m, nil
}

// inconsistent says what makes no sense in a manifest. Its paths lead to files
// that are opened, so they may not leave the release.
func (m *Manifest) inconsistent(dataset, release string) string {
	switch {
	case m.Version < 1:
		return "no version"
	case m.Dataset != dataset || m.Release != release:
		return fmt.Sprintf("it describes %s of %s", m.Release, m.Dataset)
	case len(m.Tables) == 0 || m.Tables[0].Name != BaseTable:
		return "its first table is not the base"
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || path.Clean(f.Path) != f.Path {
			return fmt.Sprintf("the path %q", f.Path)
		}
	}
	return ""
}

// schemaOf says what a release in a folder holds.
func schemaOf(m *Manifest, dir string) *facts.Schema {
	s := &facts.Schema{
		Dataset: m.Dataset, Release: m.Release, Monthly: m.Monthly,
		Measures: []facts.Measure{facts.Value},
		Fine:     slices.Contains(m.Columns, columnRest),
		Levels:   levels(m.Codes[facts.Product]),
		Coverage: m.Coverage, Codes: m.Codes,
	}
	if slices.Contains(m.Columns, columnGrams) {
		s.Measures = append(s.Measures, facts.Weight, facts.Weighed)
	}
	s.Measures = append(s.Measures, facts.Rows)
	for _, d := range m.Tables[0].Dims {
		if d == facts.Product {
			s.Dims = append(s.Dims, depths(s.Levels)...)
		}
		s.Dims = append(s.Dims, d)
	}
	for _, t := range m.Tables {
		out := facts.Table{Name: t.Name, Dims: t.Dims, Sort: t.Sort, Rows: t.Rows}
		for _, f := range m.Files {
			if f.Table == t.Name {
				out.Files = append(out.Files, facts.TableFile{Path: filepath.Join(dir, filepath.FromSlash(f.Path)), Year: f.Year, Rows: f.Rows})
			}
		}
		slices.SortFunc(out.Files, func(a, b facts.TableFile) int { return a.Year - b.Year })
		s.Tables = append(s.Tables, out)
	}
	return s
}

// levels lists the lengths of product codes.
func levels(codes []string) []int {
	var out []int
	for _, c := range codes {
		if c == facts.Unspecified || c == "" {
			continue
		}
		if !slices.Contains(out, len(c)) {
			out = append(out, len(c))
		}
	}
	slices.Sort(out)
	return out
}

// depths lists the levels of the HS that codes of such lengths belong to.
func depths(levels []int) []facts.Dim {
	if len(levels) == 0 {
		return nil
	}
	var out []facts.Dim
	for i, d := range []facts.Dim{facts.Chapter, facts.Heading, facts.Subheading} {
		if slices.Max(levels) >= 2*(i+1) {
			out = append(out, d)
		}
	}
	return out
}
