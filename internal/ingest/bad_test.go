package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"
)

func memory(name string, b []byte) Source {
	return Source{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b)}
}

const small = "t,i,j,k,v,q\n2021,4,24,080810,1.5,2\n2021,4,28,330499,2.295,NA\n"

// wantRefusal checks that one refusal says this about that row and column.
func wantRefusal(t *testing.T, r *Report, row int, column, expected string) {
	t.Helper()
	for _, x := range r.Refusals {
		if x.Row == row && strings.HasPrefix(x.Column, column) && strings.Contains(x.Expected.EN, expected) && x.Expected.ID != "" {
			return
		}
	}
	t.Errorf("no refusal of row %d, column %q that expects %q; refusals: %v", row, column, expected, describe(r))
}

func describe(r *Report) (out []string) {
	for _, x := range r.Refusals {
		out = append(out, x.Error())
	}
	return out
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func zst(b []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(b, nil)
}

func zipped(name string, b []byte) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, _ := z.Create(name)
	_, _ = w.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func wide16(s string, mark bool) []byte {
	var out []byte
	if mark {
		out = []byte{0xff, 0xfe}
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// The same rows in every wrapping and encoding that people send.
func TestWrappings(t *testing.T) {
	for name, b := range map[string][]byte{
		"plain": []byte(small), "gz": gz([]byte(small)), "zst": zst([]byte(small)), "zip": zipped("BACI.csv", []byte(small)),
		"mark": []byte("\xef\xbb\xbf" + small), "utf-16": wide16(small, true), "utf-16 without mark": wide16(small, false),
		"semicolons": []byte(strings.ReplaceAll(small, ",", ";")), "tabs": []byte(strings.ReplaceAll(small, ",", "\t")),
		"crlf": []byte(strings.ReplaceAll(small, "\n", "\r\n")), "no last line end": []byte(strings.TrimSpace(small)),
		"quoted": []byte(strings.ReplaceAll(strings.ReplaceAll(small, "2021", `"2021"`), "NA", `"   NA"`)),
	} {
		r := one(t, memory(name, b))
		if r.Kind != BACI || r.Accepted != 2 || r.Refused != 0 || len(r.Totals) != 1 || r.Totals[0].Value != 379500 || r.Totals[0].Grams != 2_000_000 {
			t.Errorf("%s: %s, %d accepted, %+v, %v", name, r.Kind, r.Accepted, r.Totals, describe(r))
		}
	}
}

func TestBadValues(t *testing.T) {
	for value, expected := range map[string]string{
		"-1": "zero or more", "1e300": "100 trillion", "NaN": "as a number", "-": "as a number", "": "as a number",
		"1\u200934": "as a number", "1.2.3": "as a number", "Inf": "as a number", "99999999999999999999999": "100 trillion", "0x10": "as a number",
	} {
		r := one(t, memory("x", []byte("t,i,j,k,v\n2021,4,24,080810,"+value+"\n2021,4,24,080811,1\n")))
		if r.Accepted != 1 {
			t.Errorf("%q: %d rows accepted, want the other one", value, r.Accepted)
		}
		wantRefusal(t, r, 2, "v", expected)
	}
}

func TestBadRows(t *testing.T) {
	for row, want := range map[string]string{
		"21,4,24,080810,1":             "t:year of four digits",
		"2021,x,24,080810,1":           "i:country code",
		"2021,4,24,8081O0,1":           "k:HS code of 6",
		"2021,4,24,0808100,1":          "k:HS code of 6",
		"2021,4,24,080810,1,2":         ":5 columns",
		"2021,4,24":                    ":5 columns",
		`"2021,4,24,080810,1`:          ":closing quote",
		strings.Repeat("1,", 10000):    ":5 columns",
		strings.Repeat("x", 1<<20+100): ":one megabyte",
	} {
		r := one(t, memory("x", []byte("t,i,j,k,v\n2021,4,24,080811,1\n"+row+"\n2021,4,24,080812,1\n")))
		column, expected, _ := strings.Cut(want, ":")
		wantRefusal(t, r, 3, column, expected)
		if r.Accepted != 2 || r.Refused != 1 {
			t.Errorf("%.40s: %d accepted and %d refused, want 2 and 1: %v", row, r.Accepted, r.Refused, describe(r))
		}
	}
}

func TestUnknownCodesAndRepetitions(t *testing.T) {
	r := one(t, memory("x", []byte("t,i,j,k,v\n2021,4,24,770101,1\n2021,4,24,770101,1\n2021,4,24,770101,2\n2021,4,999,999999,1\n2021,4,24,80810,1\n")))
	if fmt.Sprint(r.Unknown) != "[{partner 999 1} {product 770101 3}]" {
		t.Errorf("unknown: %v", r.Unknown)
	}
	if r.Repeated != 2 || r.Identical != 1 || fmt.Sprint(r.FirstTwice) != "[3 4]" {
		t.Errorf("%d repeated, %d identical, rows %v", r.Repeated, r.Identical, r.FirstTwice)
	}
	if noted(r.Warnings, "lost-zero") != 1 {
		t.Errorf("warnings: %v", r.Warnings)
	}
}

func TestBadFiles(t *testing.T) {
	long := []byte("t,i,j,k,v\n")
	for n := range 20000 {
		long = fmt.Appendf(long, "2021,4,24,%06d,%d.%03d\n", n, n*7919%1000, n%1000)
	}
	half := func(b []byte) []byte { return b[:len(b)/2] }
	bomb := bytes.Repeat([]byte("2021,4,24,080810,1\n"), 1<<20)
	limits := Limits{Unpacked: 1 << 30, Ratio: 250, Free: 1 << 20, Members: 10} // as usual, but a bomb of 20 MB is one
	password := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), wide16(strings.Repeat("x", 300)+"EncryptedPackage", false)...)
	for name, c := range map[string]struct {
		b        []byte
		expected string
	}{
		"empty":      {nil, "this one is empty"},
		"blank":      {[]byte(" \n\n"), "this one is empty"},
		"cut gz":     {half(gz(long)), "cut off"},
		"cut zst":    {half(zst(long)), "cut off"},
		"cut zip":    {half(zipped("a.csv", long)), "damaged"},
		"bomb gz":    {gz(append([]byte("t,i,j,k,v\n"), bomb...)), "zip bomb"},
		"bomb zip":   {zipped("a.csv", append([]byte("t,i,j,k,v\n"), bomb...)), "zip bomb"},
		"password":   {password, "without a password"},
		"old xls":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "save it as .xlsx"},
		"pdf":        {[]byte("%PDF-1.4"), "CSV, JSON, XLSX or Parquet"},
		"other":      {[]byte("<html>"), "a file of BACI"},
		"zip in zip": {zipped("a.zip", zipped("b.csv", long)), "take the file out"},
	} {
		found := false
		reports, err := Inspect(context.Background(), memory(name, c.b), Options{Limits: limits}, nil)
		if err != nil || len(reports) != 1 {
			t.Fatalf("%s: %d reports, %v", name, len(reports), err)
		}
		r := reports[0]
		for _, x := range r.Refusals {
			found = found || strings.Contains(x.Expected.EN, c.expected) && x.Expected.ID != ""
		}
		if !found {
			t.Errorf("%s: no refusal expects %q: %v", name, c.expected, describe(r))
		}
	}
}

