package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestReplaceIsWholeOrNothing writes over a file, through a link and onto a
// full device, and fails once with a file in the way of the new one.
func TestReplaceIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "a.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(file, []byte("as it was"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	holds := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("holds %q (%v), want %q", got, err, want)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}

	inTheWay := filepath.Join(dir, fmt.Sprintf(".a.txt.%d.tmp", os.Getpid()))
	if err := os.Mkdir(inTheWay, 0o700); err != nil {
		t.Fatal(err)
	}
	err := replace(file, []byte("new"))
	os.Remove(inTheWay)
	if err == nil {
		t.Error("no error with something in the way")
	}
	holds("as it was")

	if err := replace(link, []byte("by the link")); err != nil {
		t.Fatal(err)
	}
	holds("by the link")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v (%v)", info, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	if err := replace(file, []byte("again")); err != nil {
		t.Fatal(err)
	}
	holds("again")

	if _, err := os.Stat("/dev/full"); err == nil && replace("/dev/full", []byte("x")) == nil {
		t.Error("a full device takes everything")
	}
}
