package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "muara"

// goPackage is what `go list -json` says of a package.
type goPackage struct {
	ImportPath string
	Dir        string
	Standard   bool
	Imports    []string
	GoFiles    []string
}

// rule says what a part of the tree may import. Of our own packages it may
// import only those listed (with what lies below them); of other people's
// modules only those listed; of the standard library anything that is not
// forbidden.
type rule struct {
	part   string   // import path below the module, with what lies below it
	why    string   // the reason, shown when the rule is broken
	own    []string // our packages
	others []string // modules or packages of others
	never  []string // packages of the standard library
}

// outside is what pure packages must not touch.
var outside = []string{"net", "os", "database", "log", "syscall", "time"}

// rules: the first whose part fits a package holds for it.
var rules = []rule{
	{
		part: "internal/trade", own: nil,
		never: without(outside, "time"),
		why:   "the vocabulary is shared by all and must not drag anything along; amounts, months and errors need no storage and no network",
	},
	{
		part: "internal/ledger", own: []string{"internal/trade"},
		never: outside,
		why:   "the ledger is pure: the same figures give the same answers, with no clock, files, languages or network",
	},
	{
		part: "econ", own: []string{"econ"}, others: []string{"gonum.org/v1/gonum"},
		never: without(outside, "time"),
		why:   "anyone may import the numeric kernels: they must not depend on this program",
	},
	{
		part: "internal/refdata", own: []string{"internal/trade"}, others: []string{"golang.org/x/text"},
		never: []string{"net", "database"},
		why:   "names of codes are data that comes with the program",
	},
	{
		part: "internal/i18n", own: []string{"internal/trade"}, others: []string{"golang.org/x/text"},
		never: []string{"net", "database"},
		why:   "words and numbers know the vocabulary, not what is done with it",
	},
	{
		part:   "internal/pack",
		own:    []string{"internal/trade", "internal/ledger", "internal/refdata"},
		others: []string{"github.com/BurntSushi/toml"},
		never:  []string{"net/http", "database", "os"},
		why:    "a pack is read from an fs.FS and checked; where it lies and who asks is not its business",
	},
	{
		part: "internal/ingest", own: []string{"internal/trade", "internal/refdata"},
		others: []string{"github.com/klauspost/compress", "golang.org/x/text", "github.com/parquet-go/parquet-go", "github.com/BurntSushi/toml"},
		never:  []string{"net", "database", "os"},
		why:    "a reader turns bytes into rows or refusals; who opens the file and what becomes of the rows is not its concern",
	},
	{
		part: "internal/nomen", own: []string{"internal/trade", "internal/refdata", "internal/ingest"},
		others: []string{"github.com/klauspost/compress", "golang.org/x/text"},
		never:  []string{"net", "database"},
		why:    "nomenclatures are lists that a user brings: they are read, kept in a folder of their own and asked, by whoever shows codes",
	},
	{
		part: "internal/lake", own: []string{"internal/trade", "internal/facts"},
		others: []string{"github.com/gofrs/flock"},
		never:  []string{"net", "database"},
		why:    "releases are files: the lake decides what they hold and in which order, a builder that is given to it writes them",
	},
	{
		part: "internal/facts/duck", own: []string{"internal/trade", "internal/facts", "internal/lake"},
		others: []string{"github.com/duckdb/duckdb-go/v2", "github.com/duckdb/duckdb-go-bindings"},
		never:  []string{"net/http"},
		why:    "DuckDB is linked in here alone: it takes long to link, and needs C",
	},
	{
		part: "internal/facts/mem", own: []string{"internal/trade", "internal/facts"},
		never: []string{"net", "database", "os", "time"},
		why:   "the other engines are measured against it: it must be plain enough to be believed",
	},
	{
		part: "internal/facts", own: []string{"internal/trade", "internal/refdata", "econ"},
		never: []string{"net", "database", "os"},
		why:   "a question and its answer are the same on every engine; where facts are stored is the business of engines and the lake",
	},
	{
		part: "internal/jobs", own: []string{"internal/trade"},
		others: []string{"github.com/gofrs/flock"},
		never:  []string{"net", "database"},
		why:    "the queue carries any long work: what a job does is given to it, so it knows none of it",
	},
	{
		part: "internal/auth", own: []string{"internal/trade"},
		others: []string{"github.com/gofrs/flock"},
		never:  []string{"database"},
		why:    "who may write is decided in one place, for pages and programs alike, before anything else is looked at",
	},
	{
		part: "internal/fetch", own: []string{"internal/trade", "internal/refdata"},
		never: []string{"database"},
		why:   "fetching brings files to a folder; the readers of ingest take them from there",
	},
	{
		part:   "internal/chart",
		own:    []string{"internal/trade", "internal/ledger", "internal/i18n", "internal/refdata", "internal/chart"},
		others: []string{"github.com/a-h/templ"}, // how the drawing is written into a page
		never:  []string{"net/http", "database", "os"},
		why:    "a chart is data: the same for the page, the file and the reader who cannot see it",
	},
	{
		part:   "internal/report",
		own:    []string{"internal/trade", "internal/ledger", "internal/i18n", "internal/chart", "internal/refdata", "internal/pack", "internal/report", "internal/facts"},
		others: []string{"github.com/xuri/excelize/v2", "golang.org/x/text", "github.com/parquet-go/parquet-go"},
		never:  []string{"net/http", "database", "os"},
		why:    "reports are written to an io.Writer from what the office found; they ask nothing themselves",
	},
	{
		part: "internal/office/intake",
		own: []string{"internal/trade", "internal/ledger", "internal/refdata", "internal/facts", "internal/lake", "internal/nomen",
			"internal/ingest", "internal/jobs"},
		never: []string{"net/http", "database"},
		why:   "taking files in is a use case as others are; it keeps what people send and their mappings in the folder of data",
	},
	{
		part: "internal/office",
		own: []string{"internal/trade", "internal/ledger", "internal/pack", "internal/refdata", "internal/i18n",
			"internal/chart", "internal/report", "internal/facts", "internal/lake", "internal/nomen", "econ"},
		others: []string{"golang.org/x/text"},
		never:  []string{"net/http", "database", "os"},
		why:    "the use cases are the same for a page, a command and a download, so they know none of them",
	},
	{
		part: "internal/config", own: []string{"internal/trade"},
		others: []string{"github.com/alecthomas/kong", "github.com/BurntSushi/toml"},
		never:  []string{"net/http", "database"},
		why:    "settings are read before anything else exists",
	},
	{
		part: "internal/cli",
		own: []string{"internal/trade", "internal/ledger", "internal/pack", "internal/refdata", "internal/i18n",
			"internal/chart", "internal/report", "internal/office", "internal/config", "internal/ingest", "internal/fetch", "internal/auth", "internal/facts", "internal/lake", "internal/jobs"},
		others: []string{"github.com/alecthomas/kong", "github.com/vbauerster/mpb/v8"},
		never:  []string{"net/http", "database"},
		why:    "a command decodes, calls one method of the office, the pack or the readers of files, and prints; it knows no pages",
	},
	{
		part: "internal/site/load",
		own: []string{"internal/trade", "internal/refdata", "internal/i18n", "internal/office", "internal/site/ui", "internal/facts", "internal/lake",
			"internal/ingest", "internal/jobs"},
		others: []string{"github.com/a-h/templ"},
		never:  []string{"database", "os"},
		why:    "these pages show what readers of files guess and how far jobs are; what is kept, the office keeps",
	},
	{
		part: "internal/site",
		own: []string{"internal/trade", "internal/ledger", "internal/pack", "internal/refdata", "internal/i18n",
			"internal/chart", "internal/report", "internal/office", "internal/site", "internal/facts", "internal/lake", "internal/nomen"},
		others: []string{"github.com/a-h/templ", "golang.org/x/text", "golang.org/x/net", "github.com/klauspost/compress"},
		never:  []string{"database", "os"},
		why:    "a page decodes, calls one method of the office, and renders; it knows no commands, no settings and no files",
	},
	{
		part: "internal/api",
		own: []string{"internal/trade", "internal/ledger", "internal/refdata", "internal/i18n", "internal/report", "internal/office",
			"internal/facts", "internal/lake", "internal/jobs", "internal/auth", "internal/ingest"},
		others: []string{"github.com/danielgtaylor/huma/v2", "github.com/klauspost/compress", "golang.org/x/time"},
		never:  []string{"database", "os"},
		why:    "an operation decodes, calls one method of the office, and writes the answer; it knows no pages, no settings and no files",
	},
	{
		part: "internal/app",
		own:  []string{"internal", "packs", "web"}, others: nil,
		never: []string{"database"},
		why:   "the composition root is the one place that knows every part",
	},
	{part: "cmd", own: []string{"internal/app"}, why: "main only starts the program: everything else can be tested"},
	{part: "packs", why: "a pack is data; the package only carries the files"},
	{part: "web", why: "the bundle is data; the package only carries the files"},
	{part: "internal/arch", why: "rules about the house must not be part of it"},
	{part: "internal/e2e", why: "the browser tests meet the program as its readers do, from outside"},
	{part: "internal/tools", why: "tools of the build are not part of the program"},
}

