package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"muara/internal/trade"
)

// Limits keep a hostile or broken file from filling memory or running on.
type Limits struct {
	Unpacked int64 // bytes that one file may become
	Ratio    int64 // times its packed size that a file may become ...
	Free     int64 // ... once it is larger than this
	Members  int   // files in an archive
}

// DefaultLimits let the largest release of BACI pass (about 30 million rows a
// year, packed 1:12) and stop a bomb, which grows a thousandfold.
func DefaultLimits() Limits {
	return Limits{Unpacked: 64 << 30, Ratio: 250, Free: 64 << 20, Members: 1000}
}

var errTooLarge = errors.New("unpacks to more than the limit")

// limited counts what comes out of an unpacker against what went in.
type limited struct {
	r    io.Reader
	left int64
}

func newLimited(r io.Reader, packed int64, l Limits) *limited {
	most := l.Unpacked
	if packed < most/max(l.Ratio, 1) {
		most = min(most, max(l.Free, packed*l.Ratio))
	}
	return &limited{r: r, left: most}
}

// Read reads; one byte more than the limit is an error.
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

// headSize is how much of a text formats see before they decide.
const headSize = 64 << 10

// unpack finds the texts and workbooks in a file and calls each for them.
func unpack(src Source, l Limits, sink Sink, each func(*Part) error) error {
	out := &Out{file: src.Name, sink: sink}
	src.Data = steady{src.Data, src.Size}
	if src.Size == 0 {
		return out.end(refused("", trade.Text{ID: "berkas yang berisi data; berkas ini kosong", EN: "a file with data; this one is empty"}))
	}
	head := make([]byte, min(src.Size, 4096))
	if _, err := src.Data.ReadAt(head, 0); err != nil {
		return out.end(broken(err))
	}
	whole := func() io.Reader { return io.NewSectionReader(src.Data, 0, src.Size) }
	switch magic(head) {
	case "zip":
		return unzip(src, l, sink, out, each)
	case "gzip", "zstd":
		r, done, err := inflate(whole(), magic(head))
		if err != nil {
			return out.end(broken(err))
		}
		defer done()
		if magic(head) == "zstd" { // which unpacks on goroutines of its own
			return text(src.Name, newLimited(r, src.Size, l), out, each)
		}
		ahead := newAhead(newLimited(r, src.Size, l))
		defer ahead.close()
		return text(src.Name, ahead, out, each)
	case "ole":
		return out.end(oldOffice(src))
	case "parquet":
		f, err := openParquet(src, l)
		if err != nil {
			return out.end(err)
		}
		first := parquetTable(f).first
		return each(&Part{Name: src.Name, Parquet: f, Sample: &Sample{Table: &first}})
	case "pdf", "picture":
		return out.end(refused(magic(head), expectedFiles))
	}
	return text(src.Name, whole(), out, each)
}

// steady is a file whose size was taken when it was opened. A file that ends
// before is one that somebody shortens or replaces while it is read: without
// this a text would seem to end there, and nobody would miss its rest.
type steady struct {
	data io.ReaderAt
	size int64
}

// ReadAt reads within the size, and fails where the file has shrunk.
func (s steady) ReadAt(p []byte, off int64) (int, error) {
	if off >= s.size {
		return 0, io.EOF
	}
	whole := p
	if int64(len(p)) > s.size-off {
		whole = p[:s.size-off]
	}
	n, err := s.data.ReadAt(whole, off)
	switch {
	case n == len(whole) && len(whole) < len(p):
		return n, io.EOF
	case n == len(whole):
		return n, nil
	case err == nil, errors.Is(err, io.EOF):
		return n, errShrunk
	}
	return n, err
}

var errShrunk = errors.New("the file became shorter while it was read")

// magic names a container by its first bytes; empty for texts.
func magic(head []byte) string {
	for _, m := range []struct{ prefix, name string }{
		{"PK\x03\x04", "zip"}, {"PK\x05\x06", "zip"}, {"\x1f\x8b", "gzip"}, {"\x28\xb5\x2f\xfd", "zstd"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"}, {"PAR1", "parquet"}, {"%PDF", "pdf"},
		{"\x89PNG", "picture"}, {"\xff\xd8\xff", "picture"}, {"GIF8", "picture"},
	} {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return m.name
		}
	}
	return ""
}

func inflate(r io.Reader, how string) (io.Reader, func(), error) {
	if how == "gzip" {
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 1<<16))
		return z, func() {}, err
	}
	// A window of 128 MB is what zstd --long=27 makes; larger ones are refused.
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(128<<20), zstd.WithDecoderConcurrency(2))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

// unzip reads a workbook, or each file of an archive.
func unzip(src Source, l Limits, sink Sink, out *Out, each func(*Part) error) error {
	z, err := zip.NewReader(src.Data, src.Size)
	if err != nil {
		return out.end(broken(err))
	}
	if len(z.File) > l.Members {
		return out.end(refused("", trade.Text{ID: "arsip dengan paling banyak seribu berkas", EN: "an archive of at most a thousand files"}))
	}
	if b, err := openBook(z, l); b != nil || err != nil {
		if err != nil {
			return out.end(err)
		}
		s, err := b.sample()
		if err != nil {
			return out.end(err)
		}
		return each(&Part{Name: src.Name, Book: b, Sample: s})
	}
	read := 0
	for _, f := range z.File {
		base := f.Name[strings.LastIndexByte(f.Name, '/')+1:]
		if f.FileInfo().IsDir() || strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(base, ".") || !fs.ValidPath(f.Name) {
			continue
		}
		read++
		if err := unzipOne(src.Name+"/"+f.Name, f, l, sink, each); err != nil {
			return err
		}
	}
	if read == 0 {
		return out.end(refused("", trade.Text{ID: "arsip yang berisi berkas; arsip ini kosong", EN: "an archive with files; this one is empty"}))
	}
	return nil
}

