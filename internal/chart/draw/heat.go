package draw

import (
	"strconv"

	"muara/internal/chart"
)

// heatPicture draws a table whose cells are shaded by value. It is a table for
// those who do not see it, too.
func (d *drawing) heatPicture() {
	d.open("div", "class", "pic pic-heat")
	d.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", d.name())
	d.open("table", "class", "heat")
	d.open("thead")
	d.open("tr")
	d.word("th", d.c.RowName, "scope", "col")
	for s := range d.series() {
		d.open("th", "scope", "col")
		if href := d.head(s).Href; href != "" {
			d.word("a", d.colName(s), "href", safeURL(href))
		} else {
			d.text(d.colName(s))
		}
		d.close("th")
	}
	d.close("tr")
	d.close("thead")
	d.open("tbody")
	for i, r := range d.c.Rows {
		d.heatRow(i, r)
	}
	d.close("tbody")
	d.close("table")
	d.close("div")
	d.ramp()
	d.close("div")
}

func (d *drawing) heatRow(i int, r chart.Row) {
	d.open("tr")
	d.open("th", "scope", "row")
	if r.Href != "" {
		d.word("a", r.Label, "href", safeURL(r.Href))
	} else {
		d.text(r.Label)
	}
	d.close("th")
	top := most(d.c)
	for s := range d.series() {
		pt := point(r, s)
		v, known := pt.Value()
		if !known {
			d.open("td", "class", "q-none")
			d.word("span", d.p.T("chart.unknown"), "class", "vh")
			d.close("td")
			continue
		}
		d.open("td", "class", shadeClass(shadeOf(v, top)))
		rows{drawing: d}.fig(pt.Href, d.c.Describe(d.p, i, s), d.caption(pt), "num")
		d.close("td")
	}
	d.close("tr")
}

// shadeClass names a step of the ramp: q0 to q5, n1 to n5 below zero.
func shadeClass(step int) string {
	if step < 0 {
		return "n" + strconv.Itoa(-step)
	}
	return "q" + strconv.Itoa(step)
}

// ramp explains the shades: from little to the most, which is a number.
func (d *drawing) ramp() {
	text, href := d.greatest()
	if text == "" {
		return
	}
	d.open("p", "class", "ramp")
	d.word("span", d.p.T("chart.less"))
	d.open("span", "class", "ramp-steps", "aria-hidden", "true")
	for i := 1; i <= shades; i++ {
		d.word("i", "", "class", shadeClass(i))
	}
	d.close("span")
	if href != "" {
		d.word("a", text, "class", "fig num", "href", safeURL(href))
	} else {
		d.word("span", text, "class", "num")
	}
	d.word("span", d.c.UnitName(d.p))
	if lo, _, _ := d.c.Extent(); lo < 0 {
		d.open("span", "class", "ramp-steps", "aria-hidden", "true")
		for i := 1; i <= shades; i += 2 {
			d.word("i", "", "class", shadeClass(-i))
		}
		d.close("span")
		d.word("span", d.p.T("chart.below-zero"))
	}
	d.close("p")
}

// greatest is the text and the link of the point of the greatest size.
func (d *drawing) greatest() (text, href string) {
	top := most(d.c)
	for _, r := range d.c.Rows {
		for _, pt := range r.Points {
			if v, known := pt.Value(); known && top > 0 && (v == top || v == -top) {
				return d.caption(pt), pt.Href
			}
		}
	}
	return "", ""
}

// heatSheet draws the table into a file and returns the y below.
func (d *drawing) heatSheet(y float64) float64 {
	const rowHeight, label = 26.0, 250.0
	n := float64(max(d.series(), 1))
	wide := (d.width - label) / n
	y += 40
	for s := range d.series() {
		lines, ok := d.wrap(d.colName(s), 12, wide-4, 2)
		if !ok {
			lines = []string{d.fit(d.colName(s), 12, wide-4)}
		}
		for n, line := range lines {
			up := float64(len(lines)-n-1) * 14
			d.word("text", line, "class", "axis middle", "x", num(d.left+label+(float64(s)+.5)*wide), "y", num(y-8-up))
		}
	}
	top := most(d.c)
	for i, r := range d.c.Rows {
		d.open("g")
		d.hint(r.Label)
		d.word("text", d.fit(r.Label, 13, label-10), "class", "label", "x", num(d.left), "y", num(y+rowHeight-8))
		d.close("g")
		for s := range d.series() {
			pt := point(r, s)
			v, known := pt.Value()
			if !known {
				continue
			}
			x := d.left + label + float64(s)*wide
			class := shadeClass(shadeOf(v, top))
			end := d.link(pt.Href, d.c.Describe(d.p, i, s))
			d.leaf("rect", "class", class, "x", num(x), "y", num(y), "width", num(wide-1.5), "height", num(rowHeight-1.5))
			if text := d.caption(pt); d.textWidth(text, 12) <= wide-4 {
				d.word("text", text, "class", "cell middle on-"+class, "x", num(x+wide/2), "y", num(y+rowHeight-9))
			}
			end()
		}
		y += rowHeight
	}
	return y + 10
}
