package facts

import (
	"math"
	"slices"

	"muara/econ/complexity"
)

// advantage holds the totals that RCA compares with.
type advantage struct {
	place   *table // exports of all goods, by time and reporter
	product *table // the world's exports, by time and product
	world   *table // the world's exports of all goods, by time
	dims    struct{ place, product, world []Dim }
}

// advantages asks for the totals of RCA: those of the places of the query, and
// those of all countries in the world data set.
func (a *asking) advantages() (*advantage, error) {
	var out advantage
	var product Dim
	for _, d := range a.q.By {
		switch d {
		case Year:
			out.dims.place, out.dims.product, out.dims.world = append(out.dims.place, d), append(out.dims.product, d), append(out.dims.world, d)
		case Reporter, Region:
			out.dims.place = append(out.dims.place, d)
		case Section, Chapter, Heading, Subheading, Product:
			if product != "" {
				return nil, refuse("RCA dihitung untuk satu tingkat HS saja.", "RCA is computed for one level of the HS only.")
			}
			product = d
			out.dims.product = append(out.dims.product, d)
		case Flow:
		default:
			return nil, refuse("RCA tidak dapat dirinci menurut "+string(d)+"; pilih tahun, pelapor, wilayah atau barang.",
				"RCA cannot be broken down by "+string(d)+"; choose year, reporter, region or product.")
		}
	}
	if product == "" {
		return nil, refuse("RCA memerlukan rincian barang, misalnya hs4.", "RCA needs a breakdown by product, such as hs4.")
	}
	var places []Filter
	for _, f := range a.where {
		switch f.Dim {
		case Flow, Reporter, Region:
			places = append(places, f)
		case Chapter, Heading, Subheading, Product:
		default:
			return nil, refuse("RCA dihitung untuk semua mitra; lepaskan saringan "+string(f.Dim)+".",
				"RCA is over all partners; remove the filter on "+string(f.Dim)+".")
		}
	}
	if !a.exportsOnly() {
		return nil, refuse("RCA dihitung dari ekspor; pilih flow=export.", "RCA is computed from exports; choose flow=export.")
	}
	name := a.world
	if name == "" {
		name = a.q.Dataset
	}
	ws := a.s
	if name != a.q.Dataset {
		var err error
		if ws, err = a.src.Schema(name, ""); err != nil {
			return nil, err
		}
		if !slices.Equal(a.s.Codes[Edition], ws.Codes[Edition]) {
			a.note("editions-differ", name)
		}
	}
	if countries := ws.Codes[Reporter]; len(countries) < 20 {
		return nil, refuse(
			"RCA membandingkan dengan ekspor dunia: muat dahulu data dunia seperti BACI (muara import).",
			"RCA compares with the exports of the world: load world data such as BACI first (muara import).")
	}
	sum := func(s *Schema, by []Dim, where []Filter) (*table, error) {
		var stores []Dim
		for _, d := range by {
			stores = append(stores, stored(d))
		}
		f, err := a.run(s, PlanRequest{By: stores, Measures: []Measure{Value}, Where: where, Months: a.months})
		if err != nil {
			return nil, err
		}
		return fold(f, by, 0), nil
	}
	exports := []Filter{{Dim: Flow, Values: []string{"export"}}}
	var err error
	if out.place, err = sum(a.s, out.dims.place, places); err != nil {
		return nil, err
	}
	if out.product, err = sum(ws, out.dims.product, exports); err != nil {
		return nil, err
	}
	out.world, err = sum(ws, out.dims.world, exports)
	return &out, err
}

func (a *asking) exportsOnly() bool {
	if c := a.s.Codes[Flow]; len(c) == 1 && c[0] == "export" {
		return true
	}
	for _, f := range a.where {
		if f.Dim == Flow && !f.Not && len(f.Values) == 1 && f.Values[0] == "export" {
			return true
		}
	}
	return false
}

// of is the RCA of a row with some codes and a value.
func (v *advantage) of(by []Dim, codes []string, cents int64) (float64, bool) {
	get := func(t *table, dims []Dim) float64 {
		n, _ := t.sum(Value, t.find(project(codes, by, dims)))
		return float64(n)
	}
	r := complexity.RCA(float64(cents), get(v.place, v.dims.place), get(v.product, v.dims.product), get(v.world, v.dims.world))
	return r, !math.IsNaN(r)
}
