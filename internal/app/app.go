package app

import (
	"context"
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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{version: version, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}
	c := &cli.Program{
		Version: version, Commit: commit,
		Stdout: p.stdout, Stderr: p.stderr, Getenv: p.getenv, Now: p.now,
		Bundle: web.Built, PackFS: openPack, FigureHref: ui.FigureHref, Serve: p.serve,
	}
	return c.Run(ctx, os.Args[1:])
}

// program is what the parts have in common.
type program struct {
	version        string
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
}

// serve runs the site until ctx is done.
func (p *program) serve(ctx context.Context, o *office.Office, s config.Settings) error {
	log := newLog(p.stderr, s)
	h, err := p.handler(o, s, log)
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
	return &trade.Error{Code: trade.Unavailable, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("alamat %s tidak dapat dipakai (%v). Pilih porta lain, misalnya: muara serve --listen 127.0.0.1:8081", address, err),
		EN: fmt.Sprintf("cannot use the address %s (%v). Choose another port, for example: muara serve --listen 127.0.0.1:8081", address, err),
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
