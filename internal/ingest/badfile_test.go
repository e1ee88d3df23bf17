package ingest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// shrinking is a file that loses its end after some reads.
type shrinking struct {
	whole []byte
	reads int
	left  int
}

func (s *shrinking) ReadAt(p []byte, off int64) (int, error) {
	data := s.whole
	if s.reads--; s.reads < 0 {
		data = data[:s.left]
	}
	return bytes.NewReader(data).ReadAt(p, off)
}

func TestFileThatShrinks(t *testing.T) {
	long := []byte("t,i,j,k,v\n")
	for n := range 60000 {
		long = fmt.Appendf(long, "2021,4,24,%06d,%d.%03d\n", 10000+n, n*7919%1000, n%1000)
	}
	for name, b := range map[string][]byte{"text": long, "gz": gz(long), "zip": zipped("a.csv", long)} {
		s := &shrinking{whole: b, reads: 3, left: len(b) * 6 / 10}
		if name == "gz" {
			s.reads = 2
		}
		r := one(t, Source{Name: name, Size: int64(len(b)), Data: s})
		found := false
		for _, x := range r.Refusals {
			found = found || strings.Contains(x.Expected.EN, "does not change while it is read")
		}
		if !found {
			t.Errorf("%s: %d rows accepted, and nothing says that the file shrank: %v", name, r.Accepted, describe(r))
		}
	}
}

func TestFilesWithoutRows(t *testing.T) {
	r := one(t, memory("x", []byte("t,i,j,k,v\n")))
	wantRefusal(t, r, 0, "", "rows of data")
	r = one(t, memory("x", []byte("Classification,Period,Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Trade Value (US$)")))
	wantRefusal(t, r, 0, "", "rows of data")
	r = one(t, memory("x", []byte("arang")))
	wantRefusal(t, r, 0, "", "a file of BACI")
	r = one(t, memory("x", []byte(strings.Repeat("a,", 10000)+"\n")))
	wantRefusal(t, r, 0, "", "a file of BACI")
	r = one(t, memory("x", []byte("t,i;j,k,v\n2021,4,24,080810,1\n")))
	wantRefusal(t, r, 0, "", "a mapping of columns")
	r = one(t, memory("x", []byte("t,i,j,k,v\n2021;4;24;080810;1\n2021,4,24,080810,1\n")))
	wantRefusal(t, r, 2, "", "5 columns")
}

// Thin and unbreakable spaces stand between thousands; what is no amount is
// refused in every spelling.
func TestValuesAsPeopleTypeThem(t *testing.T) {
	m := Mapping{Header: 1, Unit: "USD", Columns: map[Field]string{FieldYear: "year", FieldValue: "usd"}, Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	for text, want := range map[string]string{
		"1\u2009234,5": "1234.50", "1\u202f234,50": "1234.50", "1\u00a0234\u00a0567": "1234567.00", "1'234.5": "1234.50", "0": "0.00",
		"1e3": "1000.00", "-": "as a number", "NaN": "as a number", "Inf": "as a number", "1e300": "below 100 trillion", "-5": "zero or more",
		"1.234": "decimal mark", "Rp1": "as a number", "#N/A": "as a number",
	} {
		r := mapped(t, memory("x.csv", []byte("year;usd\n2024;"+text+"\n")), m)
		if r.Accepted == 1 {
			if got := cents(int64(r.Totals[0].Value)); got != want {
				t.Errorf("%q reads as %s, want %s", text, got, want)
			}
			continue
		}
		wantRefusal(t, r, 2, "", want)
	}
}

// HS 2017 has no heading 8524, which HS 2022 has; a code
// with a lost zero is mended; a World beside its parts stays apart.
func TestCodesAndEditions(t *testing.T) {
	const head = "Classification,Period,Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Trade Value (US$)\n"
	r := one(t, memory("x", []byte(head+"H5,2021,2,360,392,852411,1\nH6,2022,2,360,392,852411,1\nH5,2021,2,360,392,30617,1\nH5,2021,2,360,392,770101,1\nH5,2021,2,360,0,270112,9\n")))
	if got := fmt.Sprint(r.Unknown); got != "[{edition 852411 (H5) 1} {product 770101 1}]" {
		t.Errorf("unknown: %s", got)
	}
	if noted(r.Warnings, "lost-zero") != 1 || r.Products != 4 || r.Partners != 1 {
		t.Errorf("warnings %v, %d products, %d partners", r.Warnings, r.Products, r.Partners)
	}
	for _, x := range r.Totals {
		if x.World && x.Value != 900 || !x.World && x.Value > 300 {
			t.Errorf("the World was added to its parts: %+v", x)
		}
	}
	r = upload(t, func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "E4", "Dunia ") })
	if len(r.Totals) != 2 || r.Totals[0].World || !r.Totals[1].World || r.Totals[1].Rows != 1 || r.Partners != 1 {
		t.Errorf("totals %+v, %d partners", r.Totals, r.Partners)
	}
}

