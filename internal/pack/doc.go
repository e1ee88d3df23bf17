// Package pack reads and checks data packs: folders that hold what is known of
// one region (its names and codes, published figures, sources, notes). The
// format is described in docs/packs.md.
package pack
