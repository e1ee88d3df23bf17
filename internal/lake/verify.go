package lake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"muara/internal/trade"
)

// Fault is something wrong with a file of the store.
type Fault struct {
	Release string // empty for the data set itself
	Path    string // within the release or the data set
	Text    trade.Text
}

// Verify reads every file of a release, of all releases for "", and compares
// it with the manifest: size, checksum, rows and sums. It changes nothing. The
// error is for a cancelled context and a data set that is not there.
func (s *Store) Verify(ctx context.Context, dataset, release string, progress func(done, total int64)) ([]Fault, error) {
	if _, err := s.Dataset(dataset); err != nil {
		return nil, err
	}
	names := []string{release}
	var faults []Fault
	if release == "" {
		var err error
		if names, err = s.releaseNames(dataset); err != nil {
			return nil, err
		}
		faults = s.verifyPublished(dataset, names)
	}
	v := &verifier{store: s, ctx: ctx, dataset: dataset, progress: progress}
	for _, name := range names {
		m, err := s.Manifest(dataset, name)
		if trade.CodeOf(err) == trade.NotFound && release != "" {
			return nil, err
		}
		if err != nil {
			t := trade.TextOf(err)
			if trade.CodeOf(err) == trade.NotFound {
				t = trade.Text{ID: "berkas ini hilang, sehingga rilis data tidak dapat dipakai", EN: "this file is missing, so the release cannot be used"}
			}
			v.fault(name, manifestName, t)
			continue
		}
		v.todo = append(v.todo, m)
		for _, f := range m.Files {
			v.total += f.Size
		}
	}
	for _, m := range v.todo {
		if err := v.release(m); err != nil {
			return nil, err
		}
	}
	return append(faults, v.faults...), nil
}

type verifier struct {
	store       *Store
	ctx         context.Context
	dataset     string
	progress    func(done, total int64)
	todo        []*Manifest
	faults      []Fault
	done, total int64
}

func (v *verifier) fault(release, name string, t trade.Text) {
	v.faults = append(v.faults, Fault{release, name, t})
}

func (v *verifier) release(m *Manifest) error {
	dir := v.store.releaseFolder(v.dataset, m.Release)
	known := map[string]bool{manifestName: true}
	var base Sum
	for _, f := range m.Files {
		known[f.Path] = true
		if err := v.ctx.Err(); err != nil {
			return err
		}
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		if t := v.file(full, f, &base); t != nil {
			v.fault(m.Release, f.Path, *t)
		}
		if v.done += f.Size; v.progress != nil {
			v.progress(v.done, v.total)
		}
	}
	if base.Rows != m.Rows || base.Value != int64(m.Value) {
		v.fault(m.Release, manifestName, trade.Text{
			ID: fmt.Sprintf("jumlah baris atau nilai tidak cocok: manifes %d baris, berkas %d baris", m.Rows, base.Rows),
			EN: fmt.Sprintf("rows or values do not add up: %d rows in the manifest, %d in the files", m.Rows, base.Rows),
		})
	}
	return filepath.WalkDir(dir, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return cannotRead(full, err)
		}
		rel, _ := filepath.Rel(dir, full)
		if name := filepath.ToSlash(rel); !d.IsDir() && !known[name] {
			v.fault(m.Release, name, trade.Text{ID: "berkas ini bukan bagian dari rilis data", EN: "this file is not a part of the release"})
		}
		return nil
	})
}

// file says what is wrong with a file, nil if nothing is.
func (v *verifier) file(full string, f File, base *Sum) *trade.Text {
	if t := sizeFault(full, f); t != nil {
		return t
	}
	in, err := os.Open(full)
	if err != nil {
		return unreadable(err)
	}
	_, sum, err := digest(in)
	if err = errors.Join(err, in.Close()); err != nil {
		return unreadable(err)
	}
	if sum != f.SHA256 {
		return &trade.Text{ID: "isi berkas berubah sejak dibuat (sidik SHA-256 berbeda)", EN: "its contents changed since it was made (another SHA-256)"}
	}
	if f.Table == "" {
		return nil
	}
	got, err := v.store.builder.Sum(v.ctx, full)
	if err != nil {
		return unreadable(err)
	}
	if got.Stored != f.Rows {
		return &trade.Text{
			ID: fmt.Sprintf("berisi %d baris, seharusnya %d", got.Stored, f.Rows),
			EN: fmt.Sprintf("it has %d rows, expected %d", got.Stored, f.Rows),
		}
	}
	if f.Table == BaseTable {
		base.Rows += got.Rows
		base.Value += got.Value
	}
	return nil
}

func unreadable(err error) *trade.Text {
	return &trade.Text{ID: "tidak terbaca: " + err.Error(), EN: "cannot be read: " + err.Error()}
}

// sizeFault says whether a file is missing or has another size.
func sizeFault(full string, f File) *trade.Text {
	info, err := os.Stat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &trade.Text{ID: "berkas " + f.Path + " hilang", EN: "the file " + f.Path + " is missing"}
	case err != nil:
		return unreadable(err)
	case info.Size() != f.Size:
		return &trade.Text{
			ID: fmt.Sprintf("berkas %s berukuran %d bita, seharusnya %d", f.Path, info.Size(), f.Size),
			EN: fmt.Sprintf("the file %s has %d bytes, expected %d", f.Path, info.Size(), f.Size),
		}
	}
	return nil
}

// verifyPublished looks at published.json and at stray files of the data set.
func (s *Store) verifyPublished(dataset string, releases []string) []Fault {
	var out []Fault
	p, err := s.history(dataset)
	if err != nil {
		t := trade.TextOf(err)
		advice := trade.Text{ID: t.ID + ". Untuk memulihkannya, hapus berkas itu, lalu terbitkan lagi rilis data yang seharusnya berlaku", EN: t.EN + ". To recover, delete that file and publish again the release that should be current"}
		if newest := s.newest(dataset, releases); newest != "" {
			advice.ID += " (yang terbaru dan utuh: " + newest + ")"
			advice.EN += " (the newest that is readable: " + newest + ")"
		}
		out = append(out, Fault{Path: publishedName, Text: advice})
	} else if now := p.current(); now != "" {
		if _, err := s.Manifest(dataset, now); err != nil {
			t := trade.TextOf(err)
			out = append(out, Fault{Release: now, Path: publishedName, Text: trade.Text{
				ID: "rilis data yang berlaku tidak dapat dipakai: " + t.ID + ". Kembalikan ke rilis data sebelumnya",
				EN: "the current release cannot be used: " + t.EN + ". Go back to a release before it",
			}})
		}
	}
	entries, err := os.ReadDir(s.folder(dataset))
	if err != nil {
		return append(out, Fault{Text: *unreadable(err)})
	}
	for _, e := range entries {
		name := e.Name()
		known := name == datasetName || name == publishedName || name == lockName || name == holderName ||
			releaseShape.MatchString(name) || strings.HasPrefix(name, draftMark) || strings.HasPrefix(name, goneMark) || path.Ext(name) == ".new"
		if !known {
			out = append(out, Fault{Path: name, Text: trade.Text{ID: "bukan bagian dari kumpulan data", EN: "this is not a part of the data set"}})
		}
	}
	return out
}

// newest is the newest release whose manifest is readable.
func (s *Store) newest(dataset string, releases []string) string {
	var best *Manifest
	for _, name := range releases {
		if m, err := s.Manifest(dataset, name); err == nil && (best == nil || m.Made.After(best.Made)) {
			best = m
		}
	}
	if best == nil {
		return ""
	}
	return best.Release
}
