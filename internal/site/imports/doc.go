// Package imports is the page of what the region buys: the total, and what is
// known of it by commodity, country of origin and port of unloading.
package imports
