// Package concentration measures how exports are spread and how they change:
// the split of a change of value into price and volume.
//
// Functions take plain slices and own nothing of what they are given. Values
// are in any one currency, quantities in any one unit; results are ratios.
package concentration
