package intake

import (
	"context"
	"errors"
	"strings"

	"muara/internal/ingest"
	"muara/internal/trade"
)

// slice is what may hold a total beside its parts.
type slice struct {
	flow     trade.Flow
	reporter string
	region   string
	period   trade.Period
}

// survey is what a first reading of files found: which levels of the HS each
// slice has, and whether it has single partners beside the World.
type survey struct {
	slices map[slice]*shape
	rows   int64
	noFlow int64
	margin bool // all rows are sums of a summary table
	annual bool
	months bool
	places places

	margins map[ingest.Margin]bool
	codes   map[string]bool // different product codes
	stated  bool            // the file states the edition of some codes
}

type shape struct {
	levels uint16 // bit n: rows with codes of 2n digits; bit 0 for all goods
	parts  bool   // rows of single partners
	blank  bool   // rows that name no partner
}

// finest is the number of digits of the finest codes.
func (s *shape) finest() int {
	for n := 15; n > 0; n-- {
		if s.levels&(1<<n) != 0 {
			return 2 * n
		}
	}
	return 0
}

func level(product string) int { return (len(product) + 1) / 2 }

// errEnough ends a reading that has seen what it needs.
var errEnough = errors.New("enough")

// sniff says what a file is without reading it.
func sniff(ctx context.Context, src ingest.Source, opt ingest.Options) (ingest.Found, *ingest.Refusal, error) {
	var found ingest.Found
	var refused *ingest.Refusal
	err := ingest.Read(ctx, src, opt, ingest.Sink{
		Found:  func(f ingest.Found) { found = f },
		Row:    func(*ingest.Row) error { return errEnough },
		Refuse: func(r ingest.Refusal) { refused = &r },
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return found, refused, err
}

// add takes note of a row.
func (s *survey) add(r *ingest.Row, reporter string) {
	s.rows++
	if r.Flow == "" {
		s.noFlow++
	}
	if s.rows == 1 {
		s.margin = true
	}
	s.margin = s.margin && r.Margin != ingest.Detailed
	switch {
	case r.Period.IsMonth():
		s.months = true
	case r.Period.IsYear():
		s.annual = true
	}
	key := slice{r.Flow, reporter, r.Region, r.Period}
	if s.slices == nil {
		s.slices = map[slice]*shape{}
	}
	sh := s.slices[key]
	if sh == nil {
		sh = &shape{}
		s.slices[key] = sh
	}
	sh.levels |= 1 << level(r.Product)
	switch {
	case whole(r):
	case r.Partner == (ingest.Place{}):
		sh.blank = true
	default:
		sh.parts = true
	}
	if r.Margin != ingest.Detailed {
		if s.margins == nil {
			s.margins = map[ingest.Margin]bool{}
		}
		s.margins[r.Margin] = true
	}
	if s.codes == nil {
		s.codes = map[string]bool{}
	}
	if !s.codes[r.Product] && len(s.codes) < mostCodes {
		s.codes[strings.Clone(r.Product)] = true
	}
	if r.Edition != "" {
		s.stated = true
	}
}

// mostCodes bounds how many different codes are looked at to tell the edition.
const mostCodes = 50_000

// whole reports whether a row is of all partners together. One that names no
// partner is only so where no other row of its slice names one.
func whole(r *ingest.Row) bool {
	switch r.Margin {
	case ingest.ByProduct, ingest.ByPeriod, ingest.BySector, ingest.ByUse:
		return true
	}
	return r.World
}
