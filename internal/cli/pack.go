package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"muara/internal/pack"
)

// packCmd is "muara pack".
type packCmd struct {
	CheckCmd packCheckCmd `cmd:"" name:"check" help:"cli.cmd.pack_check"`
	ShowCmd  packShowCmd  `cmd:"" name:"show" help:"cli.cmd.pack_show"`
}

// packCheckCmd is "muara pack check DIR".
type packCheckCmd struct {
	Dir string `arg:"" optional:"" help:"cli.arg.dir"`
}

// Help names the longer help text.
func (packCheckCmd) Help() string { return "cli.detail.pack_check" }

// Run reports every fault of a pack and fails if one of them is not a warning.
func (c packCheckCmd) Run(s *session) error {
	dir := c.Dir
	if dir == "" {
		dir = s.settings.Pack
	}
	root, slug, err := s.PackFS(dir)
	if err != nil {
		return err
	}
	p, faults := pack.Read(root, slug)
	if err := pack.WriteFaults(s.Stdout, string(s.Lang), faults); err != nil {
		return err
	}
	errors, warnings := 0, 0
	for _, f := range faults {
		if f.Warning {
			warnings++
		} else {
			errors++
		}
	}
	if errors > 0 {
		fmt.Fprintln(s.Stdout, s.T("cli.pack.refused", slug, s.Plural("cli.pack.faults", errors), s.Plural("cli.pack.warnings", warnings)))
		return exitError(exitFailed)
	}
	fmt.Fprintln(s.Stdout, s.T("cli.pack.fine", slug,
		s.Plural("common.figures", len(p.Figures)), s.Plural("cli.pack.n_shares", len(p.Shares)),
		s.Plural("common.sources", len(p.Sources)), s.Plural("cli.pack.warnings", warnings)))
	return nil
}

// packShowCmd is "muara pack show".
type packShowCmd struct{}

// Run says what the pack is and holds.
func (packShowCmd) Run(s *session) error {
	p, err := s.pack()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(s.Stdout, 0, 8, 2, ' ', 0)
	row := func(key, value string) {
		if value != "" {
			fmt.Fprintf(t, "%s\t%s\n", s.T(key), value)
		}
	}
	row("cli.pack.name", p.Slug+" "+p.Version)
	row("cli.pack.region", s.Text(p.Region.Name)+" ("+p.Region.Country+")")
	row("cli.pack.codes", regionCodes(p.Region))
	row("cli.pack.office", s.Text(p.Region.Office))
	row("cli.pack.authority", s.Text(p.Region.Authority))
	row("cli.pack.compiled", s.Date(p.Compiled))
	row("cli.pack.licence", p.Licence)
	row("cli.pack.figures", s.Count(len(p.Figures)))
	row("cli.pack.shares", s.Count(len(p.Shares)))
	row("cli.pack.sources", s.Count(len(p.Sources)))
	row("cli.pack.left_out", s.Count(len(p.LeftOut)))
	row("cli.pack.small_firms", s.Count(len(p.SmallFirms)))
	if err := t.Flush(); err != nil {
		return err
	}
	if about := s.Text(p.About); about != "" {
		fmt.Fprintf(s.Stdout, "\n%s\n", strings.Join(wrap(about, pageWidth), "\n"))
	}
	for _, c := range p.Caveats {
		fmt.Fprintf(s.Stdout, "- %s\n", strings.Join(wrap(s.Text(c), pageWidth-2), "\n  "))
	}
	return nil
}

// regionCodes names the codes that the region has.
func regionCodes(r pack.Region) string {
	var codes []string
	if r.BPS != "" {
		codes = append(codes, "BPS "+r.BPS)
	}
	if r.Kemendagri != "" {
		codes = append(codes, "Kemendagri "+r.Kemendagri)
	}
	return strings.Join(codes, ", ")
}
