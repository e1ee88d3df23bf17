// Package breakdown holds what the pages of commodities, destinations, ports
// and imports have in common: the choice of a period, headlines by rule, the
// table of parts, charts of a split, and what is missing or disputed.
package breakdown
