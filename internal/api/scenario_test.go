package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"muara/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the answers of testdata/*.txtar and the OpenAPI documents")

// shownHeads are written into scenarios where an answer has them.
var shownHeads = []string{"Content-Type", "Content-Language", "Content-Disposition", "Cache-Control", "Link", "Allow", "WWW-Authenticate", "Retry-After"}

// TestScenarios plays testdata/*.txtar. The comment of each file tells its
// story; a section named request is what is sent, the section after it what
// comes back. Every JSON answer must also fit the OpenAPI document.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	h := New(options(t))
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out txtar.Archive
			out.Comment = a.Comment
			for _, f := range a.Files {
				if f.Name != "request" {
					continue
				}
				lines := strings.Split(strings.TrimSpace(string(f.Data)), "\n")
				w := ask(t, h, lines[0], lines[1:]...)
				checkShape(t, lines[0], w)
				out.Files = append(out.Files, f, txtar.File{Name: "answer", Data: shown(t, w)})
			}
			got := txtar.Format(&out)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(txtar.Format(a)), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

// shown writes an answer as a scenario has it.
func shown(t *testing.T, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(w.Result().Status + "\n")
	for _, k := range shownHeads {
		for _, v := range w.Header().Values(k) {
			b.WriteString(k + ": " + v + "\n")
		}
	}
	b.WriteString("\n")
	if strings.HasSuffix(strings.SplitN(w.Header().Get("Content-Type"), ";", 2)[0], "json") {
		if err := json.Indent(&b, bytes.TrimSpace(w.Body.Bytes()), "", " "); err != nil {
			t.Fatal(err)
		}
	} else {
		b.WriteString(strings.ReplaceAll(w.Body.String(), "\r\n", "\n"))
	}
	if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// checkShape compares a JSON answer with the schema that the OpenAPI document
// has for the operation and the status.
func checkShape(t *testing.T, line string, w *httptest.ResponseRecorder) {
	t.Helper()
	media := strings.SplitN(w.Header().Get("Content-Type"), ";", 2)[0]
	if media != jsonType && media != problemType {
		return
	}
	method, target, _ := strings.Cut(line, " ")
	op := operationOf(t, method, target)
	if op == nil {
		if w.Code < 400 {
			t.Errorf("%s: no operation of the document answers it", line)
		}
		return
	}
	doc := openAPI(i18n.EN, "test")
	item := doc.Paths[op.path]
	described := map[string]*huma.Operation{"GET": item.Get, "HEAD": item.Get, "POST": item.Post, "DELETE": item.Delete}[method]
	response := described.Responses[strings.Fields(w.Result().Status)[0]]
	if response == nil || response.Content[media] == nil {
		t.Errorf("%s: the document has no %d %s", line, w.Code, media)
		return
	}
	var v any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	var res huma.ValidateResult
	huma.Validate(doc.Components.Schemas, response.Content[media].Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, &res)
	for _, err := range res.Errors {
		t.Errorf("%s: the answer does not fit the document: %v", line, err)
	}
}

// operationOf finds the operation that a request is for.
func operationOf(t *testing.T, method, target string) *operation {
	t.Helper()
	path, _, _ := strings.Cut(target, "?")
	if method == "HEAD" {
		method = "GET"
	}
	for _, op := range operations() {
		want, got := strings.Split(op.path, "/"), strings.Split(path, "/")
		fits := op.method == method && len(want) == len(got)
		for i := 0; fits && i < len(want); i++ {
			fits = want[i] == got[i] || strings.HasPrefix(want[i], "{") && got[i] != ""
		}
		if fits {
			return op
		}
	}
	return nil
}

// A check that finds nothing would prove nothing.
func TestTheCheckOfShapesFindsFaults(t *testing.T) {
	doc := openAPI(i18n.EN, "test")
	schema := doc.Paths["/datasets"].Get.Responses["200"].Content[jsonType].Schema
	for text, faulty := range map[string]bool{`{"datasets":[]}`: false, `{}`: true, `{"datasets":[],"more":1}`: true, `{"datasets":[{"id":7}]}`: true} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		var res huma.ValidateResult
		huma.Validate(doc.Components.Schemas, schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, &res)
		if (len(res.Errors) > 0) != faulty {
			t.Errorf("%s: %v", text, res.Errors)
		}
	}
}
