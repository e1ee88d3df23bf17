package concentration_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"muara/econ/concentration"
)

// Two goods by hand: p0 = 2, 10; p1 = 3, 8; q0 = 50, 10; q1 = 40, 20.
// Laspeyres 230/200 = 1.15, Paasche 280/280 = 1, price sqrt(1.15);
// volume by p0: 280/200 = 1.4, by p1: 280/230, sqrt of the product.
func TestPriceVolumeByHand(t *testing.T) {
	s, err := concentration.PriceVolume(
		[]float64{100, 100}, []float64{50, 10},
		[]float64{120, 160}, []float64{40, 20})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "price", s.Price, math.Sqrt(1.15))
	near(t, "volume", s.Volume, math.Sqrt(1.4*280/230))
	near(t, "value", s.Value, 1.4)
}

func TestPriceVolumeOfBadInput(t *testing.T) {
	one, none := []float64{1}, []float64{0}
	for _, tc := range []struct {
		v0, q0, v1, q1 []float64
		want           error
	}{
		{one, one, one, nil, concentration.ErrLengths},
		{[]float64{math.NaN()}, one, one, one, concentration.ErrValue},
		{one, []float64{-1}, one, one, concentration.ErrValue},
		{one, one, one, []float64{math.Inf(1)}, concentration.ErrValue},
		{one, one, one, none, concentration.ErrNoItems},
		{nil, nil, nil, nil, concentration.ErrNoItems},
	} {
		if _, err := concentration.PriceVolume(tc.v0, tc.q0, tc.v1, tc.q1); !errors.Is(err, tc.want) {
			t.Errorf("PriceVolume(%v, %v, %v, %v) = %v, want %v", tc.v0, tc.q0, tc.v1, tc.q1, err, tc.want)
		}
	}
}

func TestPriceVolumeProperties(t *testing.T) {
	positive := rapid.SliceOfN(rapid.Float64Range(0.01, 1e6), 5, 5)
	rapid.Check(t, func(t *rapid.T) {
		v0, q0 := positive.Draw(t, "v0"), positive.Draw(t, "q0")
		v1, q1 := positive.Draw(t, "v1"), positive.Draw(t, "q1")
		s, err := concentration.PriceVolume(v0, q0, v1, q1)
		if err != nil {
			t.Fatal(err)
		}
		if d := s.Price*s.Volume/s.Value - 1; math.Abs(d) > 1e-9 {
			t.Fatalf("price %v times volume %v is not value %v", s.Price, s.Volume, s.Value)
		}
		back, err := concentration.PriceVolume(v1, q1, v0, q0)
		if err != nil {
			t.Fatal(err)
		}
		if d := s.Price*back.Price - 1; math.Abs(d) > 1e-9 {
			t.Fatalf("price there %v and back %v do not cancel", s.Price, back.Price)
		}
		// Tonnes instead of kilograms change nothing.
		for i := range q0 {
			q0[i] *= 1000
			q1[i] *= 1000
		}
		other, _ := concentration.PriceVolume(v0, q0, v1, q1)
		if math.Abs(other.Price/s.Price-1) > 1e-9 {
			t.Fatalf("price %v depends on the unit of quantity: %v", s.Price, other.Price)
		}
	})
}

func ExamplePriceVolume() {
	// A tonne of plywood and a tonne of palm oil in two years.
	s, _ := concentration.PriceVolume(
		[]float64{500, 800}, []float64{1, 1},
		[]float64{660, 800}, []float64{1.2, 0.8})
	fmt.Printf("value %+.1f%%, price %+.1f%%, volume %+.1f%%\n",
		100*(s.Value-1), 100*(s.Price-1), 100*(s.Volume-1))
	// Output: value +12.3%, price +18.5%, volume -5.2%
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
