package draw

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
)

// drawing is one picture in the making.
type drawing struct {
	pen
	c  chart.Chart
	p  i18n.Printer
	id string // prefix of the ids inside, unique on the page

	nodeColors []int // of the chart's nodes
}

func newDrawing(c chart.Chart, p i18n.Printer) *drawing {
	d := &drawing{c: c, p: p, id: safeID(c.ID), nodeColors: c.NodeColors()}
	d.buf.Grow(16 << 10)
	return d
}

// Picture returns the picture of a chart for a page. It needs the site's
// style sheet for its colours and nothing else: no script, no fonts, no
// inline styles.
func Picture(c chart.Chart, p i18n.Printer) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, out io.Writer) error {
		d := newDrawing(c, p)
		d.picture()
		_, err := out.Write(d.buf.Bytes())
		return err
	})
}

// picture writes the picture of a page.
func (d *drawing) picture() {
	if d.c.Kind == chart.Spans { // shares may be known where values are not
		d.spansPicture()
		return
	}
	if _, _, any := d.c.Extent(); !any {
		d.word("p", d.p.T("chart.empty"), "class", "pic pic-empty")
		return
	}
	switch d.c.Kind {
	case chart.Columns:
		d.columnsPicture()
	case chart.Lines:
		d.linesPicture()
	case chart.Stacked:
		d.stackPicture()
	case chart.Areas:
		d.areasPicture()
	case chart.Treemap:
		d.treemapPicture()
	case chart.Sankey:
		d.sankeyPicture()
	case chart.Scatter:
		d.scatterPicture()
	case chart.Multiples:
		d.multiplesPicture()
	case chart.Heat:
		d.heatPicture()
	case chart.Map:
		if d.mapped() {
			d.mapPicture()
			return
		}
		d.barsPicture()
	default:
		d.barsPicture()
	}
}

// safeID keeps what may stand in an id and in url(#...) unescaped.
func safeID(id string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, id)
}

// single reports whether the chart has one column of values.
func (d *drawing) single() bool { return d.series() <= 1 }

// series is how many points a row has at most.
func (d *drawing) series() int {
	n := 0
	for _, r := range d.c.Rows {
		n = max(n, len(r.Points))
	}
	return n
}

// colName names a column of values.
func (d *drawing) colName(i int) string {
	if i < len(d.c.Columns) {
		return d.c.Columns[i]
	}
	return ""
}

// point returns a point of a row; a row may have fewer than others.
func point(r chart.Row, i int) chart.Point {
	if i < len(r.Points) {
		return r.Points[i]
	}
	return chart.Point{}
}

// disputed marks a value on which sources disagree, about one that is
// estimated.
const disputed, about = "≠", "≈"

// caption is the text of a point's value in a picture.
func (d *drawing) caption(pt chart.Point) string {
	text := d.c.Value(d.p, 0, pt) // pictures with numbers have one unit
	switch {
	case !pt.Known():
	case pt.Fact == nil && pt.Answer.Status == ledger.Conflicting:
		return text + " " + disputed
	case pt.Fact != nil && pt.Fact.Status == chart.Estimated:
		return text + " " + about
	}
	return text
}
