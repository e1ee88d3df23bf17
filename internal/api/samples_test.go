package api

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muara/internal/site/apidoc"
)

// The examples of the page about the API are run as a reader would run them.
func TestSamplesOfThePageRun(t *testing.T) {
	s := httptest.NewServer(New(options(t)))
	defer s.Close()
	code := map[string]string{"first": apidoc.First(s.URL+Prefix, "en")}
	for _, x := range apidoc.Samples(s.URL+Prefix, "contoh", "en") {
		code[x.Key] = x.Code
	}
	for _, c := range []struct {
		key   string
		tools func() []string // of the machine, with arguments; nil where they are not there
		says  string
	}{
		{"first", curl, `"value":"3050820000.00"`},
		{"curl", curl, `"release":"` + current + `"`},
		{"python", python, "Monthly example " + current},
		{"r", func() []string { return found("Rscript", "--vanilla") }, "1507"},
	} {
		t.Run(c.key, func(t *testing.T) {
			tool := c.tools()
			if tool == nil {
				t.Skip("the tools of this example are not on this machine")
			}
			dir := t.TempDir()
			file := filepath.Join(dir, "sample")
			text := code[c.key]
			if tool[0] == "sh" {
				text = "set -e\n" + strings.ReplaceAll(text, "curl ", "curl --silent --show-error --fail --noproxy '*' ")
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, tool[0], append(tool[1:], file)...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "NO_PROXY=*")
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.says) {
				t.Errorf("%v\n%s\nwant it to say %s", err, out, c.says)
			}
			if c.key == "curl" {
				if table, err := os.ReadFile(filepath.Join(dir, "data.csv")); err != nil || !strings.Contains(string(table), "2023,KEN,Kenya,7,") {
					t.Errorf("%v\n%s", err, table)
				}
			}
		})
	}
}

// found returns a command where the machine has it.
func found(name string, args ...string) []string {
	if _, err := exec.LookPath(name); err != nil {
		return nil
	}
	return append([]string{name}, args...)
}

func curl() []string {
	if found("curl") == nil {
		return nil
	}
	return found("sh")
}

func python() []string {
	if found("python3") == nil || exec.Command("python3", "-c", "import requests, pandas").Run() != nil {
		return nil
	}
	return found("python3")
}
