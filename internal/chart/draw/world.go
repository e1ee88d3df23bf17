package draw

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// worldText holds the outlines of countries; web/world.mjs writes it and says
// what it is made of.
//
//go:embed world.txt
var worldText string

// world is the map: a frame, outlines by ISO 3166-1 numeric code, and points
// of countries that are too small for one.
type world struct {
	width, height float64
	scale, dx, dy float64 // of the projection, in the frame's units
	order         []string
	outlines      map[string]string // SVG paths
	nameless      []string          // outlines of land without a code
	points        map[string]spot
}

// spot is a place in the frame; lon and lat say where that is, in degrees.
type spot struct{ x, y, lon, lat float64 }

var theWorld = sync.OnceValue(func() world {
	w, err := parseWorld(worldText)
	if err != nil {
		panic(err) // the file is part of the program and tested with it
	}
	return w
})

func parseWorld(text string) (world, error) {
	w := world{outlines: map[string]string{}, points: map[string]spot{}}
	head, rest, _ := strings.Cut(text, "\n")
	n, err := fiveNumbers(head)
	if err != nil {
		return w, err
	}
	w.width, w.height, w.scale, w.dx, w.dy = n[0], n[1], n[2], n[3], n[4]
	for line := range strings.Lines(rest) {
		code, shape, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case code == "-":
			w.nameless = append(w.nameless, shape)
		case strings.HasPrefix(shape, "M"):
			w.order = append(w.order, code)
			w.outlines[code] = shape
		default:
			n, err := fiveNumbers(shape + " 0")
			if err != nil {
				return w, err
			}
			w.points[code] = spot{n[0], n[1], n[2], n[3]}
		}
	}
	return w, nil
}

func fiveNumbers(s string) (out [5]float64, err error) {
	fields := strings.Fields(s)
	if len(fields) != len(out) {
		return out, fmt.Errorf("world.txt: %q has %d numbers, want %d", s, len(fields), len(out))
	}
	for i, f := range fields {
		if out[i], err = strconv.ParseFloat(f, 64); err != nil {
			return out, fmt.Errorf("world.txt: %q: %w", s, err)
		}
	}
	return out, nil
}

// place projects a spot on the globe, in degrees, into the frame: Equal Earth,
// B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", Int. J.
// Geographical Information Science 33(3), 2019, centred on 150 degrees east.
func (w world) place(lon, lat float64) (x, y float64) {
	const a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
	turned := math.Mod(lon-150+540, 360) - 180
	m := math.Sqrt(3) / 2
	l := math.Asin(m * math.Sin(lat*math.Pi/180))
	l2 := l * l
	l6 := l2 * l2 * l2
	x = turned * math.Pi / 180 * math.Cos(l) / (m * (a1 + 3*a2*l2 + l6*(7*a3+9*a4*l2)))
	y = l * (a1 + a2*l2 + l6*(a3+a4*l2))
	return w.dx + w.scale*x, w.dy - w.scale*y
}
