package lake

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Config is what a store needs from outside.
type Config struct {
	Builder Builder
	Now     func() time.Time
	Rand    io.Reader // names of drafts
}

// Store is a folder of data sets. It may be used by several goroutines and
// processes at once: readers see the release that was current when they asked.
type Store struct {
	dir     string
	builder Builder
	now     func() time.Time
	rand    io.Reader
	large   int64 // facts of a year from which a release gets more tables
	memory  int   // facts in memory at once

	mu        sync.Mutex
	manifests map[string]*kept // by data set and release
}

// kept is a manifest that was read, with the time and the size of its file.
type kept struct {
	at       time.Time
	size     int64
	manifest *Manifest
	schema   *facts.Schema
}

// Open returns the store of a folder. Nothing is written until a data set is
// saved, so the folder need not exist.
func Open(dir string, c Config) (*Store, error) {
	if c.Builder == nil || c.Now == nil || c.Rand == nil {
		return nil, errors.New("lake: a store needs a builder, a clock and randomness")
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, cannotRead(dir, err)
	}
	if info, err := os.Stat(full); err == nil && !info.IsDir() {
		return nil, cannotRead(full, &fs.PathError{Op: "open", Path: full, Err: errors.New("not a folder")})
	}
	return &Store{dir: full, builder: c.Builder, now: c.Now, rand: c.Rand,
		large: largeYear, memory: memoryRows, manifests: map[string]*kept{}}, nil
}

// Dir is the folder of the store.
func (s *Store) Dir() string { return s.dir }

func (s *Store) folder(dataset string) string { return filepath.Join(s.dir, dataset) }

func (s *Store) releaseFolder(dataset, release string) string {
	return filepath.Join(s.dir, dataset, release)
}

