package pack

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"muara/internal/trade"
)

// Lists longer than these help nobody; what is left out is counted in a last
// line. Warnings have their own limit so that they never hide a fault.
const (
	maxFaults   = 1000
	maxWarnings = 500
)

// faults collects what is wrong with a pack.
type faults struct {
	list     []Fault
	wrong    int // faults found, kept or not
	warnings int // warnings found, kept or not
}

func (f *faults) add(x Fault) {
	x.Found = shorten(x.Found)
	if x.Warning {
		f.warnings++
		if f.warnings > maxWarnings {
			return
		}
	} else {
		f.wrong++
		if f.wrong > maxFaults {
			return
		}
	}
	f.list = append(f.list, x)
}

// sorted returns the faults in the order of files and rows, with a last line
// for those left out.
func (f *faults) sorted() []Fault {
	slices.SortStableFunc(f.list, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(rank(a.File), rank(b.File)), strings.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row))
	})
	if n := max(f.wrong-maxFaults, 0); n > 0 {
		f.list = append(f.list, Fault{Expected: textf(
			"perbaiki dahulu yang di atas: masih ada %d kesalahan lagi yang tidak ditampilkan",
			"mend those above first: %d more faults are not shown", n)})
	}
	if n := max(f.warnings-maxWarnings, 0); n > 0 {
		f.list = append(f.list, Fault{Warning: true, Expected: textf(
			"masih ada %d peringatan lagi yang tidak ditampilkan",
			"%d more warnings are not shown", n)})
	}
	return f.list
}

// rank orders files as a person would mend them: what others refer to first.
func rank(file string) int {
	for i, name := range []string{manifestFile, sourcesFile, namesFile} {
		if file == name {
			return i
		}
	}
	return 9
}

func textf(id, en string, args ...any) trade.Text {
	return trade.Text{ID: fmt.Sprintf(id, args...), EN: fmt.Sprintf(en, args...)}
}

// shorten makes what stands in a cell fit to print: one line without control
// characters, at most 80 characters.
func shorten(s string) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !unicode.IsPrint(r):
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
		i += size
		if n++; n == 80 && i < len(s) {
			return b.String() + "..."
		}
	}
	return b.String()
}

// The words around what was found and expected.
var (
	wordWarning = trade.Text{ID: "peringatan: ", EN: "warning: "}
	wordFound   = trade.Text{ID: "ditemukan %q, seharusnya %s", EN: "found %q, expected %s"}
	wordNothing = trade.Text{ID: "tidak ada, seharusnya %s", EN: "nothing there, expected %s"}
)

// WriteFaults writes faults for a terminal, one on a line, in a language
// (trade.Text.In): file:row: column: found ..., expected ...
func WriteFaults(w io.Writer, lang string, list []Fault) error {
	for _, f := range list {
		if _, err := io.WriteString(w, f.line(lang)+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func (f Fault) line(lang string) string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString(shorten(f.File))
		if f.Row > 0 {
			fmt.Fprintf(&b, ":%d", f.Row)
		}
		b.WriteString(": ")
	}
	if f.Column != "" {
		b.WriteString(f.Column + ": ")
	}
	if f.Warning {
		b.WriteString(wordWarning.In(lang))
	}
	switch expected := f.Expected.In(lang); {
	case f.File == "":
		b.WriteString(expected)
	case f.Found != "":
		fmt.Fprintf(&b, wordFound.In(lang), f.Found, expected)
	default:
		fmt.Fprintf(&b, wordNothing.In(lang), expected)
	}
	return b.String()
}
