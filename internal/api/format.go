package api

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"muara/internal/report"
)

// The forms of an answer.
const (
	asJSON = "json"
	asSDMX = "sdmx"

	jsonType    = "application/json"
	csvType     = "text/csv"
	parquetType = "application/vnd.apache.parquet"
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	sdmxType    = "application/vnd.sdmx.data+csv"
	sdmxVersion = "2.0.0"
)

// form is a form in which facts can be had.
type form struct {
	name, media string // media type without parameters
	full        string // as it is sent
	ending      string // of file names
	most        int    // rows
}

// forms lists them in the order of preference.
func forms() []form {
	return []form{
		{asJSON, jsonType, jsonType, "json", 10_000},
		{report.CSV, csvType, csvType + "; charset=utf-8", "csv", 250_000},
		{report.Parquet, parquetType, parquetType, "parquet", 250_000},
		{report.XLSX, xlsxType, xlsxType, "xlsx", 50_000},
		{asSDMX, sdmxType, sdmxType + "; version=" + sdmxVersion + "; charset=utf-8", "sdmx.csv", 250_000},
	}
}

// usualRows is how many rows a JSON answer has unless limit says otherwise.
const usualRows = 1000

// form chooses the form of an answer: format= in the address, else what the
// client accepts, else JSON.
func (c *call) form() (form, error) {
	c.w.Header().Add("Vary", "Accept")
	all := forms()
	if name := c.query.Get(keyFormat); name != "" {
		names := make([]string, len(all))
		for i, f := range all {
			if names[i] = f.name; f.name == name {
				return f, nil
			}
		}
		return form{}, invalid(keyFormat, "Bentuk "+quote(name)+" tidak dikenal; pilihan: "+list(names)+".",
			"The form "+quote(name)+" is not known; possible: "+list(names)+".")
	}
	if f, ok := accepted(c.r.Header.Values("Accept"), all); ok {
		return f, nil
	}
	var types []string
	for _, f := range all {
		types = append(types, f.media)
	}
	return form{}, &fault{code: "not-acceptable", field: "Accept", error: said("",
		"Tidak ada bentuk jawaban yang diterima program Anda; yang tersedia: "+list(types)+".",
		"None of the forms of answer is one that your program accepts; there are: "+list(types)+".")}
}

// accepted finds the form that a client likes best (RFC 9110, section 12.5.1);
// of those it likes as much, ours.
func accepted(heads []string, all []form) (form, bool) {
	ranges := strings.Split(strings.Join(heads, ","), ",")
	best, found, quality := form{}, false, 0.0
	if strings.TrimSpace(strings.Join(heads, "")) == "" {
		return all[0], true
	}
	for _, f := range all {
		if q := qualityOf(f, ranges); q > quality {
			best, found, quality = f, true, q
		}
	}
	return best, found
}

// qualityOf says how much a client likes a form, by the closest of its ranges.
func qualityOf(f form, ranges []string) float64 {
	quality, closeness := 0.0, 0
	for _, r := range ranges {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(r))
		if err != nil {
			continue
		}
		main, _, _ := strings.Cut(f.media, "/")
		near := 0
		switch media {
		case f.media:
			near = 3
		case main + "/*":
			near = 2
		case "*/*":
			near = 1
		}
		if v := params["version"]; f.name == asSDMX && v != "" && v != sdmxVersion {
			near = 0
		}
		if near <= closeness {
			continue
		}
		closeness, quality = near, 1
		if text, ok := params["q"]; ok {
			q, err := strconv.ParseFloat(text, 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			quality = q
		}
	}
	return quality
}

// link writes a link of RFC 8288.
func link(h http.Header, rel, href string) {
	h.Add("Link", "<"+href+`>; rel="`+rel+`"`)
}
