package pack

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"muara/internal/trade"
)

// Names of the files of a pack.
const (
	manifestFile   = "pack.toml"
	sourcesFile    = "sources.csv"
	namesFile      = "names.csv"
	notesFile      = "notes.csv"
	conflictsFile  = "conflicts.csv"
	smallFirmsFile = "small_firms.csv"
	figuresFolder  = "figures"
)

// Limits keep a damaged or hostile file from filling the memory.
const (
	maxLineBytes = 64 << 10
	maxFileBytes = 32 << 20
	maxTOMLBytes = 64 << 10
)

// open opens a file that must be a plain one: no folder, no link out of the
// pack, no pipe that would wait for ever. It reports what is wrong; a missing
// file is a fault only if it is required.
func (r *reader) open(name string, required bool) (fs.File, bool) {
	info, err := fs.Lstat(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		if required {
			r.add(Fault{File: name, Expected: textf("berkas ini ada di dalam paket", "this file in the pack")})
		}
		return nil, false
	}
	if err != nil {
		r.unreadable(name, err)
		return nil, false
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		r.add(Fault{File: name, Found: "symlink", Expected: textf("berkas biasa, bukan tautan ke berkas lain", "a plain file, not a link to another")})
		return nil, false
	case !info.Mode().IsRegular():
		r.add(Fault{File: name, Found: info.Mode().Type().String(), Expected: textf("berkas biasa", "a plain file")})
		return nil, false
	case info.Size() == 0:
		r.add(Fault{File: name, Found: "0 byte", Expected: textf("isi; berkas ini kosong sama sekali (0 byte)", "content; this file is wholly empty (0 bytes)")})
		return nil, false
	case info.Size() > maxFileBytes:
		r.add(Fault{File: name, Found: megabytes(info.Size()), Expected: textf("berkas paling besar %d MB; bagilah menjadi beberapa berkas", "a file of at most %d MB; split it into several", maxFileBytes>>20)})
		return nil, false
	}
	f, err := r.fsys.Open(name)
	if err != nil {
		r.unreadable(name, err)
		return nil, false
	}
	return f, true
}

func (r *reader) unreadable(name string, err error) {
	r.add(Fault{File: name, Found: err.Error(), Expected: textf("berkas yang dapat dibaca", "a file that can be read")})
}

// lines calls each for every line of a file, without its end, and with its
// number from 1. Lines that are too long are reported and left out; a byte
// order mark of UTF-8 is taken off; UTF-16 is reported once. It returns false
// if the file could not be read.
func (r *reader) lines(name string, required bool, each func(row int, line string)) bool {
	f, ok := r.open(name, required)
	if !ok {
		return false
	}
	defer f.Close()
	// The size that Lstat gave may not be what is read.
	in := bufio.NewReaderSize(io.LimitReader(f, maxFileBytes+1), maxLineBytes)
	if head, _ := in.Peek(3); bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		r.add(Fault{File: name, Row: 1, Found: "UTF-16", Expected: textf("teks UTF-8; simpan ulang sebagai \"CSV UTF-8\"", "UTF-8 text; save it again as \"CSV UTF-8\"")})
		return false
	} else if bytes.Equal(head, []byte("\xEF\xBB\xBF")) {
		in.Discard(3)
	}
	for row := 1; ; row++ {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			var size int64
			size, err = skipLine(in, int64(len(line)))
			r.add(Fault{File: name, Row: row, Found: megabytes(size), Expected: textf("baris paling panjang %d KB", "a line of at most %d KB", maxLineBytes>>10)})
		} else if len(line) > 0 {
			each(row, strings.TrimRight(string(line), "\r\n"))
		}
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			r.unreadable(name, err)
			return false
		}
	}
}

// skipLine reads on to the end of a line and returns its whole length.
func skipLine(in *bufio.Reader, size int64) (int64, error) {
	for {
		part, err := in.ReadSlice('\n')
		size += int64(len(part))
		if !errors.Is(err, bufio.ErrBufferFull) {
			return size, err
		}
	}
}

func megabytes(n int64) string {
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}

// badText says what is wrong with the bytes of a line or cell: not UTF-8, a NUL
// or another control character. ok is true where nothing is.
func badText(s string) (expected trade.Text, ok bool) {
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == utf8.RuneError && size == 1 && 0x80 <= s[i] && s[i] <= 0x9F:
			return textf("teks UTF-8; byte %#02x adalah tanda dari Windows-1252: simpan ulang sebagai \"CSV UTF-8\"",
				"UTF-8 text; the byte %#02x is a Windows-1252 character: save it again as \"CSV UTF-8\"", s[i]), false
		case c == utf8.RuneError && size == 1:
			return textf("teks UTF-8; byte %#02x bukan UTF-8: simpan ulang sebagai \"CSV UTF-8\"",
				"UTF-8 text; the byte %#02x is not UTF-8: save it again as \"CSV UTF-8\"", s[i]), false
		case c == 0:
			return textf("teks tanpa byte NUL; berkas ini mungkin rusak", "text without NUL bytes; the file may be damaged"), false
		case c < ' ' && c != '\t' || c == 0x7F:
			return textf("teks tanpa karakter kendali (%U)", "text without control characters (%U)", c), false
		}
		i += size
	}
	return trade.Text{}, true
}
