package load

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muara/internal/jobs"
	"muara/internal/site/ui/uitest"
)

var oneRow = "392,440839,1500.5,20"

// kept lists what lies in the folder of jobs, but for its locks.
func (b *bench) kept() []string {
	b.t.Helper()
	entries, err := os.ReadDir(filepath.Join(b.dir, "jobs"))
	if err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Name() != "locks" {
			out = append(out, e.Name())
		}
	}
	return out
}

func TestSendingTwiceIsOneUpload(t *testing.T) {
	b := newBench(t, benchOptions{})
	first, second := b.sentOK(baci(2021, oneRow)), b.sentOK(baci(2021, oneRow))
	if first != second {
		t.Errorf("the same file sent twice is at %s and %s", first, second)
	}
	if other := b.sentOK(baci(2020, oneRow)); other == first {
		t.Error("another file leads to the same upload")
	}
	one, two := b.follow(first, "do", "check"), b.follow(first, "do", "check")
	if one != two {
		t.Errorf("checking twice makes two checks, %s and %s", one, two)
	}
	b.checked(one)
}

// A connection that breaks off leaves nothing behind.
func TestCutUpload(t *testing.T) {
	b := newBench(t, benchOptions{})
	body, contentType := multipartBody(t, baci(2021, strings.Repeat(oneRow+"\n2021,360,", 5000)+oneRow))
	u, err := url.Parse(b.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(c, "POST /id/muat-data HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", u.Host, contentType, len(body))
	if _, err := c.Write(body[:len(body)/2]); err != nil {
		t.Fatal(err)
	}
	seen := false
	for range 100 { // the draft appears while the bytes come
		if seen = len(b.kept()) > 0; seen {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !seen {
		t.Fatal("nothing was being received")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if len(b.kept()) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the broken upload left %v", b.kept())
}

func TestTooLarge(t *testing.T) {
	b := newBench(t, benchOptions{limit: 2000})
	large := baci(2021, strings.Repeat(oneRow+"\n2021,360,", 200)+oneRow)
	a := b.send(large)
	if text := uitest.Parse(t, a.body).Text(); a.status != http.StatusRequestEntityTooLarge || !strings.Contains(text, "1 KB at most") {
		t.Errorf("status %d: %s", a.status, text)
	}
	// Without a length in its head, it is counted as it comes.
	body, contentType := multipartBody(t, large)
	r, err := http.NewRequest(http.MethodPost, b.server.URL+"/id/muat-data", io.MultiReader(bytes.NewReader(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = -1
	r.Header.Set("Content-Type", contentType)
	if a := b.do(r); a.status != http.StatusRequestEntityTooLarge || !strings.Contains(a.body, "Berkas terlalu besar") {
		t.Errorf("status %d", a.status)
	}
	if left := b.kept(); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
	if a := b.send(baci(2021, oneRow)); a.status != http.StatusSeeOther {
		t.Errorf("a small file answers %d", a.status)
	}
}

func TestWrongKindOfFile(t *testing.T) {
	b := newBench(t, benchOptions{})
	pdf := sent{"laporan.csv", "%PDF-1.7\n1 0 obj"} // the name says CSV, the content does not
	a := b.send(pdf)
	if text := uitest.Parse(t, a.body).Text(); a.status != http.StatusBadRequest || !strings.Contains(text, "laporan.csv") || !strings.Contains(text, "CSV, JSON, XLSX or Parquet") {
		t.Errorf("status %d: %s", a.status, text)
	}
	if a := b.send(); a.status != http.StatusBadRequest || !strings.Contains(a.body, "No file was chosen") {
		t.Errorf("an empty form answers %d", a.status)
	}
	if left := b.kept(); len(left) > 0 {
		t.Errorf("they left %v", left)
	}
	up := b.sentOK(pdf, baci(2021, oneRow))
	if text := b.page(up).Text(); !strings.Contains(text, "laporan.csv was not kept") || !strings.Contains(text, "BACI of CEPII") {
		t.Errorf("the good file is not kept beside the bad one: %s", text)
	}
	text := b.page(b.sentOK(sent{"tua.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)})).Text()
	if !strings.Contains(text, "save it as .xlsx") {
		t.Errorf("an old workbook does not say what to do: %s", text)
	}
}

// Names are only shown: they lead nowhere on the disk and make no elements.
func TestHostileNamesAndCells(t *testing.T) {
	b := newBench(t, benchOptions{})
	evil := `<img src=x onerror=alert(1)>`
	file := baci(2021, `392,440839,<script>alert(2)</script>,1`, `392,=cmd|'/C calc'!A0,5,1`, oneRow)
	file.name = "../../../" + evil + ".csv"
	up := b.sentOK(file)
	report := b.checked(b.follow(up, "do", "check"))
	for _, path := range []string{"/en/load", up, report} {
		doc := b.page(path)
		if !strings.Contains(doc.Text(), evil) {
			t.Errorf("%s does not show the name", path)
		}
		if n := len(doc.Tag("img")); n > 0 {
			t.Errorf("%s: the name made an element", path)
		}
		for _, s := range doc.Tag("script") {
			if s.Get("src") == "" {
				t.Errorf("%s has a script: %v", path, s.FirstChild)
			}
		}
	}
	csv := b.get(report + ".csv").body
	if !strings.Contains(csv, "'=cmd") || strings.Contains(csv, ",=cmd") {
		t.Errorf("a formula would run: %q", csv)
	}
	files, err := filepath.Glob(filepath.Join(b.dir, "jobs", "*", "files", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if base := filepath.Base(f); base != "1" && base != "names.json" {
			t.Errorf("a file lies at %s", f)
		}
	}
	if len(files) < 4 {
		t.Errorf("only %d files were found: the search no longer finds them", len(files))
	}
}

func TestCancelAndRetry(t *testing.T) {
	b := newBench(t, benchOptions{})
	gate := make(chan struct{})
	b.hold.Store(&gate)
	check := b.follow(b.sentOK(baci(2021, oneRow)), "do", "check")
	b.running(check)
	doc := b.page(check)
	if bar := doc.Tag("progress"); len(bar) != 1 || bar[0].Get("value") != "42" || bar[0].Get("aria-label") == "" {
		t.Errorf("the progress does not show: %s", doc.Text())
	}
	live := doc.All(func(e uitest.Doc) bool { return e.Get("aria-live") == "polite" })
	if len(live) != 1 || live[0].Text() != "Reading <b>, 40%" {
		t.Errorf("the progress is not announced: %v", live)
	}
	if metas := doc.All(func(e uitest.Doc) bool { return e.Data == "noscript" }); len(metas) != 1 || !strings.Contains(b.get(check).body, `http-equiv="refresh"`) {
		t.Error("without a script the page does not renew itself")
	}
	b.follow(check, "do", "cancel")
	b.ended(check, jobs.Cancelled)
	b.follow(check, "do", "cancel") // once more is harmless
	if doc := b.page(check); !strings.Contains(doc.Text(), "nothing was changed") || strings.Contains(b.get(check).body, `http-equiv="refresh"`) {
		t.Errorf("after cancelling: %s", doc.Text())
	}
	close(gate)
	b.follow(check, "do", "retry")
	if report := b.checked(check); !strings.Contains(report, "/sets/baci/") {
		t.Errorf("tried again, it leads to %q", report)
	}
}

// The program is stopped in the middle of a check and started again.
func TestRestartInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	b := newBench(t, benchOptions{dir: dir})
	gate := make(chan struct{})
	b.hold.Store(&gate)
	check := b.follow(b.sentOK(baci(2021, oneRow)), "do", "check")
	b.running(check)
	b.close()
	again := newBench(t, benchOptions{dir: dir})
	if report := again.checked(check); !strings.Contains(report, "/sets/baci/") {
		t.Errorf("after the restart it leads to %q", report)
	}
}

// running waits until a check runs.
func (b *bench) running(check string) {
	b.t.Helper()
	id := check[strings.LastIndexByte(check, '/')+1:]
	for range 300 {
		if j, err := b.queue.Get(id); err == nil && j.State == jobs.Running && j.Progress.Done == 42 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.t.Fatal("the check does not begin")
}

func (b *bench) ended(check string, want jobs.State) {
	b.t.Helper()
	j, err := b.queue.Wait(b.t.Context(), check[strings.LastIndexByte(check, '/')+1:])
	if err != nil || j.State != want {
		b.t.Fatalf("the check is %s, want %s: %v", j.State, want, err)
	}
}

// An upload on a weak signal takes longer than the server lets other requests.
func TestSlowUpload(t *testing.T) {
	b := newBench(t, benchOptions{})
	slow := httptest.NewUnstartedServer(b.server.Config.Handler)
	const most = 200 * time.Millisecond
	slow.Config.ReadTimeout, slow.Config.WriteTimeout = most, most
	slow.Start()
	defer slow.Close()
	body, contentType := multipartBody(t, baci(2021, oneRow, oneRow, oneRow))
	c, err := net.Dial("tcp", slow.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "POST /en/load HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", slow.Listener.Addr(), contentType, len(body))
	for start := time.Now(); len(body) > 0; time.Sleep(most / 4) {
		n := min(len(body), 32)
		if _, err := c.Write(body[:n]); err != nil {
			t.Fatalf("cut after %v: %v", time.Since(start), err)
		}
		body = body[n:]
	}
	w, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	if w.StatusCode != http.StatusSeeOther {
		t.Errorf("a slow upload answers %d", w.StatusCode)
	}
}
