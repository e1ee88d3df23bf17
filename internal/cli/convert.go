package cli

import (
	"fmt"
	"os/signal"
	"syscall"

	"muara/internal/jobs"
)

// convertCmd is "muara convert DATASET EDITION".
type convertCmd struct {
	Dataset string `arg:"" help:"lake.arg.dataset"`
	Edition string `arg:"" help:"lake.arg.edition"`
	Yes     bool   `short:"y" help:"lake.flag.yes"`
}

// Help names the longer help text.
func (convertCmd) Help() string { return "lake.detail.convert" }

// Run converts the current release of a data set to another edition of the HS.
func (c convertCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	ctx, stop := signal.NotifyContext(s.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	bar := s.progress(false)
	d, err := room.Intake.Convert(ctx, c.Dataset, c.Edition, s.who(), func(p jobs.Progress) { bar.step(p) })
	bar.end()
	if err != nil {
		return err
	}
	for _, w := range d.Quality.Warnings {
		fmt.Fprintln(s.Stdout, s.Text(w.Text))
	}
	return importCmd{Yes: c.Yes}.publish(ctx, s, room.Intake, *d)
}
