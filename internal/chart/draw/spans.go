package draw

import (
	"sort"
	"strconv"

	"muara/internal/chart"
	"muara/internal/trade"
)

// Sizes of a strip, in px.
const (
	stripHeight = 76  // where there are several
	aloneHeight = 150 // where there is but one
	stripTop    = 14  // room above the highest tick for its text
)

// strip is the ground of one column of shares: months from left to right,
// shares from bottom to top. Each strip has a scale of its own, which it
// names, so that small shares move too.
type strip struct {
	*drawing
	series int
	span   trade.Period
	hi     float64 // share at the top
}

// tops are the shares that a strip may end at.
var tops = []float64{0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1}

// strips are the columns of which any share is known.
func (d *drawing) strips() []strip {
	span, ok := d.monthsOfSpans()
	if !ok {
		return nil
	}
	var out []strip
	for s := range d.series() {
		most := 0.0
		for _, r := range d.c.Rows {
			most = max(most, point(r, s).Ratio)
		}
		if most == 0 {
			continue
		}
		st := strip{drawing: d, series: s, span: span, hi: most}
		for i := len(tops) - 1; i >= 0 && tops[i] >= most; i-- {
			st.hi = tops[i]
		}
		out = append(out, st)
	}
	return out
}

// monthsOfSpans are the whole years around every period with a share.
func (d *drawing) monthsOfSpans() (trade.Period, bool) {
	var span trade.Period
	found := false
	for _, r := range d.c.Rows {
		for _, pt := range r.Points {
			p := pt.Answer.Period
			switch {
			case pt.Ratio <= 0:
			case !found:
				span, found = p, true
			default:
				span = trade.Period{From: min(span.From, p.From), To: max(span.To, p.To)}
			}
		}
	}
	return trade.Period{From: trade.MonthOf(span.From.Year(), 1), To: trade.MonthOf(span.To.Year(), 12)}, found
}

// spansPicture draws one strip for each column, with its name and its newest
// share above it, and the years below the last.
func (d *drawing) spansPicture() {
	strips := d.strips()
	if len(strips) == 0 {
		d.word("p", d.p.T("chart.empty"), "class", "pic pic-empty")
		return
	}
	d.open("div", "class", "pic pic-spans")
	for _, s := range strips {
		if !d.single() {
			s.head()
		}
		d.open("svg", "width", "100%", "height", num(s.height()), "role", "group", "aria-label", s.title(), "focusable", "false")
		s.draw()
		d.close("svg")
	}
	d.open("svg", "class", "years", "width", "100%", "height", "22", "aria-hidden", "true", "focusable", "false")
	strips[0].years(0)
	d.close("svg")
	d.close("div")
}

// spansSheet draws the strips into a file and returns the y below.
func (d *drawing) spansSheet(y float64) float64 {
	strips := d.strips()
	if len(strips) == 0 {
		return d.paragraph(d.p.T("chart.empty"), "what", 14, y, 24)
	}
	for _, s := range strips {
		y += 26
		d.word("text", s.title(), "class", "label", "x", d.x(0), "y", num(y))
		y = d.shifted(y+7, s.height(), s.draw)
	}
	return d.shifted(y, 24, func() { strips[0].years(0) })
}

// height is that of the strip in px.
func (s strip) height() float64 {
	if s.single() {
		return aloneHeight
	}
	return stripHeight
}

// title names the strip's column, or the chart where it has but one.
func (s strip) title() string {
	if name := s.colName(s.series); name != "" {
		return name
	}
	return s.c.Title
}

// head writes the name of a strip and its newest share as a link.
func (s strip) head() {
	s.open("p", "class", "strip-head")
	s.word("span", s.title(), "class", "row-label")
	if i := s.newest(); i >= 0 {
		pt := point(s.c.Rows[i], s.series)
		s.open("a", "class", "fig num", "href", safeURL(pt.Href+"#share"), "aria-label", s.say(i))
		s.text(pt.Share)
		s.close("a")
	}
	s.close("p")
}

