// Package ports is the pages of where the region's exports are loaded: through
// its own ports and through those of other provinces, and one port through
// time.
package ports
