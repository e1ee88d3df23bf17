package pack_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"muara/internal/pack"
)

// base returns a pack without faults.
func base(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "base.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

func TestBaseIsClean(t *testing.T) {
	p, faults := pack.Read(base(t), "wil")
	if p == nil || len(faults) > 0 {
		t.Fatalf("base pack: %s", written(faults, "en"))
	}
	if got := []int{len(p.Figures), len(p.Shares), len(p.Sources), len(p.LeftOut), len(p.SmallFirms), len(p.Notes)}; fmt.Sprint(got) != "[9 2 2 1 1 1]" {
		t.Errorf("figures, shares, sources, left out, firms, notes: %v", got)
	}
}

func written(faults []pack.Fault, lang string) string {
	var b strings.Builder
	pack.WriteFaults(&b, lang, faults)
	return b.String()
}

var hexByte = regexp.MustCompile(`\\x[0-9a-f]{2}`)

// bytesOf turns \x93 into that byte.
func bytesOf(s string) string {
	return hexByte.ReplaceAllStringFunc(s, func(h string) string {
		n, _ := strconv.ParseUint(h[2:], 16, 8)
		return string([]byte{byte(n)})
	})
}

// TestFaults changes one thing in the base pack and expects exactly the faults
// that the case names. A case has lines of directives:
//
//	sub FILE | OLD | NEW        replace OLD, which occurs once
//	append FILE | LINE          add a line at the end
//	add FILE | TEXT             write a file
//	empty, remove FILE; rename FILE | NAME
//	fault, warning FILE:ROW:COLUMN | FOUND | INDONESIAN | ENGLISH
//
// where the last two are parts of what was expected. \x93 stands for a byte.
func TestFaults(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "bad", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := base(t)
			var want []string
			for _, line := range strings.Split(string(text), "\n")[1:] {
				verb, rest, _ := strings.Cut(line, " ")
				switch verb {
				case "":
				case "fault", "warning":
					want = append(want, line)
				default:
					change(t, files, verb, strings.Split(rest, " | "))
				}
			}
			p, faults := pack.Read(files, "wil")
			expect(t, want, faults)
			if refused := strings.Contains("\n"+strings.Join(want, "\n"), "\nfault "); (p == nil) != refused {
				t.Errorf("pack given: %t, refused: %t", p != nil, refused)
			}
		})
	}
}

func change(t *testing.T, files fstest.MapFS, verb string, args []string) {
	t.Helper()
	file := args[0]
	switch verb {
	case "sub":
		old := string(files[file].Data)
		if strings.Count(old, args[1]) != 1 {
			t.Fatalf("%q is not once in %s", args[1], file)
		}
		files[file] = &fstest.MapFile{Data: []byte(strings.Replace(old, args[1], bytesOf(args[2]), 1))}
	case "append":
		files[file] = &fstest.MapFile{Data: []byte(string(files[file].Data) + args[1] + "\n")}
	case "add":
		files[file] = &fstest.MapFile{Data: []byte(bytesOf(args[1]))}
	case "empty":
		files[file] = &fstest.MapFile{}
	case "remove":
		delete(files, file)
	case "rename":
		files[args[1]] = files[file]
		delete(files, file)
	default:
		t.Fatalf("no directive %q", verb)
	}
}

func expect(t *testing.T, want []string, faults []pack.Fault) {
	t.Helper()
	left := append([]pack.Fault(nil), faults...)
next:
	for _, line := range want {
		kind, rest, _ := strings.Cut(line, " ")
		f := strings.Split(rest, " | ")
		for i, x := range left {
			if fmt.Sprintf("%s:%d:%s", x.File, x.Row, x.Column) == f[0] && x.Warning == (kind == "warning") && x.Found == f[1] &&
				strings.Contains(x.Expected.ID, f[2]) && strings.Contains(x.Expected.EN, f[3]) {
				left = append(left[:i], left[i+1:]...)
				continue next
			}
		}
		t.Errorf("not reported: %s", line)
	}
	for _, x := range left {
		t.Errorf("reported, but not expected: %s:%d:%s | %s | %s | %s (warning %t)", x.File, x.Row, x.Column, x.Found, x.Expected.ID, x.Expected.EN, x.Warning)
	}
	for _, x := range faults {
		if x.Expected.ID == "" || x.Expected.EN == "" || x.Expected.ID == x.Expected.EN {
			t.Errorf("not in both languages: %+v", x)
		}
		if strings.Contains(x.Expected.ID+x.Expected.EN, "%!") {
			t.Errorf("badly formatted: %+v", x)
		}
	}
}

func TestNotPlainFiles(t *testing.T) {
	for _, mode := range []fs.FileMode{fs.ModeSymlink, fs.ModeNamedPipe, fs.ModeDir} {
		files := base(t)
		files["sources.csv"].Mode = mode
		_, faults := pack.Read(files, "wil")
		if len(faults) != 1 || faults[0].File != "sources.csv" || faults[0].Expected.ID == faults[0].Expected.EN {
			t.Errorf("%v: %s", mode, written(faults, "en"))
		}
	}
}

func TestOddFileName(t *testing.T) {
	files := base(t)
	files["figures/a\x1b[31m.csv"] = files["figures/exports.csv"]
	_, faults := pack.Read(files, "wil")
	if len(faults) != 1 || strings.Contains(written(faults, "id"), "\x1b") {
		t.Errorf("%q", written(faults, "id"))
	}
}

func TestSymlinkOnDisk(t *testing.T) {
	dir := t.TempDir()
	for name, f := range base(t) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, faults := pack.Read(os.DirFS(dir), "wil"); len(faults) > 0 {
		t.Fatalf("before: %s", written(faults, "en"))
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "figures", "zz.csv")); err != nil {
		t.Skip("this system has no symbolic links")
	}
	_, faults := pack.Read(os.DirFS(dir), "wil")
	if len(faults) != 1 || faults[0].File != "figures/zz.csv" || faults[0].Found != "symlink" {
		t.Errorf("after: %s", written(faults, "en"))
	}
}