func TestBadJSON(t *testing.T) {
	const head = `{"elapsedTime":"0.1 secs","count":1,"data":[`
	const good = `{"typeCode":"C","period":"2021","reporterCode":360,"flowCode":"X","partnerCode":%s,"classificationCode":"H5","cmdCode":"%s","primaryValue":%s}`
	record := func(partner, code, value string) string { return fmt.Sprintf(good, partner, code, value) }
	r := one(t, memory("x", []byte(head+strings.Join([]string{
		record("392", "270112", "1.5e3"), record("0", "270112", "1500"), record("392", "AB", "1"), record("392", "270112", "null"),
		record("392", "270112", "-3"), `{"typeCode":7}`, record("392", "TOTAL", "9"), `{"typeCode":"S"}`,
	}, ",")+`],"error":""}`)))
	if r.Accepted != 3 || r.Refused != 4 || r.Totals[0].Value != 900 || r.Totals[1].Value != 150000 || !r.Totals[2].World && !r.Totals[1].World {
		t.Errorf("%d accepted, %+v, %v", r.Accepted, r.Totals, describe(r))
	}
	wantRefusal(t, r, 3, "cmdCode", "HS code")
	wantRefusal(t, r, 4, "primaryValue", "as a number")
	wantRefusal(t, r, 6, "typeCode", "type that the API documents")
	for text, expected := range map[string]string{
		head + record("392", "270112", "1"):             "cut off",
		head + `{"period":"20`:                          "cut off",
		head + `x]}`:                                    "valid JSON",
		`{"elapsedTime":"","data":7}`:                   "square brackets",
		`{"elapsedTime":"","data":[],"error":"limit"}`:  "reply without an error",
		head + `"` + strings.Repeat("x", 9<<20) + `"]}`: "four megabytes",
	} {
		r := one(t, memory("x", []byte(text)))
		if r.Refused != 1 || !strings.Contains(r.Refusals[0].Expected.EN, expected) {
			t.Errorf("%.60s: want a refusal that expects %q: %v", text, expected, describe(r))
		}
	}
}

