package i18n

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// usage is what sources say about keys.
type usage struct {
	calls    []call
	literals map[string]bool // every string in the sources, and both forms of each Plural
}

// call is a T, Pieces or Plural with a literal key.
type call struct {
	at     string // file:line
	method string
	key    string
	args   int // arguments for the text (a Plural's number is the first), -1 where the source does not tell
}

// keys lists the catalogue keys that a call needs.
func (c call) keys() []string {
	if c.method == "Plural" {
		return []string{c.key + ".one", c.key + ".other"}
	}
	return []string{c.key}
}

// goUsage reads a Go file.
func goUsage(file string, src []byte, u *usage) error {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
				u.literals[s] = true
				for _, m := range templLiteral.FindAllStringSubmatch(s, -1) {
					u.literals[m[1]] = true // in a struct tag: help:"cli.flag.port"
				}
			}
		case *ast.CallExpr:
			if c, ok := keyCall(n); ok {
				c.at = fmt.Sprintf("%s:%d", file, fset.Position(n.Pos()).Line)
				u.add(c)
			}
		}
		return true
	})
	return nil
}

// keyCall reads x.T("key", args...).
func keyCall(n *ast.CallExpr) (call, bool) {
	method, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || len(n.Args) == 0 || !slices.Contains([]string{"T", "Pieces", "Plural"}, method.Sel.Name) {
		return call{}, false
	}
	literal, ok := n.Args[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return call{}, false
	}
	key, err := strconv.Unquote(literal.Value)
	c := call{method: method.Sel.Name, key: key, args: len(n.Args) - 1}
	if n.Ellipsis.IsValid() || c.method == "Pieces" {
		c.args = -1
	}
	return c, err == nil
}

var (
	templCall    = regexp.MustCompile(`\.(T|Pieces|Plural)\(\s*"([^"]+)"\s*[,)]`)
	templLiteral = regexp.MustCompile(`"([a-z][^"\s]*)"`)
)

// templUsage reads a templ file, whose generated Go may be older than it.
func templUsage(file string, src []byte, u *usage) {
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		for _, m := range templCall.FindAllStringSubmatch(line, -1) {
			u.add(call{at: fmt.Sprintf("%s:%d", file, n), method: m[1], key: m[2], args: -1})
		}
		for _, m := range templLiteral.FindAllStringSubmatch(line, -1) {
			u.literals[m[1]] = true
		}
	}
}

func (u *usage) add(c call) {
	u.calls = append(u.calls, c)
	for _, k := range c.keys() {
		u.literals[k] = true
	}
}

// missing lists the calls whose text does not exist or wants more arguments.
func (u *usage) missing(c catalogue) []string {
	var faults []string
	for _, call := range u.calls {
		for _, key := range call.keys() {
			if c[ID][key] == "" || c[EN][key] == "" {
				if strings.Contains(call.at, "_templ.go:") {
					continue // its templ file says the same, where a person can mend it
				}
				faults = append(faults, fmt.Sprintf("%s: no text for %q", call.at, key))
				continue
			}
			if want := max(highest(c[ID][key]), highest(c[EN][key])); call.args >= 0 && call.args < want {
				faults = append(faults, fmt.Sprintf("%s: %q takes %d arguments, got %d", call.at, key, want, call.args))
			}
		}
	}
	return faults
}

// highest returns the largest argument index of a text.
func highest(text string) int {
	n := 0
	for _, p := range pieces(text) {
		n = max(n, p.Arg)
	}
	return n
}

// unused lists the keys that no source names, neither whole nor by a literal
// that ends in a dot ("common.status." + status) nor by a listed prefix.
func (u *usage) unused(c catalogue, prefixes map[string]bool) []string {
	var dots []string
	for s := range u.literals {
		if strings.HasSuffix(s, ".") && len(s) > 2 {
			dots = append(dots, s)
		}
	}
	dots = slices.AppendSeq(dots, maps.Keys(prefixes))
	var out []string
	for _, key := range slices.Sorted(maps.Keys(c[ID])) {
		begun := func(prefix string) bool { return strings.HasPrefix(key, prefix) }
		if !u.literals[key] && !slices.ContainsFunc(dots, begun) {
			out = append(out, key)
		}
	}
	return out
}

// readSources reads all Go and templ sources of the program, without tests.
func readSources(t *testing.T) *usage {
	t.Helper()
	u := &usage{literals: map[string]bool{}}
	files := 0
	for _, root := range []string{"../../cmd", "../../internal"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if err == nil && d.Name() == "testdata" {
					return fs.SkipDir
				}
				return err
			}
			isGo := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
			if !isGo && !strings.HasSuffix(path, ".templ") {
				return nil
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			name := strings.TrimPrefix(filepath.ToSlash(path), "../../")
			if isGo {
				return goUsage(name, src, u)
			}
			templUsage(name, src, u)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 10 {
		t.Fatalf("only %d sources were found", files)
	}
	return u
}

func TestEveryKeyInTheSourcesHasAText(t *testing.T) {
	c, _ := loaded()
	for _, fault := range readSources(t).missing(c) {
		t.Error(fault)
	}
}

func TestEveryTextIsUsed(t *testing.T) {
	c, _ := loaded()
	u := readSources(t)
	listed := u.unused(c, lines(t, "dynamic.txt"))
	for _, key := range listed {
		t.Errorf("%s is used nowhere; remove it, or list its prefix in testdata/dynamic.txt and say why", key)
	}
	for _, key := range u.unused(c, nil) {
		if !slices.Contains(listed, key) {
			t.Logf("%s is offered but not used yet", key)
		}
	}
}

func TestSourceScanFindsFaults(t *testing.T) {
	u := &usage{literals: map[string]bool{}}
	err := goUsage("a.go", []byte(`package a
func f(p P, x string, xs []any) {
	p.T("a.good")
	p.T("a.gone")
	p.T("a.two", x)
	p.T("a.two", x, x)
	p.T("a.two", xs...)
	p.T("a.kind." + x)
	p.Plural("a.n", 3)
	p.Plural("a.m", 3)
	keys := []string{"a.listed"}
	type flags struct{ Port int `+"`help:\"a.tagged\"`"+` }
}`), u)
	if err != nil {
		t.Fatal(err)
	}
	templUsage("b.templ", []byte("<p>{ r.T(\"a.lost\", x) }</p>\n{ r.T(\"a.shown\") }"), u)
	texts := map[string]string{"a.good": "x", "a.two": "%[1]s %[2]s", "a.kind.one": "x", "a.n.one": "%[1]s", "a.n.other": "%[1]s",
		"a.m.one": "%[1]s %[2]s", "a.m.other": "%[1]s", "a.listed": "x", "a.tagged": "x", "a.shown": "x", "a.idle": "x", "a.made.up": "x"}
	c := catalogue{ID: texts, EN: texts}
	want := []string{
		`a.go:4: no text for "a.gone"`,
		`a.go:5: "a.two" takes 2 arguments, got 1`,
		`a.go:10: "a.m.one" takes 2 arguments, got 1`,
		`b.templ:1: no text for "a.lost"`,
	}
	if got := u.missing(c); !slices.Equal(got, want) {
		t.Errorf("missing: %q, want %q", got, want)
	}
	if got := u.unused(c, map[string]bool{"a.made.": true}); !slices.Equal(got, []string{"a.idle"}) {
		t.Errorf("unused: %q", got)
	}
}
