package breakdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/ledger"
	"muara/internal/office"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// Name is the name of a part for a table: "Bahan bakar mineral", "Jepang".
func Name(r *ui.Request, s trade.Series) string {
	if s.By == trade.Other {
		return r.T("breakdown.rest")
	}
	return r.Text(r.Office.Label(s))
}

// NameIn is the name of a part inside a sentence: proper names keep their
// capital, names of goods do not.
func NameIn(r *ui.Request, s trade.Series) string {
	name := Name(r, s)
	switch s.By {
	case trade.Country, trade.Port:
		return name
	}
	first, n := utf8.DecodeRuneInString(name)
	next, _ := utf8.DecodeRuneInString(name[n:])
	if unicode.IsUpper(next) {
		return name
	}
	return string(unicode.ToLower(first)) + name[n:]
}

// ScopeName names a limited scope of figures: "Hanya dari Malaysia".
func ScopeName(r *ui.Request, slug string) string {
	for _, s := range r.Office.Pack().Scopes {
		if s.Code == slug {
			return r.Text(s.Name)
		}
	}
	return slug
}

// ShareText writes a share as precisely as the figures allow: as printed, or
// with the decimals that rounding leaves certain. What is not zero never reads
// as zero.
func ShareText(r *ui.Request, s office.Ratio) string {
	switch {
	case !s.Known:
		return ""
	case s.Printed != nil:
		return r.Share(s.Printed.Share)
	case s.Value > 0 && s.Value < 0.00005:
		return "<" + r.Percent(0.0001, 2)
	default:
		return r.Percent(s.Value, s.Decimals())
	}
}

// roundShare writes a share for a headline, without decimals where that does
// not make it 0 or 100 %.
func roundShare(r *ui.Request, s office.Ratio) string {
	if s.Value < 0.01 || s.Value > 0.99 && s.Value < 1 {
		return ShareText(r, s)
	}
	return r.Percent(s.Value, 0)
}

// Headline is the finding of a split as the one heading of a page. family
// picks the words: "breakdown.head.chapter".
func Headline(r *ui.Request, family string, s office.Split) templ.Component {
	f := s.Finding()
	return ui.Say(r, family+"."+headKey(f), headArgs(r, s, f, func(a ledger.Answer, fragment, text string) any {
		return ui.FigLink(r, a, fragment, text)
	})...)
}

// HeadlineText is Headline as plain text, for titles.
func HeadlineText(r *ui.Request, family string, s office.Split) string {
	f := s.Finding()
	return r.T(family+"."+headKey(f), headArgs(r, s, f, func(_ ledger.Answer, _, text string) any { return text })...)
}

// leftSeries is the series of the chapter that a split leaves out.
func leftSeries(s office.Split) trade.Series {
	return trade.Series{Flow: s.Flow, By: trade.Chapter, Code: s.Without, Scope: s.Scope}
}

// headKey is the kind of a finding, or its variant for a value without share.
func headKey(f office.Finding) string {
	if f.Kind == office.NothingKnown || f.Share.Known {
		return string(f.Kind)
	}
	return string(f.Kind) + ".value"
}

// headArgs are the arguments of every headline: %[1]s the first name, %[2]s
// the second, %[3]s the share or the value, %[4]s the period, %[5]s what is
// left out. The share of two together stands on no page of its own, so it is
// said in words.
func headArgs(r *ui.Request, s office.Split, f office.Finding, link func(ledger.Answer, string, string) any) []any {
	args := []any{"", "", "", r.Period(s.Period), ""}
	if s.LeftOut {
		args[4] = NameIn(r, leftSeries(s))
	}
	for i, p := range f.Parts {
		args[i] = Name(r, p.Series)
		if i > 0 {
			args[i] = NameIn(r, p.Series)
		}
	}
	switch {
	case len(f.Parts) == 0:
	case f.Kind == office.TogetherMost:
		args[2] = r.T(portion(f.Share.Value))
	case f.Share.Known:
		args[2] = link(f.Parts[0].Answer, ui.ShareOf, roundShare(r, f.Share))
	default:
		args[2] = link(f.Parts[0].Answer, "", r.MoneyText(f.Parts[0].Answer))
	}
	return args
}

// figureCount counts the published figures and shares behind answers.
func figureCount(answers []ledger.Answer) int {
	figures, shares := map[string]bool{}, map[string]bool{}
	for _, a := range answers {
		if a.Best == nil {
			continue
		}
		for _, t := range a.Best.Terms {
			if t.Figure != nil {
				figures[t.Figure.ID] = true
			}
			if t.Share != nil {
				shares[t.Share.ID] = true
			}
		}
	}
	return len(figures) + len(shares)
}

// Numeral writes a number of one to ten in words, others in digits.
func Numeral(r *ui.Request, n int) string {
	if n < 1 || n > 10 {
		return r.Count(n)
	}
	return r.T("breakdown.numeral." + strconv.Itoa(n))
}

// Counted says how many parts a split names: "tiga bab HS".
func Counted(r *ui.Request, by trade.Dimension, n int) string {
	key := "breakdown.count." + string(by)
	if n == 1 {
		return r.T(key+".one", Numeral(r, n))
	}
	return r.T(key+".other", Numeral(r, n))
}

// sourceLine says on how many published figures a chart rests.
func sourceLine(r *ui.Request, answers []ledger.Answer) string {
	return r.Plural("breakdown.source", figureCount(answers))
}

// SourceOf says on how many published figures a finished chart rests.
func SourceOf(r *ui.Request, c chart.Chart) string {
	var answers []ledger.Answer
	for _, row := range c.Rows {
		for _, p := range row.Points {
			answers = append(answers, p.Answer)
		}
	}
	return sourceLine(r, answers)
}

// enumerate writes parts with their values for accessible texts: "bahan bakar
// mineral US$3.374,30 juta (75,98%); ...".
func enumerate(r *ui.Request, parts []office.Part) string {
	var out []string
	for _, p := range parts {
		text := Name(r, p.Series)
		if p.Known() {
			text += " " + r.MoneyText(p.Answer)
		}
		if share := ShareText(r, p.Share); share != "" {
			text += " (" + share + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
