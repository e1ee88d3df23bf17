package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"muara/internal/auth"
	"muara/internal/jobs"
	"muara/internal/lake"
	"muara/internal/office/intake"
	"muara/internal/trade"
)

// keeper stands for the desk that looks after releases: it notes what it is
// asked. The real one is tested with its database elsewhere.
type keeper struct{ did []string }

func (k *keeper) note(words ...string) { k.did = append(k.did, strings.Join(words, " ")) }

func (k *keeper) Datasets(string) ([]intake.Set, error) { return nil, nil }

func (k *keeper) Publish(_ context.Context, dataset, release, by string) error {
	if release != draft {
		return &trade.Error{Code: trade.NotFound, Text: trade.Text{ID: "tidak ada", EN: "there is none"}}
	}
	k.note("publish", dataset, release, by)
	return nil
}

func (k *keeper) Rollback(_ context.Context, dataset, to, by string) (*lake.Manifest, error) {
	k.note("rollback", dataset, to, by)
	return &lake.Manifest{Dataset: dataset, Release: earlier}, nil
}

func (k *keeper) Discard(_ context.Context, dataset, release, by string) error {
	k.note("discard", dataset, release, by)
	return nil
}

func (k *keeper) Verify(context.Context, string, string, intake.Progress) ([]intake.Fault, int, error) {
	return []intake.Fault{{Dataset: "contoh", Fault: lake.Fault{Release: current, Path: "x.parquet", Text: trade.Text{ID: "rusak", EN: "damaged"}}}}, 1, nil
}

func (k *keeper) Quality(dataset, release string) (*intake.Quality, error) {
	return &intake.Quality{Dataset: dataset, Release: release, Read: 10, Accepted: 9, Refused: 1,
		Totals: []intake.Total{{Flow: trade.Export, Period: "2023-07", Rows: 9, Value: 12345, Grams: 1500}}}, nil
}

func (k *keeper) Refused(string, string) (io.ReadCloser, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte("file,row\ncontoh.csv,7\n"))
	_ = z.Close()
	return io.NopCloser(&b), nil
}

