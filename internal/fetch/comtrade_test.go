package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"muara/internal/ingest"
	"muara/internal/trade"
)

var little = goodsOf{"010121": 2, "440710": 3}

// records reads fetched files the way the import does.
func records(t *testing.T, files []string) int {
	t.Helper()
	n := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		info, _ := f.Stat()
		reports, err := ingest.Inspect(context.Background(), ingest.Source{Name: filepath.Base(name), Size: info.Size(), Data: f}, ingest.Options{}, nil)
		f.Close()
		if err != nil || len(reports) != 1 || reports[0].Kind != ingest.ComtradeJSON || reports[0].Refused > 0 {
			t.Fatalf("%s: %v %+v", name, err, reports)
		}
		n += reports[0].Accepted
	}
	return n
}

func TestComtradeOneCallForEachPeriodAndFlow(t *testing.T) {
	a := &api{goods: little}
	b := newBench(t, a.ServeHTTP)
	r := indonesia(years(2018, 2020))
	r.Flows = nil
	files, err := Comtrade(context.Background(), r, b.o)
	if err != nil {
		t.Fatal(err)
	}
	if n := records(t, files); len(files) != 6 || n != 30 {
		t.Errorf("%d files with %d records, want 6 with 30", len(files), n)
	}
	first := a.questions()[0]
	const want = "/data/v1/get/C/A/HS?reporterCode=360&period=2018&flowCode=X&cmdCode=AG6&partner2Code=0&customsCode=C00&motCode=0&maxRecords=250000&format=JSON&breakdownMode=classic&includeDesc=true"
	if first != want {
		t.Errorf("asked\n%s, want\n%s", first, want)
	}
	if last := b.notes[len(b.notes)-1]; last != "6/6 imports 2020 (AG6): 5 records" {
		t.Errorf("the last note is %q", last)
	}
	if len(b.waited) != 5 || b.waited[0] != time.Second {
		t.Errorf("pauses %v, want a second between calls", b.waited)
	}
	var rec record
	text, err := os.ReadFile(strings.TrimSuffix(files[0], ".json") + ".request")
	if err != nil || json.Unmarshal(text, &rec) != nil || rec.Records != 5 || !strings.HasSuffix(rec.Address, want) || !rec.Asked.Equal(testNow) || len(rec.SHA256) != 64 {
		t.Errorf("the question beside the answer is %s (%v)", text, err)
	}
}

// A call whose answer stops at the limit comes back in parts, and every record
// comes exactly once.
func TestComtradeSplitsByChapter(t *testing.T) {
	goods := goodsOf{}
	all := 0
	for chapter := 1; chapter <= 12; chapter++ {
		for i := range 6 {
			goods[fmt.Sprintf("%02d%04d", chapter, 1000+i)] = chapter
			all += chapter
		}
	}
	for _, key := range []string{testKey, ""} {
		a := &api{goods: goods}
		b := newBench(t, a.ServeHTTP)
		b.o.Key = key
		r := indonesia(years(2019, 2019))
		r.Limit = 50
		files, err := Comtrade(context.Background(), r, b.o)
		if err != nil {
			t.Fatal(err)
		}
		if n := records(t, files); n != all {
			t.Errorf("%d records, want %d", n, all)
		}
		seen := map[string]bool{}
		for _, f := range files {
			text, _ := os.ReadFile(f)
			var answer struct {
				Count int
				Data  []struct {
					CmdCode     string
					PartnerCode int
				}
			}
			if err := json.Unmarshal(text, &answer); err != nil || answer.Count >= 50 {
				t.Errorf("%s: %d records are kept of one answer, at the limit (%v)", f, answer.Count, err)
			}
			for _, x := range answer.Data {
				key := fmt.Sprint(x)
				if seen[key] {
					t.Errorf("%s came twice", key)
				}
				seen[key] = true
			}
		}
		for _, q := range a.questions() {
			if len(q) > longestAddress {
				t.Errorf("an address of %d characters", len(q))
			}
			if key == "" && !strings.HasPrefix(q, "/public/v1/preview/C/A/HS?") && !strings.HasPrefix(q, "/files/") {
				t.Errorf("asked %s without a key", q)
			}
		}
		if key == "" && !strings.Contains(b.notes[0], "at most 500 records") {
			t.Errorf("nothing says what is limited without a key: %q", b.notes[0])
		}
		before := len(a.questions())
		again, err := Comtrade(context.Background(), r, b.o)
		if err != nil || !slices.Equal(again, files) || len(a.questions()) != before {
			t.Errorf("a second run asked %d more questions (%v)", len(a.questions())-before, err)
		}
	}
}

