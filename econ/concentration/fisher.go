package concentration

import (
	"errors"
	"math"
)

// Split is a change of value between two periods as price times volume:
// Value = Price * Volume, each an index with 1 for no change.
type Split struct {
	Value, Price, Volume float64
	Items                int     // items sold in both periods, which the indices rest on
	Cover0, Cover1       float64 // share of the value of each period in those items, 0 to 1
}

// Errors of PriceVolume.
var (
	ErrLengths = errors.New("concentration: slices of unlike length")
	ErrValue   = errors.New("concentration: a value or quantity is negative, infinite or not a number")
	ErrNoItems = errors.New("concentration: no item has value and quantity in both periods")
)

// PriceVolume splits the change of value of a basket of n items by Fisher's
// ideal indices, the geometric means of those of Laspeyres and Paasche:
//
//	P = sqrt( (sum p1 q0 / sum p0 q0) * (sum p1 q1 / sum p0 q1) )
//	Q = sqrt( (sum p0 q1 / sum p0 q0) * (sum p1 q1 / sum p1 q0) )
//
// where v0, v1 are the values and q0, q1 the quantities of the items in the two
// periods, and p = v/q. Only items with value and quantity above zero in both
// periods count; the shares of value that they cover are returned, for a split
// that covers little says little. P*Q is exactly the change of value of these
// items (factor reversal; I. Fisher, The Making of Index Numbers, 1922).
func PriceVolume(v0, q0, v1, q1 []float64) (Split, error) {
	n := len(v0)
	if len(q0) != n || len(v1) != n || len(q1) != n {
		return Split{}, ErrLengths
	}
	var all0, all1, s00, s11, s10, s01 float64 // sXY: prices of X times quantities of Y
	items := 0
	for i := range n {
		for _, x := range [...]float64{v0[i], q0[i], v1[i], q1[i]} {
			if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
				return Split{}, ErrValue
			}
		}
		all0 += v0[i]
		all1 += v1[i]
		if v0[i] == 0 || q0[i] == 0 || v1[i] == 0 || q1[i] == 0 {
			continue
		}
		items++
		s00 += v0[i]
		s11 += v1[i]
		s10 += v1[i] / q1[i] * q0[i]
		s01 += v0[i] / q0[i] * q1[i]
	}
	if items == 0 {
		return Split{}, ErrNoItems
	}
	return Split{
		Value:  s11 / s00,
		Price:  math.Sqrt(s10 / s00 * (s11 / s01)),
		Volume: math.Sqrt(s01 / s00 * (s11 / s10)),
		Items:  items,
		Cover0: s00 / all0,
		Cover1: s11 / all1,
	}, nil
}
