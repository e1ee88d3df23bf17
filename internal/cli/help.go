package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"muara/internal/config"
	"muara/internal/i18n"
)

// errHelp stops parsing where help was asked for, before anything that is
// missing is missed.
var errHelp = errors.New("help")

type helpFlag bool

// BeforeReset is a hook of kong: it runs when the flag is on the line.
func (helpFlag) BeforeReset() error { return errHelp }

// writeHelp explains the program or the selected command in the reader's
// language.
func writeHelp(w io.Writer, ctx *kong.Context, p i18n.Printer) error {
	node := ctx.Model.Node
	if s := ctx.Selected(); s != nil {
		node = s
	}
	h := &helper{Printer: p}
	h.head(node)
	h.commands(node)
	h.arguments(node)
	h.flags(node)
	if node.Type == kong.ApplicationNode {
		h.line("")
		h.line("%s", p.T("cli.help.more"))
	}
	_, err := io.WriteString(w, h.text.String())
	return err
}

type helper struct {
	i18n.Printer
	text strings.Builder
}

func (h *helper) line(format string, args ...any) { fmt.Fprintf(&h.text, format+"\n", args...) }

// table writes rows of a left and a right column under a heading.
func (h *helper) table(heading string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	h.line("\n%s", h.T(heading))
	t := tabwriter.NewWriter(&h.text, 0, 8, 3, ' ', 0)
	for _, r := range rows {
		for i, line := range wrap(r[1], helpWidth) {
			if i > 0 {
				r[0] = ""
			}
			fmt.Fprintf(t, "  %s\t%s\n", r[0], line)
		}
	}
	t.Flush()
}

// A terminal of 100 columns holds a paragraph, or the right column of the help
// beside the longest flag.
const (
	pageWidth = 98
	helpWidth = 70
)

// wrap cuts a text into lines of at most width characters, between words.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

func (h *helper) head(n *kong.Node) {
	about := n.Help
	if n.Type == kong.ApplicationNode {
		about = "cli.help.about"
	}
	h.line("%s", h.T(about))
	usage := strings.TrimSpace(n.FullPath())
	for _, a := range n.Positional {
		usage += " " + argument(a)
	}
	if len(n.Children) > 0 {
		usage += " " + h.T("cli.help.command_word")
	}
	h.line("\n%s %s %s", h.T("cli.help.usage"), usage, h.T("cli.help.flags_word"))
	if n.Detail != "" {
		h.line("\n%s", h.T(n.Detail))
	}
}

func argument(a *kong.Positional) string {
	name := strings.ToUpper(a.Name)
	if !a.Required {
		return "[" + name + "]"
	}
	return name
}

func (h *helper) commands(n *kong.Node) {
	var rows [][2]string
	for _, c := range n.Children {
		if len(c.Children) == 0 {
			rows = append(rows, [2]string{c.Name, h.T(c.Help)})
		}
		for _, cc := range c.Children {
			rows = append(rows, [2]string{c.Name + " " + cc.Name, h.T(cc.Help)})
		}
	}
	h.table("cli.help.commands", rows)
}

func (h *helper) arguments(n *kong.Node) {
	var rows [][2]string
	for _, a := range n.Positional {
		rows = append(rows, [2]string{argument(a), h.T(a.Help)})
	}
	h.table("cli.help.arguments", rows)
}

func (h *helper) flags(n *kong.Node) {
	var own, settings [][2]string
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			row := [2]string{flagUsage(f), h.T(f.Help)}
			if f.Group != nil && f.Group.Key == config.Group {
				if f.HasDefault {
					row[1] += " " + h.T("cli.help.default", f.Default)
				}
				settings = append(settings, row)
			} else if f.Name != "help" {
				own = append(own, row)
			}
		}
	}
	h.table("cli.help.flags", own)
	h.table("cli.help.settings", settings)
}

func flagUsage(f *kong.Flag) string {
	switch {
	case f.Tag.Negatable != "":
		return "--[no-]" + f.Name
	case f.IsBool():
		return "--" + f.Name
	default:
		return "--" + f.Name + " " + f.FormatPlaceHolder()
	}
}
