package ui

import (
	"net/http"
	"net/url"
	"strings"

	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/trade"
)

// Decode reads what every page shares from a request: language, unit, "as
// known on". The path parameters are those that the router matched. On an
// error the request is still good enough to show an error page with.
func Decode(o *office.Office, site Site, lang i18n.Lang, page PageID, h *http.Request) (*Request, error) {
	r := &Request{
		Printer: i18n.Printer{Lang: lang},
		Office:  o, Facts: site.Facts, HTTP: h, Page: page, Site: site,
		Now: o.Now(),
	}
	for _, name := range paramNames(patterns[page][lang]) {
		r.Params = append(r.Params, h.PathValue(name))
	}
	q, err := url.ParseQuery(h.URL.RawQuery)
	r.Query = trimmed(q)
	if err != nil {
		return r, &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
			ID: "Alamat halaman ini tidak terbaca. Periksa bagian sesudah tanda tanya.",
			EN: "The address of this page cannot be read. Check the part after the question mark.",
		}}
	}
	switch u := i18n.Unit(r.Query.Get(KeyUnit)); u {
	case i18n.Millions, i18n.Billions, i18n.Dollars:
		r.Unit = u
	default: // an old or mistyped unit is no reason to refuse a page
		r.Query.Del(KeyUnit)
	}
	if text := r.Query.Get(KeyAsOf); text != "" {
		if r.AsOf, err = trade.ParseDate(text); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Param returns a parameter of the page's path by its name in the pattern.
func (r *Request) Param(name string) string {
	for i, n := range paramNames(patterns[r.Page][r.Lang]) {
		if n == name && i < len(r.Params) {
			return r.Params[i]
		}
	}
	return ""
}

// PeriodQuery reads the period that a reader chose with PeriodForm: from and
// to (months), or year. Without a choice it returns ok false.
func (r *Request) PeriodQuery() (p trade.Period, ok bool, err error) {
	from, to, year := r.Query.Get(KeyFrom), r.Query.Get(KeyTo), r.Query.Get(KeyYear)
	switch {
	case from != "" && to != "":
		p, err = trade.ParsePeriod(from + ".." + to)
	case from != "" || to != "":
		p, err = trade.ParsePeriod(from + to)
	case year != "":
		p, err = trade.ParsePeriod(year)
	default:
		return p, false, nil
	}
	return p, err == nil, err
}

// RegionName returns the name of the pack's region in the reader's language.
func (r *Request) RegionName() string { return r.Text(r.Office.Pack().Region.Name) }

// Section returns the entry of the navigation that a page belongs to.
func (p PageID) Section() PageID {
	switch p {
	case Commodity:
		return Commodities
	case Destination:
		return Destinations
	case Port:
		return Ports
	case Source:
		return Data
	case ExploreFind, ExploreTrace, Mirror:
		return Explore
	case LoadUpload, LoadColumns, LoadCheck, LoadSet, LoadReport, LoadRestore, LoadDiscard, LoadMappings:
		return Load
	}
	return p
}

func paramNames(pattern string) []string {
	var names []string
	for _, part := range strings.Split(pattern, "/") {
		if strings.HasPrefix(part, "{") {
			names = append(names, strings.Trim(part, "{}"))
		}
	}
	return names
}

// trimmed drops empty values, which forms send for what was left open.
func trimmed(q url.Values) url.Values {
	out := url.Values{}
	for k, vs := range q {
		for _, v := range vs {
			if v = strings.TrimSpace(v); v != "" {
				out.Add(k, v)
			}
		}
	}
	return out
}
