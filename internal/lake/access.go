package lake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"muara/internal/facts"
	"muara/internal/trade"
)

// Schema says what a draft holds once it is built, so that it can be asked
// before it is sealed. Its release is the draft's own passing name.
func (d *Draft) Schema() *facts.Schema {
	s := schemaOf(&d.manifest, d.dir)
	s.Release = filepath.Base(d.dir)
	return s
}

// OpenFile opens a file that was written beside the tables of a release, such
// as its quality report; the current release for "".
func (s *Store) OpenFile(dataset, release, name string) (io.ReadCloser, error) {
	m, err := s.Manifest(dataset, release)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(s.releaseFolder(dataset, m.Release), filepath.Base(name))
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noFile(dataset, m.Release, name)
	}
	if err != nil {
		return nil, cannotRead(path, err)
	}
	return f, nil
}

// ReadJSON reads such a file as JSON.
func (s *Store) ReadJSON(dataset, release, name string, v any) error {
	m, err := s.Manifest(dataset, release)
	if err != nil {
		return err
	}
	path := filepath.Join(s.releaseFolder(dataset, m.Release), filepath.Base(name))
	if err := readJSON(path, v); errors.Is(err, fs.ErrNotExist) {
		return noFile(dataset, m.Release, name)
	} else if err != nil {
		return err
	}
	return nil
}

func noFile(dataset, release, name string) error {
	return text(trade.NotFound,
		"rilis data "+release+" dari "+dataset+" tidak mempunyai "+name,
		"the data release "+release+" of "+dataset+" has no "+name, nil)
}
