package lake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/trade"
)

// slice is what an import replaces: all facts of a flow, a reporter, a region
// and a period, perhaps only those of one chapter.
type slice struct {
	flow             trade.Flow
	reporter, region string
	year, month      int
	chapter          string
}

// slicer collects the slices of new facts.
type slicer struct {
	chapters bool
	set      map[slice]bool
	last     slice
}

func (s *slicer) of(f *Fact) slice {
	out := slice{flow: f.Flow, reporter: f.Reporter, region: unnamed(f.Region), year: f.Year, month: f.Month}
	if s.chapters {
		out.chapter = chapterOf(f.Product)
	}
	return out
}

// unnamed undoes what happens to an empty code in a column that others fill.
func unnamed(code string) string {
	if code == facts.Unspecified {
		return ""
	}
	return code
}

func (s *slicer) add(f *Fact) {
	if k := s.of(f); k != s.last {
		k.reporter, k.region = strings.Clone(k.reporter), strings.Clone(k.region)
		k.chapter = strings.Clone(k.chapter)
		s.set[k], s.last = true, k
	}
}

func (s *slicer) has(f *Fact) bool { return s.set[s.of(f)] }

func (s *slicer) years() map[int]bool {
	out := map[int]bool{}
	for k := range s.set {
		out[k.year] = true
	}
	return out
}

// Build writes the tables. The manifest is provisional: it has its counts, but
// neither its name nor the files beside the tables.
func (d *Draft) Build(ctx context.Context) (*Manifest, error) {
	if d.built {
		return nil, errors.New("lake: a draft is built once")
	}
	if err := d.build(ctx); err != nil {
		return nil, errors.Join(err, d.Discard())
	}
	d.built = true
	return &d.manifest, nil
}

func (d *Draft) build(ctx context.Context) error {
	if d.monthly == 0 && d.parent == nil {
		return text(trade.Invalid, "tidak ada satu baris pun yang dapat diimpor", "there is not a single row to import", nil)
	}
	keep, err := d.keptYears()
	if err != nil {
		return err
	}
	if err := d.stageParent(ctx, keep); err != nil {
		return err
	}
	shape, coding := d.shape(keep)
	if again := d.unlike(shape, keep); len(again) > 0 {
		// Files of a release are alike: with new columns or tables, the years
		// that could have been kept are written anew.
		for _, y := range again {
			if err := d.readParent(ctx, y, d.stage.add); err != nil {
				return err
			}
		}
		keep = nil
		shape, coding = d.shape(nil)
	}
	infos, err := d.writeYears(ctx, shape, coding, keep)
	if err != nil {
		return err
	}
	d.fill(shape, infos)
	return d.stage.close()
}

// keptYears reads what the years of the parent hold that no new fact touches.
func (d *Draft) keptYears() (map[int]*yearInfo, error) {
	keep := map[int]*yearInfo{}
	if d.parent == nil {
		return keep, nil
	}
	touched := d.slices.years()
	for _, f := range d.parent.Files {
		if f.Table != BaseTable || touched[f.Year] {
			continue
		}
		info := new(yearInfo)
		path := filepath.Join(d.parentDir(), yearFolder(f.Year), yearFile)
		if err := readJSON(path, info); err != nil {
			return nil, cannotRead(path, err)
		}
		keep[f.Year] = info
	}
	return keep, nil
}

func (d *Draft) parentDir() string {
	return d.store.releaseFolder(d.parent.Dataset, d.parent.Release)
}

