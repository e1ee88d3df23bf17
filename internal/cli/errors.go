package cli

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"muara/internal/i18n"
	"muara/internal/trade"
)

// explain returns what to tell a person about an error, and the exit code.
func explain(err error, p i18n.Printer) (string, int) {
	var known *trade.Error
	if errors.As(err, &known) {
		if known.Code == trade.Invalid {
			return p.Text(known.Text), exitUsage
		}
		return p.Text(known.Text), exitFailed
	}
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		path := parse.Context.Model.Name
		if n := parse.Context.Selected(); n != nil {
			path = n.FullPath()
		}
		text := translate(parse.Error(), p) + "\n" + p.T("cli.error.see_help", path)
		return text, exitUsage
	}
	// Anything else comes from the machine (a full disk, a port in use): the
	// words of the system say more than we could.
	return err.Error(), exitFailed
}

// parseErrors are the sentences of the parser that people meet, with the
// catalogue keys that say the same in the reader's language.
var parseErrors = []struct {
	sentence *regexp.Regexp
	key      string
}{
	{regexp.MustCompile(`^unknown flag (\S+?),? did you mean (?:one of )?(.+)\?$`), "cli.error.unknown_flag_near"},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "cli.error.unknown_flag"},
	{regexp.MustCompile(`^unexpected argument (\S+?),? did you mean (?:one of )?(.+)\?$`), "cli.error.unexpected_near"},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "cli.error.unexpected"},
	{regexp.MustCompile(`^expected (?:one of )?(".+)$`), "cli.error.missing"},
	{regexp.MustCompile(`^(--\S+) and (--\S+) can't be used together$`), "cli.error.together"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "cli.error.missing"},
	{regexp.MustCompile(`^(--[^:]+): expected \w+ value but got "(?:EOL|--).*$`), "cli.error.no_value"},
	{regexp.MustCompile(`^(--[^:]+): bool value must be .* but got "(.*)"$`), "cli.error.bad_bool"},
	{regexp.MustCompile(`^(--[^:]+): (.+)$`), "cli.error.bad_value"},
}

func translate(sentence string, p i18n.Printer) string {
	for _, e := range parseErrors {
		if m := e.sentence.FindStringSubmatch(sentence); m != nil {
			args := make([]any, len(m)-1)
			for i := range args {
				args[i] = strings.ReplaceAll(strings.Trim(m[i+1], `"`), `", "`, ", ")
			}
			return p.T(e.key, args...)
		}
	}
	return fmt.Sprintf("%s (%s)", p.T("cli.error.not_understood"), sentence)
}
