package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"muara/internal/cli"
	"muara/internal/config"
	"muara/internal/office"
	"muara/internal/site"
	"muara/internal/site/ui"
	"muara/internal/trade"
	"muara/packs"
	"muara/web"
)

// Main runs the program and returns its exit code. Version and commit are
// those of the build.
func Main(version, commit string) int {
	p := &program{version: version, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}
	out := &heard{Writer: p.stdout}
	c := &cli.Program{
		Version: version, Commit: commit,
		Stdin: os.Stdin, Stdout: out, Stderr: p.stderr, Getenv: p.getenv, Now: p.now,
		Bundle: web.Built, PackFS: openPack, FigureHref: ui.FigureHref, Facts: p.room, Serve: p.untilStopped,
		DataDir: p.dataDir, Random: rand.Reader,
	}
	code := c.Run(context.Background(), os.Args[1:])
	if code == 0 && out.err != nil { // an answer that did not arrive is none
		fmt.Fprintf(p.stderr, "muara: %v\n", out.err)
		return 1
	}
	return code
}

// heard remembers the first error of a writer, for those who print without
// looking.
type heard struct {
	io.Writer
	err error
}

func (h *heard) Write(b []byte) (int, error) {
	n, err := h.Writer.Write(b)
	if h.err == nil {
		h.err = err
	}
	return n, err
}

// program is what the parts have in common.
type program struct {
	version        string
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
}

// untilStopped serves until the program is told to stop. A second signal ends
// it at once; the other commands have nothing to finish and end on the first.
func (p *program) untilStopped(ctx context.Context, o *office.Office, s config.Settings) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return p.serve(ctx, o, s)
}

// serve runs the site until ctx is done.
func (p *program) serve(ctx context.Context, o *office.Office, s config.Settings) error {
	log := newLog(p.stderr, s)
	w := p.works(s, o, log)
	defer w.close()
	h, err := p.handler(o, s, w, log)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return cannotListen(s.Listen, err)
	}
	address := siteAddress(l.Addr())
	said := trade.Text{
		ID: "Muara berjalan di %s (Ctrl+C untuk berhenti)\n",
		EN: "Muara is running at %s (Ctrl+C to stop)\n",
	}
	fmt.Fprintf(p.stdout, said.In(s.Lang), address+"/"+s.Lang+"/")
	if s.Open {
		if err := openBrowser(p.getenv, address+"/"+s.Lang+"/"); err != nil {
			log.Info("the browser was not opened", "error", err)
		}
	}
	return run(ctx, l, site.Server(h, log), log)
}

// siteAddress is where a person on this computer reaches the listener.
func siteAddress(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func cannotListen(address string, err error) error {
	why := trade.Text{ID: err.Error(), EN: err.Error()}
	switch lookup := (*net.DNSError)(nil); {
	case errors.Is(err, syscall.EADDRINUSE):
		why = trade.Text{ID: "sudah dipakai program lain", EN: "another program uses it"}
	case errors.Is(err, syscall.EACCES):
		why = trade.Text{ID: "tidak diizinkan; porta di bawah 1024 perlu hak khusus", EN: "not allowed; ports below 1024 need special rights"}
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &lookup):
		why = trade.Text{ID: "bukan alamat komputer ini", EN: "not an address of this computer"}
	}
	return &trade.Error{Code: trade.Unavailable, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("alamat %q tidak dapat dipakai (%s). Pilih yang lain, misalnya: muara serve --listen 127.0.0.1:8081", address, why.ID),
		EN: fmt.Sprintf("cannot use the address %q (%s). Choose another, for example: muara serve --listen 127.0.0.1:8081", address, why.EN),
	}}
}

// openPack opens the folder of a pack; "" is the one that comes with the
// program.
func openPack(dir string) (fs.FS, string, error) {
	if dir == "" {
		root, err := packs.Open(packs.Default)
		return root, packs.Default, err
	}
	path, err := filepath.Abs(dir)
	if err == nil {
		_, err = os.ReadDir(path)
	}
	if err != nil {
		return nil, "", &trade.Error{Code: trade.NotFound, Err: err, Text: trade.Text{
			ID: fmt.Sprintf("folder paket data %s tidak ada atau tidak terbaca", dir),
			EN: fmt.Sprintf("the folder of the data pack, %s, does not exist or cannot be read", dir),
		}}
	}
	return os.DirFS(path), filepath.Base(path), nil
}
