package ui

import (
	"net/url"
	"strings"

	"muara/internal/i18n"
)

// Nearest returns the page that a mistyped, escaped path most plainly means. It forgives
// slashes too many, capitals, and the words of one language after the sign of
// the other; the sign decides the language. Parameters stay as they stand.
func Nearest(path string) (page PageID, lang i18n.Lang, params []string, ok bool) {
	parts := strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
	if len(parts) == 0 {
		return "", "", nil, false
	}
	switch lang = i18n.Lang(strings.ToLower(parts[0])); lang {
	case i18n.ID, i18n.EN:
	default:
		return "", "", nil, false
	}
	parts = parts[1:]
	for _, words := range []i18n.Lang{lang, i18n.ID, i18n.EN} {
		if len(parts) == 1 && strings.EqualFold(parts[0], frontFile[words]) {
			return Overview, lang, nil, true
		}
		for _, page := range Pages() {
			if params, ok := fits(patterns[page][words], parts); ok {
				return page, lang, params, true
			}
		}
	}
	return "", "", nil, false
}

// fits compares the parts of a path after its language with a pattern.
func fits(pattern string, parts []string) (params []string, ok bool) {
	want := strings.Split(strings.Trim(pattern, "/"), "/")[1:]
	if len(want) != len(parts) {
		return nil, false
	}
	for i, part := range parts {
		part, err := url.PathUnescape(part)
		switch {
		case err != nil:
			return nil, false
		case strings.HasPrefix(want[i], "{") && part != "." && part != "..":
			params = append(params, part)
		case !strings.EqualFold(want[i], part):
			return nil, false
		}
	}
	return params, true
}
