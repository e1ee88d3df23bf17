// Package mem answers plans by walking through rows in memory, in the plainest
// way: it is what the other engines are measured against, and what tests of
// pages ask in place of a database. It is also a Source of the releases that it
// was given.
package mem

import (
	"context"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Row is one row of facts. Its fields are those of lake.Fact, in their order,
// so that one can be converted into the other. Texts are codes; an empty text
// means Unspecified where another row of the release has the column.
type Row struct {
	Flow     trade.Flow
	Year     int
	Month    int // 1 to 12, 0 for the whole year
	Reporter string
	Region   string
	Partner  string
	Product  string
	Edition  string
	Port     string
	Industry string
	Sector   string

	Value     int64 // US cents
	Rest      int32 // millionths of a cent
	Grams     int64
	HasWeight bool
}

// Release is a set of rows under its names.
type Release struct {
	Dataset string
	Name    string
	Rows    []Row
}

// Engine holds releases.
type Engine struct{ held []*held }

type held struct {
	schema *facts.Schema
	rows   []Row
}

var (
	_ facts.Engine = (*Engine)(nil)
	_ facts.Source = (*Engine)(nil)
)

// New describes and holds releases. Of one data set, the last is current.
func New(releases ...Release) *Engine {
	e := &Engine{}
	for _, r := range releases {
		e.held = append(e.held, &held{Describe(r.Dataset, r.Name, r.Rows), r.Rows})
	}
	return e
}

// Schema implements facts.Source.
func (e *Engine) Schema(dataset, release string) (*facts.Schema, error) {
	if h := e.find(dataset, release); h != nil {
		return h.schema, nil
	}
	return nil, missing(dataset, release)
}

// Datasets lists what is held, in the order it was given.
func (e *Engine) Datasets() []string {
	var out []string
	for _, h := range e.held {
		out = append(out, h.schema.Dataset)
	}
	return out
}

func (e *Engine) find(dataset, release string) *held {
	for i := len(e.held) - 1; i >= 0; i-- {
		if s := e.held[i].schema; s.Dataset == dataset && (release == "" || s.Release == release) {
			return e.held[i]
		}
	}
	return nil
}

func missing(dataset, release string) error {
	name := dataset
	if release != "" {
		name += "/" + release
	}
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "rilis data " + name + " tidak ada; muat datanya dengan perintah muara import",
		EN: "there is no release " + name + "; load its data with the command muara import",
	}}
}

// Run implements facts.Engine.
func (e *Engine) Run(ctx context.Context, s *facts.Schema, p *facts.Plan) (*facts.Frame, error) {
	h := e.find(s.Dataset, s.Release)
	if h == nil {
		return nil, missing(s.Dataset, s.Release)
	}
	groups := map[string]*sums{}
	for i := range h.rows {
		if i%8192 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if r := &h.rows[i]; wanted(p, r) {
			add(groups, p.By, r)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return frame(p, groups)
}
