package draw

import (
	"math"
	"strings"

	"muara/internal/chart"
	"muara/internal/ledger"
)

// rows draws points as horizontal bars in HTML: text keeps its size at any
// width and wraps. Ranked bars are this, and columns become this on a phone.
type rows struct {
	*drawing
	class   string
	paintOf func(row, series int) paint
	zero    float64 // where zero lies, as a fraction of the width
	span    float64 // from the least to the greatest value
}

func (d *drawing) newRows(class string, paintOf func(row, series int) paint) rows {
	lo, hi, _ := d.c.Extent()
	lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	if lo == hi {
		hi = 1
	}
	return rows{drawing: d, class: class, paintOf: paintOf, zero: -lo / (hi - lo), span: hi - lo}
}

// write writes the list.
func (r rows) write() {
	r.open("ol", "class", r.class, "role", "list")
	for i, row := range r.c.Rows {
		class := ""
		if row.Muted {
			class = "muted"
		}
		r.open("li", "class", class)
		r.rowLabel(row)
		for s := range r.series() {
			r.line(i, s)
		}
		r.close("li")
	}
	r.close("ol")
}

func (r rows) rowLabel(row chart.Row) {
	r.open("span", "class", "row-label")
	if row.Href != "" {
		end := r.anchor(row.Href)
		r.text(row.Label)
		end()
	} else {
		r.text(row.Label)
	}
	if row.Note != "" {
		r.text(" ")
		r.word("small", row.Note)
	}
	r.close("span")
}

// line writes the bar of one point and its number.
func (r rows) line(row, series int) {
	pt := point(r.c.Rows[row], series)
	r.open("span", "class", "row-bar")
	r.open("svg", "width", "100%", "height", "12", "aria-hidden", "true", "focusable", "false")
	r.leaf("rect", "class", "track", "width", "100%", "height", "12")
	if x, width, p, known := r.bar(row, series); known {
		r.leaf("rect", append([]string{"x", percent(x), "width", percent(width), "height", "12"}, r.attrs(p)...)...)
	} else {
		r.leaf("line", "class", "missing", "x1", "4", "x2", "36", "y1", "6", "y2", "6")
	}
	if r.zero > 0 {
		r.leaf("line", "class", "base", "x1", percent(r.zero), "x2", percent(r.zero), "y1", "0", "y2", "12")
	}
	r.close("svg")
	r.close("span")
	r.number(row, series, pt)
}

// bar places the bar of a point, as fractions of the width.
func (r rows) bar(row, series int) (x, width float64, p paint, known bool) {
	pt := point(r.c.Rows[row], series)
	v, known := pt.Value()
	if !known {
		return 0, 0, paint{}, false
	}
	p = r.paintOf(row, series)
	if pt.Partial {
		p.hatch, p.grain = true, false
	}
	from, to := r.zero, r.zero+v/r.span
	return math.Min(from, to), math.Abs(to - from), p, true
}

// shareAnchor is where a figure page explains the share of a whole.
const shareAnchor = "#share"

// number writes the value of a point and its share, each a link.
func (r rows) number(row, series int, pt chart.Point) {
	r.open("span", "class", "row-value num")
	defer r.close("span")
	if !pt.Known() {
		r.fig(pt.Href, r.c.Describe(r.p, row, series), r.p.T("chart.unknown"), "unknown")
		return
	}
	r.fig(pt.Href, r.c.Describe(r.p, row, series), r.caption(pt), "")
	if pt.Answer.Status == ledger.Derived { // its name says so in words
		r.open("span", "class", "tick derived", "title", chart.StatusName(r.p, ledger.Derived), "aria-hidden", "true")
		r.close("span")
	}
	if pt.Share == "" {
		return
	}
	if pt.Fact != nil { // the number beside it leads to the same place
		r.word("span", pt.Share, "class", "share")
		return
	}
	href := pt.Href
	if href != "" {
		href += shareAnchor
	}
	r.fig(href, r.p.T("chart.share", r.c.Rows[row].Label, pt.Share), pt.Share, "share")
}

// fig writes a number that links to where it comes from.
func (r rows) fig(href, name, text, class string) {
	class = strings.TrimSpace("fig " + class)
	if href == "" {
		r.word("span", text, "class", class, "title", name)
		return
	}
	r.word("a", text, "class", class, "href", safeURL(href), "title", name, "aria-label", name)
}
