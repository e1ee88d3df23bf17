package ledger_test

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// world is a hidden truth, month by month, and what was published of it.
type world struct {
	first  trade.Month
	months int
	truth  map[trade.Series][]trade.Amount // by month from first
	book
}

var (
	exports  = trade.Series{Flow: trade.Export}
	imports  = trade.Series{Flow: trade.Import}
	balance  = trade.Series{Flow: trade.Balance}
	inside   = trade.Series{Flow: trade.Export, By: trade.PortGroup, Code: "inside"}
	outside  = trade.Series{Flow: trade.Export, By: trade.PortGroup, Code: "outside"}
	oil      = trade.Series{Flow: trade.Import, By: trade.OilGas, Code: "oil-gas"}
	otherOil = trade.Series{Flow: trade.Import, By: trade.OilGas, Code: "other"}
	coal     = trade.Series{Flow: trade.Export, By: trade.Chapter, Code: "27"}
	japan    = trade.Series{Flow: trade.Export, By: trade.Country, Code: "JPN"}
)

var linked = []ledger.Identity{
	{Name: "balance", Whole: exports, Parts: []trade.Series{balance, imports}},
	{Name: "ports", Whole: exports, Parts: []trade.Series{inside, outside}},
	{Name: "oilgas", Whole: imports, Parts: []trade.Series{oil, otherOil}},
}

// drawWorld draws the truth of exports, imports and their parts over one to
// three years, without figures. All identities hold. Exports are multiples of
// 10,000 cents so that a part can be an exact share of them, month by month.
func drawWorld(t *rapid.T) *world {
	w := &world{first: trade.MonthOf(2015, 1), months: rapid.IntRange(3, 30).Draw(t, "months"),
		truth: map[trade.Series][]trade.Amount{}}
	monthly := func(name string, unit, most int64) []trade.Amount {
		out := make([]trade.Amount, w.months)
		for i := range out {
			out[i] = trade.Amount(rapid.Int64Range(1, most).Draw(t, name) * unit)
		}
		return out
	}
	less := func(a, b []trade.Amount) []trade.Amount {
		out := make([]trade.Amount, len(a))
		for i := range out {
			out[i] = a[i] - b[i]
		}
		return out
	}
	w.truth[exports] = monthly("export", 10_000, 5_000_000)
	w.truth[imports] = monthly("import", 1, 1_000_000_000)
	w.truth[inside] = monthly("inside", 1, 5_000_000_000)
	w.truth[oil] = monthly("oil", 1, 500_000_000)
	w.truth[balance] = less(w.truth[exports], w.truth[imports])
	w.truth[outside] = less(w.truth[exports], w.truth[inside])
	w.truth[otherOil] = less(w.truth[imports], w.truth[oil])
	w.truth[coal] = monthly("coal", 1, 5_000_000_000)
	w.truth[japan] = make([]trade.Amount, w.months) // 12.34 % of exports
	for i, v := range w.truth[exports] {
		w.truth[japan][i] = v / 10_000 * 1234
	}
	return w
}

// of returns the truth over a period within the world.
func (w *world) of(s trade.Series, p trade.Period) (v trade.Amount) {
	for m := p.From; m <= p.To; m++ {
		v += w.truth[s][m-w.first]
	}
	return v
}

func (w *world) period(t *rapid.T, label string) trade.Period {
	last := w.months - 1
	a := rapid.IntRange(0, last).Draw(t, label+" from")
	var b int
	switch rapid.SampledFrom([]string{"month", "to date", "year", "any"}).Draw(t, label+" kind") {
	case "month":
		b = a
	case "to date": // from January
		b, a = a, a/12*12
	case "year": // or what there is of it
		a = a / 12 * 12
		b = min(a+11, last)
	default:
		b = rapid.IntRange(a, last).Draw(t, label+" to")
	}
	return trade.Period{From: w.first + trade.Month(a), To: w.first + trade.Month(b)}
}

// date draws from a few days, months and years. Sampling is even, ranges
// favour small numbers.
func (w *world) date(t *rapid.T) trade.Date {
	return rapid.SampledFrom([]trade.Date{
		{Year: 2016}, {Year: 2017, Month: 1}, {Year: 2017, Month: 2, Day: 3}, {Year: 2017, Month: 2}, {Year: 2017},
		{Year: 2018, Month: 5}, {Year: 2018}, {Year: 2019, Month: 7, Day: 9}, {Year: 2019}, {Year: 2020},
	}).Draw(t, "date")
}

