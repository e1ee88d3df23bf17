package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/nomen"
	"muara/internal/trade"
)

// File is a file to be imported. It is opened more than once.
type File struct {
	Name string
	Open func() (ingest.Source, io.Closer, error)
}

// Request asks for an import.
type Request struct {
	Files   []File
	Dataset string // empty: each kind of file has a data set of its own
	Title   trade.Text
	Options lake.Options
	Mapping *ingest.Mapping // for tables of no known kind
	By      string

	// Illustrative says that the figures are made up, for training and tests:
	// the data set says so wherever it shows.
	Illustrative bool
}

// Outcome says what became of the files.
type Outcome struct {
	Drafts []Drafted   `json:"drafts,omitempty"`
	Lists  []ListAdded `json:"lists,omitempty"` // nomenclatures and conversion tables
	Files  []NotTaken  `json:"not_taken,omitempty"`
}

// Drafted is a release that waits for somebody to publish it.
type Drafted struct {
	Manifest *lake.Manifest `json:"manifest"`
	Quality  *Quality       `json:"quality"`
	Already  bool           `json:"already,omitempty"` // these files are in the release already
}

// ListAdded is a nomenclature or a conversion table that was kept.
type ListAdded struct {
	File  string        `json:"file"`
	Added []nomen.Added `json:"added"`
}

// NotTaken is a file of which nothing was taken, and why.
type NotTaken struct {
	File string     `json:"file"`
	Why  trade.Text `json:"why"`
}

// Progress is told how far the work is; it may be nil.
type Progress func(jobs.Progress)

// opened is a file of a request with what is known of it.
type opened struct {
	File
	sha     string
	size    int64
	found   ingest.Found
	survey  *survey
	edition string // told by the codes, where the file does not state it
}

// hash reads a file once for its SHA-256.
func hash(ctx context.Context, f File) (sum string, size int64, err error) {
	src, closer, err := f.Open()
	if err != nil {
		return "", 0, err
	}
	defer closer.Close()
	h := sha256.New()
	buf := make([]byte, 1<<20)
	for size < src.Size {
		if err := ctx.Err(); err != nil {
			return "", 0, err
		}
		n, err := src.Data.ReadAt(buf[:min(int64(len(buf)), src.Size-size)], size)
		h.Write(buf[:n])
		size += int64(n)
		if n == 0 && err != nil {
			return "", 0, fmt.Errorf("read %s: %w", f.Name, err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// watched tells how much of a file has been read.
type watched struct {
	io.ReaderAt
	read func(end int64)
}

func (w watched) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.ReaderAt.ReadAt(p, off)
	w.read(off + int64(n))
	return n, err
}
