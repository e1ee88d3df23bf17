package draw

import "strconv"

// A paint is a colour of the palette as a fill: solid, hatched for a part of
// a period, or with a grain that tells parts apart without colour.
type paint struct {
	color  int  // 0 grey, 1 to 8, or accent
	hatch  bool // covers less than it says
	grain  bool // the pattern of the colour
	accent bool // the site's accent instead of the palette
}

// class names the fill of a solid paint.
func (p paint) class() string {
	if p.accent {
		return "fr"
	}
	return fill(p.color)
}

// solid reports whether the paint is a plain colour.
func (p paint) solid() bool { return !p.hatch && (!p.grain || grains[p.color%len(grains)] == nil) }

// name is the last part of the id of the paint's pattern.
func (p paint) name() string {
	name := strconv.Itoa(p.color)
	if p.accent {
		name = "r"
	}
	if p.hatch {
		return "h" + name
	}
	return "g" + name
}

// attrs returns how an element takes the paint: a class, or a pattern that
// patterns has written.
func (d *drawing) attrs(p paint) []string {
	if p.solid() {
		return []string{"class", p.class()}
	}
	return []string{"fill", "url(#" + d.id + "-" + p.name() + ")"}
}

// patterns writes the patterns of paints, each once. On a page they stand in
// an SVG of no size, since a pattern inside a hidden picture paints nothing.
func (d *drawing) patterns(paints []paint) {
	seen := map[string]bool{}
	var need []paint
	for _, p := range paints {
		if !p.solid() && !seen[p.name()] {
			seen[p.name()] = true
			need = append(need, p)
		}
	}
	if len(need) == 0 {
		return
	}
	if !d.file {
		d.open("svg", "class", "pic-defs", "width", "0", "height", "0", "aria-hidden", "true", "focusable", "false")
		defer d.close("svg")
	}
	d.open("defs")
	for _, p := range need {
		d.pattern(p)
	}
	d.close("defs")
}

func (d *drawing) pattern(p paint) {
	kv := []string{"id", d.id + "-" + p.name(), "patternUnits", "userSpaceOnUse"}
	if p.hatch {
		d.open("pattern", append(kv, "width", "7", "height", "7", "patternTransform", "rotate(45)")...)
		d.leaf("rect", "width", "7", "height", "7", "class", "hollow")
		d.leaf("rect", "width", "7", "height", "7", "class", p.class()+" tint")
		d.leaf("rect", "width", "2.8", "height", "7", "class", p.class())
	} else {
		d.open("pattern", append(kv, "width", "8", "height", "8")...)
		d.leaf("rect", "width", "8", "height", "8", "class", p.class())
		grains[p.color%len(grains)](d)
	}
	d.close("pattern")
}

// grains are the patterns of the palette's colours; the first colour of a
// chart is plain. Neighbours in the palette differ in direction or form.
var grains = [...]func(*drawing){
	0: nil,
	1: nil,
	2: func(d *drawing) { d.leaf("rect", "width", "8", "height", "1.2", "class", "grain") },
	3: func(d *drawing) { d.leaf("circle", "cx", "4", "cy", "4", "r", "1.3", "class", "grain") },
	4: func(d *drawing) { d.leaf("rect", "width", "1.2", "height", "8", "class", "grain") },
	5: func(d *drawing) {
		d.leaf("circle", "cx", "2", "cy", "2", "r", "1", "class", "grain")
		d.leaf("circle", "cx", "6", "cy", "6", "r", "1", "class", "grain")
	},
	6: func(d *drawing) {
		d.leaf("rect", "width", "8", "height", "1.2", "class", "grain")
		d.leaf("rect", "width", "1.2", "height", "8", "class", "grain")
	},
	7: func(d *drawing) { d.leaf("path", "d", "M0 8L8 0L8 1.4L1.4 8Z", "class", "grain") },
	8: func(d *drawing) { d.leaf("path", "d", "M0 0L8 8L6.6 8L0 1.4Z", "class", "grain") },
}
