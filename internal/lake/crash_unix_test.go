//go:build unix

package lake

import (
	"bufio"
	"context"
	"crypto/rand"
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

	"muara/internal/trade"
)

const childFolder, childLimit = "MUARA_LAKE_CHILD", "MUARA_LAKE_LIMIT"

// TestChild is no test: it is what the tests below run in a process of its
// own, to be killed or to run out of space.
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
	s, err := Open(dir, Config{Builder: plain{}, Rand: rand.Reader, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	s.large = 100
	for i := 0; ; i++ {
		all := anyFacts(200+i, 2)
		m, err := tryImport(s, Options{}, all...)
		if err == nil {
			err = s.Publish(context.Background(), example.ID, m.Release, "Sari")
		}
		if trade.CodeOf(err) == trade.Conflict {
			// The child before was killed between sealing and publishing this
			// very import, less than a second ago: releases are named by the second.
			time.Sleep(100 * time.Millisecond)
			continue
		}
		if err != nil {
			fmt.Println("failed", trade.CodeOf(err), trade.TextOf(err).EN)
			return
		}
		fmt.Println("published", m.Release)
	}
}

func child(t *testing.T, dir string, env ...string) (*exec.Cmd, *bufio.Scanner) {
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

func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills ten processes")
	}
	dir := filepath.Join(t.TempDir(), "lake")
	s, err := Open(dir, Config{Builder: plain{}, Rand: rand.Reader, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	crashed := 0
	for range 10 {
		cmd, lines := child(t, dir)
		done := make(chan string)
		go func() {
			last := ""
			for lines.Scan() {
				if name, ok := strings.CutPrefix(lines.Text(), "published "); ok {
					last = name
				} else if strings.HasPrefix(lines.Text(), "failed") {
					t.Error(lines.Text())
				}
			}
			done <- last
		}()
		time.Sleep(time.Duration(30+mathrand.IntN(250)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		last := <-done
		_ = cmd.Wait() // it was killed
		if left, _ := filepath.Glob(filepath.Join(s.folder(example.ID), draftMark+"*")); len(left) > 0 {
			crashed++
		}
		if _, err := s.Dataset(example.ID); err != nil {
			if last != "" {
				t.Error(err)
			}
			continue // it did not even begin
		}
		clean(t, s)
		current, err := s.Current(example.ID)
		if err != nil || current < last {
			t.Fatalf("current is %q, though %q was published: %v", current, last, err)
		}
		if current != "" {
			m, err := s.Manifest(example.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			if n := int64(len(stored(t, s))); n != m.Rows {
				t.Errorf("%d facts, want %d", n, m.Rows)
			}
		}
	}
	t.Logf("%d of 10 were killed while they wrote a draft", crashed)
	// The lock is free, and the next import removes what they left behind.
	if _, err := tryImport(s, Options{}, anyFacts(10, 1)...); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.folder(example.ID), ".*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// Whatever file is the first that no longer fits, the import fails with a
// plain message, nothing is published and nothing is left behind.
func TestFullDisk(t *testing.T) {
	for _, limit := range []string{"10", "400", "1500", "4000", "12000"} {
		dir := filepath.Join(t.TempDir(), "lake")
		cmd, lines := child(t, dir, childLimit+"="+limit)
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
		for _, mark := range []string{draftMark + "*", "*.new", "*/*.new"} {
			if left, _ := filepath.Glob(filepath.Join(dir, example.ID, mark)); len(left) > 0 {
				t.Errorf("limit %s left %v", limit, left)
			}
		}
		s, err := Open(dir, Config{Builder: plain{}, Rand: rand.Reader, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Dataset(example.ID); err == nil {
			clean(t, s)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	s := testStore(t)
	imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	if err := os.Chmod(s.folder(example.ID), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(s.folder(example.ID), 0o755)
	_, err := tryImport(s, Options{}, fact(2021, "CHN", "270100", 1))
	wantText(t, err, trade.Unavailable, "may not write")
	if got := lines(stored(t, s)); got != "2020 CHN 270100 1" {
		t.Errorf("reading: %s", got)
	}
}

// Where the folder is a file, the message names it.
func TestFolderThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lake")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(path, Config{Builder: plain{}, Rand: rand.Reader, Now: time.Now})
	wantText(t, err, trade.Unavailable, path)
}
