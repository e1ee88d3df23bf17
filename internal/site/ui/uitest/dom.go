package uitest

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Doc is a parsed page, for tests that ask what is on it.
type Doc struct{ *html.Node }

// Parse reads a page.
func Parse(t testing.TB, page string) Doc {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return Doc{n}
}

// All returns the elements for which keep holds, in the order of the page.
func (d Doc) All(keep func(Doc) bool) []Doc {
	var out []Doc
	for n := range d.Descendants() {
		if n.Type == html.ElementNode && keep(Doc{n}) {
			out = append(out, Doc{n})
		}
	}
	return out
}

// Tag returns the elements of a name.
func (d Doc) Tag(name string) []Doc {
	return d.All(func(e Doc) bool { return e.Data == name })
}

// Class returns the elements of a class.
func (d Doc) Class(name string) []Doc {
	return d.All(func(e Doc) bool { return e.HasClass(name) })
}

// ID returns the element of an id; its Node is nil where there is none.
func (d Doc) ID(id string) Doc {
	for _, e := range d.All(func(e Doc) bool { return e.Get("id") == id }) {
		return e
	}
	return Doc{}
}

// Get returns an attribute, empty where it is missing.
func (d Doc) Get(name string) string {
	v, _ := d.Has(name)
	return v
}

// Has returns an attribute and whether it is there.
func (d Doc) Has(name string) (string, bool) {
	for _, a := range d.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// HasClass reports whether an element has a class.
func (d Doc) HasClass(name string) bool {
	for _, c := range strings.Fields(d.Get("class")) {
		if c == name {
			return true
		}
	}
	return false
}

// Within reports whether an element stands in one for which is holds.
func (d Doc) Within(is func(Doc) bool) bool {
	for n := range d.Ancestors() {
		if n.Type == html.ElementNode && is(Doc{n}) {
			return true
		}
	}
	return false
}

// Text returns the text of an element with single spaces, scripts left out.
func (d Doc) Text() string {
	var b strings.Builder
	for n := range d.Descendants() {
		if n.Type == html.TextNode && (n.Parent == nil || n.Parent.Data != "script") {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
