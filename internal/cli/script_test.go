package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"muara/internal/app"
	"muara/web"
)

// The scripts run the program itself: this test binary starts again as muara.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"muara": func() { os.Exit(app.Main("v0.0.0-test", "abc1234")) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition:           condition,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"get":      get,
			"jsonlike": jsonLike,
		},
	})
}

// setup gives each script an address nobody listens on, and takes the
// developer's own settings and language away.
func setup(e *testscript.Env) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	e.Setenv("ADDRESS", l.Addr().String())
	for _, name := range []string{"LANG", "LC_ALL", "LC_MESSAGES", "MUARA_LANG", "MUARA_PACK", "MUARA_LISTEN", "DISPLAY", "WAYLAND_DISPLAY"} {
		e.Setenv(name, "")
	}
	return nil
}

func condition(name string) (bool, error) {
	if name == "bundle" {
		return web.Built(), nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// get fetches an address, waiting until somebody listens there, and prints the
// body: get URL WANT..., each of which the body must contain.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: get URL TEXT...")
	}
	var answer *http.Response
	var err error
	for range 100 {
		if answer, err = http.Get(args[0]); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	for _, want := range args[1:] {
		if !bytes.Contains(body, []byte(want)) {
			ts.Fatalf("%s (%s) lacks %q", args[0], answer.Status, want)
		}
	}
}

// jsonLike compares JSON: jsonlike FILE WANT. Everything in WANT must stand in
// FILE; objects of FILE may hold more keys, "*" stands for any text.
func jsonLike(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: jsonlike FILE WANT")
	}
	var got, want any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &got))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &want))
	if fault := differs("", got, want); fault != "" {
		ts.Fatalf("%s", fault)
	}
}

func differs(path string, got, want any) string {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: got %v, want an object", path, got)
		}
		for key, value := range w {
			inner, ok := g[key]
			if !ok {
				return fmt.Sprintf("%s: lacks the key %q", path, key)
			}
			if fault := differs(path+"."+key, inner, value); fault != "" {
				return fault
			}
		}
		return ""
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return fmt.Sprintf("%s: got %v, want a list of %d", path, got, len(w))
		}
		for i := range w {
			if fault := differs(fmt.Sprintf("%s[%d]", path, i), g[i], w[i]); fault != "" {
				return fault
			}
		}
		return ""
	}
	if text, ok := got.(string); ok && want == "*" && strings.TrimSpace(text) != "" {
		return ""
	}
	if got != want {
		return fmt.Sprintf("%s: got %#v, want %#v", path, got, want)
	}
	return ""
}
