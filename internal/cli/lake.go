package cli

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"muara/internal/office/explore"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// Room is where trade facts are kept and asked for.
type Room struct {
	Explore *explore.Desk
	Intake  *intake.Desk
	Data    string // the folder
}

// room opens the data folder.
func (s *session) room() (*Room, func(), error) {
	if s.Facts == nil {
		return nil, nil, &trade.Error{Code: trade.Unavailable, Text: trade.Text{
			ID: "program ini dibangun tanpa penyimpanan data perdagangan",
			EN: "this build of the program has no store of trade data",
		}}
	}
	o, err := s.office()
	if err != nil {
		return nil, nil, err
	}
	return s.Facts(s.settings, o)
}

// releasesCmd is "muara releases".
type releasesCmd struct {
	Dataset string `arg:"" optional:"" help:"lake.arg.dataset"`
	JSON    bool   `name:"json" help:"lake.flag.json"`
}

// Run lists the data sets with their releases.
func (c releasesCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	sets, err := room.Intake.Datasets(c.Dataset)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(s.Stdout).Encode(sets)
	}
	if len(sets) == 0 {
		fmt.Fprintln(s.Stdout, s.T("lake.none"))
		return nil
	}
	for i, set := range sets {
		if i > 0 {
			fmt.Fprintln(s.Stdout)
		}
		fmt.Fprintf(s.Stdout, "%s  %s\n", set.Dataset.ID, s.Text(set.Dataset.Title))
		w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
		for _, r := range set.Releases {
			state := "lake.state.draft"
			switch {
			case r.Err != nil:
				state = "lake.state.damaged"
			case r.Current:
				state = "lake.state.current"
			case !r.Published.IsZero():
				state = "lake.state.earlier"
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", r.Release, s.T(state), r.Made.Local().Format("2006-01-02 15:04"),
				s.T("lake.rows", s.Count(int(r.Rows))), s.exactMoney(r.Value))
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// publishCmd is "muara publish DATASET RELEASE".
type publishCmd struct {
	Dataset string `arg:"" help:"lake.arg.dataset"`
	Release string `arg:"" help:"lake.arg.release"`
}

// Run publishes a draft.
func (c publishCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	if err := room.Intake.Publish(s.ctx, c.Dataset, c.Release, s.who()); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.T("lake.published", c.Dataset, c.Release))
	return nil
}

// rollbackCmd is "muara rollback DATASET [--to RELEASE]".
type rollbackCmd struct {
	Dataset string `arg:"" help:"lake.arg.dataset"`
	To      string `placeholder:"RELEASE" help:"lake.flag.to"`
}

// Run makes an earlier release the current one again.
func (c rollbackCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	m, err := room.Intake.Rollback(s.ctx, c.Dataset, c.To, s.who())
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.T("lake.published", m.Dataset, m.Release))
	return nil
}

// verifyCmd is "muara verify [DATASET [RELEASE]]".
type verifyCmd struct {
	Dataset string `arg:"" optional:"" help:"lake.arg.dataset"`
	Release string `arg:"" optional:"" help:"lake.arg.release"`
}

// Run checks every file of every release against its manifest.
func (c verifyCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	bar := s.progress(true)
	faults, checked, err := room.Intake.Verify(s.ctx, c.Dataset, c.Release, bar.step)
	bar.end()
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintf(s.Stdout, "%s %s %s: %s\n", f.Dataset, f.Release, f.Path, s.Text(f.Text))
	}
	if len(faults) > 0 {
		fmt.Fprintln(s.Stdout, s.T("lake.faults", s.Count(len(faults)), s.Count(checked)))
		return exitError(exitFailed)
	}
	fmt.Fprintln(s.Stdout, s.T("lake.clean", s.Count(checked)))
	return nil
}

// pruneCmd is "muara prune DATASET".
type pruneCmd struct {
	Dataset string `arg:"" help:"lake.arg.dataset"`
	Keep    int    `default:"3" placeholder:"N" help:"lake.flag.keep"`
	DryRun  bool   `name:"dry-run" help:"lake.flag.dry_run"`
}

// Run removes old releases.
func (c pruneCmd) Run(s *session) error {
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	gone, err := room.Intake.Prune(s.ctx, c.Dataset, c.Keep, time.Hour, c.DryRun)
	if err != nil {
		return err
	}
	key := "lake.pruned"
	if c.DryRun {
		key = "lake.would_prune"
	}
	for _, r := range gone {
		fmt.Fprintln(s.Stdout, s.T(key, c.Dataset, r.Release))
	}
	if len(gone) == 0 {
		fmt.Fprintln(s.Stdout, s.T("lake.nothing_to_prune"))
	}
	return nil
}
