package draw

import (
	"bytes"
	"html"
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// pen writes markup. Every text and attribute value passes through it and is
// escaped; nothing else writes to the buffer.
type pen struct {
	buf bytes.Buffer
	// file is set for a picture that stands alone: classes become
	// presentation attributes and fractions of the width become pixels.
	file  bool
	left  float64 // px, of the drawing in a file
	width float64 // px, of the drawing in a file
	base  string  // scheme and host before the links of a file, empty for no links
}

// open writes a start tag; kv are names and values in turn. Pairs with an
// empty value are left out, except alt-like ones that nobody here needs.
func (w *pen) open(tag string, kv ...string) {
	w.tag(tag, kv)
	w.buf.WriteByte('>')
}

// leaf writes an element without content.
func (w *pen) leaf(tag string, kv ...string) {
	w.tag(tag, kv)
	w.buf.WriteString("/>")
}

func (w *pen) tag(tag string, kv []string) {
	w.buf.WriteByte('<')
	w.buf.WriteString(tag)
	for i := 0; i+1 < len(kv); i += 2 {
		name, value := kv[i], kv[i+1]
		switch {
		case value == "":
		case name == "class" && w.file:
			for _, a := range dress(value) {
				w.attr(a.name, a.value)
			}
		default:
			w.attr(name, value)
		}
	}
}

func (w *pen) attr(name, value string) {
	w.buf.WriteByte(' ')
	w.buf.WriteString(name)
	w.buf.WriteString(`="`)
	w.text(value)
	w.buf.WriteByte('"')
}

func (w *pen) close(tag string) {
	w.buf.WriteString("</")
	w.buf.WriteString(tag)
	w.buf.WriteByte('>')
}

// text writes escaped text.
func (w *pen) text(s string) {
	if !strings.ContainsAny(s, `<>&'"`) { // as most
		w.buf.WriteString(s)
		return
	}
	w.buf.WriteString(html.EscapeString(s))
}

// word writes an element that holds nothing but text.
func (w *pen) word(tag, text string, kv ...string) {
	w.open(tag, kv...)
	w.text(text)
	w.close(tag)
}

// x places a fraction of the drawing's width.
func (w *pen) x(fraction float64) string {
	if w.file {
		return num(w.left + fraction*w.width)
	}
	return percent(fraction)
}

// w measures a fraction of the drawing's width.
func (w *pen) w(fraction float64) string {
	if w.file {
		return num(fraction * w.width)
	}
	return percent(fraction)
}

// percent writes a fraction as a percentage for SVG geometry.
func percent(fraction float64) string { return num(100*fraction) + "%" }

// num writes a coordinate to a hundredth of a pixel: 12.5, never 12.50.
func num(x float64) string {
	n := int64(math.Round(x * 100))
	whole, frac := n/100, n%100
	if frac == 0 {
		return strconv.FormatInt(whole, 10)
	}
	var b [24]byte
	out := b[:0]
	if n < 0 {
		out, whole, frac = append(out, '-'), -whole, -frac
	}
	out = append(strconv.AppendInt(out, whole, 10), '.', byte('0'+frac/10))
	if frac%10 != 0 {
		out = append(out, byte('0'+frac%10))
	}
	return string(out)
}

// link opens an anchor to where a number comes from and says whether it did:
// without an address there is nothing to follow, and a group takes its place.
// The name is what a screen reader says instead of the bare number; it must
// contain what stands within the link.
func (w *pen) link(href, name string, kv ...string) (end func()) {
	if w.file && w.base == "" {
		href = ""
	}
	tag := "g"
	if href != "" {
		tag = "a"
		safe := safeURL(href)
		if w.file {
			safe = w.base + safe
		}
		kv = append([]string{"href", safe, "class", "fig", "aria-label", name}, kv...)
	}
	w.open(tag, kv...)
	return func() { w.close(tag) }
}

// hint writes what hovering over a mark without a number says.
func (w *pen) hint(name string) { w.word("title", name) }

// safeURL returns a link that cannot run a script.
func safeURL(href string) string { return string(templ.URL(href)) }

// anchor opens a plain link.
func (w *pen) anchor(href string, kv ...string) (end func()) {
	w.open("a", append([]string{"href", safeURL(href)}, kv...)...)
	return func() { w.close("a") }
}
