package main

import (
	"path/filepath"
	"strings"
	"testing"
)

const events = `{"Action":"run","Package":"p","Test":"TestGood"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"TestGood/sub","Elapsed":0.1}
{"Action":"pass","Package":"p","Test":"TestGood","Elapsed":0.1}
{"Action":"output","Package":"p","Test":"TestNoTool","Output":"    p_test.go:1: Chromium is missing\n"}
{"Action":"output","Package":"p","Test":"TestNoTool","Output":"--- SKIP: TestNoTool (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestNoTool"}
{"Action":"pass","Package":"p","Elapsed":0.25}
`

const failure = `{"Action":"output","Package":"q","Test":"TestBad","Output":"q_test.go:3: got 2, want 1\n"}
{"Action":"fail","Package":"q","Test":"TestBad"}
{"Action":"fail","Package":"q","Elapsed":0.5}
`

const broken = `{"ImportPath":"r","Action":"build-output","Output":"r.go:1: undefined: x\n"}
{"ImportPath":"r","Action":"build-fail"}
{"Action":"output","Package":"r","Output":"FAIL\tr [build failed]\n"}
{"Action":"fail","Package":"r","Elapsed":0}
`

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		name, in string
		shows    []string
		hides    string
		last     string
		fails    bool
	}{
		{"all passes", events, []string{"ok    p  0.2s", "skipped: TestNoTool: p_test.go:1: Chromium is missing"}, "quiet", "2 passed, 0 failed, 1 skipped", false},
		{"one fails", events + failure, []string{"q_test.go:3: got 2, want 1", "FAIL  q"}, "quiet", "2 passed, 1 failed, 1 skipped", true},
		{"does not build", events + broken, []string{"r.go:1: undefined: x", "FAIL  r"}, "quiet", "2 passed, 1 failed, 1 skipped", true},
		{"nothing ran", "", nil, "ok", "0 passed, 0 failed", true},
		{"words of the go command", "go: cannot find main module\n", []string{"cannot find main module"}, "ok", "0 passed, 0 failed", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			err := run("", "", strings.NewReader(c.in), &out)
			if (err != nil) != c.fails {
				t.Errorf("error %v, want one: %v", err, c.fails)
			}
			for _, want := range c.shows {
				if !strings.Contains(out.String(), want) {
					t.Errorf("lacks %q:\n%s", want, out.String())
				}
			}
			if strings.Contains(out.String(), c.hides) {
				t.Errorf("shows %q:\n%s", c.hides, out.String())
			}
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			if got := lines[len(lines)-1]; got != c.last {
				t.Errorf("last line %q, want %q", got, c.last)
			}
		})
	}
}

func TestTotal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tally")
	var out strings.Builder
	if err := run(file, "", strings.NewReader(events), &out); err != nil {
		t.Fatal(err)
	}
	if err := run(file, "", strings.NewReader(events), &out); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if err := run("", file, nil, &out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "2 skipped\n4 passed, 0 failed\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := run(file, "", strings.NewReader(failure), &out); err == nil {
		t.Error("a failed test was not reported")
	}
	out.Reset()
	if err := run("", file, nil, &out); err == nil || !strings.HasSuffix(out.String(), "\n4 passed, 1 failed\n") {
		t.Errorf("the failure is lost in the total: %v, %q", err, out.String())
	}
}
