package draw

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/chart"
)

func TestGroupedTilesCoverTheFrameInProportion(t *testing.T) {
	for _, n := range []int{3, 40, 1200} {
		c := tiles(n)
		d := newDrawing(c, id)
		frame := rect{w: 720, h: 480}
		parts, places := d.tiles(d.gather(), frame, wideTiles)
		total, covered, rows := 0.0, 0.0, 0
		for _, r := range c.Rows {
			v, _ := r.Points[0].Value()
			total += v
		}
		for i, p := range places {
			covered += p.w * p.h
			rows += parts[i].count
			if share := p.w * p.h / (frame.w * frame.h); math.Abs(share-parts[i].value/total) > 1e-9 {
				t.Fatalf("%d rows: tile %d has %g of the frame for %g of the whole", n, i, share, parts[i].value/total)
			}
			for _, q := range places[:i] {
				if min(p.x+p.w, q.x+q.w)-max(p.x, q.x) > 1e-6 && min(p.y+p.h, q.y+q.h)-max(p.y, q.y) > 1e-6 {
					t.Fatalf("%d rows: tiles overlap: %+v, %+v", n, p, q)
				}
			}
		}
		if math.Abs(covered-frame.w*frame.h) > 1e-6*covered || rows != n {
			t.Errorf("%d rows: %g of %g px² are covered, %d rows have a tile", n, covered, frame.w*frame.h, rows)
		}
		if len(parts) > wideTiles+len(sections) {
			t.Errorf("%d rows: %d tiles", n, len(parts))
		}
		other := newDrawing(tiles(n), id)
		again, _ := other.tiles(other.gather(), frame, wideTiles)
		if !slices.Equal(parts, again) {
			t.Errorf("%d rows: two pictures of one chart differ", n)
		}
	}
}

func TestGroupsStandTogetherAndOthersLast(t *testing.T) {
	c := tiles(300)
	c.Nodes[2].Muted = true
	d := newDrawing(c, id)
	parts, _ := d.tiles(d.gather(), rect{w: 720, h: 480}, wideTiles)
	seen := map[int]bool{}
	for i, p := range parts {
		if i > 0 && p.group != parts[i-1].group {
			if seen[p.group] {
				t.Fatalf("group %d stands in two places", p.group)
			}
			seen[parts[i-1].group] = true
		}
		if i > 0 && p.group == parts[i-1].group && p.row >= 0 && p.value > parts[i-1].value {
			t.Fatalf("tile %d is greater than the one before", i)
		}
	}
	if last := parts[len(parts)-1].group; last != 2 {
		t.Errorf("the remainder stands before group %d", last)
	}
}

// The names of dots meet neither each other nor any dot drawn before them.
func TestNamesOfDotsKeepApart(t *testing.T) {
	s, ok := newDrawing(cloud(200), id).newScatter(scatterHeight)
	if !ok {
		t.Fatal("nothing to draw")
	}
	s.nameDots(300, false)
	s.nameDots(540, true)
	for width, wide := range map[float64]bool{300: false, 540: true, 1180: true} {
		var boxes []box
		for _, n := range s.dots {
			if n.name != "" && (wide || !n.wide) {
				boxes = append(boxes, s.nameBox(n, n.side, width))
			}
		}
		if len(boxes) < 5 {
			t.Errorf("at %g px only %d dots have a name", width, len(boxes))
		}
		for i, b := range boxes {
			if b.x0 < -1 || b.x1 > width+1 {
				t.Errorf("at %g px a name reaches from %g to %g", width, b.x0, b.x1)
			}
			if slices.ContainsFunc(boxes[:i], b.meets) {
				t.Errorf("at %g px two names meet at %v", width, b)
			}
		}
	}
}

func TestAxesCoverTheirValues(t *testing.T) {
	for _, c := range []struct {
		values []float64
		log    bool
	}{{[]float64{1, 1}, true}, {[]float64{0.02, 7e9}, true}, {[]float64{-3, 250}, false}, {[]float64{10, 100}, true}, {[]float64{0, 0}, false}} {
		a := newAxis(c.values, c.log)
		for _, v := range c.values {
			if at := a.at(v); at < -1e-9 || at > 1+1e-9 || math.IsNaN(at) {
				t.Errorf("%v: %g stands at %g", c.values, v, at)
			}
		}
		if n := len(a.ticks); n < 2 || n > 9 {
			t.Errorf("%v: %d ticks", c.values, n)
		}
	}
}

