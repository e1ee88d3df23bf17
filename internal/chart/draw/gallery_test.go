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

	"muara/internal/chart"
	"muara/internal/i18n"
)

// TestGallery writes every kind of picture to pages for looking at, in both
// languages and themes, and the downloads beside them:
//
//	MUARA_GALLERY=/some/folder go test -run Gallery ./internal/chart/draw
//
// Pictures come to life where the folder is served over HTTP.
func TestGallery(t *testing.T) {
	folder := os.Getenv("MUARA_GALLERY")
	if folder == "" {
		t.Skip("the gallery is for looking at: set MUARA_GALLERY to a folder")
	}
	dist, err := filepath.Abs("../../../web/dist")
	if err != nil {
		t.Fatal(err)
	}
	styles, _ := filepath.Glob(filepath.Join(dist, "app-*.css"))
	scripts, _ := filepath.Glob(filepath.Join(dist, "main-*.js"))
	if len(styles) == 0 || len(scripts) == 0 {
		t.Skip("there is no bundle: run make bundle")
	}
	if err := os.Symlink(dist, filepath.Join(folder, "dist")); err != nil && !os.IsExist(err) {
		t.Fatal(err)
	}
	head := fmt.Sprintf("<meta charset=utf-8><meta name=viewport content='width=device-width'><link rel=stylesheet href=dist/%s><script type=module src=dist/%s></script>",
		filepath.Base(styles[0]), filepath.Base(scripts[0]))
	for _, p := range []i18n.Printer{{Lang: i18n.ID}, {Lang: i18n.EN}} {
		for _, theme := range []string{"light", "dark"} {
			page := galleryPage(t, p, theme, head)
			if err := os.WriteFile(filepath.Join(folder, string(p.Lang)+"-"+theme+".html"), page, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range every() {
		file := SVG(c, Options{Printer: id, Origin: "https://muara.example", Licence: "CC-BY-4.0"})
		if err := os.WriteFile(filepath.Join(folder, safeID(name)+".svg"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func galleryPage(t *testing.T, p i18n.Printer, theme, head string) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!doctype html><html lang=%s data-theme=%s>%s<body><main class=page>", p.Lang, theme, head)
	charts := every()
	for _, name := range slices.Sorted(maps.Keys(charts)) {
		c := charts[name]
		c.ID = safeID(name)
		fmt.Fprintf(&b, "<section class=panel><h2>%s</h2><figure class='chart %s' id=%s data-chart=%[2]s><div class=picture data-picture>", html.EscapeString(name), c.Kind, c.ID)
		if err := Picture(c, p).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "</div><script type='application/json' data-payload>%s</script></figure></section>", chart.Payload(c, p))
	}
	return b.Bytes()
}
