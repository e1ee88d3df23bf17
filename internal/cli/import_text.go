package cli

import (
	"fmt"

	"muara/internal/ingest"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// writeOutcome says what became of each file and shows the quality report of
// each draft.
func (s *session) writeOutcome(out *intake.Outcome) {
	for _, l := range out.Lists {
		for _, a := range l.Added {
			key := "lake.list_added"
			if a.Known {
				key = "lake.list_known"
			}
			fmt.Fprintln(s.Stdout, s.T(key, l.File, s.Text(a.Info.Title), s.Count(a.Info.Rows)))
		}
	}
	for _, d := range out.Drafts {
		if d.Already {
			fmt.Fprintln(s.Stdout, s.T("lake.already", d.Manifest.Dataset, d.Manifest.Release))
			continue
		}
		s.writeQuality(d.Quality)
	}
	for _, f := range out.Files {
		fmt.Fprintln(s.Stdout, s.T("lake.not_taken", f.File, s.Text(f.Why)))
	}
}

// writeQuality writes the quality report of a draft.
func (s *session) writeQuality(q *intake.Quality) {
	out := func(key string, args ...any) { fmt.Fprintln(s.Stdout, "  "+s.T(key, args...)) }
	fmt.Fprintln(s.Stdout, s.T("lake.quality", q.Dataset, q.Release))
	count := func(n int64) string { return s.Count(int(n)) }
	for _, f := range q.Files {
		out("lake.file", f.Name, s.Text(f.Layout), count(f.Accepted), count(f.Refused))
		for _, l := range f.LeftOut {
			out("inspect.left_out", count(l.Rows), s.Text(l.Text))
		}
		for _, w := range f.Warnings {
			out("inspect.warning", count(w.Rows), s.Text(w.Text))
		}
	}
	out("inspect.rows", count(q.Read), count(q.Accepted), count(q.Refused), count(q.LeftOut))
	for _, t := range q.Totals[:min(len(q.Totals), 60)] {
		period, err := trade.ParsePeriod(t.Period)
		if err != nil || t.Flow == "" {
			continue
		}
		out("lake.total", s.T("inspect.flow."+string(t.Flow)), s.Period(period), s.exactMoney(t.Value), count(t.Rows))
	}
	if more := len(q.Totals) - 60; more > 0 {
		out("inspect.more", s.Count(more))
	}
	if q.World.Rows > 0 {
		out("lake.world", count(q.World.Rows))
	}
	if q.Levels.Rows > 0 {
		out("lake.levels", count(q.Levels.Rows))
	}
	if q.Repeats.Rows > 0 {
		out("lake.repeats", count(q.Repeats.Rows))
	}
	for _, u := range q.Unmatched[:min(len(q.Unmatched), mostShown)] {
		out("inspect.unknown_code", s.T("inspect.column."+u.Column), u.Code, count(u.Rows))
	}
	if more := len(q.Unmatched) - mostShown; more > 0 {
		out("inspect.more", s.Count(more))
	}
	if q.Weightless.Rows > 0 {
		out("lake.weightless", count(q.Weightless.Rows))
	}
	if q.Outliers.Rows > 0 {
		out("lake.outliers", count(q.Outliers.Rows))
	}
	for _, c := range q.Changes[:min(len(q.Changes), mostShown)] {
		what := c.Chapter
		if what == "" {
			what = "-"
		}
		out("lake.change", s.T("inspect.flow."+string(c.Flow)), c.Period, what, s.exactMoney(c.Before), s.exactMoney(c.After))
	}
	if more := len(q.Changes) - mostShown; more > 0 {
		out("inspect.more", s.Count(more))
	}
	s.writePublished(q)
	for _, w := range q.Warnings {
		fmt.Fprintln(s.Stdout, "  "+s.Text(w.Text))
	}
	s.writeRefusals(q)
}

func (s *session) writePublished(q *intake.Quality) {
	within := 0
	var off []intake.Published
	for _, p := range q.Published {
		if p.Within {
			within++
		} else {
			off = append(off, p)
		}
	}
	if len(q.Published) > 0 {
		fmt.Fprintln(s.Stdout, "  "+s.T("lake.compared", s.Count(len(q.Published)), s.Count(within)))
	}
	for _, p := range off[:min(len(off), mostShown)] {
		fmt.Fprintln(s.Stdout, "  "+s.T("lake.differs", p.Series, p.Period, s.exactMoney(p.Published), s.exactMoney(p.Loaded)))
	}
}

func (s *session) writeRefusals(q *intake.Quality) {
	for _, x := range q.Refusals[:min(len(q.Refusals), mostShown)] {
		fmt.Fprintln(s.Stdout, "  "+s.T("inspect.refusal", x.File+", "+s.place(x), x.Found, s.Text(x.Expected)))
	}
	if more := int(q.Refused) - mostShown; more > 0 {
		fmt.Fprintln(s.Stdout, "  "+s.T("inspect.more", s.Count(more)))
	}
}

// exactMoney writes an amount to the cent: US$1,593,080,812.95.
func (s *session) exactMoney(a trade.Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	point := ","
	if s.Lang == "en" {
		point = "."
	}
	cents := ingest.Decimal(int64(a), 2)
	return sign + "US$" + s.Count(int(a/100)) + point + cents[len(cents)-2:]
}
