package nomen

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"

	"muara/internal/ingest"
)

const hsHead = "edition,code,parent,level,title_en\n"

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want Kind
	}{
		{hsHead, HSLists},
		{"Code;Description\n010121;x", BACICodes},
		{"code,description,value\n", ""},
		{"code,level,title_id,title_en,mfn_raw\n", BTKI},
		{"edition_from,code_from,edition_to,code_to\n", Conversions},
		{"edition_from\tcode_from\tedition_to\tcode_to\tweight\n", Conversions},
		{"country_code,country_name,country_iso2,country_iso3\n", Places},
		{`"id","country","iso_3","iso_2","note"` + "\n", Places},
		{`{"more":false,"classCode":"HS","results":[{"id":"01","text":"01 - Animals","parent":"TOTAL"},`, ComtradeHS},
		{`{"results":[{"text":"x","reporterCodeIsoAlpha3":"AFG","id":4}]}`, Places},
		{`{"results":[{"id":"0","text":"TOTAL modes of transport"}]}`, ""},
		{`{"results":[]}`, ""},
		{`{"results":`, ""},
		{"t,i,j,k,v,q\n", ""},
		{"", ""},
		{"PK\x03\x04", ""},
		{"\x1f\x8b", ""},
	} {
		got, ok := Recognise([]byte(c.head))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q is %q, want %q", c.head, got, c.want)
		}
	}
}

// The same list, however it is packed and written.
func TestWrappings(t *testing.T) {
	plain := baciText("H5", `010149,"Mules, ""hinnies"" and café"`)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"plain": plain, "gzip": gzipped(plain), "zstd": string(z.EncodeAll([]byte(plain), nil)), "mark": "\xef\xbb\xbf" + plain,
		"utf16": wide, "windows": strings.ReplaceAll(plain, "é", "\xe9"), "lines": strings.ReplaceAll(plain, "\n", "\r\n"),
		"blank rows": plain + "\n,\n\n", "lost zero": strings.ReplaceAll(plain, "\n010149,", "\n10149,"),
	} {
		t.Run(name, func(t *testing.T) {
			c := mustRead(t, source(name, text))
			if len(c.Lists) != 1 || c.Lists[0].Edition != "H5" || !c.Lists[0].Whole || c.Lists[0].ID() != "baci-codes-h5" {
				t.Fatalf("%+v", c)
			}
			i := indexOf(c.Lists[0], "010149")
			if i < 0 || c.Lists[0].Entries[i].Raw.EN != `Mules, "hinnies" and café` {
				t.Errorf("010149 is at %d", i)
			}
			if k, ok := Recognise([]byte(text)); !ok || k != BACICodes {
				t.Errorf("recognised as %q", k)
			}
		})
	}
}

