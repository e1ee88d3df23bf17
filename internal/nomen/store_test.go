package nomen

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"muara/internal/trade"
)

// folder lists the files of a store.
func folder(t testing.TB, s *Store) string {
	t.Helper()
	files, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	return strings.Join(names, " ")
}

func mustLists(t testing.TB, s *Store) []Info {
	t.Helper()
	lists, err := s.Lists()
	if err != nil {
		t.Fatal(err)
	}
	return lists
}

func TestEmptyStore(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "none"))
	if err != nil {
		t.Fatal(err)
	}
	if lists := mustLists(t, s); len(lists) != 0 {
		t.Errorf("%v", lists)
	}
	n := mustNames(t, s)
	if name, ok := n.Of("2701", "H6"); !ok || name.Text.EN != "Coal" {
		t.Errorf("without lists 2701 is %+v", name)
	}
	if known, listed := n.Has("H6", "270112"); known || listed {
		t.Errorf("without lists 270112 is known %t, listed %t", known, listed)
	}
	if fits := n.Guess(func(yield func(string) bool) { yield("270112") }); len(fits) != 0 {
		t.Errorf("without lists codes fit %v", fits)
	}
	if hits := n.Search("coal", "en", 3); len(hits) == 0 || hits[0].Code != "2701" {
		t.Errorf("without lists coal finds %v", hits)
	}
	if _, ok := n.Duty("27011290"); ok {
		t.Error("without a tariff book there is a duty")
	}
}

func TestAddAgainAndReplace(t *testing.T) {
	s := newStore(t)
	first := addText(t, s, "a.csv", baciText("H5", "010149,Mules"))
	if len(first) != 1 || first[0].Known || first[0].Instead || first[0].Info.Version != 1 {
		t.Fatalf("%+v", first)
	}
	again := addText(t, s, "a.csv.gz", gzipped(baciText("H5", "010149,Mules")))
	if !again[0].Known || again[0].Info.Origin.File != "a.csv" || folder(t, s) != "baci-codes-h5.0001.list" {
		t.Errorf("%+v in %s", again, folder(t, s))
	}
	second := addText(t, s, "b.csv", baciText("H5", "010149,Mules and hinnies"))
	if second[0].Known || !second[0].Instead || second[0].Info.Version != 2 {
		t.Errorf("%+v", second)
	}
	reopened, err := Open(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	lists := mustLists(t, reopened)
	if len(lists) != 1 || lists[0].Origin.File != "b.csv" || !lists[0].Origin.Imported.Equal(noon) || len(lists[0].Older) != 1 ||
		lists[0].Older[0].Origin.File != "a.csv" || lists[0].Title.ID != "Kode barang BACI, HS 2017" || lists[0].Rows != len(wholeCodes("H5"))+1 {
		t.Errorf("%+v", lists)
	}
	if name, _ := mustNames(t, reopened).Of("010149", "H5"); name.Text.EN != "Mules and hinnies" {
		t.Errorf("%+v", name)
	}
}

// Somebody takes the newest file away: the one before it counts again.
func TestNewestTakenAway(t *testing.T) {
	s := newStore(t, baciText("H5", "010149,Mules"), baciText("H5", "010149,Hinnies"))
	if name, _ := mustNames(t, s).Of("010149", "H5"); name.Text.EN != "Hinnies" {
		t.Errorf("%+v", name)
	}
	if err := os.Remove(filepath.Join(s.dir, "baci-codes-h5.0002.list")); err != nil {
		t.Fatal(err)
	}
	if name, _ := mustNames(t, s).Of("010149", "H5"); name.Text.EN != "Mules" {
		t.Errorf("%+v", name)
	}
}

// What another process adds is seen without opening again.
func TestOtherProcess(t *testing.T) {
	a := newStore(t)
	b, err := Open(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	before := mustNames(t, b)
	addText(t, a, "a.csv", baciText("H5"))
	after := mustNames(t, b)
	if _, listed := before.Has("H5", "555555"); listed {
		t.Error("names changed under their reader")
	}
	if _, listed := after.Has("H5", "555555"); !listed {
		t.Error("a new list is not seen")
	}
	if mustNames(t, b) != after {
		t.Error("names are made again though nothing changed")
	}
}

// A damaged file is passed over for the one before it, and said.
func TestDamagedFiles(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut":   func(b []byte) []byte { return b[:len(b)/2] },
		"bit":   func(b []byte) []byte { b[len(b)-3] ^= 1; return b },
		"empty": func([]byte) []byte { return nil },
		"head":  func(b []byte) []byte { return append([]byte("x"), b...) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t, baciText("H5"), baciText("H5", "010149,Mules"))
			path := filepath.Join(s.dir, "baci-codes-h5.0002.list")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(s.dir, ".tmp-1"), []byte("half"), 0o644); err != nil { // of a crash
				t.Fatal(err)
			}
			s, err = Open(s.dir)
			if err != nil {
				t.Fatal(err)
			}
			lists, faults := mustLists(t, s), s.Faults()
			if len(lists) != 1 || lists[0].Version != 1 || len(faults) != 1 || !strings.Contains(trade.TextOf(faults[0]).ID, "baci-codes-h5.0002.list") {
				t.Errorf("%+v, %v", lists, faults)
			}
			if added := addText(t, s, "c.csv", baciText("H5", "010149,Mules")); added[0].Info.Version != 3 || !added[0].Instead {
				t.Errorf("%+v", added)
			}
		})
	}
}

// Several at once, through two stores over one folder: nothing is lost.
func TestConcurrentAdds(t *testing.T) {
	a := newStore(t)
	b, err := Open(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 6 {
		content := mustRead(t, source("f.csv", baciText("H5", fmt.Sprintf("010149,Mules %d", i))))
		wg.Go(func() {
			if _, err := []*Store{a, b}[i%2].Add(context.Background(), content, Origin{File: itoa(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	lists := mustLists(t, a)
	if len(lists) != 1 || lists[0].Version != 6 || len(lists[0].Older) != 5 || strings.Contains(folder(t, a), "tmp") {
		t.Errorf("%+v in %s", lists, folder(t, a))
	}
}

func TestAddStops(t *testing.T) {
	s := newStore(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Add(ctx, mustRead(t, source("f.csv", baciText("H5"))), Origin{}); err == nil || folder(t, s) != "" {
		t.Errorf("%v in %q", err, folder(t, s))
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); err == nil {
		t.Error("a file passes for a folder")
	}
}
