package nomen

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// DefaultLimits let the largest nomenclatures pass (a tariff book has 3 MB) and
// keep everything in memory small.
func DefaultLimits() ingest.Limits {
	return ingest.Limits{Unpacked: 64 << 20, Ratio: 250, Free: 16 << 20, Members: 1}
}

// mostRows is how many rows a file may have: all editions of the Harmonized
// System have 46,000, all pairs of their conversion tables some 120,000.
const mostRows = 1_000_000

// headSize is how much of a text decides what it is.
const headSize = 64 << 10

var errTooLarge = errors.New("unpacks to more than the limit")

// limited stops a reader that gives more than is sensible.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, errTooLarge
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// most is how large a file of a packed size may become.
func most(packed int64, packing string, l ingest.Limits) int64 {
	if packing == "" || packed >= l.Unpacked/max(l.Ratio, 1) {
		return l.Unpacked
	}
	return min(l.Unpacked, max(l.Free, packed*l.Ratio))
}

// magic names a container by its first bytes; empty for texts.
func magic(head []byte) string {
	for _, m := range []struct{ prefix, name string }{
		{"\x1f\x8b", "gzip"}, {"\x28\xb5\x2f\xfd", "zstd"}, {"PK\x03\x04", "zip"}, {"PK\x05\x06", "zip"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"}, {"PAR1", "parquet"}, {"%PDF", "pdf"},
	} {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return m.name
		}
	}
	return ""
}

// inflate unpacks gzip and zstandard; other texts pass.
func inflate(r io.Reader, how string) (io.Reader, func(), error) {
	switch how {
	case "gzip":
		z, err := gzip.NewReader(r)
		return z, func() {}, err
	case "zstd":
		// A window of 8 MB is what zstd makes at its strongest usual level.
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(32<<20), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return r, func() {}, nil
}

// openText unpacks a file to UTF-8 text, within the limits.
func openText(src ingest.Source, l ingest.Limits) (*bufio.Reader, func(), error) {
	if src.Size == 0 {
		return nil, nil, refuse("", empty)
	}
	whole := bufio.NewReaderSize(io.NewSectionReader(src.Data, 0, src.Size), headSize)
	head, err := whole.Peek(8)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	packing := magic(head)
	if packing != "" && packing != "gzip" && packing != "zstd" {
		return nil, nil, refuse(packing, expectedFiles)
	}
	r, done, err := inflate(whole, packing)
	if err != nil {
		return nil, nil, broken(err)
	}
	b := bufio.NewReaderSize(&limited{r, most(src.Size, packing, l)}, headSize)
	head, err = b.Peek(headSize)
	if err == nil || errors.Is(err, io.EOF) || len(head) > 0 {
		err = nil // what is wrong after the head is met when it is read
		switch {
		case magic(head) != "":
			err = refuse(magic(head), expectedFiles)
		case len(bytes.TrimSpace(head)) == 0:
			err = refuse("", empty)
		}
	}
	if err != nil {
		done()
		return nil, nil, broken(err)
	}
	return utf8Text(b, head), done, nil
}

// utf8Text takes byte order marks off and turns UTF-16 that has one into UTF-8.
// Windows-1252 stays as it is: decode reads its letters.
func utf8Text(b *bufio.Reader, head []byte) *bufio.Reader {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		b.Discard(3) // of what was peeked: cannot fail
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		d := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
		return bufio.NewReaderSize(d.Reader(b), headSize)
	}
	return b
}

// decode turns a field into text: UTF-8, or Windows-1252 where it is none.
func decode(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return string(bytes.ToValidUTF8([]byte(s), []byte("?")))
	}
	return out
}

// peekText unpacks the beginning of a file, as much as is there.
func peekText(raw []byte) []byte {
	how := magic(raw)
	if how != "" && how != "gzip" && how != "zstd" {
		return nil
	}
	r, done, err := inflate(bytes.NewReader(raw), how)
	if err != nil {
		return nil
	}
	defer done()
	head := make([]byte, headSize)
	n, _ := io.ReadFull(r, head) // a head ends in the middle of something
	text := utf8Text(bufio.NewReaderSize(bytes.NewReader(head[:n]), headSize), head[:n])
	out := make([]byte, headSize)
	n, _ = io.ReadFull(text, out)
	return out[:n]
}

// refuse is a refusal of the whole file.
func refuse(found string, expected trade.Text) *ingest.Refusal {
	return &ingest.Refusal{Found: found, Expected: expected}
}

// broken says what is wrong with a file that cannot be unpacked. A disk that
// fails is no fault of the file.
func broken(err error) error {
	var known *ingest.Refusal
	var disk *fs.PathError
	switch {
	case errors.As(err, &known), errors.As(err, &disk):
		return err
	case errors.Is(err, errTooLarge):
		return refuse(err.Error(), trade.Text{
			ID: "daftar kode dengan ukuran yang wajar setelah dibuka; berkas ini mengembang melewati batas, mungkin bom zip",
			EN: "a list of codes of a sensible size once unpacked; this one grows beyond the limit and may be a zip bomb",
		})
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refuse(err.Error(), trade.Text{
			ID: "berkas yang utuh; berkas ini terpotong, unduh atau salin lagi",
			EN: "a whole file; this one is cut off, download or copy it again",
		})
	}
	return refuse(err.Error(), trade.Text{
		ID: "berkas yang utuh; isinya rusak, unduh atau salin lagi",
		EN: "a whole file; its content is damaged, download or copy it again",
	})
}

var (
	empty = trade.Text{
		ID: "berkas yang berisi daftar kode; berkas ini kosong",
		EN: "a file with a list of codes; this one is empty",
	}
	expectedFiles = trade.Text{
		ID: "CSV atau JSON, boleh dalam gz atau zst; keluarkan dahulu dari arsip lain, simpan buku kerja sebagai CSV",
		EN: "CSV or JSON, which may be packed as gz or zst; take it out of other archives first, save a workbook as CSV",
	}
)
