package lake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/trade"
)

// lines writes facts shortly: year partner product value.
func lines(all []Fact) string {
	var out []string
	for _, f := range all {
		out = append(out, fmt.Sprint(f.Year, " ", f.Partner, " ", f.Product, " ", f.Value))
	}
	return strings.Join(out, ", ")
}

func TestAnImportReplacesItsPeriods(t *testing.T) {
	s := testStore(t)
	first := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1), fact(2020, "JPN", "150000", 2), fact(2021, "CHN", "270100", 3))
	second := imported(t, s, Options{}, fact(2021, "CHN", "150000", 4), fact(2021, "USA", "150000", 5), fact(2022, "USA", "150000", 6))
	want := "2020 JPN 150000 2, 2020 CHN 270100 1, 2021 CHN 150000 4, 2021 USA 150000 5, 2022 USA 150000 6"
	if got := lines(stored(t, s)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if second.Parent != first.Release || second.Rows != 5 || second.Value != 18 || len(second.Coverage) != 3 || len(second.Inputs) != 2 {
		t.Errorf("%+v", second)
	}
	if second.Inputs[0].Release != first.Release || second.Inputs[1].Release != second.Release {
		t.Errorf("inputs %+v", second.Inputs)
	}
	// The untouched year is the same file on the disk.
	a, err1 := os.Stat(filepath.Join(s.releaseFolder(example.ID, first.Release), "year=2020", "base.plain"))
	b, err2 := os.Stat(filepath.Join(s.releaseFolder(example.ID, second.Release), "year=2020", "base.plain"))
	if err1 != nil || err2 != nil || !os.SameFile(a, b) {
		t.Errorf("the year 2020 was not shared: %v %v", err1, err2)
	}
	clean(t, s)
}

// Where a disk gives no second names to files, they are copied.
func TestShareAcrossDisks(t *testing.T) {
	from := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(from, []byte("facts"), 0o644); err != nil {
		t.Fatal(err)
	}
	other, err := os.MkdirTemp("/dev/shm", "muara")
	if err != nil {
		t.Skip("no second disk to try it on")
	}
	defer os.RemoveAll(other)
	for _, to := range []string{filepath.Join(filepath.Dir(from), "x", "b"), filepath.Join(other, "x", "b")} {
		if err := share(from, to); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(to); err != nil || string(data) != "facts" {
			t.Errorf("%s: %q %v", to, data, err)
		}
	}
	wantText(t, share(from+"x", filepath.Join(other, "c")), trade.Unavailable, "cannot read "+from+"x")
}

// Rows of another flow, reporter, region or month than any new row stay.
func TestAnImportKeepsOtherSlices(t *testing.T) {
	s := testStore(t)
	with := func(change func(*Fact)) Fact {
		f := fact(2020, "CHN", "270100", 1)
		f.Month, f.Region = 5, "62"
		change(&f)
		return f
	}
	imported(t, s, Options{},
		with(func(f *Fact) {}),
		with(func(f *Fact) { f.Value, f.Month = 2, 6 }),
		with(func(f *Fact) { f.Value, f.Region = 3, "35" }),
		with(func(f *Fact) { f.Value, f.Region = 4, "" }),
		with(func(f *Fact) { f.Value, f.Flow = 5, trade.Import }),
		with(func(f *Fact) { f.Value, f.Reporter = 6, "MYS" }))
	imported(t, s, Options{}, with(func(f *Fact) { f.Value = 10 }), with(func(f *Fact) { f.Value, f.Region = 40, "" }))
	var values []int64
	for _, f := range stored(t, s) {
		values = append(values, f.Value)
	}
	slices.Sort(values)
	if got := fmt.Sprint(values); got != "[2 3 5 6 10 40]" {
		t.Errorf("left %s", got)
	}
	clean(t, s)
}

func TestChaptersAndAll(t *testing.T) {
	start := []Fact{fact(2020, "CHN", "270100", 1), fact(2020, "CHN", "150000", 2), fact(2021, "CHN", "270100", 3)}
	for replace, want := range map[Replace]string{
		ReplaceChapters: "2020 CHN 150000 2, 2020 CHN 270200 9, 2021 CHN 270100 3",
		ReplacePeriods:  "2020 CHN 270200 9, 2021 CHN 270100 3",
		ReplaceAll:      "2020 CHN 270200 9",
	} {
		s := testStore(t)
		imported(t, s, Options{}, start...)
		m := imported(t, s, Options{Replace: replace}, fact(2020, "CHN", "270200", 9))
		if got := lines(stored(t, s)); got != want {
			t.Errorf("%s: got %s, want %s", replace, got, want)
		}
		if got, want := len(m.Inputs), 2; replace == ReplaceAll && got != 1 || replace != ReplaceAll && got != want {
			t.Errorf("%s: %d inputs", replace, got)
		}
		clean(t, s)
	}
}

