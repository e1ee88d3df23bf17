package draw

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"muara/internal/chart"
)

// The column of names at the end of lines and areas, in px.
const (
	endWidth = 176 // on a page and in a file
	endStep  = 17  // from one name to the next at least
	endLead  = 16  // of the line from a series to its name
	endSize  = 13  // of text
)

// end is the name of a series beside its last value.
type end struct {
	series int
	row    int
	at     float64 // y of the value, px
	y      float64 // y of the name, px
}

// named reports whether series are named at their ends, which spares the
// reader the way to the key. Pictures of published figures keep their key:
// they have few series, and each number stands at its point.
func (d *drawing) named() bool {
	return d.c.OfFacts() && !d.single() && (d.c.Kind == chart.Lines || d.c.Kind == chart.Areas)
}

// lineEnds are the names of lines, spread so that none covers another.
func (f frame) lineEnds() []end {
	var ends []end
	for s := range f.series() {
		if row := f.last(s); row >= 0 {
			v, _ := point(f.c.Rows[row], s).Value()
			ends = append(ends, end{series: s, row: row, at: f.y(v)})
		}
	}
	return spread(ends, f.top+4, f.top+f.height-2)
}

// spread moves names apart, as little as their order allows, within lo to hi;
// where they do not fit there they go beyond.
func spread(ends []end, lo, hi float64) []end {
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.at, b.at) })
	for i := range ends {
		ends[i].y = math.Max(ends[i].at, lo)
		if i > 0 {
			ends[i].y = math.Max(ends[i].y, ends[i-1].y+endStep)
		}
	}
	limit := hi
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = math.Min(ends[i].y, limit)
		limit = ends[i].y - endStep
	}
	if n := len(ends); n > 0 && ends[0].y < lo {
		for i := range ends {
			ends[i].y = lo + float64(i)*endStep
		}
	}
	return ends
}

// withEnds draws a picture over time with the names of its series at the
// right: on a page in a picture beside it, which narrow places leave out.
func (f frame) withEnds(plot func(), ends []end) {
	if !f.named() {
		if f.file {
			plot()
			return
		}
		f.openPlot("")
		plot()
		f.close("svg")
		return
	}
	if f.file {
		whole := f.width
		f.width = whole - endWidth
		plot()
		f.open("g", "transform", "translate("+num(f.left+f.width)+" 0)")
		f.names(ends)
		f.close("g")
		f.width = whole
		return
	}
	f.open("div", "class", "with-ends")
	f.openPlot("plot")
	plot()
	f.close("svg")
	f.open("svg", "class", "ends", "width", num(endWidth), "height", num(f.manyHeight()), "focusable", "false")
	f.open("g", "role", "list")
	f.names(ends)
	f.close("g")
	f.close("svg")
	f.close("div")
}

// openPlot opens a picture over time and tells scripts where its values lie:
// the top and the height of the plot in px.
func (f frame) openPlot(class string) {
	f.open("svg", "class", class, "width", "100%", "height", num(f.manyHeight()), "role", "group", "aria-label", f.name(),
		"focusable", "false", "data-plot", num(f.top)+" "+num(f.height))
}

// names writes the names with the last values, from the left edge on.
func (f frame) names(ends []end) {
	for _, e := range ends {
		pt := point(f.c.Rows[e.row], e.series)
		value := f.caption(pt)
		if e.row < len(f.c.Rows)-1 {
			value = "" // not of the same time as its neighbours: the table says it
		}
		room := endWidth - endLead - 6.0
		name := f.fit(f.colName(e.series), endSize, room-f.textWidth(value, endSize)-6)
		if name == "" {
			name = f.fit(f.colName(e.series), endSize, room)
			value = ""
		}
		f.open("g", "role", "listitem")
		href := cmp.Or(f.head(e.series).Href, pt.Href)
		say := spoken(strings.TrimSpace(name+" "+value), f.c.Describe(f.p, e.row, e.series))
		closeLink := f.link(href, say)
		f.hint(say)
		f.leaf("path", "class", "lead "+stroke(f.c.HeadColor(e.series)), "d",
			"M0 "+num(e.at)+"C"+num(endLead/2)+" "+num(e.at)+" "+num(endLead/2-4)+" "+num(e.y)+" "+num(endLead)+" "+num(e.y))
		f.leaf("rect", "class", "hit", "x", num(endLead), "y", num(e.y-endStep/2), "width", num(room), "height", num(endStep))
		f.open("text", "class", "end-name", "x", num(endLead+4), "y", num(e.y+4.5))
		f.text(name + " ")
		f.word("tspan", value, "class", "end-value")
		f.close("text")
		closeLink()
		f.close("g")
	}
}

// spoken is the accessible name of a mark that shows a text: the text first,
// word by word, where the whole sentence does not hold it.
func spoken(text, say string) string {
	if strings.Contains(say, text) {
		return say
	}
	return text + "; " + say
}
