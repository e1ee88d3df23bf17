//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// site is the address of the program under test; axe is the source of axe-core.
var site, axe string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	root := repoRoot()
	bin := filepath.Join(os.TempDir(), "muara-e2e")
	build := exec.Command("go", "build", "-o", bin, "./cmd/muara")
	build.Dir, build.Stderr = root, os.Stderr
	if err := build.Run(); err != nil {
		return 1
	}
	defer os.Remove(bin)
	if b, err := os.ReadFile(filepath.Join(root, "web/node_modules/axe-core/axe.min.js")); err == nil {
		axe = string(b)
	}
	data, err := os.MkdirTemp("", "muara-e2e-")
	if err != nil {
		return 1
	}
	defer os.RemoveAll(data)
	if err := load(bin, data); err != nil {
		os.Stderr.WriteString("load the illustrative world: " + err.Error() + "\n")
		return 1
	}
	server := exec.Command(bin, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(data, "muara"))
	out, err := server.StdoutPipe()
	if err != nil {
		return 1
	}
	server.Stderr = server.Stdout
	if err := server.Start(); err != nil {
		return 1
	}
	defer server.Process.Kill()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), "http://127.0.0.1:"); ok {
			port := strings.FieldsFunc(rest, func(r rune) bool { return r < '0' || r > '9' })[0]
			site = "http://127.0.0.1:" + port
			break
		}
	}
	if site == "" {
		os.Stderr.WriteString("the program did not say where it listens\n")
		return 1
	}
	go func() {
		for lines.Scan() {
		}
	}()
	return m.Run()
}

func repoRoot() string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(string(out))
}

// need skips on a laptop and fails in CI.
func need(t *testing.T, ok bool, what string) {
	t.Helper()
	if ok {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing, and this is CI", what)
	}
	t.Skipf("%s is missing: skipped", what)
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// tab opens a browser tab of a size in CSS pixels, closed with the test.
func tab(t *testing.T, width, height int64) context.Context {
	t.Helper()
	path := chromium()
	need(t, path != "", "Chromium")
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	var viewport []chromedp.EmulateViewportOption
	if width < 600 {
		viewport = append(viewport, chromedp.EmulateMobile)
	}
	do(t, ctx, chromedp.EmulateViewport(width, height, viewport...))
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// eval runs a script in the page, waits for a promise and returns its value.
func eval[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// open goes to a path and waits for the page.
func open(t *testing.T, ctx context.Context, path string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(site+path), chromedp.WaitReady(chromedp.CSS("main")))
}
