package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"muara/internal/config"
	"muara/internal/site/ui"
	"muara/internal/trade"
	"muara/packs"
)

// A request under way when the program is told to stop is answered; the
// program ends without an error.
func TestStoppingFinishesRequests(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started, release := make(chan bool), make(chan bool)
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		<-release
		_, _ = io.WriteString(w, "finished")
	})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	var log bytes.Buffer
	go func() { ended <- run(ctx, l, &http.Server{Handler: h}, slog.New(slog.NewTextHandler(&log, nil))) }()

	body := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			body <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		body <- string(text)
	}()
	<-started
	stop()
	select {
	case err := <-ended:
		t.Fatalf("the program ended (%v) while a request was under way", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(release)
	if got := <-body; got != "finished" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(log.String(), "msg=stopped") {
		t.Errorf("the log does not say that it stopped: %s", log.String())
	}
}

// A request that never ends does not keep the program from stopping.
func TestStoppingDoesNotWaitForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newPipe()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		block := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		var log bytes.Buffer
		go func() { ended <- run(ctx, l, &http.Server{Handler: block}, slog.New(slog.NewTextHandler(&log, nil))) }()
		client := l.dial()
		defer client.Close()
		if _, err := io.WriteString(client, "GET / HTTP/1.1\r\nHost: muara\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		start := time.Now()
		stop()
		if err := <-ended; err != nil {
			t.Errorf("ended with %v", err)
		}
		if took := time.Since(start); took < shutdownTimeout || took > shutdownTimeout+time.Second {
			t.Errorf("stopping took %v, want about %v", took, shutdownTimeout)
		}
		if !strings.Contains(log.String(), "cut off") {
			t.Errorf("the log does not say that a request was cut off: %s", log.String())
		}
	})
}

// pipe is a listener within the program, so that time can be made up.
type pipe struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newPipe() *pipe { return &pipe{make(chan net.Conn, 1), make(chan struct{})} }

func (p *pipe) dial() net.Conn {
	here, there := net.Pipe()
	p.conns <- there
	return here
}

func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipe) Close() error   { close(p.closed); return nil }
func (p *pipe) Addr() net.Addr { return &net.TCPAddr{} }

func TestSiteAddress(t *testing.T) {
	for in, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080",
		"0.0.0.0:80":     "http://127.0.0.1:80",
		"[::]:8080":      "http://127.0.0.1:8080",
		"[::1]:8080":     "http://[::1]:8080",
		"10.0.0.7:8080":  "http://10.0.0.7:8080",
	} {
		a, err := net.ResolveTCPAddr("tcp", in)
		if err != nil {
			t.Fatal(err)
		}
		if got := siteAddress(a); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestBrowser(t *testing.T) {
	screen := func(name string) string { return map[string]string{"DISPLAY": ":0"}[name] }
	none := func(string) string { return "" }
	for _, c := range []struct {
		goos   string
		getenv func(string) string
		want   []string
	}{
		{"linux", none, nil},
		{"linux", screen, []string{"xdg-open", "http://x"}},
		{"darwin", none, []string{"open", "http://x"}},
		{"windows", none, []string{"rundll32", "url.dll,FileProtocolHandler", "http://x"}},
	} {
		if got := browser(c.goos, c.getenv, "http://x"); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.goos, got, c.want)
		}
	}
	if runtime.GOOS == "linux" { // elsewhere it would open one
		if err := openBrowser(none, "http://x"); err != nil {
			t.Errorf("without a screen: %v", err)
		}
	}
}

func TestOpenPack(t *testing.T) {
	root, slug, err := openPack("")
	if err != nil || slug != packs.Default {
		t.Fatalf("the pack of the program: %q, %v", slug, err)
	}
	if _, err := root.Open("pack.toml"); err != nil {
		t.Error(err)
	}
	dir := filepath.Join(t.TempDir(), "jambi")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, slug, err := openPack(dir + "/"); err != nil || slug != "jambi" {
		t.Errorf("a folder: %q, %v", slug, err)
	}
	if _, _, err := openPack(filepath.Join(dir, "nowhere")); trade.CodeOf(err) != trade.NotFound {
		t.Errorf("a folder that does not exist: %v", err)
	}
}

// Every page that has an address is served, once.
func TestEveryPageIsServed(t *testing.T) {
	served := map[ui.PageID]int{}
	for _, r := range routes(&works{}) {
		served[r.Page]++
	}
	for _, page := range ui.Pages() {
		if served[page] != 1 {
			t.Errorf("the page %s is served %d times", page, served[page])
		}
	}
}

func TestLogFollowsTheSettings(t *testing.T) {
	var b bytes.Buffer
	newLog(&b, config.Settings{LogLevel: "warn", LogFormat: "json"}).Info("quiet")
	newLog(&b, config.Settings{LogLevel: "warn", LogFormat: "json"}).Warn("loud")
	newLog(&b, config.Settings{LogLevel: "debug", LogFormat: "text"}).Debug("detail")
	got := b.String()
	if strings.Contains(got, "quiet") || !strings.Contains(got, `"msg":"loud"`) || !strings.Contains(got, "msg=detail") {
		t.Errorf("got %s", got)
	}
}

// TestUnheardAnswersAreRemembered: a command that prints without looking must
// still fail where the disk is full.
func TestUnheardAnswersAreRemembered(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	out := &heard{Writer: w}
	_, _ = io.WriteString(out, "one")
	out.Writer = io.Discard
	_, _ = io.WriteString(out, "two")
	if out.err != io.ErrClosedPipe { //nolint:errorlint // as io.Pipe gives it
		t.Errorf("remembered %v", out.err)
	}
}

// TestAddressesThatCannotBeUsed says why, in both languages.
func TestAddressesThatCannotBeUsed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for address, want := range map[string]trade.Text{
		l.Addr().String(): {ID: "sudah dipakai program lain", EN: "another program uses it"},
		"192.0.2.1:0":     {ID: "bukan alamat komputer ini", EN: "not an address of this computer"},
	} {
		_, err := net.Listen("tcp", address)
		text := trade.TextOf(cannotListen(address, err))
		if !strings.Contains(text.ID, want.ID) || !strings.Contains(text.EN, want.EN) {
			t.Errorf("%s (%v): %q, %q", address, err, text.ID, text.EN)
		}
	}
}
