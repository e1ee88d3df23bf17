// Package draw makes the pictures of charts on the server: complete without
// a script, laid out anew for narrow places, linked number by number.
//
// Pictures on a page carry classes and no colours, so that one style sheet
// (web/src/charts/charts.css) dresses them in light, dark and print; pictures
// for download carry everything they need. Both come from the same layouts:
// horizontal places are fractions of the width, written as percentages on a
// page, where text keeps its size at any width, and as pixels in a file.
package draw
