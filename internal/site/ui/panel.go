package ui

import "github.com/a-h/templ"

// PanelProps describes a Panel.
type PanelProps struct {
	ID    string          // of the section, for links; may be empty
	Title string          // the finding, not the kind of chart
	What  string          // what is shown, in which unit, over which period; may be empty
	Mark  templ.Component // behind What: MarkPartial and the like; may be nil
	Width int             // columns of 12 on a wide screen; 0 is all 12
}

// KeyFigure is one large number with what it is.
type KeyFigure struct {
	Number templ.Component // Num, GrowthNum ...
	Label  string          // exports, million US$
	Note   templ.Component // a mark or a short sentence; may be nil
}

// Link is a text that leads somewhere; without Href it is where the reader is.
type Link struct {
	Text, Href string
}

// Step is one line of a derivation or of a list of sources.
type Step struct {
	Text  string
	Small string          // the source and its date
	Href  string          // may be empty
	Value templ.Component // at the end of the line; may be nil
}

func widthClass(columns int) string {
	switch columns {
	case 3, 4, 5, 6, 7, 8, 9:
		return "w" + string(rune('0'+columns))
	}
	return "w12"
}

// orNothing lets a component be nil.
func orNothing(c templ.Component) templ.Component {
	if c == nil {
		return templ.NopComponent
	}
	return c
}