// An account may have a lower limit than the one asked for: a round number of
// records, or a count above them, counts as cut off.
func TestComtradeNoticesOtherLimits(t *testing.T) {
	c := &comtrade{limit: limitWithKey}
	for _, x := range []struct {
		records, declared int
		cut               bool
	}{{0, 0, false}, {99_999, 99_999, false}, {100_000, 100_000, true}, {250_000, 250_000, true}, {10, 12, true}, {12, 12, false}} {
		if got := c.cutOff(x.records, x.declared); got != x.cut {
			t.Errorf("%d of %d: %v", x.records, x.declared, got)
		}
	}
}

func TestComtradeCannotSplitOneCode(t *testing.T) {
	a := &api{goods: goodsOf{"440710": 60}}
	b := newBench(t, a.ServeHTTP)
	r := indonesia(years(2019, 2019))
	r.Codes, r.Limit = []string{"440710"}, 50
	_, err := Comtrade(context.Background(), r, b.o)
	wantError(t, err, trade.Invalid, "440710 2019", "--partner")
	if kept := b.files("*.json"); len(kept) > 0 {
		t.Errorf("a cut answer was kept: %v", kept)
	}
}

func TestComtradeFaultsThatPass(t *testing.T) {
	date := testNow.Add(40 * time.Second).Format(http.TimeFormat)
	for name, x := range map[string]struct {
		fault func(w http.ResponseWriter)
		wait  time.Duration
	}{
		"429 with seconds": {status(429, "Retry-After", "7", `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 7 seconds."}`), 7 * time.Second},
		"429 with a date":  {status(429, "Retry-After", date, ""), 40 * time.Second},
		"403, day's quota": {status(403, "Retry-After", "30", `{"statusCode":403,"message":"Out of call volume quota."}`), 30 * time.Second},
		"500":              {status(500, "", "", ""), time.Second},
		"503 and a page":   {status(503, "Content-Type", "text/html", "<html>later</html>"), time.Second},
		"a page with 200":  {status(200, "Content-Type", "text/html; charset=utf-8", "<html>Sign in</html>"), time.Second},
		"garbled":          {status(200, "Content-Type", "application/json", `{"count":1,"data":[{"period":}],"error":""}`), time.Second},
		"cut JSON":         {status(200, "Content-Type", "application/json", `{"elapsedTime":"1","count":2,"data":[`), time.Second},
		"count too low":    {status(200, "Content-Type", "application/json", `{"count":0,"data":[`+row("2018", "360", "X", "440710", 4)+`],"error":""}`), time.Second},
		"another year":     {status(200, "Content-Type", "application/json", `{"count":1,"data":[`+row("2017", "360", "X", "440710", 4)+`],"error":""}`), time.Second},
		"more behind":      {status(200, "Content-Type", "application/json", `{"count":0,"data":[],"error":""}{`), time.Second},
		"a filled error":   {status(200, "Content-Type", "application/json", `{"count":0,"data":[],"error":"busy"}`), time.Second},
		"connection cut": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, `{"elapsedTime":"0.1 secs","count":1,"data":[`)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			a := &api{goods: little, fault: func(n int, w http.ResponseWriter, _ *http.Request) bool {
				if n == 1 {
					x.fault(w)
				}
				return n == 1
			}}
			b := newBench(t, a.ServeHTTP)
			files, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
			if err != nil || records(t, files) != 5 || len(a.questions()) != 2 {
				t.Fatalf("%v after %d questions: %v", files, len(a.questions()), err)
			}
			if len(b.waited) != 1 || b.waited[0] != x.wait {
				t.Errorf("waited %v, want %s", b.waited, x.wait)
			}
			if len(b.files("*.json")) != 1 {
				t.Errorf("files %v", b.files("*"))
			}
		})
	}
}

