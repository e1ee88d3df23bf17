package auth

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"muara/internal/trade"
)

// Mode is the setting that says who may write.
type Mode string

// The modes.
const (
	ModeLocal Mode = "local" // this computer, and whoever has a token
	ModeToken Mode = "token" // only who has a token
	ModeOff   Mode = "off"   // nobody
)

// Modes lists the modes, the usual one first.
func Modes() []string { return []string{string(ModeLocal), string(ModeToken), string(ModeOff)} }

// Guard decides which requests may write.
type Guard struct {
	tokens *Store
	mode   Mode
	origin *http.CrossOriginProtection
}

// NewGuard makes a guard. Without a store no token is valid.
func NewGuard(tokens *Store, mode Mode) *Guard {
	if mode == "" {
		mode = ModeLocal
	}
	return &Guard{tokens, mode, http.NewCrossOriginProtection()}
}

// Who is allowed.
type Who struct {
	Name  string // of the token, or Local; it is written into the history of releases
	Token string // id of the token, empty without one
}

// Local is the name of who writes from this computer without a token.
const Local = "local"

// Reason says why a request may not write, for the answer's status.
type Reason string

// The reasons.
const (
	NoToken   Reason = "no-token"   // 401: a token is needed
	BadToken  Reason = "bad-token"  // 401: unknown, expired or revoked; which of these is not told
	WrongKind Reason = "wrong-kind" // 403: the token lacks the scope
	Closed    Reason = "closed"     // 403: writing is switched off
	Foreign   Reason = "foreign"    // 403: a page of another site sent it
)

// Denied is the error of a request that may not write. Its Unwrap is the
// *trade.Error with the words.
type Denied struct {
	Reason Reason
	Scope  Scope
	text   *trade.Error
}

// Error is for logs.
func (d *Denied) Error() string { return string(d.Reason) + ": " + d.text.Error() }

// Unwrap returns the words for people.
func (d *Denied) Unwrap() error { return d.text }

// Allow decides whether a request may write what the scope covers. The error is
// a *Denied, or a *trade.Error where the tokens cannot be read.
func (g *Guard) Allow(r *http.Request, scope Scope) (Who, error) {
	if g == nil || g.mode == ModeOff {
		return Who{}, denied(Closed, scope)
	}
	text, sent := bearer(r)
	if !sent {
		switch {
		case g.mode == ModeToken || !fromHere(r):
			return Who{}, denied(NoToken, scope)
		case g.origin.Check(r) != nil:
			return Who{}, denied(Foreign, scope)
		}
		return Who{Name: Local}, nil
	}
	if g.tokens == nil {
		return Who{}, denied(BadToken, scope)
	}
	t, ok, err := g.tokens.Find(text)
	switch {
	case err != nil:
		return Who{}, err
	case !ok:
		return Who{}, denied(BadToken, scope)
	case !t.Allows(scope):
		return Who{}, denied(WrongKind, scope)
	}
	_ = g.tokens.Touch(t.ID) // a disk that is full must not lock anybody out
	return Who{Name: t.Name, Token: t.ID}, nil
}

// Open reports whether a page should offer what this request could not do
// without a token.
func (g *Guard) Open(r *http.Request) bool {
	return g != nil && g.mode == ModeLocal && fromHere(r)
}

// bearer returns the token of a request (RFC 6750, section 2.1). Tokens in
// addresses and forms are not looked at: they end up in logs and histories.
func bearer(r *http.Request) (text string, sent bool) {
	heads := r.Header.Values("Authorization")
	if len(heads) == 0 {
		return "", false
	}
	scheme, text, _ := strings.Cut(heads[0], " ")
	if len(heads) > 1 || !strings.EqualFold(scheme, "bearer") {
		return "", true // somebody else's credentials are no token of ours
	}
	return strings.TrimSpace(text), true
}

// forwarded are the headers by which a proxy says that it passed a request on.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via", "Cf-Connecting-Ip", "True-Client-Ip"}

// fromHere reports whether a request comes from this computer.
func fromHere(r *http.Request) bool {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if local == nil || !loopback(local.String()) || !loopback(r.RemoteAddr) || !loopbackName(r.Host) {
		return false
	}
	for _, h := range forwarded {
		if len(r.Header.Values(h)) > 0 {
			return false
		}
	}
	return true
}

// loopback reads an address with its port.
func loopback(hostport string) bool {
	a, err := netip.ParseAddrPort(hostport)
	return err == nil && a.Addr().Unmap().IsLoopback()
}

// loopbackName reads a Host header: localhost or a loopback address, with or
// without a port.
func loopbackName(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(name, "]"), "["), ".")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(name)
	return err == nil && a.Unmap().IsLoopback()
}

// ReasonOf returns why a request was denied, "" for other errors.
func ReasonOf(err error) Reason {
	var d *Denied
	if errors.As(err, &d) {
		return d.Reason
	}
	return ""
}

func denied(why Reason, scope Scope) error {
	return &Denied{Reason: why, Scope: scope, text: &trade.Error{Code: trade.Forbidden, Text: deniedTexts[why]}}
}

var deniedTexts = map[Reason]trade.Text{
	NoToken: {
		ID: "Untuk ini diperlukan token. Buat dengan muara token new di komputer server, lalu kirim dalam kepala permintaan: Authorization: Bearer TOKEN.",
		EN: "This needs a token. Make one with muara token new on the server's computer, and send it in the header: Authorization: Bearer TOKEN.",
	},
	BadToken: {
		ID: "Token ini tidak berlaku: salah tulis, sudah lewat masanya, atau sudah dicabut.",
		EN: "This token is not valid: mistyped, past its time, or revoked.",
	},
	WrongKind: {
		ID: "Token ini tidak berizin untuk itu. Buat token dengan izin yang sesuai: import atau publish.",
		EN: "This token does not allow that. Make one with the right scope: import or publish.",
	},
	Closed: {
		ID: "Memuat dan menerbitkan data dimatikan di server ini (pengaturan write).",
		EN: "Importing and publishing are switched off on this server (the setting write).",
	},
	Foreign: {
		ID: "Permintaan ini datang dari halaman situs lain, karena itu ditolak.",
		EN: "This request was sent by a page of another site and is refused.",
	},
}
