package draw

import (
	"strings"

	"muara/internal/refdata"
)

// mapPicture draws countries by value, in five steps of one colour. The frame
// stretches with its place; discs and names keep their size.
func (d *drawing) mapPicture() {
	m := d.newMap(0)
	d.open("div", "class", "pic pic-map")
	d.open("svg", "class", "world", "width", "100%", "role", "group", "aria-label", d.name(), "focusable", "false")
	m.draw()
	d.close("svg")
	d.ramp()
	m.offTheMap()
	d.close("div")
}

// mapSheet draws the map into a file and returns the y below.
func (d *drawing) mapSheet(y float64) float64 {
	w := theWorld()
	m := d.newMap(d.width * w.height / w.width)
	y = d.shifted(y+8, m.height, m.draw) + 24
	text, _ := d.greatest()
	x := d.left
	d.word("text", d.p.T("chart.less"), "class", "axis", "x", num(x), "y", num(y))
	x += d.textWidth(d.p.T("chart.less"), 12) + 8
	for i := 1; i <= shades; i++ {
		d.leaf("rect", "class", shadeClass(i), "x", num(x), "y", num(y-11), "width", "28", "height", "12")
		x += 28
	}
	d.word("text", text+" "+d.c.UnitName(d.p), "class", "axis", "x", num(x+8), "y", num(y))
	for _, i := range m.off {
		pt := point(d.c.Rows[i], 0)
		y += 20
		d.word("text", d.c.Rows[i].Label, "class", "label", "x", num(d.left), "y", num(y))
		end := d.link(pt.Href, d.c.Describe(d.p, i, 0))
		d.word("text", d.caption(pt), "class", "value", "x", num(d.left+260), "y", num(y))
		end()
	}
	return y + 8
}

// worldMap is a map in the making.
type worldMap struct {
	*drawing
	world
	height float64        // px in a file
	rows   map[string]int // by numeric code
	off    []int          // rows with a value and no place
	top    float64        // the greatest size of a value
}

func (d *drawing) newMap(height float64) worldMap {
	m := worldMap{drawing: d, world: theWorld(), height: height, rows: map[string]int{}, top: most(d.c)}
	for i, r := range d.c.Rows {
		if !point(r, 0).Known() {
			continue
		}
		country, ok := refdata.CountryOf(r.Key)
		_, drawn := m.outlines[country.Numeric]
		_, dotted := m.points[country.Numeric]
		if ok && (drawn || dotted) {
			m.rows[country.Numeric] = i
		} else {
			m.off = append(m.off, i)
		}
	}
	return m
}

// mapped reports whether any row has a place on the map.
func (d *drawing) mapped() bool { return len(d.newMap(0).rows) > 0 }

// draw draws land, then countries with a value, then what is small.
func (m worldMap) draw() {
	box := "0 0 " + num(m.world.width) + " " + num(m.world.height)
	if m.file {
		m.open("svg", "x", num(m.left), "y", "0", "width", num(m.drawing.width), "height", num(m.height), "viewBox", box)
	} else {
		m.open("svg", "width", "100%", "height", "100%", "viewBox", box, "preserveAspectRatio", "none", "overflow", "visible", "focusable", "false")
	}
	m.land()
	m.open("g", "role", "list")
	for _, code := range m.order {
		if i, ok := m.rows[code]; ok {
			m.country(i, func(class string) {
				m.leaf("path", "class", class+" land-edge", "d", m.outlines[code], "vector-effect", "non-scaling-stroke")
			})
		}
	}
	m.close("g")
	m.close("svg")
	m.open("g", "role", "list")
	for i, r := range m.c.Rows { // in the order of the chart
		country, _ := refdata.CountryOf(r.Key)
		at, small := m.points[country.Numeric]
		if row, ok := m.rows[country.Numeric]; ok && small && row == i {
			m.country(i, func(class string) {
				m.leaf("circle", "class", class+" islet", "cx", m.x(at.x/m.world.width), "cy", m.down(at.y), "r", "4.5")
			})
		}
	}
	m.close("g")
	m.home()
}

// land draws every country without a value as one shape, and the edge of the
// region's own.
func (m worldMap) land() {
	var all strings.Builder
	for _, shape := range m.nameless {
		all.WriteString(shape)
	}
	for _, code := range m.order {
		if _, ok := m.rows[code]; !ok {
			all.WriteString(m.outlines[code])
		}
	}
	m.leaf("path", "class", "land", "d", all.String(), "vector-effect", "non-scaling-stroke", "aria-hidden", "true")
	if m.c.Place == nil {
		return
	}
	if country, ok := refdata.CountryOf(m.c.Place.Country); ok && m.outlines[country.Numeric] != "" {
		m.leaf("path", "class", "homeland", "d", m.outlines[country.Numeric], "vector-effect", "non-scaling-stroke", "aria-hidden", "true")
	}
}

// country draws one country with a value: a link with its line.
func (m worldMap) country(row int, shape func(class string)) {
	pt := point(m.c.Rows[row], 0)
	v, _ := pt.Value()
	m.open("g", "role", "listitem")
	say := m.c.Describe(m.p, row, 0)
	end := m.link(pt.Href, say)
	m.hint(say)
	shape(shadeClass(shadeOf(v, m.top)))
	end()
	m.close("g")
}

// home marks the region whose trade it is.
func (m worldMap) home() {
	if m.c.Place == nil {
		return
	}
	px, py := m.place(m.c.Place.Lon, m.c.Place.Lat)
	x, y := m.x(px/m.world.width), m.down(py)
	m.open("svg", "x", x, "y", y, "width", "1", "height", "1", "overflow", "visible", "class", "at", "aria-hidden", "true")
	m.leaf("path", "class", "region", "d", "M0 -7L7 0L0 7L-7 0z")
	m.close("svg")
	m.word("text", m.c.Place.Label, "class", "node-name middle", "x", x, "y", y, "transform", "translate(0 21)")
}

// down places a y of the frame.
func (m worldMap) down(y float64) string {
	if m.file {
		return num(y / m.world.height * m.height)
	}
	return percent(y / m.world.height)
}

// offTheMap lists what has a value and no place: a remainder, a country that
// is not on the map.
func (m worldMap) offTheMap() {
	if len(m.off) == 0 {
		return
	}
	m.open("p", "class", "pic-left")
	m.text(m.p.T("chart.off-map") + " ")
	for n, i := range m.off {
		if n > 0 {
			m.text("; ")
		}
		r := m.c.Rows[i]
		text := r.Label + " " + m.caption(point(r, 0))
		rows{drawing: m.drawing}.fig(point(r, 0).Href, spoken(text, m.c.Describe(m.p, i, 0)), text, "num")
	}
	m.text(".")
	m.close("p")
}
