package draw

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestTreemapIsFairAndTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 0, 40).Draw(t, "values")
		frame := rect{
			x: rapid.Float64Range(-50, 50).Draw(t, "x"), y: rapid.Float64Range(-50, 50).Draw(t, "y"),
			w: rapid.Float64Range(10, 2000).Draw(t, "w"), h: rapid.Float64Range(10, 2000).Draw(t, "h"),
		}
		tiles := squarify(values, frame)
		if len(tiles) != len(values) {
			t.Fatalf("%d tiles for %d values", len(tiles), len(values))
		}
		total := 0.0
		for _, v := range values {
			total += v
		}
		area := frame.w * frame.h
		for i, a := range tiles {
			if values[i] == 0 {
				if a.w*a.h != 0 {
					t.Fatalf("nothing has the area %g", a.w*a.h)
				}
				continue
			}
			if want := values[i] / total * area; math.Abs(a.w*a.h-want) > 1e-6*area {
				t.Fatalf("tile %d has the area %g, want %g", i, a.w*a.h, want)
			}
			const slack = 1e-6
			if a.x < frame.x-slack || a.y < frame.y-slack ||
				a.x+a.w > frame.x+frame.w+slack || a.y+a.h > frame.y+frame.h+slack {
				t.Fatalf("tile %d leaves the frame: %+v in %+v", i, a, frame)
			}
			for j, b := range tiles[:i] {
				over := math.Min(a.x+a.w, b.x+b.w) - math.Max(a.x, b.x)
				down := math.Min(a.y+a.h, b.y+b.h) - math.Max(a.y, b.y)
				if over > slack && down > slack {
					t.Fatalf("tiles %d and %d overlap by %g by %g", j, i, over, down)
				}
			}
		}
	})
}

// The example of the paper: a frame of 6 by 4 and the areas 6, 6, 4, 3, 2, 2, 1
// (Bruls, Huizing & van Wijk 2000, section 3.1 and figure 4).
func TestTreemapLaysThePapersExample(t *testing.T) {
	got := squarify([]float64{6, 6, 4, 3, 2, 2, 1}, rect{w: 6, h: 4})
	want := []rect{
		{0, 0, 3, 2}, {0, 2, 3, 2},
		{3, 0, 12. / 7, 7. / 3}, {3 + 12./7, 0, 9. / 7, 7. / 3},
		{3, 7. / 3, 1.2, 5. / 3}, {4.2, 7. / 3, 1.2, 5. / 3}, {5.4, 7. / 3, 0.6, 5. / 3},
	}
	for i := range want {
		for _, d := range []float64{got[i].x - want[i].x, got[i].y - want[i].y, got[i].w - want[i].w, got[i].h - want[i].h} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("tile %d is %+v, want %+v", i, got[i], want[i])
				break
			}
		}
	}
}
