package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fetched runs a command against a server of its own and returns what it
// printed.
func fetched(t *testing.T, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	p := &Program{
		Stdout: &out, Stderr: &err, Now: time.Now,
		Getenv: func(name string) string { return env[name] },
	}
	code = p.Run(context.Background(), append([]string{"fetch"}, args...))
	return code, out.String(), err.String()
}

func TestFetchComtrade(t *testing.T) {
	const key = "a-key-that-must-not-show"
	var asked *http.Request
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Query().Get("period") == "1999" {
			fmt.Fprint(w, `{"elapsedTime":"0.1 secs","count":0,"data":[],"error":""}`)
			return
		}
		fmt.Fprint(w, `{"elapsedTime":"0.1 secs","count":1,"data":[{"typeCode":"C","period":"2018","reporterCode":360,"flowCode":"X","partnerCode":0,"partner2Code":0,"classificationCode":"H5","cmdCode":"TOTAL","customsCode":"C00","motCode":0,"primaryValue":5.0}],"error":""}`)
	}))
	defer s.Close()
	dir := filepath.Join(t.TempDir(), "hasil unduh")
	env := map[string]string{"MUARA_COMTRADE_URL": s.URL, "KUNCI": key, "MUARA_COMTRADE_KEY": "another"}
	args := []string{"comtrade", "--reporter", "IDN", "--years", "2018", "--flow", "ekspor", "--codes", "TOTAL", "--to", dir, "--key-env", "KUNCI"}
	code, stdout, stderr := fetched(t, env, append(args, "--lang", "en")...)
	if code != exitOK || asked.Header.Get("Ocp-Apim-Subscription-Key") != key {
		t.Fatalf("code %d, key %q: %s", code, asked.Header.Get("Ocp-Apim-Subscription-Key"), stderr)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	if len(files) != 1 || !strings.Contains(stdout, "1 file with data.\nNext:\n  muara import '"+files[0]+"'\n") {
		t.Errorf("%v\n%s", files, stdout)
	}
	if !strings.Contains(stderr, "1 of 1 calls  exports 2018 (TOTAL): 1 record\n") {
		t.Errorf("progress:\n%s", stderr)
	}
	if strings.Contains(stdout+stderr, key) {
		t.Error("the key was printed")
	}

	args[4] = "1999"
	code, stdout, stderr = fetched(t, env, append(args, "--lang", "id")...)
	if code != exitOK || !strings.Contains(stdout, "Tidak ada yang perlu diimpor") || !strings.Contains(stderr, "ekspor 1999 (TOTAL): tidak ada catatan") {
		t.Errorf("an empty answer: %d\n%s%s", code, stdout, stderr)
	}
}

func TestFetchBACI(t *testing.T) {
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	w, err := z.Create("BACI_HS17_Y2018_V202501.csv")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, "t,i,j,k,v,q\n2018,360,4,440710,1.5,NA\n")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/baci/BACI_HS17_V202501.zip" {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, "x.zip", time.Unix(1, 0), bytes.NewReader(body.Bytes()))
	}))
	defer s.Close()
	dir := t.TempDir()
	env := map[string]string{"MUARA_BACI_URL": s.URL + "/baci/"}
	code, stdout, stderr := fetched(t, env, "baci", "--edition", "HS17", "--version", "202501", "--to", dir, "--lang", "id")
	file := filepath.Join(dir, "BACI_HS17_V202501.zip")
	got, err := os.ReadFile(file)
	if code != exitOK || err != nil || !bytes.Equal(got, body.Bytes()) {
		t.Fatalf("code %d, %v\n%s", code, err, stderr)
	}
	if !strings.Contains(stdout, "Langkah berikutnya:\n  muara import "+file) || !strings.Contains(stderr, "SHA-256 ") {
		t.Errorf("%s%s", stdout, stderr)
	}
	code, _, stderr = fetched(t, env, "baci", "--edition", "HS22", "--version", "202501", "--to", dir, "--lang", "en")
	if code != exitFailed || !strings.Contains(stderr, "BACI_HS22_V202501.zip does not exist") {
		t.Errorf("code %d: %s", code, stderr)
	}
}

func TestShellWord(t *testing.T) {
	for text, want := range map[string]string{"a/b-1.json": "a/b-1.json", "a b": "'a b'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "": "''"} {
		if got := shellWord(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
