package auth

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"muara/internal/trade"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)} }

// dice is randomness that a test knows.
func dice(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }

func add(t *testing.T, s *Store, b byte, name string, lasts time.Duration, scopes ...Scope) string {
	t.Helper()
	text, tok, err := New(dice(b), name, scopes, s.now(), lasts)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(tok); err != nil {
		t.Fatal(err)
	}
	return text
}

func TestATokenIsFoundUntilItEnds(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	s := Open(dir, c.now)
	text := add(t, s, 1, "monthly upload", 48*time.Hour, Publish, Import)
	if !tokenShape.MatchString(text) {
		t.Errorf("the token %q does not have the documented shape", text)
	}
	found, ok, err := s.Find(text)
	if err != nil || !ok || found.Name != "monthly upload" || !found.Allows(Import) || !found.Allows(Publish) {
		t.Fatalf("found %+v, %v, %v", found, ok, err)
	}
	c.pass(48*time.Hour - time.Second)
	if _, ok, _ := s.Find(text); !ok {
		t.Error("it ended a second too early")
	}
	c.pass(time.Second)
	if _, ok, _ := s.Find(text); ok {
		t.Error("it is valid after its end")
	}
	kept, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	if secret := strings.TrimPrefix(text, mark); bytes.Contains(kept, []byte(secret)) {
		t.Error("the file holds the token itself")
	}
	if !bytes.Contains(kept, []byte("monthly upload")) {
		t.Error("the search for the token looks into the wrong file")
	}
}

func TestTheFileIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	dir := t.TempDir()
	s := Open(dir, newClock().now)
	add(t, s, 1, "one", 0, Import)
	for _, name := range []string{File, File + ".lock"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v; want 0600", name, info.Mode(), err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*.tmp"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnotherProcessRevokes(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	server, console := Open(dir, c.now), Open(dir, c.now)
	text := add(t, console, 1, "one", 0, Import)
	other := add(t, console, 2, "two", 0, Import)
	if _, ok, err := server.Find(text); !ok || err != nil {
		t.Fatalf("the server does not know the new token: %v", err)
	}
	gone, err := console.Revoke("one")
	if err != nil || gone.Name != "one" {
		t.Fatalf("revoked %+v, %v", gone, err)
	}
	if _, ok, _ := server.Find(text); ok {
		t.Error("the server still knows the revoked token")
	}
	if _, ok, _ := server.Find(other); !ok {
		t.Error("the other token is gone too")
	}
	if _, err := console.Revoke("one"); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("revoking again: %v", err)
	}
	if list, err := server.List(); err != nil || len(list) != 1 || list[0].Name != "two" {
		t.Errorf("list %+v, %v", list, err)
	}
}

func TestAFileThatCannotBeReadLetsNobodyIn(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir, newClock().now)
	text := add(t, s, 1, "one", 0, Import)
	for _, bad := range []string{"{", `{"version":2,"tokens":[]}`, `{"version":1,"tokens":[{"id":"x","sha256":""}]}`} {
		if err := os.WriteFile(filepath.Join(dir, File), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		_, ok, err := s.Find(text)
		if ok || trade.CodeOf(err) != trade.Unavailable {
			t.Errorf("with %s: found %v, error %v", bad, ok, err)
		}
		if err := s.Add(Token{ID: "00000000", Name: "x"}); trade.CodeOf(err) != trade.Unavailable {
			t.Errorf("with %s a token was added: %v", bad, err)
		}
	}
}

func TestManyAddAtOnce(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			s := Open(dir, c.now)
			_, tok, err := New(dice(byte(i+1)), string(rune('a'+i)), []Scope{Import}, c.now(), 0)
			if err := errors.Join(err, s.Add(tok)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if list, err := Open(dir, c.now).List(); err != nil || len(list) != 8 {
		t.Errorf("%d tokens of 8 are kept, %v", len(list), err)
	}
}

func TestTheLastUseIsKeptByTheHour(t *testing.T) {
	c := newClock()
	s := Open(t.TempDir(), c.now)
	text := add(t, s, 1, "one", 0, Import)
	tok, _, _ := s.Find(text)
	use := func() time.Time {
		if err := s.Touch(tok.ID); err != nil {
			t.Fatal(err)
		}
		list, err := s.List()
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].Used
	}
	first := use()
	if !first.Equal(c.now()) {
		t.Errorf("first use is kept as %v", first)
	}
	c.pass(59 * time.Minute)
	if again := use(); !again.Equal(first) {
		t.Errorf("the file was written again after 59 minutes: %v", again)
	}
	c.pass(time.Minute)
	if again := use(); !again.Equal(c.now()) {
		t.Errorf("the use after an hour is kept as %v", again)
	}
}