// publish draws figures of some series, rounded to one of the units, which are
// 1 or even.
func (w *world) publish(t *rapid.T, most int, units []int64, of ...trade.Series) {
	for range rapid.IntRange(1, most).Draw(t, "figures") {
		s := rapid.SampledFrom(of).Draw(t, "series")
		p := w.period(t, "figure")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		w.add(s, p, w.date(t), trade.Amount(roundTo(int64(w.of(s, p)), unit)), trade.Amount(unit/2))
	}
}

func (w *world) add(s trade.Series, p trade.Period, d trade.Date, v, half trade.Amount) *ledger.Figure {
	w.figures = append(w.figures, ledger.Figure{ID: fmt.Sprintf("f%03d", len(w.figures)),
		Series: s, Period: p, Value: v, Half: half, Published: d})
	return &w.figures[len(w.figures)-1]
}

// publishShares draws shares of parts in exports, rounded to one of the units
// in millionths.
func (w *world) publishShares(t *rapid.T, most int, units []int64, of ...trade.Series) {
	for range rapid.IntRange(0, most).Draw(t, "shares") {
		s := rapid.SampledFrom(of).Draw(t, "part")
		p := w.period(t, "share")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		part, whole := int64(w.of(s, p)), int64(w.of(exports, p))
		if part < 0 || part > whole {
			continue
		}
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(part), big.NewInt(1_000_000)), big.NewInt(whole))
		millionths := nearest(exact)
		half := int64(1)
		if exact.IsInt() {
			half = 0
		}
		if unit > 1 {
			millionths, half = roundTo(millionths, unit), unit/2+1
		}
		w.shares = append(w.shares, ledger.Share{ID: fmt.Sprintf("s%03d", len(w.shares)), Series: s, Of: exports,
			Period: p, Share: trade.Share(min(millionths, 1_000_000)), Half: trade.Share(half), Published: w.date(t)})
	}
}

func (w *world) ledger(t rapid.TB) *ledger.Ledger {
	l, err := ledger.New(w.figures, w.shares, w.identities)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// each calls f for every interval of the world.
func (w *world) each(f func(p trade.Period)) {
	for a := range w.months {
		for b := a; b < w.months; b++ {
			f(trade.Period{From: w.first + trade.Month(a), To: w.first + trade.Month(b)})
		}
	}
}

// roundTo rounds to a multiple of unit, halves away from zero.
func roundTo(v, unit int64) int64 {
	if v < 0 {
		return -roundTo(-v, unit)
	}
	return (v + unit/2) / unit * unit
}

// nearest rounds a fraction to an integer, halves away from zero.
func nearest(x *big.Rat) int64 {
	n := new(big.Int).Mul(new(big.Int).Abs(x.Num()), big.NewInt(2))
	n.Add(n, x.Denom())
	n.Quo(n, new(big.Int).Mul(x.Denom(), big.NewInt(2)))
	return n.Int64() * int64(x.Sign())
}

// weigh sums what terms would be if every figure were the truth. A share is
// taken of the true whole.
func (w *world) weigh(terms []ledger.Term) *big.Rat {
	sum := new(big.Rat)
	for _, t := range terms {
		v := new(big.Rat).SetInt64(int64(t.Sign) * int64(w.of(t.Figure.Series, t.Figure.Period)))
		if t.Share != nil {
			v.Mul(v, big.NewRat(int64(t.Share.Share), 1_000_000))
		}
		sum.Add(sum, v)
	}
	return sum
}

// recompute evaluates terms as printed: figures add exactly, a share is taken
// once of all that stands under it and rounded half away from zero.
func recompute(terms []ledger.Term) trade.Amount {
	sum := int64(0)
	under := map[*ledger.Share]int64{}
	for _, t := range terms {
		if t.Share != nil {
			under[t.Share] += int64(t.Sign) * int64(t.Figure.Value)
			continue
		}
		sum += int64(t.Sign) * int64(t.Figure.Value)
	}
	for s, v := range under {
		x := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(v), big.NewInt(int64(s.Share))), big.NewInt(1_000_000))
		sum += nearest(x)
	}
	return trade.Amount(sum)
}
