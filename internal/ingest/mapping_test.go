package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"muara/internal/trade"
)

func mapped(t *testing.T, src Source, m Mapping) *Report {
	t.Helper()
	reports, err := InspectMapped(context.Background(), src, m, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 1 {
		t.Fatalf("%d reports, want 1", len(reports))
	}
	return reports[0]
}

func look(t *testing.T, src Source) *Preview {
	t.Helper()
	p, err := Look(context.Background(), src, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What the six long workbooks of East Java hold, from their rows as one CSV.
func TestMappedEastJava(t *testing.T) {
	src := testData(t, "region/jatim/jatim_province_hs_country_month_long.csv.gz")
	m := Mapping{
		Header: 1, Unit: "USD", WeightUnit: "kg",
		Columns: map[Field]string{FieldProduct: "hs_digits", FieldPartner: "country", FieldIndustry: "kbli", FieldRegion: "prov",
			FieldWeight: "kg", FieldValue: "usd", FieldDate: "ym", FieldFlow: "flow"},
		Fixed: map[Field]string{FieldReporter: "IDN"},
	}
	p := look(t, src)
	if faults := m.Check(p); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	if got := p.Tables[0].Suggest(); got.Columns[FieldDate] != "ym" || got.Columns[FieldFlow] != "flow" || got.Columns[FieldYear] != "" || got.Unit != "USD" || got.WeightUnit != "kg" {
		t.Errorf("suggested %+v", got)
	}
	r := mapped(t, src, m)
	wantTotals(t, r, "export 2016-10  8800 1441335426.06", "export 2016-11  8538 1663096829.78", "export 2016-12  8348 1547616559.70",
		"export 2017-01  7909 1369870388.14", "export 2019-09  9443 1593080812.95", "export 2019-10  9664 1676521315.47",
		"export 2019-11  8861 1698480659.21", "import 2019-12  13909 2046204361.00", "import 2020-03  14351 1789322814.00",
		"import 2021-01  10028 1646669262.00")
}

const monthly = `Ekspor menurut negara (ribu US$);;;;
;;;;
Kode HS;Negara Tujuan;Bulan;Nilai;Berat (ton)
27011900;Jepang;Jan 2024;1.234,50;12,5
1061900;Tiongkok ;Feb 2024;2.000;-
15119020;Dunia;2024-01;3.000,00;1
Jumlah;;;6.234,50;
27011900;Jepang;besok;1;1
`

func TestMonthlyTable(t *testing.T) {
	src := memory("bulanan.csv", []byte(monthly))
	p := look(t, src)
	if p.Known != Table || len(p.Tables) != 1 {
		t.Fatalf("known %q, %d tables", p.Known, len(p.Tables))
	}
	tab := p.Tables[0]
	m := tab.Suggest()
	want := Mapping{Header: 3, Signature: tab.Signature(), Unit: "thousand USD", WeightUnit: "tonne", Numbers: "1.234,5", Fixed: map[Field]string{},
		Columns: map[Field]string{FieldProduct: "Kode HS", FieldPartner: "Negara Tujuan", FieldDate: "Bulan", FieldValue: "Nilai", FieldWeight: "Berat (ton)"}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("suggested (-want +got):\n%s", diff)
	}
	if got := fmt.Sprint(m.Check(p)); !strings.Contains(got, "direction of trade") || !strings.Contains(got, "reporting country") {
		t.Errorf("faults: %s", got)
	}
	m.Columns[FieldDate] = "bulan" // without regard to case
	m.Fixed = map[Field]string{FieldFlow: "ekspor", FieldReporter: "Indonesia", FieldEdition: "HS 2022"}
	if faults := m.Check(p); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	r := mapped(t, src, m)
	var got []string
	for _, x := range r.Totals {
		got = append(got, fmt.Sprint(line(x), x.World, x.Grams))
	}
	if fmt.Sprint(got) != "[export 2024-01 H6 1 1234500.00false 12500000 export 2024-01 H6 1 3000000.00true 1000000 export 2024-02 H6 1 2000000.00false 0]" {
		t.Errorf("totals %q", got)
	}
	if noted(r.Warnings, "lost-zero") != 1 || noted(r.LeftOut, "totals") != 1 || noted(r.LeftOut, "above") != 2 || noted(r.Warnings, "no-weight") != 1 {
		t.Errorf("warnings %v, left out %v", r.Warnings, r.LeftOut)
	}
	wantRefusal(t, r, 8, "C (bulan)", "a date")
}

// A mapping is the same after TOML and JSON, and a key that is none is a fault.
func TestMappingIsKept(t *testing.T) {
	m := Mapping{Name: "Bulanan", Header: 3, SkipTop: 1, Unit: "USD", Columns: map[Field]string{FieldValue: "Nilai"}, Fixed: map[Field]string{FieldFlow: "export"}}
	text, err := m.TOML()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{text, `{"name":"Bulanan","header":3,"skip_top":1,"unit":"USD","columns":{"value":"Nilai"},"fixed":{"flow":"export"}}`} {
		got, err := ParseMapping([]byte(s))
		if diff := cmp.Diff(m, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", s, err, diff)
		}
	}
	for _, s := range []string{"heder = 3", `{"heder":3}`, "header = [", `{"header":`} {
		if _, err := ParseMapping([]byte(s)); trade.CodeOf(err) != trade.Invalid {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestMappingFaults(t *testing.T) {
	good := func() Mapping {
		return Mapping{Header: 1, Unit: "USD", Columns: map[Field]string{FieldValue: "usd", FieldYear: "year"},
			Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	}
	if f := good().Check(nil); len(f) > 0 {
		t.Fatalf("a good mapping has faults: %v", f)
	}
	for want, change := range map[string]func(*Mapping){
		"column of values":           func(m *Mapping) { delete(m.Columns, FieldValue) },
		"unit of value":              func(m *Mapping) { m.Unit = "IDR" },
		"unit of weight":             func(m *Mapping) { m.Columns[FieldWeight] = "kg" },
		"given twice: by the column": func(m *Mapping) { m.Fixed[FieldYear] = "2024" },
		"time is given twice":        func(m *Mapping) { m.Columns[FieldDate] = "tgl" },
		"used for":                   func(m *Mapping) { m.Columns[FieldProduct] = "usd" },
		"month without a year":       func(m *Mapping) { delete(m.Columns, FieldYear); m.Fixed[FieldMonth] = "3" },
		"column of dates or years":   func(m *Mapping) { delete(m.Columns, FieldYear) },
		"direction of trade":         func(m *Mapping) { delete(m.Fixed, FieldFlow) },
		"expected the direction":     func(m *Mapping) { m.Fixed[FieldFlow] = "keluar" },
		"reporting country":          func(m *Mapping) { delete(m.Fixed, FieldReporter) },
		"the code or name":           func(m *Mapping) { m.Fixed[FieldReporter] = "Atlantis" },
		"an edition of the HS":       func(m *Mapping) { m.Fixed[FieldEdition] = "H9" },
		"style of numbers":           func(m *Mapping) { m.Numbers = "1'234" },
		"layout of dates":            func(m *Mapping) { m.Dates = "hari" },
		"way of writing countries":   func(m *Mapping) { m.Places = "fips" },
		"is not known":               func(m *Mapping) { m.Columns["harga"] = "x" },
		"cannot be negative":         func(m *Mapping) { m.Header = -1 },
		"nothing fixed":              func(m *Mapping) { m.Fixed[FieldWeight] = "3" },
	} {
		m := good()
		change(&m)
		found := false
		for _, f := range m.Check(nil) {
			found = found || strings.Contains(f.EN, want) && f.ID != ""
		}
		if !found {
			t.Errorf("no fault says %q: %v", want, m.Check(nil))
		}
		err := ReadMapped(context.Background(), memory("x.csv", []byte("usd,year\n1,2024\n")), m, Options{}, Sink{Row: func(*Row) error { return nil }})
		if trade.CodeOf(err) != trade.Invalid {
			t.Errorf("%s: read with %v", want, err)
		}
	}
	m := good()
	m.Columns[FieldProduct] = "hs"
	if f := fmt.Sprint(m.Check(look(t, memory("x.csv", []byte("usd,year\n1,2024\n"))))); !strings.Contains(f, `no column "hs"`) {
		t.Errorf("faults: %s", f)
	}
	r := mapped(t, memory("x.csv", []byte("usd,year\n1,2024\n")), m)
	wantRefusal(t, r, 0, "", "the column hs")
}

type parquetRow struct {
	HS    string  `parquet:"hs"`
	Year  int32   `parquet:"year"`
	Mitra *string `parquet:"mitra,optional"`
	USD   float64 `parquet:"usd"`
	Date  int32   `parquet:"date,date"`
	Cents int64   `parquet:"price,decimal(2:18)"`
}

// The same rows in every kind of file.
func TestMappedFormats(t *testing.T) {
	jp := "JPN"
	rows := []parquetRow{{"270112", 2024, &jp, 1234.5, 19753, 123450}, {"030617", 2024, nil, 0.25, 19753, 25}}
	var pq bytes.Buffer
	if err := parquet.Write(&pq, rows); err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for i, row := range [][]any{{"Data"}, {"hs", "year", "mitra", "usd"}, {"kode", "", "", "US$"}, {"270112", 2024, "JPN", 1234.5}, {30617, 2024, nil, 0.25}} {
		_ = f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row)
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	const object = `{"hs":"270112","year":2024,"mitra":"JPN","usd":1234.5,"x":{"y":[1,{"z":2}]}}`
	const second = `{"usd":0.25,"hs":"030617","year":"2024","mitra":null}`
	m := Mapping{Header: 1, Unit: "USD", Columns: map[Field]string{FieldProduct: "hs", FieldYear: "year", FieldPartner: "mitra", FieldValue: "usd"},
		Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	for name, b := range map[string][]byte{
		"a.csv":     []byte("year,hs,mitra,usd\n2024,270112,JPN,1234.5\n2024,030617,,0.25\n"),
		"a.csv.gz":  gz([]byte("year\ths\tmitra\tusd\n2024\t270112\tJPN\t1234.50\n2024\t30617\t\t0.25\n")),
		"a.parquet": pq.Bytes(),
		"a.xlsx":    book.Bytes(),
		"a.json":    []byte("[" + object + "," + second + "]"),
		"data.json": []byte(`{"more":false,"meta":{"a":[1]},"data":[` + object + "," + second + "]}"),
		"a.jsonl":   []byte(object + "\n" + second + "\n"),
		"utf16.csv": wide16("year;hs;mitra;usd\n2024;270112;JPN;1234,5\n2024;030617;;0,25\n", true),
	} {
		m.Header, m.SkipTop = 1, 0
		if name == "a.xlsx" {
			m.Header, m.SkipTop = 2, 1
		}
		p := look(t, memory(name, b))
		if faults := m.Check(p); len(faults) > 0 {
			t.Errorf("%s: faults %v", name, faults)
		}
		if got := p.Tables[0].Suggest().Columns; got[FieldProduct] != "hs" || got[FieldYear] != "year" && got[FieldDate] != "date" || got[FieldValue] != "usd" || got[FieldPartner] != "mitra" {
			t.Errorf("%s: guessed %v", name, got)
		}
		r := mapped(t, memory(name, b), m)
		wantTotals(t, r, "export 2024  2 1234.75")
		if noted(r.Warnings, "no-partner") != 1 || r.Products != 2 || r.Partners != 1 {
			t.Errorf("%s: %v, %d products, %d partners", name, r.Warnings, r.Products, r.Partners)
		}
	}
	m.Columns = map[Field]string{FieldProduct: "hs", FieldDate: "date", FieldValue: "price"}
	wantTotals(t, mapped(t, memory("a.parquet", pq.Bytes()), m), "export 2024-01  2 1234.75")
	cut := pq.Bytes()[:pq.Len()-40]
	r := mapped(t, memory("cut.parquet", cut), m)
	wantRefusal(t, r, 0, "", "damaged")
}

func TestSignature(t *testing.T) {
	sign := func(text string) string { return Signature(look(t, memory("x.csv", []byte(text)))) }
	a := sign("Kode HS,Negara,Nilai\n27,Jepang,1\n")
	if a == "" || a != sign("kode hs,negara,nilai\n15,Malaysia,2\n03,Singapura,4\n") {
		t.Error("the same headings have different signatures")
	}
	if a == sign("Kode HS,Nilai,Negara\n27,1,Jepang\n") {
		t.Error("other headings have the same signature")
	}
}

// The sink's own error comes back as it is, from every kind of file.
func TestMappedStopped(t *testing.T) {
	var pq bytes.Buffer
	if err := parquet.Write(&pq, []parquetRow{{HS: "27", Year: 2024, USD: 1}}); err != nil {
		t.Fatal(err)
	}
	m := Mapping{Header: 1, Unit: "USD", Columns: map[Field]string{FieldYear: "year", FieldValue: "usd"}, Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	stop := errors.New("stop")
	for _, b := range [][]byte{pq.Bytes(), []byte("year,usd\n2024,1\n"), []byte(`[{"year":2024,"usd":1}]`)} {
		err := ReadMapped(context.Background(), memory("x", b), m, Options{}, Sink{Row: func(r *Row) error {
			if r.Margin != ByPeriod || !r.World {
				t.Errorf("margin %q", r.Margin)
			}
			return stop
		}})
		if !errors.Is(err, stop) {
			t.Errorf("got %v", err)
		}
	}
}

func FuzzMapped(f *testing.F) {
	for _, s := range []string{monthly, `[{"Kode HS":1}]`, `{"a":[[{"Nilai":"1"}]]}`, "Nilai;Bulan\n1;2\n", "PAR1"} {
		f.Add([]byte(s))
	}
	var pq bytes.Buffer
	if err := parquet.Write(&pq, []parquetRow{{HS: "27", Year: 2024, USD: 1}}); err != nil {
		f.Fatal(err)
	}
	f.Add(pq.Bytes())
	m := Mapping{Header: 1, Unit: "thousand USD", Columns: map[Field]string{FieldProduct: "#1", FieldDate: "#2", FieldValue: "#3"},
		Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Look(context.Background(), memory("x", b), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, tab := range p.Tables {
			_ = tab.Suggest().Check(p)
		}
		err = ReadMapped(context.Background(), memory("x", b), m, Options{}, Sink{Row: func(r *Row) error {
			if r.Value < 0 || len(r.Product)%2 == 1 || r.Period.From > r.Period.To {
				t.Errorf("row %+v", r)
			}
			return nil
		}})
		if err != nil {
			t.Error(err)
		}
	})
}

// Months across: one row to each month that has a value.
func TestMonthsAcross(t *testing.T) {
	text := "Kode HS;Uraian;Jan 2024;Feb 2024;Jan-Feb 2024;Perubahan\n27011900;Batubara;1.000,5;2.000,0;3.000,5;10\n15119020;Sawit;-;500,0;;x\n"
	src := memory("a.csv", []byte(text))
	p := look(t, src)
	m := p.Tables[0].Suggest()
	if m.Columns[FieldValue] != AcrossColumns || m.Columns[FieldProduct] != "Kode HS" {
		t.Fatalf("suggested %v", m.Columns)
	}
	m.Unit, m.Fixed = "thousand USD", map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}
	if f := m.Check(p); len(f) > 0 {
		t.Fatalf("faults: %v", f)
	}
	wantTotals(t, mapped(t, src, m), "export 2024-01  1 1000500.00", "export 2024-01..2024-02  1 3000500.00", "export 2024-02  2 2500000.00")
	text = "hs,Januari,Februari\n27011900,1,x\n"
	m = Mapping{Header: 1, Unit: "USD", Columns: map[Field]string{FieldProduct: "hs", FieldValue: AcrossColumns},
		Fixed: map[Field]string{FieldFlow: "export", FieldReporter: "IDN"}}
	if f := fmt.Sprint(m.Check(look(t, memory("b.csv", []byte(text))))); !strings.Contains(f, "no column is headed by month") {
		t.Errorf("faults: %s", f)
	}
	m.Fixed[FieldYear] = "2024"
	r := mapped(t, memory("b.csv", []byte(text)), m)
	wantRefusal(t, r, 2, "C (Februari)", "as a number")
	if r.Accepted != 1 || r.Totals[0].Period.String() != "2024-01" {
		t.Errorf("%+v", r.Totals)
	}
	m.Columns[FieldMonth] = "hs"
	if f := fmt.Sprint(m.Check(nil)); !strings.Contains(f, "headings say the time") {
		t.Errorf("faults: %s", f)
	}
}

// A title above the table has no marks to tell the delimiter by: the lines
// below have.
func TestDelimiterBelowATitle(t *testing.T) {
	text := "Rekap ekspor\n\nTahun;Bulan;HS;Negara;Nilai\n2022;1;27011210;Jepang;80339,50\n2022;2;27011210;Jepang;900,25\n"
	if s := textSample([]byte(text), false); s.Delim != ';' {
		t.Errorf("delimiter %q, want a semicolon", s.Delim)
	}
}