func TestNewRefuses(t *testing.T) {
	now := newClock().now()
	for _, c := range []struct {
		name   string
		scopes []Scope
		lasts  time.Duration
		says   string
	}{
		{"", []Scope{Import}, 0, "1 to 60 printable"},
		{"two\nlines", []Scope{Import}, 0, "1 to 60 printable"},
		{strings.Repeat("x", 61), []Scope{Import}, 0, "1 to 60 printable"},
		{"x", nil, 0, "at least one scope"},
		{"x", []Scope{"admin"}, 0, `"admin" is not known`},
		{"x", []Scope{Import}, -time.Hour, "less than no time"},
	} {
		_, _, err := New(dice(1), c.name, c.scopes, now, c.lasts)
		if trade.CodeOf(err) != trade.Invalid || !strings.Contains(trade.TextOf(err).EN, c.says) {
			t.Errorf("%q %v %v: %v, want %q", c.name, c.scopes, c.lasts, err, c.says)
		}
	}
	if _, _, err := New(strings.NewReader("short"), "x", []Scope{Import}, now, 0); err == nil {
		t.Error("a token was made of too little randomness")
	}
	s := Open(t.TempDir(), newClock().now)
	add(t, s, 1, "one", 0, Import)
	_, tok, _ := New(dice(2), "one", []Scope{Import}, now, 0)
	if err := s.Add(tok); trade.CodeOf(err) != trade.Conflict {
		t.Errorf("two tokens of one name: %v", err)
	}
}

// ask makes a request as it reaches a handler.
type ask struct {
	from, to, host string
	head           map[string]string
}

func (a ask) request() *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/api/v1/imports", nil)
	r.Host = a.host
	r.RemoteAddr = a.from
	if a.to != "" {
		addr, err := net.ResolveTCPAddr("tcp", a.to)
		if err != nil {
			panic(err)
		}
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(addr)))
	}
	for k, v := range a.head {
		r.Header.Set(k, v)
	}
	return r
}

