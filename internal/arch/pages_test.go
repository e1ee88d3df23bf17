package arch

import (
	"strings"
	"testing"

	"muara/internal/i18n"
	"muara/internal/site/ui"
)

func TestEveryPageHasAnAddressInBothLanguages(t *testing.T) {
	taken := map[string]ui.PageID{}
	for _, page := range ui.Pages() {
		for _, lang := range []i18n.Lang{i18n.ID, i18n.EN} {
			pattern := ui.Pattern(lang, page)
			if !strings.HasPrefix(pattern, "/"+string(lang)+"/") {
				t.Errorf("page %s in %s: its address is %q, it must begin with /%s/", page, lang, pattern, lang)
			}
			if other, ok := taken[pattern]; ok {
				t.Errorf("pages %s and %s share the address %s", page, other, pattern)
			}
			taken[pattern] = page
		}
		if id, en := ui.Pattern(i18n.ID, page), ui.Pattern(i18n.EN, page); strings.Count(id, "{") != strings.Count(en, "{") {
			t.Errorf("page %s takes other parameters in Indonesian (%s) than in English (%s)", page, id, en)
		}
	}
}

// A constant of type PageID without an entry in the table of addresses would
// compile and lead nowhere.
func TestEveryPageIDHasAddresses(t *testing.T) {
	known := map[ui.PageID]bool{}
	for _, page := range ui.Pages() {
		known[page] = true
	}
	named := 0
	for _, f := range goFiles(t) {
		if !strings.HasPrefix(f.path, "internal/site/ui/") || f.generated || f.test() {
			continue
		}
		for _, id := range constants(f.syntax, "PageID") {
			named++
			if !known[ui.PageID(id)] {
				t.Errorf("%s: the page %q has no address in either language", f.path, id)
			}
		}
	}
	if named != len(known) {
		t.Errorf("%d pages are named and %d have addresses", named, len(known))
	}
}

// docs/pages.md has one row for each page, and none for pages that are gone.
func TestPagesAreDocumented(t *testing.T) {
	pages, _, _ := strings.Cut(string(read(t, "docs/pages.md")), "\n## ") // later tables are of other things
	rows := tableRows(pages)
	documented := map[string]bool{}
	for _, cells := range rows {
		if len(cells) != 5 {
			t.Errorf("docs/pages.md: a row has %d cells, want page, both addresses, both descriptions: %q", len(cells), cells)
			continue
		}
		documented[strings.Trim(cells[0], "`")] = true
	}
	for _, page := range ui.Pages() {
		if !documented[string(page)] {
			t.Errorf("docs/pages.md has no row for the page %s", page)
		}
		delete(documented, string(page))
	}
	for page := range documented {
		t.Errorf("docs/pages.md describes a page that does not exist: %s", page)
	}
	for _, cells := range rows {
		page := ui.PageID(strings.Trim(cells[0], "`"))
		for i, lang := range []i18n.Lang{i18n.ID, i18n.EN} {
			if got, want := strings.Trim(cells[1+i], "`"), ui.Pattern(lang, page); got != want {
				t.Errorf("docs/pages.md, page %s: the address in %s is %q, want %q", page, lang, got, want)
			}
			if len(strings.Fields(cells[3+i])) < 3 {
				t.Errorf("docs/pages.md, page %s: say in %s what it shows", page, lang)
			}
		}
	}
}

// tableRows returns the cells of the rows of all tables in a Markdown text,
// without headings and rules.
func tableRows(text string) (rows [][]string) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		heading := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "|--")
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|--") || heading {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		rows = append(rows, cells)
	}
	return rows
}
