package ledger_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"muara/internal/ledger"
	"muara/internal/trade"
)

var update = flag.Bool("update", false, "rewrite the answers of testdata/*.txtar")

// TestCases reads testdata/*.txtar. The comment of each file tells its story,
// the section "figures" says what was published, the section "answers" holds
// questions, each followed by its answer. See testdata/README.md.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file) })
	}
}

func runCase(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) != 2 || a.Files[0].Name != "figures" || a.Files[1].Name != "answers" {
		t.Fatal("want the sections figures and answers")
	}
	book, err := readBook(string(a.Files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.New(book.figures, book.shares, book.identities)
	if err != nil {
		t.Fatal(err)
	}
	got, questions := answerAll(t, l, string(a.Files[1].Data))
	if questions == 0 {
		t.Fatal("no questions")
	}
	if *update {
		a.Files[1].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(a.Files[1].Data), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("answers differ (-want +got):\n%s", diff)
	}
}

// answerAll keeps questions, comments and blank lines and writes each answer,
// indented, under its question.
func answerAll(t *testing.T, l *ledger.Ledger, text string) (string, int) {
	var out strings.Builder
	now, questions := l, 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		if strings.HasPrefix(line, " ") {
			continue // an old answer
		}
		fmt.Fprintln(&out, line)
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if words[0] == "asof" {
			now = l
			if words[1] != "now" {
				now = l.AsOf(must(trade.ParseDate(words[1])))
			}
			continue
		}
		questions++
		ask, ok := questionWords[words[0]]
		if !ok {
			t.Fatalf("what does %q ask?", line)
		}
		for _, a := range ask(now, words[1:]) {
			fmt.Fprintln(&out, " ", a)
		}
	}
	return out.String(), questions
}

// questionWords are the verbs of the language.
var questionWords = map[string]func(l *ledger.Ledger, args []string) []string{
	"?": func(l *ledger.Ledger, args []string) []string {
		return []string{brief(l.Answer(what(args)))}
	},
	"why": func(l *ledger.Ledger, args []string) []string {
		a := l.Answer(what(args))
		out := []string{brief(a)}
		if a.Best != nil {
			out = append(out, terms(a.Best)...)
		}
		for _, alt := range a.Alternatives {
			out = append(out, fmt.Sprintf("| %s %s", amount(alt.Value), alt.Kind))
			out = append(out, terms(&alt.Derivation)...)
		}
		return out
	},
	"confirm": func(l *ledger.Ledger, args []string) []string {
		var out []string
		for _, d := range l.Explain(what(args)).Confirmations {
			out = append(out, fmt.Sprintf("%s%s", amount(d.Value), within(d.Value, d.High)))
			out = append(out, terms(&d)...)
		}
		return orNone(out)
	},
	"editions": func(l *ledger.Ledger, args []string) []string {
		var out []string
		for _, f := range l.Explain(what(args)).Editions {
			out = append(out, fmt.Sprintf("%s @%s", amount(f.Value), f.Published))
		}
		return orNone(out)
	},
	"vintages": func(l *ledger.Ledger, args []string) []string {
		var out []string
		for _, v := range l.Explain(what(args)).Vintages {
			out = append(out, fmt.Sprintf("%-10s %s", v.From, brief(v.Answer)))
		}
		return orNone(out)
	},
	"checks": func(l *ledger.Ledger, args []string) []string {
		list := l.Checks()
		if len(args) > 0 {
			list = l.Explain(what(args)).Checks
		}
		var out []string
		for _, c := range list {
			out = append(out, check(c))
		}
		return orNone(out)
	},
	"ytd": func(l *ledger.Ledger, args []string) []string {
		a, ok := l.YearToDate(must(trade.ParseSeries(args[0])), must(trade.ParsePeriod(args[1])).From.Year())
		if !ok {
			return []string{"none"}
		}
		return []string{a.Period.String() + " " + brief(a)}
	},
	"months": func(l *ledger.Ledger, args []string) []string {
		var out []string
		for _, a := range l.Months(what(args)) {
			out = append(out, a.Period.String()+" "+brief(a))
		}
		return out
	},
	"growth": func(l *ledger.Ledger, args []string) []string {
		g := l.LikeForLike(what(args))
		if !g.Known {
			return []string{fmt.Sprintf("unknown: %s against %s", brief(g.Now), brief(g.Before))}
		}
		return []string{fmt.Sprintf("%+.2f %% (%s)", 100*g.Ratio, amount(g.Change))}
	},
	"breakdown": func(l *ledger.Ledger, args []string) []string {
		whole, by := must(trade.ParseSeries(args[0])), trade.Dimension(args[1])
		b := l.Breakdown(whole, l.Parts(whole, by), must(trade.ParsePeriod(args[2])))
		out := []string{"whole " + brief(b.Whole)}
		for _, a := range b.Parts {
			out = append(out, a.Series.String()+" "+brief(a))
		}
		out = append(out, "sum "+amount(b.Sum))
		if b.Remainder != nil {
			out = append(out, fmt.Sprintf("remainder %s [%s, %s]", amount(b.Remainder.Value), amount(b.Remainder.Low), amount(b.Remainder.High)))
		}
		if b.Exceeds {
			out = append(out, "the parts exceed the whole")
		}
		return out
	},
	"codes": func(l *ledger.Ledger, args []string) []string {
		return orNone(l.Codes(trade.Flow(args[0]), trade.Dimension(args[1]), ""))
	},
	"span": func(l *ledger.Ledger, args []string) []string {
		p, ok := l.Span(must(trade.ParseSeries(args[0])))
		return []string{fmt.Sprint(p, " ", ok)}
	},
	"series": func(l *ledger.Ledger, _ []string) []string {
		var out []string
		for _, s := range l.Series() {
			out = append(out, s.String())
		}
		return orNone(out)
	},
}

