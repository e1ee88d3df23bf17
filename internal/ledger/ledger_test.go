package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// TestNewRefuses lists what cannot be.
func TestNewRefuses(t *testing.T) {
	year := trade.YearOf(2021)
	figure := func(change func(*ledger.Figure)) func(*book) {
		return func(b *book) {
			f := ledger.Figure{ID: "f", Series: exports, Period: year, Value: 1, Published: trade.Date{Year: 2022}}
			change(&f)
			b.figures = append(b.figures, f)
		}
	}
	share := func(change func(*ledger.Share)) func(*book) {
		return func(b *book) {
			s := ledger.Share{ID: "s", Series: coal, Of: exports, Period: year, Share: trade.Percent, Published: trade.Date{Year: 2022}}
			change(&s)
			b.shares = append(b.shares, s)
		}
	}
	identity := func(change func(*ledger.Identity)) func(*book) {
		return func(b *book) {
			id := ledger.Identity{Name: "balance", Whole: exports, Parts: []trade.Series{balance, imports}}
			change(&id)
			b.identities = append(b.identities, id)
		}
	}
	without := trade.Series{Flow: trade.Export, By: trade.Without, Code: "27"}
	fine := []func(*book){figure(func(*ledger.Figure) {}), share(func(*ledger.Share) {}), identity(func(*ledger.Identity) {})}
	for _, c := range []struct {
		name string
		add  []func(*book)
		says string // part of the English text, empty if all is well
	}{
		{"nothing", nil, ""},
		{"all is well", fine, ""},
		{"100 percent", []func(*book){share(func(s *ledger.Share) { s.Share = 100 * trade.Percent })}, ""},
		{"backwards", []func(*book){figure(func(f *ledger.Figure) { f.Period.To = f.Period.From - 1 })}, "runs backwards"},
		{"too early", []func(*book){figure(func(f *ledger.Figure) { f.Period.From = 5 })}, "outside the years"},
		{"too late", []func(*book){figure(func(f *ledger.Figure) { f.Period.To = 1 << 30 })}, "outside the years"},
		{"impossible date", []func(*book){figure(func(f *ledger.Figure) { f.Published.Month = 13 })}, "cannot be"},
		{"negative rounding", []func(*book){figure(func(f *ledger.Figure) { f.Half = -1 })}, "rounding is negative"},
		{"just in range", []func(*book){figure(func(f *ledger.Figure) { f.Value = -1e15 })}, ""},
		{"just out of range", []func(*book){figure(func(f *ledger.Figure) { f.Value = 1e15 + 1 })}, "out of range"},
		{"overflow", []func(*book){figure(func(f *ledger.Figure) { f.Value = 1 << 62 })}, "out of range"},
		{"underflow", []func(*book){figure(func(f *ledger.Figure) { f.Value = -1 << 63 })}, "out of range"},
		{"rounding overflow", []func(*book){figure(func(f *ledger.Figure) { f.Half = 1 << 62 })}, "out of range"},
		{"no id", []func(*book){figure(func(f *ledger.Figure) { f.ID = "" })}, "no id"},
		{"computed series", []func(*book){figure(func(f *ledger.Figure) { f.Series = without })}, "computed"},
		{"id twice", []func(*book){fine[0], fine[0]}, "used twice"},
		{"id of figure and share", []func(*book){fine[0], share(func(s *ledger.Share) { s.ID = "f" })}, "used twice"},
		{"share over 100", []func(*book){share(func(s *ledger.Share) { s.Share = 100*trade.Percent + 1 })}, "between 0 and 100"},
		{"negative share", []func(*book){share(func(s *ledger.Share) { s.Share = -1 })}, "between 0 and 100"},
		{"negative share rounding", []func(*book){share(func(s *ledger.Share) { s.Half = -1 })}, "rounding must be"},
		{"share backwards", []func(*book){share(func(s *ledger.Share) { s.Period.To = s.Period.From - 1 })}, "runs backwards"},
		{"share without id", []func(*book){share(func(s *ledger.Share) { s.ID = "" })}, "no id"},
		{"share of itself", []func(*book){share(func(s *ledger.Share) { s.Of = s.Series })}, "of itself"},
		{"share of computed", []func(*book){share(func(s *ledger.Share) { s.Of = without })}, "computed"},
		{"shares in a circle", []func(*book){fine[1], share(func(s *ledger.Share) { s.ID, s.Series, s.Of = "t", exports, coal })}, "share of it"},
		{"identity without name", []func(*book){identity(func(i *ledger.Identity) { i.Name = "" })}, "empty or used twice"},
		{"identity twice", []func(*book){fine[2], fine[2]}, "empty or used twice"},
		{"one part", []func(*book){identity(func(i *ledger.Identity) { i.Parts = i.Parts[:1] })}, "two parts"},
		{"part twice", []func(*book){identity(func(i *ledger.Identity) { i.Parts[1] = i.Parts[0] })}, "appears twice"},
		{"whole as part", []func(*book){identity(func(i *ledger.Identity) { i.Parts[1] = exports })}, "appears twice"},
		{"computed part", []func(*book){identity(func(i *ledger.Identity) { i.Parts[1] = without })}, "computed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b book
			for _, add := range c.add {
				add(&b)
			}
			l, err := ledger.New(b.figures, b.shares, b.identities)
			if c.says == "" {
				if err != nil || l == nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v, want %q", err, c.says)
			}
			text := trade.TextOf(err)
			if trade.CodeOf(err) != trade.Invalid || text.ID == "" || text.ID == text.EN || l != nil {
				t.Fatalf("code %s, texts %+v", trade.CodeOf(err), text)
			}
			if bad := text.ID + text.EN; strings.Contains(bad, "%!") {
				t.Fatalf("garbled: %s", bad)
			}
		})
	}
}

