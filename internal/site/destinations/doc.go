// Package destinations is the pages of where the region's exports go: by
// country over one period, with a map, and one country through time.
package destinations
