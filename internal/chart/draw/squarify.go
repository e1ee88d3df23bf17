package draw

import "math"

// rect is a place in pixels.
type rect struct{ x, y, w, h float64 }

// squarify cuts a frame into one rectangle for each value, in their order,
// with areas in proportion and sides as equal as the order allows: best from
// the greatest to the least. A value of zero or less has no rectangle.
//
// M. Bruls, K. Huizing, J. J. van Wijk, "Squarified Treemaps", Proc. of the
// Joint Eurographics and IEEE TCVG Symposium on Visualization, 2000.
func squarify(values []float64, frame rect) []rect {
	out := make([]rect, len(values))
	order := make([]int, 0, len(values))
	total := 0.0
	for i, v := range values {
		if v > 0 {
			order = append(order, i)
			total += v
		}
	}
	areas := make([]float64, len(order))
	for i, o := range order {
		areas[i] = values[o] / total * frame.w * frame.h
	}
	for start := 0; start < len(order); {
		end := rowEnd(areas, start, math.Min(frame.w, frame.h))
		frame = layRow(areas[start:end], order[start:end], frame, out)
		start = end
	}
	return out
}

// rowEnd returns how far the row that begins at start may grow along a side
// before its worst ratio of sides becomes worse.
func rowEnd(areas []float64, start int, side float64) int {
	sum, worst := 0.0, math.Inf(1)
	small, big := areas[start], areas[start]
	for end := start; end < len(areas); end++ {
		sum += areas[end]
		small, big = math.Min(small, areas[end]), math.Max(big, areas[end])
		ratio := math.Max(side*side*big/(sum*sum), sum*sum/(side*side*small))
		if ratio > worst {
			return end
		}
		worst = ratio
	}
	return len(areas)
}

// layRow lays a row along the shorter side and returns what is left.
func layRow(areas []float64, order []int, f rect, out []rect) rect {
	sum := 0.0
	for _, a := range areas {
		sum += a
	}
	if f.w >= f.h { // a column at the left
		width := math.Min(sum/f.h, f.w)
		y := f.y
		for i, a := range areas {
			h := a / sum * f.h
			out[order[i]] = rect{f.x, y, width, h}
			y += h
		}
		return rect{f.x + width, f.y, f.w - width, f.h}
	}
	height := math.Min(sum/f.w, f.h)
	x := f.x
	for i, a := range areas {
		w := a / sum * f.w
		out[order[i]] = rect{x, f.y, w, height}
		x += w
	}
	return rect{f.x, f.y + height, f.w, f.h - height}
}
