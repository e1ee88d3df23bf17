package auth

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"muara/internal/trade"
)

// File is the name of the file of tokens in the data folder.
const File = "tokens.json"

// maxFile bounds the file, in bytes: thousands of tokens fit.
const maxFile = 4 << 20

// maxTokens bounds how many tokens there may be.
const maxTokens = 1000

// usedEvery is how exactly the last use is kept: more often would write the
// file at every request.
const usedEvery = time.Hour

// Store keeps tokens in a file. It may be used by several goroutines and
// processes at once.
type Store struct {
	path string
	now  func() time.Time

	mu     sync.Mutex
	seen   fs.FileInfo // of the file when it was read; nil where there was none
	tokens []Token
}

// content is the form of the file.
type content struct {
	Version int     `json:"version"`
	Tokens  []Token `json:"tokens"`
}

// Open returns the store of a data folder. Nothing is written before the first
// token.
func Open(dir string, now func() time.Time) *Store {
	return &Store{path: filepath.Join(dir, File), now: now}
}

// List returns the tokens, the newest first.
func (s *Store) List() ([]Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(); err != nil {
		return nil, err
	}
	out := slices.Clone(s.tokens)
	slices.SortStableFunc(out, func(a, b Token) int { return b.Created.Compare(a.Created) })
	return out, nil
}

// Add keeps a token.
func (s *Store) Add(t Token) error {
	return s.change(func(tokens []Token) ([]Token, error) {
		if slices.ContainsFunc(tokens, func(o Token) bool { return o.Name == t.Name }) {
			return nil, &trade.Error{Code: trade.Conflict, Text: trade.Text{
				ID: fmt.Sprintf("Sudah ada token bernama %q; pakai nama lain, atau cabut dahulu dengan muara token revoke.", t.Name),
				EN: fmt.Sprintf("There is a token named %q already; use another name, or revoke it first with muara token revoke.", t.Name),
			}}
		}
		if len(tokens) >= maxTokens {
			return nil, &trade.Error{Code: trade.Conflict, Text: trade.Text{
				ID: fmt.Sprintf("Sudah ada %d token; cabut yang tidak dipakai lagi.", maxTokens),
				EN: fmt.Sprintf("There are %d tokens already; revoke those that are no longer used.", maxTokens),
			}}
		}
		return append(tokens, t), nil
	})
}

// Revoke removes a token by its id or its name, and returns what it was.
func (s *Store) Revoke(which string) (Token, error) {
	var gone Token
	err := s.change(func(tokens []Token) ([]Token, error) {
		i := slices.IndexFunc(tokens, func(t Token) bool { return t.ID == which })
		if i < 0 {
			i = slices.IndexFunc(tokens, func(t Token) bool { return t.Name == which })
		}
		if i < 0 {
			return nil, &trade.Error{Code: trade.NotFound, Text: trade.Text{
				ID: fmt.Sprintf("Tidak ada token %q; lihat daftarnya dengan muara token list.", which),
				EN: fmt.Sprintf("There is no token %q; see them with muara token list.", which),
			}}
		}
		gone = tokens[i]
		return slices.Delete(tokens, i, i+1), nil
	})
	return gone, err
}

// Find returns the token that a text is, if it is one that still holds. Every
// token is compared, each in constant time, so that the time taken tells
// nothing of how near a guess came.
func (s *Store) Find(text string) (Token, bool, error) {
	if !tokenShape.MatchString(text) {
		return Token{}, false, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(); err != nil {
		return Token{}, false, err
	}
	sum := []byte(digest(text))
	found := -1
	for i := range s.tokens {
		if subtle.ConstantTimeCompare(sum, []byte(s.tokens[i].SHA256)) == 1 {
			found = i
		}
	}
	if found < 0 || s.tokens[found].Expired(s.now()) {
		return Token{}, false, nil
	}
	return s.tokens[found], true, nil
}

// Touch notes that a token was used, at most once an hour.
func (s *Store) Touch(id string) error {
	now := s.now().UTC().Truncate(time.Second)
	stale := func(t Token) bool { return t.ID == id && now.Sub(t.Used) >= usedEvery }
	s.mu.Lock()
	due := slices.ContainsFunc(s.tokens, stale)
	s.mu.Unlock()
	if !due {
		return nil
	}
	return s.change(func(tokens []Token) ([]Token, error) {
		for i := range tokens {
			if stale(tokens[i]) {
				tokens[i].Used = now
			}
		}
		return tokens, nil
	})
}

// load reads the file where it is not the one that was read last. The caller
// holds the mutex. Whatever goes wrong, no token remains.
func (s *Store) load() error {
	info, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		s.seen, s.tokens = nil, nil
		return nil
	}
	if err == nil && s.seen != nil && os.SameFile(info, s.seen) && info.ModTime().Equal(s.seen.ModTime()) && info.Size() == s.seen.Size() {
		return nil
	}
	s.seen, s.tokens = nil, nil
	if err != nil {
		return s.unreadable(err)
	}
	if info.Size() > maxFile {
		return s.unreadable(fmt.Errorf("%d bytes", info.Size()))
	}
	text, err := os.ReadFile(s.path)
	if err != nil {
		return s.unreadable(err)
	}
	var c content
	if err := json.Unmarshal(text, &c); err != nil {
		return s.unreadable(err)
	}
	if c.Version != 1 {
		return s.unreadable(fmt.Errorf("form %d", c.Version))
	}
	for _, t := range c.Tokens {
		if len(t.SHA256) != 64 || strings.Trim(t.SHA256, "0123456789abcdef") != "" || !idShape.MatchString(t.ID) {
			return s.unreadable(fmt.Errorf("token %q makes no sense", t.Name))
		}
	}
	s.seen, s.tokens = info, c.Tokens
	return nil
}

// change replaces the tokens by what f makes of them, alone among all
// processes.
func (s *Store) change(f func([]Token) ([]Token, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(s.path), 0o750); err != nil {
		return s.unwritable(err)
	}
	lock := flock.New(s.path+".lock", flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return s.unwritable(err)
	}
	defer lock.Unlock() //nolint:errcheck // closing frees it anyway
	if err := s.load(); err != nil {
		return err
	}
	tokens, err := f(slices.Clone(s.tokens))
	if err != nil {
		return err
	}
	if err := write(s.path, content{1, tokens}); err != nil {
		return s.unwritable(err)
	}
	s.seen = nil // read it again: its time may be the same as before
	return s.load()
}

// write replaces the file in one step. os.CreateTemp makes files that only
// their owner can read.
func write(path string, c content) error {
	if c.Tokens == nil {
		c.Tokens = []Token{}
	}
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), File+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(text, '\n'))
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func (s *Store) unreadable(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Berkas token dalam folder data (" + File + ") tidak terbaca, sehingga tidak ada token yang berlaku. Perbaiki hak aksesnya, atau hapus dan buat token baru.",
		EN: "The file of tokens in the data folder (" + File + ") cannot be read, so no token is valid. Mend its permissions, or delete it and make new tokens.",
	}}
}

func (s *Store) unwritable(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Berkas token dalam folder data (" + File + ") tidak dapat ditulis. Periksa ruang dan hak akses folder.",
		EN: "The file of tokens in the data folder (" + File + ") cannot be written. Check the space and the permissions of the folder.",
	}}
}
