package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/alecthomas/kong"

	"muara/internal/config"
	"muara/internal/i18n"
	"muara/internal/office"
	"muara/internal/trade"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// Program is what the commands need from outside.
type Program struct {
	Version string    // of the build: v0.1.0, dev
	Commit  string    // of the build, may be empty
	Stdin   io.Reader // where questions are answered; nil where nobody is there to answer
	Stdout  io.Writer
	Stderr  io.Writer
	Getenv  func(string) string
	Now     func() time.Time
	Bundle  func() bool // whether the scripts and styles are built in

	// PackFS opens the folder of a pack and says its slug; "" is the pack
	// that comes with the program.
	PackFS func(dir string) (root fs.FS, slug string, err error)

	// FigureHref is the path of a figure's page on the site.
	FigureHref func(i18n.Lang, trade.Series, trade.Period, trade.Date) string

	// Facts opens the folder of trade facts, which is made when something is
	// kept. The function that it returns closes everything again.
	Facts func(config.Settings, *office.Office) (*Room, func(), error)

	// DataDir is the folder of trade facts and tokens.
	DataDir func(config.Settings) (string, error)

	Random io.Reader // tokens are made of it

	// Serve runs the site until the context is done.
	Serve func(context.Context, *office.Office, config.Settings) error
}

// grammar is the command line as kong reads it. Help texts are catalogue keys.
type grammar struct {
	config.Settings

	Help helpFlag `short:"h" help:"cli.flag.help"`

	ServeCmd     serveCmd     `cmd:"" name:"serve" help:"cli.cmd.serve"`
	FigureCmd    figureCmd    `cmd:"" name:"figure" help:"cli.cmd.figure"`
	StatementCmd statementCmd `cmd:"" name:"statement" help:"cli.cmd.statement"`
	InspectCmd   inspectCmd   `cmd:"" name:"inspect" help:"inspect.cmd"`
	ImportCmd    importCmd    `cmd:"" name:"import" help:"lake.cmd.import"`
	QueryCmd     queryCmd     `cmd:"" name:"query" help:"lake.cmd.query"`
	PublishCmd   publishCmd   `cmd:"" name:"publish" help:"lake.cmd.publish"`
	ReleasesCmd  releasesCmd  `cmd:"" name:"releases" help:"lake.cmd.releases"`
	RollbackCmd  rollbackCmd  `cmd:"" name:"rollback" help:"lake.cmd.rollback"`
	ConvertCmd   convertCmd   `cmd:"" name:"convert" help:"lake.cmd.convert"`
	VerifyCmd    verifyCmd    `cmd:"" name:"verify" help:"lake.cmd.verify"`
	PruneCmd     pruneCmd     `cmd:"" name:"prune" help:"lake.cmd.prune"`
	TokenCmd     tokenCmd     `cmd:"" name:"token" help:"token.cmd"`
	FetchCmd     fetchCmd     `cmd:"" name:"fetch" help:"fetch.cmd"`
	PackCmd      packCmd      `cmd:"" name:"pack" help:"cli.cmd.pack"`
	DoctorCmd    doctorCmd    `cmd:"" name:"doctor" help:"cli.cmd.doctor"`
	VersionCmd   versionCmd   `cmd:"" name:"version" help:"cli.cmd.version"`
}

// session is one run of one command.
type session struct {
	*Program
	i18n.Printer
	ctx      context.Context
	settings config.Settings
	source   *config.Source
}

// Run does what the arguments (without the program's name) ask, and returns
// the exit code.
func (p *Program) Run(ctx context.Context, args []string) int {
	printer := i18n.Printer{Lang: i18n.Lang(config.Lang(args, p.Getenv))}
	err := p.run(ctx, args, printer)
	var silent exitError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &silent):
		return int(silent)
	}
	text, code := explain(err, printer)
	fmt.Fprintf(p.Stderr, "muara: %s\n", text)
	return code
}

func (p *Program) run(ctx context.Context, args []string, printer i18n.Printer) error {
	var g grammar
	source := &config.Source{Getenv: p.Getenv}
	k, err := newParser(&g, source)
	if err != nil {
		return err
	}
	switch {
	case len(args) == 0:
		args = []string{"--help"}
	case len(args) == 1 && args[0] == "--version":
		args = []string{"version"}
	}
	kctx, err := k.Parse(args)
	if errors.Is(err, errHelp) {
		var pe *kong.ParseError
		errors.As(err, &pe)
		return writeHelp(p.Stdout, pe.Context, printer)
	}
	if err != nil {
		return err
	}
	if g.Lang == "" {
		g.Lang = string(printer.Lang)
	}
	if err := g.Settings.Check(); err != nil {
		return err
	}
	return kctx.Run(&session{Program: p, Printer: printer, ctx: ctx, settings: g.Settings, source: source})
}

func newParser(g *grammar, source kong.Resolver) (*kong.Kong, error) {
	return kong.New(g, kong.Name("muara"), kong.NoDefaultHelp(), kong.Resolvers(source))
}

// exitError ends the program with a code after everything has been said.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }
