package nomen

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"muara/internal/trade"
)

// Store is a folder of lists and tables, one file for each. A file is never
// changed: a newer list of the same name gets the next number, the older one
// stays. A file that is damaged is passed over for the one before it.
type Store struct {
	dir string

	mu     sync.Mutex
	seen   string             // names of the files that all was read from
	all    map[string]*stored // by file name; older versions without their content
	faults []error
	names  *Names // made from the newest; nil: not yet
}

// Open opens the folder, which need not exist yet.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir}
	return s, s.refresh()
}

// refresh reads what is new in the folder, by this process or another.
// The caller holds mu, or is alone.
func (s *Store) refresh() error {
	files, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		files, err = nil, nil
	}
	if err != nil {
		return fmt.Errorf("nomenclature folder: %w", err)
	}
	var names []string
	for _, f := range files {
		if storedName.MatchString(f.Name()) && f.Type().IsRegular() {
			names = append(names, f.Name())
		}
	}
	seen := strings.Join(names, "\n")
	if s.all != nil && seen == s.seen {
		return nil
	}
	all := map[string]*stored{}
	var faults []error
	for _, name := range names {
		if known := s.all[name]; known != nil {
			all[name] = known
			continue
		}
		one, err := readStored(filepath.Join(s.dir, name))
		if err != nil {
			faults = append(faults, &trade.Error{Code: trade.Internal, Err: err, Text: trade.Text{
				ID: fmt.Sprintf("berkas nomenklatur %s rusak; dipakai yang lebih lama, kalau ada. Impor lagi daftarnya", name),
				EN: fmt.Sprintf("the nomenclature file %s is damaged; an older one is used, where there is one. Import the list again", name),
			}})
			continue
		}
		all[name] = one
	}
	s.all, s.seen, s.faults, s.names = all, seen, faults, nil
	return s.holdCurrent()
}

// holdCurrent keeps the content of the newest lists in memory and drops that
// of older ones. Where somebody took the newest file away, the one before it
// is read again.
func (s *Store) holdCurrent() error {
	current := map[*stored]bool{}
	for _, one := range s.current() {
		current[one] = true
	}
	for name, one := range s.all {
		switch {
		case !current[one]:
			one.list, one.table = nil, nil
		case one.list == nil && one.table == nil:
			again, err := readStored(filepath.Join(s.dir, name))
			if err != nil {
				s.all, s.seen = nil, "" // looked at anew next time
				return fmt.Errorf("nomenclature folder: %w", err)
			}
			*one = *again
		}
	}
	return nil
}

// current returns the newest whole file of each list, by ID.
func (s *Store) current() []*stored {
	newest := map[string]*stored{}
	for _, one := range s.all {
		if old := newest[one.head.ID]; old == nil || old.version < one.version {
			newest[one.head.ID] = one
		}
	}
	var out []*stored
	for _, id := range sortedKeys(newest) {
		out = append(out, newest[id])
	}
	return out
}

// Info describes a list or a table of the store.
type Info struct {
	ID      string
	Kind    Kind
	Title   trade.Text
	Edition string // H0 to H6; empty: all together
	To      string // of tables: the edition that codes become
	Rows    int
	Whole   bool // of lists: has codes in every chapter
	Equal   int  // of tables: codes divided in equal parts, for want of weights
	Version int  // counted from 1
	Origin  Origin
	Older   []Info // kept, the newest first
}

func (s *stored) info() Info {
	h := s.head
	return Info{ID: h.ID, Kind: h.Kind, Title: title(h.Kind, h.Edition, h.To), Edition: h.Edition, To: h.To,
		Rows: h.Rows, Whole: h.Whole, Equal: h.Equal, Version: s.version, Origin: h.Origin}
}

// Lists describes what the store holds, in the order of the IDs.
func (s *Store) Lists() ([]Info, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(); err != nil {
		return nil, err
	}
	var out []Info
	for _, one := range s.current() {
		info := one.info()
		for _, other := range s.all {
			if other.head.ID == one.head.ID && other != one {
				info.Older = append(info.Older, other.info())
			}
		}
		slices.SortFunc(info.Older, func(a, b Info) int { return b.Version - a.Version })
		out = append(out, info)
	}
	return out, nil
}

// Faults says which files of the folder cannot be read.
func (s *Store) Faults() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.faults)
}

// Added says what became of a list or a table.
type Added struct {
	Info    Info
	Known   bool // the store had exactly this; nothing was written
	Instead bool // an older one of the same ID was replaced, and kept
}

// Add keeps what was read from a file. Each list is whole or absent after a
// crash; adding the same content again changes nothing.
func (s *Store) Add(ctx context.Context, c *Content, from Origin) ([]Added, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, fmt.Errorf("nomenclature folder: %w", err)
	}
	var out []Added
	for _, l := range c.Lists {
		body, err := encodeList(l)
		if err != nil {
			return out, err
		}
		head := storedHead{ID: l.ID(), Kind: l.Kind, Edition: l.Edition, Rows: len(l.Entries), Whole: l.Whole}
		added, err := s.add(ctx, head, body, from)
		if err != nil {
			return out, err
		}
		out = append(out, added)
	}
	for _, t := range c.Tables {
		body, err := encodeTable(t)
		if err != nil {
			return out, err
		}
		head := storedHead{ID: t.ID(), Kind: Conversions, Edition: t.From, To: t.To, Rows: len(t.Pairs), Equal: t.Equal}
		added, err := s.add(ctx, head, body, from)
		if err != nil {
			return out, err
		}
		out = append(out, added)
	}
	return out, nil
}

func (s *Store) add(ctx context.Context, head storedHead, body []byte, from Origin) (Added, error) {
	head.Format, head.Origin, head.Body = storedFormat, from, checksum(body)
	for range mostTries {
		if err := ctx.Err(); err != nil {
			return Added{}, err
		}
		if err := s.refresh(); err != nil {
			return Added{}, err
		}
		version, replaced := 0, false
		for _, one := range s.current() {
			if one.head.ID != head.ID {
				continue
			}
			if one.head.Body == head.Body {
				return Added{Info: one.info(), Known: true}, nil
			}
			replaced = true
		}
		for _, name := range strings.Fields(s.seen) { // damaged ones too
			if m := storedName.FindStringSubmatch(name); m[1] == head.ID {
				n, err := strconv.Atoi(m[2])
				if err != nil {
					return Added{}, err
				}
				version = max(version, n)
			}
		}
		name := fileName(head.ID, version+1)
		err := writeStored(s.dir, name, head, body)
		if errors.Is(err, fs.ErrExist) { // another process was faster
			continue
		}
		if err != nil {
			return Added{}, fmt.Errorf("write %s: %w", name, err)
		}
		if err := s.refresh(); err != nil {
			return Added{}, err
		}
		one := s.all[name]
		if one == nil {
			return Added{}, fmt.Errorf("%s cannot be read back", name)
		}
		return Added{Info: one.info(), Instead: replaced}, nil
	}
	return Added{}, fmt.Errorf("%s: the name of its next version is always taken", head.ID)
}

// mostTries is how often another process may be faster.
const mostTries = 100
