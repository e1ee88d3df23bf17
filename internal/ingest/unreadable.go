package ingest

import (
	"bytes"

	"muara/internal/trade"
)

// Unreadable says, from the first few kilobytes of a file, why it cannot hold
// trade: a picture, a document, a program. It is nil for what deserves to be
// read from end to end; that this holds trade is not promised.
func Unreadable(head []byte) *trade.Text {
	if len(bytes.TrimSpace(head)) == 0 {
		return &trade.Text{ID: "berkas ini kosong", EN: "this file is empty"}
	}
	switch magic(head) {
	case "zip", "gzip", "zstd", "parquet", "ole": // what an OLE file is, its reader tells
		return nil
	case "":
		if wideText(head) || looksLikeText(head) {
			return nil
		}
	}
	return &trade.Text{
		ID: "jenis berkas ini tidak dapat dibaca; seharusnya " + expectedFiles.ID,
		EN: "this kind of file cannot be read; expected " + expectedFiles.EN,
	}
}

// wideText knows UTF-16.
func wideText(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || zeros(head, 1) || zeros(head, 0)
}

// looksLikeText knows texts that are tables or lists: no control characters but
// those of layout, and no document that is written as text.
func looksLikeText(head []byte) bool {
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a || c == 0x7f {
			return false
		}
	}
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head[:min(len(head), 512)], []byte("\xef\xbb\xbf"))))
	for _, mark := range []string{"<!doctype", "<html", "<?xml", "<script", "<svg", `{\rtf`, "%!ps", "#!/"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return false
		}
	}
	return true
}

// IsText reports whether a file begins as a text, which may be read in part,
// and not as an archive or a workbook.
func IsText(head []byte) bool { return magic(head) == "" }