// newest is the row whose share is of the latest months, -1 for none; of two
// that end together the longer.
func (s strip) newest() int {
	best := -1
	for i, r := range s.c.Rows {
		if point(r, s.series).Ratio <= 0 {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		p, q := s.period(i), s.period(best)
		if p.To > q.To || p.To == q.To && p.From < q.From {
			best = i
		}
	}
	return best
}

func (s strip) period(row int) trade.Period { return point(s.c.Rows[row], s.series).Answer.Period }

// say is one share in a line: "Jan–Nov 2023, Bahan bakar mineral: 75,98%".
func (s strip) say(row int) string {
	text := s.c.Rows[row].Label
	if !s.single() {
		text += ", " + s.title()
	}
	return text + ": " + point(s.c.Rows[row], s.series).Share
}

// draw draws the ground and the shares, the longest periods beneath.
func (s strip) draw() {
	s.ground()
	var rows []int
	for i, r := range s.c.Rows {
		if point(r, s.series).Ratio > 0 {
			rows = append(rows, i)
		}
	}
	sort.SliceStable(rows, func(a, b int) bool { return s.period(rows[a]).Months() > s.period(rows[b]).Months() })
	s.open("g", "role", "list")
	for _, i := range rows {
		s.mark(i)
	}
	s.close("g")
}

// at places the start of a month as a fraction of the width.
func (s strip) at(m trade.Month) float64 {
	return float64(m-s.span.From) / float64(s.span.Months())
}

// y places a share.
func (s strip) y(ratio float64) float64 {
	return stripTop + (s.height()-1-stripTop)*(1-ratio/s.hi)
}

// ground draws the top of the scale, the base and the turns of the years.
func (s strip) ground() {
	s.open("g", "aria-hidden", "true")
	for m := s.span.From; m <= s.span.To+1; m += 12 {
		x := s.x(s.at(m))
		s.leaf("line", "class", "grid", "x1", x, "x2", x, "y1", num(stripTop), "y2", num(s.height()-1))
	}
	top, base := num(s.y(s.hi)), num(s.height()-1)
	s.leaf("line", "class", "grid", "x1", s.x(0), "x2", s.x(1), "y1", top, "y2", top)
	s.leaf("line", "class", "bracket", "x1", s.x(0), "x2", s.x(1), "y1", base, "y2", base)
	s.word("text", s.p.Percent(s.hi, 0), "class", "axis", "x", s.x(0), "y", num(s.y(s.hi)-4))
	s.close("g")
}

// mark draws one share: a tinted ground over its months and a line on top.
func (s strip) mark(row int) {
	pt := point(s.c.Rows[row], s.series)
	s.open("g", "role", "listitem")
	defer s.close("g")
	var kv []string
	if !s.file && len(s.c.Rows) > manyStops {
		kv = []string{"tabindex", "-1"}
	}
	href := pt.Href
	if href != "" {
		href += "#share"
	}
	defer s.link(href, s.say(row), kv...)()
	s.hint(s.say(row))
	p := pt.Answer.Period
	x, y := s.at(p.From), s.y(pt.Ratio)
	width := s.at(p.To+1) - x
	color := fill(s.series%chart.Colors + 1)
	if s.single() {
		color = "fr"
	}
	s.leaf("rect", "class", color+" tint", "x", s.x(x), "y", num(y), "width", s.w(width), "height", num(s.height()-1-y))
	s.leaf("rect", "class", color, "x", s.x(x), "y", num(y-1.5), "width", s.w(width), "height", "3")
	s.leaf("rect", "class", "hit", "x", s.x(x), "y", num(y-8), "width", s.w(width), "height", "16")
}

// years writes the years under the strips; narrow places keep every other.
func (s strip) years(y float64) {
	n := 0
	for m := s.span.From; m <= s.span.To; m += 12 {
		class := "axis middle"
		if n%2 == 1 && s.span.Months() > 6*12 {
			class += " minor"
		}
		n++
		s.word("text", strconv.Itoa(m.Year()), "class", class, "x", s.x(s.at(m)+6/float64(s.span.Months())), "y", num(y+15))
	}
}
