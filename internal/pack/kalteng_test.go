package pack_test

import (
	"os"
	"testing"

	"muara/internal/pack"
	"muara/packs"
)

// TestKaltengIsClean reads the pack that comes with the program.
func TestKaltengIsClean(t *testing.T) {
	fsys, err := packs.Open(packs.Default)
	if err != nil {
		t.Fatal(err)
	}
	p, faults := pack.Read(fsys, packs.Default)
	if len(faults) > 0 {
		pack.WriteFaults(os.Stderr, "en", faults)
		t.Fatalf("%d faults", len(faults))
	}
	if len(p.Figures) == 0 {
		t.Fatal("no figures")
	}
}
