package i18n

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// A text of a catalogue is a fmt format: %[1]s is the first argument, %% a
// percent sign. Only %s and %d are used; numbers come formatted.

//go:embed catalog/*.json
var embedded embed.FS

// catalogue holds the texts of all areas by language and key.
type catalogue map[Lang]map[string]string

// loaded reads the embedded catalogues once.
var loaded = sync.OnceValues(func() (catalogue, error) { return load(embedded) })

// Check reports everything wrong with the shape of the embedded catalogues:
// files that cannot be read, keys given twice or outside their area. Tests
// and the doctor call it; texts that could be read are usable all the same.
func Check() error {
	_, err := loaded()
	return err
}

// Has reports whether a key has a text in both languages.
func Has(key string) bool {
	c, _ := loaded()
	return c[ID][key] != "" && c[EN][key] != ""
}

// Keys lists the keys of a language, sorted.
func Keys(l Lang) []string {
	c, _ := loaded()
	keys := make([]string, 0, len(c[l]))
	for k := range c[l] {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// raw returns the format of a key.
func (p Printer) raw(key string) (string, bool) {
	c, _ := loaded()
	l := ID
	if p.Lang == EN {
		l = EN
	}
	text, ok := c[l][key]
	return text, ok
}

// load reads catalog/<area>.<lang>.json files. Faults are collected, not
// fatal: one area's slip must not take the others' words away.
func load(fsys fs.FS) (catalogue, error) {
	files, err := fs.Glob(fsys, "catalog/*.json")
	if err != nil {
		return nil, err
	}
	c := catalogue{ID: {}, EN: {}}
	var faults []error
	for _, file := range files {
		if err := c.add(fsys, file); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", file, err))
		}
	}
	return c, errors.Join(faults...)
}

// add reads one file into the catalogue.
func (c catalogue) add(fsys fs.FS, file string) error {
	area, rest, _ := strings.Cut(path.Base(file), ".")
	l, ok := ParseLang(strings.TrimSuffix(rest, ".json"))
	if !ok || area == "" {
		return errors.New("name the file <area>.id.json or <area>.en.json")
	}
	f, err := fsys.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	var faults []error
	err = flatObject(f, func(key, text string) {
		switch _, twice := c[l][key]; {
		case !strings.HasPrefix(key, area+"."):
			faults = append(faults, fmt.Errorf("key %q must begin with %q", key, area+"."))
		case twice:
			faults = append(faults, fmt.Errorf("key %q is given twice", key))
		default:
			c[l][key] = text
		}
	})
	return errors.Join(append(faults, err)...)
}

// flatObject reads {"key": "text", ...} in order, so that a key given twice
// is seen, which encoding/json alone would hide.
func flatObject(r io.Reader, each func(key, text string)) error {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("expected a JSON object of texts: %v, %w", t, err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var text string
		if err := d.Decode(&text); err != nil {
			return fmt.Errorf("text of %v: %w", key, err)
		}
		each(key.(string), text)
	}
	_, err := d.Token()
	return err
}
