package cli

import (
	"bytes"
	"fmt"
	"io"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"

	"muara/internal/facts"
	"muara/internal/ingest"
	"muara/internal/report"
	"muara/internal/trade"
)

// queryCmd is "muara query": the same query as the explorer and the API.
type queryCmd struct {
	Dataset string   `short:"d" placeholder:"NAME" help:"lake.flag.query_dataset"`
	Release string   `placeholder:"RELEASE" help:"lake.flag.query_release"`
	By      []string `short:"b" placeholder:"DIMENSIONS" help:"lake.flag.by"`
	Measure []string `short:"m" placeholder:"MEASURES" help:"lake.flag.measure"`
	Where   []string `short:"w" sep:"none" placeholder:"DIMENSION=CODES" help:"lake.flag.where"`
	Period  string   `short:"p" placeholder:"PERIOD" help:"lake.flag.period"`
	Alike   bool     `help:"lake.flag.alike"`
	Order   []string `placeholder:"NAMES" help:"lake.flag.order"`
	Limit   int      `short:"n" placeholder:"N" help:"lake.flag.limit"`
	Offset  int      `placeholder:"N" help:"lake.flag.offset"`
	Format  string   `short:"f" default:"table" placeholder:"FORMAT" help:"lake.flag.format"`
	Out     string   `short:"o" placeholder:"FILE" help:"lake.flag.out"`
}

// Help names the longer help text.
func (queryCmd) Help() string { return "lake.detail.query" }

// table is the format for people at a terminal.
const table = "table"

// Run asks and writes the answer.
func (c queryCmd) Run(s *session) error {
	formats := append([]string{table}, report.FrameFormats()...)
	if !slices.Contains(formats, c.Format) {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("--format %q tidak dikenal; pilih: %s", c.Format, strings.Join(formats, ", ")),
			EN: fmt.Sprintf("--format %q is not known; choose: %s", c.Format, strings.Join(formats, ", ")),
		}}
	}
	q, err := facts.ParseQuery(c.values())
	if err != nil {
		return err
	}
	if c.Format == table && q.Limit == 0 {
		q.Limit = 1000
	}
	if most := report.FrameRows(c.Format); c.Format != table && (q.Limit == 0 || q.Limit > most) {
		q.Limit = most
	}
	room, done, err := s.room()
	if err != nil {
		return err
	}
	defer done()
	ctx, stop := signal.NotifyContext(s.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	f, err := room.Explore.Ask(ctx, q)
	if err != nil {
		return err
	}
	if q.Dataset == "" {
		sets, err := room.Explore.Loaded(ctx)
		if err != nil {
			return err
		}
		q.Dataset = sets[0].ID
	}
	if c.Format == table {
		return s.writeFrame(room, q, f)
	}
	var body bytes.Buffer
	out := io.Writer(s.Stdout)
	if c.Out != "" {
		out = &body
	}
	if err := report.WriteFrame(out, c.Format, s.frames(room, q, f)); err != nil {
		return err
	}
	if c.Out != "" {
		return replace(c.Out, body.Bytes())
	}
	return nil
}

// values writes the flags as an address would.
func (c queryCmd) values() map[string][]string {
	v := map[string][]string{
		facts.KeyDataset: {c.Dataset}, facts.KeyRelease: {c.Release}, facts.KeyBy: c.By, facts.KeyMeasure: c.Measure,
		facts.KeyWhere: c.Where, facts.KeyPeriod: {c.Period}, facts.KeyOrder: c.Order,
	}
	if c.Alike {
		v[facts.KeyAlike] = []string{"1"}
	}
	if c.Limit != 0 {
		v[facts.KeyLimit] = []string{strconv.Itoa(c.Limit)}
	}
	if c.Offset != 0 {
		v[facts.KeyOffset] = []string{strconv.Itoa(c.Offset)}
	}
	return v
}

// frames is an answer on its way into a file.
func (s *session) frames(room *Room, q facts.Query, f *facts.Frame) report.Frames {
	out := report.Frames{
		Frame: f, Printer: s.Printer, Title: q.Dataset, Dataset: q.Dataset, Made: s.Now(),
		Name:    func(d facts.Dim, code string) string { return s.Text(room.Explore.Name(d, code, "")) },
		DimName: func(d facts.Dim) string { return s.T("explore.dim." + string(d)) },
		Command: "muara query", Plain: true,
	}
	for _, n := range f.Notes {
		out.Notes = append(out.Notes, n.Code+" "+strings.Join(n.Args, " "))
	}
	m, err := room.Explore.Manifest(q.Dataset, q.Release)
	if err != nil {
		return out
	}
	out.Release, out.Published = m.Release, m.Made
	for _, in := range m.Inputs {
		out.Inputs = append(out.Inputs, [3]string{in.Name, in.SHA256, strconv.FormatInt(in.Rows, 10)})
	}
	sets, _ := room.Intake.Datasets(q.Dataset)
	for _, set := range sets {
		d := set.Dataset
		out.DatasetName, out.Title = s.Text(d.Title), s.Text(d.Title)
		out.Source, out.SourceURL, out.Licence, out.Illustrative = s.Text(d.Source), d.SourceURL, d.Licence, d.Illustrative
	}
	return out
}

// writeFrame writes an answer as a table of text, and below it what a reader
// must know.
func (s *session) writeFrame(room *Room, q facts.Query, f *facts.Frame) error {
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	var head []string
	for _, d := range f.Dims {
		head = append(head, string(d))
	}
	for _, c := range f.Columns {
		head = append(head, string(c.Measure))
	}
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for i := range f.Len() {
		row := head[:0]
		for k, d := range f.Dims {
			code := f.Codes[k][i]
			if name := s.Text(room.Explore.Name(d, code, "")); name != code {
				code += " " + name
			}
			row = append(row, code)
		}
		for k := range f.Columns {
			row = append(row, s.measure(&f.Columns[k], i))
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, n := range f.Notes {
		fmt.Fprintln(s.Stderr, "# "+n.Code+" "+strings.Join(n.Args, " "))
	}
	if f.More {
		fmt.Fprintln(s.Stderr, "# "+s.T("lake.more_rows", s.Count(f.Len())))
	}
	return nil
}

// measure writes a value of a frame: amounts exactly, ratios with four digits.
func (s *session) measure(c *facts.Column, i int) string {
	switch {
	case !c.Known(i):
		return "-"
	case c.Floats != nil:
		return strconv.FormatFloat(c.Floats[i], 'g', 6, 64)
	}
	n := c.Ints[i]
	scale := 0
	switch c.Measure {
	case facts.Value, facts.Weighed, facts.Change:
		scale = 2
	case facts.Weight:
		scale = 3
	}
	if scale == 0 {
		return strconv.FormatInt(n, 10)
	}
	if n < 0 {
		return "-" + ingest.Decimal(-n, scale)
	}
	return ingest.Decimal(n, scale)
}
