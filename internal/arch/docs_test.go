package arch

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ARCHITECTURE.md draws the tree as it is: every room has its line, and no
// line names a room that is gone.
func TestTheTreeIsDrawnAsItIs(t *testing.T) {
	_, rest, _ := strings.Cut(string(read(t, "ARCHITECTURE.md")), "```\n")
	tree, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("ARCHITECTURE.md has no tree")
	}
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z0-9]+)/ `).FindAllStringSubmatch(tree, -1) {
		drawn[m[1]] = true
	}
	rooms, err := os.ReadDir(filepath.Join(root(t), "internal"))
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range rooms {
		if !drawn[room.Name()] {
			t.Errorf("ARCHITECTURE.md does not draw internal/%s", room.Name())
		}
		delete(drawn, room.Name())
	}
	for name := range drawn {
		t.Errorf("ARCHITECTURE.md draws internal/%s, which does not exist", name)
	}
}

var markdownLink = regexp.MustCompile(`(^|[^!])\[[^\]]*\]\(([^)#\s]+)(#[^)]*)?\)`)

// A link from one document to another leads to a file that is there.
func TestLinksBetweenDocumentsLeadSomewhere(t *testing.T) {
	links := 0
	for _, doc := range tracked(t) {
		if path.Ext(doc) != ".md" {
			continue
		}
		for _, m := range markdownLink.FindAllStringSubmatch(string(read(t, doc)), -1) {
			if strings.Contains(m[2], "://") {
				continue
			}
			links++
			target := path.Join(path.Dir(doc), m[2])
			if _, err := os.Stat(filepath.Join(root(t), target)); err != nil {
				t.Errorf("%s links to %s, which does not exist", doc, m[2])
			}
		}
	}
	if links < 5 {
		t.Errorf("only %d links were found: the search no longer finds them", links)
	}
}
