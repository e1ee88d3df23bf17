package explore

import (
	"context"
	"slices"

	"muara/internal/facts"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// Catalog knows what is loaded; lake.Store is one.
type Catalog interface {
	facts.Source
	Datasets() ([]lake.Dataset, error)
	Manifest(dataset, release string) (*lake.Manifest, error)
}

// Names finds names of codes with six digits and more; nomen.Names is one.
type Names interface {
	Of(code, edition string) (nomen.Name, bool)
}

// Desk answers questions about trade facts. It is safe for many at once.
type Desk struct {
	catalog Catalog
	engine  facts.Engine
	names   func() Names
}

// New makes a desk. names may return nil where no nomenclature is loaded.
func New(c Catalog, e facts.Engine, names func() Names) *Desk {
	if names == nil {
		names = func() Names { return nil }
	}
	return &Desk{c, e, names}
}

// Loaded is a data set with its current release.
type Loaded struct {
	lake.Dataset
	Manifest *lake.Manifest
}

// Loaded lists the data sets that have a current release, by their ids.
func (d *Desk) Loaded(context.Context) ([]Loaded, error) {
	sets, err := d.catalog.Datasets()
	if err != nil {
		return nil, err
	}
	var out []Loaded
	for _, s := range sets {
		m, err := d.catalog.Manifest(s.ID, "")
		if trade.CodeOf(err) == trade.NotFound {
			continue // only drafts so far
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Loaded{s, m})
	}
	return out, nil
}

// Schema says what a release holds, the current one for "".
func (d *Desk) Schema(dataset, release string) (*facts.Schema, error) {
	return d.catalog.Schema(dataset, release)
}

// Ask answers a query. One that names no data set is about the only one loaded.
func (d *Desk) Ask(ctx context.Context, q facts.Query) (*facts.Frame, error) {
	if q.Dataset == "" {
		sets, err := d.Loaded(ctx)
		if err != nil {
			return nil, err
		}
		if len(sets) != 1 {
			return nil, choose(sets)
		}
		q.Dataset = sets[0].ID
	}
	world := ""
	if slices.Contains(q.Measures, facts.RCA) {
		world = d.World(ctx, q.Dataset)
	}
	return facts.Answer(ctx, d.catalog, d.engine, q, world)
}

// choose asks which data set is meant.
func choose(sets []Loaded) error {
	if len(sets) == 0 {
		return &trade.Error{Code: trade.NotFound, Text: trade.Text{
			ID: "Belum ada data perdagangan yang dimuat. Muat berkas dengan muara import, atau lewat halaman Muat data.",
			EN: "No trade data are loaded yet. Load a file with muara import, or on the page Load data.",
		}}
	}
	ids := ""
	for i, s := range sets {
		if i > 0 {
			ids += ", "
		}
		ids += s.ID
	}
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: "Pilih kumpulan data (dataset): " + ids + ".",
		EN: "Choose a data set (dataset): " + ids + ".",
	}}
}

// World names the data set with the exports of all countries: the given one
// where it is such, else the first that is, else "".
func (d *Desk) World(ctx context.Context, own string) string {
	sets, err := d.Loaded(ctx)
	if err != nil {
		return ""
	}
	world := ""
	for _, s := range sets {
		if len(s.Manifest.Codes[facts.Reporter]) < 20 || s.Illustrative {
			continue
		}
		if s.ID == own {
			return own
		}
		if world == "" {
			world = s.ID
		}
	}
	return world
}

// Name names a code of a dimension in both languages; the code itself where no
// name is known. Edition is that of the HS, "" where it does not matter.
func (d *Desk) Name(dim facts.Dim, code, edition string) trade.Text {
	plain := trade.Text{ID: code, EN: code}
	if code == facts.Unspecified {
		return trade.Text{ID: "Tidak dirinci", EN: "Not specified"}
	}
	switch dim {
	case facts.Section:
		if s, ok := refdata.SectionOf(code); ok {
			return s.Name
		}
	case facts.Chapter:
		return refdata.ChapterName(code)
	case facts.Heading:
		return refdata.HeadingName(code)
	case facts.Subheading, facts.Product:
		if n := d.names(); n != nil {
			if name, ok := n.Of(code, edition); ok {
				return name.Text
			}
		}
		switch len(code) {
		case 2:
			return refdata.ChapterName(code)
		case 4:
			return refdata.HeadingName(code)
		}
	case facts.Partner, facts.Reporter:
		return refdata.PlaceName(code)
	case facts.Region:
		if p, ok := refdata.ProvinceOf(code); ok {
			return p.Name
		}
	case facts.Bloc, facts.Continent:
		if b, ok := refdata.BlocOf(code); ok {
			return b.Name
		}
	case facts.Flow:
		switch trade.Flow(code) {
		case trade.Export:
			return trade.Text{ID: "Ekspor", EN: "Exports"}
		case trade.Import:
			return trade.Text{ID: "Impor", EN: "Imports"}
		}
	case facts.Edition:
		if e, ok := refdata.EditionOf(code); ok {
			return e.Name
		}
	}
	return plain
}