// with copies a workbook and changes or adds a part.
func with(t *testing.T, b []byte, name string, change func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	had := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			had = true
			text = []byte(change(string(text)))
		}
		part, _ := w.Create(f.Name)
		_, _ = part.Write(text)
	}
	if !had {
		part, _ := w.Create(name)
		_, _ = part.Write([]byte(change("")))
	}
	_ = w.Close()
	return out.Bytes()
}

func workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Kode HS", "Negara", "Berat", "Nilai", "Th-Bln_Tgl", "Ekspor / Impor"})
	_ = f.SetSheetRow("Sheet1", "A2", &[]any{"27011900", "JAPAN", 1.5, 100, 43904, "EKSPOR"})
	_ = f.SetSheetRow("Sheet1", "A3", &[]any{"27011900", "CHINA", 2.5, nil, 43904, "EKSPOR"})
	_ = f.SetCellFormula("Sheet1", "D3", "D2*2")
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOddWorkbooks(t *testing.T) {
	b := workbook(t)
	const sheet = "xl/worksheets/sheet1.xml"
	computed := func(s string) string { return strings.Replace(s, "</f>", "</f><v>200</v>", 1) }
	r := one(t, memory("rumus.xlsx", with(t, b, sheet, computed))) // a formula with its result
	wantTotals(t, r, "export 2020-03  2 300.00")
	r = one(t, memory("makro.xlsm", with(t, with(t, b, sheet, computed), "xl/vbaProject.bin", func(string) string { return "x" })))
	wantTotals(t, r, "export 2020-03  2 300.00")
	if noted(r.Warnings, "macros") != 1 {
		t.Errorf("nothing says that there are macros: %v", r.Warnings)
	}
	const empty = 1_048_000
	if testing.Short() {
		return
	}
	r = one(t, memory("kosong.xlsx", with(t, b, sheet, func(s string) string {
		var rows strings.Builder
		for n := range empty {
			fmt.Fprintf(&rows, `<row r="%d"/>`, n+4)
		}
		return strings.Replace(computed(s), "</sheetData>", rows.String()+"</sheetData>", 1)
	})))
	wantTotals(t, r, "export 2020-03  2 300.00")
}

// A Parquet file with a wrong byte is refused or read, and never ends the
// program: the library panics on some.
func TestDamagedParquet(t *testing.T) {
	var pq bytes.Buffer
	if err := parquet.Write(&pq, []parquetRow{{HS: "270112", Year: 2024, USD: 1}, {HS: "030617", Year: 2024, USD: 2}}); err != nil {
		t.Fatal(err)
	}
	m := Mapping{Unit: "USD", Columns: map[Field]string{FieldProduct: "hs", FieldYear: "year", FieldValue: "usd"},
		Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	refused := 0
	for i := 4; i < pq.Len(); i += 5 {
		b := bytes.Clone(pq.Bytes())
		b[i] ^= 0x15
		refused += mapped(t, memory("x.parquet", b), m).Refused
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}

// A Parquet file may state a length for its description that it does not have;
// no memory is taken for it.
func TestParquetThatStatesTooMuch(t *testing.T) {
	for _, n := range []uint32{1 << 20, 1<<32 - 1} {
		b := append([]byte("PAR1"), bytes.Repeat([]byte("x"), 700)...)
		b = append(binary.LittleEndian.AppendUint32(b, n), "PAR1"...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := one(t, memory("x.parquet", b))
		runtime.ReadMemStats(&after)
		wantRefusal(t, r, 0, "", "damaged")
		if took := after.TotalAlloc - before.TotalAlloc; n > 1<<30 && took > 64<<20 {
			t.Errorf("%d bytes of memory for a file of %d", took, len(b))
		}
	}
	for n := range 12 {
		wantRefusal(t, one(t, memory("x.parquet", []byte("PAR1\xff\xff\xff\xffPAR1")[:max(n, 4)])), 0, "", "damaged")
	}
}

// A cell cannot steer the terminal that shows why it was refused.
func TestControlCharactersAreNotShown(t *testing.T) {
	r := one(t, memory("x", []byte("t,i,j,k,v\n2021,4,24,\"\x1b]0;title\x07\",1\n")))
	if len(r.Refusals) != 1 || r.Refusals[0].Found != "\ufffd]0;title\ufffd" {
		t.Errorf("refusals %+v", r.Refusals)
	}
	if long := short(strings.Repeat("é", 5000)); long != strings.Repeat("é", 80)+"…" {
		t.Errorf("a long text became %q", long)
	}
}
