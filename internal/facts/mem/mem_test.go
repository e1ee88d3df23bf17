package mem_test

import (
	"testing"

	"muara/internal/facts"
	"muara/internal/facts/factstest"
	"muara/internal/facts/mem"
	"muara/internal/trade"
)

func TestStories(t *testing.T) {
	factstest.Run(t, func(_ testing.TB, rows []mem.Row) (facts.Source, facts.Engine) {
		e := mem.New(mem.Release{Dataset: factstest.Dataset, Name: factstest.Release, Rows: rows})
		return e, e
	})
}

func TestReleasesAreFoundByName(t *testing.T) {
	row := mem.Row{Flow: trade.Export, Year: 2020, Value: 100}
	e := mem.New(
		mem.Release{Dataset: "a", Name: "old", Rows: []mem.Row{row}},
		mem.Release{Dataset: "a", Name: "new", Rows: []mem.Row{row, row}},
	)
	for release, want := range map[string]string{"": "new", "old": "old", "new": "new"} {
		s, err := e.Schema("a", release)
		if err != nil || s.Release != want {
			t.Errorf("release %q: got %+v, %v, want %s", release, s, err, want)
		}
	}
	for _, name := range [][2]string{{"a", "none"}, {"b", ""}} {
		if _, err := e.Schema(name[0], name[1]); trade.CodeOf(err) != trade.NotFound {
			t.Errorf("%v: error %v, want not-found", name, err)
		}
	}
}
