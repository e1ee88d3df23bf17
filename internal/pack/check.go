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
	wholes := make(map[cell][]int)
	for i, f := range r.pack.Figures {
		k := cell{f.Series, f.Period}
		wholes[k] = append(wholes[k], i)
	}
	over := r.parts(wholes)
	r.sums(wholes, over)
	r.shareSums()
	r.shareOfValue(wholes)
}

// wholesOf returns the series that s is a part of: the total, and for a port its
// group.
func (r *reader) wholesOf(s trade.Series) []trade.Series {
	if s.By == trade.Total || s.Flow == trade.Balance {
		return nil // the parts of a balance may be of either sign
	}
	out := []trade.Series{s.Of()}
	if s.By == trade.Port {
		for _, p := range r.pack.Ports {
			if p.Code == s.Code && p.In != "" {
				g := s
				g.By, g.Code = trade.PortGroup, p.In
				out = append(out, g)
			}
		}
	}
	return out
}

// parts compares each figure with its wholes. It returns the cells of wholes
// that a single part exceeds.
func (r *reader) parts(wholes map[cell][]int) map[cell]bool {
	over := make(map[cell]bool)
	for i, f := range r.pack.Figures {
		for _, s := range r.wholesOf(f.Series) {
			k := cell{s, f.Period}
			if r.exceeds(i, f.Value-f.Half, f.Sources, wholes[k], textf("bagian ini", "this part")) {
				over[k] = true
			}
		}
	}
	return over
}

// exceeds reports at figure i that low, the least that it or the sum ending with
// it can be, is more than the whole allows. sources are those that printed it.
func (r *reader) exceeds(i int, low trade.Amount, sources []string, wholes []int, what trade.Text) bool {
	all := len(wholes) > 0
	for _, w := range wholes {
		t := r.pack.Figures[w]
		if low <= t.Value+t.Half {
			all = false
		} else if meet(sources, t.Sources) {
			r.tooMuch(i, w, what, false)
			return true
		}
	}
	if all {
		r.tooMuch(i, wholes[0], what, true)
	}
	return all
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

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
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
func (r *reader) sums(wholes map[cell][]int, over map[cell]bool) {
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
			if m := all.of[k]; (k.source != "") == one && len(m.low) > 1 && !over[k.whole] {
				list, sources := r.printedBy(wholes[k.whole], k.source)
				over[k.whole] = r.exceeds(m.last, trade.Amount(m.sum()), sources, list,
					textf("jumlah %d bagian", "the sum of %d parts", len(m.low)))
			}
		}
	}
}

// printedBy returns the figures among list that a source printed; all of them,
// and no source in common, for the empty source.
func (r *reader) printedBy(list []int, source string) (printed []int, sources []string) {
	if source == "" {
		return list, nil
	}
	for _, i := range list {
		if slices.Contains(r.pack.Figures[i].Sources, source) {
			printed = append(printed, i)
		}
	}
	return printed, []string{source}
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
func (r *reader) shareOfValue(wholes map[cell][]int) {
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
		list := wholes[cell{s.Of, s.Period}]
		if !ok || len(list) == 0 {
			continue
		}
		f, t := r.pack.Figures[v], r.pack.Figures[list[0]]
		if !slices.ContainsFunc(list, func(w int) bool { return shareFits(f, s, r.pack.Figures[w]) }) {
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
