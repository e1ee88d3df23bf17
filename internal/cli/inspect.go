package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// inspectCmd is "muara inspect FILE...".
type inspectCmd struct {
	File    []string `arg:"" help:"inspect.arg.file"`
	Flow    string   `placeholder:"FLOW" help:"inspect.flag.flow"`
	Refused string   `placeholder:"FILE" help:"inspect.flag.refused"`
	Mapping string   `placeholder:"FILE" help:"inspect.flag.mapping"`
	Suggest bool     `help:"inspect.flag.suggest"`
	JSON    bool     `name:"json" help:"inspect.flag.json"`
}

// Help names the longer help text.
func (inspectCmd) Help() string { return "inspect.detail" }

// Run says what each file is and holds. It fails if a file could not be read
// or a row was refused.
func (c inspectCmd) Run(s *session) (err error) {
	opt := ingest.Options{}
	if c.Flow != "" {
		var ok bool
		if opt.Flow, ok = flowWords[c.Flow]; !ok || opt.Flow == trade.Balance {
			return &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: fmt.Sprintf("--flow %q tidak dikenal; tulis ekspor atau impor", c.Flow),
				EN: fmt.Sprintf("--flow %q is not known; write export or import", c.Flow),
			}}
		}
	}
	if c.Suggest {
		return s.suggest(c.File)
	}
	read, err := s.inspection(c.Mapping, opt)
	if err != nil {
		return err
	}
	refused, done, err := refusedFile(c.Refused)
	if err != nil {
		return err
	}
	defer func() { err = done(err) }()
	reports := []*ingest.Report{}
	for _, name := range c.File {
		some, err := s.inspect(name, read, refused)
		if err != nil {
			return err
		}
		reports = append(reports, some...)
	}
	if c.JSON {
		err = writeReportsJSON(s.Stdout, s.Lang, reports)
	} else {
		for i, r := range reports {
			if i > 0 {
				fmt.Fprintln(s.Stdout)
			}
			s.writeReport(r)
		}
	}
	if err != nil {
		return err
	}
	for _, r := range reports {
		if r.Refused > 0 {
			return exitError(exitFailed)
		}
	}
	return nil
}

// inspection is how a file is inspected: as what it is, or by a mapping.
type inspection func(ingest.Source, func(ingest.Refusal)) ([]*ingest.Report, error)

// inspection returns the one that the flags ask for.
func (s *session) inspection(mapping string, opt ingest.Options) (inspection, error) {
	if mapping == "" {
		return func(src ingest.Source, refused func(ingest.Refusal)) ([]*ingest.Report, error) {
			return ingest.Inspect(s.ctx, src, opt, refused)
		}, nil
	}
	text, err := os.ReadFile(mapping)
	if err != nil {
		return nil, noFile(mapping, err)
	}
	m, err := ingest.ParseMapping(text)
	if err != nil {
		return nil, err
	}
	return func(src ingest.Source, refused func(ingest.Refusal)) ([]*ingest.Report, error) {
		return ingest.InspectMapped(s.ctx, src, m, opt, refused)
	}, nil
}

func (s *session) inspect(name string, read inspection, refused func(ingest.Refusal)) ([]*ingest.Report, error) {
	src, closed, err := openSource(name)
	if err != nil {
		return nil, err
	}
	defer closed()
	return read(src, refused)
}

// openSource opens a file to be read; a folder or a device is none.
func openSource(name string) (ingest.Source, func(), error) {
	f, err := os.Open(name)
	var info fs.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return ingest.Source{}, nil, noFile(name, err)
	}
	return ingest.Source{Name: filepath.Base(name), Size: info.Size(), Data: f}, func() { _ = f.Close() }, nil
}

func noFile(name string, err error) error {
	return &trade.Error{Code: trade.NotFound, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("berkas %s tidak ada atau tidak terbaca", name),
		EN: fmt.Sprintf("the file %s does not exist or cannot be read", name),
	}}
}