func TestImports(t *testing.T) {
	for _, p := range list(t, "./...") {
		if helper(p.ImportPath) {
			continue
		}
		r, ok := ruleFor(p.ImportPath)
		if !ok {
			t.Errorf("%s: no rule says what it may import: add one to the rules of this test, with its reason", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if helper(imported) {
				t.Errorf("%s imports %s, which only tests may", p.ImportPath, imported)
			} else if verdict := r.check(imported); verdict != "" {
				t.Errorf("%s imports %s: %s.\nReason: %s.", p.ImportPath, imported, verdict, r.why)
			}
		}
	}
}

// The rules on single imports cannot see what comes in through others: the
// pure packages are checked with everything that they depend on.
func TestPurePackagesStayPure(t *testing.T) {
	for _, pure := range []string{"internal/trade", "internal/ledger"} {
		for _, p := range list(t, "-deps", "./"+pure) {
			if !p.Standard && !strings.HasPrefix(p.ImportPath, module+"/internal/") {
				t.Errorf("%s depends on %s: it must need nothing but the standard library", pure, p.ImportPath)
			}
			for _, never := range []string{"net", "net/http", "database/sql", "os/exec"} {
				if p.ImportPath == never {
					t.Errorf("%s depends on %s, through one of its imports", pure, never)
				}
			}
		}
	}
}

// A rule that no package follows, or that allows what nobody imports any
// more, only hides the shape of the house.
func TestRulesNameWhatExists(t *testing.T) {
	all := list(t, "./...")
	exists := func(part string) bool {
		return slices.ContainsFunc(all, func(p goPackage) bool { return within(p.ImportPath, module+"/"+part) })
	}
	later := []string{"econ"} // the room is named in the plan and comes with the first kernel
	for _, r := range rules {
		if !exists(r.part) && !slices.Contains(later, r.part) {
			t.Errorf("no package lies in %s: remove its rule", r.part)
		}
		for _, own := range r.own {
			if !exists(own) && !slices.Contains(later, own) {
				t.Errorf("%s may import %s, which does not exist", r.part, own)
			}
		}
	}
}

func (r rule) check(imported string) string {
	switch {
	case within(imported, module):
		for _, own := range r.own {
			if within(imported, module+"/"+own) {
				return ""
			}
		}
		if within(imported, module+"/"+r.part) {
			return ""
		}
		return "of our own packages it may import only " + strings.Join(r.own, ", ")
	case isStandard(imported):
		for _, never := range r.never {
			if within(imported, never) {
				return "it must not import " + never
			}
		}
		return ""
	default:
		for _, other := range r.others {
			if within(imported, other) {
				return ""
			}
		}
		return "of other people's modules it may import only " + strings.Join(r.others, ", ")
	}
}

func ruleFor(path string) (rule, bool) {
	for _, r := range rules {
		if within(path, module+"/"+r.part) {
			return r, true
		}
	}
	return rule{}, false
}

// helper reports whether a package only helps tests: its name ends in test, as
// in net/http/httptest. Tests may import what they like, the program no helper.
func helper(path string) bool {
	return within(path, module) && strings.HasSuffix(path, "test")
}

// within reports whether path is the package or lies below it.
func within(path, parent string) bool {
	return path == parent || strings.HasPrefix(path, parent+"/")
}

// isStandard goes by the rule of the go command: only the standard library has
// no dot in the first element of a path.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != module
}

func without(list []string, drop string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == drop })
}

// list runs `go list -json` in the root of the module.
func list(t *testing.T, args ...string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,Standard,Imports,GoFiles"}, args...)...)
	cmd.Dir = root(t)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		if !within(p.ImportPath, module+"/tmp") { // tries that nobody commits
			packages = append(packages, p)
		}
	}
}

// root returns the folder of the module; tests run in their own folder.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
