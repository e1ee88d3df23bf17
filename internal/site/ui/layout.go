package ui

import (
	"net/url"

	"muara/internal/i18n"
)

// The navigation, in order.
var navigation = []PageID{Overview, Balance, Commodities, Destinations, Ports, Imports, Explore, Statement, Data}

// topSearch is the id of the search field in the masthead.
const topSearch = "q-top"

// siteName is what the site calls itself: Muara Kalimantan Tengah.
func siteName(r *Request) string { return "Muara " + r.RegionName() }

func documentTitle(r *Request, v *View) string {
	if v.Title == "" {
		return siteName(r)
	}
	return v.Title + " | " + siteName(r)
}

// canonical is the address of a view less what only changes its looks.
func canonical(r *Request) string { return r.Absolute(r.Self(KeyUnit, "")) }

func inLang(r *Request, lang i18n.Lang) string { return r.Absolute(r.InLang(lang)) }

// sourceNote says whose figures these are, at the foot of every page.
func sourceNote(r *Request) string {
	return r.T("ui.footer.source", r.Text(r.Office.Pack().Region.Authority))
}

// versionNote names the program and the data pack.
func versionNote(r *Request) string {
	p := r.Office.Pack()
	version := r.Site.Version
	if version != "" {
		version = " " + version
	}
	return r.T("ui.footer.version", version, p.Slug, p.Version)
}

func stickyFields(r *Request) []field {
	var out []field
	q := r.sticky()
	for _, k := range []string{KeyUnit, KeyAsOf} {
		if v := q.Get(k); v != "" {
			out = append(out, field{k, v})
		}
	}
	return out
}

// searched is what stands in the search field on the search page.
func searched(r *Request) string {
	if r.Page != Search {
		return ""
	}
	return r.Query.Get(KeyQ)
}

// favicon is our mark, a river between two banks meeting the sea, as a data
// address: no request, no file.
func favicon() string {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6b6b"/>` +
		`<path d="M5 24c4-9 7-12 11-12s7 3 11 12" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>` +
		`<path d="M10.500 25c2-4 3.500-5.500 5.500-5.500s3.500 1.500 5.500 5.500" fill="none" stroke="#9fd8d2" stroke-width="2.200" stroke-linecap="round"/>` +
		`<path d="m16 4.500 2 2-2 2-2-2z" fill="#fff"/></svg>`
	return "data:image/svg+xml," + url.PathEscape(svg)
}

// otherName names the other language in itself: English, Bahasa Indonesia.
func otherName(r *Request) string { return r.Other().LangName() }

// searchName tells the search in the masthead from one on the page.
func searchName(r *Request, id string) string {
	if id == topSearch {
		return r.T("ui.search.site")
	}
	return r.T("ui.search.page")
}
