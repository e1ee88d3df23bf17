package cli

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"muara/internal/office"
	"muara/internal/report"
	"muara/internal/trade"
)

// statementCmd is "muara statement": what the office tells the press.
type statementCmd struct {
	From   string `placeholder:"PERIOD" help:"cli.flag.from"`
	To     string `placeholder:"PERIOD" help:"cli.flag.to"`
	AsOf   string `placeholder:"DATE" help:"cli.flag.as_of"`
	Format string `placeholder:"FORMAT" help:"cli.flag.format"`
	Out    string `placeholder:"FILE" help:"cli.flag.out"`
}

// Help names the longer help text.
func (statementCmd) Help() string { return "cli.detail.statement" }

// Run writes the statement to the screen or to a file.
func (c statementCmd) Run(s *session) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	asOf, err := parseAsOf(c.AsOf)
	if err != nil {
		return err
	}
	o, err := s.office()
	if err != nil {
		return err
	}
	period, err := c.period(o, asOf)
	if err != nil {
		return err
	}
	st, err := o.Statement(period, asOf)
	if err != nil {
		return err
	}
	// Made in memory first: a statement that cannot be written leaves no half
	// file behind, and an existing one as it was.
	var b bytes.Buffer
	switch format {
	case report.HTML:
		err = report.StatementHTML(&b, st, s.Printer, s.links(asOf))
	case report.DOCX:
		err = report.StatementDOCX(&b, st, s.Printer, s.links(asOf))
	default:
		err = report.StatementTXT(&b, st, s.Printer)
	}
	if err != nil {
		return err
	}
	return c.write(s.Stdout, b.Bytes())
}

// period is the range asked for; an end that is left open is that of the
// statement that the site opens with.
func (c statementCmd) period(o *office.Office, asOf trade.Date) (trade.Period, error) {
	from, to := c.From, c.To
	if from == "" || to == "" {
		p, err := o.StatementDefault(asOf)
		if err != nil {
			return trade.Period{}, err
		}
		if from == "" {
			from = p.From.String()
		}
		if to == "" {
			to = p.To.String()
		}
	}
	return office.StatementPeriod(from, to)
}

// format is the one asked for, or that of the file's ending.
func (c statementCmd) format() (string, error) {
	asked := strings.ToLower(c.Format)
	if asked == "" {
		asked = strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Out), "."))
	}
	switch asked {
	case "":
		return report.TXT, nil
	case report.TXT, report.HTML, report.DOCX:
		if asked == report.DOCX && c.Out == "" {
			return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
				ID: "berkas DOCX tidak dapat ditampilkan di layar; beri nama berkasnya dengan --out pernyataan.docx",
				EN: "a DOCX file cannot be shown on the screen; name the file with --out statement.docx",
			}}
		}
		return asked, nil
	}
	return "", &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("bentuk %q tidak dikenal; pilih txt, html, atau docx", asked),
		EN: fmt.Sprintf("there is no format %q; choose txt, html or docx", asked),
	}}
}

func (c statementCmd) write(screen io.Writer, text []byte) error {
	if c.Out == "" {
		_, err := screen.Write(text)
		return err
	}
	if err := replace(c.Out, text); err != nil {
		return &trade.Error{Code: trade.Unavailable, Err: err, Text: trade.Text{
			ID: fmt.Sprintf("%s tidak dapat ditulis (%v)", c.Out, err),
			EN: fmt.Sprintf("cannot write %s (%v)", c.Out, err),
		}}
	}
	return nil
}

// links leads the numbers of a statement to their pages on the site; without
// the site's address there is nothing to lead to.
func (s *session) links(asOf trade.Date) report.Links {
	if s.settings.BaseURL == "" {
		return nil
	}
	return func(r report.Ref) string {
		address := s.settings.BaseURL + s.FigureHref(s.Lang, r.Series, r.Period, asOf)
		if r.Fragment != "" {
			address += "#" + r.Fragment
		}
		return address
	}
}