func status(code int, header, value, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		if header != "" {
			w.Header().Set(header, value)
		}
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func always(f func(http.ResponseWriter)) func(int, http.ResponseWriter, *http.Request) bool {
	return func(_ int, w http.ResponseWriter, _ *http.Request) bool { f(w); return true }
}

func TestComtradeFaultsThatStay(t *testing.T) {
	for name, x := range map[string]struct {
		fault func(http.ResponseWriter)
		code  trade.Code
		asked int
		words []string
	}{
		"500":       {status(500, "", "", ""), trade.Unavailable, mostTries, []string{"HTTP 500", "lanjutkan"}},
		"a page":    {status(200, "Content-Type", "text/html", "<title>Login</title>"), trade.Unavailable, mostTries, []string{"text/html", "Login", "sign-in"}},
		"wrong key": {status(401, "", "", `{"statusCode":401,"message":"Access denied due to invalid subscription key `+testKey+`."}`), trade.Forbidden, 1, []string{"invalid subscription key ***", "kunci API"}},
		"bad query": {status(400, "", "", `{"errorObject":{"errorMessage":"bad period"}}`), trade.Invalid, 1, []string{"bad period"}},
		"tomorrow":  {status(403, "Retry-After", "50000", `{"message":"Out of call volume quota."}`), trade.Unavailable, 1, []string{"2026-03-01 21:53", "tersimpan", "Out of call volume quota"}},
		"key told":  {status(200, "Content-Type", "application/json", `{"count":0,"data":[],"error":"","you":"`+testKey+`"}`), trade.Unavailable, 1, []string{"holds the API key"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &api{fault: always(x.fault)}
			b := newBench(t, a.ServeHTTP)
			_, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
			wantError(t, err, x.code, x.words...)
			if n := len(a.questions()); n != x.asked {
				t.Errorf("asked %d times, want %d", n, x.asked)
			}
			if len(b.files("*.json")) > 0 {
				t.Errorf("something was kept: %v", b.files("*"))
			}
		})
	}
}

// Waits double up to a limit, half of each by chance.
func TestBackOff(t *testing.T) {
	a := &api{fault: always(status(502, "", "", ""))}
	b := newBench(t, a.ServeHTTP)
	b.o.Rand = func() float64 { return 0.5 }
	_, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
	wantError(t, err, trade.Unavailable, "HTTP 502")
	want := []time.Duration{1500 * time.Millisecond, 3 * time.Second, 6 * time.Second, 12 * time.Second, 24 * time.Second}
	if !slices.Equal(b.waited, want) {
		t.Errorf("waited %v, want %v", b.waited, want)
	}
}

func TestComtradeGoesOnAfterCancel(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	a := &api{goods: little}
	a.fault = func(n int, _ http.ResponseWriter, _ *http.Request) bool {
		if n == 3 {
			stop()
		}
		return false
	}
	b := newBench(t, a.ServeHTTP)
	r := indonesia(years(2016, 2020))
	files, err := Comtrade(ctx, r, b.o)
	wantError(t, err, trade.Unavailable, "Run the same command again", "Jalankan lagi")
	if n := len(files); n < 2 || n > 3 {
		t.Fatalf("%d files before the stop", n)
	}
	before := len(files)
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	// An answer that was altered since is not trusted.
	if err := os.WriteFile(files[0], text[:len(text)-5], 0o644); err != nil {
		t.Fatal(err)
	}
	files, err = Comtrade(context.Background(), r, b.o)
	if err != nil || len(files) != 5 || records(t, files) != 25 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	if n := len(a.questions()); n != 3+1+5-before {
		t.Errorf("asked %d questions, %d were answered before the stop", n, before)
	}
}

// An empty answer is no fault; it is kept, not handed on, and asked again on
// another day.
func TestComtradeEmptyAnswer(t *testing.T) {
	a := &api{goods: goodsOf{}}
	b := newBench(t, a.ServeHTTP)
	for day, want := range []int{1, 1, 2} {
		b.o.Now = func() time.Time { return testNow.Add(time.Duration(day) * 20 * time.Hour) }
		files, err := Comtrade(context.Background(), indonesia(years(2025, 2025)), b.o)
		if err != nil || len(files) != 0 || len(a.questions()) != want {
			t.Errorf("day %d: %d questions, %v, %v", day, len(a.questions()), files, err)
		}
	}
	if len(b.files("*.json")) != 1 || !strings.Contains(b.notes[0], "no records") {
		t.Errorf("%v %v", b.files("*"), b.notes)
	}
}

func TestComtradeRefusesToMix(t *testing.T) {
	a := &api{goods: little}
	b := newBench(t, a.ServeHTTP)
	r := indonesia(years(2018, 2018))
	if _, err := Comtrade(context.Background(), r, b.o); err != nil {
		t.Fatal(err)
	}
	r.Period = years(2018, 2019) // more of the same goes on
	if files, err := Comtrade(context.Background(), r, b.o); err != nil || len(files) != 2 {
		t.Errorf("%v %v", files, err)
	}
	r.Reporter = "MYS"
	_, err := Comtrade(context.Background(), r, b.o)
	wantError(t, err, trade.Conflict, "--to", "tercampur")
}

func TestKeyStaysWithItsHost(t *testing.T) {
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host was asked, with the key %q", r.Header.Get(keyHeader))
	}))
	defer thief.Close()
	keys := []string{}
	a := &api{goods: little, fault: func(n int, w http.ResponseWriter, r *http.Request) bool {
		keys = append(keys, r.Header.Get(keyHeader))
		http.Redirect(w, r, thief.URL, http.StatusTemporaryRedirect)
		return true
	}}
	b := newBench(t, a.ServeHTTP)
	_, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
	wantError(t, err, trade.Forbidden, "127.0.0.1", "mengalihkan")
	if !slices.Equal(keys, []string{testKey}) {
		t.Errorf("keys sent: %q", keys)
	}
	b.o.Base = "http://comtrade.example"
	_, err = Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
	wantError(t, err, trade.Invalid, "https")
}

func TestNoNetwork(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close() // nobody listens there any more
	b := newBench(t, nil)
	b.o.Base = s.URL
	_, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
	wantError(t, err, trade.Unavailable, "cannot be reached", "tidak dapat dihubungi", comtradePage, "muara import")
	if len(b.waited) != mostOffline-1 {
		t.Errorf("waited %d times", len(b.waited))
	}
	_, err = BACI(context.Background(), BACIRequest{Edition: "HS17", Version: "202501"}, b.o)
	wantError(t, err, trade.Unavailable, "cannot be reached", "tidak dapat dihubungi", baciPage, "muara import")
}

// A server that falls silent in the middle is cut off, not waited for.
func TestSilentServer(t *testing.T) {
	a := &api{goods: little, fault: func(n int, w http.ResponseWriter, r *http.Request) bool {
		if n > 1 {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"count":`)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		return true
	}}
	b := newBench(t, a.ServeHTTP)
	b.o.Stall = 30 * time.Millisecond
	files, err := Comtrade(context.Background(), indonesia(years(2018, 2018)), b.o)
	if err != nil || len(files) != 1 {
		t.Errorf("%v %v", files, err)
	}
}
