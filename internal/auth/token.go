package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"muara/internal/trade"
)

// Scope is something that a token allows.
type Scope string

// The scopes.
const (
	Import  Scope = "import"  // upload files, follow and cancel their jobs
	Publish Scope = "publish" // publish drafts, return to earlier releases
)

// Scopes lists the scopes.
func Scopes() []Scope { return []Scope{Import, Publish} }

// Token is what is known of a token. The token itself is nowhere kept.
type Token struct {
	ID      string    `json:"id"`     // eight hexadecimal digits, to name it in lists
	Name    string    `json:"name"`   // what it is for, as a person wrote it
	SHA256  string    `json:"sha256"` // of the token as it is sent, in hexadecimal digits
	Scopes  []Scope   `json:"scopes"` // sorted, at least one
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
	Used    time.Time `json:"used,omitzero"`    // last time, to within an hour; zero: never
}

// Allows reports whether a token has a scope.
func (t Token) Allows(s Scope) bool { return slices.Contains(t.Scopes, s) }

// Expired reports whether a token is past its time.
func (t Token) Expired(now time.Time) bool { return !t.Expires.IsZero() && !now.Before(t.Expires) }

const (
	mark    = "muara_" // lets people and scanners of leaked secrets see what it is
	bits    = 256
	maxName = 60 // characters
)

var (
	tokenShape = regexp.MustCompile(`^muara_[A-Za-z0-9_-]{43}$`)
	idShape    = regexp.MustCompile(`^[0-9a-f]{8}$`)
)

// New makes a token. The text is to be shown once; the Token is what is kept.
func New(random io.Reader, name string, scopes []Scope, now time.Time, lasts time.Duration) (text string, t Token, err error) {
	if t.Name, err = checkName(name); err != nil {
		return "", Token{}, err
	}
	if t.Scopes, err = checkScopes(scopes); err != nil {
		return "", Token{}, err
	}
	if lasts < 0 {
		return "", Token{}, invalid("Masa berlaku token tidak boleh di bawah nol.", "A token cannot be valid for less than no time.")
	}
	secret := make([]byte, bits/8)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", Token{}, fmt.Errorf("read randomness for a token: %w", err)
	}
	text = mark + base64.RawURLEncoding.EncodeToString(secret)
	t.SHA256 = digest(text)
	t.ID = t.SHA256[:8]
	t.Created = now.UTC().Truncate(time.Second)
	if lasts > 0 {
		t.Expires = t.Created.Add(lasts)
	}
	return text, t, nil
}

// digest is the SHA-256 of a token as it is sent.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	bad := !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || !unicode.IsPrint(r) })
	if name == "" || bad || utf8.RuneCountInString(name) > maxName {
		return "", invalid(fmt.Sprintf("Nama token harus 1 sampai %d huruf yang dapat dicetak, misalnya: unggah bulanan.", maxName),
			fmt.Sprintf("The name of a token must be 1 to %d printable characters, such as: monthly upload.", maxName))
	}
	return name, nil
}

func checkScopes(scopes []Scope) ([]Scope, error) {
	for _, s := range scopes {
		if !slices.Contains(Scopes(), s) {
			return nil, invalid(fmt.Sprintf("Izin %q tidak dikenal; pilihan: import, publish.", s),
				fmt.Sprintf("The scope %q is not known; possible: import, publish.", s))
		}
	}
	if len(scopes) == 0 {
		return nil, invalid("Sebutkan sekurang-kurangnya satu izin: import, publish.", "Name at least one scope: import, publish.")
	}
	return slices.Compact(slices.Sorted(slices.Values(scopes))), nil
}

func invalid(id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
}
