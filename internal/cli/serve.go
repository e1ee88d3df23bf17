package cli

// serveCmd is "muara serve".
type serveCmd struct{}

// Help names the longer help text.
func (serveCmd) Help() string { return "cli.detail.serve" }

// Run serves the site until it is interrupted.
func (serveCmd) Run(s *session) error {
	o, err := s.office()
	if err != nil {
		return err
	}
	return s.Serve(s.ctx, o, s.settings)
}
