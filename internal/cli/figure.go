package cli

import (
	"encoding/json"
	"strings"

	"muara/internal/office"
	"muara/internal/trade"
)

// figureCmd is "muara figure": the value of a series over a period, how it is
// known and who disagrees.
type figureCmd struct {
	Series string `arg:"" help:"cli.arg.series"`
	Period string `arg:"" help:"cli.arg.period"`

	Breakdown breakdown `embed:""`
	AsOf      string    `placeholder:"DATE" help:"cli.flag.as_of"`
	Each      bool      `help:"cli.flag.each"`
	Explain   bool      `help:"cli.flag.explain"`
	JSON      bool      `name:"json" help:"cli.flag.json"`
}

// Help names the longer help text.
func (figureCmd) Help() string { return "cli.detail.figure" }

// Run prints the answer. Unknown is an answer too.
func (c figureCmd) Run(s *session) error {
	o, err := s.office()
	if err != nil {
		return err
	}
	asOf, err := parseAsOf(c.AsOf)
	if err != nil {
		return err
	}
	series, err := c.Breakdown.series(c.Series, o.Pack())
	if err != nil {
		return err
	}
	period, err := trade.ParsePeriod(c.Period)
	if err != nil {
		return err
	}
	periods := []trade.Period{period}
	if c.Each {
		periods = split(c.Period, period)
	}
	views := make([]office.FigureView, len(periods))
	for i, p := range periods {
		if views[i], err = o.Figure(series, p, asOf); err != nil {
			return err
		}
	}
	w := figureWriter{Printer: s.Printer, office: o, explain: c.Explain}
	switch {
	case c.JSON && c.Each:
		return s.writeJSON(w.list(views))
	case c.JSON:
		return s.writeJSON(w.object(views[0]))
	case c.Each:
		return w.lines(s.Stdout, views)
	default:
		return w.text(s.Stdout, views[0])
	}
}

func (s *session) writeJSON(v any) error {
	enc := json.NewEncoder(s.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// split cuts a period into the years or the months that it was written in:
// 2017..2021 into five years, 2021 and 2021-03..2021-05 into their months.
func split(written string, p trade.Period) []trade.Period {
	step := trade.Month(1)
	if strings.Contains(written, "..") && !strings.Contains(written, "-") {
		step = 12
	}
	var out []trade.Period
	for m := p.From; m <= p.To; m += step {
		out = append(out, trade.Period{From: m, To: m + step - 1})
	}
	return out
}

// parseAsOf reads the date of --as-of, zero for none.
func parseAsOf(text string) (trade.Date, error) {
	if text == "" {
		return trade.Date{}, nil
	}
	return trade.ParseDate(text)
}
