package lake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"muara/internal/trade"
)

// Start says who begins a draft and how.
type Start struct {
	By   string
	Note string
	Wait bool // wait for another writer until the context ends, instead of refusing

	// Progress is told now and then how many of the facts of a draft Build has
	// written. It is called from one goroutine at a time; nil is fine.
	Progress func(done, total int64)
}

// Draft is a release in the making. It is not safe for concurrent use. It ends
// with Seal or Discard; after a crash its folder is rubbish, which the next
// draft removes.
type Draft struct {
	store    *Store
	lock     *lock
	dir      string // of the draft
	start    Start
	manifest Manifest
	parent   *Manifest // nil for the first release, and where nothing of it is kept
	stage    *stage
	slices   slicer
	monthly  int // 0 while no fact came, 1 for years, 2 for months
	repeats  Repeats
	files    []*draftFile
	built    bool
}

// Repeats are facts with the same key as another: the same flow, places,
// product, period, port, industry, sector and edition. They are kept, since a
// file may rightly have several consignments.
type Repeats struct {
	Rows  int64  // beyond the first of each key
	First []Fact // some of them
}

// Begin starts a draft that continues the current release. The data set is
// made, or its description changed, if d has a title. It refuses while another
// draft of the data set is being written.
func (s *Store) Begin(ctx context.Context, d Dataset, o Options, start Start) (*Draft, error) {
	described := d.Title != (trade.Text{})
	if described {
		if err := d.check(); err != nil {
			return nil, err
		}
	} else if _, err := s.Dataset(d.ID); err != nil {
		return nil, err
	}
	l, err := s.lockDataset(ctx, d.ID, start.By, start.Wait)
	if err != nil {
		return nil, err
	}
	if described {
		if err := s.SaveDataset(d); err != nil {
			l.release()
			return nil, err
		}
	}
	draft, err := s.begin(d.ID, o, start, l)
	if err != nil {
		l.release()
	}
	return draft, err
}

func (s *Store) begin(dataset string, o Options, start Start, l *lock) (*Draft, error) {
	if err := s.sweep(dataset); err != nil {
		return nil, err
	}
	if o.Replace == "" {
		o.Replace = ReplacePeriods
	}
	d := &Draft{store: s, lock: l, start: start}
	d.manifest = Manifest{Version: Version, Dataset: dataset, By: start.By, Note: start.Note, Options: o, Made: s.now().UTC().Truncate(time.Second)}
	current, err := s.Current(dataset)
	if err != nil {
		return nil, err
	}
	if current != "" {
		m, err := s.Manifest(dataset, current)
		if err != nil {
			return nil, err
		}
		d.manifest.Parent = current
		// A clock that went back must not make a release older than its parent.
		if !d.manifest.Made.After(m.Made) {
			d.manifest.Made = m.Made.Add(time.Second)
		}
		if o.Replace != ReplaceAll {
			d.parent = m
			d.manifest.Inputs = slices.Clone(m.Inputs)
		}
	}
	var name [6]byte
	if _, err := io.ReadFull(s.rand, name[:]); err != nil {
		return nil, fmt.Errorf("name of a draft: %w", err)
	}
	d.dir = filepath.Join(s.folder(dataset), draftMark+hex.EncodeToString(name[:]))
	if err := os.MkdirAll(d.temp(), 0o755); err != nil {
		return nil, cannotWrite(d.dir, err)
	}
	d.stage = newStage(d.temp(), s.memory)
	d.slices = slicer{chapters: o.Replace == ReplaceChapters, set: map[slice]bool{}}
	return d, nil
}

// temp is the folder for what does not fit into memory.
func (d *Draft) temp() string { return filepath.Join(d.dir, "tmp") }

// Parent is the release that the draft continues, empty for the first.
func (d *Draft) Parent() string { return d.manifest.Parent }

// Add takes a fact. Its texts are copied.
func (d *Draft) Add(f *Fact) error {
	if d.built {
		return errors.New("lake: a draft takes no facts after Build")
	}
	kind := 1
	if f.Month != 0 {
		kind = 2
	}
	if d.monthly == 0 {
		d.monthly = kind
		if d.parent != nil && d.parent.Rows > 0 && d.parent.Monthly != (kind == 2) {
			return mixedPeriods(d.parent.Monthly)
		}
	}
	if kind != d.monthly {
		return mixedPeriods(d.monthly == 2)
	}
	if err := d.stage.add(f); err != nil {
		return cannotWrite(d.temp(), err)
	}
	if d.stage.moved || d.slices.chapters {
		d.slices.add(f)
	}
	return nil
}

// AddInput notes a file that was imported.
func (d *Draft) AddInput(in Input) { d.manifest.Inputs = append(d.manifest.Inputs, in) }

// Convert notes that the facts were converted from other editions of the HS.
func (d *Draft) Convert(c Conversion) { d.manifest.Converted = &c }

// Repeats returns the repeated facts, once the draft is built.
func (d *Draft) Repeats() Repeats { return d.repeats }

// draftFile is a file of the release that the caller writes.
type draftFile struct {
	*os.File
	name   string
	closed bool
}

// Close ends the file; a full disk shows here at the latest.
func (f *draftFile) Close() error {
	if f.closed {
		return nil
	}
	f.closed = true
	return cannotWrite(f.Name(), errors.Join(f.Sync(), f.File.Close()))
}

