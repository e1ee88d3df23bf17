package cli

import (
	"fmt"
	"runtime"
)

// versionCmd is "muara version".
type versionCmd struct{}

// Run prints what is running: the build, the language it was built with, and
// the data pack.
func (versionCmd) Run(s *session) error {
	build := s.Version
	if s.Commit != "" {
		build += " (" + s.Commit + ")"
	}
	fmt.Fprintf(s.Stdout, "muara %s, %s %s/%s\n", build, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	p, err := s.pack()
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.T("cli.version.pack", p.Slug, p.Version, s.Date(p.Compiled)))
	return nil
}
