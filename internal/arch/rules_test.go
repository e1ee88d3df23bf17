package arch

import (
	"strings"
	"testing"
)

// The rules themselves are tested on imports that would break them: a test of
// the house that passes everything would protect nothing.
func TestRulesRefuse(t *testing.T) {
	for _, c := range []struct{ from, to, says string }{
		{"muara/internal/trade", "muara/internal/ledger", "may import only"},
		{"muara/internal/ledger", "os", "must not import os"},
		{"muara/internal/ledger", "time", "must not import time"},
		{"muara/internal/ledger", "net/http", "must not import net"},
		{"muara/internal/ledger", "golang.org/x/text/number", "other people's modules"},
		{"muara/econ/complexity", "muara/internal/trade", "may import only"},
		{"muara/internal/office", "net/http", "must not import net/http"},
		{"muara/internal/office", "muara/internal/site", "may import only"},
		{"muara/internal/cli", "muara/internal/site/ui", "may import only"},
		{"muara/internal/site/balance", "muara/internal/cli", "may import only"},
		{"muara/internal/site/balance", "os", "must not import os"},
		{"muara/cmd/muara", "muara/internal/office", "may import only"},
	} {
		r, ok := ruleFor(c.from)
		if !ok {
			t.Errorf("no rule for %s", c.from)
			continue
		}
		if verdict := r.check(c.to); !strings.Contains(verdict, c.says) {
			t.Errorf("%s importing %s: got %q, want a refusal that says %q", c.from, c.to, verdict, c.says)
		}
	}
}

func TestRulesAllow(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"muara/internal/trade", "time"},
		{"muara/internal/ledger", "muara/internal/trade"},
		{"muara/internal/site/balance", "muara/internal/site/ui"},
		{"muara/internal/site/balance", "github.com/a-h/templ"},
		{"muara/internal/app", "muara/internal/site/balance"},
		{"muara/cmd/muara", "muara/internal/app"},
	} {
		r, _ := ruleFor(c.from)
		if verdict := r.check(c.to); verdict != "" {
			t.Errorf("%s importing %s is refused: %s", c.from, c.to, verdict)
		}
	}
}
