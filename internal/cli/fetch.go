package cli

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"muara/internal/fetch"
	"muara/internal/trade"
)

// fetchCmd is "muara fetch".
type fetchCmd struct {
	ComtradeCmd fetchComtradeCmd `cmd:"" name:"comtrade" help:"fetch.cmd.comtrade"`
	BACICmd     fetchBACICmd     `cmd:"" name:"baci" help:"fetch.cmd.baci"`
}

// fetchComtradeCmd is "muara fetch comtrade".
type fetchComtradeCmd struct {
	Reporter string   `required:"" placeholder:"ISO3" help:"fetch.flag.reporter"`
	Years    string   `required:"" placeholder:"PERIOD" help:"fetch.flag.years"`
	To       string   `required:"" placeholder:"DIR" help:"fetch.flag.to"`
	Flow     string   `placeholder:"FLOW" help:"fetch.flag.flow"`
	Monthly  bool     `help:"fetch.flag.monthly"`
	Codes    []string `placeholder:"CODES" help:"fetch.flag.codes"`
	Partner  []string `placeholder:"ISO3" help:"fetch.flag.partner"`
	Class    string   `placeholder:"CLASS" help:"fetch.flag.class"`
	Limit    int      `placeholder:"N" help:"fetch.flag.limit"`
	KeyEnv   string   `placeholder:"NAME" help:"fetch.flag.key_env"`
}

// Help names the longer help text.
func (fetchComtradeCmd) Help() string { return "fetch.detail.comtrade" }

// Run brings answers of UN Comtrade to a folder.
func (c fetchComtradeCmd) Run(s *session) error {
	period, err := trade.ParsePeriod(c.Years)
	if err != nil {
		return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
			ID: fmt.Sprintf("--years %q tidak dikenal; tulis seperti 2020 atau 2018..2020", c.Years),
			EN: fmt.Sprintf("--years %q is not known; write it like 2020 or 2018..2020", c.Years),
		}}
	}
	r := fetch.ComtradeRequest{
		Reporter: c.Reporter, Period: period, Monthly: c.Monthly, Codes: c.Codes, Partners: c.Partner, Class: c.Class, Limit: c.Limit,
	}
	if c.Flow != "" {
		flow, ok := flowWords[c.Flow]
		if !ok || flow == trade.Balance {
			return &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: fmt.Sprintf("--flow %q tidak dikenal; tulis ekspor atau impor", c.Flow),
				EN: fmt.Sprintf("--flow %q is not known; write export or import", c.Flow),
			}}
		}
		r.Flows = []trade.Flow{flow}
	}
	key := string(s.settings.ComtradeKey)
	if c.KeyEnv != "" {
		if key = s.Getenv(c.KeyEnv); strings.TrimSpace(key) == "" {
			return &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: fmt.Sprintf("--key-env: variabel %s kosong; isikan kunci API ke dalamnya", c.KeyEnv),
				EN: fmt.Sprintf("--key-env: the variable %s is empty; put the API key into it", c.KeyEnv),
			}}
		}
	}
	var files []string
	err = s.fetching(c.To, false, func(ctx context.Context, o fetch.Options) (err error) {
		o.Base, o.Key = s.settings.ComtradeURL, key
		files, err = fetch.Comtrade(ctx, r, o)
		return err
	})
	if err != nil {
		return err
	}
	if len(files) == 0 {
		fmt.Fprintln(s.Stdout, s.T("fetch.nothing"))
		return nil
	}
	s.writeNext(files, filepath.Join(c.To, "comtrade-*.json"))
	return nil
}

// fetchBACICmd is "muara fetch baci".
type fetchBACICmd struct {
	Edition string `required:"" placeholder:"HS17" help:"fetch.flag.edition"`
	Version string `required:"" placeholder:"YYYYMM" help:"fetch.flag.version"`
	To      string `required:"" placeholder:"DIR" help:"fetch.flag.to"`
	SHA256  string `name:"sha256" placeholder:"HEX" help:"fetch.flag.sha256"`
}

// Help names the longer help text.
func (fetchBACICmd) Help() string { return "fetch.detail.baci" }

// Run brings a release of BACI to a folder.
func (c fetchBACICmd) Run(s *session) error {
	var file string
	err := s.fetching(c.To, true, func(ctx context.Context, o fetch.Options) (err error) {
		o.Base = s.settings.BACIURL
		file, err = fetch.BACI(ctx, fetch.BACIRequest{Edition: c.Edition, Version: c.Version, SHA256: c.SHA256}, o)
		return err
	})
	if err != nil {
		return err
	}
	s.writeNext([]string{file}, "")
	return nil
}

// fetching runs what takes long, shows how far it is, and lets Ctrl+C stop it
// between two writes.
func (s *session) fetching(dir string, bytes bool, run func(context.Context, fetch.Options) error) error {
	ctx, stop := signal.NotifyContext(s.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	p := s.progress(bytes)
	defer p.end()
	return run(ctx, fetch.Options{Dir: dir, Now: s.Now, Rand: rand.Float64, Progress: p.tell})
}

// mostNamed is how many files the next step names one by one.
const mostNamed = 6

// writeNext says what there is and what to do with it.
func (s *session) writeNext(files []string, pattern string) {
	fmt.Fprintln(s.Stdout, s.Plural("fetch.files", len(files)))
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = shellWord(f)
	}
	if len(files) > mostNamed {
		dir, base := filepath.Split(pattern)
		names = []string{shellWord(dir) + base} // the star must not be quoted
	}
	fmt.Fprintln(s.Stdout, s.T("fetch.next"))
	fmt.Fprintf(s.Stdout, "  muara import %s\n", strings.Join(names, " "))
}

// shellWord quotes what a shell would take apart.
func shellWord(text string) string {
	if text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > '~' || strings.ContainsRune("-_./:,+=@%", r))
	}) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// isTerminal reports whether somebody may look on while it is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Name() != "null"
}
