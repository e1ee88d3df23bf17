package lake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// maxJSON bounds the files that describe releases, in bytes.
const maxJSON = 256 << 20

// writeJSON writes a file beside the old one and then gives it its name, so
// that a reader, or a machine without power, finds the old or the new.
func writeJSON(path string, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ") // people look into these files when something is wrong
	if err := enc.Encode(v); err != nil {
		return err
	}
	return writeWhole(path, buf.Bytes())
}

func writeWhole(path string, data []byte) error {
	fresh := path + ".new" // one name is enough: only the holder of the lock writes
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return cannotWrite(path, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil { // a full disk may show only in Sync
		err = rename(fresh, path)
	}
	if err != nil {
		_ = os.Remove(fresh) // the first error is the one to tell
		return cannotWrite(path, err)
	}
	return cannotWrite(path, syncFolder(filepath.Dir(path)))
}

// readJSON reads a file of the store. A file that is not there is fs.ErrNotExist.
func readJSON(path string, v any) error {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return cannotRead(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxJSON+1))
	if err != nil {
		return cannotRead(path, err)
	}
	if len(data) > maxJSON {
		return garbled(path, fmt.Errorf("over %d bytes", maxJSON))
	}
	if err := json.Unmarshal(data, v); err != nil {
		return garbled(path, err)
	}
	return nil
}

// rename is os.Rename. On Windows, a file that somebody is reading cannot be
// replaced: readers take a moment, so it is tried again for a while.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for i := 0; err != nil && runtime.GOOS == "windows" && i < 20; i++ {
		time.Sleep(10 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// syncFolder makes names in a folder last through a loss of power. Windows has
// no such call and needs none.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// makeFolder makes the folder of a data set and lets it last.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cannotWrite(dir, err)
	}
	store := filepath.Dir(dir)
	return cannotWrite(dir, errors.Join(syncFolder(store), syncFolder(filepath.Dir(store))))
}

// describe makes a file last and takes its size and checksum.
func describe(full, name string) (File, error) {
	f, err := os.OpenFile(full, os.O_RDWR, 0)
	if err != nil {
		return File{}, cannotWrite(full, err)
	}
	size, sum, err := digest(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return File{}, cannotWrite(full, err)
	}
	return File{Path: name, Size: size, SHA256: sum}, nil
}

func digest(r io.Reader) (size int64, sum string, err error) {
	h := sha256.New()
	size, err = io.CopyBuffer(h, struct{ io.Reader }{r}, make([]byte, 1<<18))
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// share gives a file of one release to another: a second name for it, or a
// copy where the disk knows no such thing.
func share(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return cannotWrite(to, err)
	}
	if err := os.Link(from, to); err == nil {
		return nil
	} else if errors.Is(err, fs.ErrNotExist) {
		return cannotRead(from, err)
	}
	in, err := os.Open(from)
	if err != nil {
		return cannotRead(from, err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return cannotWrite(to, err)
	}
	_, err = io.Copy(out, in)
	return cannotWrite(to, errors.Join(err, out.Sync(), out.Close()))
}

// distinct sorts and removes what is there twice.
func distinct(s []string) []string {
	out := slices.Clone(s)
	slices.Sort(out)
	return slices.Compact(out)
}
