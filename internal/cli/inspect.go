package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// inspectCmd is "muara inspect FILE...".
type inspectCmd struct {
	File    []string `arg:"" help:"inspect.arg.file"`
	Flow    string   `placeholder:"FLOW" help:"inspect.flag.flow"`
	Refused string   `placeholder:"FILE" help:"inspect.flag.refused"`
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
	refused := func(ingest.Refusal) {}
	if c.Refused != "" {
		var done func() error
		if refused, done, err = s.refusedFile(c.Refused); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, done()) }()
	}
	reports := []*ingest.Report{}
	for _, name := range c.File {
		some, err := s.inspect(name, opt, refused)
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

func (s *session) inspect(name string, opt ingest.Options, refused func(ingest.Refusal)) ([]*ingest.Report, error) {
	f, err := os.Open(name)
	var info fs.FileInfo
	if err == nil {
		defer f.Close()
		info, err = f.Stat()
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return nil, &trade.Error{Code: trade.NotFound, Err: err, Text: trade.Text{
			ID: fmt.Sprintf("berkas %s tidak ada atau tidak terbaca", name),
			EN: fmt.Sprintf("the file %s does not exist or cannot be read", name),
		}}
	}
	return ingest.Inspect(s.ctx, ingest.Source{Name: filepath.Base(name), Size: info.Size(), Data: f}, opt, refused)
}

// refusedFile writes every refusal as a row of a CSV file.
func (s *session) refusedFile(name string) (write func(ingest.Refusal), done func() error, err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, nil, err
	}
	w := csv.NewWriter(f)
	write = func(r ingest.Refusal) {
		row := ""
		if r.Row > 0 {
			row = strconv.Itoa(r.Row)
		}
		_ = w.Write([]string{inert(r.File), inert(r.Sheet), row, inert(r.Column), inert(r.Found), r.Expected.ID, r.Expected.EN}) // kept by w.Error
	}
	_ = w.Write([]string{"file", "sheet", "row", "column", "found", "expected_id", "expected_en"})
	return write, func() error {
		w.Flush()
		return errors.Join(w.Error(), f.Close())
	}, nil
}

// inert keeps a spreadsheet from taking foreign text for a formula.
func inert(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r') {
		return "'" + text
	}
	return text
}

// mostShown is how many lines of a kind a terminal shows.
const mostShown = 10

func (s *session) writeReport(r *ingest.Report) {
	out := func(format string, args ...any) { fmt.Fprintf(s.Stdout, format+"\n", args...) }
	out("%s", r.File)
	if r.Kind == "" {
		out("  %s", s.T("inspect.unknown_file"))
	} else {
		out("  %s", s.Text(r.Layout))
	}
	out("  %s", s.T("inspect.rows", s.Count(r.Read()), s.Count(r.Accepted), s.Count(r.Refused), s.Count(r.Read()-r.Accepted-r.Refused)))
	if r.Accepted > 0 {
		out("  %s", s.T("inspect.codes", s.Count(r.Products), s.Count(r.Partners)))
	}
	s.writeTotals(s.Stdout, r.Totals)
	for _, l := range r.LeftOut {
		out("  %s", s.T("inspect.left_out", s.Count(l.Rows), s.Text(l.Text)))
	}
	for _, w := range r.Warnings {
		out("  %s", s.T("inspect.warning", s.Count(w.Rows), s.Text(w.Text)))
	}
	if r.Repeated > 0 {
		out("  %s", s.T("inspect.repeated", s.Count(r.Repeated), s.Count(r.Identical), fmt.Sprint(r.FirstTwice[0])))
	}
	if r.Unchecked > 0 {
		out("  %s", s.T("inspect.unchecked", s.Count(r.Unchecked)))
	}
	for _, u := range r.Unknown[:min(len(r.Unknown), mostShown)] {
		out("  %s", s.T("inspect.unknown_code", s.T("inspect.column."+u.Column), u.Code, s.Count(u.Rows)))
	}
	if more := len(r.Unknown) - mostShown; more > 0 {
		out("  %s", s.T("inspect.more", s.Count(more)))
	}
	for _, x := range r.Refusals[:min(len(r.Refusals), mostShown)] {
		out("  %s", s.T("inspect.refusal", s.place(x), x.Found, s.Text(x.Expected)))
	}
	if more := r.Refused - mostShown; more > 0 {
		out("  %s", s.T("inspect.more", s.Count(more)))
	}
}

// place says where a refusal is: Sheet1, row 5, column K (Nilai).
func (s *session) place(x ingest.Refusal) string {
	text := x.Sheet
	add := func(part string) {
		if text != "" {
			text += ", "
		}
		text += part
	}
	if x.Row > 0 {
		add(s.T("inspect.at_row", strconv.Itoa(x.Row)))
	}
	if x.Column != "" {
		add(s.T("inspect.at_column", x.Column))
	}
	if text == "" {
		return s.T("inspect.whole_file")
	}
	return text
}

func (s *session) writeTotals(w io.Writer, totals []ingest.Total) {
	const most = 60
	for _, t := range totals[:min(len(totals), most)] {
		flow := s.T("inspect.flow.none")
		if t.Flow != "" {
			flow = s.T("inspect.flow." + string(t.Flow))
		}
		level := s.T("inspect.all_goods")
		if t.Level > 0 {
			level = s.T("inspect.level", strconv.Itoa(t.Level))
		}
		if t.Edition != "" {
			level += " " + t.Edition
		}
		partners := "inspect.partners"
		if t.World {
			partners = "inspect.world"
		}
		fmt.Fprintf(w, "  %s\n", s.T("inspect.total", flow, s.Period(t.Period), s.Money(t.Value), s.Count(t.Rows), level, s.T(partners)))
	}
	if more := len(totals) - most; more > 0 {
		fmt.Fprintf(w, "  %s\n", s.T("inspect.more", s.Count(more)))
	}
}