// upload makes a workbook like those of a provincial office.
func upload(t *testing.T, change func(*excelize.File)) *Report {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for c, h := range []string{"Kode Propinsi", "Propinsi", "Kode HS", "Uraian HS", "Negara", "Kode industri", "Diskripsi KBLI", "Bulan", "Berat", "Nilai", "Th-Bln_Tgl", "Ekspor / Impor"} {
		_ = f.SetCellValue("Sheet1", letters(c)+"2", h)
	}
	for n, v := range []any{"586.836,97", "13 419,6", "1.234", 1.234, 100} {
		row := fmt.Sprint(n + 3)
		for c, x := range []any{"35", "JAWA TIMUR", 1061900 + n, "x", "JAPAN", "01", "#N/A", "03", "1,5", v, 43904, "Ekspor"} {
			_ = f.SetCellValue("Sheet1", letters(c)+row, x)
		}
	}
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return one(t, memory("unggahan.xlsx", b.Bytes()))
}

func TestUpload(t *testing.T) {
	r := upload(t, nil)
	// 586.836,97 + 13 419,6 + the text 1.234 (1234 as its column shows) + the number 1.234 + 100
	wantTotals(t, r, "export 2020-03  5 601591.80")
	if noted(r.Warnings, "lost-zero") != 5 || noted(r.Warnings, "no-industry") != 5 || r.Totals[0].Grams != 7500 {
		t.Errorf("warnings %v, totals %+v", r.Warnings, r.Totals)
	}
}

func TestBadUploads(t *testing.T) {
	set := func(cell string, v any) func(*excelize.File) {
		return func(f *excelize.File) { _ = f.SetCellValue("Sheet1", cell, v) }
	}
	for name, c := range map[string]struct {
		change           func(*excelize.File)
		row              int
		column, expected string
	}{
		"formula": {func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "J4", nil)
			_ = f.SetCellFormula("Sheet1", "J4", "SUM(J3:J3)")
		}, 4, "J", "result of the formula"},
		"error":    {set("J4", "#DIV/0!"), 4, "J", "as a number"},
		"dash":     {set("J4", "-"), 4, "J", "as a number"},
		"negative": {set("J4", -5), 4, "J", "zero or more"},
		"flow":     {set("L4", "keluar"), 4, "L", "export or import"},
		"date":     {set("K4", "kemarin"), 4, "K", "a date"},
		"month":    {set("H4", "04"), 4, "K", "month 4"},
		"code":     {set("C4", "arang"), 4, "C", "HS code"},
		"weight":   {set("I4", "banyak"), 4, "I", "a weight"},
	} {
		r := upload(t, c.change)
		if r.Accepted != 4 || r.Refused != 1 {
			t.Errorf("%s: %d accepted, %v", name, r.Accepted, describe(r))
		}
		wantRefusal(t, r, c.row, c.column, c.expected)
	}
	r := upload(t, func(f *excelize.File) { // many blank rows, a total, a merged title
		_ = f.MergeCell("Sheet1", "A1", "L1")
		_ = f.SetCellValue("Sheet1", "A1", "Data")
		_ = f.SetCellValue("Sheet1", "A200000", "Jumlah")
	})
	if r.Accepted != 5 || r.Refused != 0 || noted(r.LeftOut, "totals") != 1 || noted(r.LeftOut, "blank") < 199_000 {
		t.Errorf("%d accepted, left out %v, %v", r.Accepted, r.LeftOut, describe(r))
	}
}

