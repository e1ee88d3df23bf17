// Package commodities is the pages of what the region exports: by HS chapter
// and sector over one period, and one chapter, sector or product through time.
package commodities
