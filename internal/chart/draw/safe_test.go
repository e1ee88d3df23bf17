package draw

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"muara/internal/chart"
)

const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`

// poisoned has markup in every text and a script in every link.
func poisoned(c chart.Chart) chart.Chart {
	c.Title, c.What, c.Text, c.Source, c.RowName = evil, evil, evil, evil, evil
	c.ID = `x");}</style><script>`
	for i := range c.Columns {
		c.Columns[i] = evil
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		r.Key, r.Label, r.Note, r.Href = evil, evil, evil, "javascript:alert(1)"
		for j := range r.Points {
			r.Points[j].Text, r.Points[j].Share, r.Points[j].Href = evil, evil, "javascript:alert(1)"
		}
	}
	return c
}

func TestTextsStayText(t *testing.T) {
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			c := poisoned(c)
			root := render(t, c)
			file, err := html.Parse(strings.NewReader(string(SVG(c, Options{Printer: id, Licence: evil}))))
			if err != nil {
				t.Fatal(err)
			}
			for _, tree := range []*html.Node{root, file} {
				for n := range tree.Descendants() {
					if n.Data == "script" || n.Data == "img" {
						t.Fatalf("a text became <%s>", n.Data)
					}
					for _, a := range n.Attr {
						if strings.HasPrefix(a.Key, "on") {
							t.Errorf("a text became the handler %s", a.Key)
						}
						if a.Key == "href" && strings.HasPrefix(a.Val, "javascript") {
							t.Errorf("a link runs a script")
						}
					}
				}
			}
		})
	}
}

func TestNoInlineStyleAndNoDanglingReference(t *testing.T) {
	ref := regexp.MustCompile(`^url\(#(.+)\)$`)
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			root, ids := render(t, c), map[string]bool{}
			for _, n := range find(root, func(n *html.Node) bool { return attr(n, "id") != "" }) {
				if ids[attr(n, "id")] {
					t.Errorf("the id %s stands twice", attr(n, "id"))
				}
				ids[attr(n, "id")] = true
			}
			for n := range root.Descendants() {
				for _, a := range n.Attr {
					if a.Key == "style" || n.Data == "style" {
						t.Errorf("<%s> has a style of its own, which the page's policy refuses", n.Data)
					}
					if m := ref.FindStringSubmatch(a.Val); m != nil && !ids[m[1]] {
						t.Errorf("<%s %s=%q> refers to nothing", n.Data, a.Key, a.Val)
					}
				}
			}
		})
	}
}

func TestListsAndNames(t *testing.T) {
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			root := render(t, c)
			for _, s := range find(root, func(n *html.Node) bool { return n.Data == "svg" && attr(n, "role") != "" }) {
				if attr(s, "aria-label") == "" {
					t.Error("a picture without a name")
				}
				if attr(s, "role") == "img" && len(find(s, tagged("a"))) > 0 {
					t.Error("a picture that is one image hides its links")
				}
			}
			for _, n := range find(root, func(n *html.Node) bool { return attr(n, "role") == "listitem" }) {
				if !within(n, func(a *html.Node) bool { return attr(a, "role") == "list" }) {
					t.Error("an item outside a list")
				}
			}
			for _, a := range find(root, func(n *html.Node) bool { return has(n, "fig") && n.Data == "a" }) {
				name, within := attr(a, "aria-label"), strings.TrimSpace(visible(a))
				if name == "" && within == "" {
					t.Errorf("the link %s has no name", attr(a, "href"))
				}
				if sign := strings.TrimRight(within, disputed+about+" "); name != "" && !strings.Contains(name, sign) {
					t.Errorf("the name %q hides the text %q", name, within)
				}
			}
		})
	}
}

func TestAFileStandsAlone(t *testing.T) {
	for name, c := range every() {
		t.Run(name, func(t *testing.T) {
			file := string(SVG(c, Options{Printer: id, Origin: "https://muara.example", Licence: "CC-BY-4.0"}))
			for _, want := range []string{c.Title, "Sumber: " + c.Source, "https://muara.example" + c.Link, "Lisensi: CC-BY-4.0"} {
				if !strings.Contains(file, want) {
					t.Errorf("%q is missing", want)
				}
			}
			for _, not := range []string{"class=", "var(", "style=", "%\""} {
				body := strings.ReplaceAll(file, `width="100%" height="100%"`, "")
				if not == "%\"" && c.Kind == chart.Treemap {
					continue // inside a tile, percentages are of the tile
				}
				if strings.Contains(body, not) {
					t.Errorf("%q needs a page around it", not)
				}
			}
			d := xml.NewDecoder(strings.NewReader(file))
			for {
				tok, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("not well-formed: %v", err)
				}
				if el, ok := tok.(xml.StartElement); ok && el.Name.Local == "text" {
					legible(t, el)
				}
			}
		})
	}
}

func legible(t *testing.T, el xml.StartElement) {
	t.Helper()
	for _, a := range el.Attr {
		if a.Name.Local == "font-size" {
			if px, err := strconv.ParseFloat(a.Value, 64); err != nil || px < 12 {
				t.Errorf("text of %s px", a.Value)
			}
			return
		}
	}
	t.Error("a text without a size")
}
