package i18n

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z0-9_-]+)+$`)

// parity lists what is wrong between the two languages of a catalogue. same
// holds texts that are rightly the same in both.
func parity(c catalogue, same map[string]bool) []string {
	var faults []string
	fault := func(key, format string, args ...any) {
		faults = append(faults, key+": "+fmt.Sprintf(format, args...))
	}
	keys := maps.Clone(c[ID])
	maps.Copy(keys, c[EN])
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		id, inID := c[ID][key]
		en, inEN := c[EN][key]
		switch {
		case !inID:
			fault(key, "has no Indonesian text")
			continue
		case !inEN:
			fault(key, "has no English text")
			continue
		case !keyForm.MatchString(key):
			fault(key, "is not written like area.some-thing")
		}
		for _, text := range []string{id, en} {
			if problem := formatProblem(text); problem != "" {
				fault(key, "%q %s", text, problem)
			}
		}
		if vi, ve := verbs(id), verbs(en); !slices.Equal(vi, ve) {
			fault(key, "takes %v in Indonesian, %v in English", vi, ve)
		}
		if edges(id) != edges(en) {
			fault(key, "begins or ends with a space in one language only")
		}
		if id == en && !same[id] && strings.ContainsFunc(verb.ReplaceAllString(id, ""), isLetter) {
			fault(key, "%q is the same in both languages; translate it or add it to testdata/same.txt", id)
		}
	}
	return faults
}

// verbs lists the arguments that a text uses, sorted, each once.
func verbs(text string) []string {
	var out []string
	for _, m := range verb.FindAllString(text, -1) {
		if m != "%%" {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// edges tells which ends of a text are spaces, as an appended half sentence
// or a separator may have them.
func edges(text string) [2]bool {
	return [2]bool{strings.HasPrefix(text, " "), strings.HasSuffix(text, " ")}
}

// doubleSpace finds spaces in a row, but not those that indent a line.
var doubleSpace = regexp.MustCompile(`\S {2,}`)

var goodVerb = regexp.MustCompile(`^%\[[1-9]\][sd]$`)

// formatProblem says what is wrong with a text by itself, empty for nothing.
func formatProblem(text string) string {
	if strings.TrimSpace(text) == "" {
		return "is empty"
	}
	if doubleSpace.MatchString(text) {
		return "has spaces too many"
	}
	for _, v := range verbs(text) {
		if !goodVerb.MatchString(v) {
			return "uses " + v + "; write %[1]s or %[1]d"
		}
	}
	if strings.Contains(verb.ReplaceAllString(text, ""), "%") {
		return "has a lone percent sign; write %%"
	}
	return ""
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// lines reads a list of testdata: one entry a line, # begins a comment line.
func lines(t *testing.T, file string) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}

func TestCataloguesAreWellFormed(t *testing.T) {
	if err := Check(); err != nil {
		t.Error(err)
	}
	if len(Keys(ID)) < 100 {
		t.Errorf("only %d keys were read", len(Keys(ID)))
	}
}

func TestLanguagesHaveTheSameTexts(t *testing.T) {
	c, _ := loaded()
	same := lines(t, "same.txt")
	for _, fault := range parity(c, same) {
		t.Error(fault)
	}
	for text := range same {
		if !slices.ContainsFunc(Keys(ID), func(k string) bool { return c[ID][k] == text && c[EN][k] == text }) {
			t.Errorf("testdata/same.txt allows %q, which no key needs", text)
		}
	}
}

func TestParityFindsFaults(t *testing.T) {
	c := catalogue{
		ID: {"a.only-id": "x", "a.same": "sama", "a.allowed": "Menu", "a.verbs": "%[1]s", "a.empty": " ",
			"a.plain": "pakai %s", "a.percent": "100% saja", "a.kind": "%[1]f saja", "a.sign": "100%% ya",
			"a.mark": "%[1]s – %[2]s", "a.Bad": "buruk", "a.space": "dua  spasi", "a.edge": " lain", "a.indent": "contoh:\n  begini", "a.sep": "; ", "a.order": "%[2]s %[1]s", "a.good": "baik"},
		EN: {"a.only-en": "x", "a.same": "sama", "a.allowed": "Menu", "a.verbs": "%[1]s %[2]s", "a.empty": "text",
			"a.plain": "use %s", "a.percent": "only 100%", "a.kind": "only %[1]f", "a.sign": "100%% yes",
			"a.mark": "%[1]s – %[2]s", "a.Bad": "bad", "a.space": "two spaces", "a.edge": "other", "a.indent": "example:\n  so", "a.sep": "; ", "a.order": "%[1]s, %[2]s", "a.good": "good"},
	}
	found := strings.Join(parity(c, map[string]bool{"Menu": true}), "\n")
	for _, key := range []string{"a.only-id", "a.only-en", "a.same", "a.verbs", "a.empty", "a.plain", "a.percent", "a.kind", "a.Bad", "a.space", "a.edge"} {
		if !strings.Contains(found, key+":") {
			t.Errorf("the fault of %s is not found", key)
		}
	}
	for _, key := range []string{"a.allowed", "a.sign", "a.mark", "a.order", "a.indent", "a.sep", "a.good"} {
		if strings.Contains(found, key+":") {
			t.Errorf("%s is fine but reported", key)
		}
	}
}

func TestLoadFindsFaults(t *testing.T) {
	fsys := fstest.MapFS{
		"catalog/good.id.json":  {Data: []byte(`{"good.a": "satu", "good.b": "dua"}`)},
		"catalog/good.en.json":  {Data: []byte(`{"good.a": "one", "good.b": "two"}`)},
		"catalog/twice.id.json": {Data: []byte(`{"twice.a": "satu", "twice.a": "dua"}`)},
		"catalog/alien.id.json": {Data: []byte(`{"good.c": "tiga"}`)},
		"catalog/cut.en.json":   {Data: []byte(`{"cut.a": "one", `)},
		"catalog/deep.en.json":  {Data: []byte(`{"deep.a": {"b": "one"}}`)},
		"catalog/list.en.json":  {Data: []byte(`["a"]`)},
		"catalog/void.en.json":  {Data: nil},
		"catalog/name.de.json":  {Data: []byte(`{}`)},
	}
	c, err := load(fsys)
	if err == nil {
		t.Fatal("no fault is found")
	}
	for _, file := range []string{"twice.id", "alien.id", "cut.en", "deep.en", "list.en", "void.en", "name.de"} {
		if !strings.Contains(err.Error(), "catalog/"+file+".json: ") {
			t.Errorf("%s: no fault in\n%v", file, err)
		}
	}
	if strings.Contains(err.Error(), "good.id") || c[ID]["good.b"] != "dua" || c[EN]["good.a"] != "one" {
		t.Errorf("the good files are not read: %v\n%v", c, err)
	}
}

func TestHas(t *testing.T) {
	if !Has("common.skip") || Has("common.no-such-key") {
		t.Error("Has does not know the keys")
	}
}