func TestAStackWithAnUnknownPartIsAGap(t *testing.T) {
	c := years(chart.Areas, 3) // the second is not known in the eighth year
	f := newDrawing(c, id).newFrame(valueRoom, plotHeight, true)
	edges, known := f.stacked()
	for i, ok := range known {
		if want := i != 7; ok != want {
			t.Errorf("row %d is drawn: %v, want %v", i, ok, want)
		}
	}
	sum := 0.0
	for _, pt := range c.Rows[0].Points {
		sum += pt.Fact.Number
	}
	if math.Abs(edges[3][0]-sum) > 1e-6*sum {
		t.Errorf("the stack is %g high, want %g", edges[3][0], sum)
	}
	for _, path := range find(render(t, c), classed("band")) {
		if n := strings.Count(attr(path, "d"), "M"); n != 2 {
			t.Errorf("an area of %d pieces, want 2", n)
		}
	}
}

func TestCutTextsSayTheWhole(t *testing.T) {
	d := &drawing{}
	const long = "Kayu lapis, papan berlapis veneer, dan kayu laminasi sejenis"
	cut := d.fit(long, 13, 120)
	if !strings.HasSuffix(cut, "…") || d.textWidth(cut, 13) > 120 || len(cut) < 12 {
		t.Errorf("cut to 120 px: %q", cut)
	}
	if got := d.fit("Emas", 13, 120); got != "Emas" {
		t.Errorf("what fits is not cut: %q", got)
	}
	if got := d.fit(long, 13, 10); got != "" {
		t.Errorf("where nothing fits: %q", got)
	}
	for name, c := range factKinds() {
		for _, a := range find(render(t, c), tagged("a")) {
			if text := strings.TrimSpace(visible(a)); strings.Contains(text, "…") && !strings.Contains(attr(a, "aria-label"), strings.Split(text, "…")[0]) {
				t.Errorf("%s: %q is read as %q", name, text, attr(a, "aria-label"))
			}
		}
	}
}

// What a person cannot see is not sent: the pictures of great charts.
func TestGreatPicturesStaySmall(t *testing.T) {
	for name, c := range map[string]struct {
		chart chart.Chart
		most  int // bytes
	}{
		"treemap of 1,200 headings":        {tiles(1200), 280_000},
		"20 lines of 120 months":           {months(chart.Lines, 20, 120), 60_000},
		"scatter of 1,200 headings":        {cloud(1200), 220_000},
		"flows":                            {flowing(), 70_000},
		"60 little pictures of 120 months": {months(chart.Multiples, 60, 120), 260_000},
	} {
		var n counter
		if err := Picture(c.chart, id).Render(context.Background(), &n); err != nil {
			t.Fatal(err)
		}
		if int(n) > c.most || n == 0 {
			t.Errorf("%s: %d bytes, want at most %d", name, n, c.most)
		}
	}
}

type counter int

func (n *counter) Write(b []byte) (int, error) { *n += counter(len(b)); return len(b), nil }

// A picture is to be drawn in less than 5 ms. The baseline is the chart's table
// written as JSON, which is what the least download costs.
func BenchmarkPicture(b *testing.B) {
	for name, c := range map[string]chart.Chart{
		"treemap1200": tiles(1200), "lines20x120": months(chart.Lines, 20, 120), "areas20x120": months(chart.Areas, 20, 120),
		"sankey": flowing(), "scatter1200": cloud(1200), "multiples60x120": months(chart.Multiples, 60, 120), "map": globe(),
	} {
		b.Run(name, func(b *testing.B) {
			picture, table := time.Duration(0), time.Duration(0)
			for b.Loop() {
				start := time.Now()
				if err := Picture(c, id).Render(context.Background(), io.Discard); err != nil {
					b.Fatal(err)
				}
				drawn := time.Now()
				if err := json.NewEncoder(io.Discard).Encode(chart.Table(c)); err != nil {
					b.Fatal(err)
				}
				picture += drawn.Sub(start)
				table += time.Since(drawn)
			}
			b.ReportMetric(picture.Seconds()*1e3/float64(b.N), "ms/picture")
			b.ReportMetric(float64(picture)/float64(table), "x-of-its-table")
		})
	}
}
