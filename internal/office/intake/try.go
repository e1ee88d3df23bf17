package intake

import (
	"context"
	"errors"
	"strings"

	"muara/internal/ingest"
)

// Tried is how the first rows of a table are read by a mapping.
type Tried struct {
	Rows    []TriedRow
	Refused []ingest.Refusal
}

// TriedRow is one row as it would be taken, with its places resolved.
type TriedRow struct {
	ingest.Row
	From, To string // codes of the reporter and the partner
}

// How much of a table is tried.
const (
	triedRows    = 8
	triedRefused = 5
	triedBytes   = 256 << 10 // of a text; workbooks and archives are read as far as needed
)

// Try reads the first rows of a file of an upload by a mapping.
func (u *Uploads) Try(ctx context.Context, up Upload, i int, m ingest.Mapping) (*Tried, error) {
	f, err := u.Open(up, i)
	if err != nil {
		return nil, err
	}
	src, closer, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	head := make([]byte, min(src.Size, 512))
	if _, err := src.Data.ReadAt(head, 0); err != nil {
		return nil, filesGone(err)
	}
	cut := false
	if ingest.IsText(head) && src.Size > triedBytes {
		src.Size, cut = triedBytes, true
	}
	out := &Tried{}
	var at places
	err = ingest.ReadMapped(ctx, src, m, ingest.Options{}, ingest.Sink{
		Row: func(r *ingest.Row) error {
			row := TriedRow{*r, at.resolve(r.Reporter), at.resolve(r.Partner)}
			row.Product, row.Port = strings.Clone(r.Product), strings.Clone(r.Port)
			out.Rows = append(out.Rows, row)
			if len(out.Rows) == triedRows {
				return errEnough
			}
			return nil
		},
		Refuse: func(r ingest.Refusal) { out.Refused = append(out.Refused, r) },
	})
	if errors.Is(err, errEnough) {
		err = nil
	} else if n := len(out.Refused); cut && n > 0 {
		out.Refused = out.Refused[:n-1] // the last row was cut in two
	}
	out.Refused = out.Refused[:min(len(out.Refused), triedRefused)]
	return out, err
}
