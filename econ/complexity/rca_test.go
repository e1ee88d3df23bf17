package complexity_test

import (
	"math"
	"testing"

	"muara/econ/complexity"
)

func TestRCA(t *testing.T) {
	// A tenth of the place's exports against a fiftieth of the world's.
	if got := complexity.RCA(10, 100, 20, 1000); got != 5 {
		t.Errorf("RCA = %v, want 5", got)
	}
	for _, x := range [][4]float64{{1, 0, 1, 1}, {1, 1, 0, 1}, {1, 1, 1, 0}, {-1, 1, 1, 1}, {math.NaN(), 1, 1, 1}} {
		if got := complexity.RCA(x[0], x[1], x[2], x[3]); !math.IsNaN(got) {
			t.Errorf("RCA of %v = %v, want no number", x, got)
		}
	}
}
