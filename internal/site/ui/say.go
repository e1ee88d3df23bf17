package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"muara/internal/trade"
)

// Say writes a text of the catalogue with components among its arguments, so
// that a number within a sentence is a link and each language keeps its own
// order of words:
//
//	@ui.Say(r, "balance.lede", ui.Money(r, a), r.Period(a.Period))
//
// with "balance.lede": "Neraca mencapai %[1]s pada %[2]s." Everything that is
// not a component is escaped. An argument that is missing is an error.
func Say(r *Request, key string, args ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, piece := range r.Pieces(key) {
			c := Words(piece.Text)
			if piece.Arg > len(args) {
				return fmt.Errorf("text %q wants argument %d of %d", key, piece.Arg, len(args))
			}
			if piece.Arg > 0 {
				c = asComponent(r, args[piece.Arg-1])
			}
			if err := c.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

func asComponent(r *Request, arg any) templ.Component {
	switch v := arg.(type) {
	case templ.Component:
		return v
	case trade.Text:
		return Words(r.Text(v))
	default:
		return Words(fmt.Sprint(v))
	}
}

// Words is a component of plain text, for places that take a component.
func Words(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(text))
		return err
	})
}

// Join writes components one after the other.
func Join(cs ...templ.Component) templ.Component { return templ.Join(cs...) }
