package pack_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"muara/internal/pack"
)

func readDocs(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"..", ".."}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// block returns the first fenced block of a document that starts with prefix.
func block(t *testing.T, text, prefix string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "```"+prefix)
	if !ok {
		t.Fatalf("no block %q", prefix)
	}
	body, _, _ := strings.Cut(rest, "```")
	return body
}

// TestDocumentedExample builds the pack of docs/packs.md and reads it.
func TestDocumentedExample(t *testing.T) {
	text := readDocs(t, "docs", "packs.md")
	files := fstest.MapFS{"pack.toml": {Data: []byte(block(t, text, "toml\n"))}}
	example := block(t, text, "\nsources.csv")
	name, column := "sources.csv", len("figures/2024-01.csv   ")
	for line := range strings.Lines("sources.csv" + example) {
		if head := strings.TrimSpace(line[:column]); head != "" {
			name = head
		}
		if files[name] == nil {
			files[name] = &fstest.MapFile{}
		}
		files[name].Data = append(files[name].Data, line[column:]...)
	}
	p, faults := pack.Read(files, "example")
	if p == nil || len(faults) > 0 {
		t.Fatal(written(faults, "en"))
	}
	if len(files) != 4 || len(p.Figures) != 5 || len(p.Shares) != 1 {
		t.Errorf("%d files, %d figures, %d shares", len(files), len(p.Figures), len(p.Shares))
	}
}

// TestColumnsAreDocumented finds every column and kind in docs/packs.md.
func TestColumnsAreDocumented(t *testing.T) {
	text := readDocs(t, "docs", "packs.md")
	files := base(t)
	for name, f := range files {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		head, _, _ := strings.Cut(string(f.Data), "\n")
		for column := range strings.SplitSeq(head, ",") {
			if !strings.Contains(text, "`"+column+"`") {
				t.Errorf("%s: the column %s is not in docs/packs.md", name, column)
			}
		}
	}
}

// TestReadmeOfKalteng holds the counts in the pack's README to the pack.
func TestReadmeOfKalteng(t *testing.T) {
	text := readDocs(t, "packs", "kalteng", "README.md")
	for _, file := range []string{
		"figures/total.csv", "figures/exports-by-commodity.csv", "figures/exports-by-destination.csv", "figures/exports-by-port.csv",
		"figures/imports-by-commodity.csv", "figures/imports-by-origin.csv", "figures/imports-by-port.csv",
		"conflicts.csv", "small_firms.csv", "sources.csv", "names.csv", "notes.csv",
	} {
		rows := strings.Count(readDocs(t, "packs", "kalteng", filepath.FromSlash(file)), "\n") - 1
		if want := "| `" + file + "` | " + strconv.Itoa(rows) + " |"; !strings.Contains(text, want) {
			t.Errorf("README.md lacks %q", want)
		}
	}
}