var (
	idShape      = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	releaseShape = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$`)
)

// ValidID reports whether a text can name a data set.
func ValidID(id string) bool { return len(id) <= 40 && idShape.MatchString(id) }

// Datasets lists the data sets by their names. One whose description cannot be
// read is left out and told in the error; the others are returned with it.
func (s *Store) Datasets() ([]Dataset, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cannotRead(s.dir, err)
	}
	var out []Dataset
	var wrong error
	for _, e := range entries {
		if !e.IsDir() || !ValidID(e.Name()) {
			continue
		}
		switch d, err := s.Dataset(e.Name()); {
		case err == nil:
			out = append(out, d)
		case trade.CodeOf(err) != trade.NotFound:
			wrong = errors.Join(wrong, err)
		}
	}
	return out, wrong
}

// Dataset describes a data set.
func (s *Store) Dataset(id string) (Dataset, error) {
	if !ValidID(id) {
		return Dataset{}, noDataset(id)
	}
	path := filepath.Join(s.folder(id), datasetName)
	var d Dataset
	if err := readJSON(path, &d); errors.Is(err, fs.ErrNotExist) {
		return Dataset{}, noDataset(id)
	} else if err != nil {
		return Dataset{}, err
	}
	if d.ID != id {
		return Dataset{}, garbled(path, errors.New("it describes "+d.ID))
	}
	return d, nil
}

// SaveDataset makes a data set or changes its description.
func (s *Store) SaveDataset(d Dataset) error {
	if err := d.check(); err != nil {
		return err
	}
	if err := makeFolder(s.folder(d.ID)); err != nil {
		return err
	}
	return writeJSON(filepath.Join(s.folder(d.ID), datasetName), d)
}

func (d *Dataset) check() error {
	if !ValidID(d.ID) {
		return badID(d.ID)
	}
	if d.Title.ID == "" || d.Title.EN == "" {
		return text(trade.Invalid, "kumpulan data perlu judul dalam kedua bahasa", "a data set needs a title in both languages", nil)
	}
	return nil
}

// Info sums up a release for a list.
type Info struct {
	Release   string
	Parent    string
	Made      time.Time
	By        string
	Note      string
	Rows      int64
	Value     trade.Amount
	Size      int64 // bytes of its files, shared ones included
	Current   bool
	Published time.Time // when it last became current; zero if never
	Until     time.Time // when it last ceased to be; zero if it is or never was
	Err       error     // why it cannot be used, where its manifest is damaged
}

// Releases lists the releases of a data set, the newest first.
func (s *Store) Releases(dataset string) ([]Info, error) {
	if _, err := s.Dataset(dataset); err != nil {
		return nil, err
	}
	names, err := s.releaseNames(dataset)
	if err != nil {
		return nil, err
	}
	history, wrong := s.history(dataset)
	var out []Info
	for _, name := range names {
		info := Info{Release: name}
		if m, err := s.Manifest(dataset, name); err != nil {
			info.Err = err
			info.Made, _ = time.Parse("20060102T150405Z", name[:16])
		} else {
			info.Parent, info.Made, info.By, info.Note, info.Rows, info.Value = m.Parent, m.Made, m.By, m.Note, m.Rows, m.Value
			for _, f := range m.Files {
				info.Size += f.Size
			}
		}
		info.Published, info.Until, info.Current = history.of(name)
		out = append(out, info)
	}
	slices.SortStableFunc(out, func(a, b Info) int {
		if c := b.Made.Compare(a.Made); c != 0 {
			return c
		}
		return strings.Compare(b.Release, a.Release)
	})
	return out, wrong
}

// releaseNames lists the folders of sealed releases by name.
func (s *Store) releaseNames(dataset string) ([]string, error) {
	entries, err := os.ReadDir(s.folder(dataset))
	if err != nil {
		return nil, cannotRead(s.folder(dataset), err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && releaseShape.MatchString(e.Name()) {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Manifest describes a release, the current one for "". It is shared: do not
// change it.
func (s *Store) Manifest(dataset, release string) (*Manifest, error) {
	k, err := s.kept(dataset, release)
	if err != nil {
		return nil, err
	}
	return k.manifest, nil
}

// Schema returns what a release holds, of the current one for ""; it is
// shared: do not change it.
func (s *Store) Schema(dataset, release string) (*facts.Schema, error) {
	k, err := s.kept(dataset, release)
	if err != nil {
		return nil, err
	}
	return k.schema, nil
}

// kept returns a manifest and its schema, from memory while the file is the
// same.
func (s *Store) kept(dataset, release string) (*kept, error) {
	if !ValidID(dataset) {
		return nil, noDataset(dataset)
	}
	if release == "" {
		current, err := s.Current(dataset)
		if err != nil {
			return nil, err
		}
		if release = current; release == "" {
			if _, err := s.Dataset(dataset); err != nil {
				return nil, err
			}
			return nil, noRelease(dataset, "")
		}
	}
	if !releaseShape.MatchString(release) {
		return nil, noRelease(dataset, release)
	}
	dir := s.releaseFolder(dataset, release)
	path := filepath.Join(dir, manifestName)
	key := dataset + "/" + release
	info, err := os.Stat(path)
	if err != nil {
		s.mu.Lock()
		delete(s.manifests, key)
		s.mu.Unlock()
		if errors.Is(err, fs.ErrNotExist) {
			return nil, noRelease(dataset, release)
		}
		return nil, cannotRead(path, err)
	}
	s.mu.Lock()
	k := s.manifests[key]
	s.mu.Unlock()
	if k != nil && k.at.Equal(info.ModTime()) && k.size == info.Size() {
		return k, nil
	}
	m, err := readManifest(dir, dataset, release)
	if err != nil {
		return nil, err
	}
	k = &kept{at: info.ModTime(), size: info.Size(), manifest: m, schema: schemaOf(m, dir)}
	s.mu.Lock()
	s.manifests[key] = k
	s.mu.Unlock()
	return k, nil
}

// Facts passes on every fact of a release, the current one for "", year by
// year in the order of the base table. The fact is valid only during the call.
func (s *Store) Facts(ctx context.Context, dataset, release string, row func(*Fact) error) error {
	m, err := s.Manifest(dataset, release)
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		if f.Table != BaseTable {
			continue
		}
		path := filepath.Join(s.releaseFolder(dataset, m.Release), filepath.FromSlash(f.Path))
		if err := s.read(ctx, path, row); err != nil {
			return err
		}
	}
	return nil
}

// read reads a base table. Codes that are Unspecified become empty again, and
// an error of row is not taken for one of the file.
func (s *Store) read(ctx context.Context, path string, row func(*Fact) error) error {
	var failed error
	err := s.builder.Read(ctx, path, func(f *Fact) error {
		for _, c := range []*string{&f.Reporter, &f.Region, &f.Partner, &f.Product, &f.Edition, &f.Port, &f.Industry, &f.Sector} {
			*c = unnamed(*c)
		}
		failed = row(f)
		return failed
	})
	if failed != nil || err == nil {
		return failed
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return cannotRead(path, err)
}
