package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"muara/internal/refdata"
	"muara/internal/trade"
)

func TestRequestsThatCannotBe(t *testing.T) {
	year := years(2018, 2018)
	for name, x := range map[string]struct {
		r    ComtradeRequest
		key  string
		word string
	}{
		"no country":     {ComtradeRequest{Period: year}, "", "IDN"},
		"a wrong one":    {ComtradeRequest{Reporter: "Kalteng", Period: year}, "", "Kalteng"},
		"the World":      {ComtradeRequest{Reporter: "WLD", Period: year}, "", "reporting country"},
		"partner":        {ComtradeRequest{Reporter: "IDN", Period: year, Partners: []string{"XXX"}}, "", "XXX"},
		"no period":      {ComtradeRequest{Reporter: "IDN"}, "", "1962"},
		"half a year":    {ComtradeRequest{Reporter: "IDN", Period: trade.Period{From: trade.MonthOf(2018, 1), To: trade.MonthOf(2018, 6)}}, "", "--monthly"},
		"balance":        {ComtradeRequest{Reporter: "IDN", Period: year, Flows: []trade.Flow{trade.Balance}}, "", "export or import"},
		"a short code":   {ComtradeRequest{Reporter: "IDN", Period: year, Codes: []string{"440"}}, "", "440"},
		"group and code": {ComtradeRequest{Reporter: "IDN", Period: year, Codes: []string{"AG2", "44"}}, "", "AG2"},
		"edition":        {ComtradeRequest{Reporter: "IDN", Period: year, Class: "H9"}, "", "H0"},
		"a key in two":   {ComtradeRequest{Reporter: "IDN", Period: year}, "ab\ncd", "API key"},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: t.TempDir(), Now: func() time.Time { return testNow }, Key: x.key}
			_, err := Comtrade(context.Background(), x.r, o)
			wantError(t, err, trade.Invalid, x.word)
		})
	}
}

