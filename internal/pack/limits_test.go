package pack_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"muara/internal/pack"
	"muara/internal/trade"
)

const (
	exports = "figures/exports.csv"
	header  = "flow,by,code,from,to,value_musd,share_pct,weight_kt,scope,source,published,also,note_id,note_en\n"
)

// TestLongLine puts a line of 20 MB among good ones: it is reported by its
// number, and the lines after it are read.
func TestLongLine(t *testing.T) {
	files := base(t)
	long := strings.Repeat("9", 20<<20)
	files[exports] = &fstest.MapFile{Data: []byte(header +
		"export,,,2023-01,2023-01," + long + ",,,,bps-1,,,,\n" +
		"export,,,2023-02,2023-02,oops,,,,bps-1,,,,\n")}
	_, faults := pack.Read(files, "wil")
	expect(t, []string{
		"fault figures/exports.csv:2: | 20.0 MB | baris paling panjang 64 KB | a line of at most 64 KB",
		"fault figures/exports.csv:3:value_musd | oops | titik desimal | decimal point",
	}, faults)
}

// TestLongFile refuses a file beyond the limit without reading it.
func TestLongFile(t *testing.T) {
	files := base(t)
	files[exports] = &fstest.MapFile{Data: make([]byte, 33<<20)}
	_, faults := pack.Read(files, "wil")
	expect(t, []string{"fault figures/exports.csv:0: | 33.0 MB | berkas paling besar 32 MB | a file of at most 32 MB"}, faults)
}

// TestFaultLimit finds a thousand faults and counts the others.
func TestFaultLimit(t *testing.T) {
	files := base(t)
	var b strings.Builder
	b.WriteString(header)
	for range 1500 {
		b.WriteString("export,,,2023-01,2023-01,oops,,,,bps-1,,,,\n")
	}
	files[exports] = &fstest.MapFile{Data: []byte(b.String())}
	p, faults := pack.Read(files, "wil")
	if p != nil || len(faults) != 1001 {
		t.Fatalf("%d faults", len(faults))
	}
	last := faults[1000]
	if last.File != "" || last.Warning || !strings.Contains(last.Expected.ID, "500") || !strings.Contains(last.Expected.EN, "500 more faults") {
		t.Errorf("last line: %+v", last)
	}
	if s, _ := pack.Check(files, "wil"); s.Faults != 1500 || s.Warnings != 0 {
		t.Errorf("counted %d faults and %d warnings", s.Faults, s.Warnings)
	}
}

// TestReadsWhatSpreadsheetsWrite accepts what does no harm: a byte order mark,
// CRLF, columns in another order, space around cells, lines of commas, quotes.
func TestReadsWhatSpreadsheetsWrite(t *testing.T) {
	files := base(t)
	want, _ := pack.Read(files, "wil")
	for name, f := range files {
		if strings.HasSuffix(name, ".csv") {
			text := "\xEF\xBB\xBF" + strings.ReplaceAll(string(f.Data), "\n", "\r\n")
			lines := strings.SplitAfter(text, "\r\n")
			lines[len(lines)-2] += strings.Repeat(",", strings.Count(lines[0], ",")) + "\r\n\r\n"
			files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
		} else {
			files[name] = &fstest.MapFile{Data: append([]byte("\xEF\xBB\xBF"), f.Data...)}
		}
	}
	files["sources.csv"] = &fstest.MapFile{Data: []byte("published,publisher,url,id\n2024-03-01, BPS ,\"https://example.org/1\",bps-1\n2024-04,BPS,https://example.org/2,\"bps-2\"")}
	got, faults := pack.Read(files, "wil")
	if len(faults) > 0 {
		t.Fatal(written(faults, "en"))
	}
	if fmt.Sprintf("%+v", *got) != fmt.Sprintf("%+v", *want) {
		t.Errorf("read\n%+v\nwant\n%+v", *got, *want)
	}
}

// TestRounding follows printed digits to half units.
func TestRounding(t *testing.T) {
	for _, c := range []struct {
		printed     string
		value, half trade.Amount
	}{
		{"57.00", 57_00_000_000, 500_000},
		{"57", 57_00_000_000, 500_000}, // a spreadsheet dropped the zeros
		{"214.3", 214_30_000_000, 500_000},
		{"0.01", 1_000_000, 500_000},
		{"1.7615", 176_150_000, 5_000},
		{"1.76158557", 176_158_557, 1}, // half a cent, rounded up
		{"0", 0, 500_000},
	} {
		files := base(t)
		files[exports] = &fstest.MapFile{Data: []byte(header + "export,,,2023-01,2023-01," + c.printed + ",,,,bps-1,,bps-2,,\n")}
		p, faults := pack.Read(files, "wil")
		if p == nil {
			t.Errorf("%s: %s", c.printed, written(faults, "en"))
			continue
		}
		if f := p.Figures[0]; f.Value != c.value || f.Half != c.half {
			t.Errorf("%s is %d with half a unit %d, want %d with %d", c.printed, f.Value, f.Half, c.value, c.half)
		}
	}
	p, _ := pack.Read(base(t), "wil")
	for _, f := range p.Figures {
		if f.Series.Measure == trade.Weight && (f.Value != 1_234_500_000 || f.Half != 5_000) {
			t.Errorf("weight: %d with half a unit %d", f.Value, f.Half)
		}
	}
	if s := p.Shares[0]; s.Share != 60*trade.Percent || s.Half != 50 {
		t.Errorf("share: %d with half a unit %d", s.Share, s.Half)
	}
}

