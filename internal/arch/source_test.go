package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines keeps files to what a person can hold in mind.
const maxLines = 450

// goFile is a parsed file of the program, tests included.
type goFile struct {
	path      string // relative to the root
	text      []byte
	syntax    *ast.File
	generated bool
}

func (f goFile) test() bool { return strings.HasSuffix(f.path, "_test.go") }

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	longest := map[string]int{} // words of the doc comment by folder
	for _, f := range goFiles(t) {
		dir := filepath.Dir(f.path)
		words := 0
		if f.syntax.Doc != nil && !f.generated && !f.test() {
			words = len(strings.Fields(f.syntax.Doc.Text()))
		}
		longest[dir] = max(longest[dir], words)
	}
	for dir, words := range longest {
		if words < 8 {
			t.Errorf("%s: write a doc comment that says what the package is for (it has %d words)", dir, words)
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	for _, path := range tracked(t) {
		switch filepath.Ext(path) {
		case ".go", ".templ", ".ts", ".mjs", ".js":
		default:
			continue
		}
		text := read(t, path)
		if n := bytes.Count(text, []byte("\n")); n > maxLines && !generated(text) {
			t.Errorf("%s has %d lines: split it by what its parts do (the limit is %d)", path, n, maxLines)
		}
	}
}

// A text that a person reads is set in both languages where it is written.
func TestTextsAreInBothLanguages(t *testing.T) {
	seen := 0
	for _, f := range goFiles(t) {
		if f.generated || f.test() {
			continue
		}
		for _, fault := range halfTexts(f.syntax, &seen) {
			t.Errorf("%s: %s", f.path, fault)
		}
	}
	if seen < 20 {
		t.Errorf("only %d bilingual texts were found: the search no longer finds them", seen)
	}
}

func TestHalfTextsAreFound(t *testing.T) {
	const source = `package p
var a = trade.Text{ID: "satu"}
var b = []trade.Text{{ID: "satu", EN: "one"}, {EN: "two"}}
var c = map[string]trade.Text{"x": {ID: "", EN: "x"}, "y": {ID: "y", EN: f()}}
var d = trade.Error{Text: trade.Text{"satu", "one"}}
var none = trade.Text{}
`
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	if faults := halfTexts(f, &seen); len(faults) != 3 || seen != 6 {
		t.Errorf("found %d texts and these faults, want 6 and three: %q", seen, faults)
	}
}

// halfTexts lists the literals of trade.Text in a file that lack a language.
// The zero value says that there is no text and is whole.
func halfTexts(f *ast.File, seen *int) (faults []string) {
	check := func(lit *ast.CompositeLit) {
		if len(lit.Elts) == 0 {
			return
		}
		*seen++
		set := map[string]bool{}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok { // by position, both or it does not compile
				return
			}
			value, isString := kv.Value.(*ast.BasicLit)
			if key, ok := kv.Key.(*ast.Ident); ok && !(isString && len(value.Value) <= 2) {
				set[key.Name] = true
			}
		}
		if !set["ID"] || !set["EN"] {
			faults = append(faults, "a trade.Text lacks a language: set both ID and EN")
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if isText(lit.Type) {
			check(lit)
		}
		for _, e := range elided(lit) {
			check(e)
		}
		return true
	})
	return faults
}

// elided returns the elements of a list or map of texts that are written
// without their type.
func elided(lit *ast.CompositeLit) (out []*ast.CompositeLit) {
	var element ast.Expr
	switch t := lit.Type.(type) {
	case *ast.ArrayType:
		element = t.Elt
	case *ast.MapType:
		element = t.Value
	}
	if !isText(element) {
		return nil
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if l, ok := e.(*ast.CompositeLit); ok && l.Type == nil {
			out = append(out, l)
		}
	}
	return out
}

func isText(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.SelectorExpr:
		pkg, ok := x.X.(*ast.Ident)
		return ok && pkg.Name == "trade" && x.Sel.Name == "Text"
	case *ast.Ident:
		return x.Name == "Text"
	}
	return false
}

// Nothing that is committed may point into somebody's own machine.
func TestNoPathsOfOneMachine(t *testing.T) {
	private := regexp.MustCompile(`(^|[^\w.])(/home/|/Users/|/root/|[A-Z]:\\Users)[\w.-]`)
	for _, path := range tracked(t) {
		text := read(t, path)
		if bytes.IndexByte(text, 0) >= 0 { // a picture, a font
			continue
		}
		if hit := private.Find(text); hit != nil {
			t.Errorf("%s names a path of one machine: %q", path, bytes.TrimSpace(hit))
		}
	}
}

// goFiles parses every Go file of the program.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var out []goFile
	set := token.NewFileSet()
	for _, path := range tracked(t) {
		if filepath.Ext(path) != ".go" {
			continue
		}
		text := read(t, path)
		syntax, err := parser.ParseFile(set, path, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, goFile{path, text, syntax, ast.IsGenerated(syntax)})
	}
	return out
}

func generated(text []byte) bool {
	head, _, _ := bytes.Cut(text, []byte("\npackage "))
	return bytes.Contains(head, []byte("Code generated")) && bytes.Contains(head, []byte("DO NOT EDIT"))
}

// skipped folders hold what is built or belongs to others.
var skipped = []string{".git", "node_modules", "dist", "bin", "tmp", "testdata"}

// tracked lists the files of the project relative to its root.
func tracked(t *testing.T) []string {
	t.Helper()
	top := root(t)
	var out []string
	err := filepath.WalkDir(top, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains(skipped, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(top, path)
		out = append(out, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// constants returns the values of the string constants of a named type.
func constants(f *ast.File, typeName string) (out []string) {
	for _, d := range f.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			spec, ok := s.(*ast.ValueSpec)
			if !ok {
				continue
			}
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typeName {
				continue
			}
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					out = append(out, strings.Trim(lit.Value, `"`))
				}
			}
		}
	}
	return out
}