// working is an API that can write, with a queue whose imports do what run says.
func working(t *testing.T, mode auth.Mode, run jobs.Runner) (h http.Handler, k *keeper, tokens map[string]string) {
	t.Helper()
	now := time.Now
	q, err := jobs.Open(jobs.Options{Dir: t.TempDir(), Now: now, Rand: rand.Reader, Workers: 1,
		Runners: map[jobs.Kind]jobs.Runner{intake.JobKind: run, intake.UploadKind: intake.Keeping}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := q.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	store := auth.Open(t.TempDir(), now)
	tokens = map[string]string{}
	for _, x := range []struct {
		name   string
		scopes []auth.Scope
		lasts  time.Duration
	}{{"imports", []auth.Scope{auth.Import}, 0}, {"both", []auth.Scope{auth.Import, auth.Publish}, 0}, {"gone", []auth.Scope{auth.Import}, 0}, {"over", []auth.Scope{auth.Import}, time.Nanosecond}} {
		text, tok, err := auth.New(rand.Reader, x.name, x.scopes, now().Add(-time.Hour), x.lasts)
		if err == nil {
			err = store.Add(tok)
		}
		if err != nil {
			t.Fatal(err)
		}
		tokens[x.name] = "Authorization: Bearer " + text
	}
	if _, err := store.Revoke("gone"); err != nil {
		t.Fatal(err)
	}
	o := options(t)
	k = &keeper{}
	o.Guard, o.Work = auth.NewGuard(store, mode), &Work{k, &intake.Uploads{Queue: q}}
	o.Limits.Upload = 1 << 20
	return New(o), k, tokens
}

// uploadForm makes the body of an upload.
func uploadForm(t *testing.T, fields map[string]string, files map[string]string) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	m := multipart.NewWriter(body)
	for k, v := range fields {
		if err := m.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		w, err := m.CreateFormFile("file", name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return body, m.FormDataContentType()
}

func send(h http.Handler, body io.Reader, kind string, heads ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", Prefix+"/imports?lang=en", body)
	r.Header.Set("Content-Type", kind)
	for _, head := range heads {
		k, v, _ := strings.Cut(head, ": ")
		r.Header.Add(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func done(ctx context.Context, j jobs.Job, _ func(jobs.Progress)) (json.RawMessage, error) {
	var in intake.JobInput
	if err := json.Unmarshal(j.Input, &in); err != nil {
		return nil, err
	}
	files, err := intake.JobFiles(j.Files)
	if err != nil {
		return nil, err
	}
	src, closer, err := files[0].Open()
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if in.Options.Flow != trade.Export || src.Name != "ekspor.csv" {
		return nil, fmt.Errorf("got %+v of %s", in, src.Name)
	}
	return json.Marshal(intake.Outcome{
		Drafts: []intake.Drafted{{Manifest: &lake.Manifest{Dataset: "contoh", Release: draft, Rows: 9, Value: 12345}}},
		Files:  []intake.NotTaken{{File: "notes.txt", Why: trade.Text{ID: "bukan tabel", EN: "no table"}}},
	})
}

// From the file to the published release, as a program does it.
func TestImportAndPublish(t *testing.T) {
	h, k, tokens := working(t, auth.ModeToken, done)
	body, kind := uploadForm(t, map[string]string{"flow": "export"}, map[string]string{"../../ekspor.csv": "a,b\n1,2\n"})
	w := send(h, body, kind, tokens["imports"])
	checkShape(t, "POST /imports", w)
	if w.Code != http.StatusAccepted {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var at Import
	if err := json.Unmarshal(w.Body.Bytes(), &at); err != nil || at.By != "api:imports" || w.Header().Get("Location") != at.Link {
		t.Fatalf("%+v %v %v", at, err, w.Header())
	}
	path := strings.TrimPrefix(at.Link, Prefix)
	for deadline := time.Now().Add(10 * time.Second); at.State != "done" && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		w = ask(t, h, "GET "+path+"?lang=en", tokens["imports"])
		checkShape(t, "GET "+path, w)
		if err := json.Unmarshal(w.Body.Bytes(), &at); err != nil {
			t.Fatal(err)
		}
		if at.Fault != nil {
			t.Fatal(*at.Fault)
		}
	}
	if len(at.Drafts) != 1 || at.Drafts[0].Value != "123.45" || len(at.NotTaken) != 1 || at.NotTaken[0].Why != "no table" {
		t.Fatalf("%+v", at)
	}
	publish := "POST " + strings.TrimPrefix(at.Drafts[0].Publish, Prefix)
	if w := ask(t, h, publish, tokens["imports"]); w.Code != http.StatusForbidden || !strings.Contains(w.Header().Get("WWW-Authenticate"), `scope="publish"`) {
		t.Errorf("published with the wrong scope: %d %v", w.Code, w.Header())
	}
	if len(k.did) != 0 {
		t.Errorf("done without leave: %q", k.did)
	}
	for _, line := range []string{publish, "POST /datasets/contoh/rollback?to=" + earlier, "DELETE /datasets/contoh/releases/" + draft, "POST /datasets/contoh/releases/" + current + "/verify",
		"GET /datasets/contoh/releases/" + draft + "/quality", "GET /imports"} {
		w := ask(t, h, line, tokens["both"])
		checkShape(t, line, w)
		if w.Code >= 300 {
			t.Errorf("%s: %d %s", line, w.Code, w.Body)
		}
	}
	want := "publish contoh " + draft + " api:both;rollback contoh " + earlier + " api:both;discard contoh " + draft + " api:both"
	if got := strings.Join(k.did, ";"); got != want {
		t.Errorf("did %s\nwant %s", got, want)
	}
	if w := ask(t, h, "GET "+strings.TrimPrefix(at.Drafts[0].Refused, Prefix), tokens["both"]); w.Body.String() != "file,row\ncontoh.csv,7\n" {
		t.Errorf("refused rows: %d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "POST /datasets/contoh/releases/"+current+"/publish?lang=en", tokens["both"]); w.Code != 404 || !strings.Contains(w.Body.String(), "There is none.") {
		t.Errorf("a release that is no draft: %d %s", w.Code, w.Body)
	}
}

func TestCancel(t *testing.T) {
	begun := make(chan struct{})
	h, _, tokens := working(t, auth.ModeLocal, func(ctx context.Context, _ jobs.Job, _ func(jobs.Progress)) (json.RawMessage, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	})
	body, kind := uploadForm(t, nil, map[string]string{"ekspor.csv": "a,b\n1,2\n"})
	var at Import
	if err := json.Unmarshal(send(h, body, kind, tokens["imports"]).Body.Bytes(), &at); err != nil {
		t.Fatal(err)
	}
	<-begun
	path := strings.TrimPrefix(at.Link, Prefix)
	if w := ask(t, h, "POST "+path+"/cancel", tokens["imports"]); w.Code != 200 {
		t.Fatal(w.Code, w.Body)
	}
	for deadline := time.Now().Add(10 * time.Second); at.State != "cancelled"; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after ten seconds it is %s", at.State)
		}
		if err := json.Unmarshal(ask(t, h, "GET "+path, tokens["imports"]).Body.Bytes(), &at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	h, _, tokens := working(t, auth.ModeLocal, done)
	one := map[string]string{"ekspor.csv": "a,b\n1,2\n"}
	for _, c := range []struct {
		what          string
		fields, files map[string]string
		code          int
		says          string
	}{
		{"no file", map[string]string{"flow": "export"}, nil, 400, "No file was chosen"},
		{"too large", nil, map[string]string{"big.csv": strings.Repeat("1,2,3\n", 300_000)}, 413, "larger than 1 MiB"},
		{"a flow that is none", map[string]string{"flow": "sideways"}, one, 400, `flow cannot be \"sideways\"`},
		{"an unknown field", map[string]string{"colour": "red"}, one, 400, `\"colour\" of the form is not known`},
		{"a field that is too long", map[string]string{"mapping": strings.Repeat("x", maxField+1)}, one, 400, "too long"},
		{"a mapping that is none", map[string]string{"mapping": "= ="}, one, 400, `"field":"mapping"`},
		{"a reporter that is none", map[string]string{"reporter": "ZZZ"}, one, 400, "such as IDN"},
		{"an edition that is none", map[string]string{"edition": "HS1066"}, one, 400, "HS17 or H5"},
		{"a way to replace that is none", map[string]string{"replace": "most"}, one, 400, "period, chapter or all"},
	} {
		body, kind := uploadForm(t, c.fields, c.files)
		w := send(h, body, kind, tokens["imports"])
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %s, want %d, %s", c.what, w.Code, w.Body, c.code, c.says)
		}
	}
	if w := send(h, strings.NewReader("{}"), "application/json", tokens["imports"]); w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("JSON: %d", w.Code)
	}
	body, kind := uploadForm(t, nil, one)
	if w := send(h, bytes.NewReader(body.Bytes()[:body.Len()/2]), kind, tokens["imports"]); w.Code != 400 {
		t.Errorf("half a form: %d %s", w.Code, w.Body)
	}
	var list ImportList
	if err := json.Unmarshal(ask(t, h, "GET /imports", tokens["imports"]).Body.Bytes(), &list); err != nil || list.Page.Total != 0 {
		t.Errorf("imports were begun: %+v %v", list, err)
	}
}

func TestTokensGuardEveryOperationThatWrites(t *testing.T) {
	h, k, tokens := working(t, auth.ModeLocal, done)
	guarded := 0
	for _, op := range operations() {
		if op.scope == "" {
			if op.method != http.MethodGet {
				t.Errorf("%s changes something without a token", op.id)
			}
			continue
		}
		guarded++
		path := strings.NewReplacer("{dataset}", "contoh", "{release}", draft, "{job}", "20260101-000000-00000000").Replace(op.path)
		for who, code := range map[string]int{"": 401, "gone": 401, "over": 401} {
			var heads []string
			if who != "" {
				heads = append(heads, tokens[who])
			}
			if w := ask(t, h, op.method+" "+path, heads...); w.Code != code || w.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("%s as %q: %d, want %d", op.id, who, w.Code, code)
			}
		}
	}
	if guarded < 10 || len(k.did) > 0 {
		t.Errorf("%d operations are guarded; done: %q", guarded, k.did)
	}
}

// From this computer no token is needed, but a page of another site that a
// browser here has open must not write either.
func TestThisComputerMayWrite(t *testing.T) {
	h, k, _ := working(t, auth.ModeLocal, done)
	s := httptest.NewServer(h)
	defer s.Close()
	post := func(head, value string) int {
		r, err := http.NewRequest("POST", s.URL+Prefix+"/datasets/contoh/releases/"+draft+"/publish", nil)
		if err != nil {
			t.Fatal(err)
		}
		if head == "Host" {
			r.Host = value
		} else if head != "" {
			r.Header.Set(head, value)
		}
		answer, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	for _, c := range []struct {
		head, value string
		code        int
	}{{"", "", 200}, {"Origin", "https://evil.example", 403}, {"Sec-Fetch-Site", "cross-site", 403}, {"Host", "evil.example", 401}, {"X-Forwarded-For", "192.0.2.7", 401}} {
		if got := post(c.head, c.value); got != c.code {
			t.Errorf("%s: %s gets %d, want %d", c.head, c.value, got, c.code)
		}
	}
	if len(k.did) != 1 || !strings.HasSuffix(k.did[0], "api:local") {
		t.Errorf("did %q", k.did)
	}
}
