package cli

import (
	"fmt"
	"io"
	"strconv"

	"muara/internal/ingest"
)

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
	if r.Advice.EN != "" {
		out("  %s", s.Text(r.Advice))
	}
	if r.Kind == ingest.Reference {
		return
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
		switch {
		case t.Margin != ingest.Detailed:
			partners = "inspect.margin." + string(t.Margin)
		case t.World:
			partners = "inspect.world"
		}
		if t.NonOil {
			level += ", " + s.T("inspect.non_oil")
		}
		fmt.Fprintf(w, "  %s\n", s.T("inspect.total", flow, s.Period(t.Period), s.Money(t.Value), s.Count(t.Rows), level, s.T(partners)))
	}
	if more := len(totals) - most; more > 0 {
		fmt.Fprintf(w, "  %s\n", s.T("inspect.more", s.Count(more)))
	}
}
