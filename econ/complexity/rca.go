package complexity

import "math"

// RCA is Balassa's index of revealed comparative advantage of one place in one
// product: the product's share in the place's exports over its share in the
// world's.
//
//	RCA = (x / place) / (product / world)
//
// x is what the place exports of the product, place what it exports in all,
// product what the world exports of the product, world what it exports in all,
// in one currency. It is not a number where a total is zero, negative or not a
// number: the index does not exist there (B. Balassa, Trade Liberalisation and
// "Revealed" Comparative Advantage, The Manchester School 33, 1965).
func RCA(x, place, product, world float64) float64 {
	if !(place > 0 && product > 0 && world > 0 && x >= 0) {
		return math.NaN()
	}
	return x / place / (product / world)
}
