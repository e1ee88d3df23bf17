package pack

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"muara/internal/trade"
)

// reader holds what is known while a pack is read.
type reader struct {
	faults
	fsys  fs.FS
	pack  *Pack
	today trade.Date
	least least
	// Where sources.csv or names.csv cannot be read, that alone is reported
	// and not every line that refers to them.
	hasSources, hasNames bool
	sourceIndex          map[string]int // id to index in pack.Sources
	sourceRow            []int          // line of each source
	cited                map[string]bool
	codes                map[string]bool   // kind and code of each line of names.csv: "port kumai"
	groupOf              map[string]string // group of each port that has one
	seen                 map[string]place  // id of a figure or share to where it was read
	figurePlace          []place           // of pack.Figures
	sharePlace           []place           // of pack.Shares
}

// Read reads and checks a pack. A pack with any fault that is not a warning is
// nil; all faults are reported, in the order of files and rows, up to a thousand
// and a last line that counts the others.
func Read(fsys fs.FS, slug string) (*Pack, []Fault) { return ReadOn(fsys, slug, trade.Date{}) }

// ReadOn reads a pack on a day: one said to be compiled later is faulty.
func ReadOn(fsys fs.FS, slug string, today trade.Date) (*Pack, []Fault) {
	r := read(fsys, slug, today)
	if r.wrong > 0 {
		return nil, r.sorted()
	}
	return r.pack, r.sorted()
}

func read(fsys fs.FS, slug string, today trade.Date) *reader {
	r := &reader{
		fsys: fsys, pack: &Pack{Slug: slug}, today: today,
		sourceIndex: make(map[string]int), cited: make(map[string]bool), seen: make(map[string]place),
		codes: make(map[string]bool), groupOf: make(map[string]string),
	}
	r.strangers()
	r.manifest()
	before := r.wrong
	r.sources()
	r.hasSources = r.wrong == before || len(r.pack.Sources) > 0
	before = r.wrong
	r.names()
	r.hasNames = r.wrong == before
	r.figures()
	r.notes()
	r.conflicts()
	r.smallFirms()
	r.together()
	r.count()
	return r
}

// strangers warns of files that are no part of a pack: a misspelt name would
// otherwise leave a table out in silence.
func (r *reader) strangers() {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		r.unreadable(".", err)
		return
	}
	ours := []string{manifestFile, sourcesFile, namesFile, notesFile, conflictsFile, smallFirmsFile, figuresFolder}
	for _, e := range entries {
		name := e.Name()
		if slices.Contains(ours, name) || strings.HasPrefix(name, ".") || path.Ext(name) == ".md" || path.Ext(name) == ".txt" {
			continue
		}
		r.add(Fault{File: name, Found: name, Warning: true, Expected: textf("salah satu berkas paket: %s; yang ini dilewati", "one of the files of a pack: %s; this one is passed over", strings.Join(ours, ", "))})
	}
}

// count counts the figures of each source and warns of sources that nothing
// names. In a pack with faults that would be said of every source whose figures
// could not be read.
func (r *reader) count() {
	add := func(ids []string) {
		for _, id := range ids {
			if i, ok := r.sourceIndex[id]; ok {
				r.pack.Sources[i].Figures++
			}
		}
	}
	for _, f := range r.pack.Figures {
		add(f.Sources)
	}
	for _, s := range r.pack.Shares {
		add(s.Sources)
	}
	for i, s := range r.pack.Sources {
		if !r.cited[s.ID] && r.wrong == 0 {
			r.add(Fault{File: sourcesFile, Row: r.sourceRow[i], Column: "id", Found: s.ID, Warning: true, Expected: textf("sumber yang dipakai; tidak ada angka atau fakta yang menyebutnya", "a source in use; no figure or fact names it")})
		}
	}
}
