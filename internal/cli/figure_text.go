package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/pack"
	"muara/internal/trade"
)

// figureWriter writes answers for one reader.
type figureWriter struct {
	i18n.Printer
	office  *office.Office
	explain bool
}

// money writes an amount of a series with its unit.
func (w figureWriter) money(s trade.Series, a trade.Amount) string {
	return w.QuantityText(s.Measure, a)
}

// value writes an answer's value, or that it is unknown.
func (w figureWriter) value(a ledger.Answer) string {
	if !a.Known() {
		return w.Status(string(a.Status))
	}
	return w.money(a.Series, a.Value)
}

// name says what a figure is of and when: Exports, Januari-November 2022.
func (w figureWriter) name(s trade.Series, p trade.Period) string {
	return w.Text(w.office.SeriesName(s)) + ", " + w.Period(p)
}

// text writes one answer: the value first, so that a script can cut it off the
// first line, then how it is known.
func (w figureWriter) text(out io.Writer, v office.FigureView) error {
	b := &block{}
	head := w.name(v.Series, v.Period)
	if !v.AsOf.IsZero() {
		head += ", " + w.T("cli.figure.as_of", w.Date(v.AsOf))
	}
	if v.Known() {
		b.line(0, "%s  %s  %s", w.value(v.Answer), w.Status(string(v.Status)), head)
	} else {
		b.line(0, "%s  %s", w.value(v.Answer), head)
		w.near(b, v)
	}
	if v.Best != nil {
		w.best(b, v)
	}
	for _, a := range v.Alternatives {
		b.line(1, "%s", w.T("cli.figure.also."+string(a.Kind), w.money(v.Series, a.Value)))
		w.terms(b, 2, a.Terms)
	}
	for _, x := range v.LeftOut {
		b.line(1, "%s", w.T("cli.figure.left_out", printed(x), w.Text(x.Note)))
	}
	if w.explain {
		w.more(b, v)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// near says what is known around an unknown value.
func (w figureWriter) near(b *block, v office.FigureView) {
	if len(v.Near) == 0 {
		b.line(1, "%s", w.T("cli.figure.nothing_near"))
		return
	}
	b.line(1, "%s", w.T("cli.figure.near"))
	for _, a := range v.Near {
		b.line(2, "%s: %s  %s", w.Period(a.Period), w.value(a), w.Status(string(a.Status)))
	}
}

// best writes the sources of an answer, or with explanation the sum behind it.
func (w figureWriter) best(b *block, v office.FigureView) {
	if w.explain && !v.Best.Published() {
		b.line(1, "%s", w.T("cli.figure.computed"))
		w.terms(b, 2, v.Best.Terms)
		if v.Low != v.High {
			b.line(2, "%s", w.T("cli.figure.between", w.money(v.Series, v.Low), w.money(v.Series, v.High)))
		}
		return
	}
	seen := map[string]bool{}
	for _, t := range v.Best.Terms {
		for _, id := range termSources(t) {
			if !seen[id] {
				seen[id] = true
				b.line(1, "%s", w.T("cli.figure.source", w.source(id)))
			}
		}
	}
}

// terms writes a sum as signed lines, each with the source that it was read
// from.
func (w figureWriter) terms(b *block, depth int, terms []ledger.Term) {
	for _, t := range terms {
		sign := "+"
		if t.Sign < 0 {
			sign = i18n.Minus
		}
		amount := w.money(t.Figure.Series, t.Figure.Value)
		name := w.name(t.Figure.Series, t.Figure.Period)
		if t.Share != nil {
			amount = w.Printer.Share(t.Share.Share) + " × " + amount
			name = w.Text(w.office.SeriesName(t.Share.Series)) + " / " + name
		}
		b.line(depth, "%s %s  %s", sign, amount, name)
		for _, id := range termSources(t) {
			b.line(depth+2, "%s", w.source(id))
		}
	}
}

// more writes what bears on an answer beside its derivation.
func (w figureWriter) more(b *block, v office.FigureView) {
	if v.Growth.Known {
		b.line(1, "%s", w.T("cli.figure.growth", w.SignedPercent(v.Growth.Ratio, 1), w.Period(v.Growth.Before.Period)))
	}
	for _, c := range v.Confirmations {
		b.line(1, "%s", w.T("cli.figure.confirmed", w.money(v.Series, c.Value)))
		w.terms(b, 2, c.Terms)
	}
	for _, c := range v.Checks {
		key := "cli.figure.check.ok"
		if !c.OK {
			key = "cli.figure.check.failed"
		}
		b.line(1, "%s", w.T(key, w.name(c.Series, c.Period), w.money(c.Series, c.Residual), w.money(c.Series, c.Rounding)))
		if !c.OK {
			w.terms(b, 2, c.Terms)
		}
	}
	if len(v.Editions) > 1 {
		b.line(1, "%s", w.T("cli.figure.editions"))
		for _, f := range v.Editions {
			b.line(2, "%s  %s", w.money(f.Series, f.Value), w.source(first(f.Sources)))
		}
	}
	if len(v.Vintages) > 1 {
		b.line(1, "%s", w.T("cli.figure.vintages"))
		for _, x := range v.Vintages {
			b.line(2, "%s: %s  %s", w.T("cli.figure.from", w.Date(x.From)), w.value(x.Answer), w.Status(string(x.Answer.Status)))
		}
	}
	for _, n := range v.Notes {
		b.line(1, "%s", w.T("cli.figure.note", w.Text(n.Text)))
	}
}

// lines writes one line for each answer.
func (w figureWriter) lines(out io.Writer, views []office.FigureView) error {
	t := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, v := range views {
		rest := ""
		switch {
		case v.Known() && v.Best != nil && v.Best.Published():
			rest = w.short(first(v.Best.Terms[0].Figure.Sources))
		case v.Known() && v.Best != nil:
			rest = w.Plural("cli.figure.from_figures", len(v.Best.Terms))
		case len(v.Near) > 0 && v.Period.Contains(v.Near[0].Period):
			rest = w.T("cli.figure.part", w.PeriodShort(v.Near[0].Period), w.value(v.Near[0]))
		}
		status := ""
		if v.Known() {
			status = w.Status(string(v.Status))
		}
		row := strings.TrimRight(fmt.Sprintf("%s\t%s\t%s\t%s", w.PeriodShort(v.Period), w.value(v.Answer), status, rest), "\t")
		fmt.Fprintln(t, row)
	}
	return t.Flush()
}

// source writes publisher, date and address of a source.
func (w figureWriter) source(id string) string {
	src, ok := w.office.Source(id)
	if !ok {
		return id
	}
	return w.short(id) + "  " + src.URL
}

// short writes publisher and date of a source.
func (w figureWriter) short(id string) string {
	src, ok := w.office.Source(id)
	if !ok {
		return id
	}
	if src.Published.IsZero() {
		return src.Publisher
	}
	return src.Publisher + ", " + w.Date(src.Published)
}

// termSources returns the ids of the sources of one term, the share's first.
func termSources(t ledger.Term) []string {
	var ids []string
	if t.Share != nil {
		ids = append(ids, t.Share.Sources...)
	}
	return append(ids, t.Figure.Sources...)
}

// printed lists the values that the compilers found for a figure, as printed.
func printed(x pack.LeftOut) string {
	var out []string
	for _, p := range x.Printed {
		if p.Text != "" {
			out = append(out, p.Text)
		}
	}
	return strings.Join(out, "; ")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// block collects indented lines.
type block struct{ strings.Builder }

func (b *block) line(depth int, format string, args ...any) {
	b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(b, format, args...)
	b.WriteByte('\n')
}
