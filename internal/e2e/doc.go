// Package e2e walks through the real program in a headless browser, as its
// readers do: from the overview to a figure to its source, with the keyboard
// alone, on a phone, in both languages, and under the rules of axe-core.
//
// The tests build with the tag e2e (make e2e). They skip with a plain message
// where Chromium or the built bundle is missing, and fail there when CI is set.
package e2e
