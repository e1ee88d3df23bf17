package config

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// A secret shows in no way of writing settings, yet can be used.
func TestSecretsAreNotPrinted(t *testing.T) {
	s := Settings{ComtradeKey: "hidden-key"}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("settings", "all", s, "key", s.ComtradeKey)
	for _, text := range []string{fmt.Sprint(s), fmt.Sprintf("%+v %#v %s %q", s, s, s.ComtradeKey, s.ComtradeKey), log.String()} {
		if strings.Contains(text, "hidden-key") || !strings.Contains(text, "***") {
			t.Errorf("the key shows, or nothing does: %s", text)
		}
	}
	if string(s.ComtradeKey) != "hidden-key" {
		t.Error("the key is lost")
	}
}

func TestKeyFromEnvironmentAndFile(t *testing.T) {
	for _, env := range []map[string]string{{"MUARA_COMTRADE_KEY": "from-env"}, nil} {
		s, err := parse(t, nil, env, `comtrade_key = "from-file"`)
		want := "from-file"
		if env != nil {
			want = "from-env"
		}
		if err != nil || string(s.ComtradeKey) != want {
			t.Errorf("key %q (%v), want %q", string(s.ComtradeKey), err, want)
		}
	}
}
