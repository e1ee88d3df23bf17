package draw

import "strings"

// textWidth estimates the width of a text in the site's sans face, in pixels
// at a size in pixels. It errs to the wide side: what it lets through fits.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune(".,:;'|!il ", r):
			em += 0.28
		case strings.ContainsRune("mwMW%—…", r):
			em += 0.86
		case r >= 'A' && r <= 'Z', r > 0x2e80: // capitals; scripts of square glyphs
			em += 0.66
		default:
			em += 0.53
		}
	}
	return em * size
}

// textWidth estimates the width of a text where it will be shown. A file may
// be opened where the site's face is missing and a wider one takes its place.
func (w *pen) textWidth(s string, size float64) float64 {
	if w.file {
		size *= 1.14
	}
	return textWidth(s, size)
}

// fit cuts a text to a width in pixels, with an ellipsis where it is longer;
// empty where not even three letters fit. The whole text belongs in a name
// beside it.
func (w *pen) fit(s string, size, width float64) string {
	if w.textWidth(s, size) <= width {
		return s
	}
	letters := []rune(s)
	for n := len(letters) - 1; n >= 3; n-- {
		cut := strings.TrimRight(string(letters[:n]), " ,;:-") + "…"
		if w.textWidth(cut, size) <= width {
			return cut
		}
	}
	return ""
}

// wrap breaks a text at spaces into at most lines lines of a width in pixels.
// It reports false where the text does not fit.
func (w *pen) wrap(s string, size, width float64, lines int) ([]string, bool) {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		if w.textWidth(word, size) > width {
			return nil, false
		}
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if w.textWidth(joined, size) <= width {
			line = joined
			continue
		}
		out = append(out, line)
		line = word
	}
	if line != "" {
		out = append(out, line)
	}
	return out, len(out) > 0 && len(out) <= lines
}
