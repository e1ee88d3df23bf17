package pack

import (
	"fmt"
	"slices"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// cell is a series over a period.
type cell struct {
	series trade.Series
	period trade.Period
}

// together checks what no line shows alone: that parts are not more than their
// whole, that shares together are not more than 100 %, that a share fits its
// value. A contradiction within one source is a fault, for it was copied wrongly
// or printed wrongly (then it belongs in conflicts.csv). Between sources it is a
// warning: figures are revised.
func (r *reader) together() {
	w := r.wholes()
	over := r.parts(w)
	r.sums(w, over)
	r.shareSums()
	r.shareOfValue(w)
}

// wholes finds printed figures by series and period. Where there are many
// editions it keeps what is needed, so that no pack takes long to check.
type wholes struct {
	printed map[cell][]int   // some of them
	most    map[cell]int     // the one that allows most
	least   map[printing]int // of one source, the one that allows least
}

type printing struct {
	cell
	source string
}

const manyEditions = 50

func (r *reader) wholes() wholes {
	w := wholes{make(map[cell][]int), make(map[cell]int), make(map[printing]int)}
	for i, f := range r.pack.Figures {
		k := cell{f.Series, f.Period}
		if len(w.printed[k]) < manyEditions {
			w.printed[k] = append(w.printed[k], i)
		}
		if j, ok := w.most[k]; !ok || r.high(i) > r.high(j) {
			w.most[k] = i
		}
		for _, source := range f.Sources {
			if j, ok := w.least[printing{k, source}]; !ok || r.high(i) < r.high(j) {
				w.least[printing{k, source}] = i
			}
		}
	}
	return w
}

// high returns the most that figure i can be before rounding.
func (r *reader) high(i int) trade.Amount { return r.pack.Figures[i].Value + r.pack.Figures[i].Half }

// wholesOf returns the series that s is a part of: the total, and for a port its
// group.
func (r *reader) wholesOf(s trade.Series) []trade.Series {
	if s.By == trade.Total || s.Flow == trade.Balance {
		return nil // the parts of a balance may be of either sign
	}
	out := []trade.Series{s.Of()}
	if group := r.groupOf[s.Code]; s.By == trade.Port && group != "" {
		g := s
		g.By, g.Code = trade.PortGroup, group
		out = append(out, g)
	}
	return out
}

// parts compares each figure with its wholes. It returns the cells of wholes
// that a single part exceeds.
func (r *reader) parts(w wholes) map[cell]bool {
	over := make(map[cell]bool)
	this := textf("bagian ini", "this part")
	for i, f := range r.pack.Figures {
		for _, s := range r.wholesOf(f.Series) {
			k, low := cell{s, f.Period}, f.Value-f.Half
			if r.exceedsOwn(w, i, low, f.Sources, k, this) || r.exceedsAll(w, i, low, k, this) {
				over[k] = true
			}
		}
	}
	return over
}

// exceedsOwn reports at figure i that low, the least that it or the sum ending
// with it can be, is more than the whole that one of the sources printed.
func (r *reader) exceedsOwn(w wholes, i int, low trade.Amount, sources []string, k cell, what trade.Text) bool {
	for _, source := range sources {
		if j, ok := w.least[printing{k, source}]; ok && low > r.high(j) {
			r.tooMuch(i, j, what, false)
			return true
		}
	}
	return false
}

// exceedsAll does the same for what any source printed.
func (r *reader) exceedsAll(w wholes, i int, low trade.Amount, k cell, what trade.Text) bool {
	j, ok := w.most[k]
	if ok = ok && low > r.high(j); ok {
		r.tooMuch(i, j, what, true)
	}
	return ok
}

func (r *reader) tooMuch(i, whole int, what trade.Text, warning bool) {
	at, total := r.figurePlace[i], r.figurePlace[whole]
	column := "value_musd"
	if r.pack.Figures[i].Series.Measure == trade.Weight {
		column = "weight_kt"
	}
	where := fmt.Sprintf("%s:%d", total.c.file, total.c.row)
	from := trade.Text{ID: "sumber yang sama", EN: "the same source"}
	if warning {
		from = trade.Text{ID: "sumber lain", EN: "another source"}
	}
	want := trade.Text{
		ID: fmt.Sprintf("%s tidak lebih dari %s, angka keseluruhannya (%s, %s)", what.ID, total.value, where, from.ID),
		EN: fmt.Sprintf("%s to be at most %s, the whole (%s, %s)", what.EN, total.value, where, from.EN),
	}
	at.c.report(column, at.value, want, warning)
}

// A family is the parts of one whole over one period in one dimension.
type family struct {
	whole  cell
	by     trade.Dimension
	source string // who printed them; empty: anybody
}

// dimension returns what a series is broken down by; a rest belongs to the
// dimension that it is the rest of. Products may overlap: they have none.
func dimension(s trade.Series) trade.Dimension {
	switch s.By {
	case trade.Rest:
		return trade.Dimension(s.Code)
	case trade.Product:
		return trade.Total
	}
	return s.By
}

// members collects the least value of each series of a family, so that editions
// of one figure count once.
type members struct {
	low  map[trade.Series]int64
	last int // index of the last member
}

func (m *members) add(s trade.Series, low int64, i int) {
	if m.low == nil {
		m.low = make(map[trade.Series]int64)
	}
	if v, ok := m.low[s]; !ok || low < v {
		m.low[s] = low
	}
	m.last = i
}

func (m *members) sum() (total int64) {
	for _, v := range m.low {
		total += v
	}
	return total
}

// families keeps members in the order in which they were met.
type families struct {
	order []family
	of    map[family]*members
}

func (fs *families) add(k family, s trade.Series, low int64, i int) {
	if fs.of == nil {
		fs.of = make(map[family]*members)
	}
	if fs.of[k] == nil {
		fs.of[k] = new(members)
		fs.order = append(fs.order, k)
	}
	fs.of[k].add(s, low, i)
}

// sums compares the sum of the parts with their wholes.
func (r *reader) sums(w wholes, over map[cell]bool) {
	var all families
	for i, f := range r.pack.Figures {
		if dimension(f.Series) == trade.Total {
			continue
		}
		for _, s := range r.wholesOf(f.Series) {
			k := family{whole: cell{s, f.Period}, by: dimension(f.Series)}
			for _, k.source = range append([]string{""}, f.Sources...) {
				all.add(k, f.Series, int64(f.Value-f.Half), i)
			}
		}
	}
	// Families of one source come first: what is a fault need not be a warning.
	for _, one := range []bool{true, false} {
		for _, k := range all.order {
			m := all.of[k]
			if (k.source != "") != one || len(m.low) < 2 || over[k.whole] {
				continue
			}
			low, what := trade.Amount(m.sum()), textf("jumlah %d bagian", "the sum of %d parts", len(m.low))
			if one {
				over[k.whole] = r.exceedsOwn(w, m.last, low, []string{k.source}, k.whole, what)
			} else {
				over[k.whole] = r.exceedsAll(w, m.last, low, k.whole, what)
			}
		}
	}
}

// shareSums compares the sum of the shares of one whole with 100 %.
func (r *reader) shareSums() {
	var all families
	for i, s := range r.pack.Shares {
		if by := dimension(s.Series); by != trade.Total {
			k := family{whole: cell{s.Of, s.Period}, by: by}
			for _, k.source = range append([]string{""}, s.Sources...) {
				all.add(k, s.Series, int64(s.Share-s.Half), i)
			}
		}
	}
	over := make(map[family]bool)
	for _, one := range []bool{true, false} {
		for _, k := range all.order {
			m, whole := all.of[k], family{whole: k.whole, by: k.by}
			if (k.source != "") != one || over[whole] || len(m.low) < 2 || m.sum() <= int64(100*trade.Percent) {
				continue
			}
			over[whole] = true
			at := r.sharePlace[m.last]
			at.c.report("share_pct", at.value, textf("%d pangsa periode ini bersama-sama tidak lebih dari 100 persen", "the %d shares of this period to be at most 100 percent together", len(m.low)), !one)
		}
	}
}

// shareOfValue warns of a share that no printed whole turns into the value
// printed beside it.
func (r *reader) shareOfValue(w wholes) {
	type line struct {
		file string
		row  int
	}
	beside := make(map[line]int)
	for i, f := range r.pack.Figures {
		if at := r.figurePlace[i].c; f.Series.Measure == trade.Value {
			beside[line{at.file, at.row}] = i
		}
	}
	for i, s := range r.pack.Shares {
		at := r.sharePlace[i]
		v, ok := beside[line{at.c.file, at.c.row}]
		list := w.printed[cell{s.Of, s.Period}]
		if !ok || len(list) == 0 || len(list) == manyEditions {
			continue
		}
		f, t := r.pack.Figures[v], r.pack.Figures[list[0]]
		if !slices.ContainsFunc(list, func(j int) bool { return shareFits(f, s, r.pack.Figures[j]) }) {
			at.c.warn("share_pct", at.value, textf("pangsa yang cocok dengan nilainya: %s dari %s adalah %.2f persen", "a share that fits its value: %s of %s is %.2f percent",
				r.figurePlace[v].value, r.figurePlace[list[0]].value, 100*float64(f.Value)/float64(t.Value)))
		}
	}
}

// shareFits reports whether value, share and whole agree within their rounding:
// the interval of value/whole meets that of the share, which is widened by one
// unit of its last digit because offices also cut digits off, or round twice.
func shareFits(f ledger.Figure, s ledger.Share, whole ledger.Figure) bool {
	lowest, highest := float64(whole.Value-whole.Half), float64(whole.Value+whole.Half)
	if lowest <= 0 {
		return true
	}
	const all = float64(100 * trade.Percent)
	return float64(f.Value-f.Half)/highest <= float64(s.Share+3*s.Half)/all &&
		float64(f.Value+f.Half)/lowest >= float64(s.Share-3*s.Half)/all
}
