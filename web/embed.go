// Package web carries the site's style sheet, scripts and fonts, bundled by
// build.mjs into dist. A tree in which nobody ran the bundler still compiles:
// dist then holds one placeholder, and Built says so.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the bundled files: manifest.json and the files it names.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil { // dist is a constant of this file
		panic(err)
	}
	return sub
}

// Built reports whether the bundle is in the program.
func Built() bool {
	_, err := fs.Stat(Dist(), "manifest.json")
	return err == nil
}
