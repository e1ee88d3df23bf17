package mem

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"muara/internal/facts"
	"muara/internal/trade"
)

// code returns the code of a row in a stored dimension.
func code(r *Row, d facts.Dim) string {
	if digits, ok := facts.Digits(d); ok {
		return facts.CodeAt(orUnspecified(r.Product), digits)
	}
	switch d {
	case facts.Year:
		return fmt.Sprintf("%04d", r.Year)
	case facts.Month:
		if r.Month == 0 {
			return facts.Unspecified
		}
		return fmt.Sprintf("%04d-%02d", r.Year, r.Month)
	case facts.Flow:
		return string(r.Flow)
	}
	return orUnspecified(text(r, d))
}

// text returns a column of a row as it stands.
func text(r *Row, d facts.Dim) string {
	switch d {
	case facts.Reporter:
		return r.Reporter
	case facts.Region:
		return r.Region
	case facts.Partner:
		return r.Partner
	case facts.Product:
		return r.Product
	case facts.Edition:
		return r.Edition
	case facts.Port:
		return r.Port
	case facts.Industry:
		return r.Industry
	case facts.Sector:
		return r.Sector
	}
	return ""
}

func orUnspecified(s string) string {
	if s == "" {
		return facts.Unspecified
	}
	return s
}

// wanted reports whether a row is within the periods and the filters.
func wanted(p *facts.Plan, r *Row) bool {
	if p.Nothing || len(p.Months) > 0 && !slices.ContainsFunc(p.Months, func(m facts.MonthSet) bool { return within(m, r) }) {
		return false
	}
	for _, f := range p.Where {
		if slices.ContainsFunc(f.Values, func(v string) bool { return match(r, f.Dim, v) }) == f.Not {
			return false
		}
	}
	return true
}

func within(m facts.MonthSet, r *Row) bool {
	if m.Year != r.Year || m.Flow != "" && m.Flow != r.Flow {
		return false
	}
	if r.Month == 0 {
		return m.Months == 1<<12-1
	}
	return m.Months&(1<<(r.Month-1)) != 0
}

func match(r *Row, d facts.Dim, v string) bool {
	c := code(r, d)
	return c == v || d == facts.Product && v != facts.Unspecified && strings.HasPrefix(c, v)
}

// sums are those of one row of the answer. Numbers of any size are the
// plainest way to be exact.
type sums struct {
	codes         []string
	value         big.Int // millionths of a cent
	weighed       big.Int
	weight        int64
	hasWeight     bool
	rows          int64
	measured      []int64
	measuredKnown []bool
}

func add(groups map[string]*sums, by []facts.Dim, r *Row) {
	codes := make([]string, len(by))
	for i, d := range by {
		codes[i] = code(r, d)
	}
	key := strings.Join(codes, "\x00")
	g := groups[key]
	if g == nil {
		g = &sums{codes: codes}
		groups[key] = g
	}
	exact := new(big.Int).Mul(big.NewInt(r.Value), million)
	exact.Add(exact, big.NewInt(int64(r.Rest)))
	g.value.Add(&g.value, exact)
	g.rows++
	if r.HasWeight {
		g.weighed.Add(&g.weighed, exact)
		g.weight += r.Grams
		g.hasWeight = true
	}
}

var million = big.NewInt(1_000_000)

// cents rounds millionths to cents, halves away from zero.
func cents(exact *big.Int) (int64, error) {
	half := big.NewInt(500_000)
	if exact.Sign() < 0 {
		half.Neg(half)
	}
	rounded := half.Add(half, exact)
	if rounded.Quo(rounded, million); !rounded.IsInt64() {
		return 0, &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: "jumlahnya terlalu besar untuk dihitung; persempit saringannya",
			EN: "the sum is too large to be counted; narrow the filter",
		}}
	}
	return rounded.Int64(), nil
}

func (g *sums) measure(m facts.Measure) (v int64, known bool, err error) {
	switch m {
	case facts.Value:
		v, err = cents(&g.value)
	case facts.Weighed:
		v, err = cents(&g.weighed)
	case facts.Weight:
		return g.weight, g.hasWeight, nil
	case facts.Rows:
		return g.rows, true, nil
	}
	return v, true, err
}

// frame sorts the groups and cuts the part that was asked for.
func frame(p *facts.Plan, groups map[string]*sums) (*facts.Frame, error) {
	var all []*sums
	for _, g := range groups {
		for _, m := range p.Measures {
			v, known, err := g.measure(m)
			if err != nil {
				return nil, err
			}
			g.measured, g.measuredKnown = append(g.measured, v), append(g.measuredKnown, known)
		}
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *sums) int { return compare(p, a, b) })
	total := len(all)
	page := all[min(p.Offset, total):]
	more := p.Limit > 0 && len(page) > p.Limit
	if more {
		page = page[:p.Limit]
	}
	if len(page) == 0 && p.Offset > 0 {
		total = -1
	}
	f := &facts.Frame{Dims: p.By, More: more, Total: total, Notes: p.Notes, Codes: make([][]string, len(p.By))}
	for i := range p.By {
		f.Codes[i] = make([]string, len(page))
		for j, g := range page {
			f.Codes[i][j] = g.codes[i]
		}
	}
	for i, m := range p.Measures {
		c := facts.Column{Measure: m, Ints: make([]int64, len(page))}
		for j, g := range page {
			c.Ints[j] = g.measured[i]
			if !g.measuredKnown[i] {
				if c.Missing == nil {
					c.Missing = make([]bool, len(page))
				}
				c.Missing[j] = true
			}
		}
		f.Columns = append(f.Columns, c)
	}
	return f, nil
}

// compare puts two rows of the answer in order.
func compare(p *facts.Plan, a, b *sums) int {
	for _, o := range p.Order {
		if i := slices.Index(p.By, facts.Dim(o.By)); i >= 0 {
			if c := strings.Compare(a.codes[i], b.codes[i]); c != 0 {
				return signed(c, o.Desc)
			}
			continue
		}
		i := slices.Index(p.Measures, facts.Measure(o.By))
		switch {
		case a.measuredKnown[i] != b.measuredKnown[i]:
			if a.measuredKnown[i] {
				return -1
			}
			return 1
		case a.measured[i] < b.measured[i]:
			return signed(-1, o.Desc)
		case a.measured[i] > b.measured[i]:
			return signed(1, o.Desc)
		}
	}
	return slices.Compare(a.codes, b.codes)
}

func signed(c int, desc bool) int {
	if desc {
		return -c
	}
	return c
}
