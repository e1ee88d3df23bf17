package ingest

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"muara/internal/trade"
)

// Sample is the beginning of a file.
type Sample struct {
	Head   []byte   // of a text, UTF-8 or a superset of ASCII; nil for workbooks
	More   bool     // the text goes on after Head
	Delim  byte     // of a CSV text
	Fields []string // of its first line, trimmed
	Sheets []sheetSample
	Table  *sheetSample // of Parquet, whose columns have names of their own
}

// sheetSample is the beginning of a sheet.
type sheetSample struct {
	name   string
	fields []string // names of the columns, where the format keeps them apart
	rows   [][]cell // the first rows that hold something, without blank cells at the end
	line   []int    // their numbers
}

func textSample(head []byte, more bool) *Sample {
	s := &Sample{Head: head, More: more}
	line := head
	if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	s.Delim = delimiter(line)
	if bytes.IndexByte(line, s.Delim) < 0 {
		s.Delim = delimiterBelow(head[len(line):])
	}
	r := newCSV(bytes.NewReader(append(bytes.Clone(line), '\n')), s.Delim)
	if fields, err := r.next(); err == nil {
		for _, f := range fields {
			s.Fields = append(s.Fields, strings.TrimSpace(decode(f)))
		}
	}
	return s
}

// delimiter is the mark that occurs most in a heading.
func delimiter(line []byte) byte {
	best, most := byte(','), 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		if n := bytes.Count(line, []byte{d}); n > most {
			best, most = d, n
		}
	}
	return best
}

// delimiterBelow is the mark that most lines below a title agree on: the one
// that stands as often in each of them.
func delimiterBelow(text []byte) byte {
	const look = 50
	counts := map[byte]map[int]int{}
	n := 0
	for line := range bytes.Lines(text) {
		if n++; n > look {
			break
		}
		for _, d := range []byte{',', ';', '\t', '|'} {
			if k := bytes.Count(line, []byte{d}); k > 0 {
				if counts[d] == nil {
					counts[d] = map[int]int{}
				}
				counts[d][k]++
			}
		}
	}
	best, most := byte(','), 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		for k, lines := range counts[d] {
			if score := lines*64 + min(k, 63); score > most {
				best, most = d, score
			}
		}
	}
	return best
}

// has reports whether a heading holds all of these columns, in any order.
func (s *Sample) has(names ...string) bool {
	for _, n := range names {
		if s.column(n) < 0 {
			return false
		}
	}
	return true
}

// column finds a column by its name, without regard to case; -1 if missing.
func (s *Sample) column(name string) int {
	for i, f := range s.Fields {
		if strings.EqualFold(f, name) {
			return i
		}
	}
	return -1
}

// unknown says of a file that no format recognises what it looks like.
func (s *Sample) unknown() error {
	if s.Sheets != nil {
		return unknownSheets(s.Sheets)
	}
	if s.Table != nil {
		return refused(strings.Join(s.Table.fields, ", "), wantTrade)
	}
	found := strings.Join(strings.Fields(strings.ToValidUTF8(string(s.Head[:min(len(s.Head), 300)]), "?")), " ")
	return refused(found, wantTrade)
}

var wantTrade = trade.Text{
	ID: "berkas BACI (kolom t,i,j,k,v), UN Comtrade (CSV lama atau JSON), BPS exim, unggahan provinsi, atau tabel dengan kolom nilai yang dibaca menurut pemetaan kolom",
	EN: "a file of BACI (columns t,i,j,k,v), UN Comtrade (old CSV or JSON), BPS exim, a provincial upload, or a table with a column of values that a mapping of columns describes",
}

// toUTF8 takes byte order marks off and turns UTF-16 into UTF-8. Windows-1252
// stays as it is: its marks are those of ASCII, and decode reads its names.
func toUTF8(b *bufio.Reader, head []byte) (*bufio.Reader, error) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err := b.Discard(3)
		return b, err
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return wide(b, unicode.LittleEndian), nil
	case zeros(head, 1):
		return wide(b, unicode.LittleEndian), nil
	case zeros(head, 0):
		return wide(b, unicode.BigEndian), nil
	}
	return b, nil
}

func wide(r io.Reader, order unicode.Endianness) *bufio.Reader {
	d := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	return bufio.NewReaderSize(d.Reader(r), headSize)
}

// zeros reports whether nearly every second byte, from the first or second on,
// is zero and the others are not: UTF-16 without its mark.
func zeros(head []byte, from int) bool {
	head = head[:min(len(head), 512)&^1]
	if len(head) < 8 {
		return false
	}
	zero, other := 0, 0
	for i := 0; i < len(head); i += 2 {
		if head[i+from] == 0 {
			zero++
		}
		if head[i+1-from] == 0 {
			other++
		}
	}
	return zero > len(head)/2*9/10 && other == 0
}

// decode turns a field into text: UTF-8, or Windows-1252 where it is none.
func decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "?")
	}
	return string(out)
}

// names keeps one string for each distinct text, so that rows need none of
// their own. It forgets everything when it grows beyond its limit.
type names map[string]string

func (n names) of(b []byte) string {
	if s, ok := n[string(b)]; ok {
		return s
	}
	if len(n) > 1<<18 {
		clear(n)
	}
	s := strings.TrimSpace(decode(b))
	n[string(b)] = s
	return s
}
