package draw

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"muara/internal/i18n"
)

// TestGallery writes every kind of picture to a page for looking at:
//
//	MUARA_GALLERY=/some/folder go test -run Gallery ./internal/chart/draw
//
// It needs the bundle's style sheet, and writes the downloads beside.
func TestGallery(t *testing.T) {
	folder := os.Getenv("MUARA_GALLERY")
	if folder == "" {
		t.Skip("the gallery is for looking at: set MUARA_GALLERY to a folder")
	}
	styles, err := filepath.Glob("../../../web/dist/app-*.css")
	if err != nil || len(styles) == 0 {
		t.Skip("there is no bundle: run make bundle")
	}
	css, err := filepath.Abs(styles[0])
	if err != nil {
		t.Fatal(err)
	}
	charts := every()
	for _, p := range []i18n.Printer{{Lang: i18n.ID}, {Lang: i18n.EN}} {
		for _, theme := range []string{"light", "dark"} {
			var b bytes.Buffer
			fmt.Fprintf(&b, "<!doctype html><html lang=%s data-theme=%s><meta charset=utf-8><meta name=viewport content='width=device-width'><link rel=stylesheet href='file://%s'><body><main class=page>", p.Lang, theme, css)
			for _, name := range slices.Sorted(maps.Keys(charts)) {
				c := charts[name]
				c.ID = safeID(name)
				fmt.Fprintf(&b, "<section class=panel><h2>%s</h2><figure class='chart %s' id=%s><div class=picture>", html.EscapeString(name), c.Kind, c.ID)
				if err := Picture(c, p).Render(context.Background(), &b); err != nil {
					t.Fatal(err)
				}
				b.WriteString("</div></figure></section>")
				if theme == "light" && p.Lang == i18n.ID {
					file := SVG(c, Options{Printer: p, Origin: "https://muara.example", Licence: "CC-BY-4.0"})
					if err := os.WriteFile(filepath.Join(folder, c.ID+".svg"), file, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := os.WriteFile(filepath.Join(folder, string(p.Lang)+"-"+theme+".html"), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