func TestWhoMayWriteWithoutAToken(t *testing.T) {
	here := ask{"127.0.0.1:50000", "127.0.0.1:8080", "127.0.0.1:8080", nil}
	with := func(change func(*ask)) ask {
		a := here
		a.head = map[string]string{}
		change(&a)
		return a
	}
	for _, c := range []struct {
		what string
		ask  ask
		mode Mode
		want Reason
	}{
		{"this computer", here, ModeLocal, ""},
		{"localhost", with(func(a *ask) { a.host = "localhost:8080" }), ModeLocal, ""},
		{"LOCALHOST without port", with(func(a *ask) { a.host = "LocalHost" }), ModeLocal, ""},
		{"IPv6", ask{"[::1]:50000", "[::1]:8080", "[::1]:8080", nil}, ModeLocal, ""},
		{"IPv4 within IPv6", ask{"[::ffff:127.0.0.1]:50000", "[::1]:8080", "localhost", nil}, ModeLocal, ""},
		{"this computer, tokens wanted", here, ModeToken, NoToken},
		{"this computer, switched off", here, ModeOff, Closed},
		{"from elsewhere", with(func(a *ask) { a.from = "192.0.2.7:50000" }), ModeLocal, NoToken},
		{"to the network's address", with(func(a *ask) { a.to = "192.0.2.1:8080" }), ModeLocal, NoToken},
		{"unknown listener", with(func(a *ask) { a.to = "" }), ModeLocal, NoToken},
		{"a stranger's name for 127.0.0.1", with(func(a *ask) { a.host = "evil.example:8080" }), ModeLocal, NoToken},
		{"a name that begins like ours", with(func(a *ask) { a.host = "localhost.evil.example" }), ModeLocal, NoToken},
		{"a name that begins like the address", with(func(a *ask) { a.host = "127.0.0.1.evil.example" }), ModeLocal, NoToken},
		{"no name", with(func(a *ask) { a.host = "" }), ModeLocal, NoToken},
		{"through a proxy", with(func(a *ask) { a.head["X-Forwarded-For"] = "192.0.2.7" }), ModeLocal, NoToken},
		{"through a modern proxy", with(func(a *ask) { a.head["Forwarded"] = "for=192.0.2.7" }), ModeLocal, NoToken},
		{"through a proxy that names itself", with(func(a *ask) { a.head["Via"] = "1.1 nginx" }), ModeLocal, NoToken},
		{"a form of another site", with(func(a *ask) { a.head["Sec-Fetch-Site"] = "cross-site" }), ModeLocal, Foreign},
		{"an old browser, another site", with(func(a *ask) { a.head["Origin"] = "https://evil.example" }), ModeLocal, Foreign},
		{"our own page", with(func(a *ask) {
			a.head["Sec-Fetch-Site"], a.head["Origin"] = "same-origin", "http://127.0.0.1:8080"
		}), ModeLocal, ""},
		{"a password", with(func(a *ask) { a.head["Authorization"] = "Basic bXVhcmE6bXVhcmE=" }), ModeLocal, BadToken},
	} {
		who, err := NewGuard(Open(t.TempDir(), newClock().now), c.mode).Allow(c.ask.request(), Import)
		if ReasonOf(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
		if err == nil && who.Name != Local {
			t.Errorf("%s: allowed as %+v", c.what, who)
		}
		if text := trade.TextOf(err); err != nil && (text.ID == "" || text.EN == "" || trade.CodeOf(err) != trade.Forbidden) {
			t.Errorf("%s: says %+v", c.what, text)
		}
	}
	if _, err := (*Guard)(nil).Allow(here.request(), Import); ReasonOf(err) != Closed {
		t.Errorf("no guard: %v", err)
	}
}

func TestWhoMayWriteWithAToken(t *testing.T) {
	c := newClock()
	s := Open(t.TempDir(), c.now)
	both := add(t, s, 1, "both", 0, Import, Publish)
	imports := add(t, s, 2, "imports", 0, Import)
	short := add(t, s, 3, "short", time.Hour, Import)
	gone := add(t, s, 4, "gone", 0, Import)
	if _, err := s.Revoke("gone"); err != nil {
		t.Fatal(err)
	}
	unknown, _, _ := New(dice(5), "unknown", []Scope{Import}, c.now(), 0)
	c.pass(time.Hour)
	for _, q := range []struct {
		what, head string
		scope      Scope
		mode       Mode
		want       Reason
		who        string
	}{
		{"scope fits", "Bearer " + imports, Import, ModeLocal, "", "imports"},
		{"tokens wanted", "Bearer " + both, Publish, ModeToken, "", "both"},
		{"small letters", "bearer " + imports, Import, ModeLocal, "", "imports"},
		{"scope lacks", "Bearer " + imports, Publish, ModeLocal, WrongKind, ""},
		{"expired", "Bearer " + short, Import, ModeLocal, BadToken, ""},
		{"revoked", "Bearer " + gone, Import, ModeLocal, BadToken, ""},
		{"never made", "Bearer " + unknown, Import, ModeLocal, BadToken, ""},
		{"one letter off", "Bearer " + imports[:len(imports)-1] + "A", Import, ModeLocal, BadToken, ""},
		{"empty", "Bearer ", Import, ModeLocal, BadToken, ""},
		{"its hash", "Bearer " + digest(imports), Import, ModeLocal, BadToken, ""},
		{"switched off", "Bearer " + both, Import, ModeOff, Closed, ""},
	} {
		a := ask{"192.0.2.7:50000", "192.0.2.1:8080", "muara.example", map[string]string{"Authorization": q.head}}
		who, err := NewGuard(s, q.mode).Allow(a.request(), q.scope)
		if ReasonOf(err) != q.want || who.Name != q.who || (err == nil) != (q.want == "") {
			t.Errorf("%s: %+v, %v; want %q", q.what, who, err, q.want)
		}
		if err != nil && (strings.Contains(err.Error(), both) || strings.Contains(err.Error(), imports)) {
			t.Errorf("%s: the error repeats the token", q.what)
		}
	}
	r := ask{"192.0.2.7:50000", "192.0.2.1:8080", "muara.example", nil}.request()
	r.Header["Authorization"] = []string{"Bearer " + both, "Bearer " + both}
	if _, err := NewGuard(s, ModeLocal).Allow(r, Import); ReasonOf(err) != BadToken {
		t.Errorf("two headers: %v", err)
	}
	list, err := s.List()
	if i := slices.IndexFunc(list, func(t Token) bool { return t.Name == "imports" }); err != nil || !list[i].Used.Equal(c.now()) {
		t.Errorf("the use was not noted: %+v, %v", list, err)
	}
}

func FuzzFind(f *testing.F) {
	s := Open(f.TempDir(), newClock().now)
	text, tok, err := New(dice(1), "one", []Scope{Import}, s.now(), 0)
	if err := errors.Join(err, s.Add(tok)); err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", text, text + " ", text[1:], "muara_", strings.ToUpper(text)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, guess string) {
		_, ok, err := s.Find(guess)
		if err != nil || ok != (guess == text) {
			t.Errorf("%q: found %v, %v", guess, ok, err)
		}
	})
}
