package chart

import (
	"cmp"
	"math"
	"slices"
)

// Ticks returns about n round values that cover lo to hi, both ends included
// and zero among them: {0, 2000, 4000, 6000}. The first and the last are the
// ends of the axis.
func Ticks(lo, hi float64, n int) []float64 {
	lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	if lo == hi || math.IsNaN(lo) || math.IsNaN(hi) || math.IsInf(hi-lo, 0) {
		return []float64{0, 1}
	}
	step := roundStep((hi - lo) / float64(max(n, 1)))
	first, last := math.Floor(lo/step), math.Ceil(hi/step)
	ticks := make([]float64, 0, int(last-first)+1)
	for i := first; i <= last; i++ {
		ticks = append(ticks, i*step)
	}
	return ticks
}

// roundStep returns the nearest 1, 2 or 5 times a power of ten at or above x.
func roundStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		// A hair of tolerance keeps 0.1+0.2 style noise from doubling a step.
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// Extent returns the least and the greatest known value of a chart, and
// whether there is any; of stacked areas the greatest height of the stack.
func (c Chart) Extent() (lo, hi float64, ok bool) {
	if c.Kind == Areas {
		return c.stackExtent()
	}
	for _, r := range c.Rows {
		for _, p := range r.Points {
			v, known := p.Value()
			if !known {
				continue
			}
			if !ok {
				lo, hi, ok = v, v, true
			}
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	return lo, hi, ok
}

// stackExtent sums the known values above zero of every row: a part below
// zero has no place in a stack.
func (c Chart) stackExtent() (lo, hi float64, ok bool) {
	for _, r := range c.Rows {
		sum := 0.0
		for _, p := range r.Points {
			v, known := p.Value()
			ok = ok || known
			sum += math.Max(v, 0)
		}
		hi = math.Max(hi, sum)
	}
	return 0, hi, ok
}

// Colors is how many colours the categorical palette has.
const Colors = 8

// ColorOf returns the colour of a row, 1 to Colors, or 0 for grey. Rows
// without a colour of their own take theirs in order, passing over muted rows.
func (c Chart) ColorOf(row int) int {
	r := c.Rows[row]
	switch {
	case r.Muted:
		return 0
	case r.Color >= 1 && r.Color <= Colors:
		return r.Color
	}
	if r.Group != "" {
		for i, n := range c.Nodes {
			if n.Key == r.Group {
				return c.NodeColors()[i]
			}
		}
	}
	place := 0
	for _, before := range c.Rows[:row] {
		if !before.Muted {
			place++
		}
	}
	if place >= Colors {
		return 0
	}
	return place + 1
}

// HeadColor returns the colour of a column of values: that of its head, or
// the palette in order, beyond its end from the first again.
func (c Chart) HeadColor(col int) int {
	if col >= len(c.Heads) {
		return col%Colors + 1
	}
	switch h := c.Heads[col]; {
	case h.Muted:
		return 0
	case h.Color >= 1 && h.Color <= Colors:
		return h.Color
	}
	return col%Colors + 1
}

// NodeColors returns the colours of all nodes, 0 for grey. Nodes without a
// colour of their own take what the palette has left, the one whose rows sum
// to most first; there are more nodes than colours, as a rule.
func (c Chart) NodeColors() []int {
	out := make([]int, len(c.Nodes))
	taken := map[int]bool{}
	var open []int
	for i, n := range c.Nodes {
		switch {
		case n.Muted:
		case n.Color >= 1 && n.Color <= Colors:
			out[i] = n.Color
			taken[n.Color] = true
		default:
			open = append(open, i)
		}
	}
	total := map[string]float64{}
	for _, r := range c.Rows {
		if len(r.Points) > 0 {
			v, _ := r.Points[len(r.Points)-1].Value() // of a scatter its weight, of all else its one value
			total[r.Group] += math.Abs(v)
		}
	}
	slices.SortStableFunc(open, func(a, b int) int { return cmp.Compare(total[c.Nodes[b].Key], total[c.Nodes[a].Key]) })
	for color := 1; color <= Colors && len(open) > 0; color++ {
		if !taken[color] {
			out[open[0]], open = color, open[1:]
		}
	}
	return out
}
