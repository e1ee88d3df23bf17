package cli

import (
	"fmt"
	"slices"
	"strings"

	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/trade"
)

// pack reads the pack that the settings name.
func (s *session) pack() (*pack.Pack, error) {
	root, slug, err := s.PackFS(s.settings.Pack)
	if err != nil {
		return nil, err
	}
	p, faults := pack.Read(root, slug)
	if p == nil {
		return nil, badPack(slug, s.settings.Pack, faults)
	}
	return p, nil
}

// office opens the office on the pack that the settings name.
func (s *session) office() (*office.Office, error) {
	p, err := s.pack()
	if err != nil {
		return nil, err
	}
	return office.New(p, s.Now)
}

// badPack names the first fault of a pack that cannot be used, and the command
// that shows the others.
func badPack(slug, dir string, faults []pack.Fault) error {
	faults = slices.DeleteFunc(slices.Clone(faults), func(f pack.Fault) bool { return f.Warning })
	first := func(lang string) string {
		var b strings.Builder
		if err := pack.WriteFaults(&b, lang, faults[:min(1, len(faults))]); err != nil {
			return err.Error()
		}
		return strings.TrimSpace(b.String())
	}
	check := strings.TrimSpace("muara pack check " + dir)
	return &trade.Error{Code: trade.Unavailable, Text: trade.Text{
		ID: fmt.Sprintf("paket data %s tidak dapat dipakai (%d kesalahan). Yang pertama:\n  %s\nLihat semuanya dengan: %s", slug, len(faults), first("id"), check),
		EN: fmt.Sprintf("the data pack %s cannot be used (%d faults). The first:\n  %s\nSee all of them with: %s", slug, len(faults), first("en"), check),
	}}
}