// Write tells errors of the disk to people.
func (f *draftFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	return n, cannotWrite(f.Name(), err)
}

// File makes a file of the release beside its tables, such as quality.json. It
// must be closed before Seal.
func (d *Draft) File(name string) (io.WriteCloser, error) {
	taken := slices.ContainsFunc(d.files, func(f *draftFile) bool { return f.name == name })
	if taken || name == manifestName || name == readmeName || name != filepath.Base(name) || strings.HasPrefix(name, ".") ||
		strings.Contains(name, "=") || name == "tmp" || strings.HasSuffix(name, ".new") {
		return nil, fmt.Errorf("lake: %q cannot be a file of a release", name)
	}
	f, err := os.Create(filepath.Join(d.dir, name))
	if err != nil {
		return nil, cannotWrite(filepath.Join(d.dir, name), err)
	}
	file := &draftFile{File: f, name: name}
	d.files = append(d.files, file)
	return file, nil
}

// Seal makes the draft a release: its manifest is written last, then its
// folder gets its name. It is not current until it is published.
func (d *Draft) Seal(ctx context.Context) (*Manifest, error) {
	if !d.built {
		return nil, errors.New("lake: a draft is built before it is sealed")
	}
	m, err := d.seal(ctx)
	if err != nil {
		return nil, errors.Join(err, d.Discard())
	}
	d.lock.release()
	d.lock = nil
	return m, nil
}

func (d *Draft) seal(ctx context.Context) (*Manifest, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(d.temp()); err != nil {
		return nil, cannotWrite(d.temp(), err)
	}
	m := &d.manifest
	m.Key = Key(m.Parent, m.Options, d.ownInputs())
	m.Release = m.Made.Format("20060102T150405Z") + "-" + m.Key[:8]
	for i := range m.Inputs {
		if m.Inputs[i].Release == "" {
			m.Inputs[i].Release = m.Release
		}
	}
	if err := writeWhole(filepath.Join(d.dir, readmeName), readme(m)); err != nil {
		return nil, err
	}
	names := []string{readmeName}
	for _, f := range d.files {
		if !f.closed {
			return nil, fmt.Errorf("lake: %s is still open", f.name)
		}
		names = append(names, f.name)
	}
	for _, name := range names {
		f, err := describe(filepath.Join(d.dir, name), name)
		if err != nil {
			return nil, err
		}
		m.Files = append(m.Files, f)
	}
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	if err := writeJSON(filepath.Join(d.dir, manifestName), m); err != nil {
		return nil, err
	}
	final := d.store.releaseFolder(m.Dataset, m.Release)
	if _, err := os.Stat(final); err == nil {
		return nil, text(trade.Conflict, "impor yang sama sudah menjadi rilis data "+m.Release, "the same import already is the data release "+m.Release, nil)
	}
	if err := rename(d.dir, final); err != nil {
		return nil, cannotWrite(final, err)
	}
	d.dir = final
	if err := syncFolder(filepath.Dir(final)); err != nil {
		return nil, cannotWrite(final, err)
	}
	return m, nil
}

// ownInputs are the files that this draft took in.
func (d *Draft) ownInputs() []Input {
	return slices.DeleteFunc(slices.Clone(d.manifest.Inputs), func(i Input) bool {
		return i.Release != "" && i.Release != d.manifest.Release
	})
}

// Discard removes a draft and frees the data set. After Seal it does nothing.
func (d *Draft) Discard() error {
	if d.lock == nil {
		return nil
	}
	defer func() { d.lock.release(); d.lock = nil }()
	for _, f := range d.files {
		_ = f.Close()
	}
	err := d.stage.close()
	if strings.HasPrefix(filepath.Base(d.dir), draftMark) {
		err = errors.Join(err, os.RemoveAll(d.dir))
	}
	return cannotWrite(d.dir, err)
}

// Key identifies an import: the contents of its files, what the person said,
// and what it continues.
func Key(parent string, o Options, inputs []Input) string {
	if o.Replace == "" {
		o.Replace = ReplacePeriods
	}
	h := sha256.New()
	enc := json.NewEncoder(h)
	sums := make([]string, len(inputs))
	for i, in := range inputs {
		sums[i] = in.SHA256
	}
	slices.Sort(sums)
	_ = enc.Encode(struct { // a hash takes whatever comes
		Parent  string
		Options Options
		Inputs  []string
	}{parent, o, sums})
	return hex.EncodeToString(h.Sum(nil))
}

// Find returns the release of an import with this Key.
func (s *Store) Find(dataset, key string) (*Manifest, bool) {
	return s.findRelease(dataset, func(m *Manifest) bool { return m.Key == key })
}

// Same returns the newest release that was made of the same files with the
// same options, whatever it continued.
func (s *Store) Same(dataset string, o Options, inputs []Input) (*Manifest, bool) {
	return s.findRelease(dataset, func(m *Manifest) bool { return m.Key == Key(m.Parent, o, inputs) })
}

func (s *Store) findRelease(dataset string, fits func(*Manifest) bool) (*Manifest, bool) {
	all, _ := s.Releases(dataset) // what cannot be read is not the same
	for _, info := range all {
		if m, err := s.Manifest(dataset, info.Release); err == nil && fits(m) {
			return m, true
		}
	}
	return nil, false
}
