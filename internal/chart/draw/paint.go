package draw

import (
	"slices"
	"strconv"
	"strings"
)

type attribute struct{ name, value string }

// The colours of the light theme, for pictures that stand alone. On a page
// the style sheet's variables of the same names apply.
const (
	paper, ink, ink2, ink3  = "#ffffff", "#13262c", "#44575d", "#5f7076"
	rule, ruleStrong, wash  = "#dde3e1", "#b9c4c1", "#f4f6f4"
	river, riverSoft, ember = "#0b6b6b", "#d7e9e7", "#b4541a"
	riverDeep, emberDeep    = "#084f50", "#9c4412"
	sans                    = "'Source Sans 3','Source Sans 3 Variable','Source Sans Pro','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
	serif                   = "'Source Serif 4','Source Serif 4 Variable',Georgia,serif"
)

var categorical = [...]string{
	ruleStrong, "#0f7173", "#d98a1f", "#3d4f8c", "#b4443c", "#6b8e3d", "#7b4b7f", "#6d8799", "#b99a5b",
}

// dress returns the presentation attributes that stand for classes in a file.
func dress(classes string) []attribute {
	var out []attribute
	for _, class := range strings.Fields(classes) {
		for _, a := range dressOne(class) {
			i := slices.IndexFunc(out, func(b attribute) bool { return b.name == a.name })
			if i < 0 {
				out = append(out, a)
			} else {
				out[i] = a // a later class wins
			}
		}
	}
	return out
}

// halo keeps a text apart from what lies under it.
var halo = []attribute{{"paint-order", "stroke"}, {"stroke", paper}, {"stroke-width", "3"}, {"stroke-linejoin", "round"}}

// words are the looks of text in a file, as charts.css has them for a page.
var words = map[string][]attribute{
	"value":  text(ink, "13", "600"),
	"label":  text(ink2, "13", ""),
	"note":   text(ink3, "12", ""),
	"axis":   append(text(ink3, "12", ""), halo...),
	"cell":   text(ink, "12", ""),
	"tile":   text(ink, "13", "600"),
	"detail": text(ink2, "13", ""),
	"title":  {{"font-family", serif}, {"font-size", "22"}, {"font-weight", "600"}, {"fill", ink}},
	"what":   text(ink2, "14", ""),
	"source": text(ink3, "12", ""),

	"end-name":  text(ink2, "13", ""),
	"end-value": {{"fill", ink}, {"font-weight", "600"}},
	"node-name": append(text(ink, "13", ""), halo...),
	"dot-name":  append(text(ink2, "12", ""), halo...),
	"end":       {{"text-anchor", "end"}},
	"middle":    {{"text-anchor", "middle"}},
}

// shapes are the looks of everything else.
var shapes = map[string][]attribute{
	"grid":      {{"stroke", rule}, {"stroke-width", "1"}},
	"base":      {{"stroke", ink}, {"stroke-width", "1"}},
	"bracket":   {{"stroke", ruleStrong}, {"stroke-width", "1"}},
	"missing":   {{"stroke", ink3}, {"stroke-width", "2"}, {"stroke-dasharray", "1 4"}, {"stroke-linecap", "round"}},
	"hit":       {{"fill", "none"}},
	"track":     {{"fill", wash}},
	"fr":        {{"fill", river}},
	"fs":        {{"fill", riverSoft}},
	"sr":        {{"stroke", river}},
	"hollow":    {{"fill", paper}},
	"seam":      {{"stroke", paper}, {"stroke-width", "1"}},
	"seam-fill": {{"fill", paper}},
	"dispute":   text(ember, "13", "600"),
	"line":      {{"fill", "none"}, {"stroke-width", "2.25"}, {"stroke-linejoin", "round"}, {"stroke-linecap", "round"}},
	"dot":       {{"stroke-width", "2"}},
	"thin":      {{"stroke-width", "1.5"}},
	"band":      {{"stroke", paper}, {"stroke-width", ".75"}},
	"land":      {{"fill", wash}, {"stroke", ruleStrong}, {"stroke-width", ".5"}},
	"land-edge": {{"stroke", paper}, {"stroke-width", ".7"}},
	"islet":     {{"stroke", ink2}, {"stroke-width", "1"}},
	"homeland":  {{"fill", "none"}, {"stroke", ink2}, {"stroke-width", "1.1"}},
	"region":    {{"fill", ember}, {"stroke", paper}, {"stroke-width", "1.5"}},
	"lead":      {{"fill", "none"}, {"stroke-width", "1.5"}},
	"ribbon":    {{"fill-opacity", ".38"}},
	"spot":      {{"fill-opacity", ".72"}, {"stroke", paper}, {"stroke-width", "1"}},
	"fi":        {{"fill", ink2}},
	"q0":        {{"fill", wash}},
	"q1":        {{"fill", "#c9dede"}},
	"q2":        {{"fill", "#99baba"}},
	"q3":        {{"fill", "#689697"}},
	"q4":        {{"fill", "#387374"}},
	"q5":        {{"fill", riverDeep}},
	"n1":        {{"fill", "#f8e6d9"}},
	"n2":        {{"fill", "#e6c6b1"}},
	"n3":        {{"fill", "#d3a58a"}},
	"n4":        {{"fill", "#aa5a2c"}},
	"n5":        {{"fill", emberDeep}},
	"on-q4":     {{"fill", paper}},
	"on-q5":     {{"fill", paper}},
	"on-n4":     {{"fill", paper}},
	"on-n5":     {{"fill", paper}},
	"on-q0":     {{"fill", ink}},
	"on-q1":     {{"fill", ink}},
	"on-q2":     {{"fill", ink}},
	"on-q3":     {{"fill", ink}},
	"on-n1":     {{"fill", ink}},
	"on-n2":     {{"fill", ink}},
	"on-n3":     {{"fill", ink}},
	"grain":     {{"fill", paper}, {"fill-opacity", ".5"}},
	"tint":      {{"fill-opacity", ".22"}},
}

func dressOne(class string) []attribute {
	if a, ok := words[class]; ok {
		return a
	}
	if a, ok := shapes[class]; ok {
		return a
	}
	if len(class) == 2 && (class[0] == 'f' || class[0] == 's') {
		if n, err := strconv.Atoi(class[1:]); err == nil && n < len(categorical) {
			return []attribute{{map[byte]string{'f': "fill", 's': "stroke"}[class[0]], categorical[n]}}
		}
	}
	return nil // a class that only pages use
}

func text(fill, size, weight string) []attribute {
	out := []attribute{{"font-family", sans}, {"font-size", size}, {"fill", fill}}
	if weight != "" {
		out = append(out, attribute{"font-weight", weight})
	}
	return out
}

// fill and stroke name the class of a palette colour, 0 being grey.
func fill(color int) string   { return "f" + strconv.Itoa(color) }
func stroke(color int) string { return "s" + strconv.Itoa(color) }