func what(args []string) (trade.Series, trade.Period) {
	return must(trade.ParseSeries(args[0])), must(trade.ParsePeriod(args[1]))
}

func orNone(list []string) []string {
	if len(list) == 0 {
		return []string{"none"}
	}
	return list
}

// brief writes an answer in a line: its status, its value with what rounding
// leaves open, and the values that others have.
func brief(a ledger.Answer) string {
	if !a.Known() {
		return "unknown"
	}
	out := string(a.Status) + " " + amount(a.Value)
	if a.Status != ledger.Published && !a.Best.Published() {
		out += within(a.Value, a.High)
	}
	for _, alt := range a.Alternatives {
		out += fmt.Sprintf(" | %s %s", amount(alt.Value), alt.Kind)
	}
	return out
}

func within(v, high trade.Amount) string {
	if v == high {
		return ""
	}
	return " ±" + amount(high-v)
}

func terms(d *ledger.Derivation) []string {
	var out []string
	for _, t := range d.Terms {
		line := "    + "
		if t.Sign < 0 {
			line = "    - "
		}
		if t.Share != nil {
			line += fmt.Sprintf("%s %% of ", percent(t.Share.Share))
		}
		out = append(out, fmt.Sprintf("%s%s %s %s @%s", line, t.Figure.Series, t.Figure.Period, amount(t.Figure.Value), t.Figure.Published))
	}
	if d.Identity != "" {
		out[0] += " by " + d.Identity
	}
	return out
}

func check(c ledger.Check) string {
	verdict := "passed"
	if !c.OK {
		verdict = "FAILED"
	}
	name := ""
	if c.Identity != "" {
		name = " by " + c.Identity
	}
	out := fmt.Sprintf("%s %s %s%s: %s ±%s =", verdict, c.Series, c.Period, name, amount(c.Residual), amount(c.Rounding))
	for _, t := range c.Terms {
		sign := " + "
		if t.Sign < 0 {
			sign = " - "
		}
		out += sign
		if t.Share != nil {
			out += percent(t.Share.Share) + " % of "
		}
		if t.Figure.Series != c.Series {
			out += t.Figure.Series.String() + " "
		}
		out += fmt.Sprintf("%s(%s)", t.Figure.Period, amount(t.Figure.Value))
	}
	return out
}
