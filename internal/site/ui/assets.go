package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// AssetPath is where the bundled files are served.
const AssetPath = "/assets/"

// Assets knows the addresses of the bundled style sheet, scripts and fonts.
// Without a bundle every page is still served, unstyled, and says so.
type Assets struct {
	files fs.FS // the bundle; its names carry a hash of their content
	built bool
	names map[string]string // of manifest.json: app.css -> app-3KQ7.css
}

// NewAssets reads the manifest of a bundle. A missing manifest is no error,
// an unreadable one is.
func NewAssets(files fs.FS) (*Assets, error) {
	a := &Assets{files: files}
	data, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the manifest of the bundle: %w", err)
	}
	if err := json.Unmarshal(data, &a.names); err != nil {
		return nil, fmt.Errorf("read the manifest of the bundle: %w", err)
	}
	a.built = true
	return a, nil
}

// Built reports whether there is a bundle.
func (a *Assets) Built() bool { return a != nil && a.built }

// Path returns the address of a bundled file by its plain name (app.css,
// main.js, theme.js, serif.woff2, sans.woff2), empty where there is none.
func (a *Assets) Path(name string) string {
	if a == nil || a.names[name] == "" {
		return ""
	}
	return AssetPath + a.names[name]
}

// Hashed reports whether a served file name carries its hash, so that it may
// be cached for good.
func (a *Assets) Hashed(file string) bool {
	if a == nil {
		return false
	}
	for _, name := range a.names {
		if name == file {
			return true
		}
	}
	return false
}

// Open reads a bundled file by its hashed name.
func (a *Assets) Open(file string) ([]byte, error) { return fs.ReadFile(a.files, file) }
