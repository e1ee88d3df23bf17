package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"muara/internal/trade"
)

// T returns the text of a key with its verbs filled in; explicit indexes
// (%[2]s) let languages order words differently. An argument that is a
// trade.Text is put in the reader's language. A key without a text comes back
// in brackets, so that it is seen; Has and the package's tests find it before
// a reader does.
func (p Printer) T(key string, args ...any) string {
	format, ok := p.raw(key)
	if !ok {
		return "[" + key + "]"
	}
	if !strings.Contains(format, "%") {
		return format
	}
	return fmt.Sprintf(format, p.localised(args)...)
}

// localised replaces bilingual texts by the reader's.
func (p Printer) localised(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(trade.Text); ok {
			a = p.Text(t)
		}
		out[i] = a
	}
	return out
}

// Plural returns the text of key+".one" for 1 and of key+".other" for any
// other number. The first argument of the text is the number, written with
// separators; args follow from %[2]s.
func (p Printer) Plural(key string, n int, args ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return p.T(key+form, append([]any{p.Count(n)}, args...)...)
}

// Piece is a stretch of a text: words, or the place of an argument.
type Piece struct {
	Text string // words as they stand; empty for an argument
	Arg  int    // 1 for the first argument; 0 for words
}

var verb = regexp.MustCompile(`%%|%(?:\[(\d+)\])?([a-zA-Z])`)

// Pieces cuts the text of a key at its arguments, so that a page can put
// elements (a figure's link) where T would put words.
func (p Printer) Pieces(key string) []Piece {
	format, ok := p.raw(key)
	if !ok {
		return []Piece{{Text: "[" + key + "]"}}
	}
	return pieces(format)
}

// pieces cuts a format at its verbs.
func pieces(format string) []Piece {
	var out []Piece
	var words strings.Builder
	next, at := 1, 0
	for _, m := range verb.FindAllStringSubmatchIndex(format, -1) {
		words.WriteString(format[at:m[0]])
		at = m[1]
		if format[m[0]:m[1]] == "%%" {
			words.WriteByte('%')
			continue
		}
		if m[2] >= 0 {
			next, _ = strconv.Atoi(format[m[2]:m[3]]) // digits by the pattern
		}
		if words.Len() > 0 {
			out = append(out, Piece{Text: words.String()})
			words.Reset()
		}
		out = append(out, Piece{Arg: next})
		next++
	}
	words.WriteString(format[at:])
	if words.Len() > 0 {
		out = append(out, Piece{Text: words.String()})
	}
	return out
}

// Status says how an answer is known, in a word: dirilis, diturunkan, berbeda
// antarsumber, belum diketahui. status is a ledger.Status.
func (p Printer) Status(status string) string { return p.T("common.status." + status) }

// Flow names a direction of trade: ekspor, impor, neraca perdagangan.
func (p Printer) Flow(f trade.Flow) string { return p.T("common.flow." + string(f)) }

// BalanceWord says what a balance is: surplus, defisit, or seimbang for zero.
func (p Printer) BalanceWord(a trade.Amount) string {
	switch {
	case a > 0:
		return p.T("common.surplus")
	case a < 0:
		return p.T("common.deficit")
	default:
		return p.T("common.balanced")
	}
}

// LangName names a language in itself: Bahasa Indonesia, English.
func (l Lang) LangName() string { return Printer{Lang: l}.T("common.lang.self") }

// List joins items as a sentence does: a, b, dan c; a, b and c.
func (p Printer) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return p.T("common.list.two", items[0], items[1])
	default:
		return p.T("common.list.last", strings.Join(items[:n-1], ", "), items[n-1])
	}
}

// Capital raises the first letter, for a word that begins a heading.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
