// Package factstest holds the engines of facts to the same answers: stories in
// the words of the field, each a small table of facts, questions and the tables
// that must come back; and a random comparison with the engine in plain Go.
//
// A story is a txtar file of testdata. Its section "facts" is a table: a line of
// columns, then rows; cells stand apart by two spaces or more. Values are US$,
// weights kilograms, - for none. Each "ask" is followed by an "answer" or by an
// "error" (its code, then words that its English text holds).
package factstest

import (
	"context"
	"embed"
	"fmt"
	"math/big"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"muara/internal/facts"
	"muara/internal/facts/mem"
	"muara/internal/trade"
)

//go:embed testdata/*.txtar
var stories embed.FS

// Dataset and Release are what rows are to be stored as.
const (
	Dataset = "story"
	Release = "r1"
)

// Open stores rows for a test and returns who finds and answers them.
type Open func(t testing.TB, rows []mem.Row) (facts.Source, facts.Engine)

// Run tells all stories to an engine.
func Run(t *testing.T, open Open) {
	files, err := stories.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(f.Name(), ".txtar"), func(t *testing.T) {
			text, err := stories.ReadFile(path.Join("testdata", f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			tell(t, txtar.Parse(text), open)
		})
	}
}

func tell(t *testing.T, story *txtar.Archive, open Open) {
	var s *facts.Schema
	var engine facts.Engine
	var asked facts.PlanRequest
	checked := 0
	for _, part := range story.Files {
		text := string(part.Data)
		switch part.Name {
		case "facts":
			src, e := open(t, readRows(t, text))
			schema, err := src.Schema(Dataset, "")
			if err != nil {
				t.Fatal(err)
			}
			s, engine = schema, e
		case "ask":
			asked = readAsk(t, text)
		case "answer":
			checked++
			answer(t, s, engine, asked, text)
		case "error":
			checked++
			refusal(t, s, asked, text)
		default:
			t.Fatalf("a story has no section %q", part.Name)
		}
	}
	if checked == 0 {
		t.Fatal("the story checks nothing")
	}
}

// answer compares what each table that can answer says with what was expected.
func answer(t *testing.T, s *facts.Schema, engine facts.Engine, r facts.PlanRequest, want string) {
	t.Helper()
	p, err := facts.NewPlan(s, r)
	if err != nil {
		t.Errorf("%+v: %v", r, err)
		return
	}
	for _, q := range everyTable(s, p) {
		f, err := engine.Run(context.Background(), s, q)
		if err != nil {
			t.Errorf("table %s: %v", q.Table, err)
			continue
		}
		if diff := cmp.Diff(squeeze(want), squeeze(Write(f))); diff != "" {
			t.Errorf("%+v\non the table %s (-want +got):\n%s", r, q.Table, diff)
		}
	}
}

// everyTable returns the plan for each table that can answer it, the chosen one
// first.
func everyTable(s *facts.Schema, p *facts.Plan) []*facts.Plan {
	out := []*facts.Plan{p}
	for _, t := range s.Answers(p) {
		if t.Name != p.Table {
			q := *p
			q.Table = t.Name
			out = append(out, &q)
		}
	}
	return out
}

func refusal(t *testing.T, s *facts.Schema, r facts.PlanRequest, want string) {
	t.Helper()
	_, err := facts.NewPlan(s, r)
	lines := strings.Split(strings.TrimSpace(want), "\n")
	if got := string(trade.CodeOf(err)); err == nil || got != lines[0] {
		t.Errorf("%+v: error %v, want one with the code %s", r, err, lines[0])
		return
	}
	text := trade.TextOf(err)
	if text.ID == "" || text.ID == text.EN {
		t.Errorf("the error %q is not in both languages: %q", text.EN, text.ID)
	}
	for _, words := range lines[1:] {
		if !strings.Contains(text.EN, words) {
			t.Errorf("the error %q does not say %q", text.EN, words)
		}
	}
}

var gap = regexp.MustCompile(`\s{2,}|\t`)

func cells(line string) []string { return gap.Split(strings.TrimSpace(line), -1) }

// squeeze makes tables comparable whatever the width of their columns.
func squeeze(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, strings.Join(cells(line), " | "))
		}
	}
	return out
}

// Write writes a frame as the stories do.
func Write(f *facts.Frame) string {
	var b strings.Builder
	var head []string
	for _, d := range f.Dims {
		head = append(head, string(d))
	}
	for _, c := range f.Columns {
		head = append(head, string(c.Measure))
	}
	b.WriteString(strings.Join(head, "  ") + "\n")
	for i := range f.Len() {
		var row []string
		for d := range f.Dims {
			row = append(row, f.Codes[d][i])
		}
		for j := range f.Columns {
			row = append(row, number(&f.Columns[j], i))
		}
		b.WriteString(strings.Join(row, "  ") + "\n")
	}
	if f.More {
		b.WriteString("more\n")
	}
	if f.Total != f.Len() {
		fmt.Fprintf(&b, "total %d\n", f.Total)
	}
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "note %s %s\n", n.Code, strings.Join(n.Args, " "))
	}
	return b.String()
}

func number(c *facts.Column, i int) string {
	if !c.Known(i) {
		return "none"
	}
	switch c.Measure {
	case facts.Value, facts.Weighed:
		return new(big.Rat).SetFrac64(c.Ints[i], 100).FloatString(2)
	case facts.Weight:
		return new(big.Rat).SetFrac64(c.Ints[i], 1000).FloatString(3)
	}
	return strconv.FormatInt(c.Ints[i], 10)
}
