package cli

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"muara/internal/config"
	"muara/internal/i18n"
)

// model returns the command line as the parser sees it.
func model(t *testing.T) *kong.Application {
	t.Helper()
	k, err := newParser(new(grammar), &config.Source{Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	return k.Model
}

// docs/configuration.md has for every setting the row that this program would
// write: flag, variable, key, default, and what it means in both languages.
func TestSettingsAreDocumented(t *testing.T) {
	doc := readDoc(t, "../../docs/configuration.md")
	for _, f := range model(t).Flags {
		if f.Group == nil || f.Group.Key != config.Group {
			continue
		}
		key := code(config.Key(f.Name))
		if f.Name == "config" {
			key = "" // a file cannot name itself
		}
		wantRow(t, "docs/configuration.md", doc, code(flagUsage(f)), code(config.EnvName(f.Name)), key, code(f.Default), f.Help)
	}
}

// docs/guide/command-line.md has a heading for every command and a row for
// each of its flags and arguments.
func TestCommandsAreDocumented(t *testing.T) {
	doc := readDoc(t, "../../docs/guide/command-line.md")
	for _, n := range model(t).Leaves(false) {
		heading := "\n## muara " + n.Path() + "\n"
		_, section, found := strings.Cut(doc, heading)
		if !found {
			t.Errorf("docs/guide/command-line.md lacks the heading %q", strings.TrimSpace(heading))
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, a := range n.Positional {
			wantRow(t, n.Path(), section, code(argument(a)), a.Help)
		}
		for _, f := range n.Flags {
			wantRow(t, n.Path(), section, code(flagUsage(f)), f.Help)
		}
	}
}

// wantRow looks for a table row with these cells; the last is a catalogue key
// whose texts make the last two.
func wantRow(t *testing.T, where, doc string, cells ...string) {
	t.Helper()
	help := cells[len(cells)-1]
	cells[len(cells)-1] = i18n.Printer{Lang: i18n.ID}.T(help)
	cells = append(cells, i18n.Printer{Lang: i18n.EN}.T(help))
	row := "|"
	for _, c := range cells {
		row += strings.TrimRight(" "+c, " ") + " |"
	}
	if !strings.Contains(doc, row+"\n") {
		t.Errorf("%s lacks the row\n%s", where, row)
	}
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(s, "|", "\\|") + "`"
}

func readDoc(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
