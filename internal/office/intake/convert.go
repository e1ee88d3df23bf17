package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// Convert writes the current release of a data set in the codes of another
// edition of the HS, as a draft of a data set of its own that says from what it
// was converted. Codes are cut to six digits. Values and weights are divided
// among the targets by the weights of the conversion table, to the cent; codes
// without a conversion stay as they are, with their own edition, and are
// counted.
func (d *Desk) Convert(ctx context.Context, dataset, edition, by string, report Progress) (*Drafted, error) {
	to, ok := refdata.EditionOf(edition)
	if !ok {
		return nil, invalid("Edisi HS %s tidak dikenal; tulis misalnya HS17 atau H5.", "There is no edition %s of the HS; write HS17 or H5, for example.", edition)
	}
	if d.Nomen == nil {
		return nil, invalid("Konversi memerlukan tabel konversi HS; muat dahulu dengan muara import.", "A conversion needs the conversion tables of the HS; import them first.")
	}
	source, err := d.Lake.Dataset(dataset)
	if err != nil {
		return nil, err
	}
	m, err := d.Lake.Manifest(dataset, "")
	if err != nil {
		return nil, err
	}
	c := &converter{to: to.Code, paths: map[string]*nomen.Conversion{}}
	if err := c.open(d.Nomen, m); err != nil {
		return nil, err
	}
	set := source
	set.ID = fmt.Sprintf("%s-hs%02d", strings.TrimRight(source.ID[:min(len(source.ID), 34)], "-"), to.Year%100)
	if set.ID == source.ID {
		return nil, invalid("Kumpulan data %s sudah memakai edisi itu.", "The data set %s is in that edition already.", dataset)
	}
	set.Edition = to.Code
	set.Title = trade.Text{ID: source.Title.ID + ", dikonversi ke " + to.Name.ID, EN: source.Title.EN + ", converted to " + to.Name.EN}
	draft, err := d.Lake.Begin(ctx, set, lake.Options{Edition: to.Code, Replace: lake.ReplaceAll}, lake.Start{By: by, Wait: true})
	if err != nil {
		return nil, err
	}
	sealed, q, err := d.convert(ctx, draft, m, c, report)
	if err != nil {
		_ = draft.Discard() // the first error says more
		return nil, err
	}
	return &Drafted{Manifest: sealed, Quality: q}, nil
}

func (d *Desk) convert(ctx context.Context, draft *lake.Draft, m *lake.Manifest, c *converter, report Progress) (*lake.Manifest, *Quality, error) {
	q := &Quality{Dataset: m.Dataset, Made: d.Now(), Replaced: lake.ReplaceAll}
	err := d.Lake.Facts(ctx, m.Dataset, m.Release, func(f *lake.Fact) error {
		if q.Read++; q.Read%100_000 == 0 {
			tell(report, "Mengonversi", "Converting", q.Read, m.Rows, jobs.Rows)
		}
		return c.fact(f, draft.Add)
	})
	if err != nil {
		return nil, nil, err
	}
	q.Accepted = q.Read
	draft.AddInput(lake.Input{Name: m.Dataset + "/" + m.Release, SHA256: m.Key, Kind: "release", Rows: m.Rows})
	draft.Convert(lake.Conversion{From: c.from, To: c.to, Release: m.Dataset + "/" + m.Release, Tables: c.tables, Left: c.left})
	built, err := draft.Build(ctx)
	if err != nil {
		return nil, nil, err
	}
	if built.Value != m.Value {
		return nil, nil, fmt.Errorf("conversion of %s: %d cents became %d", m.Release, m.Value, built.Value)
	}
	q.warn("converted", "Dikonversi dari %s ke %s; %d baris tanpa konversi tetap memakai kode asalnya.",
		"Converted from %s to %s; %d rows without a conversion keep their own codes.", strings.Join(c.from, ", "), c.to, c.left)
	if err := writeJSON(draft, qualityFile, q); err != nil {
		return nil, nil, err
	}
	sealed, err := draft.Seal(ctx)
	if err != nil {
		return nil, nil, err
	}
	q.Dataset, q.Release, q.Parent = sealed.Dataset, sealed.Release, sealed.Parent
	return sealed, q, nil
}

// converter turns facts of several editions into one.
type converter struct {
	to     string
	from   []string
	paths  map[string]*nomen.Conversion
	tables []string
	left   int64
	out    lake.Fact
}

// open finds the tables for every edition of a release.
func (c *converter) open(store *nomen.Store, m *lake.Manifest) error {
	editions := m.Codes[facts.Edition]
	if len(editions) == 0 || slices.Contains(editions, facts.Unspecified) {
		return invalid("Rilis data %s tidak menyebut edisi HS semua kodenya; muat ulang berkasnya dengan --edition.",
			"The release %s does not state the HS edition of all its codes; import its files again with --edition.", m.Release)
	}
	for _, e := range editions {
		if e == c.to {
			continue
		}
		path, err := store.Path(e, c.to)
		if err != nil {
			return err
		}
		c.paths[e] = path
		c.from = append(c.from, e)
	}
	infos, err := store.Lists()
	if err != nil {
		return err
	}
	for _, i := range infos {
		if i.Kind == nomen.Conversions {
			c.tables = append(c.tables, i.Origin.SHA256)
		}
	}
	slices.Sort(c.tables)
	c.tables = slices.Compact(c.tables)
	return nil
}

// fact passes on what a fact becomes.
func (c *converter) fact(f *lake.Fact, add func(*lake.Fact) error) error {
	c.out = *f
	o := &c.out
	if len(o.Product) > 6 {
		o.Product = o.Product[:6]
	}
	path := c.paths[f.Edition]
	if path == nil || len(o.Product) < 6 {
		if f.Edition != c.to {
			c.left++
		}
		return add(o)
	}
	targets, ok := path.Of(o.Product)
	switch {
	case !ok:
		c.left++
		return add(o)
	case len(targets) == 1:
		o.Product, o.Edition = targets[0].Code, c.to
		return add(o)
	}
	values, weights := path.Split(o.Product, f.Value), path.Split(o.Product, f.Grams)
	for i := range values {
		o.Product, o.Edition, o.Value, o.Grams = values[i].Code, c.to, values[i].Cents, weights[i].Cents
		if err := add(o); err != nil {
			return err
		}
		o.Rest = 0 // the first part carries what is below a cent
	}
	return nil
}

func invalid(id, en string, args ...any) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)}}
}
