package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// Mappings keeps mappings of columns as TOML files in a folder, one for each
// name, so that next month's table is read like this month's.
type Mappings struct{ Dir string }

// SavedMapping is a mapping that was kept, with the id of its file.
type SavedMapping struct {
	ID string
	ingest.Mapping
}

const mappingExt = ".toml"

// mappingID is the name of the file of a mapping; what people call it may hold
// anything.
func mappingID(name string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	return hex.EncodeToString(sum[:8])
}

// List returns all mappings by name. What cannot be read comes as an error
// beside the rest.
func (m Mappings) List() ([]SavedMapping, error) {
	entries, err := os.ReadDir(m.Dir)
	if errors.Is(err, fs.ErrNotExist) || m.Dir == "" {
		return nil, nil
	}
	if err != nil {
		return nil, mappingFault(err)
	}
	var out []SavedMapping
	var wrong error
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), mappingExt)
		if !ok || e.IsDir() {
			continue
		}
		s, err := m.Get(id)
		if err != nil {
			wrong = errors.Join(wrong, err)
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b SavedMapping) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	return out, wrong
}

// For lists the mappings that were made for tables with the same headings.
func (m Mappings) For(signature string) ([]SavedMapping, error) {
	all, err := m.List()
	return slices.DeleteFunc(all, func(s SavedMapping) bool { return signature == "" || s.Signature != signature }), err
}

// Get returns a mapping by its id.
func (m Mappings) Get(id string) (SavedMapping, error) {
	if !validMappingID(id) {
		return SavedMapping{}, noMapping()
	}
	b, err := os.ReadFile(filepath.Join(m.Dir, id+mappingExt))
	if errors.Is(err, fs.ErrNotExist) {
		return SavedMapping{}, noMapping()
	} else if err != nil {
		return SavedMapping{}, mappingFault(err)
	}
	read, err := ingest.ParseMapping(b)
	if err != nil {
		return SavedMapping{}, err
	}
	return SavedMapping{id, read}, nil
}

// Save keeps a mapping under its name, in place of one of the same name.
func (m Mappings) Save(mapping ingest.Mapping) (SavedMapping, error) {
	mapping.Name = strings.TrimSpace(mapping.Name)
	if mapping.Name == "" || utf8.RuneCountInString(mapping.Name) > 80 {
		return SavedMapping{}, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "Beri nama pemetaan, paling panjang 80 huruf.", EN: "Give the mapping a name of at most 80 letters.",
		}}
	}
	text, err := mapping.TOML()
	if err != nil {
		return SavedMapping{}, fmt.Errorf("mapping of columns: %w", err)
	}
	if err := os.MkdirAll(m.Dir, 0o750); err != nil {
		return SavedMapping{}, mappingFault(err)
	}
	id := mappingID(mapping.Name)
	if err := replaceFile(filepath.Join(m.Dir, id+mappingExt), text); err != nil {
		return SavedMapping{}, mappingFault(err)
	}
	return SavedMapping{id, mapping}, nil
}

// Delete removes a mapping. Releases that were read by it stay as they are.
func (m Mappings) Delete(id string) error {
	if !validMappingID(id) {
		return noMapping()
	}
	err := os.Remove(filepath.Join(m.Dir, id+mappingExt))
	if errors.Is(err, fs.ErrNotExist) {
		return noMapping()
	} else if err != nil {
		return mappingFault(err)
	}
	return nil
}

func validMappingID(id string) bool {
	b, err := hex.DecodeString(id)
	return err == nil && len(b) == 8 && id == strings.ToLower(id)
}

// replaceFile writes beside the file and takes its place in one step.
func replaceFile(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func noMapping() error {
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "Pemetaan kolom itu tidak ada; mungkin sudah dihapus.", EN: "There is no such mapping of columns; it may have been deleted.",
	}}
}

func mappingFault(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Folder pemetaan kolom tidak dapat dibaca atau ditulis; periksa hak akses dan ruang disk server.",
		EN: "The folder of mappings cannot be read or written; check the server's permissions and disk space.",
	}}
}