func TestCompiledInTheFuture(t *testing.T) {
	if _, faults := pack.ReadOn(base(t), "wil", trade.Date{Year: 2024, Month: 6, Day: 30}); len(faults) > 0 {
		t.Errorf("on the day: %s", written(faults, "en"))
	}
	_, faults := pack.ReadOn(base(t), "wil", trade.Date{Year: 2024, Month: 6, Day: 29})
	expect(t, []string{"fault pack.toml:3:compiled | 2024-06-30 | tidak melewati hari ini | not after today"}, faults)
}

func TestCheck(t *testing.T) {
	s, faults := pack.Check(base(t), "wil")
	want := pack.Summary{Figures: 9, Shares: 2, Sources: 2, LeftOut: 1, SmallFirms: 1, Series: 9,
		Span: trade.Period{From: trade.MonthOf(2022, 1), To: trade.MonthOf(2023, 1)}}
	if s != want || len(faults) > 0 {
		t.Errorf("%+v, want %+v", s, want)
	}
}

func TestWriteFaults(t *testing.T) {
	list := []pack.Fault{
		{File: exports, Row: 12, Column: "value_musd", Found: "1.725,99", Expected: trade.Text{ID: "titik desimal: 1725.99", EN: "a decimal point: 1725.99"}},
		{File: "names.csv", Expected: trade.Text{ID: "berkas ini ada di dalam paket", EN: "this file in the pack"}},
		{File: "note.csv", Found: "note.csv", Warning: true, Expected: trade.Text{ID: "berkas paket", EN: "a file of a pack"}},
		{Expected: trade.Text{ID: "masih ada 5", EN: "5 more"}},
	}
	for lang, want := range map[string]string{
		"id": `figures/exports.csv:12: value_musd: ditemukan "1.725,99", seharusnya titik desimal: 1725.99
names.csv: tidak ada, seharusnya berkas ini ada di dalam paket
note.csv: peringatan: ditemukan "note.csv", seharusnya berkas paket
masih ada 5
`,
		"en": `figures/exports.csv:12: value_musd: found "1.725,99", expected a decimal point: 1725.99
names.csv: nothing there, expected this file in the pack
note.csv: warning: found "note.csv", expected a file of a pack
5 more
`,
	} {
		if got := written(list, lang); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", lang, got, want)
		}
	}
}

// TestFoundIsSafe keeps what stands in a file from steering a terminal.
func TestFoundIsSafe(t *testing.T) {
	files := base(t)
	files["sources.csv"] = &fstest.MapFile{Data: []byte("id,url,publisher,published,\x1b[31mred\x1b[0m" + strings.Repeat("é", 300) + "\nbps-1,https://example.org/1,BPS,2024\n")}
	_, faults := pack.Read(files, "wil")
	if len(faults) == 0 {
		t.Fatal("no fault")
	}
	for _, f := range faults {
		if out := written([]pack.Fault{f}, "id"); strings.ContainsAny(strings.TrimSuffix(out, "\n"), "\x1b\n") || len([]rune(f.Found)) > 90 || len([]rune(f.Column)) > 90 {
			t.Errorf("%q", out)
		}
	}
}

// TestManyLines reads a large and awkward pack in a moment: every line another
// edition of one cell, another port, another source.
func TestManyLines(t *testing.T) {
	files := base(t)
	const n = 20_000
	var sources, names, figures strings.Builder
	sources.Write(files["sources.csv"].Data)
	names.Write(files["names.csv"].Data)
	figures.WriteString(header)
	for i := range n {
		fmt.Fprintf(&sources, "s-%d,https://example.org/s/%d,BPS,2024\n", i, i)
		fmt.Fprintf(&names, "port,p-%d,P,P,inside,,,\n", i)
		fmt.Fprintf(&figures, "export,,,2023-01,2023-01,100.00,,,,s-%d,,,,\n", i)
		fmt.Fprintf(&figures, "export,port,p-%d,2023-01,2023-01,0.01,0.01,,,s-%d,,,,\n", i, i)
	}
	files["sources.csv"] = &fstest.MapFile{Data: []byte(sources.String())}
	files["names.csv"] = &fstest.MapFile{Data: []byte(names.String())}
	files["figures/many.csv"] = &fstest.MapFile{Data: []byte(figures.String())}
	start := time.Now()
	p, faults := pack.Read(files, "wil")
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("took %v", d)
	}
	if p == nil {
		t.Fatalf("refused: %s", written(faults[:1], "en"))
	}
	if len(p.Figures) != 9+2*n {
		t.Errorf("%d figures", len(p.Figures))
	}
}

// TestOneFaultDoesNotDragOthersAlong: what cannot be read is said once, and not
// again of everything that would have followed from it.
func TestOneFaultDoesNotDragOthersAlong(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
	}{
		"the only figures are empty": {exports, "", "fault figures/exports.csv:0: | 0 byte | kosong | empty"},
		"UTF-16 without its mark": {exports, "f\x00l\x00o\x00w\x00\n\x00",
			`fault figures/exports.csv:1: | f\x00l\x00o\x00w\x00 | NUL | NUL`},
		"a settings line too long": {"pack.toml", "#" + strings.Repeat("x", 70<<10), "fault pack.toml:1: | 0.1 MB | baris paling panjang | a line of at most"},
	} {
		t.Run(name, func(t *testing.T) {
			files := base(t)
			files[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			for other := range files {
				if c.file == exports && strings.HasPrefix(other, "figures/") && other != exports {
					delete(files, other)
				}
			}
			delete(files, "conflicts.csv")
			_, faults := pack.Read(files, "wil")
			expect(t, []string{c.want}, faults)
		})
	}
}