// When an import brings a column, the years that it does not touch are written
// anew: files of a release are alike.
func TestANewColumnReachesAllYears(t *testing.T) {
	s := testStore(t)
	imported(t, s, Options{}, fact(2020, "CHN", "270100", 1), fact(2021, "CHN", "270100", 2))
	port := fact(2021, "CHN", "270100", 3)
	port.Port, port.Grams, port.HasWeight = "Kumai", 500, true
	m := imported(t, s, Options{}, port)
	for _, f := range m.Files {
		if f.Table != BaseTable {
			continue
		}
		err := plain{}.table(filepath.Join(s.releaseFolder(example.ID, m.Release), f.Path), func(c map[string]string) error {
			want := map[int]string{2020: "- null", 2021: "Kumai 500"}[f.Year]
			if got := c["port"] + " " + c["grams"]; got != want {
				t.Errorf("%d: %s, want %s", f.Year, got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if got := lines(stored(t, s)); got != "2020 CHN 270100 1, 2021 CHN 270100 3" {
		t.Errorf("got %s", got)
	}
	// A later import without ports keeps the column, and shares what it can.
	m = imported(t, s, Options{}, fact(2022, "CHN", "270100", 4))
	if !slices.Contains(m.Columns, "port") || m.Rows != 3 {
		t.Errorf("columns %v, %d rows", m.Columns, m.Rows)
	}
	clean(t, s)
}

func TestALargeReleaseStaysLarge(t *testing.T) {
	s := testStore(t)
	imported(t, s, Options{}, anyFacts(600, 1)...)
	s.large = 500
	f := anyFacts(1, 1)[0]
	f.Year = 2025
	m := imported(t, s, Options{}, f)
	if len(m.Tables) != 5 {
		t.Fatalf("%d tables, want 5: the first year is large now", len(m.Tables))
	}
	s.large = largeYear
	f.Year = 2026
	if m = imported(t, s, Options{}, f); len(m.Tables) != 5 || m.Rows != 602 {
		t.Errorf("%d tables, %d rows", len(m.Tables), m.Rows)
	}
	clean(t, s)
}

func TestMonthsAndYearsDoNotMix(t *testing.T) {
	s := testStore(t)
	month := fact(2020, "CHN", "270100", 1)
	month.Month = 3
	_, err := tryImport(s, Options{}, fact(2020, "CHN", "270100", 1), month)
	wantText(t, err, trade.Invalid, "holds figures of whole years")
	imported(t, s, Options{}, month)
	_, err = tryImport(s, Options{}, fact(2021, "CHN", "270100", 1))
	wantText(t, err, trade.Invalid, "holds monthly figures")
	if _, err = tryImport(s, Options{Replace: ReplaceAll}, fact(2021, "CHN", "270100", 1)); err != nil {
		t.Errorf("replacing everything: %v", err)
	}
}

func TestAReleaseOfYesterdaysClockIsNewer(t *testing.T) {
	s := testStore(t)
	first := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	s.now = func() time.Time { return day.AddDate(-1, 0, 0) }
	second := imported(t, s, Options{}, fact(2021, "CHN", "270100", 1))
	if !second.Made.After(first.Made) {
		t.Errorf("%s was made at %s, its parent at %s", second.Release, second.Made, first.Made)
	}
	all, err := s.Releases(example.ID)
	if err != nil || len(all) != 2 || all[0].Release != second.Release || !all[0].Current || all[1].Current {
		t.Errorf("%+v %v", all, err)
	}
}

func TestTheSameImportAgain(t *testing.T) {
	s := testStore(t)
	m := imported(t, s, Options{}, fact(2020, "CHN", "270100", 1))
	in := []Input{{SHA256: m.Inputs[0].SHA256}}
	if same, ok := s.Same(example.ID, Options{}, in); !ok || same.Release != m.Release {
		t.Error("the same import is not found")
	}
	if _, ok := s.Same(example.ID, Options{Flow: trade.Export}, in); ok {
		t.Error("other options are taken for the same import")
	}
	if same, ok := s.Find(example.ID, Key("", Options{}, in)); !ok || same.Release != m.Release {
		t.Error("its key is not found")
	}
}

func TestADraftThatIsDiscardedLeavesNothing(t *testing.T) {
	s := testStore(t)
	d, err := s.Begin(context.Background(), example, Options{}, Start{By: "Budi"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Begin(context.Background(), example, Options{}, Start{})
	wantText(t, err, trade.Conflict, "by Budi since 2026-01-02")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	_, err = s.Begin(ctx, example, Options{}, Start{Wait: true})
	wantText(t, err, trade.Conflict, "by Budi since")
	if err := d.Discard(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.folder(example.ID), ".draft-*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if _, err := tryImport(s, Options{}, fact(2020, "CHN", "270100", 1)); err != nil {
		t.Errorf("after it was discarded: %v", err)
	}
}

func TestACancelledBuildLeavesNothing(t *testing.T) {
	s := testStore(t)
	d, err := s.Begin(context.Background(), example, Options{}, Start{})
	if err != nil {
		t.Fatal(err)
	}
	f := fact(2020, "CHN", "270100", 1)
	if err := d.Add(&f); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.Build(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.folder(example.ID), ".draft-*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