func unzipOne(name string, f *zip.File, l Limits, sink Sink, each func(*Part) error) error {
	out := &Out{file: name, sink: sink}
	r, err := f.Open()
	if err != nil {
		return out.end(broken(err))
	}
	defer r.Close()
	ahead := newAhead(newLimited(r, int64(f.CompressedSize64), l))
	defer ahead.close()
	return text(name, ahead, out, each)
}

// text looks at the beginning of a text and hands it on.
func text(name string, r io.Reader, out *Out, each func(*Part) error) error {
	b := bufio.NewReaderSize(r, headSize)
	head, err := b.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return out.end(broken(err))
	}
	if m := magic(head); m != "" {
		return out.end(refused(m, trade.Text{
			ID: "teks CSV atau JSON di dalam arsip; keluarkan dahulu berkas di dalamnya",
			EN: "a CSV or JSON text inside the archive; take the file out of it first",
		}))
	}
	utf8, err := toUTF8(b, head)
	if err != nil {
		return out.end(broken(err))
	}
	head, err = utf8.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return out.end(broken(err))
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return out.end(refused("", trade.Text{ID: "berkas yang berisi data; berkas ini kosong", EN: "a file with data; this one is empty"}))
	}
	return each(&Part{Name: name, Text: utf8, Sample: textSample(bytes.Clone(head), err == nil)})
}

var expectedFiles = trade.Text{
	ID: "CSV, JSON, XLSX, atau Parquet; CSV dan JSON boleh dalam gz, zst, atau zip",
	EN: "CSV, JSON, XLSX or Parquet; CSV and JSON may be packed as gz, zst or zip",
}

func refused(found string, expected trade.Text) *Refusal {
	return &Refusal{Found: found, Expected: expected}
}

// broken says what is wrong with a container or a disk in words for people. Its
// refusals are marked as Broken.
func broken(err error) error {
	err = whatBroke(err)
	if r, ok := err.(*Refusal); ok {
		r.Broken = true
	}
	return err
}

func whatBroke(err error) error {
	var corrupt flate.CorruptInputError
	var stopped *abort
	var known *Refusal
	switch {
	case errors.As(err, &stopped), errors.As(err, &known):
		return err
	case errors.Is(err, errShrunk):
		return refused(err.Error(), trade.Text{
			ID: "berkas yang tidak berubah selama dibaca; ukurannya berkurang, tunggu sampai selesai disalin lalu ulangi",
			EN: "a file that does not change while it is read; it became shorter, wait until it has been copied and try again",
		})
	case errors.Is(err, errTooLarge):
		return refused(err.Error(), trade.Text{
			ID: "berkas yang ukurannya wajar setelah dibuka; berkas ini mengembang melewati batas, mungkin bom zip",
			EN: "a file of a sensible size once unpacked; this one grows beyond the limit and may be a zip bomb",
		})
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refused(err.Error(), trade.Text{
			ID: "berkas yang utuh; berkas ini terpotong, unduh atau salin lagi",
			EN: "a whole file; this one is cut off, download or copy it again",
		})
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrAlgorithm),
		errors.Is(err, zip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch), errors.Is(err, zstd.ErrMagicMismatch),
		errors.Is(err, zstd.ErrWindowSizeExceeded), errors.As(err, &corrupt):
		return refused(err.Error(), damaged)
	}
	// The packers have more errors than they name; a disk that fails says so itself.
	var path *fs.PathError
	if errors.As(err, &path) {
		return err
	}
	return refused(err.Error(), damaged)
}

var damaged = trade.Text{
	ID: "berkas yang utuh; isinya rusak, unduh atau salin lagi",
	EN: "a whole file; its content is damaged, download or copy it again",
}

// oldOffice tells a workbook with a password from one of before 2007: both are
// OLE containers, the first has a stream called EncryptedPackage.
func oldOffice(src Source) error {
	head := make([]byte, min(src.Size, 1<<20))
	if _, err := src.Data.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	tail := make([]byte, min(src.Size, 1<<20)) // the directory may lie at the end
	if _, err := src.Data.ReadAt(tail, src.Size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	name := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	if bytes.Contains(head, name) || bytes.Contains(tail, name) {
		return refused("XLSX", trade.Text{
			ID: "buku kerja tanpa kata sandi; simpan ulang tanpa kata sandi di Excel",
			EN: "a workbook without a password; save it again without one in Excel",
		})
	}
	return refused("XLS (1997-2003)", trade.Text{
		ID: "XLSX; buka di Excel lalu simpan sebagai .xlsx",
		EN: "XLSX; open it in Excel and save it as .xlsx",
	})
}
