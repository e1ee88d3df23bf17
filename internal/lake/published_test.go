package lake

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muara/internal/trade"
)

func TestPublishRefusesWhatWouldUndoAnother(t *testing.T) {
	s := testStore(t)
	ctx := context.Background()
	imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	a, err1 := tryImport(s, Options{}, fact(2021, "CHN", "270100", 1))
	b, err2 := tryImport(s, Options{}, fact(2022, "CHN", "270100", 1))
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if err := s.Publish(ctx, example.ID, a.Release, "Sari"); err != nil {
		t.Fatal(err)
	}
	wantText(t, s.Publish(ctx, example.ID, b.Release, "Sari"), trade.Conflict, "another data release was published")
	if err := s.Publish(ctx, example.ID, a.Release, "Sari"); err != nil {
		t.Errorf("publishing the current one again: %v", err)
	}
	wantText(t, s.Publish(ctx, example.ID, "20200101T000000Z-00000000", ""), trade.NotFound, "has no data release")
	wantText(t, s.Publish(ctx, "lain", a.Release, ""), trade.NotFound, "no data set called")
}

// The second click on a button finds what the first did, and nothing is
// published twice.
func TestSeveralClicksPublishOnce(t *testing.T) {
	s := testStore(t)
	m := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	next, err := tryImport(s, Options{}, fact(2021, "CHN", "270100", 1))
	if err != nil {
		t.Fatal(err)
	}
	if next.Parent != m.Release {
		t.Fatalf("parent %s, want %s", next.Parent, m.Release)
	}
	errs := make(chan error, 8)
	for range cap(errs) {
		go func() { errs <- s.Publish(context.Background(), example.ID, next.Release, "Sari") }()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	p, err := s.history(example.ID)
	if err != nil || len(p.History) != 2 {
		t.Errorf("history %+v, %v; want two releases", p.History, err)
	}
}

func TestRollback(t *testing.T) {
	s := testStore(t)
	ctx := context.Background()
	first := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	_, err := s.Rollback(ctx, example.ID, "", "Sari")
	wantText(t, err, trade.NotFound, "no data release before")
	second := imported(t, s, Options{}, fact(2021, "CHN", "270100", 2))
	draft, err := tryImport(s, Options{}, fact(2022, "CHN", "270100", 3))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Rollback(ctx, example.ID, draft.Release, "Sari")
	wantText(t, err, trade.Conflict, "never published")
	if m, err := s.Rollback(ctx, example.ID, "", "Sari"); err != nil || m.Release != first.Release {
		t.Fatalf("%v %v", m, err)
	}
	if got := lines(stored(t, s)); got != "2020 CHN 270100 1" {
		t.Errorf("after going back: %s", got)
	}
	// And forward again, to the one that was current before.
	if m, err := s.Rollback(ctx, example.ID, "", "Sari"); err != nil || m.Release != second.Release {
		t.Errorf("%v %v", m, err)
	}
	all, err := s.Releases(example.ID)
	if err != nil || len(all) != 3 || !all[1].Current || all[2].Until.IsZero() || !all[0].Published.IsZero() {
		t.Errorf("%+v %v", all, err)
	}
}

func TestPruneKeepsWhatIsInUse(t *testing.T) {
	s := testStore(t)
	ctx := context.Background()
	now := day
	s.now = func() time.Time { now = now.Add(time.Minute); return now }
	var names []string
	for y := 2015; y < 2021; y++ {
		now = now.Add(24 * time.Hour)
		names = append(names, imported(t, s, Options{}, fact(y, "CHN", "270100", 1)).Release)
	}
	if _, err := s.Rollback(ctx, example.ID, names[1], "Sari"); err != nil {
		t.Fatal(err)
	}
	removed := func(keep int, dry bool) string {
		out, err := s.Prune(ctx, example.ID, keep, 0, dry)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, i := range out {
			for n, name := range names {
				if name == i.Release {
					got = append(got, string(rune('a'+n)))
				}
			}
		}
		return strings.Join(got, "")
	}
	// b is current and f was before it; f also ceased just now.
	if got := removed(2, true); got != "dca" {
		t.Errorf("would remove %s, want dca", got)
	}
	if err := os.Mkdir(filepath.Join(s.folder(example.ID), ".draft-0123"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := removed(2, false); got != "dca" {
		t.Errorf("removed %s, want dca", got)
	}
	if left, _ := filepath.Glob(filepath.Join(s.folder(example.ID), ".*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	// e ceased to be current when f was published, minutes ago.
	if got := removed(0, false); got != "" {
		t.Errorf("removed %s, want nothing", got)
	}
	now = now.Add(2 * time.Hour)
	if got := removed(0, false); got != "e" {
		t.Errorf("removed %s, want e", got)
	}
	// Shared files live on with the releases that remain.
	clean(t, s)
	if got := lines(stored(t, s)); got != "2015 CHN 270100 1, 2016 CHN 270100 1" {
		t.Errorf("current: %s", got)
	}
	_, err := s.Manifest(example.ID, names[0])
	wantText(t, err, trade.NotFound, "has no data release")
}

// damage changes a file and says what Verify finds.
func damage(t *testing.T, s *Store, path string, change func([]byte) []byte) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := os.Stat(path)
	if changed := change(data); changed == nil {
		err = os.Remove(path)
	} else {
		err = os.WriteFile(path, changed, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	faults, err := s.Verify(context.Background(), example.ID, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range faults {
		if f.Text.ID == "" || f.Text.ID == f.Text.EN {
			t.Errorf("fault without a translation: %q", f.Text)
		}
		out = append(out, f.Path+": "+f.Text.EN)
	}
	if err := os.WriteFile(path, data, info.Mode()); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

func TestVerifyFindsDamage(t *testing.T) {
	s := testStore(t)
	m := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1), fact(2021, "CHN", "270100", 2))
	dir := s.releaseFolder(example.ID, m.Release)
	clean(t, s)
	base := filepath.Join(dir, "year=2020", "base.plain")
	for _, c := range []struct {
		name, path, want string
		change           func([]byte) []byte
	}{
		{"a byte", base, "base.plain: its contents changed", func(b []byte) []byte { b = append([]byte{}, b...); b[len(b)-2]++; return b }},
		{"cut", base, "bytes, expected", func(b []byte) []byte { return b[:len(b)-1] }},
		{"gone", base, "is missing", func(b []byte) []byte { return nil }},
		{"quality", filepath.Join(dir, "quality.json"), "quality.json: its contents changed", func(b []byte) []byte { return []byte("[]") }},
		{"manifest", filepath.Join(dir, "manifest.json"), "manifest.json is damaged", func(b []byte) []byte { return b[:40] }},
		{"no manifest", filepath.Join(dir, "manifest.json"), "manifest.json: this file is missing", func(b []byte) []byte { return nil }},
		{"empty manifest", filepath.Join(dir, "manifest.json"), "manifest.json is damaged", func(b []byte) []byte { return []byte("{}") }},
		{"outside", filepath.Join(dir, "manifest.json"), "manifest.json is damaged", func(b []byte) []byte {
			return []byte(strings.Replace(string(b), "year=2020/base", "../base", 1))
		}},
		{"newer", filepath.Join(dir, "manifest.json"), "newer than what this program knows", func(b []byte) []byte {
			return []byte(strings.Replace(string(b), `"version": 1`, `"version": 9`, 1))
		}},
		{"published", filepath.Join(s.folder(example.ID), "published.json"), "publish again the release that should be current (the newest that is readable: " + m.Release, func(b []byte) []byte { return []byte("{") }},
		{"published elsewhere", filepath.Join(s.folder(example.ID), "published.json"), "the current release cannot be used", func(b []byte) []byte {
			return []byte(strings.ReplaceAll(string(b), m.Release, "20200101T000000Z-00000000"))
		}},
	} {
		if got := damage(t, s, c.path, c.change); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	stray := filepath.Join(dir, "year=2020", "x.tmp")
	if err := os.WriteFile(stray, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := damage(t, s, stray, func(b []byte) []byte { return []byte{} }); !strings.Contains(got, "x.tmp: this file is not a part") {
		t.Errorf("stray: %q", got)
	}
}

// A damaged data set does not stop the others, and is recovered as Verify says.
func TestADamagedDataSetLeavesOthersAlone(t *testing.T) {
	s := testStore(t)
	ctx := context.Background()
	m := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	second := imported(t, s, Options{}, fact(2021, "CHN", "270100", 1))
	other := example
	other.ID = "lain"
	if err := s.SaveDataset(other); err != nil {
		t.Fatal(err)
	}
	pub := filepath.Join(s.folder(example.ID), "published.json")
	if err := os.WriteFile(pub, []byte("{{"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := s.Schema(example.ID, "")
	wantText(t, err, trade.Unavailable, pub)
	if _, err := s.Schema(example.ID, m.Release); err != nil {
		t.Errorf("a release by its name: %v", err)
	}
	_, err = s.Schema("lain", "")
	wantText(t, err, trade.NotFound, "no published data release yet")
	wantText(t, s.Publish(ctx, example.ID, second.Release, ""), trade.Unavailable, pub)
	if _, err := s.Prune(ctx, example.ID, 0, 0, false); err == nil {
		t.Error("pruned without knowing what is current")
	}
	if err := os.Remove(pub); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, example.ID, second.Release, "Sari"); err != nil {
		t.Errorf("recovery: %v", err)
	}
	clean(t, s)
	if err := os.WriteFile(filepath.Join(s.folder("lain"), "dataset.json"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	all, err := s.Datasets()
	wantText(t, err, trade.Unavailable, "dataset.json is damaged")
	if len(all) != 1 || all[0].ID != example.ID {
		t.Errorf("%+v", all)
	}
}
