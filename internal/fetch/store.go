package fetch

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
	"strings"
	"time"

	"muara/internal/trade"
)

// The files of a folder: answers NAME.json, questions NAME.request, one
// question for the folder itself, and temporary files that begin with a dot.
const (
	requestEnd = ".request"
	folderFile = "_folder" + requestEnd
	tempStart  = ".muara-fetch-"
	tempEnd    = ".tmp"
)

func makeDir(dir string) error {
	if dir == "" {
		return fail(trade.Invalid, nil, "folder tujuan belum disebut", "the folder to save to is not named")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fail(trade.Invalid, err,
			fmt.Sprintf("folder %s tidak dapat dibuat", dir), fmt.Sprintf("the folder %s cannot be made", dir))
	}
	return nil
}

// sweep removes temporary files that a run left behind which was killed. What
// is younger than a day may belong to a run that is under way.
func sweep(dir string, now time.Time) {
	left, _ := filepath.Glob(filepath.Join(dir, tempStart+"*"+tempEnd))
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(name) // it only takes room
		}
	}
}

func temp(dir string) (*os.File, error) { return os.CreateTemp(dir, tempStart+"*"+tempEnd) }

// settle gives a finished temporary file its name: synced first, since a full
// disk may show only then, and the folder after, so that the name lasts.
func settle(f *os.File, name string) error {
	err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	return syncDir(filepath.Dir(name))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync() // some systems cannot sync a folder; the file itself is safe
	return nil
}

// writeJSON writes a small file whole or not at all.
func writeJSON(name string, v any) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false) // people read the addresses
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	f, err := temp(filepath.Dir(name))
	if err != nil {
		return err
	}
	if _, err := f.Write(text.Bytes()); err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return err
	}
	return settle(f, name)
}

// readJSON reports whether the file is there and was read.
func readJSON(name string, v any) (bool, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return json.Unmarshal(text, v) == nil, nil // a broken one counts as none
}

// outcome is what became of a call.
type outcome string

const (
	answered outcome = "answered"
	cut      outcome = "split" // the answer was cut off; the parts were asked
)

// record is the question that lies beside an answer. It never holds the key.
type record struct {
	Address string    `json:"address"`
	Asked   time.Time `json:"asked"`
	Outcome outcome   `json:"outcome"`
	Records int       `json:"records"`
	Bytes   int64     `json:"bytes,omitempty"`
	SHA256  string    `json:"sha256,omitempty"`
}

// recall returns what is known of a call from an earlier run. An answer that
// is gone or altered, or was empty and is more than a day old, is asked again:
// what had not been published may be so now.
func recall(name string, now time.Time) (record, bool, error) {
	var r record
	known, err := readJSON(strings.TrimSuffix(name, ".json")+requestEnd, &r)
	if err != nil || !known {
		return r, false, err
	}
	switch r.Outcome {
	case cut:
		return r, true, nil
	case answered:
		if r.Records == 0 && now.Sub(r.Asked) > 24*time.Hour {
			return r, false, nil
		}
		size, sum, err := digest(name)
		if errors.Is(err, fs.ErrNotExist) {
			return r, false, nil
		}
		return r, err == nil && size == r.Bytes && sum == r.SHA256, err
	}
	return r, false, nil
}

// digest is the size and the SHA-256 of a file.
func digest(name string) (int64, string, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// folder is what all answers in a folder have in common. Answers to different
// questions in one folder would be imported on top of each other.
type folder struct {
	Reporter int    `json:"reporter"`
	Class    string `json:"classification"`
	Monthly  bool   `json:"monthly"`
	Codes    string `json:"codes"`
	Partners string `json:"partners"`
	Limit    int    `json:"limit"`
}

// claim marks the folder, or refuses one that was begun otherwise.
func claim(dir string, f folder) error {
	var before folder
	name := filepath.Join(dir, folderFile)
	known, err := readJSON(name, &before)
	if err != nil {
		return err
	}
	if known && before != f {
		return errOtherRequest(dir)
	}
	if known {
		return nil
	}
	return writeJSON(name, f)
}
