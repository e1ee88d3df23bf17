//go:build unix

package duck

import (
	"bufio"
	"context"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"muara/internal/lake"
	"muara/internal/trade"
)

const childFolder, childLimit = "MUARA_DUCK_CHILD", "MUARA_DUCK_LIMIT"

// TestChild is no test: the tests below run it in a process of its own, to be
// killed or to run out of space.
func TestChild(t *testing.T) {
	dir := os.Getenv(childFolder)
	if dir == "" {
		t.Skip("runs only as the child of another test")
	}
	if limit := os.Getenv(childLimit); limit != "" {
		signal.Ignore(syscall.SIGXFSZ) // so that a write fails instead
		var n uint64
		fmt.Sscan(limit, &n)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			t.Fatal(err)
		}
	}
	s := buildStore(t, dir)
	for n := 2000; ; n += 500 {
		m, err := release(s, lake.Options{Replace: lake.ReplaceAll}, someFacts(n, 50))
		if err != nil {
			fmt.Println("failed", trade.CodeOf(err), trade.TextOf(err).EN)
			return
		}
		fmt.Println("published", m.Release)
	}
}

func startChild(t *testing.T, dir string, env ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
	cmd.Env = append(append(os.Environ(), childFolder+"="+dir), env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

func wantClean(t *testing.T, dir string) {
	t.Helper()
	s := buildStore(t, dir)
	if _, err := s.Dataset(built.ID); trade.CodeOf(err) == trade.NotFound {
		return // it did not even begin
	}
	faults, err := s.Verify(context.Background(), built.ID, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("%s %s: %s", f.Release, f.Path, f.Text.EN)
	}
}

func TestKilledWhileBuilding(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	dir := filepath.Join(t.TempDir(), "lake")
	for range 3 {
		cmd, lines := startChild(t, dir)
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), "published ") {
			t.Fatalf("the child said %q", lines.Text())
		}
		time.Sleep(time.Duration(mathrand.IntN(200)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		last := lines.Text()
		for lines.Scan() {
			last = lines.Text()
		}
		_ = cmd.Wait() // it was killed
		wantClean(t, dir)
		if now, err := buildStore(t, dir).Current(built.ID); err != nil || "published "+now < last {
			t.Errorf("current is %s, though it said %s: %v", now, last, err)
		}
	}
}

func TestFullDiskWhileBuilding(t *testing.T) {
	for _, limit := range []string{"2000", "20000", "60000"} {
		dir := filepath.Join(t.TempDir(), "lake")
		cmd, lines := startChild(t, dir, childLimit+"="+limit)
		said := ""
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "failed") {
				said = lines.Text()
			}
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("limit %s: %v", limit, err)
		}
		if !strings.Contains(said, "failed unavailable the disk is full, writing "+dir) {
			t.Errorf("limit %s: %q", limit, said)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, built.ID, ".draft-*")); len(left) > 0 {
			t.Errorf("limit %s left %v", limit, left)
		}
		wantClean(t, dir)
	}
}