// An empty ledger and strange questions are unknown, not a crash.
func TestUnknown(t *testing.T) {
	l := must(ledger.New(nil, nil, linked))
	for _, s := range []trade.Series{exports, coal, {}, {Flow: trade.Export, By: trade.Without, Code: "27"}, {Flow: trade.Export, By: trade.Other, Code: "hs2"}} {
		for _, p := range []trade.Period{trade.YearOf(2021), {}, {From: 5, To: 2}, {From: -1 << 31, To: 1<<31 - 1}} {
			if a := l.Answer(s, p); a.Known() || a.Best != nil || a.Status != ledger.Unknown || a.Series != s || a.Period != p {
				t.Errorf("%s %v: %+v", s, p, a)
			}
			if x := l.Explain(s, p); x.Known() || len(x.Vintages)+len(x.Checks)+len(x.Editions) > 0 {
				t.Errorf("%s %v: %+v", s, p, x)
			}
			if v, status := l.Value(s, p); v != 0 || status != ledger.Unknown {
				t.Errorf("%s %v: %d %s", s, p, v, status)
			}
		}
		if p, ok := l.Span(s); ok || p != (trade.Period{}) {
			t.Errorf("span of %s: %v", s, p)
		}
	}
	if n := len(l.Checks()) + len(l.Series()) + len(l.Figures(exports)) + len(l.Shares(coal)); n > 0 {
		t.Errorf("%d things in an empty ledger", n)
	}
}

// The slices that a ledger hands out are the caller's.
func TestFiguresAreCopies(t *testing.T) {
	b := must(readBook("export 2021 1.00 @2022\nexport 2022 2.00 @2023\nexport.hs2.27 2021 5 % of export @2022\n"))
	l := must(ledger.New(b.figures, b.shares, nil))
	figs := l.Figures(exports)
	if len(figs) != 2 || figs[0].Period != trade.YearOf(2021) || len(l.Shares(coal)) != 1 {
		t.Fatal(figs)
	}
	figs[0] = nil
	if l.Figures(exports)[0] == nil {
		t.Error("the ledger's own slice was changed")
	}
}

// However many editions there are, an answer tells a few, the newest first,
// and looks at a bounded number of dates, the last among them.
func TestManyEditions(t *testing.T) {
	var b book
	for i := range 200 {
		b.figures = append(b.figures, ledger.Figure{ID: fmt.Sprintf("f%03d", i), Series: exports, Period: trade.YearOf(2000),
			Value: trade.Amount(i), Published: trade.Date{Year: 2001 + i/12, Month: i%12 + 1}})
	}
	x := must(ledger.New(b.figures, nil, nil)).Explain(exports, trade.YearOf(2000))
	if x.Value != 199 || len(x.Editions) != 200 || len(x.Alternatives) != 8 || x.Alternatives[0].Value != 198 {
		t.Errorf("%s, %d editions", brief(x.Answer), len(x.Editions))
	}
	if n := len(x.Vintages); n != 64 || x.Vintages[n-1].Answer.Value != 199 {
		t.Errorf("%d vintages", n)
	}
}

// The largest figures that a ledger takes, laid end to end over three hundred
// years, add up without overflow, contradictions and all.
func TestLargest(t *testing.T) {
	var b book
	first := trade.MonthOf(1900, 1)
	for i := range 3600 {
		m := first + trade.Month(i)
		b.figures = append(b.figures, ledger.Figure{ID: m.String(), Series: exports, Period: trade.Period{From: m, To: m},
			Value: 1e15, Half: 1e15, Published: trade.Date{Year: 2000}})
	}
	all := trade.Period{From: first, To: first + 3599}
	b.figures = append(b.figures, ledger.Figure{ID: "all", Series: exports, Period: all, Value: -1e15, Published: trade.Date{Year: 1990}})
	l := must(ledger.New(b.figures, nil, nil))
	if a := l.Answer(exports, trade.Period{From: first, To: first + 3598}); a.Value != 3599e15 || a.High != 2*3599e15 || a.Alternatives[0].Value != -2e15 {
		t.Error(a.Value, a.Low, a.High, a.Alternatives[0].Value)
	}
	a := l.Answer(exports, all)
	if a.Status != ledger.Conflicting || a.Value != -1e15 || a.Alternatives[0].Value != 3600e15 {
		t.Error(a.Value, a.Status)
	}
}
