package report

import (
	"math"
	"regexp"
	"strings"

	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/trade"
)

// lay fills a sentence of the catalogue with its parts.
func (s Sentence) lay(l *layout) []Span {
	if s.Key == "" { // notes alone
		return nil
	}
	var out []Span
	for _, piece := range l.Pieces(s.Key) {
		switch {
		case piece.Arg == 0:
			out = append(out, Span{Text: piece.Text})
		case piece.Arg <= len(s.Parts):
			out = append(out, s.Parts[piece.Arg-1].lay(l)...)
		}
	}
	return out
}

func (w Words) lay(l *layout) []Span { return text(l.Text(trade.Text(w))) }
func (n Name) lay(*layout) []Span    { return text(string(n)) }
func (w When) lay(l *layout) []Span  { return text(l.Period(trade.Period(w))) }
func (d Day) lay(l *layout) []Span   { return text(l.Date(trade.Date(d))) }

func (m Months) lay(l *layout) []Span {
	p := trade.Period(m)
	short := l.PeriodShort(p)
	if p.From.Year() == p.To.Year() && !p.IsYear() {
		short = strings.TrimSuffix(short, " "+l.Years(p))
	}
	return text(short)
}

func (w Within) lay(l *layout) []Span { return text(l.Span(trade.Period(w))) }
func (UnitName) lay(l *layout) []Span { return text(l.UnitName()) }

func (c Code) lay(*layout) []Span { return []Span{{Text: string(c), Code: true}} }

// aNumber is a statistic within prose: decimals, thousands or a percentage.
// Years and dates are none.
var aNumber = regexp.MustCompile(`\d{1,3}([.,]\d{3})+([.,]\d+)?|\d+[.,]\d+( ?%)?|\d+ ?%|\d+ (persen|percent|juta|miliar|million|billion)\b`)

func (p Prose) lay(l *layout) []Span {
	words := l.Text(p.Text)
	var out []Span
	at := 0
	for _, m := range aNumber.FindAllStringIndex(words, -1) {
		out = append(out, Span{Text: words[at:m[0]]},
			Span{Text: words[m[0]:m[1]], Ref: &Ref{Series: p.Series, Period: p.Period}})
		at = m[1]
	}
	return append(out, Span{Text: words[at:]})
}

func (u Until) lay(l *layout) []Span {
	p := trade.Period(u)
	if p.IsYear() || p.To.Number() == 12 {
		return text(l.Years(trade.Period{From: p.To, To: p.To}))
	}
	return text(l.Month(p.To))
}

func (m Money) lay(l *layout) []Span {
	a := m.Answer
	if !a.Known() {
		return []Span{{Text: l.T("statement.unknown"), Ref: refOf(a, "")}}
	}
	value := a.Value
	write := func(v trade.Amount) string { return l.QuantityText(a.Series.Measure, v) }
	if m.Plain {
		write = func(v trade.Amount) string { return l.Quantity(a.Series.Measure, v) }
	} else if a.Series.Flow == trade.Balance && value < 0 {
		value = -value
	}
	return []Span{{Text: write(value), Ref: refOf(a, "")}, {Text: mark(a.Status), Mark: true}}
}

func (c Change) lay(l *layout) []Span {
	change := c.Growth.Change
	if change < 0 {
		change = -change
	}
	return []Span{{Text: l.QuantityText(c.Now.Series.Measure, change), Ref: refOf(c.Now, likeForLike)}}
}

func (r Rate) lay(l *layout) []Span {
	return []Span{{Text: l.percent(math.Abs(r.Ratio), 1), Ref: refOf(r.Now, likeForLike)}}
}

func (p Portion) lay(l *layout) []Span {
	return []Span{{Text: l.percent(p.Ratio, p.Decimals), Ref: refOf(p.Part, shareOf)}}
}

// percent writes a ratio as running text does: 70,3 persen, 70.3%.
func (l *layout) percent(ratio float64, decimals int) string {
	return l.T("statement.percent", strings.TrimSuffix(l.Percent(ratio, decimals), "%"))
}

func (f Figure) lay(l *layout) []Span {
	return []Span{{Text: l.QuantityText(f.Series.Measure, f.Value), Ref: &Ref{Series: f.Series, Period: f.Period}}}
}

func (p Printed) lay(l *layout) []Span {
	ref := &Ref{Series: p.Series, Period: p.Period}
	if p.IsShare {
		ref.Fragment = shareOf
		return []Span{{Text: l.T("statement.percent", strings.TrimSuffix(l.Share(p.Share), "%")), Ref: ref}}
	}
	return []Span{{Text: l.QuantityText(p.Series.Measure, p.Value), Ref: ref}}
}

// A computation reads "5.829,59 (ekspor 2022) − 488,33 (ekspor Desember 2022)";
// a term by share "36,07% × 4.440,93 (ekspor Januari–November 2023)".
func (terms Terms) lay(l *layout) []Span {
	var out []Span
	for i, t := range terms {
		sign := " + "
		switch {
		case t.Sign < 0 && i == 0:
			sign = i18n.Minus
		case t.Sign < 0:
			sign = " " + i18n.Minus + " "
		case i == 0:
			sign = ""
		}
		out = append(out, Span{Text: sign})
		if t.Share != nil {
			ref := &Ref{Series: t.Share.Series, Period: t.Share.Period, Fragment: shareOf}
			out = append(out, Span{Text: l.Share(t.Share.Share), Ref: ref}, Span{Text: " × "})
		}
		f := t.Figure
		out = append(out,
			Span{Text: l.Quantity(f.Series.Measure, f.Value), Ref: &Ref{Series: f.Series, Period: f.Period}},
			Span{Text: " (" + lowerFirst(l.Text(t.Name)) + " " + l.Period(f.Period) + ")"})
	}
	return out
}

// lay joins the items as the language does, with the links within them kept.
func (list List) lay(l *layout) []Span {
	// The joining words come from the language's own list of placeholders.
	const slot = "\x00"
	names := make([]string, len(list))
	for i := range list {
		names[i] = slot
	}
	var out []Span
	rest := l.List(names)
	for _, item := range list {
		at := strings.Index(rest, slot)
		if at > 0 {
			out = append(out, Span{Text: rest[:at]})
		}
		rest = rest[at+len(slot):]
		out = append(out, item.lay(l)...)
	}
	if rest != "" {
		out = append(out, Span{Text: rest})
	}
	return out
}

func refOf(a ledger.Answer, fragment string) *Ref {
	return &Ref{Series: a.Series, Period: a.Period, Fragment: fragment}
}

// lowerFirst writes a heading as it stands within a sentence.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