// stageParent stages the facts of the parent in touched years that are not
// replaced.
func (d *Draft) stageParent(ctx context.Context, keep map[int]*yearInfo) error {
	if d.parent == nil {
		return nil
	}
	for _, f := range d.parent.Files {
		if f.Table != BaseTable || keep[f.Year] != nil {
			continue
		}
		err := d.readParent(ctx, f.Year, func(f *Fact) error {
			if d.slices.has(f) {
				return nil
			}
			return d.stage.add(f)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *Draft) readParent(ctx context.Context, year int, row func(*Fact) error) error {
	path := filepath.Join(d.parentDir(), yearFolder(year), BaseTable+d.store.builder.Extension())
	return d.store.read(ctx, path, row)
}

// shape decides what the files of the release have in common.
func (d *Draft) shape(keep map[int]*yearInfo) (*shape, *coding) {
	coding := d.stage.coding()
	s := &shape{monthly: d.monthly == 2, rest: d.stage.rest, weight: d.stage.weight}
	if d.monthly == 0 {
		s.monthly = d.parent.Monthly
	}
	s.columns[colMonth] = s.monthly
	reporters := map[string]bool{}
	for col, codes := range coding.codes {
		s.columns[col] = s.columns[col] || slices.ContainsFunc(codes, func(c string) bool { return c != "" })
	}
	for _, c := range coding.codes[colReporter] {
		reporters[c] = true
	}
	var parentTables []string
	if d.parent != nil {
		for _, t := range d.parent.Tables[1:] {
			parentTables = append(parentTables, t.Name)
		}
	}
	if len(keep) > 0 {
		for col := range s.columns {
			s.columns[col] = s.columns[col] || slices.Contains(d.parent.Columns, string(keyDims[col]))
		}
		s.rest = s.rest || slices.Contains(d.parent.Columns, columnRest)
		s.weight = s.weight || slices.Contains(d.parent.Columns, columnGrams)
		for _, c := range d.parent.Codes[facts.Reporter] {
			reporters[c] = true
		}
	}
	// A column that the files have says Unspecified where a fact has no code,
	// even when all the facts of this import have none.
	for col := range coding.codes {
		if codes := coding.codes[col]; s.columns[col] && len(codes) == 1 && codes[0] == "" {
			coding.codes[col] = []string{facts.Unspecified}
		}
	}
	var largest int64
	for _, y := range d.stage.years {
		largest = max(largest, int64(y.rows))
	}
	for _, info := range keep {
		largest = max(largest, info.Rows)
	}
	s.extraTables(largest > d.store.large, len(reporters), parentTables)
	return s, coding
}

// unlike lists the years of the parent that could be kept but whose files are
// not of the shape.
func (d *Draft) unlike(s *shape, keep map[int]*yearInfo) []int {
	if len(keep) == 0 {
		return nil
	}
	tables := []string{BaseTable}
	tables = append(tables, s.tables...)
	alike := slices.Equal(d.parent.Columns, s.columnNames()) &&
		slices.EqualFunc(d.parent.Tables, tables, func(t Table, name string) bool { return t.Name == name })
	if alike {
		return nil
	}
	var out []int
	for y := range keep {
		out = append(out, y)
	}
	slices.Sort(out)
	return out
}

// writeYears writes the staged years and takes over those that are kept.
func (d *Draft) writeYears(ctx context.Context, s *shape, c *coding, keep map[int]*yearInfo) ([]*yearInfo, error) {
	var infos []*yearInfo
	for year, info := range keep {
		if err := d.shareYear(year); err != nil {
			return nil, err
		}
		infos = append(infos, info)
	}
	b := &build{store: d.store.builder, stage: d.stage, coding: c, shape: s, dir: d.dir,
		written: func(f File) { d.manifest.Files = append(d.manifest.Files, f) }}
	var years []int
	var total, done int64
	for y, staged := range d.stage.years {
		years = append(years, y)
		total += int64(staged.rows)
	}
	slices.Sort(years)
	if d.start.Progress != nil {
		b.progress = func(n int) { done += int64(n); d.start.Progress(done, total) }
	}
	for _, y := range years {
		folder := filepath.Join(d.dir, yearFolder(y))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, cannotWrite(folder, err)
		}
		info, err := b.year(ctx, y)
		if err != nil {
			return nil, err
		}
		infos = append(infos, info)
		d.repeats.Rows += info.Repeats
		d.repeats.First = append(d.repeats.First, info.First[:min(len(info.First), mostRepeats-len(d.repeats.First))]...)
		if err := syncFolder(folder); err != nil {
			return nil, cannotWrite(folder, err)
		}
	}
	slices.SortFunc(infos, func(a, b *yearInfo) int { return a.Year - b.Year })
	return infos, nil
}

// shareYear takes a year over from the parent.
func (d *Draft) shareYear(year int) error {
	for _, f := range d.parent.Files {
		if f.Year != year {
			continue
		}
		name := filepath.FromSlash(f.Path)
		if err := share(filepath.Join(d.parentDir(), name), filepath.Join(d.dir, name)); err != nil {
			return err
		}
		d.manifest.Files = append(d.manifest.Files, f)
	}
	folder := filepath.Join(d.dir, yearFolder(year))
	return cannotWrite(folder, syncFolder(folder))
}

// fill writes what the years hold into the manifest.
func (d *Draft) fill(s *shape, infos []*yearInfo) {
	m := &d.manifest
	m.Monthly, m.Columns = s.monthly, s.columnNames()
	m.Codes = map[facts.Dim][]string{}
	for _, info := range infos {
		m.Rows += info.Rows
		m.Value += trade.Amount(info.Value)
		m.Coverage = append(m.Coverage, info.Coverage...)
		for dim, codes := range info.Codes {
			m.Codes[dim] = append(m.Codes[dim], codes...)
		}
	}
	for dim, codes := range m.Codes {
		m.Codes[dim] = distinct(codes)
	}
	for _, name := range append([]string{BaseTable}, s.tables...) {
		t := s.table(name)
		for _, f := range m.Files {
			if f.Table == name {
				t.Rows += f.Rows
			}
		}
		m.Tables = append(m.Tables, t)
	}
}

// readme explains a release to whoever finds its folder.
func readme(m *Manifest) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s, %s\n\n", m.Dataset, m.Release)
	b.WriteString("Trade facts as Parquet files, one folder for each year; any program that reads Parquet can use them.\n" +
		"`manifest.json` lists the files with their SHA-256 checksums. Do not change anything here: later releases may share these files.\n\n" +
		"Data perdagangan sebagai berkas Parquet, satu folder untuk setiap tahun; setiap program pembaca Parquet dapat memakainya.\n" +
		"`manifest.json` memuat daftar berkas dan sidik SHA-256. Jangan ubah isi folder ini: rilis data berikutnya mungkin memakai berkas yang sama.\n\n" +
		"| column / kolom | meaning | arti |\n|---|---|---|\n")
	for _, name := range m.Columns {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, columnWords[name].EN, columnWords[name].ID)
	}
	if len(m.Tables) > 1 {
		for _, name := range []string{"hs2", columnWeighed, columnRows} {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, columnWords[name].EN, columnWords[name].ID)
		}
	}
	b.WriteString("\n| file / berkas | sorted by / urutan | rows / baris |\n|---|---|---|\n")
	for _, t := range m.Tables {
		sort := make([]string, len(t.Sort))
		for i, d := range t.Sort {
			sort[i] = string(d)
		}
		fmt.Fprintf(&b, "| %s | %s | %d |\n", t.Name, strings.Join(sort, ", "), t.Rows)
	}
	b.WriteString("\n`base` has every fact once; `product` has the same facts in another order; the others are sums of them. Never add the files to each other.\n\n" +
		"`base` memuat setiap fakta satu kali; `product` memuat fakta yang sama dengan urutan lain; yang lain adalah jumlahnya. Jangan menjumlahkan isi antarberkas.\n")
	return []byte(b.String())
}
