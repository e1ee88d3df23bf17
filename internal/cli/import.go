package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// importCmd is "muara import FILE...".
type importCmd struct {
	File     []string `arg:"" help:"lake.arg.file"`
	Yes      bool     `short:"y" help:"lake.flag.yes"`
	Dataset  string   `placeholder:"NAME" help:"lake.flag.dataset"`
	Title    string   `placeholder:"TEXT" help:"lake.flag.title"`
	Flow     string   `placeholder:"FLOW" help:"lake.flag.flow"`
	Reporter string   `placeholder:"ISO3" help:"lake.flag.reporter"`
	Edition  string   `placeholder:"HS17" help:"lake.flag.edition"`
	Replace  string   `placeholder:"WHAT" help:"lake.flag.replace"`
	Mapping  string   `placeholder:"FILE" help:"lake.flag.mapping"`
	Made     bool     `name:"illustrative" help:"lake.flag.illustrative"`
	JSON     bool     `name:"json" help:"lake.flag.json"`
}

// Help names the longer help text.
func (importCmd) Help() string { return "lake.detail.import" }

// Run reads the files into drafts, shows the quality report, and publishes
// what the person agrees to.
func (c importCmd) Run(s *session) error {
	req, err := c.request(s)
	if err != nil {
		return err
	}
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	ctx, stop := signal.NotifyContext(s.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := s.progress(false)
	out, err := room.Intake.Import(ctx, req, func(p jobs.Progress) { bar.step(p) })
	bar.end()
	if err != nil {
		return err
	}
	if c.JSON {
		if err := json.NewEncoder(s.Stdout).Encode(out); err != nil {
			return err
		}
	} else {
		s.writeOutcome(out)
	}
	for _, d := range out.Drafts {
		if d.Already {
			continue
		}
		if err := c.publish(ctx, s, room.Intake, d); err != nil {
			return err
		}
	}
	if len(out.Files) > 0 {
		return exitError(exitFailed)
	}
	return nil
}

// publish asks, where nobody has agreed beforehand.
func (c importCmd) publish(ctx context.Context, s *session, desk *intake.Desk, d intake.Drafted) error {
	m := d.Manifest
	later := s.T("lake.draft_waits", m.Dataset, m.Release)
	if !c.Yes {
		if !isTerminal(s.Stderr) || s.Stdin == nil {
			fmt.Fprintln(s.Stdout, later)
			return nil
		}
		fmt.Fprint(s.Stderr, s.T("lake.ask_publish", m.Dataset, m.Release)+" ")
		line, err := bufio.NewReader(s.Stdin).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "ya", "yes":
		default:
			fmt.Fprintln(s.Stdout, later)
			return nil
		}
	}
	if err := desk.Publish(ctx, m.Dataset, m.Release, s.who()); err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintln(s.Stdout, s.T("lake.published", m.Dataset, m.Release))
	}
	return nil
}

// who is the person at the terminal, as the history of releases names them.
func (s *session) who() string {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		if v := s.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

func (c importCmd) request(s *session) (intake.Request, error) {
	req := intake.Request{Dataset: c.Dataset, By: s.who(), Illustrative: c.Made}
	if c.Title != "" {
		req.Title = trade.Text{ID: c.Title, EN: c.Title}
	}
	bad := func(id, en string) error {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
	}
	if c.Flow != "" {
		flow, ok := flowWords[c.Flow]
		if !ok || flow == trade.Balance {
			return req, bad(fmt.Sprintf("--flow %q tidak dikenal; tulis ekspor atau impor", c.Flow), fmt.Sprintf("--flow %q is not known; write export or import", c.Flow))
		}
		req.Options.Flow = flow
	}
	if c.Reporter != "" {
		p, ok := refdata.PlaceOf(strings.ToUpper(c.Reporter))
		if !ok {
			return req, bad(fmt.Sprintf("--reporter %q tidak dikenal; tulis kode tiga huruf, misalnya IDN", c.Reporter), fmt.Sprintf("--reporter %q is not known; write a code of three letters, such as IDN", c.Reporter))
		}
		req.Options.Reporter = p.Code
	}
	if c.Edition != "" {
		e, ok := refdata.EditionOf(c.Edition)
		if !ok {
			return req, bad(fmt.Sprintf("--edition %q tidak dikenal; tulis misalnya HS17 atau H5", c.Edition), fmt.Sprintf("--edition %q is not known; write HS17 or H5, for example", c.Edition))
		}
		req.Options.Edition = e.Code
	}
	switch r := lake.Replace(c.Replace); r {
	case "", lake.ReplacePeriods, lake.ReplaceChapters, lake.ReplaceAll:
		req.Options.Replace = r
	default:
		return req, bad(fmt.Sprintf("--replace %q tidak dikenal; tulis period, chapter atau all", c.Replace), fmt.Sprintf("--replace %q is not known; write period, chapter or all", c.Replace))
	}
	if c.Mapping != "" {
		m, err := readMapping(c.Mapping)
		if err != nil {
			return req, err
		}
		req.Mapping = m
	}
	for _, name := range c.File {
		f, closed, err := openSource(name)
		if err != nil {
			return req, err
		}
		closed()
		req.Files = append(req.Files, intake.File{Name: f.Name, Open: func() (ingest.Source, io.Closer, error) {
			src, closed, err := openSource(name)
			return src, closing(closed), err
		}})
	}
	return req, nil
}

// closing lets a function close.
type closing func()

// Close implements io.Closer.
func (c closing) Close() error { c(); return nil }

// mostMapping is how large a mapping may be, in bytes.
const mostMapping = 1 << 20

// readMapping reads a mapping of columns, in TOML or JSON.
func readMapping(name string) (*ingest.Mapping, error) {
	src, closed, err := openSource(name)
	if err != nil {
		return nil, err
	}
	defer closed()
	text := make([]byte, min(src.Size, mostMapping))
	if _, err := src.Data.ReadAt(text, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	m, err := ingest.ParseMapping(text)
	if err != nil {
		return nil, err
	}
	return &m, nil
}
