package cli

import (
	"fmt"
	"strings"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// suggest writes a mapping of columns for the first table of a file: what was
// guessed, with why and with what is still missing as comments.
func (s *session) suggest(files []string) error {
	if len(files) != 1 {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "--suggest membaca satu berkas saja", EN: "--suggest reads one file only",
		}}
	}
	src, closed, err := openSource(files[0])
	if err != nil {
		return err
	}
	defer closed()
	p, err := ingest.Look(s.ctx, src, ingest.Limits{})
	if err != nil {
		return err
	}
	for _, r := range p.Refused {
		return &trade.Error{Code: trade.Invalid, Err: &r, Text: trade.Text{
			ID: "berkas ini tidak terbaca; seharusnya " + r.Expected.ID, EN: "this file cannot be read; expected " + r.Expected.EN,
		}}
	}
	if len(p.Tables) == 0 {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "berkas ini tidak berisi tabel", EN: "this file holds no table",
		}}
	}
	t := p.Tables[0]
	m := t.Suggest()
	comment := func(text string) { fmt.Fprintf(s.Stdout, "# %s\n", strings.ReplaceAll(text, "\n", " ")) }
	for _, c := range t.Columns {
		if c.Field != "" {
			comment(s.T("inspect.guess", c.Name, string(c.Field), s.Text(c.Why)))
		} else {
			comment(s.T("inspect.no_guess", c.Name, strings.Join(c.Examples, " | ")))
		}
	}
	for _, fault := range m.Check(p) {
		comment(s.T("inspect.missing", s.Text(fault)))
	}
	text, err := m.TOML()
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(s.Stdout, text)
	return err
}