func indexOf(l *List, code string) int {
	for i, e := range l.Entries {
		if e.Code == code {
			return i
		}
	}
	return -1
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

func TestListsOfSeveralEditions(t *testing.T) {
	c := mustRead(t, source("hs.csv", hsHead+"H0,TOTAL,,0,All\nH0,01,TOTAL,2,Animals; live\nH0,0101,01,4,Horses\nh6,010121,0101,6,Bred\nH0,9999AA,9999,0,No\nH0,01,TOTAL,2,Animals; live\n"))
	var got []string
	for _, l := range c.Lists {
		got = append(got, fmt.Sprint(l.ID(), l.codes(), l.Whole))
	}
	if s := strings.Join(got, " "); s != "hs-h0[01 0101] false hs-h6[010121] false" {
		t.Errorf("lists %s", s)
	}
	var codes []string
	for _, r := range c.Remarks {
		codes = append(codes, r.Code)
		if r.Text.ID == "" || r.Text.EN == "" {
			t.Errorf("half a remark: %+v", r)
		}
	}
	if s := strings.Join(codes, " "); s != "aggregates same-line part-hs-h0 part-hs-h6" {
		t.Errorf("remarks %s", s)
	}
}

func TestComtradeList(t *testing.T) {
	c := mustRead(t, source("x.json", `{"results":[
		{"id":"TOTAL","text":"Total - All H6 commodities","parent":"#","isLeaf":"0","aggrLevel":0},
		{"id":"01","text":"01 - Animals; live","parent":"TOTAL","aggrLevel":2},
		{"id":"010119","text":"010119 - Horses :-- Other","parent":"0101","aggrLevel":6},
		{"id":"010110","text":"010110 - -  Pure-bred breeding animals","parent":"0101"}],"more":false,"classCode":"H4"}`))
	l := c.Lists[0]
	if l.ID() != "comtrade-hs-h4" || len(l.Entries) != 3 || l.Entries[1] != (Entry{Code: "010110", Raw: l.Entries[1].Raw}) ||
		l.Entries[1].Raw.EN != "-  Pure-bred breeding animals" || l.Entries[2].Raw.EN != "Horses :-- Other" {
		t.Errorf("%+v", l)
	}
}

// What is refused says where, what was found and what was expected.
func TestRefusals(t *testing.T) {
	const conv = "edition_from,code_from,edition_to,code_to,weight\n"
	for _, c := range []struct{ name, text, row, column, found, expected string }{
		{"empty", "", "0", "", "", "is empty"},
		{"blank", " \n \n", "0", "", "", "is empty"},
		{"unknown", "a,b\n1,2\n", "0", "", "a,b 1,2", "HS list of UN Comtrade"},
		{"workbook", "PK\x03\x04abc", "0", "", "zip", "CSV or JSON"},
		{"double packed", gzipped(gzipped("code,description\n")), "0", "", "gzip", "CSV or JSON"},
		{"cut off", gzipped(baciText("H5"))[:200], "0", "", "unexpected EOF", "cut off"},
		{"damaged", strings.Replace(gzipped(baciText("H5")), gzipped(baciText("H5"))[100:110], "0123456789", 1), "0", "", "", "whole file"},
		{"bomb", gzipped(baciText("H5") + strings.Repeat(" ", 20<<20)), "0", "", "more than the limit", "zip bomb"},
		{"header only", "code,description\n", "0", "", "", "rows of codes"},
		{"no edition", "code,description\n010121,Horses\n", "0", "", "", "state the edition"},
		{"code", baciText("H5", "01012x,Horses"), "last", "code", "01012x", "6 digits"},
		{"4 digits", baciText("H5", "0101,Horses"), "last", "code", "0101", "6 digits"},
		{"no title", baciText("H5", "010149, "), "last", "description", "", "a description"},
		{"columns", baciText("H5", "010149,Mules, hinnies"), "last", "", "3: 010149,Mules, hinnies", "2 columns"},
		{"quote", baciText("H5", `010149,"Mules`), "last", "", "extraneous or missing", "quotes that are closed"},
		{"twice", baciText("H5", "010149,Mules", "010149,Hinnies"), "last", "code", "010149", "each code once"},
		{"same name", "code,code\n1,2\n", "0", "", "code,code", "HS list"},
		{"column twice", "edition,code,parent,level,title_en,code\n", "1", "", "code", "names of their own"},
		{"level", hsHead + "H0,01,TOTAL,3,Animals\n", "2", "level", "3", "number of digits"},
		{"level of code", hsHead + "H0,0101,TOTAL,6,Horses\n", "2", "code", "0101", "6 digits"},
		{"edition", hsHead + "H7,01,TOTAL,2,Animals\n", "2", "edition", "H7", "H0 (1992) to H6 (2022)"},
		{"parent", hsHead + "H6,0101,02,4,Horses\n", "2", "parent", "02", "beginning of the code 0101"},
		{"rate", btkiText("01012900,8,- - Lain-lain,- - Other,1.500"), "last", "mfn_raw", "1.500", "percent (5 or 7,5)"},
		{"same edition", conv + "H5,010121,H5,010121,1\n", "2", "edition_to", "H5", "another edition"},
		{"pair twice", conv + "H5,010121,H4,010121,1\nH5,010121,H4,010121,1\n", "3", "code_to", "010121 > 010121", "each pair"},
		{"weight", conv + "H5,010121,H4,010121,2\n", "2", "weight", "2", "a weight above 0"},
		{"weight of none", conv + "H5,010121,H4,010121,NaN\n", "2", "weight", "NaN", "a weight above 0"},
		{"weights", conv + "H5,010121,H4,010121,0.5\nH5,010121,H4,010129,0.4\n", "2", "weight", "0.9", "sum to 1"},
		{"columns without end", "code,description" + strings.Repeat(",x", 20000) + "\n", "0", "", "code,description,x", "HS list"},
		{"targets without end", conv + manyTargets(), "502", "", "010121", "at most 500 targets"},
		{"no rows", conv, "0", "", "", "rows of conversions"},
		{"other classification", `{"classCode":"S4","results":[{"id":"01","text":"x","parent":"#"}]}`, "0", "classCode", "S4", "classCode HS"},
		{"a part", `{"more":true,"results":[{"id":"01","text":"x","parent":"#"}]}`, "0", "", "more: true", "complete list"},
		{"cut JSON", `{"results":[{"id":"01","text":"x","parent":"#"},`, "2", "", "EOF", "cut off"},
		{"no JSON", `{"results":[{"id":"01","text":"x","parent":"#"} {`, "2", "", "expected comma", "correct JSON"},
		{"wrong type", `{"results":[{"id":"01","text":"x","parent":"#"},{"id":7,"text":"x","parent":"#"}]}`, "2", "id", "number", "in quotes"},
		{"id", `{"results":[{"id":"0x","text":"x","parent":"#"}]}`, "1", "id", "0x", "a code of 2"},
		{"two documents", `{"results":[{"id":"01","text":"x","parent":"#"}]} {}`, "0", "", "", "nothing after"},
		{"digits", `{"results":[{"id":"01","text":"x","parent":"#","aggrLevel":4}]}`, "1", "aggrLevel", "4", "number of digits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			content, refusals, err := Read(context.Background(), source("f.csv", c.text), Options{})
			if content != nil || err != nil || len(refusals) == 0 {
				t.Fatalf("read: %+v, %v, %v", content, refusals, err)
			}
			r := refusals[0]
			row := itoa(r.Row)
			if c.row == "last" && r.Row == strings.Count(c.text, "\n") {
				row = "last"
			}
			if r.File != "f.csv" || row != c.row || r.Column != c.column || !strings.Contains(r.Found, c.found) ||
				!strings.Contains(r.Expected.EN, c.expected) || r.Expected.ID == "" || r.Expected.ID == r.Expected.EN {
				t.Errorf("%s (%s)", r.Error(), r.Expected.ID)
			}
		})
	}
}

