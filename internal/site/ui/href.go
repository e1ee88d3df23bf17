package ui

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// The keys of the query that every page understands. They are the same in
// both languages, so that the language switch keeps the view.
const (
	KeyUnit  = "unit"  // b or usd; absent for millions
	KeyAsOf  = "asof"  // 2022-03-01
	KeyFrom  = "from"  // 2022-01
	KeyTo    = "to"    // 2022-11
	KeyYear  = "year"  // 2021
	KeyChart = "chart" // id of the chart to download
	KeyQ     = "q"     // words to search
	KeyPage  = "page"  // of a long list, from 1
)

// Extensions are the suffixes that turn a page's address into a download.
var extensions = []string{"csv", "xlsx", "json", "parquet", "svg", "txt", "docx", "html"}

// The front page ends in a slash: its downloads need a name to hang the
// suffix on.
var frontFile = map[i18n.Lang]string{i18n.ID: "ringkasan", i18n.EN: "overview"}

// Pages lists every page that has a pattern, sorted by name.
func Pages() []PageID { return slices.Sorted(maps.Keys(patterns)) }

// Pattern returns the path of a page in a language, with its braces.
func Pattern(lang i18n.Lang, page PageID) string { return patterns[page][lang] }

// Href returns the path of a page in a language with its parameters filled in
// order and escaped. It panics where their number does not fit the pattern,
// which is a mistake of the caller's.
func Href(lang i18n.Lang, page PageID, params ...string) string {
	parts := strings.Split(patterns[page][lang], "/")
	n := 0
	for i, part := range parts {
		if !strings.HasPrefix(part, "{") {
			continue
		}
		if n < len(params) {
			parts[i] = url.PathEscape(params[n])
		}
		n++
	}
	if n != len(params) || len(parts) < 2 {
		panic(fmt.Sprintf("ui.Href: page %q has %d parameters, got %d", page, n, len(params)))
	}
	return strings.Join(parts, "/")
}

// FigureHref returns the page of one figure, as known on a day (zero for now).
func FigureHref(lang i18n.Lang, s trade.Series, p trade.Period, asOf trade.Date) string {
	href := Href(lang, Figure, s.String(), p.String())
	if !asOf.IsZero() {
		href += "?" + url.Values{KeyAsOf: {asOf.String()}}.Encode()
	}
	return href
}

// Href returns a page in the reader's language that keeps the reader's unit
// and "as known on".
func (r *Request) Href(page PageID, params ...string) string {
	return withQuery(Href(r.Lang, page, params...), r.sticky())
}

// FigureHref returns the page of one figure for this reader.
func (r *Request) FigureHref(s trade.Series, p trade.Period) string {
	return r.Href(Figure, s.String(), p.String())
}

// AnswerHref returns the figure page of an answer; fragment may be empty,
// like-for-like or share.
func (r *Request) AnswerHref(a ledger.Answer, fragment string) string {
	href := r.FigureHref(a.Series, a.Period)
	if fragment != "" {
		href += "#" + fragment
	}
	return href
}

// Self returns this page with some keys of the query changed: pairs of key and
// value, an empty value removes the key.
func (r *Request) Self(pairs ...string) string {
	q := maps.Clone(r.Query)
	if q == nil {
		q = url.Values{}
	}
	q.Del(KeyChart)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return withQuery(r.path(r.Lang), q)
}

// InLang returns this page, with its query, in a language.
func (r *Request) InLang(lang i18n.Lang) string {
	q := maps.Clone(r.Query)
	q.Del(KeyChart)
	return withQuery(r.path(lang), q)
}

// Other returns the language that the reader does not read now.
func (r *Request) Other() i18n.Lang {
	if r.Lang == i18n.EN {
		return i18n.ID
	}
	return i18n.EN
}

// Absolute puts the site's address before a path.
func (r *Request) Absolute(path string) string {
	if r.Site.BaseURL != "" {
		return r.Site.BaseURL + path
	}
	if r.HTTP == nil || r.HTTP.Host == "" {
		return path
	}
	scheme := "http"
	if r.HTTP.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.HTTP.Host + path
}

// Suffix turns the address of a view into its download: the suffix goes on
// the path, the query stays. /id/neraca?unit=b becomes /id/neraca.csv?unit=b.
func Suffix(href, ext string) string {
	href, _, _ = strings.Cut(href, "#")
	path, query, _ := strings.Cut(href, "?")
	if strings.HasSuffix(path, "/") {
		path += frontFile[i18n.Lang(strings.Trim(path, "/"))]
	}
	path += "." + ext
	if query != "" {
		path += "?" + query
	}
	return path
}

// Suffix returns this view, with its query, as a file.
func (r *Request) Suffix(ext string) string { return Suffix(r.Self(), ext) }

// DownloadHref returns one chart of a view as a file.
func (r *Request) DownloadHref(c chart.Chart, ext string) string {
	href := c.Link
	if href == "" {
		href = r.Self()
	}
	href = Suffix(href, ext)
	if c.ID == "" {
		return href
	}
	sep := "?"
	if strings.Contains(href, "?") {
		sep = "&"
	}
	return href + sep + url.Values{KeyChart: {c.ID}}.Encode()
}

// SplitSuffix takes a known extension off the end of a path. The front page
// comes back as its directory; outside the two languages there are no
// downloads.
func SplitSuffix(path string) (page, ext string) {
	dir, file := path[:strings.LastIndexByte(path, '/')+1], path[strings.LastIndexByte(path, '/')+1:]
	dot := strings.LastIndexByte(file, '.')
	if dir == "/" || dot <= 0 || !slices.Contains(extensions, file[dot+1:]) {
		return path, ""
	}
	file, ext = file[:dot], file[dot+1:]
	for lang, name := range frontFile {
		if file == name && dir == Pattern(lang, Overview) {
			return dir, ext
		}
	}
	return dir + file, ext
}

// path returns the path of this page in a language; a page that has none (an
// error) leads to the front page.
func (r *Request) path(lang i18n.Lang) string {
	if _, ok := patterns[r.Page]; !ok {
		return Href(lang, Overview)
	}
	return Href(lang, r.Page, r.Params...)
}

// sticky is what follows the reader from page to page.
func (r *Request) sticky() url.Values {
	q := url.Values{}
	if r.Unit != i18n.Millions {
		q.Set(KeyUnit, string(r.Unit))
	}
	if !r.AsOf.IsZero() {
		q.Set(KeyAsOf, r.AsOf.String())
	}
	return q
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
