package nomen

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"muara/internal/trade"
)

// Origin says where a list came from.
type Origin struct {
	File     string    `json:"file"`     // base name of the imported file
	SHA256   string    `json:"sha256"`   // of the imported file, as it was packed
	Imported time.Time `json:"imported"` // given by the caller
}

// storedHead is the first line of a stored file; the rest is CSV. The checksum
// is that of the rest.
type storedHead struct {
	Format  int    `json:"format"` // 1
	ID      string `json:"id"`
	Kind    Kind   `json:"kind"`
	Edition string `json:"edition,omitempty"`
	To      string `json:"to,omitempty"` // of tables
	Rows    int    `json:"rows"`
	Whole   bool   `json:"whole,omitempty"`
	Equal   int    `json:"equal,omitempty"`
	Origin  Origin `json:"origin"`
	Body    string `json:"body_sha256"`
}

// stored is a file of the folder, checked and read.
type stored struct {
	head    storedHead
	version int
	list    *List  // one of both
	table   *Table // is set
}

const storedFormat = 1

// storedName is ID, version and ending: hs-h6.0001.list.
var storedName = regexp.MustCompile(`^([a-z0-9-]+)\.([0-9]{4,9})\.list$`)

func fileName(id string, version int) string { return fmt.Sprintf("%s.%04d.list", id, version) }

// encodeList writes the body of a list.
func encodeList(l *List) ([]byte, error) {
	return encodeRows(len(l.Entries), func(i int) []string {
		e := l.Entries[i]
		return []string{e.Code, e.Raw.ID, e.Raw.EN, e.Duty}
	})
}

// encodeTable writes the body of a table; weights in parts of weightOne.
func encodeTable(t *Table) ([]byte, error) {
	return encodeRows(len(t.Pairs), func(i int) []string {
		p := t.Pairs[i]
		return []string{p.From, p.To, strconv.FormatInt(p.Weight, 10), ""}
	})
}

func encodeRows(n int, row func(int) []string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for i := range n {
		if err := w.Write(row(i)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// readStored reads a stored file and checks it against its sum.
func readStored(path string) (*stored, error) {
	m := storedName.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return nil, errors.New("no stored list")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &stored{}
	if s.version, err = strconv.Atoi(m[2]); err != nil {
		return nil, err
	}
	first, body, _ := bytes.Cut(text, []byte("\n"))
	if err := json.Unmarshal(first, &s.head); err != nil {
		return nil, fmt.Errorf("first line: %w", err)
	}
	if s.head.Format != storedFormat || s.head.ID != m[1] {
		return nil, fmt.Errorf("format %d of %q", s.head.Format, s.head.ID)
	}
	if sum := checksum(body); sum != s.head.Body {
		return nil, fmt.Errorf("checksum %s, want %s", sum, s.head.Body)
	}
	return s, s.decode(body)
}

func (s *stored) decode(body []byte) error {
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord = 4
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	if len(rows) != s.head.Rows {
		return fmt.Errorf("%d rows, want %d", len(rows), s.head.Rows)
	}
	if s.head.Kind != Conversions {
		s.list = &List{Kind: s.head.Kind, Edition: s.head.Edition, Whole: s.head.Whole, Entries: make([]Entry, len(rows))}
		for i, c := range rows {
			s.list.Entries[i] = Entry{Code: c[0], Raw: trade.Text{ID: c[1], EN: c[2]}, Duty: c[3]}
		}
		return nil
	}
	s.table = &Table{From: s.head.Edition, To: s.head.To, Equal: s.head.Equal, Pairs: make([]Pair, len(rows))}
	for i, c := range rows {
		w, err := strconv.ParseInt(c[2], 10, 64)
		if err != nil {
			return err
		}
		s.table.Pairs[i] = Pair{From: c[0], To: c[1], Weight: w}
	}
	return nil
}

func checksum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// writeStored writes a file whole or not at all. It never replaces one: where
// the name is taken, by another process too, the error is fs.ErrExist.
func writeStored(dir, name string, head storedHead, body []byte) (err error) {
	first, err := json.Marshal(head)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".tmp-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ignoreMissing(os.Remove(f.Name()))) }()
	_, err = f.Write(append(append(first, '\n'), body...))
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	if err := os.Link(f.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return err
		}
		// A disk that knows no links (FAT): take the name if it is free.
		if _, err := os.Lstat(path); err == nil {
			return fs.ErrExist
		}
		if err := os.Rename(f.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// syncDir makes a new name survive a crash. Not every system can.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		d.Close()
		return err
	}
	return d.Close()
}
