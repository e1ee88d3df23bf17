package ui

import (
	"context"
	"io"
	"regexp"

	"github.com/a-h/templ"
)

// aNumber is a statistic within the prose of a data pack: decimals, thousands
// or a percentage. Years and dates are none.
var aNumber = regexp.MustCompile(`\d{1,3}([.,]\d{3})+([.,]\d+)?|\d+[.,]\d+( ?%)?|\d+ ?%|\d+ (persen|percent|juta|miliar|million|billion)\b`)

// Prose writes text that a data pack brings, with every number in it linked to
// the figure that the text is about.
func Prose(text, href string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		out, at := "", 0
		for _, m := range aNumber.FindAllStringIndex(text, -1) {
			out += templ.EscapeString(text[at:m[0]]) +
				`<a class="fig num" href="` + templ.EscapeString(href) + `">` + templ.EscapeString(text[m[0]:m[1]]) + `</a>`
			at = m[1]
		}
		_, err := io.WriteString(w, out+templ.EscapeString(text[at:]))
		return err
	})
}
