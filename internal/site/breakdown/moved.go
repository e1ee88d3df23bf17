package breakdown

import (
	"strings"

	"muara/internal/site/ui"
)

// Moved sends the reader to the same page, or the same download of it, under
// the code as it is written.
func Moved(r *ui.Request, code string) *ui.View {
	href := ui.Href(r.Lang, r.Page, code)
	path, _, _ := strings.Cut(r.HTTP.RequestURI, "?")
	if _, ext := ui.SplitSuffix(path); ext != "" {
		href = ui.Suffix(href, ext)
	}
	if q := r.Query.Encode(); q != "" {
		href += "?" + q
	}
	return &ui.View{Location: href}
}
