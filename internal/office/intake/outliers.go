package intake

import (
	"cmp"
	"math"
	"slices"

	"muara/internal/ingest"
)

// Unit values are counted in buckets of a sixteenth of a decade, from 1e-6 to
// 1e10 US$ per kg; what lies beyond falls into the first or the last.
const (
	perDecade = 16
	lowest    = -6
	buckets   = 16 * perDecade
)

// unitValues finds rows whose value per kilogram is far from the median of
// their product, in one pass and with memory for products only: the spread of
// each product is kept as a histogram, and its extreme rows by name.
type unitValues struct {
	weighed  int64
	products map[string]*spread
}

type spread struct {
	rows      int64
	count     [buckets]uint32
	low, high []Outlier // the few lowest and highest
}

const extremes = 5

func (u *unitValues) add(file string, r *ingest.Row) {
	if !r.HasWeight || r.Grams <= 0 || r.Value <= 0 {
		return
	}
	u.weighed++
	usd := float64(r.Value) * 10 / float64(r.Grams)
	s := u.products[r.Product]
	if s == nil {
		if u.products == nil {
			u.products = map[string]*spread{}
		}
		s = &spread{}
		u.products[r.Product] = s
	}
	s.rows++
	s.count[bucket(usd)]++
	row := func() Outlier {
		return Outlier{File: file, Sheet: r.Sheet, Row: r.Line, Product: r.Product, USDkg: usd}
	}
	if len(s.low) < extremes || usd < s.low[len(s.low)-1].USDkg {
		s.low = insert(s.low, row(), func(a, b Outlier) int { return cmp.Compare(a.USDkg, b.USDkg) })
	}
	if len(s.high) < extremes || usd > s.high[len(s.high)-1].USDkg {
		s.high = insert(s.high, row(), func(a, b Outlier) int { return cmp.Compare(b.USDkg, a.USDkg) })
	}
}

func bucket(usd float64) int {
	return min(max(int((math.Log10(usd)-lowest)*perDecade), 0), buckets-1)
}

func insert(list []Outlier, o Outlier, by func(a, b Outlier) int) []Outlier {
	at, _ := slices.BinarySearchFunc(list, o, by)
	list = slices.Insert(list, at, o)
	return list[:min(len(list), extremes)]
}

// median is the middle of the bucket in which the median row lies, in US$ per
// kg: within 8 % of the true one.
func (s *spread) median() (float64, int) {
	var seen int64
	for b, n := range s.count {
		if seen += int64(n); 2*seen >= s.rows {
			return math.Pow(10, lowest+(float64(b)+0.5)/perDecade), b
		}
	}
	return 0, 0
}

// report counts the rows that are more than a decade off. Products with fewer
// than five rows have no median worth the name.
func (u *unitValues) report() Outliers {
	out := Outliers{Weighed: u.weighed}
	for _, s := range u.products {
		if s.rows < 5 {
			continue
		}
		median, at := s.median()
		for b, n := range s.count {
			if b < at-perDecade || b > at+perDecade {
				out.Rows += int64(n)
			}
		}
		for _, o := range append(slices.Clone(s.low), s.high...) {
			if b := bucket(o.USDkg); b < at-perDecade || b > at+perDecade {
				o.Median = median
				out.First = append(out.First, o)
			}
		}
	}
	off := func(o Outlier) float64 { return math.Abs(math.Log(o.USDkg / o.Median)) }
	slices.SortFunc(out.First, func(a, b Outlier) int {
		return cmp.Or(cmp.Compare(off(b), off(a)), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row))
	})
	out.First = slices.CompactFunc(out.First, func(a, b Outlier) bool { return a.File == b.File && a.Sheet == b.Sheet && a.Row == b.Row })
	out.First = out.First[:min(len(out.First), 50)]
	return out
}