func TestPlanByMonth(t *testing.T) {
	c, err := newComtrade(ComtradeRequest{
		Reporter: "idn", Period: trade.Period{From: trade.MonthOf(2019, 11), To: trade.MonthOf(2020, 2)}, Monthly: true,
		Codes: []string{"44", "0306", "44"}, Partners: []string{"JPN", "USA", "WLD", "JPN"}, Class: "h5",
	}, Options{Dir: t.TempDir(), Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range c.plan() {
		got = append(got, k.Period+k.Flow)
	}
	if want := []string{"201911X", "201911M", "201912X", "201912M", "202001X", "202001M", "202002X", "202002M"}; !slices.Equal(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
	const want = ComtradeBase + "/public/v1/preview/C/M/H5?reporterCode=360&period=201911&flowCode=X&cmdCode=0306,44&partnerCode=392,842,0&"
	if a := c.address(c.plan()[0]); !strings.HasPrefix(a, want) {
		t.Errorf("address %s, want %s…", a, want)
	}
}

// However a list is cut, every code is in exactly one part, in order, and
// every part fits an address.
func TestPartsAreWhole(t *testing.T) {
	c, err := newComtrade(indonesia(years(2018, 2018)), Options{Dir: t.TempDir(), Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for chapter := 1; chapter <= 97; chapter++ {
		for i := range 1 + chapter*8 {
			codes = append(codes, fmt.Sprintf("%02d%04d", chapter, i))
		}
	}
	both := halves(codes)
	for name, parts := range map[string][][]string{
		"fitting": c.fitting(codes), "chapters": c.byChapter(codes, false), "packed": c.byChapter(codes, true), "halves": both[:],
	} {
		if !slices.Equal(slices.Concat(parts...), codes) {
			t.Errorf("%s: codes were lost or moved", name)
		}
		for _, p := range parts {
			if a := c.address(call{"201801", "X", p}); name != "halves" && len(a) > longestAddress {
				t.Errorf("%s: an address of %d characters", name, len(a))
			}
		}
	}
	if n, m := len(c.byChapter(codes, true)), len(c.byChapter(codes, false)); n >= m || m < 97 {
		t.Errorf("%d packed and %d parts by chapter", n, m)
	}
	if both[0][len(both[0])-1][:2] == both[1][0][:2] {
		t.Error("the halves cut a chapter")
	}
}

func TestContentRange(t *testing.T) {
	for value, want := range map[string]string{
		"bytes 100-199/200": "100 200 true", "bytes */200": "-1 200 true", "bytes 0-9/*": "0 0 false",
		"": "0 0 false", "items 1-2/3": "0 0 false", "bytes -5-9/20": "0 20 false",
	} {
		start, total, ok := contentRange(value)
		if got := fmt.Sprint(start, total, ok); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestGuardFindsAKeyAcrossWrites(t *testing.T) {
	text := "before " + testKey + " behind"
	for size := 1; size <= len(text); size++ {
		g := &guard{key: []byte(testKey)}
		var err error
		for i := 0; i < len(text) && err == nil; i += size {
			_, err = g.Write([]byte(text[i:min(i+size, len(text))]))
		}
		if err == nil {
			t.Errorf("the key was not found in writes of %d bytes", size)
		}
	}
	g := &guard{key: []byte(testKey)}
	if _, err := g.Write([]byte("nothing of it")); err != nil {
		t.Error(err)
	}
}

// recorded opens a recorded answer, which is not part of the project.
func recorded(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("MUARA_TEST_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	text, err := os.ReadFile(filepath.Join(dir, "world/comtrade_api", name))
	if os.IsNotExist(err) {
		t.Skipf("no test data: set MUARA_TEST_DATA to the folder that holds world/comtrade_api/%s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Recorded answers are fetched and read: an empty one is none with a fault,
// one with records of two flows is not taken for the answer on one.
func TestRecordedAnswers(t *testing.T) {
	empty := recorded(t, "data_S_A_EB_empty.json")
	full := recorded(t, "data_C_A_HS_4records_compact.json")
	b := newBench(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		switch q := r.URL.Query(); q.Get("period") {
		case "2010":
			_, _ = w.Write(only(t, full, q.Get("flowCode")))
		case "2011":
			_, _ = w.Write(empty)
		default:
			_, _ = w.Write(full)
		}
	})
	r := ComtradeRequest{Reporter: "CHN", Period: years(2010, 2011), Codes: []string{"TOTAL"}, Partners: []string{"32", "276", "280"}}
	files, err := Comtrade(context.Background(), r, b.o)
	if err != nil || len(files) != 2 || records(t, files) != 4 {
		t.Fatalf("%v %v", files, err)
	}
	r.Period = years(2012, 2012)
	_, err = Comtrade(context.Background(), r, b.o)
	wantError(t, err, trade.Unavailable, "2010")
}

// only keeps the records of one flow of a recorded answer.
func only(t *testing.T, answer []byte, flow string) []byte {
	t.Helper()
	var a struct {
		ElapsedTime string           `json:"elapsedTime"`
		Count       int              `json:"count"`
		Data        []map[string]any `json:"data"`
		Error       string           `json:"error"`
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		t.Fatal(err)
	}
	a.Data = slices.DeleteFunc(a.Data, func(r map[string]any) bool { return r["flowCode"] != flow })
	a.Count = len(a.Data)
	out, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every country of our list that Comtrade knows as a reporter today is asked
// for by the number that Comtrade uses.
func TestAreaCodesAgreeWithTheList(t *testing.T) {
	var list struct {
		Results []struct {
			Code    int    `json:"reporterCode"`
			ISO3    string `json:"reporterCodeIsoAlpha3"`
			Expired string `json:"entryExpiredDate"`
		} `json:"results"`
	}
	if err := json.Unmarshal(recorded(t, "ref_Reporters.json"), &list); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, r := range list.Results {
		if _, known := refdata.CountryOf(r.ISO3); !known || r.Expired != "" {
			continue
		}
		compared++
		if got, err := areaCode(r.ISO3); err != nil || got != r.Code {
			t.Errorf("%s is %d (%v), Comtrade says %s", r.ISO3, got, err, strconv.Itoa(r.Code))
		}
	}
	if compared < 190 {
		t.Errorf("only %d countries were compared", compared)
	}
}

// An answer is read once more after it was saved; that must stay well below
// the time that it takes to come.
func BenchmarkCount(b *testing.B) {
	const rows = 2000
	one := row("2018", "360", "X", "440710", 4)
	one = one[:len(one)-1] + `,"cmdDesc":"` + strings.Repeat("x", 600) + `"}` // as long as a recorded one
	text := fmt.Sprintf(`{"elapsedTime":"1","count":%d,"data":[%s],"error":""}`, rows, strings.Repeat(one+",", rows-1)+one)
	c := &comtrade{reporter: 360, limit: limitWithKey}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if n, _, err := c.count(strings.NewReader(text), call{"2018", "X", []string{"AG6"}}); n != rows || err != nil {
			b.Fatal(n, err)
		}
	}
}
