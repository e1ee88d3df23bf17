// Package facts is the one way to ask for trade facts: a Query in the words of
// the field, a Frame of columns as its answer, and engines that find it.
//
// A Query is checked against the Schema of a release and planned: derived
// dimensions (section, bloc, quarter) and derived measures (share, growth, unit
// value, price and volume effects, RCA) are taken apart into Plans, which ask
// only for exact sums of stored columns. An Engine runs a Plan; what no engine
// can express is computed here from the Frames. A field that a release does not
// have is an error, never ignored.
//
// Values are whole US cents and weights whole grams, so that sums are exact and
// equal on every engine; ratios are float64.
package facts
