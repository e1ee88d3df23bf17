package draw

import (
	"math"
	"strings"
	"testing"

	"muara/internal/chart"
	"muara/internal/refdata"
)

// The points of small countries are projected by d3-geo when the outlines are
// written, and lie where our own projection puts them.
func TestTheProjectionIsThatOfTheOutlines(t *testing.T) {
	w := theWorld()
	if len(w.points) < 40 || len(w.outlines) < 160 {
		t.Fatalf("%d points and %d outlines", len(w.points), len(w.outlines))
	}
	for code, at := range w.points {
		x, y := w.place(at.lon, at.lat)
		if math.Abs(x-at.x) > 0.1 || math.Abs(y-at.y) > 0.1 {
			t.Errorf("%s at %g, %g is drawn at %.1f, %.1f, want %.1f, %.1f", code, at.lon, at.lat, x, y, at.x, at.y)
		}
	}
}

func TestCountriesHaveAPlaceOnTheMap(t *testing.T) {
	w := theWorld()
	var missing []string
	for _, c := range refdata.Countries() {
		_, outline := w.outlines[c.Numeric]
		_, point := w.points[c.Numeric]
		if outline && point {
			t.Errorf("%s has two places", c.ISO3)
		}
		if !outline && !point {
			missing = append(missing, c.ISO3)
		}
	}
	if len(missing) > 25 { // far islands and parts of other countries
		t.Errorf("%d countries have no place: %s", len(missing), strings.Join(missing, " "))
	}
	for _, iso := range []string{"IDN", "CHN", "SGP", "HKG", "KEN", "TWN", "ARE", "MLT"} {
		c, _ := refdata.CountryOf(iso)
		if w.outlines[c.Numeric] == "" && w.points[c.Numeric] == (spot{}) {
			t.Errorf("%s has no place", iso)
		}
	}
	t.Logf("without a place: %s", strings.Join(missing, " "))
}

func TestTheMapShadesLinksAndLeavesNothingOut(t *testing.T) {
	root := render(t, globe())
	shaded := map[string]string{}
	for _, a := range find(root, tagged("a")) {
		for _, shape := range find(a, classed("land-edge")) {
			shaded[strings.SplitN(attr(a, "aria-label"), ":", 2)[0]] = strings.Fields(attr(shape, "class"))[0]
		}
	}
	for iso, class := range map[string]string{"CHN": "q5", "IND": "q4", "BRA": "n1", "AUS": "q1"} {
		if shaded[iso] != class {
			t.Errorf("%s is shaded %q, want %q", iso, shaded[iso], class)
		}
	}
	if islets := find(root, classed("islet")); len(islets) != 1 || !within(islets[0], tagged("a")) {
		t.Errorf("%d small countries, want Singapore, linked", len(islets))
	}
	if left := textOf(find(root, classed("pic-left"))[0]); !strings.Contains(left, "Negara lain 250,00") {
		t.Errorf("what is not on the map: %q", left)
	}
	lost := globe()
	lost.Rows = lost.Rows[len(lost.Rows)-1:]
	if bars := find(render(t, lost), classed("pic-bars")); len(bars) != 1 {
		t.Error("where no country has a place there are bars")
	}
	if got := shadeOf(0, 5); got != 0 {
		t.Errorf("nothing is shaded %d", got)
	}
	for kind := range factKinds() {
		if strings.Contains(kind, "map") {
			return
		}
	}
	t.Errorf("%s is not among the kinds that other tests draw", chart.Map)
}