func TestAmbiguousAlone(t *testing.T) {
	for text, want := range map[string]string{
		"1.234": "ambiguous", "1,234": "ambiguous", "586.836,97": "586836.97", "586,836.97": "586836.97", "13 419,6": "13419.6",
		"1\u00a0234": "1234", "1.806.935,95 ": "1806935.95", "179365,06": "179365.06", "0.123": "0.123", "1.2345": "1.2345",
		"1.23,4": "no", "1,2,3": "no", "1..2": "no", "": "no", "Rp 5": "no", "12.34.567": "no",
	} {
		got, f := human(text, new(style))
		s := string(got)
		switch f {
		case ambiguous:
			s = "ambiguous"
		case noNumber:
			s = "no"
		}
		if s != want {
			t.Errorf("%q reads as %s, want %s", text, s, want)
		}
	}
}

func TestStoppedFromOutside(t *testing.T) {
	stop := errors.New("stop")
	err := Read(context.Background(), memory("x", []byte(small)), Options{}, Sink{Row: func(*Row) error { return stop }})
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of the sink", err)
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{small, "t,i,j,k,v\n\"2021,4\n\n", "t;i;j;k;v\n2021;4;24;1;\"a\"\"b\"\n", "Classification,Period\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { inspectSafely(t, b) })
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"elapsedTime":"","data":[{"flowCode":"X"}]}`, `{"data":null,"elapsedTime":1}`, `{"elapsedTime":{},"data":[[]]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { inspectSafely(t, b) })
}

// inspectSafely reads anything: no panic, no amount below zero, every refusal
// in both languages.
func inspectSafely(t *testing.T, b []byte) {
	err := Read(context.Background(), memory("x", b), Options{}, Sink{
		Row: func(r *Row) error {
			if r.Value < 0 || r.Grams < 0 || len(r.Product)%2 == 1 || r.Period.From > r.Period.To {
				t.Errorf("row %+v", r)
			}
			return nil
		},
		Refuse: func(r Refusal) {
			if r.Expected.ID == "" || r.Expected.EN == "" {
				t.Errorf("half a refusal: %+v", r)
			}
		},
	})
	if err != nil {
		t.Error(err)
	}
}

// Names in Windows-1252 are read as such; totals of the World, re-exports and
// parts stay out of the partners.
func TestComtradeRows(t *testing.T) {
	const head = "Classification,Period,Trade Flow Code,Reporter Code,Reporter,Partner Code,Partner,Mode of Transport Code,Commodity Code,Netweight (kg),Trade Value (US$)\r\n"
	var partners []string
	sum := map[bool]int64{}
	err := Read(context.Background(), memory("x", []byte(head+
		"H5,2021,2,360,Indonesia,384,\"C\xf4te d'Ivoire\",,270112,10.5,100\r\n"+
		"H4,202107,1,360,Indonesia,0,World,,TOTAL,,300\r\n"+
		"H5,2021,3,360,Indonesia,384,x,,270112,,7\r\n"+
		"H5,2021,2,360,Indonesia,384,x,2100,270112,,7\r\n")), Options{}, Sink{Row: func(r *Row) error {
		partners = append(partners, r.Partner.Name+" "+r.Edition+" "+r.Period.String()+" "+r.Product)
		sum[r.World] += int64(r.Value)
		return nil
	}})
	if err != nil || strings.Join(partners, "|") != "Côte d'Ivoire H5 2021 270112|World H4 2021-07 " || sum[false] != 10000 || sum[true] != 30000 {
		t.Errorf("%q, %v, %v", partners, sum, err)
	}
}
