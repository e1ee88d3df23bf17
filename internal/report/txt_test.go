package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	long := strings.Repeat("neraca–perdagangan ", 20) + strings.Repeat("x", 100)
	lines := strings.Split(wrap(long, "- ", "  "), "\n")
	for i, line := range lines {
		if n := utf8.RuneCountInString(line); n > textWidth && i < len(lines)-1 {
			t.Errorf("line %d has %d characters", i, n)
		}
		if want := map[bool]string{true: "- n", false: "  n"}[i == 0]; i < len(lines)-1 && !strings.HasPrefix(line, want) {
			t.Errorf("line %d is %q", i, line)
		}
	}
	if got := strings.Join(strings.Fields(strings.TrimPrefix(wrap(long, "- ", "  "), "- ")), " "); got != long {
		t.Error("words were lost")
	}
	if got := wrap("", "", ""); got != "" {
		t.Errorf("nothing became %q", got)
	}
}

func TestNotesShareTheirBrackets(t *testing.T) {
	got := txtSpans(append(append([]Span{{Text: "a."}}, notes(Sentence{Notes: []int{1, 2}})...), Span{Text: " b."}, Span{Note: 3}))
	if got != "a. [1, 2] b. [3]" {
		t.Errorf("got %q", got)
	}
}

func TestTableColumnsAlign(t *testing.T) {
	cell := func(s string) []Span { return []Span{{Text: s}} }
	var b strings.Builder
	var buf = Block{Kind: Figures, Head: []string{"Periode", "Nilai"}, Rows: [][][]Span{{cell("2021"), cell("1.725,99†")}, {cell("Januari–Mei"), cell("5")}}}
	writeTXTTable(&b, buf)
	want := "Periode          Nilai\n----------------------\n2021         1.725,99†\nJanuari–Mei          5\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