func manyTargets() string {
	var b strings.Builder
	for i := range 600 {
		fmt.Fprintf(&b, "H5,010121,H4,%06d,0.001\n", i)
	}
	return b.String()
}

func TestStatedEdition(t *testing.T) {
	read := func(text, edition string) (*Content, []ingest.Refusal, error) {
		return Read(context.Background(), source("f.csv", text), Options{Edition: edition})
	}
	c, refusals, err := read("code,description\n010121,Horses\n", "H5")
	if err != nil || refusals != nil || c.Lists[0].Edition != "H5" || c.Lists[0].Whole {
		t.Errorf("%+v %v %v", c, refusals, err)
	}
	if _, refusals, _ := read(baciText("H5"), "H6"); len(refusals) != 1 || refusals[0].Found != "HS 2017 (H5)" {
		t.Errorf("a wrong edition gives %v", refusals)
	}
	if _, _, err := read(baciText("H5"), "HS17"); err == nil {
		t.Error("HS17 passes for an edition")
	}
}

// Each edition shows itself; a list of none does not.
func TestEditionOf(t *testing.T) {
	for _, e := range Editions() {
		has := map[string]bool{}
		for _, c := range wholeCodes(e) {
			has[c] = true
		}
		if got, ok := editionOf(func(c string) bool { return has[c] }); got != e || !ok {
			t.Errorf("codes of %s show %s %t", e, got, ok)
		}
	}
	if e, ok := editionOf(func(string) bool { return true }); ok {
		t.Errorf("all codes together show %s", e)
	}
	if e, ok := editionOf(func(string) bool { return false }); ok {
		t.Errorf("no codes show %s", e)
	}
}

func TestSpan(t *testing.T) {
	for codes, want := range map[string]string{
		"":                     "H0 H6 0",
		"555555 44":            "H0 H6 0",
		"030249":               "H5 H6 1", // came with HS 2017
		"290490":               "H0 H4 1", // HS 2012 was the last to have it
		"010121 290490":        "H4 H4 2", // came with HS 2012
		"03091011":             "H6 H6 1", // came with HS 2022
		"290490 030910 030910": "H6 H4 2", // of two editions
	} {
		from, to, seen := Span(slices.Values(strings.Fields(codes)))
		if got := fmt.Sprint(from, " ", to, " ", seen); got != want {
			t.Errorf("%q: %s, want %s", codes, got, want)
		}
	}
}

func TestManyRefusalsEnd(t *testing.T) {
	_, refusals, err := Read(context.Background(), source("f.csv", "code,description\n"+strings.Repeat("x,y\n", 5000)), Options{})
	if err != nil || len(refusals) != mostRefusals+1 || !strings.Contains(refusals[mostRefusals].Expected.EN, "reading stopped") {
		t.Errorf("%d refusals, %v", len(refusals), err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	text := "code,description\n" + strings.Repeat("010121,Horses\n", 5000)
	if c, _, err := Read(ctx, source("f.csv", text), Options{}); !errors.Is(err, context.Canceled) || c != nil {
		t.Errorf("%v %v", c, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		hsHead + "H0,01,TOTAL,2,Animals\n", "code,description\n010121,\"Horses, live\"\n", btkiText("0101,4,Kuda,Horses,"),
		"edition_from,code_from,edition_to,code_to,weight\nH5,010121,H4,010121,0.5\nH5,010121,H4,010129,\"0,5\"\n",
		`{"classCode":"HS","results":[{"id":"01","text":"01 - Animals","parent":"TOTAL","aggrLevel":2}]}`,
		"country_code,country_name,country_iso3\n", gzipped(hsHead), "\xff\xfea\x00",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		Recognise(text)
		c, refusals, err := Read(context.Background(), source("f", string(text)), Options{Edition: "H5"})
		if err != nil || (c == nil) == (len(refusals) == 0) {
			t.Fatalf("%v, %d refusals, %v", c, len(refusals), err)
		}
		for _, r := range refusals {
			if r.File != "f" || r.Expected.ID == "" || r.Expected.EN == "" {
				t.Fatalf("half a refusal: %+v", r)
			}
		}
		if c == nil {
			return
		}
		for _, l := range c.Lists {
			for _, e := range l.Entries {
				if !isCode(e.Code) || e.Raw.ID+e.Raw.EN == "" {
					t.Fatalf("entry %+v", e)
				}
			}
		}
		for _, x := range c.Tables {
			sums := map[string]int64{}
			for _, p := range x.Pairs {
				sums[p.From] += p.Weight
			}
			for from, sum := range sums {
				if sum != weightOne {
					t.Fatalf("weights of %s sum to %d", from, sum)
				}
			}
		}
	})
}
