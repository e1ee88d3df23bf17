package nomen

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
)

// Recognise says what a file is by its beginning, packed or not; 64 KB are
// enough. It looks at the content only, whatever the file is called.
func Recognise(head []byte) (Kind, bool) {
	return recogniseText(peekText(head))
}

func recogniseText(head []byte) (Kind, bool) {
	text := bytes.TrimSpace(head)
	if len(text) > 0 && text[0] == '{' {
		return recogniseJSON(text)
	}
	h, ok := headingOf(head)
	if !ok {
		return "", false
	}
	return h.kind()
}

// heading is the first line of a CSV text.
type heading struct {
	delim  rune
	fields []string // small letters, without blanks around them
}

// headingOf reads the first line.
func headingOf(head []byte) (heading, bool) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	h := heading{delim: ','}
	best := 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		if n := bytes.Count(line, []byte{d}); n > best {
			h.delim, best = rune(d), n
		}
	}
	r := csv.NewReader(bytes.NewReader(line))
	r.Comma = h.delim
	r.FieldsPerRecord = -1
	fields, err := r.Read()
	if err != nil || best == 0 || best > mostColumns {
		return h, false
	}
	for _, f := range fields {
		h.fields = append(h.fields, strings.ToLower(strings.TrimSpace(f)))
	}
	return h, true
}

// mostColumns is more than any list has.
const mostColumns = 500

// column finds a column; -1 if missing.
func (h heading) column(name string) int {
	for i, f := range h.fields {
		if f == name {
			return i
		}
	}
	return -1
}

func (h heading) has(names ...string) bool {
	for _, n := range names {
		if h.column(n) < 0 {
			return false
		}
	}
	return true
}

func (h heading) kind() (Kind, bool) {
	switch {
	case h.has("edition_from", "code_from", "edition_to", "code_to"):
		return Conversions, true
	case h.has("code", "level", "title_id", "title_en", "mfn_raw"):
		return BTKI, true
	case h.has("edition", "code", "parent", "level", "title_en"):
		return HSLists, true
	case h.has("code", "description") && len(h.fields) == 2:
		return BACICodes, true
	case h.has("country_code", "country_name", "country_iso3"), h.has("id", "country", "iso_3"):
		return Places, true
	}
	return "", false
}

// recogniseJSON looks at the names of the first record of "results". A list of
// goods has parents; lists of places name their ISO codes.
func recogniseJSON(text []byte) (Kind, bool) {
	keys := firstRecord(json.NewDecoder(bytes.NewReader(text)))
	switch {
	case keys["id"] && keys["text"] && keys["parent"]:
		return ComtradeHS, true
	case keys["reporterCodeIsoAlpha3"], keys["PartnerCodeIsoAlpha3"], keys["partnerCodeIsoAlpha3"]:
		return Places, true
	}
	return "", false
}

// firstRecord returns the names in the first record of "results".
func firstRecord(d *json.Decoder) map[string]bool {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil
		}
		if key != "results" {
			var skip json.RawMessage
			if d.Decode(&skip) != nil {
				return nil
			}
			continue
		}
		var first map[string]json.RawMessage
		if t, err := d.Token(); err != nil || t != json.Delim('[') || d.Decode(&first) != nil {
			return nil
		}
		keys := map[string]bool{}
		for k := range first {
			keys[k] = true
		}
		return keys
	}
	return nil
}
