// Package packs carries the data packs that come with the program. The pack of
// Kalimantan Tengah is the first; docs/packs.md says how to make another.
package packs

import (
	"embed"
	"io/fs"
)

//go:embed kalteng
var files embed.FS

// Default is the slug of the pack that is used where none is named.
const Default = "kalteng"

// Open returns the files of a pack that comes with the program, by its slug.
// Any other slug is an error.
func Open(slug string) (fs.FS, error) {
	if _, err := fs.Stat(files, slug+"/pack.toml"); err != nil {
		return nil, err
	}
	return fs.Sub(files, slug)
}
