package config

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/alecthomas/kong"

	"muara/internal/trade"
)

// parse reads settings as the program does, from a command line, an
// environment and a file of the working folder.
func parse(t *testing.T, args []string, env map[string]string, file string) (Settings, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	if file != "" {
		if err := os.WriteFile(DefaultFile, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var s Settings
	k, err := kong.New(&s, kong.Resolvers(&Source{Getenv: func(name string) string { return env[name] }}))
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Parse(args)
	return s, err
}

func TestTheNearerSettingWins(t *testing.T) {
	const file = "listen = \":3\"\nopen = true\n"
	env := map[string]string{"MUARA_LISTEN": ":2"}
	for _, c := range []struct {
		name   string
		args   []string
		env    map[string]string
		file   string
		listen string
		open   bool
	}{
		{"default", nil, nil, "", "127.0.0.1:8080", false},
		{"file", nil, nil, file, ":3", true},
		{"environment over file", nil, env, file, ":2", true},
		{"flag over environment and file", []string{"--listen", ":1", "--no-open"}, env, file, ":1", false},
		{"an empty variable is not set", nil, map[string]string{"MUARA_LISTEN": ""}, file, ":3", true},
		{"true in the environment", nil, map[string]string{"MUARA_OPEN": "true"}, "", "127.0.0.1:8080", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := parse(t, c.args, c.env, c.file)
			if err != nil {
				t.Fatal(err)
			}
			if s.Listen != c.listen || s.Open != c.open {
				t.Errorf("listen %q, open %v; want %q, %v", s.Listen, s.Open, c.listen, c.open)
			}
		})
	}
}

func TestFilesThatCannotBe(t *testing.T) {
	for _, c := range []struct{ name, file, says string }{
		{"unknown key", "listn = \":1\"", `there is no setting "listn"`},
		{"the file names itself", "config = \"x.toml\"", `there is no setting "config"`},
		{"no TOML", "listen", "cannot read the settings file"},
		{"a number", "listen = 8080", "neither a text in quotes nor true or false"},
		{"a table", "[listen]\nport = \"8080\"", "neither a text in quotes nor true or false"},
		{"too large", "# " + strings.Repeat("x", maxFile), "more than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(t, nil, nil, c.file)
			if trade.CodeOf(err) != trade.Invalid || !strings.Contains(trade.TextOf(err).EN, c.says) {
				t.Errorf("got %v, want an invalid file that %q", err, c.says)
			}
			if text := trade.TextOf(err); text.ID == "" || text.ID == text.EN {
				t.Errorf("the message is not in both languages: %q", text.ID)
			}
		})
	}
}

// TestAPipeIsNoFile: a pipe is refused and not waited for.
func TestAPipeIsNoFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.toml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{pipe, t.TempDir()} {
		_, err := parse(t, []string{"--config", file}, nil, "")
		if trade.CodeOf(err) != trade.Invalid || !strings.Contains(trade.TextOf(err).EN, "not a plain file") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestCheck(t *testing.T) {
	good := Settings{Listen: "127.0.0.1:8080", Lang: "id", LogLevel: "info", LogFormat: "text"}
	for _, c := range []struct {
		name   string
		change func(*Settings)
		fails  bool
	}{
		{"all good", func(*Settings) {}, false},
		{"every address", func(s *Settings) { s.Listen = ":0" }, false},
		{"IPv6", func(s *Settings) { s.Listen = "[::1]:8080" }, false},
		{"no port", func(s *Settings) { s.Listen = "localhost" }, true},
		{"a port that cannot be", func(s *Settings) { s.Listen = ":70000" }, true},
		{"a named port", func(s *Settings) { s.Listen = ":http" }, true},
		{"language", func(s *Settings) { s.Lang = "fr" }, true},
		{"level", func(s *Settings) { s.LogLevel = "loud" }, true},
		{"format", func(s *Settings) { s.LogFormat = "xml" }, true},
		{"base address", func(s *Settings) { s.BaseURL = "https://muara.example.go.id" }, false},
		{"base address with a slash", func(s *Settings) { s.BaseURL = "https://muara.example.go.id/" }, true},
		{"base address without scheme", func(s *Settings) { s.BaseURL = "muara.example.go.id" }, true},
		{"base address with a quotation mark", func(s *Settings) { s.BaseURL = "https://muara\"x" }, true},
		{"base address without a host", func(s *Settings) { s.BaseURL = "https://:8080" }, true},
		{"base address of a script", func(s *Settings) { s.BaseURL = "javascript:alert(1)" }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := good
			c.change(&s)
			if err := s.Check(); (err != nil) != c.fails {
				t.Errorf("got %v, want an error: %v", err, c.fails)
			}
		})
	}
}

func TestLang(t *testing.T) {
	file := filepath.Join(t.TempDir(), "english.toml")
	if err := os.WriteFile(file, []byte(`lang = "en"`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		env  map[string]string
		want string
	}{
		{"nothing set", nil, nil, "id"},
		{"English terminal", nil, map[string]string{"LANG": "en_US.UTF-8"}, "en"},
		{"C is no language", nil, map[string]string{"LANG": "C.UTF-8"}, "id"},
		{"Enga is not English", nil, map[string]string{"LANG": "enq_PG"}, "id"},
		{"LC_ALL over LANG", nil, map[string]string{"LC_ALL": "id_ID", "LANG": "en_US"}, "id"},
		{"variable over terminal", nil, map[string]string{"MUARA_LANG": "id", "LANG": "en_US"}, "id"},
		{"flag over variable", []string{"version", "--lang=en"}, map[string]string{"MUARA_LANG": "id"}, "en"},
		{"flag apart", []string{"--lang", "en"}, nil, "en"},
		{"after -- there are no flags", []string{"--", "--lang", "en"}, nil, "id"},
		{"file", []string{"--config", file}, nil, "en"},
		{"what is no language is passed over", []string{"--lang", "fr"}, map[string]string{"LANG": "en_US"}, "en"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Lang(c.args, func(name string) string { return c.env[name] }); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
